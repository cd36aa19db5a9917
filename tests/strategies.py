"""Hypothesis strategies for records: whole briefings whose offsets are right, made of hostile text."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from summarizer.records import (
    Briefing,
    BriefingSentence,
    Citation,
    Differing,
    Document,
    Dropped,
    Figure,
    FigureRelation,
    FigureValue,
    Flag,
    ModelInfo,
    Rejected,
    Reported,
    Retrieval,
    Shared,
    Skipped,
    Span,
    Standing,
    StandingKind,
)

HOSTILE = (
    "](javascript:alert(1))",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</script><script>",
    "javascript:alert(1)",
    "https://evil.example/a",
    "www.evil.example",
    "`code` ```",
    "**bold** _em_ ~~gone~~",
    "[red]red[/red]",
    "[link=http://evil.example]x[/link]",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b31m",
    "a\u202eb\u202c",
    "\u2066x\u2069",
    "# heading",
    "1. one",
    "- item",
    "[1]: http://evil.example",
    "[^1]: note",
    "| a | b |",
    "$x^2$",
    "&lt;b&gt; &#x202e;",
    "\r\nline\ttab\u2028sep",
    "{{ 7*7 }} {% raw %}",
    "-->",
    "]]>",
    "\\",
)

URLS = (
    "https://news.example/a?b=1&c=2",
    "http://www.news.example/(x)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://news.example/"><script>alert(1)</script>',
    "https://news.example/a) [x](javascript:alert(1)",
    "//news.example/a",
    "https://",
    "http://[::1",
    "",
)

unit = st.floats(0, 1, allow_nan=False)
plain_text = st.text(max_size=40)
hostile_text = st.lists(st.sampled_from(HOSTILE) | plain_text, max_size=4).map(" ".join)
visible_text = hostile_text.filter(lambda text: bool(text.strip()))


retrievals = st.builds(
    Retrieval,
    address=st.just("") | st.sampled_from(URLS),
    final=st.just("") | st.sampled_from(URLS),
    at=st.just("2026-03-03T07:15:00Z") | hostile_text,
    sha256=st.just("0" * 64),
    media_type=st.just("") | hostile_text,
    copy=st.just("") | hostile_text,
)


def documents(index: int, count: int) -> st.SearchStrategy[Document]:
    """One source of ``count``; its text is never blank and its metadata span lies inside it."""
    flags = st.builds(
        Flag,
        st.sampled_from(["ai_generated", "copy_of", "rewrite_of", "republished", "truncated"]),
        hostile_text,
        st.none() | st.integers(0, count - 1),
    )
    return st.builds(
        Document,
        id=hostile_text.map(lambda text: f"{index}-{text}"),
        text=visible_text,
        title=st.none() | hostile_text,
        publisher=st.none() | hostile_text,
        date=st.none() | st.sampled_from(["2024-12-05", "2024-12-05T10:00:00Z"]) | hostile_text,
        time=st.none() | st.sampled_from(["07:15", "19:40+02:00"]) | hostile_text,
        url=st.none() | st.sampled_from(URLS),
        path=st.none() | hostile_text,
        origin=hostile_text,
        flags=st.lists(flags, max_size=2).map(tuple),
        metadata=st.just(()) | st.just((Span(0, 1),)),
        retrieved=st.none() | retrievals,
    )


@st.composite
def spans(draw: st.DrawFn, sources: tuple[Document, ...]) -> tuple[int, int, int]:
    """(source, start, end) of a passage that is not empty."""
    source = draw(st.integers(0, len(sources) - 1))
    start = draw(st.integers(0, len(sources[source].text) - 1))
    return source, start, draw(st.integers(start + 1, len(sources[source].text)))


def citations(sources: tuple[Document, ...]) -> st.SearchStrategy[Citation]:
    """A citation whose quote is what its source says there."""
    return spans(sources).map(lambda span: Citation(*span, sources[span[0]].text[span[1] : span[2]]))


rejected = st.builds(Rejected, hostile_text, st.lists(hostile_text, max_size=2).map(tuple))


@st.composite
def briefing_sentences(draw: st.DrawFn, sources: tuple[Document, ...], figures: int = 0) -> BriefingSentence:
    """A sentence of the briefing with one to three citations, and up to two passages that report or differ from it.

    It tells up to three of so many figures.

    Those may even be of a source that it cites: a file that another program wrote can say so.
    """
    text = draw(visible_text)
    part = stretches(text)
    carrying = st.builds(replace, citations(sources), part=st.none() | part)
    reported = st.builds(
        lambda one, lacks: Reported(one.source, one.start, one.end, one.quote, tuple(lacks)),
        citations(sources),
        st.lists(part, max_size=2),
    )
    return BriefingSentence(
        text=text,
        role=draw(st.sampled_from(["lead", "point", "background"])),
        origin=draw(st.sampled_from(["written", "quoted"])),
        citations=tuple(draw(st.lists(carrying, min_size=1, max_size=3))),
        support=draw(unit),
        rejected=tuple(draw(st.lists(rejected, max_size=2))),
        shared=tuple(draw(st.lists(st.builds(Shared, visible_text, st.just((0,))), max_size=1))),
        differing=tuple(draw(st.lists(differing(sources), max_size=2))),
        standing=draw(standings(len(sources))),
        reported_by=tuple(draw(st.lists(reported, max_size=2))),
        independent_origins=draw(st.integers(1, len(sources))),
        figures=tuple(draw(st.lists(st.integers(0, figures - 1), max_size=3))) if figures else (),
    )


@st.composite
def differing(draw: st.DrawFn, sources: tuple[Document, ...]) -> Differing:
    """A passage with a stretch of it that is meant; none in those of old files."""
    one = draw(citations(sources))
    if draw(st.booleans()):
        return Differing(one.source, one.start, one.end, one.quote, Span(one.start, one.start), "")
    at = draw(stretches(one.quote))
    value = one.quote[at.start : at.end]
    return Differing(one.source, one.start, one.end, one.quote, Span(one.start + at.start, one.start + at.end), value)


_TIMES = ["", "2031-05-07", "2031-05-07T07:15", "2031-05-07T07:15+02:00", "2031-05-08T19:40Z", "2032-01-01", "soon"]


@st.composite
def figure_values(draw: st.DrawFn, sources: tuple[Document, ...]) -> FigureValue:
    """A value whose letters are a stretch of its quote."""
    one = draw(citations(sources))
    at = draw(stretches(one.quote))
    return FigureValue(
        source=one.source,
        start=one.start,
        end=one.end,
        quote=one.quote,
        at=Span(one.start + at.start, one.start + at.end),
        value=one.quote[at.start : at.end],
        number=draw(st.integers(0, 3).map(float) | st.floats(allow_nan=False, allow_infinity=False) | hostile_text),
        bound=draw(st.sampled_from(["", ">=", "~"])),
        unit=draw(st.sampled_from(["", "day", "km"]) | hostile_text),
        as_of=draw(st.sampled_from(_TIMES) | hostile_text),
        scope=draw(st.just("") | hostile_text),
        level=draw(st.integers(0, 3)),
    )


def hostile_figure(hostile: str, document: Document) -> Figure:
    """An update whose every word is hostile; its numbers and times are good enough for a chart."""
    end = len(document.text)
    values = tuple(
        FigureValue(0, 0, end, document.text, Span(0, end), f"1{hostile}", number, "~", hostile, as_of, hostile)
        for number, as_of in ((1.0, "2031-05-07"), (2.0, "2031-05-08T07:15"), (3.0, hostile), (4.0, ""))
    )
    return Figure(hostile, "update", values, 1)


@st.composite
def figures(draw: st.DrawFn, sources: tuple[Document, ...]) -> Figure:
    """A figure with up to twelve values, of which any or none holds now."""
    values = tuple(draw(st.lists(figure_values(sources), min_size=1, max_size=12)))
    newest = draw(st.none() | st.integers(0, len(values) - 1))
    return Figure(draw(hostile_text), draw(st.sampled_from(get_args(FigureRelation))), values, newest)


@st.composite
def stretches(draw: st.DrawFn, text: str) -> Span:
    """A stretch of a text that is not empty."""
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


def standings(count: int) -> st.SearchStrategy[Standing]:
    """How a sentence stands, with up to two of ``count`` sources that deny it."""
    denying = st.lists(st.integers(0, count - 1), max_size=2).map(tuple)
    return st.builds(Standing, st.sampled_from(get_args(StandingKind)), hostile_text, denying)


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    """A whole briefing over one to four sources; some sources may stay uncited, sentences may be absent."""
    count = draw(st.integers(1, 4))
    sources = tuple(draw(documents(index, count)) for index in range(count))
    dropped = st.tuples(spans(sources), hostile_text).map(lambda pair: Dropped(*pair[0], pair[1]))
    models = st.builds(
        ModelInfo,
        st.sampled_from(["encoder", "writer", "judge"]),
        *(hostile_text for _ in range(5)),
    )
    found = tuple(draw(st.lists(figures(sources), max_size=3)))
    return Briefing(
        title=draw(hostile_text),
        title_citations=draw(st.lists(citations(sources), max_size=2).map(tuple)),
        sentences=draw(st.lists(briefing_sentences(sources, len(found)), max_size=5).map(tuple)),
        sources=sources,
        dropped=draw(st.lists(dropped, max_size=3).map(tuple)),
        skipped=draw(st.lists(st.builds(Skipped, hostile_text, hostile_text), max_size=2).map(tuple)),
        notes=draw(st.lists(hostile_text, max_size=2).map(tuple)),
        omitted=draw(st.lists(rejected, max_size=2).map(tuple)),
        focus=draw(st.none() | hostile_text),
        settings_hash=draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        models=draw(st.lists(models, max_size=2).map(tuple)),
        timings=draw(st.dictionaries(plain_text, st.floats(0, 1e6, allow_nan=False), max_size=3)),
        figures=found,
    )
