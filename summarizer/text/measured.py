"""What each number of a sentence counts, measures, prices or scores, and how it is put: as now, as before, as a part.

Only grammar is read here; which values of several sentences are of one figure, and how they relate, is decided in
`gather`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.text.ages import AGE, aged
from summarizer.text.analysis import Analysis
from summarizer.text.counted import (
    clause_of,
    deeds,
    fate_of,
    limits_of,
    names_of,
    of_what,
    owners,
    owners_at,
    places_of,
)
from summarizer.text.dates import DateMention
from summarizer.text.fates import fate_told
from summarizer.text.lexicon import ANYONE, COUNTING, FIXING, FUTURE, MONEY, MOVING, PERIODS, PLACING, SAYING, SHIFTED
from summarizer.text.likeness import canonical_stems
from summarizer.text.numbered import NOWHERE, Numbered, is_name
from summarizer.text.numbers import Quantity
from summarizer.text.telling import is_disputed, is_known, is_new, is_older, is_part
from summarizer.text.tolls import Toll, tolls
from summarizer.text.words import stem

_FROM_TO = re.compile(r"from\s+(?P<old>\S.*?)\s+to\s+", re.IGNORECASE)

_A_DOZEN = "a dozen"
_TO_OR_FROM = re.compile(r"\b(?P<way>from|to)\s(?:[A-Z]\w+day,?\s)?$", re.IGNORECASE)
"""What stands before a day to which, or from which, something has been moved."""

_NO_FIGURE = frozenset(("rank", "decade"))
"""Units of numbers that are no value of anything."""

DATE = "date"
"""The unit of days."""


class Measured(NamedTuple):
    """One number of a sentence and what it is the value of.

    What it is: ``word`` is its place among the words, ``noun`` that of what it counts or is the measure of, -1 without.
    ``unit`` is what it can be compared in: that of the quantity, brought to a common one, the noun of a currency or a
    stretch of time, or `DATE`; ``low`` and ``high`` are its value in that unit.

    What it is of: ``things`` are canonical stems of what is counted, or of whose measure it is. ``fate`` says what
    became of those that it counts and ``who`` they are, where they are people harmed, held or saved, as in
    `tolls.Toll`. ``names`` are those whose value it is, ``of`` the stems of what the counted are of, ``deeds`` those of
    what else is said of them. ``places`` and ``limits`` are the names, and the periods and exceptions, that limit it.

    How it is put: ``older`` as what was before ("up from nine"), ``moved`` as what has become ("climbed to 17"),
    ``part`` as some of a number or a difference of two ("four of the dead", "three more"), ``known`` as the number of
    those that have been spoken of ("the 19 trapped miners"), ``opposed`` as what another says of that which the value
    before it counts ("the ministry speaks of 120 dead, the union of 90").
    """

    quantity: Quantity
    word: int
    noun: int
    unit: str
    low: float
    high: float
    things: frozenset[str]
    fate: str = ""
    who: str = ""
    names: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    older: bool = False
    moved: bool = False
    part: bool = False
    known: bool = False
    opposed: bool = False


def measured(one: Analysis) -> tuple[Measured, ...]:
    """The values of a sentence, in order; none of a sentence that was not parsed."""
    if not one.tree.parsed or any(word.low == "respectively" for word in one.words):
        return ()  # "300 and 400 people work in Orm and Kelm respectively": whose each is, no rule of these reads
    counted = {toll.quantity: toll for toll in tolls(one.text)}
    starts = {word.start: at for at, word in enumerate(one.words) if word.kind == "number"}
    found: list[Measured] = []
    for quantity in one.quantities:
        at = starts.get(quantity.start)
        if quantity.word == _A_DOZEN:
            quantity = quantity._replace(low=12.0, high=12.0, word="")
        if at is None or quantity.word or quantity.unit in _NO_FIGURE:
            continue
        number = Numbered(one, at, quantity)
        if age := _age(number):
            found.append(age)
        elif not is_name(number) and quantity.unit != AGE:
            value = _read(number, counted.get(quantity))
            # What is told of some is not told of all: of 640 flights 412 were cancelled.
            found += [value._replace(deeds=frozenset())] if _is_whole(number) else _moves(number, value)
    whole = _with_counted(one, _with_units(one, found))
    return tuple(_with_opposed(one, _without_additions(whole)))


def _is_whole(number: Numbered) -> bool:
    """Whether it is the number of all of whom another counts some: "412 of 640 flights were cancelled"."""
    nodes, place = number.nodes, number.noun if number.noun >= 0 else number.at
    of = nodes[place].head
    some = nodes[of].head
    counts = some != number.at and number.one.words[some].kind == "number" and not is_known(number)
    return counts and nodes[place].relation == "pobj" and nodes[of].low == "of"


def _age(number: Numbered) -> Measured | None:
    """The value of an age; None where the number is nobody's."""
    holder, names = aged(number)
    if holder < 0:
        return None
    things = names or canonical_stems(number.nodes[holder].low)
    quantity = number.quantity
    return Measured(quantity, number.at, holder, AGE, quantity.low, quantity.high, things, names=names)


