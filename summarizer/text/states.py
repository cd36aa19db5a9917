"""What a sentence tells of its own time: how things stand when it is told, which a later report may know otherwise.

"A man is being questioned", "the bridge is closed", "the council will vote" and "has not been named" hold as of their
report; "the ferry sank" holds for good, and so does "the tunnel links the two towns".
"""

from __future__ import annotations

from summarizer.text.analysis import Analysis
from summarizer.text.lexicon import SAYING
from summarizer.text.tolls import tolls
from summarizer.text.tree import Node, Tree

_MAIN = ("conj", "ccomp", "parataxis", "xcomp")
_PRESENT = ("VBZ", "VBP")
_AHEAD = frozenset("will shall 'll ’ll wo".split())
_EVER = frozenset("always never ever usually normally generally typically often sometimes".split())
_FOR_NOW = frozenset("still now currently yet already".split())
"""Adverbs with which any verb tells how things stand."""


def main_verbs(tree: Tree, *, saying: bool = False) -> list[int]:
    """The verbs of what a sentence tells; those of ``saying`` only where asked for: who says it, says it for good."""
    found, left = [], [root for root in tree.roots if tree.parsed]
    while left:
        at = left.pop()
        left += tree.under(at, *_MAIN)
        if tree.is_predicate(at) and (saying or tree.nodes[at].lemma not in SAYING):
            found.append(at)
    return found


def states(one: Analysis) -> list[int]:
    """The main verbs of a sentence that tell how things stand when it is told, in order.

    None of a quotation, which is told as said, nor of the dead: whether there are more of them, their number tells.
    """
    verbs = [verb for verb in sorted(main_verbs(one.tree, saying=True)) if not one.words[verb].quoted]
    found = [verb for verb in verbs if _is_state(one.tree, verb)]
    places = (one.word_at(toll.quantity.start) for toll in (tolls(one.text) if found else ()) if toll.fate == "dead")
    dead = {one.tree.predicate(at) for at in places if at >= 0}
    return [verb for verb in found if verb not in dead]


def is_past(tree: Tree, verb: int) -> bool:
    """Whether a verb, or the first of its helpers, stands in the past."""
    return _finite(tree, verb).tag == "VBD"


def was_said(tree: Tree, verb: int) -> bool:
    """Whether a verb tells that somebody said what a sentence tells."""
    return tree.nodes[verb].lemma in SAYING and is_past(tree, verb)


def opens_with_state(one: Analysis) -> bool:
    """Whether the first thing that a sentence tells is how things stand, and it is not what somebody said."""
    found = states(one)
    verbs = [at for at in main_verbs(one.tree, saying=True) if not one.tree.is_infinitive(at)]
    return bool(found) and found[0] == min(verbs) and not any(was_said(one.tree, at) for at in verbs)


def _finite(tree: Tree, verb: int) -> Node:
    """The part of a verb that shows its time."""
    helpers = tree.under(verb, "aux", "auxpass")
    return tree.nodes[min(helpers) if helpers else verb]


def _is_state(tree: Tree, verb: int) -> bool:
    """Whether a verb tells how things stand: under way, come about, as it is, or to come.

    What something is ("is a port") and does ("employs 130 people") lasts, unless it is told as of now or was said.
    """
    node, first = tree.nodes[verb], _finite(tree, verb)
    if any(tree.nodes[at].low in _EVER for at in tree.under(verb, "advmod", "neg")):
        return False
    if node.lemma in SAYING and first.tag != "MD" and not tree.under(verb, "auxpass"):
        return node.tag == "VBG" and first.tag in _PRESENT
    if first.tag == "MD":
        return first.low in _AHEAD or (first.low == "would" and _is_reported(tree, verb))
    if first.tag not in _PRESENT:
        return first.tag == "VBD" and node.tag == "VBG" and _is_reported(tree, verb)
    return _is_present_state(tree, verb, first)


def _is_present_state(tree: Tree, verb: int, first: Node) -> bool:
    """Whether a verb whose part ``first`` stands in the present tells a state."""
    if first is not tree.nodes[verb] and first.lemma != "do":
        passive = tree.under(verb, "auxpass")
        if first.lemma == "have":  # "has referred the deal" is done; "has been closed", "has not said" is so for now
            return bool(passive or tree.under(verb, "neg") or tree.nodes[verb].tag == "VBG")
        return not (passive and tree.under(verb, "agent"))
    if any(tree.nodes[at].low in _FOR_NOW for at in tree.under(verb, "advmod")):
        return True
    if tree.under(verb, "attr"):
        return False
    held = tree.under(verb, "acomp", "xcomp", "oprd") or tree.nodes[verb].lemma == "be"
    return bool(held) or _is_reported(tree, verb)


def _is_reported(tree: Tree, verb: int) -> bool:
    """Whether somebody "said that" it is so."""
    up = (verb, *tree.above(verb))
    told = next((at for at in up if tree.nodes[at].relation != "conj" or was_said(tree, at)), verb)
    beside = (told, tree.nodes[told].head, *tree.under(told, "parataxis"))
    return any(was_said(tree, at) for at in beside)
