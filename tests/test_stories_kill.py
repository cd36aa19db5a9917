"""A job over a pile, killed at random moments: every story is whole, has one id, and is new for as long as it is."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path

import pytest
from batch_fakes import entries
from story_fakes import add
from test_batch_kill import PATIENCE_S, check_files, recorded, start

pytestmark = pytest.mark.slow

STORIES, KILLS = 24, 8


def test_killed_at_random_moments_the_stories_stay_what_they_are(tmp_path: Path) -> None:
    pile, folder = tmp_path / "pile", tmp_path / "out"
    for number in range(STORIES):
        add(pile, f"place{number}", "fire", "owner")
    arguments = [f"input={pile}", f"folder={folder}", "group=stories", "writer=extractive", "runner.chunk=2"]
    rng, kills, ids = random.Random(3), 0, set()
    while kills < KILLS:
        before = recorded(folder)
        process = start([*arguments, "quiet=true"], tmp_path, seconds=0.1)
        wanted, deadline = before + rng.choice([0, 1, 3]), time.monotonic() + PATIENCE_S
        while recorded(folder) < wanted and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(rng.random() * (2.0 if wanted == before else 0.2))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if process.returncode != -signal.SIGKILL:
            break
        kills += 1
        if (folder / "index.json").exists():
            value = json.loads((folder / "index.json").read_bytes())
            ids.add(tuple(sorted(story["id"] for story in value["stories"])))
            assert value["run"] == 1
    done = start(arguments, tmp_path)
    _, told = done.communicate(timeout=PATIENCE_S)
    assert done.returncode == 0, told
    assert kills >= KILLS // 2
    check_files(folder)
    value = json.loads((folder / "index.json").read_bytes())
    assert value["complete"]
    assert [story["status"] for story in value["stories"]] == ["reported"] * STORIES
    assert all(story["new"] for story in value["stories"])
    assert {tuple(sorted(story["id"] for story in value["stories"]))} >= ids
    assert len(entries(folder)) == STORIES, "no story was done twice"
    assert not list(folder.rglob("*.edited-*")), "nothing that the job wrote is taken for somebody else's"
    assert not list(folder.rglob(".*.part"))
