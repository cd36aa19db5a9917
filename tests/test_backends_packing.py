"""Prompts read in one row give what they give alone."""

from __future__ import annotations

import pytest
import tiny_models
import torch

from summarizer.backends.instruct import InstructModel, load_instruct
from summarizer.backends.packing import Segment, left_padded, packed, read, rows_of

pytestmark = pytest.mark.slow  # builds and runs small torch models

SHARED = [5, 9, 3, 7]
SEGMENTS = [
    Segment([11, 12, 13, 14]),
    Segment([21, 22], 0),
    Segment([31, 32, 33], 0),
    Segment([]),
    Segment([41], 3),
    Segment([51, 52, 53, 54, 55]),
    Segment([61], 1),
]


@pytest.fixture(scope="module", params=["Qwen2", "Llama"])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> InstructModel:
    folder = tiny_models.causal(tmp_path_factory.mktemp(request.param), request.param)
    return load_instruct(folder, "tiny", "float32", device="cpu")


def chain(at: int | None) -> list[int]:
    """The tokens that a segment has before its end, without the shared ones."""
    return [] if at is None else [*chain(SEGMENTS[at].parent), *SEGMENTS[at].ids]


def test_each_segment_sees_what_it_would_see_alone(loaded: InstructModel) -> None:
    row = packed(SEGMENTS, len(SHARED), torch.float32)
    with torch.inference_mode():
        hidden, _ = read(loaded.model.base_model, row, loaded.read(SHARED))
        for at, segment in enumerate(SEGMENTS):
            if segment.ids:
                ids = torch.tensor([[*SHARED, *chain(at)]])
                alone = loaded.model.base_model(input_ids=ids).last_hidden_state[0, -1]
                torch.testing.assert_close(hidden[row.spans[at].stop - 1], alone, atol=1e-4, rtol=1e-4)


def test_attention_in_blocks_gives_what_a_mask_gives(loaded: InstructModel) -> None:
    row, prefix = packed(SEGMENTS, len(SHARED), torch.float32), loaded.read(SHARED)
    assert row.blocks == [slice(0, sum(len(segment.ids) for segment in SEGMENTS))], "the last goes on from the first"
    row = packed(SEGMENTS[:6], len(SHARED), torch.float32)
    assert row.blocks == [slice(0, 9), slice(9, 10), slice(10, 15)]
    with torch.inference_mode():
        in_blocks, _ = read(loaded.model.base_model, row, prefix)
        loaded.model.set_attn_implementation("eager")
        try:
            whole, _ = read(loaded.model.base_model, row, prefix)
        finally:
            loaded.model.set_attn_implementation("sdpa")
    torch.testing.assert_close(in_blocks, whole, atol=1e-4, rtol=1e-4)


def test_keys_and_values_as_a_left_padded_batch(loaded: InstructModel) -> None:
    segments = [segment for segment in SEGMENTS if segment.parent is None]
    prefix = loaded.read(SHARED)
    row = packed(segments, len(SHARED), torch.float32)
    with torch.inference_mode():
        _, cache = read(loaded.model.base_model, row, prefix)
        batch = left_padded([(cache, span) for span in row.spans], len(SHARED))
        longest = max(len(segment.ids) for segment in segments)
        mask = torch.tensor(
            [[1] * len(SHARED) + [0] * (longest - len(s.ids)) + [1] * len(s.ids) + [1] for s in segments]
        )
        found = loaded.model(
            input_ids=torch.full((len(segments), 1), 8),
            attention_mask=mask,
            position_ids=mask.sum(dim=1, keepdim=True) - 1,
            past_key_values=batch,
        ).logits[:, -1]
        for segment, logits in zip(segments, found, strict=True):
            alone = loaded.model(input_ids=torch.tensor([[*SHARED, *segment.ids, 8]])).logits[0, -1]
            torch.testing.assert_close(logits, alone, atol=1e-4, rtol=1e-4)
    assert prefix.get_seq_length() == len(SHARED), "what is shared stays as it is"


@pytest.mark.parametrize("limit", [1, 7, 10, 100])
def test_rows_are_filled_and_none_is_lost(limit: int) -> None:
    costs = [3, 9, 1, 4, 4, 0, 12]
    rows = list(rows_of(costs, limit))
    assert sorted(at for row in rows for at in row) == list(range(len(costs)))
    assert all(sum(costs[at] for at in row) <= limit or len([at for at in row if costs[at]]) == 1 for row in rows)
    assert costs[rows[0][0]] == 12, "the costliest first"
    if limit == 100:
        assert len(rows) == 1
