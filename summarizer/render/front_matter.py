"""YAML front matter for Markdown: with which program, models and settings a briefing was made."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import yaml

from summarizer.records import Briefing
from summarizer.render import common
from summarizer.settings import Settings


def front_matter(briefing: Briefing, settings: Settings | None = None) -> str:
    """The block between two lines of ``---``, without the line break after it.

    Args:
        briefing: whose provenance to state.
        settings: with which it was made; only those that differ from the defaults are named.
    """
    value: dict[str, Any] = {
        "title": common.one_line(briefing.title),
        "generator": f"{common.GENERATOR} {common.generator_version()}",
        "focus": common.one_line(briefing.focus) if briefing.focus else None,
        "words": briefing.words,
        "sentences": len(briefing.sentences),
        "sources": [_source(briefing, source) for source in range(len(briefing.sources))],
        "models": [{key: _plain(part) for key, part in asdict(model).items()} for model in briefing.models],
        "settings_hash": common.one_line(briefing.settings_hash),
    }
    if settings is not None:
        value["settings"] = {name: _plain(part) for name, part in changed_settings(settings).items()}
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    return f"---\n{text}---"


def changed_settings(settings: Settings) -> dict[str, Any]:
    """Dotted name and value of every setting that differs from its default, where models are kept left out."""
    now, usual = asdict(settings), asdict(Settings())
    return {
        f"{part}.{name}": value
        for part, values in now.items()
        if part != "store"
        for name, value in values.items()
        if value != usual[part][name]
    }


def _source(briefing: Briefing, source: int) -> dict[str, Any]:
    document = briefing.sources[source]
    return {
        "number": briefing.numbers.get(source),
        "name": common.source_name(document),
        "date": common.one_line(document.date) if document.date else None,
        "url": common.safe_url(document.url),
    }


def _plain(value: Any) -> Any:
    return common.one_line(value) if isinstance(value, str) else value
