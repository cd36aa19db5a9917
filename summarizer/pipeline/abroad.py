"""What is certain of sources in other languages than the briefing's: counts of people, and the names beside them.

Such a count (`text.local_tolls`) takes part in the figures where it is told in digits, by a report that names what the
briefing's own sources name beside theirs. It joins the value that it equals; it follows as the newest where its report
is of a later day than all others and counts more. And it backs a sentence that gives the same count beside the same
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from summarizer.compose import Taken
from summarizer.languages import ENGLISH
from summarizer.pipeline.stages import Composed, Sources
from summarizer.records import (
    Attribution,
    Document,
    Figure,
    FigureValue,
    Reported,
    Sentence,
    Span,
)
from summarizer.stage_settings import LanguageSettings
from summarizer.text import name_key, names
from summarizer.text.local_tolls import MAY_FALL, local_tolls
from summarizer.text.naming import FATES
from summarizer.text.quantity import Quantity
from summarizer.text.tolls import tolls
from summarizer.text.words import CALENDAR

_IN_DIGITS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})*|\d+")


class _Count(NamedTuple):
    """A count of a source in another language: its sentence, what became of those counted, and where it stands."""

    sentence: Sentence
    fate: str
    quantity: Quantity
    document: Document


def with_foreign_values(composed: Composed, settings: LanguageSettings) -> tuple[Figure, ...]:
    """The figures of a briefing in English, with the values that its sources in other languages give for certain.

    A count of people that only one sentence of the briefing gives becomes a figure where another source gives it too.
    """
    found = list(_counts(composed.sources, settings))
    if not found:
        return composed.figures
    figures = list(composed.figures)
    by_fate: dict[str, list[int]] = {}
    for at, figure in enumerate(figures):
        if fate := _fate_of(figure):
            by_fate.setdefault(fate, []).append(at)
    for fate in dict.fromkeys(one.fate for one in found):
        theirs = [one for one in found if one.fate == fate]
        places = by_fate.get(fate, [])
        if len(places) == 1:  # of two figures of one fate nobody can tell which is meant
            figures[places[0]] = _joined(figures[places[0]], theirs, composed.sources, settings)
        elif not places and (alone := _only_value(fate, composed)):
            one = Figure(FATES[fate], "same", (alone,), 0)
            joined = _joined(one, theirs, composed.sources, settings)
            figures += [joined] if len(joined.values) > 1 else []
    return tuple(figures)


def with_foreign_reports(found: Attribution, text: str, sources: Sources, settings: LanguageSettings) -> Attribution:
    """What the sources say of a sentence, with those in other languages that give its count beside one of its names."""
    told = {(one.fate, one.quantity.low, one.quantity.bound) for one in tolls(text) if not one.partial}
    reach = settings.toll_reach
    told |= {(one.fate, one.quantity.low, one.quantity.bound) for one in local_tolls(text, sources.language, reach)}
    called = _keys(text, sources.language, settings)
    more: dict[int, Reported] = {}
    for one in _counts(sources, settings) if told and called else ():
        own, count = one.sentence, one.quantity
        same = (one.fate, count.low, count.bound) in told and called & _keys(own.flat, own.language, settings)
        if same:
            its = Reported(own.source, own.start, own.end, own.text, language=own.language)
            more.setdefault(own.source, its)
    return replace(found, reported_by=(*found.reported_by, *more.values()))


def _counts(sources: Sources, settings: LanguageSettings) -> Iterator[_Count]:
    """The counts of all sources in other languages that are reports, and no copies."""
    for sentence in sources.foreign:
        report = sources.reports[sentence.source]
        if report.document.kind != "report" or report.is_copy:
            continue
        for toll in local_tolls(sentence.flat, sentence.language, settings.toll_reach):
            yield _Count(sentence, toll.fate, toll.quantity, report.document)


def _fate_of(figure: Figure) -> str:
    """What became of those whom a figure counts, where these are people of any kind; "" where it counts others."""
    found = [
        toll
        for value in figure.values
        for toll in tolls(" ".join(value.quote.split()))
        if toll.quantity.low == value.number and not value.unit and not value.scope
    ]
    fates = {toll.fate for toll in found}
    anyone = any(not toll.who and not toll.partial for toll in found)
    return fates.pop() if len(fates) == 1 and anyone and figure.relation != "scope" else ""


def _only_value(fate: str, composed: Composed) -> FigureValue | None:
    """The one count of a fate that the briefing's own sources give, where the briefing tells it."""
    if composed.sources.language != ENGLISH:
        return None
    own = [
        (sentence, toll)
        for sentence in composed.sources.sentences
        for toll in tolls(sentence.flat)
        if toll.fate == fate
    ]
    rows = {_row(taken) for taken in composed.taken}
    if len(own) != 1 or own[0][1].who or own[0][1].partial:
        return None
    sentence, toll = own[0]
    if not any(composed.sources.sentences[row] == sentence for row in rows):
        return None
    document = composed.sources.reports[sentence.source].document
    return _value(_Count(sentence, fate, toll.quantity, document), 0)


