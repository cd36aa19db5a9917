"""What every developer script does around its run: common options, errors as one line, exit codes, an output folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from summarizer.errors import OutputError, SummarizerError

ROOT = Path(__file__).resolve().parents[2]


def guarded(run: Callable[[list[str]], int], argv: Sequence[str] | None, interrupted: str) -> int:
    """Runs a command and returns the exit code: its own, 1 failed, 2 wrong call, 130 interrupted.

    Args:
        run: takes the arguments and returns an exit code.
        argv: the arguments; those of the process when None.
        interrupted: what to say when the user stops it.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return run(arguments)
    except SummarizerError as error:
        if "--debug" in arguments:
            raise
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(interrupted, file=sys.stderr)
        return 130


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Adds the options that every command has: settings, network, progress, tracebacks."""
    group = parser.add_argument_group("settings")
    group.add_argument("--set", action="append", default=[], dest="overrides", metavar="KEY=VALUE", help="a setting")
    group.add_argument("--offline", action="store_true", help="never use the network")
    group.add_argument("--quiet", action="store_true", help="no progress")
    group.add_argument("--debug", action="store_true", help="show the traceback of an error")


def table_parser(command: str, description: str | None) -> argparse.ArgumentParser:
    """A parser with what all commands have that print tables; each adds its own arguments."""
    parser = argparse.ArgumentParser(prog=command, description=description)
    parser.add_argument("--markdown", action="store_true", help="print Markdown")
    add_settings(parser)
    return parser


def add_output(parser: argparse.ArgumentParser, folder: str) -> None:
    """Adds the option that names the output folder."""
    parser.add_argument(
        "-o", "--output", type=Path, default=Path(folder), metavar="FOLDER", help="default: %(default)s"
    )


def make_folder(path: Path) -> None:
    """Makes a folder.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"the folder {path} cannot be made ({error.strerror})", "name another with -o") from error
