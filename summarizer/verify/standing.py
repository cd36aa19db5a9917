"""Whether a passage puts the main event of a claim forward as the claim does.

What a claim tells as so is not told by a passage that plans, supposes or asks it, or that tells it as what somebody
only claims; what is to come is not told by what has been; and what one person says not by what another one says.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.records import StandingKind
from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.conjuncts import joined_statements
from summarizer.text.lexicon import ALLEGING
from summarizer.text.speakers import Speaker, other_person, speaker
from summarizer.verify.lacking import main_predicate
from summarizer.verify.pairing import Pairing
from summarizer.verify.telling import main_clause, told_by_verb, uses, uses_of

OPEN: frozenset[StandingKind] = frozenset(("supposed", "possible", "planned", "asked", "commanded"))
DENIED: frozenset[StandingKind] = frozenset(("denied", "rebutted"))
TELLING: frozenset[StandingKind] = frozenset(("asserted", "attributed"))
_NOT_TO_COME: frozenset[StandingKind] = DENIED | {"supposed", "asked"}
_TO_COME = OPEN - _NOT_TO_COME
_CLAIMS = ALLEGING | {"claim"}
"""Verbs by which somebody tells what a reporter does not vouch for."""

_LIGHT = frozenset("be have".split())


def denials(known: Pairing, core: frozenset[int]) -> Iterator[str]:
    """Whether the passage says that it is not so, or the claim does and the passage that it is."""
    mine, theirs = _stand(known, core)
    if theirs and mine in TELLING and all(one in DENIED for one in theirs):
        yield "it says that this is not so"
    if theirs and mine in DENIED and all(one in TELLING for one in theirs):
        yield "it says that this is so"
    yield from _other_denials(known, core)


def _other_denials(known: Pairing, core: frozenset[int]) -> Iterator[str]:
    """The clauses beside the main one of which one of both says that they are not so, and the other that they are."""
    main = main_clause(known, core)
    for mine in known.claim.clauses:
        told = uses_of(known, mine) if mine != main and known.claim.words[mine.verb].content else []
        theirs = {one.standings[clause.verb].denied for one, clause in told}
        if theirs and known.claim.standings[mine.verb].denied not in theirs:
            yield f"“{known.claim.words[mine.verb].text}” is {'not ' if True in theirs else ''}so here"


def says_otherwise(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the passage does not tell what the claim does, though it speaks of it: it puts it forward in another way,
    or a claim tells no more than a count, and the passage gives none.
    """
    return stands_otherwise(known, core) or lacks_count(known, core)


def stands_otherwise(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the passage puts forward what the claim tells in another way, wherever it tells it."""
    mine, theirs = _stand(known, core)
    if theirs and mine in TELLING and all(one in OPEN for one in theirs):
        return True
    if joined_statements(known.claim):
        return False  # each of its statements may be told by itself
    if mine == "asserted" and _only_claimed(known, core):
        return True
    return _is_told_of_another_time(known, core, mine, bool(theirs)) or _other_voice(known, core)


def _is_told_of_another_time(known: Pairing, core: frozenset[int], mine: StandingKind, told_so: bool) -> bool:
    """Whether the passage tells as still to come, or not at all, what the claim tells as so, or as past what it plans.

    ``told_so`` says that some clause of it tells of the same with those who take part; then what it does not tell so
    does not matter.
    """
    own = main_clause(known, core)
    told = told_by_verb(known, own) if own and known.claim.words[own.verb].content else []
    if mine == "planned":
        return bool(told) and all(_is_not_to_come(one, at) for one, at in told)
    if mine not in TELLING or told_so:
        return False
    if told:
        return all(_is_open(one, at) for one, at in told)
    return all(_tells_no_event(one, mine) for one in known.evidence)


def lacks_count(known: Pairing, core: frozenset[int]) -> bool:
    """Whether a claim tells no more than how many there are or were, and the passage does not say how many."""
    at, tree = main_predicate(known.claim), known.claim.tree
    if at < 0 or tree.nodes[at].lemma not in _LIGHT:
        return False
    counts = [
        child for place in core for child in tree.under(place, "nummod") if known.claim.words[child].kind == "number"
    ]
    return bool(counts) and all(known.ids[count] not in known.known for count in counts)


def _stand(known: Pairing, core: frozenset[int]) -> tuple[StandingKind, list[StandingKind]]:
    """How the claim puts its main event forward, and how the passage does wherever it tells it."""
    mine = main_clause(known, core)
    own = _kind(known.claim, mine.verb) if mine else "asserted"
    return own, [_kind(one, clause.verb) for one, clause in uses(known, core)]


def _kind(one: Analysis, at: int) -> StandingKind:
    """How a clause stands for one who asks whether it is so: not so, too, where somebody says that it is not."""
    claim = one.claim_at(at)
    denied = claim.negated or one.standings[at].denied
    return "denied" if denied and claim.kind == "attributed" else claim.stands


def _only_claimed(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the passage tells the main event only as what somebody claims."""
    told = uses(known, core)
    return bool(told) and all(
        any(clause.verb in saying.said and one.tree.nodes[saying.at].lemma in _CLAIMS for saying in one.sayings)
        for one, clause in told
    )


def _tells_no_event(one: Analysis, mine: StandingKind) -> bool:
    """Whether a sentence as a whole tells only what is supposed or asked, or what somebody claims."""
    main = one.main_claim
    if main is None:
        return False
    return main.stands in ("supposed", "asked") or (mine == "asserted" and one.tree.nodes[main.at].lemma in _CLAIMS)


def _is_open(one: Analysis, at: int) -> bool:
    """Whether a verb, or a noun made of one, tells what is only planned, supposed or hoped for, or is not so."""
    if one.tree.is_predicate(at):
        return _kind(one, at) in OPEN | DENIED
    of = one.tree.nodes[at]
    supposed = of.relation in SUBJECTS and one.claim_at(of.head).stands == "supposed"
    return supposed or one.standings[at].open > 0


def _is_not_to_come(one: Analysis, at: int) -> bool:
    """Whether a verb, or a noun made of one, tells what has been, or what is not planned by anybody."""
    kind, tag = one.claim_at(at).stands, one.tree.nodes[at].tag
    if not one.tree.is_predicate(at):
        verb = one.tree.predicate(at)
        return one.standings[at].open == 0 and (verb < 0 or one.claim_at(verb).stands not in _TO_COME)
    return kind in _NOT_TO_COME or (kind in TELLING and tag in ("VBD", "VBN"))


def _other_voice(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the claim tells what one person says, and the passage what another one says."""
    mine = main_clause(known, core)
    who = _voice(known.claim, mine.verb) if mine else None
    told = uses(known, core)
    theirs = [_voice(one, clause.verb) for one, clause in told]
    return who is not None and bool(theirs) and all(its is not None and other_person(who, its) for its in theirs)


def _voice(one: Analysis, at: int) -> Speaker | None:
    """Who says what a word tells; None for the reporter, or several."""
    around = [saying for saying in one.sayings if at in saying.said]
    saying = min(around, key=lambda saying: len(saying.said), default=None)
    return speaker(one, saying.speakers[0]) if saying and len(saying.speakers) == 1 else None
