"""Where a clause is no more than a condition, or a scenario that is played through."""

from __future__ import annotations

from summarizer.text.clauses import SUBJECTS
from summarizer.text.grammar import Grammar
from summarizer.text.lexicon import CONDITIONS, PLAYED, SCENARIOS, UNTIL_THEN

_CONDITIONAL = frozenset("case event condition".split())
"""Nouns that open a condition behind a preposition: "in case", "on condition that"."""

_PARTS = frozenset("part purpose course framework context sake".split())

_IMAGINARY = frozenset("mock imaginary imagined fictional fictitious hypothetical simulated pretend".split())

_INVERTED = frozenset("had were should".split())
_PRESENT = frozenset("VBZ VBP".split())


def condition(known: Grammar, at: int) -> int:
    """The word that makes a clause a condition: its "if", the "had" of "had it failed"; -1 where none does."""
    if known.lemmas([at, *known.tree.under(at, "xcomp")]) & {"believe", "trust"}:
        return -1  # "if he is to be believed" says who says so
    for find in (_marked, _governed, _inverted):
        if (found := find(known, at)) >= 0:
            return found
    return -1


def _marked(known: Grammar, at: int) -> int:
    """The "if", the "until" before the present tense, the second "as" of "as long as"."""
    tree = known.tree
    long = tree.nodes[tree.nodes[at].head].low == "long"
    for child in tree.under(at, "mark", "advmod"):
        low = tree.nodes[child].low
        if low in CONDITIONS or (low in UNTIL_THEN and _is_present(known, at)) or (low == "as" and long):
            return child
    return -1


def _is_present(known: Grammar, at: int) -> bool:
    return any(known.tree.nodes[one].tag in _PRESENT for one in (at, *known.helpers(at)))


def _governed(known: Grammar, at: int) -> int:
    """The "provided" of "provided that …", the "case" of "in case …"."""
    tree, node = known.tree, known.tree.nodes[at]
    above = tree.nodes[node.head]
    if node.relation in ("pcomp", "ccomp", "pobj") and above.low in CONDITIONS:
        return node.head
    if node.low in CONDITIONS and tree.under(at, "ccomp", "pcomp"):
        return at
    return node.head if above.lemma in _CONDITIONAL and above.relation == "pobj" and at > node.head else -1


def _inverted(known: Grammar, at: int) -> int:
    """The auxiliary that stands before its subject: "had it failed"."""
    tree, subjects = known.tree, known.subjects(at)
    first = min(tree.subtree(at) - {at}, default=at)
    inverted = tree.nodes[first].low in _INVERTED and tree.nodes[first].relation in ("aux", "auxpass")
    if (
        tree.nodes[at].low in _INVERTED
        and tree.nodes[at].relation == "advcl"
        and subjects
        and at < min(subjects[0], first)
    ):
        return at  # "were the pumps to stop"
    return first if inverted and subjects and first < subjects[0] else -1


def concedes(known: Grammar, mark: int) -> bool:
    """Whether what an "if" opens has no bearing on the main clause: "even if they lose, they stay"."""
    return mark > 0 and known.tree.nodes[mark - 1].low == "even"


def awaited(known: Grammar, at: int) -> int:
    """The word that makes a verb which the parser took for something else a condition: "until the judge rules".

    Of "were the pumps to stop" it is the "were", for the "to stop" that was hung on the pumps.
    """
    tree, node = known.tree, known.tree.nodes[at]
    if node.relation == "pobj" and tree.nodes[node.head].low in UNTIL_THEN:
        verb = node.tag in _PRESENT or (node.tag == "NNS" and tree.under(at, "compound") and tree.under(at, "det"))
        above = tree.predicate(node.head)
        ahead = above >= 0 and any(tree.nodes[one].tag in _PRESENT | {"MD"} for one in (above, *known.helpers(above)))
        return node.head if verb and ahead else -1
    if node.relation == "relcl" and tree.is_infinitive(at) and tree.nodes[node.head].relation in SUBJECTS:
        return _inverted(known, tree.nodes[node.head].head)
    return -1


def played(known: Grammar, at: int) -> int:
    """What makes a clause part of a scenario: "in the drill, …", "a worst-case study puts …"; -1 without any."""
    tree = known.tree
    for preposition in tree.under(at, "prep"):
        if any(_sets_scene(known, at, preposition, thing) for thing in tree.under(preposition, "pobj")):
            return preposition
    if tree.nodes[at].relation == "relcl" and _happens_in(known, at) and _is_scenario(known, tree.nodes[at].head):
        return tree.nodes[at].head
    if [node.low for node in tree.nodes[:2]] == ["at", "worst"] and tree.nodes[at].head == at:
        return 0
    parts = [part for subject in tree.under(at, "nsubj") for part in (subject, *tree.under(subject, "compound"))]
    shown = [part for part in parts if known.lemma(part) not in PLAYED]  # an exercise may lower the blood pressure
    return next((part for part in shown if _is_scenario(known, part)), -1)


def _happens_in(known: Grammar, at: int) -> bool:
    """Whether a relative clause tells what happens "in which", or "where"."""
    wh = [one for preposition in known.tree.under(at, "prep") for one in known.tree.under(preposition, "pobj")]
    return "which" in known.lows(wh) or "where" in known.lows(known.tree.under(at, "advmod"))


def _sets_scene(known: Grammar, at: int, preposition: int, thing: int) -> bool:
    """Whether what follows a preposition is a scenario: "in a drill", "as part of it", "for the purpose of a game"."""
    tree, lemma = known.tree, known.lemma(thing)
    if tree.nodes[preposition].low == "to":
        return False  # "adapted it to this scenario"
    whole = tree.phrases(thing, ("of",)) if lemma in _PARTS else []
    if lemma == "purpose" and known.lemmas(whole) & {"test", "game"}:
        return True
    if lemma in PLAYED and (preposition > at or not tree.under(thing, "det", "poss", "amod")):
        return False  # who "took part in a drill" did, and who "died in an exercise" died
    modelled = lemma == "model" and preposition < at and tree.nodes[preposition].low in ("in", "under")
    return (modelled and _is_present(known, at)) or any(_is_scenario(known, one) for one in (thing, *whole))


def _is_scenario(known: Grammar, at: int) -> bool:
    worst = any(node.low == "worst" for node in known.tree.nodes[max(at - 2, 0) : at])
    pretended = [one for one in known.tree.under(at, "amod", "compound") if _is_pretended(known, one)]
    return bool(pretended) or known.lemma(at) in SCENARIOS or (known.lemma(at) == "case" and worst)


def _is_pretended(known: Grammar, at: int) -> bool:
    """Whether a word says that something is only imagined: "mock", "made-up"."""
    up = "up" in known.lows(known.tree.under(at, "prt"))
    return known.lemma(at) in _IMAGINARY or (known.lemma(at) == "make" and up)
