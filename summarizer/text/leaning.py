"""What a sentence leans on: "he", "the store", "the next morning", where the sentence itself does not say which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarizer.text.analysis import Analysis, once
from summarizer.text.clauses import SUBJECTS
from summarizer.text.definites import DEFINING, determiners, is_defined, is_known, lacks_owner, said_before, told_within
from summarizer.text.lexicon import NOT_TOLD_APART, PEOPLE, PERIODS, SAYING, UNIQUE
from summarizer.text.reference import (
    is_empty,
    is_one_of_several,
    is_one_of_some,
    is_placed,
    is_somebody,
    is_titled,
    opens_towards,
    shares_verb,
)
from summarizer.text.tokens import uncontracted
from summarizer.text.tone import CONNECTIVE, dangles
from summarizer.text.tree import Tree

_MANNERS = frozenset("way point end stage rate kind sort type sense regard juncture".split())
"""What "this" stands with and needs nothing before it: "at this point", "in this way"."""

Kind = Literal["connective", "pronoun", "definite", "other", "whose", "time"]

HE, SHE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
_IT, _THEY = frozenset("it its itself".split()), frozenset("they them their theirs themselves".split())
_PRONOUNS = frozenset("he she it they".split())
POINTING = frozenset("this that these those".split())
_STANDING_ALONE = POINTING | frozenset("others both another half third majority minority neither".split())
_SOME_ALONE = frozenset("more fewer some most several few".split())
"""Without a noun these leave open of whom or of what; "some say" may be anybody."""

_SOME = frozenset("some several many most each both none neither either another any".split())
_AT_FIRST = re.compile(
    r"^\W*(?:(?:on|in|by|at|since|until)\s)?"
    r"(?:(?:that|the\s(?:same|next|following|previous))\s(?:very\s)?(?:day|night|morning|afternoon|evening|week|weekend"
    r"|month|year|time|moment|point)\b(?!\s(?:of|in|at|when|that|after|before)\b)"
    r"|(?:(?:[\w-]+\s){0,3}(?:later|afterwards?)|afterwards?|(?:[\w-]+\s){1,3}(?:earlier|before)|earlier|later|then)"
    r"(?=,|\s(?:he|she|it|they|the|a|an)\b))",
    re.IGNORECASE,
)


_BEFORE_OR_AFTER = re.compile(
    r"\bthe (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|day|night|evening|morning|week|month|year)"
    r" (?:before|after)(?=[.,;]?$|[,;])"
)
"""A time at the end that is reckoned from another: "to the Friday before"."""


class Leaning(NamedTuple):
    """A phrase that stands for something told before; ``text[start:end]``.

    ``at`` is the place of its head word. A connective ("However, …") only joins; a pronoun needs what it stands for; a
    "definite" one is a noun that counts as known ("the store"), "other" one that is told from another ("the same
    store", "both men"), "whose" a noun without its possessor ("Shares fell"), "time" one reckoned from another.
    """

    kind: Kind
    start: int
    end: int
    at: int


@once
def leanings(one: Analysis) -> tuple[Leaning, ...]:
    """What a sentence leans on, in order; nothing where it was not parsed."""
    if not one.tree.parsed:
        return ()
    found = [*_openings(one)]
    for at in range(len(one.words)):
        kind = _kind(one, at)
        if kind and not any(lean.start <= one.words[at].start < lean.end for lean in found):
            first = min([at, *one.tree.under(at, "det", "predet", "amod", "compound", "nummod", "poss")])
            found.append(Leaning(kind, one.words[first].start, one.words[at].end, at))
    return tuple(sorted(found, key=lambda lean: lean.start))


def stands_alone(one: Analysis) -> bool:
    """Whether a parsed sentence has no pronoun whose noun is missing, and no connective to one before."""
    return not any(lean.kind in ("connective", "pronoun") for lean in leanings(one))


def leans(one: Analysis) -> bool:
    """Whether a sentence cannot be told: by its grammar where it was parsed, else by how it opens."""
    return not stands_alone(one) if one.tree.parsed else dangles(one.text)


def _openings(one: Analysis) -> list[Leaning]:
    """A connective, or a time that is reckoned from another, at the beginning."""
    if match := CONNECTIVE.match(one.text):
        return [Leaning("connective", *match.span(), 0)]
    match = _AT_FIRST.match(one.text)
    if match:
        return [Leaning("time", *match.span(), 0)]
    match = _BEFORE_OR_AFTER.search(one.text)
    return [Leaning("time", *match.span(), max(one.word_at(match.start()), 0))] if match else []


def _kind(one: Analysis, at: int) -> Kind | None:
    node, low = one.tree.nodes[at], uncontracted(one.words[at].low)
    if node.tag in ("PRP", "PRP$") or (low != node.low and low in _PRONOUNS):
        return None if _has_antecedent(one, at) else "pronoun"
    if low != node.low and low == "that":
        return None if at else "pronoun"
    if node.low.rpartition(" ")[2] in _STANDING_ALONE or _opens_without_noun(one.tree, at):
        return _alone(one, at)
    if _is_bare_count(one, at) or _is_picked(one, at) or _is_place_told_before(one, at):
        return "other"
    return _kind_of_noun(one, at) if node.pos == "NOUN" or is_age(one, at) else None


def _kind_of_noun(one: Analysis, at: int) -> Kind | None:
    node, small = one.tree.nodes[at], determiners(one, at)
    if small & {*POINTING, "such"}:
        free = uncontracted(node.low) in PERIODS | _MANNERS or node.lemma in UNIQUE
        return None if free or said_before(one, at) else "other"
    if _is_told_apart(one.tree, at, small):
        defined = _is_compared(one.tree, at) if "same" in small else is_defined(one, at)
        return None if defined or told_within(one, at) else "other"
    if "the" in small:
        return None if is_known(one, at) else "definite"
    return "whose" if lacks_owner(one, at) else None


def _is_told_apart(tree: Tree, at: int, small: set[str]) -> bool:
    """Whether a noun is told from others of its kind: "both men", "the new details", "one of the officials",
    "two more soldiers".
    """
    if is_further(tree, at) and not any(tree.nodes[other].low == "than" for other in range(at)):
        return True
    known = "the" in small and (small & NOT_TOLD_APART or _is_some_of(tree, at))
    return bool("both" in small or known)


def is_further(tree: Tree, at: int) -> bool:
    """Whether a noun is counted beside others: "two more soldiers"."""
    counts = tree.under(at, "nummod")
    beside = [*(tree.under(at, "amod") if counts else ()), *(more for count in counts for more in tree.children[count])]
    return any(tree.nodes[more].low == "more" and tree.nodes[more + 1].low != "than" for more in beside)


def _is_compared(tree: Tree, at: int) -> bool:
    """Whether it is told what a noun is the same as, or of a time or kind of which nobody asks: "at the same time"."""
    node = tree.nodes[at]
    told = bool(tree.under(at, "relcl", "poss")) or any(
        tree.nodes[under].low == "as" for under in tree.under(at, "prep")
    )
    return told or node.low in PERIODS | _MANNERS


def _is_some_of(tree: Tree, at: int) -> bool:
    """Whether only some of those that count as known are meant: "one of the officials"."""
    node = tree.nodes[at]
    of = tree.nodes[node.head]
    counted = tree.nodes[of.head]
    return node.relation == "pobj" and of.low == "of" and (counted.pos == "NUM" or counted.low in _SOME)


def is_age(one: Analysis, at: int) -> bool:
    """Whether a word stands for somebody by an age: "the 24-year-old"."""
    plays = one.tree.nodes[at].relation in (*SUBJECTS, "dobj", "pobj", "dative")
    return plays and one.words[at].low.endswith("-year-old")


# Pronouns


def _has_antecedent(one: Analysis, at: int) -> bool:
    """Whether a pronoun may stand for something in its own sentence, or for nothing."""
    low = uncontracted(one.words[at].low)
    if low in _IT:
        return is_empty(one.tree, at) or _noun_for(one, at, ("NN", "NNP", "NNS", "NNPS"), behind=("NN", "NNP", "NNPS"))
    if low in _THEY:
        return _noun_for(one, at, ("NNS", "NNPS", "NN", "NNP", "CD"))
    if low not in HE | SHE:
        return True
    return not closes_speech(one, at) and _noun_for(one, at, ("NN", "NNP"), person=True)


def _noun_for(
    one: Analysis, at: int, tags: Sequence[str], person: bool = False, behind: Sequence[str] | None = None
) -> bool:
    """Whether a noun stands before a pronoun, or as the subject after an opening with it, that it may stand for.

    ``behind`` are the tags of the latter where they are others: in "After its end small groups threw bottles" the
    groups are not meant.
    """
    tree = one.tree
    nouns = [place for place in range(len(tree.nodes)) if _may_stand(one, at, place, tags, person)]
    own = tree.nodes[at].head
    if tree.nodes[at].relation == "pobj":
        own = tree.nodes[own].head  # "the lake behind it": another thing than the lake
    before = [place for place in nouns if place < at and not shares_verb(tree, place, at) and place != own]
    if person and _names_an_age(one, at):
        return True
    later = [place for place in nouns if place > at and tree.nodes[place].tag in (behind or tags)]
    return bool(before) or any(opens_towards(tree, at, place) for place in later)


def _may_stand(one: Analysis, at: int, place: int, tags: Sequence[str], person: bool) -> bool:
    meant = one.tree.nodes[place].tag in tags and may_be_meant(one, place, person)
    if person and one.words[place].quoted > one.words[at].quoted:
        return False  # “Mum met a boy,” she wrote: who is quoted spoke of others
    several = person and is_one_of_several(one.tree, place, at)
    return (meant and not several) or (person and is_one_of_some(one.tree, place))


def _names_an_age(one: Analysis, at: int) -> bool:
    """Whether somebody stands before a pronoun with an age: "Stone, 55, …", which a parser often takes for no name."""
    texts = [word.text for word in one.words[:at]]
    tags = [node.tag for node in one.tree.nodes]
    return any(tags[place] == "CD" and texts[place - 1] == texts[place + 1] == "," for place in range(2, at - 1))


def may_be_meant(one: Analysis, place: int, person: bool) -> bool:
    """Whether a pronoun may stand for a noun; ``person`` where it is a "he" or "she"."""
    node = one.tree.nodes[place]
    if node.tag == "CD" and node.relation not in (*SUBJECTS, "dobj"):
        return False  # "12 million have left their homes", but not "12 people", "at 12"
    if one.words[place].kind == "date" or node.relation in ("compound", "npadvmod", "amod") or node.low in PERIODS:
        return False
    if not person:
        return True
    named = node.pos == "PROPN" or one.words[place].name
    free = not (is_placed(one.tree, place) or is_titled(one.tree, place))
    return (named and free) or uncontracted(one.words[place].low) in PEOPLE or _acts(one, place)


def _acts(one: Analysis, place: int) -> bool:
    """Whether a noun is somebody who says something, is told something, or is called by a "who"."""
    who = any(
        one.tree.nodes[under].low == "who"
        for clause in one.tree.under(place, "relcl")
        for under in one.tree.subtree(clause)
    )
    return who or any(place in saying.speakers for saying in one.sayings)


def closes_speech(one: Analysis, at: int) -> bool:
    """Whether "he" is who says the sentence, behind it: "“…,” he said"."""
    node = one.tree.nodes[at]
    verb = one.tree.nodes[node.head]
    if node.relation not in SUBJECTS or verb.lemma not in SAYING or one.words[at].quoted:
        return False
    # What stands before a colon is not said: "Lantos gave another figure: seven were dead, she said".
    told = any(word.text == ":" and not word.quoted for word in one.words[:at])
    if _introduces_quotation(one, at) or told:
        return False
    before = one.words[at - 1].text if at else ""
    said = any(child < at for child in one.tree.under(node.head, "ccomp", "parataxis", "dobj"))
    return before in (",", "”", '"', "’") and (said or verb.relation in ("parataxis", "advcl"))


def _introduces_quotation(one: Analysis, at: int) -> bool:
    """Whether somebody is named before the quotation that ends before a pronoun: "Hahn is sure: “…,” she said"."""
    quoted = [place for place in range(at) if one.words[place].quoted]
    first = quoted[0] if quoted else 0
    return any(
        one.tree.nodes[place].tag == "NNP" and one.tree.nodes[place].relation in SUBJECTS for place in range(first)
    )


def _opens_without_noun(tree: Tree, at: int) -> bool:
    """Whether a sentence opens with "More are expected" or "In some, …"."""
    node = tree.nodes[at]
    if node.low not in _SOME_ALONE or tree.under(at, "amod", "nummod", "advmod"):
        return False
    first = at == 0 and node.relation in SUBJECTS and node.low in ("more", "fewer")
    return first or (at == 1 and node.relation == "pobj")


def _is_bare_count(one: Analysis, at: int) -> bool:
    """Whether a number stands for what was named before, and its sentence names no several: "She saw all three"."""
    node, tree = one.tree.nodes[at], one.tree
    if node.tag != "CD" or node.relation not in (*SUBJECTS, "dobj", "pobj"):
        return False
    if not {"the", "all"} & determiners(one, at):
        return False
    several = any(tree.nodes[place].tag in ("NNS", "NNPS", "CD") or tree.under(place, "conj") for place in range(at))
    return one.words[at].low.isalpha() and not several and not tree.under(at, "prep", "relcl", "acl", "appos")


def _is_picked(one: Analysis, at: int) -> bool:
    """Whether a superlative stands for one of those named before: "The youngest was four"."""
    node, tree = one.tree.nodes[at], one.tree
    most = node.tag == "JJS" or any(tree.nodes[under].tag == "RBS" for under in tree.under(at, "advmod"))
    if not most or node.pos != "ADJ" or at + 1 >= len(tree.nodes):
        return False
    first = at - 1 if node.tag == "JJS" else at - 2
    behind = tree.nodes[at + 1]
    several = any(tree.nodes[place].tag in ("NNS", "NNPS") for place in range(at))
    alone = behind.relation == "punct" or tree.is_predicate(at + 1)
    return first >= 0 and tree.nodes[first].low == "the" and alone and not several


def _is_place_told_before(one: Analysis, at: int) -> bool:
    """Whether a "there" is a place that its sentence does not name before: "Nobody there was hurt"."""
    node, tree = one.tree.nodes[at], one.tree
    if node.low != "there" or node.relation != "advmod" or tree.under(at, *DEFINING, "advcl"):
        return False
    nouns = [place for place in range(at) if tree.is_noun(place) and one.words[place].kind != "date"]
    return all(is_somebody(tree, place) for place in nouns)


def _alone(one: Analysis, at: int) -> Kind | None:
    """Whether "this" or "others" stands as a noun of its own, with nothing before it that it may mean."""
    node, tree = one.tree.nodes[at], one.tree
    if node.relation not in (*SUBJECTS, "dobj", "pobj") or node.pos not in ("PRON", "DET", "NOUN", "ADJ"):
        return None
    described = tree.under(at, "prep", "relcl", "acl", "appos") and node.low != "others"
    if described or node.tag in ("WDT", "WP", "IN"):
        return None
    nouns = any(tree.is_noun(place) or tree.is_predicate(place) for place in range(at))
    return None if nouns else "pronoun"
