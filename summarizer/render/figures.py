"""Figures as a reader sees them: each value once, when it held and who gives it, one line a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from summarizer.records import Briefing, Figure, FigureRelation, FigureValue
from summarizer.render import common, moments
from summarizer.text.values import in_running_text

RELATIONS: dict[FigureRelation, str] = {
    "same": "the same",
    "bound": "one bounds the other",
    "update": "changed over time",
    "scope": "of different scope",
    "conflict": "in conflict",
    "unknown": "differs, order unknown",
}
"""How the values of a figure relate, in a column of a table."""

MOST_VALUES = 8
"""Values that one line tells; of more it tells the first and the last."""

_FIRST, _LAST = 3, 4
_MOST_MARKS = 12
"""Passages that stand for the values which a line has no room for."""
_NAME_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A value as it is shown: ``before`` joins it to the one before it, ``when`` is "" where that is not said.

    ``passages`` are all that give it, or the first of those that give one of several which are told together.
    """

    before: str
    text: str
    when: str
    passages: tuple[FigureValue, ...]
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """A figure with its values: ``opening`` and ``closing`` say in a line how they relate, ``relation`` in a table."""

    figure: int
    what: str
    relation: str
    opening: str
    told: tuple[Told, ...]
    closing: str

    @property
    def values(self) -> tuple[FigureValue, ...]:
        """All values in the order in which they are shown."""
        return tuple(value for one in self.told for value in one.passages)


def beneath(briefing: Briefing) -> dict[int, list[Course]]:
    """The figures that are shown beneath sentences, by the index of the first that tells them.

    Where values are the same, or one only bounds another, nothing need be said there.
    """
    shown = set(briefing.shown_figures)
    found: dict[int, list[Course]] = {}
    for index, sentence in enumerate(briefing.sentences):
        for figure in dict.fromkeys(sentence.figures):
            if figure in shown and briefing.figures[figure].moved:
                shown.remove(figure)
                found.setdefault(index, []).append(course(briefing, figure))
    return found


def table(briefing: Briefing) -> list[Course]:
    """All figures that are shown, those that sentences tell first."""
    return [course(briefing, figure) for figure in briefing.shown_figures]


def others(briefing: Briefing) -> list[Course]:
    """The figures that are shown, but beneath no sentence."""
    done = {one.figure for courses in beneath(briefing).values() for one in courses}
    return [one for one in table(briefing) if one.figure not in done]


def course(briefing: Briefing, index: int) -> Course:
    """One figure as it is shown."""
    figure = briefing.figures[index]
    told = [[index for group in run for index in group] for run in runs(figure)]
    timed = _timed(figure, told)
    closing = ""
    if figure.relation == "conflict":
        closing = " (in conflict)" if timed else " (at the same time)"
    return Course(
        figure=index,
        what=name(figure),
        relation=RELATIONS[figure.relation],
        opening="differs, order unknown: " if figure.relation == "unknown" else "",
        told=tuple(_shortened(list(_told(figure, told, timed)))),
        closing=closing,
    )


def name(figure: Figure) -> str:
    """What a figure counts, with a capital, on one line of bounded length."""
    line = common.one_line(figure.what) or "Figure"
    line = line if len(line) <= _NAME_LIMIT else f"{line[:_NAME_LIMIT].rstrip()}…"
    return line[:1].upper() + line[1:]


def given(value: FigureValue) -> str:
    """What a passage gives, and for when: ``“14” as of 12 February 2025, 07:15``."""
    letters = common.in_quotation_marks(common.shown_value(value.value))
    when = moments.in_full(value.as_of)
    return f"{letters} as of {when}" if when else f"{letters}, time unknown"


def same(figure: Figure) -> list[list[int]]:
    """The indices of a figure's values, those together that are equal, by first use.

    Where time moves them they must be equal in time as well, and nothing says that two without a time are.
    """
    found: dict[object, list[int]] = {}
    for index, value in enumerate(figure.values):
        held = (value.as_of or index) if figure.relation == "update" else ""
        found.setdefault((*_what_it_says(value), held), []).append(index)
    return list(found.values())


def _what_it_says(value: FigureValue) -> tuple[str, str | float, str, str, str]:
    return type(value.number).__name__, value.number, value.bound, value.unit, value.scope


