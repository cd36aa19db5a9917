"""Cuts the head and the tail of a text into lines with offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summarizer.lengths import word_count
from summarizer.records import Span

HEAD_CHARS = 20_000
TAIL_CHARS = 3_000
MAX_HEAD_LINES = 40
_MARKED_CHARS = 600
_LINE = re.compile(r"[^\r\n]+")
_ROW = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|$)")
_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"”’»)\]]*$")
_HASHES = re.compile(r"#{1,6}\s")
_BULLET = re.compile(r"^(?:#{1,6}|>)\s+|\s+#+$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: where it stands without the white space around it, and how it reads.

    ``plain`` has no Markdown marks, and only the beginning of a very long line; ``heading`` and ``bold`` say
    which marks it had; ``wrapped`` is true inside a paragraph that was broken into lines of equal width.
    """

    start: int
    end: int
    plain: str
    heading: bool
    bold: bool
    wrapped: bool = False

    @property
    def span(self) -> Span:
        """The line's place in the text."""
        return Span(self.start, self.end)

    @property
    def words(self) -> int:
        """Number of words."""
        return word_count(self.plain)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, marks and brackets behind its end allowed."""
    return _SENTENCE_END.search(text.rstrip()[-12:]) is not None


def head_lines(text: str, start: int = 0) -> list[Line]:
    """Returns the first lines that are not blank, from a character offset on."""
    lines: list[Line] = []
    block: list[tuple[int, str]] = []
    for match in _ROW.finditer(text, start, min(len(text), start + HEAD_CHARS)):
        if match[1].strip():
            block.append((match.start(), match[1]))
            continue
        lines += _block(block)
        block = []
        if len(lines) >= MAX_HEAD_LINES:
            break
    return (lines + _block(block))[:MAX_HEAD_LINES]


def tail_lines(text: str, start: int = 0) -> list[Line]:
    """Returns the last lines that are not blank, last first, none beginning before a character offset."""
    first = max(start, len(text) - TAIL_CHARS)
    if first > start:
        # Begin with a whole line.
        first = max(text.find("\n", first), text.find("\r", first), first)
    return [line for match in _LINE.finditer(text, first) if (line := _line(match.start(), match.group()))][::-1]


def _block(rows: list[tuple[int, str]]) -> list[Line]:
    """Reads lines (offset, text) that follow one another without a blank one."""
    wrapped = _is_wrapped([row.strip() for _, row in rows])
    lines = [line for offset, row in rows if (line := _line(offset, row, wrapped))]
    if len(rows) > 1 and lines and lines[0].words > 1 and re.fullmatch(r"\s*(?:=+|-{3,})\s*", rows[1][1]):
        # A line underlined with === or --- is a Markdown heading.
        lines[0] = replace(lines[0], end=rows[1][0] + len(rows[1][1].rstrip()), heading=True)
    return lines


def _is_wrapped(rows: list[str]) -> bool:
    """A paragraph broken at a fixed width: full rows but the last, some going on within a phrase."""
    if len(rows) < 2 or max(map(len, rows)) > 100 or min(map(len, rows[:-1])) < 40:
        return False
    return any(row[0].islower() for row in rows[1:])


def _line(offset: int, raw: str, wrapped: bool = False) -> Line | None:
    stripped = raw.strip(" \t\u00a0\ufeff\f\v")
    plain = _BULLET.sub("", stripped[:_MARKED_CHARS])
    bold = bool(re.fullmatch(r"(\*\*|__)(?![\s*_]).+\1|\*(?![\s*])[^*]+\*|_(?![\s_])[^_]+_", plain))
    plain = " ".join(plain.strip("*_").split()) if bold else " ".join(plain.split())
    if not re.search(r"\w", plain):
        return None
    start = offset + raw.index(stripped)
    return Line(start, start + len(stripped), plain, _HASHES.match(stripped) is not None, bold, wrapped)
