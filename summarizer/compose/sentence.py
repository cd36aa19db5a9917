"""One sentence of the briefing with all that a reader needs to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.compose.citations import Carries, Near, Passage, citations_for, corroborating, passage_text
from summarizer.compose.figures import Restated, differing, questions_of, restatements
from summarizer.records import Answers, BriefingSentence, Candidate, Pair, Report, Sentence
from summarizer.settings import ComposeSettings


@dataclass(frozen=True, slots=True)
class Taken:
    """A candidate that was taken; which passages may carry it too, and which may say it with another figure.

    ``heading`` is what it stands under.
    """

    candidate: Candidate
    passages: tuple[Passage, ...]
    restated: tuple[Restated, ...]
    heading: str = ""


def with_others(
    candidate: Candidate,
    near: Near,
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    settings: ComposeSettings,
    carries: Carries,
    judged: bool,
) -> Taken:
    """Finds what other sources may say of a candidate; arguments as in `citations.corroborating`.

    For what is told of several sentences together nobody else is looked for: each of them has its own citation, and
    what differs between them is what the text tells.
    """
    if candidate.item.together:
        return Taken(candidate, (), ())
    own = reports[sentences[candidate.item.seed].source].document
    passages = corroborating(candidate.text, near, sentences, reports, settings, carries, judged)
    restated = restatements(candidate.text, near, own, sentences, reports, settings, carries)
    return Taken(candidate, tuple(passages), tuple(restated))


def questions_about(taken: Taken, sentences: Sequence[Sentence]) -> list[Pair]:
    """What the judge must be asked of other sources: (passage, claim)."""
    asked = [(passage_text(passage, sentences), taken.candidate.text) for passage in taken.passages]
    return asked + questions_of(taken.restated, sentences)


def briefing_sentence(
    taken: Taken,
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    judged: Answers | None,
    settings: ComposeSettings,
) -> BriefingSentence:
    """The sentence as it is published; ``judged`` are the answers to `questions_about`, None without a judge."""
    candidate = taken.candidate
    text, item = candidate.text, candidate.item
    return BriefingSentence(
        text,
        item.role,
        candidate.origin,
        citations_for(text, item, taken.passages, sentences, reports, judged, settings),
        candidate.support,
        candidate.rejected,
        together=item.antecedent is not None or item.together or any(one.full in text for one in item.introductions),
        heading=taken.heading,
        differing=differing(taken.restated, sentences, judged, settings),
        standing=item.statement.standing,
    )
