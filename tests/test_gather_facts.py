"""Facts: stars without chains, nothing in one that differs in a name or a number, and work that grows with the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import summarizer.gather.facts as module
from summarizer.gather import facts_of
from summarizer.records import Fact, Sentence
from summarizer.settings import GatherSettings

SETTINGS = GatherSettings()


def cluster(texts: Sequence[str], sources: Sequence[int] | None = None) -> list[Sentence]:
    return [
        Sentence(source, 0, len(text), text, 0, 0)
        for text, source in zip(texts, sources or range(len(texts)), strict=True)
    ]


def at_angles(*degrees: float) -> NDArray[np.float32]:
    """Unit rows on a circle: the cosine of two is that of the angle between them."""
    turned = np.radians(degrees)
    return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)


def found(texts: Sequence[str], rows: NDArray[np.float32], **changes: Any) -> tuple[Fact, ...]:
    sentences = cluster(texts, changes.get("sources"))
    origins = changes.get("origins", range(len(texts)))
    return facts_of(sentences, rows, list(origins), changes.get("settings", SETTINGS))


PLAIN = "the ferry went back to the harbour in the storm"


def test_sentences_of_two_sources_that_state_the_same_are_one_fact() -> None:
    assert found([PLAIN, PLAIN, "nobody was hurt"], at_angles(0, 5, 90)) == (Fact((0, 1), 2), Fact((2,), 1))


def test_there_are_no_chains() -> None:
    # Each is near the next, the ends are far from one another: the middle one has two near it and is the star's centre.
    ends = found([PLAIN] * 5, at_angles(0, 25, 50, 75, 100))
    assert all(len(fact.rows) <= 3 for fact in ends)
    assert sorted(row for fact in ends for row in fact.rows) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The storm killed 14 people.", "The storm killed 17 people."),
        ("The ferry sailed for Lund at noon.", "The ferry sailed for Bergen at noon."),
        ("The ferry sailed on Tuesday.", "The ferry sailed on Friday."),
    ],
)
def test_what_differs_in_a_number_a_name_or_a_day_is_not_the_same(one: str, other: str) -> None:
    assert found([one, other], at_angles(0, 1)) == (Fact((0,), 1), Fact((1,), 1))


def test_a_sentence_that_gives_less_detail_may_be_of_the_same_fact() -> None:
    texts = ["The storm killed 14 people in Lund.", "The storm killed 14 people."]
    assert found(texts, at_angles(0, 5)) == (Fact((0, 1), 2),)


def test_two_that_differ_are_not_joined_by_one_that_says_neither() -> None:
    texts = ["the storm killed people", "the storm killed 14 people", "the storm killed 17 people"]
    rows = found(texts, at_angles(0, 4, -8))
    assert rows == (Fact((0, 1), 2), Fact((2,), 1))


def test_a_copy_is_of_the_fact_and_no_further_origin() -> None:
    assert found([PLAIN] * 3, at_angles(0, 1, 2), origins=[0, 0, 2]) == (Fact((0, 1, 2), 2),)


def test_the_wording_that_most_origins_carry_comes_first() -> None:
    # The one in the middle is near both others, which are far from one another.
    assert found([PLAIN] * 3, at_angles(0, 30, 60)) == (Fact((1, 0, 2), 3),)


def test_nothing_is_no_fact() -> None:
    assert found([], np.zeros((0, 4), dtype=np.float32)) == ()


NUMBERED = ["", "14", "17"]


@st.composite
def clusters(draw: st.DrawFn) -> tuple[list[Sentence], NDArray[np.float32], list[int]]:
    count, sources, seed = draw(st.integers(1, 24)), draw(st.integers(1, 6)), draw(st.integers(0, 10**6))
    random = np.random.default_rng(seed)
    rows = random.normal(size=(count, 3))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    texts = [f"the storm killed {NUMBERED[at]} people" for at in random.integers(0, 3, count)]
    own = sorted(random.integers(0, sources, count).tolist())
    return cluster(texts, own), rows.astype(np.float32), random.integers(0, sources, sources).tolist()


@settings(deadline=None)
@given(clusters(), st.integers(1, 30))
def test_every_sentence_is_in_one_fact_near_its_centre_and_at_odds_with_none(
    given_cluster: tuple[list[Sentence], NDArray[np.float32], list[int]], at_once: int
) -> None:
    sentences, rows, origins = given_cluster
    stated = facts_of(sentences, rows, origins, GatherSettings(rows_at_once=at_once))
    assert sorted(row for fact in stated for row in fact.rows) == list(range(len(sentences)))
    for fact in stated:
        assert all(rows[row] @ rows[fact.rows[0]] >= SETTINGS.same_statement - 1e-5 for row in fact.rows)
        assert len({number for row in fact.rows for number in NUMBERED[1:] if number in sentences[row].text}) <= 1
        assert fact.origins == len({origins[sentences[row].source] for row in fact.rows})


def test_texts_are_compared_once_for_each_combination_of_names_and_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred sources with the same forty sentences: 200,000 near pairs, and no more readings than sentences."""
    read, compared = 0, 0
    sign, differ = module._sign, module.differs

    def counted_sign(text: str) -> Any:
        nonlocal read
        read += 1
        return sign(text)

    def counted_differ(one: Any, two: Any) -> bool:
        nonlocal compared
        compared += 1
        return differ(one, two)

    monkeypatch.setattr(module, "_sign", counted_sign)
    monkeypatch.setattr(module, "differs", counted_differ)
    directions = np.eye(40, dtype=np.float32)
    texts = [f"the storm killed {10 + at} people" for _ in range(100) for at in range(40)]
    sentences = cluster(texts, [source for source in range(100) for _ in range(40)])
    stated = facts_of(sentences, np.tile(directions, (100, 1)), list(range(100)), SETTINGS)
    assert [fact.origins for fact in stated] == [100] * 40
    assert read == len(texts)
    assert compared <= 2 * len(texts)
