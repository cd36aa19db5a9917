"""Turns a GGUF file into a folder that ``from_pretrained`` reads: bf16 safetensors, configuration, tokenizer.

Weights are unpacked a few rows at a time and written straight into one safetensors file, so memory stays
far below the size of the model. The tokenizer is rebuilt by transformers' own GGUF support; transformers (and
with it torch) is therefore imported here, but only inside :func:`_save_tokenizer`.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import ModelError
from summarizer.models.gguf_file import GgufFile, GgufTensor

ARCHITECTURES = {"llama": "LlamaForCausalLM", "qwen2": "Qwen2ForCausalLM"}
"""GGUF architectures that can be converted, with the transformers class that loads the result."""

_CHUNK_ELEMENTS = 1 << 22
"""Weights unpacked at once; 16 MiB as float32, small against any model."""

_SAME_WEIGHTS = 0.2
"""Relative RMS distance under which embedding and output head are one matrix, quantised twice.

Quantising to 4 or 5 bits moves a matrix by 4 to 8 %; two matrices trained apart differ by about 140 %.
"""
_SAMPLE_ROWS = 1024

_LAYER_PARTS = (
    "input_layernorm",
    "post_attention_layernorm",
    "self_attn.q_proj",
    "self_attn.k_proj",
    "self_attn.v_proj",
    "self_attn.o_proj",
    "mlp.gate_proj",
    "mlp.up_proj",
    "mlp.down_proj",
)
_EMBEDDING, _HEAD = "model.embed_tokens.weight", "lm_head.weight"
_ELSEWHERE = "use the model as published in safetensors"

ByteCount = Callable[[int, int], None]
"""``count(done, total)`` in bytes."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One tensor on its way out: its new name, and how its rows are reordered (None: they stay)."""

    name: str
    tensor: GgufTensor
    order: NDArray[np.intp] | None = None

    @property
    def bytes_out(self) -> int:
        """Size as bf16."""
        return 2 * self.tensor.elements


def convert_gguf(source: Path, target: Path, count: ByteCount | None = None) -> None:
    """Writes the model in ``source`` (a GGUF file) into ``target`` (an existing, empty folder).

    The folder then holds ``model.safetensors`` (bf16, tied weights once), ``config.json``,
    ``generation_config.json`` and the tokenizer with its chat template.

    Args:
        source: the GGUF file.
        target: folder to write into.
        count: told how many bytes of bf16 weights are written, of how many; the tokenizer follows after.

    Raises:
        ModelError: the file is not GGUF, or its architecture or a tensor in it is not supported.
    """
    file = GgufFile(source)
    fields = _Fields(file)
    entries, tied = _plan(file, fields)
    _write_json(target / "config.json", _config(fields, tied))
    _write_json(target / "generation_config.json", fields.special_ids())
    _write_safetensors(target / "model.safetensors", file, entries, count)
    _save_tokenizer(source, target)


class _Fields:
    """Metadata of a model; keys of its architecture are asked for without the architecture's name."""

    def __init__(self, file: GgufFile) -> None:
        self._values, self._file = file.metadata, file.path.name
        self.architecture = str(self._values.get("general.architecture", ""))
        if self.architecture not in ARCHITECTURES:
            raise ModelError(
                f"{self._file} has the architecture {self.architecture!r}, which cannot be converted",
                f"use a GGUF of {' or '.join(ARCHITECTURES)}, or a model published in safetensors",
            )

    def get(self, key: str, default: Any = None) -> Any:
        return self._values.get(f"{self.architecture}.{key}", default)

    def need(self, key: str) -> Any:
        value = self.get(key)
        if value is None:
            raise ModelError(f"{self._file} lacks {self.architecture}.{key}", "fetch the file again")
        return value

    def heads(self) -> tuple[int, int]:
        """Number of query heads and of key-value heads."""
        heads = int(self.need("attention.head_count"))
        return heads, int(self.get("attention.head_count_kv", heads))

    def vocabulary(self) -> int:
        """Number of tokens."""
        return int(self.get("vocab_size") or self._values.get("tokenizer.ggml.tokens", 0))

    def special_ids(self) -> dict[str, int]:
        """Token ids that begin, end and pad a text, as far as the file names them."""
        names = {"bos_token_id": "bos", "eos_token_id": "eos", "pad_token_id": "padding"}
        found = {ours: self._values.get(f"tokenizer.ggml.{name}_token_id") for ours, name in names.items()}
        return {name: int(value) for name, value in found.items() if value is not None}


