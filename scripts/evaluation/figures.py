"""`scripts/evaluate.py figures`: how well figures over time are found: their values, relation and newest value.

Reads clusters whose rows have ``figures`` with ``values`` (document and number), ``relation`` and ``newest``. Nothing
is written or judged: reports are cleaned, split and embedded, and their figures are compared with the labelled ones. A
labelled figure is matched with the found one that shares most values with it. Recall is over labelled values,
precision over those of matched figures, as other figures may be found that nobody labelled.
"""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from common.application import table_parser

from summarizer.errors import InputError

if TYPE_CHECKING:
    from common.report import Report, Table

    from summarizer.records import Document, Figure
    from summarizer.settings import Settings

KINDS = ("update", "conflict", "scope", "bound", "same")
"""Relations over whose F1 the mean is taken; what is found as "unknown" is none of them."""

PARTS = ("even", "odd", "all")

Value = tuple[str, float | str]
"""A document, by its id, and the number that it gives; of a day its ISO date."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is counted in a cluster: the values, how they relate, and which holds now."""

    what: str
    relation: str
    values: frozenset[Value]
    newest: Value | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """The documents of one cluster and its labelled figures."""

    id: str
    documents: tuple[Document, ...]
    figures: tuple[Ledger, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A labelled figure of a cluster with the found one that shares most values with it, if any does."""

    cluster: str
    wanted: Ledger
    found: Ledger | None

    @property
    def shared(self) -> int:
        """The labelled values that were found."""
        return len(self.wanted.values & self.found.values) if self.found else 0

    @property
    def relation_is_right(self) -> bool:
        """Whether the values were found to relate as they do."""
        return self.found is not None and self.found.relation == self.wanted.relation

    @property
    def newest_is_right(self) -> bool:
        """Whether the right number is named as that which holds now, or rightly none is."""
        if self.found is None:
            return False
        mine, its = self.found.newest, self.wanted.newest
        return mine == its or (mine is not None and its is not None and mine[1] == its[1])


def read(path: Path) -> list[Labelled]:
    """Reads clusters whose rows have ``figures``; others are left out.

    Raises:
        InputError: the file is missing, or no row of it has figures, or a figure is not labelled as it must be.
    """
    from evaluation.data import require_file
    from summarizer.read import BadRow, read_clusters

    require_file(path, "cluster file")
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    try:
        ledgers = {str(row["id"]): tuple(map(_ledger, row["figures"])) for row in rows if row.get("figures")}
    except (KeyError, TypeError) as error:
        fault = f"{path} has a figure that is not labelled ({error!r})"
        raise InputError(fault, "give what, relation, values, newest") from error
    found = [
        Labelled(row.id, tuple(row.documents), ledgers[row.id])
        for row in read_clusters(path)
        if not isinstance(row, BadRow) and row.id in ledgers
    ]
    if not found:
        raise InputError(f"no row of {path} has figures", 'give rows such as {..., "figures": [{"what": ...}]}')
    return found


def _ledger(row: dict[str, Any]) -> Ledger:
    newest = row["newest"]
    values = frozenset((str(value["document"]), number(value["number"])) for value in row["values"])
    return Ledger(row["what"], row["relation"], values, newest and (str(newest["document"]), number(newest["number"])))


def number(value: float | str) -> float | str:
    """A number as it is compared, or the day of a date."""
    try:
        return round(float(value), 6)
    except ValueError:
        return str(value)[:10]


def ledger_of(figure: Figure, documents: Sequence[Document]) -> Ledger:
    """A found figure as a labelled one is told."""
    values = [(documents[value.source].id, number(value.number)) for value in figure.values]
    newest = None if figure.newest is None else values[figure.newest]
    return Ledger(figure.what, figure.relation, frozenset(values), newest)


def matches(cluster: Labelled, found: Sequence[Ledger]) -> list[Match]:
    """Each labelled figure with the found one that shares most values with it."""
    matched = []
    for wanted in cluster.figures:
        best = max(found, key=lambda one: len(one.values & wanted.values), default=None)
        matched.append(Match(cluster.id, wanted, best if best and best.values & wanted.values else None))
    return matched


def find(clusters: Sequence[Labelled], settings: Settings) -> tuple[list[Match], float]:
    """The figures of all clusters, and how many seconds they took beyond cleaning, parsing and embedding."""
    from evaluation.product import Analyser, encoder_of, parser_of
    from summarizer.clean import clean, reports_of
    from summarizer.embed import embed
    from summarizer.gather import figures_of
    from summarizer.split import split

    encoder = encoder_of(settings)
    analyse = Analyser(parser_of(settings))
    found: list[Match] = []
    seconds = 0.0
    for cluster in clusters:
        cleaned = clean(cluster.documents, settings.clean)
        sentences = split(cleaned)
        analyse.prepare([sentence.flat for sentence in sentences])
        embeddings = embed(sentences, encoder)
        start = perf_counter()
        figures = figures_of(
            sentences, reports_of(cleaned), embeddings, analyse, settings.gather, encoder.encode
        ).figures
        seconds += perf_counter() - start
        found += matches(cluster, [ledger_of(figure, cluster.documents) for figure in figures])
    return found, seconds


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = table_parser("evaluate.py figures", __doc__)
    add = parser.add_argument
    add("clusters", type=Path, metavar="CLUSTERS", help="JSON Lines of clusters whose rows have figures")
    add("--part", choices=PARTS, default="all", help="every other row, from the first or the second on (%(default)s)")
    add("--verbose", action="store_true", help="list each figure that was not found as it is labelled")
    return parser.parse_args(argv)


def main(arguments: list[str]) -> int:
    """Measures, and prints the tables."""
    args = parse(arguments)
    from common.report import show

    from summarizer.config import settings_for

    settings = settings_for(overrides=args.overrides, offline=args.offline)
    clusters = read(args.clusters)
    clusters = {"even": clusters[::2], "odd": clusters[1::2], "all": clusters}[args.part]
    found, seconds = find(clusters, settings)
    command = shlex.join(["scripts/evaluate.py", "figures", *arguments])
    report = report_of(found, seconds, len(clusters), args.verbose, command)
    show(report, args.markdown)
    return 0


def report_of(found: Sequence[Match], seconds: float, clusters: int, listed: bool, command: str) -> Report:
    """Values, relations and newest values, and where ``listed`` each miss."""
    from common.report import Report, Table

    tables = [Table("Figures over time", ("", "share", "count"), tuple(_totals(found))), _relations(found)]
    if listed:
        header = ("cluster", "figure", "missed", "found too", "relation", "newest")
        tables.append(Table("Misses", header, tuple(_misses(found))))
    notes = (
        f"{clusters} clusters with {len(found)} labelled figures",
        f"finding them took {seconds:.2f} s, {seconds / max(clusters, 1):.3f} s a cluster",
    )
    return Report("How figures over time are found", command, tuple(tables), notes)


def _totals(found: Sequence[Match]) -> Iterable[tuple[str, str, str]]:
    shared = sum(match.shared for match in found)
    wanted = sum(len(match.wanted.values) for match in found)
    said = sum(len(match.found.values) for match in found if match.found)
    newest = sum(match.newest_is_right for match in found)
    yield "values: recall", f"{shared / max(wanted, 1):.3f}", f"{shared} of {wanted}"
    yield "values: precision", f"{shared / said if said else 1.0:.3f}", f"{shared} of {said}"
    yield "relation: macro-F1", f"{sum(f1(found, kind) for kind in KINDS) / len(KINDS):.3f}", ""
    yield "newest", f"{newest / max(len(found), 1):.3f}", f"{newest} of {len(found)}"


def f1(found: Sequence[Match], kind: str) -> float:
    """F1 of one relation; a figure that was not found counts as missed."""
    right = sum(match.relation_is_right and match.wanted.relation == kind for match in found)
    said = sum(match.found is not None and match.found.relation == kind for match in found)
    wanted = sum(match.wanted.relation == kind for match in found)
    return 2 * right / (said + wanted) if said + wanted else 0.0


def _relations(found: Sequence[Match]) -> Table:
    from common.report import Table

    rows = []
    for kind in KINDS:
        labelled = [match for match in found if match.wanted.relation == kind]
        right = sum(match.relation_is_right for match in labelled)
        rows.append((kind, f"{f1(found, kind):.3f}", f"{right} of {len(labelled)}"))
    return Table("By relation", ("", "F1", "found"), tuple(rows))


def _misses(found: Sequence[Match]) -> Iterable[tuple[str, ...]]:
    for match in found:
        wanted = match.wanted
        if match.found is None:
            yield match.cluster, wanted.what, "all", "", f"{wanted.relation}: not found", ""
            continue
        missed, too = wanted.values - match.found.values, match.found.values - wanted.values
        relation = "" if match.relation_is_right else f"{match.found.relation} for {wanted.relation}"
        newest = "" if match.newest_is_right else f"{_told(match.found.newest)} for {_told(wanted.newest)}"
        if missed or too or relation or newest:
            yield match.cluster, wanted.what, _all(missed), _all(too), relation, newest


def _all(values: Iterable[Value]) -> str:
    return ", ".join(sorted(map(_told, values)))


def _told(value: Value | None) -> str:
    if value is None:
        return "none"
    document, told = value
    return f"{told:g} in {document}" if isinstance(told, float) else f"{told} in {document}"
