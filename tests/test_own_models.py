"""Encoders, parsers, writers and judges of the user's own, from a module outside the package."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from batch_fakes import row, write_rows

from summarizer import brief
from summarizer.api import _LoadedModels
from summarizer.backends.loading import judge_model, load_encoder, load_judge, load_parser, load_writer
from summarizer.batch import main
from summarizer.config import compose
from summarizer.errors import ModelError, SummarizerError, UsageError
from summarizer.model_settings import OwnWriter
from summarizer.pipeline import load_models

MODULE = """
import zlib

import numpy as np

from summarizer.records import Draft, Judgement, ModelInfo


class Encoder:
    info = ModelInfo("encoder", "counted words", "1", "", "cpu", "float32")

    def encode(self, texts):
        rows = np.full((len(texts), 64), 1e-3, np.float32)
        for row, text in zip(rows, texts):
            for word in text.lower().split():
                row[zlib.crc32(word.encode()) % 64] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class Writer:
    def __init__(self, ending, max_words, more=None):
        self.ending, self.max_words, self.more = ending, max_words, more
        self.info = ModelInfo("writer", f"copy {ending} {max_words}", "1", "", "cpu", "")

    def write(self, requests, progress=None):
        return [Draft(request.evidence[0].rstrip(".") + self.ending) for request in requests]


class Judge:
    info = ModelInfo("judge", "certain", "1", "", "cpu", "")

    def judge(self, pairs):
        return [1.0] * len(pairs)

    def assess(self, pairs, progress=None):
        return [Judgement(1.0, 0.0) for _ in pairs]


class Parser:
    info = ModelInfo("parser", "none of it", "1", "", "cpu", "")

    def parse(self, texts):
        return [()] * len(texts)


class Half:
    info = None

    def __init__(self, **anything):
        self.anything = anything


class Broken:
    def __init__(self):
        raise OSError("no such socket")


number = 3
"""
ALL = [
    "encoder._target_=own_models_of_mine.Encoder",
    "judge._target_=own_models_of_mine.Judge",
    "parser._target_=own_models_of_mine.Parser",
    *("writer._target_=own_models_of_mine.Writer", "+writer.ending=.", "writer.max_words=33"),
]


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on ``sys.path`` with the module in it."""
    path = tmp_path / "elsewhere" / "own_models_of_mine.py"
    path.parent.mkdir()
    path.write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(path.parent))
    yield path.parent
    for name in ("own_models_of_mine", "needs_what_is_not_here"):
        sys.modules.pop(name, None)


