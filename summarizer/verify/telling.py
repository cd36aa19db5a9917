"""Whether a passage tells the main event of a claim: its verb or another one for the same deed, of the same things, and
who does it there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from summarizer.text.analysis import Analysis, once
from summarizer.text.clauses import SUBJECTS, Clause, called, clause
from summarizer.text.leaning import POINTING
from summarizer.text.numbers import Quantity
from summarizer.text.tolls import Toll, tolls
from summarizer.verify.lacking import main_predicate
from summarizer.verify.pairing import Pairing

_TOWARDS = frozenset("try attempt seek begin start continue manage".split())
"""Verbs that leave what happens to the verb behind them: "tried to stop her"."""

_KNOWN = POINTING | {"the"}
_LIGHT = frozenset("make give get do see".split())
"""Verbs that leave what happens to another word: "made a move by capturing the town"."""


def uses(known: Pairing, core: frozenset[int]) -> Sequence[tuple[Analysis, Clause]]:
    """The clauses of the passage that have the main predicate of the claim, or an everyday synonym of it, and of those
    who take part in it at least one in the same role.
    """
    mine = main_clause(known, core)
    return uses_of(known, mine) if mine is not None else ()


@lru_cache(maxsize=64)  # several readers ask it of one pairing
def uses_of(known: Pairing, mine: Clause) -> tuple[tuple[Analysis, Clause], ...]:
    """The clauses of the passage that tell the same deed as a clause of the claim, as in `uses`."""
    clauses = [(one, clause) for one in known.evidence for clause in one.clauses]
    return tuple(
        (one, clause)
        for one, clause in clauses
        if alike(known, mine.verb, one, clause.verb) and any(shared(known, mine, one, clause))
    )


def main_clause(known: Pairing, core: frozenset[int]) -> Clause | None:
    """The clause of the claim's main predicate."""
    return _main_clause(known.claim) if core else None


@once
def _main_clause(claim: Analysis) -> Clause | None:
    at = main_predicate(claim)
    return next((clause for clause in claim.clauses if clause.verb == at), None)


def shared(known: Pairing, mine: Clause, one: Analysis, other: Clause) -> list[bool]:
    """Whether doers, bearers and what is said of them are the same, each where both have any."""
    said = ((mine.at,) if mine.at != mine.verb else (), (other.at,) if other.at != other.verb else ())
    roles = ((mine.doers, other.doers), (mine.bearers, other.bearers), said)
    return [meet(known, first, one, second) for first, second in roles if first and second]


def meet(known: Pairing, mine: Sequence[int], one: Analysis, theirs: Sequence[int]) -> bool:
    """Whether somebody of the claim is among those of a sentence."""
    names = {known.ids[at] for place in mine for at in called(known.claim.tree, place)}
    return bool(names & known.named(one, theirs)) or any(
        alike(known, at, one, place) for at in mine for place in theirs
    )


def doers_meet(known: Pairing, core: frozenset[int]) -> bool | None:
    """Whether those who do in the passage what the main verb of the claim tells are those of the claim; None where the
    passage has no such verb, nor a noun made of it, or does not name them.
    """
    mine = main_clause(known, core)
    if mine is None or not mine.doers:
        return None
    told = [(one, _who_does(one, at, not mine.bearers)) for one, at in told_by_verb(known, mine)]
    if any(found and meet(known, mine.doers, one, found) for one, found in told):
        return True
    return False if any(_are_others(known, mine.doers, one, found) for one, found in told) else None


def _are_others(known: Pairing, mine: Sequence[int], one: Analysis, theirs: Sequence[int]) -> bool:
    """Whether those of a sentence are not those of the claim; "the town" may be the one that the claim names."""
    if not mine or not theirs or meet(known, mine, one, theirs) or _are_members(known, mine, one, theirs):
        return False
    nodes = known.claim.tree.nodes
    known_as = any(one.tree.nodes[det].low in _KNOWN for at in theirs for det in one.tree.under(at, "det"))
    named = any(nodes[at].pos == "PROPN" for at in mine)
    return not (named and known_as)


