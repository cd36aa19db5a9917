"""Where a sentence tells a value of a figure, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Day

from summarizer.records import FigureValue, Span
from summarizer.text.dates import DateMention, dates
from summarizer.text.numbers import Quantity, quantities
from summarizer.text.words import CALENDAR


def value_at(text: str, value: FigureValue) -> Span | None:
    """Where a text first tells a value: the same number in the same unit, or the same day, bound and unit included.

    A weekday is one day as long as nothing else is said of it. Otherwise it must be told in the same letters.
    """
    days = dates(text)
    counts = [one for one in quantities(text) if not any(one.start < day.end and day.start < one.end for day in days)]
    same: Sequence[DateMention | Quantity] = (
        [day for day in _whole(days) if is_day(day, str(value.number))]
        if value.unit == "day"
        else [count for count in counts if _is_count(count, value)]
    )
    if same:
        return Span(same[0].start, same[0].end)
    return _letters(text, value.value, [*days, *counts])


def in_running_text(value: str) -> str:
    """A value as it is told within a sentence: "at least 14" where the source opens one with it."""
    first = value.partition(" ")[0]
    opens = first[:1].isupper() and first[1:].islower() and first.strip(".,").lower() not in CALENDAR
    return value[:1].lower() + value[1:] if opens else value


def _whole(days: Sequence[DateMention]) -> list[DateMention]:
    """Dates without the weekdays that stand with one: "Monday, 3 March" is told by its date."""
    dated = {day.start for day in days if day.day is not None}
    return [day for day in days if day.weekday is None or not dated & {day.end + 1, day.end + 2}]


def _is_count(count: Quantity, value: FigureValue) -> bool:
    if count.unit != value.unit:
        return False
    return count.word == value.number if isinstance(value.number, str) else not count.word and count.low == value.number


def is_day(mention: DateMention, iso: str) -> bool:
    """Whether a mention may mean a day: all that it says, its weekday or its date, is so of that day."""
    try:
        day = Day.fromisoformat(iso[:10])
    except ValueError:
        return False
    if mention.weekday is not None:
        return mention.weekday == day.weekday()
    if mention.day is None:
        return False
    parts = ((mention.year, day.year), (mention.month, day.month), (mention.day, day.day))
    return all(mine is None or mine == its for mine, its in parts)


def _letters(text: str, value: str, read: Sequence[DateMention | Quantity]) -> Span | None:
    """Where a text has the letters of a value, and nothing more is ``read`` there: "14" is not in "14 km"."""
    words = value.split()
    if not words or words[0].casefold() not in text.casefold():
        return None
    pattern = r"(?<![\w.,])" + r"\s+".join(map(re.escape, words)) + r"(?![\w%]|[.,]\d)"
    for found in re.finditer(pattern, text, re.IGNORECASE):
        start, end = found.span()
        if all(start <= one.start and one.end <= end for one in read if one.start < end and start < one.end):
            return Span(start, end)
    return None
