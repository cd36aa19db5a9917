"""What the sentences of a cluster are compared by: the stems of their words, their numbers, and whether they deny."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.lengths import UNSPACED
from summarizer.records import Sentence, Span
from summarizer.text.local_words import local_stem
from summarizer.text.locales import locale_of
from summarizer.text.numbers import numbers

_WORD = re.compile(rf"[{UNSPACED}]{{1,2}}|[^\W_{UNSPACED}]+(?:['’.&-][^\W_{UNSPACED}]+)*")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_NUMBER = re.compile(r"\d+(?:[.,:'’\u00a0\u2009\u202f ]\d+)*")
_GROUPS = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u2009\u202f ]\d{3})+")
_NO_LETTER = re.compile(r"[.,'’\u00a0\u2009\u202f ]")


@dataclass(frozen=True)
class Term:
    """A word as it is compared, and where it stands."""

    id: str
    start: int
    end: int


@dataclass(frozen=True)
class Told:
    """One sentence as it is compared."""

    terms: tuple[Term, ...]
    numbers: frozenset[str]
    denies: bool

    @cached_property
    def ids(self) -> frozenset[str]:
        """What its words are compared by."""
        return frozenset(term.id for term in self.terms)


class Terms:
    """The sentences of a cluster as they are compared; a word counts the more the fewer sentences have it.

    In scripts without blanks each two letters that stand side by side are a word.

    Args:
        sentences: all sentences of the cluster.
        language: the code of the language that they are in.
    """

    def __init__(self, sentences: Sequence[Sentence], language: str) -> None:
        self.language = language
        self.told = tuple(read(sentence.flat, language) for sentence in sentences)
        self._count = len(sentences)
        self._holding = Counter(known for one in self.told for known in one.ids)

    def weight(self, known: str) -> float:
        """The inverse document frequency of a word over the sentences."""
        return math.log((1 + self._count) / (1 + self._holding[known])) + 1.0

    def held(self, one: Told, other: Told) -> float:
        """The share of the weight of a sentence's words that another sentence has; 0 of none."""
        whole = sum(map(self.weight, one.ids))
        return sum(map(self.weight, one.ids & other.ids)) / whole if whole else 0.0


def read(text: str, language: str) -> Told:
    """One sentence as it is compared."""
    words = list(_words(text))
    terms = tuple(Term(local_stem(text[span.start : span.end], language), span.start, span.end) for span in words)
    lows = {text[span.start : span.end].lower() for span in words}
    locale = locale_of(language)
    denying = locale.denying if locale else frozenset()
    denies = bool(lows & denying) or (bool(_UNSPACED.search(text)) and any(mark in text for mark in denying))
    return Told(terms, numbers_in(text, language), denies)


def numbers_in(text: str, language: str = "") -> frozenset[str]:
    """The numbers of a text, in figures and words, by the rules of its language; without a table, its figures.

    Figures come in western digits, without what parts thousands; a comma before decimals is a point.
    """
    if locale_of(language):
        return frozenset(numbers(text, language))
    western = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
    return frozenset(_plain(match.group()) for match in _NUMBER.finditer(western))


def _plain(figure: str) -> str:
    return _NO_LETTER.sub("", figure) if _GROUPS.fullmatch(figure) else figure.replace(",", ".")


def _words(text: str) -> list[Span]:
    found: list[Span] = []
    for match in _WORD.finditer(text):
        if _UNSPACED.match(match.group()):
            continue
        found.append(Span(match.start(), match.end()))
    pairs = [
        Span(at, at + 2) for at in range(len(text) - 1) if _UNSPACED.match(text[at]) and _UNSPACED.match(text[at + 1])
    ]
    return sorted([*found, *pairs], key=lambda span: (span.start, span.end))
