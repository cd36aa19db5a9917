"""Word files of every edition are opened; what is damaged or made to do harm is refused."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest
from word_samples import NEWS, paragraph, part, run, word_file

from summarizer.errors import InputError
from summarizer.read.docx import is_docx, read_docx
from summarizer.read.formats import kind_of


@pytest.mark.parametrize(
    "data",
    [
        word_file(paragraph(NEWS), strict=True),
        word_file(paragraph(NEWS), main="word/document22.xml"),
        word_file(paragraph(NEWS), main="text/main.xml"),
        word_file(paragraph(NEWS), package={"_rels/.rels": "<Relationships/>"}),
        *(
            word_file(paragraph(NEWS), content_type=f"application/vnd.{kind}.main+xml")
            for kind in (
                "openxmlformats-officedocument.wordprocessingml.template",
                "ms-word.document.macroEnabled",
                "ms-word.template.macroEnabledTemplate",
            )
        ),
    ],
)
def test_every_edition_is_recognised_and_read(data: bytes) -> None:
    assert is_docx(data)
    assert kind_of("report", data) == "docx"
    assert read_docx(data).text == NEWS


_BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _twice(data: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.writestr("word/document.xml", part("document", f"<w:body>{paragraph('Other.')}</w:body>"))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 word/document.xml",
        b"PK\x03\x04",
        word_file(paragraph(NEWS))[:-30],
        _twice(word_file(paragraph(NEWS))),
        word_file(
            "", package={"word/document.xml": _BOMB + part("document", "<w:body>&b;</w:body>").partition("\n")[2]}
        ),
        word_file("", package={"word/document.xml": "<w:document"}),
        word_file("", package={"word/document.xml": ""}),
        word_file("", package={"word/document.xml": "<html><body><p>No.</p></body></html>"}),
        word_file("", package={"word/document.xml": part("document", "")}),
        word_file("", package={"[Content_Types].xml": "<Types"}),
        word_file(""),
        word_file(paragraph(run("Hidden.", "<w:vanish/>"))),
        word_file("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000),
    ],
)
def test_damaged_and_hostile_files_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_docx(data)


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.read.word_package.MAX_UNPACKED_MB", 1)
    data = word_file(paragraph("a" * 2**20))
    assert len(data) < 10_000
    with pytest.raises(InputError, match="when unpacked"):
        read_docx(data)
    assert read_docx(word_file(paragraph("a" * 2**19))).text


@pytest.mark.parametrize("name", ["xl/workbook.xml", "mimetype"])
def test_other_archives_are_no_word_files(name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "word/document.xml")
    assert not is_docx(buffer.getvalue())
    with pytest.raises(InputError, match="no Word file"):
        read_docx(buffer.getvalue())
