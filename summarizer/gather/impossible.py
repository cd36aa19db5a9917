"""Dates that cannot be: what a source gives for the event against the calendar, its own date, and the other sources.

Only what is sure is found. A day of another year or month than that of the event may be told on purpose, as history or
because it comes round each year: so nothing may speak for it, neither another day that the same source gives, nor any
other mention of that year or month in the cluster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from summarizer.gather.days import Told, event_days, is_news, told_days
from summarizer.records import Report, Sentence
from summarizer.stage_settings import GatherSettings
from summarizer.text import is_background, looks_back
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.dates import DateMention, dates, full, resolved, shown, stated, whole
from summarizer.text.words import DAYS

_FIRST_YEAR = 1925
"""From when on all countries count by one calendar: before, a weekday may fit the other one."""

_COMES_BACK = re.compile(
    r"\b(?:anniversar\w+|commemorat\w+|annual\w*|every\ (?:year|month)|monthly|years?\ (?:ago|earlier|before|later)"
    r"|(?:last|previous|following|next)\ year|months?\ (?:ago|earlier|before|later)|(?:last|previous)\ month)\b",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that tell of what was a year or a month before, or of what comes round."""


class Impossible(NamedTuple):
    """A date that cannot be: the row of its sentence, its mention in the sentence's flat text, and why.

    ``given`` is the date for the reader, and ``but`` what speaks against it. ``against`` is the row of the
    sentence whose day it is held against; None where that is the calendar, or the dates of the reports.
    """

    row: int
    mention: DateMention
    given: str
    but: str
    against: int | None = None

    @property
    def reason(self) -> str:
        """Why its sentence cannot be told as it stands."""
        return f"it gives {self.given}, {self.but}"


class _Cluster(NamedTuple):
    """All that a date is held against: the sentences with dates, read; ``days`` are those of the event."""

    sentences: Sequence[Sentence]
    reports: Sequence[Report]
    read: Mapping[int, Analysis]
    told: Mapping[int, Sequence[Told]]
    days: Mapping[date, tuple[Told, ...]]
    settings: GatherSettings

    def origin(self, row: int) -> str:
        """The origin of a sentence's report."""
        return self.reports[self.sentences[row].source].origin

    def published(self, row: int) -> date | None:
        """The day of a sentence's report."""
        return self.reports[self.sentences[row].source].document.day


def impossible_dates(
    sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser, settings: GatherSettings
) -> tuple[Impossible, ...]:
    """The dates of a cluster that cannot be, in the order of its sentences.

    Args:
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        analyse: reads sentences.
        settings: how far a day of the event lies before its report, and how near a mistaken one to it.
    """
    dated = {row: found for row, one in enumerate(sentences) if (found := dates(one.flat))}
    if not any(full(mention) for own in dated.values() for mention in own):
        return ()  # nothing is read for it
    analyse.prepare([sentences[row].flat for row in dated])
    read = {row: analyse(sentences[row].flat) for row in dated}
    told = told_days(read, [reports[one.source].document.day for one in sentences])
    known = _Cluster(sentences, reports, read, told, event_days(told, sentences, reports, settings), settings)
    wrong: dict[tuple[int, int], Impossible] = {}
    for row in read:
        for one in (*_against_calendar(known, row), *_against_others(known, row), *_against_publication(known, row)):
            wrong.setdefault((row, one.mention.start), one)
    return tuple(wrong[place] for place in sorted(wrong))


def _against_calendar(known: _Cluster, row: int) -> Iterator[Impossible]:
    """Days that no calendar has, and days that fall on another weekday than the one beside them."""
    one = known.read[row]
    for mention in filter(full, one.dates):
        given = one.text[mention.start : mention.end]
        day = stated(mention)
        if day is None and "-" not in given:  # digits with hyphens may be anything
            yield Impossible(row, mention, given, "a day that no calendar has")
        start, weekday = whole(one.text, one.dates, mention)
        named = weekday and one.text[weekday.start : weekday.end].lower() in DAYS  # "The Sun, 5 June 2013" names none
        if day and weekday and named and day.year >= _FIRST_YEAR and weekday.weekday != day.weekday():
            given = one.text[start : mention.end]
            yield Impossible(row, mention, given, f"and that day is a {DAYS[day.weekday()].capitalize()}")


