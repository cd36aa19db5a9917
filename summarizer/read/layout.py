"""Makes of a page's tables, line breaks, footnote marks and readings what a reader of text expects."""

from __future__ import annotations

import re
from typing import Any

from summarizer.read.page import Page
from summarizer.read.tables import table_lines
from summarizer.records import Flag

_LAYOUT_CELL_CHARS = 400
_MARK = re.compile(r"\W{0,2}(?:\d{1,3}|[a-z*†‡])\W{0,2}")
_MAX_SPAN = 50


def prepare(page: Page) -> tuple[Flag, ...]:
    """Opens tables that lay out a page, tells the others in lines, and takes out marks that are no words."""
    from lxml import etree  # type: ignore[import-untyped]

    for element in list(page.tree.iter("sup")):
        if _is_note_mark(element):
            element.drop_tree()
    for element in list(page.tree.iter("rt", "rp")):
        element.drop_tree()
    etree.strip_tags(page.tree, "ruby", "wbr", "rb")
    flags: list[Flag] = []
    for table in list(page.tree.iter("table")):
        # What holds another table, or long text in a cell, lays out the page.
        if next(table.iterdescendants("table"), None) is None and not _lays_out(table):
            flags += _tell(table)
    for element in page.tree.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th"):
        element.tag = "div"
        element.attrib.clear()
    return tuple(dict.fromkeys(flags))


def _lays_out(table: Any) -> bool:
    return any(len(" ".join(cell.itertext())) > _LAYOUT_CELL_CHARS for cell in table.iter("td"))


def _tell(table: Any) -> list[Flag]:
    """Puts a paragraph for each line of a table in its place."""
    from lxml import html

    rows, headed = _rows(table)
    if not rows:
        return []
    lines, note = table_lines(rows, headed)
    caption = [" ".join(item.text_content().split()) for item in table.iter("caption")]
    tail, table.tail = table.tail, None
    for child in list(table):
        table.remove(child)
    table.tag, table.text, table.tail = "div", None, tail
    table.attrib.clear()
    for line in (*caption, *lines):
        if line:
            paragraph = html.Element("p")
            paragraph.text = line
            table.append(paragraph)
    return [Flag("partly_read", note)] if note else []


def _rows(table: Any) -> tuple[list[list[str]], bool | None]:
    """Returns the cells of a table; one that spans several rows stands in each, one over columns in the first."""
    rows: list[list[str]] = []
    waiting: dict[int, tuple[int, str]] = {}
    headed: bool | None = None
    for row in table.iter("tr"):
        from_above, waiting = waiting, {}
        cells: list[str] = []
        for cell in (*row.iter("td", "th"), None):
            while len(cells) in from_above:
                count, text = from_above[len(cells)]
                if count > 1:
                    waiting[len(cells)] = (count - 1, text)
                cells.append(text)
            if cell is None:
                break
            text = " ".join(" ".join(cell.itertext()).split())
            for place, value in enumerate([text, *[""] * (_span(cell, "colspan") - 1)]):
                if (height := _span(cell, "rowspan")) > 1:
                    waiting[len(cells)] = (height - 1, value)
                cells.append(value if place == 0 else "")
        if any(cells):
            if not rows and next(row.iter("th"), None) is not None:
                headed = True if next(row.iter("td"), None) is None else None
            rows.append(cells)
    return rows, headed


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or "1"
    return min(int(value), _MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1


def _is_note_mark(element: Any) -> bool:
    text = element.text_content().strip()
    linked = next(element.iter("a"), None) is not None or re.search(r"(?i)ref|note|cite", element.get("class") or "")
    return bool(_MARK.fullmatch(text)) and bool(linked or text.startswith("["))
