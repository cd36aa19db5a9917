"""A text that exists, checked against its sources: what carries, reports and contradicts each sentence and its parts.

The judge is asked twice, each time for all sentences of all texts in one call: about whole sentences, then about the
parts of those that no passage carries whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from summarizer.attribute import Bear, Passages, questions
from summarizer.checked import Check, ToCheck
from summarizer.errors import InputError, SummarizerError
from summarizer.gather import figure_notes, figures_of, provenance
from summarizer.interfaces import Judge, Progress
from summarizer.pipeline.claims import Asked, asked_of
from summarizer.pipeline.findings import CheckTask, Found, Passed, Ready, attributed, sentence_of
from summarizer.pipeline.languages import language_notes, require_language
from summarizer.pipeline.loading import Checkers, await_models
from summarizer.pipeline.planning import clean_and_split, clean_cluster, dates_flagged, embed_all
from summarizer.pipeline.stages import Cleaned, Cluster, Floats, Sources
from summarizer.pipeline.together import Clock, Given, Outcome, all_failed, ask, each, in_one_call, with_answers
from summarizer.pipeline.tracing import bears, trace_all, unasked_notes
from summarizer.records import (
    Answers,
    Document,
    Figure,
    Pair,
    Skipped,
)
from summarizer.settings import Settings
from summarizer.text import words
from summarizer.text.analysis import Analyser
from summarizer.text.dates import dates
from summarizer.text.languages import language_of_report
from summarizer.text.numbers import quantities

_ITSELF = "it is the text that is checked"


def check(
    given: ToCheck,
    documents: Sequence[Document],
    settings: Settings,
    models: Checkers,
    *,
    skipped: Sequence[Skipped] = (),
    progress: Progress | None = None,
) -> Check:
    """Checks one text.

    Args:
        given: the text.
        documents: the reports, in the order in which they are numbered as sources.
        settings: what is cited, and how much is looked at.
        models: encoder, and judge and parser where there are.
        skipped: inputs that could not be read, for the record.
        progress: called for every stage as it starts.

    Raises:
        InputError: the text cannot be checked.
        NoInputError: the reports hold no sentence.
        ResourceError: memory ran out.
    """
    task = CheckTask(given, tuple(documents), tuple(skipped))
    result = check_many([task], settings, models, progress=progress)[0]
    if isinstance(result, SummarizerError):
        raise result
    return result


def check_many(
    tasks: Sequence[CheckTask], settings: Settings, models: Checkers, *, progress: Progress | None = None
) -> list[Check | SummarizerError]:
    """Checks many texts with shared model batches; in the place of one that failed is its error."""
    clock, analyse = Clock(progress), Analyser(models.parser)
    with clock.stage("clean"):
        alone = each(tasks, lambda task: _without_itself(task, settings))
        split_up = each(alone, lambda task: _in_its_language(task, settings))
    if failed := all_failed(split_up):
        return [*failed]
    await_models(progress, models.encoder, models.parser)
    with clock.stage("embed"):
        sources = embed_all(split_up, models.encoder)
        ready = [_ready(task, own, settings, analyse) for task, own in zip(alone, sources, strict=True)]
        vectors = in_one_call(ready, lambda one: one.told, models.encoder.encode)
    await_models(progress, models.judge)
    with clock.stage("verify"):
        found = each(vectors, lambda one: _trace(one, settings, analyse, models))
        found = _judge(found, _wholes, models.judge, settings, progress)
        found = _judge(found, _parts, models.judge, settings, progress)
    return each(found, lambda one: _check(one, settings, models, clock))


def _cluster(task: CheckTask) -> Cluster:
    return Cluster(task.documents, task.skipped, task.cleaned)


def _in_its_language(task: CheckTask, settings: Settings) -> Cleaned:
    """The sources of a text, and their sentences that are in its language.

    Raises:
        InputError: none of them is in its language.
    """
    cleaned = task.cleaned or clean_cluster(task.documents, settings)
    language = settings.run.language or language_of_report(task.given.text, settings.clean.languages)
    require_language(task.given.name, language, [one.document for one in cleaned])
    return clean_and_split(replace(_cluster(task), cleaned=cleaned), settings, language)


def _without_itself(task: CheckTask, settings: Settings) -> CheckTask:
    """The task without reports that are the text itself.

    Raises:
        InputError: nothing is left.
    """
    if task.given.claims:
        return task
    mine = Counter(words(task.given.text.lower()))
    same = [_is_same(mine, document, settings.check.same_text) for document in task.documents]
    if not any(same):
        return task
    if all(same):
        what = f"{task.given.name}: it is the report itself, and there is no other to check it against"
        raise InputError(what, "name the reports that it was written from")
    kept = tuple(one for one, its in zip(task.documents, same, strict=True) if not its)
    left = [one.path or one.id for one, its in zip(task.documents, same, strict=True) if its]
    skipped = tuple(Skipped(name, _ITSELF) for name in left)
    return replace(task, documents=kept, skipped=(*task.skipped, *skipped), cleaned=())


def _is_same(mine: Counter[str], document: Document, share: float) -> bool:
    other = Counter(words(document.text.lower()))
    both, most = (mine & other).total(), max(mine.total(), other.total())
    return most > 0 and both >= share * most


def _ready(
    task: Outcome[CheckTask], sources: Outcome[Sources], settings: Settings, analyse: Analyser
) -> Outcome[Ready]:
    if isinstance(task, SummarizerError):
        return task
    if isinstance(sources, SummarizerError):
        return sources
    try:
        documents = [report.document for report in sources.reports]
        asked = tuple(asked_of(task.given, documents, sources.language, settings, analyse))
    except InputError as error:
        return error
    left = [one.name for one in sources.skipped if one.reason == _ITSELF]
    notes = tuple(f"{name} was left out: {_ITSELF}." for name in left)
    notes = (*notes, *language_notes(sources.reports, sources.language, "compared"), *_remarks(asked))
    flagged, wrong = dates_flagged(sources, settings, analyse)
    return Ready(task, asked, flagged, notes, wrong)


def _remarks(asked: Sequence[Asked]) -> list[str]:
    """What a reader should know of what was not judged."""
    reasons = Counter(one.reason for one in asked if one.reason)
    return [f"Not judged: {count} × {reason}." for reason, count in reasons.items()]


def _trace(given: Given[Ready, Floats], settings: Settings, analyse: Analyser, models: Checkers) -> Found:
    ready, vectors = given.record, given.own
    sources, bear = ready.sources, bears(settings, analyse, models.judge is not None)
    sentences, reports = sources.sentences, sources.reports
    asked = dict(zip(ready.told, vectors, strict=True))
    traced, beside = _traced(ready, asked, settings, analyse, bear)
    figures: tuple[Figure, ...] = ()
    if any(quantities(told) or dates(told) for told in asked):  # of other claims no figure says anything
        encode = models.encoder.encode
        counted = figures_of(sentences, reports, sources.embeddings, analyse, settings.gather, encode)
        figures, ready = counted.figures, replace(ready, notes=(*ready.notes, *figure_notes(counted, settings.gather)))
    near_rows = {row for each in (traced, beside) for own in each.values() for one in own for row in one.rows}
    known = provenance(sentences, reports, analyse, settings.gather, near_rows)
    return Found(ready, traced, beside, figures, known)


def _traced(
    ready: Ready, vectors: Mapping[str, Floats], settings: Settings, analyse: Analyser, bear: Bear
) -> tuple[Passed, Passed]:
    """The passages near sentences and their parts, and those near what the sentences state besides.

    Of the latter the judge is not asked, so the rules alone must find that a passage has all of it.
    """
    sources = ready.sources
    passages = Passages(sources.sentences, sources.embeddings, sources.reports)
    few = replace(settings.attribute, passages_a_source=settings.attribute.detail_passages)
    strict = bears(settings, analyse, False)
    kinds = ((ready.asked_about, settings.attribute, bear), (ready.besides, few, strict))
    first, second = (
        dict(zip(told, trace_all([(one, vectors[one], ()) for one in told], sources, passages, limits, how, analyse),
                 strict=True))
        for told, limits, how in kinds
    )  # fmt: skip
    return first, second


def _unasked(found: Found, settings: Settings) -> tuple[str, ...]:
    if found.judged is None:
        return ()
    told = [(one, found.traced[one]) for one in _wholes(found, settings)]
    return unasked_notes(told, found.ready.sources.sentences, settings.attribute, doubted=True)


def _wholes(found: Found, _: Settings) -> list[str]:
    return [one.told for one in found.ready.asked if not one.reason]


def _parts(found: Found, settings: Settings) -> list[str]:
    """The parts of the sentences that no passage carries whole."""
    asked = [one for one in found.ready.asked if one.parts and not attributed(one.told, found, settings).citations]
    return [part.told for one in asked for part in one.parts]


def _judge(
    found: Sequence[Outcome[Found]],
    told: Callable[[Found, Settings], list[str]],
    judge: Judge | None,
    settings: Settings,
    progress: Progress | None,
) -> list[Outcome[Found]]:
    """Has the judge asked, in one call, about what of all texts is ``told``."""
    answered = ask(judge, progress, found, lambda one: _questions(one, told(one, settings), settings))
    return each(answered, _with_answers)


def _questions(found: Found, told: Iterable[str], settings: Settings) -> list[Pair]:
    known = found.judged or {}
    sentences = found.ready.sources.sentences
    pairs = [
        pair for one in told for pair in questions(one, found.traced[one], sentences, settings.attribute, doubted=True)
    ]
    return [pair for pair in pairs if pair not in known]


def _with_answers(given: Given[Found, Answers | None]) -> Found:
    return replace(given.record, judged=with_answers(given.record.judged, given.own))


def _check(found: Found, settings: Settings, models: Checkers, clock: Clock) -> Check:
    ready = found.ready
    given, reports = ready.task.given, ready.sources.reports
    return Check(
        name=given.name,
        text=given.text,
        sentences=tuple(sentence_of(one, found, settings) for one in ready.asked),
        sources=tuple(report.document for report in reports),
        notes=(*ready.notes, *_unasked(found, settings)),
        skipped=ready.sources.skipped,
        settings_hash=settings.hash(),
        models=models.infos,
        timings=clock.seconds,
    )
