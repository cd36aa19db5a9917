"""Which number of another report is of the thing that a number counts: the nearest one, where it is so by a margin.

Two reports name one thing in different words ("44 people on board", "41 passengers"), and two things in one. What
tells these cases apart is what else the other report holds: of its numbers in that unit one is nearer than all others,
in meaning of sentence and of what is counted, and the nearest to it is this one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.gather.pairing import Pairs, both, differing, equal, shared
from summarizer.gather.values import Value
from summarizer.stage_settings import GatherSettings
from summarizer.text.lexicon import ANYONE, PERIODS
from summarizer.text.measured import DATE

Floats = NDArray[np.float64]

_NOTHING = -np.inf


def chosen(values: Sequence[Value], same: Pairs, near: NDArray[np.float32], settings: GatherSettings) -> Pairs:
    """Which values are of one thing, as of all numbers of their two reports they are the nearest.

    How near two are is told by their sentences and by what they are said to count, by what became of those counted,
    and by how far the numbers lie apart; to this is added by how much they are nearer than the next, seen from either.
    What is but the best of what is far is not chosen.

    Args:
        values: of one cluster.
        same: (v, v), whether two can be one number.
        near: (v, v), the cosine of their sentences and that of what they count, in one sum.
        settings: what each sign weighs, and how much is enough.

    Returns:
        (v, v), symmetric.
    """
    compared = _comparable(values)
    numbers = np.array([one.measured.low for one in values])
    told = np.array([one.measured.fate != "" for one in values], dtype=np.bool_)
    one_fate = equal([one.measured.fate for one in values]) & told[:, None]
    one_told = told[:, None] != told[None, :]
    close = near + settings.choice_fate * (1.0 * one_fate - one_told) - settings.choice_apart * _apart(numbers)
    close += settings.choice_thing * shared([one.measured.things - ANYONE for one in values])
    close += settings.choice_deed * shared([one.measured.deeds for one in values])
    close = np.where(compared, close, _NOTHING)
    lead = _lead(close, numbers, np.array([one.source for one in values]))
    lead = np.where(compared, np.minimum(lead, lead.T), 0.0)
    enough = np.where(same, settings.choice_same, settings.choice_other)
    found: Pairs = (close + settings.choice_lead * lead >= enough) & (close >= settings.choice_near)
    return found


def _comparable(values: Sequence[Value]) -> Pairs:
    """Whether two values of two reports may be of one thing: of one unit, and neither a part nor of other people."""
    told = [one.measured for one in values]
    whole = np.array([not one.part and not (one.unit == DATE and one.known) for one in told], dtype=np.bool_)
    lasting = np.array([one.unit in PERIODS for one in told], dtype=np.bool_)[:, None]
    found = equal([one.unit for one in told]) & ~equal([one.source for one in values]) & both(whole)
    found &= ~differing([one.names for one in told]) & ~_of_other_shares(values)
    for of in ([one.fate for one in told], [one.who for one in told]):
        found &= equal(of) | ~both(np.array([bool(one) for one in of], dtype=np.bool_))
    # Times are many: some forty minutes of a rescue are not the 35 of a crossing.
    return found & (~lasting | shared([one.things - ANYONE for one in told]))


def _of_other_shares(values: Sequence[Value]) -> Pairs:
    """Whether one of two values is somebody's share, and the other is not his."""
    held = np.array([one.measured.unit == "%" and bool(one.measured.names) for one in values], dtype=np.bool_)
    other: Pairs = (held[:, None] | held[None, :]) & ~shared([one.measured.names for one in values])
    return other


def _apart(numbers: Floats) -> Floats:
    """By how many powers of ten two numbers lie apart."""
    tens = np.log10(np.maximum(np.abs(numbers), 1e-9))
    apart: Floats = np.abs(tens[:, None] - tens[None, :])
    return apart


def _lead(close: Floats, numbers: Floats, sources: NDArray[np.int64]) -> Floats:
    """By how much each value of a report is nearer to another value than the next of its report with another number.

    Args:
        close: (v, v), how near two are.
        numbers: (v,), what they give.
        sources: (v,), whose they are.
    """
    lead = np.zeros_like(close)
    every = np.arange(len(close))
    for source in np.unique(sources):
        places = np.flatnonzero(sources == source)
        distinct, of = np.unique(numbers[places], return_inverse=True)
        best = np.full((len(close), len(distinct)), _NOTHING)
        for place, number in zip(places, of, strict=True):
            best[:, number] = np.maximum(best[:, number], close[:, place])
        top = best.argmax(axis=1)
        highest = best[every, top]
        best[every, top] = _NOTHING
        rival = np.where(top[:, None] == of[None, :], best.max(axis=1)[:, None], highest[:, None])
        lead[:, places] = close[:, places] - np.maximum(rival, 0.0)
    return lead
