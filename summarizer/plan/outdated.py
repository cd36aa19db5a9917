"""Numbers that time has overtaken: told without them, told with their time, or not told; the newest takes their place.

A report is not wrong for having been early, but what it counted then is not what holds now. The sentence with the
newest value inherits what the sentences with the older ones had in their favour: three reports of 14 dead speak for the
one that says 17.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from datetime import datetime
from typing import NamedTuple

from summarizer.plan.days import AS_OF, inside, opens_small, shown_day, with_days
from summarizer.records import Document, Fact, Figure, FigureValue, Report, Sentence, Statement
from summarizer.settings import PlanSettings
from summarizer.text import (
    canonical_stems,
    dangles,
    is_statement,
    paired_quotes,
    word_count,
)
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.condensing import LEAST_WORDS, condensed
from summarizer.text.dates import resolved
from summarizer.text.leaning import leans
from summarizer.text.measured import Measured, measured
from summarizer.text.omissible import omissible
from summarizer.text.tellings import read_at, superseded_values


class Outdated(NamedTuple):
    """A value that a sentence gives as if it held now, and the newest one of its figure."""

    value: FigureValue
    newest: FigureValue


class Moved(NamedTuple):
    """A figure that time has moved: its newest value, the rows that tell it, and those that only tell older ones.

    Each row stands with its value.
    """

    newest: FigureValue
    current: tuple[tuple[int, FigureValue], ...]
    older: tuple[tuple[int, FigureValue], ...]


def moved_figures(figures: Sequence[Figure], sentences: Sequence[Sentence]) -> list[Moved]:
    """The figures that time has moved.

    Args:
        figures: all of the cluster.
        sentences: all sentences of the cluster.
    """
    rows = rows_by_place(sentences)
    found = []
    for figure in figures:
        old, newest = superseded_values(figure), figure.newest_value
        if not old or newest is None:
            continue
        told = told_in(figure, rows)
        current = tuple((row, value) for row, value in told if value in figure.current)
        known = {row for row, _ in current}
        older = tuple((row, value) for row, value in told if row not in known and value in old)
        found.append(Moved(newest, current, older))
    return found


def rows_of_newest(moved: Sequence[Moved]) -> set[int]:
    """The rows that tell the newest value of a figure that time has moved."""
    return {row for figure in moved for row, _ in figure.current}


Place = tuple[int, int, int]
"""The source of a sentence, and where it begins and ends there."""


def rows_by_place(sentences: Sequence[Sentence]) -> dict[Place, int]:
    """The row of each sentence."""
    return {(one.source, one.start, one.end): row for row, one in enumerate(sentences)}


def told_in(figure: Figure, rows: Mapping[Place, int]) -> list[tuple[int, FigureValue]]:
    """The values of a figure, each with the row of its sentence."""
    return [(rows[at], one) for one in figure.values if (at := (one.source, one.start, one.end)) in rows]


def outdated(
    moved: Sequence[Moved], sentences: Sequence[Sentence], analyse: Analyser
) -> dict[int, tuple[Outdated, ...]]:
    """The values that each sentence gives as if they held now though they do not, by its row.

    One that tells the newest value too tells the course, and one that is told as what was before is no news.
    """
    found: dict[int, list[Outdated]] = {}
    for figure in moved:
        for row, value in figure.older:
            read = read_at(value, analyse(sentences[row].flat))
            if read is None or not (read.older or (read.known and _knows_newest(value, figure))):
                found.setdefault(row, []).append(Outdated(value, figure.newest))
    return {row: tuple(some) for row, some in found.items()}


def _knows_newest(value: FigureValue, figure: Moved) -> bool:
    """Whether the source of an older value tells the newest one at the same time: "one of the five missing"."""
    return any((one.source, one.as_of) == (value.source, value.as_of) for _, one in figure.current)


def with_figures(
    statements: Sequence[Statement],
    moved: Sequence[Moved],
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    analyse: Analyser,
    settings: PlanSettings,
) -> tuple[Statement, ...]:
    """The statements, none of which tells a value as if it held now that a newer one has superseded.

    What is told together with other sentences stays: it tells what became of its claim.

    Args:
        statements: how each sentence may be told so far.
        moved: the figures that time has moved.
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        analyse: reads sentences.
        settings: which sentences are worth telling with their time.
    """
    old = outdated(moved, sentences, analyse)
    news = _told_with_newest(moved, sentences, statements, analyse)
    found = list(statements)
    for row, values in old.items():
        one = statements[row]
        if one.withheld or one.wording or one.partners:
            continue
        found[row] = _retold(one, row, values, news, sentences, reports, analyse, settings)
    return tuple(found)


def _told_with_newest(
    moved: Sequence[Moved], sentences: Sequence[Sentence], statements: Sequence[Statement], analyse: Analyser
) -> dict[FigureValue, frozenset[str]]:
    """The content words of the sentences that may tell the newest value of each figure."""
    return {
        figure.newest: frozenset(
            word
            for row, _ in figure.current
            if _may_tell(statements[row], analyse(sentences[row].flat))
            for word in canonical_stems(sentences[row].flat)
        )
        for figure in moved
    }


def _retold(
    one: Statement,
    row: int,
    old: Sequence[Outdated],
    news: Mapping[FigureValue, frozenset[str]],
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    analyse: Analyser,
    settings: PlanSettings,
) -> Statement:
    """How a sentence with outdated values may be told: without them, else with their time, else not at all."""
    read = analyse(sentences[row].flat)
    days = [report.document.day for report in reports]
    if not one.voice and _stands_alone(read, settings):
        without = _without(read, old)
        text = without or _with_time(read, old, news, reports, settings)
        if text and (told := _dated(text, days[sentences[row].source], days, analyse)):
            return replace(one, wording=told, past=not without)
    first = old[0].newest
    return replace(
        one, withheld=f"superseded by {_name(reports[first.source].document)}: {' '.join(first.value.split())}"
    )


def _name(document: Document) -> str:
    return document.publisher or document.id


def _stands_alone(one: Analysis, settings: PlanSettings) -> bool:
    """Whether a sentence can be told by rule: grammar shows what it says, and it leans on nothing before it."""
    text = one.text
    plain = one.tree.parsed and is_statement(text) and paired_quotes(text) and text[:1].isalnum()
    return plain and not leans(one) and not dangles(text) and word_count(text) <= settings.dated_words


def _without(one: Analysis, old: Sequence[Outdated]) -> str:
    """The sentence without all parts that hold its outdated values; empty where one of these may not go."""
    parts = omissible(one)
    gone = []
    for each in old:
        read = read_at(each.value, one)
        holding = [
            part for part in parts if read and part.start <= read.quantity.start and read.quantity.end <= part.end
        ]
        if not holding:
            return ""
        gone.append(min(holding, key=lambda part: part.end - part.start))
    text = condensed(one, gone)
    return text if word_count(text) >= LEAST_WORDS else ""


def _with_time(
    one: Analysis,
    old: Sequence[Outdated],
    news: Mapping[FigureValue, frozenset[str]],
    reports: Sequence[Report],
    settings: PlanSettings,
) -> str:
    """The sentence with the time at which it was told; empty where that is not known, or it says little besides.

    Where no sentence can tell the newest value, an older one with its time is better than none.
    """
    labels = {_label(each, reports) for each in old}
    reads = [read for each in old if (read := read_at(each.value, one))]
    if len({each.value.as_of for each in old}) > 1 or "" in labels or len(reads) < len(old):
        return ""
    known = frozenset().union(*(news.get(each.newest, frozenset()) for each in old))
    if len(canonical_stems(one.text) - known) < settings.dated_content:
        return ""
    if all(_names_time(each.value, one, reports) for each in old):
        return one.text
    when = max(labels, key=len)  # of the same time, that with the hour tells more
    if opens_small(one) and all(_is_of_opening_clause(one, read.word) for read in reads):
        return f"As of {when}, {inside(one)}"
    return _behind(one, reads[0], f"(as of {when})") if len(reads) == 1 else ""


def _is_of_opening_clause(one: Analysis, at: int) -> bool:
    """Whether a word stands in the clause whose subject opens the sentence, or in one that is joined to it or said."""
    tree = one.tree
    opening = {
        node.head
        for place, node in enumerate(tree.nodes)
        if node.relation in SUBJECTS and min(tree.subtree(place)) == 0
    }
    verb = tree.predicate(at)
    joined = verb >= 0 and tree.nodes[verb].relation in ("conj", "ccomp") and tree.nodes[verb].head in opening
    return verb in opening or joined


def _behind(one: Analysis, read: Measured, words: str) -> str:
    """A sentence with words behind a number and what it counts."""
    at = max(read.quantity.end, one.words[read.noun].end if read.noun > read.word else 0)
    return f"{one.text[:at]} {words}{one.text[at:]}"


def _names_time(value: FigureValue, one: Analysis, reports: Sequence[Report]) -> bool:
    """Whether a sentence says itself when a value held: another day than its article's, and no course."""
    if AS_OF.search(one.text):
        return True
    read = read_at(value, one)
    if read and not read.fate and _names_day(one, _moment(_told(value, reports))):
        return True  # 412 flights were cancelled on Tuesday; of the dead of Tuesday more become known
    other_day = len(value.as_of) == len("2025-02-12") and value.as_of != reports[value.source].document.date
    return other_day and not any(each.older or each.moved for each in measured(one))


