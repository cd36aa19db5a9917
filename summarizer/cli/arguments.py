"""The arguments of ``briefing`` and its commands; nothing heavy is imported, so help is instant."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from summarizer import __version__
from summarizer.cli import texts
from summarizer.cli.output import put
from summarizer.config import options
from summarizer.errors import UsageError
from summarizer.save import FORMATS, TEXT_FORMATS
from summarizer.settings import DEVICES, OutputSettings, PileSettings, RunSettings

MODEL_ACTIONS = ("list", "pull", "verify", "path")


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints come as `UsageError`, like all others."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message.replace("argument ", "", 1), f"see {self.prog} --help")

    def _print_message(self, message: str, file: object = None) -> None:
        """Help and version; what argparse does here itself says nothing when it fails."""
        put(message)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parses the command line; the result's ``command`` is ``brief``, or the name of the command.

    Raises:
        UsageError: the command line is wrong.
        SystemExit: after ``--help`` or ``--version`` has been printed.
    """
    if argv and argv[0] in _COMMANDS:
        return _COMMANDS[argv[0]](argv[1:])
    parser = _main_parser()
    args = parser.parse_intermixed_args(argv)
    first = args.inputs[0] if args.inputs else None
    if first in _COMMANDS:
        parser.error(f'the command "{first}" comes before all options')
    if first == "demo" and len(args.inputs) > 1:
        parser.error("demo takes no files")
    if first is None:
        raise UsageError("no reports given", "name files, folders or - for standard input, or try: briefing demo")
    if args.inputs.count("-") > 1:
        parser.error("standard input can be read only once")
    args.command = "demo" if first == "demo" else "brief"
    return args


def _parse_models(argv: Sequence[str]) -> argparse.Namespace:
    parser = _models_parser()
    args = parser.parse_intermixed_args(argv)
    args.command = "models"
    _check_names(parser, args)
    return args


def _parse_show(argv: Sequence[str]) -> argparse.Namespace:
    args = _show_parser().parse_intermixed_args(argv)
    args.command = "show"
    return args


def _parse_compare(argv: Sequence[str]) -> argparse.Namespace:
    args = _compare_parser().parse_intermixed_args(argv)
    args.command = "compare"
    return args


def _parse_check(argv: Sequence[str]) -> argparse.Namespace:
    """The call of ``briefing check``: the draft, unless claims are given, and the reports."""
    parser = _check_parser()
    args = parser.parse_intermixed_args(argv)
    args.command = "check"
    args.draft, args.inputs = (None, args.inputs) if args.claims else (args.inputs[:1], args.inputs[1:])
    if args.draft is not None:
        args.draft = args.draft[0] if args.draft else None
        if args.draft is None:
            raise UsageError("no draft given", "name a draft and the reports, or say --claim TEXT")
    if not args.inputs:
        raise UsageError("no reports given to check it against", "name them behind the draft: files, folders or -")
    if [args.draft, *args.inputs].count("-") > 1:
        parser.error("standard input can be read only once")
    if any(not claim.strip() for claim in args.claims):
        parser.error("--claim: there is nothing in it")
    return args


def _parse_stories(argv: Sequence[str]) -> argparse.Namespace:
    """The call of ``briefing stories``: a pile, or the sample one, and the folder that takes the stories."""
    parser = _stories_parser()
    args = parser.parse_intermixed_args(argv)
    args.command = "stories"
    if args.demo and args.inputs:
        parser.error("--demo takes no files")
    if not args.demo and not args.inputs:
        raise UsageError("no pile given", "name files or folders with reports, or try: briefing stories --demo -o out/")
    if args.output is None:
        raise UsageError("no folder given for the stories", "say for example -o out/")
    if args.inputs.count("-") > 1:
        parser.error("standard input can be read only once")
    return args


_COMMANDS = {
    "models": _parse_models,
    "show": _parse_show,
    "compare": _parse_compare,
    "check": _parse_check,
    "stories": _parse_stories,
}
"""What follows each command's name, other than ``demo``, has options of its own."""


def _main_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="briefing",
        usage="briefing [options] FILE|FOLDER|- ...\n       briefing demo [options]\n"
        "       briefing show FILE.json [options]\n       briefing compare OLD.json NEW.json [options]\n"
        "       briefing check DRAFT FILE|FOLDER|- ... [options]\n"
        "       briefing stories PILE ... -o FOLDER [options]\n       briefing models list|pull|verify|path ...",
        description=_wrapped(texts.DESCRIPTION),
        epilog=texts.EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="FILE|FOLDER|-",
        help="reports: .txt .md .html .mhtml .eml .pdf .docx .json .jsonl, folders of them, or - for standard input",
    )
    parser._positionals.title = "what it reads"
    _add_content(parser.add_argument_group("what it says"))
    _add_output(parser.add_argument_group("where it goes"))
    _add_run(parser.add_argument_group("how it runs"))
    _add_common(parser.add_argument_group("settings and messages"))
    return parser


def _add_content(group: argparse._ArgumentGroup) -> None:
    _add_size(group)
    group.add_argument(
        "--since", type=Path, metavar="OLD.json", help="also say what changed since that earlier briefing"
    )


def _add_size(group: argparse._ArgumentGroup) -> None:
    words = OutputSettings().words
    group.add_argument("--words", type=int, metavar="N", help=f"budget of the whole briefing (default {words})")
    group.add_argument("--sentences", type=int, metavar="N", help="number of sentences, instead of a word budget")
    group.add_argument("--focus", metavar="TEXT", help='what to dwell on, such as "humanitarian situation"')
    group.add_argument(
        "--preset",
        choices=options("preset"),
        help="fast: a smaller writer; quality: slower, more to choose from",
    )
    group.add_argument("--seed", type=int, metavar="N", help="random seed of writers that sample")


