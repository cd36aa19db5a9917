"""What became of the figures of a briefing: which moved, and which conflict began or ended.

Two figures are one where they have a value of the same passage, or the same name; a name that is only alike needs a
value in common, or sentences that are one statement. In doubt they are two, and nothing is said of either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from summarizer.records import Briefing, Document, Figure, FigureChange, FigureChangeKind, FigureValue
from summarizer.render import common
from summarizer.settings import PlanSettings
from summarizer.text import canonical_stems
from summarizer.text.values import in_running_text

_Number = tuple[float | str, str]
"""A value without its words: its number and its unit."""

_OPEN = ("conflict", "unknown")
_ANYTHING = canonical_stems("people persons others lives victims number numbers toll total count figure")
"""Words that say nothing of what is counted."""

_NOW: dict[FigureChangeKind, str] = {
    "conflict": "the sources are in conflict",
    "settled": "no longer in conflict",
    "unclear": "which of them is the later is not known",
}


def figure_changes(
    earlier: Briefing, later: Briefing, paired: Mapping[int, int], settings: PlanSettings
) -> tuple[FigureChange, ...]:
    """What became of the figures, those that the later briefing tells first, in its order.

    A figure that one of the briefings has not, since fewer of its reports tell it, is looked for by its passages.

    Args:
        earlier: the one that readers know.
        later: the one that replaces it.
        paired: for the index of a later sentence, that of the earlier one that makes the same statement.
        settings: when two figures of like names are one.
    """
    mine, its = _sides(earlier), _sides(later)
    matched = _matched(mine, its, paired, settings)
    texts = _flat(earlier.sources), _flat(later.sources)
    both = _Both(earlier, later, *texts)
    found: list[FigureChange | None] = []
    for after, figure in enumerate(later.figures):
        before = matched.get(after)
        old = _as_told_in(figure, texts[0]) if before is None else earlier.figures[before]
        found.append(_change(both, before, old, after, figure))
    for before in sorted(set(range(len(earlier.figures))) - set(matched.values())):
        figure = earlier.figures[before]
        found.append(_change(both, before, figure, None, _as_told_in(figure, texts[1])))
    return tuple(sorted(filter(None, found), key=lambda change: _place(change, later)))


def _place(change: FigureChange, later: Briefing) -> int:
    """The first sentence of the later briefing that tells a figure; the end where none does."""
    rows = range(len(later.sentences))
    return next((row for row in rows if change.later in later.sentences[row].figures), len(rows))


@dataclass(frozen=True, slots=True)
class _Both:
    """Two briefings, and the texts of the sources of each, on one line."""

    earlier: Briefing
    later: Briefing
    before: list[str]
    after: list[str]


@dataclass(frozen=True, slots=True)
class _Side:
    """A figure as it is looked for in the other briefing; ``told`` are the sentences that tell it."""

    passages: frozenset[tuple[str, str]]
    units: frozenset[str]
    numbers: frozenset[_Number]
    what: frozenset[str]
    told: frozenset[int]


def _sides(briefing: Briefing) -> list[_Side]:
    told: dict[int, set[int]] = {}
    for row, sentence in enumerate(briefing.sentences):
        for figure in sentence.figures:
            told.setdefault(figure, set()).add(row)
    return [
        _Side(
            frozenset((_one_line(value.quote), value.value) for value in figure.values),
            frozenset(value.unit for value in figure.values),
            frozenset(map(_number, figure.values)),
            canonical_stems(figure.what) - _ANYTHING,
            frozenset(told.get(at, ())),
        )
        for at, figure in enumerate(briefing.figures)
    ]


def _matched(
    mine: Sequence[_Side], its: Sequence[_Side], paired: Mapping[int, int], settings: PlanSettings
) -> dict[int, int]:
    """For a later figure the earlier one that is the same; the best pairs first, so that none is in two."""
    names = Counter(side.what for side in mine), Counter(side.what for side in its)
    scored = []
    for (before, old), (after, new) in product(enumerate(mine), enumerate(its)):
        if not old.units & new.units:
            continue
        alike = len(old.what & new.what) / max(len(old.what | new.what), 1)
        told = any(paired.get(row) in old.told for row in new.told)
        shared, numbers = len(old.passages & new.passages), len(old.numbers & new.numbers)
        named = alike == 1 and names[0][old.what] == names[1][new.what] == 1
        if shared or named or (alike >= settings.same_figure and (numbers or told)):
            scored.append(((-shared, -told, -alike, -numbers), after, before))
    found: dict[int, int] = {}
    for _, after, before in sorted(scored):
        if after not in found and before not in found.values():
            found[after] = before
    return found


def _change(
    both: _Both, before: int | None, old: Figure | None, after: int | None, new: Figure | None
) -> FigureChange | None:
    """What became of one figure, if anything."""
    kind = _kind(old, new) if new else None
    if kind is None or new is None:
        return None
    details = [_NOW[kind]] if kind in _NOW else []
    if old and kind in ("moved", "settled"):
        details += _why(both, old, new)
    opened = new.relation in _OPEN
    return FigureChange(
        kind=kind,
        earlier=before,
        later=after,
        what=new.what,
        before=_told(old, both.earlier.sources, old.relation in _OPEN and opened) if old else "",
        after=_told(new, both.later.sources, opened),
        sources=tuple(dict.fromkeys(value.source for value in new.values if _number(value) in _numbers(new))),
        details=tuple(details),
    )


def _kind(old: Figure | None, new: Figure) -> FigureChangeKind | None:
    """What became of a figure; of what nothing is certain, nothing."""
    conflict = new.relation == "conflict"
    if old is None:
        return "conflict" if conflict else None
    same = bool(_numbers(old) & _numbers(new))
    if new.relation in _OPEN:
        return _opened(old, new)
    if old.relation == "conflict":
        return "settled"
    if "scope" in (old.relation, new.relation) or not {one[1] for one in _numbers(old)} & {
        one[1] for one in _numbers(new)
    }:
        return None
    if old.relation == "unknown":
        return "settled" if new.newest is not None else None
    return None if same else "moved"


def _opened(old: Figure, new: Figure) -> FigureChangeKind | None:
    """What became of a figure whose values are now in conflict, or in no known order."""
    other = _numbers(old) != _numbers(new)
    if new.relation == old.relation:
        return "moved" if other and new.relation == "conflict" else "unclear" if other else None
    if new.relation == "conflict":
        return "conflict"
    return "unclear" if other and old.relation != "scope" else None


def _why(both: _Both, old: Figure, new: Figure) -> Iterable[str]:
    """Why a figure moved where no report brought that: one is gone, or this program reads the same ones otherwise."""
    holding = [value for value in new.values if _number(value) in _numbers(new)]
    if any(not _is_in(value, both.before) for value in holding):
        return
    gone = [value for value in old.values if _number(value) in _numbers(old) and not _is_in(value, both.after)]
    told = dict.fromkeys(value.value for value in gone if _number(value) not in _numbers(new))
    if told:
        yield f"no report says {' or '.join(map(in_running_text, map(common.one_line, told)))} any more"
    else:
        yield "the earlier reports said so already"


def _holding(figure: Figure) -> tuple[FigureValue, ...]:
    """The values that hold now, as far as that is known."""
    newest = figure.values[figure.newest] if figure.newest is not None else None
    if figure.relation in ("same", "bound"):
        # All of them are one value; that which says it best comes first.
        exact = [newest] if newest else [value for value in figure.values if not value.bound]
        return (*exact, *figure.values)
    return (newest,) if newest else figure.values


def _numbers(figure: Figure) -> frozenset[_Number]:
    return frozenset(map(_number, _holding(figure)))


def _number(value: FigureValue) -> _Number:
    return value.number, value.unit


def _told(figure: Figure, sources: Sequence[Document], named: bool) -> str:
    """The values that hold now, in words of the sources; with who says which where they are in conflict."""
    holding = _holding(figure)
    if figure.relation in ("same", "bound"):
        holding = holding[:1]
    by_number: dict[_Number, list[FigureValue]] = {}
    for value in holding:
        by_number.setdefault(_number(value), []).append(value)
    return " or ".join(_one_told(values, sources, named) for values in by_number.values())


def _one_told(values: Sequence[FigureValue], sources: Sequence[Document], named: bool) -> str:
    words = in_running_text(common.one_line(values[0].value))
    names = dict.fromkeys(common.source_name(sources[value.source]) for value in values)
    return f"{words} ({', '.join(names)})" if named else words


def _as_told_in(figure: Figure, texts: Sequence[str]) -> Figure | None:
    """A figure as other sources have it, who have some of its passages: the rest of it is not known there."""
    places = [(value, _where(value, texts)) for value in figure.values]
    values = tuple(replace(value, source=at) for value, at in places if at is not None)
    if not values:
        return None
    if len(set(map(_number, values))) == 1:
        return Figure(figure.what, "same", values, 0)
    ordered = figure.relation in ("update", "same", "bound") and figure.newest is not None
    return Figure(figure.what, figure.relation, values, len(values) - 1 if ordered else None)


def _is_in(value: FigureValue, texts: Sequence[str]) -> bool:
    return _where(value, texts) is not None


def _where(value: FigureValue, texts: Sequence[str]) -> int | None:
    """The first source that has the passage of a value; its own, where that is one of them."""
    quote = _one_line(value.quote)
    order = sorted(range(len(texts)), key=lambda at: at != value.source)
    return next((at for at in order if quote and quote in texts[at]), None)


def _flat(sources: Sequence[Document]) -> list[str]:
    return [_one_line(source.text) for source in sources]


def _one_line(text: str) -> str:
    return " ".join(text.split())
