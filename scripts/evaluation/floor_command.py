"""`scripts/evaluate.py floor`: runs the fixed sets of a floor file, compares, and raises or lowers floors."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from common.application import ROOT, add_settings

from evaluation.floor import Check, Floor, FloorSet, check, dump, load_floor, lowered, raised, set_named, shown_values
from evaluation.remembering import add_cache, opened
from summarizer.errors import InputError, UsageError


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        UsageError: a floor is to be lowered without a reason.
    """
    parser = argparse.ArgumentParser(prog="evaluate.py floor", description=__doc__)
    add = parser.add_argument
    add("file", nargs="?", type=Path, default=ROOT / "tests" / "quality_floor.json", help="default: %(default)s")
    add("--only", action="append", default=[], metavar="SET", help="this set of it; may be repeated")
    add("--update", action="store_true", help="raise floors to what is measured; lowers none")
    add("--lower", metavar="SET:METRIC", default="", help="put one floor at what is measured; needs --reason")
    add("--reason", default="", metavar="TEXT", help="why the floor falls; kept in the file")
    add("--device", metavar="NAME", help="auto, cpu, cuda or mps")
    add_cache(parser)
    add_settings(parser)
    args = parser.parse_args(argv)
    if args.lower and not args.reason.strip():
        raise UsageError("--lower needs --reason TEXT", "say why lower quality is accepted")
    return args


def main(arguments: list[str]) -> int:
    """Checks the floor; returns 0 when every figure stands, else 1."""
    args = parse(arguments)
    floor = load_floor(args.file)
    _check_lowered(floor, args.lower)
    chosen = set_named(floor, args.only)
    checks: list[Check] = []
    sets: list[FloorSet] = []
    for held in floor.sets:
        measured = _measure(held, args) if held in chosen else None
        sets.append(held if measured is None else _moved(held, measured, args))
        checks += [] if measured is None else check(floor, sets[-1], measured)
    if not checks:
        raise InputError(f"{args.file} led to no check at all", "are its data sets here?")
    if args.update or args.lower:
        _write(args.file, dump(replace(floor, sets=tuple(sets))))
    return _told(checks)


def _check_lowered(floor: Floor, named: str) -> None:
    name, _, metric = named.partition(":")
    if named and not metric:
        raise UsageError(f"--lower {named} names no set and metric", "write SET:METRIC")
    set_named(floor, [name] if name else [])


def _moved(held: FloorSet, measured: dict[str, float], args: argparse.Namespace) -> FloorSet:
    """The set with its floors raised, or one lowered, as the arguments ask."""
    name, _, metric = args.lower.partition(":")
    if name == held.name:
        held = lowered(held, metric, measured, args.reason)
    return raised(held, measured) if args.update else held


def _told(checks: list[Check]) -> int:
    for line in checks:
        print(line)
    fallen = sum(not line.passed for line in checks)
    if fallen:
        print(f"{fallen} of {len(checks)} figures fell under their floor")
    return 1 if fallen else 0


def _measure(held: FloorSet, args: argparse.Namespace) -> dict[str, float] | None:
    """The pipeline's figures on one fixed set, in shown units; None when an optional set is not here."""
    from evaluation.run import Options, evaluate
    from evaluation.systems import PIPELINE
    from summarizer.cli.progress import showing
    from summarizer.config import settings_for

    path = (ROOT / held.path).resolve()
    if held.optional and not path.is_file():
        print(f"{held.name}: skipped, {held.path} is not here")
        return None
    overrides = [*held.overrides, *args.overrides]
    settings = settings_for(words=held.words, overrides=overrides, offline=args.offline, device=args.device)
    facts = ROOT / held.facts if held.facts else None
    judges = {name.partition(":")[2] for name in held.floors if ":" in name}
    options = Options(clusters=(path,), facts=facts, judges=sorted(judges), limit=held.limit, resamples=100)
    with opened(args) as cache, showing(args.quiet) as progress:
        result = evaluate(options, settings, cache, progress).sets[0]
    if result.problems:
        raise InputError(f"{held.name}: {result.problems[0]}", "a fixed set must be whole")
    return shown_values(result.row(PIPELINE).values)


def _write(path: Path, text: str) -> None:
    from summarizer.save import write_atomically

    write_atomically(path, text)
    print(f"{path} written")
