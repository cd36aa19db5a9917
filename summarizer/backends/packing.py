"""Reads many prompts in one row, without padding.

Prompts that begin alike form a tree: all of them go on from a shared beginning, which is in memory already, and a
judge's claims from the evidence they share. Laid end to end in one row, each token sees the shared beginning, the
segments that its own goes on from, and its own up to itself, at the positions it would have alone. Nothing is read
twice and no token is padding. Attention is worked out block by block: a segment that goes on from the beginning, with
those that go on from it, sees nothing of the others. Where it cannot be, it is worked out in one, with a mask.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import torch
from transformers import AttentionInterface, DynamicCache
from transformers.integrations.sdpa_attention import sdpa_attention_forward

ROW = 1024
"""Tokens of a row: more do not make the products faster, and attention in one would cost ever more."""

_PLAIN, _BLOCKWISE = "sdpa", "sdpa_in_blocks"
"""The attention that can be worked out block by block, and what that is called."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens that go on from the shared beginning or, with ``parent``, from an earlier segment that does."""

    ids: Sequence[int]
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Segments in one row of n tokens.

    ``ids`` and ``positions`` are (1, n) int64, ``mask`` is (1, 1, n, shared + n), 0 for what is seen and the format's
    lowest number for what is not. ``spans`` says where each segment lies, ``blocks`` which of them see one another.
    """

    ids: torch.Tensor
    positions: torch.Tensor
    mask: torch.Tensor
    spans: list[slice]
    blocks: list[slice]


def packed(segments: Sequence[Segment], shared: int, dtype: torch.dtype) -> Row:
    """Lays segments end to end.

    Args:
        segments: at least one token in all; a parent comes before its own.
        shared: length of the beginning that they share.
        dtype: the model's number format, for the mask.
    """
    n = sum(len(segment.ids) for segment in segments)
    positions = torch.empty(n, dtype=torch.long)
    seen = torch.zeros((n, shared + n), dtype=torch.bool)
    seen[:, :shared] = True
    spans: list[slice] = []
    ends: list[int] = []
    start = 0
    for segment in segments:
        span = slice(start, start + len(segment.ids))
        first = shared if segment.parent is None else ends[segment.parent]
        positions[span] = torch.arange(first, first + len(segment.ids))
        own = slice(shared + span.start, shared + span.stop)
        seen[span, own] = torch.ones(len(segment.ids), len(segment.ids), dtype=torch.bool).tril()
        parent = segment.parent
        while parent is not None:
            before = spans[parent]
            seen[span, shared + before.start : shared + before.stop] = True
            parent = segments[parent].parent
        spans.append(span)
        ends.append(first + len(segment.ids))
        start = span.stop
    mask = torch.zeros(seen.shape, dtype=dtype).masked_fill_(~seen, torch.finfo(dtype).min)
    ids = torch.tensor([token for segment in segments for token in segment.ids], dtype=torch.long)
    return Row(ids[None], positions[None], mask[None, None], spans, _blocks(segments, spans))


def _blocks(segments: Sequence[Segment], spans: Sequence[slice]) -> list[slice]:
    """Stretches of the row of which none sees another, without empty ones."""
    firsts: list[int] = []
    for at, segment in enumerate(segments):
        while segment.parent is not None and firsts[-1] > segment.parent:
            firsts.pop()  # it goes on from one that lies in an earlier block: what is between them is of that block
        firsts += [at] if segment.parent is None else []
    bounds = [spans[first].start for first in firsts] + [spans[-1].stop if spans else 0]
    return [slice(start, stop) for start, stop in pairwise(bounds) if stop > start]


def _attention(
    module: Any,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    row: Row | None = None,
    **kwargs: Any,
) -> tuple[torch.Tensor, None]:
    """Attention of a row's tokens: of each block to the shared beginning and to itself."""
    if row is None or attention_mask is None:
        whole: tuple[torch.Tensor, None] = sdpa_attention_forward(module, query, key, value, attention_mask, **kwargs)
        return whole
    shared = key.shape[2] - query.shape[2]
    parts = []
    for block in row.blocks:
        seen = [slice(0, shared), slice(shared + block.start, shared + block.stop)]
        own_key, own_value = (torch.cat([each[:, :, part] for part in seen], dim=2) for each in (key, value))
        own_mask = torch.cat([attention_mask[:, :, block, part] for part in seen], dim=3)
        own, _ = sdpa_attention_forward(module, query[:, :, block], own_key, own_value, own_mask, **kwargs)
        parts.append(own)
    return torch.cat(parts, dim=1), None


AttentionInterface.register(_BLOCKWISE, _attention)


@contextmanager
def _in_blocks(model: Any, row: Row) -> Iterator[dict[str, Any]]:
    """Inside the block a model with PyTorch's own attention takes a row block by block; gives what to call it with.

    On a graphics card many small products would take longer than one with a mask.
    """
    config = model.config
    if model.device.type != "cpu" or getattr(config, "_attn_implementation", None) != _PLAIN:
        yield {}
        return
    config._attn_implementation = _BLOCKWISE
    try:
        yield {"row": row}
    finally:
        config._attn_implementation = _PLAIN


def read(model: Any, row: Row, prefix: DynamicCache) -> tuple[torch.Tensor, DynamicCache]:
    """Runs a row through a model without head.

    Args:
        model: the model, or part of it (`adapters.trunk`).
        row: what to read.
        prefix: keys and values of the shared beginning; stays as it is.

    Returns:
        (n, d) hidden states, and the keys and values of the beginning and the row.
    """
    cache = copy.deepcopy(prefix)
    device = model.device
    with _in_blocks(model, row) as more:
        output = model(
            input_ids=row.ids.to(device),
            attention_mask=row.mask.to(device),
            position_ids=row.positions.to(device),
            past_key_values=cache,
            use_cache=True,
            **more,
        )
    return output.last_hidden_state[0], cache


def rows_of(costs: Sequence[int], limit: int) -> Iterator[list[int]]:
    """Splits what must stay together into rows of at most ``limit`` tokens; a longer one gets a row of its own.

    Args:
        costs: tokens of each.
        limit: tokens of a row.

    Yields:
        Their numbers, the costliest first, so that memory that does not suffice shows at once; small ones fill up.
    """
    rows: list[tuple[int, list[int]]] = []
    for at in sorted(range(len(costs)), key=lambda at: (-costs[at], at)):
        place = next((i for i, (taken, _) in enumerate(rows) if taken + costs[at] <= limit), len(rows))
        if place == len(rows):
            rows.append((0, []))
        taken, items = rows[place]
        rows[place] = (taken + costs[at], [*items, at])
    yield from (items for _, items in rows)


def left_padded(parts: Sequence[tuple[DynamicCache, slice]], shared: int) -> DynamicCache:
    """Keys and values of segments as a batch, one row each, in which all end together.

    Args:
        parts: where each segment was read, and its span.
        shared: length of the beginning, which each row keeps in front.
    """
    longest = max(span.stop - span.start for _, span in parts)
    batch = DynamicCache()
    for layer in range(len(parts[0][0].layers)):
        both = []
        for name in ("keys", "values"):
            first = getattr(parts[0][0].layers[layer], name)
            new = first.new_zeros((len(parts), first.shape[1], shared + longest, first.shape[3]))
            for at, (cache, span) in enumerate(parts):
                read = getattr(cache.layers[layer], name)[0]
                new[at, :, :shared] = read[:, :shared]
                own = read[:, shared + span.start : shared + span.stop]
                new[at, :, new.shape[2] - own.shape[1] :] = own
            both.append(new)
        batch.update(both[0], both[1], layer)
    return batch
