"""Makes paragraphs of the blocks of a PDF: joins lines, columns and pages where a sentence goes on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from summarizer.read.hyphens import Hyphens
from summarizer.read.pdf_rows import Row, right_to_left
from summarizer.read.pdf_tables import Block

_ENDS_SENTENCE = re.compile(r"[.!?…:。！？：]['\"”’»」』)\]]*$")
_LIST_MARK = re.compile(r"(?:[•·▪‣◦●○■□*–—-]|\(?\d{1,2}[.)]|[a-z]\))\s")
_DIVIDED = re.compile(r"[^\W\d_][-\u2010\u00ad]$")
_NO_BLANKS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_SAME_TYPE, _NOTE_TYPE = 0.12, 0.92
_WIDE_STEP, _INDENT, _NEARLY_FULL, _HALF_FULL = 1.35, 0.7, 0.8, 0.7
_TAIL_CHARS, _ASIDE_LINES = 80, 12


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as the paragraphs see it, in points; what goes across grows in the direction of reading.

    ``start`` and ``end`` are its own, ``margin`` and ``limit`` those of the lines in the same type around it, and
    ``step`` is the usual distance between their base lines.
    """

    text: str
    bottom: float
    size: float
    start: float
    end: float
    margin: float
    limit: float
    first_word: float
    step: float


def text_of(blocks: Sequence[Block]) -> str:
    """Returns the text, a line each paragraph, with a blank line between blocks; notes at the foot come last."""
    parts: list[Sequence[str | _Line]] = [
        _lines(block.rows) if block.told is None else block.told for block in _notes_last(blocks)
    ]
    hyphens = Hyphens(line.text for part in parts for line in part if isinstance(line, _Line))
    items = [(line, not number) for part in parts for number, line in enumerate(part)]
    joiner = _Paragraphs(hyphens)
    for place, (line, opens) in enumerate(items):
        if isinstance(line, str):
            joiner.tell(line, opens)
        elif joiner.last is not None and _is_aside(joiner.last, items[place : place + _ASIDE_LINES]):
            joiner.put_before(line)
        else:
            joiner.go_on(line, opens)
    return "\n".join("".join(pieces) for pieces in joiner.paragraphs).strip("\n")


class _Paragraphs:
    """Paragraphs while lines are added to them; ``last`` is the line that the next one may go on from."""

    def __init__(self, hyphens: Hyphens) -> None:
        self.paragraphs: list[list[str]] = []
        self.last: _Line | None = None
        self._hyphens = hyphens
        self._apart = False

    def tell(self, row: str, opens: bool) -> None:
        """Adds a row of a table; ``opens``, here and below, says that it is the first line of its block."""
        self._begin(row, opens)
        self.last = None

    def put_before(self, line: _Line) -> None:
        """Puts a caption in the midst of a sentence before that sentence."""
        self.paragraphs.insert(len(self.paragraphs) - 1, [line.text])
        self._apart = True

    def go_on(self, line: _Line, opens: bool) -> None:
        """Adds a line to the last paragraph, where it goes on there, or begins one."""
        if self.last is not None and self._joins(self.last, line, opens):
            _add(self.paragraphs[-1], line.text, self._hyphens)
        else:
            self._begin(line.text, opens)
        self.last, self._apart = line, False

    def _joins(self, last: _Line, line: _Line, opens: bool) -> bool:
        first = len(self.paragraphs) == 2
        return _goes_over(last, line) if opens or self._apart else _goes_on(last, line, first)

    def _begin(self, text: str, opens: bool) -> None:
        self.paragraphs += [[""], [text]] if opens else [[text]]


def _is_aside(last: _Line, items: Sequence[tuple[str | _Line, bool]]) -> bool:
    """Whether a sentence that is not at its end goes on after some lines of smaller type."""
    if _ENDS_SENTENCE.search(last.text) or _smaller(last, items[0][0]) is None:
        return False
    following = next((line for line, _ in items if _smaller(last, line) is None), None)
    return isinstance(following, _Line) and _same_type(last, following) and _goes_on_small(following.text)


def _smaller(last: _Line, line: str | _Line) -> _Line | None:
    return line if isinstance(line, _Line) and line.size < _NOTE_TYPE * last.size else None


