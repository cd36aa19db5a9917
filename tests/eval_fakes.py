"""Small stand-ins for models, and cluster files, for the tests of the evaluation."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import summarizer.pipeline
from summarizer.interfaces import Progress
from summarizer.records import Draft, ModelInfo, WriteRequest
from summarizer.settings import Settings

TOWNS = ("Orlen", "Vastby", "Kerim")


class BagEncoder:
    """Hashes words into 64 dimensions: texts that share words are near; counts what it encodes."""

    info = ModelInfo("encoder", "bag", "r1", "0" * 64, "cpu", "float32")

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        rows = np.full((len(texts), 64), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                rows[row, zlib.crc32(word.strip(".,").encode()) % 64] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


class EchoWriter:
    """Answers with the first evidence sentence; counts what it is asked."""

    info = ModelInfo("writer", "echo", "r2", "1" * 64, "cpu", "float32")

    def __init__(self) -> None:
        self.calls: list[int] = []

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        self.calls.append(len(requests))
        return [Draft(request.evidence[0]) for request in requests]


class StrictJudge:
    """Supports a claim only when the evidence holds it word for word."""

    info = ModelInfo("judge", "strict", "r3", "2" * 64, "cpu", "")

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [float(claim in evidence) for evidence, claim in pairs]


def strict_judge(settings: Settings) -> StrictJudge:
    """Makes a judge from the settings, as a plug-in may."""
    assert isinstance(settings, Settings)
    return StrictJudge()


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> tuple[BagEncoder, EchoWriter]:
    """Puts the fakes where the evaluation loads its models."""
    made = BagEncoder(), EchoWriter()

    def load_models(settings: Settings, progress: Progress | None = None) -> summarizer.pipeline.Models:
        return summarizer.pipeline.Models(*made)

    monkeypatch.setattr(summarizer.pipeline, "load_models", load_models, raising=False)
    return made


def cluster_row(town: str, **more: Any) -> dict[str, Any]:
    """Three reports on one flood, told in different words and with different details."""
    first = (
        f"The river Lomma flooded the town of {town} on Tuesday night. The mayor of {town}, Ada Brink, said "
        "140 people had left their homes. Soldiers from the Third Brigade built a wall of sandbags near the "
        "bridge."
    )
    second = (
        f"Water from the Lomma covered the old market of {town} on Tuesday. Ada Brink said that 140 people "
        "had left their homes. A school in the north of the town gave shelter to 90 of them on Wednesday."
    )
    third = (
        f"Rain of 80 millimetres fell on {town} within six hours. The flood of the Lomma closed the railway "
        "to Bergen until Friday. Insurers put the damage at 12 million crowns on Thursday."
    )
    documents = [{"id": str(n), "text": text} for n, text in enumerate((first, second, third), start=1)]
    reference = f"A flood of the Lomma drove 140 people in {town} from their homes. Damage is 12 million crowns."
    return {"id": town.lower(), "documents": documents, "reference": reference} | more


def write_rows(path: Path, *rows: object) -> Path:
    """Writes JSON Lines; a string stands for itself."""
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def floods(path: Path) -> Path:
    """A cluster file of three towns."""
    return write_rows(path, *(cluster_row(town) for town in TOWNS))
