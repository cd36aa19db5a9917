"""Reads clusters and documents from JSON and JSON Lines, a row at a time."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from summarizer.errors import InputError, NoInputError
from summarizer.read.decode import decode
from summarizer.read.formats import make_document
from summarizer.read.row_text import documents_in, read_row
from summarizer.read.surrogates import cleaned
from summarizer.records import Document, Skipped

_OWN = "urn:summarizer:"
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Documents on one event, with reference summaries where the row has some.

    ``id`` is the row's own, or the number of its line. ``skipped`` names documents that could not be used.
    """

    id: str
    documents: tuple[Document, ...]
    references: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used: its line (for JSON: its place in the list), from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Single:
    """A row that is one document and not a cluster."""

    document: Document


Row = Cluster | Single | BadRow


def read_clusters(path: str | Path) -> Iterator[Cluster | BadRow]:
    """Reads clusters one at a time; a JSON Lines file is never held whole.

    Args:
        path: a .jsonl file with one cluster a line, or a .json file with one cluster or a list of them. A row
            that is a plain document makes a cluster of one.

    Yields:
        Each cluster, or what is wrong with its row, in file order.

    Raises:
        NoInputError: there is no such file, or it cannot be opened.
        InputError: a .json file is not JSON.
    """
    path = Path(path)
    try:
        stream = path.open("rb")
    except OSError as error:
        raise NoInputError(f"{path}: {error.strerror or error}", "check the path") from error
    with stream:
        for number, row in enumerate(rows(stream, str(path)), start=1):
            yield Cluster(str(number), (row.document,)) if isinstance(row, Single) else row


def rows(stream: BinaryIO, name: str) -> Iterator[Row]:
    """Yields the rows of a JSON or JSON Lines file, told apart by their content.

    Args:
        stream: the file; it must be seekable.
        name: what the file is called, for the paths of its documents and for its ending.

    Raises:
        InputError: the content is neither; the message does not name the file.
    """
    for number, value in values(stream, name):
        yield value if isinstance(value, BadRow) else _row(number, value, name)


def as_cluster(number: int, value: Any, name: str) -> Cluster | BadRow:
    """One parsed row as a cluster; a row that is a plain document makes a cluster of one.

    Args:
        number: the row's number, from 1.
        value: what its JSON holds.
        name: what the file is called, for the paths of its documents.
    """
    row = _row(number, value, name)
    return Cluster(str(number), (row.document,)) if isinstance(row, Single) else row


def values(stream: BinaryIO, name: str) -> Iterator[tuple[int, Any]]:
    """Yields (row number, parsed JSON value or BadRow) of a JSON or JSON Lines file, as `rows` does.

    Raises:
        InputError: the content is neither; the message does not name the file.
    """
    lines_only = name.lower().endswith((".jsonl", ".ndjson"))
    first = True
    for number, line in enumerate(_lines(stream), start=1):
        if line is None:
            yield number, BadRow(number, "is not text")
        elif line.strip():
            try:
                value = cleaned(json.loads(line.strip()))
            except (ValueError, RecursionError) as error:
                if first and (not lines_only or line.strip() in ("{", "[")):
                    stream.seek(0)
                    yield from enumerate(_whole(stream.read()), start=1)
                    return
                value = BadRow(number, f"is not valid JSON ({_brief(error, one_line=True)})")
            if first and isinstance(value, list):
                yield from enumerate(value, start=1)
            else:
                yield number, value
        first = first and not (line and line.strip())
    if first:
        raise InputError("is empty", "check that the file was saved")


def _lines(stream: BinaryIO) -> Iterator[str | None]:
    """Yields decoded lines, None for one that is not text; only line feeds end a line (JSON Lines)."""
    wide = stream.read(2) in _WIDE_MARKS
    stream.seek(0)
    if wide:
        text = io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="\n")
        try:
            yield from text
        finally:
            # The stream is the caller's to close.
            text.detach()
        return
    for raw in stream:
        try:
            yield decode(raw)
        except InputError:
            yield None


def _whole(data: bytes) -> list[Any]:
    try:
        value = cleaned(json.loads(decode(data)))
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not valid JSON ({_brief(error)})", "check the file at that place") from error
    return value if isinstance(value, list) else [value]


def _row(number: int, value: Any, name: str) -> Row:
    if isinstance(value, str) and value.strip():
        value = {"text": value}
    if not isinstance(value, Mapping):
        return BadRow(number, "is not a JSON object")
    if str(value.get("$schema", "")).startswith(_OWN):
        return BadRow(number, "is a briefing that this program wrote, not a report")
    items = documents_in(value)
    if items is None:
        document = _document(value, _name(value.get("id")) or str(number), name)
        return BadRow(number, document) if isinstance(document, str) else Single(document)
    if not items:
        return BadRow(number, "has no documents")
    documents: list[Document] = []
    skipped: list[Skipped] = []
    ids: dict[str, int] = {}
    for place, item in enumerate(items, start=1):
        row = {"text": item} if isinstance(item, str) else item
        document_id = unique(_name(row.get("id")) or f"d{place}", ids) if isinstance(row, Mapping) else ""
        document = _document(row, document_id, name)
        if isinstance(document, str):
            skipped.append(Skipped(f"{name} line {number} document {place}", document))
        else:
            documents.append(document)
    if not documents:
        return BadRow(number, f"has no document with text: the first {skipped[0].reason}")
    return Cluster(_name(value.get("id")) or str(number), tuple(documents), _references(value), tuple(skipped))


def _document(row: Any, document_id: str, name: str) -> Document | str:
    """Returns the document, or why there is none."""
    if not isinstance(row, Mapping):
        return "is not a JSON object"
    try:
        return make_document(read_row(row), document_id, name)
    except InputError as error:
        return error.message


def unique(name: str, taken: dict[str, int]) -> str:
    """Returns the name, numbered if it is taken already, and takes it.

    ``taken`` holds, for each name, the number that was given last, so that a thousand equal names cost no more each.
    """
    candidate, number = name, taken.get(name, 0)
    while number and candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken[name] = max(number, 1)
    taken.setdefault(candidate, 1)
    return candidate


def _references(value: Mapping[str, Any]) -> tuple[str, ...]:
    stated = value.get("reference", value.get("references"))
    items = [stated] if isinstance(stated, str) else stated if isinstance(stated, list) else []
    return tuple(item for item in items if isinstance(item, str) and item.strip())


def _name(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _brief(error: Exception, one_line: bool = False) -> str:
    if not isinstance(error, json.JSONDecodeError):
        return "nested too deeply" if isinstance(error, RecursionError) else str(error)
    place = f"column {error.colno}" if one_line else f"line {error.lineno} column {error.colno}"
    return f"{error.msg} at {place}".replace(" at at ", " at ")
