"""Cuts a text into paragraphs, however it breaks its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.lengths import word_count
from summarizer.records import Span
from summarizer.stage_settings import ParagraphSettings

METADATA = "metadata"

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_TERMINAL = re.compile(r"[.!?…。！？।॥؟۔።։][\"”’'»›)\]*_」』]*$")
_LOWER_WORD = re.compile(r"[a-zß-öø-ÿа-яёα-ω]+(?![\w])")
_LIST_ITEM = re.compile(r"(?:[-*•‣▪◦·–—]|\d{1,2}[.)]|\([a-z\d]{1,2}\)|#{1,6}|>)\s")


@dataclass(slots=True)
class Block:
    """A paragraph while it is judged: its span, its text on one line, and why it is dropped, if it is."""

    start: int
    end: int
    flat: str
    words: int
    reason: str | None = None

    @property
    def terminated(self) -> bool:
        """Whether it ends as a sentence does."""
        return ends_sentence(self.flat)

    @property
    def list_item(self) -> bool:
        """Whether it opens with a bullet or a number."""
        return _LIST_ITEM.match(self.flat) is not None


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    gap: bool
    indent: int
    reason: str | None


def ends_sentence(text: str) -> bool:
    """Whether a text ends with sentence-final punctuation, quotes and brackets after it allowed."""
    return _TERMINAL.search(text[-12:]) is not None


def make_block(text: str, start: int, end: int, reason: str | None = None) -> Block:
    """A block over ``text[start:end]``, blanks at both ends left out."""
    raw = text[start:end]
    stripped = raw.strip()
    start += len(raw) - len(raw.lstrip())
    words = stripped.split()
    flat = " ".join(words)
    return Block(start, start + len(stripped), flat, word_count(flat), reason)


def to_blocks(text: str, metadata: Sequence[Span], settings: ParagraphSettings) -> list[Block]:
    """Cuts a text into paragraphs; together they hold every non-blank character once.

    Paragraphs may be set apart by blank lines, fill one line each, or be wrapped at a fixed width: the lines
    themselves show it (a wrapped line stops in mid-sentence and the next one goes on in lower case).

    Args:
        text: the source text.
        metadata: spans found by the reader; each becomes a block of its own with the reason "metadata".
        settings: how lines are joined.
    """
    lines = list(_lines(text, metadata, settings))
    width = _wrap_width(lines, settings)
    blocks: list[Block] = []
    first = 0
    for index, line in enumerate(lines):
        if (
            index + 1 < len(lines)
            and _joined(line, lines[index + 1], width, settings)
            and not (ends_sentence(line.text) and _is_heading(lines[index + 1 : index + 3], width, settings))
        ):
            continue
        blocks.append(make_block(text, lines[first].start, line.end, line.reason))
        first = index + 1
    return blocks


def _lines(text: str, metadata: Sequence[Span], settings: ParagraphSettings) -> Iterator[_Line]:
    """Non-blank lines, cut where metadata begins and ends."""
    cuts, label = _merged(metadata, len(text)), settings.label_words
    previous_end = 0
    cut = 0
    for match in _LINE.finditer(text):
        line_start, line_end = match.span()
        if not match.group().strip():
            continue
        while cut < len(cuts) and cuts[cut].end <= line_start:
            cut += 1
        at = line_start
        near = cut
        while near < len(cuts) and cuts[near].start < line_end:
            span = Span(max(cuts[near].start, line_start), min(cuts[near].end, line_end))
            yield from _line(text, at, span.start, previous_end, line_start, rest=label)
            yield from _line(text, span.start, span.end, previous_end, line_start, METADATA)
            at = span.end
            near += 1
        yield from _line(text, at, line_end, previous_end, line_start, rest=label if near > cut else None)
        previous_end = line_end


def _line(
    text: str,
    start: int,
    end: int,
    previous_end: int,
    line_start: int,
    reason: str | None = None,
    rest: int | None = None,
) -> Iterator[_Line]:
    """One line, or nothing when it is blank.

    What metadata has left of a line is a label up to ``rest`` words; None where it has taken nothing of it.
    """
    raw = text[start:end]
    stripped = raw.strip()
    if not stripped:
        return
    if rest is not None and len(stripped.split()) <= rest and not ends_sentence(stripped):
        reason = METADATA  # a label such as "date" or "by" beside what it names
    if rest is not None and not any(character.isalnum() for character in stripped):
        reason = METADATA
    indent = len(raw) - len(raw.lstrip())
    between = text[previous_end:line_start]
    gap = between.count("\n") > 1 or between.count("\r") > 1 or "\f" in between
    yield _Line(start + indent, start + indent + len(stripped), stripped, gap, indent, reason)


def _merged(spans: Sequence[Span], length: int) -> list[Span]:
    """Spans in order, clamped to the text, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(span.start, 0), min(span.end, length)
        if start >= end:
            continue
        if merged and start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


def _goes_on(line: _Line, following: _Line, settings: ParagraphSettings) -> bool:
    """Whether a sentence plainly continues on the next line."""
    return (
        len(line.text) >= settings.min_wrapped
        and not ends_sentence(line.text)
        and _LOWER_WORD.match(following.text) is not None
        and not _LIST_ITEM.match(following.text)
    )


def _wrap_width(lines: Sequence[_Line], settings: ParagraphSettings) -> int:
    """Width in characters at which the text is wrapped; 0 when it is not."""
    pairs = [
        (line, following)
        for line, following in pairwise(lines)
        if not following.gap and len(line.text) >= settings.min_wrapped
    ]
    going_on = [len(line.text) for line, following in pairs if _goes_on(line, following, settings)]
    if not going_on or len(going_on) < settings.going_on * len(pairs):
        return 0
    width = sorted(going_on)[int(settings.width * (len(going_on) - 1))]
    return width if width <= settings.max_wrapped else 0


def _is_heading(lines: Sequence[_Line], width: int, settings: ParagraphSettings) -> bool:
    """Whether the first of two wrapped lines is a heading: short, no whole sentence, not continued in the other."""
    if len(lines) < 2 or ends_sentence(lines[0].text) or len(lines[0].text) > settings.full * width:
        return False
    return lines[1].text[:1].isupper() and not _joined(lines[0], lines[1], width, settings)


def _joined(line: _Line, following: _Line, width: int, settings: ParagraphSettings) -> bool:
    """Whether two lines belong to one paragraph."""
    if line.reason or following.reason or following.start - line.end < 1:
        return False
    if _goes_on(line, following, settings):
        return True
    if not width or following.gap or following.indent > line.indent + 1 or _LIST_ITEM.match(following.text):
        return False
    # The next word would have fitted: the writer broke the line, not the wrapping.
    room = len(line.text) + 1 + len(following.text.split(maxsplit=1)[0])
    return room > (settings.full_at_end if ends_sentence(line.text) else settings.full) * width
