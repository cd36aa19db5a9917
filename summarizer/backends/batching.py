"""Groups rows of similar cost, so that padding and peak memory stay small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summarizer.records import WriteRequest

_TOKENS_PER_WORD = 1.7
"""Tokens an English news word takes, names included, rounded up."""


def answer_tokens(request: WriteRequest) -> int:
    """Tokens that the answer to a request may take."""
    return int(request.max_words * _TOKENS_PER_WORD) + 8


def batches(rows: Sequence[int], costs: Mapping[int, int], max_rows: int, max_tokens: int) -> Iterator[list[int]]:
    """Splits rows, sorted by cost, into batches of at most ``max_rows`` rows and ``max_tokens`` padded tokens.

    Args:
        rows: row numbers.
        costs: tokens each row holds at its longest.
        max_rows: most rows in a batch.
        max_tokens: most tokens in a batch, each row counted at the length of the batch's longest; a single row
            above it still makes a batch of its own.

    Yields:
        Row numbers, the costliest batch first, so that memory that does not suffice shows at once.
    """
    batch: list[int] = []
    for row in sorted(rows, key=lambda row: (-costs[row], row)):
        longest = costs[batch[0]] if batch else costs[row]
        if batch and (len(batch) >= max_rows or (len(batch) + 1) * longest > max_tokens):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch
