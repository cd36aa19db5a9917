"""``briefing models`` on a store that holds small folders instead of models."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from summarizer import models
from summarizer.cli import main
from summarizer.cli.store import needed
from summarizer.config import compose
from summarizer.errors import HashMismatchError, ModelError
from summarizer.interfaces import Progress
from summarizer.models import ModelSpec, ModelState, ReadyModel
from summarizer.settings import StoreSettings

ENCODER, SMALL, LARGE = "all-MiniLM-L6-v2", "qwen2.5-coder-0.5b-instruct", "qwen2.5-coder-1.5b-instruct"
PARSER = "en-core-web-sm"
Out = pytest.CaptureFixture[str]


class FakeStore(models.ModelStore):
    """Fetches nothing: what is pulled is noted, what is ready and what has changed is given."""

    pulled: ClassVar[list[str]]
    ready: ClassVar[set[str]]
    changed: ClassVar[set[str]]

    def __init__(self, settings: StoreSettings, progress: Progress | None = None) -> None:
        super().__init__(settings, progress)

    def ensure(self, name: str) -> ReadyModel:
        if name == LARGE:
            raise ModelError("no source delivers it", "look at your network")
        self.pulled.append(name)
        return ReadyModel(Path("/models") / name, ModelSpec(name), "", "")

    def state(self, name: str) -> ModelState:
        self.spec(name)
        return ModelState(name, "ready", 123_000_000) if name in self.ready else ModelState(name, "absent", 0)

    def verify(self, name: str) -> ReadyModel:
        if name in self.changed:
            raise HashMismatchError("model.safetensors has changed", "pull it again")
        return ReadyModel(Path("/models") / name, ModelSpec(name), "", "")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> type[FakeStore]:
    monkeypatch.setattr(models, "ModelStore", FakeStore)
    FakeStore.pulled, FakeStore.ready, FakeStore.changed = [], set(), set()
    return FakeStore


def test_path_is_the_folder_of_the_real_store(tmp_path: Path, capsys: Out) -> None:
    assert main(["models", "path", "--set", f"store.cache={tmp_path}"]) == 0
    assert capsys.readouterr() == (f"{tmp_path / 'models'}\n", "")


def test_list_names_every_model_of_the_real_catalogue(capsys: Out) -> None:
    assert main(["models", "list"]) == 0
    captured = capsys.readouterr()
    assert max(map(len, captured.out.splitlines())) <= 80
    rows = {line.split()[0]: line for line in captured.out.splitlines() if line}
    assert "Gemma terms of use" in rows["gemma3-4b-it:"]
    assert set(models.load_catalogue()) <= set(rows)
    for part in ("encoder", "91 MB", "absent", "Apache-2.0"):
        assert part in rows[ENCODER]
    for part in ("parser", "3.2M", "15 MB", "MIT"):
        assert part in rows[PARSER]
    assert " - " in rows["smollm3-3b"]
    assert captured.err == ""


def test_list_shows_what_is_here(store: type[FakeStore], capsys: Out) -> None:
    store.ready = {ENCODER}
    assert main(["models", "list"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith(ENCODER)]
    assert "ready" in line
    assert "123 MB" in line


def test_pull_fetches_what_is_named(store: type[FakeStore], capsys: Out) -> None:
    assert main(["models", "pull", ENCODER, SMALL]) == 0
    assert store.pulled == [ENCODER, SMALL]
    assert f"{SMALL}  ready  /models/{SMALL}" in capsys.readouterr().out


def test_pull_without_names_fetches_what_the_settings_need(store: type[FakeStore], capsys: Out) -> None:
    assert main(["models", "pull", "--set", "preset=fast", "--quiet"]) == 0
    assert store.pulled == [ENCODER, PARSER, SMALL]
    assert capsys.readouterr() == ("", "")
    assert needed(compose()) == [ENCODER, PARSER, LARGE]
    assert needed(compose(["writer=extractive"])) == [ENCODER, PARSER]


def test_an_unknown_name_is_said_before_anything_is_fetched(store: type[FakeStore], capsys: Out) -> None:
    assert main(["models", "pull", ENCODER, "gpt-17"]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("briefing: error: model 'gpt-17' is not known")
    assert len(captured.err.splitlines()) == 1
    assert store.pulled == []


def test_a_model_that_cannot_be_had_is_exit_1(store: type[FakeStore], capsys: Out) -> None:
    assert main(["models", "pull", LARGE]) == 1
    assert capsys.readouterr().err == "briefing: error: no source delivers it; look at your network\n"


def test_offline_and_absent_is_said_by_the_real_store(capsys: Out) -> None:
    assert main(["models", "pull", ENCODER, "--offline"]) == 1
    assert "--offline forbids" in capsys.readouterr().err.splitlines()[-1]


def test_verify_goes_on_after_a_failure(store: type[FakeStore], capsys: Out) -> None:
    store.ready, store.changed = {ENCODER, SMALL}, {ENCODER}
    assert main(["models", "verify"]) == 1
    captured = capsys.readouterr()
    assert captured.out == f"{SMALL}  ok\n"
    assert captured.err == (f"briefing: error: {ENCODER}: model.safetensors has changed; pull it again\n")
    assert main(["models", "verify", SMALL]) == 0


def test_remove_goes_on_after_a_failure(store: type[FakeStore], monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    def remove(self: FakeStore, name: str) -> int:
        if name == LARGE:
            raise ModelError("another process prepares it", "try again")
        return 2_000_000 if name == SMALL else 0

    monkeypatch.setattr(FakeStore, "remove", remove)
    assert main(["models", "remove", LARGE, SMALL, "en-core-web-sm"]) == 1
    out, err = capsys.readouterr()
    assert out == f"{SMALL}  removed, 2 MB\nen-core-web-sm  is not here\n"
    assert err.count("\n") == 1
    assert "another process" in err


def test_verify_with_nothing_here_says_so(store: type[FakeStore], capsys: Out) -> None:
    assert main(["models", "verify"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "briefing models pull" in captured.err


def test_a_wrong_setting_is_exit_2(store: type[FakeStore], capsys: Out) -> None:
    assert main(["models", "list", "--set", "store.cash=x"]) == 2
    assert "did you mean store.cache" in capsys.readouterr().err
