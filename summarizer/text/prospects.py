"""What the words around a deed make of it: an option, a charge, a thing resolved on, a thing given up.

Such a deed is a verb ("selling its ports", "to sell them") or a noun for one ("a sale").
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.text.grammar import Grammar, Mark
from summarizer.text.lexicon import DEEDS, FUTURE, PLANNING, PROMISING, REPUTED, RESOLVING, TALKING, TRYING, UNVERIFIED

_EXPLORING = frozenset("explore study ponder eye moot float".split())
"""With these somebody is thinking of a deed: who is "exploring a ban" bans nothing."""

_TOWARDS = frozenset(
    (verb, preposition)
    for verb, prepositions in {
        "look": "at into", "think": "about of", "toy": "with", "flirt": "with", "open": "to",
        "lean": "towards toward", "mull": "over", "consideration": "of", "work": "towards toward",
    }.items()
    for preposition in prepositions.split()
)  # fmt: skip
"""Words with the preposition before a deed that somebody is thinking of: "looking at raising fees"."""

_OPTIONS = frozenset("option idea possibility prospect alternative".split())

_DATES = frozenset("date deadline timetable".split())
"""A deed under these is to come: "set a date for raising it"."""

_DROPPING = frozenset("scrap drop abandon shelve cancel ditch axe halt suspend withdraw reject block".split())
"""What has been planned is no more, under these."""

_PROSECUTING = frozenset("indict sue investigate prosecute arrest detain probe charge arraign try".split())

_PROCEEDINGS = frozenset("investigation inquiry trial probe suspicion charge count".split())
"""What follows their "for" or "of" is what somebody is said to have done; no court has found it."""

_BELIEVING = frozenset("believe think".split())
"""What is somebody's view, where it is told whose."""

_SPREADING = frozenset("spread go get run circulate come be".split())
"""With "word" as their subject: "word spread that"."""

_SCRIPTS = frozenset("script plot storyline scenario".split())

_CHARGING = frozenset("for of over with".split())
_FORMS = frozenset("acl relcl pobj prep ccomp".split())


def prospects(known: Grammar, at: int, head: int) -> Iterator[Mark]:
    """The marks of the word at ``head`` on the deed at ``at``, or on the preposition before one."""
    if _is_option(known, at, head) or _is_left_open(known, at, head):
        yield "possible", head
    yield from _told_of(known, at, head)
    if _is_resolved(known, at, head):
        yield "planned", head
    if known.tree.nodes[at].relation in _FORMS and (verb := _dropped(known, head)) >= 0:
        yield "denied", verb


def _told_of(known: Grammar, at: int, head: int) -> Iterator[Mark]:
    """The marks on a deed that is somebody's word: a charge, what one is said to have done, a legend, a belief."""
    tree, node = known.tree, known.tree.nodes[at]
    if node.relation == "prep" and node.low in _CHARGING and _is_charge(known, at, head):
        yield "attributed", head
    if node.relation == "xcomp" and known.lemma(head) in REPUTED and tree.under(head, "auxpass"):
        yield "attributed", head
    if node.relation == "ccomp" and known.lemma(head) == "have" and "it" in known.lows(tree.under(head, "dobj")):
        scripted = known.lemmas(known.subjects(head)) & _SCRIPTS
        yield ("supposed" if scripted else "attributed"), head  # "legend has it that"
    if _believed(known, at, head) or _word_spread(known, at, head):
        yield "attributed", head


def is_deed(known: Grammar, at: int) -> bool:
    """Whether a word is a deed that may be done or not: "selling", "to sell", "a sale", but not "the sale"."""
    tree, node = known.tree, known.tree.nodes[at]
    if (node.tag == "VBG" and not tree.under(at, "aux")) or tree.is_infinitive(at):
        return True
    fixed = any(tree.nodes[one].low in ("the", "this", "that", "its", "his") for one in tree.under(at, "det", "poss"))
    return node.lemma in DEEDS | _OPTIONS and not fixed


def _deeds_below(known: Grammar, preposition: int) -> bool:
    return any(is_deed(known, one) for one in known.tree.under(preposition, "pobj", "pcomp"))


def _is_option(known: Grammar, at: int, head: int) -> bool:
    """Whether somebody looks into a deed, talks of it, is open to it, or has the idea of it."""
    tree, node, lemma = known.tree, known.tree.nodes[at], known.lemma(head)
    if node.relation != "prep":
        return _is_explored(known, at, head)
    if lemma in _OPTIONS and node.low == "of":
        return True
    under_way = tree.nodes[head].tag == "VBG" or tree.nodes[head].relation == "pobj"  # "is talking", "in talks"
    if lemma in TALKING and under_way and node.low in ("about", "of", "over", "on"):
        below = known.lemmas(tree.under(at, "pobj"))
        return _deeds_below(known, at) or bool(below & DEEDS)
    return (lemma, node.low) in _TOWARDS and _deeds_below(known, at)


