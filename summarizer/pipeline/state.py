"""What is known of each cluster between the stages, and how long they took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import SummarizerError
from summarizer.interfaces import Judge, Progress
from summarizer.records import (
    Citation,
    CleanDocument,
    Document,
    Draft,
    Judgement,
    Plan,
    PlanItem,
    Rejected,
    Sentence,
    Skipped,
)
from summarizer.verify import Candidate, Option, Passage, Report, Restated

Pair = tuple[str, str]
Floats = NDArray[np.float32]


@dataclass
class Work:
    """What is known of one cluster so far."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    cleaned: tuple[CleanDocument, ...] = ()
    reports: tuple[Report, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    embeddings: Floats = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    plan: Plan = field(default_factory=lambda: Plan(()))
    drafts: dict[PlanItem, Sequence[Draft]] = field(default_factory=dict)
    title_draft: Draft | None = None
    options: dict[PlanItem, tuple[Option, ...]] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    vectors: Floats = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    title: str = ""
    title_citations: tuple[Citation, ...] = ()
    taken: list[int] = field(default_factory=list)
    corroborating: list[list[Passage]] = field(default_factory=list)
    restated: list[list[Restated]] = field(default_factory=list)
    omitted: list[Rejected] = field(default_factory=list)
    judged: dict[Pair, Judgement] | None = None
    error: SummarizerError | None = None


class Clock:
    """Seconds spent in each stage."""

    def __init__(self, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Names a stage to the user and adds up the time that it takes."""
        if self._progress:
            self._progress(name, 0, 0)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def live(works: Sequence[Work]) -> list[Work]:
    """Those that have not failed."""
    return [work for work in works if work.error is None]


def each(works: Sequence[Work], step: Callable[[Work], None]) -> None:
    """Runs one step on every cluster that has not failed; a failure stays with its cluster."""
    for work in live(works):
        try:
            step(work)
        except SummarizerError as error:
            work.error = error


def leads_of(work: Work) -> list[Sentence]:
    """The source sentences that the lead is planned from."""
    return [work.sentences[item.seed] for item in work.plan.items if item.role == "lead"]


def document_of(work: Work, source: int) -> Document:
    """A source as it was after cleaning, with its flags."""
    return work.cleaned[source].document


def ask(
    judge: Judge | None,
    progress: Progress | None,
    works: Sequence[Work],
    questions: Callable[[Work], Sequence[Pair]],
) -> None:
    """Puts the questions of all clusters to the judge in one call, each once, and gives each cluster its answers."""
    if judge is None:
        return
    asked = [(work, dict.fromkeys(questions(work))) for work in live(works)]
    answers = iter(judge.assess([pair for _, pairs in asked for pair in pairs], progress))
    for work, pairs in asked:
        work.judged = (work.judged or {}) | {pair: next(answers) for pair in pairs}
