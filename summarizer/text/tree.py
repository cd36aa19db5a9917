"""The grammar of a sentence as a tree over its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from summarizer.records import Token

DEEPEST = 40
"""Steps up a tree after which nothing is looked for any more."""

_FINITE = frozenset("VBD VBZ VBP MD".split())
_NO_VERB = frozenset("aux auxpass amod compound".split())
_MISREAD = ("NN", "NNS", "VB", "VBN")
"""What a parser may take a verb for: with a subject, and no "to" or "being" before it, it is one."""

_SUBJECTS = ("nsubj", "nsubjpass")

_OPENING = ("IN", "RB", "RP")
_WHICH = ("WDT", "WP")


class Node(NamedTuple):
    """A word in the tree; labels as in `records.Token`. ``denied`` says that a "n't" is drawn together with it."""

    low: str
    lemma: str
    pos: str
    tag: str
    relation: str
    head: int
    denied: bool = False


@dataclass(frozen=True)
class Tree:
    """The words of a sentence with the head of each; flat where it was not ``parsed``."""

    nodes: tuple[Node, ...]
    parsed: bool

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Places of the words that hang on each word, in order."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for at, node in enumerate(self.nodes):
            if node.head != at:
                found[node.head].append(at)
        return tuple(map(tuple, found))

    def under(self, at: int, *relations: str) -> list[int]:
        """The words that hang on a word by one of these relations."""
        below = self.children[at]
        return [child for child in below if self.nodes[child].relation in relations] if below else []

    def phrases(self, at: int, prepositions: Iterable[str]) -> list[int]:
        """What follows one of these prepositions that hang on a word: "Hama" of "city", by "of"."""
        heads = [child for child in self.under(at, "prep", "agent") if self.nodes[child].low in prepositions]
        return [thing for head in heads for thing in self.under(head, "pobj")]

    def had(self, verb: int) -> bool:
        """Whether a verb tells what had come about by then: "had been recovered"."""
        return any(self.nodes[child].low == "had" for child in self.under(verb, "aux"))

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """The words that hang on no other, in order."""
        return tuple(at for at, node in enumerate(self.nodes) if node.head == at)

    @property
    def root(self) -> int:
        """The first of the words that hang on no other; 0 where there is none."""
        return self.roots[0] if self.roots else 0

    @cached_property
    def _subtrees(self) -> dict[int, set[int]]:
        return {}

    def subtree(self, at: int) -> set[int]:
        """A word and all that hangs on it."""
        if at not in self._subtrees:
            found, left = {at}, [at]
            while left:
                new = [child for child in self.children[left.pop()] if child not in found]
                found.update(new)
                left += new
            self._subtrees[at] = found
        return set(self._subtrees[at])

    def above(self, at: int) -> list[int]:
        """The words that a word hangs on, the nearest first."""
        found: list[int] = []
        while self.nodes[at].head != at and len(found) < DEEPEST:
            at = self.nodes[at].head
            found.append(at)
        return found

    def is_predicate(self, at: int) -> bool:
        """Whether a word is the verb of a clause."""
        return self.nodes[at].pos in ("VERB", "AUX") and self.nodes[at].relation not in _NO_VERB

    def is_finite(self, at: int) -> bool:
        """Whether a word is a verb in a form that makes a sentence."""
        return self.nodes[at].pos in ("VERB", "AUX") and self.nodes[at].tag in _FINITE

    def is_noun(self, at: int) -> bool:
        """Whether a word is a noun or a name."""
        return self.nodes[at].pos in ("NOUN", "PROPN")

    def is_infinitive(self, at: int) -> bool:
        """Whether a word is a verb with a "to"."""
        helpers = self.under(at, "aux")
        return bool(helpers) and any(self.nodes[child].low == "to" for child in helpers)

    @cached_property
    def has_verb(self) -> bool:
        """Whether a verb stands in a form that makes a sentence, outside all clauses that only describe a noun."""
        describing = {at for at, node in enumerate(self.nodes) if node.relation in ("relcl", "acl")}
        finite = [at for at in range(len(self.nodes)) if self.is_finite(at)]
        return any(not describing.intersection((at, *self.above(at))) for at in finite) or self._has_misread_verb

    @property
    def _has_misread_verb(self) -> bool:
        """Whether the word on top has a subject, whatever it was taken for: "the focus now shifts", "days of mourning
        begin", or is a preposition that a whole clause was hung on: "In front of his public the newcomer scored".
        """
        return any(
            (self.nodes[at].tag in _MISREAD and self.under(at, *_SUBJECTS) and not self._is_unfinished(at))
            or (self.nodes[at].tag in _OPENING and self._clause_within(at))
            for at in self.roots
        )

    def _is_unfinished(self, at: int) -> bool:
        """Whether a "to", "being" or "having" makes a verb a form that makes no sentence."""
        return self.is_infinitive(at) or any(
            self.nodes[child].low in ("being", "having") for child in self.under(at, "aux", "auxpass")
        )

    def _clause_within(self, root: int) -> bool:
        """Whether a finite verb with a noun or "they" as its subject hangs below the word on top."""
        return any(
            self.is_finite(at) and any(self.nodes[own].tag not in _WHICH for own in self.under(at, "nsubj"))
            for at in self.subtree(root) - {root}
        )

    def predicate(self, at: int) -> int:
        """The nearest verb that a word hangs on, or the word itself where it is one; -1 without any."""
        return next((place for place in (at, *self.above(at)) if self.is_predicate(place)), -1)


def tree(spans: Sequence[tuple[int, int]], tokens: Sequence[Token], lows: Sequence[str]) -> Tree:
    """The tree of words whose offsets are ``spans``, from a parser's tokens; a word may hold several of them."""
    if not tokens or not spans:
        return Tree(tuple(Node(low, low, "", "", "", 0) for low in lows), False)
    word_of = _words_of(spans, tokens)
    outward: list[list[Token]] = [[] for _ in spans]
    denied = set()
    for place, token in enumerate(tokens):
        word = word_of[place]
        if token.relation == "neg" and token.start > spans[word][0]:
            denied.add(word)
        elif token.head == place or word_of[token.head] != word:
            outward[word].append(token)
    nodes = [_node(word, lows[word], own, word_of, word in denied) for word, own in enumerate(outward)]
    for word, own in enumerate(outward):
        head = nodes[word].head
        if len(own) > 1 and head != word and nodes[head].head == word:
            # "over 700 deaths": the parser may hang the deaths on the "over", which is part of the number.
            nodes[head] = nodes[head]._replace(relation="dobj", head=word_of[own[0].head])
    return Tree(tuple(nodes), True)


def _words_of(spans: Sequence[tuple[int, int]], tokens: Sequence[Token]) -> list[int]:
    """The word that each token lies in."""
    found, at = [], 0
    for token in tokens:
        while at + 1 < len(spans) and spans[at][1] <= token.start:
            at += 1
        found.append(at)
    return found


def _node(word: int, low: str, outward: Sequence[Token], word_of: Sequence[int], denied: bool) -> Node:
    """The node of a word, from the last of its tokens that hang on another word."""
    if not outward:
        return Node(low, low, "", "", "", word)
    token = outward[-1]
    return Node(low, token.lemma.lower(), token.pos, token.tag, token.relation, word_of[token.head], denied)