def _add(pieces: list[str], text: str, hyphens: Hyphens) -> None:
    """Adds a line to the pieces of a paragraph."""
    last = pieces[-1]
    kept, tail = last[:-_TAIL_CHARS], last[-_TAIL_CHARS:]
    divided = hyphens.join(tail, text)
    if divided is not None:
        pieces[-1:] = [kept + divided[: len(divided) - len(text)], text]
        return
    blank = "" if re.match(f"[{_NO_BLANKS}]{{2}}", last[-1:] + text[:1]) else " "
    pieces += [blank, text]


def _lines(rows: Sequence[Row]) -> list[_Line]:
    """Measures rows against those of the same type."""
    backwards = right_to_left([word for row in rows for word in row.words])
    spans = [_span(row, backwards) for row in rows]
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        alike[round(row.size)].append(number)
    result: list[_Line] = []
    measures: dict[int, tuple[float, float, float]] = {}
    for size, numbers in alike.items():
        pairs = [number for number in numbers if number + 1 < len(rows) and round(rows[number + 1].size) == size]
        steps = [rows[number].bottom - rows[number + 1].bottom for number in pairs]
        starts, ends = zip(*(spans[number] for number in numbers), strict=True)
        step = min(median(steps) if steps else 1.4 * size, 1.8 * size)
        measures[size] = (min(starts) if len(starts) < 3 else median(starts), _usual(ends), step)
    for row, (start, end) in zip(rows, spans, strict=True):
        word = row.words[0]
        width = word.size if re.match(f"[{_NO_BLANKS}]", word.text) else word.right - word.left
        margin, limit, step = measures[round(row.size)]
        result.append(_Line(row.text, row.bottom, row.size, start, end, margin, limit, width, step))
    return result


def _usual(ends: Sequence[float]) -> float:
    """How far lines go; the longest ones may be chance."""
    return sorted(ends)[len(ends) * 3 // 4]


def _span(row: Row, backwards: bool) -> tuple[float, float]:
    left, right = min(word.left for word in row.words), max(word.right for word in row.words)
    return (-right, -left) if backwards else (left, right)


def _goes_on(line: _Line, following: _Line, opens: bool) -> bool:
    """Whether the next line of the same column belongs to the same paragraph; ``opens``: the first may be the title."""
    if not _same_type(line, following) or line.bottom - following.bottom > _WIDE_STEP * line.step:
        return False
    if _LIST_MARK.match(following.text):
        return False
    if _DIVIDED.search(line.text):
        return True
    indented = following.start > following.margin + _INDENT * following.size
    if indented and following.start > line.start + 0.2 * line.size and not _LIST_MARK.match(line.text):
        return False
    full = _is_full(line, following)
    if _ENDS_SENTENCE.search(line.text):
        return full or line.end > line.margin + _NEARLY_FULL * (line.limit - line.margin)
    # Many producers break lines by the number of letters, so that the edge is ragged.
    enough = full if opens else full or line.end > line.margin + _HALF_FULL * (line.limit - line.margin)
    return enough or _goes_on_small(following.text)


def _goes_over(line: _Line, following: _Line) -> bool:
    """Whether a sentence goes on over the end of a column or a page."""
    if not _same_type(line, following) or _ENDS_SENTENCE.search(line.text) or _LIST_MARK.match(following.text):
        return False
    return bool(_DIVIDED.search(line.text)) or _goes_on_small(following.text) or _is_full(line, following)


def _is_full(line: _Line, following: _Line) -> bool:
    """Whether the next line's first word had no room in a line, so that the break means nothing."""
    return following.first_word > line.limit - line.end - 0.3 * line.size


def _same_type(line: _Line, following: _Line) -> bool:
    return abs(line.size - following.size) <= _SAME_TYPE * line.size


def _goes_on_small(text: str) -> bool:
    """Whether a line begins with a small letter."""
    first = re.search(r"[^\W_]", text[:3])
    return first is not None and first.group().islower()


def _notes_last(blocks: Sequence[Block]) -> list[Block]:
    """Takes rows of smaller type at the foot of columns out of the way of the sentence that goes on over them."""
    sizes = [row.size for block in blocks for row in block.rows for _ in row.words]
    small = _NOTE_TYPE * median(sizes) if sizes else 0.0
    body: list[Block] = []
    notes: list[Block] = []
    for block in blocks:
        end = len(block.rows)
        while block.told is None and end > 0 and block.rows[end - 1].size < small:
            end -= 1
        if end:
            body.append(block if end == len(block.rows) else Block(block.rows[:end]))
        if end < len(block.rows):
            notes.append(Block(block.rows[end:]))
    return [*body, *notes]
