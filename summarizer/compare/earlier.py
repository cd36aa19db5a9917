"""An earlier briefing of one event, and what changed from it to a later one that was made just now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from summarizer.compare import compare, sources_that_changed
from summarizer.interfaces import Encoder, Parser
from summarizer.records import Briefing, Comparison
from summarizer.render.common import source_name
from summarizer.render.jsonfile import holds_figures
from summarizer.settings import Settings
from summarizer.text.analysis import Analyser


@dataclass(frozen=True, slots=True)
class Earlier:
    """A briefing that was written before, and what to call it; ``figures``: whether its form holds figures."""

    name: str
    briefing: Briefing
    figures: bool


def earlier_briefing(name: str, briefing: Briefing, text: str) -> Earlier:
    """The briefing that was read from a JSON file with this text."""
    return Earlier(name, briefing, holds_figures(text))


def changes_since(
    earlier: Earlier, later: Briefing, encoder: Encoder, parser: Parser | None, settings: Settings
) -> Comparison:
    """What changed from an earlier briefing to a later one."""
    given = (earlier.briefing, later, encoder, settings.plan, earlier.name, Analyser(parser))
    return compare(*given, figures=earlier.figures)


def with_source_notes(briefing: Briefing, since: Comparison) -> Briefing:
    """The briefing with a note on every source whose text is not what the earlier briefing had of it."""
    notes = [
        f"{source_name(briefing.sources[source])} is not what it was for {since.name}: its text has changed."
        for source in sources_that_changed(since.earlier, briefing)
    ]
    return replace(briefing, notes=(*briefing.notes, *notes))
