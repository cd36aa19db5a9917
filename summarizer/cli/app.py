"""Runs one ``briefing`` command: from arguments to printed briefing and exit code."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.arguments import parse
from summarizer.cli.output import Delivery, check_outputs, deliver, same_file, say
from summarizer.cli.process import INTERRUPTED, interrupted, silence
from summarizer.errors import ResourceError, SummarizerError, UsageError
from summarizer.quiet import library_messages

if TYPE_CHECKING:
    from summarizer.cli.pace import Pace
    from summarizer.compare.earlier import Earlier
    from summarizer.records import Briefing, Document, Skipped
    from summarizer.settings import Settings


def run(argv: Sequence[str]) -> int:
    """Runs ``briefing`` with these arguments and returns its exit code."""
    arguments = list(argv)
    debug = "--debug" in arguments
    _tolerate_characters()
    try:
        with library_messages(debug):
            return _dispatch(parse(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:  # the program at the other end of the pipe has read enough, which is no failure
        silence(sys.stdout)
        return 0
    except Exception as error:  # the last line of defence: no traceback unless it is asked for
        if debug:
            traceback.print_exc()
        if interrupted():
            raise KeyboardInterrupt from error
        return _report(error)


def _dispatch(args: argparse.Namespace) -> int:
    if args.command == "models":
        from summarizer.cli.store import run_models

        return run_models(args)
    if args.command in ("show", "compare"):
        from summarizer.cli.earlier import run_compare, run_show

        return run_show(args) if args.command == "show" else run_compare(args)
    if args.command == "check":
        from summarizer.cli.checking import run_check

        return run_check(args)
    if args.command == "stories":
        from summarizer.cli.stories import run_stories

        return run_stories(args)
    return _brief(args)


def _brief(args: argparse.Namespace) -> int:
    """Everything that can be wrong with the call is found before a model is touched."""
    from summarizer.cli.earlier import read_earlier
    from summarizer.cli.early import import_early
    from summarizer.cli.reading import lay_over
    from summarizer.config import settings_for
    from summarizer.read import prepare
    from summarizer.resources import samples_dir

    start = time.monotonic()
    inputs = [str(samples_dir() / "ferry")] if args.command == "demo" else args.inputs
    forms = check_outputs(args, inputs)
    prepare()
    settings = settings_for(
        preset=args.preset,
        words=args.words,
        sentences=args.sentences,
        focus=args.focus,
        language=args.language,
        overrides=args.overrides,
        offline=args.offline,
        device=args.device,
        seed=args.seed,
        strict=args.strict,
    )
    lay_over(settings, args)
    if settings.group.by == "stories":
        raise UsageError("group=stories sorts a pile into stories", "say: briefing stories PILE ... -o FOLDER")
    earlier = read_earlier(args.since) if args.since else None
    import_early(settings)
    documents, skipped = _read(inputs, args, settings)
    delivery = _produce(documents, skipped, settings, earlier, args)
    deliver(delivery, args, forms)
    if not args.quiet:
        _close(delivery.briefing, args.output, time.monotonic() - start)
    return 0


def _read(
    inputs: Sequence[str], args: argparse.Namespace, settings: Settings
) -> tuple[list[Document], tuple[Skipped, ...]]:
    """Reads the reports; an earlier briefing that lies among them is not taken for one."""
    from summarizer.cli.reading import read_inputs
    from summarizer.errors import NoInputError

    result = read_inputs(inputs, args, settings)
    documents = []
    for document in result.documents:
        path = Path(document.path) if document.path is not None else None
        if path is not None and any(same_file(path, output) for output in args.output):
            say(f"not read as a report: {path} (it is the output file)")
        elif path is None or args.since is None or not same_file(path, args.since):
            documents.append(document)
    skipped = tuple(item for item in result.skipped if not _names(item, args.since))
    for item in skipped:
        say(f"skipped: {item.name}: {item.reason}")
    if not documents:
        raise NoInputError("no report could be read", "name files or folders with reports")
    return documents, skipped


def _names(item: Skipped, path: Path | None) -> bool:
    """Whether what was skipped is this file, or one of its lines."""
    return path is not None and same_file(path, Path(item.name.partition(" line ")[0]))


def _produce(
    documents: Sequence[Document],
    skipped: Sequence[Skipped],
    settings: Settings,
    earlier: Earlier | None,
    args: argparse.Namespace,
) -> Delivery:
    from summarizer.cli.progress import showing
    from summarizer.compare.earlier import changes_since, with_source_notes
    from summarizer.pipeline import load_models
    from summarizer.pipeline import run as run_pipeline

    try:
        with showing(args.quiet, _pace(settings)) as progress:
            models = load_models(settings, progress=progress)
            briefing = run_pipeline(documents, settings, models, skipped=skipped, progress=progress)
            if earlier is None:
                return Delivery(briefing, settings)
            progress("compare", 0, 0)
            since = changes_since(earlier, briefing, models.encoder, models.parser, settings)
            return Delivery(with_source_notes(briefing, since), settings, since)
    except (MemoryError, ResourceError) as error:
        raise _out_of_memory(error, settings) from error


def _pace(settings: Settings) -> Pace:
    """Runs with the same models, device and size take about the same time."""
    from summarizer.cli.pace import Pace
    from summarizer.models import ModelStore

    size = settings.output.sentences or settings.output.words
    parts = (settings.encoder.model, settings.writer.model, settings.judge.name, settings.run.device, size)
    return Pace(ModelStore(settings.store).root / "timings.json", " ".join(map(str, parts)))


def _out_of_memory(error: Exception, settings: Settings) -> ResourceError:
    """Names the next smaller way to run."""
    from summarizer.config import compose

    message = error.message if isinstance(error, ResourceError) else "out of memory"
    small = settings.writer.model == compose(["preset=fast"]).writer.model
    smaller = "--set writer=extractive" if small else "--preset fast"
    return ResourceError(message, f"try {smaller}, or close other programs")


def _close(briefing: Briefing, outputs: Sequence[Path], seconds: float) -> None:
    stages = ", ".join(f"{name} {spent:.1f} s" for name, spent in briefing.timings.items() if spent >= 0.05)
    say(f"done in {seconds:.1f} s" + (f" ({stages})" if stages else ""))
    for path in outputs:
        say(f"wrote {path}")


def _report(error: Exception) -> int:
    """One line on standard error, whatever went wrong."""
    if isinstance(error, SummarizerError):
        shown: Exception = error
    elif isinstance(error, MemoryError):
        shown = ResourceError("out of memory", "try --preset fast")
    else:
        what = " ".join(str(error).split())
        described = f"unexpected {type(error).__name__}" + (f": {what}" if what else "")
        shown = SummarizerError(described, "this is a fault of the program; --debug shows where")
    say(f"error: {' '.join(str(shown).split())}")
    return shown.exit_code if isinstance(shown, SummarizerError) else 1


def _tolerate_characters() -> None:
    """A terminal that lacks a character of the briefing shows a mark in its place, not an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
