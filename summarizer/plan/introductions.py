"""Puts in what a sentence takes as known, where its own source tells it for certain; and finds what is left.

"Hahn" becomes "Ulmen coach Petra Hahn", "the bakery" becomes "the bakery in Kelm", "Shares" becomes "Velta Foods
shares". Nothing between quotation marks is touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from summarizer.records import Introduction, Unexplained
from summarizer.text.analysis import Analyser, Analysis, Word
from summarizer.text.clauses import SUBJECTS
from summarizer.text.leaning import Leaning, is_age, leanings
from summarizer.text.lexicon import CLASSES, GENERIC, OF_COMPANIES, PEOPLE, PLACES, SAME_THING, TITLES
from summarizer.text.words import identity

_LONGEST = 9
"""Words of what is put in for a noun."""

_MOST_NAMES = 3
"""First name, second name or initial, surname."""

_GENDERED = frozenset("he him his himself she her hers herself".split())
_NO_PERSON = frozenset("the new north south east west saint st san santa los las fort mount lake port cape".split())
"""With these begins the name of a place."""


class Introduced(NamedTuple):
    """A sentence with what was put in, and what it still takes as known."""

    text: str
    introductions: tuple[Introduction, ...]
    unexplained: tuple[Unexplained, ...]


class _Person(NamedTuple):
    name: str
    full: str
    row: int


def introduced(sentence: str, earlier: Sequence[str], analyse: Analyser, later: Sequence[str] = ()) -> Introduced:
    """Puts in what a sentence takes as known.

    Args:
        sentence: one sentence, on one line.
        earlier: the sentences before it in its document, in order; rows are counted in it.
        analyse: reads sentences.
        later: the sentences after it, which may show that a name is a person's.
    """
    before = [one for text in earlier if (one := analyse(text)).tree.parsed]
    if len(before) < len(earlier) or not analyse(sentence).tree.parsed:
        return Introduced(sentence, (), ())
    whole = [*before, *(analyse(text) for text in (sentence, *later))]
    text, found = _with_names(sentence, people(before, whole), analyse)
    text, nouns = _with_nouns(text, before, analyse)
    return Introduced(text, (*found, *nouns), tuple(_unexplained(text, before, analyse)))


# Names


def _with_names(text: str, known: Mapping[str, _Person | None], analyse: Analyser) -> tuple[str, list[Introduction]]:
    """The text with the full name of each person of whom it has only the surname or the first name."""
    found = []
    for short, person in known.items():
        one = analyse(text)
        uses = [at for at, word in enumerate(one.words) if word.text.removesuffix("'s").removesuffix("’s") == short]
        open_uses = [at for at in uses if not one.words[at].quoted and _is_bare(one, at)]
        if person is None or not open_uses or uses[0] != open_uses[0] or person.name in text:
            continue
        start = one.words[open_uses[0]].start
        full = _fitted(person.full, start) if _may_be_called(one, open_uses[0]) else person.name
        text = text[:start] + full + text[start + len(short) :]
        found.append(Introduction(short, full, person.row))
    return text, found


def _fitted(full: str, start: int) -> str:
    """A name with its noun, that noun written as its place in the sentence asks for."""
    first = full.split()[0]
    if not start:
        return full[:1].upper() + full[1:]
    return full[:1].lower() + full[1:] if first.lower() in PEOPLE - TITLES else full


def _is_bare(one: Analysis, at: int) -> bool:
    """Whether a name stands alone: no part of a longer one, no "Hahn Street", no "the Hahns"."""
    tree = one.tree
    node = tree.nodes[at]
    beside = [place for place in (at - 1, at + 1) if 0 <= place < len(one.words) and one.words[place].kind == "word"]
    longer = any(one.words[place].text[:1].isupper() and tree.nodes[place].pos == "PROPN" for place in beside)
    titled = at > 0 and one.words[at - 1].text == "."
    return node.pos == "PROPN" and node.relation not in ("compound", "nmod") and not longer and not titled


def _may_be_called(one: Analysis, at: int) -> bool:
    """Whether a noun may stand before the name: nothing describes it here already."""
    return not one.tree.under(at, "det", "amod", "compound", "appos")


def people(before: Sequence[Analysis], whole: Sequence[Analysis]) -> dict[str, _Person | None]:
    """The people that sentences name in full, by surname and by first name; None where two of them share one.

    A name counts as a person's where a sentence of the ``whole`` source shows it.
    """
    persons: dict[str, _Person] = {}
    for row, one in enumerate(before):
        for at in range(len(one.words)):
            if person := _person(one, at, row):
                persons.setdefault(person.name, person)
    shown = {name for name, person in persons.items() if any(_acts(one, person) for one in whole)}
    found: dict[str, _Person | None] = {}
    for name, person in persons.items():
        for short in {name.split()[0], name.split()[-1]}:
            rival = found.get(short, person)
            found[short] = person if name in shown and rival == person else None
    return found


def _person(one: Analysis, at: int, row: int) -> _Person | None:
    """A name of two words or more that ends at a place, with the nouns before it that say who it is."""
    tree, word = one.tree, one.words[at]
    ends = tree.nodes[at].pos == "PROPN" and tree.nodes[at].relation != "compound" and word.text[:1].isupper()
    first = at
    while ends and first > 0 and _joins(one, first - 1, at):
        first -= 1
    name_first = first
    while name_first < at and one.words[name_first].low in (*TITLES, "."):
        name_first += 1
    parts = [place for place in range(name_first, at + 1) if one.words[place].text != "."]
    if not 2 <= len(parts) <= _MOST_NAMES or one.words[name_first].low in _NO_PERSON or _names_a_thing(word):
        return None
    end = word.end - (2 if word.possessive else 0)
    name = one.text[one.words[name_first].start : end]
    while first > 0 and tree.nodes[first - 1].pos == "NOUN" and tree.nodes[first - 1].head == at:
        first -= 1  # "coach Petra Hahn"
        while first > 0 and tree.nodes[first - 1].head == first and tree.nodes[first - 1].relation == "compound":
            first -= 1  # "Ulmen coach"
    first += one.words[first].text == "."
    start = one.words[first].start
    taken = (first > 0 and one.words[first - 1].low in ("the", "a", "an")) or one.text[max(start - 1, 0) : start] == "-"
    full = one.text[one.words[name_first if taken else first].start : end]
    plain = all(part[:1].isupper() for part in name.split()) and "," not in full
    return _Person(name, full, row) if plain else None


def _names_a_thing(word: Word) -> bool:
    """Whether a name that ends in this word is that of a hospital, a town or a number of kings."""
    low = word.low.removesuffix("'s").removesuffix("’s")
    return word.text.isupper() or low in CLASSES or low in PLACES or identity(low) in GENERIC


def _joins(one: Analysis, place: int, at: int) -> bool:
    node = one.tree.nodes[place]
    if one.words[place].text == ".":
        before = one.words[place - 1] if place > 0 else one.words[place]
        return before.low in TITLES or (len(before.text) == 1 and before.text.isupper())
    named = node.pos == "PROPN" and node.relation == "compound" and at in one.tree.above(place)
    return named or (one.words[place].low in TITLES and one.words[place].text[:1].isupper())


def _acts(one: Analysis, person: _Person) -> bool:
    """Whether a sentence shows a name to be a person's: a title, an age, a "who", saying something, a "he said"."""
    tree, last = one.tree, person.name.split()[-1]
    if (
        person.full != person.name
        and person.full in one.text
        and person.full.split()[0].strip(".").lower() in TITLES | PEOPLE
    ):
        return True
    for at, word in enumerate(one.words if last in one.text and tree.parsed else ()):
        if word.text.removesuffix("'s").removesuffix("’s") != last or tree.nodes[at].relation == "compound":
            continue
        aged = any(tree.nodes[below].pos == "NUM" for below in tree.under(at, "appos"))
        called = any(tree.nodes[below].lemma in PEOPLE for below in tree.under(at, "appos", "compound"))
        who = any(tree.nodes[b].low == "who" for clause in tree.under(at, "relcl") for b in tree.subtree(clause))
        if aged or called or who or _leads_on(one, at) or any(at in saying.speakers for saying in one.sayings):
            return True
    return False


