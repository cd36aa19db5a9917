"""``briefing``: arguments, progress, printing and exit codes."""

from __future__ import annotations

from summarizer.cli.app import main

__all__ = ["main"]