def _against_publication(known: _Cluster, row: int) -> Iterator[Impossible]:
    """Days told as past that lie behind the dates of all reports.

    Reports of two origins must have a date, and no other may give a day behind it, for the dates of the reports may be
    what is wrong; so they are where the day lies years ahead.
    """
    dated = {report.origin: report.document.day for report in known.reports if report.document.day}
    own = known.published(row)
    if own is None or len(dated) < 2:
        return
    latest = max(report.document.day for report in known.reports if report.document.day)
    for given in known.told[row]:
        plain = given.main and full(given.mention) and _is_of_verb(known.read[row], given)
        ahead = (given.day - latest).days
        # One day is the same day elsewhere.
        if plain and 1 < ahead <= known.settings.days_ahead and not _has_company(known, given, latest):
            yield Impossible(row, given.mention, shown(given.day), f"and was published on {shown(own)}")


def _has_company(known: _Cluster, given: Told, latest: date) -> bool:
    """Whether a report of another origin, too, gives a full date behind the latest report."""
    return any(
        (day := stated(mention)) is not None and day > latest
        for row, one in known.read.items()
        if known.origin(row) != known.origin(given.row)
        for mention in one.dates
    )


def _is_of_verb(one: Analysis, given: Told) -> bool:
    """Whether a day can only be that of the verb: "announced elections on 5 May", "was set for" and "was to" leave it
    open.
    """
    tree = one.tree
    before = max((at for at in range(given.verb, given.first) if tree.is_noun(at)), default=-1)
    opens = given.first == 0
    return (opens or before < given.verb) and not tree.under(given.verb, "xcomp", "acomp", "attr")


def _against_others(known: _Cluster, row: int) -> Iterator[Impossible]:
    """Days of another year or month than the event's, which reports of two other origins give."""
    one, published = known.read[row], known.published(row)
    if published is None or is_background(one.text) or looks_back(one.text) or _COMES_BACK.search(one.text):
        return
    for given in known.told[row]:
        if not (given.main and full(given.mention)) or given.day in known.days:
            continue
        # What was published about the day that it gives may well be of that day.
        if abs(published - given.day) <= timedelta(days=known.settings.days_back):
            continue
        against = next((day for day in known.days if _is_slip(known, given, day)), None)
        if against is not None:
            but = f"where other sources have {shown(against)}"
            yield Impossible(row, given.mention, shown(given.day), but, _nearest(known, given, against))


def _is_slip(known: _Cluster, given: Told, day: date) -> bool:
    """Whether a day stands for that of the event by mistake: its sentence tells of it, and nothing speaks for the day.

    A wrong year or month alone is found by what happened, and by whom; a day that is not quite the event's, in the year
    before or after, only in a source that gives no other.
    """
    others = [one for one in known.days[day] if known.origin(one.row) != known.origin(given.row)]
    two = len({known.origin(one.row) for one in others}) > 1
    if not two or not is_news(day, known.published(given.row), known.settings):
        return False
    if _is_typed_wrong(given.day, day) and any(_same_event(known, given, one) for one in others):
        twice = any(one.day == day and _same_event(known, given, one) for one in _of_source(known, given))
        return not twice and not _is_meant(known, given, by_month=True)
    if not _next_year(known, given, day, others):
        return False
    published = known.published(given.row)
    alone = not any(is_news(one.day, published, known.settings) for one in _of_source(known, given))
    return alone and not _is_meant(known, given, by_month=False)


def _is_typed_wrong(given: date, meant: date) -> bool:
    """Whether two days differ in nothing but the year, or in nothing but the month."""
    return given.day == meant.day and (given.year == meant.year or given.month == meant.month)


