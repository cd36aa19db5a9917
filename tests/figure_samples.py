"""Figures of invented reports, for tests of what is done with figures once they are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from summarizer.records import Document, Figure, FigureRelation, FigureValue, Span


def figure_value(
    sources: Sequence[Document],
    source: int,
    quote: str,
    value: str,
    number: float | str,
    as_of: str = "",
    *,
    unit: str = "",
    bound: str = "",
) -> FigureValue:
    """A value where its words first stand in a quote, which begins a sentence of its source."""
    text = sources[source].text
    start = text.index(quote)
    at = text.index(value, start)
    end = text.find(".", at) + 1 or len(text)
    return FigureValue(
        source, start, end, text[start:end], Span(at, at + len(value)), value, number, bound, unit, as_of
    )


def levelled(values: Iterable[FigureValue]) -> tuple[FigureValue, ...]:
    """The values, those with one number and unit of one level, in the order in which the numbers come."""
    known: dict[tuple[float | str, str], int] = {}
    return tuple(replace(one, level=known.setdefault((one.number, one.unit), len(known))) for one in values)


def figure(what: str, relation: FigureRelation, *values: FigureValue, newest: int | None = None) -> Figure:
    """A figure; its values in order of time."""
    return Figure(what, relation, levelled(values), newest)
