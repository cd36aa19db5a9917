"""What is damaged, closed or oddly named costs a batch job time at most: no result is lost, no other cluster stops."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from batch_fakes import InProcess, entries, in_process, row, write_rows
from examples import first

from summarizer.batch import main
from summarizer.batch.manifest import read_manifest

__all__ = ["in_process"]

Out = pytest.CaptureFixture[str]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_rows(tmp_path / "c.jsonl", [row(number) for number in range(3)])


def batch(*arguments: str) -> int:
    return main(["writer=extractive", "input=c.jsonl", "folder=out", *arguments])


DAMAGES: dict[str, dict[str, Any]] = {
    "c1": {"file": "briefings/c2.json"},
    "c3": {"file": "briefings/other.json"},
    "c4": {"file": "../../c.jsonl"},
    "c5": {"file": "/etc/hostname"},
    "c6": {"file": "shards/shard-000001.jsonl"},
    "c7": {"file": 5},
    "c8": {"file": None},
    "c9": {"sha256": ""},
    "c10": {"sha256": None},
    "c11": {"hash": None},
    "c12": {"seconds": "x"},
    "c13": {"status": "perhaps"},
    "c14": {"id": ["c14"]},
}
"""What the manifest says of a cluster in place of what it said; nothing is damaged of c0, c2 and c15."""


@pytest.mark.slow
def test_a_damaged_line_costs_time_only(in_process: InProcess, source: Path) -> None:
    identifiers = [f"c{number}" for number in range(16)]
    write_rows(source, [row(number) for number in range(16)])
    assert batch() == 0
    before = {path.name: path.read_bytes() for path in Path("out/briefings").iterdir()}
    lines = [line | DAMAGES.get(line["id"], {}) for line in entries(Path("out"))]
    Path("out/manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert batch() == 0
    assert in_process.briefed == [*identifiers, *DAMAGES]
    assert {path.name for path in Path("out/briefings").iterdir()} == set(before)
    assert source.exists()
    last = {entry.id: entry.file for entry in read_manifest(Path("out/manifest.jsonl"))}
    assert [last[name] for name in identifiers] == [f"briefings/{name}.json" for name in identifiers]
    assert batch() == 0
    assert in_process.briefed == [*identifiers, *DAMAGES]


@pytest.mark.slow
def test_a_line_that_is_no_entry_is_passed_over(in_process: InProcess, source: Path) -> None:
    assert batch() == 0
    with Path("out/manifest.jsonl").open("ab") as file:
        for line in (b"[" * 100_000, b"null", b"5", b"\xff\xfe", b'{"id": "c1"}', b'{"id": "c1", "x": 1}'):
            file.write(line + b"\n")
    assert batch() == 0
    assert in_process.briefed == ["c0", "c1", "c2"]


@pytest.mark.slow
def test_a_file_is_known_by_what_it_holds(in_process: InProcess, source: Path) -> None:
    assert batch() == 0
    path = Path("out/briefings/c1.json")
    whole = path.read_bytes()
    path.write_bytes(whole[:-5] + b"     ")
    assert batch() == 0
    assert in_process.briefed == ["c0", "c1", "c2", "c1"]
    assert json.loads(path.read_bytes())["sentences"]


@pytest.mark.slow
def test_names_and_ids_that_no_text_can_hold(in_process: InProcess, tmp_path: Path, capsys: Out) -> None:
    text = row(1)["documents"][0]["text"]
    for name in (b"caf\xe9", b"caf\xe8"):
        folder = os.fsencode(tmp_path / "nf") + b"/" + name
        os.makedirs(folder)
        Path(os.fsdecode(folder), "a.txt").write_text(text, encoding="utf-8")
    assert main(["writer=extractive", f"input={tmp_path / 'nf'}", f"folder={tmp_path / 'out'}"]) == 0
    assert len(list((tmp_path / "out" / "briefings").iterdir())) == 2
    write_rows(tmp_path / "rows.jsonl", [{"id": "\ud800\x1b[31m\n", "documents": []}, row(2)])
    assert main(["writer=extractive", f"input={tmp_path / 'rows.jsonl'}", f"folder={tmp_path / 'out2'}"]) == 1
    summary = json.loads((tmp_path / "out2" / "summary.json").read_bytes())
    assert (summary["done"], summary["failed"]) == (1, 1)
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\ud800" not in said
    assert all(line.startswith("briefing-batch: ") for line in said.splitlines())


def test_a_pipe_and_a_closed_file_in_a_folder_stop_nothing(in_process: InProcess, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "a.txt").write_text(row(1)["documents"][0]["text"], encoding="utf-8")
    os.mkfifo(tmp_path / "in" / "one" / "pipe.txt")
    (tmp_path / "in" / "one" / "gone.txt").symlink_to("nowhere")
    (tmp_path / "in" / "~x").symlink_to("nowhere")
    assert main(["writer=extractive", f"input={tmp_path / 'in'}", f"folder={tmp_path / 'out'}"]) == 0
    one = json.loads((tmp_path / "out" / "briefings" / "one.json").read_bytes())
    reasons = {Path(item["name"]).name: item["reason"] for item in one["skipped"]}
    assert reasons == {"pipe.txt": "is a named pipe, not a file", "gone.txt": "is a link that leads nowhere"}


NAMES = (
    "100% (a&b).jsonl", "${oc.env:HOME}.jsonl", 'a"b.jsonl', "a\\b.jsonl", "2026", "clusters (1).jsonl", "größe.jsonl",
    "run=3.jsonl", "a,b.jsonl", "{x}.jsonl", "[x].jsonl", "a'b.jsonl", "#x.jsonl", "日本.jsonl",
)  # fmt: skip


def quoted(name: str) -> str:
    """A name as Hydra reads it whatever it holds: in quotes, where these and an interpolation are escaped."""
    name = re.sub(r"(\\+)(?=\"|$)", r"\1\1", name).replace('"', '\\"').replace("${", "\\${")
    return f'"{name}"'


@pytest.mark.parametrize("name", first(5, NAMES))
def test_any_file_name_can_be_given(
    in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = name.removesuffix(".jsonl")
    if name == "2026":
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(row(0)["documents"][0]["text"], encoding="utf-8")
        folder = "2027"
    else:
        write_rows(tmp_path / name, [row(0)])
    assert main(["writer=extractive", f"input={quoted(name)}", f"folder={quoted(folder)}"]) == 0
    assert len(list((tmp_path / folder / "briefings").iterdir())) == 1


def test_a_value_that_cannot_be_read_is_told_in_plain_words(capsys: Out) -> None:
    assert main(["input=a.jsonl", "folder=o", "run.focus=a (b"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == (
        "briefing-batch: error: run.focus=a (b: not of the form name=value; quote a value with signs: name='\"a b\"'"
    )
