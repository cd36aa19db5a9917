"""A cluster in a language whose grammar is not read, from its sentences to the briefing: all in the sources' own words.

This is the one place where the way of such a cluster parts from that of an English one: what stands between `embed` and
the finished sentences (`gather`, `plan`, `write`, `verify`) reads English, and none of it is asked.
"""

from __future__ import annotations

import numpy as np

from summarizer.attribute import Traced
from summarizer.clean import origins_of, second_hand
from summarizer.compose import Taken
from summarizer.errors import NoInputError
from summarizer.languages import ENGLISH
from summarizer.lengths import word_count
from summarizer.pipeline.stages import Cleaned, Composed, Floats, Sources
from summarizer.records import Candidate, Place, PlanItem
from summarizer.selection import mmr, standing_out
from summarizer.settings import Settings
from summarizer.verbatim import (
    LEANS,
    Retelling,
    Terms,
    choose,
    heading,
    in_their_place,
    lexical_vectors,
    outdated,
    rejected,
    undated,
    unquotable,
)


def is_verbatim(cleaned: Cleaned) -> bool:
    """Whether a cluster is told in its sources' own words only."""
    return cleaned.language != ENGLISH


def compose_verbatim(sources: Sources, settings: Settings, focus: Floats | None) -> Composed:
    """The briefing but for its citations.

    Args:
        sources: the cluster.
        settings: how much to tell, and what tells the same.
        focus: (d,) float32, unit length, the embedded focus; None without one.

    Raises:
        NoInputError: no sentence can be told.
    """
    sentences, reports = sources.sentences, sources.reports
    terms = Terms(sentences, sources.language)
    retelling = Retelling(sentences, terms, settings.verbatim)
    refused = _refused(sources, settings)
    scores = _scores(sources, settings, _focus(sources, settings, focus))
    published = [report.document.published for report in reports]
    old = outdated(sentences, sources.language, published, refused, settings.clean.languages.toll_reach)
    free = [row for row in range(len(sentences)) if row not in refused]
    if not free:
        raise NoInputError("the reports hold nothing that could be told", "give reports with running text")
    ranked = [free[at] for at in mmr(sources.embeddings[free], scores[free], len(free), settings.selection.redundancy)]
    order = in_their_place(ranked, old)
    own = [report for report in reports if report.document.language == sources.language]
    title = heading(own, sentences, terms, order[0], settings.compose.title_words)
    rows, left = choose(
        order, sentences, word_count(title[0]), settings.output, settings.compose.tolerance,
        settings.plan.lead_sentences, retelling.repeats,
        published,
    )  # fmt: skip
    refused |= {row: why for row, (_, why) in old.items() if row not in refused}
    return Composed(
        sources,
        title,
        tuple(_taken(row, at, sources, float(scores[row]), settings) for at, row in enumerate(rows)),
        tuple(tuple(Traced((other,), bearing) for other, bearing in retelling.of(row)) for row in rows),
        (*(rejected(sentences[row], why) for row, why in refused.items()), *left),
        None,
    )


def _refused(sources: Sources, settings: Settings) -> dict[int, str]:
    """The rows of sentences that cannot be told alone, each with why.

    Where that is all of them, those that only lean on another one, or on the day of their article, are told after all.
    """
    days = {report.source: report.document.day for report in sources.reports}
    own = [one.document.day for one in sources.reports if one.document.language == sources.language]
    hard: dict[int, str] = {}
    soft: dict[int, str] = {}
    for row, one in enumerate(sources.sentences):
        why = unquotable(one, sources.language, settings.verbatim)
        undue = why or undated(one, sources.language, own, days[one.source], settings.verbatim.weekday_days)
        if undue:
            (hard if why and why != LEANS else soft)[row] = undue
    return hard if len(hard) + len(soft) == len(sources.sentences) else hard | soft


def verbatim_vectors(cleaned: Cleaned, settings: Settings) -> Floats | None:
    """(n, d) float32, unit rows, one a sentence: what they are ranked by without a model; None where the encoder is
    asked.
    """
    if uses_encoder(cleaned, settings):
        return None
    return lexical_vectors([one.flat for one in cleaned.sentences], settings.verbatim)


def uses_encoder(cleaned: Cleaned, settings: Settings) -> bool:
    """Whether the sentences of a cluster are embedded by the encoder."""
    return not is_verbatim(cleaned) or settings.verbatim.similarity == "encoder"


def _scores(sources: Sources, settings: Settings, focus: Floats | None) -> Floats:
    """(n,) float32: what each sentence is worth: by what other origins say too, and by its place in its source."""
    weights, vectors = settings.selection, sources.embeddings
    copied = second_hand(sources.reports)
    found = standing_out(sources.sentences, vectors, weights, origins_of(sources.reports))
    if focus is not None:
        found = weights.unfocused * found + weights.focus * (vectors @ focus)
    found -= weights.second_hand * np.array([one.source in copied for one in sources.sentences], dtype=np.float32)
    return np.asarray(found, dtype=np.float32)


def _focus(sources: Sources, settings: Settings, encoded: Floats | None) -> Floats | None:
    """The focus among the vectors of the sentences; None where none is asked for."""
    if not settings.run.focus or uses_encoder(sources, settings):
        return encoded
    texts = [*(one.flat for one in sources.sentences), settings.run.focus]
    return np.asarray(lexical_vectors(texts, settings.verbatim)[-1], dtype=np.float32)


def _taken(row: int, place: int, sources: Sources, worth: float, settings: Settings) -> Taken:
    sentence = sources.sentences[row]
    item = PlanItem("lead" if place < settings.plan.lead_sentences else "point", row, (), worth)
    return Taken(
        Candidate(item, sentence.flat, "quoted", 1.0, place=Place(sentence.source, sentence.start, sentence.end))
    )
