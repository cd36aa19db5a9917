"""For each planned item: the draft if it stands, else the source's sentence, shortened or whole, else nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.language import dangles, trimmed, word_count
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
    """The first draft that stands, else the seed shortened by rule, else its own words, else why none will do."""
    seed = sentences[item.seed]
    rejected: list[Rejected] = []
    for draft in drafts:
        reasons = _broken(draft, settings)
        for text in dict.fromkeys((trimmed(draft.text), draft.text)):
            verdict = check(text, [seed.flat], settings)
            if not reasons and verdict.supported:
                return Candidate(item, text, "written", verdict.support, tuple(rejected))
        rejected.append(Rejected(draft.text, (*verdict.reasons, *reasons)))
    shorter = trimmed(seed.flat)
    if shorter != seed.flat and drafts and drafts[0].text and check(shorter, [seed.flat], settings).supported:
        return Candidate(item, shorter, "written", 1.0, tuple(rejected))
    problem = _unquotable(seed.flat, settings)
    if problem:
        return Rejected(seed.flat, (problem, *(reason for draft in rejected for reason in draft.reasons)))
    return Candidate(item, seed.flat, "quoted", 1.0, tuple(rejected))


def _broken(draft: Draft, settings: VerifySettings) -> tuple[str, ...]:
    """Whether the writer was forced off its own wording, which leaves broken sentences behind."""
    worst = draft.worst_logprob
    return ("its wording broke off",) if worst is not None and worst < settings.min_worst_logprob else ()


def _unquotable(text: str, settings: VerifySettings) -> str:
    """Why a source's sentence cannot be quoted on its own, or nothing."""
    if dangles(text):
        return "the source's sentence leans on an earlier one"
    if word_count(text) > settings.max_quoted_words:
        return f"the source's sentence has over {settings.max_quoted_words} words"
    return ""
