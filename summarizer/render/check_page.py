"""What the HTML page of a check shows, worked out beforehand so that the template only has to set it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summarizer.checked import Check, CheckedPart, CheckedSentence, Finding, Superseded
from summarizer.records import Briefing, BriefingSentence, Citation, Contradiction, Reported
from summarizer.render import check_common as shared
from summarizer.render import common, flags
from summarizer.render.page import source_key
from summarizer.render.page_views import Ref, SourceView
from summarizer.render.passages import Passages, anchor_of, number_passages, quote_of, segments_of
from summarizer.render.retrieval import how_had

Passage = Citation | Reported | Contradiction | Superseded


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage beside its sentence: its mark, what it does (a CSS class), its words, and what it leaves out, tells
    otherwise or has that is newer.
    """

    ref: Ref
    kind: str
    quote: str
    remark: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a sentence with its passages."""

    text: str
    verdict: Finding
    finding: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the text, with its passages beside it."""

    number: int
    text: str
    verdict: Finding
    sign: str
    finding: str
    backing: str
    passages: tuple[PassageView, ...]
    parts: tuple[PartView, ...]
    outdated: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything on the page."""

    title: str
    tally: str
    legend: str
    rows: tuple[Row, ...]
    sources: tuple[SourceView, ...]
    remarks: tuple[str, ...]
    provenance: tuple[str, ...]
    generator: str


def build_check_page(check: Check) -> CheckPage:
    """Works out the page of a check; all foreign text in it is harmless but not yet escaped."""
    briefing = _as_briefing(check)
    passages = number_passages(briefing)
    views = _Views(check, briefing, passages)
    return CheckPage(
        title=shared.heading(check),
        tally=shared.tally(check),
        legend=shared.LEGEND,
        rows=tuple(views.row(number, sentence) for number, sentence in enumerate(check.sentences, start=1)),
        sources=tuple(views.source(source) for source in range(len(check.sources))),
        remarks=tuple(shared.remarks(check)),
        provenance=tuple(common.provenance(briefing)),
        generator=f"{common.GENERATOR} {common.generator_version()}",
    )


def _passages(sentence: CheckedSentence) -> Iterator[Passage]:
    """All passages of a sentence and its parts."""
    held: list[CheckedSentence | CheckedPart] = [sentence, *sentence.parts]
    for one in held:
        yield from one.citations
        yield from one.reported_by
        yield from one.contradicted_by
    yield from sentence.superseded_by


def _plain(passage: Passage) -> Citation:
    return Citation(passage.source, passage.start, passage.end, passage.quote)


def _as_briefing(check: Check) -> Briefing:
    """The check as what the passages of a briefing are found in; nothing else of it is shown."""
    sentences = tuple(
        BriefingSentence(one.text, "point", "written", tuple(map(_plain, _passages(one))), one.support)
        for one in check.sentences
    )
    return Briefing(
        check.name,
        (),
        sentences,
        check.sources,
        settings_hash=check.settings_hash,
        models=check.models,
        timings=check.timings,
    )


@dataclass(frozen=True, slots=True)
class _Views:
    """Makes the views of one check."""

    check: Check
    briefing: Briefing
    passages: Passages

    def row(self, number: int, sentence: CheckedSentence) -> Row:
        """A sentence with all that stands beside it."""
        whole = [*self._beside(sentence, f"s{number}", sentence.text), *self._newer(sentence, f"s{number}")]
        parts = tuple(
            PartView(
                shared.part_text(sentence, part),
                part.verdict,
                shared.finding(part),
                tuple(self._beside(part, f"s{number}p{place}", sentence.text)),
            )
            for place, part in enumerate(sentence.parts)
        )
        of_parts = {view.ref.passages for part in parts for view in part.passages}
        return Row(
            number=number,
            text=shared.own_words(sentence.text),
            verdict=sentence.verdict,
            sign=shared.SIGNS[sentence.verdict],
            finding=shared.finding(sentence),
            backing=shared.backing(sentence),
            # What carries one of its parts stands with that.
            passages=tuple(view for view in whole if view.ref.passages not in of_parts),
            parts=parts,
            outdated=tuple(shared.outdated(self.check, sentence)),
            wrong=tuple(shared.wrong_marks(self.check, sentence)),
        )

    def _beside(self, one: CheckedSentence | CheckedPart, prefix: str, text: str) -> Iterator[PassageView]:
        for place, citation in enumerate(one.citations):
            yield self._passage(citation, f"{prefix}-c{place}", "carries", "")
        kind, label = ("nearest", "nearest") if one.verdict == "not_found" else ("reports", "")
        for place, reported in enumerate(one.reported_by):
            remark = ", ".join(filter(None, (label, shared.without(text, reported.lacks))))
            yield self._passage(reported, f"{prefix}-r{place}", kind, remark)
        for place, against in enumerate(one.contradicted_by):
            remark = f"tells it otherwise: {common.one_line(against.differs)}".removesuffix(": ")
            yield self._passage(against, f"{prefix}-d{place}", "contradicts", remark)

    def _newer(self, sentence: CheckedSentence, prefix: str) -> Iterator[PassageView]:
        for place, one in enumerate(sentence.superseded_by):
            yield self._passage(one, f"{prefix}-n{place}", "supersedes", shared.newer(self.check, one))

    def _passage(self, passage: Passage, key: str, kind: str, remark: str) -> PassageView:
        document = self.check.sources[passage.source]
        quote = quote_of(self.briefing, _plain(passage))
        ref = Ref(
            id=key,
            label=str(passage.source + 1),
            number=passage.source + 1,
            source_key=source_key(passage.source),
            name=common.source_name(document),
            title=common.source_title(document),
            date=common.date_text(document.date),
            flags=tuple(flags.flag_label(flag) for flag in document.flags),
            href=f"#{anchor_of(passage.source, passage.start)}",
            passages=(self.passages[passage.source, passage.start, passage.end],),
            quotes=(quote,),
        )
        return PassageView(ref, kind, common.in_quotation_marks(quote.text), remark)

    def source(self, source: int) -> SourceView:
        """A source with its text, in which all passages are marked."""
        document = self.check.sources[source]
        return SourceView(
            key=source_key(source),
            number=source + 1,
            name=common.source_name(document),
            title=common.source_title(document),
            date=common.date_text(document.date),
            url=common.safe_url(document.url),
            had=how_had(document),
            path=common.path_beside_name(document),
            flags=tuple((flags.flag_label(flag), shared.flag_text(self.check, flag)) for flag in document.flags),
            use=_use(self.check.sentences, source),
            complete=bool(document.text),
            segments=segments_of(self.briefing, self.passages, source),
            language=document.language,
        )


def _use(sentences: Sequence[CheckedSentence], source: int) -> str:
    """What the text has of a source: ``carries 3 sentences, contradicts 1 sentence``; or ``says nothing of it``."""
    counts = {
        "carries": _count(source in sentence.carriers for sentence in sentences),
        "reports": _count(source in sentence.reporters for sentence in sentences),
        "contradicts": _count(source in sentence.opponents for sentence in sentences),
        "has a newer figure for": _count(any(one.source == source for one in s.superseded_by) for s in sentences),
    }
    told = [f"{verb} {common.counted(count, 'sentence')}" for verb, count in counts.items() if count]
    return ", ".join(told) or "says nothing of it"


def _count(held: Iterable[bool]) -> int:
    return sum(held)
