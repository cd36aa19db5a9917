"""Closed-vocabulary decoding: a writer may use only the words of its evidence, and glue.

A small model that may say anything invents ("resolved", "severely defeated"); one that may use only its
evidence's words, plain inflections of them, function words and reporting verbs shortens instead. The mask
follows words, not loose tokens: after the first token of a word only its continuations are open, so a number
cannot lose a digit and no word is put together from pieces of others. What it cannot stop is a wrong
arrangement of right words; `verify` is there for that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from transformers import LogitsProcessor, PreTrainedTokenizerBase

from summarizer.text import inflections

GLUE = """a an the and or of in on at by for to from with as that which who whom whose where when while after
before during since until into over under between near about is are was were be been being has have had it its
their his her they he she say says said told according also""".split()
"""Words that may stand between the evidence's words without adding a fact. Negations, modals and quantifiers
are not among them: they change what is claimed, so they must come from the evidence."""

# Units (%, $) are no marks: they come with the number that has them in the evidence, or not at all.
_CLOSING = [
    ".",
    ",",
    ";",
    ":",
    "'s",
    "’s",
    "'",
    "’",
    '"',
    "”",
    ")",
    ".”",
    '."',
    ",”",
    ',"',
    "-",
    "–",
    "…",
]
_OPENING = ['"', "“", "("]
LONGEST_WORD = 16
"""Tokens a row may write beyond its limit to finish a word."""

_EDGES = " .,;:!?\"“”‘’'()[]{}«»…–—*_#|"

Path = tuple[int, ...]


@dataclass
class _Words:
    """Token paths of the words a row may use, and what may follow each beginning of one."""

    complete: set[Path] = field(default_factory=set)
    following: dict[Path, set[int]] = field(default_factory=dict)

    def add(self, path: Path) -> None:
        self.complete.add(path)
        for length in range(len(path)):
            self.following.setdefault(path[:length], set()).add(path[length])


def check_tokenizer(tokenizer: PreTrainedTokenizerBase) -> None:
    """Raises ValueError for the empty tokenizer that transformers makes up where its file is missing."""
    if not tokenizer("a word", add_special_tokens=False)["input_ids"]:
        raise ValueError("its tokenizer knows no tokens; tokenizer.json is missing or damaged")


class ClosedVocabulary:
    """Builds, for each row of a batch, the words it may use.

    Args:
        tokenizer: the writer's own.
        size: width of the model's logits.
        ends: token ids that end an answer.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerBase, size: int, ends: Sequence[int]) -> None:
        self._tokenizer = tokenizer
        self.size = size
        self.ends = frozenset(ends)
        self.closing = self._single(_CLOSING) | self._attached(_CLOSING)
        self.opening = self._single([form for mark in _OPENING for form in (mark, " " + mark)])
        self._glue = self._paths([form for word in GLUE for form in _cases(word)])

    def _single(self, marks: Sequence[str]) -> frozenset[int]:
        """Ids of those marks that are one token."""
        encoded = self._tokenizer(list(marks), add_special_tokens=False)["input_ids"]
        return frozenset(ids[0] for ids in encoded if len(ids) == 1)

    def _attached(self, marks: Sequence[str]) -> frozenset[int]:
        """Ids of those marks that are one token after a word; some tokenizers put a space before a bare one."""
        (word,) = self._tokenizer(["x"], add_special_tokens=False)["input_ids"]
        encoded = self._tokenizer(["x" + mark for mark in marks], add_special_tokens=False)["input_ids"]
        known = (ids[-1] for ids in encoded if ids[:-1] == word)
        return frozenset(token for token in known if token != self._tokenizer.unk_token_id)

    def _paths(self, forms: Sequence[str]) -> list[tuple[Path, Path]]:
        """Token paths of each form at the start of a text and after a space; none that cannot be spelled."""
        if not forms:
            return []
        bare = self._tokenizer(list(forms), add_special_tokens=False)["input_ids"]
        spaced = self._tokenizer([" " + form for form in forms], add_special_tokens=False)["input_ids"]
        unknown = self._tokenizer.unk_token_id
        return [(tuple(a), tuple(b)) for a, b in zip(bare, spaced, strict=True) if unknown not in (*a, *b)]

    def row(self, evidence: Sequence[str]) -> Row:
        """The words that a row with this evidence may use."""
        forms: dict[str, None] = {}
        for word in (match for text in evidence for match in text.split()):
            bare = word.strip(_EDGES)
            for part in (bare, *re.split(r"[-–—/]", bare)):
                for form in inflections(part):
                    forms.update(dict.fromkeys(_cases(form)))
        start, inside = _Words(), _Words()
        for plain, spaced in (*self._glue, *self._paths([form for form in forms if form])):
            start.add(plain)
            start.add(spaced)
            inside.add(spaced)
        return Row(self, start, inside)


