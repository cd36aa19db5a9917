"""Claims that the next sentence answers: "…, according to a memo. The memo bears a copied signature."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.gather.units import joined, spoken
from summarizer.records import Sentence, Standing, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text import word_count
from summarizer.text.analysis import Analyser, Analysis, once
from summarizer.text.leaning import POINTING, leans
from summarizer.text.lexicon import CARRIERS, CLAIMING, COMMON, CONCEDING, CONTESTING, SAYING, WEAK_CLAIMERS

_ANSWERS = re.compile(r"(?:the )?(?:facts?(?:[ -]check)?|truth|reality|verdict|rating)\s?:\s", re.IGNORECASE)
_TURNS = re.compile(r"\W*(?:but|however|yet|in (?:the end|reality|truth))\b", re.IGNORECASE)
"""How a sentence opens that turns against the one before."""

_POINTING = POINTING | {"the"}
_NONE = frozenset("no any".split())

_PASSED = frozenset("xcomp conj dep advcl".split())
"""Relations by which a verb hangs on the one whose subject is its own: "appears to show"."""

_HELPING = frozenset("do have will would can could be get".split())


def commented(
    told: Sequence[Statement], sentences: Sequence[Sentence], analyse: Analyser, settings: GatherSettings
) -> tuple[Statement, ...]:
    """Each claim that the next sentence answers, or that comes by a message or a rumour, together with that sentence.

    Whether that takes the claim back is often told in words that no rule knows; beside the claim the reader sees it.
    Where somebody else says it, the claim counts as contested.
    """
    found = list(told)
    for row, (sentence, after) in enumerate(pairwise(sentences)):
        mine, theirs = analyse(sentence.flat), analyse(after.flat)
        wording = _together(row, found, sentences)
        follows = sentence.source == after.source
        if not wording or not follows or leans(mine) or word_count(wording) > settings.commented:
            continue
        near = sentence.paragraph == after.paragraph
        answered = gainsays(theirs, mine) or (near and _answers(theirs, mine))
        if not (answered or is_carried(mine)):
            continue
        by = found[row + 1].standing.by
        known = found[row].standing
        other = answered and bool(by) and bool(known.by) and by != known.by
        standing = Standing("contested", known.by, (sentence.source,)) if other else known
        found[row] = replace(found[row], standing=standing, partners=_rows(row, found), wording=wording)
    return tuple(found)


def is_carried(one: Analysis) -> bool:
    """Whether a sentence has its claim from a thing that anybody may have made: a message, a clip, a rumour.

    What is told of it next often says whether to believe it.
    """
    tree = one.tree
    claims = [claim for claim in one.claims if claim.kind in ("attributed", "possible", "planned")]
    from_whom = [at for claim in claims for at in (*claim.by, *_bearers(one, claim.at))]
    return any(tree.nodes[at].lemma in CARRIERS and tree.is_noun(at) for at in from_whom)


def _bearers(one: Analysis, at: int) -> list[int]:
    """The noun that a claim is the content of, or the subject of the verb that it is."""
    tree = one.tree
    if tree.nodes[at].relation not in ("acl", "relcl", "ccomp"):
        return []
    head = next((up for up in tree.above(at) if tree.nodes[up].relation not in _PASSED), at)
    return [*([head] if tree.under(at, "mark") else []), *tree.under(head, "nsubj")]


def _rows(row: int, told: Sequence[Statement]) -> tuple[int, ...]:
    """The rows of a claim and what follows it, with those that either is told with."""
    return tuple(sorted({row, row + 1, *told[row].partners, *told[row + 1].partners}))


def _together(row: int, told: Sequence[Statement], sentences: Sequence[Sentence]) -> str:
    """A claim and what follows it as they are told together; empty where one of them is told otherwise.

    What one speaker says in both is told as one quotation.
    """
    one, after = told[row], told[row + 1]
    text = joined(sentences[row].flat, sentences[row + 1].flat)
    if one.withheld or after.withheld or one.voice != after.voice:
        return ""
    if not (one.wording or after.wording):
        return spoken(one.voice, text)
    if row in after.partners:
        return after.wording  # an answer that was put together with the one before
    said, more = one.wording.partition("“"), after.wording.partition("“")
    quoted = one.voice and said[0] == more[0] and said[0].endswith(": ") and said[2].endswith("”")
    return f"{one.wording[:-1]} {more[2]}" if quoted and not (one.partners or after.partners) else ""


def gainsays(one: Analysis, before: Analysis) -> bool:
    """Whether a sentence denies what the one before tells: the same of the same, or in so many words; or admits it.

    "They say he rants. He is not ranting or raving.", "The lake is poisoned, a post says. There is no poison in it.",
    "She mimes, a dancer said. Holm has denied that she mimes.", "Holm denied that she mimes. Later she admitted it."
    """
    main = before.main_claim
    if not (one.tree.parsed and main):
        return False
    if main.kind == "denied":
        return _admits(one, before, main.by)  # what says again that it is not so answers nothing
    return _denies(one, before)


def _denies(one: Analysis, before: Analysis) -> bool:
    """Whether a sentence denies what the one before tells."""
    claimed = bool(before.sayings)
    if _contests(one):
        return bool(_shared(one, _objected(one), before, _asserted(before)))
    own, missing = _denied(one), _missing(one) if claimed else ()
    if not (missing or own):  # nearly every sentence; of a hundred reports each claim is compared with hundreds
        return False
    told = _asserted(before)
    if _shared(one, missing, before, told):
        return True
    shared = _shared(one, own, before, told)
    return any(_same_subject(one, at, before, other, claimed) for at, other in shared)


@once
def _denied(one: Analysis) -> tuple[int, ...]:
    """The predicates that a sentence tells not to be so."""
    return tuple(at for at in range(len(one.words)) if _is_denied(one, at) and _is_told(one, at))


@once
def _asserted(one: Analysis) -> tuple[int, ...]:
    """The words of a sentence that tell a thing and that it does not deny."""
    return tuple(at for at in range(len(one.words)) if _means_something(one, at) and not one.standings[at].denied)


def _admits(one: Analysis, before: Analysis, by: Sequence[int]) -> bool:
    """Whether those by whom something was denied admit something now; a pronoun may stand for them."""
    tree, theirs = one.tree, {before.words[at].id for at in by}
    mine = _doers(one, tree.root)
    admits = tree.nodes[tree.root].lemma in CONCEDING and not one.standings[tree.root].denied
    return admits and (not mine or bool(mine & theirs))


def _shared(one: Analysis, own: Sequence[int], before: Analysis, told: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of words of two sentences that are of one root."""
    return [(at, other) for at in own for other in told if _akin(one, at, before, other)]


