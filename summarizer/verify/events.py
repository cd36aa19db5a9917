"""The main event of a claim in few words, as a judge can be asked about it: who did what, without the details."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.text.analysis import Analysis
from summarizer.text.clauses import OBJECTS, SUBJECTS, clause
from summarizer.text.conjuncts import as_sentence
from summarizer.text.lexicon import SAYING
from summarizer.verify.lacking import main_predicate

_WITH_NOUNS = ("det", "poss", "nummod", "quantmod", "neg", "case")
_WITH_VERBS = ("aux", "auxpass", "neg", "prt")
_PLACING = frozenset("put set place bring turn keep leave plunge throw".split())
"""Verbs that say little without where to: "put him on trial"."""

_CLAUSES = frozenset("relcl acl advcl".split())
_LEAST_WORDS = 3
"""Words that carry a fact: with fewer, "the rush has begun", an event may be any."""


def main_event(claim: Analysis, missing: frozenset[int], core: frozenset[int]) -> str:
    """The claim's main predicate with who does and bears it, and of the rest what the passage has too, in the claim's
    own words; "" where that would say too little, or not of whom.

    Asked about a whole sentence a judge wants every detail, and of one from which the details are cut word by word it
    believes nearly all; what is asked here is a sentence.

    Args:
        claim: the claim.
        missing: the places of its words that the passage has not.
        core: the places of its main predicate and of those who take part.
    """
    at, tree = main_predicate(claim), claim.tree
    if at < 0 or not _tells(claim, at):
        return ""
    main = clause(tree, at)
    heads = {*core, *main.doers[:1], *main.bearers[:1]}
    heads -= {one for one in heads if _is_other_name(claim, one, missing) and tree.nodes[one].head in heads}
    kept = {at, *heads}
    for one in heads - {at}:
        kept.update(*(tree.subtree(child) for child in tree.under(one, *_WITH_NOUNS)), _names(claim, one, missing))
    kept.update(tree.under(at, *_WITH_VERBS), _goals(claim, at))
    for place in (at, *heads):
        kept.update(*_details(claim, place, at, missing), *_purposes(claim, place))
    kept -= {one for one in tree.under(at, "aux") if tree.nodes[one].low == "to"}
    told = sum(claim.words[one].content for one in kept)
    return as_sentence(claim, kept) if told >= _LEAST_WORDS else ""


def _tells(claim: Analysis, at: int) -> bool:
    """Whether a predicate says what somebody did or bore: another than a "he" or an "it", and more than a word."""
    node, main = claim.tree.nodes[at], clause(claim.tree, at)
    only_says = node.lemma in SAYING and not main.bearers
    return not only_says and node.pos in ("VERB", "AUX") and bool(main.doers or main.bearers)


def _is_other_name(claim: Analysis, at: int, missing: frozenset[int]) -> bool:
    """Whether a word is a part of a name that the passage does not give."""
    return claim.tree.nodes[at].relation == "compound" and at in missing


def _names(claim: Analysis, at: int, missing: frozenset[int]) -> set[int]:
    """What stands before a noun, as far as the passage has it."""
    return {one for one in claim.tree.under(at, "amod", "compound", "nmod") if one not in missing}


def _goals(claim: Analysis, at: int) -> set[int]:
    """What somebody tries or begins to do: "tried to stop her"."""
    goals = claim.tree.under(at, "xcomp", "ccomp")
    return {one for goal in goals for one in claim.tree.subtree(goal) if not _is_apart(claim, one, goal)}


def _purposes(claim: Analysis, place: int) -> Iterator[set[int]]:
    """What an object is for, without which it says nothing: "found a way to reach the wreck"."""
    tree = claim.tree
    for purpose in tree.under(place, "acl", "relcl") if tree.nodes[place].relation in OBJECTS else ():
        if tree.is_infinitive(purpose):
            yield {one for one in tree.subtree(purpose) if not _is_apart(claim, one, purpose)}


def _is_apart(claim: Analysis, at: int, top: int) -> bool:
    """Whether a word stands in a clause of its own beneath another word."""
    nodes = claim.tree.nodes
    chain = [at, *claim.tree.above(at)]
    return any(nodes[one].relation in _CLAUSES for one in chain[: chain.index(top)])


def _details(claim: Analysis, place: int, main: int, missing: frozenset[int]) -> Iterator[set[int]]:
    """The phrases behind a word that belong to it: those that the passage has, and the one right behind a verb or an
    object, without which these say something else ("taken into custody", "a wish for peace").
    """
    tree = claim.tree
    subject = tree.nodes[place].relation in SUBJECTS
    for phrase in tree.under(place, "prep", "agent"):
        inside = tree.subtree(phrase)
        told = all(one not in missing for one in inside if claim.words[one].content)
        bound = (phrase == place + 1 and not subject) or (place == main and tree.nodes[main].lemma in _PLACING)
        if (told or bound) and not any(tree.nodes[one].relation in _CLAUSES for one in inside):
            yield inside
