"""Whether a sentence tells what happened at all, or how things are: who somebody is, what an illness does."""

from __future__ import annotations

from summarizer.text.analysis import Analysis
from summarizer.text.lexicon import says

_PRESENT = frozenset("VBZ VBP".split())
_HAS = frozenset("has have 's ’s 've ’ve".split())


def is_timeless(one: Analysis) -> bool:
    """Whether a sentence says how things are, and of nothing when it happened: "Herons eat fish".

    What somebody says is news, and so is what has a day ("On Friday the mayor signs the bill"), has happened, is under
    way or is to come. What somebody has been, and what never happened, is no event. Nothing is said of a sentence that
    was not parsed.
    """
    tree = one.tree
    verbs = [at for at in tree.roots if tree.is_predicate(at)]
    if not tree.parsed or one.dates or not verbs:
        return False
    if any(_never(one, at) for at in verbs):
        return True
    told = one.sayings or any(says(tree.nodes[at].low) for at in verbs)
    return not told and all(_is_lasting(one, at) for at in verbs)


def _never(one: Analysis, verb: int) -> bool:
    return any(one.tree.nodes[at].low == "never" for at in one.tree.under(verb, "neg", "advmod"))


def _is_lasting(one: Analysis, verb: int) -> bool:
    """Whether a verb tells what always is: "causes", "is caused by", "has been", but not "is caught", "is sinking"."""
    tree = one.tree
    helpers = {tree.nodes[at].low for at in tree.under(verb, "aux")}
    if helpers:
        return tree.nodes[verb].lemma == "be" and helpers <= _HAS
    passive = tree.under(verb, "auxpass")
    if passive:
        return bool(tree.under(verb, "agent")) and all(tree.nodes[at].tag in _PRESENT for at in passive)
    return tree.nodes[verb].tag in _PRESENT
