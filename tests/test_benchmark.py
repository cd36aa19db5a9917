"""The benchmark's parts: what it measures is right; how long anything takes is never asserted."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import benchmark
import pytest
from benchmarking import briefing, llamacpp, measure, start, work, writing
from benchmarking.command import parse
from eval_fakes import BagEncoder, EchoWriter, cluster_row, models
from pipeline_fakes import HashEncoder, ShorteningWriter, WordJudge

from summarizer.config import compose, settings_for
from summarizer.errors import OfflineError, UsageError
from summarizer.pipeline import Models, run
from summarizer.read import read
from summarizer.settings import StoreSettings

__all__ = ["models"]

Fakes = tuple[BagEncoder, EchoWriter]
MIB = 2**20


def silent(stage: str, done: int, total: int) -> None:
    """Shows nothing."""


def reports(folder: Path) -> list[Path]:
    """Three reports as files."""
    paths = []
    for document in cluster_row("Orlen")["documents"]:
        paths.append(folder / f"{document['id']}.txt")
        paths[-1].write_text(document["text"], encoding="utf-8")
    return paths


@pytest.mark.slow
def test_a_task_runs_in_a_process_of_its_own_with_its_own_peak() -> None:
    small = measure.run_task("selection", {"n": 100}, 60)
    large = measure.run_task("selection", {"n": 30_000}, 60)
    assert (small.error, large.error) == ("", "")
    assert small.answer["same"]
    assert large.answer["same"]
    assert large.peak_bytes - small.peak_bytes > 30_000 * 384 * 4 * 0.8


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's children")
def test_the_peak_counts_the_processes_that_a_command_starts() -> None:
    child = "import time; held = bytearray(64 * 2**20); time.sleep(0.5)"
    alone = measure.run_command([sys.executable, "-c", "import time; time.sleep(0.5)"], 30)
    parent = measure.run_command(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"], 30
    )
    assert parent.peak_bytes - alone.peak_bytes > 60 * MIB


@pytest.mark.slow
def test_failures_time_limits_and_unknown_tasks_are_told() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('it broke')"]
    assert measure.run_command(command, 30).error == "it broke"
    endless = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert measure.run_command(endless, 0.5).error == "time limit"
    assert measure.run_task("nothing", {}, 30).error.startswith("KeyError")
    assert "k=-1 is negative" in measure.run_task("selection", {"n": 10, "count": -1}, 30).error


def test_warm_times_the_second_run_of_loaded_models(tmp_path: Path, models: Fakes) -> None:
    found = briefing.warm([str(path) for path in reports(tmp_path)], 60, [])
    assert {"clean", "embed", "select", "write", "verify"} <= set(found["stages"])
    assert found["seconds"] > 0
    assert len(models[1].calls) == 2


def test_a_briefing_that_fails_is_a_row_that_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = measure.Measured(1.0, 5, {}, "error: no model")
    monkeypatch.setattr(briefing, "run_command", lambda *_: failed)
    found = briefing.measure("default", [Path("x.txt")], 60, [], 10)
    assert briefing.table([found], "t").rows == (("default", "error: no model", "–", "–"),)


def test_end_to_end_has_a_row_a_stage_and_start_up_by_subtraction(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [{"text": "A flood came."}]

    def cold(command: list[str], limit_s: float) -> measure.Measured:
        out = Path(command[command.index("-o") + 1])
        out.write_text(json.dumps({"timings": {"clean": 1.0, "write": 5.0}, "sentences": sentences}), encoding="utf-8")
        return measure.Measured(10.0, 2**30)

    answers = {
        "warm": {"seconds": 5.5, "stages": {"clean": 0.5, "write": 5.0}, "load_s": 3.0},
        "start": {"first_stage_s": 1.5, "writer_ready_s": 6.25},
    }
    monkeypatch.setattr(briefing, "run_command", cold)
    monkeypatch.setattr(briefing, "run_task", lambda task, *_: measure.Measured(20.0, 2**31, answers[task]))
    found = briefing.measure("default", [Path("x.txt")], 60, ["preset=fast"], 10)
    assert briefing.table([found], "t").rows == (
        ("default", "first stage begins after", "1.50", ""),
        ("default", "writer ready after", "6.25", ""),
        ("default", "start, read, load models", "4.00", "–"),
        ("default", "clean", "1.00", "0.50"),
        ("default", "write", "5.00", "5.00"),
        ("default", "total", "10.00", "5.50"),
        ("default", "peak memory", "1.00 GiB", "2.00 GiB"),
        ("default", "written: 1 sentences, 3 words", "", ""),
    )
    (bar,) = briefing.bars([found])
    assert bar.startswith(
        "default: first stage after 1.5 s, writer ready after 6.2 s (wanted: at most 3 and 5 s): DOES"
    )


def test_the_start_is_timed_up_to_the_writer_s_first_batch(tmp_path: Path, models: Fakes) -> None:
    began = time.time() - 1.0
    found = start.measure_start([str(path) for path in reports(tmp_path)], 60, [], began)
    assert 1.0 <= found["first_stage_s"] <= time.time() - began
    assert 1.0 <= found["writer_ready_s"] <= time.time() - began
    assert models[1].calls == [], "nothing is written"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's children")
class _Reader:
    """A torch model's hook, without torch."""

    def __init__(self) -> None:
        self.hooks: list[Any] = []

    def register_forward_pre_hook(self, hook: Any, with_kwargs: bool) -> Any:
        self.hooks.append(hook)
        return SimpleNamespace(remove=lambda: self.hooks.remove(hook))

    def __call__(self, tokens: int) -> None:
        for hook in self.hooks:
            hook(self, (), {"input_ids": SimpleNamespace(numel=lambda: tokens)} if tokens else {})


