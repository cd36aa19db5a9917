"""How a sentence puts a number: as what was before, as what has become, as some of others, as known."""

from __future__ import annotations

import itertools
import re
from itertools import pairwise

from summarizer.text.lexicon import ARRIVING, COMING_FROM, EARLIER, MOVING, PERIODS, SAYING
from summarizer.text.numbered import NOWHERE, Numbered
from summarizer.text.tolls import Toll

_TAKEN_BACK = frozenset("withdraw correct revise retract overtake supersede replace update cancel".split())
"""What is done to a value that no longer holds."""

_FURTHER = frozenset("more further another additional extra other fewer less".split())
"""What stands with a number that is a difference, or comes on top: "three more"."""

_OFF = frozenset("high low wrong incorrect outdated".split())
"""What a value is called that does not hold: "the total of eleven was too high"."""

_KNOWN = frozenset("the these those".split())
_UP_OR_DOWN = frozenset("up down".split())
_AGAIN = frozenset(("back",))
_THEM = frozenset("them these those".split())
_REPLACED = re.compile(
    r"(?:\b(?:instead of|not)|n['’]t)(?:,[^,;.]{1,40},)?(?:\s(?:of|by|at|the|for|to|on))?\s$", re.IGNORECASE
)
"""What stands before a value that another takes the place of: "not, as was feared at first, of 150,000"."""
_EARLIER = EARLIER - {"first"}
"""What a value is called that held before; "the first three" are the first, and not what was counted first."""

_CLAIM_WITHIN = 7
"""Words behind a number within which it is told who says it."""

_TIME_WITHIN = 5
"""Words behind a number within which its time is looked for."""

_STOPS = frozenset(",;:.")
_NEAREST = 3
"""Words that a number hangs on among which its "from" is looked for."""


def is_older(number: Numbered) -> bool:
    """Whether a value is told as one that held before, or that somebody takes back."""
    from_it = _comes_from(number)
    if from_it is not None:
        return from_it
    return (
        _is_after(number)
        or _was_then(number)
        or _is_denied(number)
        or _is_called_earlier(number)
        or _is_taken_back(number)
    )


def _comes_from(number: Numbered) -> bool | None:
    """Whether a value came from it: "up from nine", "from nine to six"; None where no such word is before it."""
    tree, nodes = number.tree, number.nodes
    for low, high in pairwise([number.at, *number.above][: _NEAREST + 1]):
        if nodes[high].relation == "prep" and nodes[high].low in COMING_FROM and nodes[low].relation == "pobj":
            on = nodes[high].head
            if nodes[high].low == "against":
                return _has_time(number)  # "52 votes against 48"
            moves = nodes[on].lemma in MOVING or nodes[on].low in _UP_OR_DOWN
            return moves or any(nodes[child].low in ARRIVING for child in tree.under(on, "prep"))
    return None


def _has_time(number: Numbered) -> bool:
    """Whether a time stands right behind a number, or behind its noun: "against 181 million a year earlier"."""
    one, nodes = number.one, number.nodes
    for at in range(max(number.at, number.noun) + 1, min(max(number.at, number.noun) + 1 + _TIME_WITHIN, len(nodes))):
        if one.words[at].text in _STOPS:
            return False
        if one.words[at].kind == "date" or nodes[at].lemma in PERIODS or nodes[at].low in EARLIER:
            return True
    return False


def _is_after(number: Numbered) -> bool:
    """Whether it is told as what came before another: "31 per cent, after 34 in March"."""
    nodes, at = number.nodes, number.at
    return number.noun < 0 and nodes[nodes[at].head].low == "after" and nodes[at].relation == "pobj"


def _was_then(number: Numbered) -> bool:
    """Whether a clause with "when" tells it: "three points fewer than in March, when it was at 34"."""
    tree, nodes = number.tree, number.nodes
    when = next((place for place in number.above if nodes[place].relation in ("relcl", "advcl")), None)
    if when is None or nodes[when].lemma != "be":
        return False
    return any(nodes[child].low == "when" for child in tree.under(when, "advmod"))


def _is_denied(number: Numbered) -> bool:
    """Whether it is told as what is not so: "232, not 231", "390 jobs instead of 480"."""
    return bool(_REPLACED.search(number.one.text[: number.quantity.start])) and not is_disputed(number)


def is_disputed(number: Numbered) -> bool:
    """Whether it is told as what others say, and is not so: "1,500 jobs, not 1,200 as the company announced"."""
    if not _REPLACED.search(number.one.text[: number.quantity.start]):
        return False
    one, nodes = number.one, number.nodes
    behind = range(number.at + 1, min(number.at + 1 + _CLAIM_WITHIN, len(nodes)))
    words = [nodes[at] for at in itertools.takewhile(lambda at: one.words[at].text not in _STOPS, behind)]
    claims = any(word.low == "as" for word in words) and any(word.lemma in SAYING for word in words)
    return claims and not any(word.low in EARLIER for word in words)


