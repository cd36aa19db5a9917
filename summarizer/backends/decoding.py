"""Decodes a batch row by row to its end, without paying for rows that are done.

`generate` goes on computing every row until the last one ends; of sixteen sentences most are done when half of the
steps are. Here a row leaves the batch, keys and values included, with its last token. Greedy, or sampling with a
temperature; beams are left to `generate`.
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


def decode(model: Any, ids: torch.Tensor, mask: torch.Tensor, cache: DynamicCache, rules: Rules) -> list[Answer]:
    """Writes all rows of a batch.

    Args:
        model: a decoder-only model.
        ids: (rows, length) int64, the left-padded prompts.
        mask: (rows, length) int64, 0 for padding.
        cache: keys and values of all tokens of the prompts but the last; it is used up.
        rules: what steers the batch.

    Returns:
        An answer a row, its ending token included where it has one.
    """
    device, count = model.device, len(ids)
    answers = [Answer() for _ in range(count)]
    rows = list(range(count))
    last, seen = ids[:, -1:].to(device), mask.to(device)
    for _ in range(rules.max_new_tokens):
        output = model(
            input_ids=last,
            attention_mask=seen,
            position_ids=seen.sum(dim=1, keepdim=True) - 1,
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        )
        chosen = _choose(output.logits[:, -1].float(), rows, answers, rules)
        written = [answers[row].tokens for row in rows]
        ended = rules.ending.ended(rows, count, written)
        kept = [at for at, tokens in enumerate(written) if tokens[-1] not in rules.ends and not ended[at]]
        if not kept:
            break
        if len(kept) < len(rows):
            places = torch.tensor(kept, device=device)
            cache.batch_select_indices(places)
            rows, chosen, seen = [rows[at] for at in kept], chosen[places], seen[places]
        last = chosen[:, None]
        seen = torch.cat([seen, torch.ones_like(last)], dim=1)
    return answers


def _choose(logits: torch.Tensor, rows: Sequence[int], answers: list[Answer], rules: Rules) -> torch.Tensor:
    """The next token of each row, (rows,) int64, which is added to its answer."""
    written = [answers[row].tokens for row in rows]
    scores = rules.brake.braked(rows, written, rules.mask.masked(rows, written, logits))
    if rules.temperature > 0:
        chosen = torch.multinomial((scores / rules.temperature).softmax(dim=-1), 1).squeeze(1)
    else:
        chosen = scores.argmax(dim=-1)
    likely = logits.log_softmax(dim=-1).gather(1, chosen[:, None]).squeeze(1)
    for row, token, logprob in zip(rows, chosen.tolist(), likely.tolist(), strict=True):
        answers[row].tokens.append(token)
        answers[row].logprobs.append(logprob)
    return chosen
