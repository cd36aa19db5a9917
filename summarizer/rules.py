"""Which rules wrote a briefing: the version, and a hash of the source of the rooms that decide what is said."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from pathlib import Path

RULES = (
    "clean", "split", "text", "selection", "gather", "plan", "write", "verify", "attribute", "compose",
    "verbatim", "languages", "outlets", "raters",
)  # fmt: skip
"""Rooms whose source counts: a folder or a module of the package; one that is not there is left out."""


def program_version() -> str:
    """The version of the package; it stands above all rooms, so that none of them may import it by name."""
    return str(import_module(__package__ or "summarizer").__version__)


@cache
def rules_digest() -> str:
    """SHA-256 of the source of `RULES`, in hexadecimal; read once a process."""
    return digest_of(Path(__file__).resolve().parent)


def digest_of(package: Path) -> str:
    """SHA-256 of names and source of the rooms in a package's folder, and of lists, tables and weights in them."""
    found = hashlib.sha256()
    for room in RULES:
        inside = sorted(path for kind in ("*.py", "*.yaml", "*.safetensors") for path in (package / room).rglob(kind))
        modules = [package / f"{room}.py", package / f"{room}.txt", *inside]
        for path in filter(Path.is_file, modules):
            found.update(f"{path.relative_to(package).as_posix()}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
