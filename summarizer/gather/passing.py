"""What was to come when a source told it and is over by now, and when the entries of live reports were told.

"Polls close at 9 p.m." is no news beside the result. Only what the texts show is claimed: a plan has passed where the
last moment that its words can mean lies before the newest of the sources was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from summarizer.gather.moments import Calendar, Entry, Moment, entries_of, entry_moment, zone_of
from summarizer.records import Document, Report, Sentence, Statement, told_at
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.dates import DateMention, resolved
from summarizer.text.hours import Hour, hours
from summarizer.text.leaning import leans
from summarizer.text.states import is_past, main_verbs, states, was_said
from summarizer.text.tone import dangles
from summarizer.text.tree import Tree

_AHEAD = frozenset("will shall 'll ’ll can may must could might should".split())
_OVER = frozenset("has have had was were would 've ’ve".split())
_PRESENT = ("VBP", "VBZ")
_MAIN = ("conj", "ccomp", "parataxis", "xcomp")
_LASTING = frozenset("from since after".split())
"""Before a time these open what goes on behind it."""

_NEXT = frozenset("next following".split())
_AGAIN = re.compile(
    r"\b(?:daily|nightly|weekly|weekdays?|every|each|always|usually|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)\b"
)
_TODAY = ("today", "tonight", "this afternoon", "this evening")
_A_DAY, _WEEK = timedelta(days=1), 7


class _Source(NamedTuple):
    """How one source reckons time, and the entries that it is made of."""

    document: Document
    calendar: Calendar
    entries: tuple[Entry, ...]
    then: str
    """Its day, in ISO 8601, where newer reports may know otherwise; else empty."""


def with_times(
    statements: Sequence[Statement], sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser
) -> tuple[Statement, ...]:
    """The statements: what has passed is withheld, and what an entry of a live report tells has its hour.

    What has a wording, or is told with other sentences, stays, but for its day.

    Args:
        statements: how each sentence may be told so far.
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        analyse: reads sentences.
    """
    zone = zone_of(report.document for report in reports)
    calendars = [Calendar(report.document, zone) for report in reports]
    then = times_told(reports)
    sources = [_Source(one.document, one, entries_of(one), then[at] or "") for at, one in enumerate(calendars)]
    newest = max((one for one in sources if one.calendar.published), key=_begun, default=None)

    def timed(one: Statement, sentence: Sentence) -> Statement:
        if not (one.withheld or one.wording or one.partners):
            return _timed(one, sentence, sources, newest, analyse)
        if one.past and not one.partners:  # an older number with its time
            passed = _timed(one, sentence, sources, newest, analyse)
            return passed if passed.withheld else one
        then = sources[sentence.source].then
        alone = all(sentences[row].source == sentence.source for row in one.partners)
        of_then = alone and one.wording and not one.withheld and states(analyse(one.wording))
        return replace(one, as_of=then, past=True) if then and of_then else one

    return tuple(timed(one, sentence) for one, sentence in zip(statements, sentences, strict=True))


def times_told(reports: Sequence[Report]) -> tuple[str | None, ...]:
    """The day of each source, in ISO 8601, where newer reports may know otherwise; empty for the newest, None where it
    is unknown.
    """
    told = told_at([report.document for report in reports])
    newest = max((moment.date() for moment in told if moment), default=None)
    days = [report.document.day for report in reports]
    return tuple((day.isoformat() if newest and day < newest else "") if day else None for day in days)


def _begun(source: _Source) -> datetime:
    """When a source with a date was published at the earliest."""
    moment = source.calendar.published
    return moment.first if moment else datetime.min


def _timed(
    one: Statement, sentence: Sentence, sources: Sequence[_Source], newest: _Source | None, analyse: Analyser
) -> Statement:
    """How a sentence may be told now."""
    source = sources[sentence.source]
    now = newest.calendar.published if newest else None
    told = entry_moment(source.entries, sentence) or source.calendar.published
    read = analyse(sentence.flat)
    if newest and now and told and told.before(now):
        phrase = _passed(read, source.calendar, told, now)
        if phrase:
            name = newest.document.publisher or newest.document.id
            return replace(one, withheld=f"superseded: “{phrase}” had passed when {name} reported")
    entry = entry_moment(source.entries, sentence)
    then = source.then if entry is None else entry.shown * (now is None or entry.before(now))
    state = bool(states(read))
    if not then or not (state or (entry and _is_of_its_hour(read))):
        return one
    return replace(one, as_of=then, past=state and bool(source.then))


def _is_of_its_hour(one: Analysis) -> bool:
    """Whether a sentence of an entry tells what has just happened: what it tells in the past tense keeps.

    What leans on the sentence before is not hidden behind an hour.
    """
    alone = one.tree.parsed and not leans(one) and not dangles(one.text)
    return alone and not any(is_past(one.tree, verb) for verb in main_verbs(one.tree))


# What has passed


def _passed(one: Analysis, calendar: Calendar, told: Moment, now: Moment) -> str:
    """The words for a moment to come that has passed, of a sentence that tells of nothing else; empty for others."""
    main = main_verbs(one.tree)
    if not main or _AGAIN.search(one.text) or not all(_looks_ahead(one.tree, verb) for verb in main):
        return ""
    ends = list(_ends(one, calendar, told))
    if not ends or any(end is None or end <= told.last for _, end in ends):
        return ""
    phrase, last = max(((phrase, end) for phrase, end in ends if end), key=lambda pair: pair[1])
    return phrase if last < now.first else ""


def _looks_ahead(tree: Tree, verb: int) -> bool:
    """Whether a verb tells what will be, or what is so for a while."""
    node = tree.nodes[verb]
    helpers = {tree.nodes[at].low for at in tree.under(verb, "aux", "auxpass")}
    if helpers & _OVER:
        return False
    if helpers & _AHEAD or node.tag in _PRESENT:
        return True
    tags = {tree.nodes[at].tag for at in tree.under(verb, "aux", "auxpass")}
    if tags & {*_PRESENT} or node.head == verb or node.relation not in _MAIN:
        return bool(tags & {*_PRESENT})
    return _looks_ahead(tree, node.head)  # "is to open", "will stop and go on"


def _ends(one: Analysis, calendar: Calendar, told: Moment) -> Iterator[tuple[str, datetime | None]]:
    """The times that a sentence gives, each with the last moment that is meant; None where that is not known."""
    days = [(mention, verb) for mention in one.dates if (verb := _verb(one, mention.start, mention.end)) is not None]
    days = [(mention, verb) for mention, verb in days if not _is_beside(one.tree, verb)]
    dated = {verb for _, verb in days}
    for hour in hours(one.text):
        verb = _verb(one, hour.start, hour.end)
        if verb not in dated and not (verb is not None and _is_beside(one.tree, verb)):
            lasting = _opens_what_lasts(one.text, hour.start)
            yield one.text[hour.start : hour.end], None if lasting else _next(hour, calendar, told)
    for mention, verb in days:
        yield one.text[mention.start : mention.end], _end_of_day(one, mention, verb, calendar)


def _is_beside(tree: Tree, verb: int) -> bool:
    """Whether a verb tells who said it, or of one of those who take part: "which drew 90,000 people last year"."""
    return was_said(tree, verb) or (is_past(tree, verb) and tree.nodes[verb].relation == "relcl")


def _end_of_day(one: Analysis, mention: DateMention, verb: int, calendar: Calendar) -> datetime | None:
    """When a day that a verb names is over, or the latest hour of it that belongs to that verb."""
    clocks = [hour.clocks[-1] for hour in hours(one.text) if _verb(one, hour.start, hour.end) == verb]
    told_now = mention.relative in _TODAY[:1] and not clocks and _is_plain(one.tree, verb)
    if told_now or _opens_what_lasts(one.text, mention.start):
        return None
    day = _day_to_come(one, mention, calendar.document.day)
    moment = calendar.moment(day, f"{max(clocks)}{calendar.offset}" if clocks else None)
    return moment.last if moment else None


def _is_plain(tree: Tree, verb: int) -> bool:
    """Whether a verb stands in the plain present: "the company today presents its plan" tells what it does."""
    return tree.nodes[verb].tag in _PRESENT and not tree.under(verb, "aux", "auxpass", "xcomp")


def _verb(one: Analysis, start: int, end: int) -> int | None:
    """The verb that a time belongs to; None where it hangs on none."""
    places = [at for at, word in enumerate(one.words) if start <= word.start < end]
    verb = one.tree.predicate(places[-1]) if places else -1
    return verb if verb >= 0 else None


def _opens_what_lasts(text: str, start: int) -> bool:
    before = text[:start].split()
    return bool(before) and before[-1].lower() in _LASTING


def _next(hour: Hour, calendar: Calendar, told: Moment) -> datetime | None:
    """The last moment that an hour without a day can mean: the next such hour."""
    today = date.fromisoformat(told.day)
    if hour.lasts:
        return _end_of_part(hour, calendar, told, today)
    moments = [
        calendar.moment(day, f"{clock}{calendar.offset}") for day in (today, today + _A_DAY) for clock in hour.clocks
    ]
    return next((moment.last for moment in moments if moment and moment.last > told.last), None)


def _end_of_part(hour: Hour, calendar: Calendar, told: Moment, today: date) -> datetime | None:
    """When the next such part of a day is over at the latest; told within one, it may mean that of the next day."""
    for day in (today, today + _A_DAY):
        first, last = (calendar.moment(day, f"{clock}{calendar.offset}") for clock in hour.clocks)
        if first is None or last is None:
            return None
        if told.last < first.first:
            return min(last.last, told.last + _A_DAY)
    return None


def _day_to_come(one: Analysis, mention: DateMention, today: date | None) -> date | None:
    """The day that is meant of one to come; None where it cannot be told.

    A weekday is the next one: where it is that of the article, a week later.
    """
    before = one.text[: mention.start].split()
    if today is None or (before and before[-1].lower() in _NEXT):
        return None
    if mention.weekday is not None:
        return today + timedelta(days=(mention.weekday - today.weekday()) % _WEEK or _WEEK)
    if mention.relative and mention.relative not in (*_TODAY, "tomorrow"):
        return None
    return resolved(mention, today)
