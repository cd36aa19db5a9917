"""Clusters to their plans: cleaned, split, embedded in one call, the sentences to be used chosen and ordered."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from summarizer.clean import clean, origins_of, reports_of, second_hand
from summarizer.embed import embed
from summarizer.errors import NoInputError
from summarizer.gather import (
    ONE_SIDED,
    Impossible,
    answered,
    facts_of,
    figure_notes,
    figures_of,
    impossible_dates,
    opinion_notes,
    provenance,
    statements,
    times_told,
    undated,
    with_date_flags,
    with_times,
)
from summarizer.interfaces import Encoder, Rater
from summarizer.pipeline.languages import foreign_sentences, in_language, language_of_most, with_language_flags
from summarizer.pipeline.stages import Cleaned, Cluster, Floats, Planned, Sources
from summarizer.pipeline.together import Given, Outcome, each, in_one_call
from summarizer.plan import (
    focused,
    make_plan,
    sentences_needed,
    shortfall,
    superseded,
    with_openings,
    with_wordings,
    words_wanted,
)
from summarizer.plan.cast import cast_of
from summarizer.plan.news import News, newest_of, news_of
from summarizer.plan.outdated import Heir, Moved, heirs, moved_figures, rows_of_newest, with_figures, with_heirs
from summarizer.plan.overtaken import outrun, with_newest
from summarizer.plan.rated import presentable, without_idle
from summarizer.plan.sides import joined, sides_of, with_other_sides
from summarizer.records import (
    Chosen,
    CleanDocument,
    Document,
    Fact,
    Figure,
    Place,
    Plan,
    PlanItem,
    Rating,
    Rejected,
    Sentence,
    Statement,
    told_at,
)
from summarizer.selection import ages_of, inherited, off_focus, relevance, salience, select, tellable
from summarizer.settings import ComposeSettings, Settings
from summarizer.split import split
from summarizer.text.analysis import Analyser
from summarizer.text.leaning import leans


def clean_cluster(documents: Sequence[Document], settings: Settings) -> tuple[CleanDocument, ...]:
    """The first stage alone: it needs no model, so a batch job runs it on the next clusters in the meantime."""
    return clean(documents, settings.clean)


def clean_and_split(cluster: Cluster, settings: Settings, language: str = "") -> Cleaned:
    """The sources of a cluster and their sentences that are in one language: that given, else that of most sources.

    Raises:
        NoInputError: there is none.
    """
    cleaned = cluster.cleaned or clean_cluster(cluster.documents, settings)
    sentences = split(cleaned, settings.clean.languages)
    if not sentences:
        raise NoInputError("the reports hold no sentence that could be summarised", "give reports with running text")
    reports = reports_of(cleaned)
    language = language or settings.run.language or language_of_most(reports, sentences)
    told, others = in_language(language, sentences, reports)
    flagged = with_language_flags(reports, language, sentences, settings.clean.languages)
    dropped = (*(dropped for one in cleaned for dropped in one.dropped), *others)
    return Cleaned(flagged, told, dropped, cluster.skipped, language, foreign_sentences(language, sentences, reports))


def embed_all(
    outcomes: Sequence[Outcome[Cleaned]], encoder: Encoder, lexical: Callable[[Cleaned], Floats | None] | None = None
) -> list[Outcome[Sources]]:
    """Embeds the sentences of all clusters in one call, but of those for which ``lexical`` gives vectors of its own."""
    own = each(outcomes, lambda cleaned: (cleaned, lexical(cleaned) if lexical else None))
    rows = in_one_call(
        own, lambda one: one[0].sentences if one[1] is None else (), lambda sentences: embed(sentences, encoder)
    )
    return each(rows, _sources)


def _sources(given: Given[tuple[Cleaned, Floats | None], Floats]) -> Sources:
    cleaned, lexical = given.record
    vectors = given.own if lexical is None else lexical
    return Sources(
        cleaned.reports, cleaned.sentences, cleaned.dropped, cleaned.skipped, cleaned.language,
        cleaned.foreign, vectors,
    )  # fmt: skip


def plan_cluster(
    sources: Sources, settings: Settings, focus: Floats | None, analyse: Analyser, encoder: Encoder
) -> Planned:
    """Chooses what the briefing is to say, and plans it.

    Args:
        sources: the cluster.
        settings: how much to choose, and how.
        focus: (d,) float32, unit length, the embedded focus; None without one.
        analyse: reads sentences.
        encoder: tells how near two things are that are counted.

    Raises:
        NoInputError: no sentence can be used.
    """
    sentences = sources.sentences
    analyse.prepare([sentence.flat for sentence in sentences])
    sources, wrong = dates_flagged(sources, settings, analyse)
    sources, figures = _counted(sources, settings, analyse, encoder)
    moved = moved_figures(figures, sentences)
    found = undated(_statements(sources, moved, settings, analyse), wrong, sentences, analyse)
    layout = settings.plan if focus is None else focused(settings.plan)
    ratings = ratings_of(encoder, [sentence.flat for sentence in sentences])
    found = without_idle(found, ratings, layout)
    withheld = {row: one.withheld for row, one in enumerate(found) if one.withheld}
    others, origins = second_hand(sources.reports), origins_of(sources.reports)
    known = provenance(sentences, sources.reports, analyse, settings.gather)
    stated = facts_of(sentences, sources.embeddings, origins, settings.gather, known)
    times = times_told(sources.reports)
    older = outrun(found, stated, sentences, times)
    found = with_newest(found, stated, sentences, times, rows_of_newest(moved))
    newest = heirs(moved, sentences, found, analyse, others)
    stated = with_heirs(stated, newest, [origins[one.source] for one in sentences])
    leaning = _leaning(stated, sentences, analyse) | older
    asked = None if focus is None else _asked(sources, focus, stated, settings)
    one_sided = {report.source for report in sources.reports if report.document.kind in ONE_SIDED}
    news = news_of(sentences, sources.reports, withheld, analyse, settings.plan, ratings)
    scores = _scores(sources, settings, asked, withheld, stated, leaning, newest, news, ratings)
    against = answered(found, sentences, sources.embeddings, sources.reports, analyse, settings.gather)
    sides = joined(sides_of(figures, sentences, sources.reports), against)
    chosen = with_other_sides(_choose(sources, settings, scores), sides, sentences, scores, analyse, settings.plan)
    apart = frozenset[int]().union(*against.values())
    plan = make_plan(
        chosen, sentences, sources.embeddings, layout, others, found, one_sided, stated, known, asked, apart
    )
    if not plan.items:
        raise NoInputError("the reports hold nothing that could be told", "give reports with running text")
    days = [report.document.day for report in sources.reports]
    cast = cast_of(sentences, analyse)
    told_whole = with_openings(
        plan, sentences, analyse, days, layout, settings.run.focus or "", cast, found, others,
        newest, newest_of(news), _moments(sources), lambda texts: ratings_of(encoder, texts),
    )  # fmt: skip
    told_whole, left = presentable(told_whole, sentences, words_wanted(settings.output, layout), layout)
    return Planned(
        sources, told_whole, _left_out(plan, withheld, left, sentences), found, figures, known, cast, sides,
        teasers([report.document.title or "" for report in sources.reports], settings.compose, encoder),
    )  # fmt: skip


def _left_out(
    plan: Plan, withheld: Mapping[int, str], left: Sequence[tuple[PlanItem, str]], sentences: Sequence[Sentence]
) -> tuple[Rejected, ...]:
    """What may not be told and is not told with something else, and what was planned and left out, with the reasons."""
    told = {row for item in plan.items for row in item.statement.partners}
    reasons = [(row, reason) for row, reason in withheld.items() if row not in told]
    reasons += [(item.seed, reason) for item, reason in left]
    return tuple(_omitted(sentences[row], reason) for row, reason in reasons)


def teasers(headlines: Sequence[str], settings: ComposeSettings, encoder: Encoder) -> frozenset[str]:
    """The headlines of which nobody understands what happened: "What the numbers say", "The day in brief".

    None where the encoder tells nothing of that. Of 227 headlines of the evaluation's reports 31 are rated so low; four
    of them would do as a title.
    """
    told = list(dict.fromkeys(filter(None, headlines)))
    rated = zip(told, (ratings_of(encoder, told) if told else None) or (), strict=False)
    return frozenset(one for one, rating in rated if rating.alone < settings.title_alone)


def ratings_of(encoder: Encoder, texts: Sequence[str]) -> list[Rating] | None:
    """What the encoder tells of each text; None where it is one that tells nothing of that."""
    return encoder.rate(texts) if isinstance(encoder, Rater) else None


def _moments(sources: Sources) -> tuple[datetime | None, ...]:
    """When each source told what it tells, as `records.told_at` gives it."""
    return told_at([report.document for report in sources.reports])


def _counted(
    sources: Sources, settings: Settings, analyse: Analyser, encoder: Encoder
) -> tuple[Sources, tuple[Figure, ...]]:
    """The sources, with a remark where they hold too many numbers to compare all, and what they count."""
    counted = figures_of(
        sources.sentences, sources.reports, sources.embeddings, analyse, settings.gather, encoder.encode
    )
    remarks = (*sources.remarks, *opinion_notes(sources.reports), *figure_notes(counted, settings.gather))
    return replace(sources, remarks=remarks), counted.figures


def dates_flagged(sources: Sources, settings: Settings, analyse: Analyser) -> tuple[Sources, tuple[Impossible, ...]]:
    """The sources, those flagged that give a date that cannot be, and these dates."""
    wrong = impossible_dates(sources.sentences, sources.reports, analyse, settings.gather)
    return replace(sources, reports=with_date_flags(sources.reports, wrong, sources.sentences)), wrong


def _leaning(stated: Sequence[Fact], sentences: Sequence[Sentence], analyse: Analyser) -> set[int]:
    """The wordings of facts that cannot be read alone, as their grammar shows; one that can is told instead."""
    rows = [row for fact in stated if len(fact.rows) > 1 for row in fact.rows]
    return {row for row in rows if leans(analyse(sentences[row].flat))}


def _statements(
    sources: Sources, moved: Sequence[Moved], settings: Settings, analyse: Analyser
) -> tuple[Statement, ...]:
    """How each sentence may be told; a number that time has overtaken is not told as if it held now."""
    sentences = sources.sentences
    found = statements(sentences, sources.reports, analyse, settings.gather)
    found = with_figures(found, moved, sentences, sources.reports, analyse, settings.plan)
    # Of entries that have hours and no day, figures know no order.
    undated = {report.source for report in sources.reports if report.document.day is None or not moved}
    old = superseded(sentences, [report.document for report in sources.reports])
    found = tuple(
        replace(one, withheld=one.withheld or old.get(row, ""))
        if not one.wording and sentences[row].source in undated
        else one
        for row, one in enumerate(found)
    )
    return with_times(with_wordings(found, sentences), sentences, sources.reports, analyse)


def _asked(sources: Sources, focus: Floats, stated: Sequence[Fact], settings: Settings) -> Floats:
    """(n,) float32: how near each sentence is to the focus, (d,) float32 of unit length."""
    places = np.array([one.source for one in sources.sentences], dtype=np.int_)
    return relevance(sources.embeddings @ focus, places, stated, settings.selection)


def _scores(
    sources: Sources,
    settings: Settings,
    asked: Floats | None,
    withheld: Collection[int],
    stated: Sequence[Fact],
    leaning: Collection[int],
    newest: Sequence[Heir],
    news: Sequence[News],
    ratings: Sequence[Rating] | None,
) -> Floats:
    """(n,) float32: what each sentence is worth, -inf for what may not be told."""
    sentences, embeddings = sources.sentences, sources.embeddings
    numbers = origins_of(sources.reports)
    origins = numbers if len(set(numbers)) > 1 else None  # where nothing is confirmed, what is repeated still counts
    others = second_hand(sources.reports)
    ages = ages_of(sentences, stated, _moments(sources))
    own = salience(sentences, embeddings, settings.selection, asked, origins, stated, ratings, ages)
    worth = inherited(own, newest)
    if asked is None:
        worth[[one.row for one in news]] += settings.selection.news
    far = () if asked is None else off_focus(asked, withheld, settings.selection)
    untold = {*withheld, *far}
    return tellable(worth, sentences, embeddings, stated, settings.selection, others, untold, leaning)


def _choose(sources: Sources, settings: Settings, scores: Floats) -> Sequence[Chosen]:
    """As many sentences as it takes; more of them where they turn out to be short."""
    sentences, embeddings = sources.sentences, sources.embeddings
    count = sentences_needed(settings.output, settings.plan)
    best = select(sentences, embeddings, count, scores, settings.selection)
    short = shortfall([sentences[choice.index] for choice in best], settings.output, settings.plan)
    if short > 1.0 and len(best) >= count:
        return select(sentences, embeddings, math.ceil(count * short), scores, settings.selection)
    return best


def _omitted(sentence: Sentence, reason: str) -> Rejected:
    return Rejected(sentence.flat, (reason,), Place(sentence.source, sentence.start, sentence.end))
