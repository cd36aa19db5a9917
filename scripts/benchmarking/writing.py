"""The writer's speed by batch size and number format, on real sentences."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
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
    seconds: float | None
    written_tokens: int
    evidence_tokens: int
    peak_bytes: int
    error: str = ""


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
    cells = [(device, dtype, batch) for device in devices for dtype in dtypes for batch in batches]
    speeds = []
    for done, (device, dtype, batch) in enumerate(cells):
        progress(f"writer: {device} {dtype}, batch {batch}", done, len(cells))
        arguments = {
            "paths": [str(path) for path in paths],
            "overrides": [*overrides, f"writer.dtype={dtype}", f"writer.max_batch_rows={batch}"],
            "device": device,
            "batch": batch,
        }
        measured = run_task("writer", arguments, limit_s)
        found: dict[str, Any] = measured.answer
        speeds.append(
            Speed(
                device,
                dtype,
                batch,
                found.get("seconds") if not measured.error else None,
                found.get("written_tokens", 0),
                found.get("evidence_tokens", 0),
                measured.peak_bytes,
                measured.error,
            )
        )
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
    writer = load_models(settings).writer
    path = ModelStore(settings.store).ensure(settings.writer.model).path
    tokenizer: Any = AutoTokenizer.from_pretrained(path, local_files_only=True)
    sentences = split(clean(read(paths).documents, settings.clean))
    usable = [s for s in sentences if 12 <= len(s.flat.split()) <= 45] or list(sentences)
    chosen = [usable[row % len(usable)] for row in range(batch)]
    requests = [WriteRequest("sentence", (s.flat,), (s.source,), settings.writer.max_words) for s in chosen]
    writer.write(requests)
    began = time.perf_counter()
    drafts = writer.write(requests)
    seconds = time.perf_counter() - began

    def tokens(texts: Sequence[str]) -> int:
        return sum(len(tokenizer(text, add_special_tokens=False)["input_ids"]) for text in texts)

    return {
        "seconds": seconds,
        "written_tokens": tokens([draft.text for draft in drafts]),
        "evidence_tokens": tokens([s.flat for s in chosen]),
    }


def table(speeds: Sequence[Speed], writer: str) -> Table:
    """One row a combination; tokens a second are those of the drafts, prompts and all else included."""
    rows = []
    for speed in speeds:
        head = (speed.device, speed.dtype, str(speed.batch))
        if speed.seconds is None:
            rows.append((*head, speed.error, *("–",) * 4))
            continue
        rows.append(
            (
                *head,
                f"{speed.seconds:.2f}",
                f"{speed.written_tokens / speed.seconds:.1f}",
                f"{speed.seconds / speed.batch:.2f}",
                str(speed.evidence_tokens),
                f"{speed.peak_bytes / 2**30:.2f}",
            )
        )
    columns = ("device", "dtype", "batch", "seconds", "tokens/s written", "s/sentence", "tokens read", "peak GiB")
    return Table(f"Writer: {writer}", columns, tuple(rows))
