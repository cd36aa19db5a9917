"""runner=ray on a real cluster of several nodes, on real models (the encoder; sentences are quoted)."""

from __future__ import annotations

import json
import os
import pickle
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from batch_fakes import entries, row, write_rows

import summarizer
from summarizer.batch import ray_runner
from summarizer.batch.ray_runner import _connected, _shares
from summarizer.batch.tasks import Chunk, Outcome, Task
from summarizer.errors import RunnerError, UsageError
from summarizer.settings import RunnerSettings, Settings

PATIENCE_S = 400
CLUSTERS = 60
PROCESS = Path(__file__).with_name("batch_process.py")


def test_every_node_gives_as_many_workers_as_it_has_room_for() -> None:
    nodes: list[dict[str, Any]] = [
        {"Alive": True, "Resources": {"CPU": 4.0}},
        {"Alive": True, "Resources": {"CPU": 8.0}},
        {"Alive": True, "Resources": {}},
        {"Alive": False, "Resources": {"CPU": 64.0}},
    ]
    settings = Settings()
    assert _shares(RunnerSettings(kind="ray"), settings, nodes) == (3, {"CPU": 4.0})
    assert _shares(RunnerSettings(kind="ray", cpus=2, workers=5), settings, nodes) == (5, {"CPU": 2})
    nodes[1]["Resources"]["GPU"] = 2.0
    assert _shares(RunnerSettings(kind="ray"), settings, nodes) == (2, {"CPU": 1.0, "GPU": 1.0})
    assert _shares(RunnerSettings(kind="ray", gpus=0.25), settings, nodes) == (8, {"CPU": 1.0, "GPU": 0.25})
    settings.run.device = "cpu"
    assert _shares(RunnerSettings(kind="ray"), settings, nodes) == (3, {"CPU": 4.0})
    with pytest.raises(RunnerError, match="no node of the Ray cluster has 16 CPU"):
        _shares(RunnerSettings(kind="ray", cpus=16), settings, nodes)
    with pytest.raises(RunnerError, match="has no node with a CPU"):
        _shares(RunnerSettings(kind="ray"), settings, [])


def test_an_address_where_nobody_answers() -> None:
    pytest.importorskip("ray")
    began = time.monotonic()
    refusal = pytest.raises(RunnerError, match=r"no Ray cluster at 127\.0\.0\.1:9 \(Connection refused\)")
    with refusal, _connected(RunnerSettings(kind="ray", address="127.0.0.1:9")):
        pass
    assert time.monotonic() - began < 15
    with pytest.raises(UsageError, match="is no address"), _connected(RunnerSettings(kind="ray", address="nowhere")):
        pass
    with pytest.raises(UsageError, match="client"), _connected(RunnerSettings(kind="ray", address="ray://a:10001")):
        pass


def test_chunks_that_are_lost_are_asked_for_anew_and_fail_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = pytest.importorskip("ray")
    chunks = [Chunk(number, (Task(f"c{number}", "h", (), ()),), last=number == 3) for number in range(4)]
    lost = {0: {1, 2}, 1: {2}, 2: {2}}
    asked: list[set[int]] = []

    def dataset(read: Any, settings: object, workers: int, share: object, received: frozenset[int]) -> Any:
        missing = lost[len(asked)]
        asked.append({chunk.number for chunk in read()} - received)
        tables = list(ray_runner._reading(read, ".", received)(None))
        kinds = [pickle.loads(table["pickled"][0].as_py()) for table in tables]
        done = [
            (kind, (replace(value, tasks=()), [Outcome(value.tasks[0].id, "h", "done")], ["note"]))
            if kind == "chunk"
            else (kind, value)
            for kind, value in kinds
            if kind != "chunk" or value.number not in missing
        ]
        rows = [{"pickled": pickle.dumps(value)} for value in reversed(done)]
        return SimpleNamespace(iter_rows=lambda: iter(rows))

    monkeypatch.setattr(ray_runner, "_connected", lambda runner: nullcontext())
    monkeypatch.setattr(ray_runner, "_dataset", dataset)
    monkeypatch.setattr(ray, "nodes", lambda: [{"Alive": True, "Resources": {"CPU": 2.0}}])
    said: list[str] = []
    results = list(ray_runner.run_ray(lambda: iter(chunks), Settings(), RunnerSettings(kind="ray"), said.append))
    assert asked == [{0, 1, 2, 3}, {1, 2}, {2}]
    statuses = [(outcome.id, outcome.status) for _, outcomes in results for outcome in outcomes]
    assert statuses == [("c3", "done"), ("c0", "done"), ("c1", "done"), ("c2", "failed")]
    assert results[-1][1][0].error == "its worker was lost 3 times; give workers more memory (runner.cpus)"
    assert sum("lost chunks" in line for line in said) == 3


