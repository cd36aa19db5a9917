"""The people that a source names in full, and how it introduces each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summarizer.text.analysis import Analysis, Word, once
from summarizer.text.clauses import SUBJECTS
from summarizer.text.leaning import HE, SHE
from summarizer.text.lexicon import CIVIL, CLASSES, GENERIC, PEOPLE, PLACES, TITLES
from summarizer.text.roles import LONGEST_ROLE, OFFICES, Named, calls, names_kin, roles
from summarizer.text.tokens import without_possessive
from summarizer.text.words import CALENDAR, identity

_MOST_NAMES = 3
"""First name, second name or initial, surname."""

_SUFFIXES = frozenset("jr sr ii iii iv".split())
"""What stands behind a surname and is none."""

_PARTICLES = frozenset("de da di del dos la le van von der den bin ibn".split())
"""What is written small within a name."""

_NO_PERSON = frozenset("the new north south east west saint st san santa los las fort mount lake port cape".split())
"""With these begins the name of a place."""


class Person(NamedTuple):
    """A name, the name ``full``, with the nouns and titles before it, and the row of the sentence that has it.

    ``role`` is what the sentence adds behind the name: "the mayor of Kelm".
    """

    name: str
    full: str
    row: int
    role: str = ""


class Described(NamedTuple):
    """Who somebody is, as the sentence at ``row`` says; ``before`` where that stands before the name."""

    text: str
    before: bool
    row: int


class Called(NamedTuple):
    """A full name, and the row of the sentence where a source first has it."""

    name: str
    row: int


class Member(NamedTuple):
    """Somebody whom sources name in full, by one name or several: "Ida Jane Lott", "Ida Lott".

    ``roles`` are who they say that it is, ``sources`` those that name it, and ``short`` those of them that call it by
    the surname alone. ``shared`` are the parts of the names that somebody, or something, else in the cluster has, too.
    """

    called: tuple[Called, ...]
    roles: tuple[Described, ...]
    sources: frozenset[int]
    short: frozenset[int]
    shared: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The names that it is called by in full."""
        return frozenset(one.name for one in self.called)

    @property
    def surname(self) -> str:
        """The last part of the name."""
        return surname(self.called[0].name)


def surname(name: str) -> str:
    """The last part of a name, without a "Jr." behind it."""
    return name.split()[-2 if _suffix(name) else -1]


def people(before: Sequence[Analysis], whole: Sequence[Analysis]) -> dict[str, Person | None]:
    """The people that sentences name in full, by surname and by first name; None where two of them share one.

    A name counts as a person's where a sentence of the ``whole`` source shows it. What a source calls by a name before
    it names anybody so is something else, such as the firm of a founder.
    """
    persons = _named(before)
    shown = {name for name, person in persons.items() if any(_acts(one, person) for one in whole)}
    plain = plainly_people(before)
    # Only people are called by the last part of their name alone: "Velta Foods" is Velta.
    called = {name for name in persons if any(calls_so(one, surname(name)) for one in whole)}
    firms = _called_before(persons, before)
    found: dict[str, Person | None] = {}
    for name, person in persons.items():
        parts = name.split()
        first = name in shown or (name in plain and any(is_called(one, parts[0]) for one in whole))
        known = {surname(name): name in (shown | called) - firms, parts[0]: first and len(parts) == 2}
        for short, is_known in known.items():
            found[short] = _of_one(found.get(short, person), person, is_known)
    return found


def _named(before: Sequence[Analysis]) -> dict[str, Person]:
    """What may be people that sentences name in full, by that name."""
    persons: dict[str, Person] = {}
    for row, one in enumerate(before):
        for at, name in full_names(one):
            if person := _person(one, at, name, row):
                persons.setdefault(person.name, person)
    return persons


def plainly_people(own: Sequence[Analysis]) -> set[str]:
    """The full names that sentences plainly show to be a person's; that it says something may be so of a firm, too."""
    return {
        name_of(one, named)
        for one in own
        for at, named in full_names(one)
        if any(roles(one, named)) or names_kin(one, named) or _is_somebody(one, at) or _leads_on(one, at)
    }


