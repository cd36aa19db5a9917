"""The sweep over selection: how time and memory grow, against peers and against the speed of memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

from evaluation.report import Table

from benchmarking.measure import Measured, promise, run_task
from summarizer.interfaces import Progress

SIZES = (1_000, 10_000, 100_000, 1_000_000)
COUNTS = (12, 50)
NAMES = {
    "project": "this project, NumPy",
    "torch cpu": "this project, torch CPU",
    "torch cuda": "this project, torch CUDA",
    "textbook": "textbook loop, NumPy",
    "langchain": "langchain-core",
}
_PROBES = (4, 8)
"""Choices that are really measured where the wanted number would take too long."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One implementation at one size: ``extrapolated`` says that the seconds were not measured in full."""

    implementation: str
    n: int
    k: int
    seconds: float | None
    extra_bytes: int
    taken: tuple[int, ...]
    floor_s: float | None = None
    gigabytes_a_second: float | None = None
    extrapolated: bool = False
    error: str = ""


def quadratic(first: tuple[int, float], second: tuple[int, float], k: int) -> float:
    """Seconds for k choices from two measured ones, for a loop whose steps grow with what is taken.

    The first choice needs no comparison, so the time is ``a (k - 1) + b (k - 1) ** 2`` with a, b >= 0.

    Args:
        first: choices and seconds of the smaller measurement.
        second: of the larger one.
        k: choices wanted.
    """
    (x, s), (y, t) = ((count - 1, seconds) for count, seconds in (first, second))
    b = max(0.0, (t / y - s / x) / (y - x))
    a = max(0.0, t / y - b * y)
    return a * (k - 1) + b * (k - 1) ** 2


def sweep(
    sizes: Sequence[int],
    counts: Sequence[int],
    implementations: Sequence[str],
    limit_s: float,
    progress: Progress,
) -> list[Cell]:
    """Measures every implementation at every size, each in a new process.

    Args:
        sizes: numbers of rows, rising.
        counts: numbers of choices.
        implementations: keys of `NAMES`.
        limit_s: a measurement that would take longer, judged by the next smaller size, is extrapolated.
        progress: told before each measurement.
    """
    cells: list[Cell] = []
    total = len(sizes) * len(counts) * len(implementations)
    for k in counts:
        for implementation in implementations:
            before: Cell | None = None
            for n in sizes:
                progress(f"selection: {NAMES[implementation]}, n={n:,}, k={k}", len(cells), total)
                before = _measure(implementation, n, k, before, limit_s)
                cells.append(before)
    return cells


def _measure(implementation: str, n: int, k: int, before: Cell | None, limit_s: float) -> Cell:
    if before is not None and before.seconds is not None:
        if before.seconds * n / before.n <= limit_s:
            measured = run_task("mmr", {"implementation": implementation, "n": n, "k": k}, 4 * limit_s)
            return _cell(implementation, n, k, measured)
        return _extrapolate(implementation, n, k, limit_s)
    if before is not None:
        return Cell(implementation, n, k, None, 0, (), error="not tried: the smaller size failed")
    return _cell(implementation, n, k, run_task("mmr", {"implementation": implementation, "n": n, "k": k}, limit_s))


def _cell(implementation: str, n: int, k: int, measured: Measured) -> Cell:
    if measured.error:
        return Cell(implementation, n, k, None, 0, (), error=measured.error)
    found: dict[str, Any] = measured.answer
    floor_s = found.get("floor_s")
    speed = found["bytes_read"] / floor_s / 1e9 if floor_s else None
    memory = found.get("device_bytes", found["extra_bytes"])
    return Cell(implementation, n, k, found["seconds"], memory, tuple(found["taken"]), floor_s, speed)


