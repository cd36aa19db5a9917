#!/usr/bin/env python3
"""Trains the rater of a sentence encoder: a linear map on its states inside; see ``scripts/train_rater.py --help``.

The same data, seed and machine give the same weights; minutes on two CPU cores. Labels are kept by the hash of their
sentence, so that no text but our own lies beside them. A label is three numbers: is it understood alone (2 yes, 1
nearly, 0 no), what does it tell of its event (3 a main fact to 0 nothing), is it a view or claim without whose (1 yes).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.errors import ModelError, SummarizerError

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "scripts" / "rater_training" / "labels.txt"
OURS = (ROOT / "tests" / "data" / "states.jsonl", ROOT / "tests" / "data" / "stories.jsonl")
LAYERS = (2, 3, 4, 5)
FOLDS = 3


class Labelled(NamedTuple):
    """A sentence, the document that it is of, and the answers to `summarizer.backends.raters.QUESTIONS`."""

    document: int
    text: str
    answers: tuple[bool, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Trains, writes the weights and their figures; returns the exit code."""
    parser = argparse.ArgumentParser(prog="train_rater.py", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", nargs="?", default="all-MiniLM-L6-v2", help="catalogue name of the encoder")
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="folder with cg2c_doc.jsonl")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "summarizer" / "raters", metavar="FOLDER")
    parser.add_argument("--weight-decay", type=float, default=0.1, help="of standardised features (%(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(argv)
    try:
        return _train(args)
    except SummarizerError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code


def _train(args: argparse.Namespace) -> int:
    import torch
    from evaluation.calibration import judge_quality

    from summarizer.backends.raters import QUESTIONS, RaterWeights, save_rater
    from summarizer.models import ModelStore
    from summarizer.settings import StoreSettings

    known = _labels(LABELS)
    rows = list(_rows(args.data, known))
    print(f"{len(rows)} of {len(known)} labelled sentences found", file=sys.stderr)
    stored = ModelStore(StoreSettings()).ensure(args.model)
    features = _features(stored.path, [row.text for row in rows])
    answers = torch.tensor([row.answers for row in rows], dtype=torch.float32)
    documents = sorted({row.document for row in rows})
    random.Random(args.seed).shuffle(documents)
    fold = {document: place % FOLDS for place, document in enumerate(documents)}
    folds = torch.tensor([fold[row.document] for row in rows])
    held = torch.zeros_like(answers)
    for one in range(FOLDS):
        weight, bias = fitted(features[folds != one], answers[folds != one], args.weight_decay)
        held[folds == one] = features[folds == one] @ weight.T + bias
    weight, bias = fitted(features, answers, args.weight_decay)
    args.output.mkdir(parents=True, exist_ok=True)
    path = args.output / f"{args.model}.safetensors"
    sha256 = save_rater(RaterWeights(stored.sha256, LAYERS, weight, bias), path)
    scores = held.sigmoid()
    found = [judge_quality(scores[:, at].tolist(), (answers[:, at] > 0).tolist()) for at in range(len(QUESTIONS))]
    quality = {name: one.auc and round(one.auc.mean, 3) for name, one in zip(QUESTIONS, found, strict=True)}
    share = {name: round(float(answers[:, at].mean()), 3) for at, name in enumerate(QUESTIONS)}
    print(
        json.dumps({"sha256": sha256, "bytes": path.stat().st_size, "held_out_auc": quality, "share": share}, indent=2)
    )
    return 0


def fitted(features: Any, answers: Any, weight_decay: float) -> tuple[Any, Any]:
    """Logistic regressions of (n, questions) answers on (n, f) features, which are standardised for it.

    Returns:
        (questions, f) weights and (questions,) biases for the features as they are.
    """
    import torch

    mean, spread = features.mean(dim=0), features.std(dim=0) + 1e-6
    inputs = (features - mean) / spread
    weight = torch.zeros(answers.shape[1], inputs.shape[1], requires_grad=True)
    bias = torch.zeros(answers.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=60, history_size=10, line_search_fn="strong_wolfe")

    def closure() -> Any:
        optimizer.zero_grad()
        logits = inputs @ weight.T + bias
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, answers, reduction="sum") / len(inputs)
        loss = loss + weight_decay * weight.pow(2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    weight, bias = weight.detach(), bias.detach()
    return weight / spread, bias - weight @ (mean / spread)


def _features(path: Path, texts: Sequence[str]) -> Any:
    """(n, f) float32: what a rater reads of each text."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    from summarizer.backends.raters import RaterWeights

    model = AutoModel.from_pretrained(path, local_files_only=True).eval()
    tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=True)
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    found: list[Any] = [None] * len(texts)
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            read = tokenizer(
                [texts[at] for at in batch], padding=True, truncation=True, max_length=256, return_tensors="pt"
            )
            states = model(**read, output_hidden_states=True).hidden_states
            rows = RaterWeights.features(states, read["attention_mask"].unsqueeze(-1).float(), LAYERS)
            for at, row in zip(batch, rows, strict=True):
                found[at] = row
    return torch.stack(found).clone()


def _labels(path: Path) -> dict[str, tuple[int, int, int]]:
    """Labels by the key of their sentence."""
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {key: (int(alone), int(worth), int(view)) for key, alone, worth, view in lines}


def key_of(text: str) -> str:
    """What a sentence's labels are kept by."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _rows(data: Path, known: dict[str, tuple[int, int, int]]) -> Iterator[Labelled]:
    seen: set[str] = set()
    for place, sentences in enumerate(_documents(data)):
        for text in sentences:
            key = key_of(text)
            if key in known and key not in seen:
                seen.add(key)
                alone, worth, view = known[key]
                answers = (alone >= 1, alone >= 2, worth >= 1, worth >= 2, worth >= 3, view == 1)
                yield Labelled(place, text, answers)


def _documents(data: Path) -> Iterator[list[str]]:
    """The sentences of each document."""
    file = data / "cg2c_doc.jsonl"
    if not file.is_file():
        raise ModelError(f"{file} is not there", "give the folder of the labelled files with --data")
    passages = dict.fromkeys(json.loads(line)["premise"] for line in file.read_text(encoding="utf-8").splitlines())
    for passage in passages:
        yield _sentences(passage, None)
    for ours in OURS:
        for line in ours.read_text(encoding="utf-8").splitlines():
            for one in json.loads(line)["documents"]:
                yield _sentences(one["text"], one.get("title"))


def _sentences(text: str, title: str | None) -> list[str]:
    from summarizer.config import compose
    from summarizer.errors import NoInputError
    from summarizer.pipeline.planning import clean_and_split
    from summarizer.pipeline.stages import Cluster
    from summarizer.records import Document

    try:
        cleaned = clean_and_split(Cluster((Document(id="1", text=text, title=title),)), compose(), "en")
    except NoInputError:
        return []
    return [sentence.flat for sentence in cleaned.sentences]


if __name__ == "__main__":
    sys.exit(main())
