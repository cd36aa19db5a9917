"""Figures of invented reports, for tests of what is done with figures once they are found."""

from __future__ import annotations

from collections.abc import Sequence

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


def figure(what: str, relation: FigureRelation, *values: FigureValue, newest: int | None = None) -> Figure:
    """A figure; its values in order of time."""
    return Figure(what, relation, values, newest)
