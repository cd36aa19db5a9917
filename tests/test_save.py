"""Output files: formats by suffix, nothing half-written, trouble found before the work."""

from __future__ import annotations

import json
import os
import stat
from functools import partial
from pathlib import Path

import pytest

from summarizer import save
from summarizer.errors import InputError, OutputError, UsageError
from summarizer.records import Briefing, BriefingSentence, Citation, Document

DOCUMENT = Document("d1", "The ferry sank off <Skarne>.\n", title="Ferry", publisher="The Herald")
BRIEFING = Briefing(
    "Ferry lost",
    (),
    (BriefingSentence("The ferry sank.", "lead", "written", (Citation(0, 0, 14, "The ferry sank"),), 0.9),),
    (DOCUMENT,),
)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.md", "md"),
        ("a.MD", "md"),
        ("a.b.json", "json"),
        ("a.txt", "txt"),
        ("a.htm", "html"),
        ("a.html", "html"),
    ],
)
def test_the_suffix_decides(name: str, form: str) -> None:
    assert save.format_of(Path(name)) == form
    assert save.format_of(Path(name), "txt") == form


@pytest.mark.parametrize("name", ["a.doc", "a", ".json"])
def test_another_suffix_needs_a_fallback(name: str) -> None:
    assert save.format_of(Path(name), "json") == "json"
    with pytest.raises(UsageError, match="--format"):
        save.format_of(Path(name))


@pytest.mark.parametrize("form", save.TEXT_FORMATS)
def test_every_format_shows_the_sentence(form: str) -> None:
    assert "The ferry sank." in save.as_format(BRIEFING, form)
    assert b"The ferry sank." in save.as_file(BRIEFING, form)


@pytest.mark.parametrize(("form", "start"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_formats_that_are_no_text(form: str, start: bytes) -> None:
    assert save.as_file(BRIEFING, form).startswith(start)
    with pytest.raises(UsageError, match=form):
        save.as_format(BRIEFING, form)


def test_only_files_begin_with_front_matter() -> None:
    assert save.as_file(BRIEFING, "md").startswith(b"---\ntitle: Ferry lost\n")
    assert save.as_format(BRIEFING, "md").startswith("# Ferry lost\n")


def test_json_is_json_and_an_unknown_format_is_refused() -> None:
    assert json.loads(save.as_format(BRIEFING, "json"))["title"]["text"] == "Ferry lost"
    for render in (save.as_format, save.as_file):
        with pytest.raises(UsageError, match="odt"):
            render(BRIEFING, "odt")


def test_a_new_file_gets_the_text_and_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    old = os.umask(0o027)
    try:
        save.write_atomically(path, "Grüße\n")
    finally:
        os.umask(old)
    assert path.read_bytes() == "Grüße\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["brief.md"]


def test_an_old_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("old and much longer", encoding="utf-8")
    path.chmod(0o600)
    save.write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old", encoding="utf-8")
    link = tmp_path / "link.md"
    link.symlink_to("real.md")
    save.write_atomically(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "brief.md"
    path.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, full)
    with pytest.raises(OutputError, match="No space left on device"):
        save.write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["brief.md"]


def test_an_interrupted_write_leaves_no_scraps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save.write_atomically(tmp_path / "brief.md", "new")
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_written_to_and_not_replaced() -> None:
    save.check_writable(Path(os.devnull))
    save.write_atomically(Path(os.devnull), "gone")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_what_cannot_be_written_is_found_beforehand(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        save.check_writable(tmp_path)
    with pytest.raises(OutputError, match="there is no folder"):
        save.check_writable(tmp_path / "nowhere" / "a.md")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="there is no folder"):
        save.check_writable(tmp_path / "file" / "a.md")
    save.check_writable(tmp_path / "a.md")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_closed_folder_is_found_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(save.tempfile, "TemporaryFile", closed)
    with pytest.raises(OutputError, match="Permission denied"):
        save.check_writable(tmp_path / "a.md")
    monkeypatch.setattr(os, "access", lambda *_: False)
    (tmp_path / "b.md").touch()
    with pytest.raises(OutputError, match="write-protected"):
        save.check_writable(tmp_path / "b.md")


@pytest.mark.parametrize("name", ["a\0b.md", "x" * 300 + ".md", "loop.md"])
def test_a_name_that_cannot_be_is_an_output_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.md").symlink_to("loop.md")
    for write in (save.check_writable, partial(save.write_atomically, content="x")):
        with pytest.raises(OutputError, match="cannot write"):
            write(tmp_path / name)
    with pytest.raises(InputError):
        save.load_json(tmp_path / name)
