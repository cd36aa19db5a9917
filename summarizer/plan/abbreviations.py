"""Abbreviations that a source explains: "the Nonhuman Rights Project (NhRP)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_EXPLAINED = re.compile(
    r"(?P<full>(?:[Tt]he )?(?:[A-ZÀ-Þ][\w’'-]*)(?: (?:of|for|and|on|in|the|to|de|[A-ZÀ-Þ][\w’'-]*)){1,8}) "
    r"\((?P<short>[A-Z][A-Za-z&]{1,9})\)"
)
_SMALL = frozenset("of for and on in the to de".split())


class Abbreviation(NamedTuple):
    """What stands for it in full, with the abbreviation in brackets, and the row of the sentence that says so."""

    full: str
    row: int


def abbreviations(before: Sequence[str]) -> dict[str, Abbreviation]:
    """The abbreviations that sentences explain, each by the first of them that does.

    The capitals of an abbreviation are the first letters of the words before it, the last ones of a longer run.
    """
    found: dict[str, Abbreviation] = {}
    for row, text in enumerate(before):
        for match in _EXPLAINED.finditer(text):
            full = _fitting(match["full"].split(), match["short"])
            if full:
                found.setdefault(match["short"], Abbreviation(f"{full} ({match['short']})", row))
    return found


def _fitting(words: list[str], short: str) -> str:
    """The last words of a run whose first letters are those of an abbreviation; empty where none are."""
    capitals = [letter for letter in short if letter.isupper()]
    for first in range(len(words)):
        rest = words[first:]
        initials = [word[0].upper() for word in rest if word.lower() not in _SMALL]
        if initials == capitals and rest[0].lower() not in _SMALL:
            article = first and words[first - 1].lower() == "the"
            return " ".join(["the", *rest] if article else rest)
    return ""
