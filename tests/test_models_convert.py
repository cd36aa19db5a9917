"""A converted GGUF model is the model that was written, to the bit where bf16 can hold it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_samples import CHAT_TEMPLATE, HIDDEN, VOCABULARY, tensors, without_tokenizer, write_gguf

from summarizer.errors import ModelError
from summarizer.models import convert
from summarizer.models.convert import convert_gguf


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "_save_tokenizer", without_tokenizer)


def converted(tmp_path: Path, **sample: Any) -> Path:
    target = tmp_path / "converted"
    target.mkdir()
    write_gguf(tmp_path / "tiny.gguf", **sample)
    convert_gguf(tmp_path / "tiny.gguf", target)
    return target


def stored(folder: Path) -> dict[str, Any]:
    from safetensors.torch import load_file

    return load_file(folder / "model.safetensors")


def config_of(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "config.json").read_text(encoding="utf-8")))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("architecture", ["llama", "qwen2"])
def test_weights_come_back_as_bf16_under_their_names(tmp_path: Path, architecture: str) -> None:
    import torch

    weights = tensors(architecture)
    folder = converted(tmp_path, architecture=architecture, weights=weights)
    found = stored(folder)
    assert set(found) == set(weights)
    for name, values in weights.items():
        assert torch.equal(found[name], torch.from_numpy(values).to(torch.bfloat16)), name


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("architecture", ["llama", "qwen2"])
def test_the_names_are_those_of_transformers(tmp_path: Path, architecture: str) -> None:
    import torch
    from transformers import AutoModelForCausalLM

    folder = converted(tmp_path, architecture=architecture, weights=tensors(architecture))
    model, info = AutoModelForCausalLM.from_pretrained(folder, output_loading_info=True)
    assert not info["missing_keys"]
    assert not info["unexpected_keys"]
    assert model.config.tie_word_embeddings
    assert model.config.rope_parameters["rope_theta"] == 50000.0
    assert model.config.rms_norm_eps == pytest.approx(1e-5)
    assert model.dtype == torch.bfloat16
    assert model.generation_config.eos_token_id == model.config.eos_token_id


@pytest.mark.usefixtures("quick")
def test_a_tied_matrix_is_stored_once_from_its_finer_copy(tmp_path: Path) -> None:
    weights = tensors("qwen2")
    embedding = weights["model.embed_tokens.weight"]
    weights["lm_head.weight"] = embedding.copy()
    kinds = {"model.embed_tokens.weight": "Q4_0", "lm_head.weight": "Q8_0"}
    folder = converted(tmp_path, weights=weights, kinds=kinds)
    found = stored(folder)
    assert "lm_head.weight" not in found
    assert config_of(folder)["tie_word_embeddings"] is True
    kept = found["model.embed_tokens.weight"].float().numpy()
    assert np.abs(kept - embedding).max() < 0.004


@pytest.mark.usefixtures("quick")
def test_an_output_head_of_its_own_is_kept(tmp_path: Path) -> None:
    folder = converted(tmp_path, weights=tensors("qwen2", head=True))
    assert stored(folder)["lm_head.weight"].shape == (VOCABULARY, HIDDEN)
    assert config_of(folder)["tie_word_embeddings"] is False


def test_the_tokenizer_has_its_special_tokens_and_chat_template(tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    folder = converted(tmp_path)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    ids = tokenizer("the inner thing.").input_ids
    assert tokenizer.decode(ids) == "the inner thing."
    assert tokenizer.chat_template == CHAT_TEMPLATE
    assert tokenizer.eos_token == "<|im_end|>"
    assert tokenizer.eos_token_id == config_of(folder)["eos_token_id"]
    assert tokenizer.pad_token == "<|endoftext|>"
    shown = tokenizer.apply_chat_template([{"role": "user", "content": "the"}], tokenize=False)
    assert tokenizer(shown).input_ids[-1] == tokenizer.eos_token_id


@pytest.mark.usefixtures("quick")
def test_progress_counts_the_bytes_of_the_weights(tmp_path: Path) -> None:
    counts: list[tuple[int, int]] = []
    write_gguf(tmp_path / "tiny.gguf")
    (tmp_path / "out").mkdir()
    convert_gguf(tmp_path / "tiny.gguf", tmp_path / "out", lambda done, total: counts.append((done, total)))
    size = sum(2 * values.size for values in tensors("qwen2").values())
    assert counts[-1] == (size, size)
    assert [done for done, _ in counts] == sorted(done for done, _ in counts)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: b"<html>" + data, "cannot be read as GGUF"),
        (lambda data: data[:200], "cannot be read as GGUF"),
        (lambda data: data[:-5000], "cut off"),
        (lambda data: b"", "cannot be read as GGUF"),
        (lambda data: data.replace(b"qwen2", b"gpt-x"), "cannot be converted"),
    ],
)
def test_a_file_that_is_no_such_model_is_refused(tmp_path: Path, change: Any, said: str) -> None:
    good = tmp_path / "good.gguf"
    write_gguf(good)
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(change(good.read_bytes()))
    with pytest.raises(ModelError, match=said):
        convert_gguf(bad, tmp_path)


@pytest.mark.usefixtures("quick")
def test_a_tensor_that_a_plain_model_lacks_is_refused(tmp_path: Path) -> None:
    factors = {"rope_freqs.weight": np.ones(8, dtype=np.float32)}
    with pytest.raises(ModelError, match="rope_freqs"):
        converted(tmp_path, architecture="llama", extra=factors)


@pytest.mark.usefixtures("quick")
def test_a_model_with_a_layer_missing_is_refused(tmp_path: Path) -> None:
    weights = tensors("qwen2")
    del weights["model.layers.1.mlp.up_proj.weight"]
    with pytest.raises(ModelError, match=r"layers\.1\.mlp\.up_proj"):
        converted(tmp_path, weights=weights)


@given(st.lists(st.floats(-(2.0**100), 2.0**100, width=32, allow_subnormal=False), min_size=1))
def test_rounding_to_bf16_is_that_of_torch(values: list[float]) -> None:
    import torch

    array = np.array(values, dtype=np.float32)
    expected = torch.from_numpy(array).to(torch.bfloat16).view(torch.uint16).numpy()
    assert np.array_equal(convert._to_bf16(array), expected)
