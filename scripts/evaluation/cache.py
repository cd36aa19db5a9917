"""Remembers embeddings, drafts and verdicts by content, so that a stopped evaluation resumes.

Keys are hashes of everything that decides a value: text, model with its revision, settings that matter. Each
value carries the seconds it took, so that a run from the cache reports the time of the work, not of the
look-up.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.scorer import Scorer
from summarizer.errors import StorageError
from summarizer.interfaces import Encoder, Judge, Progress, Rater, Writer
from summarizer.records import Draft, Judgement, ModelInfo, Rating, WriteRequest

_CHUNK = {"embedding": 2048, "draft": 256, "verdict": 256, "judgement": 256, "rouge": 64}
"""Items computed between two commits: enough for full batches, few enough to lose little when stopped."""


def content_key(*parts: Any) -> str:
    """SHA-256 of the canonical JSON of all parts."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Cache:
    """A key-value table in one SQLite file; ``path`` None keeps it in memory for this run only.

    Raises:
        StorageError: the file cannot be opened or is not such a table.
    """

    def __init__(self, path: Path | None) -> None:
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path or ":memory:", timeout=60.0)
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value BLOB NOT NULL, seconds REAL NOT NULL)"
            )
        except (OSError, sqlite3.Error) as error:
            raise StorageError(f"the cache {path} cannot be used ({error})", "name another with --cache") from error

    def get(self, key: str) -> tuple[bytes, float] | None:
        """The value and the seconds it took, or None."""
        row = self._db.execute("SELECT value, seconds FROM entries WHERE key = ?", (key,)).fetchone()
        return None if row is None else (bytes(row[0]), float(row[1]))

    def put_many(self, entries: Sequence[tuple[str, bytes, float]]) -> None:
        """Stores (key, value, seconds) entries in one transaction: all of them or none."""
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", entries)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def fill(
        self,
        kind: str,
        keys: Sequence[str],
        compute: Callable[[list[int]], list[bytes]],
        progress: Progress | None = None,
    ) -> list[tuple[bytes, float, bool]]:
        """Looks every key up and computes what is missing in chunks, each kept as soon as it is done.

        Args:
            kind: what the entries are; decides the size of a chunk.
            keys: one key an item; equal keys are computed once.
            compute: given indices of items, returns their values.
            progress: told after each chunk.

        Returns:
            In the order of ``keys``: value, seconds it took when it was computed (a chunk's time is shared
            equally), and whether it was found rather than computed.
        """
        known = {key: (*entry, True) for key in dict.fromkeys(keys) if (entry := self.get(key)) is not None}
        missing = list({key: index for index, key in enumerate(keys) if key not in known}.values())
        for start in range(0, len(missing), _CHUNK[kind]):
            chunk = missing[start : start + _CHUNK[kind]]
            began = time.perf_counter()
            made = compute(chunk)
            each_s = (time.perf_counter() - began) / len(chunk)
            known.update((keys[index], (value, each_s, False)) for index, value in zip(chunk, made, strict=True))
            self.put_many([(keys[index], value, each_s) for index, value in zip(chunk, made, strict=True)])
            if progress:
                progress(kind, start + len(chunk), len(missing))
        return [known[key] for key in keys]


def found_seconds(entries: Sequence[tuple[bytes, float, bool]], keys: Sequence[str]) -> float:
    """Seconds that the found ones among entries of `Cache.fill` once took, each key counted once."""
    once = dict(zip(keys, entries, strict=True))
    return sum(seconds for _, seconds, found in once.values() if found)


def model_key(info: ModelInfo) -> dict[str, str]:
    """What of a model decides its answers; the device it runs on does not."""
    return {key: value for key, value in asdict(info).items() if key != "device"}


