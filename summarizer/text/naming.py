"""What a figure is called: the words of a sentence that name what its number counts, and what sets that apart."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.text.analysis import Analysis
from summarizer.text.counted import clause_of
from summarizer.text.lexicon import ANYONE, COUNTED_IN, IN_PLACES
from summarizer.text.likeness import canonical_stems
from summarizer.text.measured import DATE, Measured
from summarizer.text.numbered import Numbered

_FATES = {
    "dead": "killed", "injured": "injured", "missing": "missing", "displaced": "displaced", "arrested": "arrested",
    "rescued": "rescued", "evacuated": "evacuated",
}  # fmt: skip

_MOST_WORDS = 7
"""Words that a name has at most: it stands before a row of numbers."""

_NUMBERS_OF = frozenset("number total count figure".split())
"""What is said of any count: the number of households is that of households."""


_HOW = frozenset(("without",))
_WHERE = frozenset("on aboard with from".split())
"""Prepositions behind a noun that say which are counted: "people on board", "households without electricity"."""


class Name(NamedTuple):
    """What a sentence calls a figure: ``noun`` with what stands before it and its "of", ``more`` what is said of it.

    ``anyone`` says that the noun is one for people of any kind.
    """

    noun: str
    more: str = ""
    anyone: bool = False

    @property
    def whole(self) -> str:
        """Both, as a reader sees them."""
        return f"{self.noun} {self.more}".strip()


def named_by(one: Analysis, value: Measured) -> Name:
    """What a sentence calls the figure of one of its values; empty where it has no noun for it.

    Args:
        one: the sentence.
        value: one of its values.
    """
    if value.fate:
        return Name(_FATES[value.fate])
    at, tree = value.noun, one.tree
    if at < 0 or not tree.is_noun(at):
        return Name("")
    inner = tree.phrases(at, ("of",)) if tree.nodes[at].lemma in _NUMBERS_OF else []
    at = inner[0] if inner else at
    more = "" if value.unit == DATE else _said_of(one, at, value.word)
    return Name(_noun(one, at, value.word), more, not canonical_stems(tree.nodes[at].low) - ANYONE)


def _noun(one: Analysis, at: int, number: int) -> str:
    """A noun with what stands before it and its "of"."""
    tree = one.tree
    places = {at, *tree.under(at, "compound", "amod")}
    for of in tree.under(at, "prep"):
        part = set(tree.subtree(of))
        if tree.nodes[of].low == "of" and number not in part:
            places |= part
    return _run(one, places)


def _said_of(one: Analysis, at: int, number: int) -> str:
    """What is done to those that are counted, or how they are: "destroyed", "without electricity"."""
    tree, nodes = one.tree, one.tree.nodes
    verb = nodes[at].head if tree.is_predicate(nodes[at].head) else -1
    passive = verb >= 0 and nodes[at].relation == "nsubjpass" and not tree.under(verb, "xcomp", "ccomp")
    of_verb = tree.under(verb, "prep") if passive or nodes[at].relation == "dobj" else []
    own = [child for child in tree.under(at, "prep") if nodes[child].low in _WHERE | _HOW]
    for child in [*own, *(child for child in of_verb if nodes[child].low in _HOW)]:
        part = set(tree.subtree(child))
        if child > at and all(one.words[place].kind == "word" for place in part):
            return _run(one, part)
    behind = [child for child in tree.under(at, "acl") if child > at and nodes[child].tag == "VBN"]
    if behind or passive:
        done = behind[0] if behind else verb
        return _run(one, {done, *(place for place in tree.under(done, "prt", "advmod") if place == done + 1)})
    state = tree.under(verb, "acomp") if verb >= 0 and nodes[at].relation == "nsubj" else []
    return one.words[state[0]].text if state else ""


def scope_of(one: Analysis, value: Measured) -> str:
    """What sets that which a value counts apart, in words of its sentence: its place, what it counts in, who they are.

    Args:
        one: the sentence.
        value: one of its values.
    """
    tree, nodes = one.tree, one.tree.nodes
    for place in clause_of(Numbered(one, value.word, value.quantity)):
        part = set(tree.subtree(place))
        inside = nodes[place].relation == "prep" and nodes[place].low in IN_PLACES - {"of"}
        timed = any(one.words[each].kind in ("date", "time") for each in part)
        if (inside or nodes[place].low in COUNTED_IN) and not timed and value.word not in part and len(part) > 1:
            return _run(one, part)
    return _noun(one, value.noun, value.word) if value.noun >= 0 else ""


def _run(one: Analysis, places: set[int]) -> str:
    """The words at these places, as far as they fit before a row of numbers; a phrase that does not fit goes whole."""
    run = [place for place in sorted(places) if one.words[place].kind in ("word", "number")]
    if len(run) > _MOST_WORDS:
        joints = [at for at, place in enumerate(run[: _MOST_WORDS + 1]) if one.tree.nodes[place].pos == "ADP" and at]
        run = run[: joints[-1] if joints else _MOST_WORDS]
    words = [one.words[place].text for place in run]
    opens = bool(run) and run[0] == 0 and not one.words[0].name and one.tree.nodes[0].pos != "PROPN"
    return " ".join([words[0][:1].lower() + words[0][1:], *words[1:]] if opens else words)
