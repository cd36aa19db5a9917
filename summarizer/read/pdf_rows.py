"""Rows of words on a PDF's page, and the running heads and feet among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from statistics import median

from summarizer.read.pdf_words import Word, joined

_EDGE_ROWS = 3
_SAME_PLACE = 3.0
_APART, _CLEAR = 1.0, 1.25
_SMALL, _SMALL_TYPE, _SHORT = 0.92, "small type", 0.6
_ENDED = re.compile(r"[.!?…:。！？：]\W*$")
_PAGE_NUMBER = re.compile(
    r"(?i)\W*(?:(?:page|p\.|seite|s\.|página|pagina|pág\.|side|sida|strona|стр\.?|第)\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:of|/|\||von|de|sur|di|av|van|z|из|页)\s*\d{0,4})?\W*"
)


@dataclass(slots=True)
class Row:
    """Words on one base line, from left to right."""

    words: list[Word] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words with blanks between them."""
        return joined(self.words)

    @property
    def bottom(self) -> float:
        """Height of the base line."""
        return self.words[0].bottom

    @property
    def size(self) -> float:
        """Height of the largest type in it."""
        return max(word.size for word in self.words)


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Groups words to rows, from the top of the page to its foot."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: -word.bottom):
        if not rows or rows[-1].words[-1].bottom - word.bottom > 0.3 * min(word.size, rows[-1].words[-1].size):
            rows.append(Row())
        rows[-1].words.append(word)
    for row in rows:
        row.words.sort(key=_from_right if right_to_left(row.words) else _from_left)
    return rows


def _from_left(word: Word) -> float:
    return word.left


def _from_right(word: Word) -> float:
    return -word.right


def right_to_left(words: Sequence[Word]) -> bool:
    """Whether most of the words are Arabic or Hebrew."""
    return sum("\u0590" <= word.text[0] <= "\u08ff" for word in words) * 2 > len(words)


def pieces(row: Row, gap: float = _APART) -> list[list[Word]]:
    """Splits a row where much white stands between two words; ``gap`` in heights of the type."""
    result: list[list[Word]] = [[row.words[0]]]
    for before, word in pairwise(row.words):
        if max(word.left - before.right, before.left - word.right) > gap * min(word.size, before.size):
            result.append([])
        result[-1].append(word)
    return result


def without_running(pages: Sequence[list[Row]]) -> tuple[list[list[Row]], list[str]]:
    """Takes heads and feet that run through the pages off them.

    What stands at the same height on several pages with the same words, figures aside, is one; what else stands at
    that height is its other half, as the date beside the paper's name, or the name on the facing page.

    Returns:
        The pages, and what was taken off, each once.
    """
    heads = _edge(pages, -1)
    feet = _edge(pages, 1)
    kept: list[list[Row]] = []
    texts: dict[str, None] = {}
    for page in pages:
        start, end = 0, len(page)
        while start < end and _runs(page, start, start + 1, heads):
            start += 1
        while end > start and _runs(page, end - 1, end - 2, feet):
            end -= 1
        if start == end and len(page) > _EDGE_ROWS:
            start, end = 0, len(page)
        # What is set like the text and close to it is text that happens to be repeated.
        while 0 < start < len(page) and not _is_clear(page, start - 1, start):
            start -= 1
        while start < end < len(page) and not _is_clear(page, end, end - 1):
            end += 1
        for row in (*page[:start], *page[end:]):
            texts.update((joined(piece), None) for piece in pieces(row))
        kept.append(page[start:end])
        if len(kept) > 1 and _interrupts(kept[-2], kept[-1]):
            texts[kept[-1].pop(0).text] = None
    return kept, list(texts)


def _interrupts(before: Sequence[Row], page: Sequence[Row]) -> bool:
    """Whether the first row of a page stands in a sentence that goes on from the page before below it."""
    if not before or len(page) < 3 or not _stands_apart(page, 0, 1):
        return False
    return page[1].text[0].islower() and not page[0].text[0].islower() and not _ENDED.search(before[-1].text)


@dataclass(frozen=True, slots=True)
class _Edge:
    """Heights at which something runs through the pages, with the size of its type."""

    places: tuple[tuple[float, float], ...]


def _edge(pages: Sequence[list[Row]], side: int) -> _Edge:
    """Finds the heights of what is repeated at the top (-1) or at the foot (1) of pages."""
    small, single = _small(pages), len(pages) == 1
    seen: Counter[tuple[str, int]] = Counter()
    where: dict[tuple[str, int], tuple[float, float]] = {}
    for page in pages:
        found: set[tuple[str, int]] = set()
        rows = page[:_EDGE_ROWS] if side < 0 else page[: -_EDGE_ROWS - 1 : -1]
        for number, row in enumerate(rows):
            parts = pieces(row)
            # Of a single page nothing is repeated; small type in two places over or under it is no text either.
            texts = set() if single else {_masked(joined(part)) for part in parts}
            place = len(page) - 1 - number if side > 0 else number
            # Notes at the foot are at one height, too.
            enough_parts = len(parts) > 1 if single else side < 0
            if row.size < small and enough_parts and _stands_apart(page, place, place - side):
                texts.add(_SMALL_TYPE)
            # Two cells, as a height may lie on the border of one.
            cells = (round(row.bottom / _SAME_PLACE), round(row.bottom / _SAME_PLACE + 0.5))
            keys = set(product(texts, cells))
            where.update((key, (row.bottom, row.size)) for key in keys)
            found |= keys
        seen.update(found)
    # Odd and even pages may differ, and the first may have none.
    enough = 1 if single else max(2, len(pages) // 4)
    return _Edge(tuple(dict.fromkeys(where[key] for key, count in seen.items() if count >= enough and key[0])))


def _small(pages: Sequence[Sequence[Row]]) -> float:
    """The size below which type is smaller than that of the text."""
    sizes = [row.size for page in pages for row in page for _ in row.words]
    return _SMALL * median(sizes) if sizes else 0.0


def _masked(text: str) -> str:
    if _PAGE_NUMBER.fullmatch(text):
        return "#"
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text.casefold()))


def _runs(page: Sequence[Row], number: int, inner: int, edge: _Edge) -> bool:
    """Whether a row at the edge of what is left of a page is a running one; ``inner`` is the next one inwards."""
    row = page[number]
    if _PAGE_NUMBER.fullmatch(row.text) and len(page) > 2 and _stands_apart(page, number, inner):
        return True
    return any(abs(row.bottom - bottom) < _SAME_PLACE and abs(row.size - size) < 0.6 for bottom, size in edge.places)


def _is_clear(page: Sequence[Row], number: int, inner: int) -> bool:
    """Whether a row differs from the text beside it: in type, in distance, in length or in having gaps."""
    row, text = page[number], page[inner]
    other_type = abs(row.size - text.size) > (1 - _SMALL) * text.size
    short = len(pieces(row)) > 1 or len(row.text) < _SHORT * len(text.text)
    return other_type or short or _stands_apart(page, number, inner)


def _stands_apart(page: Sequence[Row], number: int, inner: int) -> bool:
    if not 0 <= inner < len(page):
        return True
    steps = sorted(above.bottom - below.bottom for above, below in pairwise(page))
    return abs(page[number].bottom - page[inner].bottom) > _CLEAR * steps[len(steps) // 5]
