"""`scripts/evaluate.py rules`: what each rule of the verification catches, and what true claims it costs.

Without a data folder the labelled drafts are measured. With one, also errors made by machine in real sentences, and
first drafts of the default writer; those come from a file with --drafts.
"""

from __future__ import annotations

import argparse
import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from common.application import add_settings

from evaluation.remembering import add_cache, opened
from evaluation.samples import HELD, LABELLED, SETS, WRITTEN
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from common.report import Report

    from evaluation.rule_checks import Claim
    from evaluation.rule_drafts import RealDraft
    from summarizer.settings import Settings


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        UsageError: a set is to be measured whose data is not named, or the bars without the labelled drafts.
    """
    parser = argparse.ArgumentParser(prog="evaluate.py rules", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, metavar="FOLDER", help="the data folder; without it only the labelled drafts are read")
    add("--only", action="append", default=[], choices=SETS, help="this set alone; may be repeated")
    add("--clusters", type=int, default=40, metavar="N", help="clusters that are drafted (default: %(default)s)")
    add("--drafts", type=Path, metavar="FILE", help="read the drafts from this file instead of writing them")
    add("--save", type=Path, metavar="FILE", help="write the drafts to this file, for --drafts")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="print Markdown")
    form.add_argument("--json", action="store_true", help="print every figure, and each claim judged wrongly, as JSON")
    add("--check", action="store_true", help="exit with 1 when the labelled drafts miss the bars")
    add("--device", metavar="NAME", help="auto, cpu, cuda or mps")
    add_cache(parser)
    add_settings(parser)
    args = parser.parse_args(argv)
    args.only = args.only or [name for name in SETS if _at_hand(name, args)]
    for name in args.only:
        if not _at_hand(name, args):
            raise UsageError(f"the set {name!r} needs --data", "name the data folder's path")
    if args.check and not {LABELLED, HELD} <= set(args.only):
        raise UsageError("--check needs the labelled drafts", f"add --only {LABELLED} --only '{HELD}'")
    return args


def _at_hand(name: str, args: argparse.Namespace) -> bool:
    return name in (LABELLED, HELD) or args.data is not None or (name == WRITTEN and args.drafts is not None)


def main(arguments: list[str]) -> int:
    """Measures the rules; returns 1 when bars are to be checked and one is missed, else 0."""
    args = parse(arguments)
    from evaluation.product import parser_of
    from evaluation.rule_checks import Rules
    from evaluation.rule_tables import missed_bars, report_of
    from summarizer.config import settings_for

    settings = settings_for(overrides=args.overrides, offline=args.offline, device=args.device)
    drafts = _drafts(args, settings)
    claims = _claims(args, settings)
    rules = Rules(parser_of(settings), settings.verify)
    rules.read([claim for found in claims.values() for claim in found] + [draft.claim for draft in drafts])
    sets = {name: [rules.ask(claim) for claim in found] for name, found in claims.items()}
    judged = [(draft, rules.ask(draft.claim)) for draft in drafts]
    command = shlex.join(["scripts/evaluate.py", "rules", *arguments])
    _print(report_of(sets, judged, settings.judge.threshold, rules, command), args)
    missed = missed_bars(sets) if args.check else []
    for line in missed:
        print(line)
    return 1 if missed else 0


def _claims(args: argparse.Namespace, settings: Settings) -> dict[str, list[Claim]]:
    from evaluation.rule_sets import contrasts, labelled

    found = {name: claims for name, claims in labelled().items() if name in args.only}
    made = contrasts(args.data, settings) if args.data else {}
    return found | {name: make() for name, make in made.items() if name in args.only}


def _drafts(args: argparse.Namespace, settings: Settings) -> list[RealDraft]:
    if WRITTEN not in args.only:
        return []
    from evaluation.rule_drafts import read_drafts, save_drafts, write_drafts
    from summarizer.cli.progress import showing

    if args.drafts:
        found = read_drafts(args.drafts)
    else:
        with opened(args) as cache, showing(args.quiet) as progress:
            found = write_drafts(args.data, args.clusters, settings, cache, progress)
    if args.save:
        save_drafts(found, args.save)
    return found


def _print(report: Report, args: argparse.Namespace) -> None:
    from common.report import show

    if args.json:
        print(json.dumps({"command": report.command, **report.data}, ensure_ascii=False, indent=1))
    else:
        show(report, args.markdown)
