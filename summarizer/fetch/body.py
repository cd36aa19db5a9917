"""Takes in the body of an answer, unpacked, and stops where it grows too large."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import httpx

from summarizer.errors import InputError

PACKINGS = "gzip, deflate"
"""What servers are told that they may use; the value of ``Accept-Encoding``."""

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_GZIP = b"\x1f\x8b"
_KNOWN = ("gzip", "x-gzip", "deflate")


def body_of(answer: httpx.Response, limit: int) -> bytes:
    """The body of an answer, of which never more than ``limit`` bytes and one block are held.

    Raises:
        InputError: it is larger than ``limit`` bytes, or packed in a way that was not asked for.
        httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError: it broke off.
    """
    packing = answer.headers.get("content-encoding", "").strip().lower()
    if packing in ("", "identity"):
        stated = answer.headers.get("content-length", "")
        if stated.isdecimal() and len(stated) < 20 and int(stated) > limit:
            raise _too_large(limit)
        blocks: Iterator[bytes] = answer.iter_raw()
    elif packing in _KNOWN:
        blocks = _unpacked(answer.iter_raw(), limit)
    else:
        raise InputError(f"is packed as {packing[:40]}, which it was not asked for", "save the page and name the file")
    data = bytearray()
    for block in blocks:
        data += block
        if len(data) > limit:
            raise _too_large(limit)
    return bytes(data)


def _unpacked(blocks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Unpacks block by block, none of them beyond the limit; a few bytes can swell to gigabytes."""
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        for block in blocks:
            waiting = block
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, limit + 1)
                waiting = unpacker.unconsumed_tail
                if unpacker.eof and unpacker.unused_data.startswith(_GZIP):  # several in a row are one; else padding
                    waiting, unpacker = unpacker.unused_data, zlib.decompressobj(_GZIP_OR_ZLIB)
        if not unpacker.eof:
            raise zlib.error("no end")
    except zlib.error as error:
        raise InputError(
            "is damaged: it cannot be unpacked", "try again, or save the page and name the file"
        ) from error


def _too_large(limit: int) -> InputError:
    return InputError(f"is larger than {limit / 2**20:g} MB", "raise fetch.max_mb, or save it and name the file")
