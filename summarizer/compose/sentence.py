"""One sentence of the briefing with all that a reader needs to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.compose.citations import Carries, Near, cited_for, reported_for
from summarizer.compose.figures import Restated, differing, questions_of, restatements
from summarizer.records import Answers, Attribution, BriefingSentence, Candidate, Pair, Report, Sentence
from summarizer.settings import ComposeSettings


@dataclass(frozen=True, slots=True)
class Taken:
    """A candidate that was taken, and which passages of other sources may say it with another figure.

    ``heading`` is what it stands under.
    """

    candidate: Candidate
    restated: tuple[Restated, ...]
    heading: str = ""


def with_others(
    candidate: Candidate,
    near: Near,
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    settings: ComposeSettings,
    carries: Carries,
) -> Taken:
    """Finds who may say a candidate with another figure; arguments as in `figures.restatements`.

    For what is told of several sentences together nobody else is looked for: each of them has its own citation, and
    what differs between them is what the text tells.
    """
    if candidate.item.together:
        return Taken(candidate, ())
    own = reports[sentences[candidate.item.seed].source].document
    restated = restatements(candidate.text, near, own, sentences, reports, settings, carries)
    return Taken(candidate, tuple(restated))


def questions_about(taken: Taken, sentences: Sequence[Sentence]) -> list[Pair]:
    """What the judge must be asked of other figures: (passage, claim)."""
    return questions_of(taken.restated, sentences)


def briefing_sentence(
    taken: Taken,
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    judged: Answers | None,
    settings: ComposeSettings,
    found: Attribution | None = None,
) -> BriefingSentence:
    """The sentence as it is published.

    Args:
        taken: the candidate.
        sentences: all sentences of the cluster.
        reports: the sources.
        judged: the answers to `questions_about`; None without a judge.
        settings: thresholds.
        found: what sources of other origins say of it.
    """
    found, candidate = found or Attribution(), taken.candidate
    text, item = candidate.text, candidate.item
    differs = differing(taken.restated, sentences, judged, settings)
    contrary = {one.source for one in differs}
    cited = cited_for(text, item, sentences, reports, found, settings)
    kept = replace(found, reported_by=tuple(one for one in found.reported_by if one.source not in contrary))
    reported, origins = reported_for(cited, reports, kept)
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
    )
