"""Which sentences are offered a place first, and when the briefing is long enough."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import Candidate
from summarizer.settings import ComposeSettings, OutputSettings
from summarizer.text import counts_victims


def by_rank(candidates: Sequence[Candidate], settings: ComposeSettings) -> list[int]:
    """Rows of candidates in the order in which they are offered a place: the lead, then by merit."""
    return sorted(
        range(len(candidates)),
        key=lambda row: (candidates[row].item.role != "lead", -_merit(candidates[row], settings)),
    )


def is_full(count: int, spent: int, added: int, output: OutputSettings, settings: ComposeSettings) -> bool:
    """Whether ``count`` sentences of ``spent`` words are enough, or ``added`` words more would be too many."""
    if output.sentences:
        return count >= output.sentences
    return spent + added > output.words * (1 + settings.tolerance) or spent >= output.words


def nearly_full(spent: int, output: OutputSettings, settings: ComposeSettings) -> bool:
    """Whether a briefing of ``spent`` words needs no quotation to fill it up."""
    return not output.sentences and spent >= settings.nearly_full * output.words


def _in_its_own_words(candidate: Candidate) -> bool:
    """Whether a text is the source's sentence, with or without who says it; what is told together is more than that."""
    by_rule = bool(candidate.item.statement.voice) and candidate.support >= 1.0 and not candidate.item.together
    return candidate.origin == "quoted" or by_rule or candidate.text == candidate.item.resolved


def _merit(candidate: Candidate, settings: ComposeSettings) -> float:
    """Salience, with news before background, what is so before what was, and what could be shortened a little before
    what could not, tolls excepted.
    """
    background, past = candidate.item.role == "background", candidate.item.statement.past
    quoted = _in_its_own_words(candidate) and not counts_victims(candidate.text)
    return (
        candidate.item.salience
        - settings.quoted_cost * quoted
        - settings.background_cost * background
        - settings.past_cost * past
    )
