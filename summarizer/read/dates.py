"""Finds calendar dates as news pages write them, with the time of day, and turns them into ISO 8601.

Only a date that can be read in one way is returned: ``03/04/2024`` is the third of April to some and the
fourth of March to others, so it stays unread unless the caller knows the order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

from summarizer.read.clock import WEEKDAYS, time_beside, time_of

Order = Literal["day", "month"]
"""What stands first in a date of figures: the day (03/04 is in April) or the month (it is in March)."""

# English, German, French, Spanish, Italian, Portuguese and Dutch; no name means two months.
_MONTHS = (
    "jan january januar jänner janvier janv enero ene janeiro gennaio gen januari",
    "feb february februar feber février fevrier févr fevr febrero fevereiro fev febbraio februari",
    "mar march märz maerz mär mrz mars marzo março marco maart mrt",
    "apr april avril avr abril abr aprile",
    "may mai mayo maio maggio mag mei",
    "jun june juni juin junio junho giugno giu",
    "jul july juli juillet juil julio julho luglio lug",
    "aug august août aout agosto ago augustus",
    "sep sept september septembre septiembre setembro set settembre",
    "oct october oktober okt octobre octubre outubro out ottobre ott",
    "nov november novembre noviembre novembro",
    "dec december dezember dez décembre decembre déc diciembre dic dezembro dicembre",
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[ºª°])?"
_YEAR = r"(?P<year>(?:18|19|20)\d{2})"
_GAP = r"[\s\u00a0-]{1,4}"
_FIGURES = r"(?<![\d./-])(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep){year}(?![\d/-]|\.\d)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d./-]){_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?![\d/-]|\.\d)",
        rf"(?<!\d){_DAY}\.?(?:\s{{1,3}}(?:of|de))?(?:{_GAP})?{_MONTH},?(?:\s{{1,3}}(?:de|del))?{_GAP}{_YEAR}(?!\d)",
        rf"\b{_MONTH}\s{{0,4}}{_DAY}(?:,\s{{0,4}}|\s{{1,4}}){_YEAR}(?!\d)",
        _FIGURES.format(year=_YEAR),
    )
)
_SHORT_FIGURES = re.compile(_FIGURES.format(year=r"(?P<year>(?:18|19|20)?\d\d)"))
_TIME_WORDS = re.compile(
    rf"(?i)\b(?:{WEEKDAYS}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|yesterday|morning|evening|night|noon"
    r"|on|at|the|of|in|de|del|um|alle|ore|kl|las|às|am|pm|a\.m|p\.m|le|el|à|gmt|utc|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|akst|hst|et|pt|ist|cet|cest|eet|eest|wet|jst|msk|aest|aedt|z|h|hrs?|uhr"
    r"|t?\d{1,2}(?:[:.h]\d\d){1,2}(?:\.\d+)?(?:z|[ap]m|[+-]\d\d:?\d\d)?|\d{1,2}(?:st|nd|rd|th|[ap]m)?|(?:18|19|20)\d\d)"
    r"(?![\w-])"
)
_COMPACT = re.compile(
    r"\s*(?P<year>(?:18|19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?:(?P<second>\d\d)|\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?\s*"
)
_SECONDS = (315_532_800, 4_102_444_800)  # The years 1980 to 2099.


class When(NamedTuple):
    """A day as ISO 8601, and the time of day on it where that is known: ``07:15``, ``07:15Z``, ``07:15+02:00``."""

    day: str
    time: str | None = None


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date in a text: ``[start, end)`` is where it stands, ``iso`` is None when it is ambiguous.

    ``time`` is the time of day that stands beside it, outside of that range.
    """

    iso: str | None
    start: int
    end: int
    time: str | None = None

    @property
    def when(self) -> When | None:
        """The day with its time; None when it is ambiguous."""
        return When(self.iso, self.time) if self.iso else None


def find_date(text: str, order: Order | None = None) -> DateMatch | None:
    """Returns the first date with day, month and year in a text, or None."""
    matches = (_read(match, order) for pattern in _PATTERNS for match in pattern.finditer(text))
    first = min((m for m in matches if m is not None), key=lambda m: (m.start, -m.end), default=None)
    if first is None or first.iso is None:
        return first
    return replace(first, time=time_beside(text, first.start, first.end, date.fromisoformat(first.iso)))