def _of_one(rival: Person | None, person: Person, is_known: bool) -> Person | None:
    """Who is called by a name that two may have; None unless they are one, and the first is known to be a person."""
    if rival is None or not are_one(rival.name, person.name):
        return None
    return rival if is_known or rival != person else None


def shared_by(short: str, before: Sequence[Analysis]) -> bool:
    """Whether two people whom sentences name in full have this surname."""
    own = [one for one in before if short in one.text]
    named = [person.name for one in own for at, name in full_names(one) if (person := _person(one, at, name, 0))]
    named = [name for name in named if surname(name) == short]
    return any(not are_one(named[0], name) for name in named)


def are_one(first: str, second: str) -> bool:
    """Whether two full names may be of one person: "Prosecutor Ida Lott" or "Ida Jane Lott" and "Ida Lott"."""
    suffixes = {_suffix(first), _suffix(second)} - {""}
    names = [name.split()[: -1 if _suffix(name) else None] for name in (first, second)]
    long, short = sorted(names, key=len, reverse=True)
    same = long[-len(short) :] == short or (len(short) == 2 and [long[0], long[-1]] == short)
    return same and len(suffixes) < 2


def _suffix(name: str) -> str:
    """The "jr" behind a surname; empty where nothing stands there."""
    last = name.split()[-1].strip(".").lower()
    return last if last in _SUFFIXES and len(name.split()) > 2 else ""


def _called_before(persons: Mapping[str, Person], before: Sequence[Analysis]) -> set[str]:
    """The names by the last part of which the source has called something before it names anybody so."""
    return {
        name
        for name, person in persons.items()
        if any(calls_so(one, surname(name), ("poss",)) for one in before[: person.row])
    }


def calls_so(one: Analysis, last: str, places: Sequence[str] = ()) -> bool:
    """Whether a sentence calls somebody by this name alone, as a subject or in other ``places`` of its grammar."""
    if last not in one.text:
        return False
    nodes = one.tree.nodes
    return any(
        without_possessive(word.text) == last
        and nodes[at].pos == "PROPN"
        and nodes[at].relation in (*SUBJECTS, *places)
        and not one.tree.under(at, "compound", "det", "nmod", "amod")
        for at, word in enumerate(one.words)
    )


@once
def full_names(one: Analysis) -> tuple[tuple[int, Named], ...]:
    """The names of people in a sentence, each behind the place of its last word."""
    return tuple((at, name) for at in range(len(one.words)) if (name := full_name(one, at)) is not None)


def full_name(one: Analysis, at: int) -> Named | None:
    """A name of two words or more, of a person as far as it shows, whose last word stands at a place."""
    last = _before_suffix(one, at)
    if not _may_end_name(one, at, last):
        return None
    first = _first_of_name(one, at)
    bare = _after_titles(one, first, last)
    if bare == first and any(child + 1 == first for child in one.tree.under(at, "det")):
        return None  # "the Kelm Winter Games"
    if any(word.low == "mrs" for word in one.words[first:bare]):
        return None  # it may be her husband's name
    parts = [one.words[place].text for place in range(bare, last + 1) if one.words[place].text != "."]
    return Named(bare, at, first) if _may_be_name(parts) else None


def _may_end_name(one: Analysis, at: int, last: int) -> bool:
    """Whether the name of a person may end with the word at a place, its surname at ``last``."""
    word, after = one.words[at], at + 1
    if word.kind != "word" or not word.text[:1].isupper() or word.low in CALENDAR or _names_a_thing(one.words[last]):
        return False
    # "Vice President Ida Lott"
    return one.words[last].low not in TITLES or after >= len(one.words) or one.tree.nodes[after].pos != "PROPN"


def _may_be_name(parts: Sequence[str]) -> bool:
    """Whether words may be the names of a person, the first name before the surname."""
    own = [part for part in parts if part not in _PARTICLES]
    plain = all(part[:1].isupper() for part in own) and own[:1] == list(parts[:1])
    return plain and 2 <= len(own) <= _MOST_NAMES and parts[0].lower() not in _NO_PERSON


