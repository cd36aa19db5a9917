"""What the word that a clause completes makes of the clause: "denied that", "plans to", "claims that", "is false"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.records import StandingKind
from summarizer.text.grammar import Grammar, Mark
from summarizer.text.lexicon import (
    ALLEGING,
    ASKING,
    CLAIMING,
    CONSIDERING,
    CONTESTING,
    DEEDS,
    DENYING,
    DOCUMENTS,
    FACTS,
    FALSEHOODS,
    FINDING,
    GUESSING,
    HOPING,
    PLANNING,
    POSSIBLE,
    PROMISING,
    REFUSING,
    REPUTED,
    RESOLVING,
    SAYING,
    SUPPOSING,
    TRUTHS,
    TRYING,
)
from summarizer.text.prospects import prospects
from summarizer.text.standing import Standing
from summarizer.text.tree import DEEPEST, Tree

_CHANCES = frozenset("chance possibility risk danger likelihood probability odds suspicion prospect".split())
"""Nouns for what may be so: "a chance that"."""

_EXPOSING = frozenset("expose unmask reveal dismiss denounce describe brand condemn show".split())
"""Passives with an "as" and one of `FALSEHOODS`."""

_COMPLEMENTS = ("ccomp", "xcomp", "acl", "pcomp", "pobj", "dobj", "prep", "relcl")
_JUDGED = ("nsubj", "nsubjpass", "csubj", "csubjpass", "ccomp", "dobj", "pobj")
_ASKED = ("ccomp", "csubj", "csubjpass", "nsubj", "nsubjpass", "pcomp")
_OF_NOUNS = ("acl", "relcl", "ccomp")


def governed(known: Grammar, at: int, head: int) -> Iterator[Mark]:
    """The marks of the word at ``head`` on the one at ``at``, which hangs on it."""
    relation = known.tree.nodes[at].relation
    false = untrue(known.tree, known.standings, head) if relation in _JUDGED else -1
    if false >= 0:
        yield "denied", false
    if relation == "relcl" and _in_false_paper(known, at, head):
        yield "rebutted", head
    if relation in _ASKED and _asks(known, at, head):
        yield "asked", head
    yield from prospects(known, at, head)
    if relation == "prep" and known.lemma(head) in _CHANCES and not _is_grounds(known, head):
        yield "possible", head
    if relation in _OF_NOUNS:
        yield from _of_judgement(known, at, head)
    if relation in (*_OF_NOUNS, "prep") and (known.lemma(head) in CLAIMING or _is_content(known, at, head)):
        yield _of_claim(known, head)
    if relation in _COMPLEMENTS and (kind := _of_verb(known, at, head)):
        yield kind, head


def _in_false_paper(known: Grammar, at: int, noun: int) -> bool:
    """Whether a clause tells what a document says that its sentence calls a fake: "the memo, which says …, is fake"."""
    tree, node = known.tree, known.tree.nodes[noun]
    told = node.lemma in CLAIMING | DOCUMENTS and not tree.under(at, "mark")
    return told and node.relation in _JUDGED and untrue(tree, known.standings, node.head) >= 0


def _is_grounds(known: Grammar, noun: int) -> bool:
    """Whether a suspicion is what somebody is held "on"."""
    node = known.tree.nodes[noun]
    return node.lemma == "suspicion" and node.relation == "pobj" and known.tree.nodes[node.head].low in ("on", "under")


def _asks(known: Grammar, at: int, head: int) -> bool:
    """Whether a clause with a "who" or a "how" is what is asked or not known."""
    tree = known.tree
    wh = any(tree.nodes[one].tag.startswith("W") and tree.predicate(one) == at for one in tree.subtree(at))
    return wh and bool(known.lemmas([head, *tree.under(head, "acomp")]) & ASKING)


def _of_judgement(known: Grammar, at: int, head: int) -> Iterator[Mark]:
    """What "it is possible that", "there is a chance that", "it is a myth that" make of what follows."""
    said = known.lemmas(known.tree.under(head, "acomp", "attr")) if known.lemma(head) == "be" else {known.lemma(head)}
    if said & (_CHANCES | POSSIBLE | GUESSING):
        yield "possible", head
    if known.lemma(head) in FALSEHOODS & CLAIMING and known.tree.under(at, "mark"):
        yield "denied", head  # not "a hoax targeting a nurse"


def _of_claim(known: Grammar, noun: int) -> Mark:
    """What "claims that" makes of what follows: somebody's word, or what was rejected, or what holds no truth."""
    tree, standing, verb = known.tree, known.standings[noun], known.tree.predicate(noun)
    if standing.denied:
        return "denied", standing.by
    taken = tree.nodes[noun].relation in ("dobj", "pobj") and verb >= 0 and not known.standings[verb].denied
    if taken and known.lemma(verb) in CONTESTING:
        return "denied", verb
    ups = tree.above(noun)[:2] if tree.nodes[noun].relation == "pobj" else []
    groundless = [up for up in ups if known.lemma(up) in TRUTHS and known.standings[up].denied]
    return ("denied", groundless[0]) if groundless else ("attributed", noun)


