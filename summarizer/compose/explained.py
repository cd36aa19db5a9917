"""Whether the reader has been told of what a sentence takes as known, and names that need no second introduction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.records import Candidate, Introduction, Unexplained
from summarizer.text import words
from summarizer.text.lexicon import PEOPLE
from summarizer.text.words import FUNCTION_WORDS, identity


def unexplained(candidate: Candidate, before: Sequence[str], bear: bool = False) -> str:
    """Why a sentence cannot be understood after the texts before it, the title among them; nothing where it can.

    What is bearable decides of the order only: ``bear`` says that it counts for nothing.
    """
    if candidate.leans:
        return "it leans on the sentence before it, which is not told"
    for one in (*candidate.item.unexplained, *_short_forms(candidate)):
        stands = re.search(rf"(?<!\w){re.escape(one.phrase)}(?!\w)", candidate.text, re.IGNORECASE)
        if not stands or (bear and one.bearable):
            continue
        # "Officials said" tells of no official who "the official" could be.
        if not _ids(before, single=one.phrase.split()[-1].lower() in PEOPLE) & set(one.ids):
            return one.reason or f"it speaks of “{one.phrase}”, which the reader has not been told of"
    return ""


def preceding(candidate: Candidate, candidates: Sequence[Candidate], rows: Sequence[int]) -> int | None:
    """Which of the candidates in ``rows`` a candidate may be told directly behind, since it tells what it leans on."""
    follows = candidate.item.follows
    if follows is None:
        return None
    for row in rows:
        told = candidates[row]
        if told.item.seed == follows.row and not told.item.together:
            known = _ids([told.text])
            return row if all(known.intersection(ids) for ids in follows.needs) else None
    return None


def _ids(texts: Sequence[str], single: bool = False) -> set[str]:
    """The ids of the words of texts; ``single`` without those of several people."""
    told = {word.lower() for text in texts for word in words(text)}
    return {identity(word) for word in told if not (single and word[-1:] == "s" and word[:-1] in PEOPLE)}


def _short_forms(candidate: Candidate) -> list[Unexplained]:
    """The short forms that a text has kept though more was put in for them."""
    return [
        Unexplained(one.short, tuple(identity(word) for word in words(one.short)[-1:]))
        for one in candidate.item.introductions
        if one.full not in candidate.text
    ]


def shortened_names(texts: Sequence[str], introductions: Sequence[Sequence[Introduction]]) -> list[str]:
    """The texts of a briefing in reading order with each name and thing put in once in full, and then short.

    Args:
        texts: its sentences.
        introductions: what was put into each of them. Only that is shortened, back to the source's own word.
    """
    told: list[str] = []
    for at, (text, put_in) in enumerate(zip(texts, introductions, strict=True)):
        short = text
        for one in put_in:
            again = _is_named_again(one, told) or _is_told_again(one, texts[:at])
            if again and short.count(one.full) == 1:
                short = short.replace(one.full, one.short)
        told.append(short)
    return told


def _is_named_again(one: Introduction, told: Sequence[str]) -> bool:
    """Whether a name was put in that stands in full in a text before."""
    named = one.short[:1].isupper() and one.full.endswith((one.short, f"({one.short})"))
    return named and any(one.full.lower() in other.lower() for other in told)


def _is_told_again(one: Introduction, told: Sequence[str]) -> bool:
    """Whether all that was put in for "the video" stands in each of the texts that tell of one, and in one at least."""
    if not (one.short.lower().startswith("the ") and one.full.lower().startswith("the ")):
        return False
    own = {identity(word) for word in words(one.full) if word.lower() not in FUNCTION_WORDS}
    noun = identity(words(one.short)[-1])
    telling = [ids for ids in (_ids([other]) for other in told) if noun in ids]
    return bool(telling) and all(own <= ids for ids in telling)
