"""`scripts/evaluate.py` without a subcommand: scores systems on clusters, and judges on labelled pairs."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from common.application import add_output, add_settings, make_folder

from evaluation.remembering import add_cache, opened
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from evaluation.run import Options

PEERS = ("lead", "lexrank", "textrank", "mmr")

_DESCRIPTION = """Scores the pipeline, its peers and ready-made outputs on clusters with reference summaries,
and judges on human-labelled pairs. Writes a table to the terminal, and evaluation.md, evaluation.json and
evaluation.png."""

_EPILOG = """examples:
  scripts/evaluate.py data/multinews_dev.jsonl --words 220 --limit 10
  scripts/evaluate.py data/multinews_dev.jsonl data/multiling2011_en.jsonl --words 220,250
  scripts/evaluate.py clusters.jsonl --no-pipeline --system mine=outputs.jsonl --peers lead
  scripts/evaluate.py tests/data/invented_clusters.jsonl --facts tests/data/invented_facts.json
  scripts/evaluate.py --pairs data/summedits_news.jsonl --judge nli-deberta-v3 --judge mypackage.judges:MyJudge
  scripts/evaluate.py attribution --help        which documents are found for a claim
  scripts/evaluate.py deletions --help          what another choice of what is left out could gain
  scripts/evaluate.py figures --help            how well figures over time are found
  scripts/evaluate.py floor --help              the quality floor
  scripts/evaluate.py languages --help          briefings in other languages, beside their lead sentences
  scripts/evaluate.py rules --help              what each rule of the verification catches
  scripts/evaluate.py standing --help           how often the standing of a clause is read rightly
  scripts/evaluate.py origins --help            which sources are told to share an origin
  scripts/evaluate.py summhay --help            coverage and citations on SummHay subtopics

exit codes: 0 done, 1 failed, 2 wrong call"""


def main(arguments: list[str]) -> int:
    """Runs what the arguments ask for, prints the tables and writes Markdown, JSON and the plot."""
    args = parse(arguments)
    from common.report import save, show

    from evaluation.metrics import choose_metrics
    from evaluation.plot import plot_quality
    from evaluation.run import evaluate
    from evaluation.tables import report_of
    from summarizer.cli.progress import showing
    from summarizer.config import settings_for

    choose_metrics([*args.metrics, args.plot_metric])
    settings = settings_for(preset=args.preset, overrides=args.overrides, offline=args.offline, device=args.device)
    make_folder(args.output)
    with opened(args) as cache, showing(args.quiet) as progress:
        found = evaluate(_options(args), settings, cache, progress)
    picture = ""
    if any(row.values.get(args.plot_metric) for result in found.sets for row in result.rows):
        picture = "evaluation.png"
        plot_quality(found.sets, args.output / picture, args.plot_metric)
    report = report_of(found, shlex.join(["scripts/evaluate.py", *arguments]), picture)
    save(report, args.output, "evaluation")
    show(report)
    print(f"Written to {args.output}/: evaluation.md, evaluation.json{', ' + picture if picture else ''}")
    return 0


def _options(args: argparse.Namespace) -> Options:
    from evaluation.run import Options

    return Options(**{name: getattr(args, name) for name in Options.__dataclass_fields__})


def parse(argv: list[str]) -> argparse.Namespace:
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
    add_settings(parser)
    args = parser.parse_args(argv)
    args.peers = _peers(args.peers)
    args.metrics = _names(args.metrics)
    args.words = _budgets(args.words, len(args.clusters))
    args.ready = tuple(_named_path(value) for value in args.ready)
    args.judges = tuple(dict.fromkeys(args.judges or ["verifier"]))
    args.judges = () if args.judges == ("none",) else args.judges
    _check(args)
    return args


def _input_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("input")
    add = group.add_argument
    add("clusters", nargs="*", type=Path, metavar="CLUSTERS", help="JSON Lines files of clusters")
    add("--facts", type=Path, metavar="FILE", help="which document states which fact, by hand; scores citations")
    add("--pairs", action="append", default=[], type=Path, metavar="FILE", help="labelled pairs to test judges on")
    add(
        "--pairs-evidence",
        choices=("best", "whole"),
        default="best",
        help="of pairs that list a document's sentences: the few nearest to the claim, or the whole (%(default)s)",
    )
    add("--limit", type=int, metavar="N", help="only the first N rows of each file")


def _system_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("systems")
    add = group.add_argument
    ready = "ready-made outputs: JSON Lines of id and summary, or the project's JSON"
    add("--system", action="append", default=[], dest="ready", metavar="NAME=PATH", help=ready)
    peers = f"from {', '.join(PEERS)}, by commas; all; none (default: all)"
    add("--peers", default="all", metavar="LIST", help=peers)
    add("--no-pipeline", action="store_false", dest="pipeline", help="do not run the project's own pipeline")
    add("--words", metavar="N[,N]", help="budget of every system, or one a cluster file (default: output.words)")
    add("--preset", metavar="NAME", help="the pipeline's preset")
    add("--device", metavar="NAME", help="auto, cpu, cuda or mps")
    judges = "of citations and pairs: verifier (default), a name of conf/judge, module:attribute, or none; repeatable"
    add("--judge", action="append", default=[], dest="judges", metavar="NAME", help=judges)
    add("--metrics", default="", metavar="LIST", help="only these columns, comma-separated")


def _output_options(parser: argparse.ArgumentParser) -> None:
    add_output(parser, "outputs/evaluation")
    parser.add_argument("--plot-metric", default="rouge2", metavar="NAME", help="quality in the plot (%(default)s)")
    add_cache(parser)
    parser.add_argument("--resamples", type=int, default=10_000, metavar="N", help="bootstrap draws (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the bootstrap (%(default)s)")


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _peers(value: str) -> tuple[str, ...]:
    if value.strip() in ("all", "none"):
        return PEERS if value.strip() == "all" else ()
    for name in _names(value):
        if name not in PEERS:
            raise UsageError(f"unknown peer {name!r}", f"known: {', '.join(PEERS)}, all, none")
    return tuple(dict.fromkeys(_names(value)))


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
    names = [name for name, _ in args.ready]
    for name in names:
        if name in ("briefing", *PEERS) or names.count(name) > 1:
            raise UsageError(f"the name {name!r} of a --system is taken", "give it another")
    for option, value, least in (("limit", args.limit, 1), ("resamples", args.resamples, 100)):
        if value is not None and value < least:
            raise UsageError(f"--{option} {value} is too small", f"use {least} or more")
    if not args.clusters and not args.pairs:
        raise UsageError("nothing to evaluate", "name a cluster file or --pairs FILE; see --help")
