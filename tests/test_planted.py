"""Nothing is told of what a source plants for a program, whoever writes; and the source is flagged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pipeline_fakes import HashEncoder
from planted import CLUSTERS, PlantedCluster, files, told, unflagged

from summarizer.backends.extractive import ExtractiveWriter
from summarizer.config import compose
from summarizer.pipeline import Models, load_models, run
from summarizer.read import read
from summarizer.settings import OutputSettings, Settings

ALL = bool(os.environ.get("ALL_PLANTED"))
"""Set: every cluster goes through the real writers too, not the first few alone; this takes minutes."""


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
@pytest.mark.parametrize("preset", ["fast", "default"])
def test_real_writers_tell_nothing_planted(preset: str, tmp_path: Path) -> None:
    settings = compose([f"preset={preset}", "output.words=150"])
    models = load_models(settings)
    for cluster in CLUSTERS if ALL else CLUSTERS[:2]:
        found = read(files(cluster, tmp_path), strict=True)
        briefing = run(found.documents, settings, models)
        assert told(cluster, briefing) == []
        assert briefing.sentences
