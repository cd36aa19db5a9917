"""Takes everything but the report itself out of what is summarised, and says what was taken out and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.clean.blocks import METADATA, Block, make_block, to_blocks
from summarizer.clean.commands import mark_what_follows, take_out_commands, words_of_command
from summarizer.clean.copies import flag_copies
from summarizer.clean.furniture import NEVER_CONTENT, reason_of, suffix_length
from summarizer.clean.kinds import kind_flags
from summarizer.clean.labels import prefix_length
from summarizer.clean.layout import mark_headings, mark_other_articles
from summarizer.clean.local import local_prefix, local_reason, local_suffix, local_table
from summarizer.clean.origins import origins_of, reports_of, second_hand, with_origins
from summarizer.clean.parties import party_of
from summarizer.clean.pictures import take_out_captions
from summarizer.clean.repeats import mark_repeats
from summarizer.clean.stumps import CUT_OFF, cut_off
from summarizer.instructions import instruction_in
from summarizer.outlets import outlets
from summarizer.records import CleanDocument, Document, Dropped, Flag, Span
from summarizer.stage_settings import CleanSettings, LanguageSettings
from summarizer.text.languages import language_of_report
from summarizer.text.locales import Locale

__all__ = ["clean", "origins_of", "reports_of", "second_hand"]


def clean(documents: Sequence[Document], settings: CleanSettings) -> tuple[CleanDocument, ...]:
    """Separates each report from the page around it.

    Page furniture, teasers, notices, headlines, headings and repeated paragraphs are dropped with a reason;
    what is kept and what is dropped together cover every non-blank character once. A notice that the text
    was generated with AI becomes a flag on the document, and so does being a copy or a rewrite of another
    document. What a source says it is (opinion, satire, an advertisement, somebody's own statement) becomes one too.
    Each gets the id of its origin, the same for all whose facts come from one report. A
    document that has any text of its own keeps at least its longest part.

    Args:
        documents: the reports, in the order that all later indices count.
        settings: what counts as a paragraph, a copy and a rewrite.

    Returns:
        One cleaned document each, in the same order.

    Raises:
        UsageError: the file of ``settings.outlets`` is no list of outlets.
    """
    told = [with_language(document, settings.languages) for document in documents]
    alone = [_clean_one(index, document, settings) for index, document in enumerate(told)]
    return with_origins(flag_copies(alone, settings), settings)


def with_language(document: Document, settings: LanguageSettings) -> Document:
    """The document with the language that it is in, where nobody has looked yet."""
    return document if document.language else replace(document, language=language_of_report(document.text, settings))


def _clean_one(source: int, document: Document, settings: CleanSettings) -> CleanDocument:
    locale = local_table(document.language)
    blocks: list[Block] = []
    for block in to_blocks(document.text, document.metadata, settings.paragraphs):
        for part in take_out_commands(document.text, block):
            pieces = take_out_captions(document.text, part, settings.furniture) if locale is None else [part]
            for piece in pieces:
                blocks.extend(_judged(document.text, piece, settings, locale))
    mark_what_follows(blocks, settings.furniture)
    mark_other_articles(blocks, document.title, settings.layout, locale)
    mark_repeats(blocks, settings, locale)
    mark_headings([block for block in blocks if block.reason is None], settings)
    blocks = cut_off(document, blocks, settings)
    _keep_something(blocks, settings.min_paragraph_words)
    kept = tuple(Span(block.start, block.end) for block in blocks if block.reason is None)
    return CleanDocument(
        document=replace(
            document,
            title=None if document.title and instruction_in(document.title) else document.title,
            publisher=None if document.publisher and instruction_in(document.publisher) else document.publisher,
            flags=(*document.flags, *_new_flags(document, blocks, kept, settings)),
        ),
        kept=kept,
        dropped=tuple(
            Dropped(source, block.start, block.end, block.reason) for block in blocks if block.reason is not None
        ),
    )


def _judged(text: str, block: Block, settings: CleanSettings, locale: Locale | None) -> list[Block]:
    """The block with its reason, cut in two or three when a dateline or a notice is stuck to it."""
    if block.reason is not None:
        return [block]
    block.reason = _reason(block, settings, locale)
    if block.reason is not None:
        return [block]
    parts: list[Block] = []
    start, end = block.start, block.end
    length, reason = prefix_length(block.flat) if locale is None else local_prefix(block.flat, locale)
    if length:
        start = _skip(text, start, length, block.flat)
        parts.append(make_block(text, block.start, start, reason))
    length, reason = _suffix_length(block, settings, locale)
    tail: list[Block] = []
    if length:
        end = max(start, _skip(text, block.start, len(block.flat) - length, block.flat))
        tail.append(make_block(text, end, block.end, reason))
    if not parts and not tail:
        return [block]
    middle = make_block(text, start, end)
    middle.reason = _reason(middle, settings, locale)
    return [part for part in (*parts, middle, *tail) if part.flat]


def _reason(block: Block, settings: CleanSettings, locale: Locale | None) -> str | None:
    """Why a block is page furniture, by the phrases of its language."""
    if locale is None:
        return reason_of(block.flat, block.words, settings.furniture)
    return local_reason(block.flat, block.words, settings.furniture, locale)


def _suffix_length(block: Block, settings: CleanSettings, locale: Locale | None) -> tuple[int, str]:
    if locale is None:
        return suffix_length(block.flat, settings.furniture, settings.layout)
    return local_suffix(block.flat)


def _skip(text: str, start: int, length: int, flat: str) -> int:
    """Offset in ``text`` behind the characters that fill ``flat[:length]``, white space not counted."""
    wanted = length - flat[:length].count(" ")
    at = start
    while wanted > 0:
        wanted -= not text[at].isspace()
        at += 1
    return at


def _keep_something(blocks: Sequence[Block], min_words: int) -> None:
    """Gives the longest part back when all of a document was dropped; notices never come back."""
    if any(block.reason is None for block in blocks):
        return
    own = [block for block in blocks if block.reason not in NEVER_CONTENT and block.words >= min_words]
    body = [block for block in own if block.reason != METADATA] or own
    if body:
        max(body, key=lambda block: block.end - block.start).reason = None


def _new_flags(
    document: Document, blocks: Sequence[Block], kept: Sequence[Span], settings: CleanSettings
) -> list[Flag]:
    most = settings.furniture.note_chars
    kinds = {flag.kind for flag in document.flags}
    flags: list[Flag] = []
    notice = next((block for block in blocks if block.reason == "AI notice"), None)
    if notice is not None and "ai_generated" not in kinds:
        flags.append(Flag("ai_generated", f"the source says: “{_short(notice.flat.strip('[]()*_ '), most)}”"))
    command = words_of_command(document.text, blocks, (document.title, document.publisher))
    if command is not None and "instructions" not in kinds:
        flags.append(Flag("instructions", f"“{_short(command, most)}”"))
    if "truncated" not in kinds:
        flags += _truncated({block.reason for block in blocks})
    known = outlets(settings.outlets)
    own = kind_flags(document, blocks, known, settings.kinds)
    kinds |= {flag.kind for flag in own}
    if "party" not in kinds and (speaks := party_of(document, kept, known, settings.parties)) is not None:
        own.append(Flag("party", speaks))
    return [*flags, *own]


def _truncated(reasons: set[str | None]) -> list[Flag]:
    """The flag of a text that is cut short, by why parts of it were dropped."""
    if "truncation mark" in reasons:
        return [Flag("truncated", "only the beginning of the text was delivered")]
    return [Flag("truncated", "the text stops in the middle of a sentence")] if CUT_OFF in reasons else []


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
