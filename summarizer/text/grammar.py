"""Grammar of a sentence: its clauses, what it claims of each word, and who says what in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from summarizer.records import Token
from summarizer.text.lexicon import ACTUAL, AROUND, DENYING, HINDERING, KNOWN, OPEN, PLACES, POSSIBLE, REFUSING, SAYING, WEAK

_MOSTLY_QUOTED = 0.6
"""Share of a sentence's words in quotation marks from which all of it is what somebody says."""

_DEEPEST = 40
"""Steps up a tree after which nothing is looked for any more."""


class Node(NamedTuple):
    """A word in the tree; labels as in `records.Token`. ``denied`` says that a "n't" is drawn together with it."""

    low: str
    lemma: str
    pos: str
    tag: str
    relation: str
    head: int
    denied: bool = False


class Clause(NamedTuple):
    """A predicate and who takes part: those who do it or are it, and those it is done to, as places of words.

    ``at`` is the verb, or what a form of "be" says of its subject. ``done`` tells whether it is told as over (a past or
    perfect), ``going`` as under way. ``bare`` is a participle of which it cannot be told who does it and who bears it.
    """

    at: int
    doers: tuple[int, ...]
    bearers: tuple[int, ...]
    passive: bool
    done: bool
    going: bool
    bare: bool


class Standing(NamedTuple):
    """What a sentence claims of a word: that it is so, or (``denied``) that it is not; and how surely.

    ``open`` is 0 for a fact, 1 for what is planned, expected or alleged, 2 for what is only possible. ``by`` is the
    place of the word that makes it so, -1 where none does.
    """

    denied: bool
    open: int
    by: int


class Saying(NamedTuple):
    """An act of saying at a place: who says it (empty where that is not told), and the places of what is said."""

    at: int
    speakers: tuple[int, ...]
    said: frozenset[int]


@dataclass(frozen=True)
class Tree:
    """The words of a sentence with the head of each; flat where it was not parsed."""

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
        return [child for child in self.children[at] if self.nodes[child].relation in relations]

    def subtree(self, at: int) -> set[int]:
        """A word and all that hangs on it."""
        found, left = {at}, [at]
        while left:
            for child in self.children[left.pop()]:
                if child not in found:
                    found.add(child)
                    left.append(child)
        return found

    def above(self, at: int) -> list[int]:
        """The words that a word hangs on, the nearest first."""
        found: list[int] = []
        while self.nodes[at].head != at and len(found) < _DEEPEST:
            at = self.nodes[at].head
            found.append(at)
        return found

    def predicate(self, at: int) -> int:
        """The nearest verb that a word hangs on, or the word itself where it is one; -1 without any."""
        return next((place for place in (at, *self.above(at)) if is_predicate(self, place)), -1)


def tree(spans: Sequence[tuple[int, int]], tokens: Sequence[Token], lows: Sequence[str]) -> Tree:
    """The tree of words whose offsets are ``spans``, from a parser's tokens; a word may hold several of them."""
    if not tokens or not spans:
        return Tree(tuple(Node(low, low, "", "", "", 0) for low in lows), False)
    word_of, at = [], 0
    for token in tokens:
        while at + 1 < len(spans) and spans[at][1] <= token.start:
            at += 1
        word_of.append(at)
    leaving: list[list[int]] = [[] for _ in spans]
    denied = set()
    for place, token in enumerate(tokens):
        word = word_of[place]
        if token.relation == "neg" and token.start > spans[word][0]:
            denied.add(word)
        if _leaves(tokens, word_of, place):
            leaving[word].append(place)
    nodes = []
    for word, places in enumerate(leaving):
        if not places:
            nodes.append(Node(lows[word], lows[word], "", "", "", word))
            continue
        token = tokens[places[-1]]
        tags = (token.lemma.lower(), token.pos, token.tag, token.relation)
        nodes.append(Node(lows[word], *tags, word_of[token.head], word in denied))
    for word, places in enumerate(leaving):
        head = nodes[word].head
        if len(places) > 1 and head != word and nodes[head].head == word:
            # "implying over 700 deaths": the parser hangs the deaths on "over", which is part of the number.
            nodes[head] = nodes[head]._replace(relation="dobj", head=word_of[tokens[places[0]].head])
    return Tree(tuple(nodes), True)


def _leaves(tokens: Sequence[Token], word_of: Sequence[int], place: int) -> bool:
    """Whether the head of a token stands in another word."""
    head = tokens[place].head
    return head == place or word_of[head] != word_of[place]