def dated(one: Analysis, mention: DateMention, ordinal: int) -> Measured | None:
    """A day as the value of what it is the day of: "the trial will open on 3 March"; None where it is that of no deed.

    Args:
        one: the sentence.
        mention: one of its dates.
        ordinal: the day that it means, counted as `datetime.date.toordinal` does.
    """
    at = one.word_at(mention.start)
    if at < 0 or not one.tree.parsed:
        return None
    quantity = Quantity(ordinal, ordinal, "", "day", "", mention.start, mention.end)
    number, nodes = Numbered(one, at, quantity), one.tree.nodes
    verb = number.predicate
    if verb < 0 or nodes[verb].lemma in SAYING:
        return None
    of = owners_at(number, verb, verb)
    told = [one.words[place].low for place in (*of, verb) if nodes[place].lemma not in MOVING]
    moves = _shifts(one, verb)
    planned = (
        moves
        or nodes[verb].lemma in FIXING
        or any(nodes[child].low in FUTURE | {"to"} for child in one.tree.under(verb, "aux"))
    )
    before = _TO_OR_FROM.search(one.text[: mention.start])
    way = before["way"].lower() if before and moves else ""
    return Measured(
        quantity, at, of[0] if of else verb, DATE, ordinal, ordinal,
        things=canonical_stems(" ".join(told)), deeds=canonical_stems(one.words[verb].low),
        older=way == "from", moved=way == "to", known=not planned,
    )  # fmt: skip


def _shifts(one: Analysis, verb: int) -> bool:
    """Whether a verb moves a day: "was moved to 16 May", "put back from 13 May"."""
    tree = one.tree
    shifted = any(tree.nodes[child].low in SHIFTED for child in tree.under(verb, "advmod"))
    return tree.nodes[verb].lemma in MOVING or bool(tree.under(verb, "prt")) or shifted


def _moves(number: Numbered, value: Measured) -> list[Measured]:
    """The two values of "from nine to six", where a verb says that the one became the other; else the value."""
    quantity = value.quantity
    match = _FROM_TO.match(number.one.text, quantity.start, quantity.end)
    before = [number.at - 1] if number.at else []  # where the parser loses the verb: "reduced from nine to six years'"
    if not match or not any(number.nodes[place].lemma in MOVING for place in (*number.above, *before)):
        return [value]
    old = quantity._replace(high=quantity.low, start=match.start("old"), end=match.end("old"))
    new = quantity._replace(low=quantity.high, start=match.end())
    factor = number.unit[1]
    return [
        value._replace(quantity=old, low=old.low * factor, high=old.low * factor, older=True, moved=False),
        value._replace(quantity=new, low=new.low * factor, high=new.low * factor, moved=True),
    ]


def _without_additions(found: list[Measured]) -> list[Measured]:
    """Marks what came on top: in "the toll climbed to 17 after three people died", the three are some of the 17."""
    risen = {value.fate for value in found if value.moved and value.fate}
    return [
        value._replace(part=value.part or (value.fate in risen and not value.moved and not value.older))
        for value in found
    ]


def _with_units(one: Analysis, found: list[Measured]) -> list[Measured]:
    """The values, with the unit that some leave out: "31 km, up from 12", "88 billion marks, 6 billion for roads"."""
    whole = []
    for value in found:
        newer = [other for other in found if not other.older and other.unit and other.quantity.low]
        bare = not value.unit and not value.fate and _stands_alone(one, value.word)
        its = min(newer, key=lambda other: abs(other.word - value.word)) if bare and newer else None
        taken = its and (value.older or _in_thousands_of(one, value, its))
        whole.append(_with_unit_of(one, value, its) if its and taken else value)
    return whole


def _with_unit_of(one: Analysis, value: Measured, its: Measured) -> Measured:
    """A value in the unit of another; of what that is of too, if it is older, or one of two that are said of it."""
    factor = its.low / its.quantity.low
    value = value._replace(unit=its.unit, low=value.quantity.low * factor, high=value.quantity.high * factor)
    either = any(one.words[at].low == "or" for at in range(its.word, value.word))  # "34 million pounds or 38 million"
    return value._replace(things=its.things, names=its.names, opposed=either) if value.older or either else value


def _with_counted(one: Analysis, found: list[Measured]) -> list[Measured]:
    """The values, an older or disputed one that names nothing with what the one before it counts: "55,000 passengers,
    up from 48,000 in the morning".
    """
    whole: list[Measured] = []
    for value in found:
        newer = next((other for other in reversed(whole) if not other.older and (other.things or other.fate)), None)
        bare = (value.older or value.opposed) and not value.unit and not value.fate and _stands_alone(one, value.word)
        if bare and newer and not newer.unit and not newer.part:
            value = value._replace(
                noun=newer.noun, things=newer.things, fate=newer.fate, who=newer.who, names=newer.names, of=newer.of,
                places=newer.places, limits=newer.limits,
            )  # fmt: skip
        whole.append(value)
    return whole


