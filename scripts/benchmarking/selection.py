"""The selection (maximal marginal relevance) against langchain-core's, on the same random rows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from common.report import Table

from benchmarking.measure import run_task
from summarizer.interfaces import Progress

COUNT = 50
_LAMBDA = 0.5
_DIMENSIONS = 384


@dataclass(frozen=True, slots=True)
class Cell:
    """Seconds of both for one number of rows, and whether they chose the same."""

    n: int
    project_s: float | None
    langchain_s: float | None
    same: bool
    error: str = ""


def sweep(sizes: Sequence[int], limit_s: float, progress: Progress) -> tuple[Cell, ...]:
    """Measures both at every size, in a new process each."""
    cells = []
    for done, n in enumerate(sizes):
        progress(f"selection: n={n:,}", done, len(sizes))
        found = run_task("selection", {"n": n}, limit_s)
        answer: dict[str, Any] = {} if found.error else found.answer
        seconds = answer.get("project_s"), answer.get("langchain_s")
        cells.append(Cell(n, *seconds, answer.get("same", False), found.error))
    return tuple(cells)


def measure(n: int, count: int = COUNT) -> dict[str, Any]:
    """Chooses from n unit rows that share a direction, as sentences about one event do; runs in a child process."""
    import numpy as np
    from langchain_core.vectorstores.utils import maximal_marginal_relevance

    from summarizer.selection import mmr

    rows: Any = np.random.default_rng(0).standard_normal((n, _DIMENSIONS), dtype=np.float32)
    rows[:, 0] += 8.0
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    query = rows.mean(axis=0)
    query /= np.linalg.norm(query)

    def chosen(n: int) -> tuple[float, float, bool]:
        held = rows[:n]
        began = time.perf_counter()
        ours = mmr(held, held @ query, count, (1 - _LAMBDA) / _LAMBDA)
        between = time.perf_counter()
        theirs = maximal_marginal_relevance(query, held, lambda_mult=_LAMBDA, k=count)
        return between - began, time.perf_counter() - between, list(ours) == list(theirs)

    chosen(100)  # what a first call loads is not the selection's time
    project_s, langchain_s, same = chosen(n)
    return {"project_s": project_s, "langchain_s": langchain_s, "same": same}


def table(cells: Sequence[Cell]) -> Table:
    """One row a size."""
    columns = ("rows", "this project s", "langchain-core s", "times", "same rows")
    return Table(f"Selection (MMR), {COUNT} of n rows", columns, tuple(map(_row, cells)))


def _row(cell: Cell) -> tuple[str, ...]:
    if not cell.project_s or not cell.langchain_s:
        return (f"{cell.n:,}", cell.error, "–", "–", "–")
    times = f"{cell.langchain_s / cell.project_s:.0f}"
    return (f"{cell.n:,}", f"{cell.project_s:.4f}", f"{cell.langchain_s:.4f}", times, "yes" if cell.same else "no")
