"""Decodes the JSON form of a briefing field by field, so that an error can name the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from summarizer.languages import ENGLISH
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
    FlagKind,
    ModelInfo,
    Origin,
    Place,
    Rejected,
    Reported,
    Retrieval,
    Role,
    Shared,
    Skipped,
    Span,
    Standing,
    StandingKind,
)
from summarizer.render.decoding import At as _At

_ModelRole = Literal["encoder", "parser", "writer", "judge"]


def read_briefing(value: dict[str, Any]) -> Briefing:
    """The record behind a decoded JSON object; unknown members are ignored.

    A source without ``text`` gets an empty text.

    Raises:
        InputError: when a member is missing, of the wrong type or points outside its source.
    """
    root = _At(value)
    sources = tuple(_document(at, len(root.get("sources").items())) for at in root.get("sources").items())
    # Without its text a source still has a known length.
    lengths = [at.get("characters").whole() for at in root.get("sources").items()]
    figures = tuple(_figure(at, lengths) for at in root.get("figures").items(optional=True))
    return Briefing(
        title=root.get("title").get("text").text(),
        title_citations=tuple(_citation(at, lengths) for at in root.get("title").get("citations").items()),
        sentences=tuple(_sentence(at, lengths, sources, len(figures)) for at in root.get("sentences").items()),
        sources=sources,
        dropped=tuple(_dropped(at, lengths) for at in root.get("dropped").items()),
        skipped=tuple(Skipped(at.get("name").text(), at.get("reason").text()) for at in root.get("skipped").items()),
        notes=tuple(at.text() for at in root.get("notes").items()),
        omitted=tuple(_rejected(at, lengths) for at in root.get("omitted").items()),
        not_chosen=tuple(_place(at, lengths) for at in root.get("not_chosen").items(optional=True)),
        focus=root.get("focus").text_or_none(),
        settings_hash=root.get("settings_hash").text(),
        models=tuple(_model(at) for at in root.get("models").items()),
        timings=_timings(root.get("timings")),
        figures=figures,
        language=root.get("language").text_or_none() or ENGLISH,
    )


def _range(at: _At, length: int) -> tuple[int, int]:
    start = at.get("start").whole(below=length + 1)
    return start, at.get("end").whole(low=start, below=length + 1)


def _citation(at: _At, lengths: list[int]) -> Citation:
    source = at.get("source").whole(below=len(lengths))
    start, end = _range(at, lengths[source])
    return Citation(source, start, end, at.get("quote").text())


def _carrying(at: _At, lengths: list[int], text: str) -> Citation:
    """A citation of a sentence; none before version 1.5 names the part that it carries."""
    part = at.get("part")
    return replace(_citation(at, lengths), part=None if part.value is None else _stretch(part, text))


def _reported(at: _At, lengths: list[int], text: str) -> Reported:
    one = _citation(at, lengths)
    lacks = tuple(_stretch(lack, text) for lack in at.get("lacks").items())
    return Reported(one.source, one.start, one.end, one.quote, lacks, at.get("language").text_or_none() or "")


def _differing(at: _At, lengths: list[int]) -> Differing:
    """A passage that differs; none before version 1.6 names the number or day that is meant in it."""
    one = _citation(at, lengths)
    if at.get("value").value is None:
        return Differing(one.source, one.start, one.end, one.quote, Span(one.start, one.start), "")
    place = _value_place(at, lengths[one.source])
    return Differing(one.source, one.start, one.end, one.quote, place, at.get("value").text())


def _value_place(at: _At, length: int) -> Span:
    start = at.get("value_start").whole(below=length + 1)
    return Span(start, at.get("value_end").whole(low=start, below=length + 1))


def _figure(at: _At, lengths: list[int]) -> Figure:
    values = _with_levels(at.get("values").items(), [_value(one, lengths) for one in at.get("values").items()])
    newest = at.get("newest")
    return Figure(
        what=at.get("what").text(),
        relation=at.get("relation").one_of(FigureRelation),
        values=values,
        newest=None if newest.value is None else newest.whole(below=len(values)),
    )


def _value(at: _At, lengths: list[int]) -> FigureValue:
    one = _citation(at, lengths)
    return FigureValue(
        source=one.source,
        start=one.start,
        end=one.end,
        quote=one.quote,
        at=_value_place(at, lengths[one.source]),
        value=at.get("value").text(),
        number=at.get("number").count(),
        bound=at.get("bound").text(),
        unit=at.get("unit").text(),
        as_of=at.get("as_of").text_or_none() or "",
        scope=at.get("scope").text_or_none() or "",
    )


def _with_levels(given: Sequence[_At], values: Sequence[FigureValue]) -> tuple[FigureValue, ...]:
    """The values with the level of each; before version 1.7 those were of one that had the same number and unit."""
    known: dict[tuple[float | str, str], int] = {}
    found = []
    for at, value in zip(given, values, strict=True):
        own = at.get("level")
        level = known.setdefault((value.number, value.unit), len(known)) if own.value is None else own.whole()
        found.append(replace(value, level=level))
    return tuple(found)


def _stretch(at: _At, text: str) -> Span:
    """A stretch of a sentence's text that is not empty."""
    span = Span(*_range(at, len(text)))
    if span.start == span.end:
        raise at.get("end").fail(f"above {span.start}")
    return span


