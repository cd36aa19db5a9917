"""Pages that readers may have written into: what somebody changed by hand is kept beside the page that replaces it.

The hash of every page is recorded before the page is written, so a page whose hash is not there was not written here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

from summarizer.batch.disk import write_bytes, writing

FILE = "pages.jsonl"
_KEPT = 2
"""Of a page the hashes that may be on the disk: the last one, and that before where a kill came between."""


class Pages:
    """The pages of an output folder.

    Args:
        folder: the output folder.

    Raises:
        OutputError: the record cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / FILE
        self._known: dict[str, list[str]] = defaultdict(list)
        self.kept: list[str] = []
        """Names under which pages that were changed by hand are kept now."""
        with writing(self._path):
            self._read()
            lines = "".join(_line(name, digest) for name, known in self._known.items() for digest in known[-_KEPT:])
            write_bytes(self._path, lines.encode())

    def _read(self) -> None:
        with suppress(FileNotFoundError):
            for line in self._path.read_bytes().splitlines():
                with suppress(ValueError, KeyError, TypeError):
                    value = json.loads(line)
                    self._known[str(value["page"])].append(str(value["sha256"]))

    def write(self, target: Path, data: bytes) -> None:
        """Writes a page whole; one in its place that was changed by hand is renamed first.

        Raises:
            OutputError: it cannot be written.
        """
        name = target.relative_to(self._folder).as_posix()
        digest = hashlib.sha256(data).hexdigest()
        self._set_aside(target, name)
        with writing(self._path), self._path.open("ab") as record:
            record.write(_line(name, digest).encode())
            record.flush()
            os.fsync(record.fileno())
        self._known[name].append(digest)
        write_bytes(target, data)

    def _set_aside(self, target: Path, name: str) -> None:
        with writing(target):
            try:
                with target.open("rb") as file:
                    found = hashlib.file_digest(file, "sha256").hexdigest()
            except FileNotFoundError:
                return
            if found in self._known[name]:
                return
            number = 1
            while (other := target.with_name(f"{target.stem}.edited-{number}{target.suffix}")).exists():
                number += 1
            target.rename(other)
        self.kept.append(other.relative_to(self._folder).as_posix())


def _line(name: str, digest: str) -> str:
    return json.dumps({"page": name, "sha256": digest}) + "\n"
