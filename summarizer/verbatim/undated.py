"""A sentence whose day only the date of its own article tells: "gestern", "ce matin", "昨天"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from summarizer.records import Sentence
from summarizer.text.dates import DateMention, dates
from summarizer.text.locales import locale_of
from summarizer.text.speech import find_quotes


def undated(sentence: Sentence, language: str, days: Sequence[date | None], own: date | None, weekday_days: int) -> str:
    """Why a sentence's day cannot be understood among sources of other days, in a few words; "" where it can.

    A sentence in the source's own words is told as it stands, so no date can be put for "gestern". Where all sources
    are of one day, or of two that follow each other, it is understood; so is a weekday of the last days. What somebody
    is quoted as saying keeps its words.

    Args:
        sentence: the sentence.
        language: the code of its language.
        days: those of all sources, None where one is not known.
        own: the day of its own source.
        weekday_days: days back from the newest source for which a weekday alone is understood.
    """
    known = [day for day in days if day is not None]
    if not known or max(known) - min(known) <= timedelta(days=1):
        return ""
    newest, same_year = max(known), len({day.year for day in known}) == 1
    for one in _unclear(_told(sentence.flat, language), newest, own, weekday_days):
        if not (same_year and _is_of_year(one.relative, language)):
            why = "its source has no date" if own is None else "its source is of another day"
            return f"it says “{sentence.flat[one.start : one.end]}”, and {why}"
    return ""


def _unclear(
    mentions: Sequence[DateMention], newest: date, own: date | None, weekday_days: int
) -> Iterator[DateMention]:
    """What is reckoned from the article's day, where that is not the newest; and weekdays long past, without a date."""
    late = own is None or newest - own > timedelta(days=weekday_days)
    dated = any(one.month is not None for one in mentions)
    for one in mentions:
        if (one.relative and own != newest) or (one.weekday is not None and late and not dated):
            yield one


def _is_of_year(relative: str, language: str) -> bool:
    """Whether a time is told from the year of the article only, and no day: "im vergangenen Jahr"."""
    locale = locale_of(language)
    words = locale.dates.get("of_year") if locale else None
    return bool(relative and words) and re.search(rf"(?<![a-z])(?:{words})(?![a-z])", relative) is not None


def _told(text: str, language: str) -> list[DateMention]:
    """The dates of a sentence outside its quotations."""
    quotes = find_quotes(text).pairs
    return [one for one in dates(text, language) if not any(quote.start <= one.start < quote.end for quote in quotes)]
