"""The library's entrance: what it accepts, what it returns, and that models are loaded once."""

from __future__ import annotations

import gc
import json
import sys
import threading
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_fakes import FakePipeline, install

import summarizer
from summarizer import api, records
from summarizer.errors import InputError, OutputError, UsageError
from summarizer.records import Document

REPORT = "The ferry struck the reef in a gale on Tuesday evening and capsized, the coastguard said.\n"


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    monkeypatch.setattr(api, "_models", api._LoadedModels())
    return install(monkeypatch)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def made_by_hand(name: str = "mine", text: str = "Divers found the recorder on Thursday.") -> Document:
    return Document(name, text, title="Recorder found")


def test_a_briefing_shows_itself_in_every_way(pipeline: FakePipeline, report: Path, tmp_path: Path) -> None:
    briefing = summarizer.brief([str(report)])
    assert isinstance(briefing, summarizer.Briefing)
    assert isinstance(briefing, records.Briefing)
    assert briefing.title == "A title"
    assert "struck the reef" in briefing.to_markdown()
    assert "struck the reef" in briefing.to_text()
    assert "struck the reef" in briefing.to_html()
    assert json.loads(briefing.to_json())["title"]["text"] == "A title"
    assert briefing._repr_markdown_() == briefing.to_markdown()
    assert "iframe" in briefing._repr_html_()
    for name in ("a.md", "a.json", "a.txt", "a.html"):
        briefing.save(tmp_path / name)
        assert "struck the reef" in (tmp_path / name).read_text(encoding="utf-8")


def test_a_saved_briefing_comes_back(pipeline: FakePipeline, report: Path, tmp_path: Path) -> None:
    briefing = summarizer.brief(report)
    for name in ("a.docx", "a.pdf", "a.json"):
        briefing.save(tmp_path / name)
    again = summarizer.Briefing.load(tmp_path / "a.json")
    assert again == briefing
    assert again.to_html() == briefing.to_html()
    for name, said in (("missing.json", "No such file"), ("a.pdf", "not a JSON briefing")):
        with pytest.raises(InputError, match=rf"{name}: .*{said}"):
            summarizer.Briefing.load(tmp_path / name)


def test_saving_where_it_cannot_be_is_an_error_of_ours(pipeline: FakePipeline, report: Path, tmp_path: Path) -> None:
    briefing = summarizer.brief(report)
    with pytest.raises(UsageError, match="odt"):
        briefing.save(tmp_path / "a.odt")
    with pytest.raises(OutputError):
        briefing.save(tmp_path / "nowhere" / "a.md")


def test_a_briefing_stays_a_value(pipeline: FakePipeline, report: Path) -> None:
    briefing = summarizer.brief(report)
    assert replace(briefing, title="Other").to_markdown().startswith("# Other")
    with pytest.raises(AttributeError):
        briefing.title = "Other"  # type: ignore[misc]
    assert summarizer.Briefing.of(briefing) == briefing


@pytest.mark.parametrize("kind", ["str", "path", "list", "folder", "glob"])
def test_inputs_are_paths_in_any_form(pipeline: FakePipeline, report: Path, kind: str) -> None:
    given: Any = {
        "str": str(report),
        "path": report,
        "list": [report],
        "folder": [report.parent],
        "glob": str(report.parent / "*.txt"),
    }[kind]
    assert [source.text for source in summarizer.brief(given).sources] == [REPORT]


def test_inputs_may_be_documents_and_ids_stay_unique(pipeline: FakePipeline, report: Path) -> None:
    assert summarizer.brief(made_by_hand()).sources == (made_by_hand(),)
    mixed = summarizer.brief([made_by_hand("a"), report, made_by_hand("a")]).sources
    assert len({source.id for source in mixed}) == 3
    assert [source.text == REPORT for source in mixed] == [True, False, False]


@pytest.mark.parametrize("text", ["missing.txt", REPORT * 20, "Ferry sinks.\nMany dead.", "x" * 5000, "a\0b"])
def test_a_string_that_is_no_path_is_an_error(pipeline: FakePipeline, text: str) -> None:
    with pytest.raises(InputError, match="Document") as caught:
        summarizer.brief([text])
    assert len(str(caught.value)) < 200
    assert "\n" not in str(caught.value)


