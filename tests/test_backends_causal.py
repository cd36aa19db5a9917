"""The writer of instruct models, on tiny models with random weights."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_models
import torch
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from transformers import GenerationConfig, PreTrainedTokenizerFast

from summarizer.backends.causal import CausalWriter
from summarizer.backends.copying import CopyBrake
from summarizer.backends.instruct import added_tokens, load_instruct
from summarizer.backends.prompts import INSTRUCTIONS, SYSTEM, chat_parts
from summarizer.backends.stopping import SentenceEnd
from summarizer.backends.vocabulary import GLUE, ClosedVocabulary
from summarizer.errors import ModelError
from summarizer.model_settings import CausalWriterSettings
from summarizer.models import ModelStore
from summarizer.records import Draft, WriteRequest
from summarizer.settings import StoreSettings
from summarizer.text import inflections, numbers

pytestmark = pytest.mark.slow  # builds and runs small torch models

TEXTS = tiny_models.TEXTS
REQUESTS = [
    WriteRequest("sentence", (TEXTS[0],), 12),
    WriteRequest("sentence", (TEXTS[1], TEXTS[3], TEXTS[2]), 8),
    WriteRequest("title", (TEXTS[2],), 9),
    WriteRequest("sentence", (TEXTS[3],), 20),
    WriteRequest("sentence", ("Floods hit.",), 10),
]
EVIDENCE = st.lists(
    st.sampled_from(
        ["Marlow", "flooded", "residents’", "12-year-old", "1,250", "$2.5", "12%", "“rain,”", "no", "ﬂood", "6"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@pytest.fixture(scope="module", params=["Qwen2", "Llama"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.causal(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture(scope="module")
def writer(folder: Path) -> CausalWriter:
    return load(folder)


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    with tiny_models.one_thread():
        yield


def load(folder: Path, **changes: object) -> CausalWriter:
    loaded = load_instruct(folder, "tiny", "float32", device="cpu")
    return CausalWriter(loaded, CausalWriterSettings(**{"vocabulary": "closed", **changes}))  # type: ignore[arg-type]


def foreign_words(text: str, evidence: tuple[str, ...]) -> set[str]:
    """Words of ``text`` that are neither in the evidence, nor inflections of its words, nor glue."""
    known = set(GLUE)
    for word in " ".join(evidence).split():
        bare = word.strip(" .,;:!?\"“”‘’'()…–—-")
        for part in (bare, *re.split("[-–—/]", bare)):
            known.update(inflections(part))
    known |= {word[:1].upper() + word[1:] for word in known}
    written = (re.sub(r"['’](s?)$", "", w.strip(".,'’-")) for w in re.split(r"[\s\"“”()…–;:]+", text))
    return {word for word in written if word.strip("'’.,-")} - known


def assert_same(one: Draft, other: Draft) -> None:
    assert one.text == other.text
    assert one.logprob == pytest.approx(other.logprob, rel=1e-4, abs=1e-4)
    assert one.worst_logprob == pytest.approx(other.worst_logprob, rel=1e-4, abs=1e-4)


def test_one_draft_a_request_the_same_alone_and_in_any_batch(writer: CausalWriter) -> None:
    seen: list[tuple[str, int, int]] = []
    together = writer.write(REQUESTS, progress=lambda *step: seen.append(step))
    assert len({draft.text for draft in together}) > 1, "the drafts must differ for their order to show"
    for request, draft in zip(REQUESTS, together, strict=True):
        assert_same(writer.write([request])[0], draft)
    for draft, mirrored in zip(together, reversed(writer.write(REQUESTS[::-1])), strict=True):
        assert_same(draft, mirrored)
    assert seen[-1] == ("write", len(REQUESTS), len(REQUESTS))


def test_batch_limits_change_nothing(folder: Path, writer: CausalWriter) -> None:
    small = load(folder, max_batch_rows=2, max_batch_tokens=300)
    for one, other in zip(small.write(REQUESTS), writer.write(REQUESTS), strict=True):
        assert_same(one, other)


def test_the_prefix_cache_changes_nothing(folder: Path) -> None:
    writer = load(folder, vocabulary="open")
    drafts = writer.write(REQUESTS)
    tokenizer, model = writer._tokenizer, writer._model
    for request, draft in zip(REQUESTS, drafts, strict=True):
        before, after = chat_parts(tokenizer, request.kind)
        parts = [before, "\n".join(request.evidence), after]
        ids = [t for part in parts for t in tokenizer(part, add_special_tokens=False)["input_ids"]]
        config = GenerationConfig(
            max_new_tokens=int(request.max_words * 1.7) + 8,
            do_sample=False,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
        prompt = torch.tensor([ids])
        output = model.generate(prompt, attention_mask=torch.ones_like(prompt), generation_config=config)  # type: ignore[operator]
        plain = tokenizer.decode(output[0, len(ids) :], skip_special_tokens=True).strip()
        assert draft.text
        # The writer stops at the end of a sentence, or of a line; plain generation goes on.
        assert plain.startswith(draft.text)
        if len(draft.text) < len(plain):
            assert draft.text[-1] in '.!?”"»)' or "\n" in plain[len(draft.text) :][:2]


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EVIDENCE, min_size=1, max_size=3))
def test_every_word_comes_from_the_evidence(writer: CausalWriter, evidence: list[str]) -> None:
    draft = writer.write([WriteRequest("sentence", tuple(evidence), 10)])[0]
    assert draft.text
    assert not foreign_words(draft.text, tuple(evidence))
    pieces = {number for text in evidence for number in numbers(text.replace("-", " "))}
    assert set(numbers(draft.text)) <= pieces
    assert draft.logprob is not None
    assert draft.worst_logprob is not None
    assert draft.worst_logprob <= draft.logprob <= 0


@pytest.mark.parametrize("vocabulary", ["closed", "open"])
def test_a_decimal_point_ends_no_sentence(folder: Path, vocabulary: str) -> None:
    writer = load(folder, vocabulary=vocabulary)
    tokenizer = writer._tokenizer
    mask = writer._recorder([REQUESTS[3]], 0)
    end = SentenceEnd(tokenizer, 0, whole_word=mask.whole_word if vocabulary == "closed" else None)

    def stops(text: str) -> bool:
        ids = tokenizer(text, add_special_tokens=False)["input_ids"]
        return bool(end(torch.tensor([ids]), None))

    assert not stops("The regional council approved $2.")
    assert stops("The regional council approved $2.5 million.")


def test_an_open_vocabulary_is_open(folder: Path) -> None:
    drafts = load(folder, vocabulary="open").write(REQUESTS)
    pairs = zip(drafts, REQUESTS, strict=True)
    assert any(foreign_words(draft.text, request.evidence) for draft, request in pairs)


def test_a_number_keeps_its_digits_and_its_unit(writer: CausalWriter) -> None:
    tokenizer = writer._tokenizer
    vocabulary = ClosedVocabulary(tokenizer, len(tokenizer), writer._stop_ids)
    row = vocabulary.row(["About 1,250 people"])

    def ids(text: str) -> list[int]:
        return list(tokenizer(text, add_special_tokens=False)["input_ids"])

    number = ids(" 1,250")
    for length in range(1, len(number)):
        if len(number[:length]) > 1 or number[0] != ids(" of")[0]:
            assert not row.allowed(number[:length]) & vocabulary.ends
    assert vocabulary.ends <= row.allowed(number)
    assert not row.allowed(number) & {*ids("%"), *ids("0"), *ids("$")}
    assert ids("%")[0] in vocabulary.row(["12%"]).allowed(ids(" 12"))


def test_beams_keep_the_vocabulary_closed(folder: Path) -> None:
    drafts = load(folder, num_beams=3).write(REQUESTS)
    assert [foreign_words(d.text, r.evidence) for d, r in zip(drafts, REQUESTS, strict=True)] == [set()] * 5
    assert all(draft.text and draft.logprob is None for draft in drafts)


def test_sampling_repeats_with_its_seed(folder: Path) -> None:
    warm = load(folder, temperature=1.5)
    assert warm.write(REQUESTS) == warm.write(REQUESTS)
    other = CausalWriter(warm.loaded, CausalWriterSettings(temperature=1.5), seed=1)
    assert other.write(REQUESTS) != warm.write(REQUESTS)


def test_the_record_of_the_model(folder: Path) -> None:
    loaded = load_instruct(folder, "m", "float32", "r1", "abc", "cpu")
    info = CausalWriter(loaded, CausalWriterSettings()).info
    assert (info.role, info.name, info.revision, info.sha256) == ("writer", "m", "r1", "abc")
    assert (info.device, info.dtype) == ("cpu", "float32")


@pytest.mark.parametrize(
    ("template", "roles"),
    [(tiny_models.CHAT, ["system", "user", "assistant"]), (tiny_models.CHAT_WITHOUT_SYSTEM, ["user", "assistant"])],
)
def test_chat_templates(tmp_path: Path, template: str, roles: list[str]) -> None:
    writer = load(tiny_models.causal(tmp_path, template=template))
    before, after = chat_parts(writer._tokenizer, "title")
    assert re.findall(r"<\|im_start\|>(\w+)", before + after) == roles
    assert SYSTEM in before
    assert before.endswith(f"{INSTRUCTIONS['title']}\n\n")
    assert after.startswith("<|im_end|>")
    assert writer.write(REQUESTS[:1])[0].text


def test_a_model_without_a_chat_template(tmp_path: Path) -> None:
    writer = load(tiny_models.causal(tmp_path, template=None))
    assert chat_parts(writer._tokenizer, "title") == (f"{INSTRUCTIONS['title']}\n\n", "\n\n")
    assert writer.write(REQUESTS[:1])[0].text


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load the model"):
        load(tmp_path)


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["cut", "missing"])
def test_damaged_files_are_a_model_error(tmp_path: Path, name: str, damage: str) -> None:
    path = tiny_models.causal(tmp_path) / name
    data = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelError, match="cannot load the model"):
        load(tmp_path)


@pytest.mark.real_model
def test_a_real_model_keeps_to_its_evidence() -> None:
    ready = ModelStore(StoreSettings()).ensure("smollm2-135m-instruct")
    drafts = load(ready.path).write(REQUESTS)
    for draft, request in zip(drafts, REQUESTS, strict=True):
        assert draft.text
        assert not foreign_words(draft.text, request.evidence)


def test_a_second_draft_that_branches_off_is_what_it_would_be_alone(folder: Path) -> None:
    writer = load(folder, vocabulary="open")
    copied = WriteRequest("sentence", (" ".join(["rain", "burst"] * 12),), 16)
    braked = replace(copied, free_run=1)
    together = writer.write([copied, braked, *REQUESTS])
    for request, draft in zip([copied, braked, *REQUESTS], together, strict=True):
        assert_same(writer.write([request])[0], draft)


def test_the_brake_turns_a_draft_away_from_copying(folder: Path) -> None:
    writer = load(folder)
    evidence = (TEXTS[1],)
    brake = CopyBrake(writer.loaded.tokenizer, [evidence, evidence], [2, 0], 0)
    written = writer.loaded.tokens("Rescue teams moved")
    scores = torch.zeros((2, 500))
    braked = brake.braked([0, 1], [written, written], scores)
    # The next word of the evidence, "1,250", begins with " 1".
    token = writer.loaded.tokens(" 1")[0]
    assert float(braked[0, token]) == pytest.approx(-3.0)
    assert int((braked[0] != 0).sum()) == 1
    assert not braked[1].any()
    assert not brake.braked([0], [writer.loaded.tokens("Rescue")], scores[:1]).any()


def test_the_added_tokens_of_a_tokenizer_are_read_from_the_beginning_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    assert added_tokens(path) == {}
    token = {"content": "<end>", "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    path.write_text(json.dumps({"version": "1.0", "added_tokens": [{"id": 7, **token}], "model": {"vocab": {"é": 0}}}))
    assert added_tokens(path) == {"added_tokens_decoder": {"7": token}}
    for other in (
        '{"model": {}}',
        '{"added_tokens": []}',
        '{"added_tokens": [{"content": "x"}]}',
        '{"added_tokens": [{',
    ):
        path.write_text(other)
        assert added_tokens(path) == {}


@pytest.mark.real_model
def test_a_tokenizer_read_so_is_the_same() -> None:
    path = ModelStore(StoreSettings()).ensure("qwen2.5-coder-0.5b-instruct").path
    usual = PreTrainedTokenizerFast.from_pretrained(path, local_files_only=True)
    quick = PreTrainedTokenizerFast.from_pretrained(
        path, local_files_only=True, **added_tokens(path / "tokenizer.json")
    )
    assert quick.added_tokens_decoder == usual.added_tokens_decoder
    assert quick.special_tokens_map == usual.special_tokens_map
    assert quick.backend_tokenizer.to_str() == usual.backend_tokenizer.to_str()
