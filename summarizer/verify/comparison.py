"""What a comparer finds: that claim and evidence say the same, that they differ and where, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarizer.text.analysis import Analysis, Word

Outcome = Literal["same", "different", "silent"]
Span = tuple[int, int]
Kind = Literal["absent", "denied", "open", "other"]


class Difference(NamedTuple):
    """One difference: the reason a reader is told, and the offsets of what differs in the claim and, where it stands
    there, in its sentence of the evidence.

    ``kind`` is "absent" where the evidence has nothing of it, "denied" where one of both says that it is not so, "open"
    where the evidence leaves open whether it is, and "other" where it tells it otherwise.
    """

    reason: str
    claim: Span | None = None
    evidence: Span | None = None
    kind: Kind = "other"


class Comparison(NamedTuple):
    """``different`` with the differences, ``same`` where something was compared, ``silent`` where nothing could be."""

    outcome: Outcome
    differences: tuple[Difference, ...] = ()


def comparison(compared: bool, differences: Sequence[Difference]) -> Comparison:
    """The result of a comparer that has ``compared`` something and found these differences."""
    if differences:
        return Comparison("different", tuple(dict.fromkeys(differences)))
    return Comparison("same" if compared else "silent")


def span(word: Word) -> Span:
    """Where a word stands."""
    return word.start, word.end


def stretch(sentence: Analysis, first: int, last: int) -> str:
    """The sentence from one word to another, as a reader is shown it."""
    return sentence.text[sentence.words[min(first, last)].start : sentence.words[max(first, last)].end]
