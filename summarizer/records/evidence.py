"""What passages say of a sentence, and how the numbers in them move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.records.sources import Span

FigureRelation = Literal["same", "bound", "update", "scope", "conflict", "unknown"]
"""How the values of a figure relate.

``same`` is one value, told or rounded in several ways; ``bound`` one that others only bound ("more than a dozen", 14);
``update`` one that time moved; ``scope`` are values of different people, places, periods, parts or measures; of a
``conflict`` several are told of the same thing at the same time; of ``unknown`` it cannot be told which.
"""

NAMELESS = "figure"
"""What a figure is called for which no source has a noun: beneath a sentence that tells it a reader sees what it is."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that carries a sentence: ``quote`` is ``sources[source].text[start:end]``.

    ``part`` is the stretch of the sentence's text that it carries; None where it carries all of it.
    """

    source: int
    start: int
    end: int
    quote: str
    part: Span | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """A passage that tells the same with another number or day: ``quote`` as in `Citation`.

    ``at`` is where that number or day stands in the source's text, ``value`` its letters there.
    """

    source: int
    start: int
    end: int
    quote: str
    at: Span
    value: str


@dataclass(frozen=True, slots=True)
class FigureValue:
    """What one passage says of a figure: ``quote`` as in `Citation`, the sentence that tells the value.

    ``at`` is where the value stands in the source's text, ``value`` its letters there, bound and unit included.
    ``number`` is its value in its own unit (the lower end of a range), the ISO date of a day, or the digits of a number
    that has too many. ``bound`` and ``unit`` are those of `text.numbers.Quantity`; the unit of a day is "day".
    ``as_of`` is when it held: an ISO date, or date and time with the offset from UTC where that is known; empty where
    nothing shows it. ``scope`` is what it counts, where that sets it apart from other values of the figure. Values of
    one ``level`` are one number, told exactly, rounded, bounded or in another unit; levels count from 0, the oldest
    first where time has moved the figure.
    """

    source: int
    start: int
    end: int
    quote: str
    at: Span
    value: str
    number: float | str
    bound: str = ""
    unit: str = ""
    as_of: str = ""
    scope: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that sources count, measure, price, score or date, with all values that they give.

    ``what`` names it in words of the sources. ``values`` stand in order of time as far as it is known. ``newest`` is
    the index of that which holds now; None where none does, or it cannot be told.
    """

    what: str
    relation: FigureRelation
    values: tuple[FigureValue, ...]
    newest: int | None = None

    @property
    def moved(self) -> bool:
        """Whether its values differ, be it in time, in scope or for good."""
        return self.relation not in ("same", "bound")

    @property
    def newest_value(self) -> FigureValue | None:
        """The value that holds now; None where none does, or it cannot be told."""
        return None if self.newest is None else self.values[self.newest]

    @property
    def current(self) -> tuple[FigureValue, ...]:
        """The values that are the newest one, told or rounded; none where it is not known."""
        newest = self.newest_value
        return tuple(value for value in self.values if newest and value.level == newest.level)


@dataclass(frozen=True, slots=True)
class Reported:
    """A passage that tells a sentence's main event without all of its details: ``quote`` as in `Citation`.

    ``lacks`` are the stretches of the sentence's text that the passage does not tell. Nothing in it differs.
    ``language`` is the code of its language where that is not the sentence's: then a count of people and a name are all
    that is known to be the same.
    """

    source: int
    start: int
    end: int
    quote: str
    lacks: tuple[Span, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A passage that tells the same otherwise: ``quote`` as in `Citation`, ``differs`` says in what."""

    source: int
    start: int
    end: int
    quote: str
    differs: str


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a passage bears on a claim, by rule.

    ``lacks`` are the stretches of the claim that it does not tell; ``differs`` says in what it tells the same
    otherwise. ``core`` is the claim without what it lacks, as a judge can be asked about it, ``event`` its main event
    alone in few words, "" where these would say too little. ``sure`` says that no comparer finds anything and that
    nearly all words are the same: no judge need be asked. ``held`` is the share of the words of the claim's main event
    that the passage has, ``share`` that of all its words, and ``same_event`` says that it has the claim's main verb, or
    another for the same deed. ``by_others`` says that somebody else does there what that verb tells, ``by_same`` that
    the same do, ``unnamed`` that a name of those who take part is not there: it may be told of somebody else,
    ``of_one`` that the main event is told there of one who takes part. ``unheard`` are the places of the claim's names,
    numbers and days that it has not, ``uncounted`` those of numbers.
    """

    kind: Literal["carries", "reports", "contradicts", "silent"]
    core: str = ""
    lacks: tuple[Span, ...] = ()
    differs: str = ""
    sure: bool = False
    held: float = 1.0
    same_event: bool = True
    share: float = 1.0
    by_others: bool = False
    by_same: bool = False
    event: str = ""
    unnamed: bool = False
    of_one: bool = True
    unheard: frozenset[int] = frozenset()
    uncounted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the sources say of one claim: one passage each, of every independent origin."""

    citations: tuple[Citation, ...] = ()
    reported_by: tuple[Reported, ...] = ()
    contradicted_by: tuple[Contradiction, ...] = ()

    @property
    def sources(self) -> frozenset[int]:
        """Indices of the sources that say something of it."""
        told = ({one.source for one in self.citations}, {one.source for one in self.reported_by})
        return frozenset().union(*told, {one.source for one in self.contradicted_by})
