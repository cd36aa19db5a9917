"""What the HTML page shows, worked out beforehand so that the template only has to set it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.records import (
    Briefing,
    BriefingSentence,
    ChangeKind,
    Comparison,
    Differing,
    Document,
    Dropped,
    FigureValue,
    Role,
)
from summarizer.render import changes, common, differing, figures, moments, telling
from summarizer.render.figure_page import CourseView, course_view
from summarizer.render.passages import Passages, Quote, Segment, anchor_of, number_passages, quote_of, segments_of
from summarizer.render.retrieval import how_had

_EXCERPT = 200

REPORTS_LEGEND = "the source reports the same without every detail"
"""What the plot means by a source that does not carry a sentence but reports it."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A citation mark: everything that one sentence takes from one source, or that one source says otherwise.

    ``language`` is the code of the language of that source.
    """

    id: str
    label: str
    number: int | None
    source_key: str
    name: str
    title: str
    date: str
    flags: tuple[str, ...]
    href: str
    passages: tuple[int, ...]
    quotes: tuple[Quote, ...]
    language: str = ""

    @property
    def said(self) -> str:
        """Its passages in quotation marks, one after another, each behind the number or day that it differs in."""
        quotes = [differing.told(quote.value, common.in_quotation_marks(quote.text)) for quote in self.quotes]
        return differing.in_a_run(quotes, [quote.value for quote in self.quotes])


@dataclass(frozen=True, slots=True)
class PieceView:
    """A run of a sentence's text and the citation marks behind it."""

    text: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with its number in reading order, its marks, those of who else reports it, and of what differs.

    ``independent`` is what the plot says of its sources; ``courses`` are the figures that stand beneath it.
    """

    number: int
    pieces: tuple[PieceView, ...]
    origin: str
    speaker: str
    support: float
    weak: bool
    backing: str
    independent: str
    standing: str
    change: str
    reporting: tuple[Ref, ...]
    differing: tuple[Ref, ...]
    courses: tuple[CourseView, ...] = ()

    @property
    def text(self) -> str:
        """All of it, as it is shown."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Its citation marks, in reading order."""
        return tuple(ref for piece in self.pieces for ref in piece.refs)

    @property
    def sources(self) -> tuple[int, ...]:
        """Numbers of the sources that it cites."""
        return _numbers(self.refs)

    @property
    def reporting_sources(self) -> tuple[int, ...]:
        """Numbers of the sources that only report it."""
        return tuple(number for number in _numbers(self.reporting) if number not in self.sources)

    @property
    def differing_sources(self) -> tuple[int, ...]:
        """Numbers of the sources that differ from it."""
        return _numbers(self.differing)


