"""The words by which a source says which thing it means where it first tells of it: "video that shows a crash"."""

from __future__ import annotations

from collections.abc import Collection

from summarizer.text.analysis import Analysis

_FRONT = ("amod", "compound", "nmod", "nummod")
_BEHIND = ("prep", "acl", "relcl")
_WHICH = ("WDT", "WP")

_FREE = frozenset("advmod npadvmod acl relcl advcl cc conj punct appos parataxis".split())
"""What may be cut off behind the words that it hangs on."""

_MARKS = frozenset('.?!,;:()[]—–“”"')


def defining_phrase(one: Analysis, at: int, longest: int) -> str:
    """A noun with what stands before it and the clauses and phrases behind it that say which one it is.

    They end where a pronoun, a day, quoted words or a mark begins, as far as what is left is whole. Empty where nothing
    but the noun is left.

    Args:
        one: the sentence.
        at: the noun, or what it is part of: of "a Velta bus" the bus.
        longest: words of a phrase.
    """
    tree = one.tree
    front = [below for child in tree.under(at, *_FRONT) if child < at for below in tree.subtree(child)]
    first = min([at, *front])
    if any(is_loose(one, place, dated=True) or tree.nodes[place].pos == "VERB" for place in range(first, at)):
        first = at
    within = tree.subtree(at)
    last = _whole(
        one, at, [place for place in range(at + 1, len(one.words)) if place in within], _start(one, at), longest
    )
    if last == at and first == at:
        return ""
    return one.text[one.words[first].start : one.words[last].end]


def _start(one: Analysis, at: int) -> int:
    """Where the first phrase or clause behind a noun begins; behind all words without one."""
    return min((min(one.tree.subtree(child)) for child in one.tree.under(at, *_BEHIND) if child > at), default=10_000)


def _whole(one: Analysis, at: int, places: Collection[int], start: int, longest: int) -> int:
    """The last word of the longest run of words behind a noun that is whole and has nothing loose; ``at`` without."""
    run = [place for place in sorted(places) if place >= start]
    if not run or run[0] != at + 1:
        return at
    kept = list[int]()
    for place in run:
        if place != at + 1 + len(kept) or is_loose(one, place) or len(kept) >= longest - 1:
            break
        kept.append(place)
    while kept and not _is_whole(one, at, kept):
        kept.pop()
    return kept[-1] if kept else at


def _is_whole(one: Analysis, at: int, kept: list[int]) -> bool:
    """Whether the words up to the last of those kept lack nothing that a word among them needs."""
    tree, last = one.tree, kept[-1]
    if tree.nodes[last].pos in ("ADP", "DET", "CCONJ", "PART", "SCONJ", "AUX") or tree.nodes[last].tag in _WHICH:
        return False
    lone = tree.nodes[last].relation == "acl" and not any(child in kept for child in tree.children[last])
    if tree.nodes[last].head > last or lone:  # "a plane presumed": what?
        return False
    return all(_may_go(one, child, [at, *kept]) for word in kept for child in tree.children[word] if child > last)


def _may_go(one: Analysis, child: int, kept: Collection[int]) -> bool:
    node = one.tree.nodes[child]
    if node.relation == "prep":
        return one.tree.is_noun(node.head) or _has_object(one, node.head, kept)
    hung = node.tag == "VBG" and node.relation in ("ccomp", "xcomp") and _has_object(one, node.head, kept)
    return hung or node.relation in _FREE


def _has_object(one: Analysis, verb: int, kept: Collection[int]) -> bool:
    return any(place in kept for place in one.tree.under(verb, "dobj"))


def is_loose(one: Analysis, place: int, dated: bool = False) -> bool:
    """What is not carried along: quoted words, marks, pronouns but "that" and "who", nouns that count as known, and
    days, unless it is ``dated``: "a white 2007 sedan".
    """
    node, word = one.tree.nodes[place], one.words[place]
    pronoun = node.pos == "PRON" and node.tag not in _WHICH and node.low not in ("that", "who", "which")
    known = node.pos == "NOUN" and any(one.tree.nodes[below].low == "the" for below in one.tree.under(place, "det"))
    return word.quoted or (word.kind == "date" and not dated) or pronoun or known or word.text in _MARKS
