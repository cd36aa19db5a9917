"""Turns what the user named into files: paths, folders, patterns, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import InputError
from summarizer.read.formats import KINDS

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: its path (None: standard input), what to call it, and a cluster chosen in it."""

    path: Path | None
    name: str
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something named that gives no file, and why."""

    name: str
    error: InputError


def find_sources(inputs: Sequence[str | Path]) -> Iterator[Source | Unusable]:
    """Yields every file behind the inputs once, in the order named, folders and patterns sorted by path."""
    seen: set[tuple[str, str | None]] = set()
    for given in inputs:
        for item in _expand(str(given)):
            if isinstance(item, Source):
                key = (os.path.realpath(item.path) if item.path else STDIN, item.cluster)
                if key in seen:
                    continue
                seen.add(key)
            yield item


def _expand(given: str) -> Iterator[Source | Unusable]:
    if given == STDIN:
        yield Source(None, "standard input")
        return
    path = Path(given).expanduser()
    if path.is_dir():
        yield from _folder(path)
    elif path.exists():
        yield Source(path, given)
    elif (chosen := _with_cluster(given)) is not None:
        yield chosen
    elif glob.has_magic(given):
        yield from _pattern(given)
    else:
        reason = "is a link that leads nowhere" if path.is_symlink() else "no such file or folder"
        yield Unusable(given, InputError(reason, "check the path"))


def _pattern(given: str) -> Iterator[Source | Unusable]:
    names = sorted(glob.glob(os.path.expanduser(given), recursive=True))
    if not names:
        yield Unusable(given, InputError("no file matches", "check the pattern"))
    for name in names:
        # With ** a pattern names folders beside the files in them.
        if not Path(name).is_dir():
            yield Source(Path(name), name)
        elif "**" not in given:
            yield from _folder(Path(name))


def _with_cluster(given: str) -> Source | None:
    """Reads ``clusters.jsonl#ID``; both the file's name and the ID may hold a ``#`` themselves."""
    position = given.find("#")
    while position > 0:
        path = Path(given[:position]).expanduser()
        if path.is_file() and given[position + 1 :]:
            return Source(path, given[:position], given[position + 1 :])
        position = given.find("#", position + 1)
    return None


def _folder(folder: Path) -> Iterator[Source | Unusable]:
    """Yields the files of a folder and of the folders in it; hidden ones are passed over in silence."""
    paths: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(parent, name) for name in names if not name.startswith(".")]
    if not paths:
        yield Unusable(str(folder), InputError("is a folder without files", "name a folder that holds reports"))
    for path in sorted(paths, key=lambda p: p.parts):
        if path.suffix.lower() in KINDS:
            yield Source(path, str(path))
        else:
            kind = path.suffix or "files without an ending"
            yield Unusable(
                str(path),
                InputError(f"{kind} in a folder is not read", "name the file itself to have it tried"),
            )
