"""Reads one input to its documents; what is wrong with it comes as a value, whatever it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import InputError
from summarizer.read.clusters import BadRow, Cluster, rows
from summarizer.read.formats import KINDS, kind_of, read_document
from summarizer.read.sources import Unusable
from summarizer.records import Document

_NAMED_IDS = 5


@dataclass(frozen=True, slots=True)
class Job:
    """One input: the file at ``path``, or the bytes that came in its stead from a pipe or standard input.

    ``name`` is what the user calls it, ``cluster`` the one that was chosen in it, ``opened`` the path to open, absolute
    since whoever reads may stand in another folder.
    """

    name: str
    path: str | None
    opened: str | None
    cluster: str | None = None
    data: bytes | None = None


def read_one(job: Job) -> Iterator[Document | Unusable]:
    """Yields the documents of one input, and what in it cannot be read; raises nothing."""
    try:
        yield from _documents(job)
    except InputError as error:
        yield Unusable(job.name, error)
    except MemoryError:
        yield Unusable(job.name, InputError("takes more memory to read than is allowed", "raise read.max_memory_mb"))
    except OSError as error:
        yield Unusable(job.name, InputError(f"cannot be opened ({error.strerror or error})", "check its permissions"))
    except RecursionError:
        yield Unusable(job.name, InputError("is nested too deeply to be read", "save it in a simpler form"))
    except Exception as error:
        # Parsers of other people's files raise whatever they like; one bad file must not end the run.
        what = " ".join(f"{type(error).__name__}: {error}".split())[:160]
        yield Unusable(job.name, InputError(f"cannot be read ({what})", "save it as .txt and try again"))


def _documents(job: Job) -> Iterator[Document | Unusable]:
    suffix = Path(job.name).suffix.lower()
    if job.data is None and job.opened is not None and KINDS.get(suffix) == "rows":
        with open(job.opened, "rb") as stream:
            yield from _read_rows(stream, job)
        return
    data = job.data if job.data is not None else Path(job.opened or "").read_bytes()
    kind = kind_of(job.name, data)
    if kind == "rows":
        for item in _read_rows(io.BytesIO(data), job):
            yield item if job.path or isinstance(item, Unusable) else replace(item, path=None)
    elif job.cluster is not None:
        raise InputError("is no cluster file, so #ID chooses nothing in it", "leave #ID away")
    else:
        yield read_document(data, kind, Path(job.path).stem if job.path else "stdin", job.path)


def _read_rows(stream: BinaryIO, job: Job) -> Iterator[Document | Unusable]:
    """Reads a file of documents, or the one cluster that is chosen or that is all there is."""
    ids: list[str] = []
    chosen: Cluster | None = None
    for row in rows(stream, job.name):
        if isinstance(row, Cluster):
            ids.append(row.id)
            if chosen is None and job.cluster in (None, row.id):
                chosen = row
        elif isinstance(row, BadRow):
            if job.cluster is None:
                yield Unusable(f"{job.name} line {row.line}", InputError(row.reason))
        elif job.cluster is None:
            yield row.document
    if job.cluster is not None and chosen is None:
        raise InputError(f"holds no cluster {job.cluster!r}", f"it holds {_some(ids)}")
    if job.cluster is None and len(ids) > 1:
        raise InputError(f"holds {len(ids)} clusters ({_some(ids)})", f"choose one: {job.name}#{ids[0]}")
    if chosen is not None:
        yield from chosen.documents
        yield from (Unusable(item.name, InputError(item.reason)) for item in chosen.skipped)


def _some(ids: list[str]) -> str:
    shown = ", ".join(ids[:_NAMED_IDS])
    return f"{shown} and {len(ids) - _NAMED_IDS} more" if len(ids) > _NAMED_IDS else shown or "no clusters"
