"""Puts the rows of a PDF's page in reading order: bands from top to foot, in each the columns one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from summarizer.read.pdf_rows import Row, pieces, right_to_left, rows_of
from summarizer.read.pdf_words import Word
from summarizer.read.tables import table_lines

_GUTTER, _NARROW = 0.55, 0.9
_SLAB = 0.6
_BINS = 300
_TRIES = 6
_DEPTH = 12
_MIN_ROWS, _MIN_ROWS_NARROW = 3, 6
_LIST_MARK_CHARS, _CELL_CHARS = 6, 16
_ALIGNED = 0.6
_GOES_ON = 0.3


@dataclass(slots=True)
class Block:
    """Rows of one column, or the lines that tell a table."""

    rows: list[Row]
    told: tuple[str, ...] = ()
    note: str = ""

    @property
    def left(self) -> float:
        """The left edge of its rows."""
        return min(row.words[0].left for row in self.rows)

    @property
    def right(self) -> float:
        """The right edge of its rows."""
        return max(word.right for row in self.rows for word in row.words)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A gutter at ``x`` from ``top`` down to ``foot``."""

    x: float
    top: float
    foot: float
    rows: int


def in_order(pages: Sequence[Sequence[Row]]) -> tuple[list[Block], bool]:
    """Returns the blocks of all pages as they are to be read, and whether that order is in doubt."""
    order = _Order(())
    words = [[word for row in rows for word in row.words] for rows in pages]
    for page in words:
        order.read(page, 0)
    if order.gutters and len(words) > 1:
        # A page with only a few lines in columns is known by the other pages.
        order = _Order(tuple(dict.fromkeys(round(x) for x in order.gutters))[:_TRIES])
        for page in words:
            order.read(page, 0)
    return order.blocks, order.doubtful


class _Order:
    def __init__(self, known: tuple[float, ...]) -> None:
        self.blocks: list[Block] = []
        self.doubtful = False
        self.known = known
        self.gutters: list[float] = []

    def read(self, words: list[Word], depth: int) -> None:
        """Adds the blocks of a region: what stands above its longest gutter, left of it, right of it and below."""
        if not words:
            return
        cut = _longest(words, self.known) if depth < _DEPTH else None
        if cut is None:
            self.blocks.append(Block(rows_of(words)))
            return
        above = [word for word in words if word.bottom > cut.top]
        below = [word for word in words if word.bottom < cut.foot]
        inside = [word for word in words if cut.foot <= word.bottom <= cut.top]
        self.read(above, depth + 1)
        table = _table(inside)
        if table is not None:
            self.blocks.append(table)
        else:
            left = [word for word in inside if word.right <= cut.x]
            right = [word for word in inside if word.right > cut.x]
            self.gutters.append(cut.x)
            self.doubtful = self.doubtful or _doubtful(left, right)
            sides = (right, left) if right_to_left(inside) else (left, right)
            for side in sides:
                self.read(side, depth + 1)
        self.read(below, depth + 1)


def _longest(words: list[Word], known: Sequence[float]) -> _Cut | None:
    """Finds the gutter that has most rows of text on both of its sides."""
    size = median(word.size for word in words)
    slabs = _slabs(words, size)
    left, right = min(word.left for word in words), max(word.right for word in words)
    if right - left < 10 * size:
        return None
    cuts = [cut for x in _candidates(slabs, left, right) for cut in _cuts(x, slabs, size, False)]
    cuts += [cut for x in known if left < x < right for cut in _cuts(x, slabs, size, True)]
    return max(cuts, key=lambda cut: cut.rows, default=None)


