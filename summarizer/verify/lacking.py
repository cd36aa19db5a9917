"""What a passage does not tell of a claim: the stretches that are not there, and whether its main event is."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from summarizer.records import Omissible, Span
from summarizer.text.analysis import Analysis, once
from summarizer.text.clauses import OBJECTS, SUBJECTS, called
from summarizer.text.condensing import condensed
from summarizer.text.governors import main_content
from summarizer.text.words import word_count

_DETAILS = frozenset(
    """prep agent npadvmod advmod appos relcl acl advcl nummod amod conj poss nmod parataxis tmod dative pcomp quantmod
    compound""".split()
)
"""How a detail hangs on what it is a detail of."""

_MAIN = ("ROOT", "ccomp", "parataxis", "conj")
"""How the main verb of what is said may hang."""

_ARGUMENTS = (*SUBJECTS, *OBJECTS, "attr", "acomp", "oprd")
_LEAST_WORDS = 4


@once
def core_of(claim: Analysis) -> frozenset[int]:
    """The places of a claim's main predicate and of those who take part in it; empty where it was not parsed.

    Of "Police said that rebels took the town" that is what the rebels did.
    """
    tree, at = claim.tree, main_predicate(claim)
    if at < 0:
        return frozenset()
    agents = tree.phrases(at, ("by",)) if tree.under(at, "nsubjpass", "auxpass") else []
    found = {at, *tree.under(at, *_ARGUMENTS, "prt"), *agents}
    named = {one for place in found - {at} for one in called(tree, place) if tree.nodes[one].relation == "compound"}
    return frozenset(found | named)


@once
def main_predicate(claim: Analysis) -> int:
    """The place of a claim's main predicate; -1 where it was not parsed."""
    # The dot of a "Dr." may be a root of its own.
    roots = [at for at in claim.tree.roots if claim.tree.nodes[at].pos != "PUNCT" and claim.words[at].kind != "mark"]
    return _content(claim, main_content(claim.tree, roots[0])) if claim.tree.parsed and roots else -1


def _content(claim: Analysis, at: int) -> int:
    """What somebody says, where the main verb only says it."""
    tree = claim.tree
    said = set().union(*(saying.said for saying in claim.sayings if saying.at == at))
    told = [one for one in tree.under(at, "ccomp") if tree.is_predicate(one) and one in said]
    if not told and not tree.under(at, *OBJECTS):  # however the parser hung it: "Ten had died, the team reports"
        verbs = [one for one in said if tree.is_finite(one) and tree.nodes[one].relation in _MAIN]
        told = sorted(verbs, key=lambda one: (len(tree.above(one)), one))
    return main_content(tree, told[0]) if told else at


def lacking(claim: Analysis, missing: Iterable[int], core: frozenset[int]) -> tuple[Span, ...]:
    """The stretches of a claim that a passage does not tell: each word with the rest of its phrase, as far as that is
    missing too.
    """
    gone = frozenset(missing)
    found: set[int] = set()
    for at in gone:
        found |= _phrase(claim, at, gone, core) if claim.tree.parsed else {at}
    return _spans(claim, found)


def _phrase(claim: Analysis, at: int, gone: frozenset[int], core: frozenset[int]) -> set[int]:
    """The largest detail around a missing word of which nothing is told; the word alone where it is in the core."""
    tree = claim.tree
    best = {at}
    for top in (at, *tree.above(at)):
        inside = tree.subtree(top)
        if top in core or inside & core or any(claim.words[one].content and one not in gone for one in inside):
            break
        if tree.nodes[top].relation in _DETAILS:
            best = inside
    return best


def _spans(claim: Analysis, places: set[int]) -> tuple[Span, ...]:
    """Stretches of words, in order; those with nothing but small words between are one."""
    found: list[Span] = []
    last = -1
    for at in sorted(places):
        word = claim.words[at]
        if word.kind == "mark" and at - 1 not in places:
            continue
        between = claim.words[last + 1 : at]
        if found and last >= 0 and not any(one.content or one.kind == "mark" for one in between):
            found[-1] = Span(found[-1].start, word.end)
        else:
            found.append(Span(word.start, word.end))
        last = at
    return tuple(found)


def without(claim: Analysis, spans: Collection[Span], core: frozenset[int]) -> str:
    """The claim without these stretches, as far as they can go; the whole claim where too little would be left."""
    kept = [claim.words[at] for at in core]
    parts = [
        Omissible(one.start, one.end, "lacking")
        for one in spans
        if not any(one.start < word.end and word.start < one.end for word in kept)
    ]
    if not parts or not claim.tree.parsed:
        return claim.text
    text = condensed(claim, parts)
    return text if word_count(text) >= _LEAST_WORDS else claim.text
