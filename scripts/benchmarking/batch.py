"""Many clusters: one batch job against the command line on each, with and without the start of the process."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from common.report import Table

from benchmarking.measure import Measured, run_command, run_task
from summarizer.errors import InputError
from summarizer.interfaces import Progress

_NO_CACHE = "encoder.cache=false"


@dataclass(frozen=True, slots=True)
class Batch:
    """Seconds for the same clusters, four ways; None where a way was not measured or failed.

    ``job_s`` is the whole job with its start, ``command_s`` the sum over one process a cluster, ``together_s`` and
    ``alone_s`` the pipeline with its models loaded: all clusters in chunks, and one after the other. ``padding`` is
    the share of padding in what the writer's steps attend to.
    """

    label: str
    clusters: int
    documents: float
    sentences: float
    job_s: float | None
    command_s: float | None
    together_s: float | None
    alone_s: float | None
    padding: float | None
    job_bytes: int
    error: str = ""


def measure(
    label: str, path: Path, limit: int, overrides: Sequence[str], limit_s: float, cold: bool, progress: Progress
) -> Batch:
    """Measures all ways, each in a process of its own.

    Args:
        label: name of the row.
        path: cluster rows.
        limit: the first so many of them.
        overrides: settings, Hydra's syntax.
        limit_s: for each process.
        cold: also start the command line anew for each cluster, which takes longest.
        progress: told of each process.

    Raises:
        InputError: the file holds no cluster.
    """
    names = [cluster.id for cluster in _clusters(path, limit)]
    settings = [*overrides, _NO_CACHE]
    progress(f"batch: {label}, job", 0, 0)
    job = _job(path, limit, settings, limit_s)
    progress(f"batch: {label}, models loaded", 0, 0)
    arguments = {"path": str(path), "limit": limit, "overrides": settings}
    warm = run_task("batch", arguments, limit_s)
    progress(f"batch: {label}, one process a cluster", 0, 0)
    commands = _commands([f"{path}#{name}" for name in names], settings, limit_s) if cold else []
    errors = list(dict.fromkeys(found.error for found in (job, warm, *commands) if found.error))
    answer: dict[str, Any] = warm.answer if not warm.error else {}
    return Batch(
        label,
        len(names),
        answer.get("documents", 0.0),
        answer.get("sentences", 0.0),
        None if job.error else job.seconds,
        sum(one.seconds for one in commands) if commands and not any(one.error for one in commands) else None,
        answer.get("together_s"),
        answer.get("alone_s"),
        answer.get("padding"),
        job.peak_bytes,
        "; ".join(errors),
    )


def _clusters(path: Path, limit: int) -> list[Any]:
    from summarizer.read import Cluster, read_clusters

    found = [row for row in islice(read_clusters(path), limit) if isinstance(row, Cluster)]
    if not found:
        raise InputError(f"{path} holds no cluster", "name a file of cluster rows with --clusters")
    return found


def _job(path: Path, limit: int, overrides: Sequence[str], limit_s: float) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "summarizer.batch", f"input={path}", f"folder={folder}", f"limit={limit}"]
        return run_command([*command, "quiet=true", *overrides], limit_s)


def _commands(names: Sequence[str], overrides: Sequence[str], limit_s: float) -> list[Measured]:
    """One process a cluster, one after the other, up to the first that fails."""
    done: list[Measured] = []
    for name in names:
        done.append(_command(name, overrides, limit_s))
        if done[-1].error:
            break
    return done


def _command(name: str, overrides: Sequence[str], limit_s: float) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        settings = [part for override in overrides for part in ("--set", override)]
        out = str(Path(folder) / "briefing.json")
        return run_command([sys.executable, "-m", "summarizer", name, "--quiet", *settings, "-o", out], limit_s)


def measure_batch(path: str, limit: int, overrides: list[str]) -> dict[str, Any]:
    """Loads the models, briefs all clusters together and one by one; runs in a child process."""
    from summarizer.batch.local import chunk_size
    from summarizer.config import compose
    from summarizer.pipeline import load_models, run, run_many
    from summarizer.render.jsonfile import to_json

    settings = compose(overrides)
    clusters = [cluster.documents for cluster in _clusters(Path(path), limit)]
    models = load_models(settings).loaded()
    run(clusters[0], settings, models)
    size = chunk_size(settings, 0)
    widths = _count_tokens(models.writer)
    began = time.perf_counter()
    for start in range(0, len(clusters), size):
        for briefing in run_many(clusters[start : start + size], settings, models):
            if not isinstance(briefing, Exception):
                to_json(briefing)
    together_s = time.perf_counter() - began
    read, padded = (sum(part) for part in zip(*widths, strict=True)) if widths else (0, 0)
    began = time.perf_counter()
    sentences = 0
    for documents in clusters:
        briefing = run(documents, settings, models)
        sentences += len(briefing.sentences)
        to_json(briefing)
    return {
        "together_s": together_s,
        "alone_s": time.perf_counter() - began,
        "documents": sum(map(len, clusters)) / len(clusters),
        "sentences": sentences / len(clusters),
        "padding": padded / (read + padded) if read else None,
    }


def _count_tokens(writer: object) -> list[tuple[int, int]]:
    """Notes (tokens, padding) of what every decoding step of a torch writer attends to, from now on.

    Prompts are read without padding, and a row leaves its batch when it is done: nothing else is padded.
    """
    counted: list[tuple[int, int]] = []
    model = getattr(writer, "_model", None)
    if model is None:
        return counted

    def note(module: object, positional: object, named: dict[str, Any]) -> None:
        mask = named["attention_mask"]
        counted.append((int(mask.sum()), int(mask.numel() - mask.sum())))

    model.register_forward_pre_hook(note, with_kwargs=True)
    return counted


def table(found: Sequence[Batch]) -> Table:
    """One row a way of running; how many times faster the job is than the command line."""
    columns = (
        *("run", "clusters", "documents", "sentences", "job s", "clusters/h", "one process each s", "× job"),
        *("together s", "one by one s", "× together", "padding", "peak GiB"),
    )
    rows = tuple(_row(batch) for batch in found)
    return Table("Batch job against the command line", columns, rows)


def _row(batch: Batch) -> tuple[str, ...]:
    return (
        batch.label + (f" ({batch.error})" if batch.error else ""),
        str(batch.clusters),
        f"{batch.documents:.1f}",
        f"{batch.sentences:.1f}",
        _seconds(batch.job_s),
        f"{3600 * batch.clusters / batch.job_s:.0f}" if batch.job_s else "–",
        _seconds(batch.command_s),
        _times(batch.command_s, batch.job_s),
        _seconds(batch.together_s),
        _seconds(batch.alone_s),
        _times(batch.alone_s, batch.together_s),
        "–" if batch.padding is None else f"{100 * batch.padding:.1f} %",
        f"{batch.job_bytes / 2**30:.2f}" if batch.job_bytes else "–",
    )


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _times(slow: float | None, fast: float | None) -> str:
    return f"{slow / fast:.1f}" if slow and fast else "–"
