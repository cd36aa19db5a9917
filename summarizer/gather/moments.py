"""For when a value is given: the day and hour that a sentence, an entry of a live blog or an article's date tell.

Only what the texts show is claimed. A moment is a stretch of time, and comes before another only where it ends before
the other begins; an hour that no clock has, and a day that no calendar has, show nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from summarizer.records import Document, Sentence
from summarizer.text.analysis import Analysis
from summarizer.text.dates import DateMention, resolved
from summarizer.text.lexicon import SAYING
from summarizer.text.measured import Measured
from summarizer.text.numbers import Quantity, quantities

_AS_OF = re.compile(
    r"\b(?:as of|as at|by|until|up to|through)\s+(?:late |early |midday |noon )?(?:on |last )?$", re.IGNORECASE
)
"""What stands before the day or hour for which a value is given."""

_STAMP = re.compile(
    r"(?:^|\n|_{2,}|:|(?<=[.!?”] ))[ \t]*(?:(?P<day>\d{4}-\d\d-\d\d)[ \t]+)?"
    r"(?P<time>\d{1,2}[:.]\d\d(?:\s?[AaPp]\.?[Mm]\b\.?)?|\d{1,2}\s?[AaPp]\.?[Mm]\b\.?)"
    r"(?:[ \t]+(?:GMT|UTC|[A-Z]{2,4}T))?[ \t]*(?=\n|$|[A-Z“\"])"
)
"""The hour that opens an entry of a live blog or of a rolling report: alone on its line, or stuck to what follows."""

_OFFSET = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")
_ZULU = re.compile(r"\s?(?:GMT|UTC)\b")
_IMPOSSIBLE_MINUTES = re.compile(r"\d[:.][6-9]\d")
_MINUTES_A_DAY = 24 * 60
_LAST = time(23, 59, 59)

_FURTHEST = timedelta(days=366)
"""A day further from its article's own says nothing about when its values held: it is the day of something else."""

_RIGHT_BEHIND = 20
"""Letters between an older value and the date that is its own: "up from nine on Tuesday"."""

