"""How a source was had, in words: when it was fetched, what it hashes to, and where its copy is."""

from __future__ import annotations

from datetime import datetime

from summarizer.harmless import one_line
from summarizer.records import Document
from summarizer.render.common import date_text, safe_url

_DIGITS = 16
"""As many digits of a hash as people compare."""


def how_had(document: Document) -> str:
    """When a source was fetched, and by what it can be checked; empty for a file of which no copy was kept."""
    retrieved = document.retrieved
    if retrieved is None:
        return ""
    asked, final = safe_url(retrieved.address), safe_url(retrieved.final)
    parts = [f"{'Fetched' if retrieved.is_fetched else 'Copied'} {_moment(retrieved.at)}"]
    if asked and asked != safe_url(document.url):
        parts.append(f"from {asked}")
    if final and final not in (asked, safe_url(document.url)):
        parts.append(f"which led to {final}")
    parts.append(f"SHA-256 {one_line(retrieved.sha256)[:_DIGITS]}…")
    if retrieved.copy:
        parts.append(f"copy: {one_line(retrieved.copy)}")
    return ", ".join(parts)


def _moment(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return one_line(at)
    return f"on {date_text(moment.date().isoformat())}, {moment:%H:%M} UTC"
