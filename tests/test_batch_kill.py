"""The real process, killed at random moments: nothing is lost, doubled or half-written."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from batch_fakes import entries
from batch_process import DEADLY

PROCESS = Path(__file__).with_name("batch_process.py")
PATIENCE_S = 300

pytestmark = pytest.mark.slow


def write_clusters(path: Path, count: int, deadly: Sequence[int] = ()) -> Path:
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            text = f"The ferry {number} struck the reef near Skarne on Tuesday evening, the coastguard said."
            if number in deadly:
                text = f"{DEADLY} number {number} near Skarne on Tuesday evening, the coastguard said."
            other = f"A ferry capsized off Skarne with {number + 20} people on board, its operator said on Wednesday."
            documents = [{"id": "a", "text": text}, {"id": "b", "text": other}]
            lines.write(json.dumps({"id": f"c{number}", "documents": documents}) + "\n")
    return path


def start(arguments: Sequence[str], tmp_path: Path, seconds: float = 0.0) -> subprocess.Popen[bytes]:
    environment = os.environ | {"BATCH_TEST_SECONDS": str(seconds), "BATCH_TEST_LOG": str(tmp_path / "log")}
    command = [sys.executable, str(PROCESS), *arguments]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True)


def recorded(folder: Path) -> int:
    """How many lines the manifest has."""
    path = folder / "manifest.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def rows(folder: Path) -> list[str]:
    """Ids of all clusters in the shards."""
    return [
        json.loads(line)["id"]
        for path in sorted((folder / "shards").glob("shard-*.jsonl"))
        for line in path.read_bytes().splitlines()
    ]


def check_files(folder: Path) -> None:
    """Every file that is there is whole, and every one that the manifest speaks of is there."""
    for entry in entries(folder):
        data = (folder / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    for path in (folder / "briefings").glob("*.json"):
        assert json.loads(path.read_bytes())["sentences"]


def check_shards(folder: Path) -> None:
    inside = set(rows(folder))
    assert {entry["id"] for entry in entries(folder)} <= inside


@pytest.mark.parametrize(("shards", "wanted_kills", "clusters"), [("none", 24, 150), ("jsonl", 10, 80)])
def test_killed_at_random_moments_nothing_is_lost_doubled_or_half_written(
    shards: str, wanted_kills: int, clusters: int, tmp_path: Path
) -> None:
    source = write_clusters(tmp_path / "c.jsonl", clusters)
    folder = tmp_path / "out"
    form = ["shards=jsonl", "shard_size=5"] if shards == "jsonl" else ["formats=[json,md]"]
    arguments = [f"input={source}", f"folder={folder}", "writer=extractive", "runner.chunk=2", "quiet=true", *form]
    rng = random.Random(7)
    kills = 0
    while kills < wanted_kills:
        before = recorded(folder)
        process = start(arguments, tmp_path, seconds=0.03)
        # Half of the kills fall somewhere in the start, half soon after some clusters have been recorded.
        wanted = before + rng.choice([0, 0, 1, 3, 6])
        deadline = time.monotonic() + PATIENCE_S
        while wanted > before and recorded(folder) < wanted and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(rng.uniform(0, 0.05 if wanted > before else 1.5))
        if process.poll() is None:
            kills += 1
            if rng.random() < 0.5:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.communicate()
        (check_files if shards == "none" else check_shards)(folder)
        if recorded(folder) >= clusters:
            break
    assert kills >= wanted_kills - 4, "it finished before it was killed often enough"
    last = start(arguments, tmp_path)
    _, errors = last.communicate(timeout=PATIENCE_S)
    assert last.returncode == 0, errors.decode()
    found = entries(folder)
    assert Counter(entry["id"] for entry in found if entry["status"] == "done") == Counter(
        f"c{number}" for number in range(clusters)
    )
    if shards == "none":
        assert {path.name for path in (folder / "briefings").iterdir()} == {
            f"c{number}.{suffix}" for number in range(clusters) for suffix in ("json", "md")
        }
    else:
        assert sorted(rows(folder)) == sorted(f"c{number}" for number in range(clusters))
    summary = json.loads((folder / "summary.json").read_bytes())
    assert summary["clusters"] == clusters
    assert summary["failed"] == 0


def test_a_worker_that_dies_is_replaced_and_a_cluster_that_kills_two_is_set_aside(tmp_path: Path) -> None:
    source = write_clusters(tmp_path / "c.jsonl", 12, deadly=[4])
    folder = tmp_path / "out"
    arguments = [f"input={source}", f"folder={folder}", "writer=extractive", "runner.chunk=6"]
    process = start(arguments, tmp_path)
    _, errors = process.communicate(timeout=PATIENCE_S)
    text = errors.decode()
    assert process.returncode == 1
    assert "a worker died (signal SIGKILL" in text
    assert "failed: c4: killed its worker twice" in text
    by_id = {entry["id"]: entry for entry in entries(folder)}
    assert {identifier: entry["status"] for identifier, entry in by_id.items()} == {
        f"c{number}": "set_aside" if number == 4 else "done" for number in range(12)
    }
    deaths = len({line.split()[0] for line in (tmp_path / "log").read_text().splitlines()}) - 1
    assert deaths == 2
    # It stays aside until it is asked for, or its row changes.
    again = start(arguments, tmp_path)
    _, errors = again.communicate(timeout=PATIENCE_S)
    assert again.returncode == 1
    assert "a worker died" not in errors.decode()
    third = start([*arguments, "retry=true"], tmp_path)
    assert "for the second time" in third.communicate(timeout=PATIENCE_S)[1].decode()
    write_clusters(source, 12)
    fourth = start(arguments, tmp_path)
    assert ": 1 done (" in fourth.communicate(timeout=PATIENCE_S)[1].decode()
    assert fourth.returncode == 0


def test_a_second_run_into_the_same_folder_refuses(tmp_path: Path) -> None:
    source = write_clusters(tmp_path / "c.jsonl", 30)
    folder = tmp_path / "out"
    arguments = [f"input={source}", f"folder={folder}", "writer=extractive", "runner.chunk=1", "quiet=true"]
    first = start(arguments, tmp_path, seconds=0.2)
    while not recorded(folder) and first.poll() is None:
        time.sleep(0.05)
    second = start(arguments, tmp_path)
    _, errors = second.communicate(timeout=PATIENCE_S)
    assert second.returncode == 1
    line = errors.decode().strip()
    assert f"another run is writing into {folder} (process {first.pid} on " in line
    assert len(line.splitlines()) == 1
    first.kill()
    first.communicate()


def test_a_worker_leaves_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    source = write_clusters(tmp_path / "c.jsonl", 4)
    process = start([f"input={source}", f"folder={tmp_path / 'out'}", "writer=extractive"], tmp_path, seconds=60)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.kill()
        pytest.skip("needs Linux with /proc")
    deadline = time.monotonic() + PATIENCE_S
    workers: list[str] = []
    while not workers and time.monotonic() < deadline:
        found = [pid for task in Path(f"/proc/{process.pid}/task").iterdir() for pid in _children(task)]
        workers = [pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        time.sleep(0.05)
    assert workers
    process.kill()
    process.communicate()
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < deadline, "the worker is still there"
        time.sleep(0.05)


def _children(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except OSError:
        return []
