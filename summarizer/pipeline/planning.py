"""Clusters to their plans: cleaned, split, embedded in one call, the sentences to be used chosen and ordered."""

from __future__ import annotations

import math
from collections.abc import Sequence

from summarizer.clean import clean, reports_of, second_hand
from summarizer.embed import embed
from summarizer.errors import NoInputError
from summarizer.gather import statements
from summarizer.interfaces import Encoder
from summarizer.pipeline.stages import Cleaned, Cluster, Floats, Planned, Sources
from summarizer.pipeline.together import Given, Outcome, each, in_one_call
from summarizer.plan import make_plan, sentences_needed, shortfall, superseded, with_openings
from summarizer.records import Chosen, CleanDocument, Document, Place, Rejected, Sentence
from summarizer.selection import select
from summarizer.settings import Settings
from summarizer.split import split
from summarizer.text.analysis import Analyser


def clean_cluster(documents: Sequence[Document], settings: Settings) -> tuple[CleanDocument, ...]:
    """The first stage alone: it needs no model, so a batch job runs it on the next clusters in the meantime."""
    return clean(documents, settings.clean)


def clean_and_split(cluster: Cluster, settings: Settings) -> Cleaned:
    """The sources of a cluster and their sentences.

    Raises:
        NoInputError: there is none.
    """
    cleaned = cluster.cleaned or clean_cluster(cluster.documents, settings)
    sentences = split(cleaned)
    if not sentences:
        raise NoInputError("the reports hold no sentence that could be summarised", "give reports with running text")
    dropped = tuple(dropped for one in cleaned for dropped in one.dropped)
    return Cleaned(reports_of(cleaned), sentences, dropped, cluster.skipped)


def embed_all(outcomes: Sequence[Outcome[Cleaned]], encoder: Encoder) -> list[Outcome[Sources]]:
    """Embeds the sentences of all clusters in one call."""
    rows = in_one_call(outcomes, lambda cleaned: cleaned.sentences, lambda sentences: embed(sentences, encoder))
    return each(rows, _sources)


def _sources(given: Given[Cleaned, Floats]) -> Sources:
    cleaned = given.record
    return Sources(cleaned.reports, cleaned.sentences, cleaned.dropped, cleaned.skipped, given.own)


def plan_cluster(sources: Sources, settings: Settings, focus: Floats | None, analyse: Analyser) -> Planned:
    """Chooses what the briefing is to say, and plans it.

    Args:
        sources: the cluster.
        settings: how much to choose, and how.
        focus: (d,) float32, unit length, the embedded focus; None without one.
        analyse: reads sentences.

    Raises:
        NoInputError: no sentence can be used.
    """
    sentences = sources.sentences
    analyse.prepare([sentence.flat for sentence in sentences])
    found = statements(sentences, sources.reports, analyse)
    chosen = _choose(sources, settings, focus)
    old = superseded(sentences, [report.document for report in sources.reports])
    old |= {row: one.withheld for row, one in enumerate(found) if one.withheld}
    omitted = tuple(_omitted(sentences[one.index], old[one.index]) for one in chosen if one.index in old)
    current = [one for one in chosen if one.index not in old]
    plan = make_plan(current, sentences, sources.embeddings, settings.plan, second_hand(sources.reports), found)
    if not plan.items:
        raise NoInputError("the reports hold nothing that could be told", "give reports with running text")
    days = [report.document.day for report in sources.reports]
    return Planned(sources, with_openings(plan, sentences, analyse, days), omitted)


def _choose(sources: Sources, settings: Settings, focus: Floats | None) -> Sequence[Chosen]:
    """As many sentences as it takes; more of them where they turn out to be short."""
    sentences, embeddings = sources.sentences, sources.embeddings
    weights = [0.0 if report.is_copy else 1.0 for report in sources.reports]
    count = sentences_needed(settings.output, settings.plan)
    others = second_hand(sources.reports)
    chosen = select(sentences, embeddings, count, settings.selection, focus, weights, others)
    short = shortfall([sentences[choice.index] for choice in chosen], settings.output, settings.plan)
    if short > 1.0 and len(chosen) >= count:
        return select(sentences, embeddings, math.ceil(count * short), settings.selection, focus, weights, others)
    return chosen


def _omitted(sentence: Sentence, reason: str) -> Rejected:
    return Rejected(sentence.flat, (reason,), Place(sentence.source, sentence.start, sentence.end))
