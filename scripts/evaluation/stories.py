"""`scripts/evaluate.py stories`: how well the stories of a mixed pile are found.

All documents of the named files make one pile; which cluster each is of is what is wanted. Measured are B-cubed
precision, recall and F1 (Bagga and Baldwin 1998), and how many found stories hold documents of several clusters. With
`--beside`, the documents of each cluster of another file are put into the pile as well, cluster by cluster: they are
all of one topic, have no wanted stories and do not count in B-cubed, but may join what does not belong together. The
same piles go to two peers, each at the threshold that suits it best on the even half.
"""

from __future__ import annotations

import argparse
import shlex
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from common.application import table_parser

if TYPE_CHECKING:
    from common.report import Report

    from evaluation.data import Problem
    from summarizer.interfaces import Encoder
    from summarizer.read import Cluster
    from summarizer.records import Document, Grouping
    from summarizer.settings import Settings

Grouper = Callable[[Sequence["Document"]], list[int]]
"""Documents → the number of the story of each."""

PARTS = ("even", "odd", "all")
_OPENING_CHARS = 600
_COSINES = (0.5, 0.55, 0.6, 0.65, 0.7)
_DISTANCES = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
"""Thresholds that the peers may choose from: cosines of openings, cosine distances of TF-IDF."""


@dataclass(frozen=True, slots=True)
class Pile:
    """Documents with the cluster that each is of; ``beside`` are those of no wanted story, and what they are of."""

    documents: tuple[Document, ...]
    wanted: tuple[str, ...]
    beside: tuple[Document, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed, found stories that hold documents of several clusters, those that hold one and some beside, seconds."""

    precision: float
    recall: float
    merged: int
    with_beside: int = 0
    seconds: float = 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def b_cubed(found: Sequence[Hashable], wanted: Sequence[Hashable]) -> tuple[float, float]:
    """Precision and recall: for each item, the share of its found group that is wanted with it, and the reverse."""
    groups, clusters, both = Counter(found), Counter(wanted), Counter(zip(found, wanted, strict=True))
    pairs = list(zip(found, wanted, strict=True))
    precision = sum(both[pair] / groups[pair[0]] for pair in pairs) / len(pairs)
    return precision, sum(both[pair] / clusters[pair[1]] for pair in pairs) / len(pairs)


def score(pile: Pile, grouper: Grouper) -> Score:
    """Groups a pile and compares."""
    start = process_time()
    found = grouper((*pile.documents, *pile.beside))
    seconds = process_time() - start
    own = found[: len(pile.documents)]
    clusters: dict[int, set[str]] = defaultdict(set)
    for story, cluster in zip(own, pile.wanted, strict=True):
        clusters[story].add(cluster)
    others = set(found[len(pile.documents) :])
    merged = sum(len(held) > 1 for held in clusters.values())
    return Score(*b_cubed(own, pile.wanted), merged, len(others & clusters.keys()), seconds)


def product(settings: Settings, encoder: Encoder) -> Grouper:
    """The stories that a user gets, cleaned as for a briefing; what is left out is a story of its own here."""
    from summarizer.pipeline import find_stories
    from summarizer.records import Grouping

    def grouper(documents: Sequence[Document]) -> list[int]:
        place = {id(one): at for at, one in enumerate(documents)}
        found = find_stories(documents, settings, encoder)
        stories = tuple(tuple(place[id(one)] for one in story.documents) for story in found.stories)
        left_out = tuple((place[id(one)], reason) for one, reason in found.left_out)
        return numbered(Grouping(stories, left_out), len(documents))

    return grouper


def numbered(grouping: Grouping, count: int) -> list[int]:
    """The number of the story of each document, what was left out counted on."""
    groups = [*grouping.stories, *((place,) for place, _ in grouping.left_out)]
    number = {place: at for at, story in enumerate(groups) for place in story}
    return [number[place] for place in range(count)]


def single_link(encoder: Encoder, cosine: float) -> Grouper:
    """Peer: what openings join whose cosine is high enough, whoever stands between them."""

    def grouper(documents: Sequence[Document]) -> list[int]:
        from sklearn.cluster import DBSCAN

        rows = encoder.encode([f"{one.title or ''} {one.text}"[:_OPENING_CHARS] for one in documents])
        return [int(label) for label in DBSCAN(eps=1 - cosine, min_samples=1, metric="cosine").fit_predict(rows)]

    return grouper


def tfidf_dbscan(distance: float) -> Grouper:
    """Peer: DBSCAN over TF-IDF of whole texts, as the library has both; a point of no cluster is a story of its own."""

    def grouper(documents: Sequence[Document]) -> list[int]:
        from sklearn.cluster import DBSCAN
        from sklearn.feature_extraction.text import TfidfVectorizer

        texts = [f"{one.title or ''} {one.text}" for one in documents]
        rows = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
        labels = DBSCAN(eps=distance, min_samples=2, metric="cosine").fit_predict(rows)
        return [int(label) if label >= 0 else -1 - at for at, label in enumerate(labels)]

    return grouper


def best(groupers: Iterable[Grouper], tuning: Pile) -> Grouper:
    """The one with the highest F1 on a pile."""
    return max(groupers, key=lambda grouper: score(tuning, grouper).f1)


def read(paths: Sequence[Path]) -> tuple[Pile, list[str]]:
    """All documents of cluster files, each with its file and cluster, and what had to be left out.

    Raises:
        InputError: a file is missing or cannot be read as clusters.
    """
    held, problems = [], list[str]()
    for path in paths:
        rows, faults = _rows(path)
        held += [(document, f"{path.stem}:{row.id}") for row in rows for document in row.documents]
        problems += map(str, faults)
    return Pile(tuple(document for document, _ in held), tuple(cluster for _, cluster in held)), problems


def _rows(path: Path) -> tuple[list[Cluster], list[Problem]]:
    from evaluation.data import cluster_rows, require_file

    return cluster_rows(require_file(path, "cluster file"))


def part_of(pile: Pile, part: str) -> Pile:
    """The documents of every other cluster, from the first or the second on, or all of them."""
    names = list(dict.fromkeys(pile.wanted))
    chosen = set({"even": names[::2], "odd": names[1::2], "all": names}[part])
    held = [at for at, cluster in enumerate(pile.wanted) if cluster in chosen]
    documents = tuple(pile.documents[at] for at in held)
    return replace(pile, documents=documents, wanted=tuple(pile.wanted[at] for at in held), name=part)


def with_beside(pile: Pile, paths: Sequence[Path]) -> list[Pile]:
    """The pile once for each cluster of other files, with that cluster's documents beside it."""
    return [
        replace(pile, beside=tuple(row.documents), name=f"{pile.name} beside {len(row.documents)} of {row.id}")
        for path in paths
        for row in _rows(path)[0]
    ]


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = table_parser("evaluate.py stories", __doc__)
    add = parser.add_argument
    add("clusters", nargs="+", type=Path, metavar="CLUSTERS", help="JSON Lines of clusters, all of them in one pile")
    add("--beside", nargs="+", type=Path, default=[], metavar="CLUSTERS", help="clusters that are put beside the pile")
    add("--part", choices=PARTS, help="every other cluster, from the first or second on (default: both, and all)")
    return parser.parse_args(argv)


def main(arguments: list[str]) -> int:
    """Measures, and prints the table."""
    args = parse(arguments)
    from common.report import show

    from evaluation.product import encoder_of
    from summarizer.config import settings_for

    settings = settings_for(overrides=args.overrides, offline=args.offline)
    (whole, problems), encoder = read(args.clusters), encoder_of(settings)
    piles = [part_of(whole, part) for part in ((args.part,) if args.part else PARTS)]
    piles += with_beside(piles[-1], args.beside)
    groupers = systems(settings, encoder, part_of(whole, "even"))
    report = report_of(piles, groupers, shlex.join(["scripts/evaluate.py", "stories", *arguments]))
    show(replace(report, remarks=tuple(problems)), args.markdown)
    return 0


def systems(settings: Settings, encoder: Encoder, tuning: Pile) -> dict[str, Grouper]:
    """The product and its peers, by name; the peers' thresholds are chosen on ``tuning``."""
    return {
        "this project": product(settings, encoder),
        "cosine, single link": best((single_link(encoder, cosine) for cosine in _COSINES), tuning),
        "TF-IDF, DBSCAN": best(map(tfidf_dbscan, _DISTANCES), tuning),
    }


def report_of(piles: Sequence[Pile], groupers: dict[str, Grouper], command: str) -> Report:
    """One row a pile and system."""
    from common.report import Report, Table

    rows = []
    for pile in piles:
        for name, grouper in groupers.items():
            one = score(pile, grouper)
            shares = (f"{value:.3f}" for value in (one.precision, one.recall, one.f1))
            count = f"{len(set(pile.wanted))}, {len(pile.documents) + len(pile.beside)}"
            rows.append((pile.name, count, name, *shares, str(one.merged), str(one.with_beside), f"{one.seconds:.1f}"))
    columns = ("pile", "stories, documents", "system", "precision", "recall", "F1", "merged", "joined beside", "CPU s")
    table = Table("Stories of a mixed pile (B-cubed)", columns, tuple(rows))
    notes = (
        "merged: found stories with documents of several clusters; joined beside: with some of those beside",
        "the thresholds of the peers are those that suit them best on the even half; the encoder may have its cache",
    )
    return Report("How the stories of a pile are found", command, (table,), notes)