def _config(fields: _Fields, tied: bool) -> dict[str, Any]:
    heads, key_value_heads = fields.heads()
    config: dict[str, Any] = {
        "architectures": [ARCHITECTURES[fields.architecture]],
        "model_type": fields.architecture,
        "dtype": "bfloat16",
        "hidden_act": "silu",
        "hidden_size": int(fields.need("embedding_length")),
        "intermediate_size": int(fields.need("feed_forward_length")),
        "max_position_embeddings": int(fields.need("context_length")),
        "num_attention_heads": heads,
        "num_hidden_layers": int(fields.need("block_count")),
        "num_key_value_heads": key_value_heads,
        "rms_norm_eps": float(fields.need("attention.layer_norm_rms_epsilon")),
        "rope_parameters": {"rope_theta": float(fields.get("rope.freq_base", 1e4)), "rope_type": "default"},
        "tie_word_embeddings": tied,
        "vocab_size": fields.vocabulary(),
    }
    head_dim = fields.get("attention.key_length", fields.get("rope.dimension_count"))
    if fields.architecture == "llama" and head_dim is not None:
        config["head_dim"] = int(head_dim)
    return config | fields.special_ids()


def _plan(file: GgufFile, fields: _Fields) -> tuple[list[_Entry], bool]:
    """All tensors to write, in file order, and whether input and output embedding are one."""
    if fields.get("rope.scaling.type", "none") != "none":
        raise ModelError(f"{file.path.name} scales its rotary positions, which is not supported", _ELSEWHERE)
    names = _names(fields)
    entries = []
    for tensor in file.tensors:
        name = names.get(tensor.name)
        if name is None:
            raise ModelError(
                f"{file.path.name} holds a tensor {tensor.name!r}, which no plain {fields.architecture} has",
                _ELSEWHERE,
            )
        entries.append(_Entry(name, tensor, _order(name, tensor, fields)))
    optional = (_HEAD, ".bias")
    missing = set(names.values()) - {entry.name for entry in entries}
    if lacking := sorted(name for name in missing if not name.endswith(optional)):
        raise ModelError(f"{file.path.name} lacks the tensor {lacking[0]}", _ELSEWHERE)
    return _tie(file, entries)


def _names(fields: _Fields) -> dict[str, str]:
    """Tensor names in a GGUF file -> names in transformers."""
    from gguf import MODEL_ARCH_NAMES, get_tensor_name_map

    architecture = next(key for key, name in MODEL_ARCH_NAMES.items() if name == fields.architecture)
    layers = int(fields.need("block_count"))
    table = get_tensor_name_map(architecture, layers)
    ours = ["model.embed_tokens", "model.norm", "lm_head"]
    ours += [f"model.layers.{i}.{part}" for i in range(layers) for part in _LAYER_PARTS]
    pairs = [(table.get_name(name), name) for name in ours]
    return {f"{theirs}.{kind}": f"{name}.{kind}" for theirs, name in pairs for kind in ("weight", "bias")}


def _order(name: str, tensor: GgufTensor, fields: _Fields) -> NDArray[np.intp] | None:
    """Undoes the interleaving of the two rotary halves of each head, in q and k of ``llama``.

    llama.cpp stores rows as 0, h, 1, h + 1, … (h: half the head size), transformers as 0, 1, …, h, h + 1, ….
    """
    if fields.architecture != "llama" or not (".q_proj.weight" in name or ".k_proj.weight" in name):
        return None
    heads = fields.heads()[0 if ".q_proj." in name else 1]
    return np.arange(tensor.rows).reshape(heads, -1, 2).swapaxes(1, 2).reshape(-1)