def _row(taken: Taken) -> int:
    return taken.candidate.item.seed


def _joined(figure: Figure, counts: Sequence[_Count], sources: Sources, settings: LanguageSettings) -> Figure:
    """A figure with the counts that are surely of it, the oldest report first."""
    called = frozenset[str]().union(*(_keys(value.quote, sources.language, settings) for value in figure.values))
    own = {value.source for value in figure.values}
    for one in sorted(counts, key=lambda one: (one.document.published, one.sentence.source, one.sentence.start)):
        named = called & _keys(one.sentence.flat, one.sentence.language, settings)
        if named and one.sentence.source not in own and (joined := _with(figure, one, sources)):
            figure = joined
            own.add(one.sentence.source)
    return figure


def _with(figure: Figure, one: _Count, sources: Sources) -> Figure | None:
    """A figure with one more value: of the level that it equals, or as the newest; None where it is neither."""
    count = one.quantity
    levels = [value.level for value in figure.values if (value.number, value.bound) == (count.low, count.bound)]
    if levels:
        stale = figure.newest_value is not None and levels[0] != figure.newest_value.level
        value = _value(one, levels[0], dated=not stale)
        place = 1 + max(at for at, known in enumerate(figure.values) if known.level == levels[0])
        newest = figure.newest if figure.newest is None or figure.newest < place else figure.newest + 1
        return _inserted(figure, value, place, newest) if value else None
    if figure.relation not in ("same", "bound", "update") or not _follows(figure, one, sources):
        return None
    value = _value(one, 1 + max(known.level for known in figure.values))
    last = len(figure.values)
    return replace(_inserted(figure, value, last, last), relation="update") if value else None


def _inserted(figure: Figure, value: FigureValue, place: int, newest: int | None) -> Figure:
    return replace(figure, values=(*figure.values[:place], value, *figure.values[place:]), newest=newest)


def _follows(figure: Figure, one: _Count, sources: Sources) -> bool:
    """Whether a count is newer than all values of a figure: of a later day than their reports, and more than they."""
    days = [sources.reports[value.source].document.day for value in figure.values]
    newest = figure.newest_value or figure.values[-1]
    if one.document.day is None or one.quantity.bound or isinstance(newest.number, str):
        return False
    later = all(day is not None and day < one.document.day for day in days)
    return later and (one.quantity.low > newest.number or one.fate == MAY_FALL)


def _value(one: _Count, level: int, dated: bool = True) -> FigureValue | None:
    """A count as a value of a figure; None where it is not told in digits."""
    sentence, count = one.sentence, one.quantity
    letters = sentence.flat[count.start : count.end]
    digits = _IN_DIGITS.search(letters)
    found = re.search(r"\s+".join(map(re.escape, letters.split())), sentence.text)
    if digits is None or found is None or sentence.text.count(found.group()) > 1:
        return None
    at = Span(sentence.start + found.start(), sentence.start + found.end())
    as_of = one.document.day.isoformat() if one.document.day and dated else ""
    return FigureValue(
        sentence.source, sentence.start, sentence.end, sentence.text, at, found.group(), count.low, count.bound,
        as_of=as_of, level=level,
    )  # fmt: skip


def _keys(text: str, language: str, settings: LanguageSettings) -> frozenset[str]:
    """The names of a text as their spellings can be compared."""
    found = (name for name in names(" ".join(text.split()), language) if len(name) >= settings.name_letters)
    return frozenset(name_key(name) for name in found if name.lower() not in CALENDAR)
