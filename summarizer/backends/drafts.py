"""Turns generated token ids into drafts."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from transformers import PreTrainedTokenizerBase

from summarizer.records import Draft


def to_drafts(
    tokenizer: PreTrainedTokenizerBase,
    answers: torch.Tensor,
    logprobs: Sequence[torch.Tensor],
    ends: Sequence[int],
) -> list[Draft]:
    """Decodes answers and attaches the model's own likelihood.

    Args:
        tokenizer: the writer's own.
        answers: (rows, steps) int64, answer tokens only, on the CPU; a row's rest is padding.
        logprobs: one (rows,) float a step, for the leading steps; empty when they are not known (beams).
        ends: token ids after which a row holds nothing more.
    """
    texts = tokenizer.batch_decode(answers, skip_special_tokens=True)
    if not logprobs:
        return [Draft(text.strip()) for text in texts]
    scores = torch.stack(list(logprobs), dim=1).float().cpu()
    drafts = []
    for row, text in enumerate(texts):
        tokens = answers[row].tolist()
        padding = {*ends, tokenizer.pad_token_id}
        length = next((at for at, token in enumerate(tokens) if token in padding), len(tokens))
        own = scores[row, : min(length, scores.shape[1])]
        if len(own):
            drafts.append(Draft(text.strip(), float(own.mean()), float(own.min())))
        else:
            drafts.append(Draft(text.strip()))
    return drafts
