"""Quantities: from the evidence, with their bound and unit, and counting the same thing."""

from __future__ import annotations

from summarizer.text.analysis import Analysis
from summarizer.text.numbers import Quantity, implies, same_value
from summarizer.verify.comparison import Comparison, Difference, comparison, span
from summarizer.verify.pairing import Pairing

_PARTS = frozenset("half third quarter majority most many some none all each one".split())
_ALL = frozenset("all every each both entire whole any no".split())
_BEFORE = 5
"""Words before a noun among which an "all" is looked for."""

_ANYONE = frozenset("peopl other person individu victim life".split())


def quantities(pair: Pairing) -> Comparison:
    """Compares values, units, bounds, and what is counted."""
    mine = _counted(pair.claim)
    found = [difference for quantity in mine if (difference := _altered(pair, quantity))]
    for at, word in enumerate(pair.claim.words):
        if word.kind == "number" and pair.ids[at] in pair.known:
            found += _misplaced(pair, at)
        elif word.low in ("all", "every", "each", "both"):
            found += _widened(pair, at)
    return comparison(bool(mine), found)


def _widened(pair: Pairing, at: int) -> list[Difference]:
    """An "all" or "every" that the evidence does not have of these."""
    node = pair.claim.tree.nodes[at]
    if node.relation not in ("det", "predet") and not pair.claim.tree.under(at, "prep"):
        return []
    thing = node.head if node.relation in ("det", "predet") else counted(pair.claim, at)
    uses = pair.places(pair.ids[thing]) if thing >= 0 else []
    if not uses or any(
        {one.words[word].low for word in range(max(place - _BEFORE, 0), place)} & _ALL for one, place in uses
    ):
        return []
    word = pair.claim.words[at]
    reason = f"“{word.text}” is not said of “{pair.claim.words[thing].text}” in the evidence"
    return [Difference(reason, span(word), span(uses[0][0].words[uses[0][1]]))]


def _counted(one: Analysis) -> list[Quantity]:
    """Quantities but for words of rank, which are compared as words."""
    return [known for known in one.quantities if known.unit != "rank" or one.text[known.start].isdigit()]


def _altered(pair: Pairing, mine: Quantity) -> Difference | None:
    known = [(one, its) for one in pair.evidence for its in one.quantities]
    alike = [(one, its) for one, its in known if same_value(its, mine)]
    where, shown = (mine.start, mine.end), _shown(mine)
    if not alike:
        return Difference(f"the number {shown} is not in the evidence", where)
    told = (alike[0][1].start, alike[0][1].end)
    if not any(its.unit == mine.unit for _, its in alike):
        return Difference(f"the number {shown} has another unit in the evidence", where, told)
    if not any(implies(its, mine) for _, its in alike):
        return Difference(f"“more than”, “about” or the like was added to {shown}, dropped or changed", where, told)
    return None


def _shown(quantity: Quantity) -> str:
    low = quantity.low
    value = str(int(low)) if low == int(low) else f"{low:g}"
    return quantity.word or (value if quantity.low == quantity.high else f"{value}-{quantity.high:g}")


def _misplaced(pair: Pairing, at: int) -> list[Difference]:
    """A number that counts something else than in the evidence, or the whole where that counts a part."""
    places = [(one, place) for one, place in pair.places(pair.ids[at]) if one.tree.parsed]
    if not places or not pair.claim.tree.parsed:
        return []
    word = pair.claim.words[at]
    where, told = span(word), span(places[0][0].words[places[0][1]])
    mine = counted(pair.claim, at)
    thing = pair.ids[mine] if mine >= 0 else ""
    if thing and not any(_may_count(one, place, thing) for one, place in places):
        return [Difference(f"the number {word.text} counts something else in the evidence", where, told)]
    if not _is_part(pair.claim, at) and all(_is_part(one, place) for one, place in places):
        return [Difference(f"the number {word.text} is only part of a count in the evidence", where, told)]
    event = pair.claim.tree.predicate(at)
    core = pair.claim.tree.nodes[mine if mine >= 0 else at].relation in ("nsubj", "nsubjpass", "dobj", "attr")
    if event >= 0 and core and not pair.verbatim(event, at) and not _same_event(pair, event, places):
        return [Difference(f"the number {word.text} belongs to something else in the evidence", where, told)]
    return []


def counted(one: Analysis, at: int) -> int:
    """The place of what a number counts: its noun, or the verb whose argument it is; -1 where it cannot be told."""
    node = one.tree.nodes[at]
    if node.relation in ("nummod", "compound", "quantmod", "amod", "nmod"):
        return node.head if one.words[node.head].content else -1
    of = [place for child in one.tree.under(at, "prep") for place in one.tree.under(child, "pobj")]
    return of[0] if of else -1


def _may_count(one: Analysis, at: int, thing: str) -> bool:
    """Whether a number of the evidence counts what the claim says: the noun itself, or one that goes with it."""
    place = counted(one, at)
    if place < 0:
        event = one.tree.predicate(at)
        return (
            event < 0
            or thing in _ANYONE
            or any(
                one.tree.predicate(word) in (event, word)
                for word in one.tree.subtree(event)
                if one.words[word].id == thing
            )
        )
    known = {one.words[word].id for word in one.tree.subtree(place)}
    up = one.tree.nodes[place]
    if up.relation in ("appos", "compound", "nmod", "conj"):
        known.add(one.words[up.head].id)
    return thing in known or (thing in _ANYONE and bool(known & _ANYONE))


def _same_event(pair: Pairing, event: int, places: list[tuple[Analysis, int]]) -> bool:
    """Whether the verb that a number stands with in the claim is, in the evidence, one that it stands under."""
    known = pair.ids[event]
    if known not in pair.known or not pair.claim.words[event].content:
        return True
    for one, place in places:
        verbs = [at for at in one.tree.above(place) if one.tree.is_predicate(at)]
        alone = [at for row, at in enumerate(verbs) if not row or one.tree.nodes[verbs[row - 1]].relation != "conj"]
        thing = counted(one, place)
        inside = any(known == one.words[at].id for at in one.tree.subtree(thing if thing >= 0 else place))
        if not verbs or inside or any(one.words[at].id == known for at in alone):
            return True
        if not any(other.tree.is_predicate(where) for other, where in pair.places(known)):
            return True
    return False


def _is_part(one: Analysis, at: int) -> bool:
    """Whether a number is the whole of which another number or "most" is counted: "two of the five"."""
    tree = one.tree
    place = counted(one, at)
    node = tree.nodes[place if place >= 0 else at]
    if node.relation != "pobj" or tree.nodes[node.head].low != "of":
        return False
    upper = tree.nodes[node.head].head
    return one.words[upper].kind == "number" or one.words[upper].low in _PARTS
