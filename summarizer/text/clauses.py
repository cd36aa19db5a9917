"""The clauses of a sentence: each predicate with those who do it and those it is done to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summarizer.text.lexicon import AROUND, PLACES
from summarizer.text.tree import DEEPEST, Tree

_OVER = frozenset("has have had was were 've ’ve 'd ’d".split())
_UNDER_WAY = frozenset("is are was were been 's ’s 're ’re".split())
_SUCH_AS = ("including", "like", "as")
SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "obj")


class Clause(NamedTuple):
    """A predicate and who takes part: those who do it or are it, and those it is done to, as places of words.

    ``at`` is the verb, or what a form of "be" says of its subject; ``verb`` the verb. ``done`` tells whether it is told
    as over (a past or perfect), ``going`` as under way. ``bare`` is a participle of which it cannot be told who does it
    and who bears it.
    """

    at: int
    verb: int
    doers: tuple[int, ...]
    bearers: tuple[int, ...]
    passive: bool
    done: bool
    going: bool
    bare: bool


def clauses(tree: Tree) -> tuple[Clause, ...]:
    """The predicates of a sentence with their arguments, in order."""
    return tuple(clause(tree, at) for at in range(len(tree.nodes)) if tree.parsed and tree.is_predicate(at))


def clause(tree: Tree, verb: int) -> Clause:
    """The clause of one verb."""
    passive = _is_passive(tree, verb)
    subjects = expanded(tree, _subjects(tree, verb, 0))
    objects = expanded(tree, tree.under(verb, *OBJECTS))
    agents = expanded(tree, tree.phrases(verb, ("by",)))
    said = tree.under(verb, "attr", "acomp", "oprd") if tree.nodes[verb].lemma == "be" else []
    helpers = {tree.nodes[child].low for child in tree.under(verb, "aux", "auxpass")}
    tag = tree.nodes[verb].tag
    return Clause(
        at=said[0] if said else verb,
        verb=verb,
        doers=tuple(agents if passive else subjects),
        bearers=tuple(subjects if passive else objects),
        passive=passive,
        done=tag == "VBD" or (tag == "VBN" and bool(helpers & _OVER)),
        going=tag == "VBG" and bool(helpers & _UNDER_WAY),
        bare=tag == "VBN" and not tree.under(verb, "aux", "auxpass", "agent"),
    )


def _is_passive(tree: Tree, verb: int) -> bool:
    if tree.under(verb, "nsubjpass", "auxpass", "agent"):
        return True
    node = tree.nodes[verb]
    bare = node.tag == "VBN" and not tree.under(verb, "nsubj", "aux")
    return bare and node.relation in ("acl", "advcl", "relcl")


def _subjects(tree: Tree, verb: int, depth: int) -> list[int]:
    """The grammatical subject of a verb, taken from the clause above where it has none of its own."""
    own = tree.under(verb, *SUBJECTS)[-1:]
    node = tree.nodes[verb]
    if own or depth > DEEPEST or node.head == verb:
        return own
    if node.relation in ("acl", "relcl"):
        return [node.head]
    if node.relation == "xcomp" and (objects := tree.under(node.head, *OBJECTS)):
        return objects
    if node.relation not in ("conj", "xcomp", "advcl", "pcomp"):
        return []
    above = tree.predicate(node.head)
    return _subjects(tree, above, depth + 1) if above >= 0 else []


def noun_subjects(tree: Tree) -> list[int]:
    """The nouns and names that are subjects, in order."""
    return [at for at, node in enumerate(tree.nodes) if node.relation in SUBJECTS and tree.is_noun(at)]


def expanded(tree: Tree, places: Sequence[int]) -> list[int]:
    """Who is meant by the heads of noun phrases: what "who" goes back to, each of a list, what "dozens of" counts.

    Nothing for a "he" or "it": whom it means the sentence does not tell.
    """
    found: list[int] = []
    left = list(reversed(places))
    while left:
        place = left.pop()
        node = tree.nodes[place]
        if place in found:
            continue
        if _is_relative(tree, place):
            up = next((up for up in tree.above(place) if tree.nodes[up].relation == "relcl"), -1)
            left += [tree.nodes[up].head] if up >= 0 else []
        elif node.pos != "PRON" or node.low in AROUND:
            counted = tree.phrases(place, ("of",)) if node.low.split(" ")[-1] in AROUND or node.pos == "NUM" else []
            found += [place, *tree.phrases(place, _SUCH_AS), *counted]
            left += reversed(tree.under(place, "conj"))
    return found


def _is_relative(tree: Tree, at: int) -> bool:
    node = tree.nodes[at]
    return node.tag in ("WP", "WDT") or (node.low == "that" and node.pos in ("PRON", "SCONJ"))


def called(tree: Tree, place: int) -> set[int]:
    """The words by which somebody may be called: the head, the parts of a name, what stands in apposition."""
    found, left = {place}, [place]
    while left:
        at = left.pop()
        new = [one for one in (*_names_below(tree, at), *_names_above(tree, at)) if one not in found]
        found.update(new)
        left += new
    return found


def _names_below(tree: Tree, at: int) -> list[int]:
    """Parts of a name, what stands in apposition to it, and the name of "the city of Hama"."""
    named = tree.nodes[at].pos == "PROPN"
    parts = [
        child
        for child in tree.under(at, "compound", "nummod")
        if named or tree.nodes[child].pos == "PROPN" or tree.nodes[child].tag == "NNS"
    ]
    if tree.nodes[at].low in PLACES:
        parts += [thing for thing in tree.phrases(at, ("of",)) if tree.nodes[thing].pos == "PROPN"]
    return [*tree.under(at, "appos", "nmod"), *parts]


def _names_above(tree: Tree, at: int) -> list[int]:
    """What a word stands in apposition to, or is part of the name of; and the Lee of "Lee was a driver who …"."""
    node = tree.nodes[at]
    if node.relation == "attr":
        return tree.under(node.head, "nsubj")
    part = node.relation == "compound" and node.pos == "PROPN"
    return [node.head] if part or node.relation in ("appos", "nmod") else []
