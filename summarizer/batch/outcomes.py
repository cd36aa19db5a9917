"""What became of a story in a run, read from the manifest and from the report that was written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from summarizer.batch.manifest import Entry
from summarizer.batch.names import safe_name
from summarizer.batch.outputs import FOLDER, SUFFIXES, content
from summarizer.batch.updates import made_at
from summarizer.errors import InputError
from summarizer.pile import Story
from summarizer.render import moments
from summarizer.save import load_json

_OPENED_FIRST = ("html", "pdf", "docx", "md", "txt", "json")
_WENT = "This story went into"


def with_outcome(story: Story, entry: Entry | None, wanted: str, folder: Path) -> Story:
    """The story with its report, as far as there is one.

    Args:
        story: as it was before the run.
        entry: what the manifest says of it.
        wanted: the hash that its entry has where it is of the present articles.
        folder: the output folder.
    """
    if not story.reported_since:
        return story
    stem = folder / FOLDER / safe_name(story.id)
    there = [form for form in _OPENED_FIRST if stem.with_name(stem.name + SUFFIXES[form]).is_file()]
    reports = tuple(f"{FOLDER}/{stem.name}{SUFFIXES[form]}" for form in there)
    told = _told(stem.with_name(f"{stem.name}.json")) if "json" in there else {}
    status, reason = story.status, story.reason
    if status in ("waiting", "failed") and entry is not None and entry.hash == wanted:
        status = "reported" if entry.status == "done" else "failed"
        reason = "" if entry.status == "done" else _failed(entry.error or "", bool(reports))
    return replace(
        story,
        status=status,
        reason=reason,
        reports=reports,
        headline=told.get("headline") or story.headline,
        lead=told.get("lead", story.lead),
        changes=told.get("changes", story.changes),
        made=told.get("made", story.made),
    )


def _failed(error: str, has_report: bool) -> str:
    return f"its report could not be {'updated' if has_report else 'written'}: {error}"


def _told(path: Path) -> dict[str, str]:
    """Headline, first sentence and changes of a report; nothing where it cannot be read."""
    try:
        value = json.loads(path.read_bytes())
        title, sentences = value["title"]["text"], value["sentences"]
        lead = sentences[0]["text"] if sentences else ""
        changes = _tally(value["since"]) if "since" in value else ""
        return {"headline": str(title), "lead": str(lead), "changes": changes, "made": made_at(path)}
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return {}


def _tally(since: dict[str, Any]) -> str:
    counts = Counter(change["kind"] for change in since["changes"])
    told = [f"{counts[kind]} {kind}" for kind in ("new", "changed", "withdrawn") if counts[kind]]
    return ", ".join(told) or "no sentence changed"


def with_note_of_merger(story: Story, into: str, folder: Path, citations: str) -> Iterator[tuple[Path, bytes]]:
    """The report of a story that went into another one, saying so, in each format in which it is there.

    Yields:
        Each file and what is to stand in it, that in JSON last; nothing where it says so already or cannot be read.
    """
    stem = folder / FOLDER / safe_name(story.id)
    try:
        briefing, _ = load_json(stem.with_name(f"{stem.name}.json"))
    except InputError:
        return
    if any(note.startswith(_WENT) for note in briefing.notes):
        return
    day = moments.in_full(datetime.now(UTC).date().isoformat())
    note = f"{_WENT} “{into or story.into}” ({story.into}) on {day}; what is told here was the state until then."
    changed = replace(briefing, notes=(note, *briefing.notes))
    for form in sorted(SUFFIXES, key=lambda form: form == "json"):
        path = stem.with_name(stem.name + SUFFIXES[form])
        if path.is_file():
            yield path, content(changed, form, citations, None)
