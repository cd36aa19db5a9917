"""Takes the words of a PDF's page, with their places, from PDFium."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

_SPACES = frozenset(map(ord, " \t\r\n\f\v\u00a0\u2002\u2003\u2009\u202f\u3000"))
_NOTHING = frozenset((0, 0xFEFF, 0x200B, 0xFFFE, 0xFFFF))
_HYPHEN_OF_PDFIUM = 2
_WORD_GAP = 0.18
_SPACED_OUT = 0.08
_SPACED_LETTERS = 4
_UNITS = frozenset(("m", "km", "cm", "mm", "ft", "dm"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points, upwards and to the right; ``number`` is its place in the file's own order."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    number: int

    @property
    def size(self) -> float:
        """Height of the line of type."""
        return self.top - self.bottom


class _Char(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    after_space: bool


def words_of(page: Any) -> list[Word]:
    """Returns the words of a page of pypdfium2 in the file's order, without those set across its direction.

    A page whose text runs upwards or downwards is turned, as a reader turns the sheet.
    """
    text_page = page.get_textpage()
    try:
        chars = list(_chars(text_page.raw))
    finally:
        text_page.close()
    turns = Counter(turn for turn, _ in chars)
    direction = max(turns, key=lambda turn: turns[turn], default=0)
    result: list[Word] = []
    for run in _runs(char for turn, char in chars if turn == direction):
        result += (replace(word, number=len(result) + place) for place, word in enumerate(_words(run)))
    return result


def joined(words: Sequence[Word]) -> str:
    """The text of words that stand in one line."""
    text = ""
    for word, before in zip(words, (None, *words), strict=False):
        apart = before is not None and word.left - before.right > 0.1 * min(word.size, before.size)
        text += f" {word.text}" if apart else word.text
    return text


def _chars(raw: Any) -> Iterator[tuple[int, _Char]]:
    """Yields each character with the quarter turns of its text, already turned back."""
    from pypdfium2 import raw as pdfium

    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    after_space, turn, height = False, 0, math.nan
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _SPACES:
            # PDFium adds spaces of its own by distance; spaced letters would fall apart.
            after_space = after_space or not pdfium.FPDFText_IsGenerated(raw, index)
            continue
        if code in _NOTHING or not pdfium.FPDFText_GetLooseCharBox(raw, index, pointer):
            continue
        if box.bottom != height:
            height = box.bottom
            turn = _quarter(pdfium.FPDFText_GetCharAngle(raw, index))
        edges = _turned(turn, box.left, box.right, box.bottom, box.top)
        if edges[3] - edges[2] > 0.5:
            yield turn, _Char("-" if code == _HYPHEN_OF_PDFIUM else chr(code), *edges, after_space)
            after_space = False


def _quarter(angle: float) -> int:
    """Quarter turns of a text's direction; -1 for a slant."""
    turns = angle / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else -1


def _turned(turn: int, left: float, right: float, bottom: float, top: float) -> tuple[float, float, float, float]:
    if turn == 1:
        return -top, -bottom, left, right
    if turn == 2:
        return -right, -left, -top, -bottom
    if turn == 3:
        return bottom, top, -right, -left
    return left, right, bottom, top


def _runs(chars: Iterator[_Char]) -> Iterator[list[_Char]]:
    """Yields characters that follow each other on one line."""
    run: list[_Char] = []
    for char in chars:
        if run:
            size = max(run[-1].top - run[-1].bottom, char.top - char.bottom)
            raised = abs(char.bottom - run[-1].bottom) > 0.5 * size
            if raised or char.left < run[-1].right - 0.6 * size or char.left > run[-1].right + 3 * size:
                yield run
                run = []
        run.append(char)
    if run:
        yield run


def _words(run: list[_Char]) -> list[Word]:
    """Splits a run at its spaces and wide gaps; letters set apart for show stay together."""
    size = max(char.top - char.bottom for char in run)
    gaps = [char.left - before.right for before, char in pairwise(run) if not char.after_space]
    usual = median(gaps) if len(gaps) >= _SPACED_LETTERS else 0.0
    widest = _WORD_GAP * size + (usual if usual > _SPACED_OUT * size else 0.0)
    groups: list[list[_Char]] = []
    for char, before in zip(run, (None, *run), strict=False):
        if before is None or char.after_space or char.left - before.right > widest:
            groups.append([])
        groups[-1].append(char)
    return [_word(group) for group in _closed(groups) if group]


def _closed(groups: list[list[_Char]]) -> list[list[_Char]]:
    """Joins single letters with blanks between them: ``R E P O R T``."""
    result: list[list[_Char]] = []
    place = 0
    while place < len(groups):
        end = place
        while end < len(groups) and len(groups[end]) == 1 and groups[end][0].text.isalpha():
            end += 1
        if end - place < _SPACED_LETTERS:
            end = max(end, place + 1)
            result += groups[place:end]
        else:
            letters = [group[0] for group in groups[place:end]]
            gaps = [char.left - before.right for before, char in pairwise(letters)]
            result.append([letters[0]])
            for char, gap in zip(letters[1:], gaps, strict=True):
                if gap > 1.4 * median(gaps) + 0.5:
                    result.append([])
                result[-1].append(char)
        place = end
    return result


def _word(chars: list[_Char]) -> Word:
    size = max(char.top - char.bottom for char in chars)
    floor = min(char.bottom for char in chars if char.top - char.bottom > 0.8 * size)
    kept = [char for char in chars if not _is_note_mark(char, size, floor)]
    text = "".join(char.text for char in kept)
    letters = text[-len(chars) :].rstrip("0123456789")
    if len(kept) < len(chars) and (not kept or letters.lower() in _UNITS):
        kept, text = chars, "".join(char.text for char in chars)
    return Word(
        unicodedata.normalize("NFKC", text) if any("\ufb00" <= letter <= "\ufb06" for letter in text) else text,
        chars[0].left,
        max(char.right for char in chars),
        floor,
        max(char.top for char in kept),
        0,
    )


def _is_note_mark(char: _Char, size: float, floor: float) -> bool:
    """Small raised figures are marks of notes, unless they make a square metre."""
    return char.text.isdigit() and char.top - char.bottom < 0.8 * size and char.bottom > floor + 0.15 * size
