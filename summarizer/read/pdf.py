"""Reads PDF files (pypdf): text in reading order, with the lines of a paragraph joined again."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.read.dates import iso_date
from summarizer.read.found import Found
from summarizer.read.quiet import quiet
from summarizer.read.raw import Raw

if TYPE_CHECKING:
    from pypdf import PdfReader

_TAIL_BYTES = 2048
_NO_TITLE = re.compile(
    r"(?i)(?:untitled|document\d*|microsoft word\b.*|slide \d+|.*\.(?:docx?|pdf|indd|qxd|tex|html?))"
)
_SHORT_LINE = 20
_FULL_LINE, _NEARLY_FULL_LINE = 0.75, 0.9


def read_pdf(data: bytes) -> Raw:
    """Extracts text and document properties.

    Raises:
        InputError: the file is cut short, damaged, encrypted or a scan without text.
    """
    if b"%%EOF" not in data[-_TAIL_BYTES:]:
        raise InputError("is a PDF that is cut short", "download or copy it again")
    with quiet():
        return _read(data)


def _read(data: bytes) -> Raw:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
        # Many publishers lock PDFs against printing with an empty reading password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("is an encrypted PDF", "save a copy without a password")
        pages = [_unwrapped(page.extract_text()) for page in reader.pages]
        properties = _properties(reader)
    except InputError:
        raise
    except DependencyError as error:
        raise InputError("is an encrypted PDF", "save a copy without a password") from error
    except Exception as error:
        # pypdf lets errors of many kinds through on damaged files (KeyError, RecursionError, struct.error …).
        raise InputError(f"is a damaged PDF ({_brief(error)})", "download or copy it again") from error
    text = "\n\n".join(page for page in pages if page.strip())
    if not re.search(r"\w\w", text):
        raise InputError("is a PDF without text, perhaps a scan", "run text recognition (OCR) on it first")
    return Raw(text, fallback=properties)


def _properties(reader: PdfReader) -> Found:
    info: Any = reader.metadata or {}
    title = " ".join(str(info.get("/Title") or "").split())
    created = re.match(r"D:(\d{8})", str(info.get("/CreationDate") or ""))
    if not title or _NO_TITLE.fullmatch(title):
        title = ""
    return Found(title=title or None, date=iso_date(created.group(1)) if created else None)


def _unwrapped(page: str) -> str:
    """Joins the lines of each paragraph of a page.

    A line goes on in the next one when it is about as wide as the page's lines are and no blank line follows.
    A hyphen at the end of such a line is kept where a capital follows, else taken for a division of the word.
    """
    rows = [row.rstrip() for row in page.replace("\x00", "").splitlines()]
    widths = sorted(len(row) for row in rows if len(row) > _SHORT_LINE)
    width = widths[len(widths) * 3 // 4] if widths else 0
    text = ""
    previous = ""
    for number, row in enumerate(rows):
        headline = number == 1 and row[:1].isupper()
        if previous and row.strip() and not headline and _goes_on(previous, row, width):
            divided = re.search(r"[a-z]-$", text) and row.lstrip()[:1].islower()
            text = text[:-1] + row.lstrip() if divided else f"{text} {row.lstrip()}"
        else:
            text += ("\n" if text else "") + row
        previous = row
    return text


def _goes_on(row: str, following: str, width: int) -> bool:
    """Whether a row's sentence or paragraph goes on in the next; ``width`` of a full row in characters."""
    if len(row) <= _SHORT_LINE:
        return False
    if len(row) < _FULL_LINE * width:
        return following.lstrip()[:1].islower()
    ends_sentence = re.search(r"[.!?…:][\"'”’»)]*$", row)
    return not (following[:2].isspace() or (ends_sentence and len(row) < _NEARLY_FULL_LINE * width))


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
