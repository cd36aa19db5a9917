"""A number in the grammar of its sentence: the noun that it counts, the verb that tells it; or it is but a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from summarizer.text.analysis import Analysis
from summarizer.text.lexicon import ARRIVING, CURRENCIES, MOVING, PEOPLE, PERIODS, PLACING, SIGNS
from summarizer.text.numbers import Quantity
from summarizer.text.tree import Node, Tree

_MULTIPLYING = frozenset("times fold".split())
"""Behind a number that says how often or by how much, and counts nothing."""

_LABEL = re.compile(
    r"(?<!\bthat )(?<!\bthis )(?<!\bsame )"
    r"\b(?:flight|stage|route|highway|interstate|gate|room|page|chapter|section|article|number|no\.|episode|season|part"
    r"|phase|week|day|game|round|lap|act|group|type|version|mark|model|line|channel|district|ward|unit|terminal|platform"
    r"|exit|track|entry|update|report|bulletin|statement|communiqu[eé]|message|kilometre|kilometer|mile|form|aged|age"
    r"|category|level|grade|class)\s$",
    re.IGNORECASE,
)
"""Words before a number that make it a name: "Flight 447", but not "that day 23 soldiers fell"."""

_LISTED = re.compile(r"[A-Z]\w+ \d+(?:, \d+)*,? (?:and )?$")
"""A name with a number, before another number: "Mersa 1, 2 and 3"."""

_MODEL = re.compile(r"[A-Za-z]+\d+[-/]$")
"""The first half of the name of a machine: "A330-200"."""

_CLOCK = re.compile(r"\s*(?:(?:hours?\s+)?(?:GMT|UTC|local time|[A-Z]{1,3}ST)\b|o['’]clock\b)")
"""What stands behind an hour told without a colon: "1430 GMT"."""

_AT_HOUR, _DOTTED = re.compile(r"\b(?:at|by|until|from)\s$", re.IGNORECASE), re.compile(r"[012]?\d\.[0-5]\d")
"""An hour with a point: "at 1.15"."""

_ERA = re.compile(r"\s(?:AD|BC|BCE|CE)\b")
"""What stands behind a year of long ago."""

_OLD = re.compile(r"[\s-]?(?:day|week|month|year)s?-old", re.IGNORECASE)
_OLDEST = 120
"""Years up to which a number between commas behind a name is an age: nobody on record has lived much longer."""

_LONGEST_LABEL = 1000
"""Below this a number behind a name is mostly part of it, "Swift 2 prams": names count in up to three digits."""

_COUNTING = frozenset("nummod amod compound quantmod nmod".split())
"""How a number hangs on the noun that it counts."""

UNITS = {
    "km": ("metre", 1000.0), "mile": ("metre", 1609.344), "foot": ("metre", 0.3048), "metre": ("metre", 1.0),
    "centimetre": ("metre", 0.01), "centimeter": ("metre", 0.01), "inch": ("metre", 0.0254),
    "mph": ("km/h", 1.609344), "km/h": ("km/h", 1.0), "kg": ("kg", 1.0), "tonne": ("kg", 1000.0),
    "acre": ("hectare", 0.40468564), "hectare": ("hectare", 1.0), "litre": ("litre", 1.0), "liter": ("litre", 1.0),
    "yard": ("metre", 0.9144), "millimetre": ("metre", 0.001), "millimeter": ("metre", 0.001), "mm": ("metre", 0.001),
    "gram": ("kg", 0.001), "gramme": ("kg", 0.001), "ounce": ("kg", 0.02835), "lb": ("kg", 0.45359),
    "ton": ("kg", 1000.0), "barrel": ("litre", 158.987), "knot": ("km/h", 1.852),
    "gallon": ("litre", 3.785), "second": ("minute", 1 / 60), "year": ("month", 12.0), "hour": ("minute", 60.0),
    "week": ("day", 7.0),
}  # fmt: skip
"""Units that are compared with one another: in which, and how many of it make one."""

_QUALIFIED = {
    ("square", "km"): ("hectare", 100.0), ("square", "kilometre"): ("hectare", 100.0),
    ("square", "kilometer"): ("hectare", 100.0), ("square", "mile"): ("hectare", 258.9988),
    ("square", "metre"): ("hectare", 0.0001), ("square", "meter"): ("hectare", 0.0001),
    ("square", "foot"): ("hectare", 9.2903e-6), ("nautical", "mile"): ("metre", 1852.0),
}  # fmt: skip
"""Units of two words."""

_SCALES = frozenset(("magnitude", "intensity"))
"""Nouns with a number on a scale behind them, that counts nothing: "a magnitude 4.8 aftershock"."""

_HYPHENED = re.compile(r"-pound\b", re.IGNORECASE)

NOWHERE = -1
"""The place of a word that is not there."""


@dataclass(frozen=True)
class Numbered:
    """One number of a sentence: ``at`` is its place among the words.

    Where there is no such word, ``noun`` and ``verb`` are `NOWHERE`.
    """

    one: Analysis
    at: int
    quantity: Quantity

    @property
    def tree(self) -> Tree:
        """The grammar of its sentence."""
        return self.one.tree

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The words of its sentence with their labels."""
        return self.one.tree.nodes

    @cached_property
    def above(self) -> list[int]:
        """The words that it hangs on, the nearest first."""
        return self.tree.above(self.at)

    @cached_property
    def noun(self) -> int:
        """The noun that it counts, or is a measure of: "ferry" of "a 74-metre ferry"."""
        node = self.nodes[self.at]
        if self.at and self.nodes[self.at - 1].low in _SCALES:
            return self.at - 1
        if node.relation in _COUNTING and node.head != self.at and self.tree.is_noun(node.head):
            if self.is_parted(node.head):
                return NOWHERE
            return self._behind if node.head < self.at and self._behind >= 0 else node.head
        of = self.tree.phrases(self.at, ("of",))
        return of[0] if of and self.tree.is_noun(of[0]) else NOWHERE

    def is_parted(self, place: int) -> bool:
        """Whether a colon stands between it and a word behind it: "put the cases at 97: 79 passengers and 18 crew"."""
        return any(word.text in (":", ";") for word in self.one.words[self.at : place])

    @cached_property
    def _behind(self) -> int:
        """The noun right behind it, which it counts also where the parser hangs it on the name before it.

        "At Dorrin 9,100 people are housed": the people are 9,100.
        """
        behind = self.at + 1
        if behind >= len(self.nodes) or self.nodes[behind].pos != "NOUN":
            return NOWHERE
        while self.nodes[behind].relation == "compound" and self.nodes[behind].head > behind:
            behind = self.nodes[behind].head
        return behind

    @cached_property
    def verb(self) -> int:
        """The verb that tells it.

        Of a number behind "to" or "at" that is one of moving or putting, wherever the parser hangs it ("put the number
        of people on a ferry that sank on Tuesday at 102").
        """
        if self.nodes[self.at].relation == "pobj" and self.nodes[self.nodes[self.at].head].low in ARRIVING:
            for place in self.above:
                if self.tree.is_predicate(place) and self.nodes[place].lemma in MOVING | PLACING:
                    return place
        return self.tree.predicate(self.at)

    @cached_property
    def predicate(self) -> int:
        """The nearest verb that it hangs on."""
        return next((place for place in self.above if self.tree.is_predicate(place)), NOWHERE)

    @cached_property
    def unit(self) -> tuple[str, float]:
        """What it can be compared in, "" where it counts, and how many of that one of its own unit are."""
        if self.noun >= 0 and self.nodes[self.noun].lemma in ("degree", "°"):
            after = self.one.words[self.noun + 1].low if self.noun + 1 < len(self.one.words) else ""
            return f"degree {after[:1] if after[:1] in ('c', 'f') else ''}".strip(), 1.0
        lemma = self.quantity.unit or (self.nodes[self.noun].lemma if self.noun >= 0 else "")
        behind = self.nodes[self.at + 1].low if self.at + 1 < len(self.nodes) else ""
        if (behind, lemma) in _QUALIFIED:
            return _QUALIFIED[behind, lemma]
        if _HYPHENED.match(self.one.text, self.quantity.end):  # money is no "137-pound stone"
            return UNITS["lb"]
        if lemma in UNITS:
            return UNITS[lemma]
        return (SIGNS.get(lemma, lemma), 1.0) if self.quantity.unit or lemma in CURRENCIES | PERIODS else ("", 1.0)

    @property
    def marked(self) -> list[int]:
        """The number and its noun."""
        return [self.at, *([self.noun] if self.noun >= 0 else [])]

    def beside(self, *relations: str) -> frozenset[str]:
        """The words that hang on the number or its noun, all of them or only those by one of these relations."""
        return frozenset(
            self.nodes[child].low
            for place in self.marked
            for child in self.tree.children[place]
            if not relations or self.nodes[child].relation in relations
        )

    @property
    def adverbs(self) -> frozenset[str]:
        """The adverbs of its verb."""
        places = self.tree.under(self.verb, "advmod") if self.verb >= 0 else []
        return frozenset(self.nodes[place].low for place in places)


