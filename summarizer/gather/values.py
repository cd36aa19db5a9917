"""The values that sources give: each with its passage, and the moment for which its source gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from itertools import pairwise

from summarizer.records import Document, Report, Sentence, Span
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.dates import dates, resolved
from summarizer.text.lexicon import SAYING
from summarizer.text.likeness import canonical_stems
from summarizer.text.measured import Measured, dated, measured
from summarizer.text.numbers import quantities

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

_OPENING = frozenset("since from between".split())
"""Before a year these open a stretch of time that lasts."""

_OFFSET = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")
_ZULU = re.compile(r"\s?(?:GMT|UTC)\b")
_MINUTES_A_DAY = 24 * 60

_DAY_PARTS = {
    "dawn": (6, 0),
    "morning": (0, 0),
    "noon": (12, 0),
    "midday": (12, 0),
    "afternoon": (12, 0),
    "evening": (17, 0),
}


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
class Value:
    """One value that one sentence gives, read and placed.

    ``row`` is its sentence, ``when`` the moment for which it is given, ``told`` the moment at which it was told: that
    of its article or entry; each None where nothing shows it. ``speakers`` are the stems of those whose word it is,
    ``context`` those of the sentence.
    """

    row: int
    source: int
    measured: Measured
    when: Moment | None
    told: Moment | None
    speakers: frozenset[str]
    context: frozenset[str]

    @property
    def number(self) -> float:
        """Its value, of a range the lower end."""
        return self.measured.quantity.low


def values_of(sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser) -> tuple[Value, ...]:
    """Everything that the sentences count, measure, price and score of the event, in their order.

    Args:
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        analyse: reads sentences.
    """
    known = sorted(report.document.day for report in reports if report.document.day)
    today = known[len(known) // 2] if known else _latest_year(sentences)
    entries = [_entries(report.document) for report in reports]
    found: list[Value] = []
    for row, sentence in enumerate(sentences):
        document = reports[sentence.source].document
        one = analyse(sentence.flat)
        told = _entry_moment(entries[sentence.source], sentence) or moment_of(document)
        speakers = _speakers(one)
        context = canonical_stems(sentence.flat)
        for value in (*measured(one), *_days(one, document)):
            if value.quantity.unit != "time" and not _of_another_year(one, value, document.day or today):
                when = _when(one, value, document, told)
                found.append(Value(row, sentence.source, value, when, told, speakers, context))
    return tuple(found)


def _latest_year(sentences: Sequence[Sentence]) -> date | None:
    """The first day of the latest year that is named, where no article has a date."""
    years = [day.year for sentence in sentences for day in dates(sentence.flat) if day.year and day.year <= MAXYEAR]
    return date(max(years), 1, 1) if years else None


def _days(one: Analysis, document: Document) -> Iterator[Measured]:
    """The days, with their months, that a sentence gives for what it tells."""
    if document.day is None and not any(day.year for day in one.dates):
        return
    for mention in one.dates:
        meant = resolved(mention, document.day or date.today()) if mention.month and mention.day else None
        value = dated(one, mention, meant.toordinal()) if meant and (document.day or mention.year) else None
        if value:
            yield value


def moment_of(document: Document) -> Moment | None:
    """When a document was published."""
    return _moment(document.day, document.time)


def _moment(day: date | None, clock: str | None, part: str = "") -> Moment | None:
    if day is None:
        return None
    if clock:
        try:
            at = datetime.fromisoformat(f"{day.isoformat()}T{clock}")
            utc = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
            return Moment(utc, utc, f"{day.isoformat()}T{clock}")
        except (ValueError, OverflowError):
            pass
    start = datetime.combine(day, time(*_DAY_PARTS.get(part, (0, 0))), UTC)
    return Moment(start, datetime.combine(day, time(23, 59, 59), UTC), day.isoformat())


def _of_another_year(one: Analysis, value: Measured, today: date | None) -> bool:
    """Whether a value is told of an earlier year than that of its article: the dead of that year are others."""
    for day in one.dates if today else ():
        at = next((at for at, word in enumerate(one.words) if word.start <= day.start < word.end), -1)
        if day.year and day.year < today.year and at >= 0 and one.tree.nodes[at].head >= 0:
            own = one.tree.predicate(at) == one.tree.predicate(value.word) or at in one.tree.above(value.word)
            opens = any(one.tree.nodes[place].low in _OPENING for place in one.tree.above(at)[:3])
            if own and not opens:
                return True
    return False


def _speakers(one: Analysis) -> frozenset[str]:
    """The stems of those who are said to say what a sentence tells."""
    found: set[str] = set()
    for saying in one.sayings:
        for at in saying.speakers:
            found |= canonical_stems(" ".join(one.words[place].text for place in one.tree.subtree(at)))
    return frozenset(found)


def _when(one: Analysis, value: Measured, document: Document, told: Moment | None) -> Moment | None:
    """The moment for which a value is given: that which its sentence names, else that of its article."""
    named = _named(one, value, document)
    if named and told and not value.older and named.first <= told.first <= named.last:
        return told  # "late on Tuesday", in a report of that Tuesday, ten to three
    return named or (None if value.older else told)


def _named(one: Analysis, value: Measured, document: Document) -> Moment | None:
    """The moment that a sentence names as that of a value: "as of Thursday evening", "said late on Tuesday"."""
    if document.day is None:
        return None
    if clock := _named_clock(one, document):
        return clock
    places = [day for day in one.dates if _dates_value(one, value, day.start)]
    if not places:
        return None
    nearest = min(places, key=lambda day: abs(day.start - value.quantity.start))
    day = resolved(nearest, document.day)
    if day is None or abs((document.day - day).days) > 366:
        return None
    rest = one.text[nearest.end : nearest.end + 12].lower().split()
    part = rest[0].strip(".,;") if rest else ""
    return _moment(day, None, part if part in _DAY_PARTS else "")


def _named_clock(one: Analysis, document: Document) -> Moment | None:
    """The hour that a sentence names as that of its values: "as of 5 p.m.", "by 2000 GMT"."""
    for quantity in one.quantities:
        before = _AS_OF.search(one.text[: quantity.start])
        zulu = _ZULU.match(one.text, quantity.end)
        if not before or not (quantity.unit == "time" or zulu):
            continue
        minutes = (
            int(quantity.low) if quantity.unit == "time" else int(quantity.low) // 100 * 60 + int(quantity.low) % 100
        )
        days = [day for mention in one.dates if (day := resolved(mention, document.day or date.today()))]
        offset = _OFFSET.search(document.time or "")
        clock = f"{minutes // 60:02d}:{minutes % 60:02d}{'Z' if zulu else offset.group() if offset else ''}"
        day = days[0] if days else document.day
        return _moment(day, clock) if minutes < _MINUTES_A_DAY else None
    return None


def _dates_value(one: Analysis, value: Measured, start: int) -> bool:
    """Whether a date says for when a value is given, and not when what it counts happened."""
    if _AS_OF.search(one.text[:start]):
        return True
    at = next((at for at, word in enumerate(one.words) if word.start <= start < word.end), -1)
    if at < 0:
        return False
    tree = one.tree
    verb = tree.predicate(at)
    if value.older:
        return start > value.quantity.start and start - value.quantity.end < 20
    own = verb == tree.predicate(value.word)
    return verb >= 0 and ((own and value.moved) or (tree.nodes[verb].lemma in SAYING and own))


def _entries(document: Document) -> list[tuple[int, Moment]]:
    """Where the entries of a live blog or a rolling report begin, and their moments; none where it has no older ones.

    Entries without a day stand in order, the newest first or last: where their hours go against it, a day has passed.
    """
    found = [
        (match.end(), match["day"] or "", clock)
        for match in _STAMP.finditer(document.text)
        if (clock := _clock(match["time"]))
    ]
    if len(found) < 2 or document.day is None:
        return []
    clocks = [clock for _, _, clock in found]
    down = sum(one > two for one, two in pairwise(clocks)) >= sum(one < two for one, two in pairwise(clocks))
    ordered = found if down else found[::-1]
    offset = _OFFSET.search(document.time or "")
    day, last, placed = document.day, "", []
    for at, given, clock in ordered:
        day = _day(given) or (day - timedelta(days=1) if last and clock > last else day)
        last = clock
        if moment := _moment(day, clock + (offset.group() if offset else "")):
            placed.append((at, moment))
    return sorted(placed, key=lambda one: one[0])


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _clock(text: str) -> str:
    read = quantities(text)[:1]
    if not read or read[0].unit != "time" or not 0 <= read[0].low < 24 * 60:
        return ""
    return f"{int(read[0].low) // 60:02d}:{int(read[0].low) % 60:02d}"


def _entry_moment(entries: Sequence[tuple[int, Moment]], sentence: Sentence) -> Moment | None:
    """The moment of the entry that a sentence stands in."""
    return next((moment for at, moment in reversed(entries) if at <= sentence.start), None)


def span_of(sentence: Sentence, start: int, end: int) -> Span:
    """Where a stretch of a sentence's ``flat`` text stands in its source."""
    offsets = [at for at, _ in _flat_offsets(sentence.text)]
    return Span(sentence.start + offsets[start], sentence.start + offsets[end - 1] + 1)


def _flat_offsets(text: str) -> Iterator[tuple[int, str]]:
    """Each character of the text on one line, with its offset in the text."""
    begun = False
    blank = -1
    for at, character in enumerate(text):
        if character.isspace():
            blank = at if blank < 0 else blank
            continue
        if begun and blank >= 0:
            yield blank, " "
        begun, blank = True, -1
        yield at, character
