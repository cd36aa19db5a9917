"""Words of English text: how they are found, stemmed, inflected and counted."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from summarizer.records import word_count as word_count

FUNCTION_WORDS = frozenset(
    """a an the this that these those some any all both each every other another such own same more most many
    much few several and or but nor so yet if while as than because since until although though whether when
    where who whom whose which what how why of in on at by for to from with without into onto over under above
    below between among against during before after about around through across along near off out up down
    within toward towards upon per via amid despite including i you he she it we they me him her us them my
    your his its our their himself herself itself themselves is are was were be been being am do does did done
    have has had having will would shall should can could may might must not no never also only just even
    still already now then there here again once very too one""".split()
)
"""Words that carry grammar rather than facts; they never count as content."""

REPORTING_VERBS = frozenset(
    """say says said saying tell tells told add adds added report reports reported reportedly announce
    announces announced state states stated claim claims claimed according""".split()
)
"""Verbs that attribute a statement; any attribution may use them."""

NEGATIONS = frozenset("not no never without nor neither none nobody nothing cannot n't fail fails failed".split())

MONTHS = "january february march april may june july august september october november december".split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
CALENDAR = frozenset(MONTHS + DAYS) - {"may"}

WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’.&][^\W_]+)*(?:['’])?", re.UNICODE)
_stem = snowballstemmer.stemmer("english").stemWord


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Snowball (Porter2) stem of one lower-case word, possessive and accents removed."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").strip("'.")
    plain = plain[:-2] if plain.endswith("'s") else plain
    return str(_stem(plain.replace("'", "").replace(".", "")))


def words(text: str) -> list[str]:
    """Words in order; hyphenated compounds are split, so that "HTS-led" gives HTS and led."""
    return [match.group().rstrip("'’") for match in WORD.finditer(text)]


def content_stems(text: str) -> list[str]:
    """Stems of all words that carry facts, in order: no function words, no reporting verbs."""
    return [
        stem(word)
        for word in words(text)
        if word.lower() not in FUNCTION_WORDS and word.lower() not in REPORTING_VERBS and len(stem(word)) > 1
    ]


def inflections(word: str) -> list[str]:
    """The word, the word without its possessive, and the plain inflections of a lower-case verb or noun."""
    bare = re.sub(r"['’]s?$", "", word)
    forms = [word, bare]
    if bare.islower() and bare.isalpha() and len(bare) > 3:
        if bare.endswith("ing"):
            forms += [bare[:-3], bare[:-3] + "ed", bare[:-3] + "s", bare[:-3] + "e", bare[:-3] + "es"]
        elif bare.endswith("ed"):
            forms += [bare[:-2], bare[:-1], bare[:-2] + "ing", bare[:-1] + "s", bare[:-2] + "s"]
        elif bare.endswith("s"):
            forms += [bare[:-1]]
        elif bare.endswith("e"):
            forms += [bare + "d", bare + "s", bare[:-1] + "ing"]
        else:
            forms += [bare + "s", bare + "ed", bare + "ing"]
    return forms
