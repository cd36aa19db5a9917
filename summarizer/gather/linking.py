"""Which values are of one figure: what is counted, measured or priced, not how much of it.

Numbers that are the same are of one figure where their sentences are near in meaning; numbers that differ only where
they also count the same noun and the same is told of it, or where they count those to whom the same has been done. Two
numbers of one source are of two figures, for a report does not contradict itself, unless it tells one as older, gives
each its hour, or has them from two speakers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.gather.relating import alike, digits, one_day
from summarizer.gather.values import Value
from summarizer.stage_settings import GatherSettings
from summarizer.text.lexicon import ANYONE, DISPUTING
from summarizer.text.measured import Measured

Floats = NDArray[np.float32]

_TOGETHER = 2.0
"""Of two values that one sentence tells as older and newer: more than any cosine can give."""

_NEVER = -1.0


def likenesses(values: Sequence[Value], embeddings: Floats, settings: GatherSettings) -> NDArray[np.float64]:
    """How sure it is that two values are of one figure.

    Args:
        values: of one cluster.
        embeddings: (n, d) float32, unit rows, one a sentence.
        settings: how near two sentences are whose numbers may be of one figure.

    Returns:
        (v, v), symmetric: above 0 where two are of one figure, below 0 where they cannot be, else 0.
    """
    found = np.zeros((len(values), len(values)))
    if not values:
        return found
    rows = np.array([value.row for value in values], dtype=np.int64)
    near = embeddings[rows] @ embeddings[rows].T
    sources = np.array([value.source for value in values], dtype=np.int64)
    looked_at = (near >= settings.figure_same_digits) | (sources[:, None] == sources[None, :])
    once = _counted_once(values)
    for one, two in np.argwhere(np.triu(looked_at, 1)).tolist():
        found[one, two] = _likeness(values[one], values[two], float(near[one, two]), once, settings)
    found += found.T
    for one, two in _told_together(values):
        found[one, two] = found[two, one] = _TOGETHER
    return found


def _counted_once(values: Sequence[Value]) -> frozenset[tuple[int, str, str]]:
    """What a source gives one number of only, by its stem and unit: two sources that do so count the same thing."""
    numbers: dict[tuple[int, str, str], set[float]] = {}
    for value in values:
        if not value.measured.part and not value.measured.older:
            for thing in value.measured.things:
                numbers.setdefault((value.source, thing, value.measured.unit), set()).add(value.measured.low)
    return frozenset(key for key, found in numbers.items() if len(found) == 1)


def _told_together(values: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """The values that a sentence tells as older, each with the nearest that it tells as newer."""
    of_row: dict[int, list[int]] = {}
    for at, value in enumerate(values):
        if not value.measured.part:
            of_row.setdefault(value.row, []).append(at)
    for places in of_row.values():
        for old in (at for at in places if values[at].measured.older):
            newer = [at for at in places if _replaces(values[at], values[old])]
            if newer:
                yield min(newer, key=lambda at: abs(values[at].measured.word - values[old].measured.word)), old


def _replaces(new: Value, old: Value) -> bool:
    return not new.measured.older and _one_unit(new.measured, old.measured) and new.number != old.number


def _likeness(
    one: Value, two: Value, cosine: float, once: frozenset[tuple[int, str, str]], settings: GatherSettings
) -> float:
    mine, its = one.measured, two.measured
    if mine.part or its.part or not _one_unit(mine, its):
        return 0.0
    same = alike(mine, its, settings)
    if one.row == two.row:
        return 0.0 if same else _NEVER
    if not same and (mine.known or its.known or _of_one_report(one, two)):
        return _NEVER
    if mine.unit == "date":
        return cosine if mine.things & its.things and cosine >= settings.figure_alike else 0.0
    if mine.fate or its.fate:
        return _likeness_of_people(mine, its, cosine, same, settings)
    if _names_differ(mine, its) or (mine.of and its.of and not mine.of & its.of and not same):
        return 0.0
    shared = mine.things & its.things
    alone = {thing for thing in shared if all((at.source, thing, mine.unit) in once for at in (one, two))}
    return cosine + same if cosine >= _need(mine, its, same, alone, settings) else 0.0


def _of_one_report(one: Value, two: Value) -> bool:
    """Whether two numbers are those of one report, at one time and by nobody in particular."""
    if one.source != two.source or one.measured.older or two.measured.older:
        return False
    if one.measured.moved or two.measured.moved:
        return False
    entries = one.told is not None and two.told is not None and one.told != two.told
    voices = bool(one.speakers and two.speakers) and not one.speakers & two.speakers
    return not entries and not voices


def _likeness_of_people(mine: Measured, its: Measured, cosine: float, same: bool, settings: GatherSettings) -> float:
    """That of two counts of people of whom at least one says what became of them."""
    if cosine < settings.figure_near:
        return 0.0
    if mine.fate != its.fate:
        # "The total of eleven was too high", behind a sentence about the dead.
        return cosine if same and (mine.older or its.older) else 0.0
    if mine.who != its.who and mine.who and its.who:
        return 0.0
    return 1.0 + cosine


def _need(mine: Measured, its: Measured, same: bool, alone: set[str], settings: GatherSettings) -> float:
    """The cosine from which two values are of one figure, by what else they share.

    ``alone`` are the things that they share and of which both sources give one number only.
    """
    shared, common = mine.things & its.things, bool(mine.deeds & its.deeds)
    if "%" in (mine.unit, its.unit):
        shared |= mine.names & its.names
    if alone and (common or alone - ANYONE):
        return settings.figure_near
    if shared - ANYONE:
        return settings.figure_near if same else settings.figure_alike if common else settings.figure_unlike
    if same and (mine.unit or mine.low >= settings.telling):
        equal = mine.quantity.low == its.quantity.low
        if equal and digits(mine.quantity.low) > settings.short_number:
            return settings.figure_same_digits
        known = mine.things and its.things
        return settings.figure_same_value if mine.unit or (equal and not known) else settings.figure_sure
    return settings.figure_unlike if common else 1.0


def _one_unit(one: Measured, two: Measured) -> bool:
    """Whether two values have one unit; one told as older may leave it out ("50.6 per cent, up from 48.2")."""
    return one.unit == two.unit or (one.older and not one.unit) or (two.older and not two.unit)


def _names_differ(mine: Measured, its: Measured) -> bool:
    """Whether two values are of those of other names.

    Of shares both must have the same: "91 per cent of the votes" are counted, "48.2 per cent of the vote" are Brill's.
    """
    shares = "%" in (mine.unit, its.unit)
    named = mine.names or its.names if shares else mine.names and its.names
    return bool(named) and not mine.names & its.names


def surely_one(levels: Sequence[Sequence[Value]], embeddings: Floats, settings: GatherSettings) -> list[list[int]]:
    """Which of some numbers that differ, where nothing shows that time moved them, are of one thing for sure.

    Two are where they are told to differ; where sentences that are nearly the same give them; and, of reports of one
    day, where both count the same noun and say the same of it, or tell what became of how many.

    Args:
        levels: the values of each number.
        embeddings: (n, d) float32, unit rows, one a sentence.
        settings: from which cosines on.

    Returns:
        The places of the numbers that are of one thing, in groups.
    """
    groups: list[list[int]] = []
    for at, level in enumerate(levels):
        sure = [
            group
            for group in groups
            if any(
                _surely(one, two, float(embeddings[one.row] @ embeddings[two.row]), settings)
                for other in group
                for one in level
                for two in levels[other]
            )
        ]
        joined = [at, *(other for group in sure for other in group)]
        groups = [group for group in groups if group not in sure] + [sorted(joined)]
    return groups


def _surely(one: Value, two: Value, cosine: float, settings: GatherSettings) -> bool:
    mine, its = one.measured, two.measured
    low, high = sorted((abs(mine.low), abs(its.low)))
    if high > settings.times_apart * low:
        return False
    if (one.context | two.context) & DISPUTING or cosine >= settings.figure_sure:
        return True
    if not one_day(one, two):
        return False  # reports of unknown or other days may tell of other things
    if mine.fate and mine.fate == its.fate:
        return True
    shared = (mine.things & its.things) - ANYONE
    return bool(shared and mine.deeds & its.deeds)
