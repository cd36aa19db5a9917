"""Choosing among given texts: every text is a path, and the model decides only where paths part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny_models
import torch

from summarizer.backends.causal import CausalWriter
from summarizer.backends.choosing import choices
from summarizer.backends.instruct import load_instruct
from summarizer.model_settings import CausalWriterSettings
from summarizer.records import Draft, WriteRequest

pytestmark = pytest.mark.slow  # builds and runs small torch models

FULL = "Heavy rain, which came at night, burst the river banks at Marlow on Tuesday, officials said."
CHOICES = (
    FULL,
    "Heavy rain burst the river banks at Marlow on Tuesday, officials said.",
    "Heavy rain, which came at night, burst the river banks.",
    "Heavy rain burst the river banks.",
)
OTHERS = ("Rescue teams moved 1,250 people from their homes.", "Rescue teams moved 1,250 people.")
REQUESTS = [
    WriteRequest("sentence", (FULL,), 35, 0, CHOICES),
    WriteRequest("sentence", (OTHERS[0],), 35, 0, OTHERS),
    WriteRequest("sentence", ("The bridge is closed.",), 35, 0, ("The bridge is closed.",)),
    WriteRequest("sentence", ("The bridge is open.",), 35),
    WriteRequest("title", (FULL,), 9),
]


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    with tiny_models.one_thread():
        yield


@pytest.fixture(scope="module", params=["Qwen2", "Llama"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.causal(tmp_path_factory.mktemp(request.param), request.param)


def load(folder: Path, **changes: object) -> CausalWriter:
    loaded = load_instruct(folder, "tiny", "float32", device="cpu")
    return CausalWriter(loaded, CausalWriterSettings(**changes))  # type: ignore[arg-type]


def test_a_tree_has_the_given_paths_and_no_other() -> None:
    tree = choices([[1, 2, 3, 4], [1, 3, 4], [1, 2]], end=9)
    assert set(tree.following) == {1}
    inner = tree.following[1]
    assert {token: one.fullest for token, one in inner.following.items()} == {2: 0, 3: 1}
    assert {token: one.fullest for token, one in inner.following[2].following.items()} == {3: 0, 9: 2}
    assert inner.following[2].following[9].ends


def test_an_answer_is_one_of_the_choices_whatever_the_batch(folder: Path) -> None:
    for bias in (-2.0, 0.0, 2.0):
        writer = load(folder, omission_bias=bias)
        together = writer.write(REQUESTS)
        assert together[0].text in CHOICES
        assert together[1].text in OTHERS
        assert together[2:4] == [Draft(""), Draft("")], "without a choice there is nothing to write"
        assert together[4].text
        assert together[0].logprob is None
        for request, draft in zip(REQUESTS[:2], together, strict=False):
            assert writer.write([request])[0] == draft
        assert [draft.text for draft in writer.write(REQUESTS[::-1])] == [draft.text for draft in together[::-1]]


def test_a_strong_bias_leaves_out_all_or_nothing(folder: Path) -> None:
    assert [draft.text for draft in load(folder, omission_bias=100.0).write(REQUESTS[:2])] == [CHOICES[-1], OTHERS[-1]]
    assert [draft.text for draft in load(folder, omission_bias=-100.0).write(REQUESTS[:2])] == [CHOICES[0], OTHERS[0]]


def test_the_likelier_branch_is_taken(folder: Path) -> None:
    """Reading runs together gives what reading the whole text token by token gives."""
    writer = load(folder, omission_bias=0.0)
    (draft,) = writer.write(REQUESTS[:1])
    tokenizer, model, prefix = writer._tokenizer, writer._model, writer._prefix("sentence")
    prompt = [*prefix.ids, *writer._own_ids(REQUESTS[0], prefix)]
    place, written = choices([writer.loaded.tokens(text) for text in CHOICES], tokenizer.eos_token_id), []
    while place.following:
        with torch.inference_mode():
            logits = model(torch.tensor([[*prompt, *written]])).logits[0, -1]
        token = max(place.following, key=lambda token: float(logits[token]))
        written.append(token)
        place = place.following[token]
    assert CHOICES[place.fullest] == draft.text