def test_nothing_or_nonsense_is_a_usage_error(pipeline: FakePipeline) -> None:
    with pytest.raises(UsageError, match="nothing to brief"):
        summarizer.brief([])
    with pytest.raises(UsageError, match="int"):
        summarizer.brief([3])  # type: ignore[list-item]
    assert pipeline.loaded == []


def test_options_become_settings(pipeline: FakePipeline) -> None:
    summarizer.brief(
        made_by_hand(),
        preset="fast",
        words=90,
        sentences=4,
        focus="the dead",
        overrides=["plan.max_support=2"],
        offline=True,
        device="cpu",
    )
    settings = pipeline.ran[0][1]
    assert (settings.output.words, settings.output.sentences, settings.run.focus) == (90, 4, "the dead")
    assert (settings.writer.name, settings.plan.max_support) == ("qwen2.5-coder-0.5b", 2)
    assert (settings.store.offline, settings.run.device) == (True, "cpu")
    with pytest.raises(UsageError, match="preset=slow"):
        summarizer.brief(made_by_hand(), preset="slow")


def test_skipped_reports_are_in_the_briefing(pipeline: FakePipeline, report: Path) -> None:
    (report.parent / "empty.txt").touch()
    briefing = summarizer.brief([report, report.parent / "empty.txt"])
    assert [Path(item.name).name for item in briefing.skipped] == ["empty.txt"]
    with pytest.raises(InputError):
        summarizer.brief([report, report.parent / "empty.txt"], overrides=["run.strict=true"])


def test_models_are_loaded_once_for_the_same_settings(pipeline: FakePipeline) -> None:
    for focus in (None, "the dead", "the captain"):
        summarizer.brief(made_by_hand(), focus=focus, words=100)
    assert len(pipeline.loaded) == 1
    summarizer.brief(made_by_hand(), preset="fast")
    assert len(pipeline.loaded) == 2
    summarizer.brief(made_by_hand(), preset="fast", device="cpu")
    assert len(pipeline.loaded) == 3


@pytest.mark.parametrize(
    "override",
    "judge=none judge=hhem judge.dtype=float32 judge.model=elsewhere encoder=mpnet encoder.cache=false parser=none "
    "writer=extractive writer.dtype=bfloat16 store.offline=true run.device=cpu run.threads=1 run.seed=7".split(),
)
def test_models_are_loaded_anew_for_whatever_decides_about_them(pipeline: FakePipeline, override: str) -> None:
    for overrides in ((), (), (override,), (override,), ()):
        summarizer.brief(made_by_hand(), overrides=overrides)
    assert len(pipeline.loaded) == 3
    assert pipeline.loaded[0] == pipeline.loaded[2] != pipeline.loaded[1]


@pytest.mark.parametrize(
    "override", "output=short selection=lead plan=single compose.repeat_support=0.9 read.timeout_s=9".split()
)
def test_models_stay_for_whatever_does_not(pipeline: FakePipeline, override: str) -> None:
    summarizer.brief(made_by_hand())
    summarizer.brief(made_by_hand(), overrides=[override])
    assert len(pipeline.loaded) == 1
    assert pipeline.ran[0][1] != pipeline.ran[1][1]


def test_old_models_are_let_go_before_new_ones_are_loaded(
    pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Weights:
        pass

    alive: list[weakref.ref[Weights]] = []

    def load(*_: Any, **__: Any) -> Weights:
        gc.collect()
        assert all(each() is None for each in alive)
        weights = Weights()
        alive.append(weakref.ref(weights))
        return weights

    monkeypatch.setattr(sys.modules["summarizer.pipeline"], "load_models", load)
    for preset in ("default", "fast", "default"):
        summarizer.brief(made_by_hand(), preset=preset)
    assert len(alive) == 3


def test_a_failed_load_is_tried_again(pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OutputError("no")

    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["summarizer.pipeline"], "load_models", fail)
        with pytest.raises(OutputError):
            summarizer.brief(made_by_hand())
    assert summarizer.brief(made_by_hand()).title == "A title"


def test_threads_share_one_set_of_models(pipeline: FakePipeline) -> None:
    threads = [threading.Thread(target=summarizer.brief, args=(made_by_hand(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(pipeline.loaded), len(pipeline.ran)) == (1, 4)