def _of_source(known: _Cluster, given: Told) -> list[Told]:
    """What else the source of a sentence gives days for."""
    source = known.sentences[given.row].source
    rows = [row for row in known.told if known.sentences[row].source == source]
    return [one for row in rows for one in known.told[row] if one != given]


def _next_year(known: _Cluster, given: Told, day: date, others: Sequence[Told]) -> bool:
    """Whether a day is near to that of the event but for the year before or after, in a sentence that opens its source
    and speaks of what reports of two other origins tell of that day.
    """
    settings = known.settings
    try:
        moved = given.day.replace(year=day.year)
    except ValueError:  # 29 February
        return False
    if abs(given.day.year - day.year) != 1 or abs(moved - day) > timedelta(days=settings.days_near):
        return False
    sentence = known.sentences[given.row]
    last = max(one.position for one in known.sentences if one.source == sentence.source)
    if 2 * sentence.position > last:  # what went before stands further down
        return False
    near = [one for one in others if _names(known.read[given.row]) & _names(known.read[one.row])]
    ids = frozenset().union(*(_content(known.read[one.row]) for one in near))
    origins = {known.origin(one.row) for one in near}
    return len(origins) > 1 and len(ids & _content(known.read[given.row])) >= settings.days_alike


def _same_event(known: _Cluster, first: Told, second: Told) -> bool:
    """Whether two verbs tell the same: one word, and the same who do it and bear it, as far as both say."""
    mine, its = known.read[first.row], known.read[second.row]
    if mine.words[first.verb].id != its.words[second.verb].id or not mine.words[first.verb].content:
        return False
    doers = [_ids(one, at, *SUBJECTS) for one, at in ((mine, first.verb), (its, second.verb))]
    bearers = [_ids(one, at, "dobj") for one, at in ((mine, first.verb), (its, second.verb))]
    return bool(doers[0] & doers[1]) and (bearers[0] == bearers[1] or bool(bearers[0] & bearers[1]))


def _ids(one: Analysis, at: int, *relations: str) -> frozenset[str]:
    return frozenset(one.words[child].id for child in one.tree.under(at, *relations))


def _is_meant(known: _Cluster, given: Told, by_month: bool) -> bool:
    """Whether anything speaks for a day that is not the event's: it may be told on purpose.

    Another source gives it too, its own tells what comes round or was before, or any speaks of that year: ``by_month``
    asks of the others whether they speak of that month of it.
    """
    source = known.sentences[given.row].source
    for row, one in enumerate(known.sentences):
        if one.source == source and _COMES_BACK.search(one.flat):
            return True
        copied = known.origin(row) == known.origin(given.row)
        for mention in known.read[row].dates if row in known.read else ():
            again = copied and full(mention) and stated(mention) == given.day
            if not again and _speaks_of(mention, known.published(row), given.day, by_month and one.source != source):
                return True
    return False


def _speaks_of(mention: DateMention, published: date | None, day: date, by_month: bool) -> bool:
    """Whether a mention is of the year of a day, or of its month."""
    if mention.weekday is not None or (mention.relative and published is None):
        return False
    if mention.relative in ("last year", "previous year"):
        return published is not None and published.year - 1 == day.year
    meant = None
    if mention.month and mention.day and not mention.year:
        try:
            meant = resolved(mention, published) if published else None
        except OverflowError:
            meant = None
    year, month = (meant.year, meant.month) if meant else (mention.year, mention.month)
    return (month == day.month and year in (None, day.year)) if by_month else year == day.year


def _nearest(known: _Cluster, given: Told, day: date) -> int:
    """The sentence about a day that has most in common with one that gives another."""
    mine = _content(known.read[given.row])
    others = [one for one in known.days[day] if known.origin(one.row) != known.origin(given.row)]
    return max(others, key=lambda one: (len(mine & _content(known.read[one.row])), -one.row)).row


def _content(one: Analysis) -> frozenset[str]:
    return frozenset(word.id for word in one.words if word.content and word.kind == "word")


def _names(one: Analysis) -> frozenset[str]:
    return frozenset(word.id for word in one.words if word.name and word.content and word.kind == "word")
