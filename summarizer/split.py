"""Splits cleaned documents into sentences whose offsets point into the untouched source text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sentencex

from summarizer.languages import ENGLISH
from summarizer.records import CleanDocument, Sentence, Span
from summarizer.stage_settings import LanguageSettings
from summarizer.text.hours import stamps
from summarizer.text.languages import DEFAULTS, language_of
from summarizer.text.locales import Locale, locale_of
from summarizer.text.speech import find_quotes

# The segmenter's time grows with the square of the sentences it is given; windows keep a text without any
# paragraphs linear.
_WINDOW_CHARS = 20_000
# As much of a sentence as is needed to see what it ends with.
_TAIL_CHARS = 40
# The same where the words of a speaker may stand before who said them.
_QUOTE_CHARS = 400

_SPACE = re.compile("[\\s\ud800-\udfff]")  # half a surrogate pair is no text for the segmenter
_OPENERS = frozenset("“„«‹‚「『")
_APOSTROPHES = frozenset("'‘")
_MEASURE = re.compile(r"\d[\"”](?=\s|$)")

# Abbreviations that the segmenter does not know, each seen to end a sentence in the middle.
_BEFORE_NAME = re.compile(
    r"(?:^|[\s(“\"‘'])(?:Ms|Mx|Mmes|Atty|Spc|Gens|Amb|Lieut|Const|Secy|Cllr|Cpt|Ald|Ft|Mohd|approx|est|ca)\.\s*$",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(r"\b(?:Vol|Nos?|Rte|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Fig|Art|Sec)\.\s*$", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d{2})?\s?[ap]\.\s?m\.\s*$", re.IGNORECASE)
_BY_CLOCK = re.compile(rf"\W*(?:by|at|as of|until|before|after|since|around|about)\s+{_CLOCK.pattern}", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\."
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{2,6}|\.)?\s\d"
    r"|(?:[ECMP][SD]?T|GMT|BST|UTC|CES?T|Eastern|Central|Mountain|Pacific)\b)"
)
_NO_END = re.compile(r"(?:[^.!?…]|\b\w{1,5}\.)\s*$")

_MAY = re.compile(r"\bMay\.”?\s+(?=[“\"A-Z])")
"""The month that the segmenter takes for an abbreviation: "on 13 May. Shopkeepers …"."""

_BEFORE_FIGURE = re.compile(r"(?<=[^\W\d_]{4})[.]”?\s+(?=\d)|[。！？]”?(?=\d)")
"""A stop behind a word that is no abbreviation, and a figure."""

_LIST_MARK = re.compile(r"(?:[-*•‣▪◦·–—]|\d{1,2}[.)]|\([a-z\d]{1,2}\))\s+")
_SYMBOLS = re.compile(
    "[\u200b\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff\ue000-\uf8ff\ufe0f\U0001f000-\U0001faff\\s]+"
)
"""Pictures of an envelope, an arrow or a camera before a caption or a paragraph."""

_HEADING_MARK = re.compile(r"(?:#{1,6}|>+)\s+")
_EMPHASIS = ("***", "___", "**", "__", "*", "_")


def split(cleaned: Sequence[CleanDocument], settings: LanguageSettings = DEFAULTS) -> tuple[Sentence, ...]:
    """Splits the kept paragraphs of every document into sentences, and tells the language of each.

    A quotation stays in one piece, a line break inside a paragraph ends nothing, and Markdown marks around a
    sentence are left outside it, as is the hour that opens an entry of a live blog. No sentence reaches over the end
    of a kept paragraph.

    Args:
        cleaned: the documents; a sentence's ``source`` is its document's place in this sequence.
        settings: from when on a sentence is in another language than its document.

    Returns:
        Sentences in source order, then reading order; ``text`` is ``document.text[start:end]``, never blank.
    """
    sentences: list[Sentence] = []
    for source, document in enumerate(cleaned):
        text, home = document.document.text, document.document.language
        position = 0
        hours = _opening_hours(text)
        for paragraph, kept in enumerate(document.kept):
            for span in _without_hours(_paragraph_sentences(text, kept, home), hours):
                own = text[span.start : span.end]
                spoken = language_of(own, home, settings) if home else ""
                sentences.append(Sentence(source, span.start, span.end, own, position, paragraph, spoken))
                position += 1
    return tuple(sentences)


def _opening_hours(text: str) -> dict[int, int]:
    """Where each hour that opens an entry of a live blog begins and ends; nothing where there are fewer than two."""
    found = {stamp.start: stamp.end for stamp in stamps(text)}
    return found if len(found) > 1 else {}


def _without_hours(spans: Iterable[Span], hours: Mapping[int, int]) -> Iterator[Span]:
    """The sentences without the hour of their entry before them, but for what is nothing else."""
    for span in spans:
        start = hours.get(span.start, span.start)
        yield Span(start, span.end) if start < span.end else span


def split_text(text: str, language: str = "") -> tuple[str, ...]:
    """The sentences of one paragraph, whose line breaks end nothing; none of a blank one."""
    return tuple(text[span.start : span.end] for span in _paragraph_sentences(text, Span(0, len(text)), language))


def _paragraph_sentences(text: str, kept: Span, language: str) -> Iterator[Span]:
    """Sentence spans of one kept paragraph, as offsets into the whole text, by the rules of its language."""
    paragraph = text[kept.start : kept.end]
    shadow = _shadow(paragraph)
    first = _marks_length(paragraph)
    locale = locale_of(language)
    found = [(first + start, first + end) for start, end in _boundaries(shadow[first:], locale)]
    cuts = _repair(paragraph, _with_missed(shadow, found, locale), locale)
    for start, end in cuts:
        start, end = _trim(paragraph, start, end)
        if any(character.isalnum() for character in paragraph[start:end]):
            yield Span(kept.start + start, kept.start + end)


def _shadow(paragraph: str) -> str:
    """The paragraph, of the same length, as the segmenter should see it.

    Line breaks become spaces, since within a paragraph they end nothing. Quotations get the marks that the segmenter
    knows, whatever their own are. A mark without its partner becomes a space: quotations that run over several
    paragraphs open in each and close in the last, and the segmenter would take all that follows as quoted.
    """
    characters = list(_SPACE.sub(" ", paragraph))
    quotes = find_quotes(paragraph)
    for at in quotes.loose:
        characters[at] = " "
    for quote in quotes.pairs:
        if quote.width == 1 and quote.mark not in _APOSTROPHES:
            characters[quote.start - 1], characters[quote.end] = "“", "”"
    closing = {quote.end for quote in quotes.pairs}
    for match in _MEASURE.finditer(paragraph):
        if match.end() - 1 not in closing:
            characters[match.end() - 1] = " "
    return "".join(characters)


def _boundaries(shadow: str, locale: Locale | None) -> Iterator[tuple[int, int]]:
    """Spans from the segmenter, which cover the text without gaps; long texts go through it in windows."""
    language = locale.code if locale else ENGLISH  # where nothing is known, as in English
    start = 0
    while start < len(shadow):
        window = shadow[start : start + _WINDOW_CHARS]
        spans: list[dict[str, Any]] = sentencex.get_sentence_boundaries(language, window)
        last = start + len(window) == len(shadow)
        if not last:
            # The last sentence of a window may go on in the next one; one that fills it is cut at a space.
            spans = spans[:-1] or [{"start_index": 0, "end_index": window.rfind(" ") + 1 or len(window)}]
        for span in spans:
            yield start + span["start_index"], start + span["end_index"]
        if last or not spans:
            return
        start += spans[-1]["end_index"]


def _with_missed(shadow: str, cuts: list[tuple[int, int]], locale: Locale | None) -> list[tuple[int, int]]:
    """The spans, cut also where the segmenter takes a stop for that of an abbreviation: before a figure, after May."""
    missed = _MAY if locale is None else _BEFORE_FIGURE
    found: list[tuple[int, int]] = []
    for start, end in cuts:
        for match in missed.finditer(shadow, start, end):
            quoted = shadow.count("“", start, match.end()) > shadow.count("”", start, match.end())
            joined = locale and _continues_in(locale, shadow[start : match.end()], shadow[match.end() :])
            if not quoted and not joined:
                found.append((start, match.end()))
                start = match.end()
        found.append((start, end))
    return found


def _repair(paragraph: str, cuts: list[tuple[int, int]], locale: Locale | None) -> list[tuple[int, int]]:
    """Joins sentences cut behind an abbreviation and hands an opening quotation mark on to what it opens."""
    repaired: list[tuple[int, int]] = []
    for start, end in cuts:
        if repaired:
            previous_start, previous_end = repaired[-1]
            seen = _TAIL_CHARS if locale is None else _QUOTE_CHARS
            tail = paragraph[max(previous_start, previous_end - seen) : previous_end]
            if _continues(tail, paragraph[start:end].lstrip(), locale):
                repaired[-1] = (previous_start, end)
                continue
            body = paragraph[previous_start:previous_end].rstrip()
            if _ends_with_opener(body):
                start = previous_start + len(body) - 1
                repaired[-1] = (previous_start, start)
        repaired.append((start, end))
    return repaired


def _ends_with_opener(text: str) -> bool:
    last, spaced = text[-1:], text[-2:-1].isspace()
    if last == '"':
        return spaced and text.count('"') % 2 == 1
    # “ and « close in German; only after a space do they open for certain.
    return last in _OPENERS and (last not in "“«‹" or spaced)


def _continues(previous: str, current: str, locale: Locale | None) -> bool:
    """Whether ``current`` belongs to the sentence that ends, so far, with ``previous``."""
    if not any(character.isalnum() for character in current):
        return True
    first = current[0]
    if locale is not None:
        return _continues_in(locale, previous, current)
    if _BEFORE_NAME.search(previous):
        return True
    if _CLOCK.search(previous) and _AFTER_CLOCK.match(current):
        return True
    if _BY_CLOCK.fullmatch(previous):
        return True
    if first.isdigit():
        return bool(_BEFORE_NUMBER.search(previous))
    return first.islower() and bool(_NO_END.search(previous))


def _continues_in(locale: Locale, previous: str, current: str) -> bool:
    """The same by the abbreviations of a language, and by what its table says to hold together."""
    if locale.before_name and locale.before_name.search(previous):
        return True
    if current[0].isdigit() and locale.before_number and locale.before_number.search(previous):
        return True
    if any(end.search(previous.rstrip()) and start.match(current) for end, start in locale.joins):
        return True
    return current[0].islower() and bool(_NO_END.search(previous))


def _marks_length(paragraph: str) -> int:
    """Length of the symbols, heading and list marks that a paragraph opens with."""
    start = len(paragraph) - len(paragraph.lstrip())
    for pattern in (_SYMBOLS, _HEADING_MARK, _LIST_MARK):
        if mark := pattern.match(paragraph, start):
            start = mark.end()
    return start


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Takes white space, and emphasis that surrounds the whole, off both ends."""
    start, end = _strip(text, start, end)
    for mark in _EMPHASIS:
        opens, closes = text.startswith(mark, start, end), text.endswith(mark, start, end)
        inside = text.count(mark, start, end)
        if opens and (inside == 1 or (closes and inside == 2)):
            start += len(mark)
        if closes and inside <= 2 and (opens or inside == 1) and end - len(mark) >= start:
            end -= len(mark)
    start, end = _strip(text, start, end)
    if _ends_with_opener(text[start:end]):  # it opens what is not there
        start, end = _strip(text, start, end - 1)
    return start, end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