class Row:
    """One row's words, and what they allow after the tokens written so far."""

    def __init__(self, vocabulary: ClosedVocabulary, start: _Words, inside: _Words) -> None:
        self._vocabulary = vocabulary
        self._start = start
        self._inside = inside

    def allowed(self, written: Sequence[int]) -> set[int]:
        """Token ids that may follow ``written``.

        Walks the answer from its start, so that beams may be reordered at will.
        """
        path: Path = ()
        words = self._start
        for token in written:
            longer = (*path, token)
            if token in words.following.get(path, ()):
                path = longer
            elif token in self._inside.following[()]:
                path, words = (token,), self._inside
            else:
                opens = token in self._vocabulary.opening
                path, words = (), self._start if opens else self._inside
        allowed = set(words.following.get(path, ()))
        if not path or path in words.complete:
            allowed |= self._inside.following[()] | self._vocabulary.opening
            if written:
                allowed |= self._vocabulary.closing | self._vocabulary.ends
        return allowed


def _cases(word: str) -> list[str]:
    return [word, word[:1].upper() + word[1:]] if not word[:1].isupper() else [word]


class RowMask(LogitsProcessor):
    """Sets the logits of what a row may not use to minus infinity, and records what the model thought of it.

    The log-probability of each chosen token is taken before masking: a very unlikely one shows where the mask
    forced the model off what it wanted to say, which is where broken sentences come from.

    Args:
        rows: one `Row` a batch row, or None for an open vocabulary; with beams, each serves its beams.
        limits: tokens each row may write. A row at its limit finishes its word and ends, whatever the other
            rows of its batch may do, so that no number is cut short.
        prompt_length: tokens before the answer.
        ends: token ids that end an answer.
    """

    def __init__(
        self, rows: Sequence[Row] | None, limits: Sequence[int], prompt_length: int, ends: Sequence[int]
    ) -> None:
        self._rows = rows
        self._limits = limits
        self._batch = len(limits)
        self._ends = frozenset(ends)
        self._start = prompt_length
        self._before: torch.Tensor | None = None
        self.logprobs: list[torch.Tensor] = []

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """Returns the scores, (rows, vocabulary), with what a row may not use at minus infinity."""
        if input_ids.shape[1] < self._start:
            return scores  # a forced first token
        self.finish(input_ids)
        if len(scores) == self._batch:
            self._before = scores.float().log_softmax(dim=-1)
        beams = len(scores) // self._batch
        rows = [at // beams for at in range(len(scores))]
        return self.masked(rows, input_ids[:, self._start :].tolist(), scores)

    def masked(self, rows: Sequence[int], written: Sequence[Sequence[int]], scores: torch.Tensor) -> torch.Tensor:
        """As calling it, for chosen rows of the batch and what each has written so far."""
        masked = scores.clone()
        for at, (row, tokens) in enumerate(zip(rows, written, strict=True)):
            allowed = self._allowed(row, tokens)
            if allowed is not None:
                ids = torch.tensor(sorted(allowed), device=scores.device)
                masked[at] = float("-inf")
                # Where another rule (no repeated trigram) forbids all that may follow, that rule yields: the
                # rest of a begun word must be written.
                open_ids = scores[at, ids]
                masked[at, ids] = open_ids if open_ids.isfinite().any() else torch.zeros_like(open_ids)
        return masked

    def _allowed(self, row: int, written: Sequence[int]) -> frozenset[int] | set[int] | None:
        """Token ids that may follow; None where all may."""
        allowed = None if self._rows is None else self._rows[row].allowed(written)
        if len(written) >= self._limits[row] and (allowed is None or self._ends <= allowed):
            return self._ends
        return allowed

    def whole_word(self, at: int, of: int, written: list[int]) -> bool:
        """Whether row ``at`` of ``of`` (beams counted) is at the end of a word; needs a closed vocabulary."""
        rows = self._rows or ()
        return self._ends <= rows[at * self._batch // of].allowed(written)

    def finish(self, input_ids: torch.Tensor) -> None:
        """Records the log-probability of each row's last token; to be called with the whole output too."""
        if self._before is not None and len(input_ids) == self._batch:
            self.logprobs.append(self._before.gather(1, input_ids[:, -1:]).squeeze(1))
            self._before = None
