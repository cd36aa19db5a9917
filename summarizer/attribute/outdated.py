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

_LEAST, _MOST, _ABOUT = (">", ">="), ("<", "<="), ("~", "~<")


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
        if newest is None or own is None or _has(claim, newest) or _as_of_its_time(claim, own, figure):
            continue
        until = _until(figure, own)
        holds = _still_holds(claim, own, newest)
        for value in _with_number_of(newest, figure):
            one = Superseded(
                value.source, value.start, value.end, value.quote, value.value, value.as_of, own.value, until, holds
            )
            found.setdefault((value.source, value.start, value.end, value.value), one)
    return tuple(found.values())


def without_other_times(
    claim: str, cited: Sequence[Citation], against: Sequence[Contradiction], figures: Sequence[Figure]
) -> tuple[Contradiction, ...]:
    """The passages that contradict a claim, without those that only have another value of a figure at another time.

    What is merely older speaks against nothing. What is newer does, unless the claim is carried: then it was true once,
    and `superseded` says so; or unless it tells the value as of its time.

    Args:
        claim: a sentence.
        cited: the passages that carry it.
        against: the passages that tell it otherwise.
        figures: those of the reports.
    """
    return tuple(one for one in against if not any(_is_another_time(claim, cited, one, each) for each in figures))


def _is_another_time(claim: str, cited: Sequence[Citation], against: Contradiction, figure: Figure) -> bool:
    """Whether all that a passage has otherwise is the value of a figure, at another time than the claim's."""
    if _newest(figure) is None:
        return False
    told = [value for value in figure.values if value_at(against.differs, value) is not None]
    # The last of those with one number: a value may be told again later.
    mine = next((value for value in reversed(told) if _has(claim, value)), None)
    its = next((value for value in reversed(told) if not _has(claim, value) and _has(against.quote, value)), None)
    if mine is None or its is None:
        return False
    older, newer = sorted((mine, its), key=lambda value: value.level)
    return _is_older(older, newer) and (older is its or bool(cited) or _as_of_its_time(claim, mine, figure))


def _newest(figure: Figure) -> FigureValue | None:
    """The value that holds now, of a figure that time moved."""
    return figure.newest_value if figure.relation == "update" else None


def _has(claim: str, value: FigureValue) -> bool:
    return value_at(claim, value) is not None


def _told_of(claim: str, told: Sequence[Citation | Reported], figure: Figure) -> FigureValue | None:
    """The value of a figure that a claim tells, from a passage behind it, if it is certainly older than the newest."""
    newest = _newest(figure)
    for value in figure.values:
        behind = any(one.source == value.source and one.start <= value.at.start < one.end for one in told)
        if newest and behind and _is_older(value, newest) and _has(claim, value):
            return value
    return None


def _is_older(value: FigureValue, newest: FigureValue) -> bool:
    """Whether a value of an earlier number is certainly older: both have a time, or one source tells both."""
    timed = bool(value.as_of and newest.as_of)
    return value.level < newest.level and (timed or value.source == newest.source)


def _with_number_of(newest: FigureValue, figure: Figure) -> Iterator[FigureValue]:
    """The newest value, then those of other sources that tell the same; one a source."""
    yield newest
    seen = {newest.source}
    for one in figure.current:
        if one.source not in seen:
            seen.add(one.source)
            yield one


def _until(figure: Figure, own: FigureValue) -> str:
    """When the value that took the place of one is told, as far as that is known."""
    return next((value.as_of for value in figure.values if value.level > own.level and value.as_of), "")


def _still_holds(claim: str, own: FigureValue, newest: FigureValue) -> bool:
    """Whether a claim that only bounds or rounds a value is true of the newest one: "at least 14" of 17."""
    place = value_at(claim, own)
    if place is None or isinstance(newest.number, str) or isinstance(own.number, str):
        return False
    bound = next((count.bound for count in quantities(claim) if count.start == place.start), "")
    if bound in _ABOUT:
        return _rounds_to(newest.number, own.number)
    return (bound in _LEAST and newest.number > own.number) or (bound in _MOST and newest.number < own.number)


def _rounds_to(exact: float, rough: float) -> bool:
    """Whether a number, rounded to the places that another one fills, is that: 1,197 and 1,200."""
    digits = f"{rough:.0f}"
    return abs(exact - rough) <= 10.0 ** (len(digits) - len(digits.rstrip("0"))) / 2


def _as_of_its_time(claim: str, own: FigureValue, figure: Figure) -> bool:
    """Whether a claim tells a value as one of the past, or of a day on which somebody had it."""
    if _BEFORE_THAT.search(claim):
        return True
    known = [one.as_of for one in figure.values if one.level == own.level and one.as_of]
    for day in dates(claim):
        if _UNTIL.search(claim[: day.start]) and (not known or any(is_day(day, as_of) for as_of in known)):
            return True
    clocks = [count for count in quantities(claim) if count.unit == "time"]
    return any(_UNTIL.search(claim[: clock.start]) for clock in clocks)
