"""Files that are made from a model's weights so that these load at once, kept beside them in the folder ``derived``.

They can be made again at any time, so nothing depends on them: one that is bound to anything else than what is there
now is passed over and made anew, and where none can be written, one goes on without. Each is a safetensors file whose
header says what it is bound to and the SHA-256 of all that follows; it appears under its name only when it is whole,
on the disk, and reads back as it was meant.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import StorageError
from summarizer.models import files

FOLDER = "derived"
FORMAT = 1
"""Raised when files made by an earlier version must be made anew."""

_SUFFIX = ".safetensors"
_ALIGNED = 64
"""The first tensor begins at a multiple of this many bytes: a processor's vectors, and its cache lines, are as long."""

_NO_HASH = "0" * 64
_LARGEST_HEADER = 1 << 24

Arrays = Sequence[tuple[str, NDArray[np.uint8]]]
"""Tensors by their names, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Derived:
    """The derived files of one model.

    ``folder`` is where they lie, ``source`` the hash of what they are made from; ``tell`` is called with one line
    when a file should have been kept and could not.
    """

    folder: Path
    source: str
    tell: Callable[[str], None] = lambda line: None

    def find(self, kind: str, bound: Mapping[str, str]) -> Path | None:
        """The file of that kind, where it is whole and bound to the same source, format and circumstances."""
        path = self._path(kind)
        header = _header(path)
        return path if header is not None and header["bound"] == self._bound(bound) else None

    def keep(self, kind: str, bound: Mapping[str, str], arrays: Arrays) -> None:
        """Writes a file, unless another process is at it; the folder may be full or closed, then nothing is kept."""
        from filelock import FileLock, Timeout

        path = self._path(kind)
        try:
            path.parent.mkdir(exist_ok=True)
            with FileLock(path.parent / ".lock", timeout=0):
                self._write(path, self._bound(bound), arrays)
        except Timeout:
            return
        except StorageError as error:
            self.tell(f"the rounded weights are not kept, so the next start takes as long: {error.message}")
        except OSError as error:
            if error.errno not in files.CLOSED_ERRORS:
                self.tell(f"the rounded weights are not kept, so the next start takes as long: {error.strerror}")

    def _path(self, kind: str) -> Path:
        return self.folder / f"{kind}{_SUFFIX}"

    def _bound(self, bound: Mapping[str, str]) -> str:
        return json.dumps({**bound, "source": self.source, "format": FORMAT}, sort_keys=True)

    def _write(self, path: Path, bound: str, arrays: Arrays) -> None:
        partial = path.with_name(f".{path.name}.partial")
        partial.unlink(missing_ok=True)  # of a process that was killed: whoever holds the lock is alone
        files.need_space(path.parent, sum(array.nbytes for _, array in arrays), "keeping them")
        try:
            with partial.open("wb") as file:
                _write_arrays(file, bound, arrays)
                file.flush()
                files.flush(file.fileno())
            if is_sound(partial):
                partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


def unsound(folder: Path) -> list[Path]:
    """The derived files of a model folder that do not read as they were written."""
    found = sorted((folder / FOLDER).glob(f"*{_SUFFIX}"))
    return [path for path in found if not is_sound(path)]


def is_sound(path: Path) -> bool:
    """Whether a derived file is whole and its bytes have the hash that its header names."""
    header = _header(path)
    if header is None:
        return False
    with path.open("rb") as file:
        file.seek(_size_of_header(file))
        return bool(hashlib.file_digest(file, "sha256").hexdigest() == header["sha256"])


def _header(path: Path) -> dict[str, Any] | None:
    """What the header of a whole file says of itself; None where there is none, or not all of the file."""
    try:
        with path.open("rb") as file:
            start = _size_of_header(file)
            table = json.loads(file.read(start - 8))
        about = table.pop("__metadata__")
        end = max((entry["data_offsets"][1] for entry in table.values()), default=0)
        known = isinstance(about["bound"], str) and isinstance(about["sha256"], str)
        return about if known and path.stat().st_size == start + end else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error):
        return None


def _size_of_header(file: BinaryIO) -> int:
    """Bytes before the tensors; the file is left at the beginning of the table of tensors."""
    file.seek(0)
    (length,) = struct.unpack("<Q", file.read(8))
    if length > _LARGEST_HEADER:
        raise ValueError("no safetensors file of ours")
    return 8 + int(length)


def _write_arrays(file: BinaryIO, bound: str, arrays: Arrays) -> None:
    """The hash of what follows is put into the header last; it takes as much room before it is known."""
    head = _head(bound, arrays, _NO_HASH)
    file.write(head)
    digest = hashlib.sha256()
    for _, array in arrays:
        for block in _blocks(array):
            digest.update(block)
            file.write(block)
    file.seek(0)
    file.write(_head(bound, arrays, digest.hexdigest()))


def _head(bound: str, arrays: Arrays, sha256: str) -> bytes:
    table: dict[str, Any] = {"__metadata__": {"bound": bound, "sha256": sha256}}
    start = 0
    for name, array in arrays:
        table[name] = {"dtype": "U8", "shape": [array.nbytes], "data_offsets": [start, start + array.nbytes]}
        start += array.nbytes
    text = json.dumps(table, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % _ALIGNED)
    return struct.pack("<Q", len(text)) + text


def _blocks(array: NDArray[np.uint8]) -> Iterable[memoryview]:
    flat = array.reshape(-1).data
    return (flat[start : start + files.BLOCK] for start in range(0, len(flat), files.BLOCK))


def drop(paths: Sequence[Path]) -> None:
    """Deletes derived files, as far as that is allowed."""
    for path in paths:
        with suppress(OSError):
            path.unlink()
