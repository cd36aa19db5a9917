"""How likely it is that two reports tell of one event: by what they share, how near they open, and how far apart.

Of one topic are also two fires in one town. What is told as well is whether the one has the names and the figures that
the other opens with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.group.days import apart
from summarizer.group.neighbours import Pairs
from summarizer.group.particulars import Found, shares_of_all, shares_of_pairs
from summarizer.group.vectors import Sparse, compacted
from summarizer.stage_settings import GroupSettings

SURE = 50.0
"""Log odds of what needs no comparison: that a report is of one event with itself."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What documents are compared by, a row each.

    ``rows`` (n, columns) sparse; ``openings`` (n, d) float32, unit rows or zero where nothing was to be compared;
    ``days`` (n,) ordinals or NaN; ``found`` the names and figures.
    """

    rows: Sparse
    openings: NDArray[np.float32]
    days: NDArray[np.float64]
    found: Found


@dataclass(frozen=True, slots=True)
class _Alike:
    """How two reports, or many, compare: arrays of one shape."""

    shared: Any
    near: Any
    gaps: Any
    names: tuple[Any, Any]
    figures: tuple[Any, Any]


def log_odds(probability: float) -> float:
    """The log odds of a probability: 0 for a half, infinite for 0 and 1."""
    with np.errstate(divide="ignore"):
        return float(np.log(probability) - np.log(1.0 - probability))


def of_pairs(
    compared: Compared, pairs: Pairs, shared: NDArray[np.float64], settings: GroupSettings
) -> NDArray[np.float64]:
    """The log odds that the two of each pair are one story; (pairs,)."""
    ones, others = pairs[:, 0], pairs[:, 1]
    alike = _Alike(
        shared,
        np.einsum("ij,ij->i", compared.openings[ones], compared.openings[others]),
        apart(compared.days[ones], compared.days[others], settings),
        shares_of_pairs(compared.found.names, pairs, settings),
        shares_of_pairs(compared.found.figures, pairs, settings),
    )
    return _odds(alike, settings)


def of_all(compared: Compared, places: Sequence[int], settings: GroupSettings) -> NDArray[np.float64]:
    """The same for all pairs of some documents; (places, places), ``SURE`` on the diagonal."""
    (rows,), openings = compacted(compared.rows[places]), compared.openings[places]
    days = compared.days[places]
    names = shares_of_all(compared.found.names, places, settings)
    figures = shares_of_all(compared.found.figures, places, settings)
    alike = _Alike(
        (rows @ rows.T).toarray(),
        openings @ openings.T,
        apart(days[:, None], days[None, :], settings),
        (names, names.T),
        (figures, figures.T),
    )
    found = _odds(alike, settings)
    np.fill_diagonal(found, SURE)
    return found


def _odds(alike: _Alike, settings: GroupSettings) -> NDArray[np.float64]:
    told = settings.shared_weight * alike.shared + settings.opening_likeness * alike.near
    told = told + settings.names_weight * np.maximum(*alike.names)
    told = told + settings.figures_weight * np.maximum(*alike.figures) - settings.apart_cost * alike.gaps
    return np.asarray(np.clip(told - settings.middle, -SURE, SURE), dtype=np.float64)
