"""Puts in what a noun stands for, as its source has told it: "the bakery in Kelm" for "the bakery"."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.plan.openings import name_at
from summarizer.records import Introduction
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.leaning import Leaning, leanings
from summarizer.text.lexicon import NAMING
from summarizer.text.tokens import without_possessive
from summarizer.text.words import FUNCTION_WORDS, identity


def with_nouns(text: str, before: Sequence[Analysis], analyse: Analyser) -> tuple[str, list[Introduction]]:
    """The text with what "the bakery" stands for, as the source has told it."""
    found: list[Introduction] = []
    for lean in reversed(leanings(analyse(text))):
        one = analyse(text)
        if one.words[lean.at].quoted:
            continue
        told = _first_told(one, lean, before)
        if told is None:
            continue
        short = without_possessive(text[lean.start : lean.end])
        full = told[0][:1].upper() + told[0][1:] if short[:1].isupper() else told[0]
        text = text[: lean.start] + full + text[lean.start + len(short) :]
        found.append(Introduction(short, full, told[1]))
    return text, found


def _first_told(one: Analysis, lean: Leaning, before: Sequence[Analysis]) -> tuple[str, int] | None:
    """How the source first tells of a noun that counts as known, and where; None unless it tells of one only.

    "The bakery" is "the bakery in Kelm", and "the bank" is "Marn Bank", with the article that goes before that.
    """
    short = one.text[lean.start : lean.end].split()
    if lean.kind != "definite" or len(short) != 2 or short[0].lower() != "the":
        return None
    known = one.words[lean.at].id
    first = _first_use(before, known)
    if first is None:
        return None
    row, at = first
    told = _phrase(before[row], at)
    fits = _fits_name if _is_named(before[row], at) else _fits_noun
    if not fits(one, lean.at, before[row], at) or _says_again(one, known, told):
        return None
    bare = _is_named(before[row], at) and not before[row].tree.under(at, "det")
    return (told if bare else f"the {told}"), row


def _first_use(before: Sequence[Analysis], known: str) -> tuple[int, int] | None:
    """Row and place where a source first has a noun, if it tells of one thing with it, and first tells of it there."""
    uses = [
        (row, at)
        for row, other in enumerate(before)
        for at in other.places(known)
        if other.tree.nodes[at].pos in ("NOUN", "PROPN")
        if other.tree.nodes[at].relation != "compound"
    ]
    fresh = [(row, at) for row, at in uses if _is_named(before[row], at) or _is_fresh(before[row], at)]
    several = len({_phrase(before[row], at).lower() for row, at in fresh}) > 1
    return fresh[0] if fresh and fresh[0] == uses[0] and not several else None


def _fits_name(one: Analysis, place: int, other: Analysis, at: int) -> bool:
    """Whether a noun may stand for a name that has it: "the bank", but not "the office", which may be any."""
    node = one.tree.nodes[place]
    return node.tag == "NN" and node.lemma in NAMING


def _fits_noun(one: Analysis, place: int, other: Analysis, at: int) -> bool:
    """Whether a noun is told with more words where it is first told of, of as many."""
    return other.tree.nodes[at].tag == one.tree.nodes[place].tag and len(_phrase(other, at).split()) > 1


def _is_named(one: Analysis, at: int) -> bool:
    """Whether a noun is part of a name that says what it is the name of: "Marn Bank"."""
    return one.tree.nodes[at].tag == "NNP" and " " in name_at(one, at) and not one.tree.under(at, "poss")


def _phrase(one: Analysis, at: int) -> str:
    """What a noun is called where it is first told of, without its article."""
    if one.tree.nodes[at].tag != "NNP":
        return _noun_phrase(one, at)
    return name_at(one, at)


def _says_again(one: Analysis, known: str, told: str) -> bool:
    """Whether a sentence says already what a noun is told to be: "the rocket toward Kelm aimed at Kelm"."""
    new = {identity(word) for word in told.split() if word not in FUNCTION_WORDS}
    return bool(new & (one.ids - {known}))


def _is_fresh(one: Analysis, at: int) -> bool:
    """Whether a noun is told of for the first time: with "a", or with a name before it."""
    tree = one.tree
    before = {child: tree.nodes[child].low for child in tree.under(at, "det", "predet", "poss")}
    lows = set(before.values())
    named = any(tree.nodes[child].pos == "PROPN" for child in tree.under(at, "compound", "nmod"))
    single = tree.nodes[at].tag == "NN"
    within = any(child and tree.nodes[child - 1].pos == "PROPN" for child in before)  # "the John the Apostle relic"
    return (single and bool(lows & {"a", "an"})) or (named and lows <= {"the"} and not within)


def _noun_phrase(one: Analysis, at: int) -> str:
    """A noun with what stands before it and its first phrase, without its article; empty where more is with it."""
    tree = one.tree
    front = [at, *(below for child in tree.under(at, *_FRONT) if child < at for below in tree.subtree(child))]
    inside = tree.subtree(at)
    last = at
    while last + 1 < len(one.words) and last + 1 in inside and not _is_loose(one, last + 1):
        last += 1
    while last > at and (tree.nodes[last].pos in _OPEN or tree.nodes[last].head > last):
        last -= 1
    span = range(min(front), last + 1)
    if any(place not in inside or _is_loose(one, place) for place in range(min(front), at)):
        return ""
    return one.text[one.words[span[0]].start : one.words[span[-1]].end]


_OPEN = ("ADP", "DET", "CCONJ", "PART", "ADJ")
_FRONT = ("amod", "compound", "nmod", "nummod")


def _is_loose(one: Analysis, place: int) -> bool:
    """What is not carried along: quoted words, pronouns, clauses, commas, days, another noun that counts as known."""
    node, word = one.tree.nodes[place], one.words[place]
    if node.pos == "NOUN" and any(one.tree.nodes[below].low == "the" for below in one.tree.under(place, "det")):
        return True
    return word.quoted or word.kind == "date" or node.pos in ("PRON", "VERB", "AUX") or word.text in tuple(',;:()—–“”"')
