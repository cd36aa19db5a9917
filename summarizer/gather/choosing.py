"""Which number of another report is of the thing that a number counts: the nearest one, where it is so by a margin.

Two reports name one thing in different words ("44 people on board", "41 passengers"), and two things in one. What
tells these cases apart is what else the other report holds: of its numbers in that unit one is nearer than all others,
in meaning of sentence and of what is counted, and the nearest to it is this one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.gather.values import Value
from summarizer.stage_settings import GatherSettings
from summarizer.text.lexicon import ANYONE, PERIODS
from summarizer.text.measured import DATE, Measured

Floats = NDArray[np.float64]
Pairs = NDArray[np.bool_]

_NOTHING = -np.inf


def choices(values: Sequence[Value], cosines: Floats, said: Floats, settings: GatherSettings) -> Floats:
    """How much speaks for it that two numbers of two reports are of one thing.

    Args:
        values: of one cluster.
        cosines: (v, v), of their sentences.
        said: (v, v), of what they are said to count.
        settings: what each sign weighs.

    Returns:
        (v, v), symmetric: the share by which a pair is nearer than the next one to either of its values, with
        how near it is, less how far the numbers lie apart; `-inf` where they are of two units, fates or names, or of
        one report.
    """
    compared = _comparable(values)
    numbers = np.array([one.measured.low for one in values])
    fates = np.array([one.measured.fate for one in values])
    told = fates != ""
    one_fate = (fates[:, None] == fates[None, :]) & told[:, None]
    one_told = told[:, None] != told[None, :]
    near = cosines + said + settings.choice_fate * (1.0 * one_fate - one_told) - settings.choice_apart * _apart(numbers)
    near = np.where(compared, near, _NOTHING)
    lead = _lead(near, numbers, [one.source for one in values])
    lead = np.minimum(lead, lead.T)
    return np.where(compared, near + settings.choice_lead * np.where(compared, lead, 0.0), _NOTHING)


def _comparable(values: Sequence[Value]) -> Pairs:
    """Whether two values of two reports may be of one thing: of one unit, and neither a part nor of other people."""
    told = [one.measured for one in values]
    units = np.array([one.unit for one in told])
    sources = np.array([one.source for one in values])
    whole = np.array([not one.part and not (one.unit == DATE and one.known) for one in told])
    found: Pairs = (units[:, None] == units[None, :]) & (sources[:, None] != sources[None, :])
    found &= whole[:, None] & whole[None, :]
    for one, two in np.argwhere(np.triu(found)).tolist():
        if _of_others(told[one], told[two]):
            found[one, two] = found[two, one] = False
    return found


def _of_others(one: Measured, two: Measured) -> bool:
    """Whether two numbers are told of other people, of those of other names, or are times that are not of one thing.

    Times are many: some forty minutes of a rescue are not the 35 of a crossing.
    """
    if one.unit in PERIODS and not (one.things & two.things) - ANYONE:
        return True
    fates = bool(one.fate and two.fate) and one.fate != two.fate
    who = bool(one.who and two.who) and one.who != two.who
    names = bool(one.names and two.names) and not one.names & two.names
    return fates or who or names


def _apart(numbers: Floats) -> Floats:
    """By how many powers of ten two numbers lie apart."""
    tens = np.log10(np.maximum(np.abs(numbers), 1e-9))
    apart: Floats = np.abs(tens[:, None] - tens[None, :])
    return apart


def _lead(near: Floats, numbers: Floats, sources: Sequence[int]) -> Floats:
    """By how much each value of another report is nearer to a value than that report's nearest with another number."""
    lead = np.zeros_like(near)
    for source in set(sources):
        places = np.flatnonzero(np.array(sources) == source)
        distinct, of = np.unique(numbers[places], return_inverse=True)
        best = np.full((len(near), len(distinct)), _NOTHING)
        for column, number in enumerate(of):
            best[:, number] = np.maximum(best[:, number], near[:, places[column]])
        top = best.argmax(axis=1)
        highest = best[np.arange(len(near)), top]
        best[np.arange(len(near)), top] = _NOTHING
        second = best.max(axis=1)
        rival = np.where(top[:, None] == of[None, :], second[:, None], highest[:, None])
        lead[:, places] = near[:, places] - np.maximum(rival, 0.0)
    return lead
