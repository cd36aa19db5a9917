"""The one report of the developer scripts: the same tables on the terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_COLUMNS = 200
"""Width of a table where the output is no terminal."""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of ready text; the first column is the row's name."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What one command found.

    ``notes`` say how the figures were made, ``remarks`` what was left out; ``data`` holds every figure, for the
    JSON file; ``picture`` names a PNG beside the report.
    """

    title: str
    command: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    picture: str = ""


def save(report: Report, folder: Path, stem: str) -> None:
    """Writes ``stem.md`` and ``stem.json`` into a folder."""
    from summarizer.save import write_atomically

    write_atomically(folder / f"{stem}.md", to_markdown(report))
    data = {"command": report.command, **report.data}
    write_atomically(folder / f"{stem}.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def show(report: Report, markdown: bool = False) -> None:
    """Prints every table, how it was made, and what was left out; or the same as Markdown."""
    if markdown:
        print(to_markdown(report), end="")
        return
    from rich.console import Console

    console = Console()
    console = console if console.is_terminal else Console(width=_COLUMNS)
    for table in report.tables:
        _show_table(table, console)
    for line in (*report.notes, *report.remarks):
        console.print(line, markup=False, highlight=False)


def _show_table(table: Table, console: Console) -> None:
    from rich.table import Table as RichTable

    shown = RichTable(title=table.title, title_justify="left")
    for index, column in enumerate(table.columns):
        shown.add_column(column, justify="right" if index else "left", overflow="fold")
    for row in table.rows:
        shown.add_row(*row)
    console.print(shown)


def to_markdown(report: Report) -> str:
    """The report as Markdown."""
    parts = [f"# {report.title}", f"```\n{report.command}\n```"]
    parts += [f"![{report.title}]({report.picture})"] if report.picture else []
    parts += [f"## {table.title}\n\n{markdown_table(table)}" for table in report.tables]
    parts += ["\n".join(f"- {line.strip()}" for line in lines) for lines in (report.notes, report.remarks) if lines]
    return "\n\n".join(parts) + "\n"


def markdown_table(table: Table) -> str:
    """One table in Markdown, numbers to the right."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    rule = "| --- |" + " ---: |" * (len(table.columns) - 1)
    return "\n".join([line(table.columns), rule, *(line(row) for row in table.rows)])
