"""Where a briefing goes: files, standard output, the browser."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from summarizer.cli.process import silence
from summarizer.errors import OutputError, UsageError
from summarizer.harmless import one_line

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.records import Briefing, Comparison
    from summarizer.settings import Settings


_LEAST_COLUMNS = 20
"""A window that says it is narrower, or has no width at all, is taken for one of 80 columns."""


def say(line: str) -> None:
    """Prints a message on standard error, which may be closed or full; the exit code still reports it."""
    if sys.stderr is None:
        return
    try:
        print(f"briefing: {one_line(line)}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        silence(sys.stderr)


def put(content: str | bytes) -> None:
    """Writes to standard output at once: text in the stream's own encoding, bytes as they are.

    Raises:
        OutputError: standard output is closed or full.
        BrokenPipeError: who was reading it has left.
    """
    _check_stdout()
    with _writing():
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        sys.stdout.flush()


@contextmanager
def _writing() -> Iterator[None]:
    """Says what is wrong with standard output when it takes nothing; that nobody reads any more is for others."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        silence(sys.stdout)
        raise OutputError(f"cannot write to standard output: {error.strerror or error}") from error


def _check_stdout() -> None:
    if sys.stdout is None:
        raise OutputError("cannot write to standard output: it is closed", "to write files only, use -o with --quiet")


def check_outputs(args: argparse.Namespace, inputs: Sequence[str]) -> list[tuple[Path, str]]:
    """Format of each output file; refuses what could not be written or would overwrite a report.

    Raises:
        UsageError: a suffix names no format, or a file would overwrite one of ``inputs``.
        OutputError: a file or standard output cannot be written, or a format needs a package that is not installed.
    """
    from summarizer.save import BINARY_FORMATS, check_format, check_writable, format_of

    if not (args.quiet and args.output):
        _check_stdout()
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
    except (OSError, ValueError):
        return False


class Deliverable(Protocol):
    """What can be printed and written to files."""

    def content(self, form: str, *, explain: bool) -> bytes:
        """The whole in one of the formats of `save`."""
        ...

    def show(self, console: Console, *, explain: bool) -> None:
        """Prints it for people."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """One briefing on its way out.

    Args:
        briefing: what to show.
        settings: how citations look, and whether front matter is wanted.
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
            since=self.since,
        )

    def show(self, console: Console, *, explain: bool) -> None:
        """Prints the briefing, or only what changed."""
        from summarizer import render

        if self.only_changes and self.since is not None:
            render.print_changes(self.briefing, self.since, console)
        else:
            render.print_terminal(self.briefing, console, explain=explain, since=self.since)


def deliver(delivery: Deliverable, args: argparse.Namespace, forms: Sequence[tuple[Path, str]]) -> None:
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


def _print(delivery: Deliverable, args: argparse.Namespace) -> None:
    """Standard output holds the briefing and nothing else."""
    if args.format is not None:
        put(_encoded(delivery.content(args.format, explain=args.explain), args.format))
        return
    console = _console()
    with _writing(), console.capture() as shown:  # rich touches the stream even then
        delivery.show(console, explain=args.explain)
    text = shown.get()
    put(text if console.is_terminal else "".join(f"{line.rstrip()}\n" for line in text.splitlines()))


def _console() -> Console:
    from rich.console import Console

    console = Console()
    return console if console.width >= _LEAST_COLUMNS else Console(width=80)


def _encoded(content: bytes, form: str) -> str | bytes:
    """Text goes through the stream's own encoding; what says its own encoding or has none goes out as it is."""
    if form in ("docx", "pdf"):
        return content
    if form in ("json", "html"):
        return content if content.endswith(b"\n") else content + b"\n"
    text = content.decode()
    return text if text.endswith("\n") else f"{text}\n"


def _open(delivery: Deliverable, forms: Sequence[tuple[Path, str]]) -> None:
    from summarizer.save import write_atomically

    path = next((path for path, form in forms if form == "html"), None)
    if path is None:
        path = Path(tempfile.mkdtemp(prefix="briefing-")) / "briefing.html"
        write_atomically(path, delivery.content("html", explain=False))
    open_page(path)


def open_page(path: Path) -> None:
    """Shows a page in the browser, or says where it is."""
    import webbrowser

    with suppress(webbrowser.Error):
        if webbrowser.open(path.resolve().as_uri()):
            return
    say(f"no browser could be started; the report is {path}")
