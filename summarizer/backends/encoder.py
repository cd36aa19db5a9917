"""Sentence encoders behind the Encoder protocol, with a cache on disk by text hash.

sentence-transformers is imported only for a folder that `pooled` does not read.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from summarizer.backends.device import LOADING_ERRORS, memory_guard, quiet_loading, resolve_device
from summarizer.backends.exclusive import building
from summarizer.backends.lean import read_over
from summarizer.backends.pooled import PooledEncoder, is_pooled
from summarizer.backends.raters import RATED, RaterWeights
from summarizer.errors import ModelError
from summarizer.model_settings import SentenceEncoderSettings
from summarizer.records import ModelInfo, Rating

Floats = NDArray[np.float32]

_REMEMBERED = 50_000
"""Texts whose ratings are kept in memory."""

_TOLERANCE = 1e-3
"""How far from 1 the length of a row may be."""


class SentenceEncoder:
    """Encodes texts to unit rows; what was encoded before is read from the cache.

    Args:
        path: folder with the model in sentence-transformers layout.
        settings: batch size, length limit and whether to cache.
        revision: revision of the weights, for the record.
        sha256: hash of the published weights, for the record; the cache goes by those that were really loaded.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        cache: SQLite file of the vector cache; None keeps none.
        rater: what reads ratings off the weights, for a folder that `pooled` reads; None where there is none.

    Raises:
        ModelError: the folder does not hold a model that can be loaded.
    """

    def __init__(
        self,
        path: Path,
        settings: SentenceEncoderSettings,
        revision: str = "",
        sha256: str = "",
        device: str = "auto",
        cache: Path | None = None,
        rater: RaterWeights | None = None,
    ) -> None:
        where = resolve_device(device)
        quiet_loading()
        try:
            with building, read_over():
                self._model = _load(path, str(where), rater)
        except LOADING_ERRORS as error:
            raise ModelError(f"cannot load the encoder in {path}: {error}", "run `briefing models verify`") from error
        self._model.max_seq_length = min(self._model.max_seq_length or settings.max_tokens, settings.max_tokens)
        self._batch_size = settings.batch_size
        self._rated = rater is not None and isinstance(self._model, PooledEncoder)
        self._width = self._model.width
        weights = _fingerprint(self._model) + (rater.sha256 if rater and self._rated else "")
        self._cache = VectorCache(cache, weights, settings.max_tokens, self._width) if cache else None
        self._ratings: dict[str, Rating] = {}
        self.info = ModelInfo("encoder", settings.model, revision, sha256, where.type, "float32")

    def encode(self, texts: Sequence[str]) -> Floats:
        """Returns (len(texts), d) float32, unit rows; equal texts are encoded once, longest first."""
        if not texts:
            return np.zeros((0, self._width), dtype=np.float32)
        known = self._known(texts)
        return np.stack([known[text][: self._width] for text in texts])

    def rate(self, texts: Sequence[str]) -> list[Rating] | None:
        """See `Rater.rate`; what was encoded last is not read again."""
        if not self._rated:
            return None
        found = {text: self._ratings[text] for text in texts if text in self._ratings}
        lacking = [text for text in texts if text not in found]
        if lacking:
            self._known(lacking)  # which may forget what was known before
            found |= {text: self._ratings[text] for text in lacking}
        return [found[text] for text in texts]

    def _known(self, texts: Sequence[str]) -> dict[str, Floats]:
        """Vector and ratings of each text."""
        unique = list(dict.fromkeys(texts))
        length = self._width + (RATED if self._rated else 0)
        known = self._cache.read(unique, length) if self._cache else {}
        missing = sorted((text for text in unique if text not in known), key=len, reverse=True)
        if missing:
            fresh = self._forward(missing)
            known.update(zip(missing, fresh, strict=True))
            if self._cache and _sound(fresh[:, : self._width]).all():  # what bad weights give must not outlive them
                self._cache.write(missing, fresh)
        if self._rated:
            self._remember(known)
        return known

    def _remember(self, known: dict[str, Floats]) -> None:
        if len(self._ratings) + len(known) > _REMEMBERED:
            self._ratings.clear()
        self._ratings.update((text, Rating(*map(float, row[self._width :]))) for text, row in known.items())

    def _forward(self, texts: list[str]) -> Floats:
        with memory_guard("embedding sentences"), torch.inference_mode():
            readable = [text.encode("utf-8", "replace").decode() for text in texts]
            return self._model.encode(readable, self._batch_size)


class _OfAnyMake:
    """A model that sentence-transformers reads; otherwise as `PooledEncoder`."""

    def __init__(self, path: Path, device: str) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(path), device=device, local_files_only=True)
        self.width = self._model.get_embedding_dimension() or 0

    @property
    def max_seq_length(self) -> int | None:
        return self._model.max_seq_length

    @max_seq_length.setter
    def max_seq_length(self, tokens: int) -> None:
        self._model.max_seq_length = tokens

    def state_dict(self) -> dict[str, torch.Tensor]:
        return dict(self._model.state_dict())

    def encode(self, texts: Sequence[str], batch_size: int) -> Floats:
        rows = self._model.encode(
            list(texts), batch_size=batch_size, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=np.float32)


def _load(path: Path, device: str, rater: RaterWeights | None = None) -> PooledEncoder | _OfAnyMake:
    return PooledEncoder(path, device, rater) if is_pooled(path) else _OfAnyMake(path, device)


def _fingerprint(model: PooledEncoder | _OfAnyMake) -> str:
    """Tells weights apart as they were loaded: the sum of the bit patterns of each tensor, which takes milliseconds."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        whole = {4: torch.int32, 2: torch.int16}.get(tensor.element_size(), torch.uint8)
        bits = tensor.detach().reshape(-1).contiguous().view(whole)
        digest.update(f"{name} {tuple(tensor.shape)} {int(bits.sum(dtype=torch.int64))}\n".encode())
    return digest.hexdigest()


