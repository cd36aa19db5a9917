"""Nouns that count as known: whether the sentence itself, or the world, says which one is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.lexicon import CLASSES, PEOPLE, PERIODS, PLACES, UNIQUE
from summarizer.text.reference import is_placed
from summarizer.text.tree import Tree

_DISPLACED = frozenset(
    """first second third fourth fifth sixth seventh eighth ninth tenth last next only main late latest final entire
    civil solar nervous immune federal national human whole current previous annual right wrong very
    so-called""".split()
)
"""Words before a noun that say which one is meant."""

_RELATIONAL = frozenset("share stock profit sale revenue earning earnings turnover income turnout symptom".split())
"""Whose they are must be said."""

DEFINING = ("prep", "relcl", "acl", "appos", "poss", "nummod")


def determiners(one: Analysis, at: int) -> set[str]:
    """The small words before a noun; the "the" of "over-the-counter" is none."""
    below = one.tree.under(at, "det", "predet", "amod")
    return {
        one.words[child].low for child in below if one.text[one.words[child].start - 1 : one.words[child].start] != "-"
    }


def is_known(one: Analysis, at: int) -> bool:
    """Whether a noun with "the" is made definite by its sentence, or needs nothing to be."""
    node = one.tree.nodes[at]
    if node.lemma in UNIQUE or node.low in UNIQUE or node.low in PERIODS or node.relation in ("compound", "attr"):
        return True
    if one.words[at].text[:1].isupper():
        return True  # a name, however its grammar was read
    return is_defined(one, at) or told_within(one, at)


def is_doubtful(one: Analysis, at: int) -> bool:
    """Whether a noun with "the" counts as known by its sentence only because it may be: "the video", "the Hyundai".

    There is one of it in some texts, or another noun stands before it, or it is written like a name. Whether it was
    told of before shows its source.
    """
    node, tree = one.tree.nodes[at], one.tree
    if "the" not in determiners(one, at) or not tree.is_noun(at) or one.words[at].kind != "word":
        return False
    if node.low in PERIODS or node.relation in ("compound", "nmod", "appos", "attr"):
        return False
    if node.pos == "PROPN" and (node.tag != "NNP" or tree.under(at, "compound", "nmod")):
        return False  # "the White House"
    return is_known(one, at) and not (is_defined(one, at) or said_before(one, at) or _is_called_so(one, at))


def is_defined(one: Analysis, at: int) -> bool:
    """Whether what hangs on a noun says which one is meant."""
    tree = one.tree
    if any(not _is_aside(one, child) for child in tree.under(at, *DEFINING)) or tree.nodes[at].relation in (
        "appos",
        "nmod",
    ):
        return not _only_counted(tree, at)
    return any(_tells_apart(one, child) for child in tree.under(at, "amod", "compound", "nmod", "advmod"))


def _is_aside(one: Analysis, child: int) -> bool:
    """Whether a clause only adds something: "the probe, which is being built", "the hearing, led by Dahl"."""
    first = min(one.tree.subtree(child))
    return one.tree.nodes[child].relation in ("relcl", "acl") and one.words[first - 1].text == ","


def _only_counted(tree: Tree, at: int) -> bool:
    """Whether all that a noun has is a number: "the two women"."""
    return not tree.under(at, *(relation for relation in DEFINING if relation != "nummod"))


def _tells_apart(one: Analysis, child: int) -> bool:
    """A name, a capital, a superlative or an ordinal before a noun."""
    node = one.tree.nodes[child]
    most = any(one.tree.nodes[below].tag == "RBS" for below in one.tree.under(child, "advmod"))
    ranked = node.tag in ("JJS", "RBS") or node.low in _DISPLACED or bool(re.search(r"\d(?:st|nd|rd|th)$", node.low))
    named = any(one.words[below].text[:1].isupper() for below in one.tree.subtree(child) if below > 0)
    return most or ranked or named or node.pos == "PROPN"


def told_within(one: Analysis, at: int) -> bool:
    """Whether the sentence has the same word before, or what a noun such as "the company" may be another word for."""
    if said_before(one, at) or _is_called_so(one, at):
        return True
    over = one.tree.above(at)  # "an investigation of the video" tells of no video
    nouns = [place for place in _before(one, at) if place not in over]
    heads = [place for place in nouns if one.tree.nodes[place].relation not in _PARTS]
    return any(one.tree.nodes[child].low in ("a", "an") for place in heads for child in one.tree.under(place, "det"))


_PARTS = ("compound", "npadvmod", "poss")


def _before(one: Analysis, at: int) -> list[int]:
    """The nouns before a noun that it may be another word for.

    What is in somebody's quoted words says nothing of who speaks: "“Corvex lied,” the company said".
    """
    within = one.tree.subtree(at)
    nouns = [place for place in range(at) if one.tree.is_noun(place) and place not in within]
    return [place for place in nouns if one.words[place].quoted <= one.words[at].quoted]


def _is_called_so(one: Analysis, at: int) -> bool:
    names = [place for place in _before(one, at) if one.tree.nodes[place].pos == "PROPN"]
    return _is_called(one.tree, at, [place for place in names if one.words[place].kind != "date"])


def _is_called(tree: Tree, at: int, names: Sequence[int]) -> bool:
    """Whether one of these names may be called by a noun: a company, a town, a person."""
    lemma = tree.nodes[at].lemma
    if lemma in PEOPLE:
        return any(not is_placed(tree, place) for place in names)
    return bool(names) and (lemma in CLASSES or lemma in PLACES)


def said_before(one: Analysis, at: int) -> bool:
    """Whether a word stands in its sentence before."""
    return any(place < at for place in one.places(one.words[at].id))


def lacks_owner(one: Analysis, at: int) -> bool:
    """Whether a noun such as "shares" is the first of its sentence, its subject, and nobody's."""
    node, tree = one.tree.nodes[at], one.tree
    if node.lemma not in _RELATIONAL or node.relation not in SUBJECTS:
        return False
    bare = not tree.under(at, "det", "poss", "prep", "compound", "relcl", "acl", "nmod")
    return bare and not any(tree.is_noun(place) for place in range(at) if one.words[place].kind == "word")
