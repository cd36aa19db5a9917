"""The read stage: files, folders, patterns, standard input, formats, and everything that can be wrong."""

from __future__ import annotations

import io
import json
import logging
import os
import time
from pathlib import Path

import pytest
from read_samples import (
    BODY,
    HEADLINE,
    MENU_PAGE,
    NEWS_PAGE,
    OLD_PAGE,
    SCRIPT_PAGE,
    docx,
    encrypted_pdf,
    pdf,
    png,
)

from summarizer.errors import InputError, NoInputError
from summarizer.read import ReadResult, read

REPORT = f"{HEADLINE}\n\n{BODY}"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def reason(path: Path) -> str:
    """Reads a bad file beside a good one, then alone, then strictly; returns why it was skipped."""
    good = write(path.parent, "good.txt", REPORT)
    result = read([path, good])
    assert [document.id for document in result.documents] == ["good"]
    assert [skipped.name for skipped in result.skipped] == [str(path)]
    with pytest.raises(NoInputError) as alone:
        read([path])
    assert alone.value.message == f"{path}: {result.skipped[0].reason}"
    assert alone.value.hint
    with pytest.raises(InputError) as strict:
        read([good, path], strict=True)
    assert strict.value.message == alone.value.message
    return result.skipped[0].reason


# Formats.


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.TXT", "a.log", "a"])
def test_text_is_untouched(tmp_path: Path, name: str) -> None:
    text = f"\n{HEADLINE} \r\n\r\n{BODY}\r\tEnd\u2028of\x0cit.  \n\n"
    path = write(tmp_path, name, text)
    (document,) = read([path]).documents
    assert document.text == text
    assert (document.id, document.title, document.path) == ("a", HEADLINE, str(path))


def test_html(tmp_path: Path) -> None:
    (document,) = read([write(tmp_path, "page.html", NEWS_PAGE)]).documents
    assert (document.title, document.publisher) == (HEADLINE, "Northcoast Herald")
    assert document.date == "2024-12-05"
    assert document.url == "https://www.northcoastherald.example/news/bridge-closes"
    assert "18,000 vehicles" in document.text
    assert "cookies" not in document.text
    assert "Late goal" not in document.text
    assert HEADLINE in [document.text[span.start : span.end] for span in document.metadata]


def test_html_of_an_old_page_laid_out_with_tables(tmp_path: Path) -> None:
    (document,) = read([write(tmp_path, "old.htm", OLD_PAGE)]).documents
    assert (document.title, document.date) == ("Storm shuts ports across northern coast", "2024-12-03")
    assert "Power was cut to 60,000 homes, said the grid operator Norgrid." in document.text
    assert "|" not in document.text


def test_html_dates_are_not_guessed_from_the_page(tmp_path: Path) -> None:
    page = "\n".join(line for line in NEWS_PAGE.splitlines() if "_time" not in line)
    (document,) = read([write(tmp_path, "page.html", page)]).documents
    assert document.date is None


def test_html_text_under_a_text_name(tmp_path: Path) -> None:
    (document,) = read([write(tmp_path, "page.txt", NEWS_PAGE)]).documents
    assert document.publisher == "Northcoast Herald"


def test_pdf(tmp_path: Path) -> None:
    lines = [
        HEADLINE,
        "5 December 2024",
        "The harbour bridge in Vessel Bay was closed on Thursday after a cargo ship struck one of",
        "its piers, the port authority said. Engineers will examine every joint before it is re-",
        "opened, said the harbour master, Ines Okafor.",
        "The next ferry leaves at noon.",
    ]
    data = pdf([lines, ["Second page: schools open an hour later."]], "bridge.indd", "D:20241209101500Z")
    (document,) = read([write(tmp_path, "a.pdf", data)]).documents
    assert (document.title, document.date) == (HEADLINE, "2024-12-05")
    assert "struck one of its piers, the port authority said." in document.text
    assert "before it is reopened, said" in document.text
    assert "Okafor.\nThe next ferry" in document.text
    assert document.text.endswith("Second page: schools open an hour later.")


def test_pdf_properties_fill_the_gaps(tmp_path: Path) -> None:
    data = pdf([BODY.splitlines()], HEADLINE, "D:20241209101500Z")
    (document,) = read([write(tmp_path, "a.pdf", data)]).documents
    assert (document.title, document.date) == (HEADLINE, "2024-12-09")


def test_pdf_with_an_empty_password_opens(tmp_path: Path) -> None:
    (document,) = read([write(tmp_path, "a.pdf", encrypted_pdf(""))]).documents
    assert "Okafor" in document.text


