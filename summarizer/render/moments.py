"""When values of a figure held, and of when a briefing is: read from ISO dates and times, and told in words.

The moments of several values are told as short as they can be told apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from summarizer.records import Briefing, BriefingSentence, Document, told_at
from summarizer.render import common
from summarizer.text.words import MONTHS

_AS_OF = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?(?P<offset>Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_RAW_LIMIT = 40


class Moment(NamedTuple):
    """A day, and where they are known the time of day on it (``07:15``) and its offset from UTC in minutes."""

    day: date
    clock: str = ""
    offset: int | None = None

    @property
    def range(self) -> tuple[datetime, datetime]:
        """The first and the last instant in UTC at which it may be; without an offset it counts as told in UTC.

        Raises:
            OverflowError: that is before the first or behind the last year that a calendar has.
        """
        clock = time.fromisoformat(self.clock) if self.clock else time()
        start = datetime.combine(self.day, clock, UTC) - timedelta(minutes=self.offset or 0)
        return start, start if self.clock else start + timedelta(hours=23, minutes=59)


def read(as_of: str) -> Moment | None:
    """The moment behind an ISO date, or date and time; None where it cannot be read."""
    found = _AS_OF.fullmatch(as_of.strip())
    if not found:
        return None
    try:
        day = date.fromisoformat(found["day"])
        clock = found["clock"] or ""
        if clock:
            time.fromisoformat(clock)
    except ValueError:
        return None
    return Moment(day, clock, _minutes(found["offset"]))


def _minutes(offset: str | None) -> int | None:
    if offset is None or offset == "Z":
        return None if offset is None else 0
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    return (60 * hours + minutes) * (-1 if offset[0] == "-" else 1)


class Manner(NamedTuple):
    """What must be said of some moments so that they can be told apart: years, times on these days, offsets."""

    years: bool
    shared: frozenset[date]
    offsets: bool

    def words(self, as_of: str) -> str:
        """A moment in words: ``12 Feb``, ``12 Feb, 07:15``, ``12 Feb 2025, 07:15 UTC+2``; else as it stands."""
        moment = read(as_of)
        if moment is None:
            return common.one_line(as_of)[:_RAW_LIMIT]
        words = short_day(moment.day, self.years)
        if not moment.clock or moment.day not in self.shared:
            return words
        offset = _offset(moment.offset) if self.offsets else ""
        return f"{words}, {moment.clock}{offset and ' '}{offset}"

    def stretch(self, first: str, last: str) -> str:
        """From one moment to another; within one day the first says enough."""
        start, end = read(first), read(last)
        if first == last or not last or (start and end and start.day == end.day):
            return self.words(first)
        return f"{self.words(first)} – {self.words(last)}"


def manner(moments: Sequence[Iterable[str]]) -> Manner:
    """How to tell the moments of several values, of which each has one or more."""
    known = [{moment for as_of in own if (moment := read(as_of))} for own in moments]
    days = Counter(day for own in known for day in {moment.day for moment in own})
    shared = frozenset(day for day, count in days.items() if count > 1)
    # Without an offset a time counts as told in UTC, here as where sources are put in order.
    offsets = {moment.offset or 0 for own in known for moment in own if moment.clock and moment.day in shared}
    return Manner(len({day.year for day in days}) > 1, shared, len(offsets) > 1)


def short_day(day: date, year: bool) -> str:
    """``12 Feb``, or ``12 Feb 2025``."""
    return f"{day.day} {MONTHS[day.month - 1][:3].capitalize()}{f' {day.year}' if year else ''}"


def period(dates: Iterable[str]) -> str:
    """From the first to the last of some days in ISO form: ``12–14 February 2025``; "" where none can be read."""
    days = sorted(day.isoformat() for one in dates if (day := common.parse_date(one)))
    if not days:
        return ""
    first, last = days[0], days[-1]
    if first == last:
        return common.date_text(first)
    opening = common.date_text(first)
    if first[:7] == last[:7]:
        return f"{opening.split()[0]}–{common.date_text(last)}"
    return f"{opening} – {common.date_text(last)}"


def in_full(as_of: str) -> str:
    """``12 February 2025, 07:15 UTC+2``; "" where nothing is known, as it stands if unreadable."""
    moment = read(as_of)
    if moment is None:
        return common.one_line(as_of)[:_RAW_LIMIT]
    clock = " ".join(filter(None, (moment.clock, _offset(moment.offset))))
    return ", ".join(filter(None, (common.date_text(moment.day.isoformat()), clock)))


def _offset(minutes: int | None) -> str:
    """``UTC+5:30``; "" where it is unknown."""
    if not minutes:
        return "" if minutes is None else "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


class State(NamedTuple):
    """The briefing's age in words, and the source that shows it: its index and its number."""

    text: str
    source: int
    number: int


def state(briefing: Briefing) -> State | None:
    """``State of 14 February 2025, 18:10``: the latest publication among its sources; None where none has a date."""
    if briefing.state is None:
        return None
    published, source = briefing.state
    return State(f"State of {in_full(published)}", source, briefing.numbers[source])


def told_on(briefing: Briefing, sentence: BriefingSentence) -> str:
    """``8 March``, or ``13:00``: when a sentence was last reported, where there is news of a later time; else "".

    What was so then may be so no more. Whoever gives the same newest number says it is so still. No time is needed
    before what says itself of when it is, or before background.
    """
    told = told_at(briefing.sources)
    own = {source: told[source] for source in _telling(briefing, sentence)}
    newest = max((moment for source in briefing.numbers if (moment := told[source])), default=None)
    latest = max((moment for moment in own.values() if moment), default=None)
    if newest is None or latest is None or None in own.values() or sentence.role == "background" or latest >= newest:
        return ""
    shown = _shown(briefing.sources[next(source for source, moment in own.items() if moment == latest)], newest)
    return "" if re.search(rf"(?<!\d){shown}\b|\b[Aa]s of\b", sentence.text) else shown


def _shown(document: Document, newest: datetime) -> str:
    """The day of a document, or its hour where the newest is of the same day."""
    day = common.parse_date(document.date)
    if day is None or newest.time() != time():
        return (document.time or "")[:5]
    return f"{day.day} {MONTHS[day.month - 1].capitalize()}{f' {day.year}' if day.year != newest.year else ''}"


def _telling(briefing: Briefing, sentence: BriefingSentence) -> set[int]:
    """Indices of the sources that a sentence is told from, and of those that give the same newest number."""
    telling = {*sentence.sources}
    for figure in (briefing.figures[index] for index in sentence.figures if index in briefing.shown_figures):
        giving = {value.source for value in figure.current}
        telling |= giving if giving & telling else set()
    return telling
