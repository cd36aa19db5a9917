"""YAML front matter for Markdown: what a reader or a site generator asks for; the rest is in the JSON."""

from __future__ import annotations

from typing import Any

import yaml

from summarizer.records import Briefing
from summarizer.render import common


def front_matter(briefing: Briefing) -> str:
    """The block between two lines of ``---``, without the line break after it.

    The date is that of the latest source, left out when none is known; sources without a number are left out.
    """
    days = [day for document in briefing.sources if (day := common.parse_date(document.date))]
    value: dict[str, Any] = {
        "title": common.one_line(briefing.title) or "Briefing",
        **({"date": max(days)} if days else {}),
        "sources": [common.source_name(briefing.sources[source]) for _, source in common.numbered(briefing)],
        "words": briefing.words,
        "settings_hash": common.one_line(briefing.settings_hash),
    }
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    return f"---\n{text}---"
