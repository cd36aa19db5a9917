"""Finds where a text breaks off in the middle of a sentence, as a teaser before a paywall does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.clean.blocks import Block, make_block
from summarizer.clean.layout import is_label, is_title_case
from summarizer.clean.local import local_table
from summarizer.records import Document
from summarizer.stage_settings import CleanSettings, FurnitureSettings
from summarizer.text import FUNCTION_WORDS

CUT_OFF = "cut off"

_LAST_END = re.compile(r"[.!?。！？][\"”’»)\]]*\s+(?=[^\s])")
_DOTS = re.compile(r"(?:…|\.\.\.)$")
_OFFER = "subscription notice"


def cut_off(document: Document, blocks: Sequence[Block], settings: CleanSettings) -> list[Block]:
    """The blocks, the last sentence of the text given the reason "cut off" where it has no end.

    A text breaks off when its last paragraph does not end as a sentence while others do, or ends in three dots; so does
    the paragraph before an offer to subscribe. Headlines, captions and entries of a list end like that too, and stay.
    """
    found: list[Block] = []
    told = [block for block in blocks if block.reason is None]
    if not told:
        return list(blocks)
    known = _known_to_end_early(document, blocks)
    ending = known or any(block.terminated for block in told[:-1])
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        offered = block.reason is None and following is not None and following.reason == _OFFER
        last = block is told[-1] or offered
        if last and (ending or _LAST_END.search(block.flat)) and _breaks_off(block, known, settings, document.language):
            found += _without_stump(document.text, block, known, settings.furniture)
        else:
            found.append(block)
    return found


def _known_to_end_early(document: Document, blocks: Sequence[Block]) -> bool:
    flagged = any(flag.kind == "truncated" for flag in document.flags)
    return flagged or any(block.reason == "truncation mark" for block in blocks)


def _breaks_off(block: Block, known: bool, settings: CleanSettings, language: str) -> bool:
    short = block.words < settings.furniture.stump
    if block.list_item or (not known and (short or is_title_case(block.flat, settings.layout))):
        return False
    if _DOTS.search(block.flat):
        return True
    if block.terminated or (not block.flat[-1:].isalnum() and block.flat[-1:] not in ",;-–—"):
        return False
    small = locale.small_words if (locale := local_table(language)) else FUNCTION_WORDS
    open_end = block.flat.split()[-1].lower() in small
    return known or open_end or not is_label(block, settings.layout) or _LAST_END.search(block.flat) is not None


def _without_stump(text: str, block: Block, known: bool, settings: FurnitureSettings) -> list[Block]:
    """The whole sentences of a paragraph, and what comes after them."""
    cuts = [match.end() for match in _LAST_END.finditer(text, block.start, block.end)]
    start = cuts[-1] if cuts else block.start
    stump = make_block(text, start, block.end, CUT_OFF)
    if stump.words < settings.stump and not known:
        return [block]
    return [make_block(text, block.start, start), stump] if start > block.start else [stump]
