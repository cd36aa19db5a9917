"""Retelling: whether a sentence, beside all that is told, says too little that is new."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.compose.repetition import Floats
from summarizer.records import Candidate, Sentence
from summarizer.settings import ComposeSettings
from summarizer.text.analysis import Analyser
from summarizer.text.novelty import Novelty, Told, Weights, main_event, novelty


class Retellings:
    """Finds candidates that tell again what others tell, in other words and with other details.

    Args:
        candidates: accepted sentences.
        vectors: (n, d) float32, unit rows, their embeddings.
        sentences: all sentences of the cluster.
        analyse: reads sentences.
        settings: what counts as new, and how much of it is enough.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        vectors: Floats,
        sentences: Sequence[Sentence],
        analyse: Analyser,
        settings: ComposeSettings,
    ) -> None:
        self._candidates, self._analyse, self._settings = candidates, analyse, settings.retelling
        self._seeds = [sentences[one.item.seed] for one in candidates]
        self._cosines = vectors @ vectors.T
        analyse.prepare([one.text for one in candidates])

    def __call__(self, row: int, taken: Sequence[int]) -> Sequence[int]:
        """The nearest of the sentences taken, where a candidate says too little that these do not; mostly none."""
        one = self._candidates[row]
        if not taken or one.item.together or not self._analyse(one.text).tree.parsed:
            return ()
        nearest = max(taken, key=lambda other: float(self._cosines[row, other]))
        beside_one, beside_all = self._novelty(row, [nearest]), self._novelty(row, taken)
        if beside_all.contrary or self._cost(row, taken, nearest, beside_one, beside_all) > self._settings.limit:
            return ()
        return (nearest,)

    def _novelty(self, row: int, taken: Sequence[int]) -> Novelty:
        """What a candidate says that the sentences taken do not."""
        one, chosen = self._analyse(self._candidates[row].text), self._settings
        weights = Weights(chosen.thing, chosen.deed, chosen.number, chosen.quality, chosen.other)
        told = Told([self._analyse(self._candidates[other].text) for other in taken])
        return novelty(one, told, main_event(one), weights)

    def _cost(self, row: int, taken: Sequence[int], nearest: int, beside_one: Novelty, beside_all: Novelty) -> float:
        """What it would cost the reader to miss a candidate."""
        chosen = self._settings
        share, event = (
            chosen.beside_nearest * one + (1 - chosen.beside_nearest) * every
            for one, every in ((beside_one.share, beside_all.share), (beside_one.event, beside_all.event))
        )
        found = share + chosen.number_cost * min(beside_all.numbers, chosen.counted_numbers)
        found -= chosen.nearness * float(self._cosines[row, nearest])
        return found - chosen.opening * (event <= chosen.event and self._opens_again(row, taken))

    def _opens_again(self, row: int, taken: Sequence[int]) -> bool:
        """Whether a report opens with a candidate, and another one with a sentence that was taken."""
        own, first = self._seeds[row], self._settings.opening_sentences
        others = [self._seeds[other] for other in taken]
        return own.position < first and any(one.position < first and one.source != own.source for one in others)
