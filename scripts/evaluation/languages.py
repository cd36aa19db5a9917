"""`scripts/evaluate.py languages`: briefings in other languages than English, beside their lead sentences.

Reads clusters whose rows have ``references`` and, for each document, ``furniture``: what of its text is no report. Each
briefing is as long as its reference, and the lead sentences are as long as the briefing. Words are compared by their
stems, in scripts without blanks letter by letter.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from common.application import table_parser

from summarizer.errors import InputError, SummarizerError

if TYPE_CHECKING:
    from common.report import Report

    from evaluation.data import EvalCluster
    from summarizer.interfaces import Progress
    from summarizer.pipeline import Models
    from summarizer.records import Briefing, CleanDocument, Document
    from summarizer.settings import Settings

ROUGE = ("rouge1", "rouge2", "rougeL")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One cluster: its language, its documents, what of each is furniture, and its reference."""

    id: str
    language: str
    documents: tuple[Document, ...]
    furniture: tuple[tuple[str, ...], ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Cleaning:
    """How much furniture was found (``found`` of ``furniture`` pieces), and words of the report lost with it."""

    found: int
    furniture: int
    lost_words: int
    words: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one cluster: ROUGE F1 of both, words, sentences, how many are cited exactly, furniture told."""

    cluster: Labelled
    briefing: dict[str, float]
    lead: dict[str, float]
    words: int
    lead_words: int
    sentences: int
    exact: int
    told_furniture: int
    cleaning: Cleaning


def read(path: Path) -> list[Labelled]:
    """Reads labelled clusters; other rows are left out.

    Raises:
        InputError: the file is missing, or no row of it is labelled.
    """
    from evaluation.data import require_file
    from summarizer.read import BadRow, read_clusters

    require_file(path, "cluster file")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    labels = {str(row["id"]): row for row in rows if "language" in row}
    found = [
        Labelled(
            row.id,
            labels[row.id]["language"],
            tuple(row.documents),
            tuple(tuple(one.get("furniture", ())) for one in labels[row.id]["documents"]),
            row.references[0],
        )
        for row in read_clusters(path)
        if not isinstance(row, BadRow) and row.id in labels and row.references
    ]
    if not found:
        raise InputError(f"no row of {path} has a language and a reference", "see tests/data/languages.jsonl")
    return found


class _Tokenizer:
    """Words of a language as ROUGE compares them, independent of how the product reads them."""

    def __init__(self, language: str) -> None:
        import snowballstemmer

        from summarizer.languages import LANGUAGES
        from summarizer.lengths import UNSPACED

        name = LANGUAGES.get(language, "").lower()
        known = name in snowballstemmer.algorithms()
        self._stem = snowballstemmer.stemmer(name).stemWord if known else str
        self._word = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\w)+")

    def tokenize(self, text: str) -> list[str]:
        """The words of a text; a letter of a script without blanks is one."""
        return [self._stem(word) for word in self._word.findall(unicodedata.normalize("NFKC", text).lower())]


@cache
def _scorer(language: str) -> Any:
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(list(ROUGE), tokenizer=_Tokenizer(language))


def rouge(texts: Sequence[str], reference: str, language: str) -> dict[str, float]:
    """ROUGE F1 of a summary against its reference, by name, in [0, 1]."""
    scores = _scorer(language).score(reference, "\n".join(texts))
    return {name: float(scores[name].fmeasure) for name in ROUGE}


def cleaning_of(cluster: Labelled, cleaned: Sequence[CleanDocument]) -> Cleaning:
    """How much of what is labelled as furniture was dropped, and what else was."""
    from summarizer.lengths import word_count

    found = count = lost = words = 0
    for one, labels in zip(cleaned, cluster.furniture, strict=True):
        text = one.document.text
        places = list(_places(text, labels))
        dropped = [(piece.start, piece.end) for piece in one.dropped]
        count += len(places)
        found += sum(any(start < last and first < end for first, last in dropped) for start, end in places)
        outside = [text[first:last] for first, last in dropped if not _overlaps(first, last, places)]
        lost += sum(map(word_count, outside))
        words += word_count(text)
    return Cleaning(found, count, lost, words)


def _places(text: str, labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where labelled pieces stand, each behind the one before."""
    at = 0
    for label in labels:
        start = text.find(label, at)
        if start >= 0:
            at = start + len(label)
            yield start, at


def _overlaps(first: int, last: int, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < last and first < end for start, end in places)


def is_exact(briefing: Briefing, at: int) -> bool:
    """Whether a sentence is cited, each citation is its source's own text, and one of them holds a quoted sentence."""
    sentence = briefing.sentences[at]
    texts = [briefing.sources[one.source].text[one.start : one.end] for one in sentence.citations]
    same = all(text == one.quote for text, one in zip(texts, sentence.citations, strict=True))
    held = sentence.origin != "quoted" or any(sentence.text in " ".join(text.split()) for text in texts)
    return bool(texts) and same and held


def evaluate(
    clusters: Sequence[Labelled], settings: Settings, models: Models, progress: Progress | None = None
) -> list[Outcome]:
    """Briefs every cluster at the length of its reference, and scores it beside its lead sentences.

    Raises:
        SummarizerError: a cluster cannot be briefed.
    """
    return [_outcome(one, settings, models, progress) for one in clusters]


def _outcome(cluster: Labelled, settings: Settings, models: Models, progress: Progress | None) -> Outcome:
    from evaluation.data import cluster_of
    from evaluation.peers import lead
    from summarizer.clean import clean
    from summarizer.lengths import word_count
    from summarizer.pipeline import run_many

    words = word_count(cluster.reference)
    own = replace(settings, output=replace(settings.output, words=words))
    (briefing,) = run_many([cluster.documents], own, models, progress=progress)
    if isinstance(briefing, SummarizerError):
        raise briefing
    texts = [sentence.text for sentence in briefing.sentences]
    spent = sum(map(word_count, texts))
    split_up: EvalCluster = cluster_of(cluster.id, cluster.documents, [cluster.reference], settings)
    first = [sentence.flat for sentence in lead(split_up, spent)]
    return Outcome(
        cluster,
        rouge(texts, cluster.reference, cluster.language),
        rouge(first, cluster.reference, cluster.language),
        spent,
        sum(map(word_count, first)),
        len(texts),
        sum(is_exact(briefing, at) for at in range(len(texts))),
        _told(briefing, cluster),
        cleaning_of(cluster, clean(cluster.documents, settings.clean)),
    )


def _told(briefing: Briefing, cluster: Labelled) -> int:
    """How many sentences are cited from a passage that holds furniture."""
    places = [
        list(_places(document.text, labels))
        for document, labels in zip(briefing.sources, cluster.furniture, strict=True)
    ]
    return sum(
        any(_overlaps(one.start, one.end, places[one.source]) for one in sentence.citations)
        for sentence in briefing.sentences
    )


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = table_parser("evaluate.py languages", __doc__)
    add = parser.add_argument
    add("clusters", nargs="+", type=Path, metavar="CLUSTERS", help="JSON Lines of clusters with language and reference")
    return parser.parse_args(argv)


def main(arguments: list[str]) -> int:
    """Measures, and prints the tables."""
    args = parse(arguments)
    from common.report import show

    from summarizer.cli.progress import showing
    from summarizer.config import settings_for
    from summarizer.pipeline import load_models

    overrides = ["writer=extractive", "judge=none", *args.overrides]
    settings = settings_for(overrides=overrides, offline=args.offline)
    clusters = [one for path in args.clusters for one in read(path)]
    with showing(args.quiet) as progress:
        found = evaluate(clusters, settings, load_models(settings, progress), progress)
    show(report_of(found, shlex.join(["scripts/evaluate.py", "languages", *arguments])), args.markdown)
    return 0


def report_of(found: Sequence[Outcome], command: str) -> Report:
    """ROUGE of each briefing beside its lead sentences, what it cites, and what was dropped of its sources."""
    from common.report import Report, Table

    scores = [(one.cluster.id, *_scores(one), str(one.words), str(one.lead_words)) for one in found]
    mean = ("mean", *(_percent(_mean(found, side, name)) for side in ("briefing", "lead") for name in ROUGE))
    columns = ("cluster", *(f"{side} {name[5:]}" for side in ("R", "lead R") for name in ROUGE), "words", "lead words")
    rows = tuple(
        (
            one.cluster.id,
            f"{one.exact} of {one.sentences}",
            str(one.told_furniture),
            f"{one.cleaning.found} of {one.cleaning.furniture}",
            f"{one.cleaning.lost_words} of {one.cleaning.words}",
        )
        for one in found
    )
    tables = (
        Table("Beside the lead sentences", columns, (*scores, (*mean, "", ""))),
        Table(
            "What is cited, and what was dropped",
            ("cluster", "cited exactly", "furniture told", "furniture found", "words of reports dropped"),
            rows,
        ),
    )
    notes = (
        f"{len(found)} clusters; ROUGE F1, words stemmed, Chinese, Japanese and Thai letter by letter",
        "lead: the first sentences of all sources in turn, whole, until they are as long as the briefing",
    )
    return Report("Briefings in other languages", command, tables, notes)


def _scores(one: Outcome) -> Iterator[str]:
    sides: tuple[Mapping[str, float], ...] = (one.briefing, one.lead)
    for side in sides:
        yield from (_percent(side[name]) for name in ROUGE)


def _mean(found: Sequence[Outcome], side: str, name: str) -> float:
    return float(sum(getattr(one, side)[name] for one in found) / len(found))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
