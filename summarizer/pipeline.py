"""Runs the stages in order, for one cluster or for many at once; the only module that knows all of them.

Models are passed in. With many clusters, the encoder and the writer see the sentences of all of them in one
call, so that their batches are full; a cluster that fails is reported in its place and the others go on.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizer.clean import clean
from summarizer.embed import embed
from summarizer.errors import NoInputError, SummarizerError
from summarizer.interfaces import Encoder, Progress, Writer
from summarizer.models import ModelStore
from summarizer.plan import make_plan, sentences_needed, shortfall
from summarizer.records import (
    Briefing,
    BriefingSentence,
    CleanDocument,
    Document,
    Draft,
    Plan,
    Rejected,
    Sentence,
    Skipped,
    WriteRequest,
)
from summarizer.selection import select
from summarizer.settings import Settings
from summarizer.split import split
from summarizer.verify import Candidate, accept, citations_for, compose, compose_title, original, title_of
from summarizer.write import requests_for, write

Floats = NDArray[np.float32]


class Models(NamedTuple):
    """The models of a run."""

    encoder: Encoder
    writer: Writer


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
    store = ModelStore(settings.store, progress)
    encoder = store.ensure(settings.encoder.model)
    writer = store.ensure(settings.writer.model) if settings.writer.has_weights else None
    if progress:
        progress("load", 0, 0)
    # Only now, with every file at hand, are the libraries imported that take seconds to load.
    from summarizer.backends.loading import load_encoder, load_writer

    return Models(load_encoder(encoder, settings, store.root / "vectors.sqlite"), load_writer(writer, settings))


@dataclass
class _Work:
    """What is known of one cluster so far."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    cleaned: tuple[CleanDocument, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    embeddings: Floats = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    plan: Plan = field(default_factory=lambda: Plan(()))
    requests: list[WriteRequest] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    omitted: list[Rejected] = field(default_factory=list)
    error: SummarizerError | None = None


