"""The Hydra tree: what composes, what wins, and that every mistake is one useful line."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from summarizer import config, rules
from summarizer.errors import UsageError
from summarizer.model_settings import SCHEMAS, CausalJudgeSettings, LocalJudgeSettings
from summarizer.models.catalogue import load_catalogue
from summarizer.resources import conf_dir
from summarizer.settings import RunnerSettings, Settings

ALL_OPTIONS = [(group, name) for group in config.groups() for name in config.options(group)]


def test_without_overrides_the_tree_adds_the_models_to_what_the_dataclasses_say() -> None:
    composed, plain = config.compose(), Settings()
    read = (composed.encoder.model, composed.parser.model)
    assert read == ("all-MiniLM-L6-v2", "en-core-web-sm")
    named = (composed.writer.name, composed.writer.model, composed.judge.name)
    assert named == ("qwen2.5-coder-1.5b", "qwen2.5-coder-1.5b-instruct", "writer")
    composed.encoder = replace(composed.encoder, model="")
    composed.parser = replace(composed.parser, model="")
    composed.writer = replace(composed.writer, name="", model="")
    assert isinstance(composed.judge, CausalJudgeSettings)
    composed.judge = replace(composed.judge, name="", fallback="")
    assert composed == plain


@pytest.mark.parametrize(("group", "name"), ALL_OPTIONS)
def test_every_option_of_every_group_composes(group: str, name: str) -> None:
    assert isinstance(config.compose([f"{group}={name}"]), Settings)


def test_the_groups_that_users_are_promised_exist() -> None:
    assert set(config.groups()) == {
        "clean", "compose", "encoder", "gather", "group", "judge", "output", "parser", "plan", "preset", "selection",
        "store", "verify", "writer",
    }  # fmt: skip
    assert {"fast", "default", "multilingual", "quality"} == set(config.options("preset"))
    assert "extractive" in config.options("writer")
    assert config.options("nothing") == ()


@pytest.mark.parametrize("name", config.options("writer"))
def test_a_writer_is_named_like_its_file(name: str) -> None:
    assert config.compose([f"writer={name}"]).writer.name == name


@pytest.mark.parametrize("name", config.options("judge"))
def test_a_judge_is_named_like_its_file_and_its_model_is_of_its_kind(name: str) -> None:
    judge = config.compose([f"judge={name}"]).judge
    assert judge.name == name
    if isinstance(judge, LocalJudgeSettings) and judge.model:
        spec = load_catalogue()[judge.model]
        assert (spec.role, spec.kind) == ("judge", judge.kind)
    else:
        assert judge.kind in ("causal", "none")


@pytest.mark.parametrize("group", ["encoder", "writer"])
def test_every_model_that_is_named_is_in_the_catalogue_and_of_that_kind(group: str) -> None:
    catalogue = load_catalogue()
    for name in config.options(group):
        settings = getattr(config.compose([f"{group}={name}"]), group)
        if group == "encoder":
            assert catalogue[settings.model].role == "encoder"
        elif settings.has_weights:
            spec = catalogue[settings.model]
            assert (spec.role, spec.kind) == ("writer", settings.kind)


def defaults_of(group: str, values: dict[str, Any]) -> Any:
    """The class that an option's file starts from, with the values that it must have."""
    if group == "runner":
        return RunnerSettings()
    if group not in SCHEMAS:
        return getattr(Settings(), group)
    (schema,) = values.pop("defaults")
    _, _, named, kind = schema.removesuffix("@_here_").split("/")
    assert named == group
    return SCHEMAS[group][kind](**({"kind": values["kind"]} if kind == "classifier" else {}))


@pytest.mark.parametrize(("group", "name"), [*ALL_OPTIONS, ("runner", "local"), ("runner", "ray")])
def test_a_value_stands_in_the_dataclass_or_in_yaml_and_never_in_both(group: str, name: str) -> None:
    values = yaml.safe_load((conf_dir() / group / f"{name}.yaml").read_text(encoding="utf-8")) or {}
    assert bool(values) is (name != "default"), "an option says what it is, and only the defaults say nothing"
    if group == "preset":
        parts = {part: own for part, own in values.items() if part != "defaults"}
        defaults: dict[str, Any] = {part: getattr(Settings(), part) for part in parts}
    else:
        defaults, parts = {group: defaults_of(group, values)}, {group: values}
    given = [(defaults[part], key, value) for part, own in parts.items() for key, value in own.items()]
    kept = [key for own, key, value in given if getattr(own, key) == value]
    assert [key for key in kept if (group, key) != ("judge", "kind")] == []


def test_the_fast_preset_takes_the_small_writer_and_an_explicit_writer_wins() -> None:
    assert config.compose(["preset=fast"]).writer.name == "qwen2.5-coder-0.5b"
    for overrides in (["preset=fast", "writer=extractive"], ["writer=extractive", "preset=fast"]):
        assert config.compose(overrides).writer.kind == "extractive"


