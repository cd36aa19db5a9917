"""Words of English text: how they are found, stemmed, inflected, counted, and what they are compared by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from summarizer.lengths import word_count as word_count
from summarizer.text.languages import locale_for
from summarizer.text.local_words import local_stems
from summarizer.text.tokens import FUNCTION_WORDS as FUNCTION_WORDS
from summarizer.text.tokens import WORD as WORD
from summarizer.text.tokens import words as words

REPORTING_VERBS = frozenset(
    """say says said saying tell tells told add adds added report reports reported reportedly announce
    announces announced state states stated claim claims claimed according""".split()
)
"""Verbs that attribute a statement; any attribution may use them."""

MONTHS = "january february march april may june july august september october november december".split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
CALENDAR = frozenset(MONTHS + DAYS) - {"may"}

_IRREGULAR = """take took taken|fall fell fallen|rise rose risen|go went gone|leave left|say said|tell told
|make made|lose lost|win won|lead led|hold held|begin began begun|become became|get got gotten
|give gave given|come came|see saw seen|find found|bring brought|send sent|strike struck|shoot shot
|flee fled|break broke broken|build built|buy bought|sell sold|meet met|pay paid|run ran
|speak spoke spoken|stand stood|write wrote written|withdraw withdrew withdrawn|sweep swept
|sink sank sunk|drive drove driven|fly flew flown|grow grew grown|know knew known|keep kept
|swear swore sworn|seek sought|fight fought|catch caught|throw threw thrown|tear tore torn|feel felt
|spend spent|think thought|understand understood|wear wore worn|overthrow overthrew overthrown
|overtake overtook overtaken|choose chose chosen|die died dying|draw drew drawn|eat ate eaten
|freeze froze frozen|hear heard|hide hid hidden|sit sat|sleep slept|steal stole stolen
|swim swam swum|teach taught|wake woke woken|forbid forbade forbidden|undergo underwent undergone
|arise arose arisen|bear bore borne|bite bit bitten|blow blew blown|deal dealt|dig dug
|forget forgot forgotten|forgive forgave forgiven|hang hung|mean meant|ride rode ridden
|ring rang rung|shake shook shaken|shrink shrank shrunk|sing sang sung|slide slid
|spring sprang sprung|stick stuck|swing swung|weep wept|foresee foresaw foreseen
|undertake undertook undertaken|uphold upheld|withhold withheld|plead pled"""
_SAME_FORM = "beat cut hit put set shut spread burst cast cost hurt let quit split bid"
LEMMAS: dict[str, str] = {form: group.split()[0] for group in _IRREGULAR.split("|") for form in group.split()}
"""Irregular form → base form; "left", "found" and "lay" always count as verbs."""

_PASTS = frozenset(form for group in _IRREGULAR.split("|") for form in group.split()[1:]) | set(_SAME_FORM.split())

_stem = snowballstemmer.stemmer("english").stemWord


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Snowball (Porter2) stem of one lower-case word, possessive and accents removed."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").strip("'.")
    plain = plain[:-2] if plain.endswith("'s") else plain
    return str(_stem(plain.replace("'", "").replace(".", "")))


_VARIANTS = """people individuals persons|spokesman spokesperson spokeswoman|neighbour neighbor|labour labor
|defence defense|centre center|percent pct|government governmental"""


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """Everyday spellings and variants that are one word, by their stems."""
    return {stem(word): stem(group.split()[0]) for group in _VARIANTS.split("|") for word in group.split()}


@lru_cache(maxsize=50_000)
def identity(word: str) -> str:
    """What a word is compared by: the stem of its base form, everyday spellings merged."""
    low = re.sub(r"['’]s?$", "", word.lower())
    plain = stem(LEMMAS.get(low, low))
    return _variants().get(plain, plain)


def looks_past(word: str) -> bool:
    """Whether a lower-case word has the form of a past tense or a participle."""
    return word in _PASTS or (word.endswith("ed") and len(word) > 4)


def content_stems(text: str, language: str = "") -> list[str]:
    """Stems of all words that carry facts, in order: no function words, no reporting verbs; by the language's rules."""
    if locale := locale_for(text, language):
        return local_stems(text, locale)
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
