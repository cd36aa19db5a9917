"""Reads PDF files (PDFium): paragraphs in reading order, without running heads and feet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from summarizer.errors import InputError
from summarizer.read.dates import When, find_date, stated_when
from summarizer.read.found import Found
from summarizer.read.pdf_columns import in_order
from summarizer.read.pdf_rows import rows_of, without_running
from summarizer.read.pdf_text import text_of
from summarizer.read.pdf_words import Word, words_of
from summarizer.read.publishers import host_of, known_publisher
from summarizer.read.raw import Raw
from summarizer.records import Flag

_TAIL_BYTES = 2048
_NO_TITLE = re.compile(
    r"(?i)(?:untitled|document\d*|microsoft word\b.*|slide \d+|.*\.(?:docx?|pdf|indd|qxd|tex|html?))"
)
_DOUBTFUL = Flag("partly_read", "the order of its columns is doubtful")
_COMMON_NAME_WORDS = frozenset("the daily weekly sunday saturday morning evening monthly".split())
_PARTS = re.compile(r"[,;:|·•–—/\d]+|\s-\s")
_PRINTED = re.compile(r"(?i)print|download|access|retriev|gedruckt|abgerufen|imprim")


def read_pdf(data: bytes) -> Raw:
    """Extracts text and document properties.

    Raises:
        InputError: the file is cut short, damaged, encrypted or a scan without text.
    """
    if b"%%EOF" not in data[-_TAIL_BYTES:]:
        raise InputError("is a PDF that is cut short", "download or copy it again")
    pages, properties = _pages(data)
    kept, running = without_running([rows_of(words) for words in pages])
    blocks, doubtful = in_order(kept)
    text = text_of(blocks)
    if not re.search(r"\w\w", text):
        raise InputError("is a PDF without text, perhaps a scan", "run text recognition (OCR) on it first")
    notes = dict.fromkeys(block.note for block in blocks if block.note)
    flags = [*(Flag("partly_read", note) for note in notes), *([_DOUBTFUL] if doubtful else [])]
    return Raw(text, Found(flags=tuple(flags)), fallback=_stated(running).or_else(properties))


def _pages(data: bytes) -> tuple[list[list[Word]], Found]:
    """Returns the words of each page, and the properties of the file."""
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2 import raw as pdfium

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise InputError("is an encrypted PDF", "save a copy without a password") from error
        raise _damaged(error) from error
    try:
        return [_page(document, number) for number in range(len(document))], _properties(document)
    except PdfiumError as error:
        raise _damaged(error) from error
    finally:
        document.close()


def _page(document: Any, number: int) -> list[Word]:
    page = document[number]
    try:
        return words_of(page)
    finally:
        page.close()


def _damaged(error: Exception) -> InputError:
    brief = " ".join(str(error).split())[:80] or type(error).__name__
    return InputError(f"is a damaged PDF ({brief})", "download or copy it again")


def _properties(document: Any) -> Found:
    info: dict[str, str] = document.get_metadata_dict()
    title = " ".join(info.get("Title", "").split())
    created = re.match(r"D:(\d{8})", info.get("CreationDate", ""))
    if not title or _NO_TITLE.fullmatch(title):
        title = ""
    # The minute in which a file was made is not that of publication.
    return Found(title=title or None, when=stated_when(created.group(1)) if created else None)


def _stated(running: Sequence[str]) -> Found:
    """Returns the paper and the day that running heads and feet name."""
    publisher = next((name for text in running if (name := _paper(text))), None)
    dates = (find_date(text) for text in running if not _PRINTED.search(text))
    # A time in a running head is when a browser printed the page.
    return Found(publisher=publisher, when=next((When(date.iso) for date in dates if date and date.iso), None))


def _paper(text: str) -> str | None:
    """The name of a paper in a text: "Alpine Post" of "7 | ALPINE POST WEEKLY REVIEW"."""
    for part in _PARTS.split(text.title() if text.isupper() else text):
        words = part.split()[:6]
        for count in range(1, len(words) + 1):
            name = " ".join(words[:count])
            if known_publisher(name) and not {word.lower() for word in words[:count]} <= _COMMON_NAME_WORDS:
                return name
    return host_of(text) if re.fullmatch(r"(?:https?://|www\.)\S+", text) else None
