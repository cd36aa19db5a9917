"""Whether it is so: a "not", a "could" or a "to" that the claim loses or adds, and what is under way told as done."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.text.analysis import Analysis
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


def _said_of_subjects(one: Analysis) -> set[int]:
    """The words that a "is" or "was" says of its subject: who or where it is."""
    verbs = [clause for clause in one.clauses if one.tree.nodes[clause.verb].lemma == "be"]
    places = [at for clause in verbs for to in one.tree.under(clause.verb, "prep") for at in one.tree.under(to, "pobj")]
    return {clause.at for clause in verbs}.union(places)


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
    return Difference(reason, span(word), span(by))


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


def _unlimited(pair: Pairing) -> Iterator[Difference]:
    """A verb without what limits it in every use in the evidence: an "if …", or the "before" of "never … before"."""
    told = {word.low for word in pair.claim.words}
    for clause in pair.claim.clauses:
        uses = [
            (one, other)
            for one in pair.evidence
            for other in one.clauses
            if pair.ids[clause.at] == one.words[other.at].id
        ]
        limits = [(one, _limit(one, other.verb)) for one, other in uses]
        if not uses or len(uses) < len(pair.places(pair.ids[clause.at])) or any(at < 0 for _, at in limits):
            continue
        one, at = limits[0]
        if one.words[at].low not in told:
            word, limit = pair.claim.words[clause.at], one.words[at]
            yield Difference(f"it drops the “{limit.text}” of the evidence from “{word.text}”", span(word), span(limit))


def _limit(one: Analysis, verb: int) -> int:
    """The place of what limits a verb; -1 where nothing does."""
    tree = one.tree
    for clause in tree.under(verb, "advcl"):
        for mark in tree.under(clause, "mark", "advmod"):
            if one.words[mark].low in ("if", "unless"):
                return mark
    denied = one.standings[verb].denied
    return next((at for at in tree.under(verb, "advmod") if denied and one.words[at].low in _UNTIL_NOW), -1)
