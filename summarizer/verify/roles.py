"""Who did what to whom: subjects and objects of each verb, what follows a preposition, and what belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.text.analysis import Analysis
from summarizer.text.grammar import Clause, called, expanded, is_predicate
from summarizer.text.lexicon import GENERIC, SAYING
from summarizer.verify.comparison import Comparison, Difference, comparison, span, stretch
from summarizer.verify.pairing import Pairing

_NEAR = 5
"""Content words within which two words that stand side by side in a claim may follow one another in the evidence."""

_CALLED = 7
"""Words within which a name and what it is called stand."""

_CONTRASTS = frozenset(
    frozenset(pair.split())
    for pair in """before after|from to|from into|from toward|from in|from onto|to toward|in toward|for against
    |with without|with against|until since|by against|in for|north south|of by|onto from|to in""".split("|")
)
_SAME_SENSE = {"following": "after", "towards": "toward", "inside": "in", "within": "in", "at": "in", "prior": "before"}


def roles(pair: Pairing) -> Comparison:
    """Compares the arguments of each verb, and what hangs on what, as far as both were parsed."""
    if not pair.claim.tree.parsed or not all(one.tree.parsed for one in pair.evidence):
        return Comparison("silent")
    found = [*_moved_arguments(pair), *_moved_phrases(pair), *_torn(pair), *_misnamed(pair), *_misplaced(pair)]
    return comparison(any(pair.ids[clause.at] in pair.known for clause in pair.claim.clauses), found)


def _moved_arguments(pair: Pairing) -> Iterator[Difference]:
    for clause in pair.claim.clauses:
        uses = pair.places(pair.ids[clause.at])
        theirs = [(one, other) for one, place in uses for other in one.clauses if other.at == place]
        if not theirs or len(theirs) < len(uses):
            continue  # used as a noun as well: whose it is there cannot be told
        says = pair.claim.tree.nodes[clause.at].lemma in SAYING
        word = pair.claim.words[clause.at]
        if clause.bare:
            continue
        if clause.doers and not any(_takes(pair, clause.doers, one, other, "doers") for one, other in theirs):
            yield _other_argument(word.text, "subject", span(word), theirs[0])
        if clause.bearers and not says and not any(
            _takes(pair, clause.bearers, one, other, "bearers") for one, other in theirs
        ):
            yield _other_argument(word.text, "object", span(word), theirs[0])


def _other_argument(verb: str, what: str, where: tuple[int, int], use: tuple[Analysis, Clause]) -> Difference:
    one, clause = use
    places = clause.doers if what == "subject" else clause.bearers
    told = f": “{one.words[places[0]].text}”" if places else ""
    return Difference(f"“{verb}” has another {what} in the evidence{told}", where, span(one.words[clause.at]))


def _takes(pair: Pairing, mine: Sequence[int], one: Analysis, clause: Clause, role: str) -> bool:
    """Whether those who have a role in the claim may have it in a clause of the evidence: the first of them must, the
    others must at least stand in that clause.
    """
    same, other = (clause.doers, clause.bearers) if role == "doers" else (clause.bearers, clause.doers)
    names = [_names(pair, place) for place in mine]
    subject = (role == "doers") != clause.passive
    known = _called(one, same) | (_antecedents(one, clause) if subject else set())
    if clause.bare:
        known |= _called(one, other)
    swapped = _called(one, other)
    if known and not known & GENERIC:
        return bool(names[0] & known) and not any(name & swapped - known for name in names)
    if any(name & swapped for name in names):
        return False
    # The sentence says "he" or "it": nobody whom it names only behind the verb is meant.
    verb = _verb(one, clause)
    told = bool(known) or bool(one.tree.under(verb, "nsubj", "nsubjpass"))
    behind = one.tree.subtree(verb) if subject and told else set()
    places = [at for name in names[0] for at in one.places(name)]
    return bool(names[0] & known) or not places or not all(at in behind for at in places)


def _verb(one: Analysis, clause: Clause) -> int:
    node = one.tree.nodes[clause.at]
    return node.head if node.relation in ("attr", "acomp", "oprd") else clause.at


def _antecedents(one: Analysis, clause: Clause) -> set[str]:
    """Who else may have the role in a clause without a subject of its own, beside the nearest: a parser often errs there.

    A relative clause or participle may go back to any noun before it in the clause above, an infinitive to the object
    as well as to the subject.
    """
    verb = _verb(one, clause)
    node = one.tree.nodes[verb]
    if node.relation in ("xcomp", "advcl") and not one.tree.under(verb, "nsubj", "nsubjpass"):
        return _called(one, expanded(one.tree, one.tree.under(node.head, "dobj", "nsubj", "nsubjpass")))
    own = one.tree.under(verb, "nsubj", "nsubjpass")
    if own and one.tree.nodes[own[-1]].tag not in ("WDT", "WP"):
        return set()
    verb = next((at for at in (verb, *one.tree.above(verb)) if one.tree.nodes[at].relation in ("acl", "relcl")), -1)
    if verb < 0:
        return set()
    above = next((at for at in one.tree.above(verb) if is_predicate(one.tree, at) and one.tree.nodes[at].relation not in ("acl", "relcl")), -1)
    inside = one.tree.subtree(above) if above >= 0 else set(range(verb))
    return _called(one, [at for at in sorted(inside) if at < verb and one.tree.nodes[at].pos in ("NOUN", "PROPN")])


def _names(pair: Pairing, place: int) -> set[str]:
    return {pair.ids[at] for at in called(pair.claim.tree, place)}


def _called(one: Analysis, places: Sequence[int]) -> set[str]:
    return {one.words[at].id for place in places for at in called(one.tree, place)}


def _moved_phrases(pair: Pairing) -> Iterator[Difference]:
    """A phrase with another preposition than in the evidence, or one that follows another word there."""
    tree = pair.claim.tree
    for at, node in enumerate(tree.nodes):
        if pair.ids[at] not in pair.known:
            continue
        preposition, head = _preposition(pair.claim, at)
        if head < 0:
            continue
        uses = [(one, place, _preposition(one, place)) for one, place in pair.places(pair.ids[at])]
        theirs = [known for _, _, (known, _) in uses]
        word = pair.claim.words[at]
        if preposition not in theirs and all(theirs) and any(
            frozenset([preposition, known]) in _CONTRASTS for known in theirs
        ):
            reason = f"“{preposition} {word.text}” is “{theirs[0]} {word.text}” in the evidence"
            yield Difference(reason, span(word), span(uses[0][0].words[uses[0][1]]))
        elif pair.claim.words[head].content and not pair.verbatim(head, at) and node.relation in ("pobj", "pcomp"):
            yield from _other_complement(pair, at, preposition, head)


def _preposition(one: Analysis, at: int) -> tuple[str, int]:
    """The preposition that a word follows, and what its phrase hangs on; "" and -1 where it follows none."""
    nodes = one.tree.nodes
    if nodes[at].relation == "conj":
        return _preposition(one, nodes[at].head)
    if nodes[at].relation not in ("pobj", "pcomp"):
        marks = one.tree.under(at, "mark")
        return (nodes[marks[0]].low, nodes[at].head) if marks and nodes[at].relation == "advcl" else ("", -1)
    preposition = nodes[at].head
    head = nodes[preposition].head
    while nodes[head].pos == "ADP" and nodes[head].head != head:
        head = nodes[head].head
    low = nodes[preposition].low
    return _SAME_SENSE.get(low, low), head


def _other_complement(pair: Pairing, at: int, preposition: str, head: int) -> Iterator[Difference]:
    """What a word takes with a preposition, where the evidence has something else in that place."""
    theirs = [
        (one, place)
        for one, known in pair.places(pair.ids[head])
        for place in range(len(one.words))
        if one.tree.nodes[place].relation in ("pobj", "pcomp") and _preposition(one, place) == (preposition, known)
    ]
    if not theirs:
        yield from _new_complement(pair, at, preposition, head)
        return
    told = {one.words[inner].id for one, place in theirs for inner in one.tree.subtree(place)}
    named = pair.claim.tree.nodes[at].pos == "PROPN" and all(one.tree.nodes[place].pos == "PROPN" for one, place in theirs)
    if named:
        told = {one.words[name].id for one, place in theirs for two in expanded(one.tree, [place]) for name in called(one.tree, two)}
    if pair.ids[at] not in told:
        one, place = theirs[0]
        phrase = stretch(pair.claim, head, at)
        reason = f"“{phrase}” is not so in the evidence: there it is “{one.words[place].text}”"
        yield Difference(reason, span(pair.claim.words[at]), span(one.words[place]))


def _new_complement(pair: Pairing, at: int, preposition: str, head: int) -> Iterator[Difference]:
    """A phrase hung to a word that in the evidence neither has that preposition nor goes with that word."""
    uses = pair.places(pair.ids[at])
    word = pair.claim.words[at]
    if preposition not in _HANGING or word.kind != "word" or any(_preposition(one, place)[0] == preposition for one, place in uses):
        return
    heads = pair.places(pair.ids[head])
    if heads and not any(one is other and (_linked(one, a, b) or _near_by(one, a, b)) for one, a in heads for other, b in uses):
        reason = f"“{preposition} {word.text}” does not belong to “{pair.claim.words[head].text}” in the evidence"
        yield Difference(reason, span(word), span(uses[0][0].words[uses[0][1]]))


_HANGING = frozenset("in from to for against with by under toward into".split())


def _near_by(one: Analysis, first: int, second: int) -> bool:
    """Whether nothing but words, no mark, parts two words."""
    return all(word.kind != "mark" or word.text in "-–.()" for word in one.words[min(first, second) : max(first, second)])


def _torn(pair: Pairing) -> Iterator[Difference]:
    """Words that stand side by side in the claim and belong to different things in the evidence."""
    words = pair.claim.words
    before = -1
    for at, word in enumerate(words):
        if word.text in "-–":
            continue
        if before >= 0 and _counts(pair.claim, before) and _counts(pair.claim, at) and not _together(pair, before, at):
            reason = f"“{stretch(pair.claim, before, at)}” do not stand together in the evidence"
            yield Difference(reason, (words[before].start, word.end))
        before = at


def _counts(one: Analysis, at: int) -> bool:
    """Whether a word carries a fact and is no verb of saying, nor a date or number: those are compared as such."""
    word = one.words[at]
    return word.content and word.kind == "word" and one.tree.nodes[at].lemma not in SAYING


def _together(pair: Pairing, first: int, second: int) -> bool:
    mine = (pair.ids[first], pair.ids[second])
    if mine[0] == mine[1]:
        return True
    return any(
        _follows(one, a, b) or _linked(one, a, b)
        for one in pair.evidence
        for a in one.places(mine[0])
        for b in one.places(mine[1])
    )


def _follows(one: Analysis, first: int, second: int) -> bool:
    between = sum(_counts(one, at) for at in range(first + 1, second))
    return first < second and between < _NEAR


def _linked(one: Analysis, first: int, second: int) -> bool:
    """Whether one of two words hangs on the other, or both on one noun, or one takes part in what the other tells."""
    firsts, seconds = called(one.tree, first), called(one.tree, second)
    if any(_hangs(one, a, b) or _hangs(one, b, a) for a in firsts for b in seconds):
        return True
    if _takes_part(one, first, second):
        return True
    return bool(_nouns_above(one, first) & _nouns_above(one, second))


def _nouns_above(one: Analysis, at: int) -> set[int]:
    """The two nouns that a word hangs on first, one through the other."""
    found: set[int] = set()
    for up in one.tree.above(at):
        if one.tree.nodes[up].pos in ("NOUN", "PROPN") and len(found) < 2:
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
        if passed > 1 or is_predicate(one.tree, at):
            return False
    return False


def _takes_part(one: Analysis, noun: int, verb: int) -> bool:
    for clause in one.clauses:
        if clause.at == verb:
            known = {at for place in (*clause.doers, *clause.bearers) for at in called(one.tree, place)}
            return noun in known
    return False


def _misnamed(pair: Pairing) -> Iterator[Difference]:
    """What a name is called in apposition, taken from something else: "Homs, a key city"."""
    for at, node in enumerate(pair.claim.tree.nodes):
        word = pair.claim.words[at]
        near = abs(at - node.head) <= _CALLED and not pair.verbatim(node.head, at)
        if node.relation == "appos" and near and word.kind == "word" and word.content and not _together_named(pair, node.head, at):
            reason = f"“{stretch(pair.claim, node.head, at)}” is said of something else in the evidence"
            yield Difference(reason, span(word))


def _together_named(pair: Pairing, name: int, noun: int) -> bool:
    ones = [(one, a, b) for one in pair.evidence for a in one.places(pair.ids[name]) for b in one.places(pair.ids[noun])]
    return not ones or any(abs(a - b) <= _CALLED or _linked(one, a, b) for one, a, b in ones)


def _misplaced(pair: Pairing) -> Iterator[Difference]:
    """A place that the evidence gives of something else: "the ship is near Haldis" for "the colony near Haldis"."""
    tree = pair.claim.tree
    for clause in pair.claim.clauses:
        if tree.nodes[clause.at].lemma != "be" or not clause.doers:
            continue
        subject = set().union(*(_names(pair, place) for place in clause.doers))
        for preposition in tree.under(clause.at, "prep"):
            for at in tree.under(preposition, "pobj"):
                owners = [(one, _preposition(one, place)[1]) for one, place in pair.places(pair.ids[at])]
                plain = pair.claim.words[at].kind == "word"
                if plain and owners and not any(_may_own(one, owner, subject) for one, owner in owners):
                    word = pair.claim.words[at]
                    yield Difference(f"“{word.text}” is where something else is in the evidence", span(word))


def _may_own(one: Analysis, owner: int, subject: set[str]) -> bool:
    if owner < 0 or is_predicate(one.tree, owner):
        return True
    return bool({one.words[at].id for at in (owner, *called(one.tree, owner))} & subject)
