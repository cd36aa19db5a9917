"""What `scripts/benchmark.py` does: reads the command line, measures what is asked for, writes the report."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from common.application import ROOT, add_output, add_settings, make_folder

from summarizer.errors import InputError, SummarizerError, UsageError

if TYPE_CHECKING:
    from common.report import Table

    from summarizer.interfaces import Progress
    from summarizer.settings import Settings

_DEFAULT_CLUSTERS = (ROOT.parent / "shared" / "clusters" / "hama", ROOT / "summarizer" / "samples" / "ferry")
_DEFAULT_ROWS = ROOT.parent / "shared" / "data" / "multinews_dev.jsonl"

_EPILOG = """examples:
  scripts/benchmark.py                                       everything
  scripts/benchmark.py selection --sizes 1000,10000,100000
  scripts/benchmark.py stories --sizes 10000 --clusters rows.jsonl
  scripts/benchmark.py briefing reports/*.txt --run default --run fast=preset=fast
  scripts/benchmark.py briefing --busy                       alone, and beside other work
  scripts/benchmark.py batch --clusters rows.jsonl --limit 20 --run default --run fast=preset=fast
  scripts/benchmark.py work --limit 6                        what is written and judged, and what comes of it
  scripts/benchmark.py writer --batches 1,8,16 --dtypes bfloat16
  scripts/benchmark.py llamacpp --gguf model.gguf

exit codes: 0 done, 1 failed, 2 wrong call"""


@dataclass(frozen=True, slots=True)
class Found:
    """What one part measured: its table, how to read it, and the figures for the JSON file."""

    table: Table | None
    notes: tuple[str, ...]
    figures: Any = None
    more: tuple[Table, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """All of them."""
        return ((self.table,) if self.table else ()) + self.more


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        UsageError: values that cannot be.
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = argparse.ArgumentParser(
        prog="benchmark.py",
        description="Measures time and memory of selection, stories, briefings, batch job, writer and llama.cpp.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("what", nargs="*", metavar="PART|FILE", help=f"parts ({', '.join(PARTS)}; default: all), and reports to brief")
    add(
        "--sizes",
        default="1000,10000,100000",
        metavar="LIST",
        help="rows of the selection, documents of a pile (%(default)s)",
    )
    add("--no-encoder", action="store_true", help="stories: only with words hashed in the encoder's place")
    runs = "a way to brief, settings by commas (default: default, and fast=preset=fast)"
    add("--run", action="append", default=[], metavar="NAME[=OVERRIDES]", help=runs)
    add("--words", type=int, default=250, help="budget of a briefing (%(default)s)")
    add("--busy", action="store_true", help="briefing: again, with a busy process a core beside it")
    add("--clusters", type=Path, default=_DEFAULT_ROWS, metavar="FILE", help="rows for batch, stories and work")
    add("--limit", type=int, default=20, metavar="N", help="clusters of it (%(default)s)")
    add("--warm", action="store_true", help="batch: leave out one process a cluster")
    add("--batches", default="1,4,8,16,32", metavar="LIST", help="of the writer (%(default)s)")
    add("--dtypes", default="int8,bfloat16,float32", metavar="LIST", help="of the writer (%(default)s)")
    add("--gguf", type=Path, metavar="FILE", help="the writer's published file, for llama.cpp")
    add("--time-limit", type=float, default=600.0, metavar="S", help="a measurement (%(default)s s)")
    add_output(parser, "outputs/benchmark")
    add_settings(parser)
    args = parser.parse_args(argv)
    args.parts = tuple(part for part in PARTS if part in args.what) or tuple(PARTS)
    args.paths = [Path(part) for part in args.what if part not in PARTS]
    args.sizes, args.batches = _numbers("sizes", args.sizes), _numbers("batches", args.batches)
    args.dtypes = tuple(part.strip() for part in args.dtypes.split(",") if part.strip())
    args.run = [_named_run(value) for value in args.run] or [("default", ()), ("fast", ("preset=fast",))]
    args.overrides += ["store.offline=true"] if args.offline else []
    return args


def _numbers(option: str, value: str) -> tuple[int, ...]:
    names = [part.strip().replace("_", "") for part in value.split(",") if part.strip()]
    if not names or not all(name.isdigit() and int(name) > 0 for name in names):
        raise UsageError(f"--{option} {value!r} is no list of numbers", "for example 1000,10000")
    return tuple(sorted({int(name) for name in names}))


def _named_run(value: str) -> tuple[str, tuple[str, ...]]:
    name, _, overrides = value.partition("=")
    return name, tuple(part for part in overrides.split(",") if part)


def main(arguments: list[str]) -> int:
    """Measures what the arguments ask for, prints the tables and writes Markdown and JSON."""
    args = parse(arguments)
    from common.machine import code_hash, machine
    from common.report import Report, save, show

    from summarizer.cli.progress import showing
    from summarizer.config import settings_for

    settings = settings_for(words=args.words, overrides=args.overrides)
    command = shlex.join(["scripts/benchmark.py", *arguments])
    where = {"machine": machine(), "code": code_hash("."), "settings_hash": settings.hash()}
    make_folder(args.output)
    found: dict[str, Found] = {}
    report = Report("Benchmark", command, (), ())
    with showing(args.quiet) as progress:
        for part in args.parts:
            found[part] = PARTS[part](args, settings, progress)
            tables = tuple(table for one in found.values() for table in one.tables)
            notes = [note for one in found.values() for note in one.notes]
            notes.append(
                f"Machine: {where['machine']}. Code: {where['code'][:12]}. Settings: {where['settings_hash']}."
            )
            data = {**where, **{name: one.figures for name, one in found.items()}}
            report = Report("Benchmark", command, tables, tuple(notes), (), data)
            # Written after every part: a long benchmark that is stopped leaves what it had.
            save(report, args.output, "benchmark")
    show(report)
    print(f"Written to {args.output}/")
    return 0


def _devices() -> tuple[str, ...]:
    import torch

    return ("cpu", "cuda") if torch.cuda.is_available() else ("cpu",)


def _paths(args: argparse.Namespace) -> list[Path]:
    """The reports to brief: those named, else the first sample cluster that is here.

    Raises:
        InputError: a named one is missing, or there is no sample.
    """
    for path in args.paths:
        if not path.exists():
            raise InputError(f"{path} is missing", f"name reports, or parts: {', '.join(PARTS)}")
    if args.paths:
        return list(args.paths)
    for folder in _DEFAULT_CLUSTERS:
        if folder.is_dir():
            return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".json")
    raise InputError("there is no sample cluster here", "name reports on the command line")


def _cluster_name(paths: Sequence[Path]) -> str:
    return f"{paths[0].resolve().parent.name}, {len(paths)} reports" if len(paths) > 1 else paths[0].name


def _selection(args: argparse.Namespace, settings: Settings, progress: Progress) -> Found:
    from benchmarking.selection import sweep, table

    cells = sweep(args.sizes, args.time_limit, progress)
    note = "Selection: 384-dimensional float32 unit rows, one call each; langchain-core gets an array, not a list."
    return Found(table(cells), (note,), [asdict(cell) for cell in cells])


def _briefing(args: argparse.Namespace, settings: Settings, progress: Progress) -> Found:
    from common.machine import usable_cores

    from benchmarking.briefing import EndToEnd, bars, measure_beside, table

    others = (0, usable_cores()) if args.busy else (0,)
    paths = _paths(args)
    runs: list[EndToEnd] = []
    for device in _devices():
        for name, overrides in args.run:
            progress(f"briefing: {name}, {device}", len(runs), len(args.run) * len(_devices()) * len(others))
            label = name if device == "cpu" else f"{name}, {device}"
            more = [*args.overrides, *overrides, f"run.device={device}"]
            runs += measure_beside(others, label, paths, args.words, more, args.time_limit)
    note = "Cold is the command line in a new process, models on disk; warm is the second run of a process."
    title = f"End to end: {_cluster_name(paths)}, {args.words} words"
    return Found(table(runs, title), (note, *bars(runs)), [asdict(run) for run in runs])


def _batch(args: argparse.Namespace, settings: Settings, progress: Progress) -> Found:
    from benchmarking.batch import measure, table

    if not args.clusters.is_file():
        return _left_out("Batch", f"{args.clusters} is missing; name cluster rows with --clusters")
    rows = []
    for name, overrides in args.run:
        more = [*args.overrides, *overrides, f"output.words={args.words}"]
        rows.append(measure(name, args.clusters, args.limit, more, 60 * args.time_limit, not args.warm, progress))
    note = (
        "Batch: the job and one process a cluster are timed from start to end, the other two with the models "
        "loaded; the encoder's cache is off in all; padding is of what the writer's steps attend to."
    )
    return Found(table(rows), (note,), [asdict(row) for row in rows])


def _work(args: argparse.Namespace, settings: Settings, progress: Progress) -> Found:
    from benchmarking.work import answers, fates, measure, table

    rows = args.clusters if args.clusters.is_file() else None
    tables, figures = [], {}
    for done, (name, overrides) in enumerate(args.run):
        progress(f"work: {name}", done, len(args.run))
        more = [*args.overrides, *overrides]
        found = measure(_paths(args), rows, args.limit, args.words, more, 60 * args.time_limit)
        tables += [replace(one, title=f"{one.title}: {name}") for one in (table(found), fates(found), answers(found))]
        figures[name] = found
    note = (
        "Work: drafts are counted where one was written or made by rule; tokens judged are those that its model reads."
    )
    return Found(None, (note,), figures, tuple(tables))


def _writer(args: argparse.Namespace, settings: Settings, progress: Progress) -> Found:
    from benchmarking.writing import sweep, table

    if settings.writer.kind == "extractive":
        return _left_out("Writer", "the settings name none")
    paths = _paths(args)
    speeds = sweep(paths, args.overrides, _devices(), args.dtypes, args.batches, args.time_limit, progress)
    note = "Writer: a second identical batch is timed; its seconds include reading the evidence."
    return Found(table(speeds, settings.writer.model), (note,), [asdict(speed) for speed in speeds])


def _llamacpp(args: argparse.Namespace, settings: Settings, progress: Progress) -> Found:
    from importlib.util import find_spec

    from common.machine import usable_cores

    from benchmarking.llamacpp import measure, published_file, table

    if find_spec("xllamacpp") is None:
        return _left_out("llama.cpp", "the optional extra 'llamacpp' is not installed")
    try:
        file = published_file(settings, args.gguf, progress)
    except SummarizerError as error:
        return _left_out("llama.cpp", str(error))
    progress("llama.cpp, one prompt", 0, 0)
    found = measure(file, _paths(args), args.words, usable_cores(), 2 * args.time_limit)
    return Found(table(found), (), asdict(found))


def _left_out(part: str, why: str) -> Found:
    return Found(None, (f"{part}: not measured, {why}.",))


def _stories(args: argparse.Namespace, settings: Settings, progress: Progress) -> Found:
    from benchmarking.stories import sweep, table

    if not args.clusters.is_file():
        return _left_out("Stories", f"{args.clusters} is missing; name cluster rows with --clusters")
    embedded = (False,) if args.no_encoder else (True, False)
    cells = sweep(args.sizes, str(args.clusters), embedded, args.overrides, args.time_limit, progress)
    note = (
        "Stories: the rows again and again, each time with other names, figures and words and a fifth of the sentences "
        "left out; hashed words stand for the encoder where only the rest is to be timed."
    )
    return Found(table(cells), (note,), [asdict(cell) for cell in cells])


PARTS: dict[str, Callable[[argparse.Namespace, Settings, Progress], Found]] = {
    "selection": _selection,
    "stories": _stories,
    "briefing": _briefing,
    "batch": _batch,
    "work": _work,
    "writer": _writer,
    "llamacpp": _llamacpp,
}
"""What can be measured, by name."""
