"""Makes it less and less likely that a draft goes on copying its evidence word for word.

Left alone, a small writer shortens by leaving out the end of a sentence and copies the rest. From ``free_run``
copied words in a row on, each further word that would lengthen the run costs `STEP` more in log-odds, so that the
draft leaves out a part, or turns the sentence round, where that is cheapest for the model. Nothing is forbidden: a
name of eight words stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import torch
from transformers import LogitsProcessor, PreTrainedTokenizerBase

STEP = 1.5
"""Log-odds that each copied word beyond the free run costs more than the one before."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")


class CopyBrake(LogitsProcessor):
    """Lowers the logits of the words that would lengthen a copied run.

    Args:
        tokenizer: the writer's own.
        evidence: the evidence of each row of the batch; with beams, each row's serves its beams.
        free_runs: words in a row that each row may copy freely; 0 for rows that may copy at will.
        prompt_length: tokens before the answer.
    """

    def __init__(
        self,
        tokenizer: PreTrainedTokenizerBase,
        evidence: Sequence[Sequence[str]],
        free_runs: Sequence[int],
        prompt_length: int,
    ) -> None:
        self._tokenizer = tokenizer
        self._free_runs = free_runs
        self._start = prompt_length
        self._words = [
            [word for text in texts for word in [*_WORD.findall(text), ""]] if free else []
            for texts, free in zip(evidence, free_runs, strict=True)
        ]
        self._lower = [[word.lower() for word in words] for words in self._words]
        unique = sorted({word for words in self._words for word in words if word})
        ids = tokenizer([f" {word}" for word in unique], add_special_tokens=False)["input_ids"] if unique else []
        self._first = {word: tokens[0] for word, tokens in zip(unique, ids, strict=True) if tokens}

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """Returns the scores, (rows, vocabulary), lowered where copying would go on."""
        beams = len(scores) // len(self._free_runs)
        rows = [at // beams for at in range(len(scores))]
        return self.braked(rows, input_ids[:, self._start :].tolist(), scores)

    def braked(self, rows: Sequence[int], written: Sequence[Sequence[int]], scores: torch.Tensor) -> torch.Tensor:
        """As calling it, for chosen rows of the batch and what each has written so far."""
        braked = scores
        for at, (row, tokens) in enumerate(zip(rows, written, strict=True)):
            free = self._free_runs[row]
            if not free or len(tokens) < free:
                continue
            words = _WORD.findall(str(self._tokenizer.decode(list(tokens), skip_special_tokens=True)).lower())
            for word, run in self._continuations(row, words):
                if run >= free and word in self._first:
                    braked = scores.clone() if braked is scores else braked
                    braked[at, self._first[word]] -= STEP * (run - free + 1)
        return braked

    def _continuations(self, row: int, written: Sequence[str]) -> list[tuple[str, int]]:
        """The evidence's words that would lengthen what is copied at the end of ``written``, and how long it is."""
        known = self._lower[row]
        longest: dict[str, int] = {}
        for end in range(len(known) - 1):
            run = 0
            while run < min(len(written), end + 1) and known[end - run] == written[-1 - run]:
                run += 1
            if run and self._words[row][end + 1]:
                word = self._words[row][end + 1]
                longest[word] = max(run, longest.get(word, 0))
        return list(longest.items())
