"""Pairs of the values of a cluster, as arrays: which are equal in something, and which have something in common.

Hundred reports with thirty numbers each have four million pairs; what two values are asked is asked once of each two
different answers.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from summarizer.gather.relating import alike, digits, factor, last_place
from summarizer.stage_settings import GatherSettings
from summarizer.text.measured import Measured

Pairs = NDArray[np.bool_]
"""(v, v): whether something holds of two values."""

T = TypeVar("T", bound=Hashable)


def equal(keys: Sequence[Hashable]) -> Pairs:
    """Whether two values have the same key."""
    numbers = numbered(keys)[0]
    found: Pairs = numbers[:, None] == numbers[None, :]
    return found


def both(holds: NDArray[np.bool_]) -> Pairs:
    """Whether something holds of both values, given of which it holds."""
    found: Pairs = holds[:, None] & holds[None, :]
    return found


def differing(sets: Sequence[frozenset[str]]) -> Pairs:
    """Whether both values have members and none in common."""
    return both(np.array([bool(one) for one in sets], dtype=np.bool_)) & ~shared(sets)


def same_numbers(values: Sequence[Measured], settings: GatherSettings) -> Pairs:
    """Whether two values can be one number; each two different numbers are compared once."""
    keys = [(one.unit, one.low, one.high, bool(one.fate), one.quantity[:3]) for one in values]
    numbers, first = numbered(keys)
    known = [values[at] for at in first]
    same, unsure = _overlap(known), _near(known, settings)
    for one, two in np.argwhere(np.triu(unsure & ~same)).tolist():
        same[one, two] = same[two, one] = alike(known[one], known[two], settings)
    return same[np.ix_(numbers, numbers)]


def _overlap(known: Sequence[Measured]) -> Pairs:
    """Whether two numbers, or ranges, have a value in common: then they are `alike`."""
    low, high = np.array([one.low for one in known]), np.array([one.high for one in known])
    overlap: Pairs = (low[:, None] <= high[None, :]) & (low[None, :] <= high[:, None])
    return overlap


def _near(known: Sequence[Measured], settings: GatherSettings) -> Pairs:
    """Whether two numbers that do not overlap are near enough to be compared: no others are `alike`.

    One is a rounding of the other, so that its last digit covers what lies between them; or one has been converted, or
    bounds the other from one side.
    """
    low = np.array([one.low for one in known])
    place = np.array([last_place(one.quantity.low) * factor(one) for one in known])
    told = np.array([digits(one.quantity.low) for one in known])
    about = np.array([one.quantity.bound == "~" for one in known])
    loose = np.array([one.quantity.bound not in ("", "~") or one.low != one.quantity.low for one in known])
    between, most = np.abs(low[:, None] - low[None, :]), np.maximum(low[:, None], low[None, :])
    bounded = (loose[:, None] | loose[None, :]) & (between <= max(settings.rounded, settings.bounded) * most)
    rounded = (told[:, None] != told[None, :]) | about[:, None] | about[None, :]
    near: Pairs = bounded | (rounded & (between <= np.maximum(place[:, None], place[None, :])))
    return near


def numbered(keys: Sequence[T]) -> tuple[NDArray[np.int64], list[int]]:
    """A number for each key, equal for equal ones, and where each number first stands."""
    first: dict[T, int] = {}
    places: list[int] = []
    numbers = []
    for at, key in enumerate(keys):
        if key not in first:
            first[key] = len(places)
            places.append(at)
        numbers.append(first[key])
    return np.array(numbers, dtype=np.int64), places


def shared(sets: Sequence[frozenset[str]], least: int = 1) -> Pairs:
    """Whether two sets have so many members in common."""
    counts: dict[str, int] = {}
    for one in sets:
        for member in one:
            counts[member] = counts.get(member, 0) + 1
    column = {member: at for at, member in enumerate(member for member, count in counts.items() if count > 1)}
    holds = np.zeros((len(sets), len(column)), dtype=np.float32)
    for row, one in enumerate(sets):
        holds[row, [column[member] for member in one if member in column]] = 1.0
    found: Pairs = holds @ holds.T >= least
    np.fill_diagonal(found, [len(one) >= least for one in sets])
    return found
