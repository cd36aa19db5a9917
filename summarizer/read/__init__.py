"""Reads reports from files, folders, patterns, standard input and cluster files into Documents.

`read` is the stage; `read_clusters` goes through many clusters for batch work and evaluation. The rooms:
`sources` finds files, `formats` tells what they are, `html`, `pdf`, `docx`, `clusters` and `decode` open
them, `metadata` (over `clues`, `titles`, `publishers`, `dates`, `lines`, `front_matter`) reads what their
lines say.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import InputError, NoInputError
from summarizer.read.clusters import BadRow, Cluster, read_clusters, rows, unique
from summarizer.read.formats import KINDS, kind_of, read_document
from summarizer.read.sources import Source, Unusable, find_sources
from summarizer.records import Document, Skipped

__all__ = ["BadRow", "Cluster", "ReadResult", "read", "read_clusters"]

_NAMED_IDS = 5
_WAYS = "name files, a folder, a pattern, or - for standard input"


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The documents that were read, in input order, and what could not be read."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()


def read(paths: Sequence[str | Path], *, strict: bool = False, stdin: BinaryIO | None = None) -> ReadResult:
    """Reads reports.

    Args:
        paths: files, folders (with the folders in them, sorted by path, hidden files passed over), patterns
            such as ``news/*.txt``, ``-`` for standard input, ``clusters.jsonl#ID`` for one of its clusters.
            What is named twice is read once.
        strict: raise on the first input that cannot be read instead of skipping it.
        stdin: where ``-`` reads from; ``sys.stdin.buffer`` when None.

    Returns:
        The documents, their ids unique, and the inputs that were skipped.

    Raises:
        NoInputError: no readable report is left.
        InputError: ``strict``, and an input cannot be read.
    """
    documents: list[Document] = []
    failures: list[tuple[str, InputError]] = []
    taken: set[str] = set()
    for source in find_sources(paths):
        for item in _read_source(source, stdin):
            if isinstance(item, Unusable):
                if strict:
                    raise _named(item)
                failures.append((item.name, item.error))
            else:
                documents.append(replace(item, id=unique(item.id, taken)))
    if not documents:
        raise _nothing_left(failures)
    return ReadResult(tuple(documents), tuple(Skipped(name, error.message) for name, error in failures))


def _read_source(source: Source | Unusable, stdin: BinaryIO | None) -> Iterator[Document | Unusable]:
    """Yields the documents of one file, and what in it cannot be read."""
    if isinstance(source, Unusable):
        yield source
        return
    try:
        if source.path and KINDS.get(source.path.suffix.lower()) == "rows":
            with source.path.open("rb") as stream:
                yield from _read_rows(stream, source)
            return
        data = source.path.read_bytes() if source.path else (stdin or sys.stdin.buffer).read()
        kind = kind_of(source.name, data)
        if kind == "rows":
            for item in _read_rows(io.BytesIO(data), source):
                yield item if source.path or isinstance(item, Unusable) else replace(item, path=None)
        elif source.cluster is not None:
            raise InputError("is no cluster file, so #ID chooses nothing in it", "leave #ID away")
        else:
            path = str(source.path) if source.path else None
            yield read_document(data, kind, source.path.stem if source.path else "stdin", path)
    except InputError as error:
        yield Unusable(source.name, error)
    except OSError as error:
        yield Unusable(
            source.name, InputError(f"cannot be opened ({error.strerror or error})", "check its permissions")
        )


def _read_rows(stream: BinaryIO, source: Source) -> Iterator[Document | Unusable]:
    """Reads a file of documents, or the one cluster that is chosen or that is all there is."""
    ids: list[str] = []
    chosen: Cluster | None = None
    for row in rows(stream, source.name):
        if isinstance(row, Cluster):
            ids.append(row.id)
            if chosen is None and source.cluster in (None, row.id):
                chosen = row
        elif isinstance(row, BadRow):
            if source.cluster is None:
                yield Unusable(f"{source.name} line {row.line}", InputError(row.reason))
        elif source.cluster is None:
            yield row.document
    if source.cluster is not None and chosen is None:
        raise InputError(f"holds no cluster {source.cluster!r}", f"it holds {_some(ids)}")
    if source.cluster is None and len(ids) > 1:
        raise InputError(f"holds {len(ids)} clusters ({_some(ids)})", f"choose one: {source.name}#{ids[0]}")
    if chosen is not None:
        yield from chosen.documents
        yield from (Unusable(item.name, InputError(item.reason)) for item in chosen.skipped)


def _some(ids: list[str]) -> str:
    shown = ", ".join(ids[:_NAMED_IDS])
    return f"{shown} and {len(ids) - _NAMED_IDS} more" if len(ids) > _NAMED_IDS else shown or "no clusters"


def _named(item: Unusable) -> InputError:
    return InputError(f"{item.name}: {item.error.message}", item.error.hint)


def _nothing_left(failures: list[tuple[str, InputError]]) -> NoInputError:
    if not failures:
        return NoInputError("no report was named", _WAYS)
    if len(failures) == 1:
        ((name, error),) = failures
        return NoInputError(f"{name}: {error.message}", error.hint)
    reasons = "; ".join(f"{name}: {error.message}" for name, error in failures[:_NAMED_IDS])
    more = f"; and {len(failures) - _NAMED_IDS} more" if len(failures) > _NAMED_IDS else ""
    return NoInputError(f"none of {len(failures)} inputs can be read ({reasons}{more})", _WAYS)
