"""Stops each row of a batch at the end of its first sentence, so that no step is spent on a second."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import torch
from transformers import PreTrainedTokenizerBase, StoppingCriteria

_ENDS = re.compile(r"[.!?][\"”’»)]*\s*$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:[A-Za-z]|(?:[A-Z]\.)+[A-Z]?|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|Rev|St|Jr|Sr|No"
    r"|vs|Inc|Co|Corp|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|approx)\.$"
)
_DIGIT_STOP = re.compile(r"\d\.$")
_MIN_WORDS = 4


def sentence_is_complete(text: str) -> bool:
    """Whether ``text`` ends where a sentence ends: not after an abbreviation, not inside a quotation."""
    stripped = text.strip()
    if "\n" in text.lstrip():
        return True
    if not _ENDS.search(stripped) or len(stripped.split()) < _MIN_WORDS:
        return False
    if _ABBREVIATION.search(stripped):
        return False
    return stripped.count("“") <= stripped.count("”") and stripped.count('"') % 2 == 0


def first_sentence(text: str) -> str:
    """``text`` up to the end of its first sentence, white space made single."""
    words = text.split()
    for count in range(1, len(words) + 1):
        if sentence_is_complete(" ".join(words[:count])):
            return " ".join(words[:count])
    return text


def _line_is_complete(text: str) -> bool:
    return "\n" in text.lstrip()


class SentenceEnd(StoppingCriteria):
    """Marks rows whose new text is a whole sentence.

    Args:
        tokenizer: the writer's own.
        prompt_length: tokens before the new text, the same in all rows of a left-padded batch.
        whole_line: stop at the end of the line only, as a title wants.
        whole_word: says of a batch row's number, the number of rows and its new tokens whether its last word
            is whole, so that "$2." is not taken for the end when the word is $2.5; None where nothing is
            known of words, and a full stop after a digit never ends a row.
    """

    def __init__(
        self,
        tokenizer: PreTrainedTokenizerBase,
        prompt_length: int,
        whole_line: bool = False,
        whole_word: Callable[[int, int, list[int]], bool] | None = None,
    ) -> None:
        self._complete = _line_is_complete if whole_line else sentence_is_complete
        self._tokenizer = tokenizer
        self._start = prompt_length
        self._whole_word = whole_word

    def __call__(self, input_ids: torch.Tensor, scores: object, **kwargs: object) -> torch.Tensor:
        """Returns (rows,) bool: which rows are done."""
        written = input_ids[:, self._start :].tolist()
        done = self.ended(range(len(written)), len(written), written)
        return torch.tensor(done, dtype=torch.bool, device=input_ids.device)

    def ended(self, rows: Sequence[int], of: int, written: Sequence[Sequence[int]]) -> list[bool]:
        """Which of the chosen rows, out of a batch of ``of``, are done with what they have written."""
        last = self._tokenizer.batch_decode([[tokens[-1]] for tokens in written])
        return [
            # Decoding a whole row is only worth it where its last piece can end a sentence.
            any(mark in piece for mark in '.!?\n"”’»)') and self._is_complete(row, of, list(tokens))
            for row, piece, tokens in zip(rows, last, written, strict=True)
        ]

    def _is_complete(self, row: int, of: int, tokens: list[int]) -> bool:
        text = str(self._tokenizer.decode(tokens, skip_special_tokens=True))
        if not self._complete(text):
            return False
        return _DIGIT_STOP.search(text) is None if self._whole_word is None else self._whole_word(row, of, tokens)
