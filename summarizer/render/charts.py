"""A small chart of a figure that time moved: a dot where a value is told, and a line that stays on it until the next.

Nothing is drawn that no source tells: no slope between two values, no value behind the last one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from summarizer.records import Figure, FigureValue
from summarizer.render import common, figures, moments

WIDTH = 260
"""Pixels; narrow enough for a phone."""

MOST_DOTS = 40
"""A chart of more is no small one."""

_TOP, _BASE = 12, 84
_RIGHT = WIDTH - 8
_LETTER = 6.2
"""Pixels of a letter of the labels, on average and rather too many."""

_FLAT = 0.08
"""Share of the highest value by which the values must differ for an axis from 0 to show it."""

_EXACT = 10_000_000
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_NO_MEASURE = ("day", "time", "rank", "score", "decade")
"""Units whose numbers no axis fits."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value told for one time: where it stands, in pixels from the left and the top, and the indices of its values.

    ``bounded`` says that the source gives no exact number.
    """

    x: int
    y: int
    values: tuple[int, ...]
    when: str
    bounded: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in pixels: ``path`` is the line, ``left`` where the axes meet, ``base`` the height of the lower one.

    ``high`` and ``low`` label the axis of values, at the heights ``top`` and ``base``; ``first`` and ``last`` that of
    time. ``remark`` says where the axis begins if that is not 0, and what else a reader must know.
    """

    dots: tuple[Dot, ...]
    path: str
    left: int
    top: int
    base: int
    height: int
    high: str
    low: str
    first: str
    last: str
    remark: str

    @property
    def stacked(self) -> bool:
        """Whether the labels of time need a line each."""
        return self.height > _BASE + 20


@dataclass(frozen=True, slots=True)
class _Point:
    """A value told for one time."""

    number: float
    at: datetime
    values: tuple[int, ...]


def chart(figure: Figure) -> Chart | None:
    """The chart of a figure; None where it is no update, or too few numbers of one unit have a known time."""
    if figure.relation != "update":
        return None
    groups = _timely(figure)
    if not 2 <= len(groups) <= MOST_DOTS or not _measured([figure.values[group[0]] for group in groups]):
        return None
    points = _points(figure, groups)
    if points is None or points[0].at == points[-1].at or len({point.number for point in points}) < 2:
        return None
    return _drawn(figure, points)


def _timely(figure: Figure) -> list[list[int]]:
    """The values with a time, those together that are equal in both; none that was repeated when another held."""
    runs = [[group for group in run if figure.values[group[0]].as_of] for run in figures.runs(figure)]
    runs = [run for run in runs if run]
    found: list[list[int]] = []
    for place, run in enumerate(runs, start=1):
        limit = _first(figure, runs[place][0]) if place < len(runs) else None
        again = (group for group in run[1:] if limit is None or ((first := _first(figure, group)) and first <= limit))
        found += [run[0], *again]
    return found


def _first(figure: Figure, group: Sequence[int]) -> datetime | None:
    """The first instant at which equal values may have held; None where that cannot be read."""
    span = _span(figure, group)
    return span[0] if span else None


def _span(figure: Figure, group: Sequence[int]) -> tuple[datetime, datetime] | None:
    moment = moments.read(figure.values[group[0]].as_of)
    try:
        return moment.range if moment else None
    except OverflowError:
        return None


def _measured(values: Sequence[FigureValue]) -> bool:
    """Whether all are numbers of one unit; "dozens" and the like come with a 0 that nobody told."""
    if len({value.unit for value in values}) > 1 or values[0].unit in _NO_MEASURE:
        return False
    numbers = [value.number for value in values if isinstance(value.number, int | float)]
    vague = any(not value.number and not any(map(str.isdigit, value.value)) for value in values)
    return len(numbers) == len(values) and not vague and math.isfinite(max(numbers) - min(numbers))


