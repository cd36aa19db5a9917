"""Briefing → terminal, by rich; the same layout without colour for pipes, files and ``NO_COLOR``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from io import StringIO
from typing import Literal

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from summarizer.records import Briefing, BriefingSentence, ChangeKind, Comparison, FigureValue, Rejected, Reported
from summarizer.render import changes, common, differing, figures, flags, moments, telling

MAX_COLUMNS = 100
"""Lines longer than this are hard to read, however wide the window."""

SIDE_BY_SIDE = 110
"""Columns from which on the sources stand beside the briefing, as long as they are not longer than it."""

_GUTTER = 4
_BODY_COLUMNS = 76
_MARKS: dict[ChangeKind | Literal["figure"], tuple[str, str]] = {
    "figure": ("#", "cyan"),
    "new": ("+", "green"),
    "changed": ("~", "yellow"),
    "withdrawn": ("-", "red"),
}


def print_terminal(
    briefing: Briefing, console: Console, *, explain: bool = False, since: Comparison | None = None
) -> None:
    """Prints the briefing, its sources and what was left out.

    Args:
        briefing: what to print.
        console: where to; its width, colour and encoding are respected.
        explain: also print the evidence of each sentence beneath it, and the drafts that were refused.
        since: also print what changed since an earlier briefing.
    """
    body, sources = Group(*_body(briefing, explain)), Group(*_sources(briefing))
    narrow = Group(*_sources(briefing, narrow=True))
    parts: list[RenderableType] = _opening(briefing)
    width = min(console.width, MAX_COLUMNS)
    if not explain and _fits_beside(body, narrow, console):
        width = console.width if console.width < 140 else 140
        parts.append(_beside(body, narrow))
    else:
        parts += [body, sources]
    if since is not None:
        parts += _changes(briefing, since)
    parts += _remarks(briefing, explain)
    parts += [Text(), Text(common.summary_line(briefing), style="dim")]
    console.print(Group(*parts), width=width, emoji=False, markup=False)


def print_changes(briefing: Briefing, since: Comparison, console: Console) -> None:
    """Prints only what changed from an earlier briefing to this one."""
    parts = [*_opening(briefing), *_changes(briefing, since)]
    console.print(Group(*parts), width=min(console.width, MAX_COLUMNS), emoji=False, markup=False)


def to_text(briefing: Briefing, *, width: int = 80, explain: bool = False, since: Comparison | None = None) -> str:
    """The briefing as plain text, at most ``width`` columns wide, without escape sequences."""
    return _plain(lambda console: print_terminal(briefing, console, explain=explain, since=since), width)


def changes_to_text(briefing: Briefing, since: Comparison, *, width: int = 80) -> str:
    """What `print_changes` prints, as plain text."""
    return _plain(lambda console: print_changes(briefing, since, console), width)


def _plain(show: Callable[[Console], None], width: int) -> str:
    console = Console(file=StringIO(), width=width, force_terminal=False, color_system=None)
    with console.capture() as capture:
        show(console)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


def _fits_beside(body: RenderableType, sources: RenderableType, console: Console) -> bool:
    """Whether there is room for the sources beside the briefing, so that neither leaves a long empty column."""
    if console.width < SIDE_BY_SIDE:
        return False

    def height(part: RenderableType, columns: int) -> int:
        return len(console.render_lines(part, console.options.update(width=columns), pad=False))

    beside = min(console.width, 140) - _BODY_COLUMNS - _GUTTER
    return height(sources, beside) <= 1.5 * height(body, _BODY_COLUMNS) + 2


def _beside(body: RenderableType, sources: RenderableType) -> Table:
    grid = Table.grid(padding=(0, _GUTTER, 0, 0), pad_edge=False, expand=True)
    grid.add_column(width=_BODY_COLUMNS, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(body, sources)
    return grid


def _opening(briefing: Briefing) -> list[RenderableType]:
    title = Text(common.one_line(briefing.title) or "Briefing", style="bold", overflow="fold")
    title.append_text(_marks(briefing, briefing.title_citations))
    parts: list[RenderableType] = [title]
    if briefing.focus:
        parts.append(Text(f"Focus: {common.one_line(briefing.focus)}", style="italic", overflow="fold"))
    if state := moments.state(briefing):
        parts.append(Text(f"{state.text}\N{NO-BREAK SPACE}[{state.number}]", style="dim", overflow="fold"))
    return [*parts, Text()]


def _marks(briefing: Briefing, passages: Iterable[common.Passage]) -> Text:
    marks = _numbers(briefing, passages)
    # The no-break space keeps a citation on the line of the word that it belongs to.
    return Text(f"\N{NO-BREAK SPACE}{marks}" if marks else "", style="not bold cyan")


def _numbers(briefing: Briefing, passages: Iterable[common.Passage]) -> str:
    return "".join(f"[{number}]" for number in common.numbers_of(briefing, passages))


def _sentence(briefing: Briefing, sentence: BriefingSentence) -> Text:
    *inner, last = telling.pieces(sentence)
    quoted = sentence.origin == "quoted"
    line = Text(overflow="fold")
    if day := moments.told_on(briefing, sentence):
        line.append(f"{day}: ", style="dim")
    for piece in inner:
        line.append(piece.text, style="italic" if quoted else "")
        line.append_text(_marks(briefing, piece.citations))
    line.append(last.text, style="italic" if quoted else "")
    if quoted and (name := common.speaker(briefing, sentence)):
        line.append(f" — {name}", style="italic dim")
    line.append_text(_marks(briefing, last.citations))
    if told := telling.behind(sentence, _numbers(briefing, sentence.reported_by)):
        line.append(f" ({told})", style="dim")
    if standing := common.standing(briefing, sentence):
        line.append(f" ({standing})", style="yellow")
    if common.is_weak(sentence):
        line.append(f" (weakly supported, {sentence.support:.2f})", style="yellow")
    return line


def _body(briefing: Briefing, explain: bool) -> list[RenderableType]:
    parts: list[RenderableType] = []
    courses = figures.beneath(briefing)

    def remarks(index: int, sentence: BriefingSentence) -> list[RenderableType]:
        own = [Padding(_course(briefing, one), (0, 0, 0, 2)) for one in courses.get(index, ())]
        shown = [_given(briefing, value) for one in courses.get(index, ()) for value in one.values] if explain else []
        return [*own, *shown, *_differing(briefing, sentence)]

    for role, heading, run in common.blocks(briefing):
        if heading:
            parts.append(Text(heading, style="bold"))
        if role == "lead" and not explain:
            parts.append(Text(" ").join(_sentence(briefing, sentence) for _, sentence in run))
            parts += [remark for index, sentence in run for remark in remarks(index, sentence)]
        else:
            for index, sentence in run:
                evidence = _evidence(briefing, sentence) if explain else []
                whole = Group(_sentence(briefing, sentence), *remarks(index, sentence), *evidence)
                parts.append(whole if role == "lead" else _hanging("•", whole))
        parts.append(Text())
    if not briefing.sentences:
        parts += [Text("No sentence could be written or quoted.", style="yellow"), Text()]
    if others := figures.others(briefing):
        parts.append(Text("Other figures", style="bold"))
        parts += [_hanging("•", _course(briefing, one)) for one in others]
        parts.append(Text())
    return parts


def _course(briefing: Briefing, course: figures.Course) -> Text:
    """A figure with its values on one line; the newest is bold."""
    line = Text(f"{course.what}: {course.opening}", overflow="fold")
    for one in course.told:
        line.append(one.before)
        line.append(one.text, style="bold" if one.newest else "")
        line.append(f" ({one.when})" if one.when else "", style="dim")
        line.append_text(_marks(briefing, one.passages))
    line.append(course.closing)
    return line


def _given(briefing: Briefing, value: FigureValue) -> RenderableType:
    """The passage that gives a value of a figure."""
    head = f"{common.reference(briefing, value.source)}, {figures.given(value)}"
    quote = common.in_quotation_marks(common.shown_quote(value))
    return Padding(Text(f"{head}: {quote}", style="dim", overflow="fold"), (0, 0, 0, 4))


def _differing(briefing: Briefing, sentence: BriefingSentence) -> list[RenderableType]:
    """A remark on each source that differs from the sentence."""
    remarks: list[RenderableType] = []
    for _, passages in common.by_source(briefing, sentence.differing):
        remark = Text(common.DIFFERS, style="yellow", overflow="fold")
        remark.append_text(_marks(briefing, passages))
        remark.append(f" {differing.in_a_run(differing.said(passages), [differing.meant(passages)])}")
        remarks.append(Padding(remark, (0, 0, 0, 2)))
    return remarks


def _evidence(briefing: Briefing, sentence: BriefingSentence) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for passage in sentence.passages:
        where = common.reference(briefing, passage.source)
        also = telling.ALSO if isinstance(passage, Reported) else ""
        quote = common.in_quotation_marks(common.one_line(passage.quote))
        parts = [where, f"characters {passage.start}-{passage.end}", telling.note(sentence, passage)]
        lines.append(Text(f"{also}{', '.join(filter(None, parts))}: {quote}", style="dim", overflow="fold"))
    how = "quoted" if sentence.origin == "quoted" else "written"
    lines.append(Text(f"{how}, {telling.backing(sentence)}, support {sentence.support:.2f}", style="dim"))
    lines += [_draft("Draft refused", draft) for draft in sentence.rejected]
    return [Padding(line, (0, 0, 0, 4)) for line in lines]


def _draft(label: str, draft: Rejected) -> Text:
    reasons = common.because(draft)
    return Text(
        f"{label}{f' ({reasons})' if reasons else ''}: {common.one_line(draft.text)}", style="dim", overflow="fold"
    )


def _hanging(mark: str, content: RenderableType, width: int | None = None, style: str = "cyan") -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0), expand=False)
    grid.add_column(no_wrap=True, justify="right", width=width)
    grid.add_column(overflow="fold", ratio=1)
    grid.add_row(Text(mark, style=style), content)
    return grid


def _sources(briefing: Briefing, *, narrow: bool = False) -> list[RenderableType]:
    if not briefing.sources:
        return []
    parts: list[RenderableType] = [Rule("Sources", style="dim", align="left")]
    numbered = common.numbered(briefing)
    width = len(f"[{len(numbered)}]")
    for number, source in numbered:
        parts.append(_hanging(f"[{number}]", _source(briefing, source, narrow), width))
    rest = common.unnumbered(briefing)
    if rest:
        parts.append(Text("Read, but not cited:", style="dim"))
    parts += [_hanging("-", _source(briefing, source, narrow), width) for source in rest]
    return parts


def _source(briefing: Briefing, source: int, narrow: bool) -> Group:
    """Name, date, headline, place and flags; in a narrow column a file goes without its folders."""
    document = briefing.sources[source]
    head = Text(common.source_name(document), style="bold", overflow="fold")
    if when := common.date_text(document.date):
        head.append(f", {when}", style="not bold")
    if source not in common.cited(briefing):
        head.append(f" ({common.use_of(briefing, source)})", style="not bold dim")
    lines = [head]
    if title := common.source_title(document):
        lines.append(Text(title, overflow="fold"))
    where = common.safe_url(document.url) or common.path_beside_name(document)
    if narrow and where and not document.url:
        where = re.split(r"[/\\]", where)[-1]
    if where:
        lines.append(Text(where, style="dim", overflow="fold"))
    shown = [flags.flag_text(briefing, flag) for flag in document.flags]
    lines += [Text(flag, style="yellow", overflow="fold") for flag in shown]
    return Group(*lines)


def _changes(briefing: Briefing, since: Comparison) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(), Rule(f"Since {changes.name_of(since)}", style="dim", align="left")]
    for label, views in changes.grouped(briefing, since):
        parts.append(Text(label, style="bold"))
        for view in views:
            mark, style = _MARKS[view.kind]
            detail = Text("; ".join([", ".join(view.sources), *view.details]), style="dim", overflow="fold")
            parts.append(_hanging(mark, Group(_reading(view), detail), style=style))
    return [*parts, Text(changes.tally(since), style="dim")]


def _reading(view: changes.ChangeView) -> Text:
    """A statement; where its words changed, the earlier ones are in [-…-] and the new ones in {+…+}, as in diffs."""
    if not view.edits:
        return Text(view.text, overflow="fold")
    text = Text(overflow="fold")
    for index, (kind, words) in enumerate(view.edits):
        text.append(" " if index else "")
        if kind == "gone":
            text.append(f"[-{words}-]", style="red strike")
        elif kind == "added":
            text.append(f"{{+{words}+}}", style="green")
        else:
            text.append(words)
    return text


def _remarks(briefing: Briefing, explain: bool) -> list[RenderableType]:
    lines = [Text(f"Note: {common.one_line(note)}", overflow="fold") for note in briefing.notes]
    for skipped in briefing.skipped:
        text = f"Not read: {common.one_line(skipped.name)} ({common.one_line(skipped.reason)})"
        lines.append(Text(text, style="yellow", overflow="fold"))
    if explain:
        lines += [_draft("Left out", draft) for draft in briefing.omitted]
    return [Text(), *lines] if lines else []