def is_predicate(tree: Tree, at: int) -> bool:
    """Whether a word is the verb of a clause."""
    node = tree.nodes[at]
    return node.pos in ("VERB", "AUX") and node.relation not in ("aux", "auxpass", "amod", "compound")


def clauses(tree: Tree) -> tuple[Clause, ...]:
    """The predicates of a sentence with their arguments."""
    return tuple(_clause(tree, at) for at in range(len(tree.nodes)) if tree.parsed and is_predicate(tree, at))


def _clause(tree: Tree, verb: int) -> Clause:
    passive = _is_passive(tree, verb)
    subjects = expanded(tree, _subjects(tree, verb, 0))
    objects = expanded(tree, tree.under(verb, "dobj", "obj"))
    agents = expanded(tree, [place for by in tree.under(verb, "agent") for place in tree.under(by, "pobj")])
    said = tree.under(verb, "attr", "acomp", "oprd") if tree.nodes[verb].lemma == "be" else []
    auxiliaries = {tree.nodes[child].low for child in tree.under(verb, "aux", "auxpass")}
    tag = tree.nodes[verb].tag
    done = tag == "VBD" or (tag == "VBN" and (bool(auxiliaries & {"has", "have", "had", "was", "were"})))
    going = tag == "VBG" and bool(auxiliaries & {"is", "are", "was", "were", "been", "'s", "'re"})
    return Clause(
        said[0] if said else verb,
        tuple(agents if passive else subjects),
        tuple(subjects if passive else objects),
        passive,
        done,
        going,
        tag == "VBN" and not tree.under(verb, "aux", "auxpass", "agent"),
    )


def _is_passive(tree: Tree, verb: int) -> bool:
    node = tree.nodes[verb]
    if tree.under(verb, "nsubjpass", "auxpass", "agent"):
        return True
    bare = node.tag == "VBN" and not tree.under(verb, "nsubj", "aux")
    return bare and node.relation in ("acl", "advcl", "relcl")


def _subjects(tree: Tree, verb: int, depth: int) -> list[int]:
    """The grammatical subject of a verb, taken from the clause above where it has none of its own."""
    own = tree.under(verb, "nsubj", "nsubjpass")[-1:]
    node = tree.nodes[verb]
    if own or depth > _DEEPEST or node.head == verb:
        return own
    above = node.head
    if node.relation in ("acl", "relcl"):
        return [above]
    if node.relation == "pcomp":
        above = next((place for place in tree.above(verb) if is_predicate(tree, place)), verb)
    elif node.relation == "xcomp" and (objects := tree.under(above, "dobj", "obj")):
        return objects
    elif node.relation not in ("conj", "xcomp", "advcl"):
        return []
    return _subjects(tree, above, depth + 1) if above != verb and is_predicate(tree, above) else []


def expanded(tree: Tree, places: Sequence[int]) -> list[int]:
    """Who is meant by the heads of noun phrases: what "who" goes back to, each of a list, what "dozens of" counts.

    Nothing for a "he" or "it": whom it means the sentence does not tell.
    """
    found: list[int] = []
    for place in places:
        node = tree.nodes[place]
        if node.tag in ("WP", "WDT") or (node.low == "that" and node.pos in ("PRON", "SCONJ")):
            clause = next((up for up in (place, *tree.above(place)) if tree.nodes[up].relation == "relcl"), -1)
            found += expanded(tree, [tree.nodes[clause].head]) if clause >= 0 else []
            continue
        if node.pos == "PRON" and node.low not in AROUND:
            continue
        found.append(place)
        found += [one for like in tree.under(place, "prep") if tree.nodes[like].low in _LIKE for one in tree.under(like, "pobj")]
        if node.low.split(" ")[-1] in AROUND or node.pos == "NUM":
            found += [thing for of in tree.under(place, "prep") for thing in tree.under(of, "pobj")]
        found += expanded(tree, tree.under(place, "conj")) if node.pos in ("NOUN", "PROPN", "NUM", "PRON") else []
    return found


_LIKE = ("including", "like", "as")


def called(tree: Tree, place: int) -> set[int]:
    """The words by which somebody may be called: the head, the parts of a name, what stands in apposition."""
    found, left = {place}, [place]
    while left:
        at = left.pop()
        node = tree.nodes[at]
        more = tree.under(at, "appos", "nmod")
        more += [child for child in tree.under(at, "compound") if tree.nodes[child].tag == "NNS"]
        more += [one for of in tree.under(at, "prep") if tree.nodes[of].low == "of" for one in tree.under(of, "pobj") if tree.nodes[one].pos == "PROPN" and node.pos == "NOUN" and node.low in PLACES]
        more += [child for child in tree.under(at, "compound", "nummod") if tree.nodes[child].pos == "PROPN" or node.pos == "PROPN"]
        if node.relation == "attr":
            more += tree.under(node.head, "nsubj")  # "Lee was a driver who …"
        if node.relation in ("appos", "nmod") or (node.relation == "compound" and node.pos == "PROPN"):
            more.append(node.head)
        left += [one for one in more if one not in found]
        found.update(more)
    return found


