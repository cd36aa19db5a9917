"""MMR against its textbook form, corroboration against a double loop, salience by its parts."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from summarizer.errors import UsageError
from summarizer.records import Fact, Sentence
from summarizer.selection import corroboration, missing_names, mmr, off_focus, relevance, salience, select, tellable
from summarizer.settings import SelectionSettings

Array = NDArray[Any]


def unit_rows(count: int, size: int, seed: int) -> Array:
    rows = np.random.default_rng(seed).normal(size=(count, size))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def sentence(text: str, source: int = 0, position: int = 0) -> Sentence:
    return Sentence(source, 0, len(text), text, position, 0)


def naive_mmr(embeddings: Array, relevance: Array, k: int, redundancy: float) -> list[int]:
    """The textbook loop, O(k²nd): every candidate against every row taken, anew at each step."""
    taken: list[int] = []
    while len(taken) < k:
        best, best_score = None, -np.inf
        for row in range(len(embeddings)):
            if row in taken or relevance[row] == -np.inf:
                continue
            penalty = max((float(embeddings[row] @ embeddings[t]) for t in taken), default=0.0)
            score = relevance[row] - redundancy * penalty
            if score > best_score:
                best, best_score = row, score
        if best is None:
            break
        taken.append(best)
    return taken


@st.composite
def problems(draw: st.DrawFn) -> tuple[Array, Array, int, float]:
    """Random rows, some of them banned; random numbers leave no ties for rounding to decide."""
    count, size, seed = draw(st.integers(1, 24)), draw(st.integers(1, 8)), draw(st.integers(0, 10**6))
    embeddings = unit_rows(count, size, seed)
    relevance = np.random.default_rng(seed + 1).normal(size=count)
    relevance[draw(st.lists(st.integers(0, count - 1), max_size=4))] = -np.inf
    return embeddings, relevance, draw(st.integers(0, count + 3)), draw(st.floats(0, 3))


@given(problems())
def test_mmr_equals_the_textbook_loop(problem: tuple[Array, Array, int, float]) -> None:
    assert mmr(*problem) == naive_mmr(*problem)


@given(problems())
def test_mmr_takes_each_eligible_row_once_and_at_most_k(problem: tuple[Array, Array, int, float]) -> None:
    _, relevance, k, _ = problem
    taken = mmr(*problem)
    assert len(set(taken)) == len(taken) == min(k, int(np.isfinite(relevance).sum()))
    assert all(np.isfinite(relevance[row]) for row in taken)
    assert taken == mmr(*problem)


@given(problems())
def test_mmr_takes_the_same_rows_from_torch(problem: tuple[Array, Array, int, float]) -> None:
    embeddings, relevance, k, redundancy = problem
    assert mmr(torch.from_numpy(embeddings), torch.from_numpy(relevance), k, redundancy) == mmr(*problem)


@pytest.mark.parametrize("library", [np, torch])
@given(relevance=st.lists(st.integers(0, 3), min_size=1, max_size=8), topics=st.data())
def test_ties_go_to_the_lower_row(library: ModuleType, relevance: list[int], topics: st.DataObject) -> None:
    rows = topics.draw(st.lists(st.integers(0, 3), min_size=len(relevance), max_size=len(relevance)))
    embeddings, scores = np.eye(4)[rows], np.array(relevance, dtype=np.float64)
    found = mmr(library.asarray(embeddings), library.asarray(scores), len(rows), 1.0)
    assert found == naive_mmr(embeddings, scores, len(rows), 1.0)


@pytest.mark.parametrize("library", [np, torch])
def test_mmr_leaves_its_arguments_alone(library: ModuleType) -> None:
    embeddings, relevance = library.asarray(unit_rows(6, 3, 0)), library.asarray(np.arange(6.0))
    mmr(embeddings, relevance, 6, 0.5)
    assert relevance.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]


def test_redundancy_prefers_the_unlike_to_the_better() -> None:
    embeddings = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    relevance = np.array([1.0, 0.9, 0.5])
    assert mmr(embeddings, relevance, 2, 0.0) == [0, 1]
    assert mmr(embeddings, relevance, 2, 0.8) == [0, 2]


def test_mmr_refuses_what_does_not_fit() -> None:
    with pytest.raises(UsageError, match="do not fit"):
        mmr(np.eye(3), np.ones(2), 1, 0.5)
    with pytest.raises(UsageError, match="do not fit"):
        mmr(np.ones(3), np.ones(3), 1, 0.5)
    with pytest.raises(UsageError, match="negative"):
        mmr(np.eye(3), np.ones(3), -1, 0.5)


def naive_corroboration(embeddings: Array, origins: Array) -> Array:
    scores = np.zeros(len(origins))
    for row, own in enumerate(origins):
        others = [label for label in sorted(set(origins.tolist())) if label != own]
        for label in others:
            best = max(float(embeddings[row] @ embeddings[o]) for o in range(len(origins)) if origins[o] == label)
            scores[row] += best / len(others)
    return scores


@given(
    origins=st.lists(st.integers(0, 4), min_size=1, max_size=20),
    seed=st.integers(0, 10**6),
)
def test_corroboration_equals_a_double_loop(origins: list[int], seed: int) -> None:
    embeddings = unit_rows(len(origins), 5, seed).astype(np.float32)
    found = corroboration(embeddings, np.array(origins), SelectionSettings())
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, naive_corroboration(embeddings, np.array(origins)), atol=1e-5)


def test_a_long_report_does_not_outvote_short_ones() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]], dtype=np.float32)
    found = corroboration(rows, np.array([0, 1, 1, 1, 2]), SelectionSettings())
    assert found[0] == pytest.approx(0.5)
    assert found[1] == pytest.approx(0.0)


def test_the_shortlist_agrees_with_the_exact_figures() -> None:
    count, generator = 4400, np.random.default_rng(3)
    # Sentences of one event share a direction, more or less of it; that is what the shortlist relies on.
    rows = generator.uniform(0.3, 2.5, (count, 1)) * np.eye(24)[0] + generator.normal(size=(count, 24)) * 0.3
    embeddings = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    sources = generator.integers(0, 6, count)
    quick = corroboration(embeddings, sources, SelectionSettings())
    exact = corroboration(embeddings, sources, SelectionSettings(exact_rows=count))
    top = np.argsort(-exact)[:200]
    assert len(set(top) & set(np.argsort(-quick)[:200])) >= 190
    agreeing = np.isclose(quick, exact, atol=1e-5)
    assert agreeing[top].mean() >= 0.95
    assert agreeing.sum() < count  # the shortlist was used


FACT = "The mayor of Skarne said that 140 people had left their homes."


def scores_of(texts: list[str], embeddings: Array, **more: Any) -> Array:
    sentences = [sentence(text, source) for source, text in enumerate(texts)]
    return salience(sentences, embeddings.astype(np.float32), SelectionSettings(), **more)


def test_no_length_is_lost_but_unwieldy_ones_come_later() -> None:
    texts = ["Nobody was hurt.", "Nobody at all was hurt there.", "word " * 60, "word " * 61]
    scores = scores_of(texts, np.ones((4, 1), dtype=np.float32))
    assert np.isfinite(scores).all()
    assert scores[1] - scores[0] == pytest.approx(SelectionSettings().unwieldy, abs=0.05)
    assert scores[2] - scores[3] == pytest.approx(SelectionSettings().unwieldy, abs=0.05)


def test_sources_of_one_origin_confirm_nothing_of_one_another() -> None:
    rows = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0]], dtype=np.float32)
    counted = scores_of([FACT] * 3, rows)
    together = scores_of([FACT] * 3, rows, origins=[0, 0, 2])
    # The first two are confirmed by one another alone, so that as one origin nothing confirms them.
    assert counted[0] - together[0] == pytest.approx(0.5, abs=1e-5)
    assert counted[1] - together[1] == pytest.approx(0.5, abs=1e-5)
    assert together[2] == pytest.approx(counted[2], abs=1e-5)


def test_an_origin_counts_once_with_the_best_of_its_sources() -> None:
    rows = np.array([[1, 0], [0.6, 0.8], [1, 0], [1, 0]], dtype=np.float32)
    found = corroboration(rows, np.array([0, 1, 1, 1]), SelectionSettings())
    assert found.tolist() == pytest.approx([1.0, 0.6, 1.0, 1.0])
    # Of two that say the same, the one that another origin says as well is worth more than one printed five times.
    printed = np.array([[1, 0]] * 5 + [[0, 1]] * 2, dtype=np.float32)
    confirmed = corroboration(printed, np.array([0, 0, 0, 0, 0, 1, 2]), SelectionSettings())
    assert confirmed[5] > confirmed[0]


def test_focus_raises_what_matches_it_most() -> None:
    rows = np.eye(3, dtype=np.float32)
    scores = scores_of([FACT] * 3, rows, asked=rows[1])
    assert scores[1] - scores[0] == pytest.approx(SelectionSettings().focus)
    assert scores[0] == scores[2]


def test_the_first_sentence_of_a_source_weighs_more() -> None:
    rows = np.tile(unit_rows(1, 4, 0), (3, 1)).astype(np.float32)
    sentences = [sentence(FACT, 0, position) for position in range(3)]
    scores = salience(sentences, rows, SelectionSettings())
    assert scores[0] > scores[1] > scores[2]


def test_facts_weigh_more_than_comment_and_dangling_openings() -> None:
    texts = [
        FACT,
        "He said that 140 people of Skarne had left their homes.",
        "It is a pivotal, complex, uncertain and fluid turning point.",
    ]
    scores = scores_of(texts, np.tile(unit_rows(1, 4, 0), (3, 1)))
    assert scores[0] > scores[1] > scores[2]


def test_select_of_nothing_is_nothing() -> None:
    none = np.zeros((0, 4), dtype=np.float32)
    assert select((), none, 5, none[:, 0], SelectionSettings()) == ()


def test_select_returns_rows_with_their_salience() -> None:
    sentences = [sentence(FACT, source) for source in range(4)]
    rows = unit_rows(4, 6, 1).astype(np.float32)
    scores = salience(sentences, rows, SelectionSettings())
    chosen = select(sentences, rows, 2, scores, SelectionSettings())
    assert chosen[0].index == int(np.argmax(scores))
    assert all(choice.salience == pytest.approx(float(scores[choice.index])) for choice in chosen)


NAMED = [
    ("The flood reached the harbour of Skarne on its first day.", 0),
    ("The flood reached the harbour of Skarne at noon.", 1),
    ("Soldiers will move on to Bergen in the evening.", 0),
    ("Soldiers are on their way to Bergen by train.", 1),
    ("This train to Bergen left the station at noon.", 2),
    ("A bus took the children to Lund yesterday.", 2),
]


def find_missing(chosen: list[int], **changes: Any) -> list[int]:
    sentences = [sentence(text, source) for text, source in NAMED]
    rows = np.tile(unit_rows(1, 4, 0), (len(NAMED), 1)).astype(np.float32)
    scores = np.array(changes.pop("scores", [1.0, 1.0, 0.2, 0.5, 0.9, 0.9]), dtype=np.float32)
    return missing_names(chosen, sentences, rows, scores, replace(SelectionSettings(), **changes))


def test_a_name_that_most_sources_mention_gets_its_best_sentence() -> None:
    # Bergen is in three sources of three; the best-scored sentence with it dangles. Skarne is in two only.
    assert find_missing([5]) == [3]


def test_a_name_already_said_or_not_wanted_gets_none() -> None:
    assert find_missing([2]) == []
    assert find_missing([5], max_missing=0) == []


def test_a_name_is_not_told_by_a_sentence_that_cannot_be_used() -> None:
    assert find_missing([5], scores=[1, 1, 0.2, -np.inf, 0.9, 0.9]) == [2]
    assert find_missing([5], scores=[1, 1, -np.inf, -np.inf, 0.9, 0.9]) == []


def test_of_two_near_copies_the_original_is_chosen() -> None:
    text = "Rain of 80 millimetres fell on Bergen within six hours."
    sentences = [sentence(text, 0), sentence(text, 1)]
    rows = np.array([[1.0, 0.0], [1.0, 0.0]], dtype=np.float32)
    settings = SelectionSettings()
    scores = salience(sentences, rows, settings)

    def first(second_hand: set[int]) -> list[int]:
        worth = tellable(scores, sentences, rows, (), settings, second_hand)
        return [choice.index for choice in select(sentences, rows, 1, worth, settings)]

    assert first(set()) == [0]
    assert first({0}) == [1]


def told_of_one_fact(**changes: Any) -> list[int]:
    """Rows that may be told of three wordings, the first of which most origins carry."""
    sentences = [sentence(FACT, source) for source in range(3)]
    rows = np.array([[1.0, 0.0], [0.8, 0.6], [0.96, 0.28]], dtype=np.float32)
    scores = np.zeros(3, dtype=np.float32)
    found = tellable(scores, sentences, rows, [Fact((0, 1, 2), 3)], SelectionSettings(), **changes)
    return [int(row) for row in np.flatnonzero(np.isfinite(found))]


def test_of_a_fact_the_wording_that_most_origins_carry_is_told() -> None:
    assert told_of_one_fact() == [0]


def test_a_wording_that_leans_or_may_not_be_told_or_is_a_copy_gives_way_to_the_next_one() -> None:
    assert told_of_one_fact(leaning={0}) == [2]
    assert told_of_one_fact(withheld={0, 2}) == [1]
    assert told_of_one_fact(second_hand={0}) == [2]
    assert told_of_one_fact(leaning={0, 1, 2}) == [0]


@given(st.integers(1, 30), st.integers(1, 30))
def test_more_independent_origins_count_more_up_to_a_few(one: int, other: int) -> None:
    sentences = [sentence(FACT, source) for source in range(2)]
    rows = np.tile(unit_rows(1, 4, 0), (2, 1)).astype(np.float32)
    settings = SelectionSettings()
    scores = salience(sentences, rows, settings, facts=[Fact((0,), one), Fact((1,), other)])
    first, second = (min(count, settings.enough_origins) for count in (one, other))
    assert np.sign(round(float(scores[0] - scores[1]), 5)) == np.sign(first - second)


def test_what_stands_beside_what_was_asked_for_is_relevant_too_but_not_across_sources() -> None:
    cosines = np.array([0.0, 0.9, 0.0, 0.0], dtype=np.float32)
    settings = SelectionSettings(context=0.5, context_reach=1)
    found = relevance(cosines, np.array([0, 0, 1, 1]), (), settings)
    assert found == pytest.approx([0.45, 0.45, 0.0, 0.0])


def test_with_a_focus_it_counts_for_more_how_many_origins_state_a_fact() -> None:
    rows = np.tile(unit_rows(1, 4, 0), (2, 1)).astype(np.float32)
    facts = [Fact((0,), 3), Fact((1,), 1)]
    plain = scores_of([FACT] * 2, rows, facts=facts)
    asked = scores_of([FACT] * 2, rows, facts=facts, asked=np.array([0.5, 0.5], dtype=np.float32))
    settings = SelectionSettings()
    assert plain[0] - plain[1] == pytest.approx(settings.independent * np.log(3), abs=1e-5)
    assert asked[0] - asked[1] == pytest.approx(settings.independent_focused * np.log(3), abs=1e-5)


def test_sentences_of_one_fact_are_equally_relevant() -> None:
    cosines = np.array([0.1, 0.9, 0.3, 0.5], dtype=np.float32)
    found = relevance(cosines, np.arange(4), [Fact((0, 3), 2), Fact((1,), 1), Fact((2,), 1)], SelectionSettings())
    assert found == pytest.approx([0.3, 0.9, 0.3, 0.3])


@given(
    asked=st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=8),
    share=st.floats(0, 1),
    withheld=st.sets(st.integers(0, 7)),
)
def test_of_what_may_be_told_the_nearest_to_the_focus_always_is(
    asked: list[float], share: float, withheld: set[int]
) -> None:
    near = np.array(asked, dtype=np.float32)
    far = off_focus(near, withheld, SelectionSettings(least_relevance=share))
    free = [row for row in range(len(near)) if row not in withheld]
    if free:
        best = max(free, key=lambda row: near[row])
        assert best not in far
        assert all(near[row] < near[best] for row in far if row in free)
        assert all(row in far for row in free if near[best] > 0 and near[row] < share * near[best] - 1e-6)


def test_what_is_far_from_the_focus_is_not_told() -> None:
    near = np.array([0.1, 0.5, 0.3], dtype=np.float32)
    settings = SelectionSettings(least_relevance=0.5)
    assert off_focus(near, (), settings) == [0]
    assert off_focus(near, {1}, settings) == [0]
    assert off_focus(near, {1, 2}, settings) == []


def test_with_a_focus_what_is_central_to_the_cluster_counts_less() -> None:
    texts = [FACT] * 3
    sentences = [sentence(text, source) for source, text in enumerate(texts)]
    rows = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    plain = salience(sentences, rows, SelectionSettings())
    asked = salience(sentences, rows, SelectionSettings(), asked=rows @ np.array([0.0, 1.0], dtype=np.float32))
    assert plain.argmax() in (0, 1)
    assert asked.argmax() == 2
