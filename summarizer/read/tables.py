"""Tells tables in lines."""

from __future__ import annotations


def table_lines(rows: list[list[str]], headed: bool | None = None) -> tuple[list[str], str]:
    """Returns a line each row, with the heads of its columns, and a note on what is not told."""
    if headed is False or len(rows) < 2:
        return ["; ".join(filter(None, row)) for row in rows], ""
    head, *body = rows
    lines = [
        f"{row[0]}: " + ", ".join(f"{value} {name}" for name, value in zip(head[1:], row[1:], strict=False) if value)
        for row in body
        if any(row)
    ]
    return lines, ""