def standings(tree: Tree) -> tuple[Standing, ...]:
    """What is claimed of each word of a sentence."""
    known: dict[int, Standing] = {}
    return tuple(_standing(tree, at, known, 0) for at in range(len(tree.nodes)))


_COMPLEMENTS = ("xcomp", "ccomp", "attr", "acomp", "oprd", "acl", "pcomp")
_MARKING = ("aux", "auxpass", "advmod", "amod", "neg", "det", "predet", "preconj", "mark")
_NOBODY = frozenset("none nobody nothing neither".split())
_GOVERNING = frozenset("of for to from on".split())
_FACT = Standing(False, 0, -1)


def _standing(tree: Tree, at: int, known: dict[int, Standing], depth: int) -> Standing:
    if at not in known and depth < _DEEPEST:
        known[at] = _FACT  # a loop in a tree would end here
        own = _own(tree, at)
        above = _inherited(tree, at, known, depth + 1)
        by = own.by if own.by >= 0 else above.by
        known[at] = Standing(own.denied != above.denied, max(own.open, above.open), by)
    return known.get(at, _FACT)


def _own(tree: Tree, at: int) -> Standing:
    """What hangs on a word itself: a "not", a "may", an "allegedly", the "to" of an infinitive."""
    node = tree.nodes[at]
    denied, unsure, by = node.denied, 0, at if node.denied else -1
    for child in tree.children[at]:
        low, relation = tree.nodes[child].low, tree.nodes[child].relation
        if relation not in _MARKING and low not in _NOBODY and low != "?":
            continue
        deep = child if low != "longer" else next(iter(tree.children[child]), child)  # "no longer"
        if (tree.nodes[deep].low in DENYING or tree.nodes[deep].relation == "neg") and not _spares(tree, child):
            denied, by = not denied, child
        elif low in ("little", "few") and relation == "amod" and not tree.under(at, "det"):
            denied, by = not denied, child
        weak = 2 if low in POSSIBLE else 1 if low in WEAK or low == "?" or low.endswith(("'ll", "’ll")) else 0
        if weak > unsure and tree.nodes[child].pos != "PROPN":
            unsure, by = weak, child
    if any(tree.nodes[child].low == "to" for child in tree.under(at, "aux")) and not unsure:
        governor = tree.nodes[tree.nodes[at].head]
        if governor.lemma not in ACTUAL and tree.nodes[at].relation != "nsubj":
            unsure, by = 1, tree.nodes[at].head if tree.nodes[at].relation != "advcl" else at
    return Standing(denied, unsure, by)


def _spares(tree: Tree, at: int) -> bool:
    """Whether a denying word denies nothing: "no doubt", "not only"."""
    node = tree.nodes[at]
    after = tree.nodes[at + 1].low if at + 1 < len(tree.nodes) else ""
    return (node.low == "no" and tree.nodes[node.head].low == "doubt") or (node.low == "not" and after == "only")


def _inherited(tree: Tree, at: int, known: dict[int, Standing], depth: int) -> Standing:
    """What a word has from the one that it hangs on: "failed to stop", "no proof that", "accused of killing"."""
    node = tree.nodes[at]
    if node.head == at:
        return _FACT
    above, relation = node.head, node.relation
    if relation in ("pobj", "pcomp") and tree.nodes[above].pos == "ADP":
        governor = tree.nodes[above].head
        if tree.nodes[above].low == "without":
            return Standing(True, 0, above)
        if tree.nodes[governor].lemma == "be":
            return _standing(tree, governor, known, depth)  # "was not in control"
        if tree.nodes[above].low == "from" and relation == "pcomp" and tree.nodes[governor].lemma in HINDERING:
            return Standing(not _standing(tree, governor, known, depth).denied, 0, governor)
        if tree.nodes[above].low not in _GOVERNING:
            return _FACT
        if tree.nodes[governor].lemma == "due" and node.pos != "VERB":
            return _FACT  # "because of"
        return _governed(tree, governor, known, depth, relation == "pcomp")
    infinitive = any(tree.nodes[child].low == "to" for child in tree.under(at, "aux"))
    if relation in _COMPLEMENTS or (relation == "relcl" and infinitive):
        standing = _standing(tree, above, known, depth)
        governed = _governed(tree, above, known, depth, True) if above < at else _FACT
        return Standing(
            governed.denied, max(standing.open, governed.open), governed.by if governed.by >= 0 else standing.by
        )
    if relation in ("dobj", "obj"):
        return _governed(tree, above, known, depth, tree.nodes[above].lemma not in REFUSING | OPEN)
    if relation == "conj" and not tree.under(at, "nsubj", "nsubjpass", "aux"):
        but = any(tree.nodes[word].low in ("but", "rather") for word in (*tree.children[above], *tree.children[at]))
        standing = _standing(tree, above, known, depth)
        return _FACT if but else standing
    return _FACT


