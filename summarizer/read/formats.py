"""Tells formats apart, by content before name, and reads one report from bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import Literal
from urllib.parse import urlsplit

from summarizer.addresses import is_address, is_front, shown
from summarizer.errors import InputError
from summarizer.read.dates import as_changed
from summarizer.read.decode import decode
from summarizer.read.docx import is_docx, read_docx
from summarizer.read.found import Found
from summarizer.read.html import read_fetched, read_html
from summarizer.read.mail import is_mail, read_mail
from summarizer.read.markup import without_entities
from summarizer.read.metadata import describe
from summarizer.read.pdf import read_pdf
from summarizer.read.raw import Raw
from summarizer.records import Document, Retrieval

Kind = Literal["text", "html", "pdf", "docx", "mail", "rows"]

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".json": "rows",
    ".jsonl": "rows",
    ".ndjson": "rows",
}
"""Kind of each file name ending that a folder is searched for."""

_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}
"""File name ending of each media type."""

_PROLOGUE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?")
_BLANKS = re.compile(rb"\s*")
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html|head)\b", re.IGNORECASE)
_CHARSET = re.compile(r"(?i);\s*charset\s*=\s*[\"']?([\w:.-]+)")
_ROWS_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*\"")


def kind_of(name: str, data: bytes) -> Kind:
    """Returns how a report is to be read; a wrong or missing file name ending does no harm.

    Args:
        name: the file's name, or anything without a known ending.
        data: the file's first bytes (for .docx: all of them).
    """
    stated = KINDS.get(PurePath(name).suffix.lower())
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if is_docx(data) or (stated == "docx" and data.startswith(b"PK")):
        return "docx"
    if stated in ("html", "rows"):
        return stated
    if stated in (None, "mail") and is_mail(data):
        return "mail"
    if _is_page(data):
        return "html"
    if stated is None and _ROWS_START.match(data[:4096]):
        return "rows"
    return "text"


def _is_page(data: bytes) -> bool:
    """Whether bytes begin as a web page does, after comments of any number and length."""
    prologue = _PROLOGUE.match(data)
    at = prologue.end() if prologue else 0
    while data.startswith(b"<!--", at):
        end = data.find(b"-->", at)
        blanks = _BLANKS.match(data, end + 3) if end >= 0 else None
        if blanks is None:
            return False
        at = blanks.end()
    return _HTML_START.match(data, at) is not None


def read_document(
    data: bytes,
    kind: Kind,
    document_id: str,
    path: str | None,
    retrieved: Retrieval | None = None,
    wall_words: int = 0,
) -> Document:
    """Reads one report from the bytes of a file, or from what was fetched.

    Args:
        data: the bytes.
        kind: how they are to be read.
        document_id: the id of the document.
        path: the file.
        retrieved: how the bytes were had, where that was from an address.
        wall_words: a fetched page with more words is an article.

    Raises:
        InputError: the bytes hold no report; the message does not name the file.
    """
    if not data.strip():
        raise InputError("is empty", "check that the file was saved")
    readers = {"html": read_html, "pdf": read_pdf, "docx": read_docx, "mail": read_mail}
    if retrieved is None or not retrieved.is_fetched:
        return make_document(readers.get(kind, _read_text)(data), document_id, path)
    if kind == "html":
        raw = read_fetched(data, retrieved.final, charset_of(retrieved.media_type), wall_words)
    else:
        raw = readers.get(kind, _read_text)(data)
    return at_address(make_document(raw, document_id, path), retrieved)


def name_of(retrieved: Retrieval) -> str:
    """A file name with the ending of what a server calls it, else with that of its address."""
    stated = _ENDINGS.get(retrieved.media_type.partition(";")[0].strip().lower())
    return f"page{stated or PurePath(urlsplit(retrieved.final).path).suffix.lower()[:8]}"


def charset_of(media_type: str) -> str:
    """The charset that a server names beside the type of what it sends; empty where it names none."""
    found = _CHARSET.search(media_type)
    return found[1] if found else ""


def at_address(document: Document, retrieved: Retrieval) -> Document:
    """A document with the address that it was fetched from, unless it names one of its own.

    A page that calls the front page of a site its own address calls all pages of the site so.
    """
    own = document.url
    usable = own is not None and is_address(own) and not (is_front(own) and not is_front(retrieved.final))
    return replace(document, url=shown(own) if own and usable else retrieved.final, retrieved=retrieved)


def make_document(raw: Raw, document_id: str, path: str | None) -> Document:
    """Reads the report's own lines and joins what they and the format say.

    Raises:
        InputError: there is not one word in the text, or nothing but addresses.
    """
    if not re.search(r"\w", raw.text):
        raise InputError("holds no words", "check that the file was saved")
    if _only_addresses(raw.text):
        raise InputError("holds addresses only, not their pages", "write @ before its name to have them fetched")
    stated, fallback = raw.stated, raw.fallback
    if fallback.title and _words(fallback.title) in _words(raw.text[:3000]):
        # A property that the text bears out is no leftover of another file.
        stated = stated.or_else(Found(title=fallback.title))
    found = describe(raw.text, stated).or_else(fallback)
    when = as_changed(found.when, found.changed)
    return Document(
        id=document_id,
        text=raw.text,
        title=found.title,
        publisher=found.publisher,
        date=when.day if when else None,
        time=when.time if when else None,
        url=found.url,
        path=path,
        flags=found.flags,
        metadata=found.spans,
    )


def _only_addresses(text: str) -> bool:
    """Whether each line is an address and nothing else, but for remarks."""
    lines = [line.strip() for line in text.splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    return bool(told) and all(is_address(line) and len(line.split()) == 1 for line in told)


def _read_text(data: bytes) -> Raw:
    return Raw(without_entities(decode(data)))


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
