"""Which values of figures a text tells, and which of those a newer value of the same figure has superseded."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import Citation, Figure, FigureValue, Reported, Sentence
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.likeness import canonical_stems
from summarizer.text.measured import Measured, measured
from summarizer.text.numbers import quantities
from summarizer.text.values import value_at

_Passage = Sentence | Citation | Reported


def is_at(value: FigureValue, passage: _Passage) -> bool:
    """Whether a passage holds a value."""
    return value.source == passage.source and passage.start <= value.at.start and value.at.end <= passage.end


def is_another(value: FigureValue, told: Sequence[FigureValue]) -> bool:
    """Whether a value is another number than all that are told of its figure."""
    return all(value.level != one.level for one in told)


def superseded_values(figure: Figure) -> list[FigureValue]:
    """The values of a figure that its newest one has replaced; none where time has moved nothing."""
    newest = figure.newest_value
    if figure.relation != "update" or newest is None:
        return []
    return [value for value in figure.values if value.level != newest.level]


def gives(text: str, value: FigureValue) -> bool:
    """Whether a text that is told from the passage of a value gives it, in whatever letters."""
    # "From 14 to 17" is read as one quantity, both ends of which are given.
    ends = [one.high for one in quantities(text) if one.unit == value.unit and not one.word]
    return value.number in ends or value_at(text, value) is not None


def only_superseded(text: str, passages: Sequence[Sentence], figures: Sequence[Figure]) -> FigureValue | None:
    """The newest value of a figure whose course its passages tell, of which the text keeps older values alone.

    Args:
        text: what is told of the passages.
        passages: the sentences that it is told from.
        figures: all of the cluster.
    """
    for figure in figures:
        old = superseded_values(figure)
        own = [value for value in figure.values if any(is_at(value, one) for one in passages)]
        current = [value for value in own if value in figure.current]
        kept = any(gives(text, value) for value in own if value in old)
        if kept and current and not any(gives(text, value) for value in current):
            return current[0]
    return None


def read_at(value: FigureValue, one: Analysis) -> Measured | None:
    """What the grammar of its sentence shows of a value; None for a day, and where the sentence is not read so."""
    flat = " ".join(value.value.split())
    found = [each for each in measured(one) if each.quantity.low == value.number and each.quantity.unit == value.unit]
    exact = [each for each in found if one.text[each.quantity.start : each.quantity.end] == flat]
    return next(iter(exact or found), None)


def headline_superseded(title: str, source: int, figures: Sequence[Figure], analyse: Analyser) -> FigureValue | None:
    """The newest value of a figure of which a headline gives one that it has replaced; None where it gives none.

    Args:
        title: the headline. It is no passage of a figure: it is taken to give a value where it has the number of one
            and says the same of it as the value's own sentence.
        source: the source whose headline it is; -1 where it was written.
        figures: all of the cluster.
        analyse: reads texts.
    """
    one = analyse(title)
    for figure in figures:
        newest = figure.newest_value
        if newest is None or gives(title, newest):
            continue
        if any(
            gives(title, value) and _of_one_thing(one, value, source, analyse) for value in superseded_values(figure)
        ):
            return newest
    return None


def _of_one_thing(title: Analysis, value: FigureValue, source: int, analyse: Analyser) -> bool:
    """Whether a headline tells a number of what its sentence does; by their words where grammar does not show it."""
    told = analyse(" ".join(value.quote.split()))
    mine, its = read_at(value, title), read_at(value, told)
    if mine and its and (mine.fate or its.fate):
        return mine.fate == its.fate
    if mine and its and mine.things and its.things:
        return bool(mine.things & its.things)
    shared = canonical_stems(title.text.lower()) & canonical_stems(told.text.lower())
    return len(shared) > (value.source != source)
