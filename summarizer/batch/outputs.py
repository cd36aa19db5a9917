"""Where finished briefings go: a file each, or many to a shard. What `add` returns is on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from summarizer.batch.disk import remove_leftovers, sync_folder, write_bytes, writing
from summarizer.batch.manifest import Entry
from summarizer.batch.names import safe_name
from summarizer.batch.tasks import Outcome, Result
from summarizer.checked import Check
from summarizer.records import Comparison
from summarizer.save import FORMATS, as_file, as_format, check_as_format

FOLDER = "briefings"
SUFFIXES = {"json": ".json"} | {form: f".{form}" for form in FORMATS}


def rendered(result: Result, form: str, citations: str) -> str:
    """A briefing or a check in one of the formats."""
    if isinstance(result, Check):
        return check_as_format(result, form, explain=True)
    return as_format(result, form, citations=citations)


def content(result: Result, form: str, citations: str, since: Comparison | None) -> bytes:
    """The same as the content of a file, in any format; of a briefing also what changed since an earlier one."""
    if isinstance(result, Check):
        return rendered(result, form, citations).encode()
    return as_file(result, form, citations=citations, front_matter=False, since=since)


class Output(Protocol):
    """Takes outcomes in and says of each what is to be recorded, once its files are safe."""

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Looks at what earlier runs left, before the first `holds` or `add`."""
        ...

    def holds(self, entry: Entry) -> bool:
        """Whether the files that an entry speaks of are there, whole and in the form asked for."""
        ...

    def add(self, outcomes: Sequence[Outcome]) -> list[Entry]:
        """Takes outcomes; returns entries for what is safe by now, of these or earlier ones."""
        ...

    def flush(self) -> list[Entry]:
        """Makes the rest safe and returns its entries."""
        ...

    def release(self, entries: Sequence[Entry]) -> None:
        """Removes what was written for earlier entries that no longer count."""
        ...


class Files:
    """One JSON file a cluster, with the other formats beside it where asked for.

    Args:
        folder: the output folder.
        formats: of `SUFFIXES`.
        citations: citation style of Markdown.
        write: puts a file where it belongs; `write_bytes` when None.
        keep: leave the files of a cluster that fails now as they are; else they go.
    """

    def __init__(
        self,
        folder: Path,
        formats: Sequence[str],
        citations: str,
        write: Callable[[Path, bytes], None] | None = None,
        keep: bool = False,
    ) -> None:
        self._top, self._folder = folder, folder / FOLDER
        self._formats = [form for form in SUFFIXES if form in formats]
        self._citations, self._write_file, self._keep = citations, write, keep

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Makes the folder, and deletes what a kill left half-written in it."""
        with writing(self._folder):
            self._folder.mkdir(exist_ok=True)
        remove_leftovers(self._folder)

    def holds(self, entry: Entry) -> bool:
        """Whether the JSON holds what was written, and the other formats are there."""
        path = self._folder / safe_name(entry.id)
        if entry.file != self._name(entry.id):
            return False
        try:
            others = (path.with_name(path.name + SUFFIXES[form]) for form in self._formats if form != "json")
            if not all(other.is_file() for other in others):
                return False
            with path.with_name(path.name + ".json").open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256
        except OSError:
            return False

    def add(self, outcomes: Sequence[Outcome]) -> list[Entry]:
        """Writes the files of each; see `Output.add`.

        Raises:
            OutputError: a file cannot be written.
        """
        entries = [self._write(outcome) for outcome in outcomes]
        sync_folder(self._folder)
        return entries

    def _write(self, outcome: Outcome) -> Entry:
        stem = self._folder / safe_name(outcome.id)
        if outcome.briefing is None:
            if not self._keep:
                self._remove(stem)
            return Entry(outcome.id, outcome.status, outcome.error, outcome.hash, round(outcome.seconds, 3))
        data = b""
        # JSON comes last: only with it is a cluster done.
        for form in sorted(self._formats, key=lambda form: form == "json"):
            data = content(outcome.briefing, form, self._citations, outcome.since)
            (self._write_file or write_bytes)(stem.with_name(stem.name + SUFFIXES[form]), data)
        name, digest = self._name(outcome.id), hashlib.sha256(data).hexdigest()
        return Entry(outcome.id, "done", None, outcome.hash, round(outcome.seconds, 3), name, digest)

    def _name(self, identifier: str) -> str:
        return f"{FOLDER}/{safe_name(identifier)}.json"

    def _remove(self, stem: Path) -> None:
        with writing(stem):
            for suffix in SUFFIXES.values():
                stem.with_name(stem.name + suffix).unlink(missing_ok=True)

    def flush(self) -> list[Entry]:
        """Nothing waits here."""
        return []

    def release(self, entries: Sequence[Entry]) -> None:
        """Removes the files of clusters, in all formats, unless they are to be kept."""
        for entry in () if self._keep else entries:
            self._remove(self._folder / safe_name(entry.id))
