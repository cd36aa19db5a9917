"""Figures: what several sentences count, measure, price or score, with all values, and which of them holds now.

Two values are of one figure where they have one unit and their sentences are near in meaning and share what they count,
or what became of whom; values that are told as older and newer in one clause are so in any case. There are no chains:
a value joins a figure where it is of one with most of its values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from summarizer.gather.relating import Related, alike, digits, related
from summarizer.gather.values import Value, span_of, values_of
from summarizer.records import Figure, FigureValue, Report, Sentence
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.measured import ANYONE, Measured

Floats = NDArray[np.float32]


def figures_of(
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    embeddings: Floats,
    analyse: Analyser,
    settings: GatherSettings,
) -> tuple[Figure, ...]:
    """Everything that is counted, measured, priced or scored more than once.

    Args:
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        embeddings: (n, d) float32, unit rows, one a sentence in their order.
        analyse: reads sentences.
        settings: how near two sentences are whose numbers may be of one figure.

    Returns:
        Figures in the order of their first sentences.
    """
    values = values_of(sentences, reports, analyse)[: settings.most_values]
    groups = _groups(values, embeddings, settings)
    told = [related(group, settings) for group in groups if len(group) > 1]
    return tuple(_figure(one, sentences, analyse) for one in told if _is_figure(one))


def _groups(values: Sequence[Value], embeddings: Floats, settings: GatherSettings) -> list[list[Value]]:
    """The values by figure: the pairs that are surest first, each group joined to another where most pairs agree."""
    rows = np.array([value.row for value in values], dtype=np.int64)
    near = embeddings[rows] @ embeddings[rows].T if len(rows) else np.zeros((0, 0), dtype=np.float32)
    likeness = np.zeros((len(values), len(values)))
    for one, two in _told_together(values):
        likeness[one, two] = likeness[two, one] = 2.0
    for one in range(len(values)):
        for two in range(one + 1, len(values)):
            if values[one].row == values[two].row:
                continue
            likeness[one, two] = likeness[two, one] = _likeness(
                values[one], values[two], float(near[one, two]), settings
            )
    group_of = {at: [at] for at in range(len(values))}
    pairs = np.argwhere(np.triu(likeness) > 0)
    for one, two in sorted(pairs.tolist(), key=lambda pair: -likeness[pair[0], pair[1]]):
        mine, its = group_of[one], group_of[two]
        if mine is its:
            continue
        agreeing = (likeness[np.ix_(mine, its)] > 0).mean()
        if agreeing >= settings.agreeing:
            mine += its
            for at in its:
                group_of[at] = mine
    unique = {id(group): group for group in group_of.values()}
    return [[values[at] for at in sorted(group)] for group in sorted(unique.values(), key=min)]


def _is_figure(found: Related) -> bool:
    """Whether values are of one thing for sure: two days mostly are those of two, but for a typed wrong year or month."""
    if found.values[0].measured.unit != "date" or found.relation in ("same", "update"):
        return True
    days = {date.fromordinal(int(value.number)) for value in found.values}
    planned = not any(value.measured.known for value in found.values)
    return planned or all(
        one.day == two.day and (one.year == two.year or one.month == two.month) for one, two in combinations(days, 2)
    )


def _told_together(values: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """The values that a sentence tells as older, each with the nearest that it tells as newer."""
    for at, old in enumerate(values):
        if not old.measured.older or old.measured.part:
            continue
        newer = [
            other
            for other, one in enumerate(values)
            if one.row == old.row and not one.measured.older and not one.measured.part
            if _one_unit(old.measured, one.measured) and one.number != old.number
        ]
        if newer:
            yield min(newer, key=lambda other: abs(values[other].measured.word - old.measured.word)), at


def _likeness(one: Value, two: Value, cosine: float, settings: GatherSettings) -> float:
    """How sure it is that two values are of one figure; 0 where they are not."""
    mine, its = one.measured, two.measured
    if mine.part or its.part or not _one_unit(mine, its):
        return 0.0
    if mine.unit == "date":
        return cosine if mine.things & its.things and cosine >= settings.figure_alike else 0.0
    if (mine.known or its.known) and mine.low != its.low:
        return 0.0
    if mine.fate != its.fate and (mine.older or its.older) and alike(mine, its, settings):
        return cosine if cosine >= settings.figure_near else 0.0  # "the total of eleven was too high"
    if mine.fate or its.fate:
        return 1.0 + cosine if mine.fate == its.fate and cosine >= settings.figure_near else 0.0
    shared = mine.things & its.things
    if mine.unit == "%" or its.unit == "%":
        shared |= mine.names & its.names
    same = alike(mine, its, settings)
    common = bool(mine.deeds & its.deeds)
    if shared - ANYONE and (same or common or mine.unit):
        need = settings.figure_near
    elif shared:
        need = settings.figure_near if common else settings.figure_alike  # people
    elif same and _telling(one) and _telling(two):
        need = settings.figure_same_digits if _digits(one, two) else settings.figure_same_value
    elif common:
        need = settings.figure_unlike
    else:
        return 0.0
    return cosine + (0.5 if same else 0.0) if cosine >= need and not _names_differ(one, two) else 0.0


def _one_unit(one: Measured, two: Measured) -> bool:
    """Whether two values are told in one unit; a value told as older may leave it out ("50.6 per cent, up from 48.2")."""
    return one.unit == two.unit or (one.older and not one.unit) or (two.older and not two.unit)


def _telling(one: Value) -> bool:
    """Whether a number is rare enough that two sentences with it are likely to be of one thing."""
    return bool(one.measured.unit) or one.measured.low >= 20


def _digits(one: Value, two: Value) -> bool:
    """Whether two values are one number that has so many digits that it is hardly there twice by chance."""
    return one.number == two.number and digits(one.number) > 2


def _names_differ(one: Value, two: Value) -> bool:
    mine, its = one.measured.names, two.measured.names
    shares = "%" in (
        one.measured.unit,
        two.measured.unit,
    )  # "91 per cent of the votes" are counted, "48.2 per cent of the vote" are Brill's
    return (bool(mine and its) or (shares and bool(mine or its))) and not mine & its


def _figure(found: Related, sentences: Sequence[Sentence], analyse: Analyser) -> Figure:
    what = _what(found, sentences, analyse)
    shown = tuple(_shown(value, sentences[value.row], found, analyse) for value in found.values)
    return Figure(what, found.relation, shown, found.newest)


def _shown(value: Value, sentence: Sentence, found: Related, analyse: Analyser) -> FigureValue:
    quantity = value.measured.quantity
    at = span_of(sentence, quantity.start, quantity.end)
    text = sentence.flat[quantity.start : quantity.end]
    scope = _named(analyse(sentence.flat), value) if found.relation == "scope" else ""
    number: float | str = quantity.low
    if quantity.unit == "day":
        number = date.fromordinal(int(quantity.low)).isoformat()
    return FigureValue(
        sentence.source, sentence.start, sentence.end, sentence.text, at, text, number, quantity.bound,
        quantity.unit, value.when.shown if value.when else "", scope,
    )  # fmt: skip


_FATES = {
    "dead": "killed", "injured": "injured", "missing": "missing", "displaced": "displaced", "arrested": "arrested",
    "rescued": "rescued", "evacuated": "evacuated",
}  # fmt: skip


def _what(found: Related, sentences: Sequence[Sentence], analyse: Analyser) -> str:
    """What the values count, as the sources name it."""
    fate = next((value.measured.fate for value in found.values if value.measured.fate), None)
    if fate:
        return _FATES[fate]
    names = [_named(analyse(sentences[value.row].flat), value) for value in found.values]
    return max(filter(None, names), key=names.count, default="figure")


def _named(one: Analysis, value: Value) -> str:
    """The noun that a number counts, or whose measure it is, with what stands before it and its "of"."""
    at = value.measured.noun
    if at < 0:
        return ""
    tree = one.tree
    own = {at, *tree.under(at, "compound", "amod")}
    own |= {place for of in tree.under(at, "prep") if tree.nodes[of].low == "of" for place in tree.subtree(of)}
    stretch = [place for place in sorted(own) if one.words[place].kind == "word"]
    run = [place for place in stretch if place - stretch[0] < 6]
    return " ".join(one.words[place].text for place in run)
