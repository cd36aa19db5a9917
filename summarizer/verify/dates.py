"""Dates: from the evidence, and of the same event."""

from __future__ import annotations

from summarizer.text.analysis import Analysis
from summarizer.text.grammar import is_predicate
from summarizer.verify.comparison import Comparison, Difference, comparison, span
from summarizer.verify.pairing import Pairing


def dates(pair: Pairing) -> Comparison:
    """Compares days and years, reckoned from the article's own date, and the verbs that they stand with."""
    found = []
    mine = [at for at, word in enumerate(pair.claim.words) if word.kind == "date"]
    for at in mine:
        word = pair.claim.words[at]
        if pair.ids[at] not in pair.known:
            found.append(Difference(f"the date {word.text} is not in the evidence", span(word)))
        elif _moved(pair, at):
            found.append(Difference(f"the date {word.text} belongs to something else in the evidence", span(word)))
    return comparison(bool(mine), found)


def _moved(pair: Pairing, at: int) -> bool:
    """Whether no use of a date in the evidence stands with the verb that it stands with in the claim."""
    event = _event(pair.claim, at)
    uses = pair.places(pair.ids[at])
    if event < 0 or pair.verbatim(event, at) or not pair.claim.words[event].content or not all(one.tree.parsed for one, _ in uses):
        return False
    known = pair.ids[event]
    if not any(is_predicate(one.tree, place) for one, place in pair.places(known)):
        return False
    return not any(known in _events(one, place) for one, place in uses)


def _event(one: Analysis, at: int) -> int:
    """The verb that a date hangs on, with nothing but small words between; -1 where it hangs on a noun."""
    above = next((up for up in one.tree.above(at) if one.words[up].content or is_predicate(one.tree, up)), -1)
    return above if above >= 0 and is_predicate(one.tree, above) else -1


def _events(one: Analysis, at: int) -> set[str]:
    """The verbs that a date may belong to: that of its clause, and those below and above it without a clause of their
    own ("made a move on Thursday by capturing").
    """
    verb = one.tree.predicate(at)
    verbs = [place for place in range(len(one.words)) if is_predicate(one.tree, place)]
    return {one.words[place].id for place in verbs if verb < 0 or _shares(one, place, verb) or _shares(one, verb, place)}


def _shares(one: Analysis, lower: int, verb: int) -> bool:
    """Whether a verb hangs on another as an infinitive, a participle or the second of two."""
    node = one.tree.nodes[lower]
    while lower != verb:
        node = one.tree.nodes[lower]
        free = node.relation in ("xcomp", "pcomp", "acl") or (node.relation in ("conj", "advcl") and not one.tree.under(lower, "nsubj", "nsubjpass", "mark"))
        if is_predicate(one.tree, lower) and not free:
            return False
        if node.head == lower:
            return False
        lower = node.head
    return True
