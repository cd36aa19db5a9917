"""A sentence that is not told, with the reason and its place."""

from __future__ import annotations

from summarizer.records import Place, Rejected, Sentence


def rejected(sentence: Sentence, reason: str) -> Rejected:
    """A sentence that is left out, and why."""
    return Rejected(sentence.flat, (reason,), Place(sentence.source, sentence.start, sentence.end))
