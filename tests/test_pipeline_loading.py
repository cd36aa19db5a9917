"""Models that are loaded while the run begins: waited for where they are needed, their errors raised there."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pipeline_fakes import HashEncoder, ShorteningWriter, reports

import summarizer.backends.loading as backends
from summarizer.backends.exclusive import building
from summarizer.cli import main
from summarizer.config import compose
from summarizer.errors import ModelError, NoInputError, ResourceError, SummarizerError
from summarizer.pipeline import load_checkers, load_models, run
from summarizer.pipeline.loading import Later, LaterEncoder, Loading, await_models
from summarizer.quiet import OWN_PROCESS
from summarizer.records import Document
from summarizer.settings import Settings


def settings() -> Settings:
    """No model of these has weights, so that the store is not asked."""
    return compose(["writer=extractive", "judge=none", "parser=none", "store=offline"])


class Held:
    """Loading that goes on only when it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **steps: Any) -> None:
        self.go = threading.Event()
        self.loaded: list[str] = []
        monkeypatch.setattr("summarizer.models.ModelStore.ensure", lambda self, name: None)
        for name in ("encoder", "parser", "writer", "judge"):
            monkeypatch.setattr(backends, f"load_{name}", self._step(name, steps.get(name)))

    def _step(self, name: str, made: Any) -> Any:
        def load(*_: Any) -> Any:
            assert self.go.wait(30)
            self.loaded.append(name)
            if isinstance(made, BaseException):
                raise made
            return made

        return load


def test_reading_and_cleaning_go_on_before_any_model_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch, encoder=HashEncoder(), writer=ShorteningWriter())
    stages: list[str] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in stages:
            stages.append(stage)
        if stage == "load":  # only when the encoder is waited for
            held.go.set()

    models = load_models(settings(), progress)
    assert held.loaded == []
    briefing = run(reports(3, 5), settings(), models, progress=progress)
    assert stages[:3] == ["clean", "load", "embed"]
    assert briefing.sentences
    assert held.loaded == ["encoder", "parser", "writer", "judge"], "what is needed first is loaded first"
    plain = run(reports(3, 5), settings(), models.loaded())
    assert [one.text for one in plain.sentences] == [one.text for one in briefing.sentences]


@pytest.mark.parametrize("at", ["encoder", "writer", "judge"])
@pytest.mark.parametrize(
    "error", [ModelError("it is damaged", "fetch it"), ResourceError("memory ran out"), MemoryError()]
)
def test_an_error_of_loading_is_raised_as_it_is_where_the_model_is_needed(
    monkeypatch: pytest.MonkeyPatch, at: str, error: BaseException
) -> None:
    held = Held(monkeypatch, **{"encoder": HashEncoder(), "writer": ShorteningWriter(), at: error})
    held.go.set()
    models = load_models(settings())
    with pytest.raises(type(error)) as caught:
        run(reports(3, 5), settings(), models)
    assert caught.value is error
    with pytest.raises(type(error)):
        models.loaded()


def test_nothing_is_loaded_after_what_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch, encoder=ModelError("it is damaged"))
    held.go.set()
    models = load_models(settings())
    with pytest.raises(ModelError):
        _ = models.writer.info
    assert held.loaded == ["encoder"]


def test_reports_without_a_sentence_wait_for_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch, encoder=HashEncoder())
    models = load_models(settings())
    with pytest.raises(NoInputError):
        run([Document("a", "")], settings(), models)
    assert held.loaded == []
    held.go.set()


def test_a_check_loads_no_writer_but_by_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch, encoder=HashEncoder(), writer=ShorteningWriter())
    held.go.set()
    found = load_checkers(settings()).loaded()
    assert (type(found.encoder).__name__, found.judge, found.parser) == ("HashEncoder", None, None)
    assert "writer" not in held.loaded


def test_what_cannot_be_had_is_said_before_anything_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(self: Any, name: str) -> None:
        raise ModelError(f"{name} is missing")

    monkeypatch.setattr("summarizer.models.ModelStore.ensure", missing)
    before = threading.active_count()
    with pytest.raises(SummarizerError, match="is missing"):
        load_models(compose(["writer=extractive", "judge=none"]))
    assert threading.active_count() == before


