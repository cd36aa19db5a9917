"""How many people were killed, hurt, lost or held: the counts of which reports of one event differ most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.text.numbers import Quantity, quantities
from summarizer.text.words import CALENDAR, FUNCTION_WORDS, looks_past, stem

_FATES = {
    "dead": "dead|died|die|dying|killed|slain|perished|drowned|lost their lives|lose their lives",
    "injured": "injured|wounded|hurt",
    "missing": "missing|unaccounted for",
    "displaced": "displaced|homeless|forced from their homes",
    "arrested": "arrested|detained|taken into custody",
    "rescued": "rescued|saved|freed|brought to safety|pulled from the rubble",
    "evacuated": "evacuated",
}
_DEEDS = {
    "dead": "kill(?:ed|ing|s)|claim(?:ed|ing)(?= ⟦\\d+⟧ lives)|(?:deaths|killing|loss|lives) of",
    "injured": "injur(?:ed|ing|es)|wound(?:ed|ing|s)",
    "displaced": "displac(?:ed|ing|es)",
    "arrested": "arrest(?:ed|ing|s)|detain(?:ed|ing|s)",
    "rescued": "rescu(?:ed|ing|es)|free(?:d|ing|s)",
    "evacuated": "evacuat(?:ed|ing|es)",
}
_SUMS = {"dead": "deaths|fatalities", "injured": "injuries", "arrested": "arrests"}
_TOLD = {
    "dead": "have died",
    "injured": "were injured",
    "missing": "are missing",
    "displaced": "have been displaced",
    "arrested": "were arrested",
    "rescued": "have been rescued",
    "evacuated": "have been evacuated",
}
_ANYONE = frozenset("people person persons individuals others other lives souls victims".split())
_NO_ONE = frozenset(
    "day days week weeks month months year years hour hours minutes times more additional further".split()
)

_LONGEST = 10_000

_COUNT = r"(?<!light )(?<!No\. )⟦(?P<count>\d+)⟧"
_BEFORE = r"(?P<noun>(?:\s[A-Za-z’'-]+){0,3}?)"
_AFTER = r"(?P<noun>(?:\s[A-Za-z’'-]+){0,3})"
_AUXILIARY = (
    r"(?:\s(?:known\sto|confirmed|have|has|had|were|was|are|is|been|be|being|remain(?:s|ed)?|still|also|now|so\sfar))*"
)


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """What a count looks like with its fate behind it, then with its fate before it."""
    found = [(fate, rf"{_COUNT}{_BEFORE}{_AUXILIARY}\s(?:{said})\b") for fate, said in _FATES.items()]
    found += [(fate, rf"{_COUNT}(?P<noun>)\s(?:{said})\b") for fate, said in _SUMS.items()]
    found += [(fate, rf"\b(?:{done})\s{_COUNT}{_AFTER}") for fate, done in _DEEDS.items()]
    reached = r"to|at|of|is|was|reached|reaches|passed|surpassed|exceeded|hit"
    found.append(("dead", rf"\bdeath\stoll\b[^.;⟦]{{0,100}}?(?:\bfrom\s⟦\d+⟧\s)?\b(?:{reached})\s{_COUNT}(?P<noun>)"))
    return [(fate, re.compile(pattern, re.IGNORECASE)) for fate, pattern in found]


_TOLLS = _patterns()

_PART = re.compile(
    r"[^.;]{0,40}?(?:\b(?:on|at)\sthe\sscene|\b(?:in|at|to)\s(?:the\s|a\s)?(?:\w+\s)?hospitals?"
    r"|\bincluding\s(?:the|a|one)\s(?:shooter|gunman|attacker|bomber|suspect|perpetrator|driver|pilot)"
    r"|,?\sat\s[A-Z][\w’'-]+\W*$)"
)


class Toll(NamedTuple):
    """A count of people and what became of them.

    ``fate`` is one of "dead", "injured", "missing", "displaced", "arrested", "rescued" and "evacuated"; ``who`` is the
    stem of the counted noun, "" for people of any kind; ``claim`` says it in a short sentence; ``summed`` is whether it
    is told as a toll, so that a day beside it is that of the counting; ``partial`` whether it counts those of one place
    only ("at the scene"), or some who are mostly counted apart ("including the gunman").
    """

    fate: str
    who: str
    quantity: Quantity
    claim: str
    summed: bool
    partial: bool


@lru_cache(maxsize=4096)
def tolls(text: str) -> tuple[Toll, ...]:
    """The counts of people harmed, displaced, held or saved, in the first 10,000 letters of a sentence."""
    text = text[:_LONGEST]
    counts = quantities(text)
    marked, at = "", 0
    for number, count in enumerate(counts):
        marked += f"{text[at : count.start]}⟦{number}⟧"
        at = count.end
    marked += text[at:]
    found: dict[tuple[str, int], Toll] = {}
    for fate, pattern in _TOLLS:
        for match in pattern.finditer(marked):
            number = int(match["count"])
            count = counts[number]
            nouns = _nouns(match["noun"].split(), last=match.end("noun") == match.end())
            if nouns is None or count.unit or count.word or _is_year(text, count) or (fate, number) in found:
                continue
            said = " ".join([text[count.start : count.end], *(nouns or ["people"]), _TOLD[fate]])
            who = stem(nouns[-1].lower()) if nouns else ""
            claim = f"{said[:1].upper()}{said[1:]}."
            found[fate, number] = Toll(
                fate, who, count, claim, "toll" in match.group().lower(), _PART.match(marked, match.end()) is not None
            )
    return tuple(found.values())


def _nouns(words: Sequence[str], last: bool) -> list[str] | None:
    """Those whom a number counts, of the words behind it: [] for people of any kind, None where it counts none.

    ``last`` says that the fate stands before the number: what follows its noun is something else then.
    """
    nouns: list[str] = []
    for word in words:
        if word.lower() in _NO_ONE and not nouns:
            return None
        if word.lower() in _ANYONE:
            continue
        other = word.lower() in FUNCTION_WORDS | CALENDAR or word.endswith(("ly", "ing")) or looks_past(word.lower())
        if other and last:
            break
        if other:
            return None
        nouns.append(word)
    return nouns


def _is_year(text: str, count: Quantity) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", text[count.start : count.end]) is not None
