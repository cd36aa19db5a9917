"""Claims of those whose word nobody answers for, told only with what somebody says against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.gather.discourse import Told, is_weak
from summarizer.gather.units import joined, named
from summarizer.records import Sentence, Standing, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text import dangles
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.lexicon import SAYING, VERIFYING


def denials(told: Told, sentences: Sequence[Sentence], analyse: Analyser, settings: GatherSettings) -> Told:
    """Claims of rumours, posts and blogs with the sentence, of any source, that denies them; that one first."""
    denying = [
        row
        for row, one in enumerate(told)
        if not one.withheld and not one.wording and _denies(analyse(sentences[row].flat))
    ]
    found = list(told)
    for row, one in enumerate(told):
        mine = analyse(sentences[row].flat)
        if one.withheld or one.wording or row in denying or not is_weak(mine):
            continue
        scored = [(_likeness(row, other, sentences, analyse, settings.near), -other) for other in denying]
        best, place = max(scored, default=(0.0, 0))
        if best > 0:
            found[row] = _with_denial(found[row], row, -place, sentences, analyse)
    return tuple(found)


def _with_denial(told: Statement, row: int, denial: int, sentences: Sequence[Sentence], analyse: Analyser) -> Statement:
    theirs = analyse(sentences[denial].flat)
    claim = theirs.main_claim
    standing = Standing("denied", named(theirs, claim.by if claim else ()), (sentences[denial].source,))
    if dangles(sentences[row].flat) or dangles(sentences[denial].flat):
        return replace(told, standing=standing, withheld="told elsewhere only as denied")
    wording = joined(sentences[denial].flat, sentences[row].flat)
    return replace(told, standing=standing, partners=tuple(sorted((row, denial))), wording=wording)


def _denies(one: Analysis) -> bool:
    """Whether a sentence says of something that it is not so."""
    claim = one.main_claim
    if claim is None:
        return False
    silent = one.tree.nodes[claim.at].lemma in SAYING | VERIFYING  # "has not confirmed it"
    return claim.kind == "denied" or (claim.negated and not silent)


def _likeness(row: int, other: int, sentences: Sequence[Sentence], analyse: Analyser, reach: int) -> float:
    """How much a claim and a denial share: names, and words beside them; 0 where they need not be of one thing.

    Within ``reach`` sentences a denial outright need share no more than a name.
    """
    mine, theirs = analyse(sentences[row].flat), analyse(sentences[other].flat)
    names = _ids(mine, True) & _ids(theirs, True)
    words = (_ids(mine, False) & _ids(theirs, False)) - names
    near = sentences[row].source == sentences[other].source
    near = near and abs(sentences[row].position - sentences[other].position) <= reach
    claim = theirs.main_claim
    outright = claim is not None and claim.kind == "denied"
    together = names and (words or (near and outright))
    return len(names) + len(words) + 0.5 * near if together else 0.0


def _ids(one: Analysis, name: bool) -> set[str]:
    """Ids of the words with content that are names, or that are none."""
    nodes = one.tree.nodes
    return {
        word.id
        for word, node in zip(one.words, nodes, strict=True)
        if word.content and word.kind == "word" and (word.name or node.pos == "PROPN") == name
    }
