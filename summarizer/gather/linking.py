"""Which values are of one figure: what is counted, measured or priced, not how much of it.

Numbers that are the same are of one figure where their sentences are near in meaning; numbers that differ only where
they also count the same noun and the same is told of it, or where they count those to whom the same has been done. Two
numbers of one source are of two figures, for a report does not contradict itself, unless it tells one as older, gives
each its hour, or has them from two speakers.

All pairs are looked at at once, as arrays: hundred reports with thirty numbers each have four million pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from summarizer.gather.choosing import chosen
from summarizer.gather.pairing import Pairs, both, equal, numbered, same_numbers, shared
from summarizer.gather.relating import digits
from summarizer.gather.values import Value
from summarizer.stage_settings import GatherSettings
from summarizer.text.ages import AGE
from summarizer.text.counted import TALLIES
from summarizer.text.lexicon import ANYONE, DISPUTING, PERIODS
from summarizer.text.measured import DATE, Measured

Floats = NDArray[np.float32]
_TOGETHER = 3.0
"""Of two values that one report tells as older and newer: more than cosines can give."""

_NEVER = -1.0
_LEAST = 0.01  # of two values that are joined though nothing in their sentences is alike: more than none
_ALL = 1.0
"""A cosine that only the same sentence has."""


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Which values are of one figure.

    ``close`` is (v, v): how near two are in what their sentences and what they count mean. ``likeness`` is (v, v),
    symmetric: above 0 where two are of one figure, below 0 where they cannot be, else 0. ``same`` is (v, v): whether
    they can be one number. ``chosen`` is (v, v): whether of all numbers of two reports these two are the nearest.
    ``places`` are those of the values in all four.
    """

    close: Floats
    likeness: NDArray[np.float64]
    same: Pairs
    chosen: Pairs
    places: dict[Value, int]

    def are_nearest(self, one: Value, two: Value) -> bool:
        """Whether of all numbers of their two reports these two are the nearest."""
        return bool(self.chosen[self.places[one], self.places[two]])

    def together(self, one: Value, two: Value) -> bool:
        """Whether one report tells one of two values as older than the other, or as another speaker's."""
        return bool(self.likeness[self.places[one], self.places[two]] >= _TOGETHER)


def links(values: Sequence[Value], embeddings: Floats, settings: GatherSettings, said: Floats | None = None) -> Links:
    """How sure it is that two values are of one figure.

    Args:
        values: of one cluster.
        embeddings: (n, d) float32, unit rows, one a sentence.
        settings: how near two sentences are whose numbers may be of one figure.
        said: (v, d) float32, unit rows: what each value is said to count. Without it none is chosen for being nearest.
    """
    places = {value: at for at, value in enumerate(values)}
    if not values:
        nothing = np.zeros((0, 0), dtype=np.bool_)
        return Links(np.zeros((0, 0), dtype=np.float32), np.zeros((0, 0)), nothing, nothing, places)
    rows = np.array([value.row for value in values], dtype=np.int64)
    near = embeddings[rows] @ embeddings[rows].T
    same = same_numbers([value.measured for value in values], settings)
    close = 2 * near if said is None else near + said @ said.T
    nearest = np.zeros_like(same) if said is None else chosen(values, same, close, settings)
    dated = both(np.array([value.when is not None for value in values], dtype=np.bool_))
    nearest &= same | dated  # reports of unknown days may tell of other things
    found = np.triu(_Linking(values, near, same, nearest, settings).likenesses(), 1)
    found += found.T
    for one, two in _told_together(values, settings):
        found[one, two] = found[two, one] = _TOGETHER
    return Links(close, found, same, nearest, places)