def _sound(rows: Floats) -> NDArray[np.bool_]:
    """Which rows are finite and of unit length."""
    with np.errstate(invalid="ignore", over="ignore"):
        lengths = np.linalg.norm(rows, axis=-1)
        return np.asarray(np.abs(lengths - 1.0) < _TOLERANCE)


class VectorCache:
    """Vectors with their ratings, by weights, length limit and text, in one SQLite file that several processes share.

    The cache is a convenience: when its file cannot be read or written, texts are simply encoded again, and a damaged
    row counts as missing. A file that is no database is put out of the way.
    """

    def __init__(self, path: Path, weights: str, max_tokens: int, width: int) -> None:
        self._path, self._width = path, width
        self._salt = f"{weights}\0{max_tokens}\0".encode()

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._salt + text.encode("utf-8", "surrogatepass")).digest()

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=10)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, row BLOB) WITHOUT ROWID")
        return connection

    def read(self, texts: Sequence[str], length: int) -> dict[str, Floats]:
        """The rows that are known, by text: a vector each, and its ratings; those of another length are not."""
        found: dict[str, Floats] = {}
        try:
            with closing(self._open()) as connection:
                for text in texts:
                    query = connection.execute("SELECT row FROM vectors WHERE key = ?", (self._key(text),))
                    row = query.fetchone()
                    if row and isinstance(row[0], bytes) and len(row[0]) == 4 * length:
                        found[text] = np.frombuffer(row[0], dtype="<f4").astype(np.float32)
        except (sqlite3.Error, OSError) as error:
            self._put_away(error)
            return {}
        return {text: row for text, row in found.items() if _sound(row[: self._width])}

    def _put_away(self, error: Exception) -> None:
        """Deletes a file that is no database: nothing could ever be kept in it."""
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            for suffix in ("", "-wal", "-shm"):
                with suppress(OSError):
                    self._path.with_name(self._path.name + suffix).unlink()

    def write(self, texts: Sequence[str], rows: Floats) -> None:
        """Adds vectors; a cache that cannot be written is left alone."""
        pairs = [(self._key(text), row.astype("<f4").tobytes()) for text, row in zip(texts, rows, strict=True)]
        try:
            with closing(self._open()) as connection, connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", pairs)
        except (sqlite3.Error, OSError):
            return
