"""Tells tables in lines: each row with the heads of its columns, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_FIGURE = re.compile(
    r"[^\w\s]{0,3}[A-Z]{0,3}[$€£¥]?\s?[\d.,'’\s\u00a0\u202f/:–-]*\d[\d.,'’\s\u00a0\u202f/:–-]*(?:\s?[%‰*†]|[a-z])?"
)
_NOTHING = re.compile(r"[\s\-–—.…/]*|(?i:n\.?/?a\.?|none|k\.\s?a\.)")
_RANK = re.compile(r"(?i)\W*(?:no|nr|n|rank|place|pos|position|rang|platz)?\W*")
_PROSE_WORDS = 8
_PROSE = re.compile(r"[.!?…。！？][\"”’»)]*$")


def table_lines(rows: list[list[str]], headed: bool | None = None) -> tuple[list[str], str]:
    """Returns a line for each row that can be told, and a note on what is not told, or "".

    A row is told as ``Brenz: 7 Patients``, with the name in its first column and the heads of the others. Without heads
    a figure says nothing, so such rows are told only if each cell says what it counts ("3 missing"). A cell over the
    whole width stands for itself, and so do sentences.

    Args:
        rows: the cells, row by row; a cell over several columns stands in the first of them or in each.
        headed: whether the first row is known to be heads, or known not to be; None where its words must show it.
    """
    table = _squared(rows)
    if not table or len(table[0]) < 2:
        return [cell for row in table for cell in row], ""
    lines: list[str] = []
    while table and (title := _over_all_columns(table[0])):
        lines.append(title)
        table = table[1:]
    heads: list[str] | None = None
    if len(table) > 1 and headed is not False and (headed or _are_heads(table[0], table[1:])):
        heads, table = table[0], table[1:]
    elif not (len(table) > 1 and _speak_for_themselves(table)):
        return _without_heads(lines, table)
    name = _name_column(heads, table)
    lines += filter(None, (_over_all_columns(row) or _told(row, heads, name) for row in table))
    return lines, "" if lines else _untold(len(table))


def _squared(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows that say something, all of the same length."""
    table = [[" ".join(cell.split()) for cell in row] for row in rows]
    table = [row for row in table if any(row)]
    width = max(map(len, table), default=0)
    return [row + [""] * (width - len(row)) for row in table]


def _without_heads(lines: list[str], table: Sequence[Sequence[str]]) -> tuple[list[str], str]:
    """Keeps the sentences of a table that cannot be told."""
    told = 0
    for row in table:
        prose = [cell for cell in row if _is_prose(cell)]
        lines += prose
        told += bool(prose)
    lost = len(table) - told
    return lines, _untold(lost) if lost else ""


def _untold(rows: int) -> str:
    return f"a table of {rows} row{'s' * (rows != 1)} is not told"


def _told(row: Sequence[str], heads: Sequence[str] | None, name: int) -> str:
    """One row: its name, then each value with the head of its column."""
    parts: list[str] = []
    for place, (value, head) in enumerate(zip(row, heads or [""] * len(row), strict=True)):
        if place <= name or (heads is not None and not head and _FIGURE.fullmatch(value)):
            continue
        if value and not (_NOTHING.fullmatch(value) and heads is not None):
            parts.append(_with_head(value, head))
    label = row[name].rstrip(":")
    if not parts:
        return label if _is_prose(label) else ""
    return f"{label}: {', '.join(parts)}" if label else ", ".join(parts)


def _with_head(value: str, head: str) -> str:
    if not head or head.casefold() in value.casefold():
        return value
    if _YEAR.fullmatch(head):
        return f"{value} ({head})"
    return f"{value} {head}" if _FIGURE.fullmatch(value) else f"{head.rstrip(':')} {value}"


def _over_all_columns(row: Sequence[str]) -> str:
    """The one text of a row that is merged over its columns; "" for other rows."""
    texts = {cell for cell in row if cell}
    merged = len(texts) == 1 and row[0] and (row.count(row[0]) == len(row) or row.count("") == len(row) - 1)
    return row[0] if merged and len(row) > 1 and not _FIGURE.fullmatch(row[0]) else ""


def _are_heads(head: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a row names the columns below it: words (or years) over figures."""
    later = head[1:]
    if not all(cell and (_YEAR.fullmatch(cell) or not _FIGURE.fullmatch(cell)) for cell in later):
        return False
    values = [cell for row in body for cell in row[1:] if cell and not _NOTHING.fullmatch(cell)]
    figures = sum(bool(re.search(r"\d", cell)) for cell in values)
    in_heads = sum(bool(re.search(r"\d", cell)) and not _YEAR.search(cell) for cell in later)
    return figures * 2 >= len(values) > 0 and in_heads == 0


def _speak_for_themselves(table: Sequence[Sequence[str]]) -> bool:
    """Whether the cells say what they count: "3 missing", "140 houses"."""
    values = [cell for row in table if not _over_all_columns(row) for cell in row[1:] if cell]
    counted = sum(bool(re.search(r"\d\W*\s[^\W\d_]{3}", cell)) for cell in values)
    return counted * 2 > len(values) and not any(_FIGURE.fullmatch(cell) for cell in values)


def _name_column(heads: Sequence[str] | None, table: Sequence[Sequence[str]]) -> int:
    """The column that names the rows: the first, or the one after numbers that only count them."""
    counting = all(row[0].rstrip(".").isdecimal() for row in table) and heads is not None and _RANK.fullmatch(heads[0])
    return 1 if counting and all(len(row) > 2 for row in table) else 0


def _is_prose(text: str) -> bool:
    long = len(text.split()) >= _PROSE_WORDS or (len(text) >= 20 and " " not in text)
    return long and bool(_PROSE.search(text))
