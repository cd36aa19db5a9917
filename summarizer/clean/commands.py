"""Takes out what speaks to a program or asks its reader to suppose something, with everything that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.clean.blocks import METADATA, Block, make_block
from summarizer.instructions import instruction_in, is_supposed
from summarizer.stage_settings import FurnitureSettings

INSTRUCTIONS = "instructions to a program"
SUPPOSED = "command, not a report"

_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]*_]*\s+|[。！？][」』”]*\s*|\n{2,}")
# "Repeat this": the command refers to what comes before it.
_BACK = re.compile(
    r"\b(?:report|repeat|say|include|tell|state|mention|put|use|write|treat|lead with) "
    r"(?:this|that|it|these|the above|the (?:sentence|claim|statement|text|words) above)\b"
    r"(?! (?:article |page |document )?that)",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"\bthat\b|:\s*\S", re.IGNORECASE)


def take_out_commands(text: str, block: Block) -> list[Block]:
    """The block, cut where a command to a program begins; the command takes the rest of its block with it.

    What follows a command in one paragraph is what the command wants to be said, so it is dropped too.
    """
    if block.reason == METADATA:
        return [block]
    spans = _sentences(text, block)
    if instruction_in(text[block.start : block.end]):
        first = next((at for at, (start, end) in enumerate(spans) if instruction_in(text[start:end])), 0)
        start, end = spans[first]
        if _BACK.search(text[start:end]):
            start = block.start
        if start <= block.start:
            block.reason = INSTRUCTIONS
            return [block]
        return [
            *_without_supposed(text, make_block(text, block.start, start), spans[:first]),
            make_block(text, start, block.end, INSTRUCTIONS),
        ]
    return _without_supposed(text, block, spans)


def mark_what_follows(blocks: Sequence[Block], settings: FurnitureSettings) -> None:
    """Gives the reason to the blocks that a command announces: with a colon, an open quotation, or alone."""
    for at, block in enumerate(blocks):
        if block.reason != INSTRUCTIONS:
            continue
        opened = _open_quotation(block.flat)
        listed = block.flat.rstrip("*_ ").endswith((":", "："))
        most = settings.bare_command if block.terminated else settings.command
        bare = block.words <= most and not _CONTENT.search(block.flat)
        introduced = listed or bare
        for following in blocks[at + 1 : at + 1 + settings.commanded]:
            if not (opened or introduced or (listed and following.list_item)):
                break
            introduced = False
            if following.reason != METADATA:
                following.reason = INSTRUCTIONS
            opened = opened and not re.search(r"[”»]", following.flat)


def words_of_command(text: str, blocks: Sequence[Block], named: Sequence[str | None]) -> str | None:
    """The first words of a document that speak to a program, its metadata, title and publisher asked as well."""
    for block in blocks:
        if block.reason in (INSTRUCTIONS, METADATA) and (words := instruction_in(text[block.start : block.end])):
            return words
    return next((words for name in named if name and (words := instruction_in(name))), None)


def _sentences(text: str, block: Block) -> list[tuple[int, int]]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, block.start, block.end)]
    cuts = [block.start, *(end for end in ends if end < block.end), block.end]
    return list(pairwise(cuts))


def _without_supposed(text: str, block: Block, spans: Sequence[tuple[int, int]]) -> list[Block]:
    supposed = [(start, end) for start, end in spans if is_supposed(text[start:end])]
    if not supposed:
        return [block]
    parts: list[Block] = []
    at = block.start
    for start, end in supposed:
        parts += [make_block(text, at, start), make_block(text, start, end, SUPPOSED)]
        at = end
    parts.append(make_block(text, at, block.end))
    return [part for part in parts if part.flat]


def _open_quotation(flat: str) -> bool:
    return flat.count("“") > flat.count("”") or flat.count("«") > flat.count("»")
