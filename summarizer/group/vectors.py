"""Terms → sparse rows that can be multiplied: rare terms weigh most, and a row's length is one.

Terms are hashed, so that no dictionary of them is kept: a hundred thousand reports have some thirty million pairs of
words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.group.terms import Weighted
from summarizer.stage_settings import GroupSettings

_CHUNK = 1000
"""Texts hashed at once: as many of their terms are in memory."""

Sparse = Any
"""A scipy CSR matrix of float32."""


@dataclass(frozen=True, slots=True)
class Space:
    """What the hashed terms of a pile weigh: ``idf`` (hashed,) float32, and ``column`` (hashed,) of the rows.

    What fewer than two documents have is in no column, and -1. ``seen`` (columns,) is how many documents have each.
    """

    idf: NDArray[np.float32]
    column: NDArray[np.int64]
    seen: NDArray[np.int64]


def space_of(counts: Sparse) -> Space:
    """The weights of terms by how few of the documents have them (Spärck Jones 1972, smoothed)."""
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
    shared = seen > 1
    column = np.where(shared, np.cumsum(shared) - 1, -1)
    return Space(idf.astype(np.float32), column, seen[shared])


def hashed(texts: Iterable[Weighted], settings: GroupSettings) -> Sparse:
    """Returns (texts, 2 ** ``hash_bits``) float32: the terms' own weights."""
    from scipy.sparse import csr_matrix, vstack
    from sklearn.feature_extraction import FeatureHasher

    columns = 2**settings.hash_bits
    hasher = FeatureHasher(columns, input_type="pair", alternate_sign=False, dtype=np.float32)
    parts = [hasher.transform(chunk) for chunk in _chunks(iter(texts))]
    return csr_matrix(vstack(parts)) if parts else csr_matrix((0, columns), dtype=np.float32)


def _chunks(texts: Iterator[Weighted]) -> Iterator[list[Weighted]]:
    while chunk := list(islice(texts, _CHUNK)):
        yield chunk


def rows_of(counts: Sparse, space: Space, settings: GroupSettings) -> Sparse:
    """Weighs terms by their rarity and makes the rows as long as one, about.

    What one document of the pile alone has cannot be shared; it stays out of the rows and counts the share
    ``lone_terms`` in their length.

    Returns:
        (texts, columns of the space) float32; rows without a term stay empty.
    """
    from scipy.sparse import csr_matrix

    owner = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    column, weights = space.column[counts.indices], counts.data * space.idf[counts.indices]
    held = column >= 0
    squares = weights.astype(np.float64) ** 2 * np.where(held, 1.0, settings.lone_terms)
    lengths = np.sqrt(np.bincount(owner, weights=squares, minlength=counts.shape[0]))
    owner, column, weights = owner[held], column[held], weights[held]
    values = (weights / lengths[owner]).astype(np.float32)
    return csr_matrix((values, (owner, column)), shape=(counts.shape[0], len(space.seen)))


def compacted(*parts: Sparse) -> list[Sparse]:
    """The same rows without the columns that none of the parts has, so that a few rows are multiplied quickly."""
    from scipy.sparse import csr_matrix

    used, columns = np.unique(np.concatenate([part.indices for part in parts]), return_inverse=True)
    ends = np.cumsum([len(part.indices) for part in parts])
    return [
        csr_matrix((part.data, own, part.indptr), shape=(part.shape[0], len(used)))
        for part, own in zip(parts, np.split(columns, ends[:-1]), strict=True)
    ]


def heaviest(rows: Sparse, keep: int, usable: NDArray[np.bool_]) -> Sparse:
    """The ``keep`` heaviest entries of each row among the columns that are ``usable``; the rest is left out."""
    from scipy.sparse import csr_matrix

    owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    held = np.flatnonzero(usable[rows.indices])
    order = held[np.lexsort((-rows.data[held], owner[held]))]
    starts = np.searchsorted(owner[order], np.arange(rows.shape[0]))
    rank = np.arange(len(order)) - starts[owner[order]]
    chosen = order[rank < keep]
    return csr_matrix((rows.data[chosen], (owner[chosen], rows.indices[chosen])), shape=rows.shape)