def _are_members(known: Pairing, mine: Sequence[int], one: Analysis, theirs: Sequence[int]) -> bool:
    """Whether either are those of whom the others are a body: "the supervisors" and "the board of supervisors"."""
    claim = known.claim.tree
    of_mine = [thing for at in mine for thing in claim.phrases(at, ("of",))]
    of_theirs = [thing for at in theirs for thing in one.tree.phrases(at, ("of",))]
    return any(alike(known, at, one, place) for at in mine for place in of_theirs) or any(
        alike(known, at, one, place) for at in of_mine for place in theirs
    )


@lru_cache(maxsize=64)
def told_by_verb(known: Pairing, mine: Clause) -> tuple[tuple[Analysis, int], ...]:
    """Where the passage has the verb of a clause, or a noun made of it, of the same things as far as it says of what:
    to take positions is not to take a town.
    """
    found = [(one, at) for one in known.evidence for at in range(len(one.words)) if alike(known, mine.verb, one, at)]
    found = [(one, at) for one, at in found if not _asks_who(one, at)]
    return tuple((one, at) for one, at in found if not _are_others(known, mine.bearers, one, _borne(one, at)))


def _asks_who(one: Analysis, at: int) -> bool:
    """Whether a clause leaves open who does it: "what causes the illness"."""
    tree = one.tree
    return tree.nodes[at].relation != "relcl" and any(tree.nodes[who].tag == "WP" for who in tree.under(at, *SUBJECTS))


def _borne(one: Analysis, at: int) -> tuple[int, ...]:
    """What a verb, or a noun made of one, is done to."""
    if not one.tree.is_predicate(at):
        return tuple(one.tree.phrases(at, ("of",)))
    return next((clause.bearers for clause in one.clauses if clause.verb == at), ())


