"""Repetition: whether a sentence says nothing that others have not said, by its words or by the judge's answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.records import Answers, Candidate, Pair
from summarizer.settings import ComposeSettings
from summarizer.text import canonical_stems, stated_facts

Floats = NDArray[np.float32]


Differs = Callable[[str, str], bool]
"""Whether a text says something that another one says otherwise or not at all: another number or day, a denial."""


SameEvent = Callable[[str, str], bool]
"""Whether two texts tell the same main event by their grammar, whatever details either adds."""


class Sayings:
    """What follows from what by the judge's answers, and which answers were looked for and are not there yet.

    Only what has a place is looked for.

    Args:
        judged: the answers so far; None where there is no judge.
        settings: the probability from which one text follows from another.
    """

    def __init__(self, judged: Answers | None, settings: ComposeSettings) -> None:
        self._judged, self._settings = judged or {}, settings
        self.wanted: list[Pair] = []
        """What was looked for without an answer, and taken for no."""

    def follows(self, text: str, told: str) -> bool:
        """Whether a text follows from what is ``told``, one or two texts on a line each."""
        answer = self._judged.get((told, text))
        if answer is None:
            self.wanted.append((told, text))
        return answer is not None and answer.supported >= self._settings.repeat_support


def told_by(
    candidates: Sequence[Candidate],
    cosines: Floats,
    row: int,
    taken: Sequence[int],
    settings: ComposeSettings,
    differs: Differs,
    same_event: SameEvent | None = None,
) -> Sequence[int]:
    """Which of the sentences taken so far says what a candidate says, by the words of both; mostly none.

    One that tells the same event again says too little that is new.
    """
    for other in taken:
        if _same_words(candidates, cosines, row, other, settings, differs):
            return (other,)
        near = cosines[row, other] >= settings.event_cosine
        if same_event and near and same_event(candidates[row].text, candidates[other].text):
            return (other,)
    return ()


def retold(
    candidates: Sequence[Candidate],
    cosines: Floats,
    row: int,
    before: Sequence[int],
    settings: ComposeSettings,
    known: Sayings,
) -> Sequence[int]:
    """Which one or two of the sentences before one say, as the judge finds, all that it says; mostly none.

    They are the nearest in meaning: a sentence often repeats what two others have said between them. They must be the
    nearer, the more names and numbers it has that they lack.
    """
    near = [other for other in before if cosines[row, other] >= settings.asked_repeat_cosine]
    near = sorted(near, key=lambda other: -cosines[row, other])[:2]
    text, told = candidates[row].text, "\n".join(candidates[other].text for other in sorted(near))
    if not near or not _may_repeat(text, told, cosines[row, near[0]], settings):
        return ()
    return sorted(near) if known.follows(text, told) else ()


def _may_repeat(text: str, told: str, cosine: float, settings: ComposeSettings) -> bool:
    """Whether a text comes near enough to what is told for all its names and numbers that are not there."""
    new = stated_facts(text) - stated_facts(told)
    return cosine >= settings.asked_repeat_cosine + settings.asked_repeat_fact * len(new)


def parts_of_units(candidates: Sequence[Candidate], settings: ComposeSettings) -> dict[int, int]:
    """Rows of candidates that say no more than a part of what is told of several sentences together, each with its row.

    Beside "A says …, B says the opposite" the word of either would stand as a plain fact. Whether it is denied there
    does not matter: that is what the unit tells.
    """
    whole = [row for row, one in enumerate(candidates) if one.item.together]
    return {
        row: unit
        for row, one in enumerate(candidates)
        for unit in reversed(whole)
        if row not in whole and _is_part(one, candidates[unit], settings)
    }


def _is_part(one: Candidate, unit: Candidate, settings: ComposeSettings) -> bool:
    """Whether a sentence is one of those behind a unit, or holds nothing that the unit does not."""
    if one.item.seed in (unit.item.seed, *unit.item.statement.partners):
        return True
    mine = _said(one)
    shared = len(mine & canonical_stems(unit.text)) >= settings.part_overlap * max(len(mine), 1)
    return shared and stated_facts(one.text) <= stated_facts(unit.text)


def _said(one: Candidate) -> frozenset[str]:
    """The words of a sentence without those that name who says it: two claims of one speaker have these in common."""
    statement = one.item.statement
    return canonical_stems(one.text) - canonical_stems(statement.voice or statement.standing.by)


def _same_words(
    candidates: Sequence[Candidate],
    cosines: Floats,
    row: int,
    other: int,
    settings: ComposeSettings,
    differs: Differs,
) -> bool:
    """Whether one sentence repeats another by cosine or by shared words alone.

    It does not where it gives another number or day, or says that it is not so: that is news, or a conflict that the
    reader must see.
    """
    text, told = candidates[row].text, candidates[other].text
    mine, theirs = _said(candidates[row]), _said(candidates[other])
    near = float(cosines[row, other]) >= settings.repeat_cosine
    shared = len(mine & theirs) >= settings.repeat_overlap * max(min(len(mine), len(theirs)), 1)
    return (near or shared) and not differs(text, told)
