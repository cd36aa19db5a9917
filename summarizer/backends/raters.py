"""What an encoder knows of a sentence besides what it is about: a linear map on its states inside, trained on labels.

The layers of a sentence encoder hold more than the vector that comes out of them (Alain and Bengio, "Understanding
intermediate layers using linear classifier probes", 2016): whether a sentence can be understood alone, whether it tells
anything, and whether what it says is somebody's view. Reading that off costs nothing, for these states are there
already. The maps are trained by ``scripts/train_rater.py`` for one set of weights; what on, and how good they are,
stands in ``summarizer/raters/README.md``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from summarizer.errors import ModelError

QUESTIONS = ("nearly_alone", "alone", "something", "relevant", "main", "view")
"""What is asked, a row of the map each: nearly and wholly understandable alone; worth something, relevant, a main fact
of the event; a view or claim without whose it is."""

RATED = 3
"""Ratings of a sentence, see `summarizer.records.Rating`."""


@dataclass(frozen=True, slots=True)
class RaterWeights:
    """A trained rater.

    ``encoder`` is the SHA-256 of the published weights that it was trained for, and ``layers`` are the places of the
    states that it reads: 0 is the input's embedding. ``weight`` is (questions, layers * 2 * d), for the mean of a
    layer's states and then its first, and ``bias`` (questions,).
    """

    encoder: str
    layers: tuple[int, ...]
    weight: torch.Tensor
    bias: torch.Tensor
    sha256: str = ""

    def to(self, device: str) -> RaterWeights:
        """The same on a device."""
        return replace(self, weight=self.weight.to(device), bias=self.bias.to(device))

    def rate(self, states: Sequence[torch.Tensor], mask: torch.Tensor) -> torch.Tensor:
        """Rates each text of a batch.

        Args:
            states: (n, tokens, d) of each layer.
            mask: (n, tokens, 1), 1 where there is a token.

        Returns:
            (n, `RATED`) float32: how likely it can be understood alone in [0, 1], its worth in [0, 1] and how likely it
            is somebody's view in [0, 1].
        """
        found = (self.features(states, mask, self.layers) @ self.weight.T + self.bias).sigmoid()
        return torch.stack([found[:, :2].mean(dim=1), found[:, 2:5].mean(dim=1), found[:, 5]], dim=1)

    @staticmethod
    def features(states: Sequence[torch.Tensor], mask: torch.Tensor, layers: Sequence[int]) -> torch.Tensor:
        """(n, layers * 2 * d) float32: what the map reads."""
        tokens = mask.sum(dim=1).clamp(min=1.0)
        parts = [part for at in layers for part in ((states[at] * mask).sum(dim=1) / tokens, states[at][:, 0])]
        return torch.cat(parts, dim=1).float()


def save_rater(rater: RaterWeights, path: Path) -> str:
    """Writes a rater as safetensors, the map in float16; returns the file's SHA-256."""
    about = json.dumps({"encoder": rater.encoder, "layers": rater.layers}, sort_keys=True)
    save_file({"weight": rater.weight.half().contiguous(), "bias": rater.bias.float()}, path, {"rater": about})
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load_rater(path: Path, encoder: str) -> RaterWeights | None:
    """Reads a rater, or None where there is no such file or it was trained for other weights.

    Args:
        path: the file.
        encoder: SHA-256 of the published weights in use.

    Raises:
        ModelError: the file is damaged.
    """
    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="pt") as file:
            about = json.loads(file.metadata()["rater"])
            weight, bias = file.get_tensor("weight").float(), file.get_tensor("bias")
        found = RaterWeights(str(about["encoder"]), tuple(about["layers"]), weight, bias, _digest(path))
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path} holds no rater: {error}", "install the package again") from error
    return found if found.encoder == encoder else None


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
