"""Which sentence opens the briefing, and so may head it: what the other sources open with, told as an event."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from summarizer.records import PlanItem, Rating, Sentence, overtaken_share
from summarizer.settings import PlanSettings
from summarizer.text import dangles, fact_score, is_background, looks_back
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.dates import DateMention, resolved
from summarizer.text.earlier import is_earlier
from summarizer.text.likeness import canonical_stems
from summarizer.text.timeless import is_timeless
from summarizer.text.voices import first_person

Floats = NDArray[np.float32]

_PAST = ("last", "previous", "past")
_LONG_AGO = ("month", "months", "year", "years", "decade", "decades")


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


def common_openings(
    sentences: Sequence[Sentence], second_hand: Collection[int], settings: PlanSettings
) -> dict[str, float]:
    """The words that several sources open with, each with the share of the other sources that do.

    What only one of them opens with may be a scene, an aside or a teaser; the event is what they have in common.
    Sources that have their facts from another one do not count, unless only one is left.

    Args:
        sentences: all sentences of the cluster.
        second_hand: sources that have their facts from another one.
        settings: how many sentences open a source.

    Returns:
        Canonical stems with weights in (0, 1]; none where there is only one source.
    """
    opening = [one for one in sentences if one.position < settings.opening_sentences]
    own = [one for one in opening if one.source not in second_hand]
    counted = own if len({one.source for one in own}) > 1 else opening
    stems: dict[int, frozenset[str]] = {}
    for one in counted:
        stems[one.source] = stems.get(one.source, frozenset()) | canonical_stems(one.flat)
    told = Counter(stem for words in stems.values() for stem in words)
    return {stem: (count - 1) / (len(stems) - 1) for stem, count in told.items() if count > 1}


def share_of_openings(sentence: Sentence, common: Mapping[str, float], settings: PlanSettings) -> float:
    """How far a sentence tells what several sources open with, in [0, 1].

    That is the geometric mean of two shares: of what they have in common, how much it tells, and of what it tells, how
    much they have in common. A long sentence has the first, a teaser that names little the second. What stands too far
    down in its source to be its opening has neither.
    """
    stems = canonical_stems(sentence.flat)
    if not common or not stems or sentence.position >= settings.opening_sentences:
        return 0.0
    told = sum(common.get(stem, 0.0) for stem in stems)
    return math.sqrt(told / sum(common.values()) * told / len(stems))


def focused(settings: PlanSettings) -> PlanSettings:
    """The settings where the reader asked for something: reports open with their news, which need not be that.

    What counts in place of how near their openings come, and of its place, is how near a sentence is to the focus; what
    is worth little to others may be what was asked for.
    """
    return replace(
        settings,
        least_worth=0.0,
        lead_worth=0.0,
        lead_position=0.0,
        lead_first=0.0,
        lead_shared=0.0,
        lead_news=0.0,
        lead_agreement=settings.lead_focus,
    )


def with_merits(
    items: Sequence[PlanItem],
    sentences: Sequence[Sentence],
    settings: PlanSettings,
    analyse: Analyser | None = None,
    days: Sequence[Day | None] = (),
    news: Collection[int] = (),
    moments: Sequence[datetime | None] = (),
) -> list[PlanItem]:
    """The items, each with its age and what it is worth as the opening.

    Args:
        items: what is to be told.
        sentences: all sentences of the cluster.
        settings: what counts for and against an opening.
        analyse: reads sentences; without it nobody can tell an event from how things are.
        days: the day of each source, where known.
        news: rows that tell the newest news.
        moments: when each source told what it tells, as `records.told_at` gives it.
    """
    items = [replace(item, age=_age(item, sentences, moments)) for item in items]
    most = max((item.agreement for item in items), default=0.0) or 1.0
    return [
        replace(
            item,
            merit=_merit(item, sentences, settings, analyse, days)
            + _at_the_top(item, sentences, settings, most)
            + settings.lead_news * bool({*item.evidence} & {*news}),
        )
        for item in items
    ]


def _at_the_top(item: PlanItem, sentences: Sequence[Sentence], settings: PlanSettings, most: float) -> float:
    """What it is worth that a source opens with it: the less the others open so, for some tell a scene first."""
    first = min(sentences[row].position for row in item.evidence)
    return settings.lead_first * (first == 0) + settings.lead_position / (1 + first) * item.agreement / most


def _merit(
    item: PlanItem,
    sentences: Sequence[Sentence],
    settings: PlanSettings,
    analyse: Analyser | None,
    days: Sequence[Day | None],
) -> float:
    """What makes a good opening: a corroborated event of now, told at the top of its source and of the others.

    Salience counts for less here: it falls with what was chosen before, and so for what all sources tell.
    """
    sentence = sentences[item.seed]
    text = sentence.flat
    one = analyse(text) if analyse else None
    day = days[sentence.source] if days else None
    leaning = dangles(item.resolved or text) or bool(item.unexplained)
    kind = item.statement.standing.kind
    return (
        settings.lead_salience * item.salience
        + settings.lead_support * min(len(item.support), settings.lead_sources)
        + settings.lead_facts * fact_score(text)
        + settings.lead_agreement * item.agreement
        + settings.lead_shared * item.shared
        - settings.lead_dangling * leaning
        - settings.lead_alone * (item.origins < 2)
        - settings.lead_background * (is_earlier(one) if one else is_background(text) or looks_back(text))
        - settings.lead_past * _is_of_another_time(item, one, day, settings)
        - settings.lead_overtaken * item.age
        - settings.lead_timeless * (one is not None and is_timeless(one))
        - settings.lead_quotation * ("“" in text or '"' in text)
        - settings.lead_attributed * (kind == "attributed")
        - settings.lead_planned * (kind == "planned")
        - settings.lead_unsettled * (not item.statement.heads or bool(first_person(text)))
        + _as_rated(item.rating, settings)
    )


def _as_rated(rating: Rating | None, settings: PlanSettings) -> float:
    """What it is worth that an opening tells much and is understood, and against it that it may be somebody's view."""
    if rating is None:
        return 0.0
    return (
        settings.lead_worth * rating.worth
        - settings.lead_unclear * (1.0 - rating.alone)
        - settings.lead_view * rating.view
    )


