"""What a benchmark found, as tables, JSON and a plot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.report import Table, markdown_table

from benchmarking import batch, briefing, llamacpp, selection, vocabulary, writing

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {
    "project": "#b3261e",
    "torch cpu": "#e08a83",
    "torch cuda": "#7a1f9c",
    "textbook": "#3b5b7a",
    "langchain": "#5a7d3b",
}


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Everything measured in one call; parts that were not asked for are empty."""

    command: str
    machine: str
    code: str
    settings_hash: str
    cells: tuple[selection.Cell, ...] = ()
    end_to_end: tuple[briefing.EndToEnd, ...] = ()
    cluster: str = ""
    batches: tuple[batch.Batch, ...] = ()
    speeds: tuple[writing.Speed, ...] = ()
    writer: str = ""
    invented: tuple[vocabulary.Invented, ...] = ()
    one_prompt: llamacpp.OnePrompt | None = None
    remarks: tuple[str, ...] = ()


def tables(found: Benchmark) -> list[Table]:
    """All tables in reading order."""
    made = []
    if found.cells:
        made.append(selection.table(found.cells))
    if found.end_to_end:
        made.append(briefing.table(found.end_to_end, f"End to end: {found.cluster}"))
    if found.batches:
        made.append(batch.table(found.batches))
    if found.speeds:
        made.append(writing.table(found.speeds, found.writer))
    if found.invented:
        made.append(vocabulary.table(found.invented))
    if found.one_prompt:
        cold = next((run.cold_s for run in found.end_to_end if run.cold_s is not None), None)
        made.append(llamacpp.table(found.one_prompt, cold))
    return made


def notes(found: Benchmark) -> list[str]:
    """How the figures were made, and whether the promises hold."""
    lines = []
    if found.cells:
        lines += [
            "Every measurement ran in a process of its own.",
            "Selection: 384-dimensional float32 unit rows, median of repeated calls, memory on top of the "
            "rows; the floor is k matrix-vector products over the same rows in the same process; growth is "
            "the exponent of n against the size before; langchain-core gets an array, not a list.",
        ]
        if any(cell.extrapolated for cell in found.cells):
            lines.append("≈: too long to run; extrapolated from 4 and 8 choices at the same size.")
        lines += selection.bars(found.cells)
    if found.end_to_end:
        lines.append("Cold is the command line in a new process, models on disk; warm is the second run of a process.")
        lines += briefing.bars(found.end_to_end)
    if found.batches:
        lines.append(
            "Batch: the job and one process a cluster are timed from start to end, the other two with the models "
            "loaded; the encoder's cache is off in all; padding is of what the writer's steps attend to."
        )
    if found.speeds:
        lines.append("Writer: a second identical batch is timed; its seconds include reading the evidence.")
    if found.invented:
        lines.append("Vocabulary: first drafts alone; the rules that count are those that refuse a draft.")
    where = f"Machine: {found.machine}. Code: {found.code[:12]}. Settings: {found.settings_hash}."
    return [*lines, where, *found.remarks]


def print_terminal(found: Benchmark, console: Console) -> None:
    """Prints every table and the notes."""
    from rich.table import Table as RichTable

    for table in tables(found):
        shown = RichTable(title=table.title, title_justify="left")
        for index, column in enumerate(table.columns):
            shown.add_column(column, justify="right" if index else "left", overflow="fold")
        for row in table.rows:
            shown.add_row(*row)
        console.print(shown)
    for line in notes(found):
        console.print(line, markup=False, highlight=False)


def to_markdown(found: Benchmark, plot: str | None) -> str:
    """The benchmark as Markdown."""
    parts = ["# Benchmark", f"```\n{found.command}\n```"]
    if plot:
        parts.append(f"![Selection: time against size]({plot})")
    parts += [f"## {table.title}\n\n{markdown_table(table)}" for table in tables(found)]
    return "\n\n".join([*parts, "\n".join(f"- {line}" for line in notes(found))]) + "\n"


def to_json(found: Benchmark) -> str:
    """The benchmark as JSON: every measurement."""
    value: dict[str, Any] = asdict(found)
    value["bars"] = [*selection.bars(found.cells), *briefing.bars(found.end_to_end)]
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def plot_selection(cells: Sequence[selection.Cell], path: Path) -> None:
    """Writes a PNG of seconds against rows, one panel a number of choices; the floor is dashed."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    counts = sorted({cell.k for cell in cells})
    figure, axes = plt.subplots(1, len(counts), figsize=(5.2 * len(counts), 4.2), squeeze=False, layout="constrained")
    for axis, k in zip(axes[0], counts, strict=True):
        for name in dict.fromkeys(cell.implementation for cell in cells):
            held = [c for c in cells if (c.implementation, c.k) == (name, k) and c.seconds is not None]
            axis.plot(
                [c.n for c in held],
                [c.seconds for c in held],
                marker="o",
                color=_COLOURS[name],
                label=selection.NAMES[name],
            )
            if name == "project":
                floor = [(c.n, c.floor_s) for c in held if c.floor_s]
                axis.plot(*zip(*floor, strict=True), "--", color="grey", label="k passes over the rows")
        axis.set(xscale="log", yscale="log", xlabel="sentences", ylabel="seconds", title=f"{k} chosen")
        axis.grid(alpha=0.25)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0][0].legend(frameon=False, fontsize=8)
    figure.savefig(path, dpi=150)
    plt.close(figure)