@dataclass(frozen=True)
class _Linking:
    """All pairs of the values of a cluster: the cosines of their sentences, whether they can be one number, and whether
    they are the nearest of two reports; each is (v, v).
    """

    values: Sequence[Value]
    near: Floats
    same: Pairs
    nearest: Pairs
    settings: GatherSettings

    def likenesses(self) -> NDArray[np.float64]:
        """As `Links.likeness`, right above the diagonal only."""
        same, cosines = self.same, self.near.astype(np.float64)
        one_row = self._equal(lambda value: value.row)
        one_source = self._equal(lambda value: value.source)
        whole = ~self._of(lambda one: one.part)
        looked_at = one_source | (self.near >= self.settings.figure_same_digits)
        looked_at &= self._one_unit() & (both(whole) | self._rare_number())
        days = self._of(lambda one: one.unit == DATE)[:, None]
        looked_at |= days & same & self._either(lambda one: one.older) & both(whole)  # "It had been planned for 6 May"
        people = self._either(lambda one: bool(one.fate))
        found = np.where(days, self._of_days(cosines), self._of_things(same, cosines))
        found = np.where(people & ~days, self._of_people(same, cosines), found)
        found = np.where((found == 0) & self.nearest, np.maximum(cosines, _LEAST), found)
        looked_at |= self.nearest
        known = ~same & self._either(lambda one: one.known)
        found = np.where(known & ~(days & self._mistyped()), np.where(days, _NEVER, 0.0), found)
        found[~same & one_source & self._of_one_report()] = _NEVER
        found[one_row] = np.where(same[one_row], 0.0, _NEVER)
        found[~self._equal(lambda value: value.year)] = _NEVER
        ages = self._either(lambda one: one.unit == AGE)
        found[ages & (self._names_differ() | (one_source & ~same))] = _NEVER
        found[~looked_at] = 0.0
        return found

    def _of(self, asked: Callable[[Measured], bool]) -> NDArray[np.bool_]:
        """(v,): whether something holds of each value."""
        return np.array([asked(value.measured) for value in self.values], dtype=np.bool_)

    def _either(self, asked: Callable[[Measured], bool]) -> Pairs:
        holds = self._of(asked)
        return holds[:, None] | holds[None, :]

    def _equal(self, key: Callable[[Value], Hashable]) -> Pairs:
        return equal([key(value) for value in self.values])

    @property
    def _measured(self) -> list[Measured]:
        return [value.measured for value in self.values]

    def _one_unit(self) -> Pairs:
        """Whether two values have one unit; one told as older may leave it out ("50.6 per cent, up from 48.2")."""
        bare = self._of(lambda one: one.older and not one.unit)
        return self._equal(lambda value: value.measured.unit) | bare[:, None] | bare[None, :]

    def _of_one_report(self) -> Pairs:
        """Whether two numbers of one source are told at one time and by nobody in particular."""
        plain = ~self._of(lambda one: one.older or one.moved)
        told = numbered([value.told for value in self.values])[0]
        timed = np.array([value.told is not None for value in self.values])
        entries = timed[:, None] & timed[None, :] & (told[:, None] != told[None, :])
        speakers, first = numbered([value.speakers for value in self.values])
        known = [self.values[at].speakers for at in first]
        named = np.array([bool(one) for one in known])
        apart = named[:, None] & named[None, :] & ~shared(known)
        disputed = np.array([bool(value.context & DISPUTING) for value in self.values])
        one_report: Pairs = plain[:, None] & plain[None, :] & ~entries & ~apart[np.ix_(speakers, speakers)]
        quoted = self._of(lambda one: one.opposed or (bool(one.things) and one.things <= TALLIES))
        disputed |= quoted  # "the government's figure of 31,000" is not what the report says
        one_report &= ~(disputed[:, None] | disputed[None, :])
        return one_report

    def _of_days(self, cosines: NDArray[np.float64]) -> NDArray[np.float64]:
        settings, things = self.settings, [one.things for one in self._measured]
        need = np.where(shared(things, 2), settings.figure_near, settings.figure_alike)
        joined = shared(things) & (cosines >= need)
        planned = ~self._either(lambda one: one.known)  # much happens on a day, but little is planned for it
        joined |= (
            planned
            & self._equal(lambda value: value.measured.low)
            & ((cosines >= settings.figure_same_value) | self._either(lambda one: one.older))
        )
        return np.where(joined, np.maximum(cosines, _LEAST), 0.0)

    def _mistyped(self) -> Pairs:
        """Whether two days differ in their year or their month only, as one of them does that was mistyped."""
        lows = [int(one.low) if one.unit == DATE else 1 for one in self._measured]
        numbers, first = numbered(lows)
        days = [date.fromordinal(lows[at]) for at in first]
        one_of = np.array([[_differ_in_one(one, two) for two in days] for one in days], dtype=np.bool_)
        found: Pairs = one_of[np.ix_(numbers, numbers)]
        return found

    def _of_people(self, same: Pairs, cosines: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of two counts of people of whom at least one says what became of them.

        "The total of eleven was too high", behind a sentence about the dead, says it not.
        """
        one_fate = self._equal(lambda value: value.measured.fate)
        who = self._equal(lambda value: value.measured.who)
        anyone = self._either(lambda one: not one.who)
        of = [one.things for one in self._measured]
        bare = self._either(lambda one: one.things <= TALLIES)
        otherwise = same & self._either(lambda one: one.older) & (bare | shared(of))
        found = np.where(one_fate, np.where(who | anyone, 1.0 + cosines, 0.0), np.where(otherwise, cosines, 0.0))
        return np.where(cosines >= self.settings.figure_near, found, 0.0)

    def _of_things(self, same: Pairs, cosines: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of two values of other things than people harmed, held or saved."""
        of = [one.of for one in self._measured]
        named = self._of(lambda one: bool(one.of))
        other = named[:, None] & named[None, :] & ~shared(of) & ~same
        joined = (cosines >= self._needs(same)) & ~other & ~self._names_differ()
        return np.where(joined, cosines + same, 0.0)

    def _names_differ(self) -> Pairs:
        """Whether two values are of those of other names.

        Of shares both must have the same: "91 per cent of the votes" are counted, "48.2 per cent of the vote" Brill's.
        """
        named = self._of(lambda one: bool(one.names))
        both, either = named[:, None] & named[None, :], named[:, None] | named[None, :]
        apart: Pairs = np.where(self._shares, either, both) & ~shared([one.names for one in self._measured])
        ages = [(at, one.names) for at, one in enumerate(self._measured) if one.unit == AGE]
        for (one, mine), (two, its) in combinations(ages, 2):  # "Ed Holm, 50" is not "Tom Holm, 20"
            apart[one, two] = apart[two, one] = not (mine <= its or its <= mine) or bool(mine) != bool(its)
        return apart

    @property
    def _shares(self) -> Pairs:
        return self._either(lambda one: one.unit == "%")

    def _needs(self, same: Pairs) -> NDArray[np.float64]:
        """The cosine from which two values are of one figure, by what else they share."""
        settings = self.settings
        things = [one.things for one in self._measured]
        once = self._counted_once()
        common = shared([one.deeds for one in self._measured])
        things_shared = shared([one - ANYONE for one in things])
        things_shared |= self._shares & shared([one.names for one in self._measured])
        alone = shared(once) & (common | shared([one - ANYONE for one in once]))
        need = np.where(common, settings.figure_unlike, _ALL)
        need = np.where(same & self._telling, self._needs_of_number(), need)
        unlike = np.where(common, settings.figure_alike, settings.figure_unlike)
        need = np.where(things_shared, np.where(same, settings.figure_near, unlike), need)
        need = np.where(alone, settings.figure_near, need)
        # "The five men" are another's five prisoners.
        spoken = same & self._either(lambda one: one.known and not one.part)
        need = np.where(spoken, np.minimum(need, settings.figure_alike), need)
        # Minutes are many: some forty of a rescue are not the 35 of a crossing.
        lasting = self._of(lambda one: one.unit in PERIODS)[:, None] & ~self._equal(lambda value: value.measured.low)
        return np.where(lasting, np.where(things_shared, np.maximum(need, settings.figure_sure), _ALL), need)

    @property
    def _telling(self) -> Pairs:
        """Whether the number, or its unit, is one that few things have."""
        return self._of(lambda one: bool(one.unit) or one.low >= self.settings.telling)[:, None]

    def _needs_of_number(self) -> NDArray[np.float64]:
        """The cosine from which two values of one number are of one figure, though they count nothing in common."""
        settings = self.settings
        equal = self._equal(lambda value: value.measured.quantity.low)
        counting = self._of(lambda one: bool(one.things - TALLIES))
        unit = self._of(lambda one: bool(one.unit))[:, None]
        likely = unit | (equal & ~(counting[:, None] & counting[None, :]))
        older = self._either(lambda one: one.older)  # what one report tells as older is another's newest
        other = np.where(likely | (equal & older), settings.figure_same_value, settings.figure_sure)
        return np.where(self._rare_number() | (equal & unit & older), settings.figure_same_digits, other)

    def _rare_number(self) -> Pairs:
        """Whether two values are the same number, and one that few things have."""
        rare = self._of(lambda one: _is_rare(one.quantity.low, self.settings))
        return both(rare) & self._equal(lambda value: value.measured.quantity.low)

    def _counted_once(self) -> list[frozenset[str]]:
        """Of the things of each value those of which its source gives one number only, in its unit.

        Two sources that do so count the same thing.
        """
        numbers: dict[tuple[int, str, str], set[float]] = {}
        for value in self.values:
            if not (value.measured.part or value.measured.older or value.measured.fate):
                for thing in value.measured.things:
                    numbers.setdefault((value.source, thing, value.measured.unit), set()).add(value.measured.low)
        once = {key for key, found in numbers.items() if len(found) == 1}
        return [
            frozenset(thing for thing in one.measured.things if (one.source, thing, one.measured.unit) in once)
            for one in self.values
        ]


def _differ_in_one(one: date, two: date) -> bool:
    return one != two and one.day == two.day and (one.year == two.year or one.month == two.month)


def _is_rare(number: float, settings: GatherSettings) -> bool:
    """Whether two things hardly have a number by chance: it has many digits, or some and is large."""
    told = digits(number)
    return told > settings.short_number or (told == settings.short_number and abs(number) >= settings.large)


def _told_together(values: Sequence[Value], settings: GatherSettings) -> Iterator[tuple[int, int]]:
    """The values that a report tells as older, each with the nearest that it tells as newer; and the two that one
    sentence gives as those of two speakers.
    """
    of_row: dict[int, list[int]] = {}
    for at, value in enumerate(values):
        if not value.measured.part:
            of_row.setdefault(value.row, []).append(at)
    for row, places in of_row.items():
        for at in places:
            value = values[at]
            if value.measured.opposed and at and _follows(value, values[at - 1], settings):
                yield at - 1, at
            if value.measured.older and (newer := _newer(value, places, _around(row, of_row, settings), values)):
                yield min(newer, key=lambda other: abs(values[other].measured.word - value.measured.word)), at


def _follows(value: Value, last: Value, settings: GatherSettings) -> bool:
    """Whether a value stands in the sentence of the last one, or right behind it."""
    return value.source == last.source and value.row - last.row <= settings.told_before


def _newer(old: Value, beside: Sequence[int], around: Sequence[int], values: Sequence[Value]) -> list[int]:
    """The values that may have taken the place of one: those of its sentence, else of the sentences around it."""
    newer = [at for at in beside if _replaces(values[at].measured, old.measured)]
    return newer or [at for at in around if _is_replaced(old, values[at])]


def _around(row: int, of_row: Mapping[int, list[int]], settings: GatherSettings) -> list[int]:
    """The values of the nearest sentences before one, then behind it."""
    reach = range(1, settings.told_before + 1)
    return [at for near in (*(row - by for by in reach), *(row + by for by in reach)) for at in of_row.get(near, ())]


def _is_replaced(old: Value, new: Value) -> bool:
    """Whether a value of a sentence beside its own has taken the place of one: "It is 5.8. The 6.1 is withdrawn"."""
    mine, its = old.measured, new.measured
    same = bool((mine.things & its.things) - ANYONE) or (bool(mine.fate) and mine.fate == its.fate)
    if new.row > old.row:
        same = bool(its.things & TALLIES)  # "In an earlier report we put it at 92. The right sum is $67 million"
    same |= (
        mine.unit == DATE and its.moved and new.row < old.row
    )  # "put back to 4 May. It had been planned for 6 April"
    return new.source == old.source and same and _replaces(its, mine)


def _replaces(new: Measured, old: Measured) -> bool:
    """Whether one value of a report may have taken the place of another: its clause tells of what the other counts.

    "Fourteen names were given out when twelve men were below" tells of two things.
    """
    if new.older or (old.unit and new.unit != old.unit) or new.quantity.low == old.quantity.low:
        return False
    bare = old.things <= TALLIES
    return bare or (bool(old.fate) and old.fate == new.fate) or bool((old.things & (new.things | new.deeds)) - ANYONE)
