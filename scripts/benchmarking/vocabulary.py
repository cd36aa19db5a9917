"""What the writer invents with the closed vocabulary and without it, on the sentences of real plans."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from evaluation.report import Table

from benchmarking.measure import run_task
from summarizer.interfaces import Progress, Writer
from summarizer.records import Draft, WriteRequest

KINDS = ("closed", "open")


@dataclass(frozen=True, slots=True)
class Invented:
    """Drafts written with one vocabulary, and how many hold a word, a name, or a number or date from nowhere."""

    vocabulary: str
    drafts: int
    words: int
    names: int
    numbers: int
    standing: int
    seconds: float
    error: str = ""


def measure(
    path: Path, limit: int, overrides: Sequence[str], limit_s: float, progress: Progress
) -> tuple[Invented, ...]:
    """Writes the plans of the first clusters of a file with each vocabulary, in a process of its own.

    Args:
        path: cluster rows.
        limit: how many of them.
        overrides: settings, Hydra's syntax.
        limit_s: for each process.
        progress: told before each.
    """
    found = []
    for done, kind in enumerate(KINDS):
        progress(f"vocabulary: {kind}", done, len(KINDS))
        settings = [*overrides, f"writer.vocabulary={kind}"]
        measured = run_task("vocabulary", {"path": str(path), "limit": limit, "overrides": settings}, limit_s)
        counts: dict[str, Any] = {} if measured.error else measured.answer
        drafts, words, names, numbers, standing = (
            int(counts.get(name, 0)) for name in ("drafts", "words", "names", "numbers", "standing")
        )
        seconds = float(counts.get("seconds", 0.0))
        found.append(Invented(kind, drafts, words, names, numbers, standing, seconds, measured.error))
    return tuple(found)


class _Recording:
    """A writer that keeps what it was asked and what it wrote, and the time that took."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self.info = writer, writer.info
        self.written: list[tuple[WriteRequest, Draft]] = []
        self.seconds = 0.0

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        began = time.perf_counter()
        drafts = self._writer.write(requests, progress)
        self.seconds += time.perf_counter() - began
        self.written += zip(requests, drafts, strict=True)
        return drafts


def measure_vocabulary(path: str, limit: int, overrides: list[str]) -> dict[str, Any]:
    """Counts what is in the first drafts and not in their evidence; runs in a child process.

    Second drafts are turned away from copying by another rule, and are left out, as titles are.
    """
    from summarizer.config import compose
    from summarizer.pipeline import load_models, run_many
    from summarizer.read import Cluster, read_clusters
    from summarizer.verify import checks
    from summarizer.verify.checks.days import unknown_dates
    from summarizer.verify.checks.numbers import altered_numbers
    from summarizer.verify.checks.people import unknown_names
    from summarizer.verify.verdict import check
    from summarizer.write import tidy

    settings = compose([*overrides, "writer.drafts=1", "judge=none"])
    models = load_models(settings)
    writer = _Recording(models.writer)
    clusters = (row for row in read_clusters(Path(path)) if isinstance(row, Cluster))
    run_many([cluster.documents for cluster in islice(clusters, limit)], settings, models._replace(writer=writer))
    drafts = [(tidy(draft.text, one), one.evidence) for one, draft in writer.written if one.kind == "sentence"]
    pairs = [
        (checks.match(text, evidence), check(text, evidence, settings.verify).supported) for text, evidence in drafts
    ]
    return {
        "drafts": len(pairs),
        "words": sum(bool(checks.covered(pair)[1]) for pair, _ in pairs),
        "names": sum(bool(unknown_names(pair)) for pair, _ in pairs),
        "numbers": sum(bool(altered_numbers(pair) or unknown_dates(pair)) for pair, _ in pairs),
        "standing": sum(stands for _, stands in pairs),
        "seconds": writer.seconds,
    }


def table(found: Sequence[Invented]) -> Table:
    """One row a vocabulary, shares of its drafts."""
    columns = ("vocabulary", "drafts", "foreign word %", "unknown name %", "other number or date %", "stand %", "s")
    return Table("What drafts hold that their evidence does not", columns, tuple(map(_row, found)))


def _row(one: Invented) -> tuple[str, ...]:
    shares = (one.words, one.names, one.numbers, one.standing)
    return (
        one.vocabulary + (f" ({one.error})" if one.error else ""),
        str(one.drafts),
        *(f"{100 * share / one.drafts:.1f}" if one.drafts else "–" for share in shares),
        f"{one.seconds:.1f}",
    )
