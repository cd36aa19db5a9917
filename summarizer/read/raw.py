"""A report as its file format gives it, before its own lines are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.read.found import Found


@dataclass(frozen=True, slots=True)
class Raw:
    """The text; what the format states about it; and weaker statements used only where the text has none."""

    text: str
    stated: Found = field(default_factory=Found)
    fallback: Found = field(default_factory=Found)