def _leads_on(one: Analysis, at: int) -> bool:
    """Whether a name is the subject and the only one of its sentence, and a "her" follows it."""
    names = [place for place, node in enumerate(one.tree.nodes) if node.tag == "NNP" and node.relation in SUBJECTS]
    return names == [at] and any(word.low in _GENDERED for word in one.words[at + 1 :] if not word.quoted)


# Nouns


def _with_nouns(text: str, before: Sequence[Analysis], analyse: Analyser) -> tuple[str, list[Introduction]]:
    """The text with what "the bakery" and "Shares" stand for, as the source has told it."""
    found: list[Introduction] = []
    for lean in reversed(leanings(analyse(text))):
        one = analyse(text)
        if one.words[lean.at].quoted:
            continue
        told = _owner(one, lean, before) if lean.kind == "whose" else _first_told(one, lean, before)
        if told is None:
            continue
        short = text[lean.start : lean.end].removesuffix("'s").removesuffix("’s")
        full = f"{told[0]} {short[0].lower()}{short[1:]}" if lean.kind == "whose" else f"{short.split()[0]} {told[0]}"
        text = text[: lean.start] + full + text[lean.start + len(short) :]
        found.append(Introduction(short, full, told[1]))
    return text, found


def _first_told(one: Analysis, lean: Leaning, before: Sequence[Analysis]) -> tuple[str, int] | None:
    """How the source first tells of a noun that counts as known, and where; None unless it tells of one only."""
    short = one.text[lean.start : lean.end].split()
    if lean.kind != "definite" or len(short) != 2 or short[0].lower() != "the":
        return None
    tag, known = one.tree.nodes[lean.at].tag, one.words[lean.at].id
    uses = [
        (row, other, at)
        for row, other in enumerate(before)
        for at in other.places(known)
        if other.tree.nodes[at].pos == "NOUN" and other.tree.nodes[at].relation != "compound"
    ]
    fresh = [use for use in uses if _is_fresh(use[1], use[2])]
    if len(fresh) != 1 or fresh[0] != uses[0] or fresh[0][1].tree.nodes[fresh[0][2]].tag != tag:
        return None
    row, other, at = fresh[0]
    told = _noun_phrase(other, at)
    return (told, row) if len(told.split()) > 1 else None


