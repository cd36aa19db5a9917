"""A text that exists, checked against its sources: what carries, reports and contradicts each sentence and its parts.

The judge is asked twice, each time for all sentences of all texts in one call: about whole sentences, then about the
parts of those that no passage carries whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from summarizer.attribute import (
    Bear,
    Bearing,
    Passages,
    Traced,
    attribution,
    near_texts,
    questions,
    superseded,
    trace,
    without_other_times,
)
from summarizer.checked import Bears, Check, CheckedMark, CheckedPart, CheckedSentence, Finding, ToCheck
from summarizer.errors import InputError, SummarizerError
from summarizer.gather import Impossible, figure_notes, figures_of, provenance
from summarizer.interfaces import Judge, Progress
from summarizer.pipeline.claims import Asked, Part, Pointed, asked_of
from summarizer.pipeline.dated import without_dates
from summarizer.pipeline.languages import language_notes, require_language
from summarizer.pipeline.loading import Checkers, await_models
from summarizer.pipeline.planning import clean_and_split, clean_cluster, dates_flagged, embed_all
from summarizer.pipeline.stages import Cleaned, Cluster, Floats, Sources
from summarizer.pipeline.together import Clock, Given, Outcome, all_failed, ask, each, in_one_call, with_answers
from summarizer.records import (
    Answers,
    Attribution,
    Citation,
    CleanDocument,
    Document,
    Figure,
    Pair,
    Reported,
    Shared,
    Skipped,
    Span,
)
from summarizer.settings import Settings
from summarizer.text import words
from summarizer.text.analysis import Analyser
from summarizer.text.dates import dates
from summarizer.text.languages import language_of_report
from summarizer.text.numbers import quantities
from summarizer.text.provenance import Provenance
from summarizer.verify import bearing

_ITSELF = "it is the text that is checked"


@dataclass(frozen=True, slots=True)
class CheckTask:
    """A text and the reports that it is checked against; ``cleaned`` is empty where these are not cleaned yet."""

    given: ToCheck
    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()
    cleaned: tuple[CleanDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    """A text in sentences, and its sources; ``wrong`` are the dates of these that cannot be."""

    task: CheckTask
    asked: tuple[Asked, ...]
    sources: Sources
    notes: tuple[str, ...]
    wrong: tuple[Impossible, ...] = ()

    @property
    def told(self) -> list[str]:
        """All that is looked for: sentences that are judged, then the parts of all of them."""
        judged = [one for one in self.asked if not one.reason]
        return [*(one.told for one in judged), *(part.told for one in judged for part in one.parts)]


@dataclass(frozen=True, slots=True)
class _Found:
    """The passages that may bear on what is looked for, by its words, and what the judge said of them so far.

    ``figures`` are what the sources count, measure, price, score or date more than once; none where no claim has a
    number or a date.
    """

    ready: _Ready
    traced: dict[str, tuple[Traced, ...]]
    figures: tuple[Figure, ...]
    provenance: Provenance
    judged: Answers | None = None


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


def _bear(settings: Settings, analyse: Analyser, judged: bool) -> Bear:
    """How a passage bears on a claim by rule."""

    def bear(passage: Sequence[str], claim: str, date: str | None) -> Bearing:
        return bearing(passage, claim, settings.verify, analyse, date, judged)

    return bear


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
) -> Outcome[_Ready]:
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
    return _Ready(task, asked, flagged, notes, wrong)


def _remarks(asked: Sequence[Asked]) -> list[str]:
    """What a reader should know of what was not judged."""
    reasons = Counter(one.reason for one in asked if one.reason)
    return [f"Not judged: {count} × {reason}." for reason, count in reasons.items()]


def _trace(given: Given[_Ready, Floats], settings: Settings, analyse: Analyser, models: Checkers) -> _Found:
    ready, vectors = given.record, given.own
    sources, bear = ready.sources, _bear(settings, analyse, models.judge is not None)
    sentences, reports = sources.sentences, sources.reports
    passages = Passages(sentences, sources.embeddings, reports)
    asked = dict(zip(ready.told, vectors, strict=True))
    near = [
        text
        for told, vector in asked.items()
        for text in near_texts(told, vector, sentences, passages, settings.attribute)
    ]
    analyse.prepare([*asked, *near])
    traced = {
        told: trace(told, vector, sentences, sources.embeddings, reports, settings.attribute, bear, passages=passages)
        for told, vector in asked.items()
    }
    figures: tuple[Figure, ...] = ()
    if any(quantities(told) or dates(told) for told in asked):  # of other claims no figure says anything
        encode = models.encoder.encode
        counted = figures_of(sentences, reports, sources.embeddings, analyse, settings.gather, encode)
        figures, ready = counted.figures, replace(ready, notes=(*ready.notes, *figure_notes(counted, settings.gather)))
    near_rows = {row for passages in traced.values() for one in passages for row in one.rows}
    return _Found(ready, traced, figures, provenance(sentences, reports, analyse, settings.gather, near_rows))


def _wholes(found: _Found, _: Settings) -> list[str]:
    return [one.told for one in found.ready.asked if not one.reason]


def _parts(found: _Found, settings: Settings) -> list[str]:
    """The parts of the sentences that no passage carries whole."""
    asked = [one for one in found.ready.asked if one.parts and not _attributed(one.told, found, settings).citations]
    return [part.told for one in asked for part in one.parts]


def _judge(
    found: Sequence[Outcome[_Found]],
    told: Callable[[_Found, Settings], list[str]],
    judge: Judge | None,
    settings: Settings,
    progress: Progress | None,
) -> list[Outcome[_Found]]:
    """Has the judge asked, in one call, about what of all texts is ``told``."""
    answered = ask(judge, progress, found, lambda one: _questions(one, told(one, settings), settings))
    return each(answered, _with_answers)


def _questions(found: _Found, told: Iterable[str], settings: Settings) -> list[Pair]:
    known = found.judged or {}
    sentences = found.ready.sources.sentences
    pairs = [
        pair for one in told for pair in questions(one, found.traced[one], sentences, settings.attribute, doubted=True)
    ]
    return [pair for pair in pairs if pair not in known]


def _with_answers(given: Given[_Found, Answers | None]) -> _Found:
    return replace(given.record, judged=with_answers(given.record.judged, given.own))


def _attributed(told: str, found: _Found, settings: Settings) -> Attribution:
    sources = found.ready.sources
    given = (told, found.traced[told], sources.sentences, sources.reports, found.judged, settings.attribute)
    known = without_dates(attribution(*given, doubted=True), told, found.ready.wrong, sources.sentences)
    against = without_other_times(told, known.citations, known.contradicted_by, found.figures)
    return replace(known, contradicted_by=against)


def _check(found: _Found, settings: Settings, models: Checkers, clock: Clock) -> Check:
    ready = found.ready
    given, reports = ready.task.given, ready.sources.reports
    return Check(
        name=given.name,
        text=given.text,
        sentences=tuple(_sentence(one, found, settings) for one in ready.asked),
        sources=tuple(report.document for report in reports),
        notes=ready.notes,
        skipped=ready.sources.skipped,
        settings_hash=settings.hash(),
        models=models.infos,
        timings=clock.seconds,
    )


def _sentence(one: Asked, found: _Found, settings: Settings) -> CheckedSentence:
    if one.reason:
        return CheckedSentence(one.text, one.start, one.end, "not_judged", reason=one.reason)
    known = _in_text(_attributed(one.told, found, settings), one.span)
    parts = () if known.citations else tuple(_part(one, part, found, settings) for part in one.parts)
    support, (origins, shared) = _support(one.told, found, known, settings), _origins(one.told, known, found)
    if _carry_all(one.parts, parts):
        known = replace(known, citations=_together(parts))
        support = min(part.support for part in parts)
        origins, shared = min(part.independent_origins for part in parts), ()
    elif parts:
        known = _with_main_event(known, parts, _main(one.parts))
        origins, shared = _origins(one.told, known, found)
    outdated = superseded(one.told, (*known.citations, *known.reported_by), found.figures)
    return CheckedSentence(
        text=one.text,
        start=one.start,
        end=one.end,
        verdict=_verdict(known, parts),
        support=support,
        independent_origins=origins,
        citations=known.citations,
        reported_by=known.reported_by,
        contradicted_by=known.contradicted_by,
        superseded_by=tuple(dict.fromkeys((*outdated, *(two for part in parts for two in part.superseded_by)))),
        parts=parts,
        marks=tuple(_mark(mark, (known, *parts)) for mark in one.marks),
        shared=shared,
    )


def _carry_all(asked: Sequence[Part], found: Sequence[CheckedPart]) -> bool:
    """Whether the parts of a sentence are carried, and it tells no more than they do."""
    return bool(found) and all(part.verdict == "carried" for part in found) and not any(part.bound for part in asked)


def _main(parts: Sequence[Part]) -> int:
    """Which of the parts tells what the sentence mainly does."""
    return next((at for at, part in enumerate(parts) if part.main), 0)


def _in_text(known: Attribution, span: Callable[[int, int], Span]) -> Attribution:
    """The same with stretches of the text, not of what is looked for, for what is lacking or carried in part."""
    cited = tuple(replace(one, part=one.part and span(one.part.start, one.part.end)) for one in known.citations)
    reported = tuple(
        replace(one, lacks=tuple(span(lack.start, lack.end) for lack in one.lacks)) for one in known.reported_by
    )
    return replace(known, citations=cited, reported_by=reported)


def _part(one: Asked, part: Part, found: _Found, settings: Settings) -> CheckedPart:
    def span(start: int, end: int) -> Span:
        """What a part lacks, where these words stand in the sentence; else all of the part."""
        at = one.text.find(part.told[start:end], part.span.start)
        return Span(at, at + end - start) if at >= 0 else part.span

    known = _in_text(_attributed(part.told, found, settings), span)
    origins, shared = _origins(part.told, known, found)
    return CheckedPart(
        start=part.span.start,
        end=part.span.end,
        told=part.told,
        verdict=_verdict(known, ()),
        support=_support(part.told, found, known, settings),
        independent_origins=origins,
        citations=known.citations,
        reported_by=known.reported_by,
        contradicted_by=known.contradicted_by,
        superseded_by=superseded(part.told, (*known.citations, *known.reported_by), found.figures),
        shared=shared,
    )


def _verdict(known: Attribution, parts: Sequence[CheckedPart]) -> Finding:
    """What is cited decides, then whoever reports it and lacks nothing, then what speaks against it.

    That other parts are told makes nothing of the first.
    """
    if known.citations:
        return "carried"
    if any(not one.lacks for one in known.reported_by):
        return "reported"
    if known.contradicted_by or any(part.verdict == "contradicted" for part in parts):
        return "contradicted"
    return "reported" if known.reported_by else "not_found"


def _together(parts: Sequence[CheckedPart]) -> tuple[Citation, ...]:
    """The passages of all parts, each with the part that it carries."""
    return tuple(replace(one, part=Span(part.start, part.end)) for part in parts for one in part.citations)


def _with_main_event(known: Attribution, parts: Sequence[CheckedPart], main: int) -> Attribution:
    """Whoever carries the ``main`` part reports the sentence, without the parts that it does not carry."""
    told = {one.source for one in known.reported_by} | {one.source for one in known.contradicted_by}
    besides = (part for at, part in enumerate(parts) if at != main)
    others = [(Span(part.start, part.end), {one.source for one in part.citations}) for part in besides]
    reported = tuple(
        Reported(one.source, one.start, one.end, one.quote, tuple(span for span, by in others if one.source not in by))
        for one in parts[main].citations
        if one.source not in told
    )
    lacking = tuple(
        one if one.lacks else replace(one, lacks=tuple(span for span, by in others if one.source not in by))
        for one in known.reported_by
    )
    return replace(known, reported_by=(*lacking, *reported))


def _support(told: str, found: _Found, known: Attribution, settings: Settings) -> float:
    """The highest probability that a passage supports all that is told; by the rules alone it is all or nothing."""
    if found.judged is None:
        return 1.0 if known.citations else 0.0
    pairs = questions(told, found.traced[told], found.ready.sources.sentences, settings.attribute, doubted=True)
    answers = [found.judged[pair].supported for pair in pairs if pair[1] == told and pair in found.judged]
    return max(answers, default=1.0 if known.citations else 0.0)


def _origins(told: str, known: Attribution, found: _Found) -> tuple[int, tuple[Shared, ...]]:
    """How many independent origins carry or report something, and who is behind several of the sources that do."""
    return found.provenance.of_passages(told, (*known.citations, *known.reported_by))


def _mark(pointed: Pointed, held: Sequence[Attribution | CheckedPart]) -> CheckedMark:
    """What the sources that a citation points to say of its sentence, the best of them."""
    mine = set(pointed.sources)
    says: Bears = "silent" if mine else "unknown"
    if mine & {one.source for some in held for one in some.citations}:
        says = "carries"
    elif mine & {one.source for some in held for one in some.reported_by}:
        says = "reports"
    elif mine & {one.source for some in held for one in some.contradicted_by}:
        says = "contradicts"
    return CheckedMark(" ".join(pointed.mark.text.split()), pointed.sources, says)
