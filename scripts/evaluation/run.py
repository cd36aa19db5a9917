"""Joins the parts: from parsed options to what was found, data set by data set."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from common.machine import code_hash

from evaluation.bootstrap import RESAMPLES
from evaluation.cache import Cache, CachedScorer
from evaluation.calibration import JudgeQuality, judge_quality
from evaluation.data import ClusterSet, load_clusters
from evaluation.facts import NAMES as FACT_METRICS
from evaluation.facts import Facts, load_facts
from evaluation.judges import DEFAULT, load_judge
from evaluation.metrics import Metric, choose_metrics
from evaluation.pairs import PairSet, load_pairs
from evaluation.results import CITATION, Means, SetResult, build_result, score_run, with_judges
from evaluation.scorer import sentence_wise
from evaluation.systems import PIPELINE, Bench, SystemRun, run_extractive, run_pipeline, run_ready
from summarizer.errors import NoInputError, UsageError
from summarizer.interfaces import Progress
from summarizer.records import ModelInfo
from summarizer.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """What an evaluation is asked for.

    ``words`` holds one budget a cluster file; without it, the settings decide. ``ready`` holds (name, path)
    of systems whose outputs exist. ``pairs_evidence`` is what judges read of a long document, as in
    `load_pairs`; ``overrides`` are the settings of the command line, of which judges take theirs.
    """

    clusters: Sequence[Path] = ()
    facts: Path | None = None
    words: Sequence[int] = ()
    pairs: Sequence[Path] = ()
    pairs_evidence: str = "best"
    ready: Sequence[tuple[str, Path]] = ()
    peers: Sequence[str] = ()
    pipeline: bool = True
    judges: Sequence[str] = (DEFAULT,)
    overrides: Sequence[str] = ()
    metrics: Sequence[str] = ()
    limit: int | None = None
    resamples: int = RESAMPLES
    seed: int = 0


@dataclass(frozen=True, slots=True)
class JudgeResult:
    """One judge on one set of labelled pairs."""

    judge: str
    model: ModelInfo
    pairs: PairSet
    quality: JudgeQuality
    seconds: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that one evaluation found."""

    sets: tuple[SetResult, ...]
    judges: dict[str, ModelInfo]
    judge_results: tuple[JudgeResult, ...]


def evaluate(options: Options, settings: Settings, cache: Cache, progress: Progress) -> Evaluation:
    """Runs every system on every data set and scores it.

    Args:
        options: what to run.
        settings: the pipeline's; ``output.words`` is everyone's budget unless the options name another.
        cache: remembers embeddings, drafts, verdicts and ROUGE.
        progress: told as work advances.

    Raises:
        UsageError: a metric, peer or judge is unknown, or no system is left to run.
        InputError: a file is missing or holds nothing usable.
    """
    metrics = choose_metrics(options.metrics)
    if options.clusters and not (options.pipeline or options.peers or options.ready):
        raise UsageError("there is no system to evaluate", "name --peers or --system, or leave out --no-pipeline")
    judges = _judges(options, settings, cache, progress)
    data = [load_clusters(path, settings, options.limit) for path in options.clusters]
    words = options.words or (settings.output.words,) * len(data)
    bench = Bench(settings, cache, progress)
    runs = _run_all(data, words, options, bench, progress)
    sets = tuple(
        _score_set(found, budget, set_runs, metrics, options, bench, judges, progress)
        for found, budget, set_runs in zip(data, words, runs, strict=True)
    )
    judged = tuple(
        _judge_pairs(pairs, name, judge, options)
        for pairs in [load_pairs(path, options.limit, options.pairs_evidence) for path in options.pairs]
        for name, judge in judges.items()
    )
    return Evaluation(sets, {name: judge.info for name, judge in judges.items()}, judged)


def _judges(options: Options, settings: Settings, cache: Cache, progress: Progress) -> dict[str, CachedScorer]:
    code = code_hash("backends")
    return {
        name: CachedScorer(load_judge(name, settings, options.overrides, progress), cache, code)
        for name in options.judges
    }


def _run_all(
    data: Sequence[ClusterSet], words: Sequence[int], options: Options, bench: Bench, progress: Progress
) -> list[list[SystemRun]]:
    """The runs of each data set."""
    runs: list[list[SystemRun]] = []
    for found, budget in zip(data, words, strict=True):
        clusters = found.clusters
        set_runs = [run_pipeline(clusters, budget, bench, progress)] if options.pipeline else []
        set_runs += [run_extractive(peer, clusters, budget, bench, progress) for peer in options.peers]
        runs.append(set_runs)
    for name, path in options.ready:
        _run_ready(name, path, data, runs)
    return runs


def _run_ready(name: str, path: Path, data: Sequence[ClusterSet], runs: list[list[SystemRun]]) -> None:
    """Adds ready-made outputs wherever they cover a cluster.

    Raises:
        NoInputError: they cover none in any data set.
    """
    errors = []
    for found, set_runs in zip(data, runs, strict=True):
        try:
            set_runs.append(run_ready(name, path, found.clusters))
        except NoInputError as error:
            errors.append(error)
    if errors and len(errors) == len(data):
        raise errors[0]


def _score_set(
    data: ClusterSet,
    words: int,
    runs: Sequence[SystemRun],
    metrics: Sequence[Metric],
    options: Options,
    bench: Bench,
    judges: dict[str, CachedScorer],
    progress: Progress,
) -> SetResult:
    if not runs:
        raise NoInputError(f"no system has an output for {data.name}", "check the ids")
    facts: Facts = load_facts(options.facts, data.clusters) if options.facts else {}
    means = _means({metric.name for metric in metrics}, facts, bench, judges)
    scores = {run.name: score_run(run, data.clusters, words, means, progress) for run in runs}
    main = PIPELINE if options.pipeline else runs[-1].name if options.ready else runs[0].name
    columns = [m for m in with_judges(metrics, list(judges)) if facts or m.name not in FACT_METRICS]
    return build_result(data, runs, scores, columns, words, main, options.resamples, options.seed)


def _means(names: set[str], facts: Facts, bench: Bench, judges: dict[str, CachedScorer]) -> Means:
    """What the named metrics need; no model is loaded for nothing."""
    encodes = "redundancy" in names or (facts and names.intersection(FACT_METRICS))
    encoder = bench.models(with_writer=False).encoder if encodes else None
    return Means(bench.cache, encoder, facts, judges if names.intersection(CITATION) else {})


def _judge_pairs(pairs: PairSet, name: str, judge: CachedScorer, options: Options) -> JudgeResult:
    began, before = time.perf_counter(), judge.saved_s
    scores = sentence_wise(judge, [(pair.evidence, pair.claim) for pair in pairs.pairs])
    seconds = time.perf_counter() - began + judge.saved_s - before
    labels = [pair.supported for pair in pairs.pairs]
    quality = judge_quality(scores, labels, resamples=options.resamples, seed=options.seed)
    return JudgeResult(name, judge.info, pairs, quality, seconds)
