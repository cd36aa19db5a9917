"""How a pair becomes the input of a classifier: tokens of plain text, chunks of evidence, what stands between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transformers import PreTrainedTokenizerBase

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s)|(?=\n)|[。！？]")
"""Good enough for the edges of chunks: a wrong edge costs a little context and nothing else."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as token ids; ``ends`` are the positions among them at which a sentence ends, ascending."""

    ids: list[int]
    ends: list[int]


class PlainText:
    """Reads texts as text: a control token that stands in one is spelled out, never obeyed.

    ``split_special_tokens`` alone is not enough: the vocabulary of a Unigram tokenizer (T5, DeBERTa) holds
    ``</s>`` as a piece like any other. So such a word is broken by a space, and a control token that appears
    all the same (from full-width characters, which are normalised) is left out.

    Args:
        tokenizer: the model's own; it has to know where in the text each token stands.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self._tokenizer = tokenizer
        controls = sorted(filter(None, tokenizer.all_special_tokens), key=len, reverse=True)
        self._control = re.compile("|".join(map(re.escape, controls)) or r"(?!)")
        self._ids = frozenset(tokenizer.all_special_ids) - {tokenizer.unk_token_id}

    def read(self, text: str) -> Tokens:
        """Tokens of a text; none when nothing in it can be read."""
        if not text.strip():
            return Tokens([], [])
        text = self._control.sub(lambda match: f"{match[0][0]} {match[0][1:]}", text)
        found = self._tokenizer(
            text, add_special_tokens=False, split_special_tokens=True, return_offsets_mapping=True, verbose=False
        )
        pairs = zip(found["input_ids"], found["offset_mapping"], strict=True)
        kept = [(token, start) for token, (start, _) in pairs if token not in self._ids]
        starts = [start for _, start in kept]
        ends = sorted({bisect_left(starts, match.end()) for match in _SENTENCE_END.finditer(text)})
        return Tokens([token for token, _ in kept], ends)


def chunks(tokens: Tokens, room: int) -> Iterator[list[int]]:
    """Splits a text into pieces of at most ``room`` tokens, at sentence ends.

    A sentence longer than ``room`` is cut; nothing is left out.
    """
    start = 0
    while len(tokens.ids) - start > room:
        at = bisect_right(tokens.ends, start + room)
        end = tokens.ends[at - 1] if at and tokens.ends[at - 1] > start else start + room
        yield tokens.ids[start:end]
        start = end
    yield tokens.ids[start:]


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands before the evidence, between it and the claim, and after the claim: token ids.

    ``types`` are the token types of these five parts, for the models (BERT's kin) that tell the two texts
    apart by them; None for all others.
    """

    before: list[int]
    between: list[int]
    after: list[int]
    types: tuple[int, int, int, int, int] | None = None

    @property
    def size(self) -> int:
        """Tokens beside evidence and claim."""
        return len(self.before) + len(self.between) + len(self.after)

    def join(self, evidence: Sequence[int], claim: Sequence[int]) -> list[int]:
        """The model's input."""
        return [*self.before, *evidence, *self.between, *claim, *self.after]

    def type_ids(self, evidence: Sequence[int], claim: Sequence[int]) -> list[int]:
        """Token types of the input, of the same length; empty where the model has none."""
        if self.types is None:
            return []
        parts = (self.before, evidence, self.between, claim, self.after)
        return [kind for kind, part in zip(self.types, parts, strict=True) for _ in part]


def pair_layout(tokenizer: PreTrainedTokenizerBase) -> Layout:
    """The layout that a tokenizer gives to pairs of texts, read off one that it makes.

    Raises:
        ValueError: it has none: the two texts cannot be told apart in what it makes.
    """
    probe = tokenizer("a", add_special_tokens=False)["input_ids"]
    made = tokenizer("a", "a", return_token_type_ids=True)
    ids, types = list(made["input_ids"]), list(made["token_type_ids"])
    size = len(probe)
    places = [at for at in range(len(ids) - size + 1) if ids[at : at + size] == probe]
    if not probe or len(places) != 2 or places[1] == places[0] + size:
        raise ValueError("its tokenizer does not join two texts to a pair")
    first, second = places
    end = second + size
    parts = (ids[:first], ids[first + size : second], ids[end:])
    wanted = "token_type_ids" in tokenizer.model_input_names and any(types)
    if not wanted:
        return Layout(*parts)
    last = types[end] if end < len(ids) else types[second]
    return Layout(*parts, types=(types[0], types[first], types[first + size], types[second], last))
