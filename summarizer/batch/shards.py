"""Many clusters to a file, as JSON Lines or Parquet; a shard is written once, whole, and then only ever shortened.

A shard on the disk counts only as far as the manifest speaks of it. So a kill between the two leaves rows that
nobody knows of, which `prepare` takes out before the next run does their clusters again.
"""

from __future__ import annotations

import io
import json
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from summarizer.batch.disk import remove_leftovers, sync_folder, write_bytes, writing
from summarizer.batch.manifest import Entry
from summarizer.batch.outputs import rendered
from summarizer.batch.tasks import Outcome
from summarizer.checked import Check
from summarizer.errors import UsageError

FOLDER = "shards"
_MORE = {"md": "markdown", "html": "html"}


class Shards:
    """Buffers finished clusters and writes them as shards.

    Args:
        folder: the output folder.
        kind: ``jsonl`` or ``parquet``.
        formats: ``md`` and ``html`` become columns ``markdown`` and ``html``.
        citations: citation style of Markdown.
        size: clusters in a shard.
        seconds: after which a smaller shard is written, so that a kill costs no more.
        clock: gives the time in seconds.

    Raises:
        UsageError: Parquet is asked for and pyarrow is not installed.
    """

    def __init__(
        self,
        folder: Path,
        kind: str,
        formats: Sequence[str],
        citations: str,
        size: int,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if kind == "parquet":
            _need_pyarrow()
        self._folder, self._kind = folder / FOLDER, kind
        self._formats, self._citations = [form for form in _MORE if form in formats], citations
        self._size, self._seconds, self._clock = size, seconds, clock
        self._waiting: list[tuple[Outcome, dict[str, Any]]] = []
        self._since = 0.0
        self._next = 1
        self._lost: set[str] = set()
        self._there: set[str] = set()

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Takes rows out of shards that the manifest does not speak of, and finds those that are gone.

        Raises:
            OutputError: a shard cannot be read or written.
        """
        with writing(self._folder):
            self._folder.mkdir(exist_ok=True)
        remove_leftovers(self._folder)
        known: dict[str, set[str]] = {}
        for entry in entries:
            if entry.file and entry.file.startswith(f"{FOLDER}/"):
                known.setdefault(entry.file, set()).add(entry.id)
        for path in sorted(self._folder.glob("shard-*")):
            number = path.stem.removeprefix("shard-")
            self._next = max(self._next, int(number) + 1 if number.isdigit() else 1)
            self._reconcile(path, known.get(f"{FOLDER}/{path.name}", set()))

    def _reconcile(self, path: Path, wanted: set[str]) -> None:
        name = f"{FOLDER}/{path.name}"
        try:
            with writing(path):
                if _count(path) == len(wanted):
                    # What is written, released and recorded in turn can only agree in number when it agrees.
                    self._there.add(name)
                    return
                rows = _read(path)
        except ValueError:  # no kill does that; whatever did, its clusters are done again
            path.rename(path.with_name(f".{path.name}.damaged"))
            self._lost |= wanted
            return
        counted = Counter(str(row["id"]) for row in rows)
        self._lost |= wanted - set(counted)
        if set(counted) - wanted or any(count > 1 for count in counted.values()):
            _keep(path, wanted)
        if wanted & set(counted):
            self._there.add(name)

    def holds(self, entry: Entry) -> bool:
        """Whether the cluster is in the shard that its entry names, and that has the form asked for."""
        file = entry.file or ""
        return file in self._there and file.endswith(f".{self._kind}") and entry.id not in self._lost

    def add(self, outcomes: Sequence[Outcome]) -> list[Entry]:
        """Buffers what is done; a shard is written when it is full or the oldest has waited long enough."""
        entries = []
        for outcome in outcomes:
            if outcome.briefing is None:
                seconds = round(outcome.seconds, 3)
                entries.append(Entry(outcome.id, outcome.status, outcome.error, outcome.hash, seconds))
                continue
            if not self._waiting:
                self._since = self._clock()
            self._waiting.append((outcome, self._row(outcome)))
            if len(self._waiting) >= self._size:
                entries += self.flush()
        if self._waiting and self._clock() - self._since >= self._seconds:
            entries += self.flush()
        return entries

    def _row(self, outcome: Outcome) -> dict[str, Any]:
        result = outcome.briefing
        assert result is not None
        row: dict[str, Any] = {"id": outcome.id, "title": "" if isinstance(result, Check) else result.title}
        row["text"] = " ".join(sentence.text for sentence in result.sentences)
        row["briefing"] = rendered(result, "json", self._citations)
        row |= {_MORE[form]: rendered(result, form, self._citations) for form in self._formats}
        return row

    def flush(self) -> list[Entry]:
        """Writes the shard that has gathered.

        Raises:
            OutputError: it cannot be written.
        """
        if not self._waiting:
            return []
        path = self._folder / f"shard-{self._next:06d}.{self._kind}"
        write_bytes(path, _encode([row for _, row in self._waiting], self._kind))
        sync_folder(self._folder)
        name = f"{FOLDER}/{path.name}"
        entries = [
            Entry(outcome.id, "done", None, outcome.hash, round(outcome.seconds, 3), name)
            for outcome, _ in self._waiting
        ]
        self._there.add(name)
        self._lost -= {entry.id for entry in entries}
        self._next += 1
        self._waiting = []
        return entries

    def release(self, entries: Sequence[Entry]) -> None:
        """Takes clusters out of the shards that they were in."""
        for name in {entry.file for entry in entries}:
            path = self._folder.parent / (name or "")
            if path.is_file():
                gone = {entry.id for entry in entries if entry.file == name}
                with writing(path), suppress(ValueError):  # a damaged shard is what `prepare` looks after
                    _keep(path, {str(row["id"]) for row in _read(path)} - gone)


def _need_pyarrow() -> None:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise UsageError("shards=parquet needs pyarrow", "pip install 'attributed-briefing[parquet]'")


def _encode(rows: Sequence[dict[str, Any]], kind: str) -> bytes:
    if kind == "jsonl":
        lines = [{**row, "briefing": json.loads(row["briefing"])} for row in rows]
        return b"".join(_line(line) for line in lines)
    from pyarrow import BufferOutputStream, Table
    from pyarrow.parquet import write_table

    stream = BufferOutputStream()
    write_table(Table.from_pylist(list(rows)), stream, compression="zstd")
    data: bytes = stream.getvalue().to_pybytes()
    return data


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def _count(path: Path) -> int:
    if path.suffix == ".parquet":
        _need_pyarrow()
        from pyarrow.parquet import ParquetFile

        with ParquetFile(path) as file:
            return int(file.metadata.num_rows)
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


def _read(path: Path) -> list[dict[str, Any]]:
    """The rows of a shard; for JSON Lines whole, for Parquet their ids alone."""
    if path.suffix == ".parquet":
        _need_pyarrow()
        from pyarrow.parquet import read_table

        rows: list[dict[str, Any]] = read_table(path, columns=["id"]).to_pylist()
        return rows
    with path.open("rb") as lines:
        return [{"id": json.loads(line)["id"]} for line in lines]


def _keep(path: Path, ids: Collection[str]) -> None:
    """Writes a shard anew with these clusters, each once; without any, it is deleted."""
    with writing(path):
        if not ids:
            path.unlink()
            return
        if path.suffix == ".parquet":
            from pyarrow.parquet import read_table

            rows = {row["id"]: row for row in read_table(path).to_pylist() if row["id"] in ids}
            data = _encode(list(rows.values()), "parquet")
        else:
            with path.open("rb") as lines:
                kept = {json.loads(line)["id"]: line for line in io.BytesIO(lines.read())}
            data = b"".join(line for identifier, line in kept.items() if identifier in ids)
    write_bytes(path, data)
    sync_folder(path.parent)
