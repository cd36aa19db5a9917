"""The output folder on the disk: one run at a time in it, and files that are whole or not there."""

from __future__ import annotations

import errno
import json
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from summarizer.errors import OutputError

_LOCK = ".lock"
_OWNER = ".lock-owner"
PART = ".part"
"""Ending of a file that is still being written; what has it when a run starts is left over from a kill."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns an error of the operating system inside the block into an OutputError that names the path."""
    try:
        yield
    except OSError as error:
        hint = "free some space and run again: what is done is kept" if error.errno in _FULL else ""
        raise OutputError(f"cannot write {path}: {error.strerror or error}", hint) from error


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def sync_folder(folder: Path) -> None:
    """Makes renames in a folder outlive a power cut, where the operating system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_bytes(target: Path, data: bytes) -> None:
    """Writes a file through a temporary one, so that it is whole on the disk or not there; see also `sync_folder`.

    Raises:
        OutputError: it cannot be written.
    """
    with writing(target):
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=PART)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Makes the output folder and keeps every other run out of it; a kill gives it free.

    Raises:
        OutputError: it cannot be made or written to, or another run has it.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            hint = "wait until it is done, or name another folder"
            raise OutputError(f"another run is writing into {folder}{_owner(folder)}", hint) from None
    try:
        with writing(folder):
            owner = {"pid": os.getpid(), "host": socket.gethostname()}
            (folder / _OWNER).write_text(json.dumps(owner), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            (folder / _OWNER).unlink()
        lock.release()


def _owner(folder: Path) -> str:
    try:
        found = json.loads((folder / _OWNER).read_text(encoding="utf-8"))
        return f" (process {found['pid']} on {found['host']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def remove_leftovers(folder: Path) -> None:
    """Deletes what a killed run was still writing."""
    for path in folder.glob(f".*{PART}"):
        with suppress(OSError):
            path.unlink()
