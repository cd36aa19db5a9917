"""The rules of the backends that need no model: batching, ends of sentences, devices, prompts."""

from __future__ import annotations

import itertools

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from summarizer.backends.batching import batches
from summarizer.backends.device import memory_guard, resolve_device, resolve_dtype
from summarizer.backends.extractive import ExtractiveWriter
from summarizer.backends.stopping import first_sentence, sentence_is_complete
from summarizer.errors import ResourceError, UsageError
from summarizer.records import Draft, WriteRequest

COSTS = st.dictionaries(st.integers(0, 500), st.integers(1, 400), max_size=60)


@given(COSTS, st.integers(1, 20), st.integers(1, 2000))
def test_every_row_is_in_one_batch_within_the_limits(costs: dict[int, int], max_rows: int, max_tokens: int) -> None:
    made = list(batches(list(costs), costs, max_rows, max_tokens))
    assert sorted(itertools.chain(*made)) == sorted(costs)
    for batch in made:
        assert 1 <= len(batch) <= max_rows
        assert len(batch) == 1 or len(batch) * max(costs[row] for row in batch) <= max_tokens


@given(COSTS, st.integers(1, 20), st.integers(1, 2000))
def test_costly_rows_come_first(costs: dict[int, int], max_rows: int, max_tokens: int) -> None:
    order = [costs[row] for row in itertools.chain(*batches(list(costs), costs, max_rows, max_tokens))]
    assert order == sorted(order, reverse=True)


def test_batches_are_filled() -> None:
    assert list(batches([0, 1, 2, 3], dict.fromkeys(range(4), 10), 8, 20)) == [[0, 1], [2, 3]]


@pytest.mark.parametrize(
    "text",
    [
        "The river burst its banks.",
        "Has the river burst its banks?",
        "“The river burst its banks.”",
        'He said "the bridge is gone."',
        "The budget rose by 12.5 percent.",
        "The bridge (built in 1931).)",
        "Floods hit Marlow\n",
    ],
)
def test_complete_sentences(text: str) -> None:
    assert sentence_is_complete(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The river burst its banks",
        "Rescue teams met with Dr.",
        "The minister arrived in the U.S.",
        "The mayor of Marlow, Ilse B.",
        "The flood began at 6 a.m.",
        "It happened on the night of Nov.",
        "“The river burst its banks.",
        'He said "the river rose fast.',
        "The budget rose by 12.5",
        "So it is.",
    ],
)
def test_sentences_that_go_on(text: str) -> None:
    assert not sentence_is_complete(text)


def test_the_first_sentence() -> None:
    assert first_sentence("Dr. Brandt spent $2.5 million there. Then rain fell.") == (
        "Dr. Brandt spent $2.5 million there."
    )
    assert first_sentence("rain fell on Marlow and") == "rain fell on Marlow and"


def test_a_device_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(UsageError, match="device cuda is not available"):
        resolve_device("cuda")


def test_auto_takes_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert resolve_device("auto").type == "cpu"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert resolve_device("auto").type == "cuda"


def test_number_formats() -> None:
    assert resolve_dtype("float16", torch.device("cpu")) is torch.float16
    assert resolve_dtype("auto", torch.device("mps")) is torch.float16
    assert resolve_dtype("auto", torch.device("cpu")) in (torch.bfloat16, torch.float32)


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("cannot allocate memory: tried 9 GB")])
def test_memory_that_runs_out_is_named(error: Exception) -> None:
    with pytest.raises(ResourceError, match="memory ran out while writing"), memory_guard("writing"):
        raise error


def test_other_errors_pass_the_memory_guard() -> None:
    with pytest.raises(RuntimeError, match="shape"), memory_guard("writing"):
        raise RuntimeError("shape mismatch")


def test_the_extractive_writer_writes_nothing() -> None:
    requests = [WriteRequest("sentence", ("Rain fell.",), 20)] * 3
    assert ExtractiveWriter().write(requests) == [Draft("")] * 3
