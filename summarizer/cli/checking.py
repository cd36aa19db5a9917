"""``briefing check``: a text that exists, or claims, against reports."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.checked import Check, ToCheck
from summarizer.cli.output import check_outputs, deliver, same_file, say
from summarizer.errors import NoInputError, ResourceError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.cli.pace import Pace
    from summarizer.records import Document, Skipped
    from summarizer.settings import Settings

NOT_CARRIED = 3
"""Exit code where something that can be judged is not carried."""


@dataclass(frozen=True, slots=True)
class CheckDelivery:
    """What a check found, on its way out."""

    check: Check

    def content(self, form: str, *, explain: bool) -> bytes:
        """The whole in one of the text formats of `save`."""
        from summarizer.save import check_as_format

        return check_as_format(self.check, form, explain=explain).encode()

    def show(self, console: Console, *, explain: bool) -> None:
        """Prints it for people."""
        from summarizer import render

        render.print_check(self.check, console, explain=explain)


def run_check(args: argparse.Namespace) -> int:
    """Runs ``briefing check`` and returns its exit code."""
    from summarizer.cli.reading import lay_over
    from summarizer.config import settings_for
    from summarizer.draft import from_claims, read_draft
    from summarizer.read import prepare

    start = time.monotonic()
    forms = _forms(args)
    prepare()
    settings = settings_for(
        preset=args.preset, overrides=args.overrides, offline=args.offline, device=args.device, strict=args.strict
    )
    lay_over(settings, args)
    given = from_claims(args.claims) if args.claims else read_draft(args.draft, settings.read)
    documents, skipped = _reports(args, given, settings)
    check = _produce(given, documents, skipped, settings, args)
    deliver(CheckDelivery(check), args, forms)
    if not args.quiet:
        _close(check, args.output, time.monotonic() - start)
    return 0 if check.carried else NOT_CARRIED


def _forms(args: argparse.Namespace) -> list[tuple[Path, str]]:
    from summarizer.save import TEXT_FORMATS

    forms = check_outputs(args, [*filter(None, [args.draft]), *args.inputs])
    for path, form in forms:
        if form not in TEXT_FORMATS:
            raise UsageError(f"{path}: a check is not written as {form}", f"use one of {', '.join(TEXT_FORMATS)}")
    return forms


def _reports(
    args: argparse.Namespace, given: ToCheck, settings: Settings
) -> tuple[list[Document], tuple[Skipped, ...]]:
    """Reads the reports; the draft and output files that lie among them are not taken for reports."""
    from summarizer.cli.reading import read_inputs

    result = read_inputs(args.inputs, args, settings)
    why = {place: _no_report(document, args, given) for place, document in enumerate(result.documents)}
    documents = [document for place, document in enumerate(result.documents) if not why[place]]
    if not documents:
        raise NoInputError(
            "no report is left to check it against but the draft itself", "name other files than the draft"
        )
    for place, document in enumerate(result.documents):
        if why[place]:
            say(f"not read as a report: {document.path} ({why[place]})")
    for item in result.skipped:
        say(f"skipped: {item.name}: {item.reason}")
    return documents, result.skipped


def _no_report(document: Document, args: argparse.Namespace, given: ToCheck) -> str:
    """What a file is that was read, if it is no report."""
    path = Path(document.path) if document.path is not None else None
    if path is not None and given.path is not None and same_file(path, Path(given.path)):
        return "it is the draft"
    own = path is not None and any(same_file(path, output) for output in args.output)
    return "it is the output file" if own else ""


def _produce(
    given: ToCheck,
    documents: Sequence[Document],
    skipped: Sequence[Skipped],
    settings: Settings,
    args: argparse.Namespace,
) -> Check:
    from summarizer.cli.progress import showing
    from summarizer.pipeline import check, load_checkers

    try:
        with showing(args.quiet, _pace(settings)) as progress:
            models = load_checkers(settings, progress=progress)
            return check(given, documents, settings, models, skipped=skipped, progress=progress)
    except (MemoryError, ResourceError) as error:
        message = error.message if isinstance(error, ResourceError) else "out of memory"
        raise ResourceError(message, "try --preset fast or --set judge=none, or close other programs") from error


def _pace(settings: Settings) -> Pace:
    """Checks with the same models and device take about the same time."""
    from summarizer.cli.pace import Pace
    from summarizer.models import ModelStore

    parts = ("check", settings.encoder.model, settings.writer.model, settings.judge.name, settings.run.device)
    return Pace(ModelStore(settings.store).root / "timings.json", " ".join(map(str, parts)))


def _close(check: Check, outputs: Sequence[Path], seconds: float) -> None:
    stages = ", ".join(f"{name} {spent:.1f} s" for name, spent in check.timings.items() if spent >= 0.05)
    say(f"done in {seconds:.1f} s" + (f" ({stages})" if stages else ""))
    for path in outputs:
        say(f"wrote {path}")
