"""A linear head on a judge's hidden state: does the passage tell the claim as so, or deny it or leave it open?

The judge's own answer cannot say: of "A video claims that X. That is false." it finds every detail of X in the passage.
The hidden state that it answers from knows more. Trained by ``scripts/train_standing.py`` for one judge, on pairs of
passages that differ in little but that; figures in ``summarizer/judges/README.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from summarizer.errors import ModelError


@dataclass(frozen=True, slots=True)
class StandingHead:
    """``weight`` is (d,) and ``bias`` (1,), for hidden states of the judge whose file has the SHA-256 ``judge``."""

    weight: torch.Tensor
    bias: torch.Tensor
    judge: str

    def probabilities(self, states: torch.Tensor) -> list[float]:
        """P(told as so) for each row of (n, d) states."""
        return [float(value) for value in (states.float() @ self.weight + self.bias).sigmoid()]


def standing_file(judge_file: Path) -> Path:
    """Where the head of a judge is."""
    return judge_file.with_name(f"{judge_file.stem}-standing.safetensors")


def save_standing_head(head: StandingHead, path: Path) -> None:
    """Writes a head as safetensors in float32."""
    save_file({"weight": head.weight.float(), "bias": head.bias.float()}, path, {"judge": head.judge})


def load_standing_head(path: Path, judge: str) -> StandingHead | None:
    """Reads a head; None where there is none, or one of another judge.

    Args:
        path: the file.
        judge: SHA-256 of the judge's file.

    Raises:
        ModelError: the file is damaged.
    """
    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="pt") as file:
            found = StandingHead(file.get_tensor("weight"), file.get_tensor("bias"), file.metadata()["judge"])
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path} holds no head of a judge: {error}", "install the package again") from error
    return found if found.judge == judge else None
