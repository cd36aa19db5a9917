"""What each number of a sentence counts, measures, prices or scores, and how the sentence puts it: now, before, in part.

Only grammar is read here; which values of several sentences are of one figure, and how they relate, is decided in
`gather`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.text.analysis import Analysis
from summarizer.text.dates import DateMention
from summarizer.text.lexicon import CURRENCIES, EARLIER, FUTURE, MOVING, PERIODS, PLACES, PLACING, SAYING, TAKEN_BACK
from summarizer.text.likeness import canonical_stems
from summarizer.text.names import name_key
from summarizer.text.numbers import Quantity
from summarizer.text.tolls import Toll, tolls
from summarizer.text.words import CALENDAR

_LABEL = re.compile(
    r"\b(?:flight|stage|route|highway|interstate|gate|room|page|chapter|section|article|number|no\.|episode|season|part"
    r"|phase|week|day|game|round|lap|act|group|type|version|mark|model|line|channel|district|ward|unit|terminal|platform"
    r"|exit|track|entry|update|report|bulletin|statement|communiqu[eé]|message|kilometre|kilometer|mile|form|aged|age)\s$",
    re.IGNORECASE,
)
"""Words before a number that make it a name: "Flight 447"."""

_FROM_TO = re.compile(r"from\s+(?P<old>\S.*?)\s+to\s+", re.IGNORECASE)
_CLOCK = re.compile(r"\s*(?:hours?\s+)?(?:GMT|UTC|local time|[A-Z]{1,3}ST)\b")
"""What stands behind an hour told without a colon: "1430 GMT"."""

_AT_HOUR, _DOTTED = re.compile(r"\b(?:at|by|until|from)\s$", re.IGNORECASE), re.compile(r"[012]?\d\.[0-5]\d")
"""An hour with a point: "at 1.15"."""

_TO_OR_FROM = re.compile(r"\b(?P<way>from|to)\s(?:[A-Z]\w+day,?\s)?$", re.IGNORECASE)
_LISTED = re.compile(r"[A-Z]\w+ \d+(?:, \d+)*,? (?:and )?$")
_OLD = re.compile(r"[\s-]?(?:day|week|month|year)s?-old", re.IGNORECASE)
_TIMES = frozenset("times fold".split())
_NO_FIGURE = frozenset(("rank", "decade", "age"))
_FURTHER = frozenset("more further another additional extra other fewer less".split())
_THAN_BEFORE = frozenset("from against".split())
_HOLDING = frozenset("at to on of from against".split())
_ARRIVING = frozenset("to at".split())
_FATE_STEMS = {
    "dead": canonical_stems("dead fatality"), "injured": canonical_stems("injured"),
    "missing": canonical_stems("missing"), "arrested": canonical_stems("arrested detained"),
    "evacuated": canonical_stems("evacuated"), "rescued": canonical_stems("rescued"), "displaced": canonical_stems("displaced homeless"),
}  # fmt: skip
_UNITS = {
    "km": ("metre", 1000.0), "mile": ("metre", 1609.344), "foot": ("metre", 0.3048), "metre": ("metre", 1.0),
    "centimetre": ("metre", 0.01), "centimeter": ("metre", 0.01), "inch": ("metre", 0.0254),
    "mph": ("km/h", 1.609344), "km/h": ("km/h", 1.0), "kg": ("kg", 1.0), "tonne": ("kg", 1000.0),
    "acre": ("hectare", 0.40468564), "hectare": ("hectare", 1.0), "litre": ("litre", 1.0), "liter": ("litre", 1.0),
    "gallon": ("litre", 3.785),
}  # fmt: skip
"""Units that are compared with one another: in which, and how many of it make one."""

_CLAUSES = frozenset("advcl relcl parataxis ccomp csubj".split())
_KNOWN = frozenset("the these those".split())
_PARTS_OF_DAY = frozenset(
    "day night morning afternoon evening moment time minute today yesterday tomorrow tonight".split()
)
_COUNTED_IN = frozenset("including include excluding exclude included excluded without alone with".split())
ANYONE = frozenset(
    (
        "individu",
        "other",
        "victim",
        "life",
        "lives",
        "soul",
        "number",
        "total",
        "year",
        "day",
        "hour",
        "minut",
        "time",
        "week",
        "month",
        "point",
        "kilomet",
        "dead",
    )
)
"""What is counted of so much that a shared one says little."""


class Measured(NamedTuple):
    """One number of a sentence and what it is the value of.

    ``word`` is its place among the words, ``unit`` what it can be compared in: that of the quantity, brought to a common
    one, or the noun of a currency or a stretch of time; ``low`` and ``high`` are its value in that
    unit. ``things`` are canonical stems of what is counted, or of whose measure it is. ``fate`` says what became of
    those that it counts, ``who`` they are, where they are people harmed, held or saved, as in `tolls.Toll`. ``older`` is whether it is told as what was before ("up from
    nine"), ``moved`` as what has become ("climbed to 17"), ``part`` as some of a number or a difference of two ("four of
    the dead", "three more"), ``known`` as the number of those that have been spoken of ("the 19 trapped miners"). ``places`` and ``limits`` are the names and the periods and exceptions that limit what
    it is of.
    """

    quantity: Quantity
    word: int
    things: frozenset[str]
    unit: str
    low: float
    high: float
    fate: str
    who: str
    older: bool
    moved: bool
    part: bool
    known: bool
    places: frozenset[str]
    limits: frozenset[str]
    noun: int
    names: frozenset[str]
    deeds: frozenset[str]
    of: frozenset[str]

    @property
    def exact(self) -> bool:
        """Whether no bound is told with it."""
        return not self.quantity.bound and self.quantity.low == self.quantity.high


def measured(one: Analysis) -> tuple[Measured, ...]:
    """The values of a sentence, in order; none of a sentence that was not parsed."""
    if not one.tree.parsed:
        return ()
    counted = {toll.quantity: toll for toll in tolls(one.text)}
    starts = {word.start: at for at, word in enumerate(one.words) if word.kind == "number"}
    found: list[Measured] = []
    for quantity in one.quantities:
        at = starts.get(quantity.start)
        if at is not None and not quantity.word and quantity.unit not in _NO_FIGURE and not _is_name(one, at, quantity):
            found += _moves(one, _read(one, at, quantity, counted.get(quantity)))
    return tuple(_without_additions(found))


def dated(one: Analysis, mention: DateMention, ordinal: int) -> Measured | None:
    """A day as the value of what it is the day of: "the trial will open on 3 March"; None where it is that of no deed.

    Args:
        one: the sentence.
        mention: one of its dates.
        ordinal: the day that it means, counted as `datetime.date.toordinal` does.
    """
    at = next((at for at, word in enumerate(one.words) if word.start <= mention.start < word.end), -1)
    if at < 0 or not one.tree.parsed:
        return None
    nodes = one.tree.nodes
    verb = next((place for place in one.tree.above(at) if one.tree.is_predicate(place)), -1)
    if verb < 0 or nodes[verb].lemma in SAYING:
        return None
    owners = _owners(one, verb, verb)
    told = [one.words[place].low for place in (*owners, verb) if nodes[place].lemma not in MOVING]
    before = _TO_OR_FROM.search(one.text[: mention.start])
    way = before["way"].lower() if before else ""
    moves = nodes[verb].lemma in MOVING or bool(one.tree.under(verb, "prt"))
    quantity = Quantity(ordinal, ordinal, "", "day", "", mention.start, mention.end)
    planned = moves or any(nodes[child].low in FUTURE | {"to"} for child in one.tree.under(verb, "aux"))
    return Measured(
        quantity, at, canonical_stems(" ".join(told)), "date", ordinal, ordinal, "", "", moves and way == "from",
        moves and way == "to", False, not planned, frozenset(), frozenset(), owners[0] if owners else verb,
        frozenset(), canonical_stems(one.words[verb].low), frozenset(),
    )  # fmt: skip


def _moves(one: Analysis, value: Measured) -> list[Measured]:
    """The two values of "from nine to six", where a verb says that the one became the other; else the value."""
    quantity = value.quantity
    match = _FROM_TO.match(one.text, quantity.start, quantity.end)
    if not match or not any(one.tree.nodes[place].lemma in MOVING for place in one.tree.above(value.word)):
        return [value]
    old = quantity._replace(high=quantity.low, start=match.start("old"), end=match.end("old"))
    new = quantity._replace(low=quantity.high, start=match.end())
    factor = value.low / quantity.low if quantity.low else 1.0
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


def _is_name(one: Analysis, at: int, quantity: Quantity) -> bool:
    """Whether a number is part of a name or an age, and counts nothing: "Flight 447", "Roke, 58, showed"."""
    if not quantity.unit and _AT_HOUR.search(one.text[: quantity.start]) and _DOTTED.fullmatch(one.words[at].text):
        return True
    if _LABEL.search(one.text[: quantity.start]) or _CLOCK.match(one.text, quantity.end):
        return True
    node = one.tree.nodes[at]
    if at and one.words[at - 1].name and not quantity.unit and one.words[at].text.isdigit():
        before = one.tree.nodes[at - 1]
        if quantity.low < 1000 and before.relation != "pobj":
            return True  # "Swift 2 prams"; not "in Hama 12 people"
    if _LISTED.search(one.text[: quantity.start]):
        return True
    following = one.words[at + 1].low if at + 1 < len(one.words) else ""
    if following in _TIMES or _OLD.match(one.text, quantity.end):
        return True
    plain = not quantity.unit and quantity.low < 120
    after_name = at >= 2 and one.words[at - 1].text == "," and one.words[at - 2].name
    closed = at + 1 == len(one.words) or one.words[at + 1].text in (",", ".", ";", ")")
    return plain and after_name and closed and node.relation not in ("nummod",)


def _read(one: Analysis, at: int, quantity: Quantity, toll: Toll | None) -> Measured:
    noun = _counted(one, at)
    unit, factor = _unit(one, noun, quantity)
    verb = _verb(one, at)
    whole = noun if unit and noun >= 0 else at
    owners = _owners(one, whole, verb) if noun < 0 or unit else []
    clause = _clause(one, verb, at)
    of_unit = noun >= 0 and not quantity.unit and bool(unit)  # "acres", which say nothing of what has so many
    counted = [*([noun] if noun >= 0 and not of_unit else []), *owners]
    things = canonical_stems(" ".join(one.words[place].low for place in counted))
    fate = toll.fate if toll else "" if noun >= 0 or unit else _fate(things)
    limits = _limits(one, clause)
    return Measured(
        quantity,
        at,
        things,
        unit,
        quantity.low * factor,
        quantity.high * factor,
        fate,
        toll.who if toll else "",
        _is_older(one, at, noun, verb),
        _is_new(one, at, verb),
        _is_part(one, at, noun, quantity) or _is_of_some(one, toll, verb, limits),
        any(
            one.tree.nodes[child].low in _KNOWN
            for place in (at, noun)
            if place >= 0
            for child in one.tree.under(place, "det")
        ),
        _places(one, clause),
        limits,
        noun if noun >= 0 and (unit in PERIODS or not counted) else counted[0] if counted else -1,
        _names(one, at, owners, verb),
        _deeds(one, clause) - things,
        _of(one, noun),
    )


def _unit(one: Analysis, noun: int, quantity: Quantity) -> tuple[str, float]:
    """What a number can be compared in, and how many of it one of the number's own unit are."""
    if noun >= 0 and one.tree.nodes[noun].lemma in ("degree", "°"):
        after = one.words[noun + 1].low if noun + 1 < len(one.words) else ""
        return f"degree {after[:1] if after[:1] in ('c', 'f') else ''}".strip(), 1.0
    lemma = quantity.unit or (one.tree.nodes[noun].lemma if noun >= 0 else "")
    if lemma in _UNITS:
        return _UNITS[lemma]
    return (lemma, 1.0) if quantity.unit or lemma in CURRENCIES | PERIODS else ("", 1.0)


def _fate(things: frozenset[str]) -> str:
    """What became of those whose number a value is: of "the number of people wounded"."""
    return next((fate for fate, stems in _FATE_STEMS.items() if things & stems), "")


def _verb(one: Analysis, at: int) -> int:
    """The verb that tells a value: of a number behind "to" or "at" one of moving or putting, wherever the parser hangs
    it ("put the number of people on a ferry that sank on Tuesday at 102").
    """
    tree, nodes = one.tree, one.tree.nodes
    if nodes[at].relation == "pobj" and nodes[nodes[at].head].low in _ARRIVING:
        for place in tree.above(at):
            if tree.is_predicate(place) and nodes[place].lemma in MOVING | PLACING:
                return place
    return tree.predicate(at)


def _counted(one: Analysis, at: int) -> int:
    """The noun that a number counts, or that it is a measure of ("a 74-metre ferry"); -1 where it stands alone."""
    node = one.tree.nodes[at]
    if (
        node.relation in ("nummod", "amod", "compound", "quantmod", "nmod")
        and node.head != at
        and one.tree.is_noun(node.head)
    ):
        return node.head
    of = one.tree.phrases(at, ("of",))
    return of[0] if of and one.tree.is_noun(of[0]) else -1


def _owners(one: Analysis, at: int, verb: int) -> list[int]:
    """The nouns whose value a number is: "toll" of "the toll climbed to 17", "profit" of "a profit of 410 million"."""
    tree = one.tree
    heads: list[int] = []
    above = next((place for place in tree.above(at) if tree.is_noun(place) or tree.is_predicate(place)), -1)
    if above >= 0 and tree.is_noun(above):
        heads = [above]
    elif verb >= 0:
        heads = [
            place
            for place in tree.under(verb, "nsubj", "nsubjpass", "dobj")
            if place != at and tree.nodes[place].pos != "PRON" and one.words[place].kind == "word"
        ]
        if not heads and tree.nodes[verb].relation in ("conj", "xcomp", "advcl", "acl", "relcl"):
            heads = tree.under(tree.nodes[verb].head, "nsubj", "nsubjpass")
    found = list(heads)
    for head in heads:
        things = tree.phrases(head, ("of", "for", "on", "in"))
        found += things + [child for thing in things for child in tree.under(thing, "acl", "amod")]
        found += tree.under(head, "compound", "amod", "acl")
    return [place for place in found if one.words[place].kind == "word" and place != at]


def _clause(one: Analysis, verb: int, at: int) -> list[int]:
    """The words of the clause of a number, without the clauses that hang on it, in order."""
    tree = one.tree
    top = verb if verb >= 0 else tree.root
    if tree.nodes[top].lemma in SAYING and verb >= 0 and at not in tree.subtree(top):
        top = tree.root
    found, left = {top}, [top]
    keep = {at, *tree.above(at)}
    while left:
        for child in tree.children[left.pop()]:
            if child not in found and (tree.nodes[child].relation not in _CLAUSES or child in keep):
                found.add(child)
                left.append(child)
    return sorted(found)


def _is_older(one: Analysis, at: int, noun: int, verb: int) -> bool:
    """Whether a value is told as one that held before, or that somebody takes back."""
    tree, nodes = one.tree, one.tree.nodes
    chain = [at, *tree.above(at)][:4]
    for low, high in zip(chain, chain[1:], strict=False):
        if nodes[high].relation == "prep" and nodes[high].low in _THAN_BEFORE and nodes[low].relation == "pobj":
            on = nodes[high].head
            moves = nodes[on].lemma in MOVING or nodes[on].low in ("up", "down") or nodes[high].low == "against"
            return moves or any(nodes[child].low in _ARRIVING for child in tree.under(on, "prep"))
    if noun < 0 and nodes[nodes[at].head].low == "after" and nodes[at].relation == "pobj":
        return True  # "31 per cent, after 34 in March"
    when = [place for place in tree.above(at) if nodes[place].relation in ("relcl", "advcl")][:1]
    if (
        when
        and any(nodes[child].low == "when" for child in tree.under(when[0], "advmod"))
        and nodes[when[0]].lemma == "be"
    ):
        return True  # "three points fewer than in March, when it was at 34"
    if at and nodes[at - 1].low in ("not", "n't", "n’t"):
        return True  # "232, not 231"
    around = {at, *([noun] if noun >= 0 else []), *(place for place in tree.above(at)[:2] if tree.is_noun(place))}
    described = {nodes[child].low for place in around for child in tree.children[place]}
    adverbs = {nodes[child].low for child in tree.under(verb, "advmod")} if verb >= 0 else set()
    if described & (EARLIER - {"first"}) or adverbs & EARLIER:
        return True
    top = next((place for place in tree.above(at) if tree.is_predicate(place)), -1)
    if top < 0:
        return False
    if nodes[top].lemma in MOVING and any(at in tree.subtree(thing) for thing in tree.under(top, "dobj")):
        return bool(tree.phrases(top, ("by",)))  # "cutting the draft of $640 million by 28 million"
    passive = bool(tree.under(top, "auxpass"))
    said = {nodes[child].lemma for child in tree.under(top, "acomp")}
    subject = any(at in tree.subtree(place) for place in tree.under(top, "nsubj", "nsubjpass"))
    too = subject and bool(said & frozenset("high low wrong incorrect outdated".split()))
    return too or (subject and passive and nodes[top].lemma in TAKEN_BACK)


def _is_new(one: Analysis, at: int, verb: int) -> bool:
    """Whether a value is told as what has become: "climbed to 17", "is corrected to nine", "now stands at"."""
    tree, nodes = one.tree, one.tree.nodes
    if verb < 0:
        return False
    head = nodes[at].head
    arrives = nodes[head].relation == "prep" and nodes[head].low in _ARRIVING
    adverbs = {nodes[child].low for child in tree.under(verb, "advmod")}
    return (arrives and nodes[verb].lemma in MOVING) or "now" in adverbs


def _is_part(one: Analysis, at: int, noun: int, quantity: Quantity) -> bool:
    """Whether a number counts some of others, or by how much something moved."""
    tree, nodes = one.tree, one.tree.nodes
    for child in tree.children[at]:
        thing = tree.under(child, "pobj")[:1] if nodes[child].low == "of" else []
        if thing and not quantity.unit and _is_known(one, thing[0]):
            return True
    for place in tree.above(at):
        if tree.is_predicate(place):
            break
        if any(nodes[thing].low in ("them", "these", "those") for thing in tree.phrases(place, ("of",))):
            return True
    around = [at, *([noun] if noun >= 0 else [])]
    if any(nodes[child].low in _FURTHER for place in around for child in tree.children[place]):
        return True
    by = nodes[at].head if noun < 0 else nodes[noun].head
    if quantity.unit == "%":
        return False  # "is to grow by 1.6 per cent" tells the growth
    return nodes[by].low == "by" and nodes[by].relation == "prep" and nodes[nodes[by].head].lemma in MOVING


def _is_of_some(one: Analysis, toll: Toll | None, verb: int, limits: frozenset[str]) -> bool:
    """Whether a count of people is told to be of those in one place, or of those whom one of several has saved."""
    if toll is None:
        return False
    by_one = (
        toll.fate == "rescued" and verb >= 0 and bool(one.tree.under(verb, "dobj") or one.tree.phrases(verb, ("by",)))
    )
    return by_one or (toll.partial and not limits)


def _is_known(one: Analysis, thing: int) -> bool:
    lows = {one.tree.nodes[child].low for child in one.tree.children[thing]}
    return bool(lows & {"the", "those", "these", "them"}) or one.tree.nodes[thing].low in ("them", "those", "whom")


def _of(one: Analysis, noun: int) -> frozenset[str]:
    """What the counted are of or which they are: "Venus" of "seven flybys of Venus"."""
    if noun < 0:
        return frozenset()
    places = {place for thing in one.tree.phrases(noun, ("of",)) for place in one.tree.subtree(thing)}
    return canonical_stems(" ".join(one.words[place].text for place in places if one.words[place].kind == "word"))


def _names(one: Analysis, at: int, owners: list[int], verb: int) -> frozenset[str]:
    """The names of those whose value a number is: "Brill" of "Brill held 48.2 percent of the vote"."""
    tree = one.tree
    path = tree.above(at)[: tree.above(at).index(verb)] if verb in tree.above(at) else []
    aside = any(tree.nodes[place].relation == "prep" and tree.nodes[place].low not in _HOLDING for place in path)
    holders = tree.under(verb, "nsubj", "nsubjpass") if verb >= 0 and not aside else []
    first = next((place for place, word in enumerate(one.words) if word.kind == "word"), 0)
    holders = [
        holder
        for holder in holders
        if one.words[holder].name
        and at not in tree.subtree(holder)
        and (holder != first or tree.nodes[holder].pos == "PROPN")
    ]
    places = {place for holder in holders for place in (holder, *tree.under(holder, "compound"))}
    places |= set(owners) if any(one.words[place].name for place in owners[:1]) else set()
    return frozenset(name_key(one.words[place].text) for place in places if one.words[place].name)


def _deeds(one: Analysis, clause: list[int]) -> frozenset[str]:
    """What is said of those that are counted: stems of the verbs and nouns of the clause, without names."""
    words = [at for at in clause if one.words[at].kind == "word"]
    told = [
        one.words[at].low
        for at in words
        if one.tree.nodes[at].pos in ("VERB", "NOUN", "ADJ") and not one.words[at].name
    ]
    return canonical_stems(" ".join(told)) - ANYONE


def _places(one: Analysis, clause: list[int]) -> frozenset[str]:
    """The names of places that limit what is counted: "in Hestra"."""
    tree, nodes = one.tree, one.tree.nodes
    found = set()
    for place in clause:
        if nodes[place].relation == "prep" and nodes[place].low in ("in", "at", "across", "throughout", "of", "near"):
            for thing in tree.under(place, "pobj"):
                found |= {
                    name_key(one.words[word].text)
                    for word in tree.subtree(thing)
                    if one.words[word].name and one.words[word].low not in CALENDAR | PLACES
                }
    return frozenset(found)


def _limits(one: Analysis, clause: list[int]) -> frozenset[str]:
    """What is counted in or left out, and the period: "since January", "including the attacker"."""
    tree, nodes = one.tree, one.tree.nodes
    opens = [place for place, node in enumerate(nodes) if node.relation == "prep" and node.low in ("since", "from")]
    since = any(
        nodes[place].low == "since" or any(one.words[thing].kind == "date" for thing in tree.under(place, "pobj"))
        for place in opens
    )
    found = {"since"} if since else set()
    for place in clause:
        low = nodes[place].low
        if low in _COUNTED_IN and low != "with":
            found.add("in")
        if nodes[place].relation != "prep":
            continue
        for thing in tree.under(place, "pobj"):
            if low in ("in", "within", "per", "over", "during") and nodes[thing].lemma in PERIODS - _PARTS_OF_DAY:
                found.add(nodes[thing].lemma)
            elif low in ("in", "across") and any(
                one.words[child].kind == "number" for child in tree.under(thing, "nummod")
            ):
                found.add("several")  # "in nine countries"
    return frozenset(found)
