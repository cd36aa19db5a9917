"""`scripts/evaluate.py summhay`: coverage and citations on SummHay subtopics, as the paper defines them.

Laban et al. (2024). Each subtopic of a topic is the focus of one briefing, of the documents that hold one of its
insights (`oracle`) or of all (`full`). An insight is looked for in the sentence nearest to it: its coverage is read off
a curve over the cosine, which somebody else fitted to published labels and which is no part of the project; its
citations are all sources that the sentence names as carrying or reporting it.
"""

from __future__ import annotations

import argparse
import json
import shlex
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import numpy as np
from common.application import add_settings
from numpy.typing import NDArray

from evaluation.data import require_file
from summarizer.errors import InputError, UsageError
from summarizer.interfaces import Encoder
from summarizer.records import Briefing, BriefingSentence, Document

if TYPE_CHECKING:
    from common.report import Report

    from summarizer.pipeline import Models
    from summarizer.settings import Settings

COLUMNS = ("coverage", "citation P", "citation R", "citation F1", "joint", "sources a sentence", "sentences", "seconds")


@dataclass(frozen=True, slots=True)
class Insight:
    """What a briefing of a subtopic should tell, and the ids of the documents that hold it."""

    text: str
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Subtopic:
    """What a briefing is asked about."""

    query: str
    insights: tuple[Insight, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A hundred documents and the subtopics that they are about."""

    id: str
    documents: tuple[Document, ...]
    subtopics: tuple[Subtopic, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """How probably a sentence covers an insight, by their cosine; both ascend."""

    cosines: tuple[float, ...]
    coverage: tuple[float, ...]

    def __call__(self, cosine: float) -> float:
        """The coverage at a cosine, in [0, 1]."""
        return float(np.interp(cosine, self.cosines, self.coverage))


@dataclass(frozen=True, slots=True)
class Found:
    """How one insight came out: its coverage, and precision, recall and F1 of the citations of its sentence."""

    coverage: float
    precision: float
    recall: float
    f1: float


def read_topic(path: Path, row: int) -> Topic:
    """Reads one row of a file of topics, from 0.

    Raises:
        InputError: the file is missing or no such file.
        UsageError: it has no such row.
    """
    require_file(path, "topic file")
    lines = path.read_text(encoding="utf-8").splitlines()
    if not 0 <= row < len(lines):
        raise UsageError(f"{path} has no topic {row}", f"name one from 0 to {len(lines) - 1}")
    try:
        return _topic(json.loads(lines[row]))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{path}, line {row + 1}, is no topic ({error!r})", "documents and subtopics are needed"
        ) from error


def _topic(row: dict[str, Any]) -> Topic:
    documents = tuple(Document(str(one["id"]), str(one["text"])) for one in row["documents"])
    subtopics = tuple(
        Subtopic(str(one["subtopic"]), tuple(Insight(i["insight"], frozenset(i["documents"])) for i in one["insights"]))
        for one in row["subtopics"]
    )
    return Topic(str(row["id"]), documents, subtopics)


def read_curve(path: Path) -> Curve:
    """Reads ``{"cosine": [...], "coverage": [...]}``.

    Raises:
        InputError: the file is missing, or no such file.
    """
    require_file(path, "coverage curve")
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        curve = Curve(tuple(map(float, row["cosine"])), tuple(map(float, row["coverage"])))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} is no coverage curve ({error!r})", "it needs cosine and coverage") from error
    if len(curve.cosines) != len(curve.coverage) or list(curve.cosines) != sorted(curve.cosines):
        raise InputError(f"{path} is no coverage curve", "cosines must ascend, with one coverage each")
    return curve


def given(topic: Topic, subtopic: Subtopic, setting: str) -> list[Document]:
    """The documents that a briefing is made of: those that hold an insight of the subtopic, or all."""
    held = frozenset[str]().union(*(one.documents for one in subtopic.insights))
    return [one for one in topic.documents if setting == "full" or one.id in held]


def cited(sentence: BriefingSentence) -> frozenset[int]:
    """The sources that a sentence names as carrying or reporting it."""
    return frozenset(sentence.sources) | {one.source for one in sentence.reported_by}


def scored(briefing: Briefing, insights: Sequence[Insight], encoder: Encoder, curve: Curve) -> list[Found]:
    """How each insight came out."""
    if not briefing.sentences:
        return [Found(0.0, 0.0, 0.0, 0.0) for _ in insights]
    texts = [sentence.text for sentence in briefing.sentences]
    cosines: NDArray[np.float32] = encoder.encode([one.text for one in insights]) @ encoder.encode(texts).T
    ids = [document.id for document in briefing.sources]
    return [
        _found(curve(float(row.max())), {ids[at] for at in cited(briefing.sentences[int(row.argmax())])}, one.documents)
        for row, one in zip(cosines, insights, strict=True)
    ]


def _found(coverage: float, got: set[str], gold: frozenset[str]) -> Found:
    hit = len(got & gold)
    precision, recall = hit / max(len(got), 1), hit / max(len(gold), 1)
    return Found(coverage, precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0)


def totals(found: Sequence[Found]) -> dict[str, float]:
    """Coverage, citations weighed by it, and the joint score, in percent."""
    covered = sum(one.coverage for one in found)

    def weighed(values: Sequence[float]) -> float:
        told = sum(one.coverage * value for one, value in zip(found, values, strict=True))
        return 100 * told / covered if covered else 0.0

    return {
        "coverage": 100 * covered / max(len(found), 1),
        "citation P": weighed([one.precision for one in found]),
        "citation R": weighed([one.recall for one in found]),
        "citation F1": weighed([one.f1 for one in found]),
        "joint": 100 * sum(one.coverage * one.f1 for one in found) / max(len(found), 1),
    }


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = argparse.ArgumentParser(prog="evaluate.py summhay", description=__doc__)
    add = parser.add_argument
    add("file", type=Path, help="JSON Lines of topics: documents, and subtopics with their insights")
    add("--curve", type=Path, required=True, metavar="FILE", help="JSON: coverage by cosine")
    add("--topic", type=int, default=0, metavar="N", help="row of the file, from 0 (%(default)s)")
    add("--first", type=int, default=0, metavar="N", help="the first subtopic, from 0 (%(default)s)")
    add("--subtopics", type=int, metavar="K", help="how many (default: all from the first on)")
    add("--setting", choices=("oracle", "full"), default="oracle", help="which documents are given (%(default)s)")
    add("--words", type=int, default=300, metavar="N", help="budget of a briefing (%(default)s)")
    add("--preset", metavar="NAME", help="the pipeline's preset")
    add("--told", action="store_true", help="print the briefings too")
    add_settings(parser)
    return parser.parse_args(argv)


def main(arguments: list[str]) -> int:
    """Briefs every subtopic, prints a row for each and one for all, and returns 0."""
    args = parse(arguments)
    from common.report import show

    from summarizer.config import settings_for
    from summarizer.pipeline import load_models

    topic, curve = read_topic(args.file, args.topic), read_curve(args.curve)
    last = None if args.subtopics is None else args.first + args.subtopics
    chosen = topic.subtopics[args.first : last]
    if not chosen:
        raise UsageError(f"topic {args.topic} has no subtopic {args.first}", f"it has {len(topic.subtopics)}")
    settings = settings_for(preset=args.preset, words=args.words, overrides=args.overrides, offline=args.offline)
    models = load_models(settings).loaded()
    rows, everything = list[tuple[str, dict[str, float]]](), list[Found]()
    for subtopic in chosen:
        briefing, seconds = _briefed(given(topic, subtopic, args.setting), subtopic.query, settings, models)
        found = scored(briefing, subtopic.insights, models.encoder, curve)
        rows.append((subtopic.query, totals(found) | _described(briefing, seconds)))
        everything += found
        if args.told:
            _tell(briefing)
    means = {name: fmean(values[name] for _, values in rows) for name in COLUMNS}
    rows.append((f"all, {len(everything)} insights", means | totals(everything)))
    command = shlex.join(["scripts/evaluate.py", "summhay", *arguments])
    show(report_of(f"{topic.id}, {args.setting}", rows, command, settings.hash()))
    return 0


def _briefed(documents: Sequence[Document], query: str, settings: Settings, models: Models) -> tuple[Briefing, float]:
    from summarizer.pipeline import run

    began = time.perf_counter()
    briefing = run(documents, replace(settings, run=replace(settings.run, focus=query)), models)
    return briefing, time.perf_counter() - began


def _described(briefing: Briefing, seconds: float) -> dict[str, float]:
    named = [len(cited(sentence)) for sentence in briefing.sentences]
    return {"sources a sentence": fmean(named or [0]), "sentences": len(named), "seconds": seconds}


def _tell(briefing: Briefing) -> None:
    print(f"# {briefing.title}", {name: round(seconds, 1) for name, seconds in briefing.timings.items()})
    for sentence in briefing.sentences:
        print(f"{len(cited(sentence)):3} {sentence.text}")


def report_of(title: str, rows: Sequence[tuple[str, dict[str, float]]], command: str, settings: str) -> Report:
    """The figures as a table."""
    from common.report import Report, Table

    shown = tuple((name, *(f"{values[column]:.1f}" for column in COLUMNS)) for name, values in rows)
    notes = (
        "coverage of an insight: by the cosine to the nearest sentence; citations: weighed by coverage",
        f"settings {settings}; seconds with models loaded",
    )
    return Report("SummHay", command, (Table(title, ("subtopic", *COLUMNS), shown),), notes, data={"rows": dict(rows)})
