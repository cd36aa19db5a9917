"""How near the passages of all sources are to a claim, and how likely each source tells it; all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from summarizer.records import Report, Sentence
from summarizer.settings import AttributeSettings
from summarizer.text.likeness import canonical_stems

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
_ENDS = tuple(".!?…:;\"”’')]")


class Passages:
    """The passages of a cluster: each sentence, and each two that follow one another with no text between them.

    Made once a cluster, and asked about many claims.

    Args:
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        reports: the sources.
    """

    def __init__(self, sentences: Sequence[Sentence], embeddings: Floats, reports: Sequence[Report]) -> None:
        self._sentences, self._embeddings, self._reports = sentences, embeddings, reports
        joined = [at for at in range(len(sentences) - 1) if _adjoin(sentences[at], sentences[at + 1], reports)]
        self.first: Rows = np.array([*range(len(sentences)), *joined], dtype=np.intp)
        """(m,) the first row of each passage: single sentences in order, then the pairs."""
        self.last: Rows = np.array([*range(len(sentences)), *(at + 1 for at in joined)], dtype=np.intp)
        self.source: Rows = np.array([sentences[at].source for at in self.first], dtype=np.intp)

    def rows(self, passage: int) -> tuple[int, ...]:
        """The rows of its sentences."""
        return tuple(range(self.first[passage], self.last[passage] + 1))

    def of(self, origins: Collection[str]) -> set[int]:
        """The sources of some origins."""
        return {report.source for report in self._reports if report.origin in origins}

    @cached_property
    def _lengths(self) -> Floats:
        """(m,) the length of the sum of each passage's rows."""
        first, last = self._embeddings[self.first], self._embeddings[self.last]
        both = self.first != self.last
        return np.asarray(np.sqrt(np.where(both, 2 + 2 * np.einsum("ij,ij->i", first, last), 1.0)), dtype=np.float32)

    @cached_property
    def _holding(self) -> dict[str, Rows]:
        """The rows of the sentences that hold each word, by its stem."""
        found: dict[str, list[int]] = {}
        for row, sentence in enumerate(self._sentences):
            for stem in canonical_stems(sentence.flat):
                found.setdefault(stem, []).append(row)
        return {stem: np.array(rows, dtype=np.intp) for stem, rows in found.items()}

    def cosines(self, vector: Floats) -> Floats:
        """(m,) the cosine of each passage to a claim's embedding, (d,) of unit length."""
        own = self._embeddings @ vector
        total = np.where(self.first != self.last, own[self.first] + own[self.last], own[self.first])
        return np.asarray(total / np.maximum(self._lengths, 1e-6), dtype=np.float32)

    def shares(self, claim: str) -> Floats:
        """(m,) the share of a claim's words that each passage holds; the fewer sentences hold a word, the more it
        weighs.
        """
        count = len(self._sentences)
        held = np.zeros(len(self.first), dtype=np.float64)
        total = 0.0
        for stem in sorted(canonical_stems(claim)):
            rows = self._holding.get(stem)
            weight = float(np.log((count + 1) / ((0 if rows is None else len(rows)) + 0.5)))
            total += weight
            if rows is not None:
                has = np.zeros(count, dtype=bool)
                has[rows] = True
                held += weight * (has[self.first] | has[self.last])
        return np.asarray(held / max(total, 1e-6), dtype=np.float32)

    def near(self, claim: str, vector: Floats, settings: AttributeSettings) -> Floats:
        """(m,) how near each passage is to a claim."""
        cosines = self.cosines(vector)
        weight = settings.cosine_weight
        near = weight * cosines + (1 - weight) * self.shares(claim)
        return np.asarray(np.where(cosines < settings.min_cosine, 0.0, near), dtype=np.float32)


def probabilities(near: Floats, settings: AttributeSettings, least: float = 0.0) -> Floats:
    """How likely each source tells the claim, from how near it comes, and how far it falls behind the nearest.

    People write of an event in their own words, and then no source comes near; reports of one event repeat each other,
    and then coming half as near as the nearest is no sign.

    Args:
        near: (k,) one value a source.
        settings: the weights.
        least: how near the nearest is taken to come at least.
    """
    behind = np.maximum(max(float(near.max(initial=0.0)), least) - near, 0.0)
    logits = settings.slope * (near - settings.middle) - settings.behind_cost * behind
    return np.asarray(np.where(near > 0, 1 / (1 + np.exp(-logits)), 0.0), dtype=np.float32)


def _adjoin(first: Sentence, second: Sentence, reports: Sequence[Report]) -> bool:
    """Whether two sentences follow one another in one source with no text between them, and neither is a headline
    between two paragraphs: what stands beneath one does not go on with what stands above.
    """
    if first.source != second.source:
        return False
    if first.paragraph != second.paragraph and not all(one.text.endswith(_ENDS) for one in (first, second)):
        return False
    return not reports[first.source].document.text[first.end : second.start].strip()
