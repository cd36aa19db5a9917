"""The specialised judges, on tiny checkpoints of their architectures with random weights."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tiny_judges
import tiny_models
import torch
from transformers import AutoModelForSeq2SeqLM, AutoModelForSequenceClassification, AutoTokenizer

from summarizer.backends.classifiers.judge import ClassifierJudge
from summarizer.backends.classifiers.layout import Layout, PlainText, Tokens, chunks
from summarizer.backends.classifiers.loading import load_classifier
from summarizer.backends.classifiers.nli import label_places
from summarizer.backends.loading import judge_model, load_judge
from summarizer.errors import ModelError, UsageError
from summarizer.model_settings import (
    CausalJudgeSettings,
    CausalWriterSettings,
    ClassifierJudgeSettings,
    ExtractiveWriterSettings,
    JudgeSettings,
    NoJudgeSettings,
    Seq2SeqWriterSettings,
    ServedWriterSettings,
    WriterSettings,
)
from summarizer.models import ModelSpec, ReadyModel
from summarizer.records import Judgement
from summarizer.settings import RunSettings, Settings

pytestmark = pytest.mark.slow  # builds and runs small torch models

TEXTS = tiny_models.TEXTS
PAIRS = [
    (TEXTS[0], "Heavy rain burst the river banks."),
    ("\n".join(TEXTS[:4]), "Rescue teams moved 1,250 people."),
    (TEXTS[2], TEXTS[2]),
    (TEXTS[3], "The council approved $9 million."),
]
NLI = ("DebertaV2", "Roberta", "Bert")
KINDS = ("nli DebertaV2", "nli Roberta", "nli Bert", "minicheck T5", "minicheck Roberta", "minicheck DebertaV2", "hhem")


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    with tiny_models.one_thread():
        yield


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {}
    for kind in KINDS:
        name, _, family = kind.partition(" ")
        folder = tmp_path_factory.mktemp(kind.replace(" ", "-"))
        if name == "nli":
            tiny_judges.classifier(folder, family)
        elif family == "T5":
            tiny_judges.minicheck_t5(folder)
        elif name == "minicheck":
            tiny_judges.classifier(folder, family, ("LABEL_0", "LABEL_1"))
        else:
            tiny_judges.hhem(folder)
        made[kind] = folder
    return made


def load(folder: Path, kind: str, **changes: Any) -> ClassifierJudge:
    settings = ClassifierJudgeSettings(name=kind, model="tiny", kind=kind.split()[0], **{"dtype": "float32"} | changes)
    return load_classifier(folder, settings, device="cpu")


@pytest.fixture(params=KINDS)
def judge(request: pytest.FixtureRequest, folders: dict[str, Path]) -> ClassifierJudge:
    return load(folders[request.param], request.param)


def close(found: list[Judgement], expected: list[Judgement]) -> bool:
    pairs = zip(found, expected, strict=True)
    return all(
        left.supported == pytest.approx(right.supported, abs=1e-4)
        and left.contradicted == pytest.approx(right.contradicted, abs=1e-4)
        for left, right in pairs
    )


def reads(judge: ClassifierJudge, evidence: str, claim: str) -> list[list[int]]:
    """The inputs that the model gets for one pair."""
    return [held.ids for held in judge._inputs([(evidence, claim)])]


def test_the_same_alone_together_and_in_small_batches(judge: ClassifierJudge) -> None:
    told: list[tuple[str, int, int]] = []
    together = judge.assess(PAIRS, lambda *step: told.append(step))
    assert len({round(found.supported, 4) for found in together}) == len(PAIRS)
    assert all(0 <= found.supported <= 1 for found in together)
    assert all(found.contradicted >= 0 and found.supported + found.contradicted <= 1 + 1e-9 for found in together)
    assert close([judge.assess([pair])[0] for pair in PAIRS], together)
    assert judge.judge(PAIRS) == pytest.approx([found.supported for found in together], abs=1e-4)
    assert told[-1][0] == "judge"
    assert told[-1][1] == told[-1][2] >= len(PAIRS)
    judge._max_batch_tokens = 64
    assert close(judge.assess(PAIRS), together)


def test_only_nli_knows_contradiction(folders: dict[str, Path]) -> None:
    for kind in KINDS:
        found = load(folders[kind], kind).assess(PAIRS)
        assert any(answer.contradicted > 0 for answer in found) == kind.startswith("nli"), kind


@pytest.mark.parametrize("family", NLI)
def test_an_nli_model_reads_the_pair_as_its_tokenizer_makes_it(folders: dict[str, Path], family: str) -> None:
    folder = folders[f"nli {family}"]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).eval()
    evidence, claim = PAIRS[0]
    with torch.inference_mode():
        shares = model(**tokenizer(evidence, claim, return_tensors="pt")).logits.softmax(-1)[0]
    judge = load(folder, f"nli {family}")
    (found,) = judge._inputs([(evidence, claim)])
    made = tokenizer(evidence, claim)
    assert found.ids == made["input_ids"]
    assert found.types == made.get("token_type_ids", [])
    assert bool(found.types) == (family != "Roberta")
    (answer,) = judge.assess([(evidence, claim)])
    assert (answer.supported, answer.contradicted) == pytest.approx((float(shares[0]), float(shares[2])), abs=1e-5)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_the_labels_is_read_from_the_configuration(tmp_path: Path, order: tuple[int, ...]) -> None:
    spelled = ("ENTAILMENT", "Neutral", "contradictory")
    labels = [spelled[at] for at in order]
    folder = tiny_judges.classifier(tmp_path, "Bert", labels)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).eval()
    with torch.inference_mode():
        shares = model(**tokenizer(*PAIRS[0], return_tensors="pt")).logits.softmax(-1)[0]
    (answer,) = load(folder, "nli").assess([PAIRS[0]])
    expected = (float(shares[labels.index("ENTAILMENT")]), float(shares[labels.index("contradictory")]))
    assert (answer.supported, answer.contradicted) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("labels", "places"),
    [
        (["contradiction", "entailment", "neutral"], (1, 0)),
        (["SUPPORTS", "REFUTES", "NOT ENOUGH INFO"], (0, 1)),
        (["not_entailment", "entailment"], (1, None)),
        (["entailment", "not-entailment"], (0, None)),
        (["unsupported", "supported"], (1, None)),
        (["inconsistent", "consistent"], (1, None)),
        (["c", "e", "n"], (1, 0)),
        (["LABEL_0", "LABEL_1", "LABEL_2"], None),
        (["entailment", "LABEL_1", "LABEL_2"], None),
        (["entailment", "entails", "contradiction"], None),
        (["neutral", "contradiction"], None),
        (["positive"], None),
        ([], None),
    ],
)
def test_labels_in_any_spelling_or_a_clear_error(labels: list[str], places: tuple[int, int | None] | None) -> None:
    named = dict(enumerate(labels))
    if places is not None:
        assert label_places(named, "folder") == places
        return
    with pytest.raises(ModelError, match="do not say which is entailment"):
        label_places(named, "folder")


def test_minicheck_t5_is_asked_as_it_was_trained(folders: dict[str, Path]) -> None:
    folder = folders["minicheck T5"]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    evidence, claim = PAIRS[1]
    joined = tokenizer(f"predict: {evidence}</s>{claim}", return_tensors="pt")
    judge = load(folder, "minicheck")
    assert reads(judge, evidence, claim) == joined["input_ids"].tolist()
    no, yes = (tokenizer.convert_tokens_to_ids(piece) for piece in ("▁", "▁1"))
    with torch.inference_mode():
        logits = model(**joined, decoder_input_ids=torch.zeros((1, 1), dtype=torch.long)).logits[0, 0]
    expected = float(logits[[no, yes]].softmax(-1)[1])
    assert judge.judge([(evidence, claim)]) == [pytest.approx(expected, abs=1e-5)]


@pytest.mark.parametrize(("family", "separator"), [("Roberta", "</s>"), ("DebertaV2", "[SEP]")])
def test_minicheck_classifiers_read_one_text_with_a_separator(
    folders: dict[str, Path], family: str, separator: str
) -> None:
    folder = folders[f"minicheck {family}"]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).eval()
    evidence, claim = PAIRS[0]
    joined = tokenizer(f"{evidence}{separator}{claim}", return_tensors="pt")
    judge = load(folder, "minicheck")
    assert reads(judge, evidence, claim) == joined["input_ids"].tolist()
    with torch.inference_mode():
        expected = float(model(**joined).logits.softmax(-1)[0, 1])
    assert judge.judge([(evidence, claim)]) == [pytest.approx(expected, abs=1e-5)]


def test_hhem_computes_what_its_own_code_does(tmp_path: Path) -> None:
    model = tiny_judges.hhem(tmp_path)
    judge = load(tmp_path, "hhem")
    tokenizer = tiny_judges.t5_tokenizer()
    for evidence, claim in PAIRS:
        asked = tokenizer(tiny_judges.HHEM_PROMPT.format(text1=evidence, text2=claim), return_tensors="pt")
        assert reads(judge, evidence, claim) == asked["input_ids"].tolist()
        assert asked["input_ids"][0, 0] == tokenizer.pad_token_id
        with torch.inference_mode():
            expected = float(model(**asked).logits[0, 0].softmax(-1)[1])
        assert judge.judge([(evidence, claim)]) == [pytest.approx(expected, abs=1e-5)]


def test_hhem_takes_the_prompt_of_its_configuration(tmp_path: Path) -> None:
    tiny_judges.hhem(tmp_path)
    file = tmp_path / "config.json"
    config = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(config | {"prompt": "{text1} ? {text2}"}), encoding="utf-8")
    (ids,) = reads(load(tmp_path, "hhem"), "if", "true")
    tokenizer = tiny_judges.t5_tokenizer()
    assert ids == tokenizer("if ? true")["input_ids"]
    file.write_text(json.dumps(config | {"prompt": "{text1}"}), encoding="utf-8")
    with pytest.raises(ModelError, match="lacks"):
        load(tmp_path, "hhem")


def test_hhem_runs_no_code_of_its_folder(tmp_path: Path) -> None:
    tiny_judges.hhem(tmp_path)
    (tmp_path / "modeling_hhem_v2.py").write_text("raise SystemExit('run')", encoding="utf-8")
    assert load(tmp_path, "hhem").judge(PAIRS[:1])[0] > 0


def test_long_evidence_is_read_in_chunks_and_the_best_counts(judge: ClassifierJudge) -> None:
    evidence, claim = " ".join(TEXTS * 6), "The river rose."
    judge._classifier = type(judge._classifier)(**vars(judge._classifier) | {"max_tokens": 60, "chunk_tokens": 30})
    inputs = reads(judge, evidence, claim)
    assert len(inputs) > 3
    assert max(map(len, inputs)) <= 60
    parts = [judge._read([held])[0] for held in judge._inputs([(evidence, claim)])]
    (whole,) = judge.assess([(evidence, claim)])
    assert whole.supported == pytest.approx(max(part[0] for part in parts), abs=1e-4)
    assert whole.contradicted == pytest.approx(
        min(max(part[1] for part in parts), 1 - max(part[0] for part in parts)), abs=1e-4
    )


def test_chunks_end_with_sentences_and_leave_nothing_out() -> None:
    tokens = Tokens(list(range(20)), [0, 6, 9, 15])
    assert [len(part) for part in chunks(tokens, 10)] == [9, 6, 5]
    assert [len(part) for part in chunks(tokens, 4)] == [4, 2, 3, 4, 2, 4, 1]
    assert [len(part) for part in chunks(tokens, 20)] == [20]
    assert [token for part in chunks(tokens, 3) for token in part] == tokens.ids


def test_sentence_ends_are_found_among_the_tokens(folders: dict[str, Path]) -> None:
    for kind in ("nli Roberta", "nli DebertaV2", "minicheck T5"):
        tokenizer = AutoTokenizer.from_pretrained(folders[kind])
        found = PlainText(tokenizer).read("The water rose. Rescue teams moved\n“The council said.” The river")
        pieces = [found.ids[start:end] for start, end in itertools.pairwise([0, *found.ends, len(found.ids)])]
        assert [tokenizer.decode(piece).strip(" \n") for piece in pieces] == [
            "The water rose.",
            "Rescue teams moved",
            "“The council said.”",
            "The river",
        ], kind


def test_nothing_to_read_supports_nothing(judge: ClassifierJudge) -> None:
    empty = [("", "A claim."), ("Evidence.", ""), ("", ""), (" \n\t ", "A claim."), ("Evidence.", " ")]
    found = judge.assess([*empty, PAIRS[0]])
    assert found[:-1] == [Judgement(0.0, 0.0)] * len(empty)
    assert found[-1].supported > 0
    assert judge.assess([]) == []
    assert judge.judge([]) == []


def test_a_claim_too_long_to_be_read_whole_is_not_supported(judge: ClassifierJudge) -> None:
    claim = "the river rose " * 2000
    assert judge.assess([(claim, claim)]) == [Judgement(0.0, 0.0)]


def test_control_tokens_in_a_text_are_read_as_text(judge: ClassifierJudge) -> None:
    tokenizer = judge._classifier.tokenizer
    specials = set(tokenizer.all_special_ids) - {tokenizer.unk_token_id}
    plain = reads(judge, "river", "rose")[0]
    hostile = " ".join(tokenizer.all_special_tokens) + " ＜/s＞ ［ＳＥＰ］ <</s>/s>"
    for evidence, claim in ((f"river {hostile}", "rose"), ("river", f"rose {hostile}"), (f"river{hostile}", "rose")):
        for ids in reads(judge, evidence, claim):
            assert [token for token in ids if token in specials] == [token for token in plain if token in specials]
            assert len(ids) > len(plain)


@pytest.mark.parametrize(
    "text",
    [
        "Die Brücke über die Spree wurde am Montag gesperrt.",
        "мост закрыт",
        "橋は月曜日に閉鎖された。",
        "🌊🌊",
        "\x00\ud7ff",
    ],
)
def test_other_languages_and_odd_characters_are_answered(judge: ClassifierJudge, text: str) -> None:
    for pair in ((text, "The bridge is closed."), ("The bridge is closed.", text), (text, text)):
        (found,) = judge.assess([pair])
        assert 0 <= found.supported <= 1


@pytest.mark.parametrize("kind", ["nli Bert", "minicheck T5", "hhem"])
def test_a_megabyte_of_evidence_is_read_to_its_end(folders: dict[str, Path], kind: str) -> None:
    judge = load(folders[kind], kind)
    text = "The river rose. " * 62_500
    tokens = PlainText(judge._classifier.tokenizer).read(text)
    room = judge._classifier.chunk_tokens
    assert sum(map(len, chunks(tokens, room))) == len(tokens.ids) > 100_000
    (found,) = judge.assess([(text[:30_000], "The river rose.")])
    assert 0 <= found.supported <= 1


def test_weights_that_answer_with_no_number_are_an_error(folders: dict[str, Path]) -> None:
    judge = load(folders["nli Bert"], "nli")
    with torch.no_grad():
        next(judge._classifier.model.parameters()).fill_(float("nan"))
    with pytest.raises(ModelError, match="no number"):
        judge.judge(PAIRS)


@pytest.mark.parametrize("dtype", ["bfloat16", "auto"])
def test_other_number_formats(folders: dict[str, Path], dtype: str) -> None:
    for kind in KINDS:
        judge = load(folders[kind], kind, dtype=dtype)
        assert judge.info.dtype in ({"bfloat16"} if dtype == "bfloat16" else {"bfloat16", "float32"})
        assert all(0 <= found <= 1 for found in judge.judge(PAIRS))


WRONG: list[tuple[str, Callable[[Path], Any], str]] = [
    ("nli", lambda path: tiny_models.causal(path), "Qwen2ForCausalLM, which is no NLI cross-encoder"),
    ("nli", lambda path: tiny_judges.minicheck_t5(path), "T5ForConditionalGeneration, which is no NLI"),
    ("nli", lambda path: tiny_judges.hhem(path), "HHEMv2ForSequenceClassification|cannot load the judge"),
    ("nli", lambda path: tiny_judges.classifier(path, "Bert", ("a", "b", "c2")), "do not say which is entailment"),
    ("minicheck", lambda path: tiny_models.causal(path), "Qwen2ForCausalLM, which is no MiniCheck"),
    ("minicheck", lambda path: tiny_judges.classifier(path, "Bert"), "has 3 classes instead of two"),
    ("hhem", lambda path: tiny_judges.classifier(path, "Bert"), "BertForSequenceClassification, which is no HHEM"),
    ("hhem", lambda path: tiny_judges.minicheck_t5(path), "T5ForConditionalGeneration, which is no HHEM"),
    ("hhem", lambda path: tiny_judges.hhem(path, labels=3), "which is no HHEM"),
]


@pytest.mark.parametrize(("kind", "make", "message"), WRONG)
def test_a_folder_with_another_model_is_a_clear_error(
    tmp_path: Path, kind: str, make: Callable[[Path], Any], message: str
) -> None:
    make(tmp_path)
    with pytest.raises(ModelError, match=message) as caught:
        load(tmp_path, kind)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("kind", ["nli Bert", "minicheck T5", "hhem"])
def test_damaged_folders_are_a_clear_error(tmp_path: Path, kind: str, folders: dict[str, Path]) -> None:
    with pytest.raises(ModelError, match="cannot load the judge"):
        load(tmp_path / "nowhere", kind)
    files = {file.name: file.read_bytes() for file in folders[kind].iterdir()}
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        for content in (None, b"", b"[1]", files[name][: len(files[name]) // 2]):
            folder = tmp_path / f"{name}-{content and len(content)}"
            folder.mkdir(exist_ok=True)
            for other, data in files.items():
                (folder / other).write_bytes(data)
            (folder / name).unlink() if content is None else (folder / name).write_bytes(content)
            with pytest.raises(ModelError) as caught:
                load(folder, kind)
            assert "\n" not in str(caught.value), (name, content)


def test_a_head_that_is_missing_is_not_made_up(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    tiny_judges.classifier(tmp_path, "Roberta")
    weights = {name: held for name, held in load_file(tmp_path / "model.safetensors").items() if "out_proj" not in name}
    save_file(weights, tmp_path / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="weights are missing, such as classifier"):
        load(tmp_path, "nli")


def test_pickled_weights_are_not_read(tmp_path: Path) -> None:
    tiny_judges.classifier(tmp_path, "Bert")
    model = AutoModelForSequenceClassification.from_pretrained(tmp_path)
    torch.save(model.state_dict(), tmp_path / "pytorch_model.bin")
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="cannot load the judge"):
        load(tmp_path, "nli")


def test_the_settings_choose_the_judge(folders: dict[str, Path]) -> None:
    def settings(kind: str) -> Settings:
        return Settings(
            judge=ClassifierJudgeSettings(kind=kind, model="tiny", dtype="float32"), run=RunSettings(device="cpu")
        )

    for kind in KINDS:
        weights = ReadyModel(folders[kind], ModelSpec("tiny"), "ab" * 32, "commit")
        found = load_judge(weights, settings(kind.split()[0]))
        assert found is not None
        info = found.info
        assert (info.role, info.name, info.revision, info.sha256) == ("judge", "tiny", "commit", "ab" * 32)
        assert (info.device, info.dtype) == ("cpu", "float32")
    assert load_judge(None, Settings(judge=NoJudgeSettings())) is None


@pytest.mark.parametrize(
    ("judge", "writer", "expected"),
    [
        (CausalJudgeSettings(), CausalWriterSettings(model="own"), "own"),
        (CausalJudgeSettings(model="other"), CausalWriterSettings(model="own"), "other"),
        (CausalJudgeSettings(fallback="asked"), Seq2SeqWriterSettings(model="own"), "asked"),
        (CausalJudgeSettings(fallback="asked"), ServedWriterSettings(model="own", url="http://x"), "asked"),
        (CausalJudgeSettings(fallback="asked"), ExtractiveWriterSettings(), ""),
        (NoJudgeSettings(), CausalWriterSettings(model="own"), ""),
        (ClassifierJudgeSettings(kind="nli", model="other"), CausalWriterSettings(), "other"),
    ],
)
def test_which_model_judges(judge: JudgeSettings, writer: WriterSettings, expected: str) -> None:
    assert judge_model(Settings(judge=judge, writer=writer)) == expected


def test_a_specialised_judge_needs_a_model() -> None:
    with pytest.raises(UsageError, match="needs a model"):
        judge_model(Settings(judge=ClassifierJudgeSettings(kind="nli")))


def test_layouts_of_two_texts() -> None:
    layout = Layout([1], [2, 2], [3], types=(0, 0, 0, 1, 1))
    assert layout.join([7, 8], [9]) == [1, 7, 8, 2, 2, 9, 3]
    assert layout.type_ids([7, 8], [9]) == [0, 0, 0, 0, 0, 1, 1]
    assert layout.size == 4
