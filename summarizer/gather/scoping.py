"""Scope: whether values are of one thing in part and whole, of other people, places, periods or measures.

It is read off what the clauses of the values differ in: the places and periods that they name, and whom or what they
count in or leave out. Of two values that say nothing of the kind nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizer.gather.values import Value
from summarizer.stage_settings import GatherSettings
from summarizer.text.counted import EVERYWHERE, SEVERAL, TALLIES
from summarizer.text.lexicon import ANYONE, DISPUTING, MONEY, PERIODS
from summarizer.text.likeness import canonical_stems
from summarizer.text.measured import DATE, Measured

Floats = NDArray[np.float32]
PEOPLE = canonical_stems("people")
"""What is counted of anybody."""


def scopes(levels: Sequence[Sequence[Value]]) -> list[list[int]]:
    """The numbers of a figure by what they are of: two are of one scope where nothing sets them, or one between them,
    apart.

    Args:
        levels: the values of each number.

    Returns:
        The places of the numbers, in groups in their order; one group where no scope differs.
    """
    groups: list[list[int]] = []
    for at, level in enumerate(levels):
        joining = [group for group in groups if not all(_other_scope(levels[other], level) for other in group)]
        joined = sorted([at, *(other for group in joining for other in group)])
        groups = [group for group in groups if group not in joining] + [joined]
    return sorted(groups)


def _other_scope(one: Sequence[Value], two: Sequence[Value]) -> bool:
    pairs = [(mine, its) for mine in one for its in two]
    if any(mine.measured.older != its.measured.older and mine.source == its.source for mine, its in pairs):
        return False
    if any(mine.measured.part != its.measured.part and mine.row == its.row for mine, its in pairs):
        return True  # "2.3 million, 1.1 million of them in August"
    return all(scope_differs(mine, its) for mine, its in pairs)


def scope_differs(one: Value, two: Value) -> bool:
    """Whether two values are told to be of different people, places, periods or parts."""
    mine, its = one.measured, two.measured
    who = mine.who != its.who and bool(mine.who and its.who)
    return told_apart(one, two) or who or _counts_others(mine, its)


def _counts_others(mine: Measured, its: Measured) -> bool:
    """Whether two values count other things; of people some, such as passengers, are not more than all."""
    tallied = (mine.things | its.things) & TALLIES  # "the right sum is 67"
    if mine.fate or tallied or not (mine.things and its.things) or mine.things & its.things:
        return False
    return not any(all_.things == PEOPLE and all_.low < some.low for some, all_ in ((mine, its), (its, mine)))


def told_apart(one: Value, two: Value) -> bool:
    """Whether the clauses of two values name different places, or one a limit that the other does not have."""
    mine, its = one.measured, two.measured
    limits = mine.limits ^ its.limits
    if one.when and two.when and one.when.day != two.when.day:
        limits -= {SEVERAL, "since"}  # an outbreak reaches further from day to day, and all is counted since it began
    narrowed = bool(limits - {EVERYWHERE}) or (EVERYWHERE in limits and bool(mine.places) != bool(its.places))
    narrowed = narrowed and not (one.context | two.context) & DISPUTING
    return narrowed or (bool(mine.places and its.places) and not mine.places & its.places)


class Companion(NamedTuple):
    """A value that is in no figure, and one of the same in another scope; each an index."""

    value: int
    beside: int


def companions(
    values: Sequence[Value], alone: Sequence[int], close: Floats, settings: GatherSettings
) -> Iterator[Companion]:
    """For each value that is in no figure the one that it is told apart from by its scope, if any.

    That is one beside which its report tells it, else one that is in a figure, else the nearest; and of several values
    the nearest has it, so that a table is no figure.

    Args:
        values: of one cluster.
        alone: the indices of those that are in no figure.
        close: (v, v), how near two are in what they are of.
        settings: how near is enough.
    """
    single = frozenset(alone)
    limited = np.array([bool(value.measured.limits) for value in values], dtype=np.bool_)
    taken: dict[int, tuple[tuple[bool, bool, float], int]] = {}
    for at in alone:
        one = values[at]
        if one.measured.part or one.measured.unit in PERIODS | {DATE}:
            continue
        near = np.flatnonzero((close[at] >= settings.scope_beside) & (limited | limited[at])).tolist()
        found = [other for other in near if _is_companion(one, values[other], close[at, other], settings)]
        if found:
            worth, other = max(
                ((_side_by_side(one, values[other], settings), other not in single, close[at, other]), other)
                for other in found
            )
            taken[other] = max((worth, at), taken.get(other, (worth, at)))
    yield from (Companion(at, other) for other, (_, at) in taken.items())


def _is_companion(one: Value, two: Value, close: float, settings: GatherSettings) -> bool:
    mine, its = one.measured, two.measured
    if not _may_be_beside(one, two) or _times(mine, its) > settings.times_apart:
        return False
    shared = bool((mine.things & its.things) - ANYONE) or bool(mine.fate)
    counted_in = bool({"in", "out"} & (mine.limits ^ its.limits))
    priced = counted_in and mine.unit in MONEY and _times(mine, its) <= settings.charged
    if _side_by_side(one, two, settings):
        share = counted_in and mine.unit == "%"
        return (shared or share or priced) and close >= settings.scope_beside
    told_of = settings.choice_fate if mine.fate else 0.0  # of all that are killed the same is told
    return (priced and close >= settings.scope_beside) or (shared and close >= settings.scope_near + told_of)


def _may_be_beside(one: Value, two: Value) -> bool:
    """Whether two values differ and are told apart, are of one unit, fate and year, and the second holds of a whole."""
    mine, its = one.measured, two.measured
    if not (mine.limits ^ its.limits and told_apart(one, two)):
        return False
    alike = (mine.unit, mine.fate, one.year) == (its.unit, its.fate, two.year)
    return alike and one.row != two.row and mine.low != its.low and not (its.part or its.older)


def _times(mine: Measured, its: Measured) -> float:
    """How many times the one number is the other."""
    low, high = sorted((abs(mine.low), abs(its.low)))
    return high / low if low else float("inf")


def _side_by_side(one: Value, two: Value, settings: GatherSettings) -> bool:
    """Whether one report gives two values in one sentence, or in two that follow one another."""
    return one.source == two.source and abs(one.row - two.row) <= settings.told_before
