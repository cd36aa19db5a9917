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
from typing import Any

import benchmark
import numpy as np
import pytest
from benchmarking import briefing, llamacpp, measure, mmr, selection, vocabulary, writing
from benchmarking.application import parse
from benchmarking.selection import Cell, agreement, bars, quadratic, table
from eval_fakes import BagEncoder, EchoWriter, cluster_row, models
from hypothesis import given
from hypothesis import strategies as st

from summarizer.config import compose
from summarizer.errors import OfflineError, UsageError
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


@pytest.mark.parametrize("implementation", ["textbook", "langchain", "torch cpu"])
def test_all_implementations_take_the_same_rows(implementation: str) -> None:
    ours = mmr.measure_mmr("project", 300, 20)
    theirs = mmr.measure_mmr(implementation, 300, 20)
    assert ours["taken"] == theirs["taken"]
    assert len(set(ours["taken"])) == 20


def test_a_measurement_says_what_the_table_needs() -> None:
    found = mmr.measure_mmr("project", 500, 5)
    assert found["seconds"] > 0
    assert found["floor_s"] > 0
    assert found["bytes_read"] == 500 * 384 * 4 * 5
    assert found["extra_bytes"] >= 0
    assert "floor_s" not in mmr.measure_mmr("textbook", 500, 5)


def test_rows_are_unit_and_the_same_each_time() -> None:
    rows = mmr.unit_rows(100)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    assert (rows == mmr.unit_rows(100)).all()


def test_a_task_runs_in_a_process_of_its_own_with_its_own_peak() -> None:
    small = measure.run_task("mmr", {"implementation": "project", "n": 100, "k": 3}, 60)
    large = measure.run_task("mmr", {"implementation": "project", "n": 100_000, "k": 3}, 60)
    assert (small.error, large.error) == ("", "")
    assert len(small.answer["taken"]) == 3
    assert large.peak_bytes - small.peak_bytes > 100_000 * 384 * 4 * 0.8


def test_peak_memory_is_seen_and_can_be_forgotten() -> None:
    measure.reset_peak()
    before = measure.peak_bytes()
    block = np.ones(40 * MIB, dtype=np.uint8)
    assert measure.peak_bytes() - before > 30 * MIB
    del block


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's children")
def test_the_peak_counts_the_processes_that_a_command_starts() -> None:
    child = "import time; held = bytearray(64 * 2**20); time.sleep(0.5)"
    alone = measure.run_command([sys.executable, "-c", "import time; time.sleep(0.5)"], 30)
    parent = measure.run_command(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"], 30
    )
    assert parent.peak_bytes - alone.peak_bytes > 60 * MIB


def test_failures_time_limits_and_unknown_tasks_are_told() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('it broke')"]
    assert measure.run_command(command, 30).error == "it broke"
    endless = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert measure.run_command(endless, 0.5).error == "time limit"
    assert measure.run_task("nothing", {}, 30).error.startswith("KeyError")
    bad = {"implementation": "project", "n": 10, "k": -1}
    assert "k=-1 is negative" in measure.run_task("mmr", bad, 30).error


@given(st.floats(0, 5), st.floats(0, 5), st.integers(2, 10), st.integers(1, 10), st.integers(20, 100))
def test_extrapolation_is_exact_for_a_loop_that_grows_as_stated(a: float, b: float, x: int, more: int, k: int) -> None:
    def seconds(count: int) -> float:
        return a * (count - 1) + b * (count - 1) ** 2

    first, second = ((count, seconds(count)) for count in (x, x + more))
    assert quadratic(first, second, k) == pytest.approx(seconds(k), rel=1e-6, abs=1e-6)


def test_what_would_take_too_long_is_extrapolated_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def fake(task: str, arguments: dict[str, Any], limit_s: float) -> measure.Measured:
        n, k = arguments["n"], arguments["k"]
        asked.append((n, k))
        return measure.Measured(1, 1, {"seconds": n * k / 1000, "taken": list(range(k)), "extra_bytes": 0})

    monkeypatch.setattr(selection, "run_task", fake)
    cells = selection.sweep((100, 1000, 10_000), (50,), ("langchain",), 60, silent)
    assert asked == [(100, 50), (1000, 50), (10_000, 4), (10_000, 8)]
    assert [cell.extrapolated for cell in cells] == [False, False, True]
    assert table(cells).rows[-1][3].startswith("≈ ")


def test_after_a_failure_larger_sizes_are_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fail(task: str, arguments: dict[str, Any], limit_s: float) -> measure.Measured:
        asked.append(arguments["n"])
        return measure.Measured(1, 1, {}, "memory ran out")

    monkeypatch.setattr(selection, "run_task", fail)
    cells = selection.sweep((100, 1000), (5,), ("textbook",), 60, silent)
    assert asked == [100]
    assert [row[3] for row in table(cells).rows] == ["memory ran out", "not tried: the smaller size failed"]


def test_inventions_are_shares_of_the_drafts_of_each_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fake(task: str, arguments: dict[str, Any], limit_s: float) -> measure.Measured:
        asked.append((task, arguments["overrides"]))
        if arguments["overrides"][-1].endswith("open"):
            return measure.Measured(1, 1, {}, "memory ran out")
        return measure.Measured(
            1, 1, {"drafts": 40, "words": 2, "names": 1, "numbers": 0, "standing": 30, "seconds": 5}
        )

    monkeypatch.setattr(vocabulary, "run_task", fake)
    found = vocabulary.measure(Path("rows.jsonl"), 3, ["a=1"], 60, silent)
    assert asked == [
        ("vocabulary", ["a=1", "writer.vocabulary=closed"]),
        ("vocabulary", ["a=1", "writer.vocabulary=open"]),
    ]
    first, second = vocabulary.table(found).rows
    assert first == ("closed", "40", "5.0", "2.5", "0.0", "75.0", "5.0")
    assert second[0] == "open (memory ran out)"
    assert second[2] == "–"