def _tie(file: GgufFile, entries: list[_Entry]) -> tuple[list[_Entry], bool]:
    """Keeps one of two copies of a tied matrix: the finer quantised, under the embedding's name."""
    by_name = {entry.name: entry.tensor for entry in entries}
    head, embedding = by_name.get(_HEAD), by_name.get(_EMBEDDING)
    if head is None or embedding is None:
        return entries, head is None
    if head.shape != embedding.shape or _distance(file, head, embedding) > _SAME_WEIGHTS:
        return entries, False
    finer = max(head, embedding, key=lambda tensor: tensor.n_bytes)
    rest = [entry for entry in entries if entry.name not in (_HEAD, _EMBEDDING)]
    return [_Entry(_EMBEDDING, finer), *rest], True


def _distance(file: GgufFile, left: GgufTensor, right: GgufTensor) -> float:
    """Relative RMS distance of two matrices, on blocks of rows from their beginning, middle and end."""
    block = min(_SAMPLE_ROWS, left.rows)
    starts = (0, (left.rows - block) // 2, left.rows - block)
    a, b = (
        np.concatenate([file.rows(tensor, start, start + block) for start in starts]).astype(np.float64)
        for tensor in (left, right)
    )
    norm = float(np.sqrt(np.mean(a * a)))
    return float(np.sqrt(np.mean((a - b) ** 2))) / norm if norm else float(np.any(b))


def _write_safetensors(path: Path, file: GgufFile, entries: list[_Entry], count: ByteCount | None) -> None:
    total, done = sum(entry.bytes_out for entry in entries), 0
    workers = min(4, os.cpu_count() or 1)
    with path.open("wb") as out, ThreadPoolExecutor(workers) as pool:
        out.write(_header(entries))
        chunks = _chunks(entries)
        waiting = [pool.submit(_bf16_rows, file, *chunk) for chunk in islice(chunks, 2 * workers)]
        while waiting:
            values = waiting.pop(0).result()
            waiting += [pool.submit(_bf16_rows, file, *chunk) for chunk in islice(chunks, 1)]
            out.write(values.tobytes())
            done += values.nbytes
            if count is not None:
                count(done, total)


def _chunks(entries: list[_Entry]) -> Iterator[tuple[_Entry, int, int]]:
    """Cuts all tensors into runs of rows, small enough to be held several at a time."""
    for entry in entries:
        rows = entry.tensor.rows
        step = max(1, _CHUNK_ELEMENTS // entry.tensor.shape[-1]) if entry.order is None else rows
        for start in range(0, rows, step):
            yield entry, start, min(start + step, rows)


def _bf16_rows(file: GgufFile, entry: _Entry, start: int, stop: int) -> NDArray[np.uint16]:
    values = file.rows(entry.tensor, start, stop)
    return _to_bf16(values if entry.order is None else values[entry.order])


def _to_bf16(values: NDArray[np.float32]) -> NDArray[np.uint16]:
    """Upper halves of the floats, rounded to nearest, ties to even, as PyTorch rounds."""
    bits = np.ascontiguousarray(values, dtype=np.float32).view(np.uint32)
    bits = bits + (((bits >> 16) & 1) + np.uint32(0x7FFF))
    return (bits >> 16).astype("<u2")


def _header(entries: list[_Entry]) -> bytes:
    """Head of a safetensors file: its own length, then the table of tensors as JSON, padded to 8 bytes."""
    table: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    start = 0
    for entry in entries:
        end = start + entry.bytes_out
        table[entry.name] = {"dtype": "BF16", "shape": entry.tensor.shape, "data_offsets": [start, end]}
        start = end
    text = json.dumps(table, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def _write_json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _save_tokenizer(source: Path, target: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(source.parent), gguf_file=source.name)
    tokenizer.save_pretrained(str(target))
