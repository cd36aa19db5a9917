"""What an evaluation reads: clusters with references, and outputs of systems.

A row that cannot be used becomes a `Problem` named by file and line, and the other rows go on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError, NoInputError
from summarizer.lengths import words_of
from summarizer.records import CleanDocument, Document, Sentence, Span
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.read import Cluster


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was left out: where (file and line, or system and cluster) and why."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class EvalCluster:
    """One cluster as every system sees it: the same sentences, cleaned and split by the project.

    ``references`` holds the sentences of each reference; it is empty when the row names none.
    """

    id: str
    documents: tuple[Document, ...]
    sentences: tuple[Sentence, ...]
    references: tuple[tuple[str, ...], ...]

    @property
    def by_source(self) -> tuple[tuple[Sentence, ...], ...]:
        """The sentences of each source that has any, in reading order."""
        groups: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            groups.setdefault(sentence.source, []).append(sentence)
        return tuple(tuple(group) for group in groups.values())


@dataclass(frozen=True, slots=True)
class ClusterSet:
    """The usable clusters of one file and what had to be left out of it."""

    name: str
    clusters: tuple[EvalCluster, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage that a sentence cites: index of its source in the cluster, and its text.

    ``part`` is the stretch of the sentence that it is cited for; None where that is all of it.
    """

    source: int
    text: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class OutputSentence:
    """One sentence of a system's output; ``origin`` is ``written``, ``quoted`` or None when not stated."""

    text: str
    citations: tuple[CitedPassage, ...] = ()
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class SystemOutput:
    """What one system made of one cluster.

    ``dropped`` counts planned sentences that it left out; ``cites`` is False for systems that never cite, so
    that they are not scored on citations; ``seconds`` is None when the time is not known.
    """

    cluster_id: str
    sentences: tuple[OutputSentence, ...]
    title: str = ""
    dropped: int = 0
    cites: bool = True
    seconds: float | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences' texts."""
        return tuple(sentence.text for sentence in self.sentences)

    @property
    def words(self) -> int:
        """Words of the title and all sentences; a title that is a sentence again is not counted."""
        return words_of(self.title, self.texts)


def plain_sentences(text: str) -> tuple[str, ...]:
    """Splits a text into one-line sentences with the project's own splitter, paragraph by paragraph."""
    from summarizer.split import split

    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    cleaned = CleanDocument(Document("text", text), tuple(spans))
    return tuple(sentence.flat for sentence in split([cleaned]))


def require_file(path: Path, what: str) -> Path:
    """Returns ``path``.

    Raises:
        InputError: there is no such file; the hint tells a missing folder from a missing file.
    """
    if path.is_file():
        return path
    if not path.parent.is_dir():
        raise InputError(f"{what} {path} is missing: there is no folder {path.parent}", "name the data folder's path")
    raise InputError(f"{what} {path} is missing", "check the path")


def load_clusters(path: Path, settings: Settings, limit: int | None = None) -> ClusterSet:
    """Reads, cleans and splits the clusters of one file.

    Args:
        path: JSON Lines, one cluster a row.
        settings: its ``clean`` part is used, so that every system sees the pipeline's own sentences.
        limit: take only the first that many usable rows.

    Raises:
        InputError: the file is missing.
        NoInputError: no row of it can be used.
    """
    require_file(path, "cluster file")
    rows, problems = cluster_rows(path)
    referenced = any(row.references for row in rows)
    clusters: dict[str, EvalCluster] = {}
    for row in rows:
        if limit is not None and len(clusters) >= limit:
            break
        built = cluster_of(row.id, row.documents, row.references, settings)
        if why := _unusable(built, referenced, clusters):
            problems.append(Problem(f"{path.name} cluster {row.id}", why))
        else:
            problems += [Problem(skipped.name, f"{skipped.reason}; left out") for skipped in row.skipped]
            clusters[row.id] = built
    if not clusters:
        first = f" ({problems[0]})" if problems else ""
        raise NoInputError(f"{path} holds no usable cluster{first}", "rows need an id, documents and a reference")
    if not referenced:
        problems.append(Problem(path.name, "no row has a reference; there is no ROUGE"))
    return ClusterSet(path.stem, tuple(clusters.values()), tuple(problems))


def _unusable(cluster: EvalCluster, referenced: bool, taken: Mapping[str, EvalCluster]) -> str:
    """Why a cluster cannot be used; empty when it can."""
    if referenced and not cluster.references:
        return "reference without text; left out"
    if not cluster.sentences:
        return "no sentence is left after cleaning; left out"
    return "the id stands twice; the first row counts" if cluster.id in taken else ""


def cluster_rows(path: Path) -> tuple[list[Cluster], list[Problem]]:
    """The readable rows of a cluster file, and a problem for each of the others.

    Raises:
        InputError: the file cannot be read as JSON.
    """
    from summarizer.read import BadRow, read_clusters

    rows: list[Cluster] = []
    problems: list[Problem] = []
    try:
        for row in read_clusters(path):
            if isinstance(row, BadRow):
                problems.append(Problem(f"{path.name} line {row.line}", f"{row.reason}; left out"))
            else:
                rows.append(row)
    except InputError as error:
        raise InputError(f"{path} {error.message}".replace(f"{path} {path}", str(path)), error.hint) from error
    return rows, problems


def cluster_of(
    cluster_id: str, documents: Sequence[Document], references: Sequence[str], settings: Settings
) -> EvalCluster:
    """The documents ready for every system, cleaned and split; without a sentence where none is left."""
    from summarizer.clean import clean
    from summarizer.split import split

    sentences = split(clean(documents, settings.clean))
    split_references = tuple(plain_sentences(reference) for reference in references)
    return EvalCluster(cluster_id, tuple(documents), tuple(sentences), split_references)


def json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Yields (line number, row) of a JSON Lines file; in place of a bad row, what is wrong with it."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                yield number, "empty line"
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                yield number, f"not JSON ({error.msg} at character {error.pos})"
                continue
            yield number, row if isinstance(row, dict) else "not a JSON object"
