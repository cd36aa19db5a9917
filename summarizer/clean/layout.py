"""Judges a paragraph by its place: headlines, section headings and lists of other articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.clean.blocks import METADATA, Block
from summarizer.clean.words import tokens

_LIST_TITLE = re.compile(
    r"(?:latest|related|recommended|trending|popular|top|more|most|recent|other|further|editor['’]?s?['’]?|"
    r"you (?:may|might)|don['’]t miss|also|read|see|explore|what to read|in case you missed|in other news|"
    r"up next|around the web|from (?:the|our)|promoted|sponsored|suggested|must|keep|next)\b"
)
_LIST_NOUN = re.compile(
    r"\b(?:contents?|stor(?:y|ies)|articles?|news|posts?|read(?:ing|s)?|viewed|shared|links?|topics?|coverage|"
    r"headlines|picks|videos?|like|interested|also|miss|next|updates|popular|recommended|trending|related|more|"
    r"latest|web|from [\w .]{2,40}|(?:stories|news) on [\w .]{2,20})$"
)
_ALONE = frozenset(
    {
        "related",
        "recommended",
        "trending",
        "trending now",
        "latest",
        "popular",
        "more",
        "most read",
        "see also",
    }
)
_TRUNCATED = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:read more|more|continue reading)?[»>→]*$", re.IGNORECASE)

_SMALL_WORD = re.compile(
    r"an?|and|as|at|but|by|for|from|in|into|is|its|nor|of|off|on|onto|or|over|per|so|than|that|the|their|to|up|"
    r"via|vs|was|with|amid|after|before|against"
)
_MAX_HEADING_WORDS = 20
_MAX_HEADLINE_WORDS = 25
_MAX_HEADING_CHARS = 140


def mark_other_articles(blocks: Sequence[Block], title: str | None) -> None:
    """Gives a reason to repeats of the document's title and to teasers for other articles.

    Args:
        blocks: all blocks of a document in reading order; changed in place.
        title: the document's title, when known.
    """
    _mark_titles(blocks, title)
    _mark_teaser_lists(blocks)
    _mark_loose_teasers(blocks)


def is_label(block: Block) -> bool:
    """Whether a block is one short line that ends no sentence: a headline, a heading, a list entry."""
    text = block.flat.strip("*_ ")
    return (
        block.words <= _MAX_HEADING_WORDS
        and len(text) <= _MAX_HEADING_CHARS
        and not block.terminated
        and text[-1:] not in ",;:-–—\"”’'»"
        and text[:1] not in "\"“‘«'"
    )


def is_title_case(text: str) -> bool:
    """Whether nearly all words but the small ones are capitalised."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if not _SMALL_WORD.fullmatch(word)]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _mark_titles(blocks: Sequence[Block], title: str | None) -> None:
    wanted = set(tokens(title)) if title else set()
    if not wanted:
        return
    for block in blocks:
        if block.reason is None and block.words <= 1.5 * len(wanted) + 6:
            words = set(tokens(block.flat))
            alike = words == wanted or (not block.terminated and len(words & wanted) >= 0.8 * len(words | wanted))
            if words and alike:
                block.reason = "headline"


def _is_list_title(block: Block) -> bool:
    text = block.flat.strip("*_#:|>-•[]() ").lower()
    if block.words > 7 or block.terminated:
        return False
    return text in _ALONE or bool(_LIST_TITLE.match(text) and _LIST_NOUN.search(text))


def _is_truncated(block: Block) -> bool:
    return _TRUNCATED.search(block.flat[-40:]) is not None


def _is_teaser_part(block: Block) -> bool:
    return block.reason is not None or is_label(block) or _is_truncated(block)


def _list_tails(blocks: Sequence[Block]) -> list[bool]:
    """For each index, whether the blocks from there to the end are nothing but a list of other articles.

    Such a list has headlines, alone or with dates and cut-off blurbs, and never two paragraphs in a row. One
    pass from the end, since a page may have many titles of lists.
    """
    tails = [True] * (len(blocks) + 1)
    parts = telling = 0
    short, in_a_row = True, False
    follower_is_part = True
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        is_part = _is_teaser_part(block)
        parts += is_part
        telling += block.reason == "date line" or _is_truncated(block)
        short = short and block.words <= _MAX_HEADLINE_WORDS
        in_a_row = in_a_row or not (is_part or follower_is_part)
        follower_is_part = is_part
        size = len(blocks) - index
        bare = short and 3 * parts >= 2 * size
        told = not in_a_row and telling >= 1 and 5 * telling >= parts and 2 * parts >= size
        tails[index] = bare or told
    return tails


def _mark_teaser_lists(blocks: Sequence[Block]) -> None:
    """Drops what a title such as "Latest contents" heads.

    The list runs to the first real paragraph, or to the end of the text when what is left has the form of a
    list throughout.
    """
    tails = _list_tails(blocks)
    in_list = to_end = False
    for index, block in enumerate(blocks):
        if block.reason != METADATA and _is_list_title(block):
            in_list, to_end = True, to_end or tails[index + 1]
        elif not to_end and not _is_teaser_part(block):
            in_list = False
        if in_list and block.reason in (None, "date line"):
            block.reason = "teaser list"


def _mark_loose_teasers(blocks: Sequence[Block]) -> None:
    """Drops headline and cut-off blurb pairs that stand under no title of their own."""
    for index in range(1, len(blocks)):
        blurb, head = blocks[index], blocks[index - 1]
        if blurb.reason is not None or not _is_truncated(blurb) or not (is_label(head) and is_title_case(head.flat)):
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following is None or _is_teaser_part(following):
            blurb.reason = "teaser list"
            for back in range(index - 1, max(index - 3, -1), -1):
                if is_label(blocks[back]) and blocks[back].reason in (None, "date line"):
                    blocks[back].reason = "teaser list"


def mark_headings(blocks: Sequence[Block], min_words: int) -> None:
    """Gives a reason to short lines that head a paragraph; lists of short lines in the running text stay.

    Args:
        blocks: blocks in reading order, those that have a reason left out; changed in place.
        min_words: a line of fewer words that ends no sentence is no paragraph.
    """
    content = [index for index, block in enumerate(blocks) if not is_label(block)]
    if not content:
        return
    for first, last in _label_runs(blocks):
        run = blocks[first:last]
        if last <= content[0]:
            for block in run:
                block.reason = "headline" if block.words >= min_words else "section name"
            continue
        if blocks[first - 1].flat.endswith((":", ":**")) or all(
            block.list_item and block.flat[0] != "#" for block in run
        ):
            continue
        for block in run:
            if block.flat.startswith("#") or _is_heading(
                block, len(run), at_end=last == len(blocks), min_words=min_words
            ):
                block.reason = "heading"


def _label_runs(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Index ranges of label blocks that follow each other."""
    runs: list[tuple[int, int]] = []
    start = None
    for index, block in enumerate(blocks):
        if is_label(block):
            start = index if start is None else start
        elif start is not None:
            runs.append((start, index))
            start = None
    if start is not None:
        runs.append((start, len(blocks)))
    return runs


def _is_heading(block: Block, run: int, *, at_end: bool, min_words: int) -> bool:
    """Whether a label after the first paragraph heads the next one, or another article."""
    titled = is_title_case(block.flat)
    digits = any(character.isdigit() for character in block.flat)
    if run > 2 or at_end:  # a list of casualties and a list of links differ in their capitals and numbers
        return (titled and block.words >= min_words and not digits) or (run <= 2 and block.words <= 2 and not digits)
    return titled or (block.words <= 8 and not digits)
