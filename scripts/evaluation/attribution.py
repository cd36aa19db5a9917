"""`scripts/evaluate.py attribution FILE`: which documents are found to carry or report each of many given claims.

FILE has clusters with `sentences[{text, documents}]` (a person's summary with the documents behind each sentence), or
with `subtopics[{insights[{insight, documents}]}]` (facts put into a hundred documents). A document counts as found
where a passage of it is a citation or reports the claim. Precision, recall and F1 are means over the claims.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from common.application import table_parser
from numpy.typing import NDArray

from summarizer.errors import InputError, UsageError

if TYPE_CHECKING:
    from common.report import Report

    from summarizer.attribute import Passages, Traced
    from summarizer.interfaces import Judge
    from summarizer.records import Answers, Sentence
    from summarizer.records import Report as Source
    from summarizer.settings import Settings

Floats = NDArray[np.float32]
_THRESHOLDS = [step / 40 for step in range(8, 40)]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim and the indices of the documents that carry it."""

    text: str
    documents: frozenset[int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One cluster with its claims."""

    id: str
    texts: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """One claim with all that is known before it is traced; ``cosines`` has the best of each document."""

    claim: Claim
    vector: Floats
    sentences: Sequence[Sentence]
    embeddings: Floats
    sources: Sequence[Source]
    passages: Passages
    cosines: Floats


def labelled(row: dict[str, Any]) -> Labelled:
    """Reads one row.

    Raises:
        InputError: it has no claim, or one names a document that is not there.
    """
    ids = {document["id"]: at for at, document in enumerate(row["documents"])}
    given = [(one["text"], one["documents"]) for one in row.get("sentences", ())]
    given += [(one["insight"], one["documents"]) for topic in row.get("subtopics", ()) for one in topic["insights"]]
    if not given or any(name not in ids for _, names in given for name in names):
        raise InputError(f"row {row.get('id')}: no claim, or one of a document that is not there", "check the file")
    claims = tuple(Claim(text, frozenset(ids[name] for name in names)) for text, names in given)
    return Labelled(row["id"], tuple(document["text"] for document in row["documents"]), claims)


def scored(found: Sequence[frozenset[int]], claims: Sequence[Claim]) -> tuple[float, float, float]:
    """Precision, recall and F1, each a mean over the claims; nothing found has precision 0."""
    rows = []
    for got, claim in zip(found, claims, strict=True):
        hit = len(got & claim.documents)
        precision, recall = hit / max(len(got), 1), hit / max(len(claim.documents), 1)
        rows.append((precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0))
    first, second, third = (sum(column) / max(len(rows), 1) for column in zip(*rows, strict=True))
    return first, second, third


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = table_parser("evaluate.py attribution", __doc__)
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="JSON Lines")
    add("--topic", default="", metavar="TEXT", help="only the clusters whose id ends in TEXT")
    add("--limit", type=int, metavar="N", help="only N claims, taken evenly from all")
    add("--judge", action="store_true", help="ask the judge too; 0.3 to 1.5 s a question on two cores")
    return parser.parse_args(argv)


def main(arguments: list[str]) -> int:
    """Measures and prints; returns 0."""
    args = parse(arguments)
    from common.report import show

    from summarizer.config import settings_for

    settings = settings_for(overrides=args.overrides, offline=args.offline)
    given = _given(_rows(args.file, args.topic), settings, args.limit)
    report = report_of(given, settings, args.judge, shlex.join(["scripts/evaluate.py", "attribution", *arguments]))
    show(report, args.markdown)
    return 0


def _rows(path: Path, topic: str) -> list[Labelled]:
    from evaluation.data import json_rows, require_file

    rows = [row for _, row in json_rows(require_file(path, "cluster file")) if isinstance(row, dict)]
    found = [labelled(row) for row in rows if str(row.get("id", "")).endswith(topic)]
    if not found:
        raise UsageError(f"{path} has no cluster whose id ends in {topic!r}", "leave --topic away")
    return found


def _given(rows: Sequence[Labelled], settings: Settings, limit: int | None) -> list[Given]:
    from evaluation.data import cluster_of
    from evaluation.product import encoder_of
    from summarizer.attribute import Passages
    from summarizer.records import Document
    from summarizer.records import Report as Source

    encoder = encoder_of(settings)
    step = max(sum(len(row.claims) for row in rows) / limit, 1.0) if limit else 1.0
    chosen = {int(at * step) for at in range(sum(len(row.claims) for row in rows))}
    found, number = [], -1
    for row in rows:
        documents = tuple(Document(str(at), text) for at, text in enumerate(row.texts))
        sentences = cluster_of(row.id, documents, (), settings).sentences
        sources = [Source(at, document, at) for at, document in enumerate(documents)]
        embeddings = encoder.encode([sentence.flat for sentence in sentences])
        vectors = encoder.encode([claim.text for claim in row.claims])
        passages = Passages(sentences, embeddings, sources)
        for claim, vector in zip(row.claims, vectors, strict=True):
            number += 1
            best = np.full(len(sources), -1.0, dtype=np.float32)
            np.maximum.at(best, [sentence.source for sentence in sentences], embeddings @ vector)
            if number in chosen:
                found.append(Given(claim, vector, sentences, embeddings, sources, passages, best))
    return found


def report_of(given: Sequence[Given], settings: Settings, judged: bool, command: str) -> Report:
    """The table of all ways to say which documents carry a claim."""
    from common.report import Report, Table

    claims = [one.claim for one in given]
    found: list[tuple[str, list[frozenset[int]]]] = [
        ("all documents", [frozenset(range(len(one.sources))) for one in given]),
        ("the nearest one", [frozenset((int(np.argmax(one.cosines)),)) for one in given]),
    ]

    def near(threshold: float) -> list[frozenset[int]]:
        return [
            frozenset(map(int, np.flatnonzero(one.cosines >= threshold))) | {int(np.argmax(one.cosines))}
            for one in given
        ]

    best = max(_THRESHOLDS, key=lambda threshold: scored(near(threshold), claims)[2])
    found.append((f"the nearest, and cosine from {best:g} on (the best threshold)", near(best)))
    traced, pairs = _traced(given, settings, judged)
    found.append(("ours, by rules", _found(given, traced[False], None, settings)))
    if judged:
        answers = _answers(pairs, settings)
        found.append(("ours, with the judge", _found(given, traced[True], answers, settings)))
    rows = [(name, *(f"{value:.3f}" for value in scored(some, claims))) for name, some in found]
    half = len(claims) // 2
    for name, some in found[2:]:
        for part, cut in (("first half", slice(half)), ("second half", slice(half, None))):
            rows.append((f"{name}, {part}", *(f"{value:.3f}" for value in scored(some[cut], claims[cut]))))
    table = Table("Documents that carry a claim", ("", "precision", "recall", "F1"), tuple(rows))
    notes = (f"{len(claims)} claims, means over them", *((f"{len(pairs)} questions",) if judged else ()))
    return Report("Attribution", command, (table,), notes)


def _traced(
    given: Sequence[Given], settings: Settings, judged: bool
) -> tuple[dict[bool, list[tuple[Traced, ...]]], list[tuple[str, str]]]:
    """What is found for each claim without a judge and with one, and what the judge must be asked."""
    from evaluation.product import Analyser, bearing, parser_of
    from summarizer.attribute import near_texts, questions, trace

    analyse = Analyser(parser_of(settings), remembered=1_000_000)
    attribute = settings.attribute
    analyse.prepare(
        [
            text
            for one in given
            for text in near_texts(one.claim.text, one.vector, one.sentences, one.passages, attribute)
        ]
    )
    found: dict[bool, list[tuple[Traced, ...]]] = {}
    for asked in (False, True) if judged else (False,):

        def bear(passage: Sequence[str], claim: str, date: str | None, asked: bool = asked) -> Any:
            return bearing(passage, claim, settings.verify, analyse, date, asked)

        found[asked] = [
            trace(
                one.claim.text, one.vector, one.sentences, one.embeddings, one.sources, attribute, bear,
                passages=one.passages,
            )
            for one in given
        ]  # fmt: skip
    asked_of = zip(given, found.get(True, ()), strict=True) if judged else ()
    pairs = [
        pair
        for one, some in asked_of
        for pair in questions(one.claim.text, some, one.sentences, attribute, doubted=True)
    ]
    return found, list(dict.fromkeys(pairs))


def _answers(pairs: list[tuple[str, str]], settings: Settings) -> Answers:
    from evaluation.judges import load_judge

    judge: Judge = load_judge("writer", settings)  # type: ignore[assignment]
    return dict(zip(pairs, judge.assess(pairs), strict=True))


def _found(
    given: Sequence[Given], traced: Sequence[tuple[Traced, ...]], answers: Answers | None, settings: Settings
) -> list[frozenset[int]]:
    from summarizer.attribute import attribution

    decide: Callable[..., Any] = attribution
    found = []
    for one, some in zip(given, traced, strict=True):
        told = decide(one.claim.text, some, one.sentences, one.sources, answers, settings.attribute, doubted=True)
        found.append(frozenset(passage.source for passage in (*told.citations, *told.reported_by)))
    return found
