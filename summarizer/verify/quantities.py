"""Quantities: from the evidence, with their bound and unit, and counting the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.text.analysis import Analysis
from summarizer.text.numbers import Quantity, implies, same_value
from summarizer.verify.comparison import Comparison, Difference, comparison, span
from summarizer.verify.pairing import Pairing, Use

_PARTS = frozenset("half third quarter majority most many some none all each one".split())
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr")
_UNIVERSAL = frozenset("all every each both".split())
_ALL = _UNIVERSAL | frozenset("entire whole any no".split())


def quantities(pair: Pairing) -> Comparison:
    """Compares values, units, bounds, and what is counted."""
    mine = _counted(pair.claim)
    found = [difference for quantity in mine if (difference := _altered(pair, quantity))]
    for at, word in enumerate(pair.claim.words):
        if pair.parsed and word.kind == "number" and pair.ids[at] in pair.known:
            found += _misplaced(pair, at)
        elif word.low in _UNIVERSAL:
            found += _widened(pair, at)
    return comparison(bool(mine), found)


def _widened(pair: Pairing, at: int) -> list[Difference]:
    """An "all" or "every" that the evidence does not have of these."""
    tree, word = pair.claim.tree, pair.claim.words[at]
    of = tree.phrases(at, ("of",))
    thing = tree.nodes[at].head if tree.nodes[at].relation in ("det", "predet") else of[0] if of else -1
    uses = pair.places(pair.ids[thing]) if thing >= 0 else []
    before = [{word.low for word in one.words[max(place - pair.settings.near_words, 0) : place]} for one, place in uses]
    if not uses or any(words & _ALL for words in before) or pair.verbatim(at, thing):
        return []
    reason = f"“{word.text}” is not said of “{pair.claim.words[thing].text}” in the evidence"
    return [Difference(reason, span(word), span(uses[0][0].words[uses[0][1]]))]


def _counted(one: Analysis) -> list[Quantity]:
    """Quantities but for words of rank, which are compared as words."""
    return [known for known in one.quantities if known.unit != "rank" or one.text[known.start].isdigit()]


def _altered(pair: Pairing, mine: Quantity) -> Difference | None:
    known = [(one, its) for one in pair.evidence for its in one.quantities]
    alike = _of_the_same(pair, mine, [(one, its) for one, its in known if same_value(its, mine)])
    where, shown = (mine.start, mine.end), _shown(mine)
    if not alike:
        return Difference(f"the number {shown} is not in the evidence", where, kind="absent")
    told = (alike[0][1].start, alike[0][1].end)
    if not any(its.unit == mine.unit for _, its in alike):
        return Difference(f"the number {shown} has another unit in the evidence", where, told)
    if not any(implies(its, mine) for _, its in alike):
        return Difference(f"“more than”, “about” or the like was added to {shown}, dropped or changed", where, told)
    return None


def _of_the_same(
    pair: Pairing, mine: Quantity, alike: list[tuple[Analysis, Quantity]]
) -> list[tuple[Analysis, Quantity]]:
    """Of equal quantities those that count what the claim's counts, where that can be told of any."""
    thing = _thing(pair.claim, mine)
    key = pair.ids[thing] if thing >= 0 else ""
    same = [(one, its) for one, its in alike if (at := _thing(one, its)) >= 0 and one.words[at].id == key]
    return same or alike


def _thing(one: Analysis, quantity: Quantity) -> int:
    """The place of what a quantity counts; -1 where it cannot be told."""
    at = one.word_at(quantity.start)
    return counted(one, at) if at >= 0 and one.tree.parsed else -1


def _shown(quantity: Quantity) -> str:
    low = quantity.low
    value = str(int(low)) if low == int(low) else f"{low:g}"
    return quantity.word or (value if quantity.low == quantity.high else f"{value}-{quantity.high:g}")


def _misplaced(pair: Pairing, at: int) -> list[Difference]:
    """A number that counts something else than in the evidence, or the whole where that counts a part."""
    word, places = pair.claim.words[at], pair.places(pair.ids[at])
    reason = ""
    thing = counted(pair.claim, at)
    if thing >= 0 and not any(_may_count(one, place, pair.ids[thing]) for one, place in places):
        reason = "counts something else"
    elif not _is_part(pair.claim, at) and all(_is_part(one, place) for one, place in places):
        reason = "is only part of a count"
    elif not _same_event(pair, at, thing, places):
        reason = "belongs to something else"
    shown = f"the number {word.text} {reason} in the evidence"
    return [Difference(shown, span(word), span(places[0][0].words[places[0][1]]))] if reason else []


def counted(one: Analysis, at: int) -> int:
    """The place of the noun that a number counts; -1 where there is none."""
    node = one.tree.nodes[at]
    if node.relation in ("nummod", "compound", "quantmod", "amod", "nmod"):
        return node.head if one.words[node.head].content else -1
    return next(iter(one.tree.phrases(at, ("of",))), -1)


def _may_count(one: Analysis, at: int, thing: str) -> bool:
    """Whether a number of the evidence counts what the claim says: the noun itself, or one that goes with it."""
    place = counted(one, at)
    if place < 0:
        event = one.tree.predicate(at)
        inside = [word for word in one.places(thing) if one.tree.predicate(word) in (event, word)]
        return event < 0 or any(word in one.tree.subtree(event) for word in inside)
    known = {one.words[word].id for word in one.tree.subtree(place)}
    up = one.tree.nodes[place]
    if up.relation in ("appos", "compound", "nmod", "conj"):
        known.add(one.words[up.head].id)
    return thing in known


def _same_event(pair: Pairing, at: int, thing: int, places: Sequence[Use]) -> bool:
    """Whether the verb that a number is an argument of in the claim is, in the evidence, one that it stands under."""
    tree = pair.claim.tree
    event = tree.predicate(at)
    if event < 0 or tree.nodes[thing if thing >= 0 else at].relation not in _ARGUMENTS or pair.verbatim(event, at):
        return True
    known = pair.ids[event]
    told = any(one.tree.is_predicate(place) for one, place in pair.places(known))
    if not told or not pair.claim.words[event].content:
        return True
    return any(known in _events(one, place) for one, place in places)


def _events(one: Analysis, at: int) -> set[str]:
    """The verbs that a number stands under, but for the first of two that stand side by side, and those under it."""
    thing = counted(one, at)
    found = one.tree.subtree(thing if thing >= 0 else at)
    below = -1
    for up in one.tree.above(at):
        if one.tree.is_predicate(up):
            if below < 0 or one.tree.nodes[below].relation != "conj":
                found.add(up)
            below = up
    return {one.words[place].id for place in found}


def _is_part(one: Analysis, at: int) -> bool:
    """Whether a number is the whole of which another number or "most" is counted: "two of the five"."""
    tree = one.tree
    place = counted(one, at)
    node = tree.nodes[place if place >= 0 else at]
    if node.relation != "pobj" or tree.nodes[node.head].low != "of":
        return False
    upper = tree.nodes[node.head].head
    return one.words[upper].kind == "number" or one.words[upper].low in _PARTS
