"""Piles and jobs over them that need no model: the place that opens its headline says which story an article is of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from batch_fakes import InProcess
from pipeline_fakes import HashEncoder

from summarizer.batch import job, stories
from summarizer.pipeline import grouping
from summarizer.records import Document, Grouping

ROUND_UP = "roundup"


def by_place(documents: Sequence[Document], encoder: Any, settings: Any) -> Grouping:
    """Articles whose headline opens with the same word are of one story."""
    found: dict[str, list[int]] = {}
    out = []
    for at, document in enumerate(documents):
        first = (document.title or document.text).split("-")[0]
        if first == ROUND_UP:
            out.append((at, "it tells of several events"))
        else:
            found.setdefault(first, []).append(at)
    told = sorted(map(tuple, found.values()), key=lambda rows: (-len(rows), rows))
    return Grouping(tuple(told), tuple(out))


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> InProcess:
    """Jobs run in the process of the test, on models without weights."""
    fake = InProcess()
    monkeypatch.setattr(job, "run_local", fake.run)
    monkeypatch.setattr(job, "known_models", fake.models)
    monkeypatch.setattr(stories, "load_encoder", lambda *_: HashEncoder())
    monkeypatch.setattr(grouping, "group", by_place)
    return fake


TOLD = {
    "fire": "The mill burned down on Monday night, and the fire brigade of {where} said that nobody was hurt.",
    "owner": "Its owner, who lives in {where}, told reporters that the flour store had been full to the roof.",
    "road": "Police closed the road to {where} until Tuesday because a wall of the mill could fall on it.",
    "inquiry": "An inquiry in {where} found on Wednesday that a belt had run hot for several hours.",
}
"""Texts without a word in common but those of the event, so that none is a copy of another."""


def add(pile: Path, where: str, *kinds: str, day: int = 10, **texts: str) -> None:
    """Writes articles on what happened in a place; ``texts`` are others of it, by their names."""
    pile.mkdir(exist_ok=True)
    own = {kind: TOLD[kind].format(where=where.capitalize()) for kind in kinds}
    for kind, text in (own | texts).items():
        name = f"{where}-{kind}"
        head = f'title: "{name}"\npublisher: "Outlet {name}"\ndate: 2025-03-{day}'
        (pile / f"{name}.md").write_text(f"---\n{head}\n---\n\n{text}\n", encoding="utf-8")