def _is_content(known: Grammar, at: int, noun: int) -> bool:
    """Whether a clause behind "that" says what a noun holds, whichever that is: "a bulletin that he had fled"."""
    tree = known.tree
    marked = "that" in known.lows(tree.under(at, "mark")) and bool(known.subjects(at))
    return marked and tree.is_noun(noun) and known.lemma(noun) not in FACTS


def _of_verb(known: Grammar, at: int, head: int) -> StandingKind | None:
    """What a verb or noun makes of its complement by its meaning."""
    lemma, relation = known.lemma(head), known.tree.nodes[at].relation
    if lemma in SAYING & (TRYING | PROMISING) and relation == "ccomp":
        return None  # "warned that": that is only said
    unthinkable = bool(known.lows(known.helpers(head)) & {"could", "can"})  # "no one could have imagined it"
    if lemma in SUPPOSING and not known.tree.under(head, "auxpass") and not unthinkable:
        return "supposed"
    if lemma in PLANNING | PROMISING or (relation == "xcomp" and _is_ahead(known, at, head)):
        return "attributed" if _is_told(known, at) else "planned"
    if lemma in ALLEGING:
        return "attributed"
    if _is_view_or_charge(known, at, head) or _is_so(known, at, head):
        return None
    return "possible" if lemma in HOPING | TRYING | CONSIDERING | GUESSING else None


def _is_told(known: Grammar, at: int) -> bool:
    """Whether a clause tells what is or was so, as in "agreed that it was late": no "will" or "should" is before it."""
    tags = {known.tree.nodes[one].tag for one in (at, *known.helpers(at))}
    return known.tree.nodes[at].relation == "ccomp" and bool(tags & {"VBD", "VBZ", "VBP"}) and "MD" not in tags


def _is_view_or_charge(known: Grammar, at: int, head: int) -> bool:
    """Whether it is what somebody believes, or is suspected of: `prospects` tells how that stands."""
    return any(kind == "attributed" for kind, _ in prospects(known, at, head))


def _is_so(known: Grammar, at: int, head: int) -> bool:
    """Whether a word leaves nothing open: "expects a baby", not "a rise"; "were more likely to fall ill" compares."""
    relation = known.tree.nodes[at].relation
    if known.lemma(head) == "expect":
        return relation == "dobj" and known.lemma(at) not in DEEDS
    compared = known.lows(known.tree.under(head, "advmod")) & {"more", "less"}
    return known.lemma(head) == "likely" and relation == "xcomp" and bool(compared)


def _is_ahead(known: Grammar, at: int, head: int) -> bool:
    """Whether an infinitive tells what is to come: "is to leave", "is going to", "is about to"; not "is to blame"."""
    node = known.tree.nodes[head]
    going = node.lemma == "go" and node.tag == "VBG" and bool(known.tree.under(head, "aux"))
    bare = node.lemma == "be" and not known.tree.under(head, "acomp", "attr")  # not "it is odd to leave"
    to = (bare or going) and known.tree.is_infinitive(at) and known.lemma(at) != "blame"
    return to or node.lemma == "about"


