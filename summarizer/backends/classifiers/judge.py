"""What all specialised judges share: evidence in chunks, batches by length, the maximum over chunks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from summarizer.backends.batching import batches
from summarizer.backends.classifiers.layout import Layout, PlainText, Tokens, chunks
from summarizer.backends.device import memory_guard
from summarizer.errors import ModelError
from summarizer.interfaces import Progress
from summarizer.records import Judgement, ModelInfo

_MAX_ROWS = 64
_HINT = "try a smaller --set judge.max_batch_tokens, or a smaller judge"

Probabilities = Callable[[PreTrainedModel, dict[str, torch.Tensor]], torch.Tensor]
"""Reads a batch: (rows, 2) float, P(supported) and P(contradicted)."""


@dataclass(frozen=True)
class Classifier:
    """A loaded classifier.

    Attributes:
        model: the model, in evaluation mode, on its device.
        tokenizer: its tokenizer.
        layout: how it reads a pair.
        probabilities: how its answer is read.
        max_tokens: most tokens of its input.
        chunk_tokens: most tokens of evidence in one input.
    """

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    layout: Layout
    probabilities: Probabilities
    max_tokens: int
    chunk_tokens: int


@dataclass(frozen=True, slots=True)
class _Input:
    """One chunk of one pair's evidence with the claim; ``row`` is the pair's number."""

    row: int
    ids: list[int]
    types: list[int] = field(default_factory=list)


class ClassifierJudge:
    """A classifier behind the Judge protocol.

    Evidence that does not fit into one input is split at sentence ends and read chunk by chunk. A pair's
    P(supported) is the highest that any chunk gives, and so is its P(contradicted), cut where both would
    sum to more than 1: what is supported somewhere is supported.

    Without evidence or claim, both are 0. A claim that takes more than half of the input cannot be read whole
    beside its evidence, so that no verdict on it would be worth anything: both are 0 as well.

    Args:
        classifier: the loaded model.
        info: which weights these are.
        max_batch_tokens: most tokens in a batch, padding included.
    """

    def __init__(self, classifier: Classifier, info: ModelInfo, max_batch_tokens: int) -> None:
        self._classifier = classifier
        self._text = PlainText(classifier.tokenizer)
        self._max_batch_tokens = max_batch_tokens
        self.info = info

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Returns P(supported) for each (evidence, claim); see `Judge.judge`."""
        return [found.supported for found in self.assess(pairs)]

    def assess(self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Judgement]:
        """Returns both probabilities for each (evidence, claim); see `Judge.assess`.

        Progress counts the chunks read.

        Raises:
            ModelError: the model answers with no number.
            ResourceError: memory ran out.
        """
        inputs = self._inputs(pairs)
        costs = {at: len(held.ids) for at, held in enumerate(inputs)}
        highest = np.zeros((len(pairs), 2), dtype=np.float64)
        done = 0
        for batch in batches(range(len(inputs)), costs, _MAX_ROWS, self._max_batch_tokens):
            found = self._read([inputs[at] for at in batch])
            for at, values in zip(batch, found, strict=True):
                row = inputs[at].row
                highest[row] = np.maximum(highest[row], values)
            done += len(batch)
            if progress:
                progress("judge", done, len(inputs))
        return [Judgement(float(yes), float(min(no, 1 - yes))) for yes, no in highest]

    def _inputs(self, pairs: Sequence[tuple[str, str]]) -> list[_Input]:
        known: dict[str, Tokens] = {}

        def read(text: str) -> Tokens:
            if text not in known:
                known[text] = self._text.read(text)
            return known[text]

        layout, longest = self._classifier.layout, self._classifier.max_tokens
        inputs = []
        for row, (evidence, claim) in enumerate(pairs):
            said, claimed = read(evidence), read(claim).ids
            if not said.ids or not claimed or len(claimed) > longest // 2:
                continue
            room = max(1, min(self._classifier.chunk_tokens, longest - layout.size - len(claimed)))
            inputs += [
                _Input(row, layout.join(part, claimed), layout.type_ids(part, claimed)) for part in chunks(said, room)
            ]
        return inputs

    def _read(self, inputs: Sequence[_Input]) -> NDArray[np.float64]:
        """(rows, 2) float64: P(supported) and P(contradicted) of each input."""
        model = self._classifier.model
        pad = self._classifier.tokenizer.pad_token_id
        batch = {
            "input_ids": _padded([held.ids for held in inputs], pad if isinstance(pad, int) else 0),
            "attention_mask": _padded([[1] * len(held.ids) for held in inputs], 0),
        }
        if inputs[0].types:
            batch["token_type_ids"] = _padded([held.types for held in inputs], 0)
        with torch.inference_mode(), memory_guard("judging", _HINT):
            placed = {name: values.to(model.device) for name, values in batch.items()}
            found = self._classifier.probabilities(model, placed).double().cpu().numpy()
        if not np.isfinite(found).all():
            raise ModelError(f"the judge {self.info.name} answers with no number", "try --set judge.dtype=float32")
        return np.asarray(found, dtype=np.float64)


def _padded(rows: Sequence[Sequence[int]], fill: int) -> torch.Tensor:
    """(rows, longest) int64, each row filled up on the right."""
    padded = torch.full((len(rows), max(map(len, rows))), fill, dtype=torch.long)
    for at, row in enumerate(rows):
        padded[at, : len(row)] = torch.tensor(row)
    return padded
