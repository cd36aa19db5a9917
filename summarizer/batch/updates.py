"""A story that has a report and new articles: what changed from the one report to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.compare.earlier import Earlier, changes_since, earlier_briefing, with_source_notes
from summarizer.errors import InputError
from summarizer.records import Briefing, Comparison, Document
from summarizer.render import moments
from summarizer.render.jsonfile import stored_hashes, text_sha256
from summarizer.save import load_json
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.pipeline import Models


def made_at(path: Path) -> str:
    """When a file was written, ISO 8601 in UTC; empty where there is none."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%MZ")
    except OSError:
        return ""


def earlier_report(path: Path | None, documents: Sequence[Document]) -> Earlier | None:
    """The report that was made before, where it was made of other texts than these; None where it cannot be read."""
    if path is None or not path.is_file():
        return None
    try:
        briefing, text = load_json(path)
    except InputError:
        return None
    if sorted(stored_hashes(text)) == sorted(text_sha256(document.text) for document in documents):
        return None
    return earlier_briefing(f"the report of {moments.in_full(made_at(path))}", briefing, text)


def compared(earlier: Earlier, briefing: Briefing, models: Models, settings: Settings) -> tuple[Briefing, Comparison]:
    """The new report, with notes on sources whose text is another one now, and what changed."""
    since = changes_since(earlier, briefing, models.encoder, models.parser, settings)
    return with_source_notes(briefing, since), since
