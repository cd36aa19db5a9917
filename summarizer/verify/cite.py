"""Which sources carry a sentence: the one it was written from, and those whose own words say the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.language import canonical_stems
from summarizer.records import Citation, PlanItem, Sentence
from summarizer.settings import VerifySettings
from summarizer.verify import checks

Floats = NDArray[np.float32]


def citation(sentence: Sentence) -> Citation:
    """The citation of a whole source sentence."""
    return Citation(sentence.source, sentence.start, sentence.end, sentence.text)


def citations_for(
    text: str,
    vector: Floats,
    item: PlanItem,
    sentences: Sequence[Sentence],
    embeddings: Floats,
    settings: VerifySettings,
) -> tuple[Citation, ...]:
    """The seed's source first, then at most one passage of each other source that carries the text by itself.

    Being near in meaning is not enough: a source is cited only when its own sentence holds every number and
    name of the text, does not deny it, and covers most of its content words.

    Args:
        text: the accepted sentence.
        vector: (d,) float32, unit length, its embedding.
        item: where it was planned.
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        settings: thresholds.
    """
    seed = sentences[item.seed]
    cosines = embeddings @ vector
    cited = {seed.source: citation(seed)}
    for row in np.argsort(-cosines, kind="stable"):
        if cosines[row] < settings.min_citation_cosine:
            break
        sentence = sentences[row]
        if sentence.source not in cited and carries(sentence.flat, text, settings):
            cited[sentence.source] = citation(sentence)
    return tuple(cited.values())


def carries(passage: str, text: str, settings: VerifySettings) -> bool:
    """Whether one passage of another source supports the text on its own."""
    evidence = [passage]
    mine, theirs = canonical_stems(text), canonical_stems(passage)
    if len(mine & theirs) < settings.min_citation * len(mine):
        return False
    return not (
        checks.unknown_numbers(text, evidence)
        or checks.misplaced_numbers(text, evidence)
        or checks.unknown_names(text, evidence)
        or checks.changed_negation(text, evidence)
        or checks.altered_quotations(text, evidence)
    )
