"""`scripts/evaluate.py standing`: how often the standing of a clause is read rightly, by kind and by standing.

Reads pairs of passages that differ in little but how they put forward one clause. Of the pairs kept for checking
(`--part blind`) only figures are shown, so that no rule is made for one of their sentences. The first held-out half and
`check` have been read, and rules were made for them: they are development data now; `--held-out` still shows only the
figures of the former.
"""

from __future__ import annotations

import argparse
import json
import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from common.application import ROOT, table_parser

from summarizer.errors import UsageError

if TYPE_CHECKING:
    from common.report import Report, Table

FOLDER = ROOT / "tests" / "data"
NAMES = {
    "development": "standing.jsonl",
    "first_held_out": "standing_held_out.jsonl",
    "check": "standing_check.jsonl",
    "blind": "standing_blind.jsonl",
}
BAR = 0.90
"""Least share of pairs that no rule was made by that is read rightly."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A clause of a passage and how it stands; ``clause`` is a stretch of ``passage[row]``."""

    kind: str
    passage: tuple[str, ...]
    row: int
    clause: str
    standing: str


def read(path: Path) -> list[Labelled]:
    """Reads JSON Lines of labelled clauses.

    Raises:
        UsageError: the file is missing, or a clause does not stand in its sentence.
    """
    if not path.is_file():
        raise UsageError(f"{path} is not there", "name its folder with --folder")
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        one = Labelled(row["kind"], tuple(row["passage"]), row["row"], row["clause"], row["standing"])
        if one.clause not in one.passage[one.row]:
            raise UsageError(f"{path}, line {number}: the clause does not stand in its sentence", "correct it")
        found.append(one)
    return found


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = table_parser("evaluate.py standing", __doc__)
    add = parser.add_argument
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--part", choices=NAMES, default="development", help="which pairs; of `blind` only figures are shown"
    )
    which.add_argument("--held-out", action="store_true", help="the first held-out half, and only its figures")
    add("--folder", type=Path, default=FOLDER, metavar="FOLDER", help="where the pairs are (default: tests/data)")
    add("--check", action="store_true", help=f"exit with 1 when less than {BAR:.0%} are read rightly")
    return parser.parse_args(argv)


def main(arguments: list[str]) -> int:
    """Measures; returns 1 when the bar is to be checked and is missed, else 0."""
    args = parse(arguments)
    from common.report import show

    from evaluation.product import Analyser, parser_of, standing_of
    from summarizer.config import settings_for

    settings = settings_for(overrides=args.overrides, offline=args.offline)
    labelled = read(args.folder / NAMES["first_held_out" if args.held_out else args.part])
    analyse = Analyser(parser_of(settings))
    analyse.prepare([text for one in labelled for text in one.passage])
    found = []
    for one in labelled:
        start = one.passage[one.row].index(one.clause)
        found.append(standing_of(one.passage, one.row, start, start + len(one.clause), analyse))
    listed = not args.held_out and args.part != "blind"
    report = report_of(labelled, found, listed, shlex.join(["scripts/evaluate.py", "standing", *arguments]))
    show(report, args.markdown)
    right = sum(one.standing == kind for one, kind in zip(labelled, found, strict=True))
    return int(args.check and right < BAR * len(labelled))


def report_of(labelled: Sequence[Labelled], found: Sequence[str], listed: bool, command: str) -> Report:
    """The tables: by kind, by standing, what was taken for what, and where ``listed`` each clause read wrongly."""
    from common.report import Report, Table

    tables = [
        _shares("By kind", [one.kind for one in labelled], labelled, found),
        _shares("By standing", [one.standing for one in labelled], labelled, found),
    ]
    wrong = Counter((one.standing, kind) for one, kind in zip(labelled, found, strict=True) if one.standing != kind)
    rows = [(should, does, str(count)) for (should, does), count in wrong.most_common()]
    tables.append(Table("Taken for another", ("standing", "read as", "clauses"), tuple(rows)))
    if listed:
        missed = [(one, kind) for one, kind in zip(labelled, found, strict=True) if one.standing != kind]
        texts = tuple((one.clause, one.kind, one.standing, kind, " ".join(one.passage)) for one, kind in missed)
        tables.append(Table("Read wrongly", ("clause", "kind", "standing", "read as", "passage"), texts))
    return Report("How clauses stand", command, tuple(tables), (f"{len(labelled)} clauses",))


def _shares(title: str, keys: Sequence[str], labelled: Sequence[Labelled], found: Sequence[str]) -> Table:
    from common.report import Table

    total, right = Counter(keys), Counter[str]()
    for key, one, kind in zip(keys, labelled, found, strict=True):
        right[key] += one.standing == kind
    rows = [(key, f"{right[key] / total[key]:.2f}", f"{right[key]} of {total[key]}") for key in sorted(total)]
    rows.append(("all", f"{right.total() / max(len(keys), 1):.3f}", f"{right.total()} of {len(keys)}"))
    return Table(title, ("", "share", "clauses"), tuple(rows))
