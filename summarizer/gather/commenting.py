"""Claims that the next sentence answers: "…, according to a memo. The memo bears a copied signature."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.gather.units import joined
from summarizer.records import Sentence, Standing, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text import word_count
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.leaning import POINTING, leans
from summarizer.text.lexicon import CLAIMING, COMMON, CONTESTING, SAYING, WEAK_CLAIMERS

_ANSWERS = re.compile(r"(?:the )?(?:facts?(?:[ -]check)?|truth|reality|verdict|rating)\s?:\s", re.IGNORECASE)
_TURNS = re.compile(r"\W*(?:but|however|yet|in (?:the end|reality|truth))\b", re.IGNORECASE)
"""How a sentence opens that turns against the one before."""

_POINTING = POINTING | {"the"}
_HELPING = frozenset("do have will would can could be get".split())


def commented(
    told: Sequence[Statement], sentences: Sequence[Sentence], analyse: Analyser, settings: GatherSettings
) -> tuple[Statement, ...]:
    """Each claim that the next sentence answers, together with that sentence.

    Whether that takes the claim back is often told in words that no rule knows; beside the claim the reader sees it.
    Where somebody else says it, the claim counts as contested.
    """
    found = list(told)
    for row, (sentence, after) in enumerate(pairwise(sentences)):
        mine, theirs = analyse(sentence.flat), analyse(after.flat)
        wording = _together(found[row], found[row + 1], sentence, after)
        follows = sentence.source == after.source
        if not wording or not follows or leans(mine) or word_count(wording) > settings.commented:
            continue
        if not (_denies_it(theirs, mine) or (sentence.paragraph == after.paragraph and _answers(theirs, mine))):
            continue
        by = found[row + 1].standing.by
        known = found[row].standing
        other = bool(by) and bool(known.by) and by != known.by
        standing = Standing("contested", known.by, (sentence.source,)) if other else known
        found[row] = replace(found[row], standing=standing, partners=(row, row + 1), wording=wording)
    return tuple(found)


def _together(one: Statement, after: Statement, sentence: Sentence, following: Sentence) -> str:
    """A claim and what follows it as they are told together; empty where one of them is told otherwise.

    What one speaker says in both is told as one quotation.
    """
    if one.withheld or after.withheld:
        return ""
    if not (one.wording or after.wording or one.voice or after.voice):
        return joined(sentence.flat, following.flat)
    said, more = one.wording.partition("“"), after.wording.partition("“")
    speaks = one.voice == after.voice and said[0] == more[0] and said[0].endswith(": ")
    whole = said[2].endswith("”") and more[2].endswith("”") and not (one.partners or after.partners)
    return f"{one.wording[:-1]} {more[2]}" if speaks and whole else ""


def _denies_it(one: Analysis, before: Analysis) -> bool:
    """Whether a sentence denies what the one before tells: the same of the same, or in so many words.

    "They say he rants. He is not ranting.", "She mimes, a dancer said. Holm has denied that she mimes."
    """
    if not (one.tree.parsed and before.tree.parsed):
        return False
    nodes = before.tree.nodes
    told = {before.words[at].id for at, node in enumerate(nodes) if _means_something(before, at, node.lemma)}
    root = one.tree.root
    if one.tree.nodes[root].lemma in CONTESTING and not one.standings[root].denied:
        below = [at for part in one.tree.under(root, "ccomp", "xcomp", "dobj") for at in one.tree.subtree(part)]
        if any(one.words[at].id in told for at in below if _means_something(one, at, one.tree.nodes[at].lemma)):
            return True
    return any(_contrary(one, at, before) for at in range(len(one.words)) if one.standings[at].denied)


def _means_something(one: Analysis, at: int, lemma: str) -> bool:
    """Whether a word is no name and no helper, so that two sentences that have it tell of one thing."""
    word = one.words[at]
    return word.content and word.kind == "word" and not word.name and lemma not in COMMON | SAYING | _HELPING


def _contrary(one: Analysis, at: int, before: Analysis) -> bool:
    """Whether a predicate that a sentence denies is one that the sentence before has told of the same."""
    own = one.words[at].id
    if not one.tree.is_predicate(at) or not _means_something(one, at, one.tree.nodes[at].lemma):
        return False
    for other, word in enumerate(before.words):
        same = word.id == own and before.tree.is_predicate(other) and not before.standings[other].denied
        if same and _same_doers(one, at, before, other):
            return True
    return False


def _same_doers(one: Analysis, at: int, before: Analysis, other: int) -> bool:
    """Whether two predicates have one subject in common, as far as their words tell."""
    mine, theirs = (
        {a.words[place].id for place in a.tree.under(p, "nsubj", "nsubjpass") if a.tree.nodes[place].pos != "PRON"}
        for a, p in ((one, at), (before, other))
    )
    return bool(mine & theirs) or not mine


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
