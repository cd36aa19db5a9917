"""``briefing show``, ``briefing compare``, ``--since`` and ``--open``, on a pipeline and an encoder without models."""

from __future__ import annotations

import json
import sys
import webbrowser
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from cli_fakes import FakePipeline, install
from earlier_briefings import earlier, later
from pipeline_fakes import HashEncoder

from summarizer.cli import earlier as cli_earlier
from summarizer.cli import main
from summarizer.render import pdf, to_json

Out = pytest.CaptureFixture[str]


class FakeModels(NamedTuple):
    encoder: Any
    writer: Any
    parser: Any = None


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two briefings, an encoder that needs no weights, and no browser."""
    monkeypatch.chdir(tmp_path)
    Path("monday.json").write_text(to_json(earlier()), encoding="utf-8")
    Path("tuesday.json").write_text(to_json(later()), encoding="utf-8")
    monkeypatch.setattr(cli_earlier, "_load", lambda *_: (HashEncoder(), None))
    monkeypatch.setattr(webbrowser, "open", lambda address: pytest.fail(f"opened {address}"))
    return tmp_path


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = install(monkeypatch)
    monkeypatch.setattr(
        sys.modules["summarizer.pipeline"], "load_models", lambda *_, **__: FakeModels(HashEncoder(), None)
    )
    return fake


def error_of(capsys: Out, argv: list[str]) -> tuple[int, str]:
    code = main(argv)
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert len(lines) == 1, captured.err
    return code, lines[0]


def test_show_prints_and_writes_every_format(here: Path, capsys: Out) -> None:
    names = ["a.md", "a.html", "a.txt", "a.docx", "a.pdf", "a.json"]
    outputs = [part for name in names for part in ("-o", name)]
    assert main(["show", "tuesday.json", *outputs, "--explain"]) == 0
    captured = capsys.readouterr()
    assert "Ferry toll rises to 17" in captured.out
    assert "support 0.90" in captured.out
    assert "not checked for changes, since they are not here: radio.txt" in captured.err
    assert Path("a.md").read_text(encoding="utf-8").startswith("---\ntitle: Ferry toll rises to 17\n")
    assert Path("a.pdf").read_bytes().startswith(b"%PDF-")
    assert docx.Document("a.docx").paragraphs[0].text.startswith("Ferry toll rises to 17")
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["title"]["text"] == "Ferry toll rises to 17"


def test_show_takes_citation_settings(here: Path, capsys: Out) -> None:
    argv = ["show", "tuesday.json", "--format", "md", "--quiet", "--set"]
    assert main([*argv, "output=footnotes", "--set", "output.front_matter=false"]) == 0
    assert "\n[^1]: Radio West: “At least 17” \n".replace("” ", "”") in capsys.readouterr().out


def test_show_marks_a_source_that_changed(here: Path, capsys: Out) -> None:
    Path("radio.txt").write_text("At least 18 people died when the ferry capsized off Port Alder.\n", encoding="utf-8")
    assert main(["show", "tuesday.json"]) == 0
    captured = capsys.readouterr()
    assert "changed since it was briefed: radio.txt" in captured.err
    assert "Changed since: the file is not what it was" in captured.out


def test_compare_tells_the_changes_alone(here: Path, capsys: Out) -> None:
    argv = ["compare", "monday.json", "tuesday.json", "-o", "c.md", "-o", "c.json", "-o", "c.html", "-o", "c.txt"]
    assert main(argv) == 0
    captured = capsys.readouterr()
    assert "~ At least [-14-] {+17+} people died" in captured.out
    assert "Sources" not in captured.out
    assert "## Sources" not in Path("c.md").read_text(encoding="utf-8")
    kinds = [change["kind"] for change in json.loads(Path("c.json").read_text(encoding="utf-8"))["changes"]]
    assert kinds == ["changed", "changed", "new", "withdrawn", "withdrawn"]
    page = Path("c.html").read_text(encoding="utf-8")
    assert "What changed" in page
    assert "Radio West is not what it was for monday.json: its text has changed." in page


def test_since_adds_the_changes_to_a_new_briefing(pipeline: FakePipeline, here: Path, capsys: Out) -> None:
    reports = here / "reports"
    reports.mkdir()
    (reports / "radio.txt").write_text("Divers searched the lower deck of the wreck all night.\n" * 3, encoding="utf-8")
    Path("monday.json").rename(reports / "monday.json")
    argv = ["reports", "--since", "reports/monday.json", "-o", "new.json"]
    assert main(argv) == 0
    captured = capsys.readouterr()
    assert "Since monday.json" in captured.out
    assert "- The captain was drunk, a passenger said." in captured.out
    assert "skipped" not in captured.err
    value = json.loads(Path("new.json").read_text(encoding="utf-8"))
    assert value["since"]["name"] == "monday.json"
    assert [len(documents) for documents, _ in pipeline.ran] == [1]
    assert main(["show", "new.json", "--quiet"]) == 0


def test_open_shows_the_report_in_the_browser(here: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: not opened.append(address))
    assert main(["show", "tuesday.json", "-o", "a.html", "--open", "--quiet"]) == 0
    assert opened == [(here / "a.html").as_uri()]
    assert main(["show", "tuesday.json", "--open", "--quiet"]) == 0
    made = Path(opened[1].removeprefix("file://"))
    assert made.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    made.unlink()
    made.parent.rmdir()


def test_without_a_browser_the_report_is_named(here: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    assert main(["show", "tuesday.json", "-o", "a.html", "--open", "--quiet"]) == 0
    assert capsys.readouterr().err == "briefing: no browser could be started; the report is a.html\n"


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["show"], 2, ["FILE.json"]),
        (["show", "missing.json"], 1, ["missing.json", "No such file", "-o NAME.json"]),
        (["show", "."], 1, ["directory"]),
        (["show", "bad.json"], 1, ["bad.json", "not a JSON briefing"]),
        (["show", "binary.json"], 1, ["binary.json", "not a JSON briefing"]),
        (["show", "old.json"], 1, ["old.json", "schema version '7.0'", "reads version 1.x", "attributed-briefing 9.1"]),
        (["show", "tampered.json"], 1, ["tampered.json", "does not match its text_sha256"]),
        (["show", "tuesday.json", "-o", "a.odt"], 2, ["the suffix .odt", ".docx"]),
        (["show", "tuesday.json", "-o", "tuesday.json"], 2, ["overwrite"]),
        (["show", "tuesday.json", "-o", "no/a.pdf"], 1, ["there is no folder"]),
        (["compare", "monday.json"], 2, ["NEW.json"]),
        (["compare", "monday.json", "missing.json"], 1, ["missing.json"]),
        (["compare", "old.json", "tuesday.json"], 1, ["old.json", "schema version"]),
        (["x.txt", "--since", "missing.json"], 1, ["missing.json"]),
        (["--quiet", "show", "tuesday.json"], 2, ['"show" comes before all options']),
    ],
)
def test_bad_input_is_one_line(here: Path, capsys: Out, argv: list[str], code: int, said: list[str]) -> None:
    Path("x.txt").write_text("A report with some words in it, and no more.\n", encoding="utf-8")
    Path("bad.json").write_text("{", encoding="utf-8")
    Path("binary.json").write_bytes(b"\xff\xfe\x00{")
    old = {"schema_version": "7.0", "generator": {"name": "attributed-briefing", "version": "9.1"}}
    Path("old.json").write_text(json.dumps(old), encoding="utf-8")
    Path("tampered.json").write_text(to_json(later()).replace("Schools in", "Offices of"), encoding="utf-8")
    found, line = error_of(capsys, argv)
    assert found == code, line
    for part in said:
        assert part in line


def test_a_missing_typesetter_is_said_before_the_work(
    pipeline: FakePipeline, here: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    Path("x.txt").write_text("A report with some words in it, and no more.\n", encoding="utf-8")
    code, line = error_of(capsys, ["x.txt", "-o", "a.pdf"])
    assert code == 1
    assert "attributed-briefing[pdf]" in line
    assert pipeline.ran == []


def test_a_pdf_on_standard_output_is_only_for_pipes(
    here: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["show", "tuesday.json", "--format", "pdf", "--quiet"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"%PDF-")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main(["show", "tuesday.json", "--format", "pdf"]) == 2
    assert b"-o brief.pdf" in capfdbinary.readouterr().err
