"""Finds the clusters of a job and goes through them one at a time: rows of files, or folders of reports."""

from __future__ import annotations

import glob
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from summarizer.checked import ToCheck
from summarizer.draft import from_claims, from_text
from summarizer.errors import InputError, NoInputError, UsageError
from summarizer.read import Cluster, read
from summarizer.read.clusters import BadRow, as_cluster, values
from summarizer.read.sources import expanded, walk
from summarizer.records import CleanDocument
from summarizer.settings import ReadSettings

ROWS = (".jsonl", ".ndjson", ".json")
PARQUET = (".parquet", ".pq")
_FORMS = "give .jsonl, .json or .parquet files, or folders of reports"
_PARQUET_ROWS = 256


@dataclass(frozen=True, slots=True)
class Source:
    """A file of cluster rows, or a folder that is one cluster, which then has an ``id``."""

    path: Path
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One cluster as it was found, not yet read.

    Attributes:
        id: the cluster's own; for a row without one, its place.
        place: file and row, or folder.
        content: SHA-256 of what it holds.
        row: the parsed row and its number, or None for a folder.
        error: why it cannot be used; empty when nothing is known against it.
        cluster: its documents where they have been read already, and ``cleaned`` where that is done, too.
        earlier: the briefing that was made of it before, which the new one is compared with.
    """

    id: str
    place: str
    content: str
    path: Path
    row: tuple[int, Any] | None = None
    error: str = ""
    cluster: Cluster | None = None
    cleaned: tuple[CleanDocument, ...] = ()
    earlier: Path | None = None


def find_sources(given: Any) -> list[Source]:
    """What ``input`` names, in its order; folders and patterns are sorted by name.

    Args:
        given: a path, a pattern, or a list of them. A folder means the cluster files in it and for each
            folder in it, which is a cluster of its own; with neither, the folder itself is one cluster.

    Raises:
        UsageError: it is none of these.
        NoInputError: something named is not there, or holds nothing that could be read.
    """
    sources = [source for name in as_paths(given) for source in _expand(name)]
    return list(dict.fromkeys(sources))


def as_paths(given: Any) -> list[str]:
    """The paths and patterns that ``input`` names.

    Raises:
        UsageError: it is none, and no list of them.
    """
    named = [given] if isinstance(given, str) else given
    if not isinstance(named, Sequence) or not named or not all(isinstance(name, str) and name for name in named):
        raise UsageError(f"input={given!r} is no path", "say input=clusters.jsonl, or input=[a.jsonl,b.jsonl]")
    return list(named)


def _expand(name: str) -> list[Source]:
    path = expanded(name)
    try:
        if path.is_dir():
            return _in_folder(path)
        if path.exists():
            return [Source(path)]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NoInputError(f"input={name}: cannot be opened ({reason})", "check the path") from error
    if not glob.has_magic(name):
        raise NoInputError(f"input={name}: no such file or folder", "check the path")
    found = [Path(match) for match in sorted(glob.glob(str(path), recursive=True))]
    if not found:
        raise NoInputError(f"input={name}: no file matches", "check the pattern")
    return [Source(match, match.name) if match.is_dir() else Source(match) for match in found]


def _in_folder(folder: Path) -> list[Source]:
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise NoInputError(f"input={folder}: {error.strerror or error}", "check its permissions") from error
    files = [Source(path) for path in inside if path.suffix.lower() in (*ROWS, *PARQUET) and path.is_file()]
    folders = [Source(path, path.name) for path in inside if path.is_dir()]
    if not inside:
        raise NoInputError(f"input={folder} is empty", _FORMS)
    return [*files, *folders] or [Source(folder, folder.resolve().name)]


def read_items(sources: Sequence[Source]) -> Iterator[Item]:
    """Goes through all clusters in order; a file is never held whole (a .json file is one value, and is).

    A second cluster with an id that has been seen comes as an item with an error, under the id and its place.

    Raises:
        InputError: the only source there is cannot be read.
    """
    seen: set[int] = set()
    for source in sources:
        try:
            for item in _items(source):
                digest = int.from_bytes(
                    hashlib.blake2b(item.id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
                )
                if digest in seen:
                    yield _bad(item.place, f"the id {item.id!r} was used before", f"{item.id} ({item.place})")
                else:
                    seen.add(digest)
                    yield item
        except InputError as error:
            if len(sources) == 1:
                raise type(error)(f"{source.path}: {error.message}", error.hint) from error
            yield _bad(str(source.path), str(error))


def _items(source: Source) -> Iterator[Item]:
    if source.id is not None:
        yield _folder_item(source.path, source.id)
        return
    suffix = source.path.suffix.lower()
    if suffix not in (*ROWS, *PARQUET):
        raise InputError("is no file of clusters", _FORMS)
    try:
        for number, value in row_values(source.path):
            yield _row_item(source.path, number, value)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", "check its permissions") from error


def row_values(path: Path) -> Iterator[tuple[int, Any]]:
    """The rows of a file, each with its number: what its JSON holds, or a BadRow.

    Raises:
        InputError: the file is none of rows; the message does not name it.
        OSError: it cannot be opened.
    """
    return _parquet_rows(path) if path.suffix.lower() in PARQUET else _json_rows(path)


def _json_rows(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open("rb") as stream:
        yield from values(stream, path.name)


def _parquet_rows(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError("needs pyarrow", "pip install 'attributed-briefing[parquet]'") from error
    number = 0
    try:
        with ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_PARQUET_ROWS):
                for value in batch.to_pylist():
                    number += 1
                    yield number, value
    except ArrowException as error:
        raise InputError(f"is no Parquet file ({str(error).splitlines()[0]})", "check how it was made") from error
    if not number:
        raise InputError("is empty", "check how it was made")


def _row_item(path: Path, number: int, value: Any) -> Item:
    place = f"{path.name} row {number}"
    if isinstance(value, BadRow):
        return _bad(place, value.reason)
    if not isinstance(value, dict):
        return _bad(place, "is not a JSON object")
    identifier = value.get("id")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int) or not str(identifier).strip():
        return _bad(place, "has no id")
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    content = hashlib.sha256(canonical.encode("ascii")).hexdigest()
    return Item(str(identifier).strip(), place, content, path, (number, value))


def _folder_item(folder: Path, identifier: str) -> Item:
    digest = hashlib.sha256()
    try:
        paths, closed = walk(folder)
        for path in paths:
            digest.update(_told(path, folder))
            if path.is_file():
                digest.update(_hash_of(path))
        for path, reason in closed:
            digest.update(_told(path, folder) + reason.encode())
    except OSError as error:
        return _bad(str(folder), f"cannot be read ({error.strerror or error})", identifier)
    return Item(identifier, str(folder), digest.hexdigest(), folder)


def _told(path: Path, folder: Path) -> bytes:
    return os.fsencode(os.path.relpath(path, folder)) + b"\0"


def _hash_of(path: Path) -> bytes:
    """Of a file that is closed, the reason: the report is skipped, and looked at again when it can be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        return str(error.errno).encode()


