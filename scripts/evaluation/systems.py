"""Runs the pipeline and its peers, and keeps what each made, its time and its models."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from common.machine import code_hash

import evaluation.peers as peers
from evaluation.cache import Cache, CachedEncoder, CachedJudge, CachedWriter, content_key
from evaluation.data import EvalCluster, Problem, SystemOutput
from evaluation.outputs import from_briefing, load_outputs
from summarizer.errors import SummarizerError
from summarizer.interfaces import Progress
from summarizer.model_settings import ExtractiveWriterSettings, SentenceEncoderSettings
from summarizer.records import ModelInfo
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.pipeline import Models

PIPELINE = "briefing"


@dataclass(frozen=True, slots=True)
class SystemRun:
    """One row of the table: outputs by cluster id, what failed, and what made them."""

    name: str
    outputs: dict[str, SystemOutput]
    settings_hash: str
    models: tuple[ModelInfo, ...] = ()
    problems: tuple[Problem, ...] = ()
    settings: dict[str, object] = field(default_factory=dict)


class Bench:
    """The models of one evaluation, loaded when first needed, behind the cache.

    Args:
        settings: the pipeline's settings.
        cache: where embeddings and drafts are remembered.
        progress: told about loading and writing.
    """

    def __init__(self, settings: Settings, cache: Cache, progress: Progress | None = None) -> None:
        self.settings, self.cache, self.progress = settings, cache, progress
        self._models: dict[bool, Models] = {}

    def models(self, with_writer: bool) -> Models:
        """The encoder, and the writer where one is wanted, both remembering what they did.

        The encoder's own cache is off, so that the seconds it takes are seconds of work.
        """
        from summarizer.pipeline import load_models

        if with_writer not in self._models and True in self._models:
            return self._models[True]
        if with_writer not in self._models:
            writer = self.settings.writer if with_writer else ExtractiveWriterSettings(name="extractive")
            encoder = self.settings.encoder
            if isinstance(encoder, SentenceEncoderSettings):
                encoder = replace(encoder, cache=False)
            settings = replace(self.settings, encoder=encoder, writer=writer)
            self._models[with_writer] = self._remembering(load_models(settings, self.progress).loaded())
        return self._models[with_writer]

    def _remembering(self, models: Models) -> Models:
        """The models behind the cache; a writer that only quotes costs nothing and is left alone."""
        encoder = CachedEncoder(models.encoder, self.cache)
        if models.writer.info.name == "extractive":
            return models._replace(encoder=encoder)
        code = code_hash("backends")
        values = asdict(self.settings.writer) | {"seed": self.settings.run.seed, "code": code}
        for key in ("max_batch_rows", "max_batch_tokens", "drafts", "free_run"):
            values.pop(key, None)  # those of the batch change nothing, the others stand in the requests
        writer = CachedWriter(models.writer, self.cache, content_key(values))
        judge = CachedJudge(models.judge, self.cache, code) if models.judge else None
        return models._replace(encoder=encoder, writer=writer, judge=judge)


def saved_seconds(models: Models) -> float:
    """Seconds that answers found in the cache took when they were first made."""
    return sum(getattr(model, "saved_s", 0.0) for model in models)


def model_infos(models: Models, settings: Settings) -> tuple[ModelInfo, ...]:
    """Which models take part under these settings."""
    if settings.writer.kind == "extractive":
        return (models.encoder.info,)
    return tuple(model.info for model in models if model is not None)


def run_pipeline(
    clusters: Sequence[EvalCluster], budget_words: int, bench: Bench, progress: Progress | None = None
) -> SystemRun:
    """The project's pipeline over all clusters at once, so that it writes in full batches.

    A cluster's time is its share of the whole, models loaded: time of the run over the number of clusters.
    """
    from summarizer.pipeline import run_many

    settings = replace(bench.settings, output=replace(bench.settings.output, words=budget_words))
    models = bench.models(with_writer=True)
    before, began = saved_seconds(models), time.perf_counter()
    results = run_many([cluster.documents for cluster in clusters], settings, models, progress=progress)
    seconds = (time.perf_counter() - began + saved_seconds(models) - before) / len(clusters)
    outputs: dict[str, SystemOutput] = {}
    problems = []
    for cluster, result in zip(clusters, results, strict=True):
        if isinstance(result, SummarizerError):
            problems.append(Problem(f"{PIPELINE}, cluster {cluster.id}", str(result)))
        else:
            outputs[cluster.id] = from_briefing(cluster.id, result, seconds)
    infos = model_infos(models, settings)
    return SystemRun(PIPELINE, outputs, settings.hash(), infos, tuple(problems), asdict(settings))


def run_extractive(
    name: str,
    clusters: Sequence[EvalCluster],
    budget_words: int,
    bench: Bench,
    progress: Progress | None = None,
) -> SystemRun:
    """One extractive peer; a cluster's time is its own, encoding included where the peer encodes."""
    models = bench.models(with_writer=False) if name == "mmr" else None
    extract = peers.centroid_mmr(models.encoder) if models else peers.PLAIN[name]
    outputs = {}
    for done, cluster in enumerate(clusters, start=1):
        before, began = saved_seconds(models) if models else 0.0, time.perf_counter()
        taken = extract(cluster, budget_words)
        after = saved_seconds(models) if models else 0.0
        seconds = time.perf_counter() - began + after - before
        outputs[cluster.id] = SystemOutput(cluster.id, peers.quoted(taken), seconds=seconds)
        if progress:
            progress(name, done, len(clusters))
    settings = peer_settings(name, budget_words, bench.settings)
    infos = (models.encoder.info,) if models else ()
    return SystemRun(name, outputs, content_key(settings)[:16], infos, (), settings)


def peer_settings(name: str, budget_words: int, settings: Settings) -> dict[str, object]:
    """What decides a peer's output beside the clusters."""
    mmr = {"lambda": peers.MMR_LAMBDA, "encoder": settings.encoder.model} if name == "mmr" else {}
    clean = asdict(settings.clean)
    return {"peer": name, "budget_words": budget_words, "fill": peers.FILL, "clean": clean, **mmr}


def run_ready(name: str, path: Path, clusters: Sequence[EvalCluster]) -> SystemRun:
    """Outputs that another system made before."""
    outputs, problems = load_outputs(name, path, clusters)
    return SystemRun(name, outputs, "", (), tuple(problems), {"file": str(path)})
