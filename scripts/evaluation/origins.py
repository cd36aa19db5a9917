"""`scripts/evaluate.py origins`: how often sources that share an origin are told from independent ones.

Reads clusters whose rows say in ``origins`` which documents are one independent origin. `--part first` is for
development: it lists what was joined or kept apart wrongly. Of the second half only figures are shown.
"""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from common.application import table_parser

from summarizer.errors import InputError

if TYPE_CHECKING:
    from common.report import Report

    from summarizer.records import Document
    from summarizer.settings import Settings

PARTS = ("first", "second", "all")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """The documents of one cluster, and which pairs of them, by id in ascending order, are of one origin."""

    id: str
    documents: tuple[Document, ...]
    same: frozenset[Pair]


def read(path: Path) -> list[Labelled]:
    """Reads clusters whose rows have ``origins``; others are left out.

    Raises:
        InputError: the file is missing, or no row of it says what the origins are.
    """
    from evaluation.data import require_file
    from summarizer.read import BadRow, read_clusters

    require_file(path, "cluster file")
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    groups = {str(row["id"]): row["origins"] for row in rows if "origins" in row}
    found = [
        Labelled(row.id, tuple(row.documents), pairs(groups[row.id]))
        for row in read_clusters(path)
        if not isinstance(row, BadRow) and row.id in groups
    ]
    if not found:
        raise InputError(f"no row of {path} has origins", 'give rows such as {..., "origins": [["1", "3"], ["2"]]}')
    return found


def pairs(groups: Iterable[Iterable[str]]) -> frozenset[Pair]:
    """All pairs of ids that stand in one group, the lower id first."""
    return frozenset(pair for group in groups for pair in combinations(sorted(map(str, group)), 2))


def joined(documents: Sequence[Document], settings: Settings) -> frozenset[Pair]:
    """The pairs of ids that the product takes for one origin."""
    from summarizer.clean import clean

    groups: dict[str, list[str]] = {}
    for one in clean(documents, settings.clean):
        groups.setdefault(one.document.origin, []).append(one.document.id)
    return pairs(groups.values())


def part_of(clusters: Sequence[Labelled], part: str) -> list[Labelled]:
    """One half of the clusters, in the order of the file, or all of them."""
    half = (len(clusters) + 1) // 2
    return list({"first": clusters[:half], "second": clusters[half:], "all": clusters}[part])


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = table_parser("evaluate.py origins", __doc__)
    add = parser.add_argument
    add("clusters", type=Path, metavar="CLUSTERS", help="JSON Lines of clusters whose rows have origins")
    add("--part", choices=PARTS, default="all", help="a half of the rows; of the second only figures (%(default)s)")
    return parser.parse_args(argv)


def main(arguments: list[str]) -> int:
    """Measures, and prints the tables."""
    args = parse(arguments)
    from common.report import show

    from summarizer.config import settings_for

    settings = settings_for(overrides=args.overrides, offline=args.offline)
    clusters = part_of(read(args.clusters), args.part)
    found = [joined(one.documents, settings) for one in clusters]
    report = report_of(
        clusters, found, args.part == "first", shlex.join(["scripts/evaluate.py", "origins", *arguments])
    )
    show(report, args.markdown)
    return 0


def report_of(clusters: Sequence[Labelled], found: Sequence[frozenset[Pair]], listed: bool, command: str) -> Report:
    """Pairs found, right and wanted, the share of clusters without a mistake, and where ``listed`` each mistake."""
    from common.report import Report, Table

    right = sum(len(one.same & pair) for one, pair in zip(clusters, found, strict=True))
    said, wanted = sum(map(len, found)), sum(len(one.same) for one in clusters)
    exact = sum(one.same == pair for one, pair in zip(clusters, found, strict=True))
    precision, recall = right / said if said else 1.0, right / wanted if wanted else 1.0
    f1 = 2 * right / (said + wanted) if said + wanted else 1.0
    rows = (
        ("precision", f"{precision:.3f}", f"{right} of {said} pairs joined"),
        ("recall", f"{recall:.3f}", f"{right} of {wanted} pairs of one origin"),
        ("F1", f"{f1:.3f}", ""),
        ("clusters without a mistake", f"{exact / max(len(clusters), 1):.3f}", f"{exact} of {len(clusters)}"),
    )
    tables = [Table("Pairs of one origin", ("", "share", "count"), rows)]
    if listed:
        wrong = tuple(
            (one.id, f"{first} and {second}", "joined" if (first, second) in pair else "kept apart")
            for one, pair in zip(clusters, found, strict=True)
            for first, second in sorted(one.same ^ pair)
        )
        tables.append(Table("Mistakes", ("cluster", "documents", "what"), wrong))
    return Report("Which sources share an origin", command, tuple(tables), (f"{len(clusters)} clusters",))
