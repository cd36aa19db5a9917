"""Decodes a batch row by row to its end, without paying for rows that are done.

`generate` goes on computing every row until the last one ends; of sixteen sentences most are done when half of the
steps are. Here a row leaves the batch, keys and values included, with its last token. A second draft of a prompt
follows the first one, at no cost, and gets a row of its own only where it turns away from it. Greedy, or sampling
with a temperature; beams are left to `generate`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from transformers import DynamicCache

from summarizer.backends.copying import CopyBrake
from summarizer.backends.stopping import SentenceEnd
from summarizer.backends.vocabulary import RowMask


@dataclass
class Answer:
    """One row's tokens and the log-probability that the model gave each before anything was forbidden."""

    tokens: list[int] = field(default_factory=list)
    logprobs: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rules:
    """What steers a batch: allowed words, the brake on copying, the end of a sentence, the tokens that end."""

    mask: RowMask
    brake: CopyBrake
    ending: SentenceEnd
    ends: Sequence[int]
    max_new_tokens: int
    temperature: float = 0.0


def decode(
    model: Any,
    ids: torch.Tensor,
    mask: torch.Tensor,
    cache: DynamicCache,
    rules: Rules,
    leaders: Sequence[int] | None = None,
) -> list[Answer]:
    """Writes all rows of a batch.

    Args:
        model: a decoder-only model.
        ids: (rows, length) int64, the left-padded prompts.
        mask: (rows, length) int64, 0 for padding.
        cache: keys and values of all tokens of the prompts but the last, one row for each row that leads; it is
            used up.
        rules: what steers the batch.
        leaders: for each row, the row with the same prompt that it follows, itself where it leads; all lead when None.

    Returns:
        An answer a row, its ending token included where it has one.
    """
    count = len(ids)
    follows = list(range(count)) if leaders is None else list(leaders)
    batch = _Batch(model, cache, rules, [Answer() for _ in range(count)], follows)
    rows = [row for row in range(count) if follows[row] == row]
    last, seen = ids[rows, -1:].to(model.device), mask[rows].to(model.device)
    for _ in range(rules.max_new_tokens):
        rows, last, seen = batch.step(rows, last, seen)
        if not rows:
            break
    for row, leader in enumerate(follows):
        if not batch.answers[row].tokens:  # it never turned away from the one it follows
            batch.answers[row] = batch.answers[leader]
    return batch.answers


@dataclass
class _Batch:
    """A batch while it is written; ``waiting`` are the rows that still follow another one."""

    model: Any
    cache: DynamicCache
    rules: Rules
    answers: list[Answer]
    follows: list[int]

    def __post_init__(self) -> None:
        self.waiting = {leader: row for row, leader in enumerate(self.follows) if leader != row}

    def step(
        self, rows: list[int], last: torch.Tensor, seen: torch.Tensor
    ) -> tuple[list[int], torch.Tensor, torch.Tensor]:
        """Writes one token in each row; returns the rows that go on, their last tokens and what each has seen."""
        output = self.model(
            input_ids=last,
            attention_mask=seen,
            position_ids=seen.sum(dim=1, keepdim=True) - 1,
            past_key_values=self.cache,
            use_cache=True,
            logits_to_keep=1,
        )
        logits = output.logits[:, -1].float()
        written = [list(self.answers[row].tokens) for row in rows]
        masked = self.rules.mask.masked(rows, written, logits)
        chosen = self._chosen(self.rules.brake.braked(rows, written, masked))
        places, turned = self._turning(rows, written, masked, chosen)
        parents = [rows[at] for at in places]
        for row, parent in zip(turned, parents, strict=True):
            self.answers[row] = Answer(list(self.answers[parent].tokens), list(self.answers[parent].logprobs))
        index = torch.tensor([*range(len(rows)), *places], device=logits.device)
        own = self._chosen(self.rules.brake.braked(turned, [written[at] for at in places], masked[places]))
        rows, chosen = [*rows, *turned], torch.cat([chosen, own])
        self._record(rows, chosen, logits[index])
        kept = self._going_on(rows)
        if not kept:
            return [], last, seen
        index, chosen = index[kept], chosen[kept]
        if index.tolist() != list(range(len(last))):
            self.cache.batch_select_indices(index)
        last = chosen[:, None]
        seen = torch.cat([seen[index], torch.ones_like(last)], dim=1)
        return [rows[at] for at in kept], last, seen

    def _chosen(self, scores: torch.Tensor) -> torch.Tensor:
        if self.rules.temperature > 0 and len(scores):
            return torch.multinomial((scores / self.rules.temperature).softmax(dim=-1), 1).squeeze(1)
        return scores.argmax(dim=-1)

    def _turning(
        self, rows: Sequence[int], written: Sequence[Sequence[int]], masked: torch.Tensor, chosen: torch.Tensor
    ) -> tuple[list[int], list[int]]:
        """Which waiting rows turn away now: the places of those they follow, and the rows themselves."""
        held = [(at, self.waiting[row]) for at, row in enumerate(rows) if row in self.waiting]
        if not held:
            return [], []
        places = [at for at, _ in held]
        own = self.rules.brake.braked([row for _, row in held], [written[at] for at in places], masked[places])
        differs = (own.argmax(dim=-1) != masked[places].argmax(dim=-1)).tolist()
        turning = [pair for pair, turns in zip(held, differs, strict=True) if turns]
        for at, _ in turning:
            del self.waiting[rows[at]]
        return [at for at, _ in turning], [row for _, row in turning]

    def _record(self, rows: Sequence[int], chosen: torch.Tensor, logits: torch.Tensor) -> None:
        likely = logits.gather(1, chosen[:, None]).squeeze(1) - logits.logsumexp(dim=-1)
        for row, token, logprob in zip(rows, chosen.tolist(), likely.tolist(), strict=True):
            self.answers[row].tokens.append(token)
            self.answers[row].logprobs.append(logprob)

    def _going_on(self, rows: Sequence[int]) -> list[int]:
        """Places of the rows that are not done."""
        written = [self.answers[row].tokens for row in rows]
        ended = self.rules.ending.ended(rows, len(self.answers), written)
        return [at for at, tokens in enumerate(written) if tokens[-1] not in self.rules.ends and not ended[at]]