def denier(known: Grammar, at: int) -> int:
    """The word under which what a word says is denied."""
    for up in known.tree.above(at):
        if known.lemma(up) in REFUSING:
            return up
        for child in known.tree.children[up]:
            if known.tree.nodes[child].low in DENYING or known.tree.nodes[child].denied:
                return child
    return known.standings[at].by


def untrue(tree: Tree, standings: Sequence[Standing], verb: int) -> int:
    """The word with which a verb says of its subject that it is not so: "is false", "is not true"; -1 where none."""
    turned = tree.under(verb, "xcomp") if tree.nodes[verb].lemma in ("turn", "prove") else []
    if (taken := _exposed(tree, verb)) >= 0:
        return taken
    forms = ("acomp", "attr", "oprd", *(["dobj"] if tree.nodes[verb].lemma == "have" else []))
    own = [verb] if tree.under(verb, "auxpass") or tree.nodes[verb].low == "lied" else []  # not "it lies on its side"
    for said in (*own, *(word for one in (verb, *turned) for word in tree.under(one, *forms))):
        lemma, denied = tree.nodes[said].lemma, standings[said].denied
        if (lemma in FALSEHOODS and not denied) or (lemma in TRUTHS and denied):
            return said
    return -1


def _exposed(tree: Tree, verb: int) -> int:
    """The word that calls false what a passive has for its subject: "was exposed as a fake", "was made up"; or -1."""
    if not tree.under(verb, "auxpass"):
        return -1
    up = any(tree.nodes[one].low == "up" for one in tree.under(verb, "prt"))
    if tree.nodes[verb].lemma == "make" and up:
        return verb
    named = tree.phrases(verb, ("as",)) if tree.nodes[verb].lemma in _EXPOSING else []
    return next((one for one in named if tree.nodes[one].lemma in FALSEHOODS), -1)


def main_content(tree: Tree, at: int) -> int:
    """The predicate that a word puts forward: itself, or what it says, denies, plans or asks."""
    for _ in range(DEEPEST):
        below = _of_be(tree, at) if tree.nodes[at].lemma == "be" else _content(tree, at)
        if not below or below[0] == at:
            return at
        at = below[0]
    return at


def _of_be(tree: Tree, at: int) -> list[int]:
    """What "is to", "is likely to", "is not true that" put forward."""
    found = tree.under(at, "xcomp")
    for said in tree.under(at, "acomp", "attr"):
        if tree.nodes[said].lemma in _SAID_OF:
            found += tree.under(at, "ccomp", "advcl") + tree.under(said, "xcomp", "ccomp", "acl", "relcl")
    return [one for one in found if tree.is_predicate(one)]


def _content(tree: Tree, at: int) -> list[int]:
    """What a verb puts forward by its complement; who tries, asks or agrees to do something does that much."""
    node = tree.nodes[at]
    if node.lemma not in _PUTTING and not (node.lemma == "go" and node.tag == "VBG"):
        return []
    if node.lemma in REPUTED and not tree.under(at, "auxpass"):
        return []
    deed = node.lemma in TRYING | RESOLVING | {"agree"} or (node.lemma in PROMISING and tree.under(at, "dobj"))
    found = tree.under(at, "ccomp") if deed else tree.under(at, "xcomp", "ccomp")
    for noun in tree.under(at, "dobj"):
        found += tree.under(noun, "acl", "relcl") if tree.nodes[noun].lemma in CLAIMING else []
    if node.lemma in ALLEGING | HOPING | CONTESTING:
        found += [one for preposition in tree.under(at, "prep") for one in tree.under(preposition, "pcomp")]
    return found


_PUTTING = SAYING | FINDING | HOPING | PLANNING | PROMISING | ALLEGING | CONTESTING | CONSIDERING | SUPPOSING | REPUTED
_SAID_OF = _CHANCES | FALSEHOODS | TRUTHS | ASKING | GUESSING | HOPING | PLANNING | POSSIBLE | {"about"}
