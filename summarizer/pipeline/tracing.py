"""Traces texts to the passages that bear on them, for a briefing and for a check alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from summarizer.attribute import Bear, Passages, Traced, near_texts, trace, unasked
from summarizer.pipeline.stages import Floats, Sources
from summarizer.records import Bearing, Sentence
from summarizer.settings import AttributeSettings, Settings
from summarizer.text import share_held
from summarizer.text.analysis import Analyser
from summarizer.verify import bearing


def bears(settings: Settings, analyse: Analyser, judged: bool, least: float = 0.0) -> Bear:
    """How a passage bears on a claim by rule; ``judged`` where a judge is asked about what that leaves open. What has
    less than the share ``least`` of its words does not report it.
    """

    def bear(passage: Sequence[str], claim: str, date: str | None) -> Bearing:
        return bearing(passage, claim, settings.verify, analyse, date, judged, least)

    return bear


def carries(settings: Settings, analyse: Analyser) -> Bear:
    """Whether one sentence carries a claim by the rules alone; what has too few of its words is not compared."""
    strict = bears(settings, analyse, False)

    def bear(passage: Sequence[str], claim: str, date: str | None) -> Bearing:
        if len(passage) > 1 or share_held(claim, passage[0]) < settings.verify.min_citation:
            return Bearing("silent")
        return strict(passage, claim, date)

    return bear


def trace_all(
    asked: Iterable[tuple[str, Floats, Collection[str]]],
    sources: Sources,
    passages: Passages,
    limits: AttributeSettings,
    bear: Bear,
    analyse: Analyser,
) -> list[tuple[Traced, ...]]:
    """The passages that may bear on each text; what is compared is read together before.

    Args:
        asked: each text with its embedding, (d,) float32, unit length, and the origins that are not looked at.
        sources: the cluster.
        passages: its passages.
        limits: thresholds.
        bear: how a passage bears on a claim, by rule.
        analyse: reads sentences.
    """
    sentences, given = sources.sentences, list(asked)
    near = [text for one, vector, skip in given for text in near_texts(one, vector, sentences, passages, limits, skip)]
    analyse.prepare(near)
    return [
        trace(one, vector, sentences, sources.embeddings, sources.reports, limits, bear, skip, passages)
        for one, vector, skip in given
    ]


def unasked_notes(
    told: Iterable[tuple[str, Sequence[Traced]]],
    sentences: Sequence[Sentence],
    settings: AttributeSettings,
    doubted: bool = False,
) -> tuple[str, ...]:
    """That more sources came near to some sentences than the judge was asked about; nothing where none did."""
    left = [count for text, own in told if (count := unasked(text, own, sentences, settings, doubted))]
    if not left:
        return ()
    which = "1 sentence" if len(left) == 1 else f"{len(left)} sentences"
    return (
        f"{which} may be told by up to {max(left)} more sources than are named: of those that the rules leave open the "
        f"judge was asked about the nearest {settings.asked_sources} only (attribute.asked_sources).",
    )
