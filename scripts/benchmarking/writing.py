"""The writer's speed by batch size and number format, on real sentences."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from common.report import Table

from benchmarking.measure import run_task
from summarizer.interfaces import Progress


@dataclass(frozen=True, slots=True)
class Speed:
    """One batch size in one number format on one device."""

    device: str
    dtype: str
    batch: int
    peak_bytes: int
    error: str
    seconds: float | None = None
    written_tokens: int = 0
    evidence_tokens: int = 0


def sweep(
    paths: Sequence[Path],
    overrides: Sequence[str],
    devices: Sequence[str],
    dtypes: Sequence[str],
    batches: Sequence[int],
    limit_s: float,
    progress: Progress,
) -> list[Speed]:
    """Measures every combination, each in a new process.

    Args:
        paths: reports whose sentences are written.
        overrides: settings, Hydra's syntax; they name the writer.
        devices: such as ``cpu``.
        dtypes: number formats.
        batches: rows written at once.
        limit_s: for each process.
        progress: told before each measurement.
    """
    cells = list(product(devices, dtypes, batches))
    speeds = []
    for done, (device, dtype, batch) in enumerate(cells):
        progress(f"writer: {device} {dtype}, batch {batch}", done, len(cells))
        more = [*overrides, f"writer.dtype={dtype}", f"writer.max_batch_rows={batch}"]
        arguments = {"paths": [str(path) for path in paths], "overrides": more, "device": device, "batch": batch}
        found = run_task("writer", arguments, limit_s)
        answer: dict[str, Any] = {} if found.error else found.answer
        speeds.append(Speed(device, dtype, batch, found.peak_bytes, found.error, **answer))
    return speeds


def measure_writer(paths: list[str], overrides: list[str], device: str, batch: int) -> dict[str, Any]:
    """Seconds for one batch of sentences; runs in a child process.

    The model is warmed up on the same batch first, and the instruction that all prompts share is read then.

    Returns:
        ``seconds``; ``written_tokens`` of all drafts; ``evidence_tokens`` that were read.
    """
    from transformers import AutoTokenizer

    from summarizer.clean import clean
    from summarizer.config import settings_for
    from summarizer.models import ModelStore
    from summarizer.pipeline import load_models
    from summarizer.read import read
    from summarizer.records import WriteRequest
    from summarizer.split import split

    settings = settings_for(overrides=overrides, device=device)
    writer = load_models(settings).loaded().writer
    path = ModelStore(settings.store).ensure(settings.writer.model).path
    tokenizer: Any = AutoTokenizer.from_pretrained(path, local_files_only=True)
    sentences = split(clean(read(paths).documents, settings.clean))
    usable = [s for s in sentences if 12 <= len(s.flat.split()) <= 45] or list(sentences)
    chosen = [usable[row % len(usable)] for row in range(batch)]
    requests = [WriteRequest("sentence", (s.flat,), settings.writer.max_words) for s in chosen]
    writer.write(requests)
    began = time.perf_counter()
    drafts = writer.write(requests)
    seconds = time.perf_counter() - began

    def tokens(texts: Sequence[str]) -> int:
        return sum(len(tokenizer(text, add_special_tokens=False)["input_ids"]) for text in texts)

    written, read_ = tokens([draft.text for draft in drafts]), tokens([s.flat for s in chosen])
    return {"seconds": seconds, "written_tokens": written, "evidence_tokens": read_}


def table(speeds: Sequence[Speed], writer: str) -> Table:
    """One row a combination; tokens a second are those of the drafts, prompts and all else included."""
    columns = ("device", "dtype", "batch", "seconds", "tokens/s written", "s/sentence", "tokens read", "peak GiB")
    return Table(f"Writer: {writer}", columns, tuple(map(_row, speeds)))


def _row(speed: Speed) -> tuple[str, ...]:
    head = (speed.device, speed.dtype, str(speed.batch))
    if speed.seconds is None:
        return (*head, speed.error, *("–",) * 4)
    return (
        *head,
        f"{speed.seconds:.2f}",
        f"{speed.written_tokens / speed.seconds:.1f}",
        f"{speed.seconds / speed.batch:.2f}",
        str(speed.evidence_tokens),
        f"{speed.peak_bytes / 2**30:.2f}",
    )