def _is_called_earlier(number: Numbered) -> bool:
    """Whether it, its noun or its verb is told to be of earlier: "the previous figure of 12", "initially put at 12"."""
    tree, nodes = number.tree, number.nodes
    around = {*number.marked, *(place for place in number.above[:2] if tree.is_noun(place))}
    described = {nodes[child].low for place in around for child in tree.children[place]}
    told = tree.under(_saying(number), "advmod") if _saying(number) >= 0 else []  # "first reported that there were 19"
    said = number.adverbs | {nodes[child].low for child in told}
    return bool(described & _EARLIER or said & EARLIER)


def _saying(number: Numbered) -> int:
    """The verb of saying that the verb of a number hangs on; `NOWHERE` where there is none."""
    node = number.nodes[number.verb] if number.verb >= 0 else None
    hangs = node is not None and node.relation == "ccomp"
    return node.head if node and hangs and number.nodes[node.head].lemma in SAYING else NOWHERE


def _is_taken_back(number: Numbered) -> bool:
    """Whether its verb does away with it: "cutting the draft of $640 million by 28 million", "was too high"."""
    tree, nodes, top = number.tree, number.nodes, number.predicate
    if top < 0:
        return False
    if nodes[top].lemma in MOVING and any(number.at in tree.subtree(thing) for thing in tree.under(top, "dobj")):
        return any(
            number.one.words[at].kind == "number" for by in tree.phrases(top, ("by",)) for at in tree.subtree(by)
        )
    if not any(number.at in tree.subtree(place) for place in tree.under(top, "nsubj", "nsubjpass")):
        return False
    said = {nodes[child].lemma for child in tree.under(top, "acomp")}
    things = number.noun >= 0 and not number.unit[0]  # of 437 flights that are cancelled the number stands
    return bool(said & _OFF) or (not things and bool(tree.under(top, "auxpass")) and nodes[top].lemma in _TAKEN_BACK)


def is_new(number: Numbered) -> bool:
    """Whether a value is told as what has become: "climbed to 17", "is corrected to nine", "now stands at"."""
    nodes = number.nodes
    if number.verb < 0:
        return False
    head = nodes[number.noun if number.unit[0] and number.noun >= 0 else number.at].head
    arrives = nodes[head].relation == "prep" and nodes[head].low in ARRIVING
    moves = nodes[number.verb].lemma in MOVING or nodes[nodes[head].head].low in _UP_OR_DOWN | _AGAIN
    return (arrives and moves) or "now" in number.adverbs


def is_part(number: Numbered, toll: Toll | None, limited: bool) -> bool:
    """Whether a number counts some of others, or by how much something moved.

    Args:
        number: the number.
        toll: the count of people that it is, if it is one.
        limited: whether its clause says whom or which period it is limited to.
    """
    return _is_of_them(number) or _is_difference(number) or _is_of_some(number, toll, limited)


def _is_of_them(number: Numbered) -> bool:
    """Whether it counts some of those that are known: "four of the dead", "two of them"."""
    tree, nodes = number.tree, number.nodes
    of = [] if number.quantity.unit else tree.children[number.at]
    for child in of:
        thing = tree.under(child, "pobj")[:1] if nodes[child].low == "of" else []
        if thing and _stands_for_known(number, thing[0]):
            return True
    for place in number.above:
        if tree.is_predicate(place):
            break
        if any(nodes[thing].low in _THEM for thing in tree.phrases(place, ("of",))):
            return True
    return False


def _stands_for_known(number: Numbered, thing: int) -> bool:
    described = {number.nodes[child].low for child in number.tree.children[thing]}
    return bool(described & (_KNOWN | _THEM)) or number.nodes[thing].low in ("them", "those", "whom")


def _is_difference(number: Numbered) -> bool:
    """Whether it comes on top of others, or says by how much they moved; "grew by 1.6 per cent" tells the growth."""
    nodes = number.nodes
    points = number.quantity.unit == "points" and nodes[nodes[number.at].head].low in _FURTHER
    if points or number.beside() & _FURTHER:
        return True  # "three points fewer", "three more"
    by = nodes[number.noun if number.noun >= 0 else number.at].head
    moved = nodes[by].low == "by" and nodes[by].relation == "prep" and nodes[nodes[by].head].lemma in MOVING
    return moved and number.quantity.unit != "%"


def _is_of_some(number: Numbered, toll: Toll | None, limited: bool) -> bool:
    """Whether a count of people is told to be of those in one place, or of those whom one of several has saved."""
    if toll is None:
        return False
    verb, tree = number.verb, number.tree
    by_one = toll.fate == "rescued" and verb >= 0 and bool(tree.under(verb, "dobj") or tree.phrases(verb, ("by",)))
    return by_one or (toll.partial and not limited)


def is_known(number: Numbered) -> bool:
    """Whether it counts those that have been spoken of: "the 19 trapped miners"."""
    return not number.unit[0] and bool(number.beside("det") & _KNOWN)