def _after_titles(one: Analysis, first: int, last: int) -> int:
    """Where the name itself begins in a run of names: "Kelm County Sheriff Ida Lott" is Ida Lott, "Dr. Lott" Lott."""
    bare = max([first, *(place + 1 for place in range(first, last) if one.words[place].low in (*TITLES, "."))])
    several = last - bare >= _MOST_NAMES
    called = [
        place + 1
        for place in range(bare, last - 1)
        if one.words[place].low in PEOPLE | OFFICES or (several and calls(one, place))
    ]
    return max([bare, *called])


def name_of(one: Analysis, named: Named) -> str:
    """A name as it is written, without what makes it a possessor."""
    word = one.words[named.last]
    end = word.end - (2 if word.possessive else 0)
    closed = word.low in _SUFFIXES and one.text[end : end + 1] == "." and end + 1 < len(one.text)
    return one.text[one.words[named.first].start : end + closed]


def is_bare(one: Analysis, at: int) -> bool:
    """Whether a name stands alone: no part of a longer one, no "Hahn Street", no "the Hahns"."""
    tree = one.tree
    node = tree.nodes[at]
    beside = [place for place in (at - 1, at + 1) if 0 <= place < len(one.words) and one.words[place].kind == "word"]
    longer = any(one.words[place].text[:1].isupper() and tree.nodes[place].pos == "PROPN" for place in beside)
    titled = at > 0 and one.words[at - 1].text in (".", *_PARTICLES)
    return node.pos == "PROPN" and node.relation not in ("compound", "nmod") and not longer and not titled


def polite_start(one: Analysis, at: int) -> int:
    """Where a surname begins with the "Mr" that some papers put before every one, and others before none."""
    first = at - 2 if at > 1 and one.words[at - 1].text == "." else at - 1
    return first if first >= 0 and one.words[first].low in CIVIL else at


def is_surname(one: Analysis, at: int) -> bool:
    """Whether a name stands alone, or behind a "Mr" only."""
    return is_bare(one, at) or polite_start(one, at) < at


def _before_suffix(one: Analysis, at: int) -> int:
    """The place of the surname of a name that ends at a place: before a "Jr."."""
    return at - 1 if at > 1 and one.words[at].low in _SUFFIXES else at


def _person(one: Analysis, at: int, named: Named, row: int) -> Person | None:
    """A name that ends at a place, with the nouns before it that say who it is."""
    if one.tree.under(at, "det"):
        return None
    name = name_of(one, named)
    end = one.words[named.first].start + len(name)
    full = one.text[one.words[_first_of_noun(one, named.titled, named.first, at)].start : end]
    return Person(name, full, row, _role(one, at)) if "," not in full else None


def _role(one: Analysis, at: int) -> str:
    """Who somebody is, between the comma behind the name and the next comma; empty where that is not so plain."""
    after = [place for place in one.tree.under(at, "appos") if place > at and one.tree.nodes[place].pos == "NOUN"]
    if not after or at + 1 >= len(one.words) or one.words[at + 1].text != ",":
        return ""
    last = _last_of_role(one, at, after[0])
    span = one.words[at + 2 : last + 1]
    closed = last + 1 < len(one.words) and one.words[last + 1].text in (",", ".")
    plain = closed and after[0] <= last and not any(word.quoted or word.kind != "word" for word in span)
    return one.text[span[0].start : span[-1].end] if plain and 0 < len(span) <= LONGEST_ROLE else ""


def _last_of_role(one: Analysis, at: int, noun: int) -> int:
    """Where the phrase of a noun ends that begins behind a name and its comma, at the latest before a next comma."""
    inside, last = one.tree.subtree(noun), at + 1
    while last + 1 < len(one.words) and last + 1 in inside and one.words[last + 1].text != ",":
        last += 1
    return last


