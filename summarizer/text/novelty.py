"""How much of what a sentence says has been told before it: its things, names, deeds, numbers and days, each weighed.

Who says it counts for nothing: another witness of the same is no news. A thing is told in whatever word of the same
stem or everyday synonym, a deed by another verb or noun for it, a number by the same value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from summarizer.text.analysis import Analysis
from summarizer.text.clauses import called
from summarizer.text.governors import main_content
from summarizer.text.lexicon import CONTESTING
from summarizer.text.numbers import Quantity, same_value
from summarizer.text.standing import Standing

_QUALITIES = ("ADJ", "date")


class Weights(NamedTuple):
    """What a word counts: a ``thing`` or a name, a ``deed``, a ``number``, a ``quality`` or a day, any ``other``."""

    thing: float
    deed: float
    number: float
    quality: float
    other: float


class Novelty(NamedTuple):
    """What is new in a sentence: the ``share`` of its weight, that of its main ``event`` (its main verb, who does and
    bears it), and how many ``numbers``; ``contrary`` where it says of something told that it is otherwise, or tells its
    main event of somebody whose full name has not been told.
    """

    share: float
    event: float
    numbers: int
    contrary: bool


class Told:
    """What sentences have told, to be looked up.

    Args:
        sentences: what has been told.
    """

    def __init__(self, sentences: Sequence[Analysis]) -> None:
        self._deeds: frozenset[int] = frozenset().union(*(own for one in sentences for own in one.deeds))
        self._quantities = [quantity for one in sentences for quantity in one.quantities]
        self._standings: dict[str, list[Standing]] = {}
        for one in sentences:
            for at in range(len(one.words)):
                for key in _keys(one, at):
                    self._standings.setdefault(key, []).append(one.standings[at])

    def has(self, one: Analysis, at: int) -> bool:
        """Whether a word of a sentence has been told, be it in another word for the same."""
        if one.words[at].kind == "number" and any(map(self._is_given, _numbers_at(one, at))):
            return True
        return any(key in self._standings for key in _keys(one, at)) or bool(one.deeds[at] & self._deeds)

    def otherwise(self, one: Analysis, at: int) -> bool:
        """Whether a word has been told, but only as what is not so, or is yet to be; or the other way round."""
        known = [its for key in _keys(one, at) for its in self._standings.get(key, ())]
        mine, verb = one.standings[at], one.tree.is_predicate(at)
        return bool(known) and not any(
            its.denied == mine.denied and (not verb or its.open <= mine.open) for its in known
        )

    def _is_given(self, number: Quantity) -> bool:
        return any(same_value(number, its) for its in self._quantities)


def novelty(one: Analysis, told: Told, event: Collection[int], weights: Weights) -> Novelty:
    """What a sentence says that has not been told.

    Args:
        one: the sentence.
        told: what has been told.
        event: the places of the words of its main event.
        weights: what its words count.
    """
    carrying = list(_carrying(one))
    weight = {at: _weight(one, at, weights) for at in carrying}
    new = [at for at in carrying if not told.has(one, at)]
    own = [at for at in carrying if at in event]
    contested = any(one.tree.nodes[at].lemma in CONTESTING for at in new)
    return Novelty(
        _share(new, carrying, weight),
        _share([at for at in new if at in event], own, weight),
        sum(one.words[at].kind == "number" for at in new),
        contested or _names_another(one, new, event) or any(told.otherwise(one, at) for at in carrying),
    )


def main_event(one: Analysis) -> frozenset[int]:
    """The places of a sentence's main verb and of those that take part, of "police said that …" what they said."""
    claim = one.main_claim
    if claim is None:
        return frozenset()
    at = main_content(one.tree, claim.at)
    clause = next((clause for clause in one.clauses if clause.verb == at), None)
    return frozenset((at, *clause.doers, *clause.bearers, clause.at)) if clause else frozenset((at,))


def _names_another(one: Analysis, new: Collection[int], event: Collection[int]) -> bool:
    """Whether somebody takes part in the main event by a name of two words or more that are all new."""
    people = [place for place in event if one.words[place].name]
    named = [[at for at in called(one.tree, place) if one.words[at].name] for place in people]
    return any(len(full) > 1 and all(at in new for at in full) for full in named)


def _carrying(one: Analysis) -> Iterator[int]:
    """The places of the words that carry what is told, but for those who say it, and that they do."""
    saying: set[int] = set()
    for act in one.sayings:
        if act.at not in act.said and one.tree.nodes[act.at].lemma not in CONTESTING:
            saying.add(act.at)
        saying.update(*(one.tree.subtree(who) - act.said for who in act.speakers))
    return (at for at in range(len(one.words)) if _keys(one, at) and at not in saying)


def _keys(one: Analysis, at: int) -> frozenset[str]:
    """What a word is looked up by; nothing of a mark or a word that carries nothing."""
    word = one.words[at]
    return one.stems[at] | {word.id} if word.content and word.kind != "mark" else frozenset()


def _numbers_at(one: Analysis, at: int) -> list[Quantity]:
    return [quantity for quantity in one.quantities if quantity.start == one.words[at].start]


def _weight(one: Analysis, at: int, weights: Weights) -> float:
    word, pos = one.words[at], one.tree.nodes[at].pos
    if word.kind == "number":
        return weights.number
    if word.name or pos in ("NOUN", "PROPN"):
        return weights.thing
    if pos == "VERB":
        return weights.deed
    return weights.quality if word.kind == "date" or pos in _QUALITIES else weights.other


def _share(some: Sequence[int], of: Sequence[int], weight: dict[int, float]) -> float:
    """The share of the weight of words that some of them have; all of it where there are none."""
    whole = sum(weight[at] for at in of)
    return sum(weight[at] for at in some) / whole if whole else 1.0
