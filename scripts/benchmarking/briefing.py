"""End to end on one cluster: cold in a new process, warm with the models loaded, a row a stage."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from common.report import Table

from benchmarking.measure import Measured, beside, promise, run_command, run_task

START = "start, read, load models"
_NO_CACHE = "encoder.cache=false"
_FIRST_STAGE_S, _WRITER_READY_S = 3, 5
_SLOWER_AT_MOST = 2.3
"""What other work may cost: with one busy process a core, half of the machine is left, and some is lost in waiting."""


@dataclass(frozen=True, slots=True)
class EndToEnd:
    """One way of running: seconds by stage, cold and warm, and the peak memory of each process.

    ``beside`` is how many other processes kept the cores busy in the meantime. ``first_stage_s`` and ``writer_ready_s``
    count from the start of a process until the first stage begins and until the writer could write.
    """

    label: str
    cold_s: float | None
    cold_stages: dict[str, float]
    cold_bytes: int
    warm_s: float | None
    warm_stages: dict[str, float]
    warm_bytes: int
    load_s: float | None
    words: int
    sentences: int
    error: str = ""
    beside: int = 0
    first_stage_s: float | None = None
    writer_ready_s: float | None = None


def measure_beside(
    others: Sequence[int], label: str, paths: Sequence[Path], words: int, overrides: Sequence[str], limit_s: float
) -> list[EndToEnd]:
    """Does `measure` once for each number of busy processes beside it; 0 is a free machine."""
    found = []
    for processes in others:
        with beside(processes):
            one = measure(label, paths, words, overrides, limit_s)
        found.append(replace(one, beside=processes))
    return found


def bars(results: Sequence[EndToEnd]) -> list[str]:
    """How long each run took to begin, and how many times longer with other work beside it."""
    free = {found.label: found.cold_s for found in results if not found.beside}
    lines = []
    for found in results:
        if not found.beside and found.first_stage_s is not None and found.writer_ready_s is not None:
            what = f"{found.label}: first stage after {found.first_stage_s:.1f} s, writer ready after"
            soon = found.first_stage_s <= _FIRST_STAGE_S and found.writer_ready_s <= _WRITER_READY_S
            wanted = f"at most {_FIRST_STAGE_S} and {_WRITER_READY_S} s"
            lines.append(promise(f"{what} {found.writer_ready_s:.1f} s", wanted, soon))
    for found in results:
        alone = free.get(found.label)
        if found.beside and found.cold_s and alone:
            times = found.cold_s / alone
            what = f"{found.label}: {times:.2f} times the time of a free machine, with {found.beside} busy processes"
            lines.append(promise(what, f"at most {_SLOWER_AT_MOST}", times <= _SLOWER_AT_MOST))
    return lines


def measure(label: str, paths: Sequence[Path], words: int, overrides: Sequence[str], limit_s: float) -> EndToEnd:
    """Runs the command once in a new process, its start in a second, then the pipeline twice in a third; the second run
    counts.

    The encoder's cache is off, so that both embed every sentence.

    Args:
        label: name of the row.
        paths: the reports.
        words: budget.
        overrides: settings, Hydra's syntax.
        limit_s: for each of the processes.
    """
    cold, stages, found = _cold(paths, words, overrides, limit_s)
    if cold.error:
        return EndToEnd(label, None, {}, cold.peak_bytes, None, {}, 0, None, 0, 0, cold.error)
    arguments = {"paths": [str(path) for path in paths], "words": words, "overrides": list(overrides)}
    # After the cold run, so that files and what is kept of the weights are where they will be at the next start.
    began = run_task("start", {**arguments, "began": time.time()}, limit_s).answer
    warmed = run_task("warm", arguments, limit_s)
    answer: dict[str, Any] = warmed.answer if not warmed.error else {}
    return EndToEnd(
        label,
        cold.seconds,
        {START: cold.seconds - sum(stages.values()), **stages},
        cold.peak_bytes,
        answer.get("seconds"),
        answer.get("stages", {}),
        warmed.peak_bytes,
        answer.get("load_s"),
        sum(len(sentence["text"].split()) for sentence in found["sentences"]),
        len(found["sentences"]),
        warmed.error,
        first_stage_s=began.get("first_stage_s"),
        writer_ready_s=began.get("writer_ready_s"),
    )


def _cold(
    paths: Sequence[Path], words: int, overrides: Sequence[str], limit_s: float
) -> tuple[Measured, dict[str, float], dict[str, Any]]:
    """The command line in a new process; stages come from its JSON."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "briefing.json"
        settings = [part for override in (*overrides, _NO_CACHE) for part in ("--set", override)]
        command = [sys.executable, "-m", "summarizer", *map(str, paths), "--words", str(words), "--quiet"]
        done = run_command([*command, *settings, "-o", str(out)], limit_s)
        if done.error:
            return done, {}, {}
        found = json.loads(out.read_text(encoding="utf-8"))
    return done, {str(stage): float(spent) for stage, spent in found["timings"].items()}, found


def warm(paths: list[str], words: int, overrides: list[str]) -> dict[str, Any]:
    """Loads the models, briefs twice and reports the second run; runs in a child process."""
    from summarizer.config import settings_for
    from summarizer.pipeline import load_models, run
    from summarizer.read import read

    settings = settings_for(words=words, overrides=[*overrides, _NO_CACHE])
    began = time.perf_counter()
    models = load_models(settings).loaded()
    load_s = time.perf_counter() - began
    documents = read(paths).documents
    run(documents, settings, models)
    began = time.perf_counter()
    briefing = run(documents, settings, models)
    return {"seconds": time.perf_counter() - began, "stages": dict(briefing.timings), "load_s": load_s}


def table(results: Sequence[EndToEnd], title: str) -> Table:
    """One row a stage and way of running, cold and warm side by side, then totals and peak memory."""
    rows: list[tuple[str, ...]] = []
    for found in results:
        label = found.label + (f", {found.beside} busy processes beside it" if found.beside else "")
        if found.cold_s is None:
            rows.append((label, found.error, "–", "–"))
            continue
        rows.append((label, "first stage begins after", _seconds(found.first_stage_s), ""))
        rows.append((label, "writer ready after", _seconds(found.writer_ready_s), ""))
        for stage in dict.fromkeys((*found.cold_stages, *found.warm_stages)):
            warm_s = found.warm_stages.get(stage)
            rows.append((label, stage, _seconds(found.cold_stages.get(stage)), _seconds(warm_s)))
        rows.append((label, "total", _seconds(found.cold_s), _seconds(found.warm_s) + _failed(found)))
        gigabytes = (f"{size / 2**30:.2f} GiB" if size else "–" for size in (found.cold_bytes, found.warm_bytes))
        rows.append((label, "peak memory", *gigabytes))
        rows.append((label, f"written: {found.sentences} sentences, {found.words} words", "", ""))
    return Table(title, ("run", "stage", "cold s", "warm s"), tuple(rows))


def _failed(found: EndToEnd) -> str:
    return f" ({found.error})" if found.error else ""


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
