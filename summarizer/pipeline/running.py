"""Clusters from stage to stage.

Models are passed in. With many clusters, the encoder and the writer see the sentences of all of them in one
call, so that their batches are full; a cluster that fails is reported in its place and the others go on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from summarizer.clean import clean
from summarizer.embed import embed
from summarizer.errors import NoInputError, SummarizerError
from summarizer.interfaces import Encoder, Judge, Progress, Writer
from summarizer.models import ModelStore
from summarizer.pipeline.composing import compose_all
from summarizer.pipeline.drafting import judge_all, write_all
from summarizer.pipeline.state import Clock, Floats, Work, each, live
from summarizer.plan import make_plan, section_of, sentences_needed, shortfall, superseded
from summarizer.records import (
    Briefing,
    BriefingSentence,
    Citation,
    CleanDocument,
    Document,
    Place,
    Rejected,
    Sentence,
    Skipped,
    word_count,
    words_of,
)
from summarizer.selection import select
from summarizer.settings import Settings
from summarizer.split import split
from summarizer.verify import Report, citations_for, differing, report


class Models(NamedTuple):
    """The models of a run; without a judge the deterministic checks alone decide."""

    encoder: Encoder
    writer: Writer
    judge: Judge | None = None


def load_models(settings: Settings, progress: Progress | None = None) -> Models:
    """Builds the models that the settings name, fetching what is not in the store yet.

    Args:
        settings: which models, where they are kept, and the device to run them on.
        progress: told of downloads, conversions and loading.

    Raises:
        ModelError: a model cannot be had or loaded.
        UsageError: the device is not there.
        ResourceError: memory ran out.
    """
    from summarizer.backends.loading import judge_model, load_encoder, load_judge, load_writer

    store = ModelStore(settings.store, progress)
    encoder = store.ensure(settings.encoder.model) if settings.encoder.has_weights else None
    writer = store.ensure(settings.writer.model) if settings.writer.has_weights else None
    judge = store.ensure(name) if (name := judge_model(settings)) else None
    if progress:
        progress("load", 0, 0)
    # Only now, with every file at hand, are the libraries imported that take seconds to load.
    loaded = load_writer(writer, settings)
    return Models(
        load_encoder(encoder, settings, store.root / "vectors.sqlite"), loaded, load_judge(judge, settings, loaded)
    )


def run(
    documents: Sequence[Document],
    settings: Settings,
    models: Models,
    *,
    skipped: Sequence[Skipped] = (),
    progress: Progress | None = None,
) -> Briefing:
    """Briefs one cluster.

    Args:
        documents: the reports, in the order in which they are numbered as sources.
        settings: what to write and how.
        models: encoder and writer.
        skipped: inputs that could not be read, for the record.
        progress: told of every stage as it starts, and of the writer's batches.

    Raises:
        NoInputError: the documents hold no sentence that could be summarised.
        ResourceError: memory ran out.
    """
    result = run_many([documents], settings, models, skipped=[skipped], progress=progress)[0]
    if isinstance(result, SummarizerError):
        raise result
    return result


def run_many(
    clusters: Sequence[Sequence[Document]],
    settings: Settings,
    models: Models,
    *,
    skipped: Sequence[Sequence[Skipped]] | None = None,
    cleaned: Sequence[tuple[CleanDocument, ...]] | None = None,
    progress: Progress | None = None,
) -> list[Briefing | SummarizerError]:
    """Briefs many clusters with shared model batches.

    ``cleaned`` is what `clean_cluster` made of each cluster, where that was done ahead of time.

    Returns:
        One briefing a cluster, in order; in the place of a cluster that failed, its error. The timings of a
        briefing are those of the whole call.
    """
    if not clusters:
        return []
    left_out = skipped or [()] * len(clusters)
    ready = cleaned or [()] * len(clusters)
    works = [Work(tuple(docs), tuple(lost), own) for docs, lost, own in zip(clusters, left_out, ready, strict=True)]
    clock = Clock(progress)
    with clock.stage("clean"):
        each(works, lambda work: _clean(work, settings))
    with clock.stage("embed"):
        focus = _embed_all(works, settings, models.encoder)
    with clock.stage("select"):
        each(works, lambda work: _plan(work, settings, focus))
    with clock.stage("write"):
        write_all(works, settings, models.writer, progress)
    with clock.stage("verify"):
        judge_all(works, settings, models.judge, progress)
        compose_all(works, settings, models.encoder, models.judge, progress)
    return [work.error or _briefing(work, settings, models, clock) for work in works]


def clean_cluster(documents: Sequence[Document], settings: Settings) -> tuple[CleanDocument, ...]:
    """The first stage alone: it needs no model, so a batch job runs it on the next clusters in the meantime."""
    return clean(documents, settings.clean)


def _clean(work: Work, settings: Settings) -> None:
    work.cleaned = work.cleaned or clean_cluster(work.documents, settings)
    work.reports = tuple(report(source, cleaned.document) for source, cleaned in enumerate(work.cleaned))
    work.sentences = split(work.cleaned)
    if not work.sentences:
        raise NoInputError("the reports hold no sentence that could be summarised", "give reports with running text")


def _embed_all(works: Sequence[Work], settings: Settings, encoder: Encoder) -> Floats | None:
    """Embeds the sentences of all clusters in one call; returns the embedded focus query, if there is one."""
    active = live(works)
    rows = embed([sentence for work in active for sentence in work.sentences], encoder)
    start = 0
    for work in active:
        work.embeddings = rows[start : start + len(work.sentences)]
        start += len(work.sentences)
    return encoder.encode([settings.run.focus])[0] if settings.run.focus else None


def _plan(work: Work, settings: Settings, focus: Floats | None) -> None:
    weights = [1.0 if own.original == source else 0.0 for source, own in enumerate(work.reports)]
    count = sentences_needed(settings.output, settings.plan)
    second_hand = {
        source
        for source, own in enumerate(work.reports)
        if own.original != source or any(flag.kind == "ai_generated" for flag in own.document.flags)
    }
    chosen = select(work.sentences, work.embeddings, count, settings.selection, focus, weights, second_hand)
    short = shortfall([work.sentences[choice.index] for choice in chosen], settings.output, settings.plan)
    if short > 1.0 and len(chosen) >= count:
        count = math.ceil(count * short)
        chosen = select(work.sentences, work.embeddings, count, settings.selection, focus, weights, second_hand)
    old = superseded(work.sentences, work.documents)
    work.omitted += [_omitted(work.sentences[one.index], old[one.index]) for one in chosen if one.index in old]
    chosen = tuple(one for one in chosen if one.index not in old)
    work.plan = make_plan(chosen, work.sentences, work.embeddings, settings.plan, second_hand)
    if not work.plan.items:
        raise NoInputError("the reports hold nothing that could be told", "give reports with running text")


def _omitted(sentence: Sentence, reason: str) -> Rejected:
    return Rejected(sentence.flat, (reason,), Place(sentence.source, sentence.start, sentence.end))


def _briefing(work: Work, settings: Settings, models: Models, clock: Clock) -> Briefing:
    documents = tuple(cleaned.document for cleaned in work.cleaned)
    sentences = tuple(_sentence(work, at, settings) for at in range(len(work.taken)))
    if sum(word_count(sentence.text) for sentence in sentences) < settings.output.section_words:
        sentences = tuple(replace(sentence, heading="") for sentence in sentences)
    infos = (models.encoder.info, models.writer.info, *((models.judge.info,) if models.judge else ()))
    briefing = Briefing(
        title=work.title,
        title_citations=work.title_citations,
        sentences=sentences,
        sources=documents,
        dropped=tuple(dropped for cleaned in work.cleaned for dropped in cleaned.dropped),
        skipped=work.skipped,
        notes=_notes(work.title, sentences, work.reports, settings),
        omitted=tuple(work.omitted),
        focus=settings.run.focus or None,
        settings_hash=settings.hash(),
        models=infos,
        timings=clock.seconds,
    )
    return replace(briefing, not_chosen=_not_chosen(briefing, work.sentences))


def _not_chosen(briefing: Briefing, sentences: Sequence[Sentence]) -> tuple[Place, ...]:
    """The sentences that are neither cited nor omitted with a reason: none may be lost without a word."""
    spoken: list[Citation | Place] = [*briefing.title_citations]
    spoken += [cited for told in briefing.sentences for cited in (*told.citations, *told.differing)]
    spoken += [draft.place for draft in briefing.omitted if draft.place is not None]
    by_source: dict[int, list[tuple[int, int]]] = {}
    for place in spoken:
        by_source.setdefault(place.source, []).append((place.start, place.end))
    return tuple(
        Place(one.source, one.start, one.end)
        for one in sentences
        if not any(start < one.end and one.start < end for start, end in by_source.get(one.source, ()))
    )


def _sentence(work: Work, at: int, settings: Settings) -> BriefingSentence:
    candidate = work.candidates[work.taken[at]]
    verify, text, item = settings.verify, candidate.text, candidate.item
    citations = citations_for(text, item, work.corroborating[at], work.sentences, work.reports, work.judged, verify)
    return BriefingSentence(
        text,
        item.role,
        candidate.origin,
        citations,
        candidate.support,
        candidate.rejected,
        together=item.antecedent is not None,
        heading=section_of(text, item.role),
        differing=differing(work.restated[at], work.sentences, work.judged, verify),
    )


def _notes(
    title: str, sentences: Sequence[BriefingSentence], reports: Sequence[Report], settings: Settings
) -> tuple[str, ...]:
    """What the reader must know about the briefing as a whole."""
    notes = []
    voices = sum(own.original == source for source, own in enumerate(reports))
    if len(reports) == 1:
        notes.append("There is only one source: nothing here is confirmed by another.")
    elif voices == 1:
        notes.append("All sources are copies of one report: nothing here is independently confirmed.")
    spent = words_of(title, [sentence.text for sentence in sentences])
    wanted = settings.output.words
    if not settings.output.sentences and spent < 0.9 * wanted:
        notes.append(f"The sources gave enough for {spent} words of the {wanted} asked for.")
    return tuple(notes)
