"""Whether a passage tells two events in the other order: "a minute before the impact" for "a minute after it"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.text.analysis import Analysis, once
from summarizer.verify.pairing import Pairing
from summarizer.verify.telling import alike

_ORDER = {"before": "before", "after": "after", "following": "after", "until": "before"}
_UNITS = frozenset("second minute hour day week month year decade".split())
_MEASURES = ("npadvmod", "nmod", "dep")


class _Order(NamedTuple):
    """What comes ``when``, "before" or "after", what, as places of words; ``measure`` is by how much, -1 without."""

    first: int
    when: str
    other: int
    measure: int


def other_order(known: Pairing) -> Iterator[str]:
    """In what order the passage tells two events of the claim, where that is the other one; nothing where some sentence
    of it has them in the claim's order.
    """
    if not known.parsed:
        return
    theirs = [(one, its) for one in known.evidence for its in _orders(one)]
    for mine in _orders(known.claim):
        compared = [(_is_same(known, mine, one, its), one, its) for one, its in theirs]
        if any(same is True for same, _, _ in compared):
            continue
        for same, one, its in compared:
            if same is False:
                told = known.claim.words[mine.other].text
                yield f"“{mine.when} {told}” is “{its.when} {one.words[its.other].text}” here"


@once
def _orders(one: Analysis) -> tuple[_Order, ...]:
    """What a sentence says to come before or after what."""
    nodes = one.tree.nodes
    found: list[_Order] = []
    for at, node in enumerate(nodes):
        if node.low not in _ORDER:
            continue
        others = one.tree.under(at, "pobj", "pcomp")
        first = node.head
        if not others and node.relation == "mark":
            others, first = [node.head], nodes[node.head].head
        measures = one.tree.under(at, *_MEASURES) or one.tree.under(others[0] if others else at, "npadvmod")
        if at and nodes[at - 1].lemma in _UNITS:  # "stopped a minute after it", however it was parsed
            measures, first = [at - 1], nodes[first].head if first == at - 1 else first
        if others and first not in (at, others[0]):
            found.append(_Order(first, _ORDER[node.low], others[0], measures[0] if measures else -1))
    return tuple(found)


def _is_same(known: Pairing, mine: _Order, one: Analysis, its: _Order) -> bool | None:
    """Whether two sentences tell one order of the same events; None where these are others."""
    if alike(known, mine.first, one, its.first):
        measured = mine.measure >= 0 and its.measure >= 0 and alike(known, mine.measure, one, its.measure)
        if alike(known, mine.other, one, its.other) or (measured and one.tree.nodes[its.other].pos == "PRON"):
            return mine.when == its.when
    elif alike(known, mine.first, one, its.other) and alike(known, mine.other, one, its.first):
        return mine.when != its.when
    return None
