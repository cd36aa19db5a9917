"""How a sentence puts forward each of its clauses: as so, as somebody's word, as denied, supposed, planned, asked.

A clause stands as the marks on it and on all that it hangs on make it: of "Police said the bridge may fall" the fall is
possible, of "Police denied that the bridge fell" denied. Of several marks the one first in `_ORDER` decides. What is
alleged, or only "reportedly" so, is somebody's word even where it is not told whose.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.records import StandingKind
from summarizer.text.governors import denier, governed, main_content
from summarizer.text.grammar import Grammar, Mark
from summarizer.text.lexicon import CLAIMING, CONTESTING, TIMING
from summarizer.text.marks import asked, marks, negated
from summarizer.text.orders import ordered
from summarizer.text.standing import own_standing
from summarizer.text.tree import DEEPEST

_FACTUAL = frozenset("because since although though whereas".split())
"""What follows these is so, whatever it stands beside."""

_ORDER: tuple[StandingKind, ...] = (
    "commanded",
    "asked",
    "rebutted",
    "denied",
    "supposed",
    "possible",
    "planned",
    "attributed",
    "asserted",
)
_UP = frozenset("ccomp xcomp acomp attr oprd acl pcomp pobj dobj prep conj advcl csubj csubjpass".split())
"""Relations through which a clause has part in how its governor stands."""


class Claim(NamedTuple):
    """A clause and how it is put forward.

    ``at`` is the place of its predicate, ``words`` are those of its words that belong to no clause within it, ``by``
    the heads of those who say, deny or ask it (empty where nobody is named), ``mark`` the characters that show how it
    stands: (0, 0) for what is plainly asserted. ``negated`` tells whether a "not" or "no" within the clause makes it
    tell that something is not so; its ``kind`` is how that is told.
    """

    kind: StandingKind
    at: int
    words: frozenset[int]
    by: tuple[int, ...]
    mark: tuple[int, int]
    negated: bool = False

    @property
    def stands(self) -> StandingKind:
        """How it stands for one who asks whether it is so: what its own "not" denies is denied."""
        return "denied" if self.negated and self.kind in ("planned", "asserted") else self.kind


class ClaimReader:
    """Reads how the words of one sentence stand.

    Args:
        known: its grammar.
    """

    def __init__(self, known: Grammar) -> None:
        self._known, self._tree = known, known.tree
        self._read: dict[int, Claim] = {}
        self._asked, self._ordered = asked(known.tree), ordered(known.tree)

    def claims(self) -> tuple[Claim, ...]:
        """The clauses in order, each with how it stands; none where the sentence was not parsed."""
        places = range(len(self._tree.nodes)) if self._tree.parsed else ()
        return tuple(self.claim(at) for at in places if self._tree.is_predicate(at))

    def main(self) -> Claim | None:
        """How the sentence puts forward its main statement; None where it was not parsed, or holds nothing.

        Of "Rumours that he fled are false" that is the flight, denied.
        """
        tree = self._tree
        roots = [at for at in tree.roots if tree.nodes[at].pos != "PUNCT"]
        if not tree.parsed or not roots:
            return None
        for subject in self._known.subjects(main_content(tree, roots[0])):
            of = [*tree.under(subject, "acl", "relcl", "ccomp"), *tree.phrases(subject, ("of",))]
            inner = [self.claim(at) for at in of] if tree.nodes[subject].lemma in CLAIMING else []
            if denied := [claim for claim in inner if claim.kind in ("denied", "rebutted")]:
                return denied[0]._replace(kind="denied")
        return self.claim(roots[0])

    def claim(self, at: int) -> Claim:
        """How the clause of a word stands; a word that puts another forward ("plans to") stands as that does."""
        if at not in self._read:
            self._read[at] = self._claim(at)
        return self._read[at]

    def _claim(self, at: int) -> Claim:
        content = main_content(self._tree, at)
        kind, by = min(self._marks(content), key=lambda mark: _ORDER.index(mark[0]))
        inner = [one for one in self._tree.subtree(at) - {at} if self._tree.is_predicate(one)]
        words = self._tree.subtree(at).difference(*(self._tree.subtree(one) for one in inner))
        span = self._known.spans[by] if by >= 0 else (0, 0)
        return Claim(kind, at, frozenset(words), self._speakers(content, by), span, negated(self._known, at))

    def _speakers(self, at: int, by: int) -> tuple[int, ...]:
        around = [one for one in self._known.sayings if at in one.said or one.at == by]
        if around:
            return min(around, key=lambda one: len(one.said)).speakers
        return tuple(self._tree.under(by, "nsubj")) if by >= 0 and self._tree.is_predicate(by) else ()

    def _marks(self, at: int) -> Iterator[Mark]:
        known = self._known
        yield "asserted", -1
        for saying in known.sayings:
            if at in saying.said:
                misread = not self._tree.is_predicate(saying.at) and known.lemma(saying.at) in CONTESTING
                yield ("denied" if misread else "attributed"), saying.at
        if known.quoted[at] and any(known.quoted[one] for one in self._tree.under(at, "nsubj", "nsubjpass", "dobj")):
            yield "attributed", at
        if at in self._asked:
            yield "asked", self._asked[at]
        if at in self._ordered:
            yield self._ordered[at]
        if known.standings[at].denied != own_standing(self._tree, at).denied:
            yield "denied", denier(known, at)
        yield from self._upward(at)

    def _upward(self, at: int) -> Iterator[Mark]:
        """The marks on a word, and on all that it hangs on."""
        tree, parted = self._tree, False
        for step in range(DEEPEST):
            if not parted:
                yield from marks(self._known, at, inherited=step > 0)
            node = tree.nodes[at]
            if node.head == at or self._is_fact(at):
                return
            yield from governed(self._known, at, node.head)
            if node.relation not in _UP and not self._completes(at):
                return
            parted = node.relation == "conj" and bool(tree.under(at, "nsubj", "nsubjpass", "expl"))
            at = node.head

    def _is_fact(self, at: int) -> bool:
        """Whether a clause gives a reason or a time, and so tells what is so beside a plan: "since it is bankrupt"."""
        tree = self._tree
        marks = self._known.lows(tree.under(at, "mark"))
        past = any(tree.nodes[one].tag == "VBD" for one in (at, *self._known.helpers(at)))
        marked = bool(marks & _FACTUAL) or (bool(marks & TIMING) and past)
        return tree.nodes[at].relation == "advcl" and marked and (past or tree.is_finite(at))

    def _completes(self, at: int) -> bool:
        """Whether a clause says what a noun for a claim holds: "claims that …", however the parser labels it."""
        node = self._tree.nodes[at]
        of_claim = bool({self._tree.nodes[node.head].lemma, node.lemma} & CLAIMING)
        hung = node.relation == "relcl" and bool(self._tree.under(at, "mark"))
        return of_claim and (hung or node.relation in ("nsubj", "nsubjpass"))
