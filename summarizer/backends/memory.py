"""What is asked of the C library so that large models run well on a CPU. On Linux; elsewhere nothing is asked."""

from __future__ import annotations

import ctypes
import mmap
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import torch

_M_TRIM_THRESHOLD, _M_MMAP_MAX = -1, -4
_MADV_DONTNEED = 4


@cache
def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None


@cache
def keep_freed() -> None:
    """Lets the process use freed memory again instead of handing it back.

    By default every block of 32 MB or more is mapped anew, and a batch's hidden states are that large: writing each
    page for the first time then costs several times what the arithmetic on it does.
    """
    libc = _libc()
    if libc is not None and hasattr(libc, "mallopt"):
        libc.mallopt(_M_MMAP_MAX, 0)
        libc.mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)


def mapped_files(suffix: str = ".safetensors") -> list[range]:
    """Addresses at which files of that name are mapped into memory."""
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    spans = (line.split()[0].split("-") for line in lines if line.endswith(suffix))
    return [range(int(start, 16), int(end, 16)) for start, end in spans]


def drop_pages(tensor: torch.Tensor, mapped: Sequence[range]) -> None:
    """Frees the memory of a weight that is not needed any more where it is a view of a mapped file.

    The file can be read again, so nothing is lost even where something else still looks at the same bytes.
    """
    libc, start = _libc(), tensor.data_ptr()
    end = start + tensor.nbytes
    if libc is None or not any(span.start <= start and end <= span.stop for span in mapped):
        return
    first = -(-start // mmap.PAGESIZE) * mmap.PAGESIZE
    length = end // mmap.PAGESIZE * mmap.PAGESIZE - first
    if length > 0:
        libc.madvise(ctypes.c_void_p(first), ctypes.c_size_t(length), _MADV_DONTNEED)
