"""Which numbers that differ are of one thing for sure: their sentences count the same, and tell the same of it.

That two numbers are near, or the nearest of two reports, is no evidence: "620 drivers are to stop work" and "540
drivers are on strike" are, and a wrong "14 (in conflict)" is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.gather.linking import Links
from summarizer.gather.relating import is_count, one_day
from summarizer.gather.values import Value
from summarizer.stage_settings import GatherSettings
from summarizer.text.ages import AGE
from summarizer.text.counted import TALLIES
from summarizer.text.lexicon import ANYONE, CURRENCIES, PERIODS
from summarizer.text.likeness import canonical_stems
from summarizer.text.measured import DATE, Measured

Floats = NDArray[np.float32]

_SAYING_NOTHING = (ANYONE | TALLIES).union(*map(canonical_stems, CURRENCIES | PERIODS))
"""What may be counted, or told of anything, in two sentences that have nothing else in common."""


def surely_one(
    levels: Sequence[Sequence[Value]], embeddings: Floats, links: Links, settings: GatherSettings
) -> list[list[int]]:
    """Which of some numbers that differ are of one thing for sure.

    Args:
        levels: the values of each number.
        embeddings: (n, d) float32, unit rows, one a sentence.
        links: which values one report tells as older and newer.
        settings: from which cosines on, where reports have no days.

    Returns:
        The places of the numbers that are of one thing, in groups.
    """

    def sure(one: Value, two: Value) -> bool:
        cosine, nearest = float(embeddings[one.row] @ embeddings[two.row]), links.are_nearest(one, two)
        return links.together(one, two) or _surely(one, two, cosine, nearest, settings)

    groups: list[list[int]] = []
    for at, level in enumerate(levels):
        joining = [group for group in groups if any(sure(o, t) for k in group for o in level for t in levels[k])]
        joined = [at, *(other for group in joining for other in group)]
        groups = [group for group in groups if group not in joining] + [sorted(joined)]
    return groups


def _surely(one: Value, two: Value, cosine: float, nearest: bool, settings: GatherSettings) -> bool:
    """Whether two values are of one thing: those to whom the same was done, or the same counted noun of which the same
    is told.
    """
    mine, its = one.measured, two.measured
    if mine.unit == AGE:
        return bool(mine.names & its.names)
    if mine.unit == DATE:
        return True  # what a day is the day of has been compared
    undated = one.when is None or two.when is None
    if undated and cosine < settings.figure_undated:
        return False  # reports of unknown days may tell of other things
    low, high = sorted((abs(mine.low), abs(its.low)))
    near = high <= settings.times_apart * low
    if mine.fate or its.fate:
        return mine.fate == its.fate and (near or mine.moved or its.moved)
    if not (undated or one_day(one, two) or _may_change(one, two)):
        return False
    return near and _say_the_same(mine, its, nearest)


def _may_change(one: Value, two: Value) -> bool:
    """Whether two values of different days can be of one thing: each day has its magnitude, its distance, its price."""
    told = any(value.measured.moved or value.measured.older for value in (one, two))
    return told or (is_count(one) and is_count(two)) or bool(one.measured.names & two.measured.names)


def _say_the_same(mine: Measured, its: Measured, nearest: bool) -> bool:
    """Whether two sentences count the same noun and tell the same of it, or of people of whom one names the other's.

    "44 people on board the coach" are another report's "41 passengers of the coach" where it has no nearer number.
    """
    told = (mine.deeds & its.deeds) - _SAYING_NOTHING
    shared = mine.things & its.things
    if shared - _SAYING_NOTHING:
        return bool(told or mine.names & its.names or (mine.moved and its.moved))
    anyone = any(bool(one.things) and one.things <= ANYONE for one in (mine, its))
    named = (mine.things & its.deeds) | (its.things & mine.deeds)  # "44 people on board: the passengers and …"
    return bool(shared & ANYONE and told) or (anyone and bool(named - _SAYING_NOTHING or (nearest and told)))