def _add_output(group: argparse._ArgumentGroup, formats: Sequence[str] = FORMATS, explain: str = "") -> None:
    suffixes = " ".join(f".{form}" for form in formats)
    group.add_argument(
        "-o",
        "--output",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help=f"also write this file, in the format of its suffix: {suffixes} (may be repeated)",
    )
    group.add_argument(
        "--format", choices=formats, help="format on standard output and of files whose suffix names none"
    )
    group.add_argument(
        "--explain",
        action="store_true",
        help=explain or "show the evidence of each sentence and the drafts that were refused",
    )

    group.add_argument(
        "--open", action="store_true", help="show the HTML report in the browser (made if -o names none)"
    )


def _add_run(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--device", choices=DEVICES, help=f"where the models run (default {RunSettings().device})")
    group.add_argument("--strict", action="store_true", help="fail on a report that cannot be read, don't skip it")


def _add_common(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        dest="overrides",
        help="any setting of conf/, in Hydra's syntax, such as writer=extractive (may be repeated)",
    )
    group.add_argument("--offline", action="store_true", help="make no network call at all")
    group.add_argument("--quiet", action="store_true", help="no progress; with -o, nothing on standard output either")
    group.add_argument("--debug", action="store_true", help="show library messages and the traceback of an error")
    group.add_argument("-h", "--help", action="help", help="show this text and exit")
    group.add_argument(
        "--version", action="version", version=f"briefing {__version__}", help="show the version and exit"
    )


def _show_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="briefing show",
        description="Shows a briefing that was written as .json, or writes it in other formats.",
        epilog=texts.SHOW_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument("file", type=Path, metavar="FILE.json", help="the briefing")
    _add_output(parser.add_argument_group("where it goes"))
    _add_common(parser.add_argument_group("settings and messages"))
    return parser


def _compare_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="briefing compare",
        description="Says what is new, changed and withdrawn from one briefing to the next.",
        epilog=texts.COMPARE_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument("old", type=Path, metavar="OLD.json", help="the earlier briefing")
    parser.add_argument("new", type=Path, metavar="NEW.json", help="the later one")
    _add_output(parser.add_argument_group("where it goes"))
    group = parser.add_argument_group("how it runs")
    group.add_argument("--device", choices=DEVICES, help=f"where the encoder runs (default {RunSettings().device})")
    _add_common(parser.add_argument_group("settings and messages"))
    return parser


def _check_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="briefing check",
        usage="briefing check [options] DRAFT FILE|FOLDER|- ...\n"
        "       briefing check [options] --claim TEXT ... FILE|FOLDER|- ...",
        description="Says of each sentence of a text which reports carry, report or contradict it.",
        epilog=texts.CHECK_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument(
        "inputs", nargs="*", metavar="DRAFT|FILE|FOLDER|-", help="the draft, unless there are claims; then the reports"
    )
    parser._positionals.title = "what it reads"
    group = parser.add_argument_group("what it checks")
    group.add_argument(
        "--claim",
        action="append",
        default=[],
        metavar="TEXT",
        dest="claims",
        help="check this claim instead of a draft (may be repeated)",
    )
    group.add_argument("--preset", choices=options("preset"), help="fast: a smaller judge; quality: a larger encoder")
    _add_output(parser.add_argument_group("where it goes"), TEXT_FORMATS, "show the passages that carry each sentence")
    _add_run(parser.add_argument_group("how it runs"))
    _add_common(parser.add_argument_group("settings and messages"))
    return parser


def _stories_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="briefing stories",
        usage="briefing stories [options] PILE ... -o FOLDER\n       briefing stories --demo -o FOLDER [options]",
        description="Sorts a pile of reports into stories and writes a briefing of each.",
        epilog=texts.STORIES_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument(
        "inputs", nargs="*", metavar="PILE", help="files, folders, files of rows, or - for standard input"
    )
    parser._positionals.title = "what it reads"
    parser.add_argument("--demo", action="store_true", help="the sample pile of the program (all invented)")
    group = parser.add_argument_group("what it says")
    least = PileSettings().min_origins
    group.add_argument(
        "--min-origins", type=int, metavar="N", help=f"independent origins that a report takes (default {least})"
    )
    _add_size(group)
    out = parser.add_argument_group("where it goes")
    out.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="takes the index and the reports")
    out.add_argument(
        "--format",
        action="append",
        choices=FORMATS,
        default=[],
        dest="formats",
        help="format of the reports, beside JSON (default html; may be repeated)",
    )
    out.add_argument("--open", action="store_true", help="show the index in the browser")
    _add_run(parser.add_argument_group("how it runs"))
    _add_common(parser.add_argument_group("settings and messages"))
    return parser


def _models_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="briefing models",
        description="Shows, fetches and checks the models that briefing uses.",
        epilog=texts.MODELS_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument("action", nargs="?", choices=MODEL_ACTIONS, metavar="|".join(MODEL_ACTIONS), help="what to do")
    parser.add_argument("names", nargs="*", metavar="NAME", help="models by their names in the list")
    _add_common(parser.add_argument_group("settings and messages"))
    return parser


def _check_names(parser: argparse.ArgumentParser, args: argparse.Namespace) -> None:
    if args.action is None:
        parser.error(f"say what to do: {', '.join(MODEL_ACTIONS[:-1])} or {MODEL_ACTIONS[-1]}")
    if args.names and args.action in ("list", "path"):
        parser.error(f"{args.action} takes no names")


def _wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), width=79)