def _names_day(one: Analysis, moment: datetime | None) -> bool:
    """Whether a sentence gives the day on which it was told."""
    return moment is not None and any(resolved(mention, moment.date()) == moment.date() for mention in one.dates)


def _label(old: Outdated, reports: Sequence[Report]) -> str:
    """When an outdated value was told, as a reader says it, where that is before the newest one was; else empty."""
    known = _told(old.value, reports), _told(old.newest, reports)
    mine, its = map(_moment, known)
    days = [day for report in reports if (day := report.document.day)]
    if mine is None or its is None or not days:
        return ""
    shown = shown_day(mine.date(), max(days))
    if mine.date() != its.date():
        return shown if mine < its else ""
    return f"{mine:%H:%M} on {shown}" if mine < its and all("T" in one for one in known) else ""


def _told(value: FigureValue, reports: Sequence[Report]) -> str:
    """When a value was told: its own hour where it has one, as entries of a live report do, else its article's."""
    document = reports[value.source].document
    return value.as_of if "T" in value.as_of or not value.as_of else document.published


def _moment(iso: str) -> datetime | None:
    """An ISO date or moment, in its own clock."""
    try:
        return datetime.fromisoformat(iso).replace(tzinfo=None) if iso else None
    except ValueError:
        return None


def _dated(text: str, day: Day | None, days: Sequence[Day | None], analyse: Analyser) -> str:
    """The text with words such as "today" told as days; empty where they cannot be."""
    told = with_days(analyse(text), day, days)
    return "" if told.unexplained else told.text


