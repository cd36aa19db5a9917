"""Intervals, paired comparisons, citation scores and the quality of judges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from evaluation.bootstrap import Interval, interval, paired
from evaluation.calibration import judge_quality, reliability
from evaluation.citations import citation_scores, evidence_by_source
from evaluation.data import CitedPassage, OutputSentence, SystemOutput
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from summarizer.records import ModelInfo

INFO = ModelInfo("judge", "words", "1", "", "cpu", "")


class WordsJudge:
    """Supported when the evidence holds every word of the claim; counts what it is asked."""

    info = INFO

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.asked += pairs
        return [float(set(claim.split()) <= set(evidence.split())) for evidence, claim in pairs]


def sentence(text: str, *cited: tuple[int, str]) -> OutputSentence:
    return OutputSentence(text, tuple(CitedPassage(source, passage) for source, passage in cited))


def scores(*sentences: OutputSentence, cites: bool = True) -> dict[str, float | None]:
    return citation_scores([SystemOutput("c", sentences, cites=cites)], WordsJudge())[0]


def test_interval_holds_the_mean_and_narrows_with_more_values() -> None:
    rng = np.random.default_rng(1)
    few, many = rng.normal(5, 1, 10).tolist(), rng.normal(5, 1, 1000).tolist()
    small, large = interval(few), interval(many)
    assert small is not None
    assert large is not None
    assert small.low < small.mean < small.high
    assert large.high - large.low < (small.high - small.low) / 3


def test_interval_covers_the_truth_about_95_times_in_100() -> None:
    rng = np.random.default_rng(7)
    made = [interval(rng.normal(0, 1, 40).tolist(), resamples=500, seed=seed) for seed in range(200)]
    covered = sum(found is not None and found.low <= 0 <= found.high for found in made)
    assert 176 <= covered <= 198


def test_interval_leaves_out_what_does_not_apply() -> None:
    found = interval([1.0, None, 3.0])
    assert found is not None
    assert (found.mean, found.n) == (2.0, 2)
    assert interval([None, None]) is None
    assert interval([]) is None


def test_same_seed_same_interval() -> None:
    values = np.random.default_rng(5).normal(size=30).tolist()
    assert interval(values, seed=3) == interval(values, seed=3)
    assert interval(values, seed=3) != interval(values, seed=4)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_interval_is_inside_the_range_of_its_values(values: list[float]) -> None:
    found = interval(values, resamples=200)
    assert found is not None
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9


def test_paired_sees_a_small_steady_gain_that_intervals_hide() -> None:
    base = np.random.default_rng(0).uniform(20, 60, 30)
    found = paired((base + 0.5).tolist(), base.tolist())
    assert found is not None
    assert found.mean == pytest.approx(0.5)
    assert found.low > 0
    assert found.p < 0.001


def test_paired_of_equal_systems_is_no_difference() -> None:
    found = paired([1.0, 2.0], [1.0, 2.0])
    assert found is not None
    assert (found.mean, found.p) == (0.0, 1.0)


def test_paired_is_antisymmetric_and_uses_common_clusters_only() -> None:
    left, right = [1.0, None, 4.0, 2.0], [0.0, 9.0, 5.0, None]
    there, back = paired(left, right), paired(right, left)
    assert there is not None
    assert back is not None
    assert there.n == 2
    assert there.mean == -back.mean == 0.0
    assert paired([None], [1.0]) is None
    with pytest.raises(ValueError, match="longer"):
        paired([1.0], [1.0, 2.0])


def test_recall_follows_the_union_of_what_is_cited() -> None:
    found = scores(sentence("a b", (0, "a x"), (1, "b y")))
    assert found == {"citation_recall": 1.0, "citation_precision": 1.0}


def test_a_citation_that_others_make_superfluous_is_not_precise() -> None:
    found = scores(sentence("a b", (0, "a b"), (1, "unrelated")))
    assert found == {"citation_recall": 1.0, "citation_precision": 0.5}


def test_two_sources_that_each_carry_the_sentence_are_both_precise() -> None:
    found = scores(sentence("a b", (0, "a b"), (1, "b a")))
    assert found == {"citation_recall": 1.0, "citation_precision": 1.0}


def test_unsupported_and_uncited_sentences_lower_recall() -> None:
    found = scores(sentence("a", (0, "a")), sentence("b", (0, "a")), sentence("c"), sentence("a", (1, "a")))
    assert found == {"citation_recall": 0.5, "citation_precision": pytest.approx(2 / 3)}


def test_systems_that_never_cite_are_not_scored_and_citing_ones_without_a_citation_are() -> None:
    assert scores(sentence("a"), cites=False) == {"citation_recall": None, "citation_precision": None}
    assert scores(sentence("a")) == {"citation_recall": 0.0, "citation_precision": None}


def test_passages_of_one_source_count_as_one_citation() -> None:
    held = sentence("a b", (2, "a\n x"), (0, "z"), (2, "b"), (2, "a x"))
    assert evidence_by_source(held) == ("a x b", "z")


def test_the_judge_is_asked_no_pair_twice_and_no_rest_without_need() -> None:
    judge = WordsJudge()
    held = sentence("a b", (0, "a b"), (1, "b a"))
    citation_scores([SystemOutput("c", (held, held))], judge)
    assert sorted(judge.asked) == sorted({("a b\nb a", "a b"), ("a b", "a b"), ("b a", "a b")})


@given(st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=2, max_size=60))
def test_auc_and_balanced_accuracy_agree_with_scikit_learn(rows: list[tuple[int, bool]]) -> None:
    scored = np.array([value / 10 for value, _ in rows])
    labels = np.array([label for _, label in rows])
    if labels.all() or not labels.any():
        assert judge_quality(scored, labels, resamples=100).auc is None
        return
    found = judge_quality(scored, labels, resamples=100)
    assert found.auc is not None
    assert found.balanced_accuracy is not None
    assert found.auc.mean == pytest.approx(roc_auc_score(labels, scored))
    assert found.balanced_accuracy.mean == pytest.approx(balanced_accuracy_score(labels, scored >= 0.5))


def test_a_perfect_judge_and_a_useless_one() -> None:
    labels = [True, False] * 50
    perfect = judge_quality([float(label) for label in labels], labels, resamples=200)
    assert perfect.auc is not None
    assert perfect.balanced_accuracy is not None
    assert (perfect.auc.mean, perfect.balanced_accuracy.mean) == (1.0, 1.0)
    assert (perfect.ece, perfect.brier) == (Interval(0.0, 0.0, 0.0, 100), Interval(0.0, 0.0, 0.0, 100))
    useless = judge_quality([0.5] * 100, labels, resamples=200)
    assert useless.auc is not None
    assert useless.balanced_accuracy is not None
    assert (useless.auc.mean, useless.balanced_accuracy.mean) == (0.5, 0.5)
    assert useless.ece.mean == pytest.approx(0.0)
    assert useless.brier.mean == pytest.approx(0.25)


def test_calibration_error_is_the_gap_between_said_and_true() -> None:
    found = judge_quality([0.9] * 10, [True] * 6 + [False] * 4, resamples=100)
    assert found.ece.mean == pytest.approx(0.3)
    assert found.brier.mean == pytest.approx(0.6 * 0.01 + 0.4 * 0.81)
    (only,) = found.bins
    assert (only.low, only.high, only.n, only.supported) == (0.9, 1.0, 10, 0.6)


def test_reliability_bins_hold_every_pair_and_the_last_one_includes_one() -> None:
    values = np.array([0.0, 0.05, 0.1, 0.95, 1.0])
    bins = reliability(values, np.array([False, True, True, True, True]))
    assert [entry.n for entry in bins] == [2, 1, 2]
    assert sum(entry.n for entry in bins) == len(values)


def test_intervals_of_a_judge_hold_its_figures() -> None:
    rng = np.random.default_rng(2)
    labels = rng.random(300) < 0.4
    scored = np.clip(0.3 * labels + rng.random(300) * 0.7, 0, 1)
    found = judge_quality(scored, labels, resamples=500)
    for value in (found.auc, found.balanced_accuracy, found.brier):
        assert value is not None
        assert value.low < value.mean < value.high
    by_bins = sum(entry.n * abs(entry.score - entry.supported) for entry in found.bins) / found.n
    assert found.ece.mean == pytest.approx(by_bins)
    assert found.ece.low < found.ece.high
    with pytest.raises(ValueError, match="0 scores"):
        judge_quality([], [])