class _ReadingJudge(WordJudge):
    """Reads a word as a token."""

    def __init__(self) -> None:
        super().__init__()
        self._trunk = _Reader()

    def assess(self, pairs: Any, progress: Any = None) -> Any:
        for evidence, claim in pairs:
            self._trunk(len(f"{evidence} {claim}".split()))
        self._trunk(0)
        return super().assess(pairs, progress)


def test_work_is_counted_by_purpose_and_what_counts_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge, plain = _ReadingJudge(), _ReadingJudge()
    monkeypatch.setattr("summarizer.pipeline.load_models", lambda _: with_judge(judge))
    paths = [str(path) for path in reports(tmp_path)]
    overrides = ["writer.vocabulary=closed"]
    (found,) = work.measure_work(paths, "", 0, 60, overrides)["found"]
    expected = run(read(paths).documents, settings_for(words=60, overrides=overrides), with_judge(plain))
    assert judge.calls == plain.calls
    assert found["told"] == len(expected.sentences)
    assert found["written"] == sum(one.origin == "written" for one in expected.sentences)
    judged = found["judged"]
    assert tuple(judged) == work.PURPOSES
    assert sum(one["pairs"] for one in judged.values()) == sum(judge.calls) > 0
    assert all(sum(one["answers"].values()) == one["pairs"] <= one["tokens"] for one in judged.values())
    assert judge._trunk.hooks == []
    shown = work.table([found, found])
    assert [row[0] for row in shown.rows] == [tmp_path.name, tmp_path.name, "mean"]
    assert shown.rows[0][-1] == str(sum(one["tokens"] for one in judged.values()))
    assert len({len(row) for row in shown.rows} | {len(shown.columns)}) == 1
    assert sum(int(row[1]) for row in work.fates([found]).rows) == sum(found["fates"].values())
    assert sum(sum(map(int, row[1:])) for row in work.answers([found]).rows) == sum(judge.calls)


def with_judge(judge: WordJudge) -> Models:
    return Models(HashEncoder(), ShorteningWriter(), judge)


def test_other_work_is_beside_a_measurement_and_nowhere_else() -> None:
    def running() -> list[str]:
        return measure._family(str(os.getpid()))[1:]

    before = running()
    with measure.beside(2):
        others = set(running()) - set(before)
        assert len(others) == 2
        spent = [sum(map(int, Path(f"/proc/{one}/stat").read_text().split()[13:15])) for one in others]
        time.sleep(0.3)
        assert all(
            sum(map(int, Path(f"/proc/{one}/stat").read_text().split()[13:15])) > was
            for one, was in zip(others, spent, strict=True)
        )
    assert running() == before


