"""Claims that another report denies, and denials that their speaker takes back there: told one behind the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.gather.commenting import gainsays
from summarizer.records import Report, Sentence, StandingKind, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser

_CLAIMED: frozenset[StandingKind] = frozenset(("attributed", "possible", "denied"))


def answered(
    told: Sequence[Statement],
    sentences: Sequence[Sentence],
    embeddings: NDArray[np.float32],
    reports: Sequence[Report],
    analyse: Analyser,
    settings: GatherSettings,
) -> Mapping[int, frozenset[int]]:
    """For each claim that other reports, no older than its own, gainsay: the rows of these sentences.

    Args:
        told: how each sentence may be told.
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        reports: its sources, by index.
        analyse: reads sentences.
        settings: from which cosine on a sentence may speak of what another tells.
    """
    found = {}
    for row, one in enumerate(told):
        if one.standing.kind not in _CLAIMED or one.withheld:
            continue
        near = embeddings @ embeddings[row]
        others = np.flatnonzero((near >= settings.answer_near) & (near < settings.same_statement)).tolist()
        claim, own = analyse(sentences[row].flat), reports[sentences[row].source]
        against = frozenset(
            other
            for other in others
            if _may_answer(reports[sentences[other].source], own) and gainsays(analyse(sentences[other].flat), claim)
        )
        if against:
            found[row] = against
    return found


def _may_answer(other: Report, own: Report) -> bool:
    """Whether it is another report and not of an earlier day: what was said before answers nothing."""
    first, second = own.document.day, other.document.day
    return other.source != own.source and (first is None or second is None or first <= second)
