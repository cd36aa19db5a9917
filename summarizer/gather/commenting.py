"""Claims that the next sentence speaks of as such: "…, according to a memo. The memo bears a copied signature"."""

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
from summarizer.text.lexicon import CLAIMING, CONTESTING, SAYING, WEAK_CLAIMERS

_ANSWERS = re.compile(r"(?:the )?(?:facts?(?:[ -]check)?|truth|reality|verdict|rating)\s?:\s", re.IGNORECASE)
_TURNS = re.compile(r"\W*(?:but|however|yet|in (?:the end|reality|truth))\b", re.IGNORECASE)
"""How a sentence opens that turns against the one before."""

_POINTING = POINTING | {"the"}


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
        free = not any(found[at].wording or found[at].withheld for at in (row, row + 1))
        if not free or not _follows(sentence, after) or leans(mine) or not _answers(theirs, mine):
            continue
        wording = joined(sentence.flat, after.flat)
        if word_count(wording) > settings.commented:
            continue
        by = found[row + 1].standing.by
        known = found[row].standing
        other = bool(by) and bool(known.by) and by != known.by
        standing = Standing("contested", known.by, (sentence.source,)) if other else known
        found[row] = replace(found[row], standing=standing, partners=(row, row + 1), wording=wording)
    return tuple(found)


def _follows(sentence: Sentence, after: Sentence) -> bool:
    return (sentence.source, sentence.paragraph) == (after.source, after.paragraph)


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
