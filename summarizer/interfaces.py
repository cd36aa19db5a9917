"""What the stages expect of a model; `backends` fulfils it, tests replace it by small fakes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from summarizer.records import Draft, Judgement, ModelInfo, Rating, Token, WriteRequest

Progress = Callable[[str, int, int], None]
"""``progress(stage, done, total)``: called as work advances; total is 0 while it is unknown."""


class Encoder(Protocol):
    """Turns texts into vectors."""

    @property
    def info(self) -> ModelInfo:
        """Which weights these are."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns (len(texts), d) float32, each row of unit length, in the order of ``texts``."""
        ...


@runtime_checkable
class Rater(Protocol):
    """An encoder that also says what a sentence is worth to a reader; one of the user's own need not."""

    def rate(self, texts: Sequence[str]) -> list[Rating] | None:
        """Returns one rating a text, in the order of ``texts``; None where its weights tell nothing of that."""
        ...


class Writer(Protocol):
    """Writes one short text a request."""

    @property
    def info(self) -> ModelInfo:
        """Which weights these are."""
        ...

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        """Returns one draft a request, in the order of ``requests``; a draft may be empty."""
        ...


class Judge(Protocol):
    """Says how likely evidence supports, or contradicts, a claim.

    A pair is (evidence, claim); the evidence is the union of what the claim cites, one passage a line.
    """

    @property
    def info(self) -> ModelInfo:
        """Which weights these are."""
        ...

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Returns P(supported) in [0, 1] for each pair, in their order."""
        ...

    def assess(self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Judgement]:
        """Returns both probabilities for each pair, in their order; `judge` gives the first of them."""
        ...


class Parser(Protocol):
    """Reads the grammar of sentences."""

    @property
    def info(self) -> ModelInfo:
        """Which weights these are."""
        ...

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Returns the tokens of each text, in the order of ``texts``; a text without a word has none."""
        ...