def _slabs(words: Iterable[Word], size: float) -> list[tuple[int, list[Word]]]:
    """Thin layers of the page with the words in each, from the top; neighbouring columns need no common base line."""
    height = _SLAB * size
    slabs: dict[int, list[Word]] = {}
    for word in words:
        low = int(word.bottom // height)
        high = min(int((word.bottom + 0.45 * word.size) // height), low + 20)
        for slab in range(low, high + 1):
            slabs.setdefault(slab, []).append(word)
    return [(number, sorted(slabs[number], key=lambda word: word.left)) for number in sorted(slabs, reverse=True)]


def _candidates(slabs: Sequence[tuple[int, list[Word]]], left: float, right: float) -> list[float]:
    """Places across the page where most slabs have a wide gap between words."""
    width = (right - left) / _BINS
    steps = [0] * (_BINS + 2)
    for _, words in slabs:
        reach, last = words[0].right, words[0]
        for word in words[1:]:
            if word.left - reach > _wide(last, word):
                start, end = int((reach - left) / width) + 1, int((word.left - left) / width)
                if end > start:
                    steps[start] += 1
                    steps[end] -= 1
            if word.right > reach:
                reach, last = word.right, word
    votes: list[int] = []
    total = 0
    for step in steps:
        total += step
        votes.append(total)
    result: list[float] = []
    while len(result) < _TRIES and max(votes) >= _MIN_ROWS:
        best = max(votes)
        start = votes.index(best)
        end = start
        while end < len(votes) and votes[end] == best:
            end += 1
        result.append(left + (start + end) / 2 * width)
        for place in range(max(0, start - 4), min(len(votes), end + 4)):
            votes[place] = 0
    return result


def _cuts(x: float, slabs: Sequence[tuple[int, list[Word]]], size: float, known: bool) -> list[_Cut]:
    """The stretches of the page that no word crosses at ``x`` and that have text on both sides."""
    cuts: list[_Cut] = []
    stretch: list[tuple[int, list[Word]]] = []
    for place, (number, slab) in enumerate((*slabs, (0, []))):
        crossed = not slab or _crosses(x, slab)
        around = [word for _, near in slabs[max(0, place - 2) : place + 3] for word in near]
        if crossed or (stretch and _is_heading(x, slab, size) and all(word.right <= x for word in around)):
            cut = _cut(x, stretch, size, known)
            if cut is not None:
                cuts.append(cut)
            stretch = []
        if not crossed:
            stretch.append((number, slab))
    return cuts


def _crosses(x: float, slab: Sequence[Word]) -> bool:
    """Whether a word lies over ``x``, or words on both sides stand as near to each other as in a sentence."""
    if any(word.left < x < word.right for word in slab):
        return True
    before = max((word for word in slab if word.right <= x), key=lambda word: word.right, default=None)
    after = min((word for word in slab if word.left >= x), key=lambda word: word.left, default=None)
    return before is not None and after is not None and after.left - before.right <= _wide(before, after)


def _wide(before: Word, after: Word) -> float:
    """The gap that may part columns."""
    return _GUTTER * min(before.size, after.size)


def _is_heading(x: float, slab: Sequence[Word], size: float) -> bool:
    """Whether a slab holds large type on the left and nothing else: a short heading over all columns."""
    return all(word.right <= x and word.size > 1.2 * size for word in slab)


def _cut(x: float, stretch: Sequence[tuple[int, list[Word]]], size: float, known: bool) -> _Cut | None:
    both = [
        place
        for place, (_, slab) in enumerate(stretch)
        if any(word.right <= x for word in slab) and any(word.left >= x for word in slab)
    ]
    if not both:
        return None
    first, last = both[0], both[-1]
    # A column that is longer than its neighbour goes on below it, without a gap.
    while last + 1 < len(stretch) and stretch[last][0] - stretch[last + 1][0] <= 3:
        last += 1
    while (
        first > 0 and stretch[first - 1][0] - stretch[first][0] <= 3 and not _is_heading(x, stretch[first - 1][1], size)
    ):
        first -= 1
    inside = {word for _, slab in stretch[first : last + 1] for word in slab}
    left = [word for word in inside if word.right <= x]
    right = [word for word in inside if word.right > x]
    white = min(word.left for word in right) - max(word.right for word in left)
    rows = min(len(rows_of(left)), len(rows_of(right)))
    enough = 1 if known else _MIN_ROWS if white > _NARROW * size else _MIN_ROWS_NARROW
    if rows < enough or white < _GUTTER * size:
        return None
    if (_are_marks(rows_of(left)) or _are_marks(rows_of(right))) and _table(list(inside)) is None:
        return None
    top, foot = max(word.bottom for word in inside), min(word.bottom for word in inside)
    return _Cut((max(word.right for word in left) + min(word.left for word in right)) / 2, top, foot, len(both))


def _are_marks(rows: Sequence[Row]) -> bool:
    """Whether rows are the bullets, numbers or hours of a list, whose text stands beside them."""
    return median(len(row.text) for row in rows) <= _LIST_MARK_CHARS


def _table(words: Sequence[Word]) -> Block | None:
    """Reads words as a table when their rows are short cells side by side."""
    rows = rows_of(words)
    cells = [pieces(row, _NARROW) for row in rows]
    wide = [row for row in cells if len(row) > 1]
    if len(wide) < max(2, _ALIGNED * len(cells)):
        return None
    later = [" ".join(word.text for word in cell) for row in wide for cell in row[1:]]
    if median(map(len, later)) > _CELL_CHARS or _going_on(later) > _GOES_ON:
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


def _going_on(texts: Sequence[str]) -> float:
    """Share of lines that begin inside a sentence; scripts without capitals count as doing so."""
    return sum(text[:1].isalpha() and not text[:1].isupper() for text in texts) / max(1, len(texts))


def _doubtful(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether two sides, row beside row, may as well be the cells of a table: few lines go on from the one above."""
    sides = [rows_of(side) for side in (left, right)]
    heights = [row.bottom for row in sides[0]]
    beside = sum(any(abs(row.bottom - height) < 1 for height in heights) for row in sides[1])
    aligned = beside > _ALIGNED * len(sides[1])
    return aligned and all(_going_on([row.text for row in side]) < _GOES_ON for side in sides)
