"""Sources that tell a sentence's fact with another number or day.

A reader must see such a conflict, not find it smoothed over. Being about the same topic is not enough, for the number
may count something else: the sentence is put together anew with the other source's figure, and that source must carry
this restatement, by the same rules and the same judge as any citation, and must not carry the sentence itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from summarizer.language.dates import DateMention, resolved, states
from summarizer.language.numbers import Quantity, same_value
from summarizer.records import Citation, Document, Judgement, Sentence
from summarizer.settings import VerifySettings
from summarizer.verify.checks.match import article_day
from summarizer.verify.checks.reading import read
from summarizer.verify.cite import Report, carries, citation

Pair = tuple[str, str]

_UNLIKE = ("rank", "score", "decade", "time")
"""Units in which another value is mostly another thing: the second goal, another match, another hour of the day."""

_DENIED = 0.5
"""Probability below which a source does not carry the sentence itself."""


@dataclass(frozen=True, slots=True)
class Restated:
    """What the sentence says with the figure of another source: ``row`` is that source's sentence."""

    row: int
    text: str


def restatements(
    text: str,
    near: Sequence[int],
    own: Document,
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    settings: VerifySettings,
    judged: bool,
) -> list[Restated]:
    """How other reports may tell the same with another number or day, the nearest first, one a report.

    ``own`` is the document that the text was written from; the other arguments are those of `cite.corroborating`.
    """
    found: dict[int, Restated] = {}
    for row in near:
        report = reports[sentences[row].source]
        passage = sentences[row].flat
        if report.original in found:
            continue
        for other in exchanged(text, passage, own, report.document):
            if carries([passage], other, settings, judged, report.document.date):
                found[report.original] = Restated(row, other)
                break
    return list(found.values())


def exchanged(text: str, passage: str, own: Document, other: Document) -> Iterator[str]:
    """The text with one number or day of it exchanged for one of the passage, in every way that makes sense.

    Args:
        text: the sentence.
        passage: a sentence of another source.
        own: the document that the sentence was written from; its date says which day "Thursday" is.
        other: the document of the passage.
    """
    mine, its = read(text), read(passage)
    for number in mine.numbers:
        if any(same_value(known, number) for known in its.numbers):
            continue
        for another in its.numbers:
            if _comparable(number, another) and not any(same_value(another, known) for known in mine.numbers):
                yield _put(text, number, passage, another)
    for day in mine.dates:
        if any(states(known, day, article_day(other.date)) for known in its.dates):
            continue
        for known in its.dates:
            if _another_day(day, own, known, other):
                yield _put(text, day, passage, known)


def questions_of(text: str, restated: Sequence[Restated], sentences: Sequence[Sentence]) -> list[Pair]:
    """What the judge must be asked: whether each passage carries the restatement, and whether it carries the text."""
    return [(sentences[one.row].flat, claim) for one in restated for claim in (one.text, text)]


def differing(
    text: str,
    restated: Sequence[Restated],
    sentences: Sequence[Sentence],
    judged: Mapping[Pair, Judgement] | None,
    settings: VerifySettings,
) -> tuple[Citation, ...]:
    """The passages that tell the same with another figure; without a judge all of them, the rules having decided."""

    def differs(one: Restated) -> bool:
        if judged is None:
            return True
        passage = sentences[one.row].flat
        support = judged[passage, one.text].supported
        return support >= settings.cited_support and judged[passage, text].supported < _DENIED

    return tuple(citation(sentences[one.row]) for one in restated if differs(one))


def _comparable(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities may be the same figure told differently."""
    return first.unit == second.unit and first.unit not in _UNLIKE and not first.word and not second.word


def _another_day(mine: DateMention, own: Document, its: DateMention, other: Document) -> bool:
    """Whether two mentions are certainly different days; without dates of the articles only weekdays can tell."""
    first, second = _day(mine, own), _day(its, other)
    if first is None or second is None:
        return mine.weekday is not None and its.weekday is not None and mine.weekday != its.weekday
    return first != second


def _day(mention: DateMention, document: Document) -> date | None:
    today = article_day(document.date)
    return None if today is None else resolved(mention, today)


def _put(text: str, old: Quantity | DateMention, passage: str, new: Quantity | DateMention) -> str:
    """The text with ``old`` of it replaced by ``new`` of the passage, its first letter as the place asks for."""
    words = passage[new.start : new.end]
    first = words[:1].upper() if old.start == 0 else words[:1].lower() if isinstance(new, Quantity) else words[:1]
    return text[: old.start] + first + words[1:] + text[old.end :]