def _dropped(at: _At, lengths: list[int]) -> Dropped:
    source = at.get("source").whole(below=len(lengths))
    start, end = _range(at, lengths[source])
    return Dropped(source, start, end, at.get("reason").text())


def _place(at: _At, lengths: list[int]) -> Place:
    source = at.get("source").whole(below=len(lengths))
    return Place(source, *_range(at, lengths[source]))


def _rejected(at: _At, lengths: list[int]) -> Rejected:
    reasons = tuple(reason.text() for reason in at.get("reasons").items())
    place = None if at.get("source").value is None else _place(at, lengths)
    return Rejected(at.get("text").text(), reasons, place)


def _sentence(at: _At, lengths: list[int], sources: Sequence[Document], figures: int) -> BriefingSentence:
    text = at.get("text").text()
    citations = tuple(_carrying(c, lengths, text) for c in at.get("citations").items())
    origins = at.get("independent_origins")
    return BriefingSentence(
        text=text,
        role=at.get("role").one_of(Role),
        origin=at.get("origin").one_of(Origin),
        citations=citations,
        support=at.get("support").number(high=1.0),
        together=at.get("together").value is True,
        heading=at.get("heading").text_or_none() or "",
        rejected=tuple(_rejected(draft, lengths) for draft in at.get("rejected").items(optional=True)),
        differing=tuple(_differing(c, lengths) for c in at.get("differing").items(optional=True)),
        standing=_standing(at.get("standing"), len(lengths)),
        reported_by=tuple(_reported(one, lengths, text) for one in at.get("reported_by").items(optional=True)),
        independent_origins=_without_copies(citations, sources) if origins.value is None else origins.whole(),
        figures=tuple(one.whole(below=figures) for one in at.get("figures").items(optional=True)),
        shared=tuple(_shared(one, len(lengths)) for one in at.get("shared").items(optional=True)),
    )


def _shared(at: _At, count: int) -> Shared:
    return Shared(at.get("by").text(), tuple(one.whole(below=count) for one in at.get("sources").items()))


def _without_copies(citations: Sequence[Citation], sources: Sequence[Document]) -> int:
    """How many of the cited sources copy none of the others: all that a file before version 1.5 says of origins."""
    copied = {
        source: flag.other
        for source in {citation.source for citation in citations}
        for flag in sources[source].flags
        if flag.kind in ("copy_of", "rewrite_of") and flag.other is not None
    }
    return len({copied.get(citation.source, citation.source) for citation in citations})


def _standing(at: _At, count: int) -> Standing:
    if at.value is None:  # before version 1.4
        return Standing()
    sources = tuple(source.whole(below=count) for source in at.get("sources").items(optional=True))
    return Standing(at.get("kind").one_of(StandingKind), at.get("by").text_or_none() or "", sources)


def _document(at: _At, count: int) -> Document:
    text = at.get("text").text_or_none()
    length = at.get("characters").whole()
    if text is not None and len(text) != length:
        raise at.get("characters").fail(f"the length of its text, {len(text)}")
    return Document(
        id=at.get("id").text(),
        text=text or "",
        title=at.get("title").text_or_none(),
        publisher=at.get("publisher").text_or_none(),
        date=at.get("date").text_or_none(),
        time=at.get("time").text_or_none(),
        url=at.get("url").text_or_none(),
        path=at.get("path").text_or_none(),
        origin=at.get("origin").text_or_none() or "",
        language=at.get("language").text_or_none() or "",
        flags=tuple(_flag(flag, count) for flag in at.get("flags").items()),
        metadata=tuple(Span(*_range(span, length)) for span in at.get("metadata").items(optional=True)),
        retrieved=_retrieved(at.get("retrieved")),
    )


def _retrieved(at: _At) -> Retrieval | None:
    """How a source was had; none before version 1.7 says so."""
    if at.value is None:
        return None
    texts = {name: at.get(name).text_or_none() or "" for name in ("address", "final", "media_type", "copy")}
    return Retrieval(at=at.get("at").text(), sha256=at.get("sha256").text(), **texts)


def _flag(at: _At, count: int) -> Flag:
    other = at.get("other")
    return Flag(
        kind=at.get("kind").one_of(FlagKind),
        note=at.get("note").text(),
        other=None if other.value is None else other.whole(below=count),
    )


def _model(at: _At) -> ModelInfo:
    return ModelInfo(
        role=at.get("role").one_of(_ModelRole),
        name=at.get("name").text(),
        revision=at.get("revision").text(),
        sha256=at.get("sha256").text(),
        device=at.get("device").text(),
        dtype=at.get("dtype").text(),
    )


def _timings(at: _At) -> dict[str, float]:
    if not isinstance(at.value, dict):
        raise at.fail("an object")
    return {stage: at.get(stage).number() for stage in at.value}
