"""One sentence of the briefing with all that a reader needs to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.compose.citations import cited_for, independent, introducing_for, moved, reported_for
from summarizer.compose.differing import contradicts, differing, told_values
from summarizer.records import (
    Attribution,
    BriefingSentence,
    Candidate,
    Differing,
    Figure,
    FigureValue,
    Report,
    Sentence,
)
from summarizer.settings import ComposeSettings
from summarizer.text.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Taken:
    """A candidate that was taken; ``heading`` is what it stands under.

    ``told`` is the same with the people introduced whom the briefing names in it first, and those short who are known
    by then; None where that changes nothing. What the sources say of it is asked of the candidate itself.
    """

    candidate: Candidate
    heading: str = ""
    told: Candidate | None = None


def briefing_sentence(
    taken: Taken,
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    settings: ComposeSettings,
    found: Attribution | None = None,
    figures: Sequence[Figure] = (),
    known: Provenance | None = None,
) -> BriefingSentence:
    """The sentence as it is published.

    Args:
        taken: the candidate.
        sentences: all sentences of the cluster.
        reports: the sources.
        settings: thresholds.
        found: what sources of other origins say of it.
        figures: all that the sources count.
        known: from whom the sources have what they tell.
    """
    found, candidate = found or Attribution(), taken.told or taken.candidate
    text, item = candidate.text, candidate.item
    found = moved(found, taken.candidate.text, text)
    cited = cited_for(text, item, sentences, reports, found, settings)
    told = told_values(text, cited, figures)
    # What is told of several sentences together tells what differs between them itself.
    differs = () if item.together else differing(cited, told, figures, reports)
    introducing = introducing_for(text, item, sentences)
    telling = tuple(one for one in cited if one not in introducing)
    reported = reported_for(telling, reports, _agreeing(found, differs, told, figures))
    partly = {one for one in found.citations if one.part is not None}
    origins, shared = independent(text, (*(one for one in telling if one not in partly), *reported), reports, known)
    return BriefingSentence(
        text,
        item.role,
        candidate.origin,
        cited,
        candidate.support,
        candidate.rejected,
        together=item.antecedent is not None or item.together or any(one.full in text for one in item.introductions),
        heading=taken.heading,
        differing=differs,
        standing=item.statement.standing,
        reported_by=reported,
        independent_origins=origins,
        figures=tuple(told),
        shared=shared,
    )


def _agreeing(
    found: Attribution, differs: Sequence[Differing], told: dict[int, list[FigureValue]], figures: Sequence[Figure]
) -> Attribution:
    """What the sources say of a sentence, without reports by those that give another number or day."""
    contrary = {one.source for one in differs}
    kept = (one for one in found.reported_by if one.source not in contrary and not contradicts(one, told, figures))
    return replace(found, reported_by=tuple(kept))
