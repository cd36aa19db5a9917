"""What an evaluation reads: clusters with references, outputs of systems, human-labelled pairs.

A row that cannot be used becomes a `Problem` named by file and line, and the other rows go on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError, NoInputError
from summarizer.language import content_stems
from summarizer.records import CleanDocument, Document, Sentence, Span, words_of
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.read import Cluster

WHOLE = "the whole evidence is read"
BEST_SENTENCES = 8
BEST = f"of each document, the {BEST_SENTENCES} sentences nearest to the claim by shared words are read, in their order"

_SUPPORTED = frozenset({"1", "true", "supports", "supported", "entailment", "fully attributable", "ok", "consistent"})
_UNSUPPORTED = frozenset(
    {
        "0", "false", "refutes", "not_enough_info", "nei", "neutral", "contradiction", "not_supported",
        "partially_supported", "not fully attributable", "inconsistent",
    }
)  # fmt: skip


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
    """A passage that a sentence cites: index of its source in the cluster, and its text."""

    source: int
    text: str


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


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, its evidence, and whether a person found the evidence to support it."""

    evidence: str
    claim: str
    supported: bool


@dataclass(frozen=True, slots=True)
class PairSet:
    """The usable pairs of one file, and how often each label stood there.

    ``evidence`` says what of a row the judges read.
    """

    name: str
    pairs: tuple[Pair, ...]
    problems: tuple[Problem, ...] = ()
    labels: dict[str, int] = field(default_factory=dict)
    evidence: str = WHOLE

    @property
    def title(self) -> str:
        """The name, with a mark when not the whole evidence is read."""
        return self.name if self.evidence == WHOLE else f"{self.name} (best)"


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
    rows, problems = _cluster_rows(path)
    referenced = any(row.references for row in rows)
    clusters: dict[str, EvalCluster] = {}
    for row in rows:
        if limit is not None and len(clusters) >= limit:
            break
        built = _cluster(row.id, row.documents, row.references, settings)
        if referenced and not row.references:
            problems.append(Problem(f"{path.name} cluster {row.id}", "reference without text; left out"))
        elif isinstance(built, str):
            problems.append(Problem(f"{path.name} cluster {row.id}", f"{built}; left out"))
        elif row.id in clusters:
            problems.append(Problem(f"{path.name} cluster {row.id}", "the id stands twice; the first row counts"))
        else:
            problems += [Problem(skipped.name, f"{skipped.reason}; left out") for skipped in row.skipped]
            clusters[row.id] = built
    if not clusters:
        first = f" ({problems[0]})" if problems else ""
        raise NoInputError(f"{path} holds no usable cluster{first}", "rows need an id, documents and a reference")
    if not referenced:
        problems.append(Problem(path.name, "no row has a reference; there is no ROUGE"))
    return ClusterSet(path.stem, tuple(clusters.values()), tuple(problems))


def _cluster_rows(path: Path) -> tuple[list[Cluster], list[Problem]]:
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


def _cluster(
    cluster_id: str, documents: Sequence[Document], references: Sequence[str], settings: Settings
) -> EvalCluster | str:
    """The cluster ready for every system, or why it cannot be used."""
    from summarizer.clean import clean
    from summarizer.split import split

    sentences = split(clean(documents, settings.clean))
    if not sentences:
        return "no sentence is left after cleaning"
    split_references = tuple(plain_sentences(reference) for reference in references)
    return EvalCluster(cluster_id, tuple(documents), tuple(sentences), split_references)


def load_documents(paths: Sequence[Path], settings: Settings | None = None) -> EvalCluster:
    """Reads single reports as one cluster without a reference.

    Raises:
        InputError: nothing readable is among them.
    """
    from summarizer.read import read

    documents = read([str(path) for path in paths]).documents
    built = _cluster("documents", documents, (), settings or Settings())
    if isinstance(built, str):
        raise NoInputError(built, "name files with running text")
    return built


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


