"""Finds calendar dates as news pages write them and turns them into ISO 8601.

Only a date that can be read in one way is returned: ``03/04/2024`` is the third of April to some and the
fourth of March to others, so it stays unread unless the caller knows the order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

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
_WEEKDAYS = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    "|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|segunda-feira|terça-feira|quarta-feira|quinta-feira"
    "|sexta-feira|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
)
_TIME_WORDS = re.compile(
    rf"(?i)\b(?:{_WEEKDAYS}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|yesterday|morning|evening|night|noon"
    r"|on|at|the|of|in|de|del|um|alle|ore|kl|las|às|am|pm|a\.m|p\.m|le|el|à|gmt|utc|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|akst|hst|et|pt|ist|cet|cest|eet|eest|wet|jst|msk|aest|aedt|z|h|hrs?|uhr"
    r"|t?\d{1,2}(?:[:.h]\d\d){1,2}(?:\.\d+)?(?:z|[ap]m|[+-]\d\d:?\d\d)?|\d{1,2}(?:st|nd|rd|th|[ap]m)?|(?:18|19|20)\d\d)"
    r"(?![\w-])"
)
_SECONDS = (315_532_800, 4_102_444_800)  # The years 1980 to 2099.


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date in a text: ``[start, end)`` is where it stands, ``iso`` is None when it is ambiguous."""

    iso: str | None
    start: int
    end: int


def find_date(text: str, order: Order | None = None) -> DateMatch | None:
    """Returns the first date with day, month and year in a text, or None."""
    matches = (_read(match, order) for pattern in _PATTERNS for match in pattern.finditer(text))
    return min((m for m in matches if m is not None), key=lambda m: (m.start, -m.end), default=None)


def iso_date(value: object, order: Order | None = None) -> str | None:
    """Returns a stated date as ISO 8601, in the time zone that it is stated in.

    Args:
        value: ``Thu, 05 Dec 2024 10:00:00 GMT``, ``20241205``, a date object, seconds or milliseconds since 1970.
        order: how a date of figures is to be read, where that is known.
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_seconds(value)
    if not isinstance(value, str):
        return None
    compact = re.fullmatch(r"\s*((?:18|19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*", value)
    if compact and (iso := _calendar(*(int(part) for part in compact.groups()))):
        return iso
    if re.fullmatch(r"\s*\d{9,13}(?:\.\d{1,9})?\s*", value, re.ASCII):
        return _from_seconds(float(value))
    found = find_date(value[:1000], order)
    return found.iso if found else None


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


def _from_seconds(value: float) -> str | None:
    seconds = value / 1000 if value >= _SECONDS[1] else value
    if not _SECONDS[0] <= seconds < _SECONDS[1]:
        return None
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
