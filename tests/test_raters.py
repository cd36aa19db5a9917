"""What is read off the layers of an encoder, and that it changes no vector."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tiny_models
import torch

from summarizer.backends.encoder import SentenceEncoder
from summarizer.backends.raters import QUESTIONS, RATED, RaterWeights, load_rater, save_rater
from summarizer.errors import ModelError
from summarizer.interfaces import Rater
from summarizer.model_settings import SentenceEncoderSettings

pytestmark = pytest.mark.slow  # imports torch

TEXTS = tiny_models.TEXTS


def rater(encoder: str = "e" * 64, layers: tuple[int, ...] = (0, 1), width: int = 32) -> RaterWeights:
    torch.manual_seed(1)
    return RaterWeights(encoder, layers, torch.randn(len(QUESTIONS), len(layers) * 2 * width), torch.zeros(6))


def encoder(folder: Path, cache: Path | None = None, own: RaterWeights | None = None) -> SentenceEncoder:
    return SentenceEncoder(folder, SentenceEncoderSettings(), device="cpu", cache=cache, rater=own)


def test_ratings_come_with_the_vectors_and_change_none(tmp_path: Path) -> None:
    folder = tiny_models.sentence_encoder(tmp_path, "Bert", scaled=True)
    plain, rated = encoder(folder), encoder(folder, own=rater())
    np.testing.assert_array_equal(plain.encode(TEXTS), rated.encode(TEXTS))
    found = rated.rate([*TEXTS, TEXTS[0]])
    assert isinstance(rated, Rater)
    assert found is not None
    assert len(found) == len(TEXTS) + 1
    assert found[0] == found[-1]
    assert all(0.0 <= value <= 1.0 for one in found for value in one)
    assert len(set(found)) > 1
    assert plain.rate(TEXTS) is None


def test_a_rating_is_that_of_the_text_alone_whatever_it_is_read_beside(tmp_path: Path) -> None:
    folder = tiny_models.sentence_encoder(tmp_path, "Bert", scaled=True)
    one, other = encoder(folder, own=rater()), encoder(folder, own=rater())
    together, single = one.rate(TEXTS), [other.rate([text]) for text in TEXTS]
    assert together is not None
    for a, b in zip(together, single, strict=True):
        assert b is not None
        assert a == pytest.approx(b[0], abs=1e-5)


def test_the_cache_keeps_ratings_and_knows_raters_apart(tmp_path: Path) -> None:
    folder = tiny_models.sentence_encoder(tmp_path, "Bert", scaled=True)
    cache = tmp_path / "vectors.sqlite"
    first = encoder(folder, cache, rater())
    found, vectors = first.rate(TEXTS), first.encode(TEXTS)
    again = encoder(folder, cache, rater())
    again._forward = lambda texts: pytest.fail("read anew")  # type: ignore[assignment,method-assign]
    assert again.rate(TEXTS) == found
    np.testing.assert_array_equal(again.encode(TEXTS), vectors)
    np.testing.assert_allclose(encoder(folder, cache).encode(TEXTS), vectors)


def test_what_was_rated_long_ago_may_be_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.backends.encoder._REMEMBERED", 2)
    one = encoder(tiny_models.sentence_encoder(tmp_path, "Bert", scaled=True), own=rater())
    first = one.rate(TEXTS[:1])
    assert first is not None
    found = one.rate(TEXTS)
    assert found is not None
    assert found[0] == first[0]
    assert len(found) == len(TEXTS)


def test_the_map_is_applied_to_the_mean_and_the_first_state_of_each_layer() -> None:
    states = [torch.tensor([[[1.0], [3.0], [9.0]]]), torch.tensor([[[2.0], [4.0], [9.0]]])]
    mask = torch.tensor([[[1.0], [1.0], [0.0]]])
    assert RaterWeights.features(states, mask, (0, 1)).tolist() == [[2.0, 1.0, 3.0, 2.0]]
    weight = torch.zeros(len(QUESTIONS), 4)
    weight[5] = torch.tensor([1.0, 0.0, 0.0, -1.0])  # 2 - 2
    (row,) = RaterWeights("", (0, 1), weight, torch.tensor([0.0, 0.0, 100.0, 100.0, -100.0, 0.0])).rate(states, mask)
    assert row.tolist() == pytest.approx([0.5, 2 / 3, 0.5])
    assert len(row) == RATED


def test_a_rater_is_read_for_the_weights_that_it_was_trained_for_only(tmp_path: Path) -> None:
    path = tmp_path / "rater.safetensors"
    digest = save_rater(rater("a" * 64), path)
    found = load_rater(path, "a" * 64)
    assert found is not None
    assert found.sha256 == digest
    assert found.layers == (0, 1)
    assert torch.allclose(found.weight, rater("a" * 64).weight, atol=1e-2)
    assert load_rater(path, "b" * 64) is None
    assert load_rater(tmp_path / "none.safetensors", "a" * 64) is None
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(ModelError, match="holds no rater"):
        load_rater(path, "a" * 64)
