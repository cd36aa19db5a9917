"""Which nouns of its own sentence a pronoun may stand for, as far as the tree alone tells it."""

from __future__ import annotations

from summarizer.text.clauses import SUBJECTS
from summarizer.text.lexicon import PEOPLE, TITLES
from summarizer.text.tree import Tree

_EMPTY_IT = frozenset(
    "be seem appear take turn happen rain snow remain become make mean feel look matter cost help".split()
)
_ANYBODY = frozenset("nobody somebody anybody everybody people police official authority".split())


def is_placed(tree: Tree, place: int) -> bool:
    """Whether a name says where: "in Arvik"."""
    node = tree.nodes[place]
    return node.relation == "pobj" and tree.nodes[node.head].low in ("in", "at", "on", "near", "of", "from")


def is_titled(tree: Tree, place: int) -> bool:
    """Whether a name with "the" before it is a thing's: "the Kelm Task Force", but not "the Rev. Lott"."""
    first = place
    while first and tree.nodes[first - 1].pos == "PROPN":
        first -= 1
    return first > 0 and tree.nodes[first - 1].low == "the" and tree.nodes[first].low.rstrip(".") not in TITLES


def is_one_of_some(tree: Tree, place: int) -> bool:
    """Whether a word is the subject of "one of the officials said", who may well be a "he"."""
    node = tree.nodes[place]
    of = [under for under in tree.under(place, "prep") if tree.nodes[under].low == "of"]
    many = any(tree.nodes[noun].tag in ("NNS", "NNPS") for under in of for noun in tree.under(under, "pobj"))
    return node.low == "one" and node.relation in SUBJECTS and many


def shares_verb(tree: Tree, place: int, at: int) -> bool:
    """Whether a noun and a pronoun are subject and object of one verb: "Stone told him"."""
    first, second = tree.nodes[place], tree.nodes[at]
    plain = second.low not in ("himself", "herself", "itself", "themselves") and second.relation != "poss"
    return plain and first.head == second.head and first.relation in SUBJECTS and second.relation not in SUBJECTS


def opens_towards(tree: Tree, at: int, place: int) -> bool:
    """Whether a pronoun stands in an opening phrase or clause, and the noun is the subject that follows it."""
    if tree.nodes[place].relation == "poss":
        place = tree.nodes[place].head  # "After her husband left, Stone's friends …"
    several = tree.under(place, "conj") and not tree.nodes[at].low.startswith("the")  # "they", "their"
    if tree.nodes[place].relation not in SUBJECTS or several:
        return False
    verb = tree.nodes[place].head
    branch = [up for up in (at, *tree.above(at)) if tree.nodes[up].head == verb and up != verb]
    return bool(branch) and tree.nodes[branch[0]].relation in ("advcl", "prep", "advmod", "npadvmod")


def is_empty(tree: Tree, at: int) -> bool:
    """Whether an "it" stands for nothing: "it is clear that …", "it was raining", "it took years to …"."""
    node = tree.nodes[at]
    joined = node.low in ("it's", "it’s")
    verb = at if joined and tree.is_predicate(at) else node.head
    if not joined and (node.relation not in SUBJECTS or node.low != "it" or tree.nodes[verb].lemma not in _EMPTY_IT):
        return False
    rest = tree.under(verb, "ccomp", "xcomp", "advcl", "csubj", "acomp", "attr")
    bodies = {below for child in rest for below in tree.under(child, "xcomp", "ccomp", "relcl", "acl", "advcl", "prep")}
    said = [tree.nodes[child] for child in rest]
    return bool(bodies) or any(one.relation in ("ccomp", "xcomp", "advcl") or one.pos == "NUM" for one in said)


def is_one_of_several(tree: Tree, place: int, at: int) -> bool:
    """Whether a name is one of several that do something together, to somebody: "Stone and Hahn sent her flowers"."""
    first = place
    while tree.nodes[first].relation == "conj" and tree.nodes[tree.nodes[first].head].pos == "PROPN":
        first = tree.nodes[first].head
    names = [below for below in tree.under(first, "conj") if tree.nodes[below].pos == "PROPN"]
    if not names or tree.nodes[first].relation not in SUBJECTS or at in tree.subtree(first):
        return False
    above = next((up for up in tree.above(at) if tree.is_predicate(up)), -1)
    return above == tree.nodes[first].head


def is_somebody(tree: Tree, place: int) -> bool:
    """Whether a noun is no place: a person, or a name that does something."""
    node = tree.nodes[place]
    return node.pos == "PRON" or node.lemma in PEOPLE | _ANYBODY or (node.pos == "PROPN" and node.relation != "pobj")
