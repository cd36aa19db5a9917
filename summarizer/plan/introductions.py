"""Puts in what a sentence takes as known, where its own source tells it for certain; and finds what is left.

"Hahn" becomes "Ulmen coach Petra Hahn", "the bakery" becomes "the bakery in Kelm", "Shares" becomes "Velta Foods
shares". Nothing between quotation marks is touched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from summarizer.plan.abbreviations import Abbreviation, abbreviations
from summarizer.plan.openings import name_at
from summarizer.records import Introduction, Unexplained
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.introducing import with_name
from summarizer.text.leaning import POINTING, Leaning, is_age, leanings
from summarizer.text.lexicon import CLASSES, NAMING, OF_COMPANIES, OPENING_NAMES, PEOPLE, PLACES, SAME_THING, TITLES
from summarizer.text.likeness import stated_facts
from summarizer.text.people import Called, Person, is_bare, people, shared_by
from summarizer.text.roles import Named
from summarizer.text.speech import paired_quotes
from summarizer.text.tone import JOINER
from summarizer.text.words import FUNCTION_WORDS, identity, word_count

_AS_WELL = re.compile(r",? (?P<as>as well|too)(?=[.;]|, (?:to|and|but)\b)")
"""At the end of a clause; not "as well as", and no "too" of degree."""

_LONGEST = 9
"""Words of what is put in for a noun."""


class Introduced(NamedTuple):
    """A sentence with what was put in, and what it still takes as known."""

    text: str
    introductions: tuple[Introduction, ...]
    unexplained: tuple[Unexplained, ...]


def introduced(
    sentence: str,
    earlier: Sequence[str],
    analyse: Analyser,
    later: Sequence[str] = (),
    elsewhere: Collection[str] = (),
    owned: bool = False,
) -> Introduced:
    """Puts in what a sentence takes as known.

    Args:
        sentence: one sentence, on one line.
        earlier: the sentences before it in its document, in order; rows are counted in it.
        analyse: reads sentences.
        later: the sentences after it, which may show that a name is a person's.
        elsewhere: surnames and first names of people that only other sources name in full.
        owned: whether it is told as somebody's own word, so that its "shares" are theirs.
    """
    before = [analyse(text) for text in earlier]
    if not analyse(sentence).tree.parsed or not paired_quotes(sentence):
        return Introduced(sentence, (), ())
    whole = [*before, *(analyse(text) for text in (sentence, *later))]
    persons = people(before, whole)
    text, found = _with_names(without_also(analyse(sentence)), persons, analyse)
    shared = [short for short, person in persons.items() if person is None and short in text]
    strangers = dict.fromkeys(elsewhere, False) | {short: True for short in shared if shared_by(short, before)}
    text, short = _with_abbreviations(text, abbreviations(earlier), analyse)
    found += short
    text, nouns = _with_nouns(text, before, analyse, owned)
    left = [one for lean, one in _unexplained(text, before, analyse) if not (owned and lean.kind == "whose")]
    return Introduced(text, (*found, *nouns), (*left, *_strangers(analyse(text), strangers)))


def unexplained_in(
    texts: Sequence[str], earlier: Sequence[str], analyse: Analyser, owned: bool = False
) -> tuple[Unexplained, ...]:
    """What sentences that are told as one text take as known; what one of them tells, those behind it need not.

    Args:
        texts: the sentences, in order.
        earlier: the sentences before them in their document.
        analyse: reads sentences.
        owned: whether they are told as somebody's own word.
    """
    left: list[Unexplained] = []
    told: frozenset[str] = frozenset()
    for at, text in enumerate(texts):
        before = [analyse(one) for one in (*earlier, *texts[:at])]
        for lean, one in _unexplained(text, before, analyse):
            joined = at and (lean.kind in ("time", "other") or told & set(one.ids))
            if not joined and not (owned and lean.kind == "whose"):
                left.append(one)
        told |= analyse(text).ids
    return tuple(left)


def _strangers(one: Analysis, strangers: Mapping[str, bool]) -> Iterator[Unexplained]:
    """Bare surnames of people whom its own source never names in full, or of which it names two.

    Of two of a name, what has been told of one says nothing of the other.
    """
    for at, word in enumerate(one.words):
        short = word.text.removesuffix("'s").removesuffix("’s")
        if short in strangers and not word.quoted and is_bare(one, at):
            yield Unexplained(short, () if strangers[short] else (identity(short),))


# Names


def _with_names(text: str, known: Mapping[str, Person | None], analyse: Analyser) -> tuple[str, list[Introduction]]:
    """The text with the full name of each person of whom it has only the surname or the first name."""
    found = []
    for short, person in known.items():
        one = analyse(text)
        uses = [at for at, word in enumerate(one.words) if word.text.removesuffix("'s").removesuffix("’s") == short]
        open_uses = [at for at in uses if not one.words[at].quoted and is_bare(one, at)]
        if person is None or not open_uses or uses[0] != open_uses[0] or person.name in text:
            continue
        start = one.words[open_uses[0]].start
        full = _fitted(person.full, start) if _may_be_called(one, open_uses[0]) else person.name
        if full == person.name and person.role and _may_be_explained(one, open_uses[0]):
            full = f"{full}, {person.role},"
        text = text[:start] + full + text[start + len(short) :]
        found.append(Introduction(short, full, person.row))
    return text, found


def with_full_names(
    text: str, others: Mapping[str, Called | None], analyse: Analyser
) -> tuple[str, list[Introduction]]:
    """The text with the full name of each person whom only other sources name so; rows are those of the cluster."""
    found = []
    for short, called in others.items():
        if called is None or short not in text or called.name in text:
            continue
        one = analyse(text)
        at = next((at for at, word in enumerate(one.words) if re.split("['’]", word.text)[0] == short), -1)
        if at >= 0 and not one.words[at].quoted and (is_bare(one, at) or one.words[at].possessive):
            text = with_name(one, Named(at, at, at), called.name)
            found.append(Introduction(short, called.name, called.row))
    return text, found


def _fitted(full: str, start: int) -> str:
    """A name with its noun, that noun written as its place in the sentence asks for."""
    first = full.split()[0]
    if not start:
        return full[:1].upper() + full[1:]
    return full[:1].lower() + full[1:] if first.lower() in PEOPLE - TITLES else full


def _may_be_explained(one: Analysis, at: int) -> bool:
    """Whether commas may stand around what is added behind a name: it is a subject with its verb behind it."""
    node, after = one.tree.nodes[at], one.words[at + 1] if at + 1 < len(one.words) else None
    behind = after is not None and after.kind == "word" and one.tree.nodes[at + 1].pos in ("VERB", "AUX", "ADV")
    return node.relation in SUBJECTS and node.head > at and behind and not one.words[at].possessive


def _may_be_called(one: Analysis, at: int) -> bool:
    """Whether a noun may stand before the name: nothing describes it here already."""
    return not one.tree.under(at, "det", "amod", "compound", "appos")


def _with_abbreviations(
    text: str, known: Mapping[str, Abbreviation], analyse: Analyser
) -> tuple[str, list[Introduction]]:
    """The text with each abbreviation that its source explains in full, where it first stands."""
    found = []
    for short, one in known.items():
        own = analyse(text)
        at = next((at for at, word in enumerate(own.words) if word.text == short and not word.quoted), -1)
        if at < 0 or one.full.split(" (")[0].removeprefix("the ") in text or own.words[at].possessive:
            continue
        start = own.words[at].start
        determined = text[:start].lower().endswith("the ")
        full = one.full.removeprefix("the ") if determined else one.full
        full = full if start else full[:1].upper() + full[1:]
        text = text[:start] + full + text[start + len(short) :]
        found.append(Introduction(short, full, one.row))
    return text, found


def without_joiner(one: Analysis, least_words: int) -> str:
    """A sentence without the "But" or "However," that only joins it to the one before, where so many words are left."""
    match = JOINER.match(one.text)
    rest = one.text[match.end() :] if match else ""
    return rest[:1].upper() + rest[1:] if stated_facts(rest) and word_count(rest) >= least_words else one.text


def without_also(one: Analysis) -> str:
    """A sentence without the "also" or "as well" of its main verb, which joins it to one before."""
    for at, word in enumerate(one.words):
        node = one.tree.nodes[at]
        verb = one.tree.nodes[node.head]
        finite = one.tree.is_finite(node.head) or bool(one.tree.under(node.head, "aux"))
        whole = finite and bool(one.tree.under(node.head, *SUBJECTS))
        main = whole and verb.head == node.head and node.relation == "advmod" and 0 < at < len(one.words) - 1
        if word.low == "also" and not word.quoted and main and one.words[at - 1].low not in ("but", "and", ","):
            return one.text[: one.words[at - 1].end] + one.text[word.end :]
    match = _AS_WELL.search(one.text)
    at = one.word_at(match.start("as")) if match else -1
    return one.text[: match.start()] + one.text[match.end() :] if match and not one.words[at].quoted else one.text


# Nouns


def _with_nouns(
    text: str, before: Sequence[Analysis], analyse: Analyser, owned: bool
) -> tuple[str, list[Introduction]]:
    """The text with what "the bakery" and "Shares" stand for, as the source has told it."""
    found: list[Introduction] = []
    for lean in reversed(leanings(analyse(text))):
        one = analyse(text)
        if one.words[lean.at].quoted or (owned and lean.kind == "whose"):
            continue
        told = _owner(one, lean, before) if lean.kind == "whose" else _first_told(one, lean, before)
        if told is None:
            continue
        short = text[lean.start : lean.end].removesuffix("'s").removesuffix("’s")
        full = f"{told[0]} {short[0].lower()}{short[1:]}" if lean.kind == "whose" else told[0]
        full = full[:1].upper() + full[1:] if short[:1].isupper() else full
        text = text[: lean.start] + full + text[lean.start + len(short) :]
        found.append(Introduction(short, full, told[1]))
    return text, found


def _first_told(one: Analysis, lean: Leaning, before: Sequence[Analysis]) -> tuple[str, int] | None:
    """How the source first tells of a noun that counts as known, and where; None unless it tells of one only.

    "The bakery" is "the bakery in Kelm", and "the bank" is "Marn Bank", with the article that goes before that.
    """
    short = one.text[lean.start : lean.end].split()
    if lean.kind != "definite" or len(short) != 2 or short[0].lower() != "the":
        return None
    known = one.words[lean.at].id
    first = _first_use(before, known)
    if first is None:
        return None
    row, at = first
    told = _phrase(before[row], at)
    fits = _fits_name if _is_named(before[row], at) else _fits_noun
    if not fits(one, lean.at, before[row], at) or _says_again(one, known, told):
        return None
    bare = _is_named(before[row], at) and not before[row].tree.under(at, "det")
    return (told if bare else f"the {told}"), row


def _first_use(before: Sequence[Analysis], known: str) -> tuple[int, int] | None:
    """Row and place where a source first has a noun, if it tells of one thing with it, and first tells of it there."""
    uses = [
        (row, at)
        for row, other in enumerate(before)
        for at in other.places(known)
        if other.tree.nodes[at].pos in ("NOUN", "PROPN")
        if other.tree.nodes[at].relation != "compound" or _opens_name(other, at)
    ]
    fresh = [(row, at) for row, at in uses if _is_named(before[row], at) or _is_fresh(before[row], at)]
    several = len({_phrase(before[row], at).lower() for row, at in fresh}) > 1
    return fresh[0] if fresh and fresh[0] == uses[0] and not several else None


def _fits_name(one: Analysis, place: int, other: Analysis, at: int) -> bool:
    """Whether a noun may stand for a name that has it: "the bank", but not "the office", which may be any."""
    node = one.tree.nodes[place]
    return node.tag == "NN" and node.lemma in NAMING | OPENING_NAMES


def _fits_noun(one: Analysis, place: int, other: Analysis, at: int) -> bool:
    """Whether a noun is told with more words where it is first told of, of as many."""
    return other.tree.nodes[at].tag == one.tree.nodes[place].tag and len(_phrase(other, at).split()) > 1


def _is_named(one: Analysis, at: int) -> bool:
    """Whether a noun is part of a name that says what it is the name of: "Marn Bank", "Lake Orlo"."""
    ends = one.tree.nodes[at].tag == "NNP" and " " in name_at(one, at) and not one.tree.under(at, "poss")
    return ends or _opens_name(one, at)


def _opens_name(one: Analysis, at: int) -> bool:
    nodes, after = one.tree.nodes, at + 1
    opens = one.words[at].low in OPENING_NAMES and one.words[at].text[:1].isupper() and nodes[at].head == after
    return opens and nodes[after].tag == "NNP" and nodes[after].relation != "compound"


def _phrase(one: Analysis, at: int) -> str:
    """What a noun is called where it is first told of, without its article."""
    if one.tree.nodes[at].tag != "NNP":
        return _noun_phrase(one, at)
    return name_at(one, at + 1 if _opens_name(one, at) else at)


def _says_again(one: Analysis, known: str, told: str) -> bool:
    """Whether a sentence says already what a noun is told to be: "the rocket toward Kelm aimed at Kelm"."""
    new = {identity(word) for word in told.split() if word not in FUNCTION_WORDS}
    return bool(new & (one.ids - {known}))


def _is_fresh(one: Analysis, at: int) -> bool:
    """Whether a noun is told of for the first time: with "a", or with a name before it."""
    tree = one.tree
    before = {child: tree.nodes[child].low for child in tree.under(at, "det", "predet", "poss")}
    lows = set(before.values())
    named = any(tree.nodes[child].pos == "PROPN" for child in tree.under(at, "compound", "nmod"))
    single = tree.nodes[at].tag == "NN"
    within = any(child and tree.nodes[child - 1].pos == "PROPN" for child in before)  # "the John the Apostle relic"
    return (single and bool(lows & {"a", "an"})) or (named and lows <= {"the"} and not within)


def _noun_phrase(one: Analysis, at: int) -> str:
    """A noun with what stands before it and its first phrase, without its article; empty where that is too much."""
    tree = one.tree
    front = [at, *(below for child in tree.under(at, *_FRONT) if child < at for below in tree.subtree(child))]
    inside = tree.subtree(at)
    last = at
    while last + 1 < len(one.words) and last + 1 in inside and not _is_loose(one, last + 1):
        last += 1
    while last > at and (tree.nodes[last].pos in _OPEN or tree.nodes[last].head > last):
        last -= 1
    span = range(min(front), last + 1)
    if len(span) > _LONGEST or any(place not in inside or _is_loose(one, place) for place in range(min(front), at)):
        return ""
    return one.text[one.words[span[0]].start : one.words[span[-1]].end]


_OPEN = ("ADP", "DET", "CCONJ", "PART", "ADJ")
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
    speakers = {at for saying in one.sayings for at in saying.speakers}
    if len(names) != 1 or names[0] in speakers or one.tree.under(names[0], "conj") or _is_person(one, names[0]):
        return None
    name = name_at(one, names[0])
    known = any(word.name and word.text == name.split()[-1] for other in before for word in other.words)
    return (name, len(before) - 1) if known else None


def _is_person(one: Analysis, at: int) -> bool:
    """Whether what stands with a name says that it is somebody's: "chief executive Petra Hahn" has no sales."""
    return any(one.tree.nodes[place].lemma in PEOPLE for place in one.tree.subtree(at))


