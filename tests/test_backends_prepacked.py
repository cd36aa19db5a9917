"""Packed weights that are kept from one start to the next: the same to the last bit, or made anew."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import tiny_models
import torch
from safetensors import safe_open

from summarizer.backends import int8, prepacked
from summarizer.backends.instruct import InstructModel, load_instruct
from summarizer.backends.int8 import Int8Linear
from summarizer.models import ModelStore, derived
from summarizer.models.derived import Derived
from summarizer.settings import StoreSettings

pytestmark = [
    pytest.mark.slow,  # imports torch
    pytest.mark.skipif(not int8.available(), reason="this processor or PyTorch multiplies no int8 fast"),
    pytest.mark.skipif(not prepacked._circumstances(), reason="packed weights cannot be taken out here"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.causal(tmp_path_factory.mktemp("tiny"), "Qwen2")


def load(folder: Path, kept: Derived | None) -> InstructModel:
    return load_instruct(folder, "tiny", "int8", device="cpu", kept=kept)


def answers(loaded: InstructModel, text: str = tiny_models.TEXTS[0]) -> torch.Tensor:
    ids = torch.tensor([loaded.tokens(text)])
    with torch.inference_mode():
        logits: torch.Tensor = loaded.model(input_ids=ids).logits[0]
    return logits


def mapped(loaded: InstructModel) -> set[bool]:
    """Whether the rounded maps lie in a file."""
    return {one.packed.memory is not None for one in loaded.model.modules() if isinstance(one, Int8Linear)}


def test_the_second_start_rounds_nothing_and_answers_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Derived(tmp_path / "derived", "aa")
    plain, first = load(folder, None), load(folder, kept)
    monkeypatch.setattr(int8, "_rounded", lambda weight: pytest.fail("a weight was rounded"))
    second = load(folder, kept)
    assert (mapped(plain), mapped(first), mapped(second)) == ({False}, {False}, {True})
    for text in tiny_models.TEXTS:
        assert torch.equal(answers(plain, text), answers(first, text))
        assert torch.equal(answers(plain, text), answers(second, text))


@pytest.mark.parametrize("what", ["torch", "instructions", "layout"])
def test_other_circumstances_make_it_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    kept = Derived(tmp_path / "derived", "aa")
    load(folder, kept)
    other = {**prepacked._circumstances(), what: "another"}
    monkeypatch.setattr(prepacked, "_circumstances", lambda: other)
    assert mapped(load(folder, kept)) == {False}
    assert mapped(load(folder, kept)) == {True}


def test_a_changed_source_makes_it_anew(folder: Path, tmp_path: Path) -> None:
    load(folder, Derived(tmp_path / "derived", "aa"))
    other = Derived(tmp_path / "derived", "bb")
    assert mapped(load(folder, other)) == {False}
    assert mapped(load(folder, other)) == {True}


@pytest.mark.parametrize("part", [".layout", ".scales"])
def test_a_changed_layout_or_scale_is_noticed_at_the_start(folder: Path, tmp_path: Path, part: str) -> None:
    kept = Derived(tmp_path / "derived", "aa")
    right = answers(load(folder, kept))
    (path,) = (tmp_path / "derived").glob("*.safetensors")
    content = bytearray(path.read_bytes())
    (length,) = struct.unpack("<Q", content[:8])
    with safe_open(path, framework="pt") as file:
        name = next(key for key in file.keys() if key.endswith(part))  # noqa: SIM118 (it is no mapping)
        changed = bytes(file.get_tensor(name).tolist())
    at = content.index(changed, 8 + length)
    content[at + 20] ^= 0xFF
    path.write_bytes(content)
    again = load(folder, kept)
    assert mapped(again) == {False}
    assert torch.equal(answers(again), right)
    assert mapped(load(folder, kept)) == {True}, "it was made anew"


def test_a_file_of_other_maps_is_not_used(folder: Path, tmp_path: Path) -> None:
    kept = Derived(tmp_path / "derived", "aa")
    other = torch.nn.Sequential(torch.nn.Linear(64, 64).bfloat16())
    int8.round_weights(other, kept)
    right = answers(load(folder, None))
    assert torch.equal(answers(load(folder, kept)), right)


def test_where_packed_weights_cannot_be_taken_out_nothing_is_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = answers(load(folder, None))

    def missing() -> None:
        raise OSError("not here")

    monkeypatch.setattr(prepacked, "_library", missing)
    monkeypatch.setattr(prepacked, "_circumstances", prepacked._circumstances.__wrapped__)
    assert prepacked._circumstances() == {}
    assert torch.equal(answers(load(folder, Derived(tmp_path / "derived", "aa"))), right)
    assert not (tmp_path / "derived").exists()


@pytest.mark.parametrize("shape", [(8, 16), (33, 48), (257, 130), (1000, 64)])
def test_any_shape_comes_back_as_it_was(tmp_path: Path, shape: tuple[int, int]) -> None:
    torch.manual_seed(3)
    kept = Derived(tmp_path / "derived", "aa")
    linear = torch.nn.Linear(shape[1], shape[0]).bfloat16()
    models = [torch.nn.Sequential(linear) for _ in range(2)]
    for model in models:
        int8.round_weights(model, kept)
    assert isinstance(models[1][0], Int8Linear)
    assert models[1][0].packed.memory is not None
    for rows in (1, 7, 64):
        x = torch.randn(rows, shape[1]).bfloat16()
        with torch.inference_mode():
            assert torch.equal(models[0](x), models[1](x))


_PROCESS = """
import sys, hashlib
from pathlib import Path
import test_backends_prepacked as here
from summarizer.models.derived import Derived
loaded = here.load(Path(sys.argv[1]), Derived(Path(sys.argv[2]), "aa"))
print(hashlib.sha256(here.answers(loaded).float().numpy().tobytes()).hexdigest())
"""


def test_two_processes_that_start_at_once_both_answer_and_leave_one_sound_file(folder: Path, tmp_path: Path) -> None:
    tests = Path(__file__).parent
    command = [sys.executable, "-c", _PROCESS, str(folder), str(tmp_path / "derived")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])}
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    said = [process.communicate(timeout=120)[0].split()[-1] for process in both]
    assert said[0] == said[1]
    (path,) = (tmp_path / "derived").glob("*.safetensors")
    assert derived.is_sound(path)
    assert mapped(load(folder, Derived(tmp_path / "derived", "aa"))) == {True}


@pytest.mark.real_model
def test_a_published_model_answers_the_same_from_its_kept_weights(tmp_path: Path) -> None:
    path = ModelStore(StoreSettings()).ensure("smollm2-135m-instruct").path
    kept = Derived(tmp_path / "derived", "aa")
    first, second = load(path, kept), load(path, kept)
    assert (mapped(first), mapped(second)) == ({False}, {True})
    for text in tiny_models.TEXTS:
        assert torch.equal(answers(first, text), answers(second, text))
