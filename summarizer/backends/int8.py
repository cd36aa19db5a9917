"""Linear maps in 8-bit integers, for decoder-only models on a CPU.

Weights are rounded to int8 with one scale a row, inputs to 8 bits with one scale a token, and the products are summed
exactly in int32 (the scheme of Dettmers et al., "LLM.int8()", 2022, without its outlier columns, which these models
do not need). A processor with VNNI or AMX instructions multiplies int8 at twice the speed of bfloat16, and a decoding
step, which is bound by reading the weights, reads half. Embeddings, norms and attention stay as they are. What it
costs in likelihood stands in the README under speed.

The matrix product is oneDNN's, which PyTorch carries for its own compiler; where this build or this processor has no
fast one, `available` says no and nothing is rounded. Rounding, and laying the weights out for the processor, takes
many seconds; what came of it is kept beside the weights (`prepacked`), and mapped into memory at the next start.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import torch
from torch import nn

from summarizer.backends import prepacked
from summarizer.backends.memory import drop_pages, mapped_files
from summarizer.backends.prepacked import Kept, Packed

_INSTRUCTIONS = ("avx512_vnni", "avx_vnni", "amx_int8")
_LEVELS = 126
"""Largest rounded input. One below 127: the scale itself is rounded, and may carry the largest value one further."""

_CHUNK = 512
"""Rows of a weight matrix that are rounded at a time: they stay in the processor's cache."""


@cache
def available() -> bool:
    """Whether this processor and this PyTorch multiply int8 fast.

    Processors with AVX2 alone are left out: their instruction adds pairs in 16 bits and can overflow.
    """
    known = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return (
        any(known.get(name) for name in _INSTRUCTIONS)
        and torch.backends.mkldnn.is_available()
        and hasattr(torch.ops.onednn, "qlinear_pointwise")
        and hasattr(torch.ops.onednn, "qlinear_prepack")
    )


class Int8Linear(nn.Module):
    """A linear map (out, in) with rounded weights; takes and returns what the rounded one did.

    Args:
        linear: the map to round; it is not needed afterwards.
        packed: its rounded weight, where that is known; else it is made.
    """

    def __init__(self, linear: nn.Linear, packed: Packed | None = None) -> None:
        super().__init__()
        self.in_features, self.out_features = linear.in_features, linear.out_features
        self.packed = packed or prepacked.pack(*_rounded(linear.weight.detach()))
        self._weight, self._scales = self.packed.weight, self.packed.scales
        self._zeros = torch.zeros(self.out_features, dtype=torch.int32)
        self._bias = None if linear.bias is None else linear.bias.detach()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Applies the map to (…, in) and returns (…, out)."""
        rows = x.reshape(-1, self.in_features)
        inverse = _LEVELS / rows.abs().amax(dim=-1, keepdim=True).clamp_min(1e-5)
        signed = (rows * inverse).round_().to(torch.int8)
        # Flipping the highest bit adds 128: the product wants unsigned inputs, and takes the 128 off again.
        unsigned = torch.bitwise_xor(signed.view(torch.uint8), 128)
        product: torch.Tensor = torch.ops.onednn.qlinear_pointwise(
            unsigned, 1.0, 128, self._weight, self._scales, self._zeros, None, 1.0, 0, x.dtype, "none", [], ""
        )
        product = product.div_(inverse)
        if self._bias is not None:
            product += self._bias
        return product.reshape(*x.shape[:-1], self.out_features)


def _rounded(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """(out, in) int8 and (out,) float32 scales of a weight matrix."""
    rounded = torch.empty(weight.shape, dtype=torch.int8)
    scales = torch.empty(len(weight))
    for start in range(0, len(weight), _CHUNK):
        rows = weight[start : start + _CHUNK].to(torch.float32, copy=True)
        largest = rows.abs().amax(dim=1).clamp_min(1e-8)
        scales[start : start + _CHUNK] = largest / 127
        rounded[start : start + _CHUNK] = rows.mul_((127 / largest)[:, None]).round_()
    return rounded, scales


def round_weights(model: nn.Module, kept: Kept | None = None) -> None:
    """Replaces every linear map of a model, the output head's too, one by one; what is replaced is freed at once.

    Args:
        model: changed in place.
        kept: where the rounded weights are kept from one start to the next, if they are.
    """
    names = [name for name, _, _ in _linear_maps(model)]
    known = prepacked.find(kept) if kept else {}
    if sorted(known) != sorted(names):
        known = {}
    mapped = mapped_files()
    made: dict[str, Packed] = {}
    for name, parent, child in _linear_maps(model):
        rounded = Int8Linear(child, known.get(name))
        setattr(parent, name.rpartition(".")[2], rounded)
        made[name] = rounded.packed
        drop_pages(child.weight, mapped)
    if kept and not known:
        prepacked.keep(kept, made)


def _linear_maps(model: nn.Module) -> Iterator[tuple[str, nn.Module, nn.Linear]]:
    """Name, parent and module of every linear map."""
    for path, parent in list(model.named_modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.Linear):
                yield (f"{path}.{name}" if path else name), parent, child