def _governed(tree: Tree, above: int, known: dict[int, Standing], depth: int, takes_denial: bool) -> Standing:
    """What stands under a word that denies or leaves open what it governs."""
    lemma = tree.nodes[above].lemma
    standing = _standing(tree, above, known, depth)
    if lemma in REFUSING:
        return Standing(not standing.denied, 0, above)
    if lemma in OPEN:
        return Standing(standing.denied, 1, above)
    return Standing(standing.denied, 0, standing.by) if takes_denial and standing.denied else _FACT


def sayings(tree: Tree, quoted: Sequence[bool]) -> tuple[Saying, ...]:
    """The acts of saying in a sentence, in order; ``quoted`` tells of each word whether it stands in a quotation."""
    if not tree.parsed:
        return ()
    found = [saying for at in range(len(tree.nodes)) if (saying := _saying(tree, at))]
    loose = {at for at, inside in enumerate(quoted) if inside} - set().union(*(one.said for one in found))
    if not found and len(loose) > _MOSTLY_QUOTED * len(quoted):
        return (Saying(0, (), frozenset(loose)),)  # a quotation and no word of who is quoted
    if loose and found:
        # A quotation that hangs on nothing is said by the one who speaks in the sentence, the nearest where several do.
        nearest = min(range(len(found)), key=lambda row: min(abs(found[row].at - at) for at in loose))
        one = found[nearest]
        found[nearest] = one._replace(said=one.said | (loose - {one.at}))
    return tuple(found)


def _saying(tree: Tree, at: int) -> Saying | None:
    node = tree.nodes[at]
    if node.low == "according":
        speakers = [thing for to in tree.children[at] for thing in tree.under(to, "pobj")]
        whole = tree.subtree(node.head) - tree.subtree(at)
        return Saying(at, tuple(expanded(tree, speakers)), frozenset(whole & _aside(tree, at)))
    if node.lemma not in SAYING or not is_predicate(tree, at):
        return None
    clause = _clause(tree, at)
    if clause.passive and not clause.doers and node.lemma in KNOWN:
        return None
    said = _told(tree, at)
    if tree.under(at, "auxpass") or (node.relation in ("parataxis", "advcl") and node.tag != "VBG" and not said):
        said = tree.subtree(at) if tree.under(at, "auxpass") else tree.subtree(node.head) - tree.subtree(at)
    speakers = {word for place in clause.doers for word in tree.subtree(place)} if said else set()
    return Saying(at, clause.doers, frozenset(said - speakers - {at})) if said else None


def _aside(tree: Tree, at: int) -> set[int]:
    """The words between the dashes or brackets around a word; all words where it stands in none."""
    marks = [place for place, node in enumerate(tree.nodes) if node.low in _ASIDE]
    before = max((place for place in marks if place < at), default=-1)
    after = min((place for place in marks if place > at), default=len(tree.nodes))
    return set(range(before + 1, after)) if before >= 0 and after < len(tree.nodes) else set(range(len(tree.nodes)))


_ASIDE = frozenset("— – ( )".split())


def _told(tree: Tree, at: int) -> set[int]:
    """What a verb of saying has for its content."""
    found: set[int] = set()
    for child in tree.under(at, "ccomp", "xcomp", "dobj", "parataxis", "prep", "advcl"):
        relation, low = tree.nodes[child].relation, tree.nodes[child].low
        if relation == "dobj" and tree.nodes[at].lemma == "claim":
            continue  # a victory, a life
        if relation == "prep" and low not in ("of", "as", "for", "about", "against", "that", "over"):
            continue
        if relation == "advcl" and tree.under(child, "mark"):
            continue
        found |= tree.subtree(child)
    # "…, as the minister insisted": a second voice within what the first one says.
    others = [one for one in found if tree.nodes[one].lemma in SAYING and tree.nodes[one].relation == "advcl"]
    return found.difference(*(tree.subtree(one) for one in others if tree.under(one, "mark")))
