"""Which sentence opens the briefing, and so may head it: what the other sources open with, told as an event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date as Day

import numpy as np
from numpy.typing import NDArray

from summarizer.records import PlanItem, Sentence
from summarizer.settings import PlanSettings
from summarizer.text import dangles, fact_score, is_background, looks_back
from summarizer.text.analysis import Analyser
from summarizer.text.dates import dates, resolved
from summarizer.text.timeless import is_timeless
from summarizer.text.voices import first_person

Floats = NDArray[np.float32]


def agreement(
    row: int,
    sentences: Sequence[Sentence],
    embeddings: Floats,
    second_hand: Collection[int],
    settings: PlanSettings,
) -> float:
    """How near the openings of the other sources come to a sentence: the mean over them of the highest cosine.

    A report opens with its news, so what most of them open with is what the event is. Sources that have their facts
    from another one do not count, unless there is no other.

    Args:
        row: the sentence.
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        second_hand: sources that have their facts from another one.
        settings: how many sentences open a source.
    """
    nearest: dict[int, float] = {}
    cosines = embeddings @ embeddings[row]
    for other, one in enumerate(sentences):
        if one.source != sentences[row].source and one.position < settings.opening_sentences:
            nearest[one.source] = max(nearest.get(one.source, 0.0), float(cosines[other]))
    first_hand = [cosine for source, cosine in nearest.items() if source not in second_hand] or list(nearest.values())
    return sum(first_hand) / len(first_hand) if first_hand else 0.0


def with_merits(
    items: Sequence[PlanItem],
    sentences: Sequence[Sentence],
    settings: PlanSettings,
    analyse: Analyser | None = None,
    days: Sequence[Day | None] = (),
) -> list[PlanItem]:
    """The items, each with what it is worth as the opening.

    Args:
        items: what is to be told.
        sentences: all sentences of the cluster.
        settings: what counts for and against an opening.
        analyse: reads sentences; without it nobody can tell an event from how things are.
        days: the day of each source, where known.
    """
    return [replace(item, merit=_merit(item, sentences, settings, analyse, days)) for item in items]


def _merit(
    item: PlanItem,
    sentences: Sequence[Sentence],
    settings: PlanSettings,
    analyse: Analyser | None,
    days: Sequence[Day | None],
) -> float:
    """What makes a good opening: corroborated, self-contained, what sources open with, at their top; an event of now."""
    sentence = sentences[item.seed]
    text = sentence.flat
    day = days[sentence.source] if days else None
    before = is_background(text) or looks_back(text) or _is_of_another_time(text, day, settings)
    kind = item.statement.standing.kind
    return (
        item.salience
        + settings.lead_support * min(len(item.support), settings.lead_sources)
        + settings.lead_facts * fact_score(text)
        + settings.lead_position / (1 + min(sentences[row].position for row in item.evidence))
        + settings.lead_agreement * item.agreement
        - settings.lead_dangling * (dangles(item.resolved or text) or bool(item.unexplained))
        - settings.lead_background * before
        - settings.lead_timeless * (analyse is not None and is_timeless(analyse(text)))
        - settings.lead_quotation * ("“" in text or '"' in text)
        - settings.lead_attributed * (kind == "attributed")
        - settings.lead_planned * (kind == "planned")
        - settings.lead_unsettled * (not item.statement.heads or bool(first_person(text)))
    )


def _is_of_another_time(text: str, day: Day | None, settings: PlanSettings) -> bool:
    """Whether a sentence gives a day with its year, as a report does for what is not of now.

    Where the report's own day is known, a day near it is of now.
    """
    dated = [one for one in dates(text) if one.year and one.month and one.day]
    if day is None:
        return bool(dated)
    found = [resolved(one, day) for one in dated]
    return any(one is not None and abs((one - day).days) > settings.lead_days for one in found)


def lead_rows(items: Sequence[PlanItem], settings: PlanSettings) -> list[int]:
    """The seeds of the best openings; what is not settled, nor planned, opens nothing while a fact is at hand."""
    settled = [item for item in items if item.statement.heads] or items
    ranked = sorted(settled, key=lambda item: (-item.merit, item.seed))
    return [item.seed for item in ranked[: settings.lead_sentences]]
