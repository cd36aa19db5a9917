"""Whether a sentence denies the event that another one claims: by its verb, its noun, or that who died is alive."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.gather.forging import claims_below
from summarizer.gather.rebutting import Rebuttal, speakers
from summarizer.text.analysis import Analysis
from summarizer.text.governors import main_content
from summarizer.text.lexicon import COMMON, DYING


class _Event(NamedTuple):
    """What happens at a predicate, or is said of its subject: its base form and id, and the ids of those it takes."""

    lemma: str
    what: str
    who: frozenset[str]
    objects: frozenset[str]


def denies_event(one: Analysis, other: Analysis) -> Rebuttal | None:
    """Whether a sentence denies what another one claims: "there has been no mutiny" of a garrison that mutinied."""
    events = [_event(other, at) for at in claimed(other)] if one.tree.parsed else []
    for mine in one.claims if events else ():
        told = mine.kind in ("asserted", "attributed") and not one.words[mine.at].quoted and _is_main(one, mine.at)
        if told and any(_against(one, mine.at, mine.negated, event) for event in events):
            return Rebuttal("", speakers(one, mine.at))
    return None


def _against(one: Analysis, at: int, negated: bool, event: _Event) -> bool:
    """Whether a predicate denies an event, or says that who is said to have died is alive."""
    if negated:
        return _same_event(one, at, event)
    alive = any(one.tree.nodes[said].lemma == "alive" for said in one.tree.under(at, "acomp"))
    return alive and event.lemma in DYING and bool(_event(one, at).who & (event.who | event.objects))


def claimed(one: Analysis) -> list[int]:
    """The predicates of what a sentence tells as somebody's claim: its main statement's, or those of "a story that"."""
    main = one.main_claim
    if main is None:
        return []
    if main.kind == "attributed":
        return [] if main.negated else [main_content(one.tree, main.at)]
    spread = [claim.at for claim in one.claims if claim.kind == "attributed" and one.tree.under(claim.at, "mark")]
    nouns = [at for at in range(len(one.words)) if one.tree.is_noun(at)]
    return [*spread, *(clause for noun in nouns for clause in claims_below(one, noun))]


def _same_event(one: Analysis, at: int, event: _Event) -> bool:
    """Whether a predicate tells of an event: by its own word and subjects, or by the noun of "there was no …"."""
    tree, mine = one.tree, _event(one, at)
    alike = _akin(mine.what, event.what) and (not mine.who or bool(mine.who & event.who))
    if alike and (mine.who or tree.nodes[at].lemma not in COMMON):
        return True
    nouns = tree.under(at, "attr", "nsubj") if tree.under(at, "expl") else []
    nouns += tree.under(at, "dobj") if tree.nodes[at].lemma in _FINDING else []
    nouns += tree.under(at, "nsubjpass")
    missing = [one.words[noun].id for noun in nouns if _is_none(one, noun)]  # "no date has been set"
    return any(noun in event.objects or _akin(noun, event.what) for noun in missing)


_FINDING = frozenset("find see detect record discover show measure".split())


def _is_none(one: Analysis, noun: int) -> bool:
    return bool({one.tree.nodes[word].low for word in one.tree.children[noun]} & {"no", "any", "never"})


def _is_main(one: Analysis, at: int) -> bool:
    """Whether a clause is what its sentence, or who speaks in it, tells."""
    nodes = one.tree.nodes
    return nodes[at].head == at or (nodes[at].relation == "ccomp" and nodes[nodes[at].head].head == nodes[at].head)


def _event(one: Analysis, at: int) -> _Event:
    """The event at a predicate; pronouns say nothing of who has part in it."""
    tree = one.tree
    said = tree.under(at, "acomp", "attr") if tree.nodes[at].lemma == "be" else []
    what = said[0] if said else at
    who = [place for place in tree.under(at, "nsubj", "nsubjpass") if tree.nodes[place].pos != "PRON"]
    objects = [place for place in tree.under(at, "dobj") if tree.nodes[place].pos != "PRON"]
    ids = [frozenset(one.words[place].id for place in places) for places in (who, objects)]
    return _Event(tree.nodes[what].lemma, one.words[what].id, *ids)


def _akin(first: str, second: str) -> bool:
    """Whether two words, by their ids, are of one root: mutiny, mutinied."""
    return first == second or (len(first) > _ROOT and first[:_ROOT] == second[:_ROOT])


_ROOT = 5
