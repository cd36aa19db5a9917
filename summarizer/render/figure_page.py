"""Figures on the HTML page, in Word and in PDF: their courses and charts with the marks that lead to the passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.records import Briefing, Figure, FigureValue
from summarizer.render import common, figures
from summarizer.render.charts import Chart, Dot, chart
from summarizer.text.values import in_running_text

if TYPE_CHECKING:
    from summarizer.render.page_views import Ref

MakeRefs = Callable[[Sequence[FigureValue], str], "tuple[Ref, ...]"]
"""Makes a mark a source of some passages, with ids that begin so."""


@dataclass(frozen=True, slots=True)
class ToldView:
    """A value of a figure with the marks of who gives it."""

    before: str
    text: str
    when: str
    newest: bool
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class DotView:
    """A dot of a chart: what a reader who points at it is told; ``key`` is that of its mark."""

    key: str
    x: int
    y: int
    text: str
    when: str
    bounded: bool
    newest: bool
    refs: tuple[Ref, ...]

    @property
    def passages(self) -> tuple[int, ...]:
        """Numbers of the passages that give the value."""
        return tuple(dict.fromkeys(number for ref in self.refs for number in ref.passages))

    @property
    def label(self) -> str:
        """All of it in words."""
        names = ", ".join(f"source {ref.label}" for ref in self.refs)
        return f"{self.text} ({self.when}), {names}"


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart with its dots."""

    chart: Chart
    dots: tuple[DotView, ...]

    @property
    def label(self) -> str:
        """The values in words, for who does not see the line."""
        return "; ".join(f"{dot.text} ({dot.when})" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class CourseView:
    """A figure with its course; see `figures.Course`."""

    what: str
    relation: str
    opening: str
    told: tuple[ToldView, ...]
    closing: str
    chart: ChartView | None = None


def course_view(briefing: Briefing, course: figures.Course, make: MakeRefs) -> CourseView:
    """A course with its marks, and its chart where it has one."""
    told = tuple(
        ToldView(one.before, one.text, one.when, one.newest, make(one.passages, f"f{course.figure}-{place}"))
        for place, one in enumerate(course.told)
    )
    return CourseView(
        course.what, course.relation, course.opening, told, course.closing, _chart(briefing, course.figure, make)
    )


def _chart(briefing: Briefing, index: int, make: MakeRefs) -> ChartView | None:
    figure = briefing.figures[index]
    drawn = chart(figure)
    if drawn is None:
        return None

    latest = _latest(figure, drawn)

    def dot(place: int, dot: Dot) -> DotView:
        own = [figure.values[value] for value in dot.values]
        refs = make(own, f"g{index}-{place}")
        text = in_running_text(common.shown_value(own[0].value))
        return DotView(f"g{index}-{place}", dot.x, dot.y, text, dot.when, dot.bounded, place == latest, refs)

    return ChartView(drawn, tuple(dot(place, one) for place, one in enumerate(drawn.dots)))


def _latest(figure: Figure, drawn: Chart) -> int | None:
    """The dot of the newest value: the last that tells its number; None where no value is the newest."""
    if figure.newest is None:
        return None
    number = figure.values[figure.newest].number
    found = [place for place, dot in enumerate(drawn.dots) if figure.values[dot.values[0]].number == number]
    return found[-1] if found else None
