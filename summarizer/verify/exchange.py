"""Whether a passage tells of two with their places exchanged: "B sued A" for "A sued B", by any verb or preposition.

What is in the place of each must be the other, and nowhere it itself: a parser's single mistake, or a sentence that is
built otherwise, does not look so.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from summarizer.text.analysis import Analysis
from summarizer.verify.pairing import Pairing
from summarizer.verify.telling import alike

_MUTUAL = frozenset("meet marry wed face fight resemble match equal".split())
"""Verbs that say the same of both who take part, in whatever order these stand."""

_DOER, _BEARER, _WITH = "doer", "bearer", "with"
_HANGING = ("poss", "appos")
_OWNING = "with "
"""Before how another noun hangs on a noun: that one has it."""


class _Place(NamedTuple):
    """Where somebody stands: the place of the word ``who``, that of what it hangs on, and how it does."""

    who: int
    head: int
    role: str


def exchanged(known: Pairing) -> Iterator[str]:
    """What a reader is told of two of the claim that have each other's places in the passage."""
    if not known.parsed:
        return
    theirs = [(one, place) for one in known.evidence for place in _places(one)]
    taken = [(mine, _fillers(known, mine, theirs)) for mine in _places(known.claim)]
    taken = [(mine, fillers) for mine, fillers in taken if fillers]
    for (first, in_first), (second, in_second) in combinations(taken, 2):
        if first.who == second.who or _is_mutual(known.claim, first, second):
            continue
        if _is_other(known, first, second, in_first) and _is_other(known, second, first, in_second):
            words = known.claim.words
            yield f"“{words[first.who].text}” and “{words[second.who].text}” have changed places here"


def _places(one: Analysis) -> Iterator[_Place]:
    """Where each noun of a sentence stands: beside a verb, behind a preposition, before or behind another noun."""
    tree = one.tree
    for clause in one.clauses:
        if not clause.bare:
            yield from (_Place(who, clause.verb, _DOER) for who in clause.doers)
            yield from (_Place(who, clause.verb, _BEARER) for who in clause.bearers)
    for at, node in enumerate(tree.nodes):
        if not tree.is_noun(at):
            continue
        if node.relation in _HANGING:
            yield _Place(at, node.head, node.relation)
            yield _Place(node.head, at, _OWNING + node.relation)
        elif node.relation == "pobj" and tree.nodes[node.head].low != "by":
            yield _Place(at, tree.nodes[node.head].head, tree.nodes[node.head].low)


def _fillers(known: Pairing, mine: _Place, theirs: list[tuple[Analysis, _Place]]) -> list[tuple[Analysis, int]]:
    """Who is in the place of somebody of the claim in the passage; nobody where one of them is the same."""
    found = [(one, its.who) for one, its in theirs if its.role == mine.role and alike(known, mine.head, one, its.head)]
    return [] if any(_is_same(known, mine.who, one, who) for one, who in found) else found


def _is_other(known: Pairing, mine: _Place, other: _Place, fillers: list[tuple[Analysis, int]]) -> bool:
    """Whether the other one is in the place of somebody of the claim."""
    return any(_is_same(known, other.who, one, who) for one, who in fillers)


def _is_same(known: Pairing, at: int, one: Analysis, place: int) -> bool:
    """Whether two words mean the same, or are of one name; not what stands in apposition, which may be exchanged."""
    mine = {known.ids[part] for part in _name(known.claim, at)}
    return alike(known, at, one, place) or bool(mine & {one.words[part].id for part in _name(one, place)})


def _name(one: Analysis, at: int) -> list[int]:
    """A word and what stands before it in a name."""
    return [at, *(part for part in one.tree.under(at, "compound") if one.tree.nodes[part].pos == "PROPN")]


def _is_mutual(claim: Analysis, first: _Place, second: _Place) -> bool:
    """Whether both take part in what is as true the other way round: "A met B", "A agreed with B"."""
    if first.head != second.head:
        return False
    roles = {first.role, second.role}
    return _WITH in roles or (claim.tree.nodes[first.head].lemma in _MUTUAL and roles == {_DOER, _BEARER})
