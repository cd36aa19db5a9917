"""The arguments of ``briefing`` and its commands; nothing heavy is imported, so help is instant."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from summarizer import __version__
from summarizer.addresses import is_address
from summarizer.cli.output import put
from summarizer.config import options
from summarizer.errors import UsageError
from summarizer.save import FORMATS, TEXT_FORMATS
from summarizer.settings import DEVICES, FetchSettings, OutputSettings, RunSettings

_COMMANDS = ("models", "show", "compare", "check", "stories")
MODEL_ACTIONS = ("list", "pull", "verify", "remove", "path")

_DESCRIPTION = """
Reads several reports of one event and writes one briefing of them. Every sentence names the sources that
carry it and has been checked against their words; what does not pass is replaced by the source's own
sentence.
"""

_EPILOG = """
commands:
  briefing demo                      brief the sample reports of the program
  briefing show FILE.json            an earlier briefing, in any format
  briefing compare OLD.json NEW.json what is new, changed and withdrawn
  briefing check DRAFT REPORT ...    a text of yours, checked against reports
  briefing stories PILE ... -o DIR   a pile of reports, a briefing a story
  briefing models list               the models, and whether they are here
  briefing models pull [NAME ...]    fetch models; without names, those needed
  briefing models verify [NAME ...]  check models against published hashes
  briefing models path               print the folder that holds them
A file or folder called like a command is written with its folder: ./demo

examples:
  briefing reports/
  briefing a.html b.pdf c.txt --words 150 -o brief.md -o brief.json
  briefing reports/ -o brief.html --open
  briefing reports/ --since yesterday.json -o today.json -o today.html
  briefing https://news.example/a https://other.example/b notes.txt
  briefing https://news.example/feed.xml --since-hours 24 --save-sources kept/
  briefing @links.txt
  cat report.txt | briefing - other.txt --focus "humanitarian situation"
  briefing reports/ --preset fast --quiet --format json > brief.json
  briefing reports/ --set writer=extractive --set selection.redundancy=1.2

exit codes:
  0    the briefing was written
  1    it failed: unreadable reports, no model, no memory, no space
  2    the call is wrong: unknown option, setting, value or output format
  130  interrupted with Ctrl-C
"""

_SHOW_EPILOG = """
Each source's file is read again, if it is still there, and its text checked
against the stored hash; a source that has changed is marked in the briefing.

examples:
  briefing show brief.json --explain
  briefing show brief.json -o brief.html -o brief.pdf --open
"""

_COMPARE_EPILOG = """
Sentences are paired by meaning, words and names. On the terminal, in .md, .txt
and .json, the changes are written; .html, .docx and .pdf get the new briefing
with the changes in it.

examples:
  briefing compare monday.json tuesday.json
  briefing compare monday.json tuesday.json -o changes.md -o tuesday.html
"""

_CHECK_EPILOG = """
DRAFT is .txt, .md, .docx or .html, or a briefing that was written as .json.
For each sentence, and for its parts where no report carries the whole: which
reports carry it, which tell its main event without a detail, which tell it
otherwise, or that it is found nowhere; and from how many independent origins.
Citations that the draft has itself, [1] or (Reuters), are checked: numbers
mean its own list of sources or, without one, the reports in their order.

examples:
  briefing check draft.docx reports/
  briefing check draft.md a.html b.pdf -o check.html --open
  briefing check --claim "The ferry sank." --claim "No one died." reports/
  briefing check brief.json reports/ --quiet -o check.json

exit codes:
  0    every sentence that can be judged is carried
  1    it failed: an unreadable draft, no report, no model, no memory
  2    the call is wrong
  3    not everything is carried
  130  interrupted with Ctrl-C
"""

_MODELS_EPILOG = """
actions:
  list     name, role, size, licence, and whether the model is here
  pull     fetch, check and convert models; without names, those needed
  verify   check models against the published hashes; without names, all here
  remove   delete the named models from the cache, with what was made from them
  path     print the folder that holds the models

examples:
  briefing models pull
  briefing models pull --set preset=fast
  briefing models verify qwen2.5-coder-1.5b-instruct
"""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints come as `UsageError`, like all others; texts stand as they are, options in full."""

    def __init__(self, **about: Any) -> None:
        super().__init__(
            formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, add_help=False, **about
        )

    def error(self, message: str) -> NoReturn:
        """Raises what is wrong with the call."""
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
    if argv and argv[0] == "models":
        parser = _models_parser()
        args = parser.parse_intermixed_args(argv[1:])
        args.command = "models"
        _check_names(parser, args)
        return args
    if argv and argv[0] in ("show", "compare"):
        args = (_show_parser() if argv[0] == "show" else _compare_parser()).parse_intermixed_args(argv[1:])
        args.command = argv[0]
        return args
    if argv and argv[0] in ("check", "stories"):
        return (_parse_check if argv[0] == "check" else _parse_stories)(argv[1:])
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


def _parse_stories(argv: Sequence[str]) -> argparse.Namespace:
    from summarizer.cli.pile_arguments import parse_stories

    return parse_stories(argv)


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


def _main_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="briefing",
        usage="briefing [options] FILE|FOLDER|ADDRESS|- ...\n       briefing demo [options]\n"
        "       briefing show FILE.json [options]\n       briefing compare OLD.json NEW.json [options]\n"
        "       briefing check DRAFT FILE|FOLDER|ADDRESS|- ... [options]\n"
        "       briefing stories PILE ... -o FOLDER [options]\n"
        "       briefing models list|pull|verify|remove|path ...",
        description=_wrapped(_DESCRIPTION),
        epilog=_EPILOG,
    )
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="FILE|FOLDER|ADDRESS|-",
        help="reports: .txt .md .html .mhtml .eml .pdf .docx .json .jsonl, folders of them, https:// addresses of pages"
        " and feeds, feed and .opml files, @FILE with an address a line, or - for standard input",
    )
    parser._positionals.title = "what it reads"
    add_reading(parser.add_argument_group("where reports come from"))
    _add_content(parser.add_argument_group("what it says"))
    _add_output(parser.add_argument_group("where it goes"))
    add_run(parser.add_argument_group("how it runs"))
    add_common(parser.add_argument_group("settings and messages"))
    return parser


