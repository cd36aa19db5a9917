"""Labelled drafts: true shortenings of one sentence, and wrong ones with the kind of their error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from common.application import ROOT

DRAFTS = ROOT / "tests" / "data" / "drafts.txt"
HELD_OUT = DRAFTS.with_name("drafts_held_out.txt")

LABELLED, HELD, NEWS, WIKI, WRITTEN = SETS = ("labelled", "held out", "news", "wiki", "drafts")
"""The sets that rules are measured on."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One draft; ``kind`` is empty when it is true, ``date`` the ISO date of the article, if given."""

    evidence: str
    text: str
    kind: str
    date: str | None


def read_drafts(path: Path = DRAFTS) -> list[Sample]:
    """Reads lines of "E evidence @ date", "+ true draft" and "- kind: wrong draft"."""
    samples: list[Sample] = []
    evidence, date = "", None
    for line in path.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "E":
            evidence, at, day = rest.partition(" @ ")
            date = day if at else None
        elif mark == "+":
            samples.append(Sample(evidence, rest, "", date))
        elif mark == "-":
            kind, _, text = rest.partition(": ")
            samples.append(Sample(evidence, text, kind, date))
    return samples


def wrong_verdicts(
    samples: Iterable[Sample], stands: Callable[[Sample], bool]
) -> tuple[dict[str, tuple[int, int]], list[Sample]]:
    """For each kind ("" for true drafts) how many were judged rightly, of how many; and those that were not."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed = []
    for sample in samples:
        total[sample.kind] += 1
        if stands(sample) == (not sample.kind):
            right[sample.kind] += 1
        else:
            missed.append(sample)
    return {kind: (right[kind], total[kind]) for kind in sorted(total)}, missed
