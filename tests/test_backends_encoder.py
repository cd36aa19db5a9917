"""The sentence encoder and its cache of vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from summarizer.backends.encoder import SentenceEncoder, VectorCache
from summarizer.errors import ModelError
from summarizer.models import ModelStore
from summarizer.settings import EncoderSettings, StoreSettings

TEXTS = ["Rain fell in Marlow.", "The bridge is closed to all traffic until Friday.", "Rain fell in Marlow."]
ROWS = np.arange(6, dtype=np.float32).reshape(2, 3)


def test_vectors_come_back_by_weights_length_and_text(tmp_path: Path) -> None:
    path = tmp_path / "new" / "vectors.sqlite"
    cache = VectorCache(path, "abc", 256)
    assert cache.read(["a", "b"]) == {}
    cache.write(["a", "b"], ROWS)
    again = VectorCache(path, "abc", 256).read(["b", "c", "a"])
    assert set(again) == {"a", "b"}
    np.testing.assert_array_equal(np.stack([again["a"], again["b"]]), ROWS)
    assert VectorCache(path, "other", 256).read(["a"]) == {}
    assert VectorCache(path, "abc", 128).read(["a"]) == {}


def test_a_damaged_cache_is_no_cache(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(b"not a database" * 500)
    cache = VectorCache(path, "abc", 256)
    cache.write(["a", "b"], ROWS)
    assert cache.read(["a"]) == {}


def test_a_cache_that_cannot_be_written_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = VectorCache(tmp_path / "file" / "vectors.sqlite", "abc", 256)
    cache.write(["a", "b"], ROWS)
    assert cache.read(["a"]) == {}


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load the encoder"):
        SentenceEncoder(tmp_path, EncoderSettings(), device="cpu")


@pytest.mark.real_model
def test_equal_texts_are_encoded_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = ModelStore(StoreSettings()).ensure("all-MiniLM-L6-v2")
    cache = tmp_path / "vectors.sqlite"

    def load() -> tuple[SentenceEncoder, list[list[str]]]:
        encoder = SentenceEncoder(ready.path, EncoderSettings(), device="cpu", cache=cache)
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