# What is left


def _unexplained(text: str, before: Sequence[Analysis], analyse: Analyser) -> Iterator[tuple[Leaning, Unexplained]]:
    """What a text takes as known still; a noun only where its source has told of it, or may have by another word."""
    one = analyse(text)
    for lean in leanings(one):
        if lean.kind in ("connective", "pronoun"):
            continue
        phrase = text[lean.start : lean.end].strip(" ,")
        if lean.kind in ("time", "whose", "other"):
            # "That student" is the one of the sentence before, whatever other students were told of.
            pointing = phrase.split()[0].lower() in POINTING
            named = lean.kind == "other" and not pointing and one.tree.nodes[lean.at].pos == "NOUN"
            yield lean, Unexplained(phrase, _ids(one, lean) if named else ())
        elif _was_told(one, lean, before):
            yield lean, Unexplained(phrase, _ids(one, lean))


def _was_told(one: Analysis, lean: Leaning, before: Sequence[Analysis]) -> bool:
    """Whether a source that says "the store" has spoken of it, so that its readers knew; the sea they know anyway."""
    lemma = one.tree.nodes[lean.at].lemma
    if before and (is_age(one, lean.at) or lemma in CLASSES or lemma in PEOPLE or lemma in PLACES):
        return True
    if before and one.tree.nodes[lean.at].relation in SUBJECTS and one.tree.nodes[lean.at].head in one.tree.roots:
        return True  # what a sentence is about was spoken of before it, whatever it was called there
    ids = _ids(one, lean)
    return any(other.places(known) for other in before for known in ids)


def _ids(one: Analysis, lean: Leaning) -> tuple[str, ...]:
    """The ids of words that tell of the same thing."""
    own, lemma = one.words[lean.at].id, one.tree.nodes[lean.at].lemma
    if is_age(one, lean.at):
        return (one.words[lean.at].low.split("-")[0],)
    if one.words[lean.at].kind == "number":
        return (own, identity(one.words[lean.at].low))  # "the 442nd", of the 442nd Regiment
    alike = {identity(word) for group in SAME_THING if lemma in group for word in group}
    if lemma in CLASSES and not one.words[lean.at].quoted:  # "“Corvex lied,” the company said", once Corvex is told
        nodes = one.tree.nodes
        acting = [at for at in range(lean.at) if nodes[at].pos == "PROPN" and nodes[at].relation != "compound"]
        alike |= {one.words[at].id for at in acting if one.words[at].quoted}
    return (own, *sorted(alike - {own}))
