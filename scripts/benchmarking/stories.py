"""Grouping a pile into stories: time and memory as the pile grows, on clusters that are repeated with other names."""

from __future__ import annotations

import random
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from common.report import Table

from benchmarking.measure import run_task
from summarizer.interfaces import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summarizer.interfaces import Encoder
    from summarizer.records import Document

_KEPT = 0.8
"""Share of the sentences that a repeated document keeps."""
_WIDTH = 384
_CHANGED = 6
"""Of ten words of some length, so many are other words in a round; names and figures all are."""
_TELLING = re.compile(r"(?<=[\w,;] )[A-Z][\w’']+|\d+|[^\W\d_]{5,}")
_SENTENCE = re.compile(r"(?<=[.!?]) ")
_LONG = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Cell:
    """Seconds and bytes for one number of documents; ``embedded`` is whether a real encoder took part."""

    n: int
    embedded: bool
    cpu_s: float | None
    wall_s: float | None
    encoding_cpu_s: float | None
    peak_bytes: int
    stories: int
    f1: float
    error: str = ""


def sweep(
    sizes: Sequence[int], rows: str, embedded: Sequence[bool], overrides: list[str], limit_s: float, progress: Progress
) -> tuple[Cell, ...]:
    """Measures every size, in a new process each, with the real encoder and with words hashed in its place."""
    cells = []
    for done, (n, real) in enumerate((n, real) for real in embedded for n in sizes):
        progress(f"stories: n={n:,}", done, len(sizes) * len(embedded))
        found = run_task("stories", {"n": n, "rows": rows, "real": real, "overrides": overrides}, limit_s)
        answer: dict[str, Any] = {} if found.error else found.answer
        seconds = answer.get("cpu_s"), answer.get("wall_s"), answer.get("encoding_cpu_s")
        told = answer.get("stories", 0), answer.get("f1", 0.0)
        cells.append(Cell(n, real, *seconds, found.peak_bytes, *told, found.error))
    return tuple(cells)


def measure(n: int, rows: str, real: bool, overrides: list[str]) -> dict[str, Any]:
    """Groups n documents; runs in a child process."""
    from pathlib import Path

    from evaluation.product import encoder_of
    from evaluation.stories import b_cubed, numbered
    from evaluation.stories import read as read_pile

    from summarizer.config import settings_for
    from summarizer.group import group

    settings = settings_for(overrides=[*overrides, "encoder.cache=false"])
    pile, _ = read_pile([Path(rows)])
    documents, wanted = repeated(pile.documents, pile.wanted, n)
    timed = Timed(encoder_of(settings) if real else Hashing())
    began, cpu = time.perf_counter(), time.process_time()
    found = group(documents, timed, settings.group)
    cpu_s, wall_s = time.process_time() - cpu, time.perf_counter() - began
    precision, recall = b_cubed(numbered(found, n), wanted)
    return {
        "cpu_s": cpu_s,
        "wall_s": wall_s,
        "encoding_cpu_s": timed.seconds,
        "stories": len(found.stories),
        "f1": 2 * precision * recall / (precision + recall),
    }


class Timed:
    """An encoder and the processor's seconds that it took."""

    def __init__(self, encoder: Encoder | Hashing) -> None:
        self.info = encoder.info
        self.seconds = 0.0
        self._encoder = encoder

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encodes, and adds up the time."""
        began = time.process_time()
        rows = self._encoder.encode(texts)
        self.seconds += time.process_time() - began
        return rows


class Hashing:
    """In place of a model: longer words, hashed with a sign into as many dimensions."""

    def __init__(self) -> None:
        from summarizer.records import ModelInfo

        self.info = ModelInfo("encoder", "hashed words", "", "", "cpu", "float32")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns (texts, 384) float32, unit rows."""
        import numpy as np

        rows = np.full((len(texts), _WIDTH), 1e-6, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in _LONG.findall(text.lower()):
                value = zlib.crc32(word.encode())
                row[value % _WIDTH] += 1 if value & 2**20 else -1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def repeated(documents: Sequence[Document], wanted: Sequence[str], n: int) -> tuple[list[Document], list[str]]:
    """The documents again and again until there are n, each time with other words and figures, and with gaps."""
    found: list[Document] = []
    clusters: list[str] = []
    for document, cluster in _again(documents, wanted):
        if len(found) == n:
            break
        found.append(replace(document, id=str(len(found))))
        clusters.append(cluster)
    return found, clusters


def _again(documents: Sequence[Document], wanted: Sequence[str]) -> Iterator[tuple[Document, str]]:
    for time_round in count():
        chance = random.Random(time_round)
        for document, cluster in zip(documents, wanted, strict=True):
            yield _changed(document, time_round, chance), f"{cluster} {time_round}"


def _changed(document: Document, time_round: int, chance: random.Random) -> Document:
    if time_round == 0:
        return document
    kept = " ".join(part for part in _SENTENCE.split(document.text) if chance.random() < _KEPT)
    text = _TELLING.sub(lambda match: _other(match.group(), time_round), kept or document.text)
    return replace(document, text=text, title=None, date=None)


def _other(word: str, time_round: int) -> str:
    """What stands for a word in a round, the same in all documents of it."""
    value = zlib.crc32(f"{word} {time_round}".encode())
    if word.isdigit():
        return str(value % 10 ** len(word))
    if word.islower() and value % 10 >= _CHANGED:
        return word
    syllables = ("ba", "dre", "ki", "lo", "mun", "sta", "vel", "zor", "che", "fi", "gra", "no", "pe", "ru", "tin", "wo")
    other = "".join(syllables[value >> 4 * place & 15] for place in range(1, 5))
    return other if word.islower() else other.capitalize()


def table(cells: Sequence[Cell]) -> Table:
    """One row a size."""
    columns = ("documents", "openings", "CPU s", "of these encoding", "wall s", "peak GiB", "stories", "B-cubed F1")
    return Table("Grouping a pile into stories", columns, tuple(map(_row, cells)))


def _row(cell: Cell) -> tuple[str, ...]:
    name, by = f"{cell.n:,}", "encoder" if cell.embedded else "hashed words"
    if cell.cpu_s is None or cell.wall_s is None or cell.encoding_cpu_s is None:
        return (name, by, cell.error, "–", "–", "–", "–", "–")
    seconds = (f"{value:.1f}" for value in (cell.cpu_s, cell.encoding_cpu_s, cell.wall_s))
    return (name, by, *seconds, f"{cell.peak_bytes / 2**30:.2f}", f"{cell.stories:,}", f"{cell.f1:.3f}")
