"""What the HTML page shows, worked out beforehand so that the template only has to set it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.records import Briefing, BriefingSentence, Citation, Document
from summarizer.render import common

SOURCE_LIMIT = 40_000
"""Characters of a source beyond which only the surroundings of cited passages are shown."""

_WINDOW = 1_500
_NEIGHBOUR = 240
_PASSAGE = 900
_EXCERPT = 200

_BOUNDARY = re.compile(r"(?<=[.!?…])(?=\s)|(?<=[.!?…][”\"’»)\]])(?=\s)|(?<=[。！？])|\n\s*\n")

Passages = dict[tuple[int, int, int], int]
"""Number of each distinct (source, start, end) that is cited."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a source's text of one kind.

    ``passages`` are the numbers of the cited passages it belongs to, ``anchor`` is the id of the first of
    them that begins here, ``reason`` says why it was not summarised, ``hidden`` counts characters that are
    left out of the page (then ``text`` is empty).
    """

    text: str
    anchor: str = ""
    passages: tuple[int, ...] = ()
    reason: str = ""
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with the sentences before and after it, each on one line."""

    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A citation mark: everything that one sentence takes from one source."""

    id: str
    label: str
    name: str
    date: str
    flags: tuple[str, ...]
    href: str
    passages: tuple[int, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with its number in reading order and its citation marks."""

    number: int
    text: str
    origin: str
    speaker: str
    support: float
    weak: bool
    refs: tuple[Ref, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with its text in segments and the numbers of the sentences that cite it."""

    key: str
    number: int | None
    name: str
    title: str
    date: str
    url: str | None
    path: str
    flags: tuple[tuple[str, str], ...]
    remark: str
    used_by: tuple[int, ...]
    complete: bool
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the timeline: how it reads, ISO form, days since the one before, names of the sources."""

    date: str
    iso: str
    gap: int
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DroppedView:
    """A stretch that was not summarised: its source, why, how long it is and how it begins."""

    key: str
    name: str
    reason: str
    characters: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page but the briefing's own plain fields."""

    title: str
    title_refs: tuple[Ref, ...]
    blocks: tuple[tuple[str, tuple[SentenceView, ...]], ...]
    sources: tuple[SourceView, ...]
    period: str
    timeline: tuple[Day, ...]
    dropped: tuple[DroppedView, ...]
    omitted: tuple[tuple[str, str], ...]
    summary: str
    generator: str

    @property
    def sentences(self) -> tuple[SentenceView, ...]:
        """All sentences in reading order."""
        return tuple(sentence for _, run in self.blocks for sentence in run)

    @property
    def cited(self) -> tuple[SourceView, ...]:
        """The sources with a number, by number."""
        return tuple(source for source in self.sources if source.number is not None)


def build_page(briefing: Briefing) -> Page:
    """Works out the page of a briefing; all foreign text in it is harmless but not yet escaped."""
    passages = _number_passages(briefing)
    order = [*(source for _, source in common.cited(briefing)), *common.uncited(briefing)]
    return Page(
        title=common.one_line(briefing.title) or "Briefing",
        title_refs=_refs(briefing, passages, briefing.title_citations, "t"),
        blocks=tuple(
            (role, tuple(_sentence(briefing, passages, index, sentence) for index, sentence in run))
            for role, run in common.blocks(briefing)
        ),
        sources=tuple(_source(briefing, passages, source) for source in order),
        period=_period(briefing.sources),
        timeline=_timeline(briefing),
        dropped=tuple(_dropped(briefing)),
        omitted=tuple(
            (common.one_line(draft.text), "; ".join(map(common.one_line, draft.reasons))) for draft in briefing.omitted
        ),
        summary=common.summary_line(briefing),
        generator=f"{common.GENERATOR} {common.generator_version()}",
    )


def _number_passages(briefing: Briefing) -> Passages:
    citations = [*briefing.title_citations, *(c for s in briefing.sentences for c in s.citations)]
    places = dict.fromkeys((c.source, c.start, c.end) for c in citations)
    return {place: number for number, place in enumerate(places, start=1)}


def source_key(source: int) -> str:
    """Id of a source's box on the page."""
    return f"source-{source}"


def _anchor(source: int, start: int) -> str:
    return f"text-{source}-{start}"


def _refs(briefing: Briefing, passages: Passages, citations: Sequence[Citation], prefix: str) -> tuple[Ref, ...]:
    numbers = briefing.numbers
    by_source: dict[int, list[Citation]] = {}
    for citation in citations:
        by_source.setdefault(citation.source, []).append(citation)
    order = sorted(by_source, key=lambda source: numbers.get(source, len(briefing.sources) + source))
    return tuple(_ref(briefing, passages, source, by_source[source], prefix) for source in order)


def _ref(briefing: Briefing, passages: Passages, source: int, citations: list[Citation], prefix: str) -> Ref:
    document = briefing.sources[source]
    name = common.source_name(document)
    number = briefing.numbers.get(source)
    return Ref(
        id=f"{prefix}-{source}",
        label=str(number) if number else name,
        name=name,
        date=common.date_text(document.date),
        flags=tuple(common.flag_label(flag) for flag in document.flags),
        href=f"#{_anchor(source, citations[0].start)}",
        passages=tuple(dict.fromkeys(passages[c.source, c.start, c.end] for c in citations)),
        quotes=tuple(_quote(document.text, citation) for citation in citations),
    )


def _quote(text: str, citation: Citation) -> Quote:
    before, after = neighbours(text, citation.start, citation.end)
    quote = common.one_line(citation.quote)
    if len(quote) > _PASSAGE:
        quote = f"{quote[:_PASSAGE]}…"
    return Quote(before, quote, after)


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before ``start`` and the one after ``end``, each on one line of bounded length.

    Sentence ends are found by punctuation alone: the neighbours only help a reader to place a passage.
    """
    window = text[max(0, start - 2 * _NEIGHBOUR) : start]
    before = common.one_line(_parts(window)[-1])
    if len(before) > _NEIGHBOUR or (before and len(_parts(window)) == 1 and start > 2 * _NEIGHBOUR):
        before = f"…{before[-_NEIGHBOUR:].lstrip()}"
    after = common.one_line(_parts(text[end : end + 2 * _NEIGHBOUR])[0])
    if len(after) > _NEIGHBOUR:
        after = f"{after[:_NEIGHBOUR].rstrip()}…"
    return before, after


def _parts(window: str) -> list[str]:
    return [part for part in _BOUNDARY.split(window) if part.strip()] or [""]


def _sentence(briefing: Briefing, passages: Passages, index: int, sentence: BriefingSentence) -> SentenceView:
    text = common.one_line(sentence.text)
    quoted = sentence.origin == "quoted"
    return SentenceView(
        number=index + 1,
        text=common.in_quotation_marks(text) if quoted else text,
        origin=sentence.origin,
        speaker=common.speaker(briefing, sentence) if quoted else "",
        support=sentence.support,
        weak=common.is_weak(sentence),
        refs=_refs(briefing, passages, sentence.citations, f"s{index + 1}"),
        sources=tuple(common.numbers_of(briefing, sentence.citations)),
    )


def _source(briefing: Briefing, passages: Passages, source: int) -> SourceView:
    document = briefing.sources[source]
    number = briefing.numbers.get(source)
    segments = _segments(briefing, passages, source)
    return SourceView(
        key=source_key(source),
        number=number,
        name=common.source_name(document),
        title=common.source_title(document),
        date=common.date_text(document.date),
        url=common.safe_url(document.url),
        path=common.path_beside_name(document),
        flags=tuple((common.flag_label(flag), common.flag_text(briefing, flag)) for flag in document.flags),
        remark="" if number else common.uncited_remark(briefing, source),
        used_by=tuple(n for n, s in enumerate(briefing.sentences, start=1) if source in s.sources),
        complete=bool(document.text),
        segments=segments,
    )


def _segments(briefing: Briefing, passages: Passages, source: int) -> tuple[Segment, ...]:
    """The text cut wherever a passage, a dropped stretch or a hidden stretch begins or ends."""
    text = common.harmless(briefing.sources[source].text)
    spans = {number: (start, end) for (where, start, end), number in passages.items() if where == source}
    if not text:
        return _quotes_only(briefing, source, spans)
    dropped = [d for d in briefing.dropped if d.source == source]
    shown = _shown(len(text), spans.values())
    cuts = {0, len(text)}
    for start, end in [*spans.values(), *((d.start, d.end) for d in dropped), *shown]:
        cuts |= {start, end}
    bounds = sorted(cuts)
    starts = {start for start, _ in spans.values()}
    found = []
    for start, end in pairwise(bounds):
        if not any(low <= start and end <= high for low, high in shown):
            found.append(Segment("", hidden=end - start))
            continue
        over = tuple(number for number, (low, high) in spans.items() if low <= start and end <= high)
        reasons = [common.one_line(d.reason) for d in dropped if d.start <= start and end <= d.end]
        anchor = _anchor(source, start) if start in starts else ""
        found.append(Segment(text[start:end], anchor, over, reasons[0] if reasons and not over else ""))
    return tuple(_joined(found))


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbouring hidden stretches become one."""
    joined: list[Segment] = []
    for segment in segments:
        if segment.hidden and joined and joined[-1].hidden:
            joined[-1] = Segment("", hidden=joined[-1].hidden + segment.hidden)
        else:
            joined.append(segment)
    return joined


def _shown(length: int, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of a text that the page shows: all of it, or its opening and the surroundings of passages."""
    if length <= SOURCE_LIMIT:
        return [(0, length)]
    windows = [(0, _WINDOW), *((max(0, start - _WINDOW), min(length, end + _WINDOW)) for start, end in spans)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _quotes_only(briefing: Briefing, source: int, spans: dict[int, tuple[int, int]]) -> tuple[Segment, ...]:
    """What is known of a source whose text was not stored: its quotes, in the order of the text."""
    citations = [*briefing.title_citations, *(c for s in briefing.sentences for c in s.citations)]
    quotes = {(c.start, c.end): common.harmless(c.quote) for c in citations if c.source == source}
    segments: list[Segment] = []
    anchored: set[int] = set()
    for number, (start, end) in sorted(spans.items(), key=lambda item: item[1]):
        anchor = "" if start in anchored else _anchor(source, start)
        anchored.add(start)
        segments += [Segment(quotes[start, end], anchor, (number,)), Segment("\n\n")]
    return tuple(segments)


def _dated(sources: Sequence[Document]) -> list[tuple[str, int]]:
    days = [(common.parse_date(document.date), index) for index, document in enumerate(sources)]
    return sorted((day.isoformat(), index) for day, index in days if day)


def _period(sources: Sequence[Document]) -> str:
    dated = _dated(sources)
    if not dated:
        return ""
    first, last = dated[0][0], dated[-1][0]
    if first == last:
        return common.date_text(first)
    opening = common.date_text(first)
    if first[:7] == last[:7]:
        return f"{opening.split()[0]}–{common.date_text(last)}"
    return f"{opening} – {common.date_text(last)}"


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


def _dropped(briefing: Briefing) -> Iterable[DroppedView]:
    for item in briefing.dropped:
        stretch = briefing.sources[item.source].text[item.start : item.end]
        excerpt = common.one_line(stretch[: 2 * _EXCERPT])
        yield DroppedView(
            key=source_key(item.source),
            name=common.reference(briefing, item.source),
            reason=common.one_line(item.reason),
            characters=item.end - item.start,
            excerpt=f"{excerpt[:_EXCERPT].rstrip()}…" if len(stretch) > _EXCERPT else excerpt,
        )
