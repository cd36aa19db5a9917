"""Turns systems' outputs into figures: scores a cluster, intervals a system, paired comparisons."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version

from evaluation.bootstrap import RESAMPLES, Difference, Interval, interval, paired
from evaluation.cache import Cache, content_key
from evaluation.citations import citation_scores
from evaluation.data import ClusterSet, EvalCluster, Problem, SystemOutput
from evaluation.facts import Facts, fact_scores
from evaluation.metrics import Metric, Scores, redundancy, rouge, text_scores
from evaluation.scorer import Scorer
from evaluation.systems import SystemRun
from summarizer.interfaces import Encoder, Progress
from summarizer.records import ModelInfo

CITATION = ("citation_recall", "citation_precision")
"""The metrics that a judge gives."""


@dataclass(frozen=True, slots=True)
class Row:
    """One system on one data set: its intervals, and its scores by cluster (None without an output)."""

    system: str
    settings_hash: str
    models: tuple[ModelInfo, ...]
    n: int
    seconds: Interval | None
    values: dict[str, Interval | None]
    per_cluster: dict[str, Scores | None]
    settings: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Paired difference ``system - against`` of one metric over the clusters that both have."""

    metric: str
    system: str
    against: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class SetResult:
    """Everything found on one data set."""

    name: str
    clusters: int
    budget_words: int
    metrics: tuple[Metric, ...]
    rows: tuple[Row, ...]
    comparisons: tuple[Comparison, ...]
    problems: tuple[Problem, ...]

    def row(self, system: str) -> Row:
        """The row of one system."""
        return next(row for row in self.rows if row.system == system)


@dataclass(frozen=True, slots=True)
class Means:
    """By what the scores are made: a cache for ROUGE, an encoder, hand-written facts, judges of citations.

    Without an encoder there is neither redundancy nor a match with facts.
    """

    cache: Cache
    encoder: Encoder | None = None
    facts: Facts = field(default_factory=dict)
    judges: Mapping[str, Scorer] = field(default_factory=dict)


def with_judges(metrics: Sequence[Metric], judges: Sequence[str]) -> tuple[Metric, ...]:
    """The metrics with one pair of citation columns a judge; each named by its judge."""
    plain = [metric for metric in metrics if metric.name not in CITATION]
    judged = [
        replace(metric, name=f"{metric.name}:{judge}", label=f"{metric.label} ({judge})")
        for judge in judges
        for metric in metrics
        if metric.name in CITATION
    ]
    return (*plain, *judged)


def score_run(
    run: SystemRun,
    clusters: Sequence[EvalCluster],
    budget_words: int,
    means: Means,
    progress: Progress | None = None,
) -> dict[str, Scores]:
    """All scores of a system by cluster id.

    Args:
        run: the system's outputs.
        clusters: what they summarise.
        budget_words: what the length is compared with.
        means: by what they are made.
        progress: told as clusters are scored.
    """
    held = [(cluster, run.outputs[cluster.id]) for cluster in clusters if cluster.id in run.outputs]
    scores: dict[str, Scores] = {}
    rouges = _rouge_scores(held, means.cache)
    for done, ((cluster, output), rouge_values) in enumerate(zip(held, rouges, strict=True), start=1):
        scores[cluster.id] = text_scores(output, cluster, budget_words) | rouge_values
        if means.encoder is not None:
            scores[cluster.id] |= _encoded_scores(output, cluster, means.facts, means.encoder)
        if progress:
            progress(f"score {run.name}", done, len(held))
    for name, judge in means.judges.items():
        judged = citation_scores([output for _, output in held], judge)
        for (cluster, _), values in zip(held, judged, strict=True):
            scores[cluster.id] |= {f"{metric}:{name}": value for metric, value in values.items()}
    return scores


def _encoded_scores(output: SystemOutput, cluster: EvalCluster, facts: Facts, encoder: Encoder) -> Scores:
    found = redundancy(encoder.encode(output.texts)) if output.texts else {"redundancy": 0.0}
    return found | fact_scores(output, facts.get(cluster.id, ()), encoder)


def _rouge_scores(held: Sequence[tuple[EvalCluster, SystemOutput]], cache: Cache) -> list[Scores]:
    """ROUGE of each output, remembered by the texts and the library's version."""
    library = version("rouge-score")
    keys = [content_key("rouge", library, output.texts, cluster.references) for cluster, output in held]

    def compute(rows: list[int]) -> list[bytes]:
        return [json.dumps(rouge(held[row][1].texts, held[row][0].references)).encode() for row in rows]

    return [json.loads(value) for value, _, _ in cache.fill("rouge", keys, compute)]


def build_result(
    data: ClusterSet,
    runs: Sequence[SystemRun],
    scores: dict[str, dict[str, Scores]],
    metrics: Sequence[Metric],
    budget_words: int,
    main: str,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> SetResult:
    """Intervals for every system and metric, and ``main`` compared with every other system.

    Args:
        data: the clusters and what was left out of them.
        runs: the systems, in the table's order.
        scores: by system, then by cluster id.
        metrics: the columns.
        budget_words: for the header.
        main: the system that is compared with each of the others.
        resamples: bootstrap draws.
        seed: of the draws.
    """
    ids = [cluster.id for cluster in data.clusters]
    draws = {"resamples": resamples, "seed": seed}
    rows = tuple(_row(run, scores[run.name], ids, metrics, draws) for run in runs)
    compared = [metric.name for metric in metrics if metric.better != "neither"]
    comparisons = tuple(
        Comparison(metric, main, run.name, difference)
        for run in runs
        if run.name != main
        for metric in compared
        if (difference := _compare(scores[main], scores[run.name], ids, metric, draws))
    )
    problems = (*data.problems, *(problem for run in runs for problem in run.problems))
    return SetResult(data.name, len(ids), budget_words, tuple(metrics), rows, comparisons, problems)


def _row(
    run: SystemRun, scores: dict[str, Scores], ids: Sequence[str], metrics: Sequence[Metric], draws: dict[str, int]
) -> Row:
    values = {metric.name: interval(_column(scores, ids, metric.name), **draws) for metric in metrics}
    seconds = interval([run.outputs[key].seconds for key in ids if key in run.outputs], **draws)
    each = {key: scores.get(key) for key in ids}
    return Row(run.name, run.settings_hash, run.models, len(scores), seconds, values, each, run.settings)


def _compare(
    left: dict[str, Scores], right: dict[str, Scores], ids: Sequence[str], metric: str, draws: dict[str, int]
) -> Difference | None:
    return paired(_column(left, ids, metric), _column(right, ids, metric), **draws)


def _column(scores: dict[str, Scores], ids: Sequence[str], metric: str) -> list[float | None]:
    """One metric of one system, cluster by cluster."""
    return [scores[key].get(metric) if key in scores else None for key in ids]