def _first_of_name(one: Analysis, at: int) -> int:
    """Where the name begins that ends at a place, its titles among it; the place itself where none ends there."""
    node, first = one.tree.nodes[at], at
    part = node.relation == "compound" and one.tree.nodes[node.head].pos == "PROPN"  # "the Ida Lott case" has a name
    if node.pos != "PROPN" or part or not one.words[at].text[:1].isupper():
        return at
    while first > 0 and _joins(one, first - 1, at):
        first -= 1
    return first + (one.words[first].text == ".")


def _first_of_noun(one: Analysis, first: int, bare: int, at: int) -> int:
    """Where the "Ulmen coach" before a name begins; where the name itself does if more stands there."""
    nodes = one.tree.nodes
    while first > 0 and nodes[first - 1].pos == "NOUN" and nodes[first - 1].head == at:
        first -= 1
        while first > 0 and nodes[first - 1].head == first and nodes[first - 1].relation == "compound":
            first -= 1
    # "A former coach Petra Hahn", "ex-coach Petra Hahn": the noun alone would say something else.
    start = one.words[first].start
    more = first > 0 and first - 1 in one.tree.subtree(at) and one.words[first - 1].kind == "word"
    return bare if more or one.text[max(start - 1, 0) : start] == "-" else first


def _names_a_thing(word: Word) -> bool:
    """Whether a name that ends in this word is that of a hospital, a town or a number of kings."""
    low = without_possessive(word.low)
    return word.text.isupper() or low in CLASSES or low in PLACES or identity(low) in GENERIC


def _joins(one: Analysis, place: int, at: int) -> bool:
    node = one.tree.nodes[place]
    if one.words[place].text == ".":
        before = one.words[place - 1] if place > 0 else one.words[place]
        return before.low in TITLES or (len(before.text) == 1 and before.text.isupper())
    inside = at in one.tree.above(place)
    named = node.pos == "PROPN" and node.relation == "compound" and inside
    return (
        named
        or (inside and one.words[place].text in _PARTICLES)
        or (one.words[place].low in TITLES and one.words[place].text[:1].isupper())
    )


def is_called(one: Analysis, name: str) -> bool:
    """Whether a sentence shows that a person is called by a first name, or a surname, alone."""
    if name not in one.text or not one.tree.parsed:
        return False
    uses = [at for at, word in enumerate(one.words) if re.split("['’]", word.text)[0] == name]
    alone = [at for at in uses if not (at + 1 < len(one.words) and one.tree.nodes[at + 1].pos == "PROPN")]
    return any(one.tree.nodes[at].relation != "compound" and _is_shown(one, at) for at in alone)


def _acts(one: Analysis, person: Person) -> bool:
    """Whether a sentence shows a name to be a person's."""
    last = surname(person.name)
    if last not in one.text or not one.tree.parsed:
        return False
    called = person.full.split()[0].strip(".").lower() in TITLES | PEOPLE
    if called and person.full != person.name and person.full in one.text:
        return True
    uses = [at for at, word in enumerate(one.words) if without_possessive(word.text) == last]
    return any(one.tree.nodes[at].relation != "compound" and _is_shown(one, at) for at in uses)


def _is_shown(one: Analysis, at: int) -> bool:
    """Whether a title, an age, a "who", a "her" or saying something shows a name to be a person's."""
    return _is_somebody(one, at) or _leads_on(one, at) or any(at in saying.speakers for saying in one.sayings)


def _is_somebody(one: Analysis, at: int) -> bool:
    """Whether a title, an age or a "who" shows a name to be a person's."""
    tree = one.tree
    beside = [tree.nodes[below] for below in tree.under(at, "appos", "compound")]
    called = any(node.lemma in PEOPLE or (node.pos == "NUM" and node.relation == "appos") for node in beside)
    who = any(tree.nodes[below].low == "who" for clause in tree.under(at, "relcl") for below in tree.subtree(clause))
    return called or who


def _leads_on(one: Analysis, at: int) -> bool:
    """Whether a name is the subject and the only one of its sentence, and a "her" follows it."""
    names = [place for place, node in enumerate(one.tree.nodes) if node.tag == "NNP" and node.relation in SUBJECTS]
    return names == [at] and any(word.low in HE | SHE for word in one.words[at + 1 :] if not word.quoted)
