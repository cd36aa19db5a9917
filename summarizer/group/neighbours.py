"""Which documents may be of one story at all: those that share some of their heaviest terms, never all pairs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.group.vectors import Space, Sparse, heaviest
from summarizer.stage_settings import GroupSettings

_BLOCK = 500
"""Rows whose neighbours are looked up at once."""
_PAIRS = 20_000
"""Pairs whose rows are multiplied at once."""

Pairs = NDArray[np.int64]
"""(pairs, 2): the lower index first, in ascending order, each pair once."""


def neighbours(rows: Sparse, space: Space, settings: GroupSettings) -> Pairs:
    """The nearest documents of each by its ``searched_terms`` heaviest terms, ``neighbours`` at most.

    A term that more than ``max_places`` documents have is not looked up.
    """
    usable = space.seen <= settings.max_places
    search = heaviest(rows, settings.searched_terms, usable)
    places = search.T.tocsr()
    found = [
        _nearest(start, search[start : start + _BLOCK] @ places, settings.neighbours)
        for start in range(0, rows.shape[0], _BLOCK)
    ]
    pairs = np.concatenate([np.empty((0, 2), dtype=np.int64), *found])
    return np.unique(np.sort(pairs, axis=1), axis=0)


def _nearest(start: int, products: Any, most: int) -> Pairs:
    """The pairs of the rows from ``start`` on with those they have most in common with."""
    pairs = []
    for place in range(products.shape[0]):
        row = slice(products.indptr[place], products.indptr[place + 1])
        others, values = products.indices[row], products.data[row]
        apart = others != start + place
        others, values = others[apart], values[apart]
        if len(others) > most:
            others = others[np.lexsort((others, -values))[:most]]
        pairs.append(np.column_stack((np.full(len(others), start + place), others)))
    return np.concatenate([np.empty((0, 2), dtype=np.int64), *pairs])


def products_of(rows: Sparse, others: Sparse, pairs: Pairs) -> NDArray[np.float64]:
    """The product of a row of the first and one of the second; (pairs,), mostly in [0, 1] where rows are unit rows."""
    found = [
        np.asarray(rows[chunk[:, 0]].multiply(others[chunk[:, 1]]).sum(axis=1)).ravel()
        for chunk in (pairs[start : start + _PAIRS] for start in range(0, len(pairs), _PAIRS))
    ]
    return np.concatenate([np.empty(0), *found])
