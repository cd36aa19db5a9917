"""Looks whether the files behind an earlier briefing are still what they were when it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.errors import SummarizerError
from summarizer.records import Briefing, Document, Flag

_NOTE = "the file is not what it was when this was briefed; passages are shown as they were then"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The briefing with a flag on each source that changed; ``missing`` names the files that are not here."""

    briefing: Briefing
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def recheck(briefing: Briefing, hashes: Sequence[str], folder: Path) -> Rechecked:
    """Reads every source's file again and compares the SHA-256 of its text with the stored one.

    A source whose text was not stored gets it back from a file that has not changed.

    Args:
        briefing: as it was stored.
        hashes: the SHA-256 of each source's text, in the order of the sources.
        folder: where a relative path is looked for when the working directory has no such file.
    """
    sources: list[Document] = []
    changed: list[str] = []
    missing: list[str] = []
    for source, wanted in zip(briefing.sources, hashes, strict=True):
        found = _texts(source.path, folder)
        if source.path is not None and found is None:
            missing.append(source.path)
        if source.path is None or found is None or not wanted:
            sources.append(source)
        elif wanted in found:
            sources.append(source if source.text else replace(source, text=found[wanted]))
        else:
            changed.append(source.path)
            sources.append(replace(source, flags=(*source.flags, Flag("changed", _NOTE))))
    return Rechecked(replace(briefing, sources=tuple(sources)), tuple(changed), tuple(missing))


def _texts(path: str | None, folder: Path) -> dict[str, str] | None:
    """The texts that a file holds by their SHA-256; None when there is no such file, empty when it is unreadable."""
    if path is None:
        return None
    try:
        file = next((each for each in (Path(path), folder / path, folder / Path(path).name) if each.is_file()), None)
    except (OSError, ValueError):
        return None
    if file is None:
        return None
    from summarizer.read import read

    try:
        documents = read([file]).documents
    except SummarizerError:
        return {}
    return {hashlib.sha256(each.text.encode("utf-8", "surrogatepass")).hexdigest(): each.text for each in documents}
