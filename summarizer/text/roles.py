"""Who somebody is, as a sentence says: "coach Petra Hahn", "Petra Hahn, the coach of Ulmen, …", "Hahn is the coach"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.lexicon import NOT_TOLD_APART, PEOPLE, TITLES

LONGEST_ROLE = 9
"""Words that tell who somebody is."""

_SHORT_ROLE = 4
"""Words of a role that may stand before a name though it stood behind it."""

_CALLING = re.compile(
    r"[a-z-]{2,}(?:[^aeiou]er|eer|or|ist|ian|man|woman|person|[ae]nt|ee|yst|ess|mate|chief|head|crat)"
)
"""How nouns end that say what somebody does."""

_SAYS_NOTHING = frozenset("mr mrs ms sir mister man woman person guy lady boy girl people adult other".split())
"""What is said of anybody."""

_KIN = frozenset(
    """father mother parent son daughter brother sister wife husband uncle aunt grandmother grandfather cousin child
    widow widower girlfriend boyfriend fiance fiancee friend colleague partner neighbour neighbor roommate classmate
    stepson stepdaughter stepfather stepmother niece nephew baby""".split()
)
"""Who somebody is to another, who must be named with it."""

RANKS = frozenset("sen rep rev sgt capt cpl supt dep atty gov".split())
"""Titles that are written short."""

OFFICES = frozenset(
    """speaker commissioner chancellor ambassador congressman congresswoman councilman councilwoman justice analyst
    superintendent administrator treasurer researcher inspector constable surgeon chef clerk cook aide expert critic
    mechanic cleric medic monk nun rabbi imam model heir boss host ally pundit""".split()
)
"""What people are, beside titles and what "he" or "she" may mean anywhere."""

_ADJECTIVES = frozenset("former retired lead senior deputy local assistant outgoing longtime acting late".split())
"""What may open a role and is written small within a sentence."""

_STATES = frozenset(
    """missing injured wounded dead slain accused alleged suspected arrested jailed trapped kidnapped abducted
    detained""".split()
)
"""What somebody is on one day and not on the next."""

_OWN = NOT_TOLD_APART | frozenset("this that these those another his her their its my our your whose".split())
_PRONOUNS = ("PRP", "PRP$")
_PARTS = ("compound", "amod", "nmod", "nummod", "poss", "case", "advmod", "punct")
_OPEN = ("ADP", "DET", "CCONJ", "PART")
_CLAUSES = ("relcl", "acl", "advcl", "ccomp")


class Role(NamedTuple):
    """Who somebody is; ``before`` where it stands before the name: "coach", and not "the coach of Ulmen"."""

    text: str
    before: bool


class Named(NamedTuple):
    """A name in a sentence: its first and its last word, and its title's first word where it has one before it."""

    first: int
    last: int
    titled: int


def roles(one: Analysis, name: Named) -> Iterator[Role]:
    """Who a sentence says somebody is, in the words that may be told elsewhere."""
    if (ahead := front(one, name)) and not _is_cut(one, ahead[0]) and _is_usable(one, ahead, name):
        yield Role(_text(one, ahead), True)
    for span in (*set_behind(one, name), *_called(one, name), *_copula(one, name)):
        if _is_usable(one, span, name):
            yield Role(_text(one, span), False)


def is_introduced(one: Analysis, name: Named, clauses: bool = True) -> bool:
    """Whether a sentence says who somebody is, in whatever words; in ``clauses``, what somebody did counts as well."""
    tree = one.tree
    if front(one, name) or set_behind(one, name) or _called(one, name) or _copula(one, name):
        return True
    if _reads_on(one, name.last + 1):
        return True
    before = [at for at in tree.under(name.last, "amod", "poss", "nmod", "compound", "appos") if at < name.titled]
    behind = tree.under(name.last, "relcl", "acl", "appos") if clauses else tree.under(name.last, "appos")
    return bool(before) or any(_says_who(one, at) for at in behind)


def _reads_on(one: Analysis, comma: int) -> bool:
    """Whether what stands behind a name and its comma, up to the next mark or verb, says who it is."""
    nodes, words = one.tree.nodes, one.words
    if comma >= len(words) or words[comma].text != ",":
        return False
    for at in range(comma + 1, len(words)):
        if words[at].kind == "mark" or nodes[at].pos in ("VERB", "AUX", "PRON", "CCONJ", "SCONJ"):
            return False
        if nodes[at].pos == "NOUN" and calls(one, at):
            return True
    return False


def names_kin(one: Analysis, name: Named) -> bool:
    """Whether a sentence says to whom somebody is what: "her father, Petra's son Karl Hahn"."""
    spans = [front(one, name), *set_behind(one, name), *_called(one, name)]
    return any(one.tree.nodes[at].lemma in _KIN for span in spans if span for at in span)


