"""Which sentence of a source can be told alone, by what any reader of its language sees at once."""

from __future__ import annotations

from summarizer.lengths import word_count
from summarizer.records import Sentence
from summarizer.stage_settings import VerbatimSettings
from summarizer.text.locales import locale_of
from summarizer.text.speech import find_quotes, outside_quotations

_ENDS = (".", "!", "…", "。", "！", "۔", "।", "។", "။", "።", "։")
_UNENDED = frozenset(("th", "lo"))
"""Languages that end a sentence with a blank."""
_ASKING = ("?", "？", "؟", "!", "！")
_CLOSING = "»”“\"’'」』›)）] \u00a0\u202f"
_OPENING = '«“„"‘‚「『‹(（[¿¡ \u00a0\u202f'


LEANS = "it leans on an earlier one"
"""Why a sentence is left out that would be told where there is no other."""


def unquotable(sentence: Sentence, language: str, settings: VerbatimSettings) -> str:
    """Why a sentence cannot be told alone, in a few words; "" where it can."""
    text = sentence.flat
    size = word_count(text)
    bare = text.rstrip(_CLOSING)
    if bare.endswith(_ASKING):
        return "it is a question or a call"
    if language not in _UNENDED and not bare.endswith(_ENDS):
        return "it does not end as a sentence does"
    if not settings.min_words <= size <= settings.max_words:
        return f"it has fewer than {settings.min_words} or over {settings.max_words} words"
    quotes = find_quotes(text)
    if quotes.loose:
        return "it holds half of a quotation"
    if quotes.pairs and word_count(outside_quotations(text).strip(_CLOSING + ".,:;")) < settings.min_own_words:
        return "it does not say who speaks"
    return LEANS if _leans(text, language) else ""


def _leans(text: str, language: str) -> bool:
    """Whether a sentence opens with a word that mostly speaks of one before it, or names no one who says it."""
    locale = locale_of(language)
    return locale is not None and any(known and known.search(text) for known in (locale.leaning, locale.unnamed))