def _may_tell(statement: Statement, one: Analysis) -> bool:
    """Whether a sentence can tell its value alone: a row of a table cannot, nor one that leans on another."""
    leaning = leans(one) or dangles(one.text) or (one.tree.parsed and not one.tree.has_verb)
    return is_statement(one.text) and not leaning and not statement.withheld


_DEEP = 100
"""Words above a number whose place in its sentence grammar does not show: more than any has."""


class Heir(NamedTuple):
    """The row that tells the newest value of a figure best, and the rows whose value it replaces."""

    row: int
    replaced: tuple[int, ...]


def heirs(
    moved: Sequence[Moved],
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    analyse: Analyser,
    second_hand: Collection[int] = (),
) -> list[Heir]:
    """For each figure that time has moved: the sentence that takes the place of those with its older values.

    It is told in its own words, at first hand, and says the value itself, not in passing: near the top of its grammar.
    """

    def worth(pair: tuple[int, FigureValue]) -> tuple[bool, bool, int, int]:
        row, value = pair
        one = analyse(sentences[row].flat)
        read = read_at(value, one)
        return (
            sentences[row].source in second_hand,
            not statements[row].settled,
            len(one.tree.above(read.word)) if read else _DEEP,
            row,
        )

    found = []
    for figure in moved:
        tellable = [pair for pair in figure.current if _may_tell(statements[pair[0]], analyse(sentences[pair[0]].flat))]
        if tellable and figure.older:
            found.append(Heir(min(tellable, key=worth)[0], tuple(sorted({row for row, _ in figure.older}))))
    return found


def with_heirs(facts: Sequence[Fact], given: Sequence[Heir], origins: Sequence[int]) -> tuple[Fact, ...]:
    """The facts, that of each heir with the origins of the sentences whose value it replaces.

    Args:
        facts: which sentences state the same.
        given: the heirs.
        origins: (n,) the origin of each sentence, a number.
    """
    of_row = {row: at for at, fact in enumerate(facts) for row in fact.rows}
    found = list(facts)
    for heir in given:
        at = of_row.get(heir.row)
        if at is not None:
            count = len({origins[row] for row in (*found[at].rows, *heir.replaced)})
            found[at] = replace(found[at], origins=max(found[at].origins, count))
    return tuple(found)
