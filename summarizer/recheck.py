"""Looks whether the files behind an earlier briefing are still what they were when it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.errors import SummarizerError
from summarizer.records import Briefing, Document, Fetched, Flag, Retrieval

_CLUSTERS = (".jsonl", ".ndjson", ".json")
_NOTE = "the file is not what it was when this was briefed; passages are shown as they were then"
_COPY_NOTE = "the copy that was kept is not what was read; passages are shown as they were then"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The briefing with a flag on each source that changed.

    ``missing`` names the files that are not here, and the addresses of which no copy is: pages are not fetched again,
    for what they say now is not what was read.
    """

    briefing: Briefing
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def recheck(briefing: Briefing, hashes: Sequence[str], folder: Path) -> Rechecked:
    """Reads every source's file again, or the copy that was kept, and compares the SHA-256 of its text with the stored.

    A source whose text was not stored gets it back from a file that has not changed, or from its copy. A copy counts
    where the file itself is gone, and for what was fetched.

    Args:
        briefing: as it was stored.
        hashes: the SHA-256 of each source's text, in the order of the sources.
        folder: where a relative path is looked for when the working directory has no such file.
    """
    wanted: dict[_Place, set[str]] = {}
    places = [_Place(source.path, source.retrieved) for source in briefing.sources]
    for place, known in zip(places, hashes, strict=True):
        wanted.setdefault(place, set()).add(known)
    looked = {place: _look(place, folder, known) for place, known in wanted.items()}
    sources: list[Document] = []
    changed: list[str] = []
    for source, place, known in zip(briefing.sources, places, hashes, strict=True):
        found = looked[place]
        if found is None or not known:
            sources.append(source)
        elif known in found.texts:
            sources.append(source if source.text else replace(source, text=found.texts[known]))
        else:
            changed.append(found.name)
            sources.append(replace(source, flags=(*source.flags, Flag("changed", found.note))))
    missing = [place.name for place in places if place.name is not None and looked[place] is None]
    return Rechecked(replace(briefing, sources=tuple(sources)), tuple(changed), tuple(missing))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a source can be looked at again: its file, or the copy that was kept of it."""

    path: str | None
    retrieved: Retrieval | None

    @property
    def name(self) -> str | None:
        """What it is called where it is not here."""
        return self.path if self.path is not None or self.retrieved is None else self.retrieved.address


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found at a place: the texts that were wanted, by SHA-256, and what is said where one is not there."""

    name: str
    texts: dict[str, str]
    note: str


def _look(place: _Place, folder: Path, wanted: Collection[str]) -> _Looked | None:
    """The file, else the copy, that is here; None when there is neither."""
    file = _file(place.path, folder)
    if file is not None:
        return _Looked(place.path or "", _with_hashes(_all_texts(file), wanted), _NOTE)
    copy = _file(place.retrieved.copy, folder) if place.retrieved and place.retrieved.copy else None
    if copy is None or place.retrieved is None:
        return None
    texts = _texts_of_page(copy, place.retrieved) if place.retrieved.is_fetched else _all_texts(copy)
    return _Looked(place.retrieved.copy, _with_hashes(texts, wanted), _COPY_NOTE)


def _file(path: str | None, folder: Path) -> Path | None:
    try:
        places = (Path(path), folder / path, folder / Path(path).name) if path is not None else ()
        return next((each for each in places if each.is_file()), None)
    except (OSError, ValueError):
        return None


def _with_hashes(texts: Iterator[str], wanted: Collection[str]) -> dict[str, str]:
    """Those of some texts that have one of these SHA-256."""
    hashed = ((hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text) for text in texts)
    return {known: text for known, text in hashed if known in wanted}


def _texts_of_page(copy: Path, retrieved: Retrieval) -> Iterator[str]:
    """The texts in what came from an address, read as it was read then."""
    from summarizer.read import read

    try:
        documents = read([Fetched(str(copy), copy.read_bytes(), retrieved)]).documents
    except (SummarizerError, OSError):
        return
    yield from (each.text for each in documents)


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