_DAY_PARTS = {"noon": 12, "midday": 12, "afternoon": 12, "evening": 17, "dawn": 6, "morning": 0}
"""The hour in which a part of a day begins for sure."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of time, both ends in UTC, in which a value held for sure; ``shown`` is how ISO 8601 writes it."""

    first: datetime
    last: datetime
    shown: str

    def before(self, other: Moment) -> bool:
        """Whether it ended, for sure, before the other began."""
        return self.last < other.first


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a live blog or of a rolling report: where its text begins, and its moment."""

    start: int
    moment: Moment


def moment_of(document: Document) -> Moment | None:
    """When a document was published."""
    return _moment(document.day, document.time)


def _moment(day: date | None, clock: str | None, part: str = "") -> Moment | None:
    """An hour, or where none can be read, a day from the beginning of one of its parts on."""
    if day is None:
        return None
    if clock:
        try:
            at = datetime.fromisoformat(f"{day.isoformat()}T{clock}")
            utc = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
            return Moment(utc, utc, f"{day.isoformat()}T{clock}")
        except (ValueError, OverflowError):
            pass
    start = datetime.combine(day, time(_DAY_PARTS.get(part, 0)), UTC)
    return Moment(start, datetime.combine(day, _LAST, UTC), day.isoformat())


def given_for(one: Analysis, value: Measured, document: Document, told: Moment | None) -> Moment | None:
    """The moment for which a value is given: that which its sentence names, else that at which it was told."""
    named = _named(one, value, document)
    if named and told and not value.older and named.first <= told.first <= named.last:
        return told  # "late on Tuesday", in a report of that Tuesday, ten to three
    return named or (None if value.older else told)


def _named(one: Analysis, value: Measured, document: Document) -> Moment | None:
    """The moment that a sentence names as that of a value: "as of Thursday evening", "said late on Tuesday"."""
    today = document.day
    if today is None:
        return None
    if clock := _named_clock(one, today, _offset(document)):
        return clock
    places = [day for day in one.dates if _dates_value(one, value, day.start)]
    if not places:
        return None
    nearest = min(places, key=lambda day: abs(day.start - value.quantity.start))
    day = resolved(nearest, today)
    return _moment(day, None, _part_behind(one, nearest)) if day and abs(today - day) <= _FURTHEST else None


def _part_behind(one: Analysis, mention: DateMention) -> str:
    """The part of the day that is named right behind it."""
    rest = one.text[mention.end : mention.end + 12].lower().split()
    return rest[0].strip(".,;") if rest else ""


def _named_clock(one: Analysis, today: date, offset: str) -> Moment | None:
    """The hour that a sentence names as that of its values: "as of 5 p.m.", "by 2000 GMT"."""
    for quantity in one.quantities:
        zulu = _ZULU.match(one.text, quantity.end)
        if not (quantity.unit == "time" or zulu) or not _AS_OF.search(one.text[: quantity.start]):
            continue
        clock = _clock_of(quantity, one.text)
        days = [day for mention in one.dates if (day := resolved(mention, today))]
        return _moment(days[0] if days else today, clock + ("Z" if zulu else offset)) if clock else None
    return None


def _dates_value(one: Analysis, value: Measured, start: int) -> bool:
    """Whether a date says for when a value is given, and not when what it counts happened."""
    if _AS_OF.search(one.text[:start]):
        return True
    at = next((at for at, word in enumerate(one.words) if word.start <= start < word.end), -1)
    if at < 0:
        return False
    if value.older:
        return start > value.quantity.start and start - value.quantity.end < _RIGHT_BEHIND
    verb = one.tree.predicate(at)
    own = verb >= 0 and verb == one.tree.predicate(value.word)
    return own and (value.moved or one.tree.nodes[verb].lemma in SAYING)


def _clock_of(quantity: Quantity, text: str) -> str:
    """An hour as "17:00", of a time or of four digits ("2000 GMT"); "" where no clock shows it."""
    if quantity.unit == "time":
        minutes = int(quantity.low)
        if _IMPOSSIBLE_MINUTES.search(text[quantity.start : quantity.end]):
            return ""
    elif 0 <= quantity.low % 100 < 60:
        minutes = int(quantity.low) // 100 * 60 + int(quantity.low) % 100
    else:
        return ""
    return f"{minutes // 60:02d}:{minutes % 60:02d}" if 0 <= minutes < _MINUTES_A_DAY else ""


def _offset(document: Document) -> str:
    """The offset from UTC that a document states with its time, or nothing."""
    found = _OFFSET.search(document.time or "")
    return found.group() if found else ""


def entries_of(document: Document) -> tuple[Entry, ...]:
    """The entries of a live blog or a rolling report; none where it has fewer than two, or no day.

    Entries without a day stand in order, the newest first or last: where their hours go against it, a day has passed.
    """
    found = list(_stamps(document.text))
    if len(found) < 2 or document.day is None:
        return ()
    clocks = [clock for _, _, clock in found]
    down = sum(one > two for one, two in pairwise(clocks)) >= sum(one < two for one, two in pairwise(clocks))
    day, last, placed = document.day, "", []
    for at, given, clock in found if down else found[::-1]:
        if given:
            day = given
        elif last and clock > last:
            if day == date.min:
                break
            day -= timedelta(days=1)
        last = clock
        if moment := _moment(day, clock + _offset(document)):
            placed.append(Entry(at, moment))
    return tuple(sorted(placed, key=lambda entry: entry.start))


def _stamps(text: str) -> Iterator[tuple[int, date | None, str]]:
    """The hours that open entries: where the entry's text begins, the day that is given with it, and the hour."""
    for match in _STAMP.finditer(text):
        read = quantities(match["time"])[:1]
        clock = _clock_of(read[0], match["time"]) if read and read[0].unit == "time" else ""
        if clock:
            yield match.end(), _day(match["day"]), clock


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def entry_moment(entries: Sequence[Entry], sentence: Sentence) -> Moment | None:
    """The moment of the entry that a sentence stands in."""
    return next((entry.moment for entry in reversed(entries) if entry.start <= sentence.start), None)
