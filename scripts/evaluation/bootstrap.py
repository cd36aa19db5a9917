"""Bootstrap intervals and paired comparisons, all resamples drawn at once and from a fixed seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
LEVEL = 0.95
_CELLS = 4_000_000
"""Resampled values held at once: bounds memory to some 32 MB an array."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over ``n`` values with its percentile bootstrap interval."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean paired difference with its interval and its two-sided bootstrap p-value."""

    mean: float
    low: float
    high: float
    p: float
    n: int


def _resampled_means(values: NDArray[np.float64], resamples: int, seed: int) -> NDArray[np.float64]:
    """Means of ``resamples`` draws with replacement, in bounded memory: (resamples,) float64."""
    n = len(values)
    rows = max(1, _CELLS // n)
    rng = np.random.default_rng(seed)
    means = [
        values[rng.integers(0, n, size=(min(rows, resamples - start), n))].mean(axis=1)
        for start in range(0, resamples, rows)
    ]
    return np.concatenate(means)


def interval(values: Sequence[float | None], *, resamples: int = RESAMPLES, seed: int = 0) -> Interval | None:
    """Mean with its 95 % percentile bootstrap interval (Efron, 1979); None when no value is known.

    Args:
        values: one value a cluster; None where the metric does not apply.
        resamples: draws with replacement.
        seed: of the draws; equal seeds and lengths give equal draws.
    """
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if not len(known):
        return None
    means = _resampled_means(known, resamples, seed)
    low, high = np.quantile(means, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return Interval(float(known.mean()), float(low), float(high), len(known))


def paired(
    left: Sequence[float | None], right: Sequence[float | None], *, resamples: int = RESAMPLES, seed: int = 0
) -> Difference | None:
    """Paired bootstrap of ``left - right`` over the clusters that both have (Koehn, 2004).

    The p-value is twice the share of resampled means on the far side of zero, at least 1/(resamples + 1).

    Args:
        left: values of one system, one a cluster.
        right: values of the other, in the same order.
        resamples: draws with replacement.
        seed: of the draws.

    Returns:
        None when no cluster has both values.

    Raises:
        ValueError: the two differ in length.
    """
    both = [(a, b) for a, b in zip(left, right, strict=True) if a is not None and b is not None]
    if not both:
        return None
    differences = np.array([a - b for a, b in both], dtype=np.float64)
    means = _resampled_means(differences, resamples, seed)
    low, high = np.quantile(means, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    below = (np.count_nonzero(means <= 0) + 1) / (resamples + 1)
    above = (np.count_nonzero(means >= 0) + 1) / (resamples + 1)
    p = min(1.0, 2 * min(below, above))
    return Difference(float(differences.mean()), float(low), float(high), p, len(differences))
