"""Tells tables from columns on a PDF's page, and puts their cells in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from summarizer.read.pdf_rows import Row, pieces, rows_of
from summarizer.read.pdf_words import Word
from summarizer.read.tables import table_lines

_CELL_GAP, _CELL_CHARS = 0.9, 16
_ALIGNED, _GOES_ON = 0.6, 0.3


@dataclass(slots=True)
class Block:
    """Rows of one column, or the lines that tell a table."""

    rows: list[Row]
    told: tuple[str, ...] | None = None
    note: str = ""

    @property
    def left(self) -> float:
        """The left edge of its rows."""
        return min(row.words[0].left for row in self.rows)

    @property
    def right(self) -> float:
        """The right edge of its rows."""
        return max(word.right for row in self.rows for word in row.words)


def table_of(words: Sequence[Word]) -> Block | None:
    """Reads words as a table when their rows are short cells side by side."""
    rows = rows_of(words)
    cells = [pieces(row, _CELL_GAP) for row in rows]
    wide = [row for row in cells if len(row) > 1]
    if len(wide) < max(2, _ALIGNED * len(cells)):
        return None
    later = [" ".join(word.text for word in cell) for row in wide for cell in row[1:]]
    if median(map(len, later)) > _CELL_CHARS or going_on(later) > _GOES_ON:
        return None
    lines, note = table_lines(_grid(cells))
    return Block(rows, tuple(lines), note)


def _grid(cells: Sequence[list[list[Word]]]) -> list[list[str]]:
    """Puts cells in the columns of the row that has most; a row with none in the first goes on from the one above."""
    model = max(cells, key=len)
    edges = [(cell[0].left + cell[-1].right) / 2 for cell in model]
    grid: list[list[str]] = []
    for row in cells:
        line = [""] * len(edges)
        for cell in row:
            place = _column(cell, model)
            text = " ".join(word.text for word in cell)
            line[place] = f"{line[place]} {text}".strip()
        if grid and not line[0] and any(grid[-1]):
            grid[-1] = [f"{old} {new}".strip() for old, new in zip(grid[-1], line, strict=True)]
        else:
            grid.append(line)
    return grid


def _column(cell: Sequence[Word], model: Sequence[Sequence[Word]]) -> int:
    def distance(place: int) -> float:
        other = model[place]
        return min(
            abs(cell[0].left - other[0].left),
            abs(cell[-1].right - other[-1].right),
            abs(cell[0].left + cell[-1].right - other[0].left - other[-1].right) / 2,
        )

    return min(range(len(model)), key=distance)


def going_on(texts: Sequence[str]) -> float:
    """Share of lines that begin inside a sentence; scripts without capitals count as doing so."""
    return sum(text[:1].isalpha() and not text[:1].isupper() for text in texts) / max(1, len(texts))
