"""Maximal marginal relevance four ways: this project's, two textbook loops, and what memory would allow."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarking.measure import peak_bytes, reset_peak

Floats = NDArray[np.float32]

DIMENSIONS = 384
LAMBDA = 0.5
REDUNDANCY = (1 - LAMBDA) / LAMBDA
"""The price of redundancy for which ``relevance - price * cosine`` ranks as langchain-core's lambda does."""

_MIN_TOTAL_S = 1.0
_MAX_REPEATS = 7
_CHUNK = 50_000


def unit_rows(n: int, seed: int = 0) -> Floats:
    """Random unit rows, (n, 384) float32, made in place so that making them takes no memory of note."""
    rng = np.random.default_rng(seed)
    rows = np.empty((n, DIMENSIONS), dtype=np.float32)
    for start in range(0, n, _CHUNK):
        chunk = rows[start : start + _CHUNK]
        rng.standard_normal(dtype=np.float32, out=chunk)
        # A common direction, as sentences about one event have: no two of them are orthogonal.
        chunk[:, 0] += 8.0
        chunk /= np.linalg.norm(chunk, axis=1, keepdims=True)
    return rows


def textbook(rows: Floats, relevance: Floats, k: int, redundancy: float) -> list[int]:
    """The loop as it is usually written in NumPy: every step compares all rows with all that was taken."""
    taken = [int(np.argmax(relevance))]
    while len(taken) < min(k, len(rows)):
        scores = relevance - redundancy * (rows @ rows[taken].T).max(axis=1)
        scores[taken] = -np.inf
        taken.append(int(np.argmax(scores)))
    return taken


def _project(rows: Any, relevance: Any, k: int) -> list[int]:
    from summarizer.selection import mmr

    return mmr(rows, relevance, k, REDUNDANCY)


def _langchain(rows: Floats, query: Floats, k: int) -> list[int]:
    from langchain_core.vectorstores.utils import maximal_marginal_relevance

    held: Any = rows
    return maximal_marginal_relevance(query, held, lambda_mult=LAMBDA, k=k)


def _runner(implementation: str, rows: Floats, query: Floats, k: int) -> Callable[[], list[int]]:
    """The call to time; moving data to a device is not part of it."""
    relevance = rows @ query
    if implementation == "project":
        return lambda: _project(rows, relevance, k)
    if implementation == "textbook":
        return lambda: textbook(rows, relevance, k, REDUNDANCY)
    if implementation == "langchain":
        return lambda: _langchain(rows, query, k)
    import torch

    device = torch.device(implementation.removeprefix("torch "))
    there, wanted = torch.from_numpy(rows).to(device), torch.from_numpy(relevance).to(device)
    return lambda: _project(there, wanted, k)


def _timed(call: Callable[[], Any], repeats: int) -> tuple[float, Any]:
    """Median seconds over a few calls, and the last result; one call where a single one is long enough."""
    times: list[float] = []
    result: Any = None
    while len(times) < repeats and (sum(times) < _MIN_TOTAL_S or len(times) < 3):
        began = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - began)
        if times[0] > 10 * _MIN_TOTAL_S:
            break
    return float(np.median(times)), result


def measure_mmr(implementation: str, n: int, k: int) -> dict[str, Any]:
    """Seconds and memory of one implementation.

    Args:
        implementation: ``project``, ``torch cpu``, ``torch cuda``, ``textbook`` or ``langchain``.
        n: rows to choose from.
        k: rows to choose.

    Returns:
        ``seconds`` (median), ``taken`` rows, ``extra_bytes`` of memory above the data, and for ``project``
        and torch ``floor_s``: the time of k passes over the same rows, each one matrix-vector product.
    """
    rows = unit_rows(n)
    query = rows.mean(axis=0)
    query /= np.linalg.norm(query)
    call = _runner(implementation, rows, query, k)
    passes = _passes(implementation, rows, k) if implementation in ("project", "torch cpu", "torch cuda") else None
    if implementation != "langchain":
        _runner(implementation, rows[:1000], query, min(k, 4))()
    reset_peak()
    before = peak_bytes()
    seconds, taken = _timed(call, _MAX_REPEATS)
    answer: dict[str, Any] = {
        "seconds": seconds,
        "taken": taken,
        "extra_bytes": max(0, peak_bytes() - before),
    }
    if implementation == "torch cuda":
        import torch

        answer["device_bytes"] = torch.cuda.max_memory_allocated()
    if passes is not None:
        passes()
        answer["floor_s"] = _timed(passes, _MAX_REPEATS)[0]
        answer["bytes_read"] = rows.nbytes * k
    return answer


def _passes(implementation: str, rows: Floats, k: int) -> Callable[[], None]:
    """K matrix-vector products over the rows: the least that k steps of exact MMR must read."""
    held: Any = rows
    synchronise: Callable[[], None] = lambda: None  # noqa: E731
    if implementation != "project":
        import torch

        device = torch.device(implementation.removeprefix("torch "))
        held = torch.from_numpy(rows).to(device)
        if device.type == "cuda":
            synchronise = torch.cuda.synchronize

    def run() -> None:
        for step in range(k):
            held @ held[step]
        synchronise()

    return run
