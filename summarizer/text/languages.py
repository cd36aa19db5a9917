"""Which language a text is in: by its small words where it is plainly English, else by a naive Bayes classifier.

The classifier is py3langid (Lui and Baldwin 2012, langid.py: An Off-the-shelf Language Identification Tool), held to
the languages that news is written in: among all that it knows, the dialects only take sentences from these.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.languages import ENGLISH, LANGUAGES, UNKNOWN_LANGUAGE
from summarizer.lengths import word_count
from summarizer.stage_settings import LanguageSettings
from summarizer.text.locales import Locale, locale_of
from summarizer.text.tokens import FUNCTION_WORDS, words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SHARED = frozenset(
    """a all also am an as at been by do down for have he her here his i in is just me more no off on once one over per
    so such than then there to too under up we""".split()
)
"""Small words of English that are words of another language, too."""
_OWN = FUNCTION_WORDS - _SHARED
_LAST_LATIN = "\u024f"
_LOOKED_AT = 10_000
"""Letters of a text that are looked at; more do not change what it is."""
DEFAULTS = LanguageSettings()
"""The settings where none are given."""


def language_of(text: str, home: str = "", settings: LanguageSettings = DEFAULTS) -> str:
    """The ISO 639-1 code of the language that a text is in.

    Args:
        text: a sentence or a document.
        home: the language of the text that it stands in. It is told to be in another one only where that is far
            likelier: a name, a title or a table says little.
        settings: from when on it counts as told.

    Returns:
        One of `LANGUAGES`; ``home``, and without it `UNKNOWN_LANGUAGE`, where the text does not tell.
    """
    shown = text[:_LOOKED_AT]
    unknown = home or UNKNOWN_LANGUAGE
    if not any(map(str.isalpha, shown)):
        return unknown
    if _is_plain_english(shown, settings):
        return ENGLISH
    if home in LANGUAGES:
        if word_count(shown) < settings.min_words and _is_latin(shown):
            return home
        best, likely, own = _likeliest(shown, home)
        return best if likely >= settings.odds * own else home
    best, likely, _ = _likeliest(shown, "")
    return best if likely >= settings.certain else unknown


def language_of_report(text: str, settings: LanguageSettings = DEFAULTS) -> str:
    """The code of the language that a whole text is in: English unless another one is far likelier.

    Returns:
        One of `LANGUAGES`; `UNKNOWN_LANGUAGE` where it is surely not English, and nothing that is known.
    """
    shown = text[:_LOOKED_AT]
    can_be = _can_be_english(shown, settings)
    if can_be and language_of(shown, ENGLISH, settings) == ENGLISH:
        return ENGLISH
    found = language_of(shown, "", settings)
    return found if can_be or found != ENGLISH else UNKNOWN_LANGUAGE


def locale_for(text: str, language: str = "") -> Locale | None:
    """The table to read a text by: that of its language, or where nobody has told that, of the one that it is in.

    None where that is English, as it is of a text that shows no other: names, figures and headings.
    """
    return locale_of(language if language and language != UNKNOWN_LANGUAGE else _shown_in(text))


@lru_cache(maxsize=32_768)
def _shown_in(text: str) -> str:
    """The language that a text without a known one shows; each sentence is asked about by many readers."""
    return language_of(text, ENGLISH)


def _is_latin(text: str) -> bool:
    """Whether most letters of a text are Latin ones: in others there are no loan words and titles to mistake."""
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter <= _LAST_LATIN for letter in letters) >= len(letters)


def _can_be_english(text: str, settings: LanguageSettings) -> bool:
    """Whether a text is in Latin letters, and has the small words that English cannot do without.

    The classifier does not know every language, and takes one that it does not know for any other. Of 680 English
    reports none has fewer than 32 small words in a hundred without a capital, of 22 in other languages none over ten;
    names and tables have capitals and numbers, which tell nothing.
    """
    plain = [word for word in words(text) if word.islower()]
    if len(plain) < settings.plain_words or not _is_latin(text):
        return _is_latin(text)
    return sum(word in FUNCTION_WORDS for word in plain) >= settings.plain_share * len(plain)


def _is_plain_english(text: str, settings: LanguageSettings) -> bool:
    """Whether so many of its words are small words of English and of nothing else that no classifier needs to look."""
    found = [word.lower() for word in words(text)]
    own = sum(word in _OWN for word in found)
    return own > 1 and own >= settings.small_words * len(found)


@lru_cache(maxsize=16_384)
def _likeliest(text: str, home: str) -> tuple[str, float, float]:
    """The likeliest language of a text, its probability, and that of the language around it."""
    ranked = dict(classifier().rank(text))
    best = max(ranked, key=ranked.__getitem__)
    return best, ranked[best], ranked.get(home, 0.0)


_reading = threading.Lock()


def classifier() -> LanguageIdentifier:
    """The classifier; reading it takes half a second, once, in which other threads can work."""
    with _reading:
        return _classifier()


@lru_cache(maxsize=1)
def _classifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(LANGUAGES))
    return model
