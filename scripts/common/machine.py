"""What a figure was measured on: the machine and the code."""

from __future__ import annotations

import hashlib
import os
import platform
from pathlib import Path

import summarizer


def machine() -> str:
    """Processor, cores and memory of this machine, and the graphics card where there is one."""
    memory = ""
    if hasattr(os, "sysconf"):
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    parts = [f"{_processor()}, {usable_cores()} cores{memory}", f"Python {platform.python_version()}"]
    try:
        import torch
    except ImportError:
        return ", ".join(parts)
    parts.append(f"torch {torch.__version__}")
    parts += [torch.cuda.get_device_name()] if torch.cuda.is_available() else []
    return ", ".join(parts)


def usable_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def code_hash(*parts: str) -> str:
    """SHA-256 over the package's Python files under the named folders, so that no stale draft is used."""
    root = Path(summarizer.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(file for part in parts for file in (root / part).rglob("*.py")):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