def _bad(place: str, error: str, identifier: str = "") -> Item:
    return Item(identifier or place, place, hashlib.sha256(error.encode()).hexdigest(), Path(), None, error)


def load(item: Item, limits: ReadSettings | None = None) -> Cluster:
    """Reads the documents of an item; ``limits`` say what one report may take.

    Raises:
        InputError: there is none that can be used.
    """
    if item.error:
        raise InputError(f"{item.place}: {item.error}")
    if item.cluster is not None:
        return item.cluster
    if item.row is None:
        found = read([item.path], limits=limits)
        return Cluster(item.id, found.documents, skipped=found.skipped)
    number, value = item.row
    cluster = as_cluster(number, value, str(item.path))
    if isinstance(cluster, BadRow):
        raise InputError(f"{item.place}: {cluster.reason}")
    return cluster


def draft_of(item: Item) -> ToCheck | None:
    """The text to be checked that a row has under ``draft``: a text, or a list of claims; None where it has none.

    Raises:
        InputError: it is neither, or empty.
    """
    value = item.row[1].get("draft") if item.row is not None and isinstance(item.row[1], dict) else None
    if value is None:
        return None
    if isinstance(value, str):
        return from_text(value, "the draft")
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one.strip() for one in value):
        raise InputError(f"{item.place}: its draft is no text and no list of claims", "give a string, or strings")
    return from_claims(value)


def count_items(sources: Sequence[Source], limit: int = 0) -> int:
    """How many clusters there are, up to ``limit``, by a quick look; a wrong guess only spoils the time left."""
    total = 0
    for source in sources:
        total += _count(source, limit - total if limit else 0)
        if limit and total >= limit:
            return limit
    return total


def _count(source: Source, limit: int) -> int:
    suffix = source.path.suffix.lower()
    if source.id is not None or suffix not in (*ROWS, *PARQUET):
        return 1
    try:
        if suffix in PARQUET:
            from pyarrow.parquet import ParquetFile

            with ParquetFile(source.path) as file:
                return int(file.metadata.num_rows)
        with source.path.open("rb") as stream:
            if suffix == ".json":
                return sum(1 for _ in islice(values(stream, source.path.name), limit or None))
            return sum(1 for _ in islice(filter(bytes.strip, stream), limit or None))
    except (OSError, ImportError, ValueError, InputError):
        return 0
