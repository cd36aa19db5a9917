"""Looks whether the files behind an earlier briefing are still what they were when it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.errors import SummarizerError
from summarizer.records import Briefing, Document, Flag

_CLUSTERS = (".jsonl", ".ndjson", ".json")
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
    wanted: dict[str, set[str]] = {}
    for source, known in zip(briefing.sources, hashes, strict=True):
        if source.path is not None:
            wanted.setdefault(source.path, set()).add(known)
    texts = {path: _texts(path, folder, known) for path, known in wanted.items()}
    sources: list[Document] = []
    changed: list[str] = []
    for source, known in zip(briefing.sources, hashes, strict=True):
        found = None if source.path is None else texts[source.path]
        if source.path is None or found is None or not known:
            sources.append(source)
        elif known in found:
            sources.append(source if source.text else replace(source, text=found[known]))
        else:
            changed.append(source.path)
            sources.append(replace(source, flags=(*source.flags, Flag("changed", _NOTE))))
    missing = [source.path for source in briefing.sources if source.path is not None and texts[source.path] is None]
    return Rechecked(replace(briefing, sources=tuple(sources)), tuple(changed), tuple(missing))


def _texts(path: str, folder: Path, wanted: Collection[str]) -> dict[str, str] | None:
    """The texts of a file that have one of these SHA-256; None when there is no such file, none if it is unreadable."""
    try:
        file = next((each for each in (Path(path), folder / path, folder / Path(path).name) if each.is_file()), None)
    except (OSError, ValueError):
        return None
    if file is None:
        return None
    found = {}
    for text in _all_texts(file):
        known = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if known in wanted:
            found[known] = text
    return found


def _all_texts(file: Path) -> Iterator[str]:
    """The texts of a report, or of all clusters of a file of clusters, one cluster at a time."""
    from summarizer.read import Cluster, read, read_clusters

    try:
        documents = read([file]).documents
    except SummarizerError:
        documents = ()
    yield from (each.text for each in documents)
    if not documents and file.suffix.lower() in _CLUSTERS:
        try:
            for row in read_clusters(file):
                yield from (each.text for each in row.documents) if isinstance(row, Cluster) else ()
        except SummarizerError:
            return
