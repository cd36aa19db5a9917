"""Keeps a copy of what is read, so that a briefing can be checked when the sources have changed or are gone.

A copy is called by what it holds, so that no copy is ever written over by another. ``.sources.jsonl`` beside the copies
has a line for each: what it is a copy of, when it was taken, and its hash.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import time
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path, PurePath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from summarizer.errors import OutputError
from summarizer.read.formats import KINDS, name_of
from summarizer.records import Retrieval

INDEX = ".sources.jsonl"

_BLOCK = 1 << 20
_DIGITS = 12
_LONGEST = 60


class Copy:
    """A copy of one source, which is kept once it is known that there is a report in it.

    Args:
        folder: where copies are kept; it is made where it is missing.
        name: what the source is called.
        taken_from: its bytes, or its file.
        retrieved: how it was had, where that was from an address.

    Raises:
        OutputError: the folder cannot be written.
        OSError: the file cannot be read.
    """

    def __init__(self, folder: Path, name: str, taken_from: bytes | str, retrieved: Retrieval | None) -> None:
        self._folder, self._name = folder, name
        with _open(taken_from) as source:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                self.partial = folder / f".{uuid4().hex}.partial"
                with self.partial.open("xb") as file:
                    digest = _copied(source, file)
            except OSError as error:
                raise _closed(folder, error) from error
        known = retrieved or Retrieval("", "", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), digest)
        place = folder / f"{_stem(name, retrieved)}-{digest[:_DIGITS]}{_ending(name, retrieved)}"
        self.retrieved = replace(known, copy=str(place))

    def keep(self) -> None:
        """Puts the copy in its place.

        Raises:
            OutputError: that cannot be written.
        """
        try:
            os.replace(self.partial, self.retrieved.copy)
            line = json.dumps({"name": self._name, **asdict(self.retrieved)}, ensure_ascii=False)
            with (self._folder / INDEX).open("a", encoding="utf-8", errors="replace") as file:
                file.write(f"{line}\n")
        except OSError as error:
            raise _closed(self._folder, error) from error

    def drop(self) -> None:
        """Leaves nothing of a copy that is not kept."""
        with suppress(OSError):
            self.partial.unlink(missing_ok=True)


def _open(taken_from: bytes | str) -> BinaryIO:
    return io.BytesIO(taken_from) if isinstance(taken_from, bytes) else open(taken_from, "rb")


def _copied(source: BinaryIO, target: BinaryIO) -> str:
    """Copies all of it and returns its SHA-256."""
    digest = hashlib.sha256()
    while block := source.read(_BLOCK):
        digest.update(block)
        target.write(block)
    return digest.hexdigest()


def _closed(folder: Path, error: OSError) -> OutputError:
    return OutputError(f"{folder}: no copy can be kept there ({error.strerror or error})", "name another folder")


def _stem(name: str, retrieved: Retrieval | None) -> str:
    """What can stand in a file's name of what a source is called."""
    if retrieved is not None and retrieved.is_fetched:
        place = urlsplit(retrieved.final)
        last = PurePath(unquote(place.path.rstrip("/").rpartition("/")[2])).stem
        name = f"{place.hostname or ''}-{last}"
    else:
        name = PurePath(name).stem
    return re.sub(r"[^\w.-]+", "-", name).strip("-.")[:_LONGEST] or "source"


def _ending(name: str, retrieved: Retrieval | None) -> str:
    """An ending by which the copy can be read as what it is."""
    fetched = retrieved is not None and retrieved.is_fetched
    ending = PurePath(name_of(retrieved) if retrieved is not None and fetched else name).suffix.lower()
    return ending if ending in KINDS else ".html" if fetched else ending or ".txt"
