"""Words of texts in other languages than English: what they are compared by, and which of them are names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

import snowballstemmer

from summarizer.languages import LANGUAGES
from summarizer.lengths import UNSPACED
from summarizer.text.locales import Locale
from summarizer.text.tokens import WORD, words

_RUN = re.compile(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}])[^\W_])+")
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|dell|all|dall|nell|sull|un)['’](?=\w)", re.IGNORECASE)
"""An article or a pronoun that has lost its vowel before the word: "l’eau", "dell’acqua"."""

_STARTS = re.compile(r"(?:^|[:…?!]\s+|[“„\"«‘(¿¡]\s*)[\s*\"“„‘«(\[¿¡]*")
"""What a sentence or a quotation begins behind, where a capital says nothing."""


@lru_cache(maxsize=100)
def _stemmer(language: str) -> Any:
    """The Snowball stemmer of a language; None where there is none."""
    name = LANGUAGES.get(language, "").lower()
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


@lru_cache(maxsize=100_000)
def local_stem(word: str, language: str) -> str:
    """Snowball stem of one word of a language, by its code, without accents; as it is where there is no stemmer."""
    low = _ELIDED.sub("", unicodedata.normalize("NFKC", word).casefold())
    stemmer = _stemmer(language)
    stem = str(stemmer.stemWord(low)) if stemmer else low
    return "".join(c for c in unicodedata.normalize("NFKD", stem) if not unicodedata.combining(c))


def local_stems(text: str, locale: Locale) -> list[str]:
    """Stems of all words that carry facts, in order; in scripts without blanks every two letters that follow."""
    if locale.unspaced:
        return _pairs(text, locale)
    kept = []
    for word in words(text):
        low = _ELIDED.sub("", word.lower())
        if low not in locale.small_words and low not in locale.reporting:
            kept.append(local_stem(low, locale.code))
    return kept


def _pairs(text: str, locale: Locale) -> list[str]:
    """Pairs of letters in scripts without blanks, and the words of other scripts whole.

    Pairs of letters find the same documents as a segmenter's words do (Nie et al. 2000), without a dictionary.
    """
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if not _UNSPACED.match(run) or len(run) == 1:
            found += [run] if run not in locale.small_words else []
        else:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
    return found


def local_names(text: str, locale: Locale) -> list[str]:
    """Words with a capital where the language would not demand one; none in scripts without capitals.

    Where every noun has a capital, only what a title or a preposition without an article comes before, what follows
    another such word, and abbreviations.
    """
    starts = {match.end() for match in _STARTS.finditer(text)}
    found: list[str] = []
    last = -2
    for match in WORD.finditer(text):
        word = _ELIDED.sub("", match.group().rstrip("'’"))
        if not word[:1].isupper() or word.lower() in locale.small_words:
            continue
        first, short = match.start() in starts, len(word) > 1 and word.isupper()
        named = not first and (not locale.capital_nouns or _is_named(text, match.start(), last, locale))
        if short or named:
            found.append(word)
        last = match.end() if not first or short else -2
    return found


def _is_named(text: str, start: int, last: int, locale: Locale) -> bool:
    """Whether a word with a capital is a name, where all nouns have one."""
    before = locale.before_names
    return last == start - 1 or (before is not None and before.search(text[:start]) is not None)
