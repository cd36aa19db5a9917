"""The text that is checked: a file of any format that reports may have, a briefing's JSON, or claims."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from summarizer.addresses import is_address, shown
from summarizer.checked import Mark, ToCheck
from summarizer.errors import InputError, NoInputError
from summarizer.read import read
from summarizer.records import Briefing, Citation, Document, Span
from summarizer.render import from_json
from summarizer.settings import ReadSettings

_FRONT_MATTER = re.compile(r"\A\ufeff?(?:---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z))?", re.DOTALL)
"""A byte order mark, and the block in which Markdown files say what they are."""

_RAISED = re.compile(rb"<sup\b[^>]*>(?:\s|<a\b[^>]*>)*\[?(\d{1,3})\]?(?:\s|</a>)*</sup>", re.IGNORECASE)
_FORMS = "give .txt, .md, .docx or .html, or a briefing that was written as .json"


def from_claims(claims: Sequence[str]) -> ToCheck:
    """Claims as a text, one a line; each is one sentence of it."""
    flat = [" ".join(claim.split()) for claim in claims]
    text, spans = _joined(flat, "\n")
    return ToCheck("the claims", text, sentences=tuple(spans), claims=True)


def from_text(text: str, name: str = "the text") -> ToCheck:
    """A text at hand.

    Raises:
        InputError: there is nothing in it.
    """
    if not text.strip():
        raise InputError(f"{name} is empty", "give a text with running sentences")
    front = _FRONT_MATTER.match(text)
    return ToCheck(name, text, aside=(Span(0, front.end()),) if front and front.end() else ())


def read_draft(path: str, limits: ReadSettings | None = None) -> ToCheck:
    """Reads the draft in a file, or from standard input ("-").

    Raises:
        InputError: it cannot be read, is empty, or is no single text.
    """
    if is_address(path):
        raise InputError(f"{shown(path)} is an address, and a draft is read from a file", "save it, and name the file")
    where = Path(path)
    if path != "-" and where.is_dir():
        raise InputError(f"{path} is a folder", "name the draft first, then the reports")
    if where.suffix.lower() == ".json":
        return _briefing(path)
    return _of_document(_document(path, limits), path)


def _document(path: str, limits: ReadSettings | None) -> Document:
    """The one document in a file; of a web page, footnotes' numbers are kept as "[1]"."""
    try:
        data = Path(path).read_bytes() if Path(path).suffix.lower() in (".html", ".htm") else b""
    except OSError as error:
        raise NoInputError(f"{path}: {error.strerror or error}", "check the path") from error
    if marked := _RAISED.sub(rb"[\1]", data):
        found = read(["-"], strict=True, stdin=io.BytesIO(marked), limits=limits) if marked != data else None
    else:
        found = None
    documents = (found or read([path], strict=True, limits=limits)).documents
    if len(documents) != 1:
        raise InputError(f"{path}: it holds {len(documents)} texts", _FORMS)
    return documents[0]


def _of_document(document: Document, path: str) -> ToCheck:
    name = "standard input" if path == "-" else path
    given = from_text(document.text, name)
    about = [span for span in document.metadata if not _is_title(document, span)]
    return ToCheck(name, given.text, None if path == "-" else path, aside=(*given.aside, *about))


def _is_title(document: Document, span: Span) -> bool:
    """Whether a stretch of metadata is the headline, which says something; dates and names of papers do not."""
    title = " ".join((document.title or "").split())
    return bool(title) and title in " ".join(document.text[span.start : span.end].split())


def _briefing(path: str) -> ToCheck:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}", _FORMS) from error
    try:
        briefing = from_json(text)
    except InputError as error:
        raise InputError(f"{path}: {error.message}", _FORMS) from error
    return of_briefing(briefing, path)


def of_briefing(briefing: Briefing, path: str) -> ToCheck:
    """A briefing as a text: its title and its sentences, with whom they cite.

    Raises:
        InputError: it has no sentence.
    """
    told = [(briefing.title, briefing.title_citations)] if briefing.title.strip() else []
    told += [(sentence.text, sentence.citations) for sentence in briefing.sentences]
    if not told:
        raise InputError(f"{path}: this briefing is empty", _FORMS)
    text, spans = _joined([words for words, _ in told], "\n\n")
    marks = [
        mark for span, (_, citations) in zip(spans, told, strict=True) for mark in _marks(briefing, citations, span)
    ]
    return ToCheck(path, text, path, tuple(spans), tuple(marks))


def _marks(briefing: Briefing, citations: Iterable[Citation], span: Span) -> Iterator[Mark]:
    for source in dict.fromkeys(citation.source for citation in citations):
        document = briefing.sources[source]
        number = briefing.numbers.get(source, source + 1)
        name = " ".join(filter(None, (document.url, document.path, document.title, document.publisher, document.id)))
        yield Mark(f"[{number}]", span.end, span.end, number, name)


def _joined(texts: Sequence[str], between: str) -> tuple[str, list[Span]]:
    """Texts as one, and where each of them stands in it."""
    spans: list[Span] = []
    at = 0
    for text in texts:
        spans.append(Span(at, at + len(text)))
        at += len(text) + len(between)
    return between.join(texts), spans
