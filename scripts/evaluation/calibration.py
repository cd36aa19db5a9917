"""How good a judge is on human-labelled pairs: balanced accuracy, AUC and calibration, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.bootstrap import LEVEL, RESAMPLES, Interval
from evaluation.scorer import THRESHOLD

Floats = NDArray[np.float64]

Measure = Callable[[Floats, NDArray[np.bool_], Floats], Floats]
"""``measure(scores, labels, weights)``: (n,), (n,) and (rows, n) → (rows,)."""

BINS = 10
_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs whose score lies in [low, high): how many, their mean score, and the share truly supported."""

    low: float
    high: float
    n: int
    score: float
    supported: float


@dataclass(frozen=True, slots=True)
class JudgeQuality:
    """A judge on one set of pairs; the first two intervals are None where one of the two labels is missing.

    ``ece`` is the expected calibration error over ten equal bins (Guo et al., 2017), ``brier`` the mean
    squared error of the scores.
    """

    n: int
    supported_share: float
    balanced_accuracy: Interval | None
    auc: Interval | None
    ece: Interval
    brier: Interval
    bins: tuple[Bin, ...]


def judge_quality(
    scores: Sequence[float], labels: Sequence[bool], *, resamples: int = RESAMPLES, seed: int = 0
) -> JudgeQuality:
    """Scores a judge against human labels.

    Args:
        scores: P(supported) of each pair, in [0, 1].
        labels: whether people found each pair supported, in the same order.
        resamples: bootstrap draws for the intervals.
        seed: of the draws.

    Raises:
        ValueError: there is no pair, or the two differ in length.
    """
    p, y = np.asarray(scores, dtype=np.float64), np.asarray(labels, dtype=bool)
    if not len(p) or len(p) != len(y):
        raise ValueError(f"{len(p)} scores for {len(y)} labels")
    bins = reliability(p, y)
    both = bool(y.any() and not y.all())
    measures: dict[str, Measure] = {"ece": _weighted_ece, "brier": _weighted_brier}
    if both:
        measures |= {"balanced": _weighted_balanced, "auc": _weighted_auc}
    found = _intervals(p, y, measures, resamples, seed)
    return JudgeQuality(
        n=len(p),
        supported_share=float(y.mean()),
        balanced_accuracy=found.get("balanced"),
        auc=found.get("auc"),
        ece=found["ece"],
        brier=found["brier"],
        bins=bins,
    )


def reliability(scores: Floats, labels: NDArray[np.bool_], bins: int = BINS) -> tuple[Bin, ...]:
    """Bins of equal width over [0, 1] that hold any pair; the last one includes 1."""
    index = np.minimum((scores * bins).astype(int), bins - 1)
    return tuple(
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            n=int(held.sum()),
            score=float(scores[held].mean()),
            supported=float(labels[held].mean()),
        )
        for number in range(bins)
        if (held := index == number).any()
    )


def _weighted_auc(scores: Floats, labels: NDArray[np.bool_], weights: Floats) -> Floats:
    """AUC of each row of weights, (rows, n): the bootstrap in one pass over pairs sorted once."""
    order = np.argsort(scores, kind="stable")
    first = np.flatnonzero(np.diff(scores[order], prepend=-np.inf))
    ordered, positive = weights[:, order], labels[order]
    ups = np.add.reduceat(ordered * positive, first, axis=1)
    downs = np.add.reduceat(ordered * ~positive, first, axis=1)
    below = np.cumsum(downs, axis=1) - downs
    wins = (ups * (below + downs / 2)).sum(axis=1)
    return np.asarray(wins / np.maximum(ups.sum(axis=1) * downs.sum(axis=1), 1e-12))


def _weighted_balanced(scores: Floats, labels: NDArray[np.bool_], weights: Floats) -> Floats:
    right = (scores >= THRESHOLD) == labels
    sides = [
        (weights[:, side] @ right[side]) / np.maximum(weights[:, side].sum(axis=1), 1e-12) for side in (labels, ~labels)
    ]
    return np.asarray((sides[0] + sides[1]) / 2)


def _weighted_ece(scores: Floats, labels: NDArray[np.bool_], weights: Floats) -> Floats:
    """Expected calibration error of each row of weights."""
    index = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = np.zeros((len(scores), BINS))
    gaps[np.arange(len(scores)), index] = scores - labels
    return np.asarray(np.abs(weights @ gaps).sum(axis=1) / weights.sum(axis=1))


def _weighted_brier(scores: Floats, labels: NDArray[np.bool_], weights: Floats) -> Floats:
    return np.asarray(weights @ (scores - labels) ** 2 / weights.sum(axis=1))


def _intervals(
    scores: Floats, labels: NDArray[np.bool_], measures: dict[str, Measure], resamples: int, seed: int
) -> dict[str, Interval]:
    """Each measure with its 95 % interval; each label is resampled by itself, so both stay."""
    rng = np.random.default_rng(seed)
    n = len(scores)
    rows = max(1, _CELLS // n)
    draws: dict[str, list[Floats]] = {name: [] for name in measures}
    for start in range(0, resamples, rows):
        size = min(rows, resamples - start)
        weights = np.zeros((size, n))
        for side in (labels, ~labels):
            count = int(side.sum())
            if count:
                weights[:, side] = rng.multinomial(count, np.full(count, 1 / count), size=size)
        for name, measure in measures.items():
            draws[name].append(measure(scores, labels, weights))
    made = {}
    for name, measure in measures.items():
        point = float(measure(scores, labels, np.ones((1, n)))[0])
        low, high = np.quantile(np.concatenate(draws[name]), ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
        made[name] = Interval(point, float(low), float(high), n)
    return made
