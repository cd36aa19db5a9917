"""What the reader of a briefing knows without being told: what was asked for, and what most sources take as known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.records import PlanItem, Sentence, Unexplained
from summarizer.settings import PlanSettings
from summarizer.text.words import FUNCTION_WORDS, identity, words


class Familiar:
    """Tells what needs no explanation.

    Args:
        sentences: all sentences of the cluster.
        focus: what the reader asked for; empty where nothing was.
        settings: how many sources make a phrase a common one.
    """

    def __init__(self, sentences: Sequence[Sentence], focus: str, settings: PlanSettings) -> None:
        self._asked = {identity(word) for word in words(focus)}
        self._settings = settings
        texts: dict[int, list[str]] = {}
        for one in sentences:
            texts.setdefault(one.source, []).append(one.flat.lower())
        self._sources = [" ".join(own) for own in texts.values()]

    def __call__(self, item: PlanItem) -> PlanItem:
        """The item without what the reader knows."""
        return replace(item, unexplained=tuple(one for one in item.unexplained if not self._knows(one)))

    def _knows(self, one: Unexplained) -> bool:
        return bool(self._asked & set(one.ids)) or (bool(one.ids) and self._is_common(one.phrase))

    def _is_common(self, phrase: str) -> bool:
        """Whether many sources use a phrase of several words: "the banking sector", and never "the sector" alone."""
        told = phrase.lower().split()
        if told[:1] != ["the"] or sum(word not in FUNCTION_WORDS for word in told) < self._settings.common_words:
            return False
        holding = sum(" ".join(told) in text for text in self._sources)
        return holding >= max(self._settings.common_sources, self._settings.common_share * len(self._sources))
