"""Who did what to whom: subjects and objects of each verb, what follows a preposition, and what belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.text.analysis import Analysis
from summarizer.text.clauses import OBJECTS, SUBJECTS, Clause, called, expanded
from summarizer.text.lexicon import AROUND, GENERIC, PLACES, SAYING
from summarizer.verify.comparison import Comparison, Difference, comparison, span, stretch
from summarizer.verify.pairing import Pairing, Use

_CONTRASTS = frozenset(
    frozenset(pair.split())
    for pair in """before after|from to|from into|from toward|from in|from onto|to toward|in toward|for against
    |with without|with against|until since|by against|in for|north south|of by|onto from|to in""".split("|")
)
_SAME_SENSE = {"following": "after", "towards": "toward", "inside": "in", "within": "in", "at": "in", "prior": "before"}
_HANGING = frozenset("in from to for against with by under toward into".split())


def roles(pair: Pairing) -> Comparison:
    """Compares the arguments of each verb, and what hangs on what, as far as both were parsed."""
    if not pair.parsed:
        return Comparison("silent")
    found = [*_arguments(pair), *_phrases(pair), *_torn(pair), *_misnamed(pair), *_misplaced(pair)]
    return comparison(any(pair.ids[clause.at] in pair.known for clause in pair.claim.clauses), found)


def _arguments(pair: Pairing) -> Iterator[Difference]:
    """Verbs whose subject or object is another than in the evidence."""
    for clause in pair.claim.clauses:
        uses = pair.places(pair.ids[clause.at])
        theirs = [(one, other) for one, place in uses for other in one.clauses if other.at == place]
        if not theirs or len(theirs) < len(uses) or clause.bare:
            continue  # used as a noun as well: whose it is there cannot be told
        says = pair.claim.tree.nodes[clause.at].lemma in SAYING
        for what, mine in (("subject", clause.doers), ("object", () if says else clause.bearers)):
            first = (what == "subject") != clause.passive
            if (
                mine
                and not (first and _misread(pair, clause, mine))
                and not any(_takes(pair, mine, one, other, what) for one, other in theirs)
            ):
                yield _other_argument(pair, clause, what, *theirs[0])


def _misread(pair: Pairing, clause: Clause, mine: Sequence[int]) -> bool:
    """Whether the noun right before a verb stands there in the evidence too, though the parser took another for the
    subject of the claim.
    """
    tree, at = pair.claim.tree, clause.verb - 1
    while at > 0 and at in tree.under(clause.verb, "aux", "auxpass", "neg", "advmod"):
        at -= 1
    return at >= 0 and tree.is_noun(at) and at not in mine and pair.verbatim(at, clause.verb)


def _other_argument(pair: Pairing, clause: Clause, what: str, one: Analysis, other: Clause) -> Difference:
    word, places = pair.claim.words[clause.at], other.doers if what == "subject" else other.bearers
    told = f": “{one.words[places[0]].text}”" if places else ""
    return Difference(f"“{word.text}” has another {what} in the evidence{told}", span(word), span(one.words[other.at]))


def _takes(pair: Pairing, mine: Sequence[int], one: Analysis, clause: Clause, what: str) -> bool:
    """Whether those whom the claim names may have their role in a clause of the evidence: the first of them must, and
    none may have the other role there.
    """
    same, other = (clause.doers, clause.bearers) if what == "subject" else (clause.bearers, clause.doers)
    names = [{pair.ids[at] for at in called(pair.claim.tree, place)} for place in mine]
    first = (what == "subject") != clause.passive
    others = [*(_antecedents(one, clause) if first else ()), *(other if clause.bare else ())]
    known, swapped = pair.named(one, [*same, *others]), pair.named(one, other)
    if known and not known & GENERIC:
        return bool(names[0] & known) and not any(name & swapped - known for name in names)
    if any(name & swapped for name in names):
        return False
    return bool(names[0] & known) or not (first and _only_behind(one, clause, names[0], bool(known)))


def _only_behind(one: Analysis, clause: Clause, names: set[str], generic: bool) -> bool:
    """Whether a sentence whose subject is "he", "it" or "the company" names somebody only behind its verb: then that
    one is not meant.
    """
    if not generic and not one.tree.under(clause.verb, *SUBJECTS):
        return False
    behind = one.tree.subtree(clause.verb)
    places = [at for name in names for at in one.places(name)]
    return bool(places) and all(at in behind for at in places)


def _antecedents(one: Analysis, clause: Clause) -> list[int]:
    """Who else may be the subject of a clause without one of its own, beside the nearest: a parser often errs there.

    A relative clause or participle may go back to any noun before it in the clause above, an infinitive to the object
    as well as to the subject.
    """
    tree, verb = one.tree, clause.verb
    own = tree.under(verb, *SUBJECTS)
    if tree.nodes[verb].relation in ("xcomp", "advcl") and not own:
        return expanded(tree, tree.under(tree.nodes[verb].head, *OBJECTS, *SUBJECTS))
    if own and tree.nodes[own[-1]].tag not in ("WDT", "WP"):
        return []
    verb = next((at for at in (verb, *tree.above(verb)) if tree.nodes[at].relation in ("acl", "relcl")), -1)
    if verb < 0:
        return []
    main = [at for at in tree.above(verb) if tree.is_predicate(at) and tree.nodes[at].relation not in ("acl", "relcl")]
    inside = tree.subtree(main[0]) if main else set(range(verb))
    return [at for at in sorted(inside) if at < verb and tree.is_noun(at)]


def _phrases(pair: Pairing) -> Iterator[Difference]:
    """Phrases with another preposition than in the evidence, or that follow another word there."""
    for at, node in enumerate(pair.claim.tree.nodes):
        preposition, head = _preposition(pair.claim, at)
        if head < 0 or pair.ids[at] not in pair.known:
            continue
        uses = pair.places(pair.ids[at])
        theirs = [_preposition(one, place)[0] for one, place in uses]
        word = pair.claim.words[at]
        if preposition not in theirs and all(theirs) and _contrasts(preposition, theirs):
            reason = f"“{preposition} {word.text}” is “{theirs[0]} {word.text}” in the evidence"
            yield Difference(reason, span(word), _place(uses[0]))
        elif pair.claim.words[head].content and node.relation in ("pobj", "pcomp") and not pair.verbatim(head, at):
            yield from _complement(pair, at, preposition, head)


def _contrasts(preposition: str, others: Sequence[str]) -> bool:
    return any(frozenset([preposition, other]) in _CONTRASTS for other in others)


def _place(use: Use) -> tuple[int, int]:
    one, at = use
    return span(one.words[at])


def _preposition(one: Analysis, at: int) -> tuple[str, int]:
    """The preposition that a word follows, and what its phrase hangs on; "" and -1 where it follows none.

    Of a clause the "before" or "after" that opens it.
    """
    nodes = one.tree.nodes
    if nodes[at].relation == "conj":
        at = next((up for up in one.tree.above(at) if nodes[up].relation != "conj"), at)
    if nodes[at].relation not in ("pobj", "pcomp"):
        marks = one.tree.under(at, "mark") if nodes[at].relation == "advcl" else []
        return (nodes[marks[0]].low, nodes[at].head) if marks else ("", -1)
    preposition = nodes[at].head
    head = next((up for up in one.tree.above(preposition) if nodes[up].pos != "ADP"), preposition)
    low = nodes[preposition].low
    return _SAME_SENSE.get(low, low), head


def _complement(pair: Pairing, at: int, preposition: str, head: int) -> Iterator[Difference]:
    """What a word takes with a preposition, where the evidence has something else in that place."""
    theirs = [
        (one, place)
        for one, known in pair.places(pair.ids[head])
        for place in range(len(one.words))
        if one.tree.nodes[place].relation in ("pobj", "pcomp") and _preposition(one, place) == (preposition, known)
    ]
    word = pair.claim.words[at]
    if not theirs:
        if _is_new(pair, at, preposition, head):
            reason = f"“{preposition} {word.text}” does not belong to “{pair.claim.words[head].text}” in the evidence"
            yield Difference(reason, span(word), _place(pair.places(pair.ids[at])[0]))
    elif pair.ids[at] not in _told(pair, at, theirs):
        other = theirs[0][0].words[theirs[0][1]]
        reason = f"“{stretch(pair.claim, head, at)}” is not so in the evidence: there it is “{other.text}”"
        yield Difference(reason, span(word), span(other))


def _told(pair: Pairing, at: int, theirs: Sequence[Use]) -> set[str]:
    """What stands in such a place; of names those only that are meant, for a name inside another is another."""
    names = pair.claim.tree.nodes[at].pos == "PROPN" and all(
        one.tree.nodes[place].pos == "PROPN" for one, place in theirs
    )
    if names:
        return set().union(*(pair.named(one, expanded(one.tree, [place])) for one, place in theirs))
    return {one.words[inner].id for one, place in theirs for inner in one.tree.subtree(place)}


def _is_new(pair: Pairing, at: int, preposition: str, head: int) -> bool:
    """Whether a phrase hangs on a word that in the evidence neither has that preposition nor goes with it."""
    uses, heads = pair.places(pair.ids[at]), pair.places(pair.ids[head])
    known = preposition not in _HANGING or any(_preposition(one, place)[0] == preposition for one, place in uses)
    if known or pair.claim.words[at].kind != "word" or not heads:
        return False
    both = [(one, a, b) for one, a in heads for other, b in uses if one is other and not _part_of(pair, one, b)]
    return not any(_linked(one, a, b) or _unparted(one, a, b) for one, a, b in both)


def _part_of(pair: Pairing, one: Analysis, at: int) -> bool:
    """Whether the evidence speaks of a part of it, which the claim leaves out: the outskirts of Paris."""
    preposition, owner = _preposition(one, at)
    whole = owner < 0 or not one.tree.is_noun(owner) or one.words[owner].low in PLACES | AROUND
    return preposition == "of" and not whole and one.words[owner].id not in pair.ids


def _unparted(one: Analysis, first: int, second: int) -> bool:
    """Whether nothing but words, no mark, parts two words."""
    between = one.words[min(first, second) : max(first, second)]
    return all(word.kind != "mark" or word.text in "-–.()" for word in between)


def _torn(pair: Pairing) -> Iterator[Difference]:
    """Words that stand side by side in the claim and belong to different things in the evidence."""
    words = pair.claim.words
    places = [at for at, word in enumerate(words) if word.text not in "-–"]
    for first, second in pairwise(places):
        if _counts(pair.claim, first) and _counts(pair.claim, second) and not _together(pair, first, second):
            reason = f"“{stretch(pair.claim, first, second)}” do not stand together in the evidence"
            yield Difference(reason, (words[first].start, words[second].end))


def _counts(one: Analysis, at: int) -> bool:
    """Whether a word carries a fact and is no verb of saying, nor a date or number: those are compared as such."""
    word = one.words[at]
    return word.content and word.kind == "word" and one.tree.nodes[at].lemma not in SAYING


def _together(pair: Pairing, first: int, second: int) -> bool:
    return pair.ids[first] == pair.ids[second] or any(
        _follows(one, a, b, pair.settings.near_words) or _linked(one, a, b) for one, a, b in pair.both(first, second)
    )


def _follows(one: Analysis, first: int, second: int, near: int) -> bool:
    return first < second and sum(_counts(one, at) for at in range(first + 1, second)) < near


def _linked(one: Analysis, first: int, second: int) -> bool:
    """Whether one of two words hangs on the other, or both on one noun, or one takes part in what the other tells."""
    firsts, seconds = called(one.tree, first), called(one.tree, second)
    if any(_hangs(one, a, b) or _hangs(one, b, a) for a in firsts for b in seconds):
        return True
    parts = [place for clause in one.clauses if clause.at == second for place in (*clause.doers, *clause.bearers)]
    taking = any(first in called(one.tree, place) for place in parts)
    return taking or bool(_nouns_above(one, first) & _nouns_above(one, second))


def _nouns_above(one: Analysis, at: int) -> set[int]:
    """The two nouns that a word hangs on first, one through the other."""
    found: set[int] = set()
    for up in one.tree.above(at):
        if one.tree.is_noun(up) and len(found) < 2:
            found.add(up)
        elif one.words[up].content:
            break
    return found


def _hangs(one: Analysis, lower: int, upper: int) -> bool:
    """Whether a word hangs on another with at most one that matters between, and no verb."""
    passed = 0
    for at in one.tree.above(lower):
        if at == upper:
            return True
        passed += one.words[at].content
        if passed > 1 or one.tree.is_predicate(at):
            return False
    return False


def _misnamed(pair: Pairing) -> Iterator[Difference]:
    """What a name is called in apposition, taken from something else: "Homs, a key city"."""
    near = pair.settings.name_words
    for at, node in enumerate(pair.claim.tree.nodes):
        word = pair.claim.words[at]
        if node.relation != "appos" or not _counts(pair.claim, at) or abs(at - node.head) > near:
            continue
        both = pair.both(node.head, at)
        apart = [one for one, a, b in both if abs(a - b) > near and not _linked(one, a, b)]
        if both and len(apart) == len(both) and not pair.verbatim(node.head, at):
            reason = f"“{stretch(pair.claim, node.head, at)}” is said of something else in the evidence"
            yield Difference(reason, span(word))


def _misplaced(pair: Pairing) -> Iterator[Difference]:
    """A place that the evidence gives of something else: "the ship is near Haldis" for "the colony near Haldis"."""
    tree = pair.claim.tree
    for clause in pair.claim.clauses:
        if tree.nodes[clause.at].lemma != "be" or not clause.doers:
            continue
        subject = {pair.ids[at] for place in clause.doers for at in called(tree, place)}
        for at in (thing for preposition in tree.under(clause.at, "prep") for thing in tree.under(preposition, "pobj")):
            word = pair.claim.words[at]
            owners = [(one, _preposition(one, place)[1]) for one, place in pair.places(pair.ids[at])]
            if word.kind == "word" and owners and not any(_may_own(pair, use, subject) for use in owners):
                yield Difference(f"“{word.text}” is where something else is in the evidence", span(word))


def _may_own(pair: Pairing, use: Use, subject: set[str]) -> bool:
    one, owner = use
    return owner < 0 or one.tree.is_predicate(owner) or bool(pair.named(one, [owner]) & subject)
