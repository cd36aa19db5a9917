"""Linear maps in 8-bit integers, and what is asked of the C library, on small matrices and tiny models."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_models
import torch
from safetensors.torch import load_file, save_file

from summarizer.backends import device, int8
from summarizer.backends.instruct import InstructModel, load_instruct
from summarizer.backends.int8 import Int8Linear
from summarizer.backends.memory import drop_pages, keep_freed, mapped_files
from summarizer.errors import UsageError

pytestmark = pytest.mark.slow  # imports torch

needs_int8 = pytest.mark.skipif(not int8.available(), reason="this processor or PyTorch multiplies no int8 fast")


def relative_error(found: torch.Tensor, right: torch.Tensor) -> float:
    return float((found.float() - right.float()).norm() / right.float().norm())


@needs_int8
@pytest.mark.parametrize("form", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("shape", [(64,), (1, 64), (3, 5, 64), (700, 64)])
def test_a_rounded_map_is_close_to_the_one_it_was(form: torch.dtype, bias: bool, shape: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    linear = torch.nn.Linear(64, 96, bias=bias).to(form)
    x = torch.randn(shape).to(form)
    with torch.inference_mode():
        found, right = Int8Linear(linear)(x), linear(x)
    assert (found.shape, found.dtype) == (right.shape, form)
    assert relative_error(found, right) < 0.03


@needs_int8
def test_each_token_has_its_own_scale_and_the_largest_value_does_not_overflow() -> None:
    torch.manual_seed(1)
    linear = torch.nn.Linear(256, 32, bias=False).bfloat16()
    rounded = Int8Linear(linear)
    x = torch.randn(400, 256).bfloat16() * torch.logspace(-3, 3, 400)[:, None].bfloat16()
    with torch.inference_mode():
        found, right = rounded(x), linear(x)
    rows = (found.float() - right.float()).norm(dim=1) / right.float().norm(dim=1)
    assert float(rows.max()) < 0.05, "a value that wrapped round would be off by twice the row's largest"
    with torch.inference_mode():
        assert torch.equal(rounded(torch.zeros(2, 256).bfloat16()), torch.zeros(2, 32).bfloat16())


@needs_int8
def test_a_row_s_result_does_not_depend_on_its_batch() -> None:
    torch.manual_seed(2)
    rounded = Int8Linear(torch.nn.Linear(128, 128).bfloat16())
    x = torch.randn(33, 128).bfloat16()
    with torch.inference_mode():
        together = rounded(x)
        assert all(torch.equal(rounded(x[at : at + 1])[0], together[at]) for at in range(33))


@pytest.fixture(scope="module", params=["Qwen2", "Llama"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.causal(tmp_path_factory.mktemp(request.param), request.param)


def logits_of(loaded: InstructModel) -> torch.Tensor:
    ids = torch.tensor([loaded.tokens(tiny_models.TEXTS[0])])
    with torch.inference_mode():
        return loaded.model(input_ids=ids).logits[0].float()


@needs_int8
def test_a_rounded_model_answers_like_the_one_it_was(folder: Path) -> None:
    exact = load_instruct(folder, "tiny", "float32", device="cpu")
    rounded = load_instruct(folder, "tiny", "int8", device="cpu")
    assert (exact.dtype, rounded.dtype) == ("float32", "int8")
    assert not [name for name, module in rounded.model.named_modules() if isinstance(module, torch.nn.Linear)]
    assert relative_error(logits_of(rounded), logits_of(exact)) < 0.1


def test_auto_is_int8_where_it_is_fast_and_nowhere_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (load_instruct(folder, "tiny", "auto", device="cpu").dtype == "int8") == int8.available()
    monkeypatch.setattr(int8, "available", lambda: False)
    assert load_instruct(folder, "tiny", "auto", device="cpu").dtype in ("bfloat16", "float32")
    with pytest.raises(UsageError, match="VNNI"):
        load_instruct(folder, "tiny", "int8", device="cpu")
    assert not device.resolve_rounding("auto", torch.device("cuda"))
    with pytest.raises(UsageError, match="instruct models"):
        device.resolve_dtype("int8", torch.device("cpu"))


def test_a_processor_without_the_instructions_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    int8.available.cache_clear()
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx2": True}, raising=False)
    try:
        assert not int8.available()
    finally:
        int8.available.cache_clear()


def test_dropped_pages_of_a_mapped_file_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    weight = torch.arange(100_000, dtype=torch.float32)
    save_file({"weight": weight}, path)
    loaded = load_file(path)["weight"]
    own = weight.clone()
    for tensor in (loaded, own):
        drop_pages(tensor, mapped_files())
        assert torch.equal(tensor, weight), "what is not of a file must not be dropped, what is comes back"


class Libc:
    """A C library that notes what is asked of it."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def mallopt(self, *asked: object) -> None:
        self.asked.append(asked)

    def madvise(self, *asked: object) -> None:
        self.asked.append(asked)


def test_the_c_library_is_asked_where_there_is_one_that_can(monkeypatch: pytest.MonkeyPatch) -> None:
    can, tensor, everywhere = Libc(), torch.ones(10_000), [range(0, 2**63)]
    for libc in (can, None, object()):  # glibc, another system, a C library without mallopt
        monkeypatch.setattr("summarizer.backends.memory._libc", lambda found=libc: found)
        keep_freed.cache_clear()
        keep_freed()
    keep_freed.cache_clear()
    assert [option for option, _ in can.asked] == [-4, -1], "M_MMAP_MAX and M_TRIM_THRESHOLD"
    monkeypatch.setattr("summarizer.backends.memory._libc", lambda: None)
    drop_pages(tensor, everywhere)
    assert torch.equal(tensor, torch.ones(10_000))
    monkeypatch.setattr("summarizer.backends.memory._libc", lambda: can)
    drop_pages(tensor, everywhere)
    assert len(can.asked) == 3
    drop_pages(tensor, [range(0, 1)])
    assert len(can.asked) == 3, "what is not of a mapped file is left alone"