def run(arguments: Sequence[str], tmp_path: Path) -> subprocess.Popen[str]:
    # Ray's own warnings about a small machine are not what is tested.
    environment = os.environ | {"RAY_DISABLE_MEMORY_MONITOR": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "summarizer.batch", "writer=extractive", "judge=none", "device=cpu", *arguments]
    return subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_an_address_that_answers_but_is_not_ray_is_given_up_in_time(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    write_rows(tmp_path / "c.jsonl", [row(0)])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held: list[socket.socket] = []
        threading.Thread(target=lambda: [held.append(listening.accept()[0]) for _ in range(100)], daemon=True).start()
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        began = time.monotonic()
        job = subprocess.run(
            [sys.executable, str(PROCESS), "input=c.jsonl", "folder=out", "runner=ray", f"runner.address={address}"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        seconds = time.monotonic() - began
    assert job.returncode == 1
    line = job.stderr.splitlines()[-1]  # Ray itself may have said something before
    assert f"no Ray cluster at {address}" in line
    assert seconds < 90, "15 s, and the start and end of the process on a busy machine"


@pytest.fixture
def cluster() -> Iterator[Any]:
    pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    made.add_node(num_cpus=1)
    made.add_node(num_cpus=1)
    made.wait_for_nodes()
    yield made
    made.shutdown()


def briefings(folder: Path) -> dict[str, Any]:
    found = {path.name: json.loads(path.read_text()) for path in (folder / "briefings").glob("*.json")}
    for value in found.values():
        value.pop("timings")
    return found


@pytest.mark.real_model
def test_a_cluster_that_loses_a_node_gives_what_one_machine_gives(cluster: Any, tmp_path: Path) -> None:
    write_rows(tmp_path / "c.jsonl", [*(row(number) for number in range(CLUSTERS)), {"id": "bad"}])
    ray_arguments = ["input=c.jsonl", "folder=ray", "runner=ray", "runner.chunk=1", "runner.cpus=1"]
    job = run([*ray_arguments, f"runner.address={cluster.address}"], tmp_path)
    deadline = time.monotonic() + PATIENCE_S
    while len(entries(tmp_path / "ray")) < 5 and job.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert job.poll() is None, "it was done before a node could be killed"
    cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
    _, errors = job.communicate(timeout=PATIENCE_S)
    assert job.returncode == 1, errors
    assert "failed: bad: c.jsonl row 61: has no text" in errors
    assert f"{CLUSTERS} done" in errors
    local = run(["input=c.jsonl", "folder=local", "runner.chunk=1"], tmp_path)
    local.communicate(timeout=PATIENCE_S)
    assert briefings(tmp_path / "ray") == briefings(tmp_path / "local")
    assert len(briefings(tmp_path / "ray")) == CLUSTERS
    statuses = [(entry["id"], entry["status"]) for entry in entries(tmp_path / "ray")]
    assert sorted(statuses) == sorted({*statuses}), "no cluster is recorded twice"
    # The same manifest: either runner goes on where the other stopped.
    again = run([*ray_arguments, f"runner.address={cluster.address}"], tmp_path)
    assert f"0 done, {CLUSTERS} done before, 1 failed" in again.communicate(timeout=PATIENCE_S)[1]
    other = run(["input=c.jsonl", "folder=ray"], tmp_path)
    assert f"0 done, {CLUSTERS} done before, 1 failed" in other.communicate(timeout=PATIENCE_S)[1]


@pytest.mark.real_model
def test_without_an_address_a_cluster_is_started_here(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    write_rows(tmp_path / "c.jsonl", [row(number) for number in range(6)])
    job = run(["input=c.jsonl", "folder=out", "runner=ray", "runner.chunk=2"], tmp_path)
    _, errors = job.communicate(timeout=PATIENCE_S)
    assert job.returncode == 0, errors
    assert "Ray: 1 workers of" in errors
    assert "6 done" in errors
    assert len(briefings(tmp_path / "out")) == 6


@pytest.mark.real_model
def test_the_stories_of_a_pile_are_the_same_from_a_cluster_and_from_one_machine(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    pile = Path(summarizer.__file__).parent / "samples" / "pile" / "2025-03-10"
    for name, more in (("ray", ["runner=ray", "runner.chunk=2"]), ("local", ["runner.chunk=2"])):
        job = run([f"input={pile}", f"folder={name}", "group=stories", "output.words=60", *more], tmp_path)
        _, errors = job.communicate(timeout=PATIENCE_S)
        assert job.returncode == 0, errors
    assert len(briefings(tmp_path / "ray")) > 1
    assert briefings(tmp_path / "ray") == briefings(tmp_path / "local")
    ray, local = (json.loads((tmp_path / name / "index.json").read_text())["stories"] for name in ("ray", "local"))
    assert [one | {"made": ""} for one in ray] == [one | {"made": ""} for one in local]