def test_the_last_of_two_wins() -> None:
    assert config.compose(["output.words=60", "output.words=90"]).output.words == 90
    assert config.compose(["preset=fast", "preset=default"]) == config.compose()


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("writer=nope", ["writer=nope", "extractive", "qwen2.5-coder-1.5b"]),
        ("preset=fastt", ["preset=fastt", "did you mean fast"]),
        ("writr=bart", ["writr", "did you mean writer"]),
        ("output.wrds=9", ["output.wrds", "did you mean output.words", "output.citations"]),
        ("output.words=many", ["output.words=many", "Integer"]),
        ("output.words=3", ["output.words=3", "30 to 5000"]),
        ("run.device=tpu", ["run.device='tpu'", "cuda"]),
        ("run.focus=null", ["run.focus=null", "not Optional"]),
        ("+output.colour=red", ["output.colour", "no such setting"]),
        ("+colour=red", ["colour", "no such setting"]),
        ("+writer=nope", ["writer=nope"]),
        ("output=5", ["output=5", "default"]),
        ("output.words", ["output.words", "name=value"]),
        ("a b=c", ["a b=c", "name=value"]),
        ("=5", ["=5", "name=value"]),
        ("", ["name=value"]),
        ("output.words=50,60", ["output.words=50,60", "comma"]),
        ("output.words=???", ["words"]),
        ("run.focus=${oc.env:SURELY_NOT_SET}", ["SURELY_NOT_SET"]),
        ("hydra.run.dir=/tmp/x", ["no effect"]),
        ("~output.words", ["~output.words"]),
        ("~writer", ["writer", "choose one of", "bart"]),
        ("writer=[bart,led]", ["no such writer"]),
        ("writer.kind=seq2seq", ["writer.kind='seq2seq'", "this writer is causal", "writer=NAME"]),
        ("writer.nme=x", ["writer.nme", "did you mean writer.name"]),
        ("writer/x=3", ["writer/x", "no such setting"]),
        ("+writer=bart", ["writer"]),
    ],
)
def test_a_wrong_override_is_one_useful_line(override: str, said: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        config.compose([override])
    line = str(caught.value)
    assert "\n" not in line
    assert "Traceback" not in line
    for part in said:
        assert part in line


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        (["writer=extractive", "writer.num_beams=4"], "writer.num_beams: no such setting of the kind extractive"),
        (["writer.num_beams=4", "writer=openai_compatible"], "no such setting of the kind openai_compatible"),
        (["writer.template=t5"], "writer.template: no such setting of the kind causal"),
        (["writer.url=http://x"], "writer.url: no such setting of the kind causal"),
        (["judge=none", "judge.model=x"], "judge.model: no such setting of the kind none"),
        (["judge=hhem", "judge.fallback=x"], "judge.fallback: no such setting"),
        (["judge=hhem", "judge.kind=causal"], "judge.kind='causal'"),
    ],
)
def test_a_setting_of_another_kind_is_refused(overrides: list[str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        config.compose(overrides)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_new_groups_say_what_they_promise() -> None:
    strict = config.compose(["verify=strict", "store=offline", "clean=ticker"])
    assert strict.store.offline
    assert strict.verify.min_coverage == 1.0
    assert strict.clean.min_paragraph_words < Settings().clean.min_paragraph_words
    assert config.compose(["store=offline"]).hash() == config.compose().hash() != strict.hash()


def test_hydras_own_message_is_passed_on_in_one_line() -> None:
    from hydra.errors import ConfigCompositionException

    told = config.usage_error(ConfigCompositionException("Something new.\n  It has two lines."), ["output.words=60"])
    assert str(told) == "configuration: Something new. It has two lines."


def test_the_hash_covers_version_and_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = config.compose().hash()
    assert before == config.compose(["run.device=cpu", "encoder.batch_size=8", "writer.max_batch_rows=2"]).hash()
    assert before != config.compose(["output.words=90"]).hash()
    with monkeypatch.context() as patch:
        patch.setattr("summarizer.__version__", "99.0")
        assert config.compose().hash() != before
    with monkeypatch.context() as patch:
        patch.setattr("summarizer.settings.rules_digest", lambda: "others")
        assert config.compose().hash() != before
    assert config.compose().hash() == before


def test_the_rules_are_the_source_of_their_rooms(tmp_path: Path) -> None:
    assert rules.rules_digest() == rules.digest_of(Path(rules.__file__).parent)
    (tmp_path / "verify" / "checks").mkdir(parents=True)
    module, other = tmp_path / "verify" / "checks" / "names.py", tmp_path / "api.py"
    seen = set()
    table = module.with_name("xx.yaml")
    for path, text in ((module, "a = 1"), (module, "a = 2"), (tmp_path / "plan.py", "a = 2"), (table, "a: 1")):
        path.write_text(text, encoding="utf-8")
        seen.add(rules.digest_of(tmp_path))
    assert len(seen) == 4
    other.write_text("a = 1", encoding="utf-8")
    assert rules.digest_of(tmp_path) in seen
    module.rename(module.with_name("places.py"))
    assert rules.digest_of(tmp_path) not in seen


def test_plain_options_are_laid_over_the_tree_whatever_they_contain() -> None:
    focus = "who's to blame, {really}: [a=b]? ${x} 'quoted' \\ "
    settings = config.settings_for(
        preset="fast",
        words=120,
        sentences=4,
        focus=focus,
        overrides=["run.device=cuda", "output.words=90"],
        offline=True,
        device="cpu",
        seed=7,
        strict=True,
    )
    assert (settings.output.words, settings.output.sentences) == (120, 4)
    assert (settings.run.focus, settings.run.device, settings.run.seed) == (focus, "cpu", 7)
    assert settings.run.strict
    assert settings.store.offline
    assert settings.writer.name == "qwen2.5-coder-0.5b"


def test_options_that_are_not_given_leave_overrides_alone() -> None:
    overrides = ["store.offline=true", "run.strict=true", "output.words=99", "run.focus=dead", "preset=fast"]
    settings = config.settings_for(overrides=overrides)
    assert settings == config.compose(overrides)
    assert settings.store.offline
    assert settings.run.strict


def test_plain_options_are_checked_too() -> None:
    with pytest.raises(UsageError, match=r"output\.words=2 "):
        config.settings_for(words=2)
    with pytest.raises(UsageError, match="preset=slow"):
        config.settings_for(preset="slow")


@pytest.fixture
def anew() -> None:
    """Nothing is composed yet, so that Hydra is asked."""
    config._composed.cache_clear()


def test_what_is_composed_once_is_nobodys_but_the_callers(anew: None) -> None:
    mine, before = config.compose(["preset=fast"]), config.compose(["preset=fast"])
    mine.output.words = 7
    mine.read = replace(mine.read, timeout_s=7)
    assert config.compose(["preset=fast"]) == before != mine
    assert config._composed.cache_info().currsize == 1
    assert config.compose().writer.name != before.writer.name


def test_the_environment_is_asked_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (70, 80):
        monkeypatch.setenv("WORDS_OF_A_TEST", str(words))
        assert config.compose(["output.words=${oc.env:WORDS_OF_A_TEST}"]).output.words == words


def test_nothing_of_hydra_is_left_behind(anew: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hydra.core.global_hydra import GlobalHydra
    from hydra.core.hydra_config import HydraConfig

    monkeypatch.chdir(tmp_path)
    config.compose(["preset=fast"])
    with pytest.raises(UsageError):
        config.compose(["writer=nope"])
    assert not GlobalHydra.instance().is_initialized()
    assert not HydraConfig.initialized()
    assert list(tmp_path.iterdir()) == []


def test_it_works_inside_another_hydra_application(anew: None, tmp_path: Path) -> None:
    from hydra import compose, initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra
    from hydra.version import getbase

    (tmp_path / "outer.yaml").write_text("answer: 42\n", encoding="utf-8")
    with initialize_config_dir(str(tmp_path), job_name="outer", version_base="1.2"):
        outer, base = GlobalHydra.instance().hydra, getbase()
        assert config.compose(["preset=fast"]).writer.name == "qwen2.5-coder-0.5b"
        with pytest.raises(UsageError):
            config.compose(["nope=1"])
        assert GlobalHydra.instance().hydra is outer
        assert getbase() == base
        assert compose("outer").answer == 42


def test_threads_do_not_disturb_one_another() -> None:
    presets = ["fast", "default"] * 4

    def composed_by(at: int) -> Settings:
        return replace(config.compose([f"preset={presets[at]}", f"run.seed={at}"]), run=Settings().run)  # each its own

    with ThreadPoolExecutor(8) as pool:
        composed = list(pool.map(composed_by, range(8)))
    fast = config.compose(["preset=fast"])
    assert [each == fast for each in composed] == [preset == "fast" for preset in presets]


def test_an_application_of_its_own_gets_the_same_settings() -> None:
    from hydra import compose, initialize_config_dir

    config.register_schema()
    config.register_schema()
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        composed = compose(config.CONFIG, ["preset=fast"])
    assert config.to_settings(composed) == config.compose(["preset=fast"])


def test_a_configuration_that_does_not_start_from_the_schema_is_refused() -> None:
    from omegaconf import OmegaConf

    with pytest.raises(UsageError, match="settings_schema"):
        config.to_settings(OmegaConf.create({"output": {"words": 50}}))


def test_importing_the_module_imports_no_hydra() -> None:
    code = "import sys, summarizer.config; print('hydra' in sys.modules or 'omegaconf' in sys.modules)"
    root = Path(__file__).resolve().parent.parent
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert run.stdout.strip() == "False"
