"""``briefing stories`` on real models: two fires that are not one story, and the day after."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summarizer.resources import samples_dir

PILE = samples_dir() / "pile"
PATIENCE_S = 600


def run(folder: Path, *files: str) -> dict[str, Any]:
    """The index after one run of the command over files of the sample pile."""
    settings = ["--set", "writer=extractive", "--set", "judge=none", "--words", "80", "--device", "cpu", "--quiet"]
    named = [str(path) for pattern in files for path in sorted(PILE.glob(pattern))]
    command = [sys.executable, "-m", "summarizer", "stories", *named, "-o", str(folder), *settings]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    value: dict[str, Any] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return value


@pytest.mark.real_model
def test_two_fires_are_two_stories_and_the_next_day_updates_one(tmp_path: Path) -> None:
    first_day = ("2025-03-10/*-fire.*", "2025-03-10/*-garden.txt")
    first = run(tmp_path / "out", *first_day)
    terminal, bakery, garden = first["stories"]
    assert [(one["status"], one["origins"], len(one["articles"])) for one in first["stories"]] == [
        ("reported", 3, 4),
        ("reported", 2, 2),
        ("listed", 1, 1),
    ]
    assert "Copy of Meridian Press Agency" in [article["shares"] for article in terminal["articles"]]
    assert "bakery" in bakery["headline"].lower() + bakery["lead"].lower()
    second = run(tmp_path / "out", *first_day, "2025-03-11/*-terminal-fire*")
    assert [one["id"] for one in second["stories"]] == [terminal["id"], bakery["id"], garden["id"]]
    assert [(one["new"], one["updated"]) for one in second["stories"]] == [
        (False, True),
        (False, False),
        (False, False),
    ]
    briefing = json.loads((tmp_path / "out" / second["stories"][0]["reports"][-1]).read_text(encoding="utf-8"))
    assert {change["kind"] for change in briefing["since"]["changes"]} >= {"new"}
    assert len(briefing["sources"]) == 6
