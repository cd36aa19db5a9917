"""How a sentence puts forward each of its clauses: as so, as somebody's word, as denied, supposed, planned, asked.

A clause stands as the marks on it and on all that it hangs on make it: of "Police said the bridge may fall" the bridge's
fall is possible, of "Police denied that the bridge fell" denied. Of several marks the one first in `_ORDER` decides.
What is alleged, or only "reportedly" so, is somebody's word even where it is not told whose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.records import StandingKind
from summarizer.text.lexicon import (
    ALLEGING,
    ASKING,
    CHANCES,
    CLAIMING,
    CONDITIONAL,
    CONDITIONS,
    CONSIDERING,
    CONTESTING,
    DENYING,
    FALSEHOODS,
    FINDING,
    FUTURE,
    GUESSING,
    HEARSAY,
    HOPING,
    PLANNING,
    POSSIBLE,
    PROMISING,
    REFUSING,
    SAYING,
    SCENARIOS,
    SUPPOSING,
    TRUTHS,
    TRYING,
    UNTIL_THEN,
)
from summarizer.text.sayings import Saying
from summarizer.text.standing import Standing, own_standing
from summarizer.text.tree import DEEPEST, Tree

_ORDER: tuple[StandingKind, ...] = (
    "commanded",
    "asked",
    "denied",
    "supposed",
    "possible",
    "planned",
    "attributed",
    "asserted",
)
_UP = frozenset("ccomp xcomp acomp attr oprd acl pcomp pobj dobj prep conj advcl csubj csubjpass".split())
"""Relations through which a clause has part in how its governor stands."""

_INVERTED = frozenset("had were should".split())
_MARKING = frozenset("aux advmod amod neg mark".split())
_CONTENT = ("ccomp", "xcomp")
_BREAKS = frozenset('? ! . : ; “ ” " « »'.split())
_MAIN = ("ccomp", "conj", "parataxis")

Mark = tuple[StandingKind, int]
"""A kind, and the place of the word that shows it."""


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


def claims(tree: Tree, reader: ClaimReader) -> tuple[Claim, ...]:
    """The clauses of a sentence in order, each with how it stands; none where the sentence was not parsed."""
    places = range(len(tree.nodes)) if tree.parsed else ()
    return tuple(reader.claim(at) for at in places if tree.is_predicate(at))


class ClaimReader:
    """Reads how words of one sentence stand.

    Args:
        tree: its grammar.
        standings: what is claimed of each word.
        sayings: who says which words.
        spans: the characters of each word.
        quoted: whether each word stands in a quotation.
    """

    def __init__(
        self,
        tree: Tree,
        standings: Sequence[Standing],
        sayings: Sequence[Saying],
        spans: Sequence[tuple[int, int]],
        quoted: Sequence[bool],
    ) -> None:
        self._tree, self._standings, self._sayings, self._spans = tree, standings, sayings, spans
        self._quoted = quoted
        self._asked = _asked(tree)

    def claim(self, at: int) -> Claim:
        """How the clause of a word stands."""
        kind, by = self.mark(at)
        span = self._spans[by] if by >= 0 else (0, 0)
        return Claim(kind, at, frozenset(self._own_words(at)), self._speakers(at, by), span, self.denied(at))

    def mark(self, at: int) -> Mark:
        """How a word stands; a word that governs what it puts forward ("plans to", "said that") as that does."""
        return min(self._marks(main_content(self._tree, at)), key=lambda mark: _ORDER.index(mark[0]))

    def _own_words(self, at: int) -> set[int]:
        inner = [one for one in self._tree.subtree(at) - {at} if self._tree.is_predicate(one)]
        return self._tree.subtree(at).difference(*(self._tree.subtree(one) for one in inner))

    def _speakers(self, at: int, by: int) -> tuple[int, ...]:
        content = main_content(self._tree, at)
        around = [one for one in self._sayings if content in one.said or one.at == by]
        nearest = min(around, key=lambda one: len(one.said), default=None)
        if nearest is not None:
            return nearest.speakers
        return tuple(self._tree.under(by, "nsubj")) if by >= 0 and self._tree.is_predicate(by) else ()

    def _marks(self, at: int) -> Iterator[Mark]:
        yield "asserted", -1
        for saying in self._sayings:
            if at in saying.said:
                yield "attributed", saying.at
        if self._quoted[at] and any(self._quoted[one] for one in self._tree.under(at, "nsubj", "nsubjpass", "dobj")):
            yield "attributed", at
        if at in self._asked:
            yield "asked", self._asked[at]
        standing = self._standings[at]
        if standing.denied != own_standing(self._tree, at).denied:
            yield "denied", self._denier(at)
        yield from self._upward(at)

    def _upward(self, at: int) -> Iterator[Mark]:
        """The marks on a word, and on all that it hangs on."""
        tree, parted = self._tree, False
        for step in range(DEEPEST):
            if not parted:
                yield from self._own(at, inherited=step > 0)
            node = tree.nodes[at]
            if node.head == at:
                return
            yield from self._governed(at, node.head)
            if node.relation not in _UP and not self._completes(at):
                return
            parted = node.relation == "conj" and bool(tree.under(at, "nsubj", "nsubjpass", "expl"))
            at = node.head

    def _completes(self, at: int) -> bool:
        """Whether a clause says what a noun for a claim holds: "claims that …", however the parser labels it."""
        node = self._tree.nodes[at]
        return node.relation in ("relcl", "nsubj", "nsubjpass") and bool(
            {self._tree.nodes[node.head].lemma, node.lemma} & CLAIMING
        )

    def _own(self, at: int, inherited: bool) -> Iterator[Mark]:
        """The marks that hang on a word itself."""
        tree, node = self._tree, self._tree.nodes[at]
        said = tree.under(at, "acomp", "attr") if node.lemma == "be" else []
        for child in (*tree.children[at], *(one for word in said for one in tree.children[word])):
            low = tree.nodes[child].low
            if tree.nodes[child].relation in _MARKING and not (inherited and self._says(at)):
                yield from self._of_form(at, child)
            if tree.nodes[child].relation in ("advcl", "prep") and (mark := self._condition(child)) >= 0:
                yield "supposed", mark
            if tree.nodes[child].relation == "prep" and any(map(self._is_played, tree.under(child, "pobj"))):
                yield "supposed", child
        if node.relation in ("advcl", "pcomp", "ccomp", "acl", "relcl") and (mark := self._condition(at)) >= 0:
            yield ("asked" if tree.nodes[node.head].lemma in ASKING else "supposed"), mark
        if self._commands(at):
            thought = {node.lemma, *(tree.nodes[one].lemma for one in tree.under(at, "ccomp") if node.lemma == "let")}
            yield ("supposed" if thought & SUPPOSING else "commanded"), at
        if node.lemma in {"plan", *CONSIDERING} and tree.under(at, "dobj") and not self._standings[at].denied:
            yield ("possible" if node.lemma in CONSIDERING else "planned"), at
        if node.tag in ("VBZ", "VBP") and (ahead := self._ahead(at)) >= 0:
            yield "planned", ahead
        yield from self._of_subject(at)

    def _ahead(self, at: int) -> int:
        """The "next week" or "tomorrow" of a verb in the present tense; -1 without any."""
        days = self._tree.under(at, "npadvmod", "advmod")
        return next((one for one in days if self._tree.nodes[one].low.startswith(("next ", "tomorrow"))), -1)

    def _of_form(self, at: int, child: int) -> Iterator[Mark]:
        """What a "may", a "will", a "whether", a "reportedly" makes of its word."""
        low = self._tree.nodes[child].low
        helpers = {self._tree.nodes[one].low for one in self._tree.under(at, "aux")}
        if low == "whether" or (low in CONDITIONS and self._tree.nodes[at].relation == "ccomp"):
            yield "asked", child
        elif low == "would":
            yield self._of_would(at, helpers), child
        elif low in HEARSAY:
            yield "attributed", child
        elif low in GUESSING or (low in POSSIBLE and low != "can" and not (low == "could" and self.denied(at))):
            yield "possible", child
        elif low in FUTURE or low.endswith(("'ll", "’ll")):
            yield "planned", child

    def _of_would(self, at: int, helpers: set[str]) -> StandingKind:
        """A "would" tells a plan where somebody speaks of what is ahead, else what is thought up."""
        said = any(at in saying.said for saying in self._sayings)
        return "planned" if said and "have" not in helpers else "supposed"

    def denied(self, at: int) -> bool:
        """Whether a main clause holds a "not", a "never", or a "no" before one of its subjects."""
        nodes, subjects = self._tree.nodes, self._tree.under(at, "nsubj", "nsubjpass")
        if nodes[at].relation not in _MAIN and nodes[at].head != at:
            return False
        owners = [one for noun in subjects for one in self._tree.under(noun, "poss")]
        near = {one for noun in (*subjects, *owners) for one in (noun, *self._tree.children[noun])}
        near = {one for one in near if nodes[one].relation != "prep"}  # "a judge without a jury found"
        near |= {one for one in self._tree.children[at] if nodes[one].low in ("nor", "neither")}
        near |= {one for noun in self._tree.under(at, "dobj", "attr") for one in self._tree.under(noun, "det")}
        if nodes[at].lemma == "have" and any(nodes[one].low == "yet" for one in self._tree.children[at]):
            return bool(self._tree.under(at, "xcomp"))
        if nodes[at].lemma in REFUSING - CONTESTING and self._tree.under(at, "xcomp"):
            return not own_standing(self._tree, at).denied
        return own_standing(self._tree, at).denied or any(nodes[one].low in DENYING for one in near)

    def _condition(self, at: int) -> int:
        """The "if" of a clause, or the "had" of "had it failed"; -1 without any."""
        tree, head = self._tree, self._tree.nodes[at].head
        if any(tree.nodes[one].lemma in ("believe", "trust") for one in (at, *tree.under(at, "xcomp"))):
            return -1  # "if he is to be believed" says who says so
        for child in tree.under(at, "mark", "advmod"):
            present = tree.nodes[child].low in UNTIL_THEN and self._is_present(at)
            if (
                present
                or tree.nodes[child].low in CONDITIONS
                or (tree.nodes[head].low, tree.nodes[child].low) == ("long", "as")
            ):
                return child
        if tree.nodes[at].relation in ("pcomp", "ccomp", "pobj") and tree.nodes[head].low in CONDITIONS:
            return head
        if tree.nodes[at].low in CONDITIONS and tree.under(at, "ccomp", "pcomp"):
            return at
        if tree.nodes[head].lemma in CONDITIONAL and tree.nodes[head].relation == "pobj" and at > head:
            return head
        subjects = tree.under(at, "nsubj", "nsubjpass")
        first = min(tree.subtree(at) - {at}, default=at)
        inverted = tree.nodes[first].low in _INVERTED and tree.nodes[first].relation in ("aux", "auxpass")
        return first if inverted and subjects and first < subjects[0] else -1

    def _is_present(self, at: int) -> bool:
        helpers = [self._tree.nodes[one].tag for one in self._tree.under(at, "aux", "auxpass")]
        return bool({"VBZ", "VBP"} & {self._tree.nodes[at].tag, *helpers})

    def _commands(self, at: int) -> bool:
        """Whether a word is an imperative that makes the sentence."""
        tree, node = self._tree, self._tree.nodes[at]
        subjects = tree.under(at, "nsubj", "nsubjpass", "expl")
        if self._quoted[at]:
            return False  # what somebody is quoted as calling for, they said
        if any(tree.nodes[one].low == "you" for one in subjects):
            return node.head == at and any(tree.nodes[one].low in ("must", "should") for one in tree.under(at, "aux"))
        first = at and tree.nodes[at - 1].low in (":", "please")
        if subjects or node.pos != "VERB" or not (first or (node.tag == "VB" and node.head == at)):
            return False
        return all(tree.nodes[one].low in ("do", "don't", "don’t") for one in tree.under(at, "aux"))

    def _of_subject(self, at: int) -> Iterator[Mark]:
        """What a worst-case study or a simulation shows is supposed."""
        for subject in self._tree.under(at, "nsubj"):
            for part in (subject, *self._tree.under(subject, "compound")):
                if self._is_played(part):
                    yield "supposed", part

    def _is_played(self, at: int) -> bool:
        """Whether a noun is a scenario, a drill, a worst case."""
        worst = any(node.low == "worst" for node in self._tree.nodes[max(at - 2, 0) : at])
        return self._tree.nodes[at].lemma in SCENARIOS or (self._tree.nodes[at].lemma == "case" and worst)

    def _governed(self, at: int, head: int) -> Iterator[Mark]:
        """What the word that a clause completes makes of it."""
        tree, node, lemma = self._tree, self._tree.nodes[at], self._tree.nodes[head].lemma
        if node.relation in ("nsubj", "nsubjpass", "csubj", "csubjpass", "ccomp", "dobj", "pobj"):
            if (false := self._untrue(head)) >= 0:
                yield "denied", false
        if self._asks(at, head):
            yield "asked", head
        if node.relation not in (*_CONTENT, "acl", "pcomp", "pobj", "dobj", "prep", "relcl"):
            return
        said = {tree.nodes[one].lemma for one in tree.under(head, "acomp", "attr")} if lemma == "be" else {lemma}
        if said & (CHANCES | POSSIBLE | GUESSING) and node.relation in ("acl", "relcl", "ccomp"):
            yield "possible", head
        if lemma in FALSEHOODS & CLAIMING and node.relation in ("acl", "relcl", "ccomp"):
            yield "denied", head
        if lemma in CLAIMING and node.relation in ("acl", "relcl", "ccomp", "prep"):
            standing, verb = self._standings[head], tree.predicate(head)
            contested = tree.nodes[head].relation in ("dobj", "pobj") and verb >= 0
            contested = contested and tree.nodes[verb].lemma in CONTESTING and not self._standings[verb].denied
            by = standing.by if standing.denied else verb
            contested = contested or self._groundless(head)
            yield ("denied", by) if standing.denied or contested else ("attributed", head)
        if lemma in SAYING & (TRYING | PROMISING) and node.relation == "ccomp":
            return  # "warned that": that is only said
        if lemma in SUPPOSING and not tree.under(head, "auxpass"):
            yield "supposed", head
        elif lemma in ALLEGING:
            yield "attributed", head
        elif lemma in PLANNING | PROMISING:
            yield "planned", head
        elif lemma in HOPING | TRYING | CONSIDERING | GUESSING:
            yield "possible", head
        elif lemma == "about" and node.relation == "xcomp":
            yield "planned", head
        elif (
            lemma in ("be", "go")
            and node.relation == "xcomp"
            and self._going(head)
            and tree.is_infinitive(at)
            and node.lemma != "blame"
        ):
            yield "planned", head

    def _denier(self, at: int) -> int:
        """The word under which what a word says is denied."""
        tree = self._tree
        for up in tree.above(at):
            if tree.nodes[up].lemma in REFUSING:
                return up
            for child in tree.children[up]:
                if tree.nodes[child].low in DENYING or tree.nodes[child].denied:
                    return child
        return self._standings[at].by

    def _groundless(self, at: int) -> bool:
        """Whether a noun is one in which there is no truth."""
        ups = [up for up in self._tree.above(at)[:2] if self._tree.nodes[at].relation == "pobj"]
        return any(self._tree.nodes[up].lemma in TRUTHS and self._standings[up].denied for up in ups)

    def _going(self, at: int) -> bool:
        """Whether a verb with an infinitive tells what is to come: "is to", "is going to"."""
        node = self._tree.nodes[at]
        return node.lemma == "be" or (node.tag == "VBG" and bool(self._tree.under(at, "aux")))

    def _asks(self, at: int, head: int) -> bool:
        """Whether a clause with a "who" or a "how" is what is asked or not known."""
        tree = self._tree
        words = (head, *tree.under(head, "acomp"))
        asked = ("ccomp", "csubj", "csubjpass", "nsubj", "nsubjpass", "pcomp")
        wh = any(tree.nodes[one].tag.startswith("W") for one in tree.subtree(at) if tree.predicate(one) == at)
        return wh and tree.nodes[at].relation in asked and any(tree.nodes[one].lemma in ASKING for one in words)

    def _untrue(self, verb: int) -> int:
        return untrue(self._tree, self._standings, verb)

    def _says(self, at: int) -> bool:
        return self._tree.nodes[at].lemma in SAYING and self._tree.is_predicate(at)


def untrue(tree: Tree, standings: Sequence[Standing], verb: int) -> int:
    """The word with which a verb says of its subject that it is not so: "is false", "is not true"; -1 where none."""
    turned = tree.under(verb, "xcomp") if tree.nodes[verb].lemma in ("turn", "prove") else []
    forms = ("acomp", "attr", "oprd", *(["dobj"] if tree.nodes[verb].lemma == "have" else []))
    own = [verb] if tree.under(verb, "auxpass") or tree.nodes[verb].low == "lied" else []  # not "it lies on its side"
    for said in (*own, *(word for one in (verb, *turned) for word in tree.under(one, *forms))):
        lemma, denied = tree.nodes[said].lemma, standings[said].denied
        if (lemma in FALSEHOODS and not denied) or (lemma in TRUTHS and denied):
            return said
    return -1


def _asked(tree: Tree) -> dict[int, int]:
    """The words that a question mark makes a question, each with that mark."""
    found: dict[int, int] = {}
    begin = 0
    for at, node in enumerate(tree.nodes):
        if node.low == "?":
            found |= dict.fromkeys(range(begin, at), at)
        if node.low in _BREAKS:
            begin = at + 1
    return found


def main_claim(tree: Tree, reader: ClaimReader) -> Claim | None:
    """How a sentence puts forward its main statement; None where it was not parsed, or holds nothing.

    Of "Rumours that he fled are false" that is the flight, denied.
    """
    roots = [at for at, node in enumerate(tree.nodes) if node.head == at and node.pos != "PUNCT"]
    if not tree.parsed or not roots:
        return None
    main = main_content(tree, roots[0])
    for subject in tree.under(main, "nsubj", "nsubjpass"):
        for inner in (*tree.under(subject, "acl", "relcl", "ccomp"), *tree.phrases(subject, ("of",))):
            claim = reader.claim(inner)
            if tree.nodes[subject].lemma in CLAIMING and claim.kind == "denied":
                return claim
    return reader.claim(roots[0])


def main_content(tree: Tree, at: int) -> int:
    """The predicate that a word puts forward: itself, or what it says, denies, plans or asks."""
    for _ in range(DEEPEST):
        below = _content(tree, at)
        if below < 0 or below == at:
            return at
        at = below
    return at


def _content(tree: Tree, at: int) -> int:
    """What a word puts forward by its complement; -1 where it puts forward nothing but itself."""
    lemma = tree.nodes[at].lemma
    if lemma == "be":
        found = tree.under(at, "xcomp")
        for said in tree.under(at, "acomp", "attr"):
            if tree.nodes[said].lemma in _SAID_OF | {"about"}:
                found += tree.under(at, "ccomp", "advcl") + tree.under(said, "xcomp", "ccomp", "acl", "relcl")
        return next((one for one in found if tree.is_predicate(one)), -1)
    if lemma not in _PUTTING and not (lemma == "go" and tree.nodes[at].tag == "VBG"):
        return -1
    deed = lemma in TRYING or (lemma in PROMISING and (tree.under(at, "dobj") or lemma == "agree"))
    found = tree.under(at, "ccomp" if deed else "xcomp", "ccomp")
    for noun in tree.under(at, "dobj"):
        found += tree.under(noun, "acl", "relcl") if tree.nodes[noun].lemma in CLAIMING else []
    if lemma in ALLEGING | HOPING | CONTESTING:
        found += [one for preposition in tree.under(at, "prep") for one in tree.under(preposition, "pcomp")]
    return found[0] if found else -1


_PUTTING = SAYING | FINDING | HOPING | PLANNING | ALLEGING | CONTESTING | CONSIDERING | SUPPOSING
_SAID_OF = CHANCES | FALSEHOODS | TRUTHS | ASKING | GUESSING | HOPING | PLANNING | POSSIBLE
