"""The arguments of ``briefing stories``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from summarizer.cli.arguments import Parser, add_common, add_reading, add_run, add_size, local
from summarizer.errors import UsageError
from summarizer.save import FORMATS
from summarizer.settings import PileSettings

_EPILOG = """
PILE is what a day brings: files, folders, rows of .jsonl or .parquet, addresses
of pages and feeds, @FILE with an address a line. Articles
that tell of one event are one story; a story that enough independent origins
tell gets a report, and FOLDER/index.html lists all, by weight. Copies of one
wire story are one origin. Every article of the pile is in a story, listed, or
left out with the reason.

Run again with more into the same FOLDER: a story keeps its id, one with other
articles gets a report that says what is new, changed and withdrawn, and the
others are left as they are. A page that somebody changed by hand is kept as
NAME.edited-1.html when it is made anew. An interrupted run goes on.

examples:
  briefing stories --demo -o out/ --open
  briefing stories inbox/ feed.jsonl -o out/
  briefing stories https://news.example/feed.xml --since-hours 24 -o out/
  briefing stories inbox/ -o out/ --min-origins 3 --format html --format pdf

exit codes:
  0    the stories were written, or no event is told by enough origins
  1    it failed, or a story did: unreadable pile, no model, no memory, no space
  2    the call is wrong
  130  interrupted with Ctrl-C; run again to go on
"""


def parse_stories(argv: Sequence[str]) -> argparse.Namespace:
    """The call of ``briefing stories``: a pile, or the sample one, and the folder that takes the stories."""
    parser = _parser()
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


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="briefing stories",
        usage="briefing stories [options] PILE ... -o FOLDER\n       briefing stories --demo -o FOLDER [options]",
        description="Sorts a pile of reports into stories and writes a briefing of each.",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="PILE",
        help="files, folders, rows, addresses, feeds, or - for standard input",
    )
    parser._positionals.title = "what it reads"
    parser.add_argument("--demo", action="store_true", help="the sample pile of the program (all invented)")
    add_reading(parser.add_argument_group("where reports come from"))
    group = parser.add_argument_group("what it says")
    least = PileSettings().min_origins
    group.add_argument(
        "--min-origins", type=int, metavar="N", help=f"independent origins that a report takes (default {least})"
    )
    add_size(group)
    out = parser.add_argument_group("where it goes")
    out.add_argument("-o", "--output", type=local, metavar="FOLDER", help="takes the index and the reports")
    out.add_argument(
        "--format",
        action="append",
        choices=FORMATS,
        default=[],
        dest="formats",
        help="format of the reports, beside JSON (default html; may be repeated)",
    )
    out.add_argument("--open", action="store_true", help="show the index in the browser")
    add_run(parser.add_argument_group("how it runs"))
    add_common(parser.add_argument_group("settings and messages"))
    return parser
