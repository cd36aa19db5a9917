"""Figures: what several sentences count, measure, price, score or date, with all values, and which of them holds now.

There are no chains: a value joins a figure where it is of one thing (`linking`) with most of its values, and for sure
of another with none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizer.gather.evidence import surely_one
from summarizer.gather.linking import Links, links
from summarizer.gather.moments import Moment
from summarizer.gather.pairing import equal
from summarizer.gather.relating import Related, levels, one_day, related
from summarizer.gather.scoping import companions, scopes
from summarizer.gather.values import Value, span_of, values_of
from summarizer.records import NAMELESS, Figure, FigureValue, Report, Sentence
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.earlier import is_of_the_past
from summarizer.text.lexicon import CURRENCIES, PERIODS
from summarizer.text.measured import DATE
from summarizer.text.naming import named_by, scope_of
from summarizer.text.numbered import UNITS
from summarizer.text.numbers import Quantity

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

_PAIRS_AT_ONCE = 4096

_DAYS = 31
_UNSAID = "number"
"""What is compared of a number whose sentence has no word for what it counts."""


class Counted(NamedTuple):
    """The figures of a cluster, and how many of its numbers were not compared."""

    figures: tuple[Figure, ...]
    left: int = 0


def figures_of(
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    embeddings: Floats,
    analyse: Analyser,
    settings: GatherSettings,
    encode: Callable[[Sequence[str]], Floats] | None = None,
) -> Counted:
    """Everything that is counted, measured, priced or scored more than once.

    Args:
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        embeddings: (n, d) float32, unit rows, one a sentence in their order.
        analyse: reads sentences.
        settings: how near two sentences are whose numbers may be of one figure.
        encode: gives (n, d) float32, unit rows, of texts. Without it no number is taken for that of another report
            because it is the nearest.

    Returns:
        Figures in the order of their first sentences.
    """
    known = values_of(sentences, reports, analyse, settings)
    values = known[: settings.most_values]
    said = encode([value.said or _UNSAID for value in values]) if encode and values else None
    linked = links(values, embeddings, settings, said)
    groups = [group for group in _groups(values, linked, settings) if len(group) > 1]
    told = [one for group in groups for one in _related(group, embeddings, linked, settings)]
    told = [one for one in told if _is_figure(one, sentences, settings)]
    told += [one for one in _beside(values, told, linked, settings) if _is_figure(one, sentences, settings)]
    found = tuple(_figure(one, sentences, analyse) for one in told)
    return Counted(found, len(known) - len(values))


def figure_notes(counted: Counted, settings: GatherSettings) -> tuple[str, ...]:
    """What the reader should know where a cluster has more numbers than are compared."""
    if not counted.left:
        return ()
    return (
        f"The sources give {settings.most_values + counted.left:,} numbers; only the first {settings.most_values:,} "
        "were compared with one another.",
    )


def _groups(values: Sequence[Value], linked: Links, settings: GatherSettings) -> list[list[Value]]:
    """The values by figure: the pairs that are surest first, each group joined to another where most pairs agree."""
    likeness = linked.likeness
    same = linked.same & equal([value.measured.low for value in values])
    groups = {at: [at] for at in range(len(values))}
    group_of = np.arange(len(values))
    refused: set[tuple[int, int, int, int]] = set()
    first, second = np.nonzero(np.triu(likeness) > 0)
    surest = np.argsort(-likeness[first, second], kind="stable")
    for one, two in _apart(first[surest], second[surest], group_of):
        mine, its = group_of[one], group_of[two]
        asked = (mine, its, len(groups[mine]), len(groups[its]))
        if mine == its or asked in refused:
            continue
        between = likeness[np.ix_(groups[mine], groups[its])]
        repeated = between[same[np.ix_(groups[mine], groups[its])]]  # what repeats a number need not be like the others
        if (between < 0).any() or ((repeated if repeated.size else between) > 0).mean() < settings.agreeing:
            refused.add(asked)
            continue
        group_of[groups[its]] = mine
        groups[mine] += groups.pop(its)
    return [[values[at] for at in sorted(group)] for group in sorted(groups.values(), key=min)]


def _apart(first: Places, second: Places, group_of: Places) -> Iterator[tuple[int, int]]:
    """The pairs of values that are still of two groups, as ``group_of`` changes; most are of one by then."""
    for start in range(0, len(first), _PAIRS_AT_ONCE):
        some = slice(start, start + _PAIRS_AT_ONCE)
        apart = np.flatnonzero(group_of[first[some]] != group_of[second[some]]) + start
        yield from zip(first[apart].tolist(), second[apart].tolist(), strict=True)


def _related(group: Sequence[Value], embeddings: Floats, linked: Links, settings: GatherSettings) -> Iterator[Related]:
    """How the values of a group relate; numbers that are not surely of one thing are figures of their own."""
    found = related(group, settings)
    if found.relation in ("same", "bound"):
        yield found
        return
    each = [level.values for level in levels(group, settings)]
    for places in surely_one(each, embeddings, linked, settings):
        values = [value for place in places for value in each[place]]
        if len(values) > 1:
            yield from _by_scope(related(values, settings), settings)


def _by_scope(found: Related, settings: GatherSettings) -> Iterator[Related]:
    """A figure, and where its values are of several scopes, how those of each relate that are not one number."""
    if found.relation == "scope":
        for places in scopes(found.levels):
            one = related([value for place in places for value in found.levels[place]], settings)
            if one.relation != "same":
                yield one
    yield found


def _beside(values: Sequence[Value], told: Sequence[Related], linked: Links, settings: GatherSettings) -> list[Related]:
    """The values that are in no figure, each as a scope of its own beside those that it is told apart from."""
    level_of = {value: level for one in reversed(told) for level in one.levels for value in level}
    alone = [at for at, value in enumerate(values) if value not in level_of]
    found: dict[frozenset[Value], Related] = {}
    for one in companions(values, alone, linked.close, settings):
        value, other = values[one.value], values[one.beside]
        beside = level_of.get(other, (other,))
        if len({each.source for each in (value, *beside)}) > 1:
            found.setdefault(frozenset((value, *beside)), Related("scope", (beside, (value,)), None))
    return list(found.values())


def _is_figure(found: Related, sentences: Sequence[Sentence], settings: GatherSettings) -> bool:
    """Whether values are of one thing for sure.

    Where nothing shows how they relate they must be of several sources. Two days mostly are those of two deeds, but for
    a typed wrong year or month.
    """
    if found.relation in ("unknown", "scope") and len({value.source for value in found.values}) < 2:
        return False
    if not _fits_in_time(found, settings) or _is_mixed(found):
        return False
    if found.values[0].measured.unit != DATE or found.relation in ("same", "update"):
        return True
    return _is_of_one_deed(found, sentences)


def _is_mixed(found: Related) -> bool:
    """Whether numbers cannot be of one thing: a share and a count, or two that one sentence gives at once ("Reform 37
    percent, National 34"), where neither is what the other was before, nor said by somebody else.
    """
    if found.relation in ("same", "bound", "scope"):
        return False
    if len({value.measured.unit == "%" for value in found.values}) > 1:
        return True
    together = ((one, two) for mine, its in combinations(found.levels, 2) for one in mine for two in its)
    return any(
        one.row == two.row
        and not any(each.measured.older or each.measured.moved or each.measured.opposed for each in (one, two))
        for one, two in together
    )


def _fits_in_time(found: Related, settings: GatherSettings) -> bool:
    """Whether nothing but what is claimed tells the numbers apart: scopes are given at one time, for what differs in
    both may differ in anything; what is of several days, and not told to have moved, is not surely of one thing.
    """
    if found.relation == "scope":
        return _at_one_time(found, settings)
    if found.relation != "unknown" or found.values[0].measured.fate:
        return True
    return all(one_day(one, two) for one, two in _dated_pairs(found))


def _is_of_one_deed(found: Related, sentences: Sequence[Sentence]) -> bool:
    """Whether two days are those of one deed: both are planned, or one of them has a wrong month or a wrong year."""
    days = {date.fromordinal(int(value.measured.low)): _dates_year(value, sentences) for value in found.values}
    planned = not any(value.measured.known for value in found.values)
    return planned or all(
        one.day == two.day and (one.year == two.year or (one.month == two.month and days[one] and days[two]))
        for one, two in combinations(days, 2)
    )


def _dates_year(value: Value, sentences: Sequence[Sentence]) -> bool:
    """Whether a day is told with its year: that of "1 June" is but the likeliest."""
    quantity = value.measured.quantity
    return any(year.isdigit() and int(year) > _DAYS for year in _words(sentences[value.row].flat, quantity))


def _words(text: str, quantity: Quantity) -> list[str]:
    return text[quantity.start : quantity.end].replace(",", " ").split()


def _at_one_time(found: Related, settings: GatherSettings) -> bool:
    """Whether each number is given within a day or so of another one."""
    reach = timedelta(hours=settings.scope_time)
    near = [
        {at, other}
        for (at, mine), (other, its) in combinations(enumerate(found.levels), 2)
        if any(_between(one.when, two.when) <= reach for one in mine for two in its if one.when and two.when)
    ]
    return set().union(*near) == set(range(len(found.levels)))


def _between(one: Moment, two: Moment) -> timedelta:
    """How long it is at least from one moment to the other."""
    return max(one.first, two.first) - min(one.last, two.last)


def _dated_pairs(found: Related) -> Iterator[tuple[Value, Value]]:
    """The pairs of values of two numbers that are both given for a known time."""
    for mine, its in combinations(found.levels, 2):
        yield from ((one, two) for one in mine for two in its if one.when and two.when)


def _figure(found: Related, sentences: Sequence[Sentence], analyse: Analyser) -> Figure:
    what = _what(found, sentences, analyse)
    shown = tuple(
        _shown(value, at, sentences[value.row], found, analyse)
        for at, level in enumerate(found.levels)
        for value in level
    )
    if found.relation == "update" and found.newest is not None:
        newest = analyse(" ".join(shown[found.newest].quote.split()))
        if is_of_the_past(newest):  # it replaces nothing: the dead of 1987 are others
            return Figure(what, "unknown", shown, None)
    return Figure(what, found.relation, shown, found.newest)


def _shown(value: Value, level: int, sentence: Sentence, found: Related, analyse: Analyser) -> FigureValue:
    quantity, one = value.measured.quantity, analyse(sentence.flat)
    end = _with_unit(one, value)
    at, text = span_of(sentence, quantity.start, end), sentence.flat[quantity.start : end]
    scope = scope_of(one, value.measured) if found.relation == "scope" else ""
    number: float | str = quantity.low
    if quantity.unit == "day":
        number = date.fromordinal(int(quantity.low)).isoformat()
    return FigureValue(
        sentence.source, sentence.start, sentence.end, sentence.text, at, text, number, quantity.bound,
        quantity.unit, value.when.shown if value.when and not _is_stale(value, level, found) else "", scope, level,
    )  # fmt: skip


def _with_unit(one: Analysis, value: Value) -> int:
    """Where a value ends with the noun that is its unit: "12,000 acres" beside "9,300 hectares"."""
    behind, quantity = value.measured.word + 1, value.measured.quantity
    if quantity.unit or behind >= len(one.words) or one.words[behind].possessive:
        return quantity.end
    lemma = one.tree.nodes[behind].lemma
    return one.words[behind].end if lemma in UNITS or lemma in CURRENCIES | PERIODS else quantity.end


def _is_stale(value: Value, level: int, found: Related) -> bool:
    """Whether an older value is told when another had taken its place already: it does not say that it held then."""
    newest = len(found.levels) - 1
    if found.relation != "update" or level == newest:
        return False
    since = min((one.when for one in found.levels[newest] if one.when), key=_end, default=None)
    return not (value.when and since and value.when.before(since))


def _end(moment: Moment) -> datetime:
    return moment.last


def _what(found: Related, sentences: Sequence[Sentence], analyse: Analyser) -> str:
    """What the values count, as the sources name it: by a noun if they can, as most do, as the newest does.

    What is said of those who are counted belongs to the name only where it is said of all.
    """
    named = [named_by(analyse(sentences[value.row].flat), value.measured) for value in reversed(found.values)]
    counts = Counter(name.noun for name in named)
    best = max(named, key=lambda name: (bool(name.noun), not name.anyone, counts[name.noun], bool(name.more)))
    return (best.noun if found.relation == "scope" else best.whole) or NAMELESS
