"""What a report is compared by: its words, names, numbers and pairs of words, how it opens counting more.

A text in another language than English is read by what any language shows: capitals, digits and long words, for
the small words of a language that few of a pile are in would pass for rare ones. Scripts without spaces are read in
pairs of characters.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise

from summarizer.languages import ENGLISH
from summarizer.lengths import UNSPACED
from summarizer.records import Document
from summarizer.stage_settings import GroupSettings
from summarizer.text import CALENDAR, content_stems, name_key, names, words
from summarizer.text.languages import locale_for

Weighted = list[tuple[str, float]]
"""The terms of one text with their weights in it; the pile's own weights come later."""

_UNSPACED = re.compile(rf"[{UNSPACED}\uac00-\ud7af]+")
"""Korean sets blanks, but behind what hangs on a word: pairs of letters find the word itself."""


def opening(document: Document, chars: int) -> str:
    """The title and the beginning of the text, one line, ``chars`` characters at most."""
    return " ".join(f"{document.title or ''} {document.text[: 2 * chars]}".split())[:chars]


def beginning(document: Document, settings: GroupSettings) -> str:
    """What is read of a document: the title and the first ``read_chars`` characters of the text."""
    title = f"{document.title}.\n" if document.title else ""
    return title + document.text[: settings.read_chars]


def weighted_terms(document: Document, settings: GroupSettings) -> Weighted:
    """The terms of a document: more for what is often in it (1 + log), and for what it opens with."""
    text = beginning(document, settings)
    first = set(terms(text[: settings.opening_chars], settings))
    boost = 1.0 + settings.opening_weight
    return [
        (term, (1.0 + math.log(count)) * (boost if term in first else 1.0))
        for term, count in Counter(terms(text, settings)).items()
    ]


def part_terms(part: str, settings: GroupSettings) -> Weighted:
    """The terms of a part of a document."""
    return [(term, 1.0 + math.log(count)) for term, count in Counter(terms(part, settings)).items()]


def terms(text: str, settings: GroupSettings) -> Iterator[str]:
    """Stems of words that carry facts, keys of names, and pairs of neighbouring stems."""
    if runs := _UNSPACED.findall(text):
        yield from (one + other for run in runs for one, other in pairwise(run))
        text = _UNSPACED.sub(" ", text)
    locale = locale_for(text)
    stems = _telling(text, settings) if locale else content_stems(text, ENGLISH)
    yield from stems
    yield from (f"{one} {other}" for one, other in pairwise(stems))
    yield from (f"/{name_key(name)}" for name in names(text) if name.lower() not in CALENDAR)


def _telling(text: str, settings: GroupSettings) -> list[str]:
    """Stems of the words of a text in another language that are not its small ones.

    Long words are none, nor are those with a digit, abbreviations, and words with a capital that the text never has
    without it: a small word that begins a sentence mostly stands elsewhere, too.
    """
    found = words(text)
    low = {word for word in found if word.islower()}
    return content_stems(" ".join(word for word in found if _tells(word, low, settings)), ENGLISH)


def _tells(word: str, low: Collection[str], settings: GroupSettings) -> bool:
    if len(word) >= settings.long_word or any(letter.isdigit() for letter in word):
        return True
    return word[0].isupper() and word.lower() not in low and (word.isupper() or len(word) > settings.short_word)
