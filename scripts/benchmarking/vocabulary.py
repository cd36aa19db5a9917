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
from summarizer.interfaces import Progress

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


def measure_vocabulary(path: str, limit: int, overrides: list[str]) -> dict[str, Any]:
    """Counts what is in the first drafts and not in their evidence; runs in a child process.

    Second drafts are turned away from copying by another rule, and are left out.
    """
    from summarizer.clean import clean
    from summarizer.config import compose
    from summarizer.embed import embed
    from summarizer.pipeline import load_models
    from summarizer.plan import make_plan, sentences_needed
    from summarizer.read import Cluster, read_clusters
    from summarizer.selection import select
    from summarizer.split import split
    from summarizer.verify import checks
    from summarizer.verify.checks.days import unknown_dates
    from summarizer.verify.checks.numbers import altered_numbers
    from summarizer.verify.checks.people import unknown_names
    from summarizer.verify.verdict import check
    from summarizer.write import requests_for, write

    settings = compose(overrides)
    models = load_models(settings)
    requests = []
    clusters = (row for row in read_clusters(Path(path)) if isinstance(row, Cluster))
    for cluster in islice(clusters, limit):
        sentences = split(clean(cluster.documents, settings.clean))
        vectors = embed(sentences, models.encoder)
        count = sentences_needed(settings.output, settings.plan)
        plan = make_plan(select(sentences, vectors, count, settings.selection), sentences, vectors, settings.plan)
        requests += [one for one in requests_for(plan, sentences, settings.writer, titled=True) if not one.free_run]
    began = time.perf_counter()
    drafts = write(requests, models.writer)
    seconds = time.perf_counter() - began
    pairs = [
        (checks.match(draft.text, one.evidence), check(draft.text, one.evidence, settings.verify))
        for draft, one in zip(drafts, requests, strict=True)
    ]
    return {
        "drafts": len(drafts),
        "words": sum(bool(checks.covered(pair)[1]) for pair, _ in pairs),
        "names": sum(bool(unknown_names(pair)) for pair, _ in pairs),
        "numbers": sum(bool(altered_numbers(pair) or unknown_dates(pair)) for pair, _ in pairs),
        "standing": sum(verdict.supported for _, verdict in pairs),
        "seconds": seconds,
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
