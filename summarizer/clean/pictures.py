"""Takes out captions that stand within a paragraph, with the marks of the page around them."""

from __future__ import annotations

import re

from summarizer.clean.blocks import Block, make_block
from summarizer.stage_settings import FurnitureSettings

CAPTION = "caption"

_MARK = re.compile(
    r"(?P<gallery>(?i:\b(?:hide|show|toggle) caption \d{1,4} of \d{1,4}\b|\b\d{1,4} of \d{1,4} full ?screen\b)"
    r"|\bSkip Ad\b|\bView Photos?\b|\bBuy Photo\b|\bFull ?Screen Autoplay\b|\b\d{1,3} PHOTOS\b|\bSee Gallery\b"
    r"|\bDiscover More Like This\b)"
    r"|(?i:\b(?:hide|show|toggle) caption\b|\bmedia playback is (?:un|not )supported\b)"
    r"|\b(?:Image|Media) (?:caption|copyright|source)\b"
)
_END = re.compile(r"[.!?…][\"”’»)\]]*(?=\s|$)|\n\s*\n")


def take_out_captions(text: str, block: Block, settings: FurnitureSettings) -> list[Block]:
    """The block, cut around its captions: from the first mark of one to the end of the sentence behind the last.

    In a gallery what stands between two marks is a caption. Behind the last one the caption ends with its sentence;
    where it ends without a full stop, the sentence that follows goes with it.
    """
    marks = list(_MARK.finditer(text, block.start, block.end)) if block.reason is None else []
    if not marks:
        return [block]
    parts: list[Block] = []
    at = block.start
    for first, last in _runs(marks, settings.marks_apart):
        end = _END.search(text, last.end(), block.end)
        stop = end.end() if end else block.end
        parts += [make_block(text, at, first.start()), make_block(text, first.start(), stop, CAPTION)]
        at = max(at, stop)
    return [part for part in (*parts, make_block(text, at, block.end)) if part.flat]


def _runs(marks: list[re.Match[str]], apart: int) -> list[tuple[re.Match[str], re.Match[str]]]:
    """The first and last marks of each gallery; another mark opens one of its own, with those that follow at once."""
    runs: list[tuple[re.Match[str], re.Match[str]]] = []
    for mark in marks:
        known = runs[-1] if runs else None
        gallery = known and mark["gallery"] and known[0]["gallery"]
        near = known and mark.start() - known[1].end() < apart
        if known and (gallery or near):
            runs[-1] = (known[0], mark)
        else:
            runs.append((mark, mark))
    return runs
