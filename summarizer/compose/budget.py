"""Which sentences are offered a place first, and when the briefing is long enough."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from summarizer.records import Candidate
from summarizer.settings import OutputSettings
from summarizer.text import commentary_score, counts_victims, word_count

_TOLERANCE = 0.1
"""How far the briefing may be above its word budget, as a share of it."""

_NEARLY = 0.93
"""Share of the budget from which it is not filled up with quotations: they are long, and the reader wants a summary."""

_REACH = 1.5
"""Up to how many times the budget candidates are looked at for repetitions."""

_QUOTED_COST = 1.0
"""What a quoted sentence loses in rank: it is longer, and the reader came for a summary."""

_COMMENTARY_COST = 1.5
"""What a sentence of nothing but stock phrases loses in rank."""

_BACKGROUND_COST = 0.3
"""What background loses in rank against the news itself."""


def by_rank(candidates: Sequence[Candidate]) -> list[int]:
    """Rows of candidates in the order in which they are offered a place: the lead, then by merit."""
    return sorted(
        range(len(candidates)), key=lambda row: (candidates[row].item.role != "lead", -_merit(candidates[row]))
    )


def in_reach(candidates: Sequence[Candidate], output: OutputSettings) -> list[int]:
    """The rows of `by_rank` without those that will hardly get one."""
    order = by_rank(candidates)
    sizes = np.cumsum([1 if output.sentences else word_count(candidates[row].text) for row in order])
    return order[: 1 + int(np.searchsorted(sizes, _REACH * (output.sentences or output.words)))]


def is_full(count: int, spent: int, added: int, output: OutputSettings) -> bool:
    """Whether ``count`` sentences of ``spent`` words are enough, or ``added`` words more would be too many."""
    if output.sentences:
        return count >= output.sentences
    return spent + added > output.words * (1 + _TOLERANCE) or spent >= output.words


def nearly_full(spent: int, output: OutputSettings) -> bool:
    """Whether a briefing of ``spent`` words needs no quotation to fill it up."""
    return not output.sentences and spent >= _NEARLY * output.words


def _merit(candidate: Candidate) -> float:
    """Salience, with news before background and written sentences before quoted ones, tolls excepted."""
    quoted = candidate.origin == "quoted" and not counts_victims(candidate.text)
    background = candidate.item.role == "background"
    comment = commentary_score(candidate.text)
    return candidate.item.salience - _QUOTED_COST * quoted - _BACKGROUND_COST * background - _COMMENTARY_COST * comment
