"""What `scripts/benchmark.py` does: reads the command line, measures what is asked for, writes the report."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import InputError, SummarizerError, UsageError

if TYPE_CHECKING:
    from benchmarking.report import Benchmark
    from summarizer.interfaces import Progress
    from summarizer.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("selection", "briefing", "batch", "writer", "vocabulary", "llamacpp")
_DEFAULT_CLUSTERS = (ROOT.parent / "shared" / "clusters" / "hama", ROOT / "summarizer" / "samples" / "ferry")
_DEFAULT_ROWS = ROOT.parent / "shared" / "data" / "multinews_dev.jsonl"
_TERMINAL_COLUMNS = 180

_EPILOG = """examples:
  scripts/benchmark.py                                       everything
  scripts/benchmark.py selection --sizes 1000,10000,100000
  scripts/benchmark.py briefing reports/*.txt --run default --run fast=preset=fast
  scripts/benchmark.py briefing --busy                       alone, and beside other work
  scripts/benchmark.py batch --clusters rows.jsonl --limit 20 --run default --run fast=preset=fast
  scripts/benchmark.py writer --batches 1,8,16 --dtypes bfloat16
  scripts/benchmark.py briefing llamacpp --gguf model.gguf

exit codes: 0 done, 1 failed, 2 wrong call"""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        UsageError: values that cannot be.
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = argparse.ArgumentParser(
        prog="benchmark.py",
        description="Measures time and memory of selection, briefings, batch job, writer and llama.cpp.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "what",
        nargs="*",
        metavar="PART|FILE",
        help=f"parts ({', '.join(PARTS)}; default: all), and reports to brief",
    )
    parser.add_argument("--sizes", default="1000,10000,100000,1000000", metavar="LIST", help="rows (%(default)s)")
    parser.add_argument("--counts", default="12,50", metavar="LIST", help="choices (%(default)s)")
    parser.add_argument(
        "--run",
        action="append",
        default=[],
        metavar="NAME[=OVERRIDES]",
        help="a way to brief, settings by commas (default: default, and fast=preset=fast)",
    )
    parser.add_argument("--words", type=int, default=250, help="budget of a briefing (%(default)s)")
    parser.add_argument("--busy", action="store_true", help="briefing: again, with a busy process a core beside it")
    parser.add_argument(
        "--clusters", type=Path, default=_DEFAULT_ROWS, metavar="FILE", help="rows for batch and vocabulary"
    )
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="clusters of it (%(default)s)")
    parser.add_argument("--warm", action="store_true", help="batch: leave out one process a cluster")
    parser.add_argument("--batches", default="1,4,8,16,32", metavar="LIST", help="of the writer (%(default)s)")
    parser.add_argument("--dtypes", default="int8,bfloat16,float32", metavar="LIST", help="of the writer (%(default)s)")
    parser.add_argument("--set", action="append", default=[], dest="overrides", metavar="KEY=VALUE", help="a setting")
    parser.add_argument("--gguf", type=Path, metavar="FILE", help="the writer's published file, for llama.cpp")
    parser.add_argument("--time-limit", type=float, default=600.0, metavar="S", help="a measurement (%(default)s s)")
    parser.add_argument("--offline", action="store_true", help="never use the network")
    parser.add_argument("-o", "--output", type=Path, default=Path("outputs/benchmark"), metavar="FOLDER")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    args = parser.parse_args(argv)
    args.parts = tuple(part for part in PARTS if part in args.what) or PARTS
    args.paths = [Path(part) for part in args.what if part not in PARTS]
    args.sizes, args.counts = _numbers("sizes", args.sizes), _numbers("counts", args.counts)
    args.batches = _numbers("batches", args.batches)
    args.dtypes = tuple(part.strip() for part in args.dtypes.split(",") if part.strip())
    args.run = [_named_run(value) for value in args.run] or [("default", ()), ("fast", ("preset=fast",))]
    return args


def _numbers(option: str, value: str) -> tuple[int, ...]:
    names = [part.strip().replace("_", "") for part in value.split(",") if part.strip()]
    if not names or not all(name.isdigit() and int(name) > 0 for name in names):
        raise UsageError(f"--{option} {value!r} is no list of numbers", "for example 1000,10000")
    return tuple(sorted({int(name) for name in names}))


def _named_run(value: str) -> tuple[str, tuple[str, ...]]:
    name, _, overrides = value.partition("=")
    return name, tuple(part for part in overrides.split(",") if part)


def run(args: argparse.Namespace, command: str) -> int:
    """Measures what the arguments ask for, prints the tables and writes Markdown, JSON and the plot."""
    from evaluation.run import machine
    from evaluation.systems import code_hash
    from rich.console import Console

    from benchmarking.report import Benchmark, plot_selection, print_terminal, to_json, to_markdown
    from summarizer.cli.progress import showing
    from summarizer.config import settings_for
    from summarizer.save import write_atomically

    settings = settings_for(words=args.words, overrides=args.overrides, offline=args.offline)
    found = Benchmark(command, machine(), code_hash("."), settings.hash())
    steps = {
        "selection": _selection,
        "briefing": _briefing,
        "batch": _batch,
        "writer": _writer,
        "vocabulary": _vocabulary,
        "llamacpp": _llamacpp,
    }
    args.output.mkdir(parents=True, exist_ok=True)
    plot = None
    with showing(args.quiet) as progress:
        for part in args.parts:
            found = steps[part](args, settings, found, progress)
            # Written after every part: a long benchmark that is stopped leaves what it had.
            if part == "selection" and any(cell.seconds is not None for cell in found.cells):
                plot = "benchmark.png"
                plot_selection(found.cells, args.output / plot)
            write_atomically(args.output / "benchmark.md", to_markdown(found, plot))
            write_atomically(args.output / "benchmark.json", to_json(found))
    console = Console()
    print_terminal(found, console if console.is_terminal else Console(width=_TERMINAL_COLUMNS))
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


def _selection(args: argparse.Namespace, settings: Settings, found: Benchmark, progress: Progress) -> Benchmark:
    from benchmarking.selection import sweep

    ours = ("project", *(f"torch {device}" for device in _devices()))
    cells = sweep(args.sizes, args.counts, (*ours, "textbook", "langchain"), args.time_limit, progress)
    return replace(found, cells=tuple(cells))


def _briefing(args: argparse.Namespace, settings: Settings, found: Benchmark, progress: Progress) -> Benchmark:
    from evaluation.run import usable_cores

    from benchmarking.briefing import EndToEnd, measure_beside

    others = (0, usable_cores()) if args.busy else (0,)
    paths = _paths(args)
    runs: list[EndToEnd] = []
    for device in _devices():
        for name, overrides in args.run:
            progress(f"briefing: {name}, {device}", len(runs), len(args.run) * len(_devices()) * len(others))
            label = name if device == "cpu" else f"{name}, {device}"
            more = [*args.overrides, *overrides, f"run.device={device}"]
            runs += measure_beside(others, label, paths, args.words, [*more, *_offline(args)], args.time_limit)
    return replace(found, end_to_end=tuple(runs), cluster=f"{_cluster_name(paths)}, {args.words} words")


def _batch(args: argparse.Namespace, settings: Settings, found: Benchmark, progress: Progress) -> Benchmark:
    from benchmarking.batch import measure

    if not args.clusters.is_file():
        return _without_rows("Batch", args, found)
    rows = []
    for name, overrides in args.run:
        more = [*args.overrides, *overrides, *_offline(args), f"output.words={args.words}"]
        rows.append(measure(name, args.clusters, args.limit, more, 60 * args.time_limit, not args.warm, progress))
    return replace(found, batches=tuple(rows))


def _without_rows(part: str, args: argparse.Namespace, found: Benchmark) -> Benchmark:
    remark = f"{part}: not measured, {args.clusters} is missing; name cluster rows with --clusters."
    return replace(found, remarks=(*found.remarks, remark))


def _vocabulary(args: argparse.Namespace, settings: Settings, found: Benchmark, progress: Progress) -> Benchmark:
    from benchmarking.vocabulary import measure

    if not args.clusters.is_file():
        return _without_rows("Vocabulary", args, found)
    more = [*args.overrides, *_offline(args), f"output.words={args.words}"]
    counts = measure(args.clusters, args.limit, more, 10 * args.time_limit, progress)
    return replace(found, invented=counts)


def _offline(args: argparse.Namespace) -> list[str]:
    return ["store.offline=true"] if args.offline else []


def _writer(args: argparse.Namespace, settings: Settings, found: Benchmark, progress: Progress) -> Benchmark:
    from benchmarking.writing import sweep

    if settings.writer.kind == "extractive":
        return replace(found, remarks=(*found.remarks, "Writer: not measured, the settings name none."))
    overrides = [*args.overrides, *_offline(args)]
    speeds = sweep(_paths(args), overrides, _devices(), args.dtypes, args.batches, args.time_limit, progress)
    return replace(found, speeds=tuple(speeds), writer=settings.writer.model)


def _llamacpp(args: argparse.Namespace, settings: Settings, found: Benchmark, progress: Progress) -> Benchmark:
    from importlib.util import find_spec

    from evaluation.run import usable_cores

    from benchmarking.llamacpp import measure, published_file

    if find_spec("xllamacpp") is None:
        remark = "llama.cpp: not measured, the optional extra 'llamacpp' is not installed."
        return replace(found, remarks=(*found.remarks, remark))
    try:
        file = published_file(settings, args.gguf, progress)
    except SummarizerError as error:
        return replace(found, remarks=(*found.remarks, f"llama.cpp: not measured, {error}."))
    progress("llama.cpp, one prompt", 0, 0)
    return replace(found, one_prompt=measure(file, _paths(args), args.words, usable_cores(), 2 * args.time_limit))
