"""How the values of one figure relate: the same, a bound, moved by time, of different things, or in conflict.

Nothing is computed but for comparing, and no model is asked. An order is claimed only where the sources show it: a
sentence tells one value as older than the other, or the one was first told, for sure, before the other. A value that
a later report repeats is no newer for it. In doubt the order is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from itertools import combinations, pairwise

from summarizer.gather.moments import Moment
from summarizer.gather.scoping import scopes
from summarizer.gather.values import Value
from summarizer.records import FigureRelation
from summarizer.stage_settings import GatherSettings
from summarizer.text.ages import AGE
from summarizer.text.lexicon import ANYONE, DISPUTING
from summarizer.text.measured import DATE, Measured

_GROWING = frozenset(("dead", "injured", "arrested", "rescued"))
_AREA = "hectare"
_UNKNOWN = float("inf")
_LESS, _MORE = frozenset(("<", "<=", "~<")), frozenset((">", ">="))


@dataclass(frozen=True, slots=True)
class Related:
    """How values relate, in the order in which they shall be shown; those of one number stand together.

    ``newest`` is an index into ``values``, or None.
    """

    relation: FigureRelation
    levels: tuple[tuple[Value, ...], ...]
    newest: int | None

    @property
    def values(self) -> tuple[Value, ...]:
        """All values in their order."""
        return tuple(value for level in self.levels for value in level)


@dataclass(frozen=True)
class Level:
    """The values of a figure that are one number, told or rounded in several ways."""

    values: tuple[Value, ...]

    @cached_property
    def exact(self) -> Value:
        """That which tells most: without a bound, to the most digits."""
        return max(self.values, key=lambda one: (not one.measured.quantity.bound, digits(one.measured.quantity.low)))

    @cached_property
    def past(self) -> bool:
        """Whether it is only told as what held before."""
        return all(one.measured.older for one in self.values)

    @cached_property
    def newer_rows(self) -> frozenset[int]:
        """The sentences that tell it as what holds."""
        return frozenset(one.row for one in self.values if not one.measured.older)

    @cached_property
    def older_rows(self) -> frozenset[int]:
        """The sentences that tell it as what held before."""
        return frozenset(one.row for one in self.values if one.measured.older)

    @cached_property
    def first(self) -> Moment | None:
        """The moment for which it is first given, as far as it is known."""
        known = [one.when for one in self.values if one.when and not one.measured.older]
        return min(known, key=lambda moment: moment.last, default=None)


def related(values: Sequence[Value], settings: GatherSettings) -> Related:
    """How the values of one figure relate.

    Args:
        values: all of them, of one figure.
        settings: how far a rounded number lies from the exact one.
    """
    found = levels(values, settings)
    if len(found) == 1:
        return _one_level(found[0])
    if values[0].measured.unit == AGE:
        return Related("conflict", _in_order(found), None)
    if len(scopes([level.values for level in found])) > 1:
        return Related("scope", _in_order(found), None)
    order = _order(found)
    happened = values[0].measured.unit == DATE and any(value.measured.known for value in values)
    if happened:
        return Related("conflict", _in_order(found), None)
    if order is None or not _may_move([found[at] for at in order], settings):
        relation: FigureRelation = "conflict" if _conflicting(found, settings) else "unknown"
        return Related(relation, _in_order(found), None)
    ranked = [found[at] for at in order]
    shown = _in_order(ranked)
    before = sum(len(level) for level in shown[:-1])
    return Related("update", shown, before + shown[-1].index(ranked[-1].exact))


def _one_level(level: Level) -> Related:
    shown = _by_time(level.values)
    if not all(_told_alike(one.measured, two.measured) for one, two in combinations(shown, 2)):
        return Related("bound", (shown,), shown.index(level.exact))
    return Related("same", (shown,), len(shown) - 1)


def _by_time(values: Sequence[Value]) -> tuple[Value, ...]:
    """The values by the moment for which they are given, unknown ones first; those told alike stand together."""
    first: dict[tuple[str, float, float], tuple[float, int]] = {}
    for value in values:
        at = (value.when.last.timestamp() if value.when else _UNKNOWN, value.row)
        first[_told_as(value)] = min(at, first.get(_told_as(value), at))
    return tuple(
        sorted(
            values,
            key=lambda one: (
                first[_told_as(one)][0] != _UNKNOWN, first[_told_as(one)],
                one.when is not None, one.when and one.when.last.timestamp(), one.row,
            ),
        )
    )  # fmt: skip


def _told_as(value: Value) -> tuple[str, float, float]:
    """How a value is told: its bound and its ends."""
    return value.measured.quantity.bound, value.measured.low, value.measured.high


def _in_order(levels: Sequence[Level]) -> tuple[tuple[Value, ...], ...]:
    return tuple(_by_time(level.values) for level in levels)


def levels(values: Sequence[Value], settings: GatherSettings) -> list[Level]:
    """The values put together that can be one number: the most exact ones first, each rounded one to the nearest."""
    exact = sorted(values, key=lambda one: (bool(one.measured.quantity.bound), -digits(one.measured.quantity.low)))
    levels: list[list[Value]] = []
    for value in exact:
        fitting = [level for level in levels if alike(level[0].measured, value.measured, settings)]
        if fitting:
            min(fitting, key=lambda level: abs(level[0].measured.low - value.measured.low)).append(value)
        else:
            levels.append([value])
    return [Level(tuple(level)) for level in levels]


def alike(one: Measured, two: Measured, settings: GatherSettings) -> bool:
    """Whether two values can be one number: equal, in another unit, or one a bound or a rounding of the other."""
    if one.unit == DATE:
        return one.low == two.low
    if one.low <= two.high and two.low <= one.high:
        return True
    apart = abs(one.low - two.low)
    converted = factor(one) != factor(two)
    exact, other = (one, two) if not one.quantity.bound else (two, one)
    bound = other.quantity.bound
    if exact.quantity.bound or not bound:
        if converted:
            return apart <= _room(settings.rounded, one, two)
        near = apart <= settings.rounded * max(one.low, two.low)
        return near and _is_rounding(one.quantity.low, two.quantity.low)
    if bound in _MORE | _LESS:
        share = settings.rounded if one.fate or two.fate else settings.bounded
        holds = exact.low >= other.low if bound in _MORE else exact.low <= other.low
        return holds and apart <= share * max(one.low, two.low)
    return apart <= _room(settings.rounded, other)


def _room(share: float, *rounded: Measured) -> float:
    """How far the exact number may lie from rounded ones: half their last place, and no more than a share of them."""
    half = max(last_place(one.quantity.low) * factor(one) / 2 for one in rounded)
    return min(half, share * max(one.low for one in rounded))


def factor(one: Measured) -> float:
    """How many of the unit in which it is compared make one of the unit in which a value is told."""
    return one.low / one.quantity.low if one.quantity.low else 1.0


def _told_alike(one: Measured, two: Measured) -> bool:
    """Whether two values are one number, or one is the other in another unit, to the digits that it gives."""
    bounds, equal = {one.quantity.bound, two.quantity.bound}, (one.low, one.high) == (two.low, two.high)
    if len(bounds) > 1:
        return equal and bounds <= {"", "~"}  # "some 310,000" beside 310,000
    if equal:
        return True
    if one.quantity.bound or one.low != one.high or two.low != two.high or factor(one) == factor(two):
        return False
    return any(
        abs(mine.low - its.low) <= last_place(its.quantity.low) * factor(its) / 2
        for mine, its in ((one, two), (two, one))
    )


def last_place(number: float) -> float:
    """The worth of one in the last digit of a number that is no zero: 100,000 for 1,200,000."""
    place = 10.0 ** (len(f"{abs(number):.0f}") - digits(number))
    return place if number == int(number) else 10.0 ** -len(f"{number:.10g}".partition(".")[2])


def _is_rounding(first: float, second: float) -> bool:
    """Whether one of two exact numbers is the other with fewer digits: 3 and 3.1 million, not 9 and 10."""
    rounded, exact = sorted((first, second), key=digits)
    kept = digits(rounded)
    if not kept or kept == digits(exact) or max(abs(first), abs(second)) < 100:
        return False
    scale = 10.0 ** (len(f"{abs(exact):.0f}") - kept)
    return round(exact / scale) * scale == rounded


@lru_cache(maxsize=4096)
def digits(number: float) -> int:
    """The digits of a number that carry its value: 3 for 1,230,000."""
    return len(f"{number:.10g}".replace(".", "").replace("-", "").strip("0").partition("e")[0])


def _order(levels: Sequence[Level]) -> list[int] | None:
    """The levels from the oldest to the newest; None where the sources do not show it."""
    after = {
        (one, two) for one in range(len(levels)) for two in range(len(levels)) if _precedes(levels[one], levels[two])
    }
    if any((two, one) in after for one, two in after):
        return None
    order = sorted(range(len(levels)), key=lambda at: sum((other, at) in after for other in range(len(levels))))
    known = all((one, order[-1]) in after for one in order[:-1])
    return order if known and not any(_returns_after(levels[one], levels[order[-1]]) for one in order[:-1]) else None


def _returns_after(old: Level, new: Level) -> bool:
    """Whether a number is told to hold anew when another had taken its place: "it is back to 900 tonnes"."""
    since = max((one.when for one in new.values if one.when), key=lambda moment: moment.last, default=None)
    again = [one.when for one in old.values if one.measured.moved and not one.measured.older and one.when]
    return since is not None and any(since.before(when) for when in again)


def _precedes(one: Level, two: Level) -> bool:
    """Whether the sources show that one number held before the other."""
    if one.older_rows & two.newer_rows:
        return True
    if two.older_rows & one.newer_rows:
        return False
    if not two.past and one.past:
        return True
    first, second = one.first, two.first
    return first is not None and second is not None and first.before(second)


def _may_move(levels: Sequence[Level], settings: GatherSettings) -> bool:
    """Whether time may have moved the figure: a source tells it so, or it counts what goes on, or days lie between.

    Args:
        levels: its numbers in the order in which they were told.
        settings: how long two numbers are of one time.
    """
    values = [value for level in levels for value in level.values]
    newer = {row for level in levels for row in level.newer_rows}
    if any(level.older_rows & newer for level in levels):
        return True
    if any(value.context & DISPUTING for value in values):
        return False
    return _is_told_to_move(levels, values) or _goes_on(levels, values, settings)


def _is_told_to_move(levels: Sequence[Level], values: Sequence[Value]) -> bool:
    """Whether a source tells one number as older, or one as what has become; of what is no count, the newest one."""
    told = values if all(map(is_count, values)) else levels[-1].values
    newest = {value.source for value in levels[-1].values if not value.measured.older}
    older = [(level, value) for level in levels for value in level.values if value.measured.older]
    replaced = any(level.past or value.source in newest for level, value in older)
    return replaced or any(value.measured.moved for value in told)


def is_count(value: Value) -> bool:
    """Whether a number counts what stands behind it, or how far a fire or flood reaches: that grows every day, but a
    price or a magnitude, where nothing tells that it moved, is another one.
    """
    one = value.measured
    return bool(one.fate) or one.unit == _AREA or (not one.unit and one.noun > one.word and one.low == int(one.low))


def _goes_on(levels: Sequence[Level], values: Sequence[Value], settings: GatherSettings) -> bool:
    """Whether what is counted changes from day to day; the dead do not become fewer unless a source says so, nor more
    where a party has its own count at that time.
    """
    fates = {value.measured.fate for value in values}
    if fates & _GROWING:
        rising = all(one.exact.measured.low <= two.exact.measured.low for one, two in pairwise(levels))
        return rising and not any(_of_two_parties(one.exact, two.exact, settings) for one, two in pairwise(levels))
    if fates != {""} or values[0].measured.unit == "score":
        return True
    of = [frozenset[str]().union(*(value.measured.things for value in level.values)) for level in levels]
    things = frozenset.intersection(*of) - ANYONE
    if values[0].measured.unit == DATE:
        return len(things) > 1 and all(_days_apart(one, two) for one, two in combinations(levels, 2))
    return (
        bool(things)
        and all(map(is_count, values))
        and all(_days_apart(one, two) for one, two in combinations(levels, 2))
    )


def _days_apart(one: Level, two: Level) -> bool:
    first, second = one.first, two.first
    return first is not None and second is not None and first.day != second.day


def _conflicting(levels: Sequence[Level], settings: GatherSettings) -> bool:
    """Whether several give the numbers for one time; by the evening much may have moved."""
    return any(
        mine.source != its.source or mine.speakers != its.speakers or mine.measured.opposed or its.measured.opposed
        for one, two in combinations(levels, 2)
        for mine in one.values
        for its in two.values
        if _one_time(mine, its, settings)
    )


def _of_two_parties(one: Value, two: Value, settings: GatherSettings) -> bool:
    """Whether one of two sources counts its own, "our soldiers", and the other gives another number for that time."""
    return one.source != two.source and one.own != two.own and _one_time(one, two, settings)


def _one_time(one: Value, two: Value, settings: GatherSettings) -> bool:
    """Whether two values are for certain given for one time: a morning paper's is not that of the evening."""
    if one.when is None or two.when is None or not one_day(one, two):
        return False
    mine, its = (one.when.first, one.when.last), (two.when.first, two.when.last)
    within = max(mine[1], its[1]) - min(mine[0], its[0])
    return mine == its or within <= timedelta(hours=settings.one_time)


def one_day(one: Value, two: Value) -> bool:
    """Whether two values are given for one day."""
    return one.when is not None and two.when is not None and one.when.day == two.when.day
