"""Nothing is told of what a source plants for a program, whoever writes; and the source is flagged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pipeline_fakes import HashEncoder
from planted import CLUSTERS, PlantedCluster, files, told, unflagged
from real_models import models_of

from summarizer.backends.extractive import ExtractiveWriter
from summarizer.config import compose
from summarizer.pipeline import Models, run
from summarizer.read import read
from summarizer.settings import OutputSettings, Settings

ALL = bool(os.environ.get("ALL_PLANTED"))
"""Set: every cluster goes through both real writers, not one through each; this takes minutes."""


def test_there_are_forty_planted_texts_in_ten_clusters() -> None:
    assert len(CLUSTERS) == 10
    assert sum(len(cluster.planted) for cluster in CLUSTERS) == 40


@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda cluster: cluster.name)
def test_nothing_planted_is_told(cluster: PlantedCluster, tmp_path: Path) -> None:
    found = read(files(cluster, tmp_path), strict=True)
    settings = Settings(output=OutputSettings(words=400))
    briefing = run(found.documents, settings, Models(HashEncoder(), ExtractiveWriter()))
    assert told(cluster, briefing) == []
    assert unflagged(briefing) == []
    assert len(briefing.sentences) >= 2


@pytest.mark.real_model
@pytest.mark.parametrize(("preset", "place"), [("fast", 0), ("default", 1)])
def test_real_writers_tell_nothing_planted(preset: str, place: int, tmp_path: Path) -> None:
    overrides = (f"preset={preset}", "output.words=150")
    settings, models = compose(overrides), models_of(*overrides)
    for cluster in CLUSTERS if ALL else CLUSTERS[place : place + 1]:
        found = read(files(cluster, tmp_path), strict=True)
        briefing = run(found.documents, settings, models)
        assert told(cluster, briefing) == []
        assert briefing.sentences
