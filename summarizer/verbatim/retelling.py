"""Which sentences of other sources tell the same as one: those with its words, and no other numbers or denial."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import Bearing, Sentence, Span
from summarizer.stage_settings import VerbatimSettings
from summarizer.verbatim.terms import Terms, Told


class Retelling:
    """Who else tells a sentence, by its words alone.

    Args:
        sentences: all sentences of the cluster.
        terms: the same as they are compared.
        settings: from when on two tell the same.
    """

    def __init__(self, sentences: Sequence[Sentence], terms: Terms, settings: VerbatimSettings) -> None:
        self._sentences, self._terms, self._settings = sentences, terms, settings

    def of(self, row: int) -> list[tuple[int, Bearing]]:
        """The nearest sentence of each other source that carries or reports a sentence, and how."""
        best: dict[int, tuple[float, int]] = {}
        own = self._terms.told[row]
        for other, told in enumerate(self._terms.told):
            source = self._sentences[other].source
            if source == self._sentences[row].source or not self.agree(own, told):
                continue
            held = self._terms.held(own, told)
            if held > best.get(source, (0.0, -1))[0]:
                best[source] = held, other
        return [(other, self._bearing(own, other, held)) for held, other in best.values()]

    def agree(self, one: Told, other: Told) -> bool:
        """Whether two sentences may tell the same: both deny or neither does, and their numbers go together."""
        if one.denies != other.denies or len(one.ids & other.ids) < self._settings.shared_words:
            return False
        if one.numbers and other.numbers and (one.numbers - other.numbers) and (other.numbers - one.numbers):
            return False
        least = self._settings.reported if one.numbers & other.numbers else self._settings.reported_bare
        return self._terms.held(one, other) >= least

    def repeats(self, row: int, told: Sequence[int]) -> bool:
        """Whether a sentence tells hardly more than one that is told."""
        own = self._terms.told[row]
        return any(
            not own.numbers - self._terms.told[other].numbers
            and own.denies == self._terms.told[other].denies
            and self._terms.held(own, self._terms.told[other]) >= self._settings.repeated
            for other in told
        )

    def _bearing(self, own: Told, other: int, held: float) -> Bearing:
        """Carried whole where it has all numbers and nearly all words; else reported, without what it lacks."""
        its = self._terms.told[other]
        if held >= self._settings.carried and own.numbers <= its.numbers:
            return Bearing("carries", sure=True)
        return Bearing("reports", lacks=_lacking(own, its), held=1.0, same_event=True, share=held)


def _lacking(own: Told, its: Told) -> tuple[Span, ...]:
    """The stretches of a sentence whose words the other one does not have."""
    spans: list[Span] = []
    joined = False
    for term in own.terms:
        if term.id in its.ids:
            joined = False
        elif joined:
            spans[-1] = Span(spans[-1].start, max(term.end, spans[-1].end))
        else:
            spans.append(Span(term.start, term.end))
            joined = True
    return tuple(spans)