def test_docx(tmp_path: Path) -> None:
    paragraphs = [("Title", HEADLINE), ("Normal", "5 December 2024"), ("Normal", BODY.split("\n")[0])]
    data = docx(paragraphs, "Left over from another file", [["Line", "Sailings"], ["Ferry", "3"]])
    (document,) = read([write(tmp_path, "a.docx", data)]).documents
    assert (document.title, document.date) == (HEADLINE, "2024-12-05")
    assert document.text.count("Ferry") == 1
    assert "|" not in document.text


def test_docx_property_title_when_the_text_has_none(tmp_path: Path) -> None:
    (document,) = read([write(tmp_path, "a.docx", docx([("Normal", BODY)], HEADLINE))]).documents
    assert document.title == HEADLINE
    assert document.date is None


# Where reports come from.


def test_folder_is_sorted_nested_and_passes_over_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", "sub/deeper/d.html", ".hidden.txt", ".git/e.txt", "photo.png"):
        write(tmp_path, name, NEWS_PAGE if name.endswith("html") else REPORT)
    result = read([tmp_path])
    assert [document.id for document in result.documents] == ["a", "b", "c", "d"]
    assert [skipped.name for skipped in result.skipped] == [str(tmp_path / "photo.png")]
    assert ".png" in result.skipped[0].reason
    assert read([tmp_path]) == result


def test_ids_are_unique(tmp_path: Path) -> None:
    paths = [write(tmp_path, name, REPORT) for name in ("x/a.txt", "y/a.txt", "a-2.txt", "a.md")]
    ids = [document.id for document in read(paths).documents]
    assert ids == ["a", "a-2", "a-2-2", "a-3"]


def test_patterns_and_repetitions(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md", "sub/d.txt"):
        write(tmp_path, name, REPORT)
    flat = read([str(tmp_path / "*.txt"), tmp_path / "a.txt", tmp_path / "sub" / ".." / "b.txt"])
    assert [document.id for document in flat.documents] == ["a", "b"]
    deep = read([str(tmp_path / "**" / "*.txt")])
    assert [document.id for document in deep.documents] == ["a", "b", "d"]
    with pytest.raises(NoInputError, match="no file matches"):
        read([str(tmp_path / "*.pdf")])


def test_a_name_with_pattern_characters_is_a_name_first(tmp_path: Path) -> None:
    path = write(tmp_path, "report [1].txt", REPORT)
    assert len(read([path]).documents) == 1


def test_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", REPORT)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert len(read(["~/a.txt"]).documents) == 1


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (REPORT.encode(), ["stdin"]),
        (NEWS_PAGE.encode(), ["stdin"]),
        (pdf([BODY.splitlines()]), ["stdin"]),
        (docx([("Normal", BODY)]), ["stdin"]),
        (json.dumps({"documents": [{"text": BODY}, {"text": BODY}]}).encode(), ["d1", "d2"]),
    ],
)
def test_standard_input(data: bytes, ids: list[str]) -> None:
    documents = read(["-"], stdin=io.BytesIO(data)).documents
    assert [document.id for document in documents] == ids
    assert all("Okafor" in document.text and document.path is None for document in documents if ids == ["stdin"])
    assert {document.path for document in documents} == {None}


def test_empty_standard_input() -> None:
    with pytest.raises(NoInputError, match="standard input: is empty"):
        read(["-"], stdin=io.BytesIO(b""))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_process_substitution(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, REPORT.encode())
    os.close(writer)
    try:
        assert read([f"/dev/fd/{reader}"]).documents[0].title == HEADLINE
    finally:
        os.close(reader)


def test_links(tmp_path: Path) -> None:
    target = write(tmp_path, "a.txt", REPORT)
    (tmp_path / "b.txt").symlink_to(target)
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere.txt")
    result = read([tmp_path])
    assert len(result.documents) == 1
    assert [Path(skipped.name).name for skipped in result.skipped] == ["c.txt"]
    assert result.skipped[0].reason == "is a link that leads nowhere"
    assert "leads nowhere" in reason(tmp_path / "c.txt")


# What can be wrong.


def test_missing_file(tmp_path: Path) -> None:
    assert reason(tmp_path / "nope.txt") == "no such file or folder"


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_empty_file(tmp_path: Path, content: str) -> None:
    assert "empty" in reason(write(tmp_path, "a.txt", content)) or content == "\ufeff"


def test_no_words(tmp_path: Path) -> None:
    assert "holds no words" in reason(write(tmp_path, "a.txt", "*** --- !!!"))