def load_pairs(path: Path, limit: int | None = None, evidence: str = "best") -> PairSet:
    """Reads human-labelled pairs: ``document``, ``premise`` or ``evidence``, ``claim`` and ``label``.

    Partly supported counts as unsupported. Rows with a label that says neither are left out and counted.

    Args:
        path: JSON Lines, one pair a row.
        limit: take only the first that many usable rows.
        evidence: ``best``: of a row that lists its document's ``sentences`` (WiCE), those nearest to the claim,
            see `best_sentences`; ``whole``: all of it. Rows without such a list are always read whole.

    Raises:
        InputError: the file is missing.
        NoInputError: no row of it can be used.
    """
    require_file(path, "pair file")
    pairs: list[Pair] = []
    problems: list[Problem] = []
    labels: dict[str, int] = {}
    chosen = False
    for number, row in json_rows(path):
        if limit is not None and len(pairs) >= limit:
            break
        pair = row if isinstance(row, str) else _pair(row, evidence == "best")
        if isinstance(pair, str):
            problems.append(Problem(f"{path.name} line {number}", pair))
            continue
        pairs.append(pair)
        if isinstance(row, dict):
            labels[str(row["label"])] = labels.get(str(row["label"]), 0) + 1
            chosen = chosen or (evidence == "best" and bool(_sentences(row)))
    if not pairs:
        first = f" ({problems[0]})" if problems else ""
        raise NoInputError(f"{path} holds no usable pair{first}", "rows need document or premise, claim and label")
    return PairSet(path.stem, tuple(pairs), tuple(problems), labels, BEST if chosen else WHOLE)


def _pair(row: dict[str, Any], best: bool) -> Pair | str:
    evidence = row.get("document") or row.get("premise") or row.get("evidence")
    sentences = _sentences(row)
    claim = row.get("claim")
    if sentences and not evidence:
        evidence = "\n".join(sentences)
    if not isinstance(evidence, str) or not evidence.strip():
        return "neither document nor premise has text"
    if not isinstance(claim, str) or not claim.strip():
        return "claim without text"
    label = str(row.get("label")).strip().lower()
    if label not in _SUPPORTED and label not in _UNSUPPORTED:
        return f"label {row.get('label')!r} says neither supported nor unsupported"
    if best and sentences:
        evidence = "\n".join(best_sentences(sentences, claim))
    return Pair(evidence, claim, label in _SUPPORTED)


def _sentences(row: dict[str, Any]) -> list[str]:
    """The sentences that a row lists of its document; none where it lists none."""
    listed = row.get("sentences")
    if not isinstance(listed, list):
        return []
    return [" ".join(text.split()) for text in listed if isinstance(text, str) and text.strip()]


def best_sentences(sentences: Sequence[str], claim: str, count: int = BEST_SENTENCES) -> list[str]:
    """The sentences of a document that share most with a claim, in the document's order; blind to labels.

    Each stem of the claim weighs log(1 + n/df), n sentences of which df hold it. Sentences are taken one by one;
    what a taken one holds counts half from then on, so that they complete each other. Of equal ones, the
    earlier is taken.

    Args:
        sentences: of the document, in its order.
        claim: what they are to speak of.
        count: how many to take at most; all are taken when there are no more.
    """
    held = [set(content_stems(sentence)) for sentence in sentences]
    wanted = set(content_stems(claim))
    weights = {
        stem: math.log(1 + len(held) / found) for stem in wanted if (found := sum(stem in stems for stems in held))
    }
    taken: list[int] = []
    while len(taken) < min(count, len(sentences)):
        values = [
            -1.0 if at in taken else sum(weights.get(stem, 0.0) for stem in stems) for at, stems in enumerate(held)
        ]
        best = values.index(max(values))
        taken.append(best)
        for stem in held[best] & weights.keys():
            weights[stem] /= 2
    return [sentences[at] for at in sorted(taken)]