class _Clock:
    """Seconds spent in each stage."""

    def __init__(self, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        if self._progress:
            self._progress(name, 0, 0)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


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
    works = [_Work(tuple(docs), tuple(lost), own) for docs, lost, own in zip(clusters, left_out, ready, strict=True)]
    clock = _Clock(progress)
    with clock.stage("clean"):
        _each(works, lambda work: _clean(work, settings))
    with clock.stage("embed"):
        focus = _embed_all(works, settings, models.encoder)
    with clock.stage("select"):
        _each(works, lambda work: _plan(work, settings, focus))
    with clock.stage("write"):
        _write_all(works, models.writer, progress)
    with clock.stage("verify"):
        _each(works, lambda work: _accept(work, settings))
        vectors = _embed_candidates(works, models.encoder)
        return [
            work.error or _briefing(work, rows, settings, models, clock)
            for work, rows in zip(works, vectors, strict=True)
        ]


def _each(works: Sequence[_Work], step: object) -> None:
    """Runs one step on every cluster that has not failed; a failure stays with its cluster."""
    assert callable(step)
    for work in works:
        if work.error is None:
            try:
                step(work)
            except SummarizerError as error:
                work.error = error


def clean_cluster(documents: Sequence[Document], settings: Settings) -> tuple[CleanDocument, ...]:
    """The first stage alone: it needs no model, so a batch job runs it on the next clusters in the meantime."""
    return clean(documents, settings.clean)


def _clean(work: _Work, settings: Settings) -> None:
    work.cleaned = work.cleaned or clean_cluster(work.documents, settings)
    work.sentences = split(work.cleaned)
    if not work.sentences:
        raise NoInputError("the reports hold no sentence that could be summarised", "give reports with running text")


def _embed_all(works: Sequence[_Work], settings: Settings, encoder: Encoder) -> Floats | None:
    """Embeds the sentences of all clusters in one call; returns the embedded focus query, if there is one."""
    live = [work for work in works if work.error is None]
    rows = embed([sentence for work in live for sentence in work.sentences], encoder)
    start = 0
    for work in live:
        work.embeddings = rows[start : start + len(work.sentences)]
        start += len(work.sentences)
    return encoder.encode([settings.run.focus])[0] if settings.run.focus else None


def _plan(work: _Work, settings: Settings, focus: Floats | None) -> None:
    weights = [0.0 if original(document.document) is not None else 1.0 for document in work.cleaned]
    count = sentences_needed(settings.output, settings.plan)
    chosen = select(work.sentences, work.embeddings, count, settings.selection, focus, weights)
    short = shortfall([work.sentences[choice.index] for choice in chosen], settings.output, settings.plan)
    if short > 1.0 and len(chosen) >= count:
        count = math.ceil(count * short)
        chosen = select(work.sentences, work.embeddings, count, settings.selection, focus, weights)
    work.plan = make_plan(chosen, work.sentences, work.embeddings, settings.plan)
    leads = [work.sentences[item.seed].source for item in work.plan.items if item.role == "lead"]
    titled = any(title_of(source, work.documents[source], work.sentences) for source in leads)
    work.requests = requests_for(work.plan, work.sentences, settings.writer, titled)
    if not work.plan.items:
        raise NoInputError("no sentence of the reports is long enough to brief", "give reports with running text")


def _write_all(works: Sequence[_Work], writer: Writer, progress: Progress | None) -> None:
    live = [work for work in works if work.error is None]
    drafts = write([request for work in live for request in work.requests], writer, progress)
    start = 0
    for work in live:
        work.drafts = drafts[start : start + len(work.requests)]
        start += len(work.requests)


def _accept(work: _Work, settings: Settings) -> None:
    for item, draft in zip(work.plan.items, work.drafts, strict=False):
        outcome = accept(item, [draft], work.sentences, settings.verify)
        if isinstance(outcome, Candidate):
            work.candidates.append(outcome)
        else:
            work.omitted.append(outcome)


def _embed_candidates(works: Sequence[_Work], encoder: Encoder) -> list[Floats]:
    """The embedded candidates of each cluster, (n, d) float32."""
    rows = encoder.encode([candidate.text for work in works for candidate in work.candidates])
    bounds = np.cumsum([len(work.candidates) for work in works])[:-1]
    return list(np.split(rows, bounds))


def _briefing(work: _Work, vectors: Floats, settings: Settings, models: Models, clock: _Clock) -> Briefing:
    documents = tuple(cleaned.document for cleaned in work.cleaned)
    leads = [work.sentences[item.seed] for item in work.plan.items if item.role == "lead"]
    order = dict.fromkeys([*(lead.source for lead in leads), *range(len(documents))])
    source_titles = [
        cited for source in order if (cited := title_of(source, documents[source], work.sentences)) is not None
    ]
    draft = next(iter(work.drafts[len(work.plan.items) :]), Draft(""))
    title, title_citations = compose_title(draft, leads, source_titles, settings.verify)
    rows, left = compose(work.candidates, vectors, len(title.split()), settings.output, settings.verify)
    originals = [original(document) for document in documents]
    sentences = tuple(_sentence(work, row, vectors[row], originals, settings) for row in rows)
    return Briefing(
        title=title,
        title_citations=title_citations,
        sentences=sentences,
        sources=documents,
        dropped=tuple(dropped for cleaned in work.cleaned for dropped in cleaned.dropped),
        skipped=work.skipped,
        notes=_notes(title, sentences, documents, settings),
        omitted=(*work.omitted, *left),
        focus=settings.run.focus or None,
        settings_hash=settings.hash(),
        models=(models.encoder.info, models.writer.info),
        timings=clock.seconds,
    )


def _sentence(
    work: _Work, row: int, vector: Floats, originals: Sequence[int | None], settings: Settings
) -> BriefingSentence:
    candidate = work.candidates[row]
    citations = citations_for(
        candidate.text, vector, candidate.item, work.sentences, work.embeddings, originals, settings.verify
    )
    return BriefingSentence(
        candidate.text,
        candidate.item.role,
        candidate.origin,
        citations,
        candidate.support,
        candidate.rejected,
    )


def _notes(
    title: str, sentences: Sequence[BriefingSentence], documents: Sequence[Document], settings: Settings
) -> tuple[str, ...]:
    """What the reader must know about the briefing as a whole."""
    notes = []
    voices = sum(original(document) is None for document in documents)
    if len(documents) == 1:
        notes.append("There is only one source: nothing here is confirmed by another.")
    elif voices == 1:
        notes.append("All sources are copies of one report: nothing here is independently confirmed.")
    spent = sum(len(text.split()) for text in (title, *(sentence.text for sentence in sentences)))
    wanted = settings.output.words
    if not settings.output.sentences and spent < 0.9 * wanted:
        notes.append(f"The sources gave enough for {spent} words of the {wanted} asked for.")
    return tuple(notes)
