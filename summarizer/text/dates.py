"""Dates as news writes them, and whether two of them can be the same day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from summarizer.text.languages import locale_for
from summarizer.text.local_dates import local_dates
from summarizer.text.quantity import DateMention as DateMention
from summarizer.text.words import DAYS, MONTHS

_MONTH = "|".join([*MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"])
_DAY = "|".join([*DAYS, "mon", "tues", "tue", "wed", "thurs", "thu", "fri", "sat", "sun"])
_UNITS_OF_TIME = "day|night|morning|afternoon|evening|week|weekend|month|year|decade|summer|winter|spring|autumn|fall"
_DATE = re.compile(
    rf"""\b(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<month1>{_MONTH})\b(?:\.(?=,?\ \d))?
       (?:,?\ (?P<year1>[12]\d{{3}})\b)?
    |\b(?P<month2>{_MONTH})\b\.?\ (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d|\.\d)(?:,?\ (?P<year2>[12]\d{{3}})\b)?
    |\b(?P<iso>[12]\d{{3}}-\d\d-\d\d)\b
    |\b(?P<month3>{_MONTH})\b(?:\.(?=,?\ \d))?(?:,?\ (?:of\ )?(?P<year3>[12]\d{{3}})\b)?
    |\b(?P<weekday>{_DAY})\b(?:\.(?=\s[\da-z]))?
    |(?<![\w.,$£€])(?P<year4>(?:1[5-9]|20)\d\d)(?![\w%]|[.,:]\d|-(?:year|strong|mile|foot|km|seat)
       |\ ?(?:gmt|utc|hours|hrs)\b)
    |\b(?P<relative>(?:the\ day\ before\ )?yesterday|tomorrow|today|tonight|overnight
       |(?:last|next|this|previous|past|following|earlier\ this|later\ this)\ (?:{_UNITS_OF_TIME})s?)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def dates(text: str, language: str = "") -> list[DateMention]:
    """All dates of a text, in order, by the rules of its language where that is told, else of the one it looks like."""
    return list(_dates(text, language))


@lru_cache(maxsize=4096)
def _dates(text: str, language: str) -> tuple[DateMention, ...]:
    if locale := locale_for(text, language):
        return local_dates(text, locale)
    return tuple(mention for match in _DATE.finditer(text) if (mention := _read(match)) is not None)


def _read(match: re.Match[str]) -> DateMention | None:
    start, end = match.span()
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return DateMention(year, month, day, None, "", start, end)
    if match["weekday"]:
        name = match["weekday"]
        return DateMention(None, None, None, _index(name, DAYS), "", start, end) if name[0].isupper() else None
    if match["relative"]:
        return DateMention(None, None, None, None, " ".join(match["relative"].lower().split()), start, end)
    return _read_day(match)


def _read_day(match: re.Match[str]) -> DateMention | None:
    """A date by day, month or year; none where the word only looks like a month ("may", "Jan Kolar")."""
    name = _first(match, "month1", "month2", "month3")
    year, day = _first(match, "year1", "year2", "year3", "year4"), _first(match, "day1", "day2")
    alone = name and not day and not year
    if alone and (name.lower() not in MONTHS or (name == "May" and not match.start())):
        return None
    if (name and not name[0].isupper()) or (day and not 1 <= int(day) <= 31):
        return None
    month = _index(name, MONTHS) + 1 if name else None
    return DateMention(int(year) if year else None, month, int(day) if day else None, None, "", *match.span())


def _first(match: re.Match[str], *groups: str) -> str:
    return next((match[group] for group in groups if match[group]), "")


def _index(name: str, full: list[str]) -> int:
    return next(at for at, known in enumerate(full) if known.startswith(name.lower()[:3]))


def full(mention: DateMention) -> bool:
    """Whether a date says its day, month and year."""
    return None not in (mention.year, mention.month, mention.day)


def stated(mention: DateMention) -> date | None:
    """The day of a full date; None where it is not full, or the calendar has no such day."""
    if mention.year is None or mention.month is None or mention.day is None:
        return None
    try:
        return date(mention.year, mention.month, mention.day)
    except ValueError:
        return None


def shown(day: date) -> str:
    """A day in words: "7 December 2023"."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def whole(text: str, mentions: Sequence[DateMention], mention: DateMention) -> tuple[int, DateMention | None]:
    """Where a full date begins with the weekday before it, as in "Thursday, 5 December 2024", and that weekday.

    Of two weekdays ("Sunday and Monday, 3 June 2013") neither surely belongs to the date.
    """
    for day in mentions:
        joined = day.weekday is not None and day.end <= mention.start and text[day.end - 1] != "."
        if joined and _BETWEEN.fullmatch(text, day.end, mention.start) and not _PAIRED.search(text[: day.start]):
            return day.start, day
    return mention.start, None


_BETWEEN = re.compile(r",? ?(?:the )?")
_PAIRED = re.compile(r"(?:[-–/]|\b(?:and|or|to|until|through)) ?$")


_OFFSETS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tomorrow": 1,
}
"""Days from the article's own."""


def resolved(mention: DateMention, today: date) -> date | None:
    """The day that a mention in an article of ``today`` means, if it means one.

    A weekday is the last one up to the article's date; a day without a year lies within half a year of it.
    """
    if mention.relative:
        offset = _OFFSETS.get(mention.relative)
        return None if offset is None else _later(today, offset)
    if mention.weekday is not None:
        return _later(today, -((today.weekday() - mention.weekday) % 7))
    if mention.month is None or mention.day is None:
        return None
    years = [mention.year] if mention.year else [today.year - 1, today.year, today.year + 1]
    days = []
    for year in years:
        try:
            days.append(date(year, mention.month, mention.day))
        except ValueError:
            continue
    return min(days, key=lambda day: abs((day - today).days), default=None)


def _later(day: date, days: int) -> date | None:
    """The day so many days later; None where the calendar ends before."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def states(evidence: DateMention, claim: DateMention, today: date | None = None) -> bool:
    """Whether the evidence's date makes the claim's date true: the same, or less exact; relative ones by day.

    Args:
        evidence: a date of the source.
        claim: a date of the written sentence.
        today: the article's date, without which a weekday says nothing about a day of the month.
    """
    if claim.relative and claim.relative == evidence.relative:
        return True
    if claim.weekday is not None and claim.weekday == evidence.weekday:
        return True
    plain = claim.weekday is None and not claim.relative
    if plain and _agree(claim, evidence.year, evidence.month, evidence.day):
        return True
    its = resolved(evidence, today) if today else None
    if today is None or its is None:
        return False
    mine = resolved(claim, today)
    if mine is not None:
        return mine == its
    named = claim.year is not None or claim.month is not None
    return plain and named and claim.day is None and _agree(claim, its.year, its.month, None)


def _agree(claim: DateMention, year: int | None, month: int | None, day: int | None) -> bool:
    """Whether a claim says nothing of year, month and day that is not so."""
    parts = ((claim.year, year), (claim.month, month), (claim.day, day))
    return all(mine is None or mine == its for mine, its in parts)