def _is_of_another_time(item: PlanItem, one: Analysis | None, day: Day | None, settings: PlanSettings) -> bool:
    """Whether its main clause gives a year, or "last year", as a report does for what is not of now.

    Where the report's own day is known, a day near it is of now. A plan is of the time to come.
    """
    if one is None or item.statement.standing.kind == "planned":
        return False
    tree = one.tree
    main = [one.words[at] for at in range(len(one.words)) if tree.parsed and tree.predicate(at) in tree.roots]
    for mention in one.dates:
        if not any(mention.start <= word.start < mention.end for word in main):
            continue
        if mention.relative.startswith(_PAST) and mention.relative.endswith(_LONG_AGO):
            return True
        if mention.year and not _is_near(mention, day, settings):
            return True
    return False


def _age(item: PlanItem, sentences: Sequence[Sentence], moments: Sequence[datetime | None]) -> float:
    own = [moments[sentences[row].source] for row in item.evidence] if moments else []
    return overtaken_share(own, moments)


def _is_near(mention: DateMention, day: Day | None, settings: PlanSettings) -> bool:
    meant = resolved(mention, day) if day else None
    return day is not None and meant is not None and abs((meant - day).days) <= settings.lead_days


def lead_rows(items: Sequence[PlanItem], settings: PlanSettings) -> list[int]:
    """The seeds of the best openings; what is not settled, nor planned, opens nothing while a fact is at hand."""
    settled = [item for item in items if item.statement.heads] or items
    ranked = sorted(settled, key=lambda item: (-item.merit, item.seed))
    return [item.seed for item in ranked[: settings.lead_sentences]]
