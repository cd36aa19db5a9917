"""Reads one input to its documents; what is wrong with it comes as a value, whatever it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import BinaryIO
from urllib.parse import unquote, urljoin, urlsplit

from summarizer.addresses import shown
from summarizer.errors import InputError
from summarizer.read.clusters import BadRow, Cluster, rows
from summarizer.read.feeds import Listing, is_listing, read_listing
from summarizer.read.formats import KINDS, at_address, kind_of, name_of, read_document
from summarizer.read.html import feed_in
from summarizer.read.sources import Unusable
from summarizer.records import Document, Retrieval

_NAMED_IDS = 5
_LONGEST_ID = 60


Answer = Document | Listing | Unusable


@dataclass(frozen=True, slots=True)
class Job:
    """One input: the file at ``path``, or the bytes that came in its stead from a pipe or standard input.

    ``name`` is what the user calls it, ``cluster`` the one that was chosen in it, ``opened`` the path to open, absolute
    since whoever reads may stand in another folder. ``retrieved`` says how the bytes were had, and ``wall_words`` how
    many words make an article of a page from an address. ``listing``: it is a feed that is to be read.
    """

    name: str
    path: str | None
    opened: str | None
    cluster: str | None = None
    data: bytes | None = None
    retrieved: Retrieval | None = None
    wall_words: int = 0
    listing: bool = False


def read_one(job: Job) -> Iterator[Answer]:
    """Yields the documents of one input, or what it lists, and what in it cannot be read; raises nothing."""
    try:
        yield from _listed(job) if job.listing else _documents(job)
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


def _listed(job: Job) -> Iterator[Listing]:
    """Reads a feed; what should be one and is a web page says so."""
    data = job.data if job.data is not None else Path(job.opened or "").read_bytes()
    place, media = (job.retrieved.final, job.retrieved.media_type) if job.retrieved else ("", "")
    if not is_listing(data) and kind_of("", data) == "html":
        other = feed_in(data)
        hint = f"it names this feed: {shown(urljoin(place, other))}" if other else "name the address of the feed itself"
        raise InputError("should be a feed, but is a web page", hint)
    yield read_listing(data, place, media)


def _documents(job: Job) -> Iterator[Document | Unusable]:
    suffix = Path(job.name).suffix.lower()
    if job.data is None and job.opened is not None and KINDS.get(suffix) == "rows":
        with open(job.opened, "rb") as stream:
            yield from _read_rows(stream, job)
        return
    data = job.data if job.data is not None else Path(job.opened or "").read_bytes()
    kind = kind_of(name_of(job.retrieved) if job.retrieved and job.retrieved.is_fetched else job.name, data)
    if kind == "rows":
        for item in _read_rows(io.BytesIO(data), job):
            yield item if isinstance(item, Unusable) else _as_named(item, job)
    elif job.cluster is not None:
        raise InputError("is no cluster file, so #ID chooses nothing in it", "leave #ID away")
    else:
        yield read_document(data, kind, _id(job), job.path, job.retrieved, job.wall_words)


def _id(job: Job) -> str:
    """The id of a report: its file's name, or the last part of its address."""
    if job.retrieved is not None and job.retrieved.is_fetched:
        place = urlsplit(job.retrieved.final)
        last = place.path.rstrip("/").rpartition("/")[2]
        name = PurePath(unquote(last)).stem if last else ""
        return " ".join(name.split())[:_LONGEST_ID] or place.hostname or "page"
    return Path(job.path).stem if job.path else "stdin"


def _as_named(document: Document, job: Job) -> Document:
    """A document of a row, which has a path only where there is a file, and perhaps an address."""
    document = document if job.path else replace(document, path=None)
    return at_address(document, job.retrieved) if job.retrieved and job.retrieved.is_fetched else document


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