def _is_fresh(one: Analysis, at: int) -> bool:
    """Whether a noun is told of for the first time: with "a", or with a name before it and no "the"."""
    tree = one.tree
    lows = {tree.nodes[child].low for child in tree.under(at, "det", "predet", "poss")}
    named = any(tree.nodes[child].pos == "PROPN" for child in tree.under(at, "compound", "nmod"))
    single = tree.nodes[at].tag == "NN"
    return (single and bool(lows & {"a", "an"})) or (named and not lows)


def _noun_phrase(one: Analysis, at: int) -> str:
    """A noun with what stands before it and its first phrase, without its article; empty where that is too much."""
    tree = one.tree
    front = [at, *(below for child in tree.under(at, *_FRONT) if child < at for below in tree.subtree(child))]
    inside = tree.subtree(at)
    last = at
    while last + 1 < len(one.words) and last + 1 in inside and not _is_loose(one, last + 1):
        last += 1
    while last > at and tree.nodes[last].pos in ("ADP", "DET", "CCONJ", "PART", "ADJ"):
        last -= 1
    span = range(min(front), last + 1)
    if len(span) > _LONGEST or any(place not in inside or _is_loose(one, place) for place in range(min(front), at)):
        return ""
    return one.text[one.words[span[0]].start : one.words[span[-1]].end]


_FRONT = ("amod", "compound", "nmod", "nummod")


def _is_loose(one: Analysis, place: int) -> bool:
    """What is not carried along: quoted words, pronouns, clauses, commas, days, another noun that counts as known."""
    node, word = one.tree.nodes[place], one.words[place]
    if node.pos == "NOUN" and any(one.tree.nodes[below].low == "the" for below in one.tree.under(place, "det")):
        return True
    return word.quoted or word.kind == "date" or node.pos in ("PRON", "VERB", "AUX") or word.text in tuple(',;:()—–“”"')


def _owner(own: Analysis, lean: Leaning, before: Sequence[Analysis]) -> tuple[str, int] | None:
    """The company whose shares fell: the one name that is a subject in the sentence before, of nobody who speaks."""
    if not before or own.tree.nodes[lean.at].lemma not in OF_COMPANIES:
        return None
    one = before[-1]
    names = [at for at, node in enumerate(one.tree.nodes) if node.pos == "PROPN" and node.relation in SUBJECTS]
    if (
        len(names) != 1
        or one.tree.under(names[0], "conj")
        or any(names[0] in saying.speakers for saying in one.sayings)
    ):
        return None
    at, first = names[0], names[0]
    while first > 0 and one.tree.nodes[first - 1].pos == "PROPN" and at in one.tree.above(first - 1):
        first -= 1
    known = any(word.name and word.text == one.words[at].text for other in before for word in other.words)
    return (one.text[one.words[first].start : one.words[at].end], len(before) - 1) if known else None


# What is left


def _unexplained(text: str, before: Sequence[Analysis], analyse: Analyser) -> Iterator[Unexplained]:
    """What a text takes as known still; a noun only where its source has told of it, or may have by another word."""
    one = analyse(text)
    for lean in leanings(one):
        if lean.kind in ("connective", "pronoun"):
            continue
        phrase = text[lean.start : lean.end].strip(" ,")
        if lean.kind in ("time", "whose", "other"):
            yield Unexplained(phrase, _ids(one, lean) if lean.kind == "other" else ())
        elif _was_told(one, lean, before):
            yield Unexplained(phrase, _ids(one, lean))


def _was_told(one: Analysis, lean: Leaning, before: Sequence[Analysis]) -> bool:
    """Whether a source that says "the store" has spoken of it, so that its readers knew; the sea they know anyway."""
    lemma = one.tree.nodes[lean.at].lemma
    if before and (is_age(one, lean.at) or lemma in CLASSES or lemma in PEOPLE or lemma in PLACES):
        return True
    ids = _ids(one, lean)
    return any(other.places(known) for other in before for known in ids)


def _ids(one: Analysis, lean: Leaning) -> tuple[str, ...]:
    """The ids of words that tell of the same thing."""
    own, lemma = one.words[lean.at].id, one.tree.nodes[lean.at].lemma
    if is_age(one, lean.at):
        return (one.words[lean.at].low.split("-")[0],)
    alike = {identity(word) for group in SAME_THING if lemma in group for word in group}
    return (own, *sorted(alike - {own}))