def cell(implementation: str, n: int, seconds: float, **more: Any) -> Cell:
    return Cell(implementation, n, 50, seconds, 0, (1, 2, 3), **more)


def test_the_table_tells_growth_floor_and_agreement() -> None:
    cells = [
        cell("project", 1000, 0.001, floor_s=0.0005, gigabytes_a_second=10.0),
        cell("project", 10_000, 0.01, floor_s=0.005),
        Cell("langchain", 10_000, 50, 1.0, 0, (1, 2, 4)),
    ]
    first, second, third = table(cells).rows
    assert (first[5], first[6], first[7]) == ("2", "10.0", "–")
    assert second[7] == "n^1.00"
    assert third[4] == "100"
    assert agreement(cells, cells[2]) == "no"
    assert agreement(cells, Cell("textbook", 10_000, 50, 1.0, 0, (1, 2))) == "yes"


def test_the_promises_are_checked_aloud() -> None:
    ours = cell("project", 100_000, 0.1, floor_s=0.08)
    assert bars([ours, cell("langchain", 100_000, 6.0)]) == [
        "60 times faster than langchain-core at n=100,000, k=50 (wanted: 50): holds.",
        "1.25 times the time of k passes over the matrix (wanted: at most 2): holds.",
    ]
    assert bars([ours, cell("langchain", 100_000, 4.0)])[0].endswith("DOES NOT HOLD.")
    assert bars([]) == []


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

    answer = {"seconds": 5.5, "stages": {"clean": 0.5, "write": 5.0}, "load_s": 3.0}
    monkeypatch.setattr(briefing, "run_command", cold)
    monkeypatch.setattr(briefing, "run_task", lambda *_: measure.Measured(20.0, 2**31, answer))
    found = briefing.measure("default", [Path("x.txt")], 60, ["preset=fast"], 10)
    assert briefing.table([found], "t").rows == (
        ("default", "start, read, load models", "4.00", "–"),
        ("default", "clean", "1.00", "0.50"),
        ("default", "write", "5.00", "5.00"),
        ("default", "total", "10.00", "5.50"),
        ("default", "peak memory", "1.00 GiB", "2.00 GiB"),
        ("default", "written: 1 sentences, 3 words", "", ""),
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's children")
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
    answer = {"seconds": 2.0, "written_tokens": 100, "evidence_tokens": 300, "head_ms": 60.0, "head_allowed_ms": 1.25}
    asked = []

    def fake(task: str, arguments: dict[str, Any], limit_s: float) -> measure.Measured:
        asked.append(arguments)
        bad = "writer.dtype=float32" in arguments["overrides"]
        return measure.Measured(9, 2**30, {} if bad else answer, "time limit" if bad else "")

    monkeypatch.setattr(writing, "run_task", fake)
    speeds = writing.sweep(reports(tmp_path), ["seed=1"], ["cpu"], ["bfloat16", "float32"], [4], 5, silent)
    assert "writer.max_batch_rows=4" in asked[0]["overrides"]
    rows = writing.table(speeds, "qwen").rows
    assert rows[0] == ("cpu", "bfloat16", "4", "2.00", "50.0", "0.50", "300", "1.00", "60.0", "1.2")
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
    (row,) = llamacpp.table(found, 40.0).rows
    assert row == ("q.gguf", "200.0", "5.0", "2.0", "100.0", "40.0", "80.0", "2.5", "0 of 9", "1.00")


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
    assert parse(["a.txt"]).parts == ("selection", "briefing", "batch", "writer", "vocabulary", "llamacpp")
    with pytest.raises(UsageError, match="no list of numbers"):
        parse(["--sizes", "many"])


def test_the_command_writes_tables_json_and_plot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    more = ["--sizes", "100,200", "--counts", "5", "-o", str(out), "--quiet"]
    assert benchmark.main(["selection", *more]) == 0
    assert "Selection (MMR)" in capsys.readouterr().out
    found = json.loads((out / "benchmark.json").read_text(encoding="utf-8"))
    assert {c["implementation"] for c in found["cells"]} >= {"project", "torch cpu", "textbook", "langchain"}
    assert all(c["error"] == "" for c in found["cells"])
    markdown = (out / "benchmark.md").read_text(encoding="utf-8")
    assert "| langchain-core | 200 | 5 |" in markdown
    assert "DOES NOT HOLD" not in markdown
    assert (out / "benchmark.png").read_bytes().startswith(b"\x89PNG")


def test_bad_calls_end_in_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark.main(["briefing", str(tmp_path / "no.txt"), "-o", str(tmp_path), "--quiet"]) == 1
    assert "no.txt is missing" in capsys.readouterr().err
    assert benchmark.main(["--counts", "x"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_the_extra_llama_cpp_is_left_out_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert benchmark.main(["llamacpp", "-o", str(tmp_path), "--quiet"]) == 0
    assert "the optional extra 'llamacpp' is not installed" in capsys.readouterr().out
