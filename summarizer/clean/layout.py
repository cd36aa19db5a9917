"""Judges a paragraph by its place: headlines, section headings and lists of other articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.clean.blocks import METADATA, Block
from summarizer.clean.words import tokens
from summarizer.stage_settings import CleanSettings, LayoutSettings
from summarizer.text.locales import Locale

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


def mark_other_articles(
    blocks: Sequence[Block], title: str | None, settings: LayoutSettings, locale: Locale | None = None
) -> None:
    """Gives a reason to repeats of the document's title and to teasers for other articles.

    Args:
        blocks: all blocks of a document in reading order; changed in place.
        title: the document's title, when known.
        settings: what is a label, and what a list of other articles.
        locale: the table of the document's language; None: English.
    """
    _mark_titles(blocks, title, settings)
    _mark_teaser_lists(blocks, settings, locale)
    _mark_loose_teasers(blocks, settings)


def is_label(block: Block, settings: LayoutSettings) -> bool:
    """Whether a block is one short line that ends no sentence: a headline, a heading, a list entry."""
    text = block.flat.strip("*_ ")
    return (
        block.words <= settings.label_words
        and len(text) <= settings.label_chars
        and not block.terminated
        and text[-1:] not in ",;:-–—\"”’'»"
        and text[:1] not in "\"“‘«'"
    )


def is_title_case(text: str, settings: LayoutSettings) -> bool:
    """Whether nearly all words but the small ones are capitalised."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if not _SMALL_WORD.fullmatch(word)]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= settings.title_case * len(words)


def _mark_titles(blocks: Sequence[Block], title: str | None, settings: LayoutSettings) -> None:
    wanted = set(tokens(title)) if title else set()
    if not wanted:
        return
    longest = settings.title_longer * len(wanted) + settings.title_more
    for block in blocks:
        if block.reason is None and block.words <= longest:
            words = set(tokens(block.flat))
            nearly = len(words & wanted) >= settings.title_alike * len(words | wanted)
            if words and (words == wanted or (nearly and not block.terminated)):
                block.reason = "headline"


def _is_list_title(block: Block, settings: LayoutSettings, locale: Locale | None) -> bool:
    if locale is not None:
        short = block.words <= settings.list_title_words and not block.terminated
        return block.reason == "related link" and short and ":" not in block.flat.rstrip(":")
    text = block.flat.strip("*_#:|>-•[]() ").lower()
    if block.words > settings.list_title_words or block.terminated:
        return False
    return text in _ALONE or bool(_LIST_TITLE.match(text) and _LIST_NOUN.search(text))


def _is_truncated(block: Block) -> bool:
    return _TRUNCATED.search(block.flat[-40:]) is not None


def _is_teaser_part(block: Block, settings: LayoutSettings) -> bool:
    return block.reason is not None or is_label(block, settings) or _is_truncated(block)


def _list_tails(blocks: Sequence[Block], settings: LayoutSettings) -> list[bool]:
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
        is_part = _is_teaser_part(block, settings)
        parts += is_part
        telling += block.reason == "date line" or _is_truncated(block)
        short = short and block.words <= settings.list_words
        in_a_row = in_a_row or not (is_part or follower_is_part)
        follower_is_part = is_part
        size = len(blocks) - index
        bare = short and parts >= settings.list_labels * size
        told = (
            not in_a_row
            and telling >= 1
            and settings.list_dates * telling >= parts
            and parts >= settings.dated_labels * size
        )
        tails[index] = bare or told
    return tails


def _mark_teaser_lists(blocks: Sequence[Block], settings: LayoutSettings, locale: Locale | None) -> None:
    """Drops what a title such as "Latest contents" heads.

    The list runs to the first real paragraph, or to the end of the text when what is left has the form of a
    list throughout.
    """
    tails = _list_tails(blocks, settings)
    in_list = to_end = False
    for index, block in enumerate(blocks):
        if block.reason != METADATA and _is_list_title(block, settings, locale):
            in_list, to_end = True, to_end or tails[index + 1]
        elif not to_end and not _is_teaser_part(block, settings):
            in_list = False
        if in_list and block.reason in (None, "date line"):
            block.reason = "teaser list"


def _mark_loose_teasers(blocks: Sequence[Block], settings: LayoutSettings) -> None:
    """Drops headline and cut-off blurb pairs that are under no title of their own."""
    for index in range(1, len(blocks)):
        blurb, head = blocks[index], blocks[index - 1]
        if blurb.reason is not None or not _is_truncated(blurb):
            continue
        if not (is_label(head, settings) and is_title_case(head.flat, settings)):
            continue
        if index + 1 == len(blocks) or _is_teaser_part(blocks[index + 1], settings):
            blurb.reason = "teaser list"
            for above in blocks[max(index - settings.teaser_labels, 0) : index]:
                if is_label(above, settings) and above.reason in (None, "date line"):
                    above.reason = "teaser list"


def mark_headings(blocks: Sequence[Block], settings: CleanSettings) -> None:
    """Gives a reason to short lines that head a paragraph; lists of short lines in the running text stay.

    Args:
        blocks: blocks in reading order, those that have a reason left out; changed in place.
        settings: what is a label, a heading, and too short for a paragraph.
    """
    content = [index for index, block in enumerate(blocks) if not is_label(block, settings.layout)]
    if not content:
        return
    regular = _ends_its_sentences([blocks[index] for index in content], settings.layout)
    for first, last in _label_runs(blocks, settings.layout):
        run = blocks[first:last]
        if last <= content[0]:
            for block in run:
                block.reason = "headline" if block.words >= settings.min_paragraph_words else "section name"
            continue
        if not (blocks[first - 1].flat.endswith((":", ":**")) or _is_list(run)):
            _mark_run(run, last == len(blocks), regular, settings)


def _is_list(run: Sequence[Block]) -> bool:
    return all(block.list_item and block.flat[0] != "#" for block in run)


def _mark_run(run: Sequence[Block], at_end: bool, regular: bool, settings: CleanSettings) -> None:
    """Gives a reason to the headings among labels behind the first paragraph."""
    alone = regular and len(run) == 1
    for block in run:
        if alone or block.flat.startswith("#") or _is_heading(block, len(run), at_end, settings):
            block.reason = "heading"


def _ends_its_sentences(content: Sequence[Block], settings: LayoutSettings) -> bool:
    """Whether the paragraphs of a text end as sentences do, so that one line without an end is none of them."""
    ended = sum(block.terminated for block in content)
    return len(content) >= settings.regular_blocks and ended >= settings.regular * len(content)


def _label_runs(blocks: Sequence[Block], settings: LayoutSettings) -> list[tuple[int, int]]:
    """Index ranges of label blocks that follow each other."""
    runs: list[tuple[int, int]] = []
    start = None
    for index, block in enumerate(blocks):
        if is_label(block, settings):
            start = index if start is None else start
        elif start is not None:
            runs.append((start, index))
            start = None
    if start is not None:
        runs.append((start, len(blocks)))
    return runs


def _is_heading(block: Block, run: int, at_end: bool, settings: CleanSettings) -> bool:
    """Whether a label after the first paragraph heads the next one, or another article."""
    layout = settings.layout
    titled = is_title_case(block.flat, layout)
    digits = any(character.isdigit() for character in block.flat)
    if run > layout.heading_run or at_end:
        # A list of casualties and a list of links differ in their capitals and numbers.
        headline = titled and block.words >= settings.min_paragraph_words
        return not digits and (headline or (run <= layout.heading_run and block.words <= layout.tail_words))
    return titled or (block.words <= layout.heading_words and not digits)
