"""The batch job on real models: the command line's briefing, a small writer, a disk that is really full.

Hydra's launchers run it in `test_fresh_machine`, where nothing but their extra is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from batch_fakes import entries, row, write_rows

PATIENCE_S = 600
ROOT = Path(__file__).parent.parent
INVENTED = ROOT / "tests" / "data" / "invented_clusters.jsonl"
PROCESS = Path(__file__).with_name("batch_process.py")


def run(arguments: Sequence[str], cwd: Path, *command: str) -> subprocess.CompletedProcess[str]:
    started = command or ("-m", "summarizer.batch")
    return subprocess.run(
        [sys.executable, *started, *arguments], cwd=cwd, capture_output=True, text=True, timeout=PATIENCE_S
    )


def briefing(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    value.pop("timings")
    return value


@pytest.mark.real_model
def test_the_job_writes_what_the_command_line_writes(tmp_path: Path) -> None:
    settings = ["experiment=baseline", "device=cpu", "output.words=150"]
    done = run([f"input={INVENTED}", "folder=out", *settings, "runner.chunk=1"], tmp_path)
    assert done.returncode == 0, done.stderr
    written = entries(tmp_path / "out")
    assert len(written) == 2  # each of a chunk of its own
    for entry in written:
        options = ["--words", "150", "--device", "cpu", "--set", "writer=extractive", "--set", "judge=none"]
        alone = run(
            [f"{INVENTED}#{entry['id']}", *options, "-o", "alone.json", "--quiet"], tmp_path, "-m", "summarizer"
        )
        assert alone.returncode == 0, alone.stderr
        assert briefing(tmp_path / "alone.json") == briefing(tmp_path / "out" / entry["file"])


@pytest.mark.real_model
def test_a_small_writer_briefs_several_clusters_together(tmp_path: Path) -> None:
    done = run([f"input={INVENTED}", "folder=out", "writer=smollm2-135m", "judge=none", "limit=2"], tmp_path)
    assert done.returncode == 0, done.stderr
    for entry in entries(tmp_path / "out"):
        found = briefing(tmp_path / "out" / entry["file"])
        assert found["sentences"]
        assert [model["name"] for model in found["models"]][1:3] == ["en-core-web-sm", "smollm2-135m-instruct"]


@pytest.mark.slow
def test_a_disk_that_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "none", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    try:
        write_rows(tmp_path / "c.jsonl", [row(number) for number in range(60)])
        arguments = [f"input={tmp_path / 'c.jsonl'}", f"folder={disk / 'out'}", "writer=extractive", "runner.chunk=2"]
        full = run(arguments, tmp_path, str(PROCESS))
        assert full.returncode == 1
        last = full.stderr.splitlines()[-1]
        assert "No space left on device; free some space and run again" in last
        found = entries(disk / "out")
        assert 0 < len(found) < 60
        for entry in found:
            assert hashlib.sha256((disk / "out" / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        again = run(arguments, tmp_path, str(PROCESS))
        assert again.returncode == 0, again.stderr
        assert f"{len(found)} done before" in again.stderr
        assert not [path for path in (disk / "out" / "briefings").iterdir() if path.suffix != ".json"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.slow
def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    if os.geteuid() == 0 and not Path("/proc/sys").exists():
        pytest.skip("no folder is closed to this user")
    write_rows(tmp_path / "c.jsonl", [row(0)])
    closed = "/proc/sys/out" if os.geteuid() == 0 else str(tmp_path / "closed" / "out")
    if os.geteuid() != 0:
        (tmp_path / "closed").mkdir(mode=0o500)
    done = run(["input=c.jsonl", f"folder={closed}", "writer=extractive"], tmp_path, str(PROCESS))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"briefing-batch: error: cannot write {closed}: ")


@pytest.mark.slow
def test_halved_limits_reach_a_torch_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The models hold the settings themselves, so what halves them makes the next batches smaller."""
    import tiny_models
    import torch
    from pipeline_fakes import HashEncoder

    from summarizer.backends.loading import load_writer
    from summarizer.batch.tasks import Task, brief_chunk
    from summarizer.models import ModelSpec, ReadyModel
    from summarizer.pipeline import Models, clean_cluster
    from summarizer.records import Document
    from summarizer.settings import Settings

    settings = Settings()
    settings.run.device = "cpu"
    folder = tiny_models.causal(tmp_path)
    writer = load_writer(ReadyModel(folder, ModelSpec("tiny"), "0" * 64, "r1"), settings)
    forward, rows = writer._model.forward, []  # type: ignore[attr-defined]

    def short_of_memory(*positional: Any, **named: Any) -> Any:
        rows.append(len(named["input_ids"]))
        if rows[-1] > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return forward(*positional, **named)

    monkeypatch.setattr(writer._model, "forward", short_of_memory)  # type: ignore[attr-defined]
    tasks = []
    for number in range(4):
        documents = tuple(Document(part["id"], part["text"]) for part in row(number)["documents"])
        tasks.append(Task(f"c{number}", "h", documents, clean_cluster(documents, settings)))
    said: list[str] = []
    with tiny_models.one_thread():
        outcomes = brief_chunk(tasks, settings, Models(HashEncoder(), writer), said.append)
    assert [outcome.status for outcome in outcomes] == ["done"] * 4
    assert max(rows) > 2 >= rows[-1]
    assert said
