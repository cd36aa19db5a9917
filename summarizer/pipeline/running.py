"""Clusters from stage to stage.

Models are passed in. With many clusters, the encoder and the writer see the sentences of all of them in one
call, so that their batches are full; a cluster that fails is reported in its place and the others go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.attribute import Traced, attribution
from summarizer.compose import Taken, briefing_sentence, not_chosen, notes, stale_notes, with_headings
from summarizer.errors import SummarizerError
from summarizer.interfaces import Progress
from summarizer.languages import language_name
from summarizer.pipeline.abroad import with_foreign_reports, with_foreign_values
from summarizer.pipeline.composing import cite_all, compose_all
from summarizer.pipeline.drafting import judge_all, write_all
from summarizer.pipeline.elsewhere import with_echoes
from summarizer.pipeline.grouping import with_events
from summarizer.pipeline.languages import language_notes, of_language
from summarizer.pipeline.loading import Models, await_models
from summarizer.pipeline.partly import with_parts
from summarizer.pipeline.planning import clean_and_split, embed_all, plan_cluster
from summarizer.pipeline.stages import Cleaned, Cluster, Composed, Floats, PartTraced, Sources
from summarizer.pipeline.together import Clock, Outcome, all_failed, each, in_place
from summarizer.pipeline.tracing import unasked_notes
from summarizer.pipeline.verbatim import compose_verbatim, is_verbatim, uses_encoder, verbatim_vectors
from summarizer.records import Briefing, BriefingSentence, CleanDocument, Document, ModelInfo, Skipped
from summarizer.settings import Settings
from summarizer.text.analysis import Analyser


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
        progress: called for every stage as it starts, and for the writer's batches.

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
    given = [Cluster(tuple(docs), tuple(lost), own) for docs, lost, own in zip(clusters, left_out, ready, strict=True)]
    clock, analyse = Clock(progress), Analyser(models.parser)
    with clock.stage("clean"):
        split_up = each(given, lambda cluster: clean_and_split(cluster, settings))
    if failed := all_failed(split_up):
        return [*failed]
    encoded = any(isinstance(one, Cleaned) and uses_encoder(one, settings) for one in split_up)
    await_models(progress, *([models.encoder] if encoded else []))
    with clock.stage("embed"):
        sources = embed_all(split_up, models.encoder, lambda one: verbatim_vectors(one, settings))
        sources = with_events(sources, settings, models.encoder) if encoded else sources
        focus = models.encoder.encode([settings.run.focus])[0] if encoded and settings.run.focus else None
    verbatim: list[Outcome[Composed]] = []
    if own := _those(sources, verbatim=True):
        with clock.stage("select"):
            verbatim = each(own, lambda one: compose_verbatim(one, settings, focus))
    written = _write(_those(sources, verbatim=False), settings, models, analyse, focus, clock, progress)
    composed = in_place(sources, lambda one: isinstance(one, Sources) and is_verbatim(one), verbatim, written)
    return each(composed, lambda one: _briefing(one, settings, models, clock))


def _those(sources: Sequence[Outcome[Sources]], *, verbatim: bool) -> list[Outcome[Sources]]:
    """The clusters that are told in their sources' own words only, or the others, failed ones among them."""
    return [one for one in sources if (isinstance(one, Sources) and is_verbatim(one)) == verbatim]


def _write(
    sources: Sequence[Outcome[Sources]],
    settings: Settings,
    models: Models,
    analyse: Analyser,
    focus: Floats | None,
    clock: Clock,
    progress: Progress | None,
) -> list[Outcome[Composed]]:
    """Clusters in English to briefings that are written, and checked, sentence by sentence."""
    if (failed := all_failed(sources)) or not sources:
        return [*failed]
    await_models(progress, models.parser)
    with clock.stage("select"):
        planned = each(sources, lambda one: plan_cluster(one, settings, focus, analyse, models.encoder))
    await_models(progress, models.writer, models.judge)
    with clock.stage("write"):
        drafted = write_all(planned, settings, models.writer, analyse, progress)
    with clock.stage("verify"):
        checked = judge_all(drafted, settings, analyse, models.encoder, models.judge, progress)
        composed = compose_all(checked, settings, models.encoder, analyse, models.judge, progress)
        return cite_all(composed, settings, models.judge, progress)


def _briefing(composed: Composed, settings: Settings, models: Models, clock: Clock) -> Briefing:
    composed = replace(composed, figures=with_foreign_values(composed, settings.clean.languages))
    sources, (title, title_citations) = composed.sources, composed.title
    told = [
        _sentence(taken, traced, parts, composed, settings)
        for taken, traced, parts in zip(composed.taken, composed.traced, _parts_of(composed), strict=True)
    ]
    sentences = with_headings(told, settings.output.section_words)
    own = of_language(sources)
    where = f" in {language_name(sources.language)}" if len(own) < len(sources.reports) else ""
    briefing = Briefing(
        title=title,
        title_citations=title_citations,
        sentences=sentences,
        sources=with_echoes(
            [report.document for report in sources.reports], sources.dropped, sentences, settings.clean.languages
        ),
        dropped=sources.dropped,
        skipped=sources.skipped,
        notes=(
            *notes(title, sentences, own, settings.output, settings.compose, where, settings.run.focus or ""),
            *language_notes(sources.reports, sources.language),
            *sources.remarks,
            *_unasked(composed, settings),
            *stale_notes(sentences, composed.figures, sources.reports),
        ),
        omitted=composed.omitted,
        focus=settings.run.focus or None,
        settings_hash=settings.hash(),
        models=_took_part(sources, settings, models),
        timings=clock.seconds,
        figures=composed.figures,
        language=sources.language,
    )
    return replace(briefing, not_chosen=not_chosen(briefing, sources.sentences))


def _took_part(sources: Sources, settings: Settings, models: Models) -> tuple[ModelInfo, ...]:
    """The models that a briefing was made with."""
    if is_verbatim(sources):
        return (models.encoder.info,) if uses_encoder(sources, settings) else ()
    return models.infos


def _unasked(composed: Composed, settings: Settings) -> tuple[str, ...]:
    """What the reader must know of sources that the judge was not asked about."""
    if composed.judged is None:
        return ()
    told = [(one.candidate.text, own) for one, own in zip(composed.taken, composed.traced, strict=True)]
    return unasked_notes(told, composed.sources.sentences, settings.attribute)


def _parts_of(composed: Composed) -> tuple[tuple[PartTraced, ...], ...]:
    """The parts of each sentence; none where they were not looked for."""
    return composed.parts or ((),) * len(composed.taken)


def _sentence(
    taken: Taken, traced: Sequence[Traced], parts: Sequence[PartTraced], composed: Composed, settings: Settings
) -> BriefingSentence:
    """One sentence with all passages that carry or report it."""
    text, given = taken.candidate.text, composed.sources
    found = attribution(text, traced, given.sentences, given.reports, composed.judged, settings.attribute)
    found = with_parts(found, parts, given, settings)
    found = with_foreign_reports(found, text, given, settings.clean.languages)
    return briefing_sentence(
        taken, given.sentences, given.reports, settings.compose, found, composed.figures, composed.provenance
    )