def _extrapolate(implementation: str, n: int, k: int, limit_s: float) -> Cell:
    """Seconds for k from two smaller numbers of choices at the same size."""
    probes = [
        _cell(
            implementation,
            n,
            probe,
            run_task("mmr", {"implementation": implementation, "n": n, "k": probe}, limit_s),
        )
        for probe in _PROBES
    ]
    (first, second) = probes
    if first.seconds is None or second.seconds is None:
        return Cell(implementation, n, k, None, 0, (), error=first.error or second.error)
    seconds = quadratic((first.k, first.seconds), (second.k, second.seconds), k)
    return Cell(implementation, n, k, seconds, second.extra_bytes, second.taken, extrapolated=True)


def agreement(cells: Sequence[Cell], cell: Cell) -> str:
    """Whether a cell chose the same rows as this project's NumPy version at the same size."""
    ours = next((c for c in cells if (c.implementation, c.n, c.k) == ("project", cell.n, cell.k)), None)
    if cell.implementation == "project" or ours is None or not ours.taken or not cell.taken:
        return "–"
    length = min(len(ours.taken), len(cell.taken))
    return "yes" if ours.taken[:length] == cell.taken[:length] else "no"


def table(cells: Sequence[Cell]) -> Table:
    """One row a measurement, with its growth from the size before and its distance from the floor."""
    rows = []
    for cell in cells:
        ours = next((c for c in cells if (c.implementation, c.n, c.k) == ("project", cell.n, cell.k)), None)
        rows.append(
            (
                NAMES[cell.implementation],
                f"{cell.n:,}",
                str(cell.k),
                seconds_text(cell.seconds, cell.extrapolated) if not cell.error else cell.error,
                _ratio(cell.seconds, ours.seconds if ours else None),
                _ratio(cell.seconds, cell.floor_s),
                f"{cell.gigabytes_a_second:.1f}" if cell.gigabytes_a_second else "–",
                _growth(cells, cell),
                "–" if cell.error else f"{cell.extra_bytes / 2**20:,.0f}",
                agreement(cells, cell),
            )
        )
    columns = ("implementation", "n", "k", "seconds", "× this project", "× floor", "floor GB/s", "growth")
    return Table("Selection (MMR)", (*columns, "extra MiB", "same rows"), tuple(rows))


def seconds_text(seconds: float | None, extrapolated: bool = False) -> str:
    """Seconds to three digits; ``≈`` marks what was extrapolated."""
    if seconds is None:
        return "–"
    text = f"{seconds:#.3g}".rstrip(".") if seconds < 1000 else f"{seconds:,.0f}"
    return f"≈ {text}" if extrapolated else text


def _ratio(seconds: float | None, base: float | None) -> str:
    return f"{seconds / base:.3g}" if seconds and base else "–"


def _growth(cells: Sequence[Cell], cell: Cell) -> str:
    """Exponent of n between the next smaller size and this one: 1 is linear."""
    smaller = [c for c in cells if (c.implementation, c.k) == (cell.implementation, cell.k) and c.n < cell.n]
    if not smaller or cell.seconds is None or not smaller[-1].seconds:
        return "–"
    exponent = log10(cell.seconds / smaller[-1].seconds) / log10(cell.n / smaller[-1].n)
    return f"n^{exponent:.2f}"


def bars(cells: Sequence[Cell]) -> list[str]:
    """What was promised for 100,000 rows and 50 choices, and whether it holds here."""

    def at(implementation: str) -> Cell | None:
        found = (c for c in cells if (c.implementation, c.n, c.k) == (implementation, 100_000, 50))
        return next((c for c in found if c.seconds is not None), None)

    ours, theirs = at("project"), at("langchain")
    lines = []
    if ours and ours.seconds and theirs and theirs.seconds:
        times = theirs.seconds / ours.seconds
        lines.append(promise(f"{times:,.0f} times faster than langchain-core at n=100,000, k=50", "50", times >= 50))
    if ours and ours.seconds and ours.floor_s:
        times = ours.seconds / ours.floor_s
        lines.append(promise(f"{times:.2f} times the time of k passes over the matrix", "at most 2", times <= 2))
    return lines
