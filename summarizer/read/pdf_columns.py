"""Puts the rows of a PDF's page in reading order: bands from top to foot, in each the columns one after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from summarizer.read.pdf_rows import Row, right_to_left, rows_of
from summarizer.read.pdf_tables import Block, going_on, table_of
from summarizer.read.pdf_words import Word

_GUTTER, _NARROW = 0.55, 0.9
_SLAB = 0.6
_BINS = 300
_TRIES = 6
_DEPTH = 12
_MIN_ROWS, _MIN_ROWS_NARROW = 3, 6
_NEAR_SLABS = 3
_LIST_MARK_CHARS = 6
_LARGE = 1.2
_ALIGNED, _GOES_ON = 0.6, 0.3


@dataclass(frozen=True, slots=True)
class _Cut:
    """A gutter at ``x`` from ``top`` down to ``foot``."""

    x: float
    top: float
    foot: float


class _Slab:
    """A thin layer of the page with the words in it, from left to right; ``reaches`` is how far they go so far."""

    __slots__ = ("lefts", "number", "reaches", "words")

    def __init__(self, number: int, words: Iterable[Word]) -> None:
        self.number = number
        self.words = sorted(words, key=lambda word: word.left)
        self.lefts = [word.left for word in self.words]
        self.reaches = list(accumulate((word.right for word in self.words), max))

    def sides(self, x: float) -> tuple[bool, bool] | None:
        """Whether there are words on the left and on the right of ``x``.

        None where a word lies over it, or two stand there as near to each other as in a sentence.
        """
        place = bisect_left(self.lefts, x)
        before, after = place > 0, place < len(self.lefts)
        if before and self.reaches[place - 1] > x:
            return None
        if before and after:
            gap = self.lefts[place] - self.reaches[place - 1]
            if gap <= _GUTTER * min(self.words[place].size, self.words[place - 1].size):
                return None
        return before, after

    def gaps(self) -> Iterable[tuple[float, float]]:
        """The gaps between words that may part columns."""
        for place in range(1, len(self.words)):
            left, right = self.reaches[place - 1], self.lefts[place]
            if right - left > _GUTTER * min(self.words[place].size, self.words[place - 1].size):
                yield left, right

    def is_large(self, size: float) -> bool:
        """Whether all of it is in larger type, as headings are."""
        return all(word.size > _LARGE * size for word in self.words)


def in_order(pages: Sequence[Sequence[Row]]) -> tuple[list[Block], bool]:
    """Returns the blocks of all pages as they are to be read, and whether that order is in doubt."""
    words = [[word for row in rows for word in row.words] for rows in pages]
    orders = [_Order(page, ()) for page in words]
    known = tuple(dict.fromkeys(round(x) for order in orders for x in order.gutters))[:_TRIES]
    if len(pages) > 1:
        # A page with only a few lines in columns is known by the other pages.
        orders = [
            order if len(order.gutters) >= len(known) else _Order(page, known)
            for order, page in zip(orders, words, strict=True)
        ]
    return [block for order in orders for block in order.blocks], any(order.doubtful for order in orders)


class _Order:
    """The blocks of one page, read recursively; ``known`` are the gutters of other pages."""

    def __init__(self, words: list[Word], known: Sequence[float]) -> None:
        self.blocks: list[Block] = []
        self.doubtful = False
        self.gutters: list[float] = []
        self._known = known
        self._read(words, 0)

    def _read(self, words: list[Word], depth: int) -> None:
        """Adds the blocks of a region: what stands above its longest gutter, left of it, right of it and below."""
        if not words:
            return
        cut = _longest(words, self._known) if depth < _DEPTH else None
        if cut is None:
            self.blocks.append(Block(rows_of(words)))
            return
        inside = [word for word in words if cut.foot <= word.bottom <= cut.top]
        self._read([word for word in words if word.bottom > cut.top], depth + 1)
        table = table_of(inside)
        if table is not None:
            self.blocks.append(table)
        else:
            self._read_columns(inside, cut.x, depth)
        self._read([word for word in words if word.bottom < cut.foot], depth + 1)

    def _read_columns(self, inside: Sequence[Word], x: float, depth: int) -> None:
        """Adds the blocks on both sides of a gutter at ``x``."""
        left, right = _divided(inside, x)
        self.gutters.append(x)
        self.doubtful = self.doubtful or _doubtful(left, right)
        for side in (right, left) if right_to_left(inside) else (left, right):
            self._read(side, depth + 1)


def _divided(words: Iterable[Word], x: float) -> tuple[list[Word], list[Word]]:
    """The words on the left of ``x``, and the others."""
    sides: tuple[list[Word], list[Word]] = ([], [])
    for word in words:
        sides[word.right > x].append(word)
    return sides


def _longest(words: list[Word], known: Sequence[float]) -> _Cut | None:
    """Finds the gutter that has most text on both of its sides."""
    size = median(word.size for word in words)
    left, right = min(word.left for word in words), max(word.right for word in words)
    if right - left < 10 * size:
        return None
    slabs = _slabs(words, size)
    found = [(x, False, stretch) for x in _candidates(slabs, left, right) for stretch in _stretches(x, slabs, size)]
    found += [(x, True, stretch) for x in known if left < x < right for stretch in _stretches(x, slabs, size)]
    cuts = (_cut(x, stretch, size, is_known) for x, is_known, stretch in sorted(found, key=lambda item: -len(item[2])))
    return next((cut for cut in cuts if cut is not None), None)


def _slabs(words: Iterable[Word], size: float) -> list[_Slab]:
    """Cuts a region into layers, from the top; neighbouring columns need no common base line."""
    height = _SLAB * size
    slabs: dict[int, list[Word]] = {}
    for word in words:
        low = int(word.bottom // height)
        high = min(int((word.bottom + 0.45 * word.size) // height), low + 20)
        for slab in range(low, high + 1):
            slabs.setdefault(slab, []).append(word)
    return [_Slab(number, slabs[number]) for number in sorted(slabs, reverse=True)]


def _candidates(slabs: Sequence[_Slab], left: float, right: float) -> list[float]:
    """Places across the page where most slabs have a wide gap between words."""
    width = (right - left) / _BINS
    steps = [0] * (_BINS + 2)
    for slab in slabs:
        for near, far in slab.gaps():
            start, end = int((near - left) / width) + 1, int((far - left) / width)
            if end > start:
                steps[start] += 1
                steps[end] -= 1
    votes = list(accumulate(steps))
    result: list[float] = []
    while len(result) < _TRIES and max(votes) >= _MIN_ROWS:
        best = max(votes)
        start = votes.index(best)
        end = next(place for place in range(start, len(votes) + 1) if place == len(votes) or votes[place] != best)
        result.append(left + (start + end) / 2 * width)
        for place in range(max(0, start - 4), min(len(votes), end + 4)):
            votes[place] = 0
    return result


def _stretches(x: float, slabs: Sequence[_Slab], size: float) -> Iterable[list[_Slab]]:
    """The stretches of the page that no word crosses at ``x`` and that have text on both sides."""
    sides = [slab.sides(x) for slab in slabs]
    stretch: list[int] = []
    for place in range(len(slabs) + 1):
        end = place == len(slabs) or sides[place] is None
        if end or (stretch and slabs[place].is_large(size) and _alone(slabs, sides, place)):
            yield from _trimmed(stretch, slabs, sides, size)
            stretch = []
        if not end:
            stretch.append(place)


def _alone(slabs: Sequence[_Slab], sides: Sequence[tuple[bool, bool] | None], place: int) -> bool:
    """Whether what stands in a slab has nothing on its right, nor has what is near: a heading over all columns."""
    return not any(
        (side is None or side[1]) and abs(slab.number - slabs[place].number) <= _NEAR_SLABS
        for slab, side in zip(slabs[max(0, place - 3) : place + 4], sides[max(0, place - 3) : place + 4], strict=True)
    )


def _trimmed(
    stretch: Sequence[int], slabs: Sequence[_Slab], sides: Sequence[tuple[bool, bool] | None], size: float
) -> Iterable[list[_Slab]]:
    """Leaves out of a stretch what stands above or below its columns.

    A column that is longer than its neighbour goes on without a gap.
    """
    both = [place for place, number in enumerate(stretch) if sides[number] == (True, True)]
    if not both:
        return
    first, last = both[0], both[-1]
    numbers = [slabs[place].number for place in stretch]
    while last + 1 < len(stretch) and numbers[last] - numbers[last + 1] <= _NEAR_SLABS:
        last += 1
    while first > 0 and numbers[first - 1] - numbers[first] <= _NEAR_SLABS:
        if slabs[stretch[first - 1]].is_large(size):
            break
        first -= 1
    yield [slabs[place] for place in stretch[first : last + 1]]


def _cut(x: float, stretch: Sequence[_Slab], size: float, known: bool) -> _Cut | None:
    """Returns the gutter of a stretch when its white is wide and long enough for one."""
    inside = list({id(word): word for slab in stretch for word in slab.words}.values())
    left, right = _divided(inside, x)
    start, end = max(word.right for word in left), min(word.left for word in right)
    enough = 1 if known else _MIN_ROWS if end - start > _NARROW * size else _MIN_ROWS_NARROW
    if end - start < _GUTTER * size:
        return None
    sides = rows_of(left), rows_of(right)
    if min(map(len, sides)) < enough or (any(map(_are_marks, sides)) and table_of(inside) is None):
        return None
    return _Cut((start + end) / 2, max(word.bottom for word in inside), min(word.bottom for word in inside))


def _are_marks(rows: Sequence[Row]) -> bool:
    """Whether rows are the bullets, numbers or hours of a list, whose text stands beside them."""
    return median(len(row.text) for row in rows) <= _LIST_MARK_CHARS


def _doubtful(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether two sides, row beside row, may as well be the cells of a table: few lines go on from the one above."""
    sides = [rows_of(side) for side in (left, right)]
    heights = [row.bottom for row in sides[0]]
    beside = sum(any(abs(row.bottom - height) < 1 for height in heights) for row in sides[1])
    aligned = beside > _ALIGNED * len(sides[1])
    return aligned and all(going_on([row.text for row in side]) < _GOES_ON for side in sides)