def as_front(role: Role) -> str:
    """A role as it may stand before a name; empty where it must stand behind it."""
    if role.before:
        return role.text
    bare = re.sub(r"^(?:the|an?) ", "", role.text)
    last = bare.split()[-1].lower()
    fits = len(bare.split()) <= _SHORT_ROLE and not re.search(r" (?:of|for|in|at|from|to|with|and|who) ", f" {bare} ")
    return bare if fits and (last in PEOPLE | TITLES or _CALLING.fullmatch(last)) else ""


def _says_who(one: Analysis, at: int) -> bool:
    """Whether a clause or a phrase behind a name adds something of the person: no mere age."""
    return one.tree.nodes[at].pos != "NUM" and one.words[at].kind == "word"


def _text(one: Analysis, span: range) -> str:
    """A role as it is written within a sentence."""
    text = one.text[one.words[span[0]].start : one.words[span[-1]].end]
    opens = span[0] == 0 or one.words[span[0] - 1].text in tuple('“"‘')
    first = one.words[span[0]]
    small = one.tree.nodes[span[0]].pos in ("NOUN", "DET") or first.low in (PEOPLE - TITLES) | _ADJECTIVES
    abbreviated = len(first.text) > 1 and first.text[:2].isupper()
    return text[:1].lower() + text[1:] if opens and small and not abbreviated else text


def front(one: Analysis, name: Named) -> range | None:
    """The words directly before a name that say who it is, without an article."""
    tree, first = one.tree, name.titled
    while first > 0 and _joins_front(one, first - 1, name.first, name.last):
        first -= 1
    while first < name.first and tree.nodes[first].pos in ("PUNCT", "PART", ""):
        first += 1
    span = range(first, name.first)
    head = next((at for at in reversed(span) if one.words[at].kind == "word"), -1)
    return span if head >= 0 and (calls(one, head) or tree.nodes[head].pos == "NOUN") else None


def _joins_front(one: Analysis, at: int, first: int, last: int) -> bool:
    node, word = one.tree.nodes[at], one.words[at]
    if word.text in (".", "-"):
        return at > 0 and one.words[at - 1].kind == "word" and one.words[at - 1].end == word.start
    joined = (last in one.tree.above(at) and node.relation in _PARTS) or (calls(one, at) and at + 1 == first)
    return joined and word.kind == "word" and node.pos in ("NOUN", "PROPN", "ADJ", "VERB", "ADV") and not word.quoted


def set_behind(one: Analysis, name: Named) -> tuple[range, ...]:
    """The apposition behind a name and its comma, as far as the next comma, "and", or verb of the sentence."""
    tree, found = one.tree, []
    comma = _behind_age(one, name.last + 1)
    for noun in tree.under(name.last, "appos"):
        if noun <= name.last or tree.nodes[noun].pos not in ("NOUN", "PROPN") or not 0 <= comma < noun:
            continue
        if not (calls(one, noun) or tree.under(noun, "det")):
            continue  # one of several who are listed
        if span := _phrase(one, comma + 1, noun):
            found.append(span)
    return tuple(found[:1])


def _behind_age(one: Analysis, at: int) -> int:
    """The place of the comma that sets off what stands behind a name, or behind the age there; -1 without any."""
    marks = [place for place in (at, at + 2) if place < len(one.words) and one.words[place].text == ","]
    aged = len(marks) == 2 and one.words[at + 1].kind == "number"
    return marks[-1] if aged else (at if at in marks else -1)


def _phrase(one: Analysis, first: int, noun: int) -> range | None:
    """A noun with what belongs to it from a place on; None where its words are not in one piece."""
    inside, last, nodes = one.tree.subtree(noun), first - 1, one.tree.nodes
    while last + 1 < len(one.words) and last + 1 in inside and _goes_on(one, last + 1, noun):
        if last >= noun and _only_places(one, last + 1):
            break
        last += 1
    while last > noun and (nodes[last].pos in _OPEN or nodes[last].head > last or one.words[last].kind == "mark"):
        last -= 1
    return range(first, last + 1) if last >= noun else None


def _only_places(one: Analysis, at: int) -> bool:
    """Whether a word behind a noun begins what says where or when somebody is, and not who: "in the room"."""
    things = one.tree.under(at, "pobj") if one.words[at].low in ("in", "on") else []
    common = any(one.tree.nodes[thing].pos == "NOUN" for thing in things)
    return common or one.words[at].kind in ("date", "number")


