"""Runs the stages in order, for one cluster or for many at once; the only module that knows all of them.

Models are passed in. With many clusters, the encoder and the writer see the sentences of all of them in one
call, so that their batches are full; a cluster that fails is reported in its place and the others go on.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizer.clean import clean
from summarizer.embed import embed
from summarizer.errors import NoInputError, SummarizerError
from summarizer.interfaces import Encoder, Judge, Progress, Writer
from summarizer.models import ModelStore
from summarizer.plan import SECTIONS, make_plan, section_of, sentences_needed, shortfall
from summarizer.records import (
    Briefing,
    BriefingSentence,
    Citation,
    CleanDocument,
    Document,
    Draft,
    Judgement,
    Plan,
    Rejected,
    Sentence,
    Skipped,
    WriteRequest,
)
from summarizer.selection import select
from summarizer.settings import Settings
from summarizer.split import split
from summarizer.verify import (
    Candidate,
    Option,
    choose,
    citations_for,
    compose,
    compose_title,
    corroborating,
    near_pairs,
    options,
    original,
    questions,
    title_of,
)
from summarizer.write import drafts_by_item, requests_for, write

Pair = tuple[str, str]
Floats = NDArray[np.float32]


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
    encoder = store.ensure(settings.encoder.model)
    writer = store.ensure(settings.writer.model) if settings.writer.has_weights else None
    judge = store.ensure(name) if (name := judge_model(settings)) else None
    if progress:
        progress("load", 0, 0)
    # Only now, with every file at hand, are the libraries imported that take seconds to load.
    loaded = load_writer(writer, settings)
    return Models(
        load_encoder(encoder, settings, store.root / "vectors.sqlite"), loaded, load_judge(judge, settings, loaded)
    )


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
    drafts: list[Sequence[Draft]] = field(default_factory=list)
    title_draft: Draft | None = None
    options: list[tuple[Option, ...]] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    vectors: Floats = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    title: str = ""
    title_citations: tuple[Citation, ...] = ()
    taken: list[int] = field(default_factory=list)
    originals: list[int | None] = field(default_factory=list)
    corroborating: list[list[int]] = field(default_factory=list)
    omitted: list[Rejected] = field(default_factory=list)
    judged: dict[Pair, Judgement] | None = None
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
        _write_all(works, settings, models.writer, progress)
    with clock.stage("verify"):
        _verify_all(works, settings, models, progress)
    return [work.error or _briefing(work, settings, models, clock) for work in works]


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
    titled = any(title_of(source, _document(work, source), work.sentences) for source in leads)
    work.requests = requests_for(work.plan, work.sentences, settings.writer, titled)
    if not work.plan.items:
        raise NoInputError("no sentence of the reports is long enough to brief", "give reports with running text")


def _write_all(works: Sequence[_Work], settings: Settings, writer: Writer, progress: Progress | None) -> None:
    live = [work for work in works if work.error is None]
    drafts = write([request for work in live for request in work.requests], writer, progress)
    start = 0
    for work in live:
        own = drafts[start : start + len(work.requests)]
        work.drafts, work.title_draft = drafts_by_item(own, work.plan, settings.writer)
        start += len(work.requests)


def _verify_all(works: Sequence[_Work], settings: Settings, models: Models, progress: Progress | None) -> None:
    """Checks, judges, composes and cites. The judge is asked three times, each time for all clusters at once.

    First whether the drafts stand, then which of those that do repeat one another, then who else says what was taken.
    """
    live = [work for work in works if work.error is None]
    verify = settings.verify
    for work in live:
        work.options = [
            options(
                item,
                drafts,
                work.sentences,
                verify,
                settings.writer.max_words,
                _document(work, work.sentences[item.seed].source).date,
            )
            for item, drafts in zip(work.plan.items, work.drafts, strict=True)
        ]
    _ask(models.judge, progress, {id(work): (work, _draft_questions(work)) for work in live})
    for work in live:
        _choose(work, settings)
    _embed_candidates(live, models.encoder)
    _ask(models.judge, progress, {id(w): (w, near_pairs(w.candidates, w.vectors, verify)) for w in live})
    for work in live:
        _compose(work, settings)
        work.originals = [original(cleaned.document) for cleaned in work.cleaned]
        work.corroborating = [_corroborating(work, row, models.judge is not None, settings) for row in work.taken]
    _ask(models.judge, progress, {id(work): (work, _citation_questions(work)) for work in live})


def _ask(judge: Judge | None, progress: Progress | None, questions: Mapping[int, tuple[_Work, Sequence[Pair]]]) -> None:
    """Puts the questions of all clusters to the judge in one call and gives each cluster its answers."""
    if judge is None:
        return
    answers = iter(judge.assess([pair for _, pairs in questions.values() for pair in pairs], progress))
    for work, pairs in questions.values():
        work.judged = (work.judged or {}) | {pair: next(answers) for pair in pairs}


def _draft_questions(work: _Work) -> list[Pair]:
    return [
        pair
        for item, found in zip(work.plan.items, work.options, strict=True)
        for pair in questions(item, found, work.sentences)
    ]


def _choose(work: _Work, settings: Settings) -> None:
    for item, found in zip(work.plan.items, work.options, strict=True):
        outcome = choose(item, found, work.judged, settings.judge.threshold, work.sentences, settings.verify)
        if isinstance(outcome, Candidate):
            work.candidates.append(outcome)
        else:
            work.omitted.append(outcome)


def _embed_candidates(works: Sequence[_Work], encoder: Encoder) -> None:
    """Embeds the candidates of all clusters in one call."""
    rows = encoder.encode([candidate.text for work in works for candidate in work.candidates])
    start = 0
    for work in works:
        work.vectors = rows[start : start + len(work.candidates)]
        start += len(work.candidates)


def _compose(work: _Work, settings: Settings) -> None:
    leads = [work.sentences[item.seed] for item in work.plan.items if item.role == "lead"]
    order = dict.fromkeys([*(lead.source for lead in leads), *range(len(work.documents))])
    titles = [
        cited for source in order if (cited := title_of(source, _document(work, source), work.sentences)) is not None
    ]
    first = next((one.text for one in work.candidates if leads and work.sentences[one.item.seed] == leads[0]), "")
    drafted = work.title_draft or Draft("")
    work.title, work.title_citations = compose_title(drafted, leads, titles, settings.verify, first)
    # A title that only says the first sentence, for want of another, takes nothing of the budget.
    spent = 0 if first and work.title == first.rstrip(".") else len(work.title.split())
    work.taken, left = compose(work.candidates, work.vectors, spent, settings.output, settings.verify, work.judged)
    work.omitted += left
    # A sentence stands where its final wording belongs; within a section the plan's order stays.
    work.taken.sort(key=lambda row: _place(work.candidates[row]))


def _place(candidate: Candidate) -> int:
    """Where among the sections a sentence stands; the lead is above all of them."""
    heading = section_of(candidate.text, candidate.item.role)
    return SECTIONS.index(heading) if heading else -1


def _document(work: _Work, source: int) -> Document:
    return work.cleaned[source].document


def _corroborating(work: _Work, row: int, judged: bool, settings: Settings) -> list[int]:
    candidate = work.candidates[row]
    return corroborating(
        candidate.text,
        work.vectors[row],
        candidate.item,
        work.sentences,
        work.embeddings,
        work.originals,
        settings.verify,
        judged,
    )


def _citation_questions(work: _Work) -> list[Pair]:
    return [
        (work.sentences[other].flat, work.candidates[row].text)
        for row, others in zip(work.taken, work.corroborating, strict=True)
        for other in others
    ]


def _briefing(work: _Work, settings: Settings, models: Models, clock: _Clock) -> Briefing:
    documents = tuple(cleaned.document for cleaned in work.cleaned)
    sentences = tuple(
        _sentence(work, row, others, settings) for row, others in zip(work.taken, work.corroborating, strict=True)
    )
    if sum(len(sentence.text.split()) for sentence in sentences) < settings.output.section_words:
        sentences = tuple(replace(sentence, heading="") for sentence in sentences)
    infos = (models.encoder.info, models.writer.info, *((models.judge.info,) if models.judge else ()))
    return Briefing(
        title=work.title,
        title_citations=work.title_citations,
        sentences=sentences,
        sources=documents,
        dropped=tuple(dropped for cleaned in work.cleaned for dropped in cleaned.dropped),
        skipped=work.skipped,
        notes=_notes(work.title, sentences, documents, settings),
        omitted=tuple(work.omitted),
        focus=settings.run.focus or None,
        settings_hash=settings.hash(),
        models=infos,
        timings=clock.seconds,
    )


def _sentence(work: _Work, row: int, others: Sequence[int], settings: Settings) -> BriefingSentence:
    candidate = work.candidates[row]
    citations = citations_for(
        candidate.text, candidate.item, others, work.sentences, work.originals, work.judged, settings.verify
    )
    return BriefingSentence(
        candidate.text,
        candidate.item.role,
        candidate.origin,
        citations,
        candidate.support,
        candidate.rejected,
        together=candidate.item.antecedent is not None,
        heading=section_of(candidate.text, candidate.item.role),
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
