"""A writer that writes nothing, so that every sentence of the briefing is quoted from its source."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.interfaces import Progress
from summarizer.records import Draft, ModelInfo, WriteRequest


class ExtractiveWriter:
    """Answers every request with an empty draft."""

    info = ModelInfo("writer", "extractive", "", "", "cpu", "")

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        """Returns one empty draft a request."""
        return [Draft("")] * len(requests)
