"""Dates: from the evidence, and of the same event."""

from __future__ import annotations

from summarizer.text.analysis import Analysis
from summarizer.verify.comparison import Comparison, Difference, comparison, span
from summarizer.verify.pairing import Pairing


def dates(pair: Pairing) -> Comparison:
    """Compares days and years, reckoned from the article's own date, and the verbs that they stand with."""
    found = []
    mine = [at for at, word in enumerate(pair.claim.words) if word.kind == "date"]
    for at in mine:
        word = pair.claim.words[at]
        if pair.ids[at] not in pair.known:
            found.append(Difference(f"the date {word.text} is not in the evidence", span(word), kind="absent"))
        elif pair.parsed and _moved(pair, at):
            found.append(Difference(f"the date {word.text} belongs to something else in the evidence", span(word)))
    return comparison(bool(mine), found)


def _moved(pair: Pairing, at: int) -> bool:
    """Whether no use of a date in the evidence stands with the verb that it stands with in the claim."""
    event = _event(pair.claim, at)
    if event < 0 or not pair.claim.words[event].content or pair.verbatim(event, at):
        return False
    known = pair.ids[event]
    told = any(one.tree.is_predicate(place) for one, place in pair.places(known))
    return told and not any(known in _events(one, place) for one, place in pair.places(pair.ids[at]))


def _event(one: Analysis, at: int) -> int:
    """The verb that a date hangs on, with nothing but small words between; -1 where it hangs on a noun."""
    tree = one.tree
    above = next((up for up in tree.above(at) if one.words[up].content or tree.is_predicate(up)), -1)
    return above if above >= 0 and tree.is_predicate(above) else -1


def _events(one: Analysis, at: int) -> set[str]:
    """The verbs that a date may belong to: that of its clause, and those below and above it without a clause of their
    own ("made a move on Thursday by capturing").
    """
    verb = one.tree.predicate(at)
    verbs = [place for place in range(len(one.words)) if one.tree.is_predicate(place)]
    return {one.words[place].id for place in verbs if verb < 0 or _joins(one, place, verb) or _joins(one, verb, place)}


def _joins(one: Analysis, lower: int, upper: int) -> bool:
    """Whether a verb hangs on another as an infinitive, a participle or the second of two."""
    tree = one.tree
    while lower != upper:
        node = tree.nodes[lower]
        alone = node.relation in ("conj", "advcl") and not tree.under(lower, "nsubj", "nsubjpass", "mark")
        free = alone or node.relation in ("xcomp", "pcomp", "acl") or not tree.is_predicate(lower)
        if not free or node.head == lower:
            return False
        lower = node.head
    return True