def has_verb(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the passage tells what the main verb of the claim does, and what the claim says of somebody; not known of
    what was not parsed.
    """
    mine = main_clause(known, core)
    if mine is not None and lacks_what_is_said(known, core):
        return False
    if mine is None or not known.claim.words[mine.verb].content:
        return True
    told = [mine, *_told_behind(known.claim, mine)]
    if known.claim.tree.nodes[mine.verb].lemma in _TOWARDS and len(told) > 1:
        told = told[1:]
    return any(told_by_verb(known, one) for one in told) or _same_toll(known, mine)


def tells_of_one(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the passage tells the main event of one who takes part in it: in one clause, or with a word for the deed
    that is about them ("the death of Haddon"). A passage with the verb alone mostly tells of something else; what was
    not parsed cannot be looked at so.
    """
    mine = main_clause(known, core)
    if mine is None:
        return not known.parsed
    return any(_is_told_of(known, one) for one in (mine, *_told_behind(known.claim, mine)))


def _is_told_of(known: Pairing, mine: Clause) -> bool:
    tree, used = known.claim.tree, uses_of(known, mine)
    if not known.claim.words[mine.verb].content:  # "is over", "had full confidence": the verb says nothing
        whose = set().union(*(tree.subtree(at) for at in mine.doers))
        rest = tree.subtree(mine.verb) - whose if mine.at == mine.verb else {mine.at}
        said = [at for at in rest if known.claim.words[at].content]
        places = [(one, place) for one, clause in used for place in one.tree.subtree(clause.verb)]
        return any(alike(known, at, one, place) for at in said for one, place in places)
    # "Offers 38 marks" is not told of marks where a passage counts otherwise.
    counted = known.missing if any(one.quantities for one in known.evidence) else frozenset()
    part = [at for at in (*mine.doers, *mine.bearers) if not counted.intersection(tree.under(at, "nummod"))]
    return bool(used) or any(meet(known, part, one, _about(one, at)) for one, at in told_by_verb(known, mine))


def _about(one: Analysis, at: int) -> list[int]:
    """What a verb or a noun made of one is about: what hangs on it, or what it hangs on as a part of a noun; all of the
    sentence where that says "she".
    """
    tree = one.tree
    if any(tree.nodes[who].pos == "PRON" for who in tree.under(at, *SUBJECTS)):
        return list(range(len(tree.nodes)))
    above = [tree.nodes[at].head] if tree.nodes[at].relation in ("amod", "compound") else []
    return [*sorted(tree.subtree(at) - {at}), *above]


def _told_behind(claim: Analysis, mine: Clause) -> list[Clause]:
    """The clauses that tell what happens where the main verb does not: "made a move by capturing the town", "tried to
    stop her".
    """
    lemma = claim.tree.nodes[mine.verb].lemma
    if lemma in _TOWARDS:
        goals = claim.tree.under(mine.verb, "xcomp", "ccomp")
        if any(claim.tree.nodes[goal].lemma in _LIGHT for goal in goals):  # "tried to get her to stay"
            goals = sorted(set().union(*(claim.tree.subtree(goal) - {goal} for goal in goals)))
        return [one for one in claim.clauses if one.verb in goals]
    return [one for one in claim.clauses if one.verb != mine.verb] if lemma in _LIGHT else []


def lacks_what_is_said(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the claim says what somebody is, "the last to leave", and the passage does not have it."""
    mine = main_clause(known, core)
    return mine is not None and mine.at != mine.verb and mine.at in known.missing


def has_doer(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the passage speaks of who does what the claim tells."""
    mine = main_clause(known, core)
    return mine is not None and not any(at in known.missing for at in mine.doers)


def _who_does(one: Analysis, at: int, alone: bool) -> tuple[int, ...]:
    """Who does what a verb, or a noun made of one, says: its own subject or owner, else that of the clause above it.

    What nobody bears is done by who stands behind the "of": "the withdrawal of the troops" (``alone``).
    """
    tree = one.tree
    if not tree.is_predicate(at):
        owners = [owner for owner in tree.under(at, "poss") if tree.is_noun(owner)]
        if found := owners or tree.phrases(at, ("by", "of") if alone else ("by",)):
            return tuple(found)
    if any(tree.nodes[own].pos == "PRON" for own in tree.under(at, "nsubj")):
        return clause(tree, at).doers  # "they stopped": whoever they are, not those who reported it
    return _who_does_above(one, at)


def _who_does_above(one: Analysis, at: int) -> tuple[int, ...]:
    """The doers of the nearest clause that a word stands in, unless it is one of them."""
    inside = (at, *one.tree.above(at))
    for up in inside:
        found = next((clause.doers for clause in one.clauses if clause.verb == up and clause.doers), ())
        if found:
            return () if any(place in inside for place in found) else found
    return ()


def alike(known: Pairing, at: int, one: Analysis, place: int) -> bool:
    """Whether a word of the claim is one of a sentence, or an everyday synonym of it; of verbs whether both tell one
    deed.
    """
    if known.ids[at] == one.words[place].id:
        return True
    mine = known.claim.stems[at]
    if mine and mine == one.stems[place]:
        return True
    told = known.claim.deeds[at] & one.deeds[place]
    return bool(told) and (known.claim.tree.is_predicate(at) or one.tree.is_predicate(place))


def overlap(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities may be the same."""
    return first.low <= second.high and second.low <= first.high


def _same_toll(known: Pairing, mine: Clause) -> bool:
    """Whether the clause counts the dead, hurt or saved, and the passage has that count in whatever words."""
    its = [one for sentence in known.evidence for one in tolls(sentence.text)]
    for one in tolls(known.claim.text):
        at = known.claim.word_at(one.quantity.start)
        same = (other for other in its if (other.fate, other.who) == (one.fate, one.who))
        if at >= 0 and _is_counted_by(known.claim, at, mine.verb) and any(_equal(one, other) for other in same):
            return True
    return False


def _is_counted_by(claim: Analysis, at: int, verb: int) -> bool:
    """Whether a number says of how many a verb tells something: "17 died", "rose to 17", but not "one of the five
    missing was found", nor "sank with the loss of 17 lives".
    """
    above = claim.tree.above(at)
    if verb not in above:
        return False
    between = above[: above.index(verb)]
    part = any(claim.tree.nodes[one].low == "of" for one in between)
    return not part and sum(claim.words[one].content for one in between) <= 1


def _equal(first: Toll, second: Toll) -> bool:
    return first.partial == second.partial and overlap(first.quantity, second.quantity)
