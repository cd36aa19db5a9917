"""What of a claim was true once: a value that a later one took the place of, and passages that are merely older.

Only figures of which the order of the values is known count. Whether a number of the claim is that of a figure is shown
by the passages that carry or report it: one of them must be where the figure has that value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.checked import Superseded
from summarizer.records import Citation, Contradiction, Figure, FigureValue, Reported
from summarizer.text.dates import dates
from summarizer.text.numbers import quantities
from summarizer.text.values import is_day, value_at

_UNTIL = re.compile(
    r"\b(?:as of|as at|by|until|till|through)"
    r"(?:\s(?:the|early|late|mid|midday|noon|midnight|morning|afternoon|evening|night|of|on|about|around))*\s*$",
    re.IGNORECASE,
)
"""What stands before a time up to which a value is told."""

_BEFORE_THAT = re.compile(
    r"\b(?:initially|originally|previously|at first"
    r"|(?:up|down|rose|risen|rising|fell|fallen|climbed|grew|dropped) from)\b",
    re.IGNORECASE,
)
"""Words that tell a value as one of the past."""

_LEAST, _MOST = (">", ">="), ("<", "<=")


def superseded(claim: str, told: Sequence[Citation | Reported], figures: Sequence[Figure]) -> tuple[Superseded, ...]:
    """The passages that have the newest value of a figure of which a claim tells an older one.

    A claim that tells the newest value too, or the older one as of its time ("14 by Wednesday"), is up to date.

    Args:
        claim: a sentence.
        told: the passages that carry or report it.
        figures: those of the reports.
    """
    found: dict[tuple[int, int, int, str], Superseded] = {}
    for figure in figures:
        newest = _newest(figure)
        own = _told_of(claim, told, figure)
        if newest is None or own is None or _has(claim, newest) or _as_of_its_time(claim, own):
            continue
        until = _until(figure, own)
        holds = _still_holds(claim, own, newest)
        for value in _with_number_of(newest, figure):
            one = Superseded(
                value.source, value.start, value.end, value.quote, value.value, value.as_of, own.value, until, holds
            )
            found.setdefault((value.source, value.start, value.end, value.value), one)
    return tuple(found.values())


def without_older(claim: str, against: Sequence[Contradiction], figures: Sequence[Figure]) -> tuple[Contradiction, ...]:
    """The passages that contradict a claim, without those that only have another value of a figure at another time."""
    return tuple(one for one in against if not any(_of_another_time(claim, one, figure) for figure in figures))


def _of_another_time(claim: str, against: Contradiction, figure: Figure) -> bool:
    """Whether all that a passage has otherwise is the value of a figure, which it tells of another time."""
    if _newest(figure) is None or not any(_has(claim, value) for value in figure.values):
        return False
    for value in figure.values:
        there = value.source == against.source and against.start <= value.at.start < against.end
        if there and not _has(claim, value) and value_at(against.differs, value) is not None:
            return any(_has(claim, own) and value_at(against.differs, own) is not None for own in figure.values)
    return False


def _newest(figure: Figure) -> FigureValue | None:
    """The value that holds now, of a figure that time moved."""
    return figure.values[figure.newest] if figure.relation == "update" and figure.newest is not None else None


def _has(claim: str, value: FigureValue) -> bool:
    return value_at(claim, value) is not None


def _told_of(claim: str, told: Sequence[Citation | Reported], figure: Figure) -> FigureValue | None:
    """The value of a figure that a claim tells, from a passage behind it, if it is certainly older than the newest."""
    newest = _newest(figure)
    for value in figure.values[: figure.newest]:
        behind = any(one.source == value.source and one.start <= value.at.start < one.end for one in told)
        if newest and behind and _is_older(value, newest) and _has(claim, value):
            return value
    return None


def _is_older(value: FigureValue, newest: FigureValue) -> bool:
    """Whether a value that stands before the newest one is older: they have times, or one source tells both."""
    other = (value.number, value.unit) != (newest.number, newest.unit)
    timed = bool(value.as_of and newest.as_of) and value.as_of != newest.as_of
    return other and (timed or value.source == newest.source)


def _with_number_of(newest: FigureValue, figure: Figure) -> Iterator[FigureValue]:
    """The newest value, then those of other sources that tell the same; one a source."""
    same = [
        one for one in figure.values if (one.number, one.unit, one.bound) == (newest.number, newest.unit, newest.bound)
    ]
    yield newest
    seen = {newest.source}
    for one in same:
        if one.source not in seen:
            seen.add(one.source)
            yield one


def _until(figure: Figure, own: FigureValue) -> str:
    """When the value that took the place of one is told, as far as that is known."""
    at = max(at for at, value in enumerate(figure.values[: figure.newest]) if value.number == own.number)
    later = figure.values[at + 1 : (figure.newest or 0) + 1]
    return next((value.as_of for value in later if value.as_of and value.number != own.number), "")


def _still_holds(claim: str, own: FigureValue, newest: FigureValue) -> bool:
    """Whether a claim that only bounds a value is true of the newest one: "at least 14" of 17."""
    place = value_at(claim, own)
    if place is None or isinstance(newest.number, str):
        return False
    bound = next((count.bound for count in quantities(claim) if count.start == place.start), "")
    number = newest.number
    least, most = bound in _LEAST, bound in _MOST
    return isinstance(own.number, float | int) and ((least and number > own.number) or (most and number < own.number))


def _as_of_its_time(claim: str, own: FigureValue) -> bool:
    """Whether a claim tells a value as one of the past, or of the time at which it held."""
    if _BEFORE_THAT.search(claim):
        return True
    for day in dates(claim):
        if _UNTIL.search(claim[: day.start]) and (not own.as_of or is_day(day, own.as_of)):
            return True
    clocks = [count for count in quantities(claim) if count.unit == "time"]
    return any(_UNTIL.search(claim[: clock.start]) for clock in clocks)