def _goes_on(one: Analysis, at: int, noun: int) -> bool:
    """Whether a word belongs to what somebody is called: no further clause, mark or other noun behind an "and"."""
    node = one.tree.nodes[at]
    within = [at, *(place for place in one.tree.above(at) if place in one.tree.subtree(noun))]
    clause = any(one.tree.nodes[place].relation in _CLAUSES for place in within if place != noun)
    return not clause and one.words[at].text not in tuple(",;:()—–") and node.relation != "cc"


def _called(one: Analysis, name: Named) -> tuple[range, ...]:
    """The noun that a name stands in apposition to: "the prosecutor, Petra Hahn, …"."""
    tree, noun = one.tree, one.tree.nodes[name.last].head
    if tree.nodes[name.last].relation != "appos" or noun >= name.titled or tree.nodes[noun].pos != "NOUN":
        return ()
    span = _phrase(one, min(tree.subtree(noun)), noun)
    beside = span and span[-1] + 1 in (name.titled, name.titled - 1)
    return (span,) if span and beside and calls(one, noun) else ()


def _copula(one: Analysis, name: Named) -> tuple[range, ...]:
    """What a sentence says that somebody is: "Hahn is the coach of Ulmen", "Hahn, who is coach of Ulmen"."""
    tree, node = one.tree, one.tree.nodes[name.last]
    verbs = [node.head] if node.relation in SUBJECTS else []
    verbs += [
        at for at in tree.under(name.last, "relcl") if any(tree.nodes[one].low == "who" for one in tree.children[at])
    ]
    found = []
    for verb in verbs:
        if (
            tree.nodes[verb].lemma != "be"
            or tree.nodes[verb].tag not in ("VBZ", "VBP")
            or tree.under(verb, "neg", "aux")
        ):
            continue
        for noun in tree.under(verb, "attr"):
            span = _phrase(one, min(tree.subtree(noun)), noun)
            if span and calls(one, noun) and (tree.under(noun, "det", "poss") or tree.phrases(noun, ("of",))):
                found.append(span)
    return tuple(found)


def calls(one: Analysis, at: int) -> bool:
    """Whether a noun says what a person is; of a capitalised one, which may be a surname, only where it is listed."""
    node = one.tree.nodes[at]
    if node.pos not in ("NOUN", "PROPN"):
        return False
    if node.lemma in PEOPLE | TITLES | OFFICES or node.low.strip(".") in TITLES | RANKS:
        return True
    return (node.pos != "PROPN" or at == 0) and bool(_CALLING.fullmatch(node.lemma))


def _is_cut(one: Analysis, first: int) -> bool:
    """Whether more stands before a role that belongs to it, and says something else: "former", "vice", "his"."""
    if not first or one.words[first - 1].kind == "mark":
        return first > 0 and one.words[first - 1].text in tuple(".-&’'")
    node = one.tree.nodes[first - 1]
    return node.pos in ("NOUN", "PROPN", "ADJ", "NUM", "PRON") or one.words[first - 1].low in {*_OWN, "a", "an"}


def _names_kin(one: Analysis, span: range) -> bool:
    """Whether a role says only what somebody is to another, and not to whom."""
    kin = any(one.tree.nodes[at].lemma in _KIN for at in span)
    return kin and not any(one.words[at].low in ("of", "to") or one.words[at].possessive for at in span)


def _is_usable(one: Analysis, span: range, name: Named) -> bool:
    """Whether these words say who somebody is, alone and in another sentence."""
    last = span[-1]
    while last > span[0] and one.words[last].kind == "mark" and one.words[last].text != ".":
        last -= 1
    places = range(span[0], last + 1)
    person = any(calls(one, at) and one.tree.nodes[at].tag not in ("NNS", "NNPS") for at in span)
    count = sum(one.words[at].kind == "word" for at in places)
    said = {one.words[at].low for at in places if one.words[at].content} - _SAYS_NOTHING
    fits = 0 < count <= LONGEST_ROLE and bool(said)
    return fits and person and not _names_kin(one, span) and _is_plain(one, places, name)


def _is_plain(one: Analysis, span: range, name: Named) -> bool:
    """Whether words have no pronoun, number, date or quotation among them, nothing that holds for a day only, and
    nothing of the name itself.
    """
    own = {word.text for word in one.words[name.first : name.last + 1]}
    words = [one.words[at] for at in span]
    marked = any(word.quoted or word.kind not in ("word", "mark") or word.text in tuple('“”"()') for word in words)
    pronouns = any(word.low in _OWN | _STATES for word in words) or any(
        one.tree.nodes[at].tag in _PRONOUNS for at in span
    )
    return not marked and not pronouns and own.isdisjoint(word.text for word in words)
