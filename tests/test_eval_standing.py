"""`evaluate.py standing`: what it reads, counts and shows."""

from __future__ import annotations

import json
from pathlib import Path

import evaluate
import pytest
from evaluation.standing import Labelled, read, report_of

ROWS = [
    {"kind": "plain", "passage": ["The mill burned."], "row": 0, "clause": "mill burned", "standing": "asserted"},
    {"kind": "modal", "passage": ["It may rain."], "row": 0, "clause": "It may rain", "standing": "possible"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("standing.jsonl", "standing_held_out.jsonl", "standing_check.jsonl", "standing_blind.jsonl"):
        (tmp_path / name).write_text("\n".join(map(json.dumps, ROWS)) + "\n")
    return tmp_path


def test_what_is_read(folder: Path) -> None:
    found = read(folder / "standing.jsonl")
    assert found[0] == Labelled("plain", ("The mill burned.",), 0, "mill burned", "asserted")


def test_failures_are_listed_where_they_may_be(folder: Path) -> None:
    labelled = read(folder / "standing.jsonl")
    listed = report_of(labelled, ["asserted", "asserted"], True, "x")
    assert [table.title for table in listed.tables][-1] == "Read wrongly"
    assert listed.tables[-1].rows[0][0] == "It may rain"
    assert listed.tables[0].rows[-1] == ("all", "0.500", "1 of 2")
    hidden = report_of(labelled, ["asserted", "asserted"], False, "x")
    assert "It may rain" not in str(hidden.tables)


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["standing", "--folder", str(folder), "--markdown", "--set", "parser=none"]
    assert evaluate.main(call) == 0
    assert "It may rain" in capsys.readouterr().out
    assert evaluate.main([*call, "--held-out", "--check"]) == 1
    assert "It may rain" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("part", "listed"), [("development", True), ("first_held_out", True), ("check", True), ("blind", False)]
)
def test_what_is_listed_of_each_part(folder: Path, capsys: pytest.CaptureFixture[str], part: str, listed: bool) -> None:
    call = ["standing", "--folder", str(folder), "--part", part, "--set", "parser=none"]
    assert evaluate.main(call) == 0
    assert ("It may rain" in capsys.readouterr().out) == listed


def test_what_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "standing.jsonl").write_text(json.dumps(ROWS[0] | {"clause": "mill sank"}) + "\n")
    assert evaluate.main(["standing", "--folder", str(folder), "--set", "parser=none"]) == 2
    assert evaluate.main(["standing", "--folder", str(folder / "none"), "--set", "parser=none"]) == 2
    assert "does not stand in its sentence" in capsys.readouterr().err
