"""The writer of encoder-decoder summarisers, on tiny models with random weights."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tiny_models
import torch
from test_backends_causal import assert_same, foreign_words

from summarizer.backends.seq2seq import Seq2SeqWriter
from summarizer.backends.vocabulary import ClosedVocabulary
from summarizer.errors import ModelError
from summarizer.model_settings import Seq2SeqWriterSettings
from summarizer.records import WriteRequest

pytestmark = pytest.mark.slow  # builds and runs small torch models

TEXTS = tiny_models.TEXTS
REQUESTS = [
    WriteRequest("sentence", (TEXTS[0],), 12),
    WriteRequest("sentence", (TEXTS[1], TEXTS[3], TEXTS[2]), 8),
    WriteRequest("title", (TEXTS[2],), 9),
    WriteRequest("sentence", (TEXTS[1],), 35),
]
FAMILIES = [("LED", "primera"), ("LED", "plain"), ("Bart", "plain"), ("Pegasus", "plain"), ("T5", "t5")]


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    with tiny_models.one_thread():
        yield


def load(folder: Path, template: str = "plain", **changes: Any) -> Seq2SeqWriter:
    settings = Seq2SeqWriterSettings(dtype="float32", template=template, **changes)
    return Seq2SeqWriter(folder, settings, device="cpu")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {
        family: tiny_models.seq2seq(tmp_path_factory.mktemp(family), family)
        for family in ("LED", "Bart", "Pegasus", "T5")
    }


@pytest.mark.parametrize(("family", "template"), FAMILIES)
def test_drafts_are_closed_and_the_same_alone_and_together(
    folders: dict[str, Path], family: str, template: str
) -> None:
    writer = load(folders[family], template)
    together = writer.write(REQUESTS)
    assert len({draft.text for draft in together}) > 1
    for request, draft in zip(REQUESTS, together, strict=True):
        assert draft.text
        assert not foreign_words(draft.text, request.evidence)
        assert draft.worst_logprob is not None
        assert_same(writer.write([request])[0], draft)


@pytest.mark.parametrize(("family", "template"), FAMILIES)
def test_beams_keep_the_vocabulary_closed(folders: dict[str, Path], family: str, template: str) -> None:
    drafts = load(folders[family], template, num_beams=2).write(REQUESTS)
    for request, draft in zip(REQUESTS, drafts, strict=True):
        assert draft.text
        assert not foreign_words(draft.text, request.evidence)


@pytest.mark.parametrize("family", ["Bart", "Pegasus", "T5"])
def test_a_sentence_may_end_with_a_full_stop(folders: dict[str, Path], family: str) -> None:
    tokenizer = load(folders[family])._tokenizer
    assert tokenizer.eos_token_id is not None
    vocabulary = ClosedVocabulary(tokenizer, len(tokenizer), [tokenizer.eos_token_id])
    assert any(tokenizer.decode([0, token]).endswith(".") for token in vocabulary.closing)
    assert all(tokenizer.unk_token_id not in path for pair in vocabulary._glue for path in pair)


def captured(writer: Seq2SeqWriter, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What ``generate`` was called with for all requests in one batch."""
    seen: dict[str, Any] = {}
    original = writer._model.generate

    def generate(**arguments: Any) -> Any:
        seen.update(arguments)
        return original(**arguments)  # type: ignore[operator]

    monkeypatch.setattr(writer._model, "generate", generate)
    writer.write(REQUESTS)
    return seen


@pytest.mark.parametrize("template", ["primera", "plain"])
def test_global_attention(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch, template: str) -> None:
    writer = load(folders["LED"], template)
    seen = captured(writer, monkeypatch)
    separators = seen["input_ids"] == writer._tokenizer.convert_tokens_to_ids(tiny_models.SEPARATOR)
    expected = separators.long()
    expected[:, 0] = 1
    assert torch.equal(seen["global_attention_mask"], expected)
    between_documents = sum(len(request.evidence) - 1 for request in REQUESTS)
    assert int(separators.sum()) == (between_documents if template == "primera" else 0)


@pytest.mark.parametrize("family", ["Bart", "Pegasus", "T5"])
def test_no_global_attention_elsewhere(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch, family: str) -> None:
    seen = captured(load(folders[family]), monkeypatch)
    assert "global_attention_mask" not in seen
    assert seen["attention_mask"].sum(dim=1).unique().numel() > 1, "rows of unequal length are padded"


def test_t5_is_told_its_task(folders: dict[str, Path]) -> None:
    writer = load(folders["T5"], "t5")
    told = writer._tokenizer("summarize:", add_special_tokens=False)["input_ids"]
    assert writer._input(REQUESTS[0])[: len(told)] == told


@pytest.mark.parametrize(("family", "places"), [("Bart", 128), ("LED", 256)])
def test_evidence_is_cut_at_the_longest_input(folders: dict[str, Path], family: str, places: int) -> None:
    writer = load(folders[family])
    long = WriteRequest("sentence", tuple(TEXTS * 20), 8)
    assert len(writer._input(long)) == places
    assert writer.write([long])[0].text


def test_primera_needs_its_separator(folders: dict[str, Path]) -> None:
    with pytest.raises(ModelError, match="has no <doc-sep>"):
        load(folders["Pegasus"], "primera")
    with pytest.raises(ModelError, match="has no <doc-sep>"):
        load(tiny_models.seq2seq(folders["Bart"] / "again", "T5"), "primera")


def test_what_cannot_be_loaded_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load the writer"):
        load(tmp_path)
    folder = tiny_models.seq2seq(tmp_path / "cut", "Bart")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelError, match="cannot load the writer"):
        load(folder)
    with pytest.raises(ModelError, match="cannot load the writer"):
        load(tiny_models.causal(tmp_path / "causal"))
