"""From a claim to the passages that bear on it, and from the judge's answers to what is cited."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from summarizer.records import Answers, Attribution, Citation, Contradiction, Pair, Report, Reported, Sentence, Span
from summarizer.settings import AttributeSettings

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a passage bears on a claim, by rule.

    ``lacks`` are the stretches of the claim that it does not tell; ``differs`` says in what it tells the same otherwise.
    ``core`` is the claim without what it lacks, as a judge can be asked about it.
    """

    kind: Literal["carries", "reports", "contradicts", "silent"]
    core: str = ""
    lacks: tuple[Span, ...] = ()
    differs: str = ""


Bear = Callable[[Sequence[str], str, str | None], Bearing]
"""``bear(passage, claim, date)``: sentences of one source, the claim, and the ISO date of the source's article."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A passage, as rows of sentences of one source, with its cosine to a claim and how it bears on it."""

    rows: tuple[int, ...]
    cosine: float
    bearing: Bearing


def trace(
    claim: str,
    vector: Floats,
    sentences: Sequence[Sentence],
    embeddings: Floats,
    reports: Sequence[Report],
    settings: AttributeSettings,
    bear: Bear,
    skip: Collection[str] = (),
) -> tuple[Traced, ...]:
    """The passages that may bear on a claim, the nearest first, a few of each source.

    Args:
        claim: one sentence.
        vector: (d,) float32, unit length, its embedding.
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        reports: the sources.
        settings: thresholds.
        bear: how a passage bears on the claim, by rule.
        skip: origins that are not looked at, since they are cited already.
    """
    cosines = embeddings @ vector
    seen: dict[int, int] = {}
    found = []
    for row in np.argsort(-cosines, kind="stable"):
        if cosines[row] < settings.min_cosine:
            break
        source = sentences[row].source
        report = reports[source]
        if report.document.origin in skip or seen.get(source, 0) >= settings.passages_a_source:
            continue
        seen[source] = seen.get(source, 0) + 1
        bearing = bear([sentences[row].flat], claim, report.document.date)
        if bearing.kind != "silent":
            found.append(Traced((int(row),), float(cosines[row]), bearing))
    return tuple(found)


def questions(claim: str, traced: Sequence[Traced], sentences: Sequence[Sentence]) -> list[Pair]:
    """What the judge must be asked: (passage, claim) or (passage, the part of the claim that it may tell)."""
    return [(_told(one, sentences), one.bearing.core or claim) for one in traced if one.bearing.kind != "contradicts"]


def attribution(
    claim: str,
    traced: Sequence[Traced],
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    judged: Answers | None,
    settings: AttributeSettings,
) -> Attribution:
    """What is cited for a claim, one passage of each source at most; without a judge the rules alone decide."""
    cited: dict[int, Citation] = {}
    reported: dict[int, Reported] = {}
    against: dict[int, Contradiction] = {}
    for one in traced:
        first, last = sentences[one.rows[0]], sentences[one.rows[-1]]
        source, start, end = first.source, first.start, last.end
        quote = reports[source].document.text[start:end]
        if one.bearing.kind == "contradicts":
            against.setdefault(source, Contradiction(source, start, end, quote, one.bearing.differs))
            continue
        answer = judged[_told(one, sentences), one.bearing.core or claim].supported if judged is not None else 1.0
        if answer < settings.min_support:
            continue
        if one.bearing.kind == "carries":
            cited.setdefault(source, Citation(source, start, end, quote))
        else:
            reported.setdefault(source, Reported(source, start, end, quote, one.bearing.lacks))
    return Attribution(
        tuple(cited.values()),
        tuple(one for source, one in reported.items() if source not in cited),
        tuple(one for source, one in against.items() if source not in cited and source not in reported),
    )


def _told(one: Traced, sentences: Sequence[Sentence]) -> str:
    return "\n".join(sentences[row].flat for row in one.rows)
