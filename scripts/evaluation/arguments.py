"""The command line of `scripts/evaluate.py`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from summarizer.errors import UsageError

EXTRACTIVE = ("lead", "lexrank", "textrank", "mmr")
PEERS = (*EXTRACTIVE, "prompt")
EVIDENCE = ("best", "whole")

_DESCRIPTION = """Scores the pipeline, its peers and ready-made outputs on clusters with reference summaries,
and judges
on human-labelled pairs. Writes a table to the terminal, and evaluation.md, evaluation.json and
evaluation.png."""

_EPILOG = """examples:
  scripts/evaluate.py data/multinews_dev.jsonl --words 220 --limit 10
  scripts/evaluate.py data/multinews_dev.jsonl data/multiling2011_en.jsonl --peers all
  scripts/evaluate.py clusters.jsonl --no-pipeline --system mine=outputs.jsonl --peers lead
  scripts/evaluate.py --pairs data/summedits_news.jsonl --judge nli-deberta-v3 --judge mypackage.judges:MyJudge
  scripts/evaluate.py --floor tests/quality_floor.json

exit codes: 0 done, 1 failed or under the floor, 2 wrong call"""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        UsageError: options that do not go together, or values that cannot be.
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = argparse.ArgumentParser(
        prog="evaluate.py",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _input_options(parser)
    _system_options(parser)
    _output_options(parser)
    _floor_options(parser)
    args = parser.parse_args(argv)
    args.peers = _peers(args.peers)
    args.metrics = _names(args.metrics)
    args.words = _budgets(args.words, len(args.clusters))
    args.system = [_named_path(value) for value in args.system]
    _check(args)
    return args


def _input_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("input")
    group.add_argument("clusters", nargs="*", type=Path, metavar="CLUSTERS", help="JSON Lines files of clusters")
    group.add_argument(
        "--pairs",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="human-labelled pairs to test judges on",
    )
    group.add_argument(
        "--pairs-evidence",
        choices=EVIDENCE,
        default=EVIDENCE[0],
        help="of pairs that list a document's sentences: the few nearest to the claim, or the whole (%(default)s)",
    )
    group.add_argument("--limit", type=int, metavar="N", help="only the first N rows of each file")


def _system_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("systems")
    group.add_argument(
        "--system",
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="ready-made outputs: JSON Lines of id and summary, or the project's JSON",
    )
    group.add_argument(
        "--peers",
        default=",".join(EXTRACTIVE),
        metavar="LIST",
        help=f"from {', '.join(PEERS)}, by commas; all; none (default: all but prompt, which is slow)",
    )
    group.add_argument("--no-pipeline", action="store_true", help="do not run the project's own pipeline")
    group.add_argument(
        "--words",
        metavar="N[,N]",
        help="budget of every system, or one a cluster file (default: output.words)",
    )
    group.add_argument("--preset", metavar="NAME", help="the pipeline's preset")
    group.add_argument(
        "--set",
        action="append",
        default=[],
        dest="overrides",
        metavar="KEY=VALUE",
        help="a setting, Hydra's syntax",
    )
    group.add_argument("--device", metavar="NAME", help="auto, cpu, cuda or mps")
    group.add_argument("--offline", action="store_true", help="never use the network")
    group.add_argument(
        "--judge",
        action="append",
        default=[],
        metavar="NAME",
        help="judge of citations and pairs: verifier (default), a name of conf/judge, module:attribute, or none; "
        "may be repeated",
    )
    group.add_argument("--metrics", default="", metavar="LIST", help="only these columns, comma-separated")


def _output_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("output")
    group.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("outputs/evaluation"),
        metavar="FOLDER",
        help="default: %(default)s",
    )
    group.add_argument("--plot-metric", default="rouge2", metavar="NAME", help="quality in the plot (%(default)s)")
    group.add_argument("--cache", type=Path, metavar="FILE", help="where work is remembered (default: user's cache)")
    group.add_argument("--no-cache", action="store_true", help="remember nothing beyond this run")
    group.add_argument("--resamples", type=int, default=10_000, metavar="N", help="bootstrap draws (%(default)s)")
    group.add_argument("--seed", type=int, default=0, help="of the bootstrap (%(default)s)")
    group.add_argument("--quiet", action="store_true", help="no progress")
    group.add_argument("--debug", action="store_true", help="show the traceback of an error")


def _floor_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("quality floor")
    group.add_argument("--floor", type=Path, metavar="FILE", help="check the fixed sets that this file names")
    group.add_argument("--update-floor", action="store_true", help="raise floors to what is measured; lowers none")
    group.add_argument("--lower-floor", metavar="SET:METRIC", help="put one floor at what is measured; needs --reason")
    group.add_argument("--reason", default="", metavar="TEXT", help="why the floor falls; kept in the file")


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _peers(value: str) -> tuple[str, ...]:
    names = {"all": PEERS, "none": ()}.get(value.strip()) if value.strip() in ("all", "none") else _names(value)
    for name in names or ():
        if name not in PEERS:
            raise UsageError(f"unknown peer {name!r}", f"known: {', '.join(PEERS)}, all, none")
    return tuple(dict.fromkeys(names or ()))


def _budgets(value: str | None, files: int) -> tuple[int, ...]:
    """One budget a cluster file; nothing when none is named."""
    names = _names(value or "")
    if not all(name.isdigit() and int(name) > 0 for name in names):
        raise UsageError(f"--words {value} is no budget", "for example --words 220, or --words 220,250 for two files")
    if len(names) > 1 and len(names) != files:
        raise UsageError(f"--words names {len(names)} budgets for {files} files", "name one, or one a file")
    return tuple(int(name) for name in (names * files if len(names) == 1 else names))


def _named_path(value: str) -> tuple[str, Path]:
    name, equals, path = value.partition("=")
    if not equals or not name or not path:
        raise UsageError(f"--system {value!r} is not NAME=PATH", "for example --system mine=outputs.jsonl")
    return name, Path(path)


def _check(args: argparse.Namespace) -> None:
    names = [name for name, _ in args.system]
    taken = {"briefing", "one prompt", *EXTRACTIVE}
    for name in names:
        if name in taken or names.count(name) > 1:
            raise UsageError(f"the name {name!r} of a --system is taken", "give it another")
    for option, value, least in (("limit", args.limit, 1), ("resamples", args.resamples, 100)):
        if value is not None and value < least:
            raise UsageError(f"--{option} {value} is too small", f"use {least} or more")
    if args.floor is None and (args.update_floor or args.lower_floor):
        raise UsageError("--update-floor and --lower-floor need --floor FILE")
    if args.floor is not None and (args.clusters or args.pairs or args.system):
        raise UsageError("--floor runs the sets its file names", "leave out CLUSTERS, --pairs and --system")
    if args.lower_floor and not args.reason.strip():
        raise UsageError("--lower-floor needs --reason TEXT", "say why lower quality is accepted")
    if args.floor is None and not args.clusters and not args.pairs:
        raise UsageError("nothing to evaluate", "name a cluster file, --pairs FILE or --floor FILE; see --help")
