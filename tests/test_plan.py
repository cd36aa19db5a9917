"""Plan: what counts as the same fact, what leads, in which order things are told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pipeline_fakes import HashEncoder

from summarizer.plan import make_plan, overlap, same_fact, same_fact_rows, sentences_needed
from summarizer.records import Chosen, Sentence
from summarizer.settings import OutputSettings, PlanSettings

SETTINGS = PlanSettings()
FLOOD = "The Lomma flooded the old market of Skarne on Tuesday night."


def sentences_of(*texts: str, sources: tuple[int, ...] = ()) -> list[Sentence]:
    numbered = sources or tuple(range(len(texts)))
    return [Sentence(source, 0, len(text), text, 0, 0) for text, source in zip(texts, numbered, strict=True)]


def vectors_of(sentences: list[Sentence]) -> NDArray[np.float32]:
    return HashEncoder().encode([sentence.flat for sentence in sentences])


def chosen(*rows: int) -> list[Chosen]:
    return [Chosen(row, 2.0 - 0.1 * rank) for rank, row in enumerate(rows)]


def test_what_shares_only_names_and_numbers_is_written_apart() -> None:
    texts = (
        "Orm have signed Nico Duarte from Real Vasco for 34 million.",
        "Real Vasco get 34 million for Nico Duarte.",
    )
    sentences = [Sentence(source, 0, len(text), text, 0, 0) for source, text in enumerate(texts)]
    near = np.array([[1.0, 0.0], [0.8, 0.6]], dtype=np.float32)
    assert same_fact(*texts, 0.8, SETTINGS)
    assert same_fact_rows(0, sentences, near, SETTINGS) == ()
    assert same_fact_rows(0, sentences, near, replace(SETTINGS, plain_overlap=0.0)) == (1,)


@pytest.mark.parametrize(
    ("first", "second", "cosine", "expected"),
    [
        ("Rebels captured Hama on Thursday.", "Insurgents seized Hama on Thursday.", 0.7, True),
        ("Rebels captured Hama on Thursday.", "Insurgents seized Hama on Thursday.", 0.6, False),
        ("Rebels captured Hama.", "Insurgents seized Homs.", 0.8, False),
        ("The flood killed 12 people in Skarne.", "The flood killed 15 people in Skarne.", 0.95, False),
        ("The flood killed 12 people in Skarne.", "The flood killed people in Skarne.", 0.95, True),
        ("The flood killed 12 people in Skarne.", "A school in Skarne stays shut.", 0.7, False),
    ],
)
def test_the_same_topic_is_not_the_same_fact(first: str, second: str, cosine: float, expected: bool) -> None:
    said = [f"He said: {text}" for text in (first, second)]  # moves the names off the start
    assert same_fact(*said, cosine, SETTINGS) is expected
    assert same_fact(*reversed(said), cosine, SETTINGS) is expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_overlap_is_a_symmetric_share(first: str, second: str) -> None:
    assert 0.0 <= overlap(first, second) == overlap(second, first) <= 1.0


def test_support_comes_from_other_sources_once_each() -> None:
    sentences = sentences_of(FLOOD, FLOOD, FLOOD, FLOOD, "A bus left.", sources=(0, 0, 1, 1, 2))
    assert same_fact_rows(0, sentences, vectors_of(sentences), SETTINGS) == (2,)


def test_support_is_limited() -> None:
    sentences = sentences_of(*[FLOOD] * 7)
    assert len(same_fact_rows(0, sentences, vectors_of(sentences), SETTINGS)) == SETTINGS.max_support


def test_no_two_items_state_the_same_fact() -> None:
    other = "Rain of 80 millimetres fell on Bergen within six hours."
    sentences = sentences_of(FLOOD, FLOOD, other)
    plan = make_plan(chosen(0, 1, 2), sentences, vectors_of(sentences), SETTINGS)
    assert sorted(item.evidence for item in plan.items) == [(0, 1), (2,)]


def test_with_a_focus_an_opening_is_judged_by_how_near_it_comes_to_that() -> None:
    sentences = sentences_of(FLOOD, "A bus left Bergen at noon.")
    asked = np.array([0.2, 0.6], dtype=np.float32)
    plan = make_plan(chosen(0, 1), sentences, vectors_of(sentences), SETTINGS, asked=asked)
    assert {item.seed: item.agreement for item in plan.items} == pytest.approx({0: 0.2, 1: 0.6})


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12))
def test_every_chosen_row_is_told_once(rows: list[tuple[int, int]]) -> None:
    facts = [
        FLOOD,
        "The mayor of Bergen opened a new school on Friday.",
        "Insurers put the damage at 12 million crowns.",
        "Soldiers built a wall of sandbags near the bridge.",
    ]
    sentences = sentences_of(*(facts[fact] for fact, _ in rows), sources=tuple(source for _, source in rows))
    plan = make_plan(chosen(*range(len(rows))), sentences, vectors_of(sentences), SETTINGS)
    told = [row for item in plan.items for row in item.evidence]
    assert sorted(told) == list(range(len(rows)))
    for item in plan.items:
        told_by = [sentences[row].source for row in item.evidence]
        assert len(set(told_by)) == len(told_by)


def test_leads_come_first_background_last_and_points_by_salience() -> None:
    texts = (
        "The mayor of Bergen opened a new school on Friday.",
        "The dispute over the dam began in 1998 after protests in Lund.",
        FLOOD,
        "Insurers put the damage at 12 million crowns.",
        "This wall of sandbags near the bridge held for a day.",
    )
    sentences = sentences_of(*texts)
    plan = make_plan(chosen(2, 0, 3, 4, 1), sentences, vectors_of(sentences), SETTINGS)
    roles = [item.role for item in plan.items]
    assert roles == ["lead", "lead", "point", "point", "background"]
    assert plan.items[-1].seed == 1
    points = [item.salience for item in plan.items if item.role == "point"]
    assert points == sorted(points, reverse=True)
    assert 4 not in {item.seed for item in plan.items if item.role == "lead"}  # it leans on another


def test_a_clear_sentence_tells_the_fact_for_a_vague_one() -> None:
    texts = ("This flood reached the old market of Skarne at night.", FLOOD)
    sentences = sentences_of(*texts)
    near = np.ones((2, 1), dtype=np.float32)
    plan = make_plan(chosen(0), sentences, near, SETTINGS)
    assert plan.items[0].evidence == (1, 0)


def test_what_answers_a_claim_is_told_for_itself() -> None:
    sentences = sentences_of("This flood reached the old market of Skarne at night.", FLOOD)
    near = np.ones((2, 1), dtype=np.float32)
    plan = make_plan(chosen(0, 1), sentences, near, SETTINGS, apart={1})
    assert sorted(one.evidence for one in plan.items) == [(0,), (1,)]


def test_the_original_tells_the_fact_and_not_its_copy() -> None:
    sentences = sentences_of(FLOOD, FLOOD)
    near = np.ones((2, 1), dtype=np.float32)
    assert make_plan(chosen(0), sentences, near, SETTINGS).items[0].seed == 0
    assert make_plan(chosen(0), sentences, near, SETTINGS, second_hand={sentences[0].source}).items[0].seed == 1


def test_nothing_chosen_plans_nothing() -> None:
    sentences = sentences_of(FLOOD)
    assert make_plan([], sentences, vectors_of(sentences), SETTINGS).items == ()


@pytest.mark.parametrize(("words", "sentences", "expected"), [(250, 0, 30), (250, 10, 24), (30, 0, 4), (250, 1, 3)])
def test_enough_is_selected_for_the_budget_and_more(words: int, sentences: int, expected: int) -> None:
    assert sentences_needed(OutputSettings(words=words, sentences=sentences), SETTINGS) == expected


@given(st.integers(30, 5000), st.floats(0, 3))
def test_more_words_never_need_fewer_sentences(words: int, surplus: float) -> None:
    settings = replace(SETTINGS, surplus=surplus)
    fewer, more = (sentences_needed(OutputSettings(words=min(w, 5000)), settings) for w in (words, words + 20))
    assert fewer <= more
    assert fewer >= words / settings.words_per_sentence