def _in_thousands_of(one: Analysis, value: Measured, its: Measured) -> bool:
    """Whether a number is told in millions, or so, as is a sum of money of its sentence."""
    scale = one.text[value.quantity.start : value.quantity.end].split()[-1]
    return its.unit in MONEY and scale.isalpha() and scale in one.text[its.quantity.start : its.quantity.end].split()


def _stands_alone(one: Analysis, at: int) -> bool:
    """Whether no noun stands behind a number."""
    return at + 1 >= len(one.words) or one.tree.nodes[at + 1].pos not in ("NOUN", "PROPN", "ADJ")


def _with_opposed(one: Analysis, found: list[Measured]) -> list[Measured]:
    """The values, each that another says of the same, and that leaves out what it counts, with what the last counts."""
    whole: list[Measured] = []
    for value in found:
        last = next((other for other in reversed(whole) if value.unit in ("", other.unit)), None)
        if last and not (value.older or value.part or value.unit == AGE) and _is_opposed(one, last, value):
            value = value._replace(
                noun=last.noun, things=last.things, fate=last.fate, who=last.who, names=last.names, of=last.of,
                places=last.places, limits=last.limits, known=False, opposed=True,
            )  # fmt: skip
        whole.append(value)
    return whole


def _is_opposed(one: Analysis, last: Measured, value: Measured) -> bool:
    """Whether a bare number stands behind another and a comma, with nothing but whose it is between them, in what is
    told of what they say.
    """
    nodes, between = one.tree.nodes, range(last.word + 1, value.word)
    comma = max((place for place in between if one.words[place].text in (",", ";")), default=NOWHERE)
    if comma < 0 or not last.things:
        return False
    following = nodes[value.word + 1].pos if value.word + 1 < len(nodes) else "PUNCT"
    verbs = [place for place in range(comma, value.word) if nodes[place].pos in ("VERB", "AUX", "NUM")]
    counts = [nodes[place].lemma for place in verbs]  # "50 cars were there, it said; police spoke of 46"
    if len(counts) == 1 and counts[0] in COUNTING:
        return following in ("PUNCT", "CCONJ", "SCONJ")
    verbless = not verbs
    verb = one.tree.predicate(last.word)  # in "France sent 120, Britain 90" no two speak of one thing
    said = verb >= 0 and nodes[verb].lemma in SAYING | PLACING | COUNTING
    said = said and ":" not in one.text[one.words[verb].start : one.words[last.word].start]  # begins a list
    return following in ("PUNCT", "CCONJ", "SCONJ") and verbless and said


def _counted(number: Numbered) -> list[int]:
    """The noun that is counted, without a unit such as "acres", which say nothing of what has so many."""
    of_unit = not number.quantity.unit and bool(number.unit[0])
    return [number.noun] if number.noun >= 0 and not of_unit else []


def _fate(number: Numbered, toll: Toll | None, things: frozenset[str], clause: list[int]) -> str:
    """What became of the people who are counted; nothing of money or a measure."""
    if number.unit[0]:
        return ""
    if number.noun >= 0 and not toll:
        fate = fate_of(things)
        return fate_told(number, clause) or (fate if fate == "ill" else "")  # "38 cases of measles"
    return toll.fate if toll else fate_of(things)


def _who(number: Numbered, toll: Toll | None, fate: str) -> str:
    """The stem of those who are counted, "" where they are people of any kind."""
    if toll or not fate or number.noun < 0:
        return toll.who if toll and not number.unit[0] else ""
    low = number.nodes[number.noun].low
    anyone = fate == "ill" and fate_of(canonical_stems(low)) == fate  # "38 cases"
    return stem(low) if canonical_stems(low) - ANYONE and not anyone else ""


def _read(number: Numbered, toll: Toll | None) -> Measured:
    one, quantity, noun = number.one, number.quantity, number.noun
    unit, factor = number.unit
    owning, clause = owners(number), clause_of(number)
    counted = [*_counted(number), *owning]
    plain = [place for place in counted if not one.words[place].name] or counted  # of a country much is counted
    things = canonical_stems(" ".join(one.words[place].low for place in plain))
    # "States" are no word of content elsewhere.
    things = things or frozenset(one.tree.nodes[place].lemma for place in _counted(number))
    limits, fate = limits_of(number, clause), _fate(number, toll, things, clause)
    return Measured(
        quantity,
        number.at,
        noun if noun >= 0 and (unit in PERIODS or not counted) else counted[0] if counted else NOWHERE,
        unit,
        quantity.low * factor,
        quantity.high * factor,
        things,
        fate=fate,
        who=_who(number, toll, fate),
        names=names_of(number, owning),
        of=of_what(number),
        deeds=deeds(number, clause) - things,
        places=places_of(number, clause),
        limits=limits,
        older=is_older(number),
        moved=is_new(number),
        part=is_part(number, toll, bool(limits)),
        known=is_known(number),
        opposed=is_disputed(number),
    )
