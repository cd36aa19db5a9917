"""The labelled minimal pairs are well formed, and their files are kept apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import get_args

import pytest
from standing_samples import Part, StandingSample, part, samples

from summarizer.records import StandingKind

PARTS: tuple[Part, ...] = get_args(Part)
HALVES = samples(held_out=False) + samples(held_out=True)
EVERY = HALVES + part("check") + part("blind")


def kinds(which: Part) -> set[str]:
    return {sample.kind for sample in part(which)}


def pairs(of: tuple[StandingSample, ...]) -> dict[tuple[str, int], list[StandingSample]]:
    found: dict[tuple[str, int], list[StandingSample]] = defaultdict(list)
    for sample in of:
        found[sample.kind, sample.pair].append(sample)
    return found


def test_every_clause_is_in_its_sentence_once() -> None:
    for sample in EVERY:
        assert 0 <= sample.row < len(sample.passage), sample
        assert sample.sentence.count(sample.clause) == 1, sample
        start, end = sample.span
        assert sample.sentence[start:end] == sample.clause
        assert sample.clause.strip(" .,;:\"'") == sample.clause, sample


def test_every_sentence_is_whole() -> None:
    whole = (sample for sample in EVERY if sample.kind != "headline")
    for sentence in (sentence for sample in whole for sentence in sample.passage):
        assert sentence[0].isupper() or sentence[0] == '"', sentence
        assert sentence.endswith((".", "?", '."', '?"')), sentence
        assert sentence.count('"') % 2 == 0, sentence


@pytest.mark.parametrize("of", [HALVES, part("check"), part("blind")], ids=["halves", "check", "blind"])
def test_every_standing_is_used_but_the_one_that_takes_two_sources(of: tuple[StandingSample, ...]) -> None:
    assert {sample.standing for sample in of} == set(get_args(StandingKind)) - {"contested"}


@pytest.mark.parametrize("of", [HALVES, part("check"), part("blind")], ids=["halves", "check", "blind"])
def test_a_pair_is_two_rows_of_one_topic_that_stand_differently(of: tuple[StandingSample, ...]) -> None:
    for key, rows in pairs(of).items():
        assert len(rows) == 2, key
        assert rows[0].standing != rows[1].standing, key
        assert rows[0].topic == rows[1].topic, key
        assert rows[0].passage != rows[1].passage or rows[0].clause != rows[1].clause, key


def test_the_halves_hold_ten_pairs_of_each_of_many_kinds() -> None:
    counts = Counter(kind for kind, _ in pairs(HALVES))
    assert len(counts) >= 15
    assert set(counts.values()) == {10}


def test_the_check_holds_five_or_six_pairs_of_nearly_every_kind() -> None:
    counts = Counter(kind for kind, _ in pairs(part("check")))
    assert set(counts) == (kinds("development") | kinds("first_held_out")) - {"next_sentence_rebuttal"}
    assert set(counts.values()) == {5, 6}
    assert counts.total() >= 120


@pytest.mark.parametrize("held_out", [False, True])
def test_a_half_holds_about_half_of_the_pairs(held_out: bool) -> None:
    assert 0.45 <= len(samples(held_out)) / len(HALVES) <= 0.55


def test_the_halves_share_less_than_half_of_the_kinds() -> None:
    first, second = kinds("development"), kinds("first_held_out")
    assert len(first & second) <= len(first | second) / 2
    assert len(second - first) >= 8


@pytest.mark.parametrize(("one", "other"), list(combinations(PARTS, 2)))
def test_no_topic_and_no_sentence_is_in_two_files(one: Part, other: Part) -> None:
    assert not {sample.topic for sample in part(one)} & {sample.topic for sample in part(other)}
    told = [{sentence for sample in part(which) for sentence in sample.passage} for which in (one, other)]
    assert not told[0] & told[1]