def _is_explored(known: Grammar, at: int, head: int) -> bool:
    """Whether a deed is what somebody looks into, or what the options "include"."""
    lemma = known.lemma(head)
    listed = lemma == "include" and bool(known.lemmas(known.subjects(head)) & _OPTIONS)
    explored = lemma in _EXPLORING or (lemma in TALKING and known.tree.nodes[head].tag == "VBG")
    direct = known.tree.nodes[at].relation in ("dobj", "xcomp", "ccomp")
    return direct and (listed or explored) and is_deed(known, at) and not known.standings[head].denied


def _is_left_open(known: Grammar, at: int, head: int) -> bool:
    """Whether somebody has "not ruled out" a deed."""
    tree = known.tree
    out = known.lemma(head) == "rule" and "out" in known.lows(tree.under(head, "prt"))
    out = out or known.lemma(head) == "exclude"
    taken = tree.nodes[at].relation in ("dobj", "xcomp", "ccomp", "nsubjpass")
    return out and taken and known.standings[head].denied


def of_options(known: Grammar, at: int) -> int:
    """The "option" of "one option is closing the ward", read as a verb with an auxiliary; -1 where there is none."""
    tree = known.tree
    if tree.nodes[at].tag != "VBG":
        return -1
    named = [*tree.under(at, "nsubj"), *tree.phrases(at, ("among",))]
    return next((one for one in named if known.lemma(one) in _OPTIONS), -1)


def _is_charge(known: Grammar, at: int, head: int) -> bool:
    """Whether what follows the preposition at ``at`` is what somebody is charged with, suspected of, or tried for."""
    tree, lemma, low = known.tree, known.lemma(head), known.tree.nodes[at].low
    if not tree.under(at, "pcomp"):
        return False
    if lemma == "suspect":
        return low == "of"
    noun = tree.is_noun(head) and lemma in _PROCEEDINGS
    return noun or (lemma in _PROSECUTING and tree.is_predicate(head))


def _believed(known: Grammar, at: int, head: int) -> bool:
    """Whether it is what somebody believes: that is their view, and what "is believed" only may be."""
    believes = known.lemma(head) in _BELIEVING and not known.tree.under(head, "auxpass")
    ahead = known.lows(known.helpers(at)) & (FUTURE | {"would"}) or known.lemma(at) == "go"
    return believes and not ahead and known.tree.nodes[at].relation == "ccomp" and bool(known.subjects(head))


def _word_spread(known: Grammar, at: int, head: int) -> bool:
    """Whether it is what word has it: "word spread that the mine had flooded"."""
    tree = known.tree
    that = "that" in known.lows(tree.under(at, "mark")) and tree.nodes[at].relation in (
        "advcl",
        "ccomp",
        "acl",
        "relcl",
    )
    if tree.nodes[head].relation == "pobj":  # "word spread in Dorn that"
        head = tree.nodes[tree.nodes[head].head].head
    return (
        that and known.lemma(head) in _SPREADING and bool(known.lemmas(known.subjects(head)) & ({"word"} | UNVERIFIED))
    )


def _is_resolved(known: Grammar, at: int, head: int) -> bool:
    """Whether a deed has been voted for, approved, or given a date."""
    tree, node, lemma = known.tree, known.tree.nodes[at], known.lemma(head)
    if node.relation == "prep":
        if node.low not in ("for", "to", "on") or not tree.under(at, "pcomp"):
            return False
        return lemma in RESOLVING or (lemma in _DATES | {"opt"} and node.low == "for")
    return (
        lemma in RESOLVING
        and node.lemma not in RESOLVING
        and node.relation in ("xcomp", "ccomp")
        and (node.tag == "VBG" or tree.is_infinitive(at))
    )


def _dropped(known: Grammar, noun: int) -> int:
    """The verb by which a plan, whose noun this is, has been given up; -1 where it has not."""
    tree, node = known.tree, known.tree.nodes[noun]
    if node.lemma not in PLANNING | PROMISING | TRYING | _OPTIONS or not tree.is_noun(noun):
        return -1
    taken = node.relation in ("dobj", "nsubjpass") and known.lemma(node.head) in _DROPPING
    return node.head if taken and not known.standings[node.head].denied else -1
