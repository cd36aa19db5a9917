"""What an evaluation asks of a judge."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice
from typing import Protocol

from summarizer.records import ModelInfo
from summarizer.split import split_text

THRESHOLD = 0.5
"""Probability from which a judge counts as saying "supported"."""


class Scorer(Protocol):
    """The part of `summarizer.interfaces.Judge` that an evaluation asks for."""

    @property
    def info(self) -> ModelInfo:
        """Which weights, or rules, these are."""
        ...

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Returns P(supported) in [0, 1] for each (evidence, claim)."""
        ...


def sentence_wise(judge: Scorer, pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Returns P(supported) for each (evidence, claim), the product over the claim's sentences.

    A briefing's judge is asked about one sentence at a time. Over all of SummEdits-news, where a third of the claims
    have two or three, the product tells right from wrong a little better than the claim read whole (AUC 0.804, 0.797).
    """
    parts = [split_text(claim) or (claim,) for _, claim in pairs]
    asked = [(evidence, part) for (evidence, _), own in zip(pairs, parts, strict=True) for part in own]
    answers = iter(judge.judge(asked))
    return [math.prod(islice(answers, len(own))) for own in parts]