def test_what_other_work_costs_is_measured_in_the_same_run(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([10.0, 22.0])
    busy = []

    def cold(*_: Any) -> tuple[measure.Measured, dict[str, float], dict[str, Any]]:
        return measure.Measured(next(seconds), 2**30), {"write": 5.0}, {"sentences": []}

    @contextmanager
    def noted(processes: int) -> Iterator[None]:
        busy.append(processes)
        yield

    monkeypatch.setattr(briefing, "_cold", cold)
    monkeypatch.setattr(briefing, "beside", noted)
    monkeypatch.setattr(briefing, "run_task", lambda *_: measure.Measured(1.0, 1, {"seconds": 5.0, "load_s": 1.0}))
    found = briefing.measure_beside((0, 2), "default", [Path("x.txt")], 60, [], 10)
    assert busy == [0, 2]
    labels = list(dict.fromkeys(row[0] for row in briefing.table(found, "t").rows))
    assert labels == ["default", "default, 2 busy processes beside it"]
    assert briefing.bars(found) == [
        "default: 2.20 times the time of a free machine, with 2 busy processes (wanted: at most 2.3): holds."
    ]
    slow = replace(found[1], cold_s=23.1)
    assert briefing.bars([found[0], slow])[0].endswith("DOES NOT HOLD.")
    assert briefing.bars([found[0]]) == briefing.bars([slow]) == []


def test_writer_speeds_are_those_of_the_written_tokens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answer = {"seconds": 2.0, "written_tokens": 100, "evidence_tokens": 300}
    asked = []

    def fake(task: str, arguments: dict[str, Any], limit_s: float) -> measure.Measured:
        asked.append(arguments)
        bad = "writer.dtype=float32" in arguments["overrides"]
        return measure.Measured(9, 2**30, {} if bad else answer, "time limit" if bad else "")

    monkeypatch.setattr(writing, "run_task", fake)
    speeds = writing.sweep(reports(tmp_path), ["seed=1"], ["cpu"], ["bfloat16", "float32"], [4], 5, silent)
    assert "writer.max_batch_rows=4" in asked[0]["overrides"]
    rows = writing.table(speeds, "qwen").rows
    assert rows[0] == ("cpu", "bfloat16", "4", "2.00", "50.0", "0.50", "300", "1.00")
    assert rows[1][3] == "time limit"


def test_llama_cpp_counts_sentences_that_cite(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {
        "seconds": 200.0,
        "load_s": 2.0,
        "read_tokens": 4000,
        "read_s": 100.0,
        "written_tokens": 200,
        "write_s": 80.0,
        "sentences": 9,
        "citing": 0,
    }
    monkeypatch.setattr(llamacpp, "run_task", lambda *_: measure.Measured(210, 2**30, answer))
    found = llamacpp.measure(Path("q.gguf"), [Path("a.txt")], 250, 2, 600)
    (row,) = llamacpp.table(found).rows
    assert row == ("q.gguf", "200.0", "2.0", "100.0", "40.0", "80.0", "2.5", "0 of 9", "1.00")


def test_the_published_file_is_taken_from_where_it_is(tmp_path: Path) -> None:
    given = tmp_path / "mine.gguf"
    given.touch()
    offline = replace(compose(), store=StoreSettings(cache=str(tmp_path), folder=str(tmp_path), offline=True))
    assert llamacpp.published_file(offline, given, silent) == given
    with pytest.raises(OfflineError, match="is not at hand"):
        llamacpp.published_file(offline, None, silent)
    own = tmp_path / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
    own.touch()
    assert llamacpp.published_file(offline, None, silent) == own


def test_the_command_line() -> None:
    args = parse(["selection", "writer", "--sizes", "2000,1000", "--run", "quick=preset=fast,output.words=90"])
    assert (args.parts, args.paths, args.sizes) == (("selection", "writer"), [], (1000, 2000))
    assert args.run == [("quick", ("preset=fast", "output.words=90"))]
    assert parse(["a.txt"]).parts == ("selection", "stories", "briefing", "batch", "work", "writer", "llamacpp")
    with pytest.raises(UsageError, match="no list of numbers"):
        parse(["--sizes", "many"])


@pytest.mark.slow
def test_the_command_writes_tables_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert benchmark.main(["selection", "--sizes", "100,200", "-o", str(out), "--quiet"]) == 0
    assert "Selection (MMR)" in capsys.readouterr().out
    found = json.loads((out / "benchmark.json").read_text(encoding="utf-8"))
    assert [(cell["n"], cell["same"], cell["error"]) for cell in found["selection"]] == [
        (100, True, ""),
        (200, True, ""),
    ]
    assert "| 200 |" in (out / "benchmark.md").read_text(encoding="utf-8")


def test_bad_calls_end_in_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark.main(["briefing", str(tmp_path / "no.txt"), "-o", str(tmp_path), "--quiet"]) == 1
    assert "no.txt is missing" in capsys.readouterr().err
    assert benchmark.main(["--batches", "x"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_the_extra_llama_cpp_is_left_out_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert benchmark.main(["llamacpp", "-o", str(tmp_path), "--quiet"]) == 0
    assert "the optional extra 'llamacpp' is not installed" in capsys.readouterr().out
