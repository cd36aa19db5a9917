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
    """What the terms of a pile weigh: ``idf`` (columns,) float32, ``seen`` (columns,) in how many documents each is."""

    idf: NDArray[np.float32]
    seen: NDArray[np.int64]


def space_of(counts: Sparse) -> Space:
    """The weights of terms by how few of the documents have them (Spärck Jones 1972, smoothed)."""
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
    return Space(idf.astype(np.float32), seen)


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
        A matrix of the shape of ``counts``; rows without a term stay empty.
    """
    from scipy.sparse import csr_matrix, diags

    rows = counts.copy()
    rows.data *= space.idf[rows.indices]
    lone = space.seen[rows.indices] <= 1
    lengths = np.sqrt(_sums(rows, rows.data**2 * np.where(lone, settings.lone_terms, 1.0)))
    rows.data[lone] = 0
    rows.eliminate_zeros()
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return csr_matrix(diags(scale.astype(np.float32)) @ rows)


def _sums(rows: Sparse, values: NDArray[Any]) -> NDArray[np.float64]:
    """Sums of values over the entries of each row; (rows,)."""
    owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    return np.bincount(owner, weights=values, minlength=rows.shape[0])


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
