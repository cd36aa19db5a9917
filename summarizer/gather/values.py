"""The values that sources give: each with its passage, its speakers, and the moment for which its source gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from summarizer.gather.moments import Calendar, Moment, entries_of, entry_moment, given_for, zone_of
from summarizer.records import Report, Sentence, Span
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.dates import DateMention, dates, resolved, stated
from summarizer.text.lexicon import DISPUTING, TALLY
from summarizer.text.likeness import canonical_stems
from summarizer.text.measured import DATE, Measured, dated, measured
from summarizer.text.naming import said_of
from summarizer.text.numbers import quantities
from summarizer.text.voices import first_person

_OPENING = frozenset("since from between than against compared".split())
"""Before a year these open a stretch of time that lasts, or what a value is compared with."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value that one sentence gives, read and placed.

    ``row`` is its sentence, ``when`` the moment for which it is given, ``told`` the moment at which it was told: that
    of its article or entry; each None where nothing shows it. ``speakers`` are the stems of those whose word it is,
    ``context`` those of the sentence. ``year`` is the earlier year that it is told of, 0 for that of its article;
    ``own`` whether it is told in the first person: "our soldiers", "by our count".
    """

    row: int
    source: int
    measured: Measured
    when: Moment | None
    told: Moment | None
    speakers: frozenset[str]
    context: frozenset[str]
    said: str = ""
    year: int = 0
    own: bool = False


def values_of(
    sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser, settings: GatherSettings
) -> tuple[Value, ...]:
    """Everything that the sentences count, measure, price and score of the event, in their order.

    Args:
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        analyse: reads sentences.
        settings: how far behind another a value is told that leaves out what it counts.
    """
    known = sorted(report.document.day for report in reports if report.document.day)
    middle = known[len(known) // 2] if known else None
    today = middle or _latest_year(sentences)
    zone = zone_of(report.document for report in reports)
    calendars = [Calendar(report.document, zone) for report in reports]
    entries = [entries_of(calendar) for calendar in calendars]
    found: list[Value] = []
    numbered = _numbered(sentences)
    analyse.prepare([sentences[row].flat for row in numbered])
    for row in numbered:
        sentence = sentences[row]
        calendar = calendars[sentence.source]
        day = calendar.document.day
        one = analyse(sentence.flat)
        told = entry_moment(entries[sentence.source], sentence) or calendar.published
        speakers = _speakers(one)
        context, own = canonical_stems(sentence.flat), bool(first_person(sentence.flat))
        for value in (*_measured(one, found, row, sentence.source, settings), *_days(one, day or middle)):
            if value.quantity.unit != "time":
                when = given_for(one, value, calendar, told)
                year = 0 if value.unit == DATE else _earlier_year(one, value, day or today)
                said = said_of(one, value)
                found.append(Value(row, sentence.source, value, when, told, speakers, context, said, year, own))
    return tuple(found)


def _measured(
    one: Analysis, found: Sequence[Value], row: int, source: int, settings: GatherSettings
) -> tuple[Measured, ...]:
    """The values of a sentence, given those that were found before it."""
    known = measured(one)
    last = next((value for value in reversed(found) if value.measured.unit != DATE), None)
    near = last is not None and last.source == source and row - last.row <= settings.told_before
    return _completed(one, known, last.measured) if last and near else known


def _is_bare(one: Analysis, value: Measured) -> bool:
    """Whether a value is of nothing that its sentence names, or only "the total of" it."""
    if not value.things:
        return True
    at = value.noun
    if at < 0 or one.tree.nodes[at].lemma not in TALLY:
        return False
    return all(one.words[thing].kind == "number" for thing in one.tree.phrases(at, ("of", "for", "in")))


def _completed(one: Analysis, values: tuple[Measured, ...], last: Measured) -> tuple[Measured, ...]:
    """The values of a sentence, with what the last one before it counts where they do not say what.

    "It now stands at 14, up from nine", "It rejected a report that there were two": only where none of them says it. Of
    "It is 232, not 231" the last number may be that of something else.
    """
    disputed = bool(canonical_stems(one.text) & DISPUTING)
    told = all(
        (value.older or value.moved or disputed) and not value.fate and not value.names and _is_bare(one, value)
        for value in values
    )
    of = not last.part and (last.things or last.fate)
    if not (told and of):
        return values
    return tuple(
        value._replace(things=last.things, fate=last.fate, who=last.who, names=last.names, opposed=disputed)
        if value.unit == last.unit
        else value
        for value in values
    )


def _numbered(sentences: Sequence[Sentence]) -> list[int]:
    """The rows of the sentences with a number or a date: the others give no value, and need not be read."""
    return [row for row, one in enumerate(sentences) if quantities(one.flat) or dates(one.flat)]


def _latest_year(sentences: Sequence[Sentence]) -> date | None:
    """The first day of the latest year that is named, where no article has a date."""
    years = [day.year for sentence in sentences for day in dates(sentence.flat) if day.year]
    return date(max(years), 1, 1) if years else None


def _days(one: Analysis, today: date | None) -> Iterator[Measured]:
    """The days, with their months, that a sentence gives for what it tells, in an article of ``today``."""
    for mention in one.dates:
        day = _day_of(mention, today)
        value = dated(one, mention, day.toordinal()) if day else None
        if value:
            ahead = today is not None and day is not None and day > today
            yield value._replace(known=value.known and not ahead)


def _day_of(mention: DateMention, today: date | None) -> date | None:
    """The day of a month that a mention gives; without the article's date only where its year stands with it."""
    if mention.month is None or mention.day is None:
        return None
    return resolved(mention, today) if today else stated(mention)


def _earlier_year(one: Analysis, value: Measured, today: date | None) -> int:
    """The year before that of its article of which a value is told: the dead of that year are others; else 0."""
    if today is None:
        return 0
    for day in one.dates:
        at = one.word_at(day.start)
        if day.year and day.year < today.year and at >= 0 and _governs(one, at, value.word):
            return day.year
    return 0


def _governs(one: Analysis, at: int, word: int) -> bool:
    """Whether a date says when that happened of which a word tells: "on 3 May 1987 it sank and 43 people drowned"."""
    tree = one.tree
    if any(tree.nodes[place].low in _OPENING for place in tree.above(at)[:3]):
        return False
    verb = tree.predicate(word)
    joined = {verb, tree.nodes[verb].head} if tree.nodes[verb].relation == "conj" else {verb}
    return (verb >= 0 and tree.predicate(at) in joined) or at in tree.above(word)


def _speakers(one: Analysis) -> frozenset[str]:
    """The stems of those who are said to say what a sentence tells."""
    found: set[str] = set()
    for saying in one.sayings:
        for at in saying.speakers:
            found |= canonical_stems(" ".join(one.words[place].text for place in one.tree.subtree(at)))
    return frozenset(found)


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