@pytest.mark.slow
def test_a_briefing_by_models_of_ones_own(module: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.api._models", _LoadedModels())
    for document in row(1)["documents"]:
        (tmp_path / f"{document['id']}.txt").write_text(document["text"], encoding="utf-8")
    found = brief([tmp_path / "a.txt", tmp_path / "b.txt"], overrides=ALL, offline=True)
    assert {model.name for model in found.models} == {"counted words", "none of it", "copy . 33", "certain"}
    assert found.sentences
    assert found.settings_hash == compose([*ALL, "store=offline"]).hash()


@pytest.mark.slow
def test_a_batch_by_models_of_ones_own(module: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_rows(tmp_path / "c.jsonl", [row(number) for number in range(2)])
    group = tmp_path / "mine" / "writer"
    group.mkdir(parents=True)
    (group / "copier.yaml").write_text(
        "_target_: own_models_of_mine.Writer\nname: copier\nending: .\nmore: {a: [1, 2]}\n", encoding="utf-8"
    )
    arguments = ["--config-dir", "mine", *ALL[:3], "writer=copier", "input=c.jsonl", "folder=out", "device=cpu", "-q"]
    assert main([*arguments[:-1], "quiet=true", "--offline"]) == 0
    written = [json.loads(path.read_text()) for path in sorted(Path("out/briefings").iterdir())]
    assert [{model["name"] for model in each["models"]} for each in written] == [
        {"counted words", "none of it", "copy . 35", "certain"}
    ] * 2
    settings = yaml.safe_load(Path("out/config.yaml").read_text())["settings"]["writer"]
    assert settings["options"] == {"ending": ".", "more": {"a": [1, 2]}}
    assert settings["_target_"] == "own_models_of_mine.Writer"


def test_what_is_said_of_ones_own_is_in_the_settings_and_their_hash() -> None:
    settings = compose(["writer._target_=a.b.C", "+writer.style=terse", "writer.temperature=0.3"])
    assert isinstance(settings.writer, OwnWriter)
    assert settings.writer.options == {"style": "terse"}
    assert settings.writer.inherited == {"temperature": 0.3}
    assert not settings.writer.has_weights
    assert judge_model(settings) == "qwen2.5-coder-1.5b-instruct", "a writer that cannot be asked"
    other = compose(["writer._target_=a.b.C", "+writer.style=long", "writer.temperature=0.3"])
    another = compose(["writer._target_=a.b.D", "+writer.style=terse", "writer.temperature=0.3"])
    assert len({each.hash() for each in (settings, other, another, compose())}) == 4
    json.dumps(asdict(settings))


@pytest.mark.parametrize(
    ("target", "kind", "said"),
    [
        ("nowhere_at_all.Writer", UsageError, "there is no module nowhere_at_all"),
        ("own_models_of_mine.sub.Writer", UsageError, "there is no module own_models_of_mine.sub"),
        ("own_models_of_mine.Wirter", UsageError, "own_models_of_mine has no class Wirter"),
        ("own_models_of_mine.number", UsageError, "own_models_of_mine has no class number"),
        ("Writer", UsageError, "names no class in a module"),
        ("own_models_of_mine.", UsageError, "names no class in a module"),
        (".Writer", UsageError, "names no class in a module"),
        ("..Writer", UsageError, "names no class in a module"),
        ("own_models_of_mine.Writer", UsageError, "own_models_of_mine.Writer: missing a required argument: 'ending'"),
        ("own_models_of_mine.Encoder", UsageError, "own_models_of_mine.Encoder is no writer: it lacks write"),
        ("own_models_of_mine.Half", UsageError, "own_models_of_mine.Half is no writer: it lacks info, write"),
        ("own_models_of_mine.Broken", ModelError, "cannot be built: OSError: no such socket"),
        ("needs_what_is_not_here.Writer", ModelError, "cannot be imported: No module named 'surely_not_here'"),
        ("fails_at_once.Writer", ModelError, "cannot be imported: ValueError: not today"),
    ],
)
def test_what_is_wrong_with_it_is_one_line(module: Path, target: str, kind: type[SummarizerError], said: str) -> None:
    (module / "needs_what_is_not_here.py").write_text("import surely_not_here\n", encoding="utf-8")
    (module / "fails_at_once.py").write_text("raise ValueError('not\\ntoday')\n", encoding="utf-8")
    settings = compose([f'writer._target_="{target}"'])
    with pytest.raises(kind) as caught:
        load_writer(None, settings)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_key_that_it_does_not_take_is_named(module: Path) -> None:
    with pytest.raises(UsageError, match="unexpected keyword argument 'endng'"):
        load_writer(None, compose([*ALL[3:5], "+writer.endng=."]))


def test_encoder_parser_and_judge_have_to_fulfil_their_protocols_too(module: Path, tmp_path: Path) -> None:
    targets = {"encoder": "Judge", "judge": "Encoder", "parser": "Judge"}
    settings = compose([f"{role}._target_=own_models_of_mine.{name}" for role, name in targets.items()])
    with pytest.raises(UsageError, match=r"own_models_of_mine\.Judge is no encoder: it lacks encode"):
        load_encoder(None, settings, tmp_path / "v")
    with pytest.raises(UsageError, match=r"own_models_of_mine\.Judge is no parser: it lacks parse"):
        load_parser(None, settings)
    with pytest.raises(UsageError, match=r"own_models_of_mine\.Encoder is no judge: it lacks assess, judge"):
        load_judge(None, settings)


def test_all_four_are_built_without_the_store(module: Path) -> None:
    models = load_models(compose([*ALL, "store=offline"]))
    assert [info.role for info in models.infos] == ["encoder", "parser", "writer", "judge"]


def test_a_module_is_imported_only_when_its_model_is_built(module: Path) -> None:
    compose(ALL)
    assert "own_models_of_mine" not in sys.modules