def runs(figure: Figure) -> list[list[list[int]]]:
    """The groups of `same` that are shown as one: in an update those that are equal and not parted by another."""
    groups = same(figure)
    if figure.relation != "update":
        return [[group] for group in groups]
    found = groupby(groups, key=lambda group: _what_it_says(figure.values[group[0]]))
    return [list(run) for _, run in found]


def _timed(figure: Figure, runs: Sequence[Sequence[int]]) -> bool:
    """Whether it must be said when each value held."""
    if figure.relation == "conflict":
        return len({as_of for run in runs for index in run if (as_of := figure.values[index].as_of)}) > 1
    if figure.relation == "scope":
        scopes = Counter(figure.values[run[0]].scope.casefold() for run in runs)
        return max(scopes.values(), default=0) > 1
    return True


def _told(figure: Figure, runs: Sequence[Sequence[int]], timed: bool) -> Iterator[Told]:
    ordered = _ordered(figure, runs)
    times = [_held(figure, run, place < ordered) for place, run in enumerate(runs, start=1)]
    manner = moments.manner(times)
    scoped = len({value.scope for value in figure.values}) > 1
    numbers = [figure.values[run[0]].number for run in runs]
    for place, (run, own) in enumerate(zip(runs, times, strict=True)):
        passages = tuple(figure.values[index] for index in run)
        yield Told(
            # One number told with another bound has not moved.
            before=", " if place and numbers[place] == numbers[place - 1] else _before(figure, place, ordered, own),
            text=_words(figure, passages, scoped),
            when=manner.stretch(own[0], own[-1]) if timed and own else "",
            passages=passages,
            newest=figure.newest in run,
        )


def _held(figure: Figure, run: Sequence[int], passed: bool) -> list[str]:
    """When a value held, as far as it is known: from when to when; of one that another followed, from when.

    That a later report repeats it does not say that it held then.
    """
    known = [as_of for index in run if (as_of := figure.values[index].as_of)]
    return known[:1] if passed and figure.relation == "update" else [*known[:1], *known[1:][-1:]]


def _ordered(figure: Figure, runs: Sequence[Sequence[int]]) -> int:
    """How many of the runs stand in a known order: none without a time does behind the newest, or the last with one."""
    if figure.newest is not None:
        return next((place for place, run in enumerate(runs, start=1) if figure.newest in run), len(runs))
    dated = [place for place, run in enumerate(runs, start=1) if any(figure.values[index].as_of for index in run)]
    return dated[-1] if dated else len(runs)


def _before(figure: Figure, place: int, ordered: int, dated: Sequence[str]) -> str:
    if place == 0:
        return ""
    if figure.relation != "update" or place > ordered:
        return ", "
    if place < ordered:
        return " → "
    return "; also: " if dated else "; time unknown: "


def _words(figure: Figure, passages: Sequence[FigureValue], scoped: bool) -> str:
    """The letters of a value, in digits where a source has such, with the day that they mean or what they count."""
    letters = [common.shown_value(passage.value) or common.shown_value(str(passage.number)) for passage in passages]
    text = in_running_text(next((one for one in letters if any(map(str.isdigit, one))), letters[0]))
    first = passages[0]
    if first.unit == "day" and not any(map(str.isdigit, text)) and (moment := moments.read(str(first.number))):
        years = {str(value.number)[:4] for value in figure.values}
        text = f"{text}, {moments.short_day(moment.day, len(years) > 1)}"
    scope = common.shown_value(first.scope) if scoped else ""
    return f"{text} {scope}" if scope and scope.casefold() not in text.casefold() else text


def _shortened(told: list[Told]) -> Iterator[Told]:
    """The values that one line has room for; of the others it says how many they are and who gives the first."""
    if len(told) <= MOST_VALUES:
        yield from told
        return
    last = len(told) - _LAST
    for left_out, run in groupby(enumerate(told), key=lambda row: _FIRST <= row[0] < last and not row[1].newest):
        rows = [one for _, one in run]
        yield from [_together(rows)] if left_out and len(rows) > 1 else rows


def _together(rows: Sequence[Told]) -> Told:
    passages = tuple(passage for one in rows for passage in one.passages)
    return Told(rows[0].before, f"{len(rows)} more", "", passages[:_MOST_MARKS])