@pytest.mark.parametrize("fails", [False, True])
def test_python_looks_for_garbage_again_when_all_is_loaded(fails: bool) -> None:
    seen: list[bool] = []

    def step(done: Mapping[str, Any]) -> None:
        seen.append(gc.isenabled())
        if fails:
            raise ModelError("no")

    assert gc.isenabled()
    loading = Loading({"encoder": step})
    for thread in threading.enumerate():
        if thread.name == "loading":
            thread.join()
    assert (seen, gc.isenabled(), loading.has("encoder")) == ([False], True, True)


def test_a_step_that_turns_the_search_for_garbage_on_does_so_for_itself_alone() -> None:
    seen: list[bool] = []

    def step(done: Mapping[str, Any]) -> None:
        seen.append(gc.isenabled())
        gc.enable()

    Loading({"parser": step, "writer": step}).get("writer")
    for thread in threading.enumerate():
        if thread.name == "loading":
            thread.join()
    assert (seen, gc.isenabled()) == ([False, False], True)


_SPARED = """
import gc
from summarizer.pipeline.loading import Loading
before = gc.get_threshold()
Loading({"encoder": lambda done: [[] for _ in range(1000)]}).get("encoder")
import threading
for thread in threading.enumerate():
    if thread.name == "loading":
        thread.join()
print(gc.isenabled(), gc.get_freeze_count() > 1000, gc.get_threshold() != before)
"""


@pytest.mark.parametrize(("own", "shown"), [("1", "True True True"), ("0", "True False False")])
def test_what_has_been_loaded_is_searched_for_no_garbage_in_a_process_of_our_own_only(own: str, shown: str) -> None:
    environment = {**os.environ, OWN_PROCESS: own, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", _SPARED]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert done.stdout.strip() == shown, done.stderr


def test_no_other_model_is_built_while_the_encoder_computes() -> None:
    class Encoder(HashEncoder):
        def encode(self, texts: Any) -> Any:
            taken = threading.Event()
            other = threading.Thread(target=lambda: building.acquire(timeout=0.05) and taken.set())
            other.start()
            other.join()
            assert not taken.is_set()
            return super().encode(texts)

    encoder = LaterEncoder(Loading({"encoder": lambda done: Encoder()}), "encoder")
    assert len(encoder.encode(["a text"])) == 1
    assert building.acquire(timeout=1)
    building.release()


REPORT = "The river burst its banks near Orlen on Tuesday. Crews moved forty people to a school that night."
FREE = ["--set", "writer=extractive", "--set", "judge=none", "--set", "parser=none", "--offline", "--quiet"]


@pytest.mark.parametrize("at", ["encoder", "writer"])
@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ModelError("cannot load it", "run this"), "briefing: error: cannot load it; run this\n"),
        (RuntimeError("a fault\nof ours"), "briefing: error: unexpected RuntimeError: a fault of ours; this is a "),
        (MemoryError(), "briefing: error: out of memory; try "),
    ],
)
def test_the_command_ends_with_one_line_whatever_fails_in_the_thread(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    at: str,
    error: BaseException,
    line: str,
) -> None:
    held = Held(monkeypatch, **{"encoder": HashEncoder(), "writer": ShorteningWriter(), at: error})
    held.go.set()
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    assert main([str(tmp_path / "report.txt"), *FREE]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(line)
    assert shown.err.count("\n") == 1


_SLOW = """
import sys, time
import summarizer.backends.loading as backends
from summarizer.models import ModelStore
ModelStore.ensure = lambda self, name: None
backends.load_encoder = lambda *_: time.sleep(100)
from summarizer.cli import main
sys.exit(main())
"""


@pytest.mark.slow
def test_a_command_that_has_failed_does_not_wait_for_what_is_being_loaded(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Share this\n", encoding="utf-8")
    command = [sys.executable, "-c", _SLOW, str(tmp_path / "report.txt"), *FREE]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith("briefing: error: ")


def test_notes_are_shown_once_when_a_model_is_waited_for() -> None:
    notes: list[str] = []

    def step(done: Mapping[str, Any]) -> str:
        notes.append("no room")
        return "model"

    later: Later[str] = Later(Loading({"writer": step}, notes), "writer")
    later.get()
    seen: list[str] = []
    for _ in range(2):
        await_models(lambda stage, done, total: seen.append(stage), later)
    assert seen == ["no room"]
