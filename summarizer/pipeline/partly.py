"""Which sources carry a part of a told sentence and tell nothing else of it: "Rebels took Hama [1][2] on Thursday [3]".

No judge is asked: a passage must have nearly all words of the part, and nothing in it may differ.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from summarizer.attribute import Passages, attribution
from summarizer.interfaces import Encoder
from summarizer.pipeline.stages import PartTraced, Sources
from summarizer.pipeline.tracing import carries, trace_all
from summarizer.records import Attribution, Span
from summarizer.settings import Settings
from summarizer.text.analysis import Analyser
from summarizer.text.conjuncts import Statement, all_statements
from summarizer.text.details import details


def trace_parts(
    told: Sequence[tuple[str, Collection[str]]],
    sources: Sources,
    passages: Passages,
    settings: Settings,
    encoder: Encoder,
    analyse: Analyser,
) -> tuple[tuple[PartTraced, ...], ...]:
    """The parts of each sentence with the passages that may carry them.

    Args:
        told: each sentence with the origins that are cited for it already.
        sources: the cluster.
        passages: its passages.
        settings: how many words a part must have, and how many passages of a source are looked at.
        encoder: of the parts.
        analyse: reads sentences.
    """
    limits = replace(settings.attribute, passages_a_source=settings.attribute.detail_passages)
    parts = [_parts(text, settings, analyse) for text, _ in told]
    texts = list(dict.fromkeys(part.told for own in parts for part in own))
    vectors = dict(zip(texts, encoder.encode(texts), strict=True)) if texts else {}

    asked = [(part.told, vectors[part.told], skip) for (_, skip), own in zip(told, parts, strict=True) for part in own]
    traced = iter(trace_all(asked, sources, passages, limits, carries(settings, analyse), analyse))
    return tuple(
        tuple(PartTraced(Span(part.start, part.end), part.told, next(traced)) for part in own) for own in parts
    )


def _parts(text: str, settings: Settings, analyse: Analyser) -> list[Statement]:
    """The statements that a sentence makes, and those that it makes besides, each stretch of it once."""
    one = analyse(text)
    found = [*all_statements(one, analyse), *details(one, settings.attribute.detail_words)]
    return list({(part.start, part.end): part for part in found}.values())


def with_parts(found: Attribution, parts: Sequence[PartTraced], sources: Sources, settings: Settings) -> Attribution:
    """What the sources say of a sentence, with those that carry a part of it and of which nothing is known so far."""
    origins = {report.source: report.origin for report in sources.reports}
    known = {origins[source] for source in found.sources}
    cited = list(found.citations)
    for part in parts:
        own = attribution(part.told, part.traced, sources.sentences, sources.reports, None, settings.attribute)
        cited += [replace(one, part=part.span) for one in own.citations if origins[one.source] not in known]
        known |= {origins[one.source] for one in own.citations}
    return replace(found, citations=tuple(cited))
