"""Turns what the user named into files: paths, folders, patterns, standard input."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import InputError
from summarizer.read.formats import KINDS
from summarizer.records import Fetched

STDIN = "-"

_KINDS_OF_FILE = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: its path (None: standard input), what to call it, and a cluster chosen in it.

    ``special`` is a pipe or a device, which has no size and perhaps no end. ``fetched`` is what came from an address.
    """

    path: Path | None
    name: str
    cluster: str | None = None
    special: bool = False
    fetched: Fetched | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something named that gives no file, and why."""

    name: str
    error: InputError


Named = str | Path | Fetched | Unusable
"""What can be named to be read: a path, what was fetched, and what could not be, which is passed on."""


def find_sources(inputs: Sequence[Named]) -> Iterator[Source | Unusable]:
    """Yields every file behind the inputs once, in the order named, folders and patterns sorted by path."""
    seen: set[tuple[str, str | None]] = set()
    for given in inputs:
        if isinstance(given, Unusable):
            yield given
            continue
        if isinstance(given, Fetched):
            yield Source(None, given.name, fetched=given)
            continue
        for item in _found(str(given)):
            if isinstance(item, Source):
                key = (os.path.realpath(item.path) if item.path else STDIN, item.cluster)
                if key in seen:
                    continue
                seen.add(key)
            yield item


def expanded(given: str) -> Path:
    """The path that a name stands for: ``~`` is the home folder, unless something here is called so."""
    path = Path(given)
    try:
        return path if os.path.lexists(given) else path.expanduser()
    except (RuntimeError, OSError):  # no such user, or nobody knows where home is
        return path


def _found(given: str) -> Iterator[Source | Unusable]:
    try:
        yield from _expand(given)
    except (OSError, ValueError) as error:  # too long a name, a NUL in it, a folder on the way that is closed
        reason = getattr(error, "strerror", None) or error
        yield Unusable(given, InputError(f"cannot be opened ({reason})", "check the path"))


def _expand(given: str) -> Iterator[Source | Unusable]:
    if given == STDIN:
        yield Source(None, "standard input")
        return
    path = expanded(given)
    if path.is_dir():
        yield from _folder(path)
    elif path.exists():
        yield Source(path, given, special=not path.is_file())
    elif (chosen := _with_cluster(given)) is not None:
        yield chosen
    elif glob.has_magic(given):
        yield from _pattern(given)
    else:
        reason = "is a link that leads nowhere" if path.is_symlink() else "no such file or folder"
        yield Unusable(given, InputError(reason, "check the path"))


def _pattern(given: str) -> Iterator[Source | Unusable]:
    names = sorted(glob.glob(str(expanded(given)), recursive=True))
    if not names:
        yield Unusable(given, InputError("no file matches", "check the pattern"))
    for name in names:
        # With ** a pattern names folders beside the files in them.
        if not Path(name).is_dir():
            yield _ordinary(Path(name))
        elif "**" not in given:
            yield from _folder(Path(name))


def _with_cluster(given: str) -> Source | None:
    """Reads ``clusters.jsonl#ID``; both the file's name and the ID may hold a ``#`` themselves."""
    position = given.find("#")
    while position > 0:
        path = expanded(given[:position])
        if path.is_file() and given[position + 1 :]:
            return Source(path, given[:position], given[position + 1 :])
        position = given.find("#", position + 1)
    return None


def _folder(folder: Path) -> Iterator[Source | Unusable]:
    """Yields the files of a folder and of the folders in it; hidden ones are passed over in silence."""
    paths, closed = walk(folder)
    if not paths and not closed:
        yield Unusable(str(folder), InputError("is a folder without files", "name a folder that holds reports"))
    for path, reason in closed:
        yield Unusable(str(path), InputError(f"cannot be listed ({reason})", "check its permissions"))
    for path in paths:
        item = _ordinary(path)
        if isinstance(item, Source) and path.suffix.lower() not in KINDS:
            kind = path.suffix or "files without an ending"
            reason = f"{kind} in a folder is not read"
            yield Unusable(str(path), InputError(reason, "name the file itself to have it tried"))
        else:
            yield item


def walk(folder: Path) -> tuple[list[Path], list[tuple[Path, str]]]:
    """All that a folder and the folders in it hold, sorted by path, hidden ones left out; links are followed once.

    Returns:
        What is no folder, and the folders that cannot be listed, each with the reason.
    """
    paths: list[Path] = []
    closed: list[tuple[Path, str]] = []
    seen = {os.path.realpath(folder)}

    def note(error: OSError) -> None:
        closed.append((Path(os.fsdecode(error.filename)), error.strerror or str(error)))

    for parent, folders, names in os.walk(folder, onerror=note, followlinks=True):
        folders[:] = [name for name in sorted(folders) if not name.startswith(".") and _is_new(parent, name, seen)]
        paths += [Path(parent, name) for name in names if not name.startswith(".")]
    return sorted(paths, key=lambda path: path.parts), closed


def _is_new(parent: str, name: str, seen: set[str]) -> bool:
    """Whether a folder has not been walked: a link may lead back to where it stands."""
    place = os.path.realpath(os.path.join(parent, name))
    if place in seen:
        return False
    seen.add(place)
    return True


def _ordinary(path: Path) -> Source | Unusable:
    """A file that was found, not named: pipes and devices among them are not read."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        reason = (
            "is a link that leads nowhere" if path.is_symlink() else f"cannot be opened ({error.strerror or error})"
        )
        return Unusable(str(path), InputError(reason, "check the path"))
    for is_kind, what in _KINDS_OF_FILE:
        if is_kind(mode):
            return Unusable(str(path), InputError(f"is {what}, not a file", "name it itself to have it read"))
    return Source(path, str(path))
