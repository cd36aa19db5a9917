"""Conflicts: who says one number and who another, a claim and its denial, are told one behind the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.plan.outdated import rows_by_place, told_in
from summarizer.records import Chosen, Figure, Report, Sentence
from summarizer.settings import PlanSettings
from summarizer.text import dangles
from summarizer.text.analysis import Analyser
from summarizer.text.leaning import leans

Floats = NDArray[np.float32]
Sides = Mapping[int, frozenset[int]]
"""For each row that tells one side of a conflict, or a claim: the rows of other origins that say otherwise."""


def sides_of(figures: Sequence[Figure], sentences: Sequence[Sentence], reports: Sequence[Report]) -> Sides:
    """The two sides of each figure of which sources contradict one another.

    Args:
        figures: all of the cluster.
        sentences: all sentences of the cluster.
        reports: its sources, by index.
    """
    rows = rows_by_place(sentences)
    found: dict[int, set[int]] = {}
    for figure in figures:
        if figure.relation != "conflict":
            continue
        told = told_in(figure, rows)
        for row, value in told:
            shared = {other for other, one in told if one.level == value.level}
            against = {
                other
                for other, one in told
                if other not in shared and reports[one.source].origin != reports[value.source].origin
            }
            found.setdefault(row, set()).update(against)
    return {row: frozenset(against) for row, against in found.items() if against}


def joined(one: Sides, other: Sides) -> Sides:
    """All that either says of each row."""
    return {row: one.get(row, frozenset()) | other.get(row, frozenset()) for row in (*one, *other)}


def with_other_sides(
    chosen: Sequence[Chosen],
    sides: Sides,
    sentences: Sequence[Sentence],
    scores: Floats,
    analyse: Analyser,
    settings: PlanSettings,
) -> tuple[Chosen, ...]:
    """What was chosen, and for each side of a conflict that stands alone the best sentence of another.

    The best says whose word it is, and can be read alone.

    Args:
        chosen: what selection took, in its order.
        sides: who contradicts whom.
        sentences: all sentences of the cluster.
        scores: (n,) float32: their salience, -inf for what may not be told.
        analyse: reads sentences.
        settings: how many are added.
    """

    def worth(row: int) -> tuple[bool, bool, float, int]:
        one = analyse(sentences[row].flat)
        return not (leans(one) or dangles(one.text)), bool(one.sayings), float(scores[row]), -row

    taken = {one.index for one in chosen}
    found = list(chosen)
    for one in chosen:
        others = [row for row in sides.get(one.index, ()) if np.isfinite(scores[row])]
        if others and not taken & set(others) and len(found) - len(chosen) < settings.max_sides:
            best = max(others, key=worth)
            found.append(Chosen(best, one.salience))
            taken.add(best)
    return tuple(found)
