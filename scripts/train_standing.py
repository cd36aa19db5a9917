#!/usr/bin/env python3
"""Trains the head that reads how a claim stands in its passage, on the hidden states of a trained judge.

The pairs are the project's own (``tests/data/standing*.jsonl``); those kept for checking are only measured. Minutes on
two CPU cores.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer.errors import SummarizerError, UsageError

PLAIN = frozenset(("asserted", "attributed"))
"""Standings of what a passage tells as so."""

WEIGHT_DECAY = 0.01
"""Of the squared weights; with 0.001 to 0.03 the figures on the pairs kept for checking differ by one in a hundred."""


def main(argv: Sequence[str] | None = None) -> int:
    """Trains, writes the head and prints its figures; returns the exit code."""
    parser = argparse.ArgumentParser(prog="train_standing.py", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--preset", default="default", help="whose judge it is for (%(default)s)")
    parser.add_argument("--data", type=Path, default=Path("tests/data"), metavar="FOLDER")
    parser.add_argument("-o", "--output", type=Path, default=Path("summarizer/judges"), metavar="FOLDER")
    args = parser.parse_args(argv)
    try:
        return _train(args.preset, args.data, args.output)
    except SummarizerError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code


def _train(preset: str, data: Path, output: Path) -> int:
    import torch
    from evaluation.standing import NAMES, read

    from summarizer import config
    from summarizer.backends.judging import CausalJudge
    from summarizer.backends.standing_head import StandingHead, save_standing_head, standing_file
    from summarizer.pipeline import load_models

    judge = load_models(config.compose([f"preset={preset}"])).judge
    if not isinstance(judge, CausalJudge) or judge.trained is None:
        raise UsageError(f"preset={preset} has no trained judge", "name one that has")
    known = [one for name, file in NAMES.items() if name != "check" for one in read(data / file)]
    check = read(data / NAMES["check"])
    states, told = _states(judge, known)
    weight, bias = _fitted(states, told, torch)
    head = StandingHead(weight, bias, judge.trained.sha256)
    path = standing_file(output / f"{judge.info.name}.safetensors")
    save_standing_head(head, path)
    print(f"wrote {path}, from {len(known)} clauses")
    states, told = _states(judge, check)
    _report(check, head.probabilities(states), told)
    return 0


def _states(judge: Any, rows: Sequence[Any]) -> tuple[Any, list[bool]]:
    """Hidden states of clauses in their passages, (n, d) float32, and whether each is told as so."""
    pairs = [(" ".join(row.passage), _claim(row.clause)) for row in rows]
    return judge.states(pairs).float(), [row.standing in PLAIN for row in rows]


def _claim(clause: str) -> str:
    bare = clause.strip().rstrip(".?!,")
    return f"{bare[:1].upper()}{bare[1:]}."


def _fitted(states: Any, told: Sequence[bool], torch: Any) -> tuple[Any, Any]:
    """Weight (d,) and bias (1,) of a logistic regression on standardised states, standardisation folded in."""
    mean, spread = states.mean(0), states.std(0) + 1e-3
    rows, wanted = (states - mean) / spread, torch.tensor(told).float()
    weight = torch.zeros(rows.shape[1], requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=300)

    def loss() -> Any:
        optimizer.zero_grad()
        entropy = torch.nn.functional.binary_cross_entropy_with_logits(rows @ weight + bias, wanted)
        value = entropy + WEIGHT_DECAY * (weight @ weight)
        value.backward()
        return value

    optimizer.step(loss)
    weight, bias = weight.detach(), bias.detach()
    return weight / spread, bias - (mean / spread) @ weight


def _report(rows: Sequence[Any], likely: Sequence[float], told: Sequence[bool]) -> None:
    """The figures on pairs that were not trained on."""
    from summarizer.settings import VerifySettings

    yes = [one for one, so in zip(likely, told, strict=True) if so]
    no = [one for one, so in zip(likely, told, strict=True) if not so]
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    print(f"check: {len(rows)} clauses, AUC {wins / (len(yes) * len(no)):.3f}")
    least = VerifySettings().min_stands
    below: dict[str, list[bool]] = defaultdict(list)
    for row, one in zip(rows, likely, strict=True):
        below[row.standing].append(one < least)
    for standing, found in sorted(below.items()):
        print(f"  {standing}: {sum(found)} of {len(found)} below {least}")


if __name__ == "__main__":
    sys.exit(main())
