"""Abbreviations that a source explains, "the Nonhuman Rights Project (NhRP)", or spells out somewhere, and what is put
in for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summarizer.records import Introduction
from summarizer.text.analysis import Analyser

_NAME = r"(?P<full>(?:[Tt]he )?(?:[A-ZÀ-Þ][\w’'-]*)(?: (?:of|for|and|on|in|the|to|de|[A-ZÀ-Þ][\w’'-]*)){1,8})"
_EXPLAINED = re.compile(_NAME + r" \((?P<short>[A-Z][A-Za-z&]{1,9})\)")
_SPELLED = re.compile(_NAME)
_BARE = re.compile(r"\b[A-Z]{3,6}\b")
_SMALL = frozenset("of for and on in the to de".split())


class Abbreviation(NamedTuple):
    """What stands for it in full, with the abbreviation in brackets, and the row of the sentence that says so."""

    full: str
    row: int


def abbreviations(before: Sequence[str], text: str = "") -> dict[str, Abbreviation]:
    """The abbreviations that sentences explain, each by the first of them that does; else those of a ``text``, if they
    have the words for one: "KWS", of the Kenya Wildlife Service.

    The capitals of an abbreviation are the first letters of the words before it, the last ones of a longer run.
    """
    found: dict[str, Abbreviation] = {}
    for row, other in enumerate(before):
        for match in _EXPLAINED.finditer(other):
            full = _fitting(match["full"].split(), match["short"])
            if full:
                found.setdefault(match["short"], Abbreviation(f"{full} ({match['short']})", row))
    for short in dict.fromkeys(_BARE.findall(text)):
        if short not in found and (spelled := _spelled(short, before)):
            found[short] = spelled
    return found


def _spelled(short: str, before: Sequence[str]) -> Abbreviation | None:
    """An abbreviation with the first name in sentences that has its letters."""
    for row, other in enumerate(before):
        for run in (match["full"].split() for match in _SPELLED.finditer(other)):
            ends = [at + 1 for at in range(len(run)) if at + 1 == len(run) or run[at + 1] in ("in", "on", "to")]
            if full := next((full for end in ends if (full := _fitting(run[:end], short))), ""):
                return Abbreviation(f"{full} ({short})", row)
    return None


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
        determined = text[:start].lower().endswith("the ") or own.tree.nodes[at].relation == "compound"
        full = one.full.removeprefix("the ") if determined else one.full
        full = full if start else full[:1].upper() + full[1:]
        text = text[:start] + full + text[start + len(short) :]
        found.append(Introduction(short, full, one.row))
    return text, found
