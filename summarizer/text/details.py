"""What a sentence states beside what it mainly says: in a clause that describes somebody, or that hangs on its verb.

Of "Nils Ocker, who ran the depot, resigned since a fire killed two people" these are "Nils Ocker ran the depot" and "A
fire killed two people".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from summarizer.records import StandingKind
from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.conjuncts import Statement, as_sentence

_RELATIVE = frozenset("who which that whom whose".split())
_HANGING = ("advcl", "ccomp")
_DESCRIBING = ("relcl", "acl")
_TOLD: frozenset[StandingKind] = frozenset(("asserted", "attributed"))
"""How a clause is put forward that is told as so; what is supposed, planned or denied is no statement by itself."""


def details(one: Analysis, least: int) -> tuple[Statement, ...]:
    """The statements that a sentence makes beside its main one, in order.

    Args:
        one: the sentence.
        least: words that carry a fact; what has fewer states too little to be looked for.
    """
    if not one.tree.parsed:
        return ()
    kept = {
        (part.start, part.end): part
        for places, part in _clauses(one)
        if sum(one.words[at].content for at in places) >= least and part.end - part.start < len(one.text) - 1
    }
    return tuple(kept[place] for place in sorted(kept))


def _statement(one: Analysis, own: Collection[int], also: Collection[int] = ()) -> tuple[Collection[int], Statement]:
    """Some words of a sentence as a statement, told with others that it shares."""
    kept = [at for at in own if one.words[at].kind != "mark" or one.words[at].quoted] or list(own)
    told = as_sentence(one, {*own, *also})
    return own, Statement(one.words[min(kept)].start, one.words[max(kept)].end, told)


def _clauses(one: Analysis) -> Iterator[tuple[Collection[int], Statement]]:
    """The clauses beneath the main one, each with who does it where that stands before it."""
    tree = one.tree
    for at, node in enumerate(tree.nodes):
        if not tree.is_predicate(at) or node.head == at or one.claim_at(at).stands not in _TOLD:
            continue
        inside = tree.subtree(at)
        if node.relation in _DESCRIBING:
            who = {place for place in tree.subtree(node.head) if place < at} - inside
            who -= {min(inside) - 1} if one.words[min(inside) - 1].kind == "mark" else set()
            joint = {child for child in tree.under(at, *SUBJECTS) if tree.nodes[child].low in _RELATIVE}
            yield _statement(one, inside - joint, who)
        elif node.relation in _HANGING:
            who = set() if tree.under(at, *SUBJECTS) else _doers(one, at)
            yield _statement(one, inside - set(tree.under(at, "mark")), who - inside)


def _doers(one: Analysis, at: int) -> set[int]:
    """The subject of the clause that another hangs on."""
    tree = one.tree
    for up in tree.above(at):
        if found := tree.under(up, *SUBJECTS):
            return tree.subtree(found[-1]) if min(tree.subtree(found[-1])) < at else set()
    return set()
