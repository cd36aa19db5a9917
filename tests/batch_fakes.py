"""Batch jobs that run in the process of the test, with models that need no weights."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pipeline_fakes import HashEncoder, ScriptedWriter

from summarizer.batch import job
from summarizer.batch.local import Result
from summarizer.batch.tasks import Chunk, Report, brief_chunk
from summarizer.interfaces import Progress
from summarizer.pipeline import Models
from summarizer.records import Draft, WriteRequest
from summarizer.settings import Settings


class QuotingWriter(ScriptedWriter):
    """Leaves every sentence to be quoted; fails on request."""

    def __init__(self) -> None:
        super().__init__({})
        self.most: int | None = None
        self.poison = ""

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        self.calls.append(list(requests))
        if self.most is not None and len(requests) > self.most:
            raise MemoryError
        if self.poison and any(self.poison in text for request in requests for text in request.evidence):
            raise RuntimeError("the writer tripped")
        return [Draft("")] * len(requests)


@dataclass
class InProcess:
    """Stands in for `run_local` and for the model store; remembers what was briefed."""

    writer: QuotingWriter = field(default_factory=QuotingWriter)
    revision: str = "r1"
    chunks: list[list[str]] = field(default_factory=list)
    stop_after: int | None = None

    def run(
        self, chunks: Iterable[Chunk], settings: Settings, workers: int, report: Report, threads: int = 0
    ) -> Generator[Result]:
        models = Models(HashEncoder(), self.writer)
        for chunk in chunks:
            self.chunks.append([task.id for task in chunk.tasks])
            if self.stop_after is not None and len(self.briefed) > self.stop_after:
                raise KeyboardInterrupt
            yield chunk, brief_chunk(chunk.tasks, settings, models, report) if chunk.tasks else []

    def models(self, settings: Settings, display: object = None) -> list[dict[str, str]]:
        return [{"role": "encoder", "name": "hash", "revision": self.revision, "sha256": "0" * 64}]

    @property
    def briefed(self) -> list[str]:
        return [identifier for chunk in self.chunks for identifier in chunk]


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> InProcess:
    fake = InProcess()
    monkeypatch.setattr(job, "run_local", fake.run)
    monkeypatch.setattr(job, "known_models", fake.models)
    return fake


def row(number: int, **more: Any) -> dict[str, Any]:
    text = f"The ferry {number} struck the reef near Skarne on Tuesday evening, the coastguard said."
    other = f"A ferry capsized off Skarne with {number + 20} people on board, its operator said on Wednesday."
    return {"id": f"c{number}", "documents": [{"id": "a", "text": text}, {"id": "b", "text": other}], **more}


def write_rows(path: Path, rows: Iterable[Any]) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in rows), encoding="utf-8")
    return path


def entries(folder: Path) -> list[dict[str, Any]]:
    """What the manifest says, as any reader would see it at this moment: a last line may be torn."""
    path = folder / "manifest.jsonl"
    whole = path.read_bytes().rpartition(b"\n")[0] if path.exists() else b""
    return [json.loads(line) for line in whole.splitlines()]
