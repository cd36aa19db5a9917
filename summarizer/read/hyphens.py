"""Joins a word that is divided at the end of a line, and keeps the hyphen of one that has its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_HYPHENS = "-\u2010\u00ad"
_TOKEN = re.compile(r"[^\W_]+(?:['’\-\u2010][^\W_]+)*")
_HEAD = re.compile(rf"(?P<head>[^\W_]+(?:['’\-\u2010][^\W_]+)*)[{_HYPHENS}]$")
_TO_COME = frozenset("and or to und oder bis sowie et ou y och og eller en of e o i".split())
_PREFIXES = ("ex", "co", "anti", "mid", "non")
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES = "one two three four five six seven eight nine".split()
_NUMBER_ENDS = re.compile(r"(?:teen(?:s|th|ths|ager|agers|age)?|een|t(?:y|ies|ieth|ieths)|ths?|fold|some|self|selves)")
# What begins a compound with a hyphen of its own, and the tails that make it a divided word after all.
_STARTS = {
    "well|self|long|short|high|low|half|part|full|hard|cross|so|vice|then|world|open|far|deep|all|ill|north|south": (
        r"(?:e[rn]|est|ly|ing|ed|ness|s|ish|ened|ening|land|lands|wards?|fare|come|bow|cuts?|age|ages|time)"
    ),
    "non": r"(?:sens\w*|e|etheless|chalan\w*|plus\w*)",
    "anti": r"(?:c\w*|dotes?|bod\w+|biot\w+|qu\w*|path\w*|thes\w*|podes|gens?|hist\w*)",
    "mid": r"(?:dl\w*|st|night|day|get|wif\w+|ship\w*|land\w*|field\w*|way)",
    "ex": (
        r"(?!president|premier|prime|police|partner|priest|chief|chair|champion|captain|coach|colleague|convict"
        r"|husband|teacher|official|officer|soldier|student|secretary|senator|army|employee|prisoner)[aehiouyctpsq]\w*"
    ),
    "co": r"(?!(?:operat|ordinat|found|author|pilot|driver|worker|owner|chair|habit|exist|opt|own|signat|sponsor)).*",
}
_ENDS = frozenset("based backed owned controlled related speaking known term scale level profile funded même".split())
_COMPOUND = re.compile("|".join(f"(?:{heads})-(?!{tails}$)\\w+" for heads, tails in _STARTS.items()))


class Hyphens:
    """Decides by the words of the whole text, then by the beginnings of known compounds."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        for line in lines:
            words = _TOKEN.findall(_plain(line))
            # What stands at either end may be half a word.
            self._words.update(words[1 : -1 if _HEAD.search(line) else None])
            self._words.update(part for word in words[1:] if "-" in word for part in word.split("-"))

    def join(self, text: str, following: str) -> str | None:
        """Returns a line and the one after it as one, or None where no word is divided between them."""
        match = _HEAD.search(text)
        tail = _TOKEN.match(following)
        if not match or not tail:
            return None
        stem = text[:-1]
        if text[-1] == "\u00ad":
            return stem + following
        if tail[0] in _TO_COME and not self._words[_plain(match["head"] + tail[0])]:
            return f"{stem}- {following}"
        return f"{stem}-{following}" if self._keeps(match["head"], tail[0]) else stem + following

    def _keeps(self, head: str, tail: str) -> bool:
        if _is_compound_by_letters(head, tail):
            return True
        head, tail = _plain(head), _plain(tail)
        joined, apart = self._words[head + tail], self._words[f"{head}-{tail}"]
        if joined != apart:
            return apart > joined
        last, first = head.split("-")[-1], tail.split("-")[0]
        if last in _TENS or (last in _ONES and not _NUMBER_ENDS.fullmatch(first)):
            return True
        if "-" in head or "-" in tail:
            # A second hyphen: year-old, state-of-the-art; but long-estab-lished.
            return self._words[first] > 0 or len(first) <= 3 or bool(_COMPOUND.fullmatch(f"{last}-{first}"))
        both_known = self._words[first] > 0 and last in _PREFIXES
        return both_known or first in _ENDS or bool(_COMPOUND.fullmatch(f"{last}-{first}"))


def _is_compound_by_letters(head: str, tail: str) -> bool:
    """Whether digits or capitals show that a hyphen belongs to the word: "F-16", "Anglo-Saxon"."""
    if head.isupper() and tail.isupper() and len(tail) > 1:
        return False
    return head[-1].isdigit() or not tail[0].islower() or (head.isupper() and len(head) > 1)


def _plain(text: str) -> str:
    return text.casefold().replace("\u2010", "-")
