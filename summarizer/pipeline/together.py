"""Many clusters at once: each step for every one of them, model calls for all of them together.

What has become of a cluster is its record after the last stage, or the error that ended it (`Outcome`); the others
go on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from summarizer.errors import SummarizerError
from summarizer.interfaces import Judge, Progress
from summarizer.records import Answers, Pair


class _Sliceable(Protocol):
    def __getitem__(self, at: slice, /) -> Any: ...


T = TypeVar("T")
New = TypeVar("New")
Part = TypeVar("Part")
Rows = TypeVar("Rows", bound=_Sliceable)

Outcome: TypeAlias = T | SummarizerError
"""What is known of a cluster, or why it failed."""


class Given(NamedTuple, Generic[T, New]):
    """A cluster's record, and its part of what a model gave for all of them."""

    record: T
    own: New


class Clock:
    """Seconds spent in each stage."""

    def __init__(self, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Names a stage to the user and adds up the time that it takes."""
        if self._progress:
            self._progress(name, 0, 0)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def each(outcomes: Sequence[Outcome[T]], step: Callable[[T], New]) -> list[Outcome[New]]:
    """Takes every cluster that has not failed one step on; a failure stays with its cluster."""
    found: list[Outcome[New]] = []
    for one in outcomes:
        if isinstance(one, SummarizerError):
            found.append(one)
            continue
        try:
            found.append(step(one))
        except SummarizerError as error:
            found.append(error)
    return found


def all_failed(outcomes: Sequence[Outcome[T]]) -> list[SummarizerError]:
    """The errors of all clusters, where each has failed: then no model needs to be waited for."""
    errors = [one for one in outcomes if isinstance(one, SummarizerError)]
    return errors if len(errors) == len(outcomes) else []


def in_place(
    outcomes: Sequence[T], is_first: Callable[[T], bool], first: Sequence[New], second: Sequence[New]
) -> list[New]:
    """What became of clusters that went two ways, in their order: of those that went the first way, and of the rest."""
    one, other = iter(first), iter(second)
    return [next(one) if is_first(outcome) else next(other) for outcome in outcomes]


def in_one_call(
    outcomes: Sequence[Outcome[T]], parts: Callable[[T], Sequence[Part]], call: Callable[[list[Part]], Rows]
) -> list[Outcome[Given[T, Rows]]]:
    """Calls a model once with the parts of all clusters that have not failed.

    Args:
        outcomes: the clusters.
        parts: what the model is given of one of them.
        call: gives one row, vector or draft a part, in their order.

    Returns:
        Each cluster with its own rows.
    """
    own = [None if isinstance(one, SummarizerError) else list(parts(one)) for one in outcomes]
    rows = call([part for some in own for part in some or ()])
    found: list[Outcome[Given[T, Rows]]] = []
    start = 0
    for one, some in zip(outcomes, own, strict=True):
        if isinstance(one, SummarizerError):
            found.append(one)
            continue
        end = start + len(some or ())
        found.append(Given(one, rows[start:end]))
        start = end
    return found


def ask(
    judge: Judge | None,
    progress: Progress | None,
    outcomes: Sequence[Outcome[T]],
    questions: Callable[[T], Sequence[Pair]],
) -> list[Outcome[Given[T, Answers | None]]]:
    """Puts the questions of all clusters to the judge in one call, each once a cluster.

    Returns:
        Each cluster with its answers; with None where there is no judge.
    """
    if judge is None:
        return each(outcomes, lambda record: Given[T, Answers | None](record, None))

    def answered(pairs: list[Pair]) -> list[tuple[Pair, Any]]:
        return list(zip(pairs, judge.assess(pairs, progress), strict=True))

    found = in_one_call(outcomes, lambda record: list(dict.fromkeys(questions(record))), answered)
    return each(found, lambda given: Given[T, Answers | None](given.record, dict(given.own)))


def ask_in_turn(
    judge: Judge | None,
    progress: Progress | None,
    outcomes: Sequence[Outcome[T]],
    questions: Callable[[T], Sequence[Pair]],
    answered: Callable[[Given[T, Answers | None]], T],
) -> list[Outcome[T]]:
    """Does `ask` until no cluster has a question left; what is asked next may depend on what was ``answered``.

    ``questions`` are those that are not answered yet.
    """
    found = list(outcomes)
    while judge is not None and any(questions(one) for one in found if not isinstance(one, SummarizerError)):
        found = each(ask(judge, progress, found, questions), answered)
    return found


def with_answers(known: Answers | None, new: Answers | None) -> Answers | None:
    """What the judge has answered in all; None where there is no judge."""
    return None if new is None else {**(known or {}), **new}
