"""Reads Word files (python-docx)."""

from __future__ import annotations

import io
from typing import Any

from summarizer.errors import InputError
from summarizer.read.dates import iso_date
from summarizer.read.found import Found
from summarizer.read.quiet import quiet
from summarizer.read.raw import Raw

_TITLE_STYLES = ("Title", "Heading 1")


def is_docx(data: bytes) -> bool:
    """Whether bytes are a Word file: a ZIP archive that lists the main document part."""
    return data.startswith(b"PK\x03\x04") and b"word/document.xml" in data


def read_docx(data: bytes) -> Raw:
    """Extracts paragraphs and tables in document order, one line each, and the document's properties.

    Raises:
        InputError: the file is damaged or holds no text.
    """
    with quiet():
        from docx import Document as open_docx

        try:
            document = open_docx(io.BytesIO(data))
            lines, heading = _body(document)
            properties = _properties(document)
        except Exception as error:
            # Damaged archives raise errors of zipfile, lxml and python-docx alike.
            raise InputError("is a damaged Word file", "save it again as .docx or .txt") from error
    text = "\n".join(lines)
    if not text.strip():
        raise InputError("is a Word file without text", "check that it is the right file")
    return Raw(text, Found(title=heading), properties)


def _body(document: Any) -> tuple[list[str], str | None]:
    """Returns the lines, and the first paragraph whose style makes it the title."""
    from docx.table import Table

    lines: list[str] = []
    heading = None
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows]
            continue
        lines.append(block.text)
        style = block.style.name if block.style is not None else None
        if heading is None and style in _TITLE_STYLES:
            heading = " ".join(block.text.split()) or None
    return lines, heading


def _properties(document: Any) -> Found:
    properties = document.core_properties
    # The template of python-docx carries a date that says nothing about the report.
    created = None if "python-docx" in (properties.comments or "") else iso_date(properties.created)
    return Found(title=" ".join((properties.title or "").split()) or None, date=created)