def add_reading(group: argparse._ArgumentGroup) -> None:
    """The options of what is fetched, and of what is kept of it."""
    fetch = FetchSettings()
    group.add_argument(
        "--since-hours", type=float, metavar="N", help="of a feed, only what was published in the last N hours"
    )
    group.add_argument(
        "--max-items", type=int, metavar="N", help=f"of a feed, only the newest N articles (default {fetch.max_items})"
    )
    group.add_argument("--allow-private", action="store_true", help="also fetch from this machine and its own network")
    group.add_argument(
        "--save-sources", type=local, metavar="FOLDER", help="keep a copy of all that is read in this folder"
    )


def local(given: str) -> Path:
    """A path; an address is refused without being told again, since it may hold a password."""
    if is_address(given):
        raise argparse.ArgumentTypeError("this takes a file or folder, not an address")
    return Path(given)


def _add_content(group: argparse._ArgumentGroup) -> None:
    add_size(group)
    group.add_argument(
        "--since", type=local, metavar="OLD.json", help="also say what changed since that earlier briefing"
    )


def add_size(group: argparse._ArgumentGroup) -> None:
    """The options of what a briefing says."""
    words = OutputSettings().words
    group.add_argument("--words", type=int, metavar="N", help=f"budget of the whole briefing (default {words})")
    group.add_argument("--sentences", type=int, metavar="N", help="number of sentences, instead of a word budget")
    group.add_argument("--focus", metavar="TEXT", help='what to dwell on, such as "humanitarian situation"')
    group.add_argument("--language", metavar="CODE", help="de, de-AT, German … (default: that of most reports)")
    group.add_argument(
        "--preset",
        choices=options("preset"),
        help="fast: a smaller writer; quality: slower, more to choose from; multilingual: an encoder of 50 languages",
    )
    group.add_argument("--seed", type=int, metavar="N", help="random seed of writers that sample")


def _add_output(group: argparse._ArgumentGroup, formats: Sequence[str] = FORMATS, explain: str = "") -> None:
    suffixes = " ".join(f".{form}" for form in formats)
    group.add_argument(
        "-o",
        "--output",
        action="append",
        type=local,
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


def add_run(group: argparse._ArgumentGroup) -> None:
    """The options of how it is made."""
    group.add_argument("--device", choices=DEVICES, help=f"where the models run (default {RunSettings().device})")
    group.add_argument("--strict", action="store_true", help="fail on a report that cannot be read, don't skip it")


def add_common(group: argparse._ArgumentGroup) -> None:
    """The options that every command has."""
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
    parser = Parser(
        prog="briefing show",
        description="Shows a briefing that was written as .json, or writes it in other formats.",
        epilog=_SHOW_EPILOG,
    )
    parser.add_argument("file", type=local, metavar="FILE.json", help="the briefing")
    _add_output(parser.add_argument_group("where it goes"))
    add_common(parser.add_argument_group("settings and messages"))
    return parser


def _compare_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="briefing compare",
        description="Says what is new, changed and withdrawn from one briefing to the next.",
        epilog=_COMPARE_EPILOG,
    )
    parser.add_argument("old", type=local, metavar="OLD.json", help="the earlier briefing")
    parser.add_argument("new", type=local, metavar="NEW.json", help="the later one")
    _add_output(parser.add_argument_group("where it goes"))
    group = parser.add_argument_group("how it runs")
    group.add_argument("--device", choices=DEVICES, help=f"where the encoder runs (default {RunSettings().device})")
    add_common(parser.add_argument_group("settings and messages"))
    return parser


def _check_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="briefing check",
        usage="briefing check [options] DRAFT FILE|FOLDER|ADDRESS|- ...\n"
        "       briefing check [options] --claim TEXT ... FILE|FOLDER|ADDRESS|- ...",
        description="Says of each sentence of a text which reports carry, report or contradict it.",
        epilog=_CHECK_EPILOG,
    )
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="DRAFT|FILE|FOLDER|ADDRESS|-",
        help="the draft, unless there are claims; then the reports",
    )
    parser._positionals.title = "what it reads"
    add_reading(parser.add_argument_group("where reports come from"))
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
    add_run(parser.add_argument_group("how it runs"))
    add_common(parser.add_argument_group("settings and messages"))
    return parser


def _models_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="briefing models",
        description="Shows, fetches and checks the models that briefing uses.",
        epilog=_MODELS_EPILOG,
    )
    parser.add_argument("action", nargs="?", choices=MODEL_ACTIONS, metavar="|".join(MODEL_ACTIONS), help="what to do")
    parser.add_argument("names", nargs="*", metavar="NAME", help="models by their names in the list")
    add_common(parser.add_argument_group("settings and messages"))
    return parser


def _check_names(parser: argparse.ArgumentParser, args: argparse.Namespace) -> None:
    if args.action is None:
        parser.error(f"say what to do: {', '.join(MODEL_ACTIONS[:-1])} or {MODEL_ACTIONS[-1]}")
    if args.names and args.action in ("list", "path"):
        parser.error(f"{args.action} takes no names")
    if args.action == "remove" and not args.names:
        parser.error("say which models to remove; `briefing models list` names them")


def _wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), width=79)
