"""Takes the words of a PDF's page, with their places, from PDFium."""

from __future__ import annotations

import ctypes
import math
import re
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
_WORD_GAP, _BLANK = 0.18, 0.1
_HUGE = 2000.0
_INITIAL, _MOST = 1.8, 20
_BEGINS = re.compile(r"[\"“‘„«]?[^\W\d_]")
_SPACED_OUT = 0.08
_SPACED_LETTERS = 4
_UNITS = frozenset(("m", "km", "cm", "mm", "ft", "dm"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands, in points upwards and to the right.

    ``bottom`` is its base line, ``size`` that of its type, ``after_space`` whether the file has a space before it.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float
    after_space: bool = False


class _Char(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    size: float
    after_space: bool
    raised: bool


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
    runs = _runs(char for turn, char in chars if turn == direction)
    return _with_initials([word for run in runs for word in _words(run)])


def _with_initials(words: list[Word]) -> list[Word]:
    """Gives large initials, which go down over several lines, back to the word that they begin."""
    if not words:
        return words
    size = median(word.size for word in words)
    for initial in [word for word in words if word.size > _INITIAL * size and _BEGINS.fullmatch(word.text)][:_MOST]:
        beside = [
            word
            for word in words
            if 0 <= word.bottom - initial.bottom + 0.3 * word.size < initial.size
            and -0.2 * size < word.left - initial.right < 1.5 * size
            and word.size < initial.size / 1.5
        ]
        if len({word.bottom for word in beside}) < 2:
            continue
        first = max(beside, key=lambda word: word.bottom)
        # "A fire", but "After": the rest of a word is no word elsewhere.
        blank = " " if sum(word.text == first.text for word in words) > 1 else ""
        place = words.index(first)
        words[place] = replace(first, text=f"{initial.text}{blank}{first.text}")
        words.remove(initial)
    return words


def joined(words: Sequence[Word]) -> str:
    """The text of words that stand in one line."""
    text = ""
    for word, before in zip(words, (None, *words), strict=False):
        apart = before is not None and (
            word.after_space or word.left - before.right > _BLANK * min(word.size, before.size)
        )
        text += f" {word.text}" if apart else word.text
    return text


def _chars(raw: Any) -> Iterator[tuple[int, _Char]]:
    """Yields each character with the quarter turns of its text, already turned back."""
    from pypdfium2 import raw as pdfium

    measure = _Measure(raw)
    after_space = False
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _SPACES:
            # PDFium adds spaces of its own by distance; spaced letters would fall apart.
            after_space = after_space or not pdfium.FPDFText_IsGenerated(raw, index)
        elif code not in _NOTHING and measure.take(index):
            turn, (left, right, bottom, _), size = measure.turn, measure.place(), measure.size
            text = "-" if code == _HYPHEN_OF_PDFIUM else chr(code)
            raised = text.isdigit() and measure.raised(index)
            yield turn, _Char(text, left, right, bottom, size, after_space, raised)
            after_space = False


class _Measure:
    """Asks PDFium where a character stands, in as few calls as may be."""

    def __init__(self, raw: Any) -> None:
        from pypdfium2 import raw as pdfium

        self._pdfium, self._raw = pdfium, raw
        self._box, self._x, self._y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self._pointers = ctypes.byref(self._box), ctypes.byref(self._x), ctypes.byref(self._y)
        self._known: tuple[float, float] | None = None
        self.turn, self.size = 0, 0.0

    def take(self, index: int) -> bool:
        """Measures a character; False where it has no size."""
        box, x, y = self._pointers
        if not self._pdfium.FPDFText_GetLooseCharBox(self._raw, index, box):
            return False
        self._pdfium.FPDFText_GetCharOrigin(self._raw, index, x, y)
        known = (self._y.value, self._box.top)
        if known != self._known:
            self._known = known
            matrix = self._pdfium.FS_MATRIX()
            self._pdfium.FPDFText_GetMatrix(self._raw, index, ctypes.byref(matrix))
            scale = math.hypot(matrix.c, matrix.d)
            self.size = self._pdfium.FPDFText_GetFontSize(self._raw, index) * (scale or 1.0)
            self.turn = _quarter(self._pdfium.FPDFText_GetCharAngle(self._raw, index))
        return 0.5 < self.size < _HUGE

    def place(self) -> tuple[float, float, float, float]:
        """Left and right edge, base line twice, as if the text were not turned."""
        x, y, box = self._x.value, self._y.value, self._box
        if self.turn in (1, 3):
            return _turned(self.turn, x, x, box.bottom, box.top)
        return _turned(self.turn, box.left, box.right, y, y)

    def raised(self, index: int) -> bool:
        """Whether the character stands well above the base line, as marks of notes do in fonts that have them."""
        edges = [ctypes.c_double() for _ in range(4)]
        left, right, bottom, top = edges
        self._pdfium.FPDFText_GetCharBox(self._raw, index, *map(ctypes.byref, (left, right, bottom, top)))
        x, y = self._x.value, self._y.value
        line = _turned(self.turn, x, x, y, y)[2]
        foot = _turned(self.turn, left.value, right.value, bottom.value, top.value)[2]
        return foot > line + 0.2 * self.size


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
            size = max(run[-1].size, char.size)
            moved = abs(char.bottom - run[-1].bottom) > 0.5 * size
            if moved or char.left < run[-1].right - 0.6 * size or char.left > run[-1].right + 3 * size:
                yield run
                run = []
        run.append(char)
    if run:
        yield run


def _words(run: list[_Char]) -> list[Word]:
    """Splits a run at its spaces and wide gaps; letters set apart for show stay together."""
    size = max(char.size for char in run)
    gaps = [char.left - before.right for before, char in pairwise(run) if not char.after_space]
    usual = median(gaps) if len(gaps) >= _SPACED_LETTERS else 0.0
    widest = _WORD_GAP * size + (usual if usual > _SPACED_OUT * size else 0.0)
    groups: list[list[_Char]] = []
    for char, before in zip(run, (None, *run), strict=False):
        if before is None or char.after_space or char.left - before.right > widest:
            groups.append([])
        groups[-1].append(char)
    return [word for group in _closed(groups) if (word := _word(group))]


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


def _is_note_mark(char: _Char, size: float, line: float) -> bool:
    """Whether a character is raised, or a small digit above the line, as the marks of notes are."""
    return char.raised or (char.text.isdigit() and char.size < 0.8 * size and char.bottom > line + 0.15 * size)


def _word(chars: list[_Char]) -> Word | None:
    """Makes a word; marks of notes are left out, unless they make a square metre."""
    size = max(char.size for char in chars)
    line = min(char.bottom for char in chars if char.size > 0.8 * size)
    kept = [char for char in chars if not _is_note_mark(char, size, line)]
    if len(kept) < len(chars) and "".join(char.text for char in kept).lower() in _UNITS:
        kept = chars
    if not kept:
        return None
    text = "".join(char.text for char in kept)
    if any("\ufb00" <= letter <= "\ufb06" for letter in text):
        text = unicodedata.normalize("NFKC", text)
    right = max(char.right for char in chars)
    return Word(text, chars[0].left, right, line, size, after_space=chars[0].after_space)
