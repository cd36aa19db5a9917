"""Whether it is so: a "not", a "could" or a "to" that the claim loses or adds, and what is under way told as done."""

from __future__ import annotations

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
    return comparison(compared, found + _over(pair))


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
