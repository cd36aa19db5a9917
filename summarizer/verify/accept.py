"""For each planned item: the draft if it stands, else the source's own sentence, else nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.language import dangles, word_count
from summarizer.records import Draft, Origin, PlanItem, Rejected, Sentence
from summarizer.settings import VerifySettings
from summarizer.verify.verdict import check


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may enter the briefing; ``item`` is where it was planned."""

    item: PlanItem
    text: str
    origin: Origin
    support: float
    rejected: tuple[Rejected, ...] = ()


def accept(
    item: PlanItem, drafts: Sequence[Draft], sentences: Sequence[Sentence], settings: VerifySettings
) -> Candidate | Rejected:
    """The first draft that stands, else the seed's own words, else why neither will do."""
    seed = sentences[item.seed]
    rejected: list[Rejected] = []
    for draft in drafts:
        verdict = check(draft.text, [seed.flat], settings)
        reasons = list(verdict.reasons)
        if draft.worst_logprob is not None and draft.worst_logprob < settings.min_worst_logprob:
            reasons.append("its wording broke off")
        if not reasons:
            return Candidate(item, draft.text, "written", verdict.support, tuple(rejected))
        rejected.append(Rejected(draft.text, tuple(reasons)))
    problem = _unquotable(seed.flat, settings)
    if problem:
        return Rejected(seed.flat, (problem, *(reason for draft in rejected for reason in draft.reasons)))
    return Candidate(item, seed.flat, "quoted", 1.0, tuple(rejected))


def _unquotable(text: str, settings: VerifySettings) -> str:
    """Why a source's sentence cannot be quoted on its own, or nothing."""
    if dangles(text):
        return "the source's sentence leans on an earlier one"
    if word_count(text) > settings.max_quoted_words:
        return f"the source's sentence has over {settings.max_quoted_words} words"
    return ""
