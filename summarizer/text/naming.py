"""What a figure is called: the words of a sentence that name what its number counts, and what sets that apart."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.text.ages import AGE
from summarizer.text.analysis import Analysis
from summarizer.text.counted import clause_of
from summarizer.text.lexicon import ANYONE, COUNTED_IN, IN_PLACES, TALLY
from summarizer.text.likeness import canonical_stems
from summarizer.text.measured import DATE, Measured
from summarizer.text.numbered import Numbered

FATES = {
    "dead": "killed", "injured": "injured", "missing": "missing", "displaced": "displaced", "arrested": "arrested",
    "rescued": "rescued", "evacuated": "evacuated",
}  # fmt: skip
"""What a count of people is called, by what became of them."""

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
    if value.fate in FATES:
        return Name(FATES[value.fate])
    at, tree = value.noun, one.tree
    if value.unit == AGE:
        return Name(f"age of {_noun(one, at, value.word)}")
    if at < 0 or not tree.is_noun(at):
        return Name("")
    if tree.nodes[at].lemma in TALLY:
        inner = tree.phrases(at, ("of",)) if tree.nodes[at].lemma in _NUMBERS_OF else []
        at = next(iter(inner), -1)
        if at < 0:  # "the figure is 5.2" does not say of what
            return Name("")
    more = "" if value.unit == DATE else _said_of(one, at)
    return Name(_noun(one, at, value.word), more, not canonical_stems(tree.nodes[at].low) - ANYONE)


def said_of(one: Analysis, value: Measured) -> str:
    """What a value counts and what is told of it, in a few words to be compared: "people on board be"."""
    noun = named_by(one, value).whole or (one.words[value.noun].text if value.noun >= 0 else "")
    verb = one.tree.predicate(value.word)
    return f"{noun} {one.tree.nodes[verb].lemma if verb >= 0 else ''}".strip()


def _noun(one: Analysis, at: int, number: int) -> str:
    """A noun with what stands before it and its "of"."""
    tree = one.tree
    described = {at, *tree.under(at, "compound", "amod")}
    places = {place for place in described if not place <= number < at}  # "by our reckoning 900 jobs"
    for of in tree.under(at, "prep"):
        part = set(tree.subtree(of))
        if tree.nodes[of].low == "of" and number not in part:
            places |= part
    return _run(one, places)


def _said_of(one: Analysis, at: int) -> str:
    """What is done to those that are counted, or how they are: "destroyed", "without electricity"."""
    head = one.tree.nodes[at].head
    verb = head if one.tree.is_predicate(head) else -1
    return _phrase_of(one, at, verb) or _done_to(one, at, verb) or _state_of(one, at, verb)


def _is_done(one: Analysis, at: int, verb: int) -> bool:
    """Whether a verb tells what is done to a noun, and not what is thought that it will do."""
    passive = verb >= 0 and one.tree.nodes[at].relation == "nsubjpass"
    return passive and not one.tree.under(verb, "xcomp", "ccomp")


def _phrase_of(one: Analysis, at: int, verb: int) -> str:
    """Where or how they are: "on board", "without electricity", behind the noun or the verb that leaves them so."""
    tree, nodes = one.tree, one.tree.nodes
    own = [child for child in tree.under(at, "prep") if nodes[child].low in _WHERE | _HOW]
    if _is_done(one, at, verb) or (verb >= 0 and nodes[at].relation == "dobj"):
        own += [child for child in tree.under(verb, "prep") if nodes[child].low in _HOW]
    for child in own:
        part = set(tree.subtree(child))
        if child > at and all(one.words[place].kind == "word" for place in part):
            return _run(one, part)
    return ""


def _done_to(one: Analysis, at: int, verb: int) -> str:
    """What is done to them: "destroyed", "called back"."""
    tree = one.tree
    done = [child for child in tree.under(at, "acl") if child > at and tree.nodes[child].tag == "VBN"]
    done += [verb] if _is_done(one, at, verb) else []
    if not done:
        return ""
    return _run(one, {done[0], *(place for place in tree.under(done[0], "prt", "advmod") if place == done[0] + 1)})


def _state_of(one: Analysis, at: int, verb: int) -> str:
    """How they are: "missing", of "37 million francs are missing"."""
    state = one.tree.under(verb, "acomp") if verb >= 0 and one.tree.nodes[at].relation == "nsubj" else []
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
