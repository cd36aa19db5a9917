"""The sentence encoder and its cache of vectors."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import torch

from summarizer.backends.encoder import SentenceEncoder, VectorCache, _fingerprint
from summarizer.errors import ModelError
from summarizer.model_settings import SentenceEncoderSettings
from summarizer.models import ModelStore
from summarizer.settings import StoreSettings

TEXTS = ["Rain fell in Marlow.", "The bridge is closed to all traffic until Friday.", "Rain fell in Marlow."]
ROWS = np.array([[0.6, 0.8, 0.0], [0.0, 0.0, 1.0]], dtype=np.float32)


def test_vectors_come_back_by_weights_length_and_text(tmp_path: Path) -> None:
    path = tmp_path / "new" / "vectors.sqlite"
    cache = VectorCache(path, "abc", 256, 3)
    assert cache.read(["a", "b"], 3) == {}
    cache.write(["a", "b"], ROWS)
    again = VectorCache(path, "abc", 256, 3).read(["b", "c", "a"], 3)
    assert set(again) == {"a", "b"}
    np.testing.assert_array_equal(np.stack([again["a"], again["b"]]), ROWS)
    assert VectorCache(path, "other", 256, 3).read(["a"], 3) == {}
    assert VectorCache(path, "abc", 128, 3).read(["a"], 3) == {}


def test_a_damaged_cache_is_no_cache(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(b"not a database" * 500)
    cache = VectorCache(path, "abc", 256, 3)
    cache.write(["a", "b"], ROWS)
    assert cache.read(["a"], 3) == {}
    cache.write(["a", "b"], ROWS)  # the file was put out of the way
    assert set(cache.read(["a", "b"], 3)) == {"a", "b"}


@pytest.mark.parametrize(
    "row", [b"", b"abc", ROWS[0].tobytes()[:8], np.full(3, np.nan, "<f4").tobytes(), b"\0" * 12, "text", 5, None]
)
def test_a_damaged_row_counts_as_missing(tmp_path: Path, row: object) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite", "abc", 256, 3)
    cache.write(["a", "b"], ROWS)
    with closing(sqlite3.connect(tmp_path / "vectors.sqlite")) as connection, connection:
        connection.execute("UPDATE vectors SET row = ? WHERE key = ?", (row, cache._key("a")))
    assert set(cache.read(["a", "b"], 3)) == {"b"}
    assert cache.read(["b"], 4) == {}


def test_texts_with_half_a_surrogate_pair_have_keys(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite", "abc", 256, 3)
    texts = ["\udce9", "\udce8"]
    cache.write(texts, ROWS)
    assert list(cache.read(texts, 3)) == texts


def test_a_cache_that_cannot_be_written_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = VectorCache(tmp_path / "file" / "vectors.sqlite", "abc", 256, 3)
    cache.write(["a", "b"], ROWS)
    assert cache.read(["a"], 3) == {}


@pytest.mark.slow
def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load the encoder"):
        SentenceEncoder(tmp_path, SentenceEncoderSettings(), device="cpu")


@pytest.mark.real_model
def test_equal_texts_are_encoded_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = ModelStore(StoreSettings()).ensure("all-MiniLM-L6-v2")
    cache = tmp_path / "vectors.sqlite"

    def load() -> tuple[SentenceEncoder, list[list[str]]]:
        encoder = SentenceEncoder(ready.path, SentenceEncoderSettings(), device="cpu", cache=cache)
        calls: list[list[str]] = []
        forward = encoder._forward
        monkeypatch.setattr(encoder, "_forward", lambda texts: (calls.append(texts), forward(texts))[1])
        return encoder, calls

    encoder, calls = load()
    rows = encoder.encode(TEXTS)
    assert calls == [[TEXTS[1], TEXTS[0]]]
    assert rows.shape == (3, 384)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(rows[0], rows[2])
    assert rows[0] @ rows[1] < 0.9

    encoder, calls = load()
    np.testing.assert_array_equal(encoder.encode(TEXTS), rows)
    assert calls == []
    assert encoder.encode([]).shape == (0, 384)

    cache.write_bytes(b"not a database" * 500)
    encoder, calls = load()
    np.testing.assert_allclose(encoder.encode(TEXTS), rows, atol=1e-5)
    assert len(calls) == 1


@pytest.mark.real_model
def test_what_bad_weights_give_does_not_outlive_them(tmp_path: Path) -> None:
    ready = ModelStore(StoreSettings()).ensure("all-MiniLM-L6-v2")
    cache = tmp_path / "vectors.sqlite"

    def load() -> SentenceEncoder:
        return SentenceEncoder(ready.path, SentenceEncoderSettings(), sha256=ready.sha256, device="cpu", cache=cache)

    def damaged(value: float) -> SentenceEncoder:
        """As if the file had been damaged on the disk, its published hash still being on record."""
        encoder = load()
        with torch.inference_mode():
            next(iter(encoder._model.state_dict().values()))[:, 0] = value
        encoder._cache = VectorCache(cache, _fingerprint(encoder._model), 256, 384)
        return encoder

    assert np.isnan(damaged(np.nan).encode(TEXTS)).any()
    wrong = damaged(2.0).encode(TEXTS)  # of unit length all the same
    right = load().encode(TEXTS)
    assert np.abs(right - wrong).max() > 0.01
    np.testing.assert_allclose(
        right, SentenceEncoder(ready.path, SentenceEncoderSettings(), device="cpu").encode(TEXTS), atol=1e-6
    )
