"""Sentence encoders that are read without sentence-transformers: the vectors are its own to the last bit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_models
import torch
from tiny_models import sentence_encoder as put

from summarizer.backends.encoder import SentenceEncoder, _fingerprint, _OfAnyMake
from summarizer.backends.pooled import PooledEncoder, is_pooled
from summarizer.model_settings import SentenceEncoderSettings
from summarizer.models import ModelStore
from summarizer.settings import StoreSettings

pytestmark = pytest.mark.slow  # imports torch

TEXTS = [
    *tiny_models.TEXTS,
    *(" ".join(tiny_models.TEXTS[at % 5].split()[: 2 + at % 9]) for at in range(60)),
    "",
    " ",
    "x",
    " ".join(tiny_models.TEXTS * 4),
]


@pytest.mark.parametrize("scaled", [True, False])
@pytest.mark.parametrize("kind", ["Bert", "MPNet", "Roberta"])
def test_vectors_are_those_of_sentence_transformers(tmp_path: Path, kind: str, scaled: bool) -> None:
    folder = put(tmp_path, kind, scaled=scaled)
    assert is_pooled(folder)
    here, there = PooledEncoder(folder, "cpu"), _OfAnyMake(folder, "cpu")
    assert (here.width, here.max_seq_length) == (there.width, there.max_seq_length) == (32, 48)
    assert _fingerprint(here) == _fingerprint(there), "vectors in the cache stay known"
    for size in (1, 7, 64):
        with torch.inference_mode():
            np.testing.assert_array_equal(here.encode(TEXTS, size), there.encode(TEXTS, size))


@pytest.mark.parametrize(
    "changed",
    [
        {"1_Pooling/config.json": {"word_embedding_dimension": 32, "pooling_mode_cls_token": True}},
        {"1_Pooling/config.json": {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": True}},
        {"sentence_bert_config.json": {"max_seq_length": 48, "do_lower_case": True}},
        {"sentence_bert_config.json": {"max_seq_length": 48, "unpad_inputs": True}},
        {"config_sentence_transformers.json": {"prompts": {"query": "query: "}}},
        {"config_sentence_transformers.json": {"truncate_dim": 16}},
        {"modules.json": [{"path": "", "type": "sentence_transformers.models.Transformer"}]},
        {"config.json": {"model_type": "t5"}},
        {"modules.json": "no list"},
    ],
)
def test_a_folder_of_another_make_is_left_to_sentence_transformers(tmp_path: Path, changed: dict[str, Any]) -> None:
    assert is_pooled(put(tmp_path / "plain", "Bert"))
    assert not is_pooled(put(tmp_path / "other", "Bert", **changed))
    assert not is_pooled(tmp_path)


def test_another_make_is_encoded_all_the_same(tmp_path: Path) -> None:
    folder = put(tmp_path, "Bert", **{"1_Pooling/config.json": {"word_embedding_dimension": 32, "pooling_mode": "cls"}})
    rows = SentenceEncoder(folder, SentenceEncoderSettings(), device="cpu").encode(TEXTS[:4])
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_the_common_make_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from summarizer.backends.encoder import SentenceEncoder\n"
        "from summarizer.model_settings import SentenceEncoderSettings\n"
        "SentenceEncoder(Path(sys.argv[1]), SentenceEncoderSettings(), device='cpu').encode(['a text'])\n"
        "print([name for name in ('sentence_transformers', 'sklearn', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(put(tmp_path, "Bert"))],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.real_model
def test_the_published_encoder_gives_the_same_vectors() -> None:
    path = ModelStore(StoreSettings()).ensure("all-MiniLM-L6-v2").path
    assert is_pooled(path)
    here, there = PooledEncoder(path, "cpu"), _OfAnyMake(path, "cpu")
    with torch.inference_mode():
        np.testing.assert_array_equal(here.encode(TEXTS, 32), there.encode(TEXTS, 32))
