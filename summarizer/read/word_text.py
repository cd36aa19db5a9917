"""Walks the XML of a Word document and tells what a reader of it sees, one line a paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from summarizer.read.tables import table_lines
from summarizer.read.word_styles import Styles, attribute, inner, is_on, name_of
from summarizer.read.word_symbols import symbol

# Deleted text, instructions of fields, readings above ideographs; what ends in "Pr" are properties.
_UNSEEN = frozenset("w:del w:moveFrom w:delText w:instrText w:delInstrText w:rt w:tblGrid".split())
_TEXTS = frozenset(("w:t", "m:t", "a:t"))
_MARKS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "a:br": "\n",
    "w:noBreakHyphen": "-",
    "m:den": "/",
    "m:sup": "^",
}
_UNREAD = {
    "w:altChunk": "an inserted file was not read",
    "w:subDoc": "a linked document was not read",
    "c:chart": "charts were not read",
    "dgm:relIds": "diagrams were not read",
    "o:OLEObject": "embedded objects were not read",
}
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
_IN_TEXT = str.maketrans({"\n": " ", "\t": " ", "\r": " ", "\u00ad": None, "\u2011": "-"})
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PROSE_WORDS, _PROSE_CHARS, _MAX_SPAN = 8, 400, 100


@dataclass(slots=True)
class _Place:
    """Where paragraphs go: the body, a cell, a text box. ``begun`` is what a deleted mark joins to the next one."""

    lines: list[str] = field(default_factory=list)
    begun: str = ""

    def closed(self) -> list[str]:
        if self.begun:
            self.lines.append(self.begun.strip())
            self.begun = ""
        return self.lines


@dataclass(slots=True)
class _Table:
    rows: list[list[list[str]]] = field(default_factory=list)
    begun: bool = False
    headed: bool | None = None
    nests: bool = False


@dataclass(slots=True)
class _Paragraph:
    element: Any
    parts: list[str] = field(default_factory=list)


class Story:
    """One story of the document (its body, a note): its lines, its title, what is hidden in it and what is not read.

    Args:
        root: the element that holds its paragraphs.
        styles: the styles of the document.
        notes: the notes that it may refer to, by kind and id; each is told behind the paragraph that first names it.
    """

    def __init__(self, root: Any, styles: Styles, notes: Mapping[tuple[str, str | None], Any] | None = None) -> None:
        self.title: str | None = None
        self.hidden: list[str] = []
        self.unread: dict[str, None] = {}
        self._styles, self._notes, self._noted = styles, notes or {}, set[tuple[str, str | None]]()
        self._coloured = name_of(root) == "w:body" and inner(root.getparent(), "background") is not None
        self._places, self._tables, self._paragraphs = [_Place()], list[_Table](), list[_Paragraph]()
        self._later: list[str] = []
        self._hiding = [False]
        self._fields: list[bool] = []
        self._endless = _endless_fields(root)
        self._told = _told_branches(root)
        self._walk(root)
        self.lines = self._places[0].closed() + self._later

    def _walk(self, root: Any) -> None:
        from lxml import etree  # type: ignore[import-untyped]

        # Not recursive: documents may nest as deeply as they like.
        steps = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in steps:
            name = name_of(element)
            if event == "end":
                if element is not skipped:
                    self._end(name, element)
            elif self._is_unseen(name, element):
                skipped = element
                steps.skip_subtree()
            else:
                self._start(name, element)

    def _is_unseen(self, name: str, element: Any) -> bool:
        if name in _UNSEEN or (name.endswith("Pr") and name[0] in "wm"):
            return True
        if name in ("mc:Choice", "mc:Fallback"):
            return element not in self._told
        if name == "w:sdt":
            return is_on(inner(element, "sdtPr", "showingPlcHdr"))
        if name == "w:tr":
            return inner(element, "trPr", "del") is not None
        return name == "w:tc" and inner(element, "tcPr", "cellDel") is not None

    def _start(self, name: str, element: Any) -> None:
        text = _said(name, element)
        if text is not None:
            self._say(text)
        elif name in ("w:p", "a:p"):
            self._paragraphs.append(_Paragraph(element))
        elif name == "w:r":
            self._hiding.append(self._hiding[-1] or self._hides(element))
        elif name == "w:fldChar":
            self._field(element)
        elif name in ("w:txbxContent", "a:txBody"):
            self._places.append(_Place())
        elif self._hiding[-1] or not self._refer(name, element):
            self._start_table(name, element)

    def _refer(self, name: str, element: Any) -> bool:
        """Takes what refers to something outside the run; returns whether the element is of that kind."""
        if name in _NOTES:
            self._note(_NOTES[name], attribute(element, "id"))
        elif name in _UNREAD:
            self.unread[_UNREAD[name]] = None
        elif name == "v:textpath":
            self._later.append(" ".join((element.get("string") or "").split()))
        else:
            return False
        return True

    def _end(self, name: str, element: Any) -> None:
        if name in ("w:p", "a:p"):
            self._end_paragraph()
        elif name == "w:r":
            self._hiding.pop()
        elif name in ("w:txbxContent", "a:txBody"):
            self._later += self._places.pop().closed()
        elif name == "w:tbl":
            self._end_table()
        elif name == "w:tc":
            self._end_cell(element)
        elif name == "w:tr":
            self._end_row(element)

    def _say(self, text: str) -> None:
        if self._hiding[-1]:
            self.hidden.append(text)
        elif self._paragraphs and not any(self._fields):
            self._paragraphs[-1].parts.append(text)

    def _hides(self, run: Any) -> bool:
        # The ground of tables, boxes and coloured pages may be dark.
        paper = len(self._places) == 1 and not self._coloured
        return self._styles.hides(run, self._paragraphs[-1].element if self._paragraphs else None, paper)

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        if self.hidden:
            self.hidden.append("\n")
        chosen = inner(paragraph.element, "pPr", "pStyle")
        style = attribute(chosen, "val") if chosen is not None else None
        if self._styles.is_contents(style):
            return
        place, joined = self._places[-1], _is_joined(paragraph.element)
        text = place.begun + "".join(paragraph.parts)
        place.begun = text if joined else ""
        if self.title is None and self._styles.is_title(style):
            self.title = " ".join(text.split()) or None
        if not joined:
            place.lines.append(text.strip())
            self._flush()

    def _flush(self) -> None:
        """Tells boxes and notes, once the paragraph or table that they belong to is told."""
        if len(self._places) == 1 and not self._paragraphs:
            self._places[0].lines += self._later
            self._later = []

    def _field(self, element: Any) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin" and element not in self._endless:
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, kind: str, number: str | None) -> None:
        if (kind, number) in self._noted:
            return
        self._noted.add((kind, number))
        note = self._notes.get((kind, number))
        if note is None:
            self.unread[f"{kind} could not be read"] = None
            return
        story = Story(note, self._styles)
        self._later += filter(None, story.lines)
        self.hidden += story.hidden
        self.unread.update(story.unread)

    def _start_table(self, name: str, element: Any) -> None:
        if name == "w:tbl":
            if self._tables:
                self._tables[-1].nests = True
            self._tables.append(_Table())
        elif name == "w:tr":
            self._hiding.append(self._hiding[-1] or is_on(inner(element, "trPr", "hidden")))
            if self._tables:
                blanks = _number(inner(element, "trPr", "gridBefore"), 0)
                self._tables[-1].rows.append([[] for _ in range(blanks)])
        elif name == "w:tc":
            self._hiding.append(self._hiding[-1] or _goes_on(element))
            self._places.append(_Place())

    def _end_cell(self, element: Any) -> None:
        self._hiding.pop()
        lines = self._places.pop().closed()
        if not self._tables or not self._tables[-1].rows:
            self._later += lines
            return
        table, span = self._tables[-1], _number(inner(element, "tcPr", "gridSpan"), 1)
        table.rows[-1] += [lines, *([] for _ in range(span - 1))]

    def _end_row(self, element: Any) -> None:
        self._hiding.pop()
        table = self._tables[-1] if self._tables else _Table()
        # One cell over all columns is the table's caption, not its heads.
        if not table.begun and table.rows and sum(map(bool, table.rows[-1])) > 1:
            table.begun = True
            table.headed = is_on(inner(element, "trPr", "tblHeader")) or None

    def _end_table(self) -> None:
        table = self._tables.pop()
        lines, note = _table_told(table)
        if note:
            self.unread[note] = None
        self._places[-1].closed().extend(lines)
        self._flush()


def _is_joined(paragraph: Any) -> bool:
    """Whether a paragraph goes on in the next one: its mark is deleted or hidden, or it is a large first letter."""
    frame = inner(paragraph, "pPr", "framePr")
    if frame is not None and attribute(frame, "dropCap") in ("drop", "margin"):
        return True
    mark = inner(paragraph, "pPr", "rPr")
    if mark is None:
        return False
    return any(inner(mark, kind) is not None for kind in ("del", "moveFrom")) or is_on(inner(mark, "vanish"))


def _said(name: str, element: Any) -> str | None:
    """Returns the text that an element is by itself; None for one that is none."""
    if name in _TEXTS:
        return _text(element)
    if name == "w:sym":
        return symbol(attribute(element, "char") or "", attribute(element, "font") or "")
    return _MARKS.get(name)


def _text(element: Any) -> str:
    """Returns the text of a run; raised figures stay raised, or they would make another number of the one before."""
    text = (element.text or "").translate(_IN_TEXT)
    raised = inner(element.getparent(), "rPr", "vertAlign")
    return text.translate(_RAISED) if raised is not None and attribute(raised, "val") == "superscript" else text


def _table_told(table: _Table) -> tuple[list[str], str]:
    """Returns the lines of a table; one that lays out a page is told cell by cell."""
    cells = [cell for row in table.rows for cell in row if any(cell)]
    rows = [[" ".join(" ".join(cell).split()) for cell in row] for row in table.rows]
    if table.nests or len(table.rows) < 2 or max(map(len, rows), default=0) < 2 or _lays_out(cells):
        return [line for cell in cells for line in cell if line], ""
    rows = [row for row in rows if any(row)]
    return table_lines(rows, table.headed) if rows else ([], "")


def _lays_out(cells: list[list[str]]) -> bool:
    """Whether the cells of a table hold prose, not entries."""
    prose = [[line for line in cell if len(line.split()) >= _PROSE_WORDS and line[-1:] in '.!?…”"»’'] for cell in cells]
    several = any(len(lines) > 1 for lines in prose)
    long = any(sum(map(len, cell)) > _PROSE_CHARS for cell in cells)
    return several or long or sum(map(bool, prose)) * 2 > len(cells)


def _goes_on(cell: Any) -> bool:
    """Whether a cell is covered by the merged one above it or beside it."""
    for kind in ("vMerge", "hMerge"):
        merge = inner(cell, "tcPr", kind)
        if merge is not None and attribute(merge, "val") != "restart":
            return True
    return False


def _number(element: Any | None, otherwise: int) -> int:
    value = attribute(element, "val") if element is not None else None
    return min(int(value), _MAX_SPAN) if value and value.isdecimal() and len(value) < 6 else otherwise


def _endless_fields(root: Any) -> set[Any]:
    """The beginnings of fields that never end; what follows them is text, not their instruction."""
    begun: list[Any] = []
    for element in root.iter("{*}fldChar"):
        kind = attribute(element, "fldCharType")
        if any(name_of(parent) in _UNSEEN for parent in element.iterancestors()):
            continue
        if kind == "begin":
            begun.append(element)
        elif kind == "end" and begun:
            begun.pop()
    return set(begun)


def _told_branches(root: Any) -> set[Any]:
    """Of each set of alternatives the first that holds text, or the first of all."""
    told = set()
    for element in root.iter("{*}AlternateContent"):
        branches = [child for child in element if name_of(child) in ("mc:Choice", "mc:Fallback")]
        texts = (branch for branch in branches if next(branch.iter("{*}t", "{*}chart", "{*}relIds"), None) is not None)
        told.add(next(texts, branches[0] if branches else None))
    return told
