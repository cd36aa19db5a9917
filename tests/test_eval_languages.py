"""Briefings in other languages: every sentence exact, no furniture, no worse than the lead sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import evaluate
import pytest
from evaluation.languages import Labelled, Outcome, cleaning_of, read, report_of, rouge
from evaluation.languages import evaluate as measure
from pipeline_fakes import HashEncoder, ScriptedWriter
from real_models import models_of

from summarizer.clean import clean
from summarizer.config import compose
from summarizer.pipeline import Models
from summarizer.settings import Settings

DATA = Path(__file__).parent / "data"
CLUSTERS, HELD_OUT = DATA / "languages.jsonl", DATA / "languages_held_out.jsonl"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return compose(["writer=extractive", "judge=none"])


@pytest.fixture(scope="module")
def outcomes(settings: Settings) -> list[Outcome]:
    clusters = [*read(CLUSTERS), *read(HELD_OUT)]
    return measure(clusters, settings, Models(HashEncoder(), ScriptedWriter({})))


def test_six_languages_are_among_them() -> None:
    assert {one.language for one in read(CLUSTERS)} == {"de", "fr", "es", "it", "zh", "ar"}
    for one in [*read(CLUSTERS), *read(HELD_OUT)]:
        assert 3 <= len(one.documents) <= 5


def test_every_sentence_is_cited_exactly(outcomes: list[Outcome]) -> None:
    for one in outcomes:
        assert one.sentences >= 3, one.cluster.id
        assert one.exact == one.sentences, one.cluster.id


def test_no_furniture_is_told_and_no_report_is_lost(outcomes: list[Outcome]) -> None:
    for one in outcomes:
        assert one.told_furniture == 0, one.cluster.id
        assert one.cleaning.lost_words == 0, one.cluster.id


def test_no_cluster_of_the_bar_is_below_its_lead_sentences(outcomes: list[Outcome]) -> None:
    bar = {one.id for one in read(CLUSTERS)}
    for one in outcomes:
        if one.cluster.id in bar:
            assert one.briefing["rouge1"] >= one.lead["rouge1"], one.cluster.id


def test_words_are_compared_by_their_stems_and_letters() -> None:
    assert (
        rouge(["Die Häuser brannten."], "Das Haus brannte.", "de")["rouge1"]
        > rouge(["Die Tür."], "Das Haus.", "de")["rouge1"]
    )
    assert rouge(["仓库起火"], "仓库着火", "zh")["rouge1"] == pytest.approx(0.75)
    assert rouge(["安静"], "仓库", "zh")["rouge1"] == 0.0


def test_furniture_that_stays_and_words_that_go_are_counted(settings: Settings) -> None:
    (cluster,) = (one for one in read(CLUSTERS) if one.id == "it-frana")
    cleaned = clean(cluster.documents, settings.clean)
    whole = [replace(one, dropped=()) for one in cleaned]
    assert cleaning_of(cluster, cleaned).found == cleaning_of(cluster, cleaned).furniture > 0
    assert cleaning_of(cluster, whole).found == 0
    labels = tuple(() for _ in cluster.documents)
    unlabelled = Labelled(cluster.id, cluster.language, cluster.documents, labels, cluster.reference)
    assert cleaning_of(unlabelled, cleaned).lost_words > 0


def test_the_table_has_a_mean(outcomes: list[Outcome]) -> None:
    table = report_of(outcomes, "x").tables[0]
    assert table.rows[-1][0] == "mean"
    assert len(table.rows) == len(outcomes) + 1


def test_a_file_without_languages_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["languages", str(DATA / "invented_clusters.jsonl")]) == 1
    assert "no row of" in capsys.readouterr().err


@pytest.mark.real_model
def test_a_real_encoder_keeps_the_bars() -> None:
    overrides = ("writer=extractive", "judge=none", "verbatim.similarity=encoder")
    (cluster,) = (one for one in read(CLUSTERS) if one.id == "de-seilbahn")
    (found,) = measure([cluster], compose(overrides), models_of(*overrides))
    assert found.exact == found.sentences >= 3
    assert found.told_furniture == 0
