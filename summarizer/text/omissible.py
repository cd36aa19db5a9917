"""Which parts of a sentence may be left out without changing what the rest states.

An apposition, an aside, a relative clause set off by a comma, a clause that only comments: each is found in the
grammar, and kept wherever it carries who says something, a denial, a condition, a contrast, a number of victims, or
what the rest leans on. Where the grammar of a sentence is unsure, nothing is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from summarizer.records import Omissible
from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.coordination import coordinated
from summarizer.text.lexicon import CONNECTIVES, DENYING, PEOPLE, PLACES, REFUSING, SAYING, TITLES
from summarizer.text.parts import DASHES, Part, Parts, behind_apposition, closes_well, is_dash, set_off
from summarizer.text.speech import paired_quotes
from summarizer.text.tone import commentary_score, counts_victims, is_statement, speaks_of_victims
from summarizer.text.words import CALENDAR, word_count

_CONTRASTING = frozenset(
    """although though despite but however yet except unless instead rather nevertheless nonetheless whereas unlike
    otherwise contrast contradict contrary""".split()
)
"""Words of contrast: what stands with them limits the rest."""

_SOURCING = frozenset("accord according cite quote per".split())
"""Words that name a source, by base form and as written."""

_UNDOING = frozenset(
    """release withdraw retract acquit clear overturn reverse cancel recant apologise apologize drop suspend revoke
    exonerate later subsequently eventually finally disputed unconfirmed false falsely wrongly""".split()
)
"""Words with which a sentence takes back what it said before, or sets it against something else."""

LONGEST = 60
"""Words of a sentence beyond which its grammar is not trusted."""

SHORTEST = 10
"""Words of a sentence from which on something is left out of it."""

_BENEATH = ("when", "description", "who")
_ADDING = "adding"
_OF_TITLES = (*_BENEATH, _ADDING, "day", "trailing", "second")
"""Kinds of what only a title leaves out (`headlining`), for the sentence beneath it has it."""

_CLOSERS = frozenset("” \" » ’ '".split())
_BREAKS = frozenset(": ; …".split())
_RELATIVES = frozenset("which who whose whom where".split())
_BACK = frozenset("he she it they him her them his its their this that these those here there then".split())
_JOINTS = frozenset("and but so yet".split())
_PRONOUNS = frozenset("he she it they him her them this that these those so".split())

_AGES = range(1, 120)
_MEASURING = frozenset("compare base depend exclude use".split())


def omissible(analysis: Analysis) -> tuple[Omissible, ...]:
    """The parts of a sentence that may be left out, in order; they may lie in each other.

    Offsets are those of the words that go. Which comma, dash or bracket goes with them depends on what else goes:
    `condensing.condensed` settles that.
    """
    if not is_sure(analysis):
        return ()
    grammar = Parts(analysis)
    found: dict[tuple[int, int], str] = {}
    for rule in _RULES:
        for first, last, kind in rule(grammar):
            if not must_stay(grammar, first, last, kind):
                found.setdefault((first, last), kind)
    words = analysis.words
    return tuple(Omissible(words[first].start, words[last].end, kind) for (first, last), kind in sorted(found.items()))


def is_sure(analysis: Analysis) -> bool:
    """Whether the grammar of a sentence can be trusted: one finite verb on top, with a subject; quotations paired."""
    text, tree = analysis.text, analysis.tree
    if not tree.parsed or not SHORTEST <= word_count(text) <= LONGEST:
        return False
    if not paired_quotes(text) or text.count("(") != text.count(")") or not is_statement(text):
        return False
    roots = Parts(analysis).roots
    if len(roots) != 1 or text[0].islower() or text[0] in "([":
        return False
    (root,) = roots
    finite = tree.is_finite(root) or any(tree.is_finite(child) for child in tree.under(root, "aux", "auxpass"))
    return tree.is_predicate(root) and finite and bool(tree.under(root, *SUBJECTS, "expl", "csubj"))


def must_stay(grammar: Parts, first: int, last: int, kind: str) -> bool:
    """Whether a part that its form would let go has something that the rest needs."""
    text = grammar.text(first, last)
    if not set(range(first, last + 1)).isdisjoint(grammar.roots) or text.count("(") != text.count(")"):
        return True
    leads = first > 1 and grammar.tree.nodes[first - 2].pos in ("ADP", "CCONJ", "SCONJ")
    leads = leads and kind not in (*_OF_TITLES, "connective")
    if leads or _cuts_quotation(grammar, first, last):  # "in addition to, typing …"
        return True
    if kind in ("connective", "age", "day"):
        return False
    if _decides(grammar, first, last, kind):
        return True
    if kind == "participle" and behind_apposition(grammar, first):
        return True
    if kind not in _BENEATH and _tells_of_victims(grammar, first, last):
        return True
    return _says_of_others(grammar, first, last) or _leant_on(grammar, first, last)


def _decides(grammar: Parts, first: int, last: int, kind: str) -> bool:
    """Whether a part has a word that denies, refuses, contrasts, gives a source or takes something back."""
    lows = grammar.lows(first, last)
    if kind in (*_BENEATH, _ADDING):
        return bool(lows & _BREAKS)
    # "… and did not say more": a denial that shares no word with what goes before takes nothing of it back.
    denying = DENYING if kind != "coordinated" or lows & _PRONOUNS else frozenset()
    return bool(lows & (denying | REFUSING | _CONTRASTING | _SOURCING | _UNDOING | _BREAKS))


def _cuts_quotation(grammar: Parts, first: int, last: int) -> bool:
    """Whether a part takes some of a quotation and leaves some, or leaves it without what it is a quotation of: "which
    he confirmed in his song, “Low”: …".
    """
    behind = last + 2 if grammar.mark(last + 1) == "," else last + 1
    if behind < len(grammar.words) and any(opens == grammar.words[behind].start for opens, _ in grammar.quotes):
        return True
    start, end = grammar.words[first].start, grammar.words[last].end
    return any(
        start < closes and opens < end and not (start <= opens and closes <= end) for opens, closes in grammar.quotes
    )


def _says_of_others(grammar: Parts, first: int, last: int) -> bool:
    """Whether somebody in this part says what stands outside of it, or is who says it."""
    span = set(range(first, last + 1))
    words = {at for at, word in enumerate(grammar.words) if word.kind != "mark"}
    for one in grammar.analysis.sayings:
        if (one.at in span or span.intersection(one.speakers)) and (one.said & words) - span:
            return True
    return False


def _tells_of_victims(grammar: Parts, first: int, last: int) -> bool:
    """Whether a part says that people came to harm, or holds one of the numbers of a sentence that counts them."""
    text = grammar.text(first, last)
    counted = any(grammar.words[at].kind == "number" for at in range(first, last + 1))
    return speaks_of_victims(text) or (counted and counts_victims(grammar.analysis.text))


def _leant_on(grammar: Parts, first: int, last: int) -> bool:
    """Whether what follows may speak of somebody or something that only this part names."""
    span, nodes = range(first, last + 1), grammar.tree.nodes
    named = {nodes[at].low for at in span if nodes[at].pos == "PROPN"}
    named -= {node.low for at, node in enumerate(nodes) if at not in span}
    after = {node.low for at, node in enumerate(nodes) if at > last and node.tag in ("PRP", "PRP$", "DT", "RB")}
    return bool(named) and bool(after & _BACK)


def _appositions(grammar: Parts) -> Iterator[Part]:
    """As in "Arvik, a port in the north, …"; who somebody is stays, and so does what is a list."""
    tree = grammar.tree
    for at, node in enumerate(tree.nodes):
        bounds = grammar.bounds(at) if node.relation == "appos" else None
        if not bounds or not set_off(grammar, *bounds) or bounds[0] <= node.head:
            continue
        if _is_list(grammar, node.head, bounds[1]) or _introduces(grammar, at):
            continue
        described = node.pos == "NOUN" and tree.under(at, "det", "poss", "prep", "compound", "amod", "nummod")
        if described and _stands_alone(grammar, node.head) and closes_well(grammar, *bounds, node.head):
            yield *bounds, "apposition"


def _is_list(grammar: Parts, head: int, last: int) -> bool:
    """Whether what looks like an apposition is one of several things."""
    tree = grammar.tree
    further = any(child > last for child in tree.under(head, "conj", "cc")) or bool(tree.under(head, "appos")[1:])
    return further or grammar.words[min(last + 2, len(grammar.words) - 1)].low in ("and", "or")


def _introduces(grammar: Parts, at: int) -> bool:
    """Whether an apposition says who somebody is: it is told where the name first stands."""
    node = grammar.tree.nodes[at]
    person = node.lemma in PEOPLE | TITLES and grammar.tree.nodes[node.head].pos == "PROPN"
    return person or node.head in grammar.speakers or at in grammar.speakers


def _stands_alone(grammar: Parts, at: int) -> bool:
    """Whether a noun says who or what it is without its apposition: a full name, or a noun that is described."""
    tree, node = grammar.tree, grammar.tree.nodes[at]
    near = [child for child in tree.under(at, "compound", "amod", "nmod", "poss", "nummod", "prep") if child != at]
    return node.pos in ("NOUN", "PROPN") and (bool(near) or (node.pos == "PROPN" and node.low in PLACES))


def _ages(grammar: Parts) -> Iterator[Part]:
    """As in "Ann Lee, 41, …"."""
    for at, word in enumerate(grammar.words):
        if word.kind == "number" and word.text.isdigit() and int(word.text[:4]) in _AGES:
            named = at >= 2 and grammar.tree.nodes[at - 2].pos == "PROPN"
            if named and grammar.mark(at - 1) == "," and grammar.mark(at + 1) in (",", "end"):
                yield at, at, "age"


def _relatives(grammar: Parts) -> Iterator[Part]:
    """As in ", which …,": behind a comma it adds something, and does not say which one is meant."""
    tree = grammar.tree
    for at, node in enumerate(tree.nodes):
        bounds = grammar.bounds(at) if node.relation == "relcl" and tree.is_noun(node.head) else None
        if not bounds or not set_off(grammar, *bounds) or node.head in grammar.speakers or bounds[0] < node.head:
            continue
        first, last = bounds
        opening = [word.low for word in grammar.words[first : last + 1][:3]]
        opens = opening[0] in _RELATIVES or (opening[1:2] == ["of"] and opening[-1] in _RELATIVES)
        if opens and closes_well(grammar, first, last, node.head):
            yield first, last, "relative"


def _brackets(grammar: Parts) -> Iterator[Part]:
    """What stands in brackets; a short form that is used again stays, and what a quoted word means."""
    opened = -1
    for at, word in enumerate(grammar.words):
        if word.text == "(":
            opened = at
        elif word.text == ")" and opened >= 0:
            inside = range(opened + 1, at)
            again = {one.low for one in grammar.words[at + 1 :]}
            glossed = opened > 0 and grammar.words[opened - 1].text in _CLOSERS
            short = any(grammar.words[one].text.isupper() and grammar.words[one].low in again for one in inside)
            if inside and not short and not glossed:
                yield opened, at, "bracketed"
            opened = -1


def _dashed(grammar: Parts) -> Iterator[Part]:
    """What stands between dashes; not where it says with what, why or when. Behind one dash stands an explanation."""
    places = [at for at, word in enumerate(grammar.words) if word.text in DASHES and is_dash(grammar, at)]
    if any(grammar.tree.nodes[at + 1].pos in ("ADP", "SCONJ") for at in places if at + 1 < grammar.end):
        return
    paired = len(places) == 2 and grammar.words[places[0]].text == grammar.words[places[1]].text
    if paired and places[1] - places[0] > 1:
        yield places[0] + 1, places[1] - 1, "aside"


def _participles(grammar: Parts) -> Iterator[Part]:
    """As in ", raising questions about …", ", with civilians facing …", "Built in 1932, …"."""
    if _may_list(grammar):
        return
    tree = grammar.tree
    for at, node in enumerate(tree.nodes):
        bounds = _participle(grammar, at)
        if bounds is None:
            continue
        first, last = bounds
        dated = first == 0 and grammar.lows(first, last) & CALENDAR
        # "…, taking the ring and leaving the band" tells the news; "…, raising questions about …" comments on it.
        tells = first > 0 and bool(tree.under(at, "dobj")) and not commentary_score(grammar.text(first, last))
        ends = first == 0 or closes_well(grammar, first, last, node.head)
        if ends and not (dated or tells or node.lemma in SAYING):
            yield first, last, "participle"


def _may_list(grammar: Parts) -> bool:
    """Whether several participles behind commas may be a list: "guilty of selling drugs, renting rooms, keeping …".

    A preposition in that form is none: ", including …".
    """
    nodes = enumerate(grammar.tree.nodes)
    participles = [at for at, node in nodes if node.tag == "VBG" and node.relation != "prep"]
    return sum(at > 0 and grammar.mark(at - 1) == "," for at in participles) > 1


def _participle(grammar: Parts, at: int) -> tuple[int, int] | None:
    """Where the clause of a participle begins and ends, if it is set off from the rest; None where it is not."""
    tree = grammar.tree
    bare = _is_bare(grammar, at)
    bounds = grammar.bounds(at) if bare or _with_clause(grammar, at) else None
    if not bounds or not set_off(grammar, *bounds):
        return None
    first = bounds[0]
    if bare and first != at and not (first == at - 1 and tree.nodes[first].relation == "advmod"):
        return None
    # The last but one of a list: "by washing, rinsing, and drying".
    listed = any(tree.nodes[one].low == "and" and grammar.mark(one - 1) == "," for one in tree.under(at, "cc"))
    return None if listed else bounds


def _is_bare(grammar: Parts, at: int) -> bool:
    """Whether a word is a participle that opens a clause without a subject or a conjunction."""
    tree, node = grammar.tree, grammar.tree.nodes[at]
    clause = node.tag in ("VBG", "VBN") and node.relation in ("advcl", "acl") and node.lemma not in _MEASURING
    return clause and not tree.under(at, "mark", *SUBJECTS, "aux", "auxpass")


def _with_clause(grammar: Parts, at: int) -> bool:
    """Whether a "with" opens a clause: "with civilians facing …"."""
    tree = grammar.tree
    if tree.nodes[at].low != "with" or tree.nodes[at].relation != "prep":
        return False
    below = [child for child in tree.children[at] if tree.nodes[child].relation in ("pcomp", "pobj")]
    return any(
        tree.nodes[one].tag in ("VBG", "VBN")
        or any(tree.nodes[c].tag in ("VBG", "VBN") for c in tree.under(one, "acl"))
        for one in below
    )


def _connectives(grammar: Parts) -> Iterator[Part]:
    """As in "Meanwhile, …", "…, however, …", "And …"."""
    lows = [word.low for word in grammar.words]
    for at in range(len(lows)):
        if at and grammar.mark(at - 1) != ",":
            continue
        for length in (3, 2, 1):
            phrase = " ".join(lows[at : at + length])
            after = grammar.mark(at + length)
            joins = at == 0 and _joins(grammar)
            if phrase in CONNECTIVES and (joins or (after == "," and phrase not in _JOINTS)):
                yield at, at + length - 1, "connective"
                break


def _joins(grammar: Parts) -> bool:
    """Whether a sentence opens with an "and" or "so" that its subject follows; "So far" is no such opening."""
    nodes = grammar.tree.nodes
    if nodes[0].low in ("and", "but"):
        return True
    return nodes[0].low in ("so", "yet") and len(nodes) > 1 and nodes[1].pos in ("PRON", "DET", "NOUN", "PROPN")


def _examples(grammar: Parts) -> Iterator[Part]:
    """As in ", including X, Y and Z"."""
    tree = grammar.tree
    for at, node in enumerate(tree.nodes):
        bounds = grammar.bounds(at) if node.low in ("including", "especially", "such") else None
        if not bounds or not set_off(grammar, *bounds) or bounds[0] != at or at == 0:
            continue
        first, last = bounds
        thing = node.head if node.relation == "prep" else -1
        if thing >= 0 and thing < first and closes_well(grammar, first, last, thing):
            yield first, last, "examples"


_RULES: Sequence[Callable[[Parts], Iterator[Part]]] = (
    _appositions, _ages, _relatives, _brackets, _dashed, _participles, _connectives, coordinated, _examples,
)  # fmt: skip
