"""Finds calendar dates as news pages write them and turns them into ISO 8601.

Only a date that can be read in one way is returned: ``03/04/2024`` is the third of April to some and the
fourth of March to others, so it stays unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:18|19|20)\d{2})"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d./-]){_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?![\d/-]|\.\d)",
        rf"(?<!\d){_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}(?!\d)",
        rf"\b{_MONTH}\s*{_DAY}(?:,\s*|\s+){_YEAR}(?!\d)",
        rf"(?<![\d./-])(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep){_YEAR}(?![\d/-]|\.\d)",
    )
)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date in a text: ``[start, end)`` is where it stands, ``iso`` is None when it is ambiguous."""

    iso: str | None
    start: int
    end: int


def find_date(text: str) -> DateMatch | None:
    """Returns the first date with day, month and year in a text, or None."""
    matches = (_read(match) for pattern in _PATTERNS for match in pattern.finditer(text))
    return min((m for m in matches if m is not None), key=lambda m: (m.start, -m.end), default=None)


def iso_date(value: object) -> str | None:
    """Returns a stated date (``Thu, 05 Dec 2024 10:00:00 GMT``, ``20241205``, a date object) as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return None
    compact = re.fullmatch(r"\s*((?:18|19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*", value)
    if compact:
        return _calendar(*(int(part) for part in compact.groups()))
    found = find_date(value)
    return found.iso if found else None


def _read(match: re.Match[str]) -> DateMatch | None:
    """Returns None for what only looks like a date, such as 31 February."""
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        readings = {_calendar(year, second, first), _calendar(year, first, second)} - {None}
        if not readings:
            return None
        return DateMatch(readings.pop() if len(readings) == 1 else None, match.start(), match.end())
    month = parts["month"].lower()
    number = int(month) if month.isdigit() else _month_number(month)
    iso = _calendar(year, number, int(parts["day"]))
    return DateMatch(iso, match.start(), match.end()) if iso else None


def _month_number(name: str) -> int:
    return next(number for number, full in enumerate(_MONTHS, start=1) if full.startswith(name[:3]))


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
