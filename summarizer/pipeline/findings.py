"""What the judge and the rules found of a text, as what is told of each sentence and its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from summarizer.attribute import Traced, attribution, nearest, questions, superseded, without_other_times
from summarizer.checked import Bears, CheckedMark, CheckedPart, CheckedSentence, Finding, ToCheck
from summarizer.gather import Impossible
from summarizer.pipeline.claims import OTHER_LANGUAGE, Asked, Part, Pointed
from summarizer.pipeline.dated import without_dates
from summarizer.pipeline.stages import Sources
from summarizer.records import (
    Answers,
    Attribution,
    Citation,
    CleanDocument,
    Document,
    Figure,
    Reported,
    Shared,
    Skipped,
    Span,
)
from summarizer.settings import Settings
from summarizer.text.provenance import Provenance

Passed: TypeAlias = dict[str, tuple[Traced, ...]]
"""The passages that are compared with what is looked for, by its words."""


@dataclass(frozen=True, slots=True)
class CheckTask:
    """A text and the reports that it is checked against; ``cleaned`` is empty where these are not cleaned yet."""

    given: ToCheck
    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()
    cleaned: tuple[CleanDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A text in sentences, and its sources; ``wrong`` are the dates of these that cannot be."""

    task: CheckTask
    asked: tuple[Asked, ...]
    sources: Sources
    notes: tuple[str, ...]
    wrong: tuple[Impossible, ...] = ()

    @property
    def asked_about(self) -> list[str]:
        """All that the judge may be asked about: sentences, then the parts of all of them."""
        judged = [one for one in self.asked if not one.reason]
        return [*(one.told for one in judged), *(part.told for one in judged for part in one.parts)]

    @property
    def besides(self) -> list[str]:
        """What is looked for by rule alone: what is not judged, all that a sentence states besides, and its parts."""
        quoted = [one.told for one in self.asked if one.reason not in ("", OTHER_LANGUAGE)]
        return [*quoted, *(part.told for one in self.asked for part in (*one.details, *one.parts))]

    @property
    def told(self) -> list[str]:
        """All that is looked for, each once."""
        return list(dict.fromkeys((*self.asked_about, *self.besides)))


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that may bear on what is looked for, by its words, and what the judge said of them so far.

    ``beside`` are those that may carry what sentences state besides, by the rules alone.
    ``figures`` are what the sources count, measure, price, score or date more than once; none where no claim has a
    number or a date.
    """

    ready: Ready
    traced: Passed
    beside: Passed
    figures: tuple[Figure, ...]
    provenance: Provenance
    judged: Answers | None = None


def attributed(told: str, found: Found, settings: Settings) -> Attribution:
    """What the sources say of something that is looked for."""
    sources = found.ready.sources
    given = (told, found.traced[told], sources.sentences, sources.reports, found.judged, settings.attribute)
    known = without_dates(attribution(*given, doubted=True), told, found.ready.wrong, sources.sentences)
    against = without_other_times(told, known.citations, known.contradicted_by, found.figures)
    return replace(known, contradicted_by=against)


def sentence_of(one: Asked, found: Found, settings: Settings) -> CheckedSentence:
    """What is told of a sentence and its parts."""
    if one.reason:
        said = _in_same_words(one, found, settings)
        return CheckedSentence(one.text, one.start, one.end, "not_judged", reported_by=said, reason=one.reason)
    known = _in_text(attributed(one.told, found, settings), one.span)
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
    verdict = _verdict(known, parts)
    held: tuple[Attribution | CheckedPart, ...] = (known, *parts)
    parts = (*parts, *_besides(one, held, found, settings))
    lacking = () if verdict != "not_found" or any(map(_named, parts)) else _nearest(one, found, settings)
    return CheckedSentence(
        text=one.text,
        start=one.start,
        end=one.end,
        verdict=verdict,
        support=support,
        independent_origins=origins,
        citations=known.citations,
        reported_by=known.reported_by or lacking,
        contradicted_by=known.contradicted_by,
        superseded_by=tuple(dict.fromkeys((*outdated, *(two for part in parts for two in part.superseded_by)))),
        parts=parts,
        marks=tuple(_mark(mark, held) for mark in one.marks),
        shared=shared,
    )


def _in_same_words(one: Asked, found: Found, settings: Settings) -> tuple[Reported, ...]:
    """Whoever has what is not judged in the same words, such as an opinion that is quoted."""
    if one.told not in found.beside:
        return ()
    cited = _by_rule(one.told, found, settings).citations
    return tuple(Reported(said.source, said.start, said.end, said.quote) for said in cited)


def _nearest(one: Asked, found: Found, settings: Settings) -> tuple[Reported, ...]:
    """What comes nearest to a sentence that is found nowhere."""
    sources = found.ready.sources
    near = nearest(found.traced[one.told], sources.sentences, sources.reports, settings.attribute)
    return _in_text(Attribution((), near), one.span).reported_by


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


def _within(one: Asked, part: Part) -> Callable[[int, int], Span]:
    """What a part lacks, where these words stand in the sentence; else all of the part."""

    def span(start: int, end: int) -> Span:
        at = one.text.find(part.told[start:end], part.span.start)
        return Span(at, at + end - start) if at >= 0 else part.span

    return span


def _part(one: Asked, part: Part, found: Found, settings: Settings) -> CheckedPart:
    known = _in_text(attributed(part.told, found, settings), _within(one, part))
    outdated = superseded(part.told, (*known.citations, *known.reported_by), found.figures)
    return replace(_told(part, known, _support(part.told, found, known, settings), found), superseded_by=outdated)


def _told(part: Part, known: Attribution, support: float, found: Found) -> CheckedPart:
    """A part with what is known of it."""
    origins, shared = _origins(part.told, known, found)
    return CheckedPart(
        start=part.span.start,
        end=part.span.end,
        told=part.told,
        verdict=_verdict(known, ()),
        support=support,
        independent_origins=origins,
        citations=known.citations,
        reported_by=known.reported_by,
        contradicted_by=known.contradicted_by,
        shared=shared,
    )


def _besides(
    one: Asked, held: Sequence[Attribution | CheckedPart], found: Found, settings: Settings
) -> Iterator[CheckedPart]:
    """What a sentence states besides, and its parts where they are not told of already: each with the sources that
    carry it, or report a part, and of which nothing else is told.
    """
    known = frozenset().union(*map(_named, held))
    told = {(part.start, part.end) for part in held if isinstance(part, CheckedPart)}
    looked = [part for part in (*one.parts, *one.details) if (part.span.start, part.span.end) not in told]
    owns = [_by_rule(part.told, found, settings) for part in looked]
    # Of a clause that only describes, a passage with its verb and a few of its words mostly told something else.
    owns = [
        replace(own, reported_by=()) if part in one.details else own for part, own in zip(looked, owns, strict=True)
    ]
    carrying = frozenset(passage.source for own in owns for passage in own.citations)
    for part, own in zip(looked, owns, strict=True):
        kept = _of_others(own, known, known | carrying)
        if kept.sources:
            known |= kept.sources
            yield _told(part, _in_text(kept, _within(one, part)), 1.0 if kept.citations else 0.0, found)


def _by_rule(told: str, found: Found, settings: Settings) -> Attribution:
    """What the sources say of something by the rules alone."""
    sources = found.ready.sources
    given = (sources.sentences, sources.reports, None, settings.attribute, True)
    own = attribution(told, found.beside[told], *given)
    return without_dates(own, told, found.ready.wrong, sources.sentences)


def _of_others(own: Attribution, citing: frozenset[int], telling: frozenset[int]) -> Attribution:
    """The passages that carry something, but for sources of ``citing``, and that report it, but for ``telling``."""
    return Attribution(
        tuple(one for one in own.citations if one.source not in citing),
        tuple(one for one in own.reported_by if one.source not in telling),
    )


def _named(known: Attribution | CheckedPart) -> frozenset[int]:
    """The sources that are named for something, in whatever way."""
    return Attribution(known.citations, known.reported_by, known.contradicted_by).sources


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


def _support(told: str, found: Found, known: Attribution, settings: Settings) -> float:
    """The highest probability that a passage supports all that is told; by the rules alone it is all or nothing."""
    if found.judged is None:
        return 1.0 if known.citations else 0.0
    pairs = questions(told, found.traced[told], found.ready.sources.sentences, settings.attribute, doubted=True)
    answers = [found.judged[pair].supported for pair in pairs if pair[1] == told and pair in found.judged]
    return max(answers, default=1.0 if known.citations else 0.0)


def _origins(told: str, known: Attribution, found: Found) -> tuple[int, tuple[Shared, ...]]:
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
