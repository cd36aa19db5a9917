"""How likely it is that two reports tell of one event: by what they share, how near they open, and how far apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.group.days import apart
from summarizer.group.neighbours import Pairs
from summarizer.group.vectors import Sparse, compact
from summarizer.stage_settings import GroupSettings


@dataclass(frozen=True, slots=True)
class Compared:
    """What documents are compared by, a row each.

    ``rows`` (n, columns) sparse; ``openings`` (n, d) float32, unit rows or zero where nothing was to be compared;
    ``days`` (n,) ordinals or NaN.
    """

    rows: Sparse
    openings: NDArray[np.float32]
    days: NDArray[np.float64]


def of_pairs(
    compared: Compared, pairs: Pairs, shared: NDArray[np.float64], settings: GroupSettings
) -> NDArray[np.float64]:
    """The probability that the two of each pair are one story; (pairs,) in [0, 1]."""
    ones, others = pairs[:, 0], pairs[:, 1]
    near = np.einsum("ij,ij->i", compared.openings[ones], compared.openings[others])
    return _probability(shared, near, apart(compared.days[ones], compared.days[others], settings), settings)


def of_all(compared: Compared, places: Sequence[int], settings: GroupSettings) -> NDArray[np.float64]:
    """The same for all pairs of some documents; (places, places), ones on the diagonal."""
    rows, openings = compact(compared.rows[places]), compared.openings[places]
    days = compared.days[places]
    gaps = apart(days[:, None], days[None, :], settings)
    found = _probability((rows @ rows.T).toarray(), openings @ openings.T, gaps, settings)
    np.fill_diagonal(found, 1.0)
    return found


def _probability(shared: Any, near: Any, gaps: Any, settings: GroupSettings) -> NDArray[np.float64]:
    told = settings.shared_weight * shared + settings.opening_likeness * near - settings.apart_cost * gaps
    return np.asarray(1.0 / (1.0 + np.exp(settings.middle - told)), dtype=np.float64)