class CachedEncoder:
    """An encoder that remembers; ``saved_s`` adds up the seconds that found vectors once took."""

    def __init__(self, encoder: Encoder, cache: Cache) -> None:
        self._encoder, self._cache = encoder, cache
        self.saved_s = 0.0

    @property
    def info(self) -> ModelInfo:
        """The wrapped encoder's."""
        return self._encoder.info

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns (len(texts), d) float32, unit rows, in the order of ``texts``."""
        if not texts:
            return self._encoder.encode(texts)
        keys = [content_key("embedding", model_key(self.info), text) for text in texts]

        def compute(rows: list[int]) -> list[bytes]:
            vectors = self._encoder.encode([texts[row] for row in rows])
            return [np.ascontiguousarray(vector, dtype=np.float32).tobytes() for vector in vectors]

        entries = self._cache.fill("embedding", keys, compute)
        self.saved_s += found_seconds(entries, keys)
        return np.stack([np.frombuffer(value, dtype=np.float32) for value, _, _ in entries])

    def rate(self, texts: Sequence[str]) -> list[Rating] | None:
        """The wrapped encoder's own ratings, which cost next to nothing."""
        return self._encoder.rate(texts) if isinstance(self._encoder, Rater) else None


class CachedWriter:
    """A writer that remembers its drafts.

    ``settings_key`` names what beside the request decides a draft: decoding settings and the code that
    prompts.
    """

    def __init__(self, writer: Writer, cache: Cache, settings_key: str) -> None:
        self._writer, self._cache, self._settings_key = writer, cache, settings_key
        self.saved_s = 0.0

    @property
    def info(self) -> ModelInfo:
        """The wrapped writer's."""
        return self._writer.info

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        """Returns one draft a request, in their order."""
        base = (model_key(self.info), self._settings_key)
        keys = [content_key("draft", base, asdict(request)) for request in requests]

        def compute(rows: list[int]) -> list[bytes]:
            drafts = self._writer.write([requests[row] for row in rows], progress)
            return [json.dumps(asdict(draft)).encode() for draft in drafts]

        entries = self._cache.fill("draft", keys, compute)
        self.saved_s += found_seconds(entries, keys)
        return [Draft(**json.loads(value)) for value, _, _ in entries]


class CachedScorer:
    """A scorer of pairs that remembers its verdicts.

    ``saved_s`` adds up the seconds that found verdicts once took; ``settings_key`` names what beside model and
    pair decides a verdict: the code that asks.
    """

    def __init__(self, judge: Scorer, cache: Cache, settings_key: str = "") -> None:
        self._scorer, self._cache, self._settings_key = judge, cache, settings_key
        self.saved_s = 0.0

    @property
    def info(self) -> ModelInfo:
        """The wrapped judge's."""
        return self._scorer.info

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Returns P(supported) in [0, 1] for each (evidence, claim)."""

        def ask(rows: list[int]) -> list[bytes]:
            return [repr(float(value)).encode() for value in self._scorer.judge([pairs[row] for row in rows])]

        return [float(value) for value in self._remembered("verdict", pairs, ask)]

    def _remembered(
        self, kind: str, pairs: Sequence[tuple[str, str]], ask: Callable[[list[int]], list[bytes]]
    ) -> list[bytes]:
        base = (model_key(self.info), self._settings_key)
        keys = [content_key(kind, base, evidence, claim) for evidence, claim in pairs]
        entries = self._cache.fill(kind, keys, ask)
        self.saved_s += found_seconds(entries, keys)
        return [value for value, _, _ in entries]


class CachedJudge(CachedScorer):
    """A judge that remembers, for the pipeline, which asks for both probabilities."""

    def __init__(self, judge: Judge, cache: Cache, settings_key: str = "") -> None:
        super().__init__(judge, cache, settings_key)
        self._judge = judge

    def assess(self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Judgement]:
        """Returns both probabilities for each (evidence, claim)."""

        def ask(rows: list[int]) -> list[bytes]:
            judged = self._judge.assess([pairs[row] for row in rows], progress)
            return [json.dumps(asdict(each)).encode() for each in judged]

        return [Judgement(**json.loads(value)) for value in self._remembered("judgement", pairs, ask)]
