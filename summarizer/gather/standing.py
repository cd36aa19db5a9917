"""How one clause of a passage stands, with all that the sentences around it say of it."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.gather.correcting import corrections, taken_back
from summarizer.gather.discourse import of_grammar, rebuttals
from summarizer.records import Sentence, StandingKind, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser, Analysis


def standing_of(
    passage: Sequence[str], row: int, start: int, end: int, analyse: Analyser, settings: GatherSettings | None = None
) -> StandingKind:
    """How the clause at characters ``[start, end)`` of ``passage[row]`` stands.

    Args:
        passage: sentences of one source in order, each on one line.
        row: the one with the clause.
        start: its first character.
        end: the one behind its last.
        analyse: reads sentences.
        settings: how far its sentences speak of one another; None for the defaults.
    """
    sentences = _sentences(passage)
    told: tuple[Statement, ...] = tuple(Statement() for _ in passage)
    told = of_grammar(told, sentences, analyse)
    for step in (corrections, rebuttals):
        told = step(told, sentences, analyse, settings or GatherSettings())
    one = analyse(passage[row])
    at = head_of(one, start, end)
    if at in taken_back(one):
        return "superseded"
    own = one.claim_at(at).stands if one.tree.parsed and one.words else "asserted"
    kind = told[row].standing.kind
    return kind if kind in ("rebutted", "superseded") and own not in ("asked", "commanded") else own


def _sentences(passage: Sequence[str]) -> list[Sentence]:
    found, at = [], 0
    for row, text in enumerate(passage):
        found.append(Sentence(0, at, at + len(text), text, row, 0))
        at += len(text) + 1
    return found


def head_of(one: Analysis, start: int, end: int) -> int:
    """The word that a stretch of a sentence hangs on: of its words the one nearest to the root, a verb where one is."""
    inside = [at for at, word in enumerate(one.words) if start <= word.start and word.end <= end]
    verbs = [at for at in inside if one.tree.is_predicate(at)]
    return min(verbs or inside, key=lambda at: (len(one.tree.above(at)), at), default=0)
