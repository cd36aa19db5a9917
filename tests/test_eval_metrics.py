"""The figures of one output: ROUGE, length, origins, copying, repetition, redundancy, sources."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from evaluation.data import CitedPassage, EvalCluster, OutputSentence, SystemOutput
from evaluation.metrics import (
    METRICS,
    choose_metrics,
    copying,
    coverage_of_sources,
    length,
    longest_common_run,
    origins,
    redundancy,
    repetition,
    rouge,
    text_scores,
)
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import UsageError
from summarizer.records import Document

WORDS = st.lists(st.sampled_from(["aa", "bb", "cc", "dd"]), max_size=30)


def output(*sentences: OutputSentence, **more: object) -> SystemOutput:
    return SystemOutput("c", tuple(sentences), **more)  # type: ignore[arg-type]


def test_rouge_of_a_text_with_itself_is_one_and_without_shared_words_zero() -> None:
    text = ["Rebels took the city.", "The army withdrew to the south."]
    assert rouge(text, [text]) == pytest.approx(dict.fromkeys(("rouge1", "rouge2", "rougeL", "rougeLsum"), 1.0))
    assert rouge(["Quite different"], [text])["rouge1"] == 0.0


def test_rouge_counts_by_hand() -> None:
    scores = rouge(["the cat sat"], [["the cat ran home"]])
    precision, recall = 2 / 3, 2 / 4
    assert scores["rouge1"] == pytest.approx(2 * precision * recall / (precision + recall))
    assert scores["rouge2"] == pytest.approx(2 * (1 / 2) * (1 / 3) / (1 / 2 + 1 / 3))


def test_rouge_stems_and_averages_over_references() -> None:
    assert rouge(["rebels withdrawing"], [["rebel withdraw"]])["rouge1"] == 1.0
    both = rouge(["one two"], [["one two"], ["three four"]])
    assert both["rouge1"] == pytest.approx(0.5)


def test_rouge_lsum_sees_sentences_where_rouge_l_sees_one_sequence() -> None:
    one, two = "Rebels took the city on Monday.", "The army went south."
    swapped = rouge([two, one], [[one, two]])
    assert swapped["rougeLsum"] == pytest.approx(1.0)
    assert swapped["rougeL"] is not None
    assert swapped["rougeL"] < 0.8


def test_rouge_without_reference_does_not_apply() -> None:
    assert set(rouge(["text"], []).values()) == {None}


def test_length_counts_the_title_against_the_budget_only() -> None:
    held = output(OutputSentence("one two three"), title="A title")
    assert length(held, 10) == {"words": 3.0, "length_ratio": 0.5}


def test_origins_are_shares_of_all_planned_sentences() -> None:
    written, quoted = OutputSentence("w", origin="written"), OutputSentence("q", origin="quoted")
    assert origins(output(written, written, quoted, dropped=1)) == {
        "written": 0.5,
        "quoted": 0.25,
        "dropped": 0.25,
    }
    assert set(origins(output(OutputSentence("unstated"))).values()) == {None}
    assert set(origins(output()).values()) == {None}


def test_copying_finds_the_longest_run_across_sentences_and_8_grams_within() -> None:
    source = "Alpha beta, gamma delta! Epsilon zeta eta theta iota kappa."
    copied = copying(["alpha BETA gamma delta", "epsilon zeta eta theta iota kappa"], ["other words", source])
    assert copied == {"longest_copy": 10.0, "copied_8grams": 0.0}
    whole = copying([source], [source])
    assert whole == {"longest_copy": 10.0, "copied_8grams": 1.0}
    assert copying(["nothing of it"], [source]) == {"longest_copy": 0.0, "copied_8grams": 0.0}
    assert copying([], []) == {"longest_copy": 0.0, "copied_8grams": 0.0}


@given(WORDS, WORDS)
def test_longest_common_run_agrees_with_trying_all_runs(left: list[str], right: list[str]) -> None:
    runs = {tuple(right[a:b]) for a in range(len(right)) for b in range(a + 1, len(right) + 1)}
    every = [b - a for a in range(len(left)) for b in range(a + 1, len(left) + 1) if tuple(left[a:b]) in runs]
    assert longest_common_run(left, right) == max(every, default=0)


def test_repetition_counts_3_grams_of_earlier_sentences_only() -> None:
    assert repetition(["one two three four", "five one two three"]) == {"repeated_3grams": 1 / 4}
    assert repetition(["one two three", "four five six"]) == {"repeated_3grams": 0.0}
    assert repetition(["a b"]) == {"repeated_3grams": 0.0}


def test_redundancy_is_the_mean_highest_cosine() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert redundancy(vectors)["redundancy"] == pytest.approx(2 / 3)
    assert redundancy(vectors[:1]) == {"redundancy": 0.0}


def test_sources_cited_once_each() -> None:
    first = OutputSentence("x", (CitedPassage(0, "p"), CitedPassage(0, "q"), CitedPassage(2, "r")))
    assert coverage_of_sources(output(first), 4) == {"sources_cited": 0.5}
    assert coverage_of_sources(output(first, cites=False), 4) == {"sources_cited": None}


def test_every_registered_metric_is_computed_somewhere() -> None:
    cluster = EvalCluster("c", (Document("d", "some text here"),), (), (("some text",),))
    found = set(text_scores(output(OutputSentence("some text")), cluster, 10))
    found |= {
        "rouge1",
        "rouge2",
        "rougeL",
        "rougeLsum",
        "redundancy",
        "citation_recall",
        "citation_precision",
        "facts_matched",
        "source_recall",
        "source_precision",
    }
    assert found == set(METRICS)


def test_metrics_are_chosen_in_the_tables_order_and_unknown_ones_named() -> None:
    assert [metric.name for metric in choose_metrics(["words", "rouge1"])] == ["rouge1", "words"]
    assert len(choose_metrics([])) == len(METRICS)
    with pytest.raises(UsageError, match="did you mean 'rouge2'"):
        choose_metrics(["rouge_2"])
    with pytest.raises(UsageError, match="known: rouge1"):
        choose_metrics(["zzz"])


def test_more_copying_never_lowers_the_copied_share() -> None:
    rng = random.Random(0)
    source = " ".join(rng.choice("abcdefgh") for _ in range(60))
    words = source.split()
    shares = [
        copying([" ".join([*words[:kept], *["new"] * (40 - kept)])], [source])["copied_8grams"]
        for kept in range(0, 41, 8)
    ]
    assert all(a <= b for a, b in pairwise(shares))  # type: ignore[operator]
