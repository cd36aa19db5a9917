"""Reads reports from files, folders, patterns, standard input and cluster files into Documents.

`read` is the stage; `read_clusters` goes through many clusters for batch work and evaluation; `read_listing` reads what
only lists articles. The rooms: `sources`
finds files and `special` reads pipes; `guard` has every input read in a process of its own (`child`) within limits,
which does `one` at a time; `formats` tells what they are, `html`, `mail`, `pdf`, `docx`, `clusters` and `decode` open
them. For `pdf`, `pdf_words` and `pdf_rows` find what stands where and what runs through the pages, `pdf_columns` the
order of reading, `pdf_text` the paragraphs, with `hyphens`. For `html`, `page` is the parsed page, `hidden` and
`articles` say what of it is not to be read, `layout`, `fragment` and `markup` turn it into lines, `teaser` sees what
is cut, `page_dates` the order of day and month, and times of day. `row_text` finds the text of a row, `tables` tells
tables, `surrogates` mends what is no text. `metadata` (over `clues`, `titles`, `publishers`, `lines`, `front_matter`,
and `dates` with `clock`) reads what their lines say. Of what was fetched from an address, `feeds` reads what lists
articles, and `walls` tells what stands in an article's place. `keeping` keeps copies of what is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import InputError, NoInputError
from summarizer.read.clusters import BadRow, Cluster, read_clusters, unique
from summarizer.read.feeds import Entry, Listing, is_listing
from summarizer.read.formats import KINDS
from summarizer.read.guard import READER
from summarizer.read.keeping import Copy
from summarizer.read.one import Job
from summarizer.read.sources import Named, Source, Unusable, find_sources
from summarizer.read.special import take, take_special, too_large
from summarizer.records import Document, Fetched, Skipped
from summarizer.settings import ReadSettings

__all__ = [
    "BadRow",
    "Cluster",
    "Entry",
    "Listing",
    "Named",
    "ReadResult",
    "Unusable",
    "is_listing",
    "prepare",
    "read",
    "read_clusters",
    "read_listing",
]

_NAMED_IDS = 5
_WAYS = "name files, a folder, a pattern, or - for standard input"


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The documents that were read, in input order, and what could not be read."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()


def prepare() -> None:
    """Starts the process that reads, so that it is ready by the time it is needed."""
    READER.start()


def read(
    paths: Sequence[Named],
    *,
    strict: bool = False,
    stdin: BinaryIO | None = None,
    limits: ReadSettings | None = None,
) -> ReadResult:
    """Reads reports, in a process of their own: whatever one of them does, the others are read.

    Args:
        paths: files, folders (with the folders in them, sorted by path, hidden files passed over), patterns
            such as ``news/*.txt``, ``-`` for standard input, ``clusters.jsonl#ID`` for one of its clusters.
            What is named twice is read once. Also what was fetched, and what could not be, with the reason.
        strict: raise on the first input that cannot be read instead of skipping it.
        stdin: where ``-`` reads from; ``sys.stdin.buffer`` when None.
        limits: what one input may take; those of the settings when None.

    Returns:
        The documents, their ids unique, and the inputs that were skipped.

    Raises:
        NoInputError: no readable report is left.
        InputError: ``strict``, and an input cannot be read.
    """
    documents: list[Document] = []
    failures: list[tuple[str, InputError]] = []
    taken: dict[str, int] = {}
    allowed = limits or ReadSettings()
    for source in find_sources(paths):
        for item in _read_source(source, stdin, allowed):
            if isinstance(item, Unusable):
                if strict:
                    raise _named(item)
                failures.append((item.name, item.error))
            else:
                documents.append(replace(item, id=unique(item.id, taken)))
    if not documents:
        raise _nothing_left(failures)
    return ReadResult(tuple(documents), tuple(Skipped(name, error.message) for name, error in failures))


def read_listing(given: str | Path | Fetched, limits: ReadSettings) -> Listing:
    """Reads a feed or a list of feeds, in a process of its own.

    Raises:
        InputError: it is none, or lists nothing; the message does not name it.
    """
    if isinstance(given, Fetched):
        job = Job(given.name, None, None, data=given.data, retrieved=given.retrieved, listing=True)
    else:
        job = Job(str(given), str(given), os.path.abspath(given), listing=True)
    for item in READER.read(job, limits):
        if isinstance(item, Unusable):
            raise item.error
        if isinstance(item, Listing):
            return item
    raise InputError("lists nothing", "check that it is a feed")


def _read_source(
    source: Source | Unusable, stdin: BinaryIO | None, limits: ReadSettings
) -> Iterator[Document | Unusable]:
    """Yields the documents of one file, and what in it cannot be read."""
    if isinstance(source, Unusable):
        yield source
        return
    try:
        job = _job(source, stdin, limits)
        if limits.save_sources:
            yield from _read_copied(job, limits)
        else:
            yield from _answers(job, limits)
    except InputError as error:
        yield Unusable(source.name, error)


def _answers(job: Job, limits: ReadSettings) -> Iterator[Document | Unusable]:
    yield from (item for item in READER.read(job, limits) if not isinstance(item, Listing))


def _read_copied(job: Job, limits: ReadSettings) -> Iterator[Document | Unusable]:
    """Reads a copy of a source, which is kept where there is a report in it: what is read is what is kept."""
    try:
        copy = Copy(Path(limits.save_sources).expanduser(), job.name, job.opened or job.data or b"", job.retrieved)
    except OSError as error:
        raise InputError(f"cannot be opened ({error.strerror or error})", "check its permissions") from error
    opened = os.path.abspath(copy.partial) if job.opened else None
    try:
        found = list(_answers(replace(job, opened=opened), limits))
        if any(isinstance(item, Document) for item in found):
            copy.keep()
    finally:
        copy.drop()
    for item in found:
        yield replace(item, retrieved=copy.retrieved) if isinstance(item, Document) else item


def _job(source: Source, stdin: BinaryIO | None, limits: ReadSettings) -> Job:
    """What is to be read; pipes and the like are read here, since only this process has them open."""
    if source.fetched is not None:
        retrieved, data = source.fetched.retrieved, source.fetched.data
        return Job(source.name, None, None, data=data, retrieved=retrieved, wall_words=limits.wall_words)
    if source.path is None:
        data = take(stdin or _standard_input(), limits.max_memory_mb)
        return Job(source.name, None, None, source.cluster, data)
    path = str(source.path)
    if source.special:
        data = take_special(source.path, limits.max_memory_mb, limits.timeout_s)
        return Job(source.name, path, None, source.cluster, data)
    if source.path.stat().st_size > limits.max_memory_mb * 2**20 and KINDS.get(source.path.suffix.lower()) != "rows":
        raise too_large(limits.max_memory_mb)
    return Job(source.name, path, os.path.abspath(path), source.cluster)


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise InputError("is closed", "give reports to it, or name files")
    return sys.stdin.buffer


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