def test_image_under_any_name(tmp_path: Path) -> None:
    assert "PNG image" in reason(write(tmp_path, "a.png", png()))
    assert "PNG image" in reason(write(tmp_path, "a.txt", png()))
    assert "PNG image" in reason(write(tmp_path, "a.html", png()))


def test_truncated_pdf(tmp_path: Path) -> None:
    data = pdf([BODY.splitlines()])
    for end in (len(data) // 3, len(data) // 2, len(data) - 10):
        assert "cut short" in reason(write(tmp_path, "a.pdf", data[:end]))


def test_damaged_pdf(tmp_path: Path) -> None:
    assert "damaged" in reason(write(tmp_path, "a.pdf", b"%PDF-1.4\nrubbish\n%%EOF\n"))


def test_encrypted_pdf(tmp_path: Path) -> None:
    assert "encrypted" in reason(write(tmp_path, "a.pdf", encrypted_pdf("secret")))


def test_pdf_without_text(tmp_path: Path) -> None:
    assert "without text" in reason(write(tmp_path, "a.pdf", pdf([[], []])))


def test_damaged_or_empty_docx(tmp_path: Path) -> None:
    data = docx([("Normal", BODY)])
    assert "damaged" in reason(write(tmp_path, "a.docx", data[: len(data) // 2]))
    assert "without text" in reason(write(tmp_path, "b.docx", docx([("Normal", "")])))
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "office" in reason(write(tmp_path, "c.docx", old))


@pytest.mark.parametrize("page", [MENU_PAGE, SCRIPT_PAGE, "<html></html>", "<", "<html><body><p>Hi.</p></body>"])
def test_html_without_an_article(tmp_path: Path, page: str) -> None:
    assert "no article" in reason(write(tmp_path, "a.html", page)) or page == "<"


def test_folder_without_readable_files(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NoInputError, match="folder without files"):
        read([empty])
    write(tmp_path, "pictures/a.png", png())
    write(tmp_path, "pictures/b.png", png())
    with pytest.raises(NoInputError, match=r"none of 2 inputs.*a\.png.*b\.png"):
        read([tmp_path / "pictures"])


def test_nothing_named() -> None:
    with pytest.raises(NoInputError, match="no report was named"):
        read([])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", REPORT)
    path.chmod(0)
    assert "cannot be opened" in reason(path)


def test_many_failures_are_counted(tmp_path: Path) -> None:
    with pytest.raises(NoInputError, match=r"none of 9 inputs can be read.*and 4 more"):
        read([tmp_path / f"{number}.txt" for number in range(9)])


# Size and quiet.


def test_five_megabytes(tmp_path: Path) -> None:
    text = REPORT + "".join(f"On day {day} the council met again and spoke of the bridge.\n" for day in range(90_000))
    assert len(text) > 5_000_000
    path = write(tmp_path, "a.txt", text)
    start = time.perf_counter()
    (document,) = read([path]).documents
    assert time.perf_counter() - start < 3
    assert document.text == text


def test_two_hundred_documents(tmp_path: Path) -> None:
    for number in range(200):
        write(tmp_path, f"{number:03}.txt", f"Report number {number} on the bridge\n\n{BODY}")
    result = read([tmp_path])
    assert len({document.id for document in result.documents}) == 200
    assert result.documents[7].title == "Report number 7 on the bridge"


def test_identical_documents_are_both_kept(tmp_path: Path) -> None:
    assert len(read([write(tmp_path, "a.txt", REPORT), write(tmp_path, "b.txt", REPORT)]).documents) == 2


def test_parsers_write_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    names = {
        "a.pdf": pdf([BODY.splitlines()]).replace(b"startxref\n", b"startxref\n9"),
        "b.pdf": b"%PDF-1.4\nrubbish\n%%EOF\n",
        "c.html": NEWS_PAGE.encode(),
        "d.html": MENU_PAGE.encode(),
        "e.html": b"<html><body></body></html>",
        "f.docx": b"PK\x03\x04 word/document.xml",
        "g.txt": REPORT.encode("cp1252"),
    }
    for name, data in names.items():
        write(tmp_path, name, data)
    handlers = logging.getLogger().handlers[:]
    for handler in handlers:
        logging.getLogger().removeHandler(handler)
    try:
        result: ReadResult = read([tmp_path])
    finally:
        for handler in handlers:
            logging.getLogger().addHandler(handler)
    assert len(result.documents) + len(result.skipped) == len(names)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("trafilatura").level == logging.NOTSET
