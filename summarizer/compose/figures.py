"""Sources that give another number or day for what a sentence says.

A reader must see such a conflict, not find it smoothed over. Being about the same topic is not enough, for the number
may count something else: the sentence is put together anew with the other source's figure, and that source must carry
this restatement, by the same rules and the same judge as any citation, and must not carry the sentence itself.

Counts of the dead, hurt, missing and the like are worded in too many ways for that ("the toll climbed to 17", "at least
14 have died"). They are compared as such: what became of how many, and of whom. "At least 14" is another figure than
17, though both may be true: one report knows less than the other, and a reader wants to know which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from summarizer.compose.citations import Carries, Near, citation
from summarizer.records import Answers, Citation, Document, Pair, Report, Sentence
from summarizer.settings import ComposeSettings
from summarizer.text import is_background, name_key
from summarizer.text.dates import DateMention, dates, resolved, states
from summarizer.text.numbers import Quantity, quantities, same_value
from summarizer.text.tolls import Toll, tolls
from summarizer.text.words import CALENDAR, FUNCTION_WORDS, stem

_UNLIKE = ("rank", "score", "decade", "time")
"""Units in which another value is mostly another thing: the second goal, another match, another hour of the day."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PLACE = re.compile(r"\b(?P<how>in|at|near|off)\s(?:the\s)?(?P<name>[A-Z][\w’'-]+)")
_LABEL = re.compile(
    r"\b(?:flight|stage|route|highway|interstate|gate|room|page|chapter|section|article|number|no\.|episode|season|part"
    r"|phase|week|day|game|round|lap|act|group|type|version|mark|model|line|channel|district|ward|unit|terminal|platform"
    r"|exit|track)\s$",
    re.IGNORECASE,
)
"""Words before a number that make it a name: "Flight 447"."""

_NEXT_WORD = re.compile(r"[\s-]+([A-Za-z][\w’'-]*)")


@dataclass(frozen=True, slots=True)
class Restated:
    """What the sentence says with the figure of another source: ``row`` is that source's sentence.

    ``told`` is what the sentence says instead: itself, or, where people are ``counted``, its own count in short.
    """

    row: int
    text: str
    told: str
    counted: bool = False


def restatements(
    text: str,
    near: Near,
    own: Document,
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    settings: ComposeSettings,
    carries: Carries,
) -> list[Restated]:
    """How other reports may say the same with another number or day, the nearest first, one a report.

    ``own`` is the document that the text was written from; ``carries`` says whether a passage may carry
    a text, by rule.
    """
    found: dict[int, Restated] = {}
    for row, cosine in near.items():
        report = reports[sentences[row].source]
        passage = sentences[row].flat
        if report.original in found:
            continue
        changed = exchanged(text, passage, own, report.document) if cosine >= settings.min_citation_cosine else ()
        carried = (Restated(row, other, text) for other in changed if carries([passage], other, report.document.date))
        told = other_tolls(text, passage, own, report.document, settings) if cosine >= settings.min_toll_cosine else ()
        counted = (Restated(row, other, mine, counted=True) for other, mine in told)
        one = next(chain(counted, carried), None)
        if one:
            found[report.original] = one
    return list(found.values())


def exchanged(text: str, passage: str, own: Document, other: Document) -> Iterator[str]:
    """The text with one number or day of it exchanged for one of the passage, in every way that makes sense.

    Args:
        text: the sentence.
        passage: a sentence of another source.
        own: the document that the sentence was written from; its date says which day "Thursday" is.
        other: the document of the passage.
    """
    mine, its = _numbers(text), _numbers(passage)
    for number in mine:
        if _labels(text, number) or any(same_value(known, number) for known in its):
            continue
        for another in its:
            if _labels(passage, another):
                continue
            same = _comparable(number, another) and _count_the_same(text, number, passage, another)
            if same and not any(same_value(another, known) for known in mine):
                yield _put(text, number, passage, another)
    for day in dates(text):
        if any(states(known, day, other.day) for known in dates(passage)):
            continue
        for known in dates(passage):
            if _another_day(day, own, known, other):
                yield _put(text, day, passage, known)


def _numbers(text: str) -> list[Quantity]:
    """What a sentence counts and measures; the numbers in a date do not count."""
    days = dates(text)
    return [one for one in quantities(text) if not any(one.start < day.end and day.start < one.end for day in days)]


def other_tolls(
    text: str, passage: str, own: Document, other: Document, settings: ComposeSettings
) -> Iterator[tuple[str, str]]:
    """What a passage says of people killed, hurt, missing or held, and what the text says of them, where they differ.

    Arguments as in `exchanged`.
    """
    mine, its = ([toll for toll in tolls(sentence) if not toll.partial] for sentence in (text, passage))
    if not mine or not its or not _one_event(text, own, passage, other):
        return
    elsewhen = _on_other_days(text, own, passage, other)
    for toll in mine:
        theirs = _of_the_same(toll, its)
        known_here = _of_the_same(toll, mine)
        if any(_alike(one.quantity, another.quantity, settings) for one in known_here for another in theirs):
            continue
        for another in theirs:
            if _near(toll.quantity, another.quantity, settings) and (not elsewhen or toll.summed or another.summed):
                yield another.claim, toll.claim


def _of_the_same(toll: Toll, counted: Sequence[Toll]) -> list[Toll]:
    """The counts of the same people with the same fate."""
    return [one for one in counted if (one.fate, one.who) == (toll.fate, toll.who)]


def _one_event(text: str, own: Document, passage: str, other: Document) -> bool:
    """Whether two sentences may count the harm of one event: both news or both background, of one place and year.

    The dead of an earlier year are others.
    """
    if is_background(text) != is_background(passage) or _elsewhere(text, passage):
        return False
    return _same_year(text, own, passage, other)


def _on_other_days(text: str, own: Document, passage: str, other: Document) -> bool:
    """Whether both sentences name days, and certainly not the same."""
    days = [(day, known) for day in dates(text) for known in dates(passage)]
    return bool(days) and all(_another_day(day, own, known, other) for day, known in days)


def _elsewhere(text: str, passage: str) -> bool:
    """Whether two sentences put their event in places of other names: "in Gaza", "in Israel"."""
    first, second = (
        {
            (match["how"].lower(), name_key(match["name"]))
            for match in _PLACE.finditer(sentence)
            if match["name"].lower() not in CALENDAR
        }
        for sentence in (text, passage)
    )
    shared = {how for how, _ in first} & {how for how, _ in second}
    return bool(shared) and not first & second


def questions_of(restated: Sequence[Restated], sentences: Sequence[Sentence]) -> list[Pair]:
    """What the judge must be asked: whether each passage carries the other figure, and whether it carries this one."""
    return [(sentences[one.row].flat, claim) for one in restated for claim in (one.text, one.told)]


def differing(
    restated: Sequence[Restated],
    sentences: Sequence[Sentence],
    judged: Answers | None,
    settings: ComposeSettings,
) -> tuple[Citation, ...]:
    """The passages that say the same with another figure; without a judge all of them, since the rules have decided.

    The rules already know that two counts differ; of those the judge must only find the passage's own count more
    likely.
    """

    def differs(one: Restated) -> bool:
        if judged is None:
            return True
        passage = sentences[one.row].flat
        support, told = (judged[passage, claim].supported for claim in (one.text, one.told))
        return support >= settings.cited_support and told < (support if one.counted else settings.denied)

    return tuple(citation(sentences[one.row]) for one in restated if differs(one))


def _comparable(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities may be different values of the same thing."""
    return first.unit == second.unit and first.unit not in _UNLIKE and not first.word and not second.word


def _count_the_same(text: str, number: Quantity, passage: str, another: Quantity) -> bool:
    """Whether two numbers count the same thing: the dead and those in hospital are different people.

    A count of people harmed, held or saved is one of the same fate; what else is counted has the same noun, where both
    have one. Measures have a unit, and that has been compared.
    """
    if number.unit:
        return True
    fates = [
        {(one.fate, one.who) for one in tolls(sentence) if one.quantity == count}
        for sentence, count in ((text, number), (passage, another))
    ]
    if any(fates):
        return bool(fates[0] & fates[1])
    nouns = [_counted(sentence[count.end :]) for sentence, count in ((text, number), (passage, another))]
    return not all(nouns) or nouns[0] == nouns[1]


def _counted(after: str) -> str:
    """The stem of the word behind a number that carries meaning, if there is one."""
    match = _NEXT_WORD.match(after)
    word = match[1].lower() if match else ""
    return "" if word in FUNCTION_WORDS else stem(word)


def _same_year(text: str, own: Document, passage: str, other: Document) -> bool:
    """Whether two sentences may be about one year; so they are if neither names one: all is of one event."""
    named = [set(_YEAR.findall(sentence)) for sentence in (text, passage)]
    years = [
        years or {document.date[:4] if document.date else ""}
        for years, document in zip(named, (own, other), strict=True)
    ]
    return not any(named) or years[0] == years[1]


def _labels(text: str, number: Quantity) -> bool:
    """Whether a number is part of a name, and counts nothing: "Flight 447", "stage 13"."""
    return _LABEL.search(text[: number.start]) is not None


def _alike(first: Quantity, second: Quantity, settings: ComposeSettings) -> bool:
    """Whether two counts are one, or one of them the other rounded ("more than 700", 704)."""
    if first.low <= second.high and second.low <= first.high:
        return True
    rounded = bool(first.bound) != bool(second.bound)
    return rounded and abs(first.low - second.low) <= settings.rounded * max(first.low, second.low)


def _near(first: Quantity, second: Quantity, settings: ComposeSettings) -> bool:
    """Whether two counts may be of the same people; the dead of a day and of a war are not."""
    return max(first.low, second.low) <= settings.times_apart * min(first.low, second.low)


def _another_day(mine: DateMention, own: Document, its: DateMention, other: Document) -> bool:
    """Whether two mentions are certainly different days; without dates of the articles only weekdays can show it."""
    first, second = _day(mine, own), _day(its, other)
    if first is None or second is None:
        return mine.weekday is not None and its.weekday is not None and mine.weekday != its.weekday
    return first != second


def _day(mention: DateMention, document: Document) -> date | None:
    return None if document.day is None else resolved(mention, document.day)


def _put(text: str, old: Quantity | DateMention, passage: str, new: Quantity | DateMention) -> str:
    """The text with ``old`` of it replaced by ``new`` of the passage, its first letter as the place asks for."""
    words = passage[new.start : new.end]
    first = words[:1].upper() if old.start == 0 else words[:1].lower() if isinstance(new, Quantity) else words[:1]
    return text[: old.start] + first + words[1:] + text[old.end :]
