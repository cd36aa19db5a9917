"""What the HTML page shows, worked out beforehand so that the template only has to set it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.records import (
    Briefing,
    BriefingSentence,
    ChangeKind,
    Comparison,
    Differing,
    Document,
    Dropped,
    FigureValue,
)
from summarizer.render import changes, common, differing, figures, flags, moments, telling
from summarizer.render.figure_page import CourseView, course_view
from summarizer.render.page_views import (
    Day,
    DraftView,
    DroppedFrom,
    DroppedView,
    Page,
    PieceView,
    Ref,
    Section,
    SentenceView,
    Since,
    SourceView,
)
from summarizer.render.passages import Passages, Quote, anchor_of, number_passages, quote_of, segments_of
from summarizer.render.retrieval import how_had

_EXCERPT = 200


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
        flags=tuple(flags.flag_label(flag) for flag in document.flags),
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
        told_on=moments.told_on(briefing, sentence),
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
        flags=tuple((flags.flag_label(flag), flags.flag_text(briefing, flag)) for flag in document.flags),
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
