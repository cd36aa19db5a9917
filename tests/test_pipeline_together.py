"""Many clusters at once: one call for all, each cluster its own part, a failure its own only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import NoInputError, SummarizerError
from summarizer.pipeline import stages
from summarizer.pipeline.together import Given, ask, ask_in_turn, each, in_one_call, with_answers
from summarizer.records import Answers, Judgement, ModelInfo, Pair

FAILED = NoInputError("nothing to read", "give more")


class CountingJudge:
    """Says of each pair how long its claim is; remembers what it was asked."""

    info = ModelInfo("judge", "counting", "r1", "0" * 64, "cpu", "float32")

    def __init__(self) -> None:
        self.calls: list[list[Pair]] = []

    def judge(self, pairs: Sequence[Pair]) -> list[float]:
        return [answer.supported for answer in self.assess(pairs)]

    def assess(self, pairs: Sequence[Pair], progress: object = None) -> list[Judgement]:
        self.calls.append(list(pairs))
        return [Judgement(1 / (1 + len(claim)), 0.0) for _, claim in pairs]


@given(st.lists(st.one_of(st.just(FAILED), st.lists(st.integers(), max_size=4)), max_size=6))
def test_one_call_gives_each_cluster_its_own_rows(clusters: list[SummarizerError | list[int]]) -> None:
    calls: list[list[int]] = []

    def doubled(parts: list[int]) -> list[int]:
        calls.append(parts)
        return [2 * part for part in parts]

    found = in_one_call(clusters, lambda numbers: numbers, doubled)
    assert len(calls) == 1
    for before, after in zip(clusters, found, strict=True):
        if isinstance(before, SummarizerError):
            assert after is before
        else:
            assert after == Given(before, [2 * number for number in before])


def test_a_cluster_that_fails_is_its_error_and_the_others_go_on() -> None:
    def halved(number: int) -> int:
        if number % 2:
            raise FAILED
        return number // 2

    once = each([2, 3, 4], halved)
    assert once == [1, FAILED, 2]
    assert each(once, halved) == [FAILED, FAILED, 1]


def test_the_judge_is_asked_once_for_all_and_each_question_once_a_cluster() -> None:
    judge = CountingJudge()
    found = ask(judge, None, ["ab", FAILED, "a"], lambda texts: [("e", text) for text in (*texts, *texts)])
    assert judge.calls == [[("e", "a"), ("e", "b"), ("e", "a")]]
    half = Judgement(0.5, 0.0)
    assert found == [Given("ab", {("e", "a"): half, ("e", "b"): half}), FAILED, Given("a", {("e", "a"): half})]
    assert ask(None, None, ["ab", FAILED], lambda texts: []) == [Given("ab", None), FAILED]


def test_what_is_asked_next_follows_from_what_was_answered_and_clusters_share_each_call() -> None:
    """Each cluster counts up to its number, a question a step."""
    judge = CountingJudge()
    Counting = tuple[int, frozenset[str]]

    def left(one: Counting) -> list[Pair]:
        return [("e", "a" * len(one[1]))] if len(one[1]) < one[0] else []

    def answered(given: Given[Counting, Answers | None]) -> Counting:
        (number, known), new = given
        return number, known | {claim for _, claim in new or {}}

    start: list[Counting | SummarizerError] = [(1, frozenset()), FAILED, (3, frozenset()), (0, frozenset())]
    found = ask_in_turn(judge, None, start, left, answered)
    assert [one if isinstance(one, SummarizerError) else len(one[1]) for one in found] == [1, FAILED, 3, 0]
    assert [len(call) for call in judge.calls] == [2, 1, 1]
    assert ask_in_turn(None, None, start, left, answered) == start


def test_answers_add_up_and_without_a_judge_there_are_none() -> None:
    first, second = Judgement(0.5, 0.0), Judgement(0.6, 0.0)
    assert with_answers({("e", "a"): first}, {("e", "b"): second}) == {("e", "a"): first, ("e", "b"): second}
    assert with_answers(None, {("e", "a"): first}) == {("e", "a"): first}
    assert with_answers(None, None) is None


@pytest.mark.parametrize("record", [one for one in vars(stages).values() if is_dataclass(one)])
def test_no_record_changes_when_it_has_been_made(record: type) -> None:
    made = object.__new__(record)
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(record)[0].name, None)  # type: ignore[arg-type]
