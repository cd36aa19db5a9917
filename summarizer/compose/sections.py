"""Sections: the heading of each sentence, and the order of the sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from summarizer.records import BriefingSentence, Candidate, Role
from summarizer.text import commentary_score, counts_victims, quotations, word_count, words
from summarizer.text.lexicon import says
from summarizer.text.words import looks_past

SECTIONS = ("Developments", "People affected", "Statements", "Background")
"""Headings of the points, in reading order; the lead is above them, under the title."""


@lru_cache(maxsize=4096)
def section_of(text: str, role: Role) -> str:
    """The heading a sentence belongs under; headings name kinds of facts, so that none of them claims anything."""
    if role == "lead":
        return ""
    if role == "background":
        return SECTIONS[3]
    if counts_victims(text):
        return SECTIONS[1]
    return SECTIONS[2] if _reports_speech(text) else SECTIONS[0]


def _reports_speech(text: str) -> bool:
    """Whether a sentence reports what somebody says: it quotes, or has a verb of saying in a form that no noun has."""
    lows = [word.lower() for word in words(text)]
    return bool(quotations(text)) or any(
        says(low) and (looks_past(low) or low in ("says", "according")) for low in lows
    )


def reading_order(rows: Sequence[int], candidates: Sequence[Candidate]) -> list[int]:
    """Rows of candidates by section, the lead first; in each the newest first, comment last, else as they come.

    The final wording of a sentence decides on its section, not what was planned. What one source says in a section is
    told in that source's order, for its "the deputy" is the one it spoke of last.
    """
    places: dict[tuple[int, bool, float, int], list[int]] = {}
    order = sorted(rows, key=lambda row: _place(candidates[row]))
    for row in order:
        places.setdefault(_group(candidates[row]), []).append(row)
    told = {group: iter(sorted(own, key=lambda row: _start(candidates[row]))) for group, own in places.items()}
    return [next(told[_group(candidates[row])]) if section_place(candidates[row]) >= 0 else row for row in order]


def _group(candidate: Candidate) -> tuple[int, bool, float, int]:
    return *_place(candidate), candidate.place.source if candidate.place else -1


def _start(candidate: Candidate) -> int:
    return candidate.place.start if candidate.place else 0


def section_place(candidate: Candidate) -> int:
    """Place of a sentence's section in reading order, -1 for the lead."""
    heading = section_of(candidate.text, candidate.item.role)
    return SECTIONS.index(heading) if heading else -1


def _place(candidate: Candidate) -> tuple[int, bool, float]:
    section = section_place(candidate)
    return section, commentary_score(candidate.text) > 0.0, candidate.item.age if section >= 0 else 0.0


def with_headings(sentences: Sequence[BriefingSentence], least_words: int) -> tuple[BriefingSentence, ...]:
    """The sentences, without their headings where all of them have fewer words than ``least_words``."""
    if sum(word_count(sentence.text) for sentence in sentences) < least_words:
        return tuple(replace(sentence, heading="") for sentence in sentences)
    return tuple(sentences)
