"""Where a sentence tells a value of a figure, in whatever words."""

from __future__ import annotations

import re
from datetime import date as Day

from summarizer.records import FigureValue, Span
from summarizer.text.dates import DateMention, dates
from summarizer.text.numbers import Quantity, quantities


def value_at(text: str, value: FigureValue) -> Span | None:
    """Where a text first tells a value: the same number in the same unit, or the same day, bound and unit included.

    A weekday is one day as long as nothing else is said of it. Otherwise it must be told in the same letters.
    """
    days = dates(text)
    if value.unit == "day":
        told = next((day for day in days if is_day(day, str(value.number))), None)
        return Span(told.start, told.end) if told else _letters(text, value.value)
    for count in quantities(text):
        if _is_count(count, value) and not any(count.start < day.end and day.start < count.end for day in days):
            return Span(count.start, count.end)
    return _letters(text, value.value)


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


def _letters(text: str, value: str) -> Span | None:
    words = value.split()
    pattern = r"(?<![\w.,])" + r"\s+".join(map(re.escape, words)) + r"(?![\w%]|[.,]\d)"
    found = re.search(pattern, text, re.IGNORECASE) if words else None
    return Span(*found.span()) if found else None
