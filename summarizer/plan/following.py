"""Sentences that may be told directly behind the one before them in their source, which shows what they lean on.

"He was charged on Friday." is clear behind "Police arrested Nils Dahl.", as it was to the readers of the source.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from summarizer.records import Follows, Unexplained
from summarizer.text import names
from summarizer.text.analysis import Analysis
from summarizer.text.clauses import noun_subjects
from summarizer.text.leaning import HE, POINTING, SHE, Leaning, leanings, may_be_meant
from summarizer.text.lexicon import CLASSES, PEOPLE
from summarizer.text.tokens import uncontracted, without_possessive


def follows(row: int, own: Analysis, before: Analysis, unexplained: Sequence[Unexplained]) -> Follows | None:
    """What the sentence before must still tell for a sentence to be clear behind it.

    Args:
        row: the row of the sentence before.
        own: the sentence as it is to be told.
        before: the sentence before it.
        unexplained: what it speaks of as known.

    Returns:
        None where it leans on nothing, or where the sentence before has nothing, or more than one thing, that it may
        mean: what that one leans on itself it does not show.
    """
    if not own.tree.parsed or not before.tree.parsed:
        return None
    joins = [lean for lean in leanings(own) if lean.kind in ("connective", "pronoun")]
    if not joins and not unexplained:
        return None
    owned = {own.text[lean.start : lean.end] for lean in leanings(own) if lean.kind == "whose"}
    needed = [*(_meant(lean, own, before) for lean in joins), *(_told(one, before, owned) for one in unexplained)]
    if any(ids is None for ids in needed):
        return None
    return Follows(row, tuple(tuple(sorted(ids)) for ids in needed if ids))


def _meant(lean: Leaning, own: Analysis, before: Analysis) -> frozenset[str] | None:
    """Ids of what a pronoun may mean in the sentence before; empty where it needs no word of it, None without any."""
    word = own.words[lean.at]
    low = uncontracted(own.words[lean.at].low)
    if lean.kind == "connective":
        return frozenset()
    if word.quoted:
        return None
    if low in HE | SHE:
        others = SHE if low in HE else HE
        return None if others & {word.low for word in before.words} else _person(before)
    if low in POINTING:
        return None  # "That is why it matters": what it says of the whole of another sentence is mostly comment
    several = low.startswith("the")
    tags = ("NNS", "NNPS") if several else ("NN", "NNP", "NNPS")  # "Velta Foods" is one
    subjects = [at for at in noun_subjects(before.tree) if before.tree.nodes[at].tag in tags]
    return frozenset({before.words[subjects[0]].id}) if len(subjects) == 1 else None


def _person(before: Analysis) -> frozenset[str] | None:
    """The one person of a sentence: its subject, with no other person beside."""
    nodes = before.tree.nodes
    people = [at for at, node in enumerate(nodes) if node.pos in ("PROPN", "NOUN") and may_be_meant(before, at, True)]
    subjects = [at for at in noun_subjects(before.tree) if at in people]
    return frozenset({before.words[subjects[0]].id}) if len(subjects) == 1 == len(people) else None


def _names(before: Analysis) -> frozenset[str] | None:
    """Ids of the names of a sentence; None without any."""
    spelt = {*names(before.text)}
    found = (
        word.id
        for word, node in zip(before.words, before.tree.nodes, strict=True)
        if word.kind == "word" and (node.pos == "PROPN" or without_possessive(word.text) in spelt)
    )
    return frozenset(found) or None


def _told(one: Unexplained, before: Analysis, owned: Collection[str]) -> frozenset[str] | None:
    """Ids by which the sentence before tells of what counts as known; None where it does not.

    What is ``owned`` and does not say by whom, as in "Net profit fell", is by whom the sentence before names.
    """
    if one.reason:
        return None
    held = frozenset(one.ids) & before.ids or (_names(before) if one.phrase in owned else None)
    if held:
        return held
    if one.phrase.split()[0].lower() in POINTING and not one.ids:
        return frozenset()
    noun = one.phrase.split()[-1].lower()
    if noun in PEOPLE or noun.endswith("-year-old"):
        return _person(before)
    names = [at for at in noun_subjects(before.tree) if before.tree.nodes[at].pos == "PROPN"]
    return frozenset({before.words[names[0]].id}) if noun in CLASSES and len(names) == 1 else None
