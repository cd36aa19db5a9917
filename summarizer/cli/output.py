"""Where a briefing goes: files, standard output, the browser."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.harmless import one_line

if TYPE_CHECKING:
    from summarizer.records import Briefing, Comparison
    from summarizer.settings import Settings


def say(line: str) -> None:
    """Prints a message on standard error, which may be closed; the exit code still tells."""
    with suppress(OSError, ValueError):
        print(f"briefing: {one_line(line)}", file=sys.stderr, flush=True)


def check_outputs(args: argparse.Namespace, inputs: Sequence[str]) -> list[tuple[Path, str]]:
    """Format of each output file; refuses what could not be written or would overwrite a report.

    Raises:
        UsageError: a suffix names no format, or a file would overwrite one of ``inputs``.
        OutputError: a file cannot be written, or its format needs a package that is not installed.
    """
    from summarizer.save import BINARY_FORMATS, check_format, check_writable, format_of

    if args.format in BINARY_FORMATS and not args.quiet and sys.stdout.isatty():
        what = f"--format {args.format} is nothing to read on a terminal"
        raise UsageError(what, f"write a file: -o brief.{args.format}")
    if args.format is not None:
        check_format(args.format)
    forms: list[tuple[Path, str]] = []
    for path in args.output:
        if str(path) == "-":
            raise UsageError("-o - is not needed", "standard output has the briefing anyway; see --format")
        forms.append((path, format_of(path, args.format)))
        if any(same_file(path, Path(name)) for name in inputs if name != "-"):
            raise UsageError(f"-o {path} would overwrite one of the reports")
        check_format(forms[-1][1])
        check_writable(path)
    return forms


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one existing file."""
    try:
        return one.is_file() and os.path.samefile(one, other)
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Delivery:
    """One briefing on its way out.

    Args:
        briefing: what to show.
        settings: how citations look, and what front matter tells.
        since: what changed since an earlier briefing, if that is asked for.
        only_changes: leave the briefing itself out where that makes sense: text, Markdown, JSON.
    """

    briefing: Briefing
    settings: Settings
    since: Comparison | None = None
    only_changes: bool = False

    def content(self, form: str, *, explain: bool) -> bytes:
        """The whole in one of the formats of `save`."""
        from summarizer.save import as_file, changes_as_text

        if self.only_changes and self.since is not None and form in ("md", "txt", "json"):
            return changes_as_text(self.briefing, self.since, form).encode()
        output = self.settings.output
        return as_file(
            self.briefing,
            form,
            citations=output.citations,
            explain=explain,
            front_matter=output.front_matter,
            settings=self.settings,
            since=self.since,
        )


def deliver(delivery: Delivery, args: argparse.Namespace, forms: Sequence[tuple[Path, str]]) -> None:
    """Writes the files, prints to standard output, opens the browser; as the arguments say.

    Raises:
        OutputError: a file cannot be written.
    """
    from summarizer.save import write_atomically

    for path, form in forms:
        write_atomically(path, delivery.content(form, explain=args.explain))
    if not (args.quiet and forms):
        _print(delivery, args)
    if args.open:
        _open(delivery, forms)


def _print(delivery: Delivery, args: argparse.Namespace) -> None:
    """Standard output holds the briefing and nothing else."""
    if args.format is not None:
        _write(delivery.content(args.format, explain=args.explain))
        return
    from rich.console import Console

    from summarizer import render

    console = Console()
    changes = delivery.since if delivery.only_changes else None
    if console.is_terminal and changes is not None:
        render.print_changes(delivery.briefing, changes, console)
    elif console.is_terminal:
        render.print_terminal(delivery.briefing, console, explain=args.explain, since=delivery.since)
    elif changes is not None:
        sys.stdout.write(render.changes_to_text(delivery.briefing, changes, width=console.width))
    else:
        text = render.to_text(delivery.briefing, width=console.width, explain=args.explain, since=delivery.since)
        sys.stdout.write(text)
    sys.stdout.flush()


def _write(content: bytes) -> None:
    """Text goes through the stream's own encoding; a Word or PDF file goes out as it is."""
    if content[:2] == b"PK" or content[:5] == b"%PDF-":
        sys.stdout.buffer.write(content)
    else:
        text = content.decode()
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    sys.stdout.flush()


def _open(delivery: Delivery, forms: Sequence[tuple[Path, str]]) -> None:
    import webbrowser

    from summarizer.save import write_atomically

    path = next((path for path, form in forms if form == "html"), None)
    if path is None:
        path = Path(tempfile.mkdtemp(prefix="briefing-")) / "briefing.html"
        write_atomically(path, delivery.content("html", explain=False))
    with suppress(webbrowser.Error):
        if webbrowser.open(path.resolve().as_uri()):
            return
    say(f"no browser could be started; the report is {path}")
