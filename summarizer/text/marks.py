"""The marks that hang on a word itself: its "may", its "will", its "if", its question mark, its imperative."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.text.conditions import awaited, concedes, condition, played
from summarizer.text.grammar import Grammar, Mark
from summarizer.text.lexicon import (
    ASKING,
    CONDITIONS,
    CONSIDERING,
    CONTESTING,
    DENYING,
    FUTURE,
    GUESSING,
    HEARSAY,
    POSSIBLE,
    REFUSING,
    SAYING,
    SUPPOSING,
    UNTIL_THEN,
)
from summarizer.text.prospects import of_options
from summarizer.text.standing import own_standing
from summarizer.text.tree import Tree

_PERCEIVING = frozenset("see hear feel smell glimpse".split())
"""What "could be" so, was."""

_MARKING = frozenset("aux advmod amod neg mark".split())
_BREAKS = frozenset('? ! . : ; “ ” " « »'.split())
_MAIN = ("ccomp", "conj", "parataxis")
_CLAUSES = ("advcl", "pcomp", "ccomp", "acl", "relcl", "conj")


def asked(tree: Tree) -> dict[int, int]:
    """The words that a question mark makes a question, each with that mark."""
    found: dict[int, int] = {}
    begin = 0
    for at, node in enumerate(tree.nodes):
        if node.low == "?":
            found |= dict.fromkeys(range(begin, at), at)
        if node.low in _BREAKS:
            begin = at + 1
    return found


def marks(known: Grammar, at: int, inherited: bool) -> Iterator[Mark]:
    """The marks on a word. Of a verb of saying whose content ``inherited`` them, its own "will" and "may" are none."""
    tree = known.tree
    says = known.lemma(at) in SAYING and tree.is_predicate(at)
    yield from _of_condition(known, at)
    if not (inherited and says):
        said = tree.under(at, "acomp", "attr") if known.lemma(at) == "be" else []
        for child in (child for one in (at, *said) for child in tree.children[one]):
            if tree.nodes[child].relation in _MARKING:
                yield from _of_form(known, at, child)
    yield from _of_verb(known, at)


def _of_form(known: Grammar, at: int, child: int) -> Iterator[Mark]:
    """What a "may", a "will", a "whether", a "reportedly" makes of its word."""
    low = known.tree.nodes[child].low
    if low == "whether" or (low in CONDITIONS and known.tree.nodes[at].relation == "ccomp"):
        yield "asked", child
    elif low == "would" and _is_refusal(known, at):
        return
    elif low == "would":
        # A plan where somebody speaks of what is ahead, else what is thought up.
        said = any(at in saying.said for saying in known.sayings)
        yield ("planned" if said and "have" not in known.lows(known.helpers(at)) else "supposed"), child
    elif low in HEARSAY:
        yield "attributed", child
    elif low in GUESSING or (low in POSSIBLE and not _is_ability(known, at, low)):
        yield "possible", child
    elif low in FUTURE or low.endswith(("'ll", "’ll")):
        yield "planned", child


def _is_refusal(known: Grammar, at: int) -> bool:
    """Whether a "would not" tells that somebody did not say something: "would not comment"."""
    conditional = known.tree.under(at, "advcl") or "have" in known.lows(known.helpers(at))
    silent = known.lemma(at) in SAYING | {"answer", "discuss", "elaborate"}
    return silent and negated(known, at) and not conditional


def _is_ability(known: Grammar, at: int, low: str) -> bool:
    """Whether a "can", or the "could" of "could not" and "could be seen", tells what is so."""
    seen = known.lemma(at) in _PERCEIVING and bool(known.tree.under(at, "auxpass"))
    return low == "can" or (low == "could" and (seen or negated(known, at)))


def _of_condition(known: Grammar, at: int) -> Iterator[Mark]:
    tree = known.tree
    for child in tree.under(at, "advcl", "prep"):
        mark = condition(known, child)
        asks = known.lemma(at) in ASKING and child > at  # "asked if they had taken it"
        if mark >= 0 and not asks and tree.nodes[mark].low not in UNTIL_THEN and not concedes(known, mark):
            # who is held until then is held
            yield "supposed", mark
    if tree.nodes[at].relation in _CLAUSES and (mark := condition(known, at)) >= 0:
        yield ("asked" if known.lemma(tree.nodes[at].head) in ASKING else "supposed"), mark
    if (mark := awaited(known, at)) >= 0 or (mark := played(known, at)) >= 0:
        yield "supposed", mark


def _of_verb(known: Grammar, at: int) -> Iterator[Mark]:
    """What a verb is by its form and meaning: an imperative, a "considers a sale", a present with "next week"."""
    tree, node = known.tree, known.tree.nodes[at]
    if _commands(known, at):
        thought = {node.lemma, *(known.lemmas(tree.under(at, "ccomp")) if node.lemma == "let" else ())}
        yield ("supposed" if thought & SUPPOSING else "commanded"), at
    if node.lemma in {"plan", *CONSIDERING} and tree.under(at, "dobj") and not known.standings[at].denied:
        yield ("planned" if node.lemma == "plan" else "possible"), at
    if (option := of_options(known, at)) >= 0:
        yield "possible", option
    if tree.is_infinitive(at) and node.head == at and known.subjects(at):
        yield "planned", at  # "Bank to close ten branches"
    days = tree.under(at, "npadvmod", "advmod") if node.tag in ("VBZ", "VBP") else []
    ahead = [day for day in days if tree.nodes[day].low.startswith(("next ", "tomorrow"))]
    if ahead:
        yield "planned", ahead[0]


def _commands(known: Grammar, at: int) -> bool:
    """Whether a word is an imperative that makes the sentence; what somebody is quoted as calling for, they said."""
    tree, node = known.tree, known.tree.nodes[at]
    subjects = tree.under(at, "nsubj", "nsubjpass", "expl")
    if known.quoted[at] or (node.pos != "VERB" and (at or node.tag != "VB")):
        return False
    if any(known.tree.is_finite(one) and not known.subjects(one) for one in tree.under(at, "ccomp")):
        return False  # "Tell is a hero"
    if subjects:
        ordered = bool(known.lows(tree.under(at, "aux")) & {"must", "should"})
        return node.head == at and ordered and "you" in known.lows(subjects)
    first = at > 0 and tree.nodes[at - 1].low in (":", "please")
    imperative = first or (node.tag == "VB" and node.head == at)
    return imperative and known.lows(tree.under(at, "aux")) <= {"do", "don't", "don’t"}


def negated(known: Grammar, at: int) -> bool:
    """Whether a main clause tells that something is not so: by a "not", a "never", a "no" with one of its nouns."""
    tree, node = known.tree, known.tree.nodes[at]
    if node.relation not in _MAIN and node.head != at:
        return False
    own = own_standing(tree, at).denied
    if tree.under(at, "xcomp") and node.lemma == "have":
        return own or "yet" in known.lows(tree.children[at])  # "has yet to begin"
    if tree.under(at, "xcomp") and node.lemma in REFUSING - CONTESTING:
        return not own
    return own or bool(known.lows(_nouns_marks(known, at)) & DENYING) or _has_denied(known, at)


def _nouns_marks(known: Grammar, at: int) -> list[int]:
    """The words at which a "no" for the whole clause may stand."""
    tree, subjects = known.tree, known.subjects(at)
    nouns = [*subjects, *(one for noun in subjects for one in tree.under(noun, "poss"))]
    near = [*nouns, *(one for noun in nouns for one in tree.children[noun])]
    near = [one for one in near if tree.nodes[one].relation != "prep"]  # "a judge without a jury found"
    near += [one for one in tree.children[at] if tree.nodes[one].low in ("nor", "neither")]
    return near + [one for noun in tree.under(at, "dobj", "attr") for one in tree.under(noun, "det")]


def _has_denied(known: Grammar, at: int) -> bool:
    """Whether the "n't" of a clause is drawn together with a word of it."""
    return any(known.tree.nodes[one].denied for one in known.helpers(at))
