#!/usr/bin/env python3
"""Trains the judge for an instruct model: low-rank adapters and a head; see ``scripts/train_judge.py --help``.

The same data, seed and machine give the same weights. Minutes on a GPU, 40 on two CPU cores.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer.errors import SummarizerError

RECIPES = {
    "qwen2.5-coder-1.5b-instruct": {"layer": 20, "first": 11},
    "qwen2.5-coder-0.5b-instruct": {"layer": 18, "first": 8},
}

HELD_OUT = (40, 30, 2, 8, 60)
"""How much is held out: contrast evidences, neighbour passages, documents a domain, claims a document, pairs."""


def main(argv: Sequence[str] | None = None) -> int:
    """Trains, calibrates on held-out pairs, writes the weights and their figures; returns the exit code."""
    args = _arguments(argv)
    try:
        return _train(args)
    except SummarizerError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="train_judge.py", description=__doc__.splitlines()[0])
    parser.add_argument("model", choices=sorted(RECIPES), help="catalogue name of the instruct model")
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="folder of the labelled pair files")
    parser.add_argument("-o", "--output", type=Path, default=Path("summarizer/judges"), metavar="FOLDER")
    parser.add_argument("--contrast", type=int, default=200, help="evidences of contrast pairs (%(default)s)")
    parser.add_argument("--neighbours", type=int, default=150, help="passages with claims on neighbours (%(default)s)")
    parser.add_argument("--documents", type=int, default=14, help="documents a SummEdits domain (%(default)s)")
    parser.add_argument("--claims", type=int, default=12, help="claims a document (%(default)s)")
    parser.add_argument("--pairs", type=int, default=250, help="pairs of Fool Me Twice (%(default)s)")
    parser.add_argument("--layer", type=int, help="layers to run")
    parser.add_argument("--first", type=int, help="first layer with adapters")
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(argv)


def _train(args: argparse.Namespace) -> int:
    from judge_training.data import Sizes, held_out_packs, training_packs
    from judge_training.fit import Recipe, Trainee, calibrated, fit, scored

    from summarizer.backends.adapters import save_judge
    from summarizer.backends.instruct import load_instruct
    from summarizer.models import ModelStore
    from summarizer.settings import StoreSettings

    began = time.monotonic()
    packs = training_packs(
        args.data, Sizes(args.contrast, args.neighbours, args.documents, args.claims, args.pairs), args.seed
    )
    held = held_out_packs(args.data, Sizes(*HELD_OUT), args.seed)
    stored = ModelStore(StoreSettings()).ensure(args.model)
    loaded = load_instruct(stored.path, args.model, "bfloat16", stored.revision, stored.sha256)
    layers = RECIPES[args.model] | {k: v for k in ("layer", "first") if (v := getattr(args, k)) is not None}
    recipe = Recipe(**layers, rank=args.rank, rate=args.rate, passes=args.passes, seed=args.seed)
    trainee = Trainee(loaded, recipe)
    print(f"{sum(len(p.claims) for p in packs)} claims on {len(packs)} evidences to train on", file=sys.stderr)
    fit(trainee, packs)
    logits, labels, origins = scored(trainee, held)
    weights = calibrated(trainee.weights(), logits, labels)
    args.output.mkdir(parents=True, exist_ok=True)
    path = args.output / f"{args.model}.safetensors"
    sha256 = save_judge(weights, path)
    report: dict[str, Any] = {
        "model": args.model,
        "sha256": sha256,
        "bytes": path.stat().st_size,
        "seconds": round(time.monotonic() - began),
        "arguments": {key: value for key, value in vars(args).items() if key not in ("data", "output")},
        "held_out": _figures(weights, trainee, logits, labels, origins),
    }
    print(json.dumps(report, indent=2))
    return 0


def _figures(weights: Any, trainee: Any, logits: Any, labels: Any, origins: list[str]) -> dict[str, Any]:
    """AUC, balanced accuracy and calibration error on the held-out claims, by origin."""
    from evaluation.calibration import judge_quality

    from summarizer.backends.adapters import SUPPORTED

    scale = float(weights.weight.norm() / trainee.head.weight.norm().clamp(min=1e-9))
    shift = weights.bias - trainee.head.bias.detach() * scale
    scores = (logits * scale + shift).softmax(dim=-1)[:, SUPPORTED].tolist()
    right = [label == SUPPORTED for label in labels.tolist()]
    figures = {}
    for origin in ["all", *dict.fromkeys(origin.split()[0] for origin in origins)]:
        rows = [at for at, name in enumerate(origins) if origin in ("all", name.split()[0])]
        quality = judge_quality([scores[at] for at in rows], [right[at] for at in rows], resamples=500)
        figures[origin] = {
            "n": quality.n,
            "auc": round(quality.auc.mean, 3) if quality.auc else None,
            "balanced_accuracy": round(quality.balanced_accuracy.mean, 3) if quality.balanced_accuracy else None,
            "ece": round(quality.ece.mean, 3),
        }
    return figures


if __name__ == "__main__":
    sys.exit(main())
