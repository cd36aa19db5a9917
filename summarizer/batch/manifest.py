"""The record of what is done: an append-only JSON Lines file that survives a kill at any moment.

A line is written only when the files it speaks of are on the disk, so what the manifest says is true; what it does
not say yet is done again. The last line of an id counts.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, get_args

from summarizer.batch.disk import sync_folder, writing

Status = Literal["done", "failed", "set_aside"]

FILE = "manifest.jsonl"

_TYPES: dict[str, Any] = {
    "id": str,
    "status": str,
    "error": str | None,
    "hash": str,
    "seconds": int | float,
    "file": str | None,
    "sha256": str,
}
_PLACE = re.compile(r"(?:briefings|shards)/[A-Za-z0-9_-][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one cluster.

    ``hash`` is that of its content, settings and models; ``file`` is relative to the output folder; a file
    of its own has the SHA-256 ``sha256`` (empty for a shard). ``seconds`` is its share of the time its chunk took.
    """

    id: str
    status: Status
    error: str | None
    hash: str
    seconds: float
    file: str | None = None
    sha256: str = ""


class Manifest:
    """The manifest of an output folder, open for appending; only one process may have it open.

    Args:
        folder: the output folder.

    Raises:
        OutputError: it cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.entries: dict[str, Entry] = {}
        with writing(self.path):
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
            self._drop_torn_line()
            sync_folder(folder)
        for entry in read_manifest(self.path):
            self.entries[entry.id] = entry

    def append(self, entries: Iterable[Entry]) -> None:
        """Adds entries; they are on the disk when this returns.

        Raises:
            OutputError: they cannot be written.
        """
        new = list(entries)
        if not new:
            return
        lines = "".join(json.dumps(asdict(entry), ensure_ascii=True) + "\n" for entry in new)
        data = lines.encode("ascii")
        with writing(self.path):
            while data:
                data = data[os.write(self._handle, data) :]
            os.fsync(self._handle)
        for entry in new:
            self.entries[entry.id] = entry

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._handle)

    def _drop_torn_line(self) -> None:
        """Cuts off what a kill or a full disk left after the last line break: never a whole record."""
        size = end = os.fstat(self._handle).st_size
        while end:
            start = max(0, end - 65536)
            at = os.pread(self._handle, end - start, start).rfind(b"\n")
            if at >= 0:
                end = start + at + 1
                break
            end = start
        if end < size:
            os.ftruncate(self._handle, end)
            os.fsync(self._handle)


def read_manifest(path: Path) -> Iterator[Entry]:
    """Yields the entries of a manifest, also of one that is being written; a line that is no entry is passed over."""
    with path.open("rb") as lines:
        for line in lines:
            entry = _entry(line)
            if entry is not None:
                yield entry


def _entry(line: bytes) -> Entry | None:
    """What a line says, None when it is no entry: a job trusts nothing in it that could not have been written there."""
    try:
        value = json.loads(line)
        known = {name: value[name] for name in _TYPES if name in value}
        entry = Entry(**known)
    except (ValueError, TypeError, RecursionError):
        return None
    typed = all(
        isinstance(known[name], kind) and not isinstance(known[name], bool)
        for name, kind in _TYPES.items()
        if name in known
    )
    placed = typed and (entry.file is None or _PLACE.fullmatch(entry.file) is not None)
    return entry if placed and entry.status in get_args(Status) else None
