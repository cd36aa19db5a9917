"""A pipeline without models, for tests of the entrances: it quotes the first line of each report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pytest

from summarizer.interfaces import Progress
from summarizer.records import Briefing, BriefingSentence, Citation, Document, Skipped
from summarizer.settings import Settings


@dataclass
class FakePipeline:
    """Stands in for ``summarizer.pipeline`` and remembers how it was called."""

    loaded: list[Settings] = field(default_factory=list)
    ran: list[tuple[tuple[Document, ...], Settings]] = field(default_factory=list)
    error: BaseException | None = None

    def load_models(self, settings: Settings, progress: Progress | None = None) -> str:
        self.loaded.append(settings)
        if progress is not None:
            progress("load", 1, 1)
        return f"models {len(self.loaded)}"

    def run(
        self,
        documents: Sequence[Document],
        settings: Settings,
        models: Any,
        *,
        skipped: Sequence[Skipped] = (),
        progress: Progress | None = None,
    ) -> Briefing:
        if self.error is not None:
            raise self.error
        self.ran.append((tuple(documents), settings))
        for done in range(len(documents)):
            if progress is not None:
                progress("write", done + 1, len(documents))
        sentences = []
        for source, document in enumerate(documents):
            text = document.text.strip().splitlines()[0]
            start = document.text.index(text)
            cited = Citation(source, start, start + len(text), text)
            sentences.append(BriefingSentence(text, "point", "quoted", (cited,), 1.0))
        return Briefing(
            title="A title",
            title_citations=(),
            sentences=tuple(sentences),
            sources=tuple(documents),
            skipped=tuple(skipped),
            focus=settings.run.focus or None,
            settings_hash=settings.hash(),
            timings={"write": 1.5},
        )


def install(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    """Puts a fake where ``from summarizer.pipeline import …`` finds it."""
    fake = FakePipeline()
    module = ModuleType("summarizer.pipeline")
    module.load_models = fake.load_models  # type: ignore[attr-defined]
    module.run = fake.run  # type: ignore[attr-defined]
    module.Models = str  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "summarizer.pipeline", module)
    return fake
