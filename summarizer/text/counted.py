"""What a number is of: the things counted or measured, whose they are, and what limits them."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.text.clauses import SUBJECTS
from summarizer.text.lexicon import (
    ANYONE,
    CHARGED_WITH,
    COUNTED_IN,
    COUNTING,
    HELD_BY,
    IN_PLACES,
    MONEY,
    PERIODS,
    PLACES,
    PLACING,
    SAYING,
    TALLY,
)
from summarizer.text.likeness import canonical_stems
from summarizer.text.names import name_key
from summarizer.text.numbered import Numbered
from summarizer.text.words import CALENDAR

_WITHIN_TIME = frozenset("in within per over during".split())
"""Prepositions before the stretch of time that limits what is counted."""

_LEFT_OUT = frozenset("excluding exclude excluded without alone before after".split())
"""Of `COUNTED_IN` and `CHARGED_WITH` what leaves out."""

_WHOLE = frozenset("throughout across nationwide countrywide worldwide altogether overall whole entire".split())
"""What says that all of a place, or of a number, is counted."""

_PARTS_OF_DAY = frozenset(
    "day night morning afternoon evening moment time minute today yesterday tomorrow tonight".split()
)
"""Those of `PERIODS` that say when something was counted, and not over how long."""

_HANGING = frozenset("advcl relcl parataxis ccomp csubj".split())
"""Clauses that hang on another and tell something of their own."""

_JOINED = frozenset("conj xcomp advcl acl relcl".split())
"""Verbs whose subject may be that of the verb that they hang on."""


def _stems(words: Iterable[str]) -> frozenset[str]:
    """Stems of words one by one: to tell the language of several a classifier would be loaded, for half a second."""
    return frozenset[str]().union(*map(canonical_stems, words))


TALLIES = _stems(TALLY)
"""Stems of what a number is called that says nothing of what it counts: "its figure of 31,000"."""

EVERYWHERE = "everywhere"
"""The limit of what is told of a whole: "throughout the province"."""

SEVERAL = "several"
"""The limit of what is told of so many places: "in nine countries"."""

EXTENT = frozenset("in across".split())
"""Prepositions before the number of places in which others are counted."""

_FATES = {
    "dead": _stems(("dead", "fatality", "toll")), "injured": _stems(("injured",)), "missing": _stems(("missing",)),
    "arrested": _stems(("arrested", "detained")), "evacuated": _stems(("evacuated",)), "rescued": _stems(("rescued",)),
    "displaced": _stems(("displaced", "homeless")), "ill": _stems(("infection", "infected", "case", "sickened")),
}  # fmt: skip
"""What became of people, by stems of what is said of them; as in `tolls.Toll`."""


def fate_of(things: frozenset[str]) -> str:
    """What became of those whose number a value is: of "the number of people wounded"."""
    return next((fate for fate, stems in _FATES.items() if things & stems), "")


def owners(number: Numbered) -> list[int]:
    """The nouns whose value a number is: "toll" of "the toll climbed to 17", "profit" of "a profit of 410 million"."""
    at = number.noun if number.unit[0] and number.noun >= 0 else number.at
    return [] if number.noun >= 0 and not number.unit[0] else owners_at(number, at, number.verb)


def owners_at(number: Numbered, at: int, verb: int) -> list[int]:
    """The nouns whose value is told at a place, by a verb or without any."""
    one, tree = number.one, number.tree
    heads = _heads(number, at, verb)
    found = list(heads)
    for head in heads:
        things = tree.phrases(head, ("of", "for", "on", "in"))
        found += things + [child for thing in things for child in tree.under(thing, "acl", "amod")]
        found += tree.under(head, "compound", "amod", "acl")
    return [place for place in found if one.words[place].kind == "word" and place != at]


def _heads(number: Numbered, at: int, verb: int) -> list[int]:
    """The noun that a value hangs on, else subject and object of its verb."""
    tree = number.tree
    holding = (place for place in tree.above(at) if tree.is_noun(place) or tree.is_predicate(place))
    above = next((place for place in holding if not number.is_parted(place)), -1)
    if above >= 0 and tree.is_noun(above):
        return [above]
    if verb < 0:
        return []
    node, lemma = tree.nodes[at], tree.nodes[verb].lemma
    if (node.relation, node.head) == ("dobj", verb) and lemma in SAYING | COUNTING:
        return []  # it is not those who count that are so many
    heads = _told_of(number, at, verb)
    if not heads and tree.nodes[verb].relation in _JOINED:
        heads = tree.under(tree.nodes[verb].head, *SUBJECTS)
    return heads or _noun_before(number, verb)


def _told_of(number: Numbered, at: int, verb: int) -> list[int]:
    """The objects and subjects of a verb, but for the word at a place; of what is put at, not who puts it."""
    one, tree = number.one, number.tree
    put = tree.under(verb, "dobj") if tree.nodes[verb].lemma in PLACING else []
    return [
        place
        for place in put or (*tree.under(verb, "dobj"), *tree.under(verb, *SUBJECTS))
        if place != at and tree.nodes[place].pos != "PRON" and one.words[place].kind == "word"
    ]


def _noun_before(number: Numbered, verb: int) -> list[int]:
    """The noun right before a verb, which is its subject also where the parser hangs it elsewhere."""
    nodes, at = number.nodes, verb - 1
    while at > 0 and nodes[at].pos in ("AUX", "ADV"):
        at -= 1
    plain = at >= 0 and nodes[at].pos == "NOUN" and number.one.words[at].kind == "word"
    return [at] if plain and not number.tree.under(verb, *SUBJECTS) else []


def clause_of(number: Numbered) -> list[int]:
    """The words of the clause of a number, without the clauses that hang on it, in order."""
    tree, at = number.tree, number.at
    top = number.verb if number.verb >= 0 else tree.root
    if tree.nodes[top].lemma in SAYING and number.verb >= 0 and at not in tree.subtree(top):
        top = tree.root
    found, left = {top}, [top]
    if number.nodes[0].relation == "prep":  # it is of the whole sentence, wherever the parser hangs it
        left.append(0)
        found.add(0)
    keep = {at, *number.above}
    while left:
        for child in tree.children[left.pop()]:
            if child not in found and (tree.nodes[child].relation not in _HANGING or child in keep):
                found.add(child)
                left.append(child)
    return sorted(found)


def of_what(number: Numbered) -> frozenset[str]:
    """What the counted are of or which they are: "Venus" of "seven flybys of Venus"."""
    if number.noun < 0:
        return frozenset()
    one, tree = number.one, number.tree
    places = {place for thing in tree.phrases(number.noun, ("of",)) for place in tree.subtree(thing)}
    return canonical_stems(" ".join(one.words[place].text for place in places if one.words[place].kind == "word"))


def names_of(number: Numbered, owning: list[int]) -> frozenset[str]:
    """The names of those whose value a number is: "Brill" of "Brill held 48.2 percent of the vote".

    Args:
        number: the number.
        owning: the nouns whose value it is.
    """
    one, tree = number.one, number.tree
    holders = [holder for holder in _holders(number) if one.words[holder].name]
    places = {place for holder in holders for place in (holder, *tree.under(holder, "compound", "appos"))}
    places |= set(owning) if any(one.words[place].name for place in owning[:1]) else set()
    return frozenset(name_key(one.words[place].text) for place in places if one.words[place].name)


def _holders(number: Numbered) -> list[int]:
    """The subjects of the verb of a number, unless that stands aside: "Brill won in nine districts"."""
    tree, verb = number.tree, number.verb
    path = number.above[: number.above.index(verb)] if verb in number.above else []
    aside = any(tree.nodes[place].relation == "prep" and tree.nodes[place].low not in HELD_BY for place in path)
    if verb < 0 or aside or (tree.nodes[verb].lemma in PLACING and tree.under(verb, "dobj")):
        return []
    first = next((place for place, word in enumerate(number.one.words) if word.kind == "word"), 0)
    return [
        holder
        for holder in tree.under(verb, *SUBJECTS)
        if number.at not in tree.subtree(holder) and (holder != first or tree.nodes[holder].pos == "PROPN")
    ]


def deeds(number: Numbered, clause: list[int]) -> frozenset[str]:
    """What is said of those that are counted: stems of the verbs and nouns of the clause, without names."""
    one = number.one
    told = [
        one.words[at].low
        for at in clause
        if one.words[at].kind == "word" and one.tree.nodes[at].pos in ("VERB", "NOUN", "ADJ") and not one.words[at].name
    ]
    return canonical_stems(" ".join(told)) - ANYONE


def places_of(number: Numbered, clause: list[int]) -> frozenset[str]:
    """The names of places that limit what is counted: "in Hestra"."""
    one, tree = number.one, number.tree
    things = [
        thing
        for place in clause
        if tree.nodes[place].relation == "prep" and tree.nodes[place].low in IN_PLACES
        for thing in tree.under(place, "pobj")
    ]
    return frozenset(
        name_key(one.words[word].text)
        for thing in things
        for word in tree.subtree(thing)
        if one.words[word].name and one.words[word].low not in CALENDAR | PLACES
    )


def limits_of(number: Numbered, clause: list[int]) -> frozenset[str]:
    """Whether somebody is counted "in" or left "out", and the period: "since January", "including the attacker"."""
    tree, nodes = number.tree, number.nodes
    found = {"since"} if _has_beginning(number) else set()
    aside = [at for at in clause if at > number.at and nodes[at].relation == "appos" and nodes[at].pos == "NUM"]
    for place in clause:
        if aside and place > aside[0]:  # "86 cases, 19 of them in the past week"
            break
        if nodes[place].low in _WHOLE:
            found.add(EVERYWHERE)
        if not _is_counted_beside(number, place):
            found |= _left_in_or_out(number, place)
        if nodes[place].relation == "prep":
            found |= {limit for thing in tree.under(place, "pobj") if (limit := _limit(number, place, thing))}
    return frozenset(found)


def _left_in_or_out(number: Numbered, place: int) -> set[str]:
    """What a word of its clause says of who, or what charge, is counted "in" or left "out"; mostly nothing."""
    tree, nodes, low = number.tree, number.nodes, number.nodes[place].low
    if low in COUNTED_IN:
        denied = any(nodes[child].low in ("not", "n't") for child in tree.children[place])
        return {"out" if denied or low in _LEFT_OUT else "in"}
    if nodes[place].relation != "prep":
        return set()
    charges = [
        thing
        for thing in tree.under(place, "pobj")
        if nodes[thing].pos == "NOUN" and nodes[thing].lemma not in PERIODS and number.at not in tree.subtree(thing)
    ]
    if low in CHARGED_WITH and number.unit[0] in MONEY and charges:  # "with value added tax"
        return {"out" if low in _LEFT_OUT else "in"}
    return {"in"} if low == "among" else set()


def _is_counted_beside(number: Numbered, place: int) -> bool:
    """Whether a word says of those who have a number of their own that they are among others: they are in any count, as
    in "eleven dead, among them two firefighters".
    """
    one, tree = number.one, number.tree
    if one.words[place].low not in COUNTED_IN | {"among"}:
        return False
    behind = [thing for thing in tree.under(place, "pobj", "dobj") if number.at not in tree.subtree(thing)]
    own = [*behind, *(other for thing in behind for other in tree.under(thing, "appos", "nummod"))]
    after = range(place + 1, min(place + 3, len(one.words)))  # wherever the parser hangs "them two firefighters"
    return place > number.at and any(one.words[at].kind == "number" for at in (*own, *after))


def _has_beginning(number: Numbered) -> bool:
    """Whether its sentence tells since when, or from which day on, is counted."""
    tree, nodes = number.tree, number.nodes
    return any(
        node.low == "since"
        or (node.low == "from" and any(number.one.words[thing].kind == "date" for thing in tree.under(place, "pobj")))
        for place, node in enumerate(nodes)
        if node.relation == "prep"
    )


def _limit(number: Numbered, preposition: int, thing: int) -> str:
    """The stretch of time that a phrase names, or "several" of "in nine countries"; else nothing."""
    tree, nodes, low = number.tree, number.nodes, number.nodes[preposition].low
    if low in _WITHIN_TIME and nodes[thing].lemma in PERIODS - _PARTS_OF_DAY:
        return nodes[thing].lemma
    counts = [child for child in tree.under(thing, "nummod") if child != number.at]  # "in all 890 flights …"
    in_all = "all" in {node.low for node in nodes[preposition + 1 : preposition + 2]}
    numbered = not in_all and any(number.one.words[child].kind == "number" for child in counts)
    return SEVERAL if low in EXTENT and numbered else ""
