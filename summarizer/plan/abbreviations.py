"""Abbreviations that a source explains, "the Nonhuman Rights Project (NhRP)", and what is put in for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summarizer.records import Introduction
from summarizer.text.analysis import Analyser

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


def with_abbreviations(
    text: str, known: Mapping[str, Abbreviation], analyse: Analyser
) -> tuple[str, list[Introduction]]:
    """The text with each abbreviation that its source explains in full, where it first stands."""
    found = []
    for short, one in known.items():
        own = analyse(text)
        at = next((at for at, word in enumerate(own.words) if word.text == short and not word.quoted), -1)
        if at < 0 or one.full.split(" (")[0].removeprefix("the ") in text or own.words[at].possessive:
            continue
        start = own.words[at].start
        determined = text[:start].lower().endswith("the ")
        full = one.full.removeprefix("the ") if determined else one.full
        full = full if start else full[:1].upper() + full[1:]
        text = text[:start] + full + text[start + len(short) :]
        found.append(Introduction(short, full, one.row))
    return text, found
