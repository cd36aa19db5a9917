"""`scripts/evaluate.py states`: whether briefings tell how things stood earlier as if it were so still.

Reads clusters whose rows have ``states``, each with the ``older`` sentences that a ``newer`` one has overtaken, and
``still_true``: sentences of earlier reports that hold. Each cluster is briefed. A told sentence is outdated where it
cites an overtaken one and says neither as of when it held nor on what day it was said or happened.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from common.application import ROOT, table_parser

from summarizer.errors import InputError, SummarizerError

if TYPE_CHECKING:
    from common.report import Report

    from evaluation.product import Analyser
    from summarizer.records import Briefing, Document

FILE = ROOT / "tests" / "data" / "states.jsonl"
_AS_OF = re.compile(r"\bas of\b|^At \d\d:\d\d on ", re.IGNORECASE)

Quote = tuple[str, str]
"""A document, by its id, and a stretch of its text."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The documents of one cluster, its sentences that newer ones have overtaken, and those that hold."""

    id: str
    documents: tuple[Document, ...]
    older: frozenset[Quote]
    still_true: frozenset[Quote]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a labelled sentence: it is told as "outdated", "dated" or "plain", or it was "withheld"."""

    cluster: str
    label: str
    kind: str
    text: str


def read(path: Path) -> list[Labelled]:
    """Reads clusters whose rows have ``states`` and ``still_true``.

    Raises:
        InputError: the file is missing, or a row is not labelled as it must be.
    """
    from evaluation.data import require_file
    from summarizer.read import BadRow, read_clusters

    require_file(path, "cluster file")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = {row.id: tuple(row.documents) for row in read_clusters(path) if not isinstance(row, BadRow)}
    try:
        return [
            Labelled(
                row["id"],
                documents[row["id"]],
                frozenset(_quote(one) for state in row["states"] for one in state["older"]),
                frozenset(map(_quote, row["still_true"])),
            )
            for row in rows
        ]
    except (KeyError, TypeError) as error:
        raise InputError(f"{path} has a row that is not labelled ({error!r})", "give states, still_true") from error


def _quote(row: dict[str, Any]) -> Quote:
    return str(row["document"]), " ".join(row["quote"].split())


def outcomes(cluster: Labelled, briefing: Briefing, analyse: Analyser) -> list[Outcome]:
    """What became of the labelled sentences that are told or withheld."""
    labels = {"overtaken": cluster.older, "still true": cluster.still_true}
    found = []
    for sentence in briefing.sentences:
        cited = [(cluster.documents[one.source].id, " ".join(one.quote.split())) for one in sentence.citations]
        found += [
            Outcome(cluster.id, label, _kind(label, sentence.text, analyse), sentence.text)
            for label, quotes in labels.items()
            if _meet(cited, quotes)
        ]
    for left in briefing.omitted:
        held = left.place and [(cluster.documents[left.place.source].id, " ".join(left.text.split()))]
        if held and any("superseded" in reason for reason in left.reasons):
            found += [
                Outcome(cluster.id, label, "withheld", left.text)
                for label, quotes in labels.items()
                if _meet(held, quotes)
            ]
    return found


def _meet(cited: Iterable[Quote], quotes: Iterable[Quote]) -> bool:
    """Whether a passage lies on a labelled one, or holds it."""
    known = list(quotes)
    return any(own == its and (text in quote or quote in text) for own, text in cited for its, quote in known)


def _kind(label: str, text: str, analyse: Analyser) -> str:
    if _AS_OF.search(text):
        return "dated"
    return "outdated" if label == "overtaken" and not _has_day(text, analyse) else "plain"


def _has_day(text: str, analyse: Analyser) -> bool:
    """Whether a text tells what was said or what happened with its day: "rejected the offer on 11 May"."""
    from evaluation.product import is_past, main_verbs

    one = analyse(text)
    verbs = {one.tree.predicate(at) for mention in one.dates if (at := one.word_at(mention.start)) >= 0}
    return any(verb in verbs and is_past(one.tree, verb) for verb in main_verbs(one.tree, saying=True))


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = table_parser("evaluate.py states", __doc__)
    add = parser.add_argument
    add("clusters", type=Path, nargs="?", default=FILE, metavar="CLUSTERS", help="default: tests/data/states.jsonl")
    add("--verbose", action="store_true", help="list each labelled sentence that is told or withheld")
    return parser.parse_args(argv)


def main(arguments: list[str]) -> int:
    """Measures, and prints the tables."""
    args = parse(arguments)
    from common.report import show

    from evaluation.product import Analyser, parser_of
    from summarizer.config import settings_for
    from summarizer.pipeline import load_models, run_many

    settings = settings_for(overrides=args.overrides, offline=args.offline)
    clusters, analyse = read(args.clusters), Analyser(parser_of(settings))
    models = load_models(settings)
    found, failed = [], []
    for cluster, briefing in zip(
        clusters, run_many([one.documents for one in clusters], settings, models), strict=True
    ):
        if isinstance(briefing, SummarizerError):
            failed.append(f"{cluster.id}: {briefing}")
        else:
            found += outcomes(cluster, briefing, analyse)
    command = shlex.join(["scripts/evaluate.py", "states", *arguments])
    show(report_of(found, failed, len(clusters), args.verbose, command), args.markdown)
    return 0


def report_of(found: Sequence[Outcome], failed: Sequence[str], clusters: int, listed: bool, command: str) -> Report:
    """How often what, and where ``listed`` each sentence."""
    from common.report import Report, Table

    counts = Counter((one.label, one.kind) for one in found)
    rows = tuple((label, kind, str(count)) for (label, kind), count in sorted(counts.items()))
    tables = [Table("What became of labelled sentences", ("sentence", "told", "count"), rows)]
    if listed:
        texts = tuple((one.cluster, one.label, one.kind, one.text) for one in found)
        tables.append(Table("Sentences", ("cluster", "sentence", "told", "text"), texts))
    return Report("How things stood", command, tuple(tables), (f"{clusters} clusters", *failed))