def stated_when(value: object, order: Order | None = None) -> When | None:
    """Returns a stated date with its time of day, in the time zone that it is stated in.

    Args:
        value: ``Thu, 05 Dec 2024 10:00:00 GMT``, ``20241205``, a date object, seconds or milliseconds since 1970.
        order: how a date of figures is to be read, where that is known.
    """
    if isinstance(value, datetime):
        return When(value.date().isoformat(), time_of(value))
    if isinstance(value, date):
        return When(value.isoformat())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_seconds(value)
    if not isinstance(value, str):
        return None
    if (compact := _COMPACT.fullmatch(value)) and (found := find_date(_spread(compact))):
        return found.when
    if re.fullmatch(r"\s*\d{9,13}(?:\.\d{1,9})?\s*", value, re.ASCII):
        return _from_seconds(float(value))
    found = find_date(value[:1000], order)
    return found.when if found else None


def joined(*stated: When | None) -> When | None:
    """Returns the first date that is known; where it has no time, with the time that another one of its day has."""
    known = [when for when in stated if when]
    first = next(iter(known), None)
    return first and next((when for when in known if when.day == first.day and when.time), first)


def as_changed(published: When | None, changed: When | None) -> When | None:
    """Returns when a text that was changed after its publication is of, as far as the day of publication tells that.

    What a text says may be as late as its last change: a page of 07:15 that was changed at 19:40 has the figures of
    19:40. The day stays that of publication, so where it was changed on a later one the time is not known: that of
    publication would make the text look older than others of that day, which may be staler.
    """
    if published is None or changed is None:
        return published
    changed = _beside(changed, published)
    if changed.day > published.day:
        return When(published.day)
    later = changed.time and (published.time is None or changed.time[:5] > published.time[:5])
    return changed if later and changed.day == published.day else published


def only_time(text: str) -> bool:
    """Whether a text is a date, a day or an hour and nothing else (``Mon 13 Apr 2026 11.02 BST``)."""
    return bool(re.search(r"\w", text)) and not re.search(r"\w", without_time(text))


def without_time(text: str) -> str:
    """Takes dates, days and hours out of a text, with the small words that join them."""
    return _TIME_WORDS.sub(" ", without_dates(text))


def without_dates(text: str) -> str:
    """Takes the dates out of a text."""
    kept: list[str] = []
    while match := find_date(text):
        kept.append(text[: match.start])
        text = text[match.end :]
    return " ".join((*kept, text))


def settle_figures(text: str, order: Order | None) -> str:
    """Writes dates of figures that can be read in two ways as ISO 8601, or takes them out where no order is known."""

    def settled(match: re.Match[str]) -> str:
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        first, second = int(match["first"]), int(match["second"])
        if first > 12 or second > 12 or first == second:
            return match.group()
        month, day = (first, second) if order == "month" else (second, first)
        return (_calendar(int(year), month, day) or "") if order else ""

    return _SHORT_FIGURES.sub(settled, text)


def figures_order(text: str) -> set[Order]:
    """Returns the orders that dates of figures in a text show (``25/12/2024``: the day stands first)."""
    orders: set[Order] = set()
    for match in _PATTERNS[3].finditer(text):
        first, second = int(match["first"]), int(match["second"])
        if first > 12 >= second:
            orders.add("day")
        elif second > 12 >= first and second <= 31:
            orders.add("month")
    return orders


def _read(match: re.Match[str], order: Order | None) -> DateMatch | None:
    """Returns None for what only looks like a date, such as 31 February."""
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        by_order = {"day": _calendar(year, second, first), "month": _calendar(year, first, second)}
        readings = set(by_order.values()) - {None}
        if not readings:
            return None
        sure = readings.pop() if len(readings) == 1 else by_order[order] if order else None
        return DateMatch(sure, match.start(), match.end())
    month = parts["month"].lower()
    number = int(month) if month.isdigit() else _NUMBERS[month]
    iso = _calendar(year, number, int(parts["day"]))
    return DateMatch(iso, match.start(), match.end()) if iso else None


def _from_seconds(value: float) -> When | None:
    seconds = value / 1000 if value >= _SECONDS[1] else value
    if not _SECONDS[0] <= seconds < _SECONDS[1]:
        return None
    return stated_when(datetime.fromtimestamp(seconds, UTC))


def _spread(compact: re.Match[str]) -> str:
    """Writes ``20241205T101500Z`` with the signs that it goes without."""
    day = f"{compact['year']}-{compact['month']}-{compact['day']}"
    if not compact["hour"]:
        return day
    return f"{day}T{compact['hour']}:{compact['minute']}:{compact['second'] or '00'}{compact['zone'] or ''}"


def _beside(when: When, other: When) -> When:
    """The same moment in the time zone of another, where both are known."""
    one, two = (_moment(each) for each in (when, other))
    if one is None or two is None:
        return when
    try:
        return stated_when(one.astimezone(two.tzinfo)) or when
    except OverflowError:
        return when


def _moment(when: When) -> datetime | None:
    moment = datetime.fromisoformat(f"{when.day}T{when.time}") if when.time else None
    return moment if moment and moment.tzinfo else None


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