def is_name(number: Numbered) -> bool:
    """Whether a number is part of a name, an hour or an age, and counts nothing: "Flight 447", "Roke, 58, showed"."""
    return (
        _is_hour(number)
        or bool(_ERA.match(number.one.text, number.quantity.end))
        or _is_labelled(number)
        or _is_multiple(number)
        or is_age(number)
    )


def _is_hour(number: Numbered) -> bool:
    one, quantity = number.one, number.quantity
    dotted = not quantity.unit and _DOTTED.fullmatch(one.words[number.at].text)
    told = _CLOCK.match(one.text, quantity.end)
    return bool((dotted and _AT_HOUR.search(one.text[: quantity.start])) or told)


def _is_labelled(number: Numbered) -> bool:
    """Whether it is one of several things of a name: "Flight 447", "Mersa 2"; but not "in Hama 12 people"."""
    one, at, quantity = number.one, number.at, number.quantity
    before = one.text[: quantity.start]
    if _LABEL.search(before) or _LISTED.search(before) or _MODEL.search(before):
        return True
    plain = not quantity.unit and one.words[at].text.isdigit() and quantity.low < _LONGEST_LABEL
    return plain and at > 0 and one.words[at - 1].name and number.nodes[at - 1].relation != "pobj"


def _is_multiple(number: Numbered) -> bool:
    """Whether it says how often or how old: "three times", "a three-day-old calf"."""
    one, at = number.one, number.at
    following = one.words[at + 1].low if at + 1 < len(one.words) else ""
    return following in _MULTIPLYING or bool(_OLD.match(one.text, number.quantity.end))


def is_age(number: Numbered) -> bool:
    """Whether it stands between commas behind a name, or one for a person: "Roke, 58, showed"."""
    one, at, quantity = number.one, number.at, number.quantity
    plain = not quantity.unit and quantity.low < _OLDEST and number.nodes[at].relation != "nummod"
    after_name = (
        at >= 2
        and one.words[at - 1].text == ","
        and (one.words[at - 2].name or number.nodes[at - 2].pos == "PROPN" or number.nodes[at - 2].lemma in PEOPLE)
    )
    closed = at + 1 == len(one.words) or one.words[at + 1].text in (",", ".", ";", ")")
    return plain and after_name and closed
