"""Scopes: values of one thing in part and whole, told apart by the words of their clauses; invented counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from test_gather_figures import SETTINGS, value

from summarizer.gather.scoping import Companion, companions, scopes
from summarizer.gather.values import Value
from summarizer.text.counted import EVERYWHERE

HOMES = frozenset({"household"})
DAY = "2031-06-12"


def counted(number: str, *, source: int = 0, row: int = 0, limits: Iterable[str] = (), **more: object) -> Value:
    """A count of households."""
    told = {"things": HOMES, "fate": "", "limits": frozenset(limits), **more}
    return value(number, DAY, source=source, row=row, **told)


def beside(values: list[Value], close: float = 2.0) -> list[Companion]:
    """What stands beside the last of some values, all as near to each other."""
    near = np.full((len(values), len(values)), close, dtype=np.float32)
    return list(companions(values, [len(values) - 1], near, SETTINGS))


def test_numbers_are_of_one_scope_where_nothing_sets_them_apart() -> None:
    here, there = frozenset({"anslt"}), frozenset({"brnck"})
    one, two = counted("1,987", places=here), counted("14,200", source=1, places=there)
    plain = counted("2,000", source=2)
    assert scopes([[one], [two]]) == [[0], [1]]
    assert scopes([[one], [plain], [two]]) == [[0, 1, 2]], "one that names no place lies between them"
    assert scopes([[one], [counted("2,000", source=2, places=here)], [two]]) == [[0, 1], [2]]


def test_some_are_not_more_than_the_people_that_they_are_of() -> None:
    crew = counted("41", things=frozenset({"passeng"}))
    assert scopes([[crew], [counted("44", source=1, things=frozenset({"individu"}))]]) == [[0], [1]]
    assert scopes([[crew], [counted("24", source=1, things=frozenset({"individu"}))]]) == [[0, 1]]


def test_a_value_stands_beside_the_one_that_its_report_tells_before_it() -> None:
    whole, later = counted("86,000", limits=[EVERYWHERE]), counted("80,000", source=1, row=9, limits=[EVERYWHERE])
    part = counted("31,000", row=1, places=frozenset({"anslt"}))
    assert beside([whole, later, part]) == [Companion(2, 0)]
    assert beside([whole, later, part], close=0.1) == [], "what is far is of another thing"
    assert beside([whole, replace(part, measured=part.measured._replace(part=True))]) == []
    assert beside([whole, replace(part, year=1998)]) == [], "those of another year are others"
    assert beside([counted("86,000"), counted("31,000", row=1)]) == [], "nothing tells them apart"
    assert beside([whole, counted("12", row=1, places=frozenset({"anslt"}))]) == [], "a crowd beside a handful"


def test_a_price_stands_beside_the_same_with_its_charges_in_another_report() -> None:
    def price(number: str, row: int, *limits: str) -> Value:
        return counted(number, source=row, row=row, limits=limits, unit="£", things=frozenset({f"thing{row}"}))

    assert beside([price("£2 million", 0), price("£2.4 million", 5, "in")], close=0.5) == [Companion(1, 0)]
    assert beside([price("£2 million", 0), price("£9 million", 5, "in")], close=0.5) == []
    assert beside([price("£2 million", 0), price("£2.4 million", 5)], close=0.5) == []