def _contests(one: Analysis) -> bool:
    root = one.tree.root
    return one.tree.nodes[root].lemma in CONTESTING and not one.standings[root].denied


def _objected(one: Analysis) -> list[int]:
    """The words of what a sentence says that somebody denies."""
    tree = one.tree
    return [at for part in tree.under(tree.root, "ccomp", "xcomp", "dobj") for at in sorted(tree.subtree(part))]


def _is_denied(one: Analysis, at: int) -> bool:
    return one.standings[at].denied or one.claim_at(at).negated


def _is_told(one: Analysis, at: int) -> bool:
    """Whether a predicate is what its sentence, or who speaks in it, tells."""
    tree = one.tree
    top = next((place for place in (at, *tree.above(at)) if tree.nodes[place].relation != "conj"), at)
    said = tree.nodes[top].relation == "ccomp" and tree.nodes[top].head in tree.roots
    return tree.is_predicate(at) and (said or top in tree.roots)


@once
def _missing(one: Analysis) -> tuple[int, ...]:
    """The nouns that a sentence denies: the "poison" of "There is no poison in it", of "They have ruled out poison"."""
    tree = one.tree
    none = [node.head for node in tree.nodes if node.low in _NONE and node.relation == "det"]
    ruled = [at for at, node in enumerate(tree.nodes) if node.lemma == "rule" and tree.under(at, "prt")]
    none += [at for verb in ruled for at in tree.under(verb, "dobj", "nsubjpass")]
    return tuple(at for at in none if _is_told(one, tree.nodes[at].head))


def _means_something(one: Analysis, at: int) -> bool:
    """Whether a word is no name and no helper, so that two sentences that have it tell of one thing."""
    word = one.words[at]
    known = one.tree.nodes[at].lemma in COMMON | SAYING | _HELPING
    return word.content and word.kind == "word" and not word.name and not known


def _akin(one: Analysis, at: int, before: Analysis, other: int) -> bool:
    """Whether two words are of one root: poison, poisoned."""
    return one.words[at].id == before.words[other].id and _means_something(one, at)


def _same_subject(one: Analysis, at: int, before: Analysis, other: int, claimed: bool) -> bool:
    """Whether two predicates have a subject in common; of a claim a pronoun may stand for it."""
    mine, theirs = _doers(one, at), _doers(before, other)
    told = before.tree.is_predicate(other) and not before.standings[other].denied
    return told and (bool(mine & theirs) or (claimed and not mine))


def _doers(one: Analysis, at: int) -> set[str]:
    """The ids of the subjects of a predicate that are no pronouns."""
    subjects = one.tree.under(at, "nsubj", "nsubjpass")
    return {one.words[place].id for place in subjects if one.tree.nodes[place].pos != "PRON"}


def _answers(one: Analysis, before: Analysis) -> bool:
    """Whether a sentence answers the claim of the one before: it checks it, turns against it or speaks of it."""
    if _ANSWERS.match(one.text):
        return True
    lemmas = {node.lemma for node in before.tree.nodes}
    if not (before.sayings or lemmas & SAYING):
        return False
    denies = any(one.tree.is_predicate(at) and node.lemma in CONTESTING for at, node in enumerate(one.tree.nodes))
    return _TURNS.match(one.text) is not None or denies or _speaks_of(one, lemmas)


def _speaks_of(one: Analysis, told: set[str]) -> bool:
    """Whether a sentence speaks of the memo, post or report that a claim was given from; ``told`` are its lemmas."""
    return any(
        node.lemma in (CLAIMING | WEAK_CLAIMERS) & told
        and any(one.tree.nodes[below].low in _POINTING for below in one.tree.under(at, "det"))
        for at, node in enumerate(one.tree.nodes)
    )
