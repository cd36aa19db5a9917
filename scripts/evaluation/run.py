"""Joins the parts: from parsed options to a report, data set by data set."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.bootstrap import RESAMPLES
from evaluation.cache import Cache, CachedScorer
from evaluation.calibration import judge_quality
from evaluation.data import ClusterSet, PairSet, load_clusters, load_pairs
from evaluation.judges import DEFAULT, load_judge, sentence_wise
from evaluation.metrics import Metric, Scores, choose_metrics
from evaluation.report import JudgeResult, Report
from evaluation.results import SetResult, build_result, score_run, with_judges
from evaluation.systems import PIPELINE, Bench, SystemRun, code_hash, run_extractive, run_pipeline, run_ready
from summarizer.errors import NoInputError, UsageError
from summarizer.interfaces import Progress
from summarizer.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """What an evaluation is asked for.

    ``words`` holds one budget a cluster file; without it, the settings decide. ``ready`` holds (name, path)
    of systems whose outputs exist. ``pairs_evidence`` is what judges read of a long document, as in
    `load_pairs`; ``overrides`` are the settings of the command line, of which judges take theirs.
    """

    clusters: tuple[Path, ...] = ()
    words: tuple[int, ...] = ()
    pairs: tuple[Path, ...] = ()
    pairs_evidence: str = "best"
    ready: tuple[tuple[str, Path], ...] = ()
    peers: tuple[str, ...] = ()
    pipeline: bool = True
    judges: tuple[str, ...] = (DEFAULT,)
    overrides: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    limit: int | None = None
    resamples: int = RESAMPLES
    seed: int = 0


def evaluate(options: Options, settings: Settings, cache: Cache, command: str, progress: Progress) -> Report:
    """Runs every system on every data set and scores it.

    Args:
        options: what to run.
        settings: the pipeline's; ``output.words`` is everyone's budget unless the options name another.
        cache: remembers embeddings, drafts, verdicts and ROUGE.
        command: the command line, for the record.
        progress: told as work advances.

    Raises:
        UsageError: a metric, peer or judge is unknown, or no system is left to run.
        InputError: a file is missing or holds nothing usable.
    """
    metrics = choose_metrics(options.metrics)
    if options.clusters and not (options.pipeline or options.peers or options.ready):
        raise UsageError("there is no system to evaluate", "name --peers or --system, or leave out --no-pipeline")
    judges = {
        name: CachedScorer(load_judge(name, settings, options.overrides, progress), cache, code_hash("backends"))
        for name in options.judges
    }
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
    infos = {name: judge.info for name, judge in judges.items()}
    return Report(sets, infos, judged, command, machine(), code_hash("."))


def _run_all(
    data: Sequence[ClusterSet], words: Sequence[int], options: Options, bench: Bench, progress: Progress
) -> list[list[SystemRun]]:
    """The runs of each data set; a system whose model does not fit beside the pipeline's comes last."""
    runs: list[list[SystemRun]] = []
    for found, budget in zip(data, words, strict=True):
        clusters = found.clusters
        set_runs = [run_pipeline(clusters, budget, bench, progress)] if options.pipeline else []
        extractive = [peer for peer in options.peers if peer != "prompt"]
        set_runs += [run_extractive(peer, clusters, budget, bench, progress) for peer in extractive]
        runs.append(set_runs)
    if "prompt" in options.peers and data:
        _run_prompt(data, words, runs, bench, progress)
    for name, path in options.ready:
        _run_ready(name, path, data, runs)
    return runs


def _run_prompt(
    data: Sequence[ClusterSet],
    words: Sequence[int],
    runs: list[list[SystemRun]],
    bench: Bench,
    progress: Progress,
) -> None:
    from evaluation.prompt_peer import PromptPeer

    bench.release()
    peer = PromptPeer(bench.settings, bench.cache, progress)
    for found, budget, set_runs in zip(data, words, runs, strict=True):
        set_runs.append(peer.run(found.clusters, budget))


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
    names = {metric.name for metric in metrics}
    encoder = bench.models(with_writer=False).encoder if "redundancy" in names else None
    cited = judges if any(name.startswith("citation_") for name in names) else {}
    scores: dict[str, dict[str, Scores]] = {
        run.name: score_run(run, data.clusters, words, bench.cache, encoder, cited, progress) for run in runs
    }
    main = PIPELINE if options.pipeline else runs[-1].name if options.ready else runs[0].name
    columns = with_judges(metrics, list(judges))
    return build_result(data, runs, scores, columns, words, main, options.resamples, options.seed)


def _judge_pairs(pairs: PairSet, name: str, judge: CachedScorer, options: Options) -> JudgeResult:
    import time

    began, before = time.perf_counter(), judge.saved_s
    scores = sentence_wise(judge, [(pair.evidence, pair.claim) for pair in pairs.pairs])
    seconds = time.perf_counter() - began + judge.saved_s - before
    labels = [pair.supported for pair in pairs.pairs]
    quality = judge_quality(scores, labels, resamples=options.resamples, seed=options.seed)
    return JudgeResult(name, judge.info, pairs, quality, seconds)


def machine() -> str:
    """Processor, cores and memory of this machine, and the graphics card where there is one."""
    memory = ""
    if hasattr(os, "sysconf"):
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    parts = [f"{_processor()}, {usable_cores()} cores{memory}", f"Python {platform.python_version()}"]
    try:
        import torch

        parts.append(f"torch {torch.__version__}")
        if torch.cuda.is_available():
            parts.append(torch.cuda.get_device_name())
    except ImportError:
        pass
    return ", ".join(parts)


def usable_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