def _points(figure: Figure, groups: Sequence[Sequence[int]]) -> list[_Point] | None:
    """The values by time; None where the times, so far as they are known, are not in the order of the values.

    A day without a time of day stands in its middle, or between what it is told behind and before.
    """
    ranges = [_span(figure, group) for group in groups]
    points: list[_Point] = []
    latest = datetime.min
    for place, (group, span) in enumerate(zip(groups, ranges, strict=True)):
        if span is None:
            return None
        start, end = (instant.replace(tzinfo=None) for instant in span)
        later = [other[1].replace(tzinfo=None) for other in ranges[place:] if other]
        latest = max(latest, min(start + (end - start) / 2, *later, end))
        if latest > end:
            return None
        points.append(_Point(float(figure.values[group[0]].number), latest, tuple(group)))
    return points


def _drawn(figure: Figure, points: Sequence[_Point]) -> Chart:
    numbers = [point.number for point in points]
    floor, high = _floor(min(numbers), max(numbers)), max(numbers)
    low_label, high_label = _label(floor), _label(high)
    left = round(max(map(len, (low_label, high_label))) * _LETTER) + 10
    whole = points[-1].at - points[0].at
    manner = moments.manner([[figure.values[point.values[0]].as_of] for point in points])
    dots = []
    for point in points:
        value = figure.values[point.values[0]]
        x = left + 8 + round((_RIGHT - left - 8) * ((point.at - points[0].at) / whole))
        y = round(_BASE - (_BASE - _TOP) * (point.number - floor) / (high - floor))
        dots.append(Dot(x, y, point.values, manner.words(value.as_of), bool(value.bound)))
    first, last = dots[0].when, dots[-1].when
    stacked = (len(first) + len(last) + 3) * _LETTER > WIDTH - left
    return Chart(
        dots=tuple(dots),
        path=f"M{dots[0].x} {dots[0].y}" + "".join(f"H{dot.x}V{dot.y}" for dot in dots[1:]),
        left=left,
        top=_TOP,
        base=_BASE,
        height=_BASE + (34 if stacked else 20),
        high=high_label,
        low=low_label,
        first=first,
        last=last,
        remark=_remark(figure, points, floor, dots),
    )


def _remark(figure: Figure, points: Sequence[_Point], floor: float, dots: Sequence[Dot]) -> str:
    shown = sum(len(point.values) for point in points)
    parts = [f"The axis begins at {_label(floor)}." if floor else ""]
    if any(dot.bounded for dot in dots):
        parts.append("A ring: at least, at most or about so many.")
    if left_out := len(figure.values) - shown:
        parts.append(f"Without {common.counted(left_out, 'value')} of unknown time or repeated later.")
    return " ".join(filter(None, parts))


def _floor(low: float, high: float) -> float:
    """Where the axis of values begins: at 0, or below the lowest value at a round number."""
    if low >= 0 and high - low >= _FLAT * high:
        return 0.0
    step = 10.0 ** math.floor(math.log10(high - low))
    floor = math.floor(low / step) * step
    floor = floor if floor < low else floor - step
    return 0.0 if floor <= 0 <= low else floor


def _label(number: float) -> str:
    """A number short enough for an axis; ``~`` says that it is rounded."""
    if abs(number) < _EXACT:
        rounded = f"{number:,.4g}" if abs(number) < 1000 else f"{number:,.0f}"
        exact = float(rounded.replace(",", "")) == number
        return f"{'' if exact else '~'}{rounded}".replace("-", "\N{MINUS SIGN}")
    for scale, name in _SCALES:
        if abs(number) >= scale and abs(number) < 1000 * scale:
            rounded = f"{number / scale:.2f}".rstrip("0").rstrip(".").replace("-", "\N{MINUS SIGN}")
            exact = math.isclose(round(number / scale, 2) * scale, number, rel_tol=1e-12)
            return f"{'' if exact else '~'}{rounded}{name}"
    return f"~{number:.1e}"
