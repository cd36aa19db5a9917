"""What `scripts/evaluate.py` does once its command line is read: an evaluation, or a check of the floor."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from evaluation.cache import Cache
from evaluation.floor import Check, FloorSet, check, dump, load_floor, lowered, raised, shown_values
from evaluation.judges import DEFAULT
from evaluation.metrics import choose_metrics
from evaluation.plot import plot_quality
from evaluation.report import print_terminal, to_json, to_markdown
from evaluation.run import Options
from evaluation.run import evaluate as run_evaluation
from evaluation.systems import PIPELINE
from summarizer.cli.progress import showing
from summarizer.config import settings_for
from summarizer.errors import InputError, OutputError, UsageError
from summarizer.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
_TERMINAL_COLUMNS = 200


def evaluate(args: argparse.Namespace, command: str) -> int:
    """Runs what the arguments ask for, prints the tables and writes Markdown, JSON and the plot."""
    from rich.console import Console

    choose_metrics([*args.metrics, args.plot_metric])
    settings = _settings(args)
    _make_folder(args.output)
    with _cache(args) as cache, showing(args.quiet) as progress:
        report = run_evaluation(_options(args), settings, cache, command, progress)
    plotted = None
    if any(row.values.get(args.plot_metric) for result in report.sets for row in result.rows):
        plot_quality(report.sets, args.output / "evaluation.png", args.plot_metric)
        plotted = "evaluation.png"
    _write(args.output / "evaluation.md", to_markdown(report, plotted))
    _write(args.output / "evaluation.json", to_json(report))
    console = Console()
    print_terminal(report, console if console.is_terminal else Console(width=_TERMINAL_COLUMNS))
    print(f"Written to {args.output}/: evaluation.md, evaluation.json{', ' + plotted if plotted else ''}")
    return 0


def check_floor(args: argparse.Namespace) -> int:
    """Runs the floor's fixed sets, compares, and with the right flags raises or lowers floors in the file.

    Returns:
        0 when every figure stands, else 1.
    """
    floor = load_floor(args.floor)
    lower_set, _, lower_metric = (args.lower_floor or "").partition(":")
    if args.lower_floor and lower_set not in {held.name for held in floor.sets}:
        raise UsageError(f"--lower-floor {args.lower_floor} names no set", "write SET:METRIC")
    checks: list[Check] = []
    sets: list[FloorSet] = []
    for held in floor.sets:
        measured = _measure(held, args)
        if measured is None:
            sets.append(held)
            continue
        if lower_set == held.name:
            held = lowered(held, lower_metric, measured, args.reason)
        if args.update_floor:
            held = raised(held, measured)
        sets.append(held)
        checks.extend(check(floor, held, measured))
    if not checks:
        raise InputError(f"{args.floor} led to no check at all", "are its data sets here?")
    for line in checks:
        print(line)
    if args.update_floor or args.lower_floor:
        _write(args.floor, dump(replace(floor, sets=tuple(sets))))
        print(f"{args.floor} written")
    fallen = [line for line in checks if not line.passed]
    if fallen:
        print(f"{len(fallen)} of {len(checks)} figures fell under their floor")
    return 1 if fallen else 0


def _measure(held: FloorSet, args: argparse.Namespace) -> dict[str, float] | None:
    """The pipeline's figures on one fixed set, in shown units; None when an optional set is not here."""
    path = (ROOT / held.path).resolve()
    if held.optional and not path.is_file():
        print(f"{held.name}: skipped, {held.path} is not here")
        return None
    settings = settings_for(words=held.words, overrides=held.overrides, offline=args.offline, device=args.device)
    options = Options(clusters=(path,), judges=(DEFAULT,), limit=held.limit, resamples=100)
    with _cache(args) as cache, showing(args.quiet) as progress:
        report = run_evaluation(options, settings, cache, "", progress)
    result = report.sets[0]
    if result.problems:
        raise InputError(f"{held.name}: {result.problems[0]}", "a fixed set must be whole")
    return shown_values(result.row(PIPELINE).values)


def _settings(args: argparse.Namespace) -> Settings:
    return settings_for(
        preset=args.preset,
        overrides=args.overrides,
        offline=args.offline,
        device=args.device,
    )


def _options(args: argparse.Namespace) -> Options:
    judges = tuple(dict.fromkeys(args.judge or [DEFAULT]))
    return Options(
        clusters=tuple(args.clusters),
        words=args.words,
        pairs=tuple(args.pairs),
        pairs_evidence=args.pairs_evidence,
        ready=tuple(args.system),
        peers=args.peers,
        pipeline=not args.no_pipeline,
        judges=() if judges == ("none",) else judges,
        overrides=tuple(args.overrides),
        metrics=args.metrics,
        limit=args.limit,
        resamples=args.resamples,
        seed=args.seed,
    )


@contextmanager
def _cache(args: argparse.Namespace) -> Iterator[Cache]:
    cache = Cache(None if args.no_cache else args.cache or _default_cache())
    try:
        yield cache
    finally:
        cache.close()


def _default_cache() -> Path:
    """Beside the models: in ``$SUMMARIZER_CACHE`` or the user's cache folder."""
    import platformdirs

    root = os.environ.get("SUMMARIZER_CACHE") or platformdirs.user_cache_dir("summarizer", appauthor=False)
    return Path(root) / "evaluation.sqlite"


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"the folder {path} cannot be made ({error.strerror})", "name another with -o") from error


def _write(path: Path, text: str) -> None:
    from summarizer.save import write_atomically

    write_atomically(path, text)
