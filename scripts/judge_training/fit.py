"""Fits adapters and head of a judge, then calibrates them.

A pack is read as the judge reads it: the evidence once, and each claim as if it came after it alone.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from judge_training.data import UNSUPPORTED, Pack
from summarizer.backends.adapters import (
    SUPPORTED,
    JudgeWeights,
    LoraLinear,
    linear_maps,
    trunk,
    unit_rows,
)
from summarizer.backends.instruct import InstructModel
from summarizer.backends.judging import claim_tokens, prompt_key, prompt_tokens
from summarizer.backends.packing import Segment, packed, read


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a judge is trained: layers run, first adapted layer, rank, learning rates, packs a step, passes, seed."""

    layer: int
    first: int
    rank: int = 8
    rate: float = 2e-4
    head_rate: float = 2e-3
    packs_a_step: int = 6
    passes: int = 1
    warm_up: float = 0.08
    seed: int = 0


class Trainee:
    """A judge while it is trained.

    Args:
        loaded: the instruct model; its weights stay as they are.
        recipe: layers, rank and seed.
    """

    def __init__(self, loaded: InstructModel, recipe: Recipe) -> None:
        torch.manual_seed(recipe.seed)
        self.loaded, self.recipe = loaded, recipe
        loaded.model.requires_grad_(False)
        lora = {
            name: (
                torch.randn(recipe.rank, module.in_features) / math.sqrt(module.in_features),
                torch.zeros(module.out_features, recipe.rank),
            )
            for name, module in linear_maps(loaded.model, recipe.first, recipe.layer)
        }
        self.trunk = trunk(loaded.model, recipe.layer, lora)
        self.names = list(lora)
        self.head = nn.Linear(loaded.model.config.hidden_size, 3)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)
        self.before, self.after = prompt_tokens(loaded)
        self.prefix = loaded.read(self.before, recipe.layer)

    def adapters(self) -> Iterator[LoraLinear]:
        """The trained low-rank maps, in the order of ``names``."""
        for name in self.names:
            module = self.trunk.layers.get_submodule(name)
            assert isinstance(module, LoraLinear)
            yield module

    def weights(self) -> JudgeWeights:
        """What there is so far, as the judge reads it."""
        lora = {
            name: (module.down.detach().clone(), module.up.detach().clone())
            for name, module in zip(self.names, self.adapters(), strict=True)
        }
        prompt = prompt_key(self.loaded)
        weight, bias = self.head.weight.detach().clone(), self.head.bias.detach().clone()
        return JudgeWeights(self.recipe.layer, prompt, weight, bias, lora)

    def logits(self, pack: Pack) -> torch.Tensor:
        """(claims, 3) float32 logits of a pack's claims."""
        claims = [[*claim_tokens(self.loaded, claim), *self.after] for claim, _ in pack.claims]
        segments = [Segment(self.loaded.tokens(pack.evidence)), *(Segment(claim, 0) for claim in claims)]
        row = packed(segments, len(self.before), self.loaded.model.dtype)
        hidden, _ = read(self.trunk, row, self.prefix)
        result: torch.Tensor = self.head(unit_rows(hidden[[span.stop - 1 for span in row.spans[1:]]]))
        return result


def loss_of(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Sum of the negative log-likelihoods; an unsupported claim may be either of the two other classes."""
    logs = logits.log_softmax(dim=-1)
    either = logs[:, SUPPORTED + 1 :].logsumexp(dim=-1)
    exact = logs.gather(1, labels.clamp(max=2)[:, None]).squeeze(1)
    return -torch.where(labels == UNSUPPORTED, either, exact).sum()


def fit(trainee: Trainee, packs: Sequence[Pack]) -> None:
    """Trains adapters and head in place, in a seeded order, and reports loss and accuracy as it goes."""
    recipe = trainee.recipe
    low_rank = [parameter for module in trainee.adapters() for parameter in (module.down, module.up)]
    optimizer = torch.optim.AdamW(
        [
            {"params": low_rank, "lr": recipe.rate, "weight_decay": 0.0},
            {"params": trainee.head.parameters(), "lr": recipe.head_rate, "weight_decay": 0.01},
        ]
    )
    rng = random.Random(recipe.seed)
    order = [at for _ in range(recipe.passes) for at in rng.sample(range(len(packs)), len(packs))]
    steps = math.ceil(len(order) / recipe.packs_a_step)
    warm = max(1, int(steps * recipe.warm_up))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(steps - warm, 1)))
    )
    seen = right = 0
    total, began = 0.0, time.monotonic()
    for step in range(steps):
        chunk = [packs[at] for at in order[step * recipe.packs_a_step : (step + 1) * recipe.packs_a_step]]
        claims = sum(len(pack.claims) for pack in chunk)
        for pack in chunk:
            labels = torch.tensor([label for _, label in pack.claims])
            logits = trainee.logits(pack)
            loss = loss_of(logits, labels)
            (loss / claims).backward()
            total, seen = total + float(loss.detach()), seen + len(labels)
            said = logits.softmax(dim=-1)[:, SUPPORTED] >= 0.5
            right += int((said == (labels == SUPPORTED)).sum())
        nn.utils.clip_grad_norm_(low_rank, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        if (step + 1) % 10 == 0 or step + 1 == steps:
            print(
                f"step {step + 1}/{steps}: loss {total / seen:.3f}, accuracy {right / seen:.3f}, "
                f"{time.monotonic() - began:.0f} s",
                file=sys.stderr,
                flush=True,
            )
            total, seen, right = 0.0, 0, 0


@torch.inference_mode()
def scored(trainee: Trainee, packs: Sequence[Pack]) -> tuple[torch.Tensor, torch.Tensor, list[str]]:
    """Logits (n, 3), labels (n,) and origins of all claims of the packs."""
    logits = torch.cat([trainee.logits(pack) for pack in packs])
    labels = torch.tensor([label for pack in packs for _, label in pack.claims])
    return logits, labels, [pack.origin for pack in packs for _ in pack.claims]


def calibrated(weights: JudgeWeights, logits: torch.Tensor, labels: torch.Tensor) -> JudgeWeights:
    """Folds a temperature and a shift of the supported class, fitted to held-out claims, into the head.

    Temperature scaling (Guo et al., 2017) with one bias more, which moves the threshold 0.5 to where the two
    sides are told apart best in likelihood; both labels weigh the same.
    """
    temperature = torch.zeros(1, requires_grad=True)
    shift = torch.zeros(1, requires_grad=True)
    supported = labels == SUPPORTED
    weight = torch.where(supported, 0.5 / supported.float().mean(), 0.5 / (~supported).float().mean())
    optimizer = torch.optim.LBFGS([temperature, shift], max_iter=200)
    logits = logits.detach().clone()

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        moved = logits * temperature.exp() + torch.cat([shift, torch.zeros(2)])
        logs = moved.log_softmax(dim=-1)
        other = logs[:, SUPPORTED + 1 :].logsumexp(dim=-1)
        loss = -(weight * torch.where(supported, logs[:, SUPPORTED], other)).mean()
        loss.backward()
        return loss

    optimizer.step(closure)
    scale = temperature.detach().exp()
    bias = weights.bias * scale + torch.cat([shift.detach(), torch.zeros(2)])
    return JudgeWeights(weights.layer, weights.prompt, weights.weight * scale, bias, weights.lora)
