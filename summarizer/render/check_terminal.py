"""Check → terminal, by rich; the same layout without colour for pipes, files and ``NO_COLOR``."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from summarizer.checked import Check, CheckedPart, CheckedSentence, Finding
from summarizer.render import check_common as shared
from summarizer.render import common
from summarizer.render.terminal import MAX_COLUMNS

_STYLES: dict[Finding, str] = {
    "carried": "green",
    "reported": "yellow",
    "contradicted": "red",
    "not_found": "red",
    "not_judged": "dim",
}


def print_check(check: Check, console: Console, *, explain: bool = False) -> None:
    """Prints each sentence with what the sources say of it, and the sources.

    Args:
        check: what to print.
        console: where to; its width, colour and encoding are respected.
        explain: also print the passages that carry or report each sentence.
    """
    parts: list[RenderableType] = [Text(shared.heading(check), style="bold", overflow="fold"), Text()]
    parts += [_row(one.verdict, _sentence(check, one, explain)) for one in check.sentences]
    parts += [Text(), Rule("Sources", style="dim", align="left")]
    parts += [_source(check, source) for source in range(len(check.sources))]
    lines = [Text(f"Note: {line}", overflow="fold") for line in shared.remarks(check)]
    parts += [Text(), *lines] if lines else []
    parts += [Text(), Text(shared.LEGEND, style="dim"), Text(shared.tally(check), style="bold")]
    console.print(Group(*parts), width=min(console.width, MAX_COLUMNS), emoji=False, markup=False)


def check_to_text(check: Check, *, width: int = 80, explain: bool = False) -> str:
    """The check as plain text, at most ``width`` columns wide, without escape sequences."""
    console = Console(file=StringIO(), width=width, force_terminal=False, color_system=None)
    with console.capture() as capture:
        print_check(check, console, explain=explain)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


def _row(verdict: Finding, content: RenderableType) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0), expand=False)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    grid.add_row(Text(shared.SIGNS[verdict], style=_STYLES[verdict]), content)
    return grid


def _sentence(check: Check, sentence: CheckedSentence, explain: bool) -> Group:
    lines: list[RenderableType] = [Text(shared.own_words(sentence.text), overflow="fold")]
    lines += _beneath(check, sentence.text, sentence, explain)
    for part in sentence.parts:
        shown = Text(f"{shared.SIGNS[part.verdict]} {shared.part_text(sentence, part)}: ", overflow="fold")
        shown.append(shared.finding(part), style=_STYLES[part.verdict])
        lines.append(Padding(shown, (0, 0, 0, 2)))
        lines += [Padding(line, (0, 0, 0, 2)) for line in _beneath(check, sentence.text, part, explain)[1:]]
    lines += _newer(check, sentence, explain)
    lines += [_beside(wrong, "yellow") for wrong in shared.wrong_marks(check, sentence)]
    return Group(*lines)


def _beneath(check: Check, text: str, one: CheckedSentence | CheckedPart, explain: bool) -> list[RenderableType]:
    """Who carries, reports or contradicts it; the first line is the verdict."""
    backing = shared.backing(one)
    head = shared.finding(one) + (f" ({backing})" if backing else "")
    lines: list[RenderableType] = [_beside(head, _STYLES[one.verdict])]
    lines += [_beside(line, "dim") for line in shared.reporting(text, one)]
    lines += [_beside(shared.against(other), "red") for other in one.contradicted_by]
    if explain:
        for passage in shared.told(one):
            quote = common.in_quotation_marks(common.one_line(passage.quote))
            lines.append(_beside(f"{shared.reference(check, passage.source)}: {quote}", "dim"))
    return lines


def _newer(check: Check, sentence: CheckedSentence, explain: bool) -> list[RenderableType]:
    """What of it was true once, and the passages that have a newer value."""
    lines: list[RenderableType] = [_beside(line, "yellow") for line in shared.outdated(check, sentence)]
    for one in shared.newer_passages(sentence) if explain else ():
        quote = common.in_quotation_marks(common.one_line(one.quote))
        lines.append(_beside(f"{shared.reference(check, one.source)}: {quote}", "dim"))
    return lines


def _beside(line: str, style: str) -> Padding:
    return Padding(Text(line, style=style, overflow="fold"), (0, 0, 0, 2))


def _source(check: Check, source: int) -> Group:
    document = check.sources[source]
    lines: list[RenderableType] = [Text(f"[{source + 1}] {shared.source_line(document)}", overflow="fold")]
    if where := common.safe_url(document.url) or common.path_beside_name(document):
        lines.append(Padding(Text(where, style="dim", overflow="fold"), (0, 0, 0, 4)))
    flags = [Text(shared.flag_text(check, flag), style="yellow", overflow="fold") for flag in document.flags]
    lines += [Padding(flag, (0, 0, 0, 4)) for flag in flags]
    return Group(*lines)
