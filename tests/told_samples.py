"""Figures for tests, written down instead of read by a parser."""

from __future__ import annotations

from collections.abc import Sequence

from figure_samples import levelled

from summarizer.records import Document, Figure, FigureRelation, FigureValue, Report, Sentence, Span
from summarizer.text.numbers import quantities

Told = tuple[int, str, str] | tuple[int, str, str, str]
"""A value: its source, the sentence that tells it, its letters there, and as of when."""


def value(source: int, quote: str, letters: str, as_of: str = "", text: str = "") -> FigureValue:
    start = (text or quote).index(quote)
    at = start + quote.index(letters)
    (read,) = quantities(letters)
    where = Span(at, at + len(letters))
    return FigureValue(source, start, start + len(quote), quote, where, letters, read.low, read.bound, read.unit, as_of)


def figure(
    relation: FigureRelation, *told: Told, newest: int | None = None, texts: Sequence[str] = (), what: str = "killed"
) -> Figure:
    """A figure; ``texts`` are those of the sources, where a source is more than the one sentence."""
    values = tuple(value(*one, text=texts[one[0]] if texts else "") for one in told)
    return Figure(what, relation, levelled(values), newest)


def one_sentence_each(*texts: str) -> list[Sentence]:
    """A sentence a source."""
    return [Sentence(source, 0, len(text), text, 0, 0) for source, text in enumerate(texts)]


def sources(documents: Sequence[Document]) -> list[Report]:
    return [Report(at, document, at) for at, document in enumerate(documents)]
