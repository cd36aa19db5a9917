"""For when a value is given: the day and hour that a sentence, an entry of a live blog or an article's date tell.

Only what the texts show is claimed. A moment is a stretch of time, and comes before another only where it ends before
the other begins; an hour that no clock has, and a day that no calendar has, show nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from summarizer.records import Document, Sentence
from summarizer.records.times import first_zone, moment_of
from summarizer.text.analysis import Analysis
from summarizer.text.dates import DateMention, resolved
from summarizer.text.hours import MINUTES_A_DAY, Stamp, clock_of, stamps
from summarizer.text.lexicon import PLACING, SAYING
from summarizer.text.measured import Measured

_AS_OF = re.compile(
    r"\b(?:as of|as at|by|until|up to|through)\s+(?:late |early |midday |noon )?(?:on |last )?$", re.IGNORECASE
)
"""What stands before the day or hour for which a value is given."""

_OFFSET = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")
_ZULU = re.compile(r"\s?(?:GMT|UTC)\b")
_LAST = time(23, 59, 59)

_FURTHEST = timedelta(days=366)
"""A day further from its article's own says nothing about when its values held: it is the day of something else."""

_OF_ANOTHER = re.compile(r"\b(?:from|against|than)\b", re.IGNORECASE)
"""Between a value and a date this shows that the date is that of another: "17, up from fourteen on Tuesday"."""

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

    @property
    def day(self) -> str:
        """Its day as it was told, in ISO 8601."""
        return self.shown[:10]

    def before(self, other: Moment) -> bool:
        """Whether it ended, for sure, before the other began."""
        return self.last < other.first


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a live blog or of a rolling report: where its text begins, and its moment."""

    start: int
    moment: Moment


def zone_of(documents: Iterable[Document]) -> tzinfo:
    """The zone of times without an offset: that of the first document that states one, as in `Briefing.state`."""
    return first_zone(moment_of(document.published) for document in documents)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How the moments of one document are reckoned: ``zone`` is that of times without an offset."""

    document: Document
    zone: tzinfo

    @property
    def published(self) -> Moment | None:
        """When the document was published."""
        return self.moment(self.document.day, self.document.time)

    @property
    def offset(self) -> str:
        """The offset from UTC that the document states with its time, or nothing."""
        found = _OFFSET.search(self.document.time or "")
        return found.group() if found else ""

    def moment(self, day: date | None, clock: str | None = None, part: str = "") -> Moment | None:
        """An hour of a day, or where none can be read, a day from the beginning of one of its parts on."""
        if day is None:
            return None
        at = moment_of(f"{day.isoformat()}T{clock}") if clock else None
        shown = f"{day.isoformat()}T{clock}" if at else day.isoformat()
        first = at or datetime.combine(day, time(_DAY_PARTS.get(part, 0)))
        last = at or datetime.combine(day, _LAST)
        try:
            return Moment(self._in_utc(first), self._in_utc(last), shown)
        except OverflowError:  # at either end of the calendar
            return None

    def _in_utc(self, moment: datetime) -> datetime:
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)


def given_for(one: Analysis, value: Measured, calendar: Calendar, told: Moment | None) -> Moment | None:
    """The moment for which a value is given: that which its sentence names, else that at which it was told."""
    named = _named(one, value, calendar)
    if named and told and not value.older and named.first <= told.first <= named.last:
        return told  # "late on Tuesday", in a report of that Tuesday, ten to three
    return named or (None if value.older else told)


def _named(one: Analysis, value: Measured, calendar: Calendar) -> Moment | None:
    """The moment that a sentence names as that of a value: "as of Thursday evening", "said late on Tuesday"."""
    today = calendar.document.day
    if today is None:
        return None
    if clock := _named_clock(one, today, calendar):
        return clock
    places = [day for day in one.dates if _dates_value(one, value, day.start)]
    if not places:
        return None
    nearest = min(places, key=lambda day: abs(day.start - value.quantity.start))
    day = resolved(nearest, today)
    return calendar.moment(day, part=_part_behind(one, nearest)) if day and abs(today - day) <= _FURTHEST else None


def _part_behind(one: Analysis, mention: DateMention) -> str:
    """The part of the day that is named right behind it."""
    rest = one.text[mention.end : mention.end + 12].lower().split()
    return rest[0].strip(".,;") if rest else ""


def _named_clock(one: Analysis, today: date, calendar: Calendar) -> Moment | None:
    """The hour that a sentence names as that of its values: "as of 5 p.m.", "by 2000 GMT"."""
    for quantity in one.quantities:
        zulu = _ZULU.match(one.text, quantity.end)
        if not (quantity.unit == "time" or zulu) or not _AS_OF.search(one.text[: quantity.start]):
            continue
        clock = clock_of(quantity, one.text)
        days = [day for mention in one.dates if (day := resolved(mention, today))]
        offset = "Z" if zulu else calendar.offset
        return calendar.moment(days[0] if days else today, clock + offset) if clock else None
    return None


def _dates_value(one: Analysis, value: Measured, start: int) -> bool:
    """Whether a date says for when a value is given, and not when what it counts happened."""
    if _AS_OF.search(one.text[:start]):
        return True
    at = one.word_at(start)
    if at < 0:
        return False
    behind = one.text[value.quantity.end : start]
    if _OF_ANOTHER.search(behind) or one.words[at].possessive:
        return False
    if value.older:
        return start > value.quantity.start and start - value.quantity.end < _RIGHT_BEHIND
    verb = one.tree.predicate(at)
    own = verb >= 0 and verb == one.tree.predicate(value.word)
    return own and (value.moved or one.tree.nodes[verb].lemma in SAYING | PLACING or one.tree.had(verb))


def entries_of(calendar: Calendar) -> tuple[Entry, ...]:
    """The entries of a live blog or a rolling report; none where it has fewer than two, or no day.

    Entries without a day stand in order, the newest first or last: where their hours go against it, a day has passed.
    """
    found, day = list(stamps(calendar.document.text)), calendar.document.day
    newest_first = _is_newest_first(found)
    if len(found) < 2 or day is None or newest_first is None:
        return ()
    last, placed = "", []
    for stamp in found if newest_first else found[::-1]:
        passed = bool(last) and stamp.clock > last and not stamp.day
        if passed and day == date.min:
            break
        day, last = stamp.day or day - timedelta(days=passed), stamp.clock
        if moment := calendar.moment(day, stamp.clock + ("Z" if stamp.utc else calendar.offset)):
            placed.append(Entry(stamp.end, moment))
    return tuple(sorted(placed, key=lambda entry: entry.start))


def _is_newest_first(found: Sequence[Stamp]) -> bool | None:
    """Whether entries go back in time; None where they may as well go forth.

    They go that way in which they take less time and most hours go; or at most half the time that they would take the
    other way: ten at night, eleven and one in the morning go forth, for else they would take two days.
    """
    if all(stamp.day for stamp in found):
        return True
    steps = list(pairwise(60 * int(stamp.clock[:2]) + int(stamp.clock[3:]) for stamp in found))
    back = sum((one - two) % MINUTES_A_DAY for one, two in steps)
    forth = sum((two - one) % MINUTES_A_DAY for one, two in steps)
    falling = sum(one > two for one, two in steps) - sum(one < two for one, two in steps)
    if 2 * back <= forth or (back < forth and falling >= 0):
        return True
    return False if 2 * forth <= back or (forth < back and falling < 0) else None


def entry_moment(entries: Sequence[Entry], sentence: Sentence) -> Moment | None:
    """The moment of the entry that a sentence stands in."""
    return next((entry.moment for entry in reversed(entries) if entry.start <= sentence.start), None)
