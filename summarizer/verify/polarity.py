"""Whether it is so: a "not", a "could" or a "to" that the claim loses or adds, and what is under way told as done."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.records import StandingKind
from summarizer.text.analysis import Analysis, Word, once
from summarizer.text.claims import Claim
from summarizer.text.clauses import Clause
from summarizer.text.standing import Standing
from summarizer.verify.comparison import Comparison, Difference, comparison, span
from summarizer.verify.pairing import Pairing


def polarity(pair: Pairing) -> Comparison:
    """Compares what claim and evidence hold to be so, of each word that both have.

    A claim may be as sure as its evidence or less, and denies what that denies. Of several sentences of evidence, and
    of several uses of a word, one that says so is enough.
    """
    found: list[Difference] = []
    compared = False
    said = _said_of_subjects(pair.claim)
    for at, mine in enumerate(pair.claim.standings):
        word = pair.claim.words[at]
        firm = at not in said and (word.name or word.kind != "word")
        if not word.content or (firm and not mine.denied) or not pair.claim.tree.parsed:
            continue
        uses = pair.places(pair.ids[at])
        if not uses:
            continue
        compared = True
        if not any(_allows(one.standings[place], mine, one) for one, place in uses):
            found.append(_difference(pair, at, mine, *uses[0]))
    return comparison(compared, [*found, *_over(pair), *_unlimited(pair)])


@once
def _said_of_subjects(one: Analysis) -> frozenset[int]:
    """The words that a "is" or "was" says of its subject: who or where it is."""
    verbs = [clause for clause in one.clauses if one.tree.nodes[clause.verb].lemma == "be"]
    places = [at for clause in verbs for to in one.tree.under(clause.verb, "prep") for at in one.tree.under(to, "pobj")]
    return frozenset(clause.at for clause in verbs).union(places)


def _allows(its: Standing, mine: Standing, sentence: Analysis) -> bool:
    return not sentence.tree.parsed or (its.denied == mine.denied and its.open <= mine.open)


def _difference(pair: Pairing, at: int, mine: Standing, sentence: Analysis, place: int) -> Difference:
    word, its = pair.claim.words[at], sentence.standings[place]
    by = sentence.words[its.by] if its.by >= 0 else sentence.words[place]
    if mine.denied and not its.denied:
        reason = f"it denies “{word.text}”, which the evidence does not deny"
    elif its.denied and not mine.denied:
        reason = f"it drops the “{by.text}” of the evidence before “{word.text}”"
    else:
        reason = f"the evidence does not say that “{word.text}” is so: there it is under “{by.text}”"
    return Difference(reason, span(word), span(by), "open" if mine.denied == its.denied else "denied")


def _over(pair: Pairing) -> list[Difference]:
    """What is under way in the evidence told as over."""
    found = []
    for clause in pair.claim.clauses:
        uses = pair.places(pair.ids[clause.at])
        going = [(one, other) for one, place in uses for other in one.clauses if other.at == place and other.going]
        if clause.done and going and len(going) == len(uses):
            one, other = going[0]
            word = pair.claim.words[clause.at]
            reason = f"“{word.text}” is still under way in the evidence"
            found.append(Difference(reason, span(word), span(one.words[other.at])))
    return found


_UNTIL_NOW = frozenset("before yet".split())
_LIMITED: frozenset[StandingKind] = frozenset(("supposed", "denied", "asked"))
"""How a clause may be put forward so that another one with its words says something else."""


def _unlimited(pair: Pairing) -> Iterator[Difference]:
    """A clause without what limits it in every use in the evidence: an "if …", a "had", a "denied", a "whether"."""
    for clause in pair.claim.clauses:
        uses = [
            (one, other)
            for one in pair.evidence
            for other in one.clauses
            if pair.ids[clause.at] == one.words[other.at].id
        ]
        if not uses or len(uses) < len(pair.places(pair.ids[clause.at])):
            continue
        limits = [(one, _limit(pair.claim, clause, one, other)) for one, other in uses]
        if all(at >= 0 for _, at in limits):
            one, at = limits[0]
            word, limit = pair.claim.words[clause.at], one.words[at]
            yield Difference(f"it drops the “{limit.text}” of the evidence from “{word.text}”", span(word), span(limit))


def _limit(claim: Analysis, mine: Clause, one: Analysis, other: Clause) -> int:
    """The word that limits a clause of the evidence and no clause of the claim; -1 where nothing is dropped."""
    ours, theirs = claim.claim_at(mine.verb), one.claim_at(other.verb)
    mark = next((at for at, word in enumerate(one.words) if (word.start, word.end) == theirs.mark), -1)
    if theirs.kind in _LIMITED and mark >= 0 and (theirs.kind != ours.kind or _is_bare(claim, ours, one.words[mark])):
        return mark
    if theirs.kind == ours.kind == "supposed" and _had(one, other.verb) >= 0 > _had(claim, mine.verb):
        return _had(one, other.verb)
    told = {word.low for word in claim.words}
    until = [at for at in one.tree.under(other.verb, "advmod") if one.words[at].low in _UNTIL_NOW]
    return next((at for at in until if one.standings[other.verb].denied and one.words[at].low not in told), -1)


def _is_bare(claim: Analysis, ours: Claim, mark: Word) -> bool:
    """Whether a clause of the claim is supposed by its "would" alone, where the evidence has an "if" or a drill."""
    return ours.kind == "supposed" and mark.low != "would" == claim.text[slice(*ours.mark)].lower()


def _had(one: Analysis, verb: int) -> int:
    """The "had" or "have" of a clause that is not so any more; -1 without any."""
    return next((at for at in one.tree.under(verb, "aux") if one.words[at].low in ("had", "have")), -1)
