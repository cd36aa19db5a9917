"""``briefing check`` from arguments to exit codes, and ``summarizer.check``, on an encoder that counts words."""

from __future__ import annotations

import json
import webbrowser
from pathlib import Path

import jsonschema
import pytest
from check_samples import CARRIED, COURIER, FOUND_BY_DIVERS, NOWHERE, POST, REPORTS, checked
from pipeline_fakes import HashEncoder
from strategies import HOSTILE

import summarizer
from summarizer import api, pipeline
from summarizer.cli import main
from summarizer.draft import from_text
from summarizer.errors import InputError, UsageError
from summarizer.interfaces import Progress
from summarizer.pipeline import Checkers
from summarizer.records import Document
from summarizer.render import check_to_html, check_to_json, check_to_markdown, check_to_text
from summarizer.render.check_json import schema
from summarizer.settings import Settings

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two reports; no model is loaded."""
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for document in REPORTS:
        Path(str(document.path)).write_text(f"{document.title}\n{document.publisher}\n\n{document.text}\n", "utf-8")

    def load(settings: Settings, progress: Progress | None = None) -> Checkers:
        return Checkers(HashEncoder())

    monkeypatch.setattr(pipeline, "load_checkers", load)
    return tmp_path


def draft(text: str, name: str = "draft.txt") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def error_of(capsys: Out, argv: list[str]) -> tuple[int, str]:
    code = main(argv)
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    return code, line


def test_exit_codes_say_whether_all_is_carried(capsys: Out) -> None:
    assert main(["check", draft(f"{CARRIED} {FOUND_BY_DIVERS}"), "news", "--quiet"]) == 0
    out = capsys.readouterr().out
    assert "2 of 2 sentences carried" in " ".join(out.split())
    assert main(["check", draft(f"{CARRIED} {NOWHERE}"), "news", "--quiet"]) == 3
    assert "found nowhere" in capsys.readouterr().out


def test_claims_instead_of_a_draft(capsys: Out) -> None:
    argv = ["check", "--claim", CARRIED, "--claim", "Who knows?", "news", "-o", "c.json", "--quiet"]
    assert main(argv) == 0
    assert capsys.readouterr().out == ""
    value = json.loads(Path("c.json").read_text(encoding="utf-8"))
    jsonschema.validate(value, schema())
    assert [sentence["text"] for sentence in value["sentences"]] == [CARRIED, "Who knows?"]
    assert [sentence["verdict"] for sentence in value["sentences"]] == ["carried", "not_judged"]
    assert [source["path"] for source in value["sources"]] == ["news/courier.txt", "news/post.txt"]
    assert value["sentences"][0]["citations"][0]["source"] == 1


def test_every_format_is_written(capsys: Out) -> None:
    names = ["a.md", "a.html", "a.txt", "a.json"]
    outputs = [part for name in names for part in ("-o", name)]
    assert main(["check", draft(f"{CARRIED} [1] {NOWHERE}"), "news", *outputs, "--explain"]) == 3
    captured = capsys.readouterr()
    assert "wrote a.html" in captured.err
    assert "cites [1], but [2] says it" in captured.out
    for name in names:
        assert "Maren Lowe" in Path(name).read_text(encoding="utf-8")
    assert main(["check", "draft.txt", "news", "--format", "md", "--quiet"]) == 3
    assert capsys.readouterr().out.startswith("# Check of draft.txt")


def test_the_draft_among_the_reports_is_not_one_of_them(capsys: Out) -> None:
    name = draft(f"{CARRIED} {NOWHERE}", "news/a-draft.txt")
    assert main(["check", name, "news", "-o", "c.json"]) == 3
    assert "not read as a report: news/a-draft.txt (it is the draft)" in capsys.readouterr().err
    value = json.loads(Path("c.json").read_text(encoding="utf-8"))
    assert [source["path"] for source in value["sources"]] == ["news/courier.txt", "news/post.txt"]


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["check"], 2, "no draft given"),
        (["check", "draft.txt"], 2, "no reports given"),
        (["check", "--claim", "It sank."], 2, "no reports given"),
        (["check", "--claim", "  ", "news"], 2, "--claim"),
        (["check", "-", "-"], 2, "standard input"),
        (["check", "nowhere.txt", "news"], 1, "nowhere.txt"),
        (["check", "news", "news"], 1, "is a folder"),
        (["check", "draft.txt", "missing"], 1, "missing"),
        (["check", "draft.txt", "draft.txt"], 1, "no report is left"),
        (["check", "draft.txt", "news", "-o", "c.docx"], 2, "docx"),
        (["check", "draft.txt", "news", "-o", "draft.txt"], 2, "overwrite"),
        (["check", "empty.txt", "news"], 1, "empty"),
        (["check", "german.txt", "news"], 1, "it is in German"),
        (["check", "long.txt", "news"], 1, "check.max_sentences"),
        (["check", "brief.json", "news"], 1, "brief.json"),
        (["--quiet", "check", "draft.txt", "news"], 2, 'the command "check" comes before all options'),
    ],
)
def test_a_wrong_call_is_one_line(argv: list[str], code: int, said: str, capsys: Out) -> None:
    draft(CARRIED)
    draft("", "empty.txt")
    draft("Die Fähre ist am Dienstag auf ein Riff gelaufen, und die Polizei hat ihn verhört.", "german.txt")
    draft("\n\n".join(f"The ferry {number} struck the reef near Skarne." for number in range(450)), "long.txt")
    draft("{}", "brief.json")
    found, line = error_of(capsys, [*argv, "--quiet"] if argv[0] == "check" and len(argv) > 1 else argv)
    draft_line = f"{found} {line}"
    assert found == code, draft_line
    assert said in line


def test_help_and_the_command_are_listed(capsys: Out) -> None:
    assert main(["check", "--help"]) == 0
    out = capsys.readouterr().out
    assert "--claim" in out
    assert "not everything is carried" in out
    assert main(["--help"]) == 0
    assert "briefing check DRAFT" in capsys.readouterr().out


def test_open_shows_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: not opened.append(address))
    assert main(["check", draft(CARRIED), "news", "-o", "c.html", "--quiet", "--open"]) == 0
    assert opened == [Path("c.html").resolve().as_uri()]


# --- from Python ------------------------------------------------------------------------------------------


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_models", api._LoadedModels())


@pytest.mark.usefixtures("fresh")
def test_check_from_python(tmp_path: Path) -> None:
    check = summarizer.check(f"{CARRIED} {NOWHERE}", REPORTS)
    assert [sentence.verdict for sentence in check.sentences] == ["carried", "not_found"]
    assert isinstance(check, summarizer.Check)
    assert summarizer.check([CARRIED], "news").carried
    check.save(tmp_path / "c.html")
    check.save(tmp_path / "c.json")
    jsonschema.validate(json.loads((tmp_path / "c.json").read_text(encoding="utf-8")), schema())
    assert "Maren Lowe" in check.to_text()
    with pytest.raises(UsageError, match="docx"):
        check.save(tmp_path / "c.docx")
    for empty in ([], [""], [3]):
        with pytest.raises(UsageError, match="no claim"):
            summarizer.check(empty, REPORTS)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="empty"):
        summarizer.check(" ", REPORTS)


@pytest.mark.usefixtures("fresh")
def test_models_are_loaded_once_for_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[Settings] = []

    def load(settings: Settings, progress: Progress | None = None) -> Checkers:
        loaded.append(settings)
        return Checkers(HashEncoder())

    monkeypatch.setattr(pipeline, "load_checkers", load)
    summarizer.check(CARRIED, REPORTS)
    summarizer.check([FOUND_BY_DIVERS], REPORTS)
    assert len(loaded) == 1


# --- rendering --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hostile", HOSTILE)
def test_foreign_words_do_nothing_in_any_format(hostile: str) -> None:
    post = Document("post", f"{POST.text}\n\nThe captain {hostile} left the ferry early on Monday.", hostile, hostile)
    check = checked(from_text(f"{CARRIED} The captain {hostile} left the ferry early on Monday."), (post, COURIER))
    page = check_to_html(check)
    assert page.count("<script") == 1
    assert page.count("<style") == 1
    for form in (check_to_text(check, explain=True), check_to_markdown(check)):
        assert "\x1b" not in form
        assert "\u202e" not in form
    jsonschema.validate(json.loads(check_to_json(check)), schema())


def test_text_formats_name_who_says_what() -> None:
    check = checked(from_text(f"{CARRIED} [2] {NOWHERE} Who knows?"))
    text = " ".join(check_to_text(check, explain=True).split())
    for wanted in (
        "carried by [1]",
        "cites [2], but [1] says it",
        "found nowhere",
        "not judged: a question",
        POST.publisher,
    ):
        assert str(wanted) in text
    markdown = check_to_markdown(check)
    assert "**carried by \\[1\\]** (1 source, 1 independent)" in markdown
    assert markdown.count("# ") == 3