def _numbers(refs: Sequence[Ref]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(ref.number for ref in refs if ref.number))


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with its text in segments; ``use`` says what the briefing takes from it."""

    key: str
    number: int | None
    name: str
    title: str
    date: str
    url: str | None
    path: str
    had: str
    flags: tuple[tuple[str, str], ...]
    use: str
    complete: bool
    segments: tuple[Segment, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the timeline: how it reads, ISO form, days since the one before, names of the sources."""

    date: str
    iso: str
    gap: int
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DroppedView:
    """A stretch that was not summarised: why, how long it is and how it begins."""

    reason: str
    characters: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class DroppedFrom:
    """What was not summarised of one source, in the order of its text."""

    key: str
    name: str
    stretches: tuple[DroppedView, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft that was not used and why; ``number`` is that of the sentence that took its place, if any."""

    text: str
    reason: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A run of sentences under one heading ("" for none)."""

    role: Role
    heading: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What became of an earlier briefing: its name, the changes by their label, and how many there are."""

    name: str
    groups: tuple[tuple[str, tuple[changes.ChangeView, ...]], ...]
    tally: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page but the briefing's own plain fields."""

    title: str
    title_refs: tuple[Ref, ...]
    sections: tuple[Section, ...]
    sources: tuple[SourceView, ...]
    period: str
    state: moments.State | None
    timeline: tuple[Day, ...]
    dropped: tuple[DroppedFrom, ...]
    omitted: tuple[DraftView, ...]
    refused: tuple[DraftView, ...]
    since: Since | None
    summary: str
    generator: str
    figures: tuple[CourseView, ...] = ()
    other_figures: tuple[CourseView, ...] = ()

    @property
    def sentences(self) -> tuple[SentenceView, ...]:
        """All sentences in reading order."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    @property
    def numbered(self) -> tuple[SourceView, ...]:
        """The sources with a number, by number: those that are cited, report, differ or give a value of a figure."""
        return tuple(source for source in self.sources if source.number is not None)

    @property
    def plotted(self) -> tuple[SourceView, ...]:
        """The sources that are cited for a sentence, report it or differ from it, by number."""
        told_by = {
            number
            for one in self.sentences
            for number in (*one.sources, *one.reporting_sources, *one.differing_sources)
        }
        return tuple(source for source in self.numbered if source.number in told_by)

    @property
    def reports_legend(self) -> str:
        """What is shown of a source that only reports a sentence, "" when none does."""
        return REPORTS_LEGEND if any(sentence.reporting_sources for sentence in self.sentences) else ""

    @property
    def differs_legend(self) -> str:
        """What the sign of a differing source means, "" when none differs."""
        shown = any(sentence.differing for sentence in self.sentences)
        return f"{common.DIFFERS_SIGN}: {common.DIFFERS_LEGEND}." if shown else ""


def build_page(briefing: Briefing, since: Comparison | None = None) -> Page:
    """Works out the page of a briefing; all foreign text in it is harmless but not yet escaped."""
    passages = number_passages(briefing)
    kinds = changes.kinds(since)
    courses = _courses(briefing, passages)
    own = {index: tuple(courses[one.figure] for one in told) for index, told in figures.beneath(briefing).items()}
    order = [*(source for _, source in common.numbered(briefing)), *common.unnumbered(briefing)]
    return Page(
        title=common.one_line(briefing.title) or "Briefing",
        title_refs=_refs(briefing, passages, briefing.title_citations, "t"),
        sections=tuple(
            Section(
                role, heading, tuple(_sentence(briefing, passages, i, s, kinds.get(i), own.get(i, ())) for i, s in rows)
            )
            for role, heading, rows in common.blocks(briefing)
        ),
        figures=tuple(courses.values()),
        other_figures=tuple(courses[one.figure] for one in figures.others(briefing)),
        sources=tuple(_source(briefing, passages, source) for source in order),
        period=_period(briefing.sources),
        state=moments.state(briefing),
        timeline=_timeline(briefing),
        dropped=tuple(_dropped(briefing)),
        omitted=tuple(DraftView(common.one_line(draft.text), common.because(draft)) for draft in briefing.omitted),
        refused=tuple(
            DraftView(common.one_line(draft.text), common.because(draft), index + 1)
            for index, draft in common.refused(briefing)
        ),
        since=_since(briefing, since) if since else None,
        summary=common.summary_line(briefing),
        generator=f"{common.GENERATOR} {common.generator_version()}",
    )


def _courses(briefing: Briefing, passages: Passages) -> dict[int, CourseView]:
    """All figures that are shown, by their index."""

    def marks(values: Sequence[FigureValue], prefix: str) -> tuple[Ref, ...]:
        return _refs(briefing, passages, values, prefix)

    return {one.figure: course_view(briefing, one, marks) for one in figures.table(briefing)}


def _since(briefing: Briefing, since: Comparison) -> Since:
    groups = tuple((label, tuple(views)) for label, views in changes.grouped(briefing, since))
    return Since(changes.name_of(since), groups, changes.tally(since))


def source_key(source: int) -> str:
    """Id of a source's box on the page."""
    return f"source-{source}"


def _refs(
    briefing: Briefing,
    passages: Passages,
    shown: Sequence[common.Passage],
    prefix: str,
    sentence: BriefingSentence | None = None,
) -> tuple[Ref, ...]:
    """A mark a source; where ``sentence`` is given, each passage says what it has to do with it."""
    found = common.by_source(briefing, shown)
    return tuple(_ref(briefing, passages, source, own, prefix, sentence) for source, own in found)


def _ref(
    briefing: Briefing,
    passages: Passages,
    source: int,
    own: list[common.Passage],
    prefix: str,
    sentence: BriefingSentence | None,
) -> Ref:
    document = briefing.sources[source]
    name = common.source_name(document)
    number = briefing.numbers.get(source)
    return Ref(
        id=f"{prefix}-{source}",
        label=str(number) if number else name,
        number=number,
        source_key=source_key(source),
        name=name,
        title=common.source_title(document),
        date=common.date_text(document.date),
        flags=tuple(common.flag_label(flag) for flag in document.flags),
        href=f"#{anchor_of(source, own[0].start)}",
        passages=tuple(dict.fromkeys(passages[one.source, one.start, one.end] for one in own)),
        quotes=tuple(_quotes(briefing, own, sentence)),
        language=document.language,
    )


def _quotes(briefing: Briefing, own: Sequence[common.Passage], sentence: BriefingSentence | None) -> Iterable[Quote]:
    """The passages behind a mark; what differs in two numbers, or gives two values, is quoted once."""
    counts = [one for one in own if isinstance(one, Differing | FigureValue)]
    for place in common.by_place(counts):
        told = "; ".join(dict.fromkeys(figures.given(one) for one in place if isinstance(one, FigureValue)))
        yield quote_of(briefing, place[0], told, differing.meant(place))
    for one in own:
        if not isinstance(one, Differing | FigureValue):
            yield quote_of(briefing, one, telling.note(sentence, one) if sentence else "")


def _sentence(
    briefing: Briefing,
    passages: Passages,
    index: int,
    sentence: BriefingSentence,
    change: ChangeKind | None,
    courses: tuple[CourseView, ...],
) -> SentenceView:
    *inner, last = telling.pieces(sentence)
    own = f"s{index + 1}"
    places = [*((f"{own}-{place}", piece) for place, piece in enumerate(inner, start=1)), (own, last)]
    return SentenceView(
        number=index + 1,
        pieces=tuple(
            PieceView(piece.text, _refs(briefing, passages, piece.citations, prefix, sentence))
            for prefix, piece in places
        ),
        origin=sentence.origin,
        speaker=common.speaker(briefing, sentence) if sentence.origin == "quoted" else "",
        support=sentence.support,
        weak=common.is_weak(sentence),
        backing=telling.backing(sentence),
        independent=telling.independent(sentence),
        standing=common.standing(briefing, sentence),
        change=changes.LABELS[change] if change in ("new", "changed") else "",
        reporting=_refs(briefing, passages, sentence.reported_by, f"r{index + 1}", sentence),
        differing=_refs(briefing, passages, sentence.differing, f"d{index + 1}"),
        courses=courses,
    )


def _source(briefing: Briefing, passages: Passages, source: int) -> SourceView:
    document = briefing.sources[source]
    return SourceView(
        key=source_key(source),
        number=briefing.numbers.get(source),
        name=common.source_name(document),
        title=common.source_title(document),
        date=common.date_text(document.date),
        url=common.safe_url(document.url),
        path=common.path_beside_name(document),
        had=how_had(document),
        flags=tuple((common.flag_label(flag), common.flag_text(briefing, flag)) for flag in document.flags),
        use=common.use_of(briefing, source),
        complete=bool(document.text),
        segments=segments_of(briefing, passages, source),
        language=document.language,
    )


def _dated(sources: Sequence[Document]) -> list[tuple[str, int]]:
    days = [(common.parse_date(document.date), index) for index, document in enumerate(sources)]
    return sorted((day.isoformat(), index) for day, index in days if day)


def _period(sources: Sequence[Document]) -> str:
    return moments.period([iso for iso, _ in _dated(sources)])


def _timeline(briefing: Briefing) -> tuple[Day, ...]:
    """The days on which sources appeared, when there are at least two; unreadable dates are left out."""
    by_day: dict[str, list[int]] = {}
    for iso, index in _dated(briefing.sources):
        by_day.setdefault(iso, []).append(index)
    if len(by_day) < 2:
        return ()
    days = []
    previous = None
    for iso, indices in by_day.items():
        day = common.parse_date(iso)
        gap = (day - previous).days if day and previous else 0
        named = tuple((source_key(i), common.reference(briefing, i)) for i in indices)
        days.append(Day(common.date_text(iso), iso, gap, named))
        previous = day
    return tuple(days)


def _dropped(briefing: Briefing) -> Iterable[DroppedFrom]:
    for source, stretches in common.by_source(briefing, sorted(briefing.dropped, key=lambda d: (d.start, d.end))):
        views = tuple(_stretch(briefing, dropped) for dropped in stretches)
        yield DroppedFrom(source_key(source), common.reference(briefing, source), views)


def _stretch(briefing: Briefing, dropped: Dropped) -> DroppedView:
    text = briefing.sources[dropped.source].text[dropped.start : dropped.end]
    excerpt = common.one_line(text[: 2 * _EXCERPT])
    shown = f"{excerpt[:_EXCERPT].rstrip()}…" if len(text) > _EXCERPT else excerpt
    return DroppedView(common.one_line(dropped.reason), dropped.end - dropped.start, shown)
