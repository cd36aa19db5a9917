"""What turns an instruct model into a calibrated judge: low-rank adapters on some layers, and a linear head.

The adapters (LoRA, Hu et al., 2022) and the head are trained by ``scripts/train_judge.py`` for one set of weights
and one prompt; they are looked up by the catalogue name of the weights and passed over when their prompt is not the
one in use. The weights themselves stay as they are and are shared with the writer. What a judge was trained on, and
how good it is, stands in ``summarizer/judges/README.md``.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import nn

from summarizer.errors import ModelError
from summarizer.records import Judgement

SUPPORTED, CONTRADICTED, NEITHER = range(3)
"""Rows of the head's output."""

ADAPTED = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
"""Linear maps of a layer that get an adapter."""

_HEAD = ("head.weight", "head.bias")


@dataclass(frozen=True, slots=True)
class JudgeWeights:
    """A trained judge.

    ``layer`` says after how many layers the hidden state is taken and ``prompt`` is the hash of the prompt it was
    trained with. ``weight`` is (3, d) and ``bias`` (3,), calibration folded in. ``lora`` maps the name of a linear map,
    such as ``11.self_attn.q_proj``, to its factors: (r, in) and (out, r), scale folded in.
    """

    layer: int
    prompt: str
    weight: torch.Tensor
    bias: torch.Tensor
    lora: Mapping[str, tuple[torch.Tensor, torch.Tensor]] = field(default_factory=dict)
    sha256: str = ""

    def logits(self, states: torch.Tensor) -> torch.Tensor:
        """Returns (n, 3) float32 for (n, d) hidden states, which are brought to unit root mean square first."""
        return unit_rows(states) @ self.weight.float().T + self.bias.float()

    def judgements(self, states: torch.Tensor) -> list[Judgement]:
        """One judgement a row of (n, d) states."""
        rows = self.logits(states).softmax(dim=-1).tolist()
        return [Judgement(row[SUPPORTED], row[CONTRADICTED]) for row in rows]


def unit_rows(states: torch.Tensor) -> torch.Tensor:
    """(n, d) hidden states as float32 rows of unit root mean square, as the head reads them."""
    rows = states.float()
    return rows * torch.rsqrt(rows.pow(2).mean(dim=-1, keepdim=True) + 1e-6)


class LoraLinear(nn.Module):
    """A linear map that stays as it is, plus a low-rank one: ``base(x) + x Aᵀ Bᵀ``."""

    def __init__(self, base: nn.Module, down: torch.Tensor, up: torch.Tensor) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(down)
        self.up = nn.Parameter(up)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Applies both maps to (…, in) and returns (…, out)."""
        low = nn.functional.linear(x, self.down.to(x.dtype))
        result: torch.Tensor = self.base(x) + nn.functional.linear(low, self.up.to(x.dtype))
        return result


def trunk(
    model: Any, layers: int | None = None, lora: Mapping[str, tuple[torch.Tensor, torch.Tensor]] | None = None
) -> Any:
    """The model without its output head, as a module that shares all weights with ``model``.

    Args:
        model: a decoder-only model.
        layers: run only that many layers, and no closing norm; all of it when None.
        lora: adapters by the name of the linear map they go beside.
    """
    base = model.base_model
    if layers is None:
        return base
    short = copy.copy(base)
    short._modules = dict(base._modules)
    short.layers = nn.ModuleList(_shell(layer) for layer in list(base.layers)[:layers])
    short.norm = nn.Identity()
    for name, (down, up) in (lora or {}).items():
        owner, _, last = name.rpartition(".")
        parent = short.layers.get_submodule(owner)
        setattr(parent, last, LoraLinear(getattr(parent, last), down, up))
    return short


def _shell(module: nn.Module) -> nn.Module:
    """A copy of a module tree whose parameters are the original's own."""
    shell = copy.copy(module)
    shell._modules = {name: child and _shell(child) for name, child in module._modules.items()}
    return shell


def linear_maps(model: Any, first: int, last: int) -> Iterator[tuple[str, nn.Linear]]:
    """Name and module of every map that gets an adapter in layers ``first`` up to but without ``last``."""
    for at in range(first, last):
        for name, module in model.base_model.layers[at].named_modules():
            if name.rpartition(".")[2] in ADAPTED and isinstance(module, nn.Linear):
                yield f"{at}.{name}", module


def prompt_hash(parts: Sequence[str]) -> str:
    """What tells one prompt from another."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def save_judge(judge: JudgeWeights, path: Path) -> str:
    """Writes a judge as safetensors in bfloat16, the head in float32; returns the file's SHA-256."""
    tensors = {"head.weight": judge.weight.float(), "head.bias": judge.bias.float()}
    for name, (down, up) in judge.lora.items():
        tensors |= {f"{name}.down": down.bfloat16(), f"{name}.up": up.bfloat16()}
    about = json.dumps({"layer": judge.layer, "prompt": judge.prompt}, sort_keys=True)
    save_file({name: value.detach().contiguous() for name, value in tensors.items()}, path, {"judge": about})
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load_judge_weights(path: Path, prompt: str, sha256: str = "") -> JudgeWeights | None:
    """Reads a judge, or None where there is no such file or it was trained for another prompt.

    Args:
        path: the file.
        prompt: hash of the prompt in use.
        sha256: what the file must hash to, where that is known.

    Raises:
        ModelError: the file is damaged, or not the one that is meant.
    """
    if not path.is_file():
        return None
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if sha256 and found != sha256:
        raise ModelError(f"{path} is damaged: its SHA-256 is {found[:12]}…", "install the package again")
    try:
        with safe_open(path, framework="pt") as file:
            about: dict[str, Any] = json.loads(file.metadata()["judge"])
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 (it is no mapping)
        names = [key.removesuffix(".down") for key in tensors if key.endswith(".down")]
        lora = {name: (tensors[f"{name}.down"], tensors[f"{name}.up"]) for name in names}
        weight, bias = (tensors[key] for key in _HEAD)
        return (
            JudgeWeights(int(about["layer"]), str(about["prompt"]), weight, bias, lora, found)
            if (about["prompt"] == prompt)
            else None
        )
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path} holds no judge: {error}", "install the package again") from error
