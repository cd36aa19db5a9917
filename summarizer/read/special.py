"""Reads what is no ordinary file: standard input, named pipes, the pipes of ``<(command)``."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import InputError

_BLOCK = 1 << 20


def too_large(megabytes: int) -> InputError:
    """What is said of an input that is larger than may be read."""
    return InputError(f"is larger than {megabytes} MB", "raise read.max_memory_mb, or split it")


def take(stream: BinaryIO, megabytes: int) -> bytes:
    """Reads a stream to its end.

    Raises:
        InputError: it holds more than is allowed, or cannot be read.
    """
    data = bytearray()
    try:
        while block := stream.read(_BLOCK):
            data += block
            if len(data) > megabytes * 2**20:
                raise too_large(megabytes)
    except (OSError, ValueError) as error:
        raise InputError(
            f"cannot be read ({getattr(error, 'strerror', None) or error})", "name files instead"
        ) from error
    return bytes(data)


def take_special(path: Path, megabytes: int, seconds: float) -> bytes:
    """Reads a pipe or a device that the user has named, for as long as an input may take.

    Raises:
        InputError: nobody ends what is written to it, it holds more than is allowed, or it cannot be opened.
    """
    found: list[bytes | InputError] = []

    def read() -> None:
        try:
            with path.open("rb") as stream:
                found.append(take(stream, megabytes))
        except InputError as error:
            found.append(error)
        except OSError as error:
            found.append(InputError(f"cannot be opened ({error.strerror or error})", "check its permissions"))

    thread = threading.Thread(target=read, daemon=True)  # opening a pipe that nobody writes to never ends
    thread.start()
    thread.join(seconds)
    answer = (
        found[0] if found else InputError(f"gave no end within {seconds:g} s", "write to it, or raise read.timeout_s")
    )
    if isinstance(answer, InputError):
        raise answer
    return answer
