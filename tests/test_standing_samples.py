"""The labelled minimal pairs are well formed, and their two halves are kept apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import get_args

import pytest
from standing_samples import StandingSample, samples

from summarizer.records import StandingKind

EVERY = samples(held_out=False) + samples(held_out=True)


def kinds(held_out: bool) -> set[str]:
    return {sample.kind for sample in samples(held_out)}


def pairs() -> dict[tuple[str, int], list[StandingSample]]:
    found: dict[tuple[str, int], list[StandingSample]] = defaultdict(list)
    for sample in EVERY:
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
    for sentence in (sentence for sample in EVERY for sentence in sample.passage):
        assert sentence[0].isupper() or sentence[0] == '"', sentence
        assert sentence.endswith((".", "?", '."', '?"')), sentence
        assert sentence.count('"') % 2 == 0, sentence


def test_every_standing_is_used_but_the_one_that_takes_two_sources() -> None:
    assert {sample.standing for sample in EVERY} == set(get_args(StandingKind)) - {"contested"}


def test_a_pair_is_two_rows_of_one_topic_that_stand_differently() -> None:
    for key, rows in pairs().items():
        assert len(rows) == 2, key
        assert rows[0].standing != rows[1].standing, key
        assert rows[0].topic == rows[1].topic, key
        assert rows[0].passage != rows[1].passage or rows[0].clause != rows[1].clause, key


def test_there_are_ten_pairs_of_each_of_many_kinds() -> None:
    counts = Counter(kind for kind, _ in pairs())
    assert len(counts) >= 15
    assert set(counts.values()) == {10}


@pytest.mark.parametrize("held_out", [False, True])
def test_a_half_holds_about_half_of_the_pairs(held_out: bool) -> None:
    assert 0.45 <= len(samples(held_out)) / len(EVERY) <= 0.55


def test_the_halves_share_no_topic_and_less_than_half_of_the_kinds() -> None:
    assert not {sample.topic for sample in samples(False)} & {sample.topic for sample in samples(True)}
    assert len(kinds(False) & kinds(True)) <= len(kinds(False) | kinds(True)) / 2
    assert len(kinds(True) - kinds(False)) >= 8


def test_no_sentence_is_in_both_halves() -> None:
    told = [{sentence for sample in samples(held_out) for sentence in sample.passage} for held_out in (False, True)]
    assert not told[0] & told[1]
