"""``briefing-batch`` from arguments to exit codes, in the process of the test, on models without weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from batch_fakes import InProcess, entries, in_process, row, write_rows

from summarizer import __version__
from summarizer.batch import main
from summarizer.batch.app import folder_of
from summarizer.render.check_json import schema as check_schema
from summarizer.resources import conf_dir

__all__ = ["in_process"]

Out = pytest.CaptureFixture[str]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_rows(tmp_path / "c.jsonl", [row(number) for number in range(5)])


def batch(*arguments: str) -> int:
    """Options stand before all overrides, as Hydra has it; of two overrides for the same name the last wins."""
    overrides = [argument for argument in arguments if "=" in argument]
    before = [argument for argument in arguments if "=" not in argument]
    return main([*before, "writer=extractive", "input=c.jsonl", "folder=out", "runner.chunk=2", *overrides])


def briefing(name: str, folder: str = "out") -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((Path(folder) / "briefings" / f"{name}.json").read_text())
    return loaded


def test_a_job_from_rows_to_files(in_process: InProcess, source: Path, capsys: Out) -> None:
    assert batch("formats=[json,md,html]", "device=cpu") == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    (last,) = captured.err.splitlines()
    assert last.startswith("briefing-batch: 5 clusters in ")
    assert "5 done" in last
    assert "0 failed" in last
    assert in_process.chunks == [["c0", "c1"], ["c2", "c3"], ["c4"]]
    found = entries(Path("out"))
    assert [(entry["id"], entry["status"], entry["error"]) for entry in found] == [
        (f"c{number}", "done", None) for number in range(5)
    ]
    assert {path.name for path in Path("out/briefings").iterdir()} == {
        f"c{number}.{suffix}" for number in range(5) for suffix in ("json", "md", "html")
    }
    assert briefing("c3")["sources"][0]["text"] == row(3)["documents"][0]["text"]
    summary = json.loads(Path("out/summary.json").read_text())
    assert (summary["clusters"], summary["done"], summary["failed"], summary["failures"]) == (5, 5, 0, [])
    config = yaml.safe_load(Path("out/config.yaml").read_text())
    assert config["models"][0]["revision"] == "r1"
    assert config["settings"]["writer"]["kind"] == "extractive"
    assert config["settings"]["run"]["device"] == "cpu"


def test_the_briefing_is_the_one_that_the_pipeline_makes_of_the_cluster_alone(
    in_process: InProcess, source: Path
) -> None:
    assert batch() == 0
    assert batch("runner.chunk=1", "folder=alone") == 0
    assert [chunk for chunk in in_process.chunks if chunk][-5:] == [[f"c{number}"] for number in range(5)]
    for number in range(5):
        alone, shared = briefing(f"c{number}", "alone"), briefing(f"c{number}")
        assert [alone.pop("timings") is None, shared.pop("timings") is None] == [False, False]
        assert alone == shared


@pytest.mark.slow
def test_what_is_done_is_skipped_and_what_has_changed_is_done_again(
    in_process: InProcess, source: Path, capsys: Out
) -> None:
    assert batch() == 0
    in_process.chunks.clear()
    assert batch() == 0
    assert in_process.briefed == []
    assert "0 done, 5 done before" in capsys.readouterr().err
    changed = [row(number) for number in range(6)]
    changed[2]["documents"][0]["text"] = "The ferry Lowe was raised from the reef on Thursday, the navy said."
    write_rows(source, changed)
    assert batch() == 0
    assert in_process.briefed == ["c2", "c5"]
    assert "Lowe" in briefing("c2")["sources"][0]["text"]
    in_process.chunks.clear()
    assert batch("output.words=120") == 0
    assert len(in_process.briefed) == 6
    in_process.chunks.clear()
    in_process.revision = "r2"
    assert batch("output.words=120") == 0
    assert len(in_process.briefed) == 6
    in_process.chunks.clear()
    (Path("out/briefings/c1.json")).unlink()
    Path("out/briefings/c4.json").write_text("{")
    assert batch("output.words=120") == 0
    assert in_process.briefed == ["c1", "c4"]
    assert briefing("c4")["words"]


@pytest.mark.slow
def test_a_manifest_that_is_lost_costs_time_and_nothing_else(in_process: InProcess, source: Path) -> None:
    assert batch() == 0
    Path("out/manifest.jsonl").unlink()
    assert batch() == 0
    assert len(entries(Path("out"))) == 5
    assert len(list(Path("out/briefings").iterdir())) == 5


def test_bad_rows_are_named_and_the_others_are_done(in_process: InProcess, source: Path, capsys: Out) -> None:
    write_rows(source, [row(0), {"documents": [{"text": "x"}]}, row(0), {"id": "empty", "documents": []}, row(1)])
    assert batch() == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.removeprefix("briefing-batch: failed: ") for line in lines[:3]] == [
        "c.jsonl row 2: c.jsonl row 2: has no id",
        "c0 (c.jsonl row 3): c.jsonl row 3: the id 'c0' was used before",
        "empty: c.jsonl row 4: has no documents",
    ]
    assert "2 done" in lines[3]
    assert "3 failed" in lines[3]
    assert lines[4] == "briefing-batch: error: 3 of 5 clusters failed; run again to try them once more"
    before = entries(Path("out"))
    assert batch() == 1
    assert entries(Path("out")) == before, "a failure that is as before needs no new line"
    assert len(json.loads(Path("out/summary.json").read_text())["failures"]) == 3


@pytest.mark.slow
def test_a_cluster_that_fails_now_does_not_keep_its_old_briefing(in_process: InProcess, source: Path) -> None:
    assert batch() == 0
    write_rows(source, [row(0) | {"documents": []}, *(row(number) for number in range(1, 5))])
    assert batch() == 1
    assert not Path("out/briefings/c0.json").exists()
    write_rows(source, [row(number) for number in range(5)])
    in_process.chunks.clear()
    assert batch() == 0
    assert in_process.briefed == ["c0"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_shards_instead_of_files_and_back(in_process: InProcess, source: Path, kind: str) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    assert batch() == 0
    assert batch(f"shards={kind}", "shard_size=3") == 0
    assert not list(Path("out/briefings").iterdir())
    assert [path.name for path in sorted(Path("out/shards").iterdir())] == [
        f"shard-000001.{kind}",
        f"shard-000002.{kind}",
    ]
    in_process.chunks.clear()
    assert batch(f"shards={kind}", "shard_size=3") == 0
    assert in_process.briefed == []
    assert batch() == 0
    assert not list(Path("out/shards").iterdir())
    assert len(list(Path("out/briefings").iterdir())) == 5


@pytest.mark.slow
def test_an_interrupted_run_keeps_what_is_done(in_process: InProcess, source: Path, capsys: Out) -> None:
    in_process.stop_after = 2
    assert batch("shards=jsonl") == 130
    assert "interrupted; run again to go on" in capsys.readouterr().err
    assert [entry["id"] for entry in entries(Path("out"))] == ["c0", "c1"]
    in_process.stop_after = None
    in_process.chunks.clear()
    assert batch("shards=jsonl") == 0
    assert in_process.briefed == ["c2", "c3", "c4"]


@pytest.mark.slow
def test_several_values_make_several_jobs(in_process: InProcess, source: Path, capsys: Out) -> None:
    assert batch("-m", "output.words=60,120") == 0
    folders = sorted(path.name for path in Path("out").iterdir() if path.is_dir())
    assert folders == [
        "writer=extractive,input=c.jsonl,output.words=120",
        "writer=extractive,input=c.jsonl,output.words=60",
    ]
    assert all(briefing("c0", f"out/{name}")["sentences"] for name in folders)


@pytest.mark.slow
def test_several_jobs_of_which_one_fails(in_process: InProcess, source: Path, capsys: Out) -> None:
    write_rows(source, [row(0), {"id": "x"}])
    assert batch("-m", "output.words=60,120") == 1
    assert len([path for path in Path("out").iterdir() if path.is_dir()]) == 2
    assert "error: 1 of 2 clusters failed" in capsys.readouterr().err


@pytest.mark.slow
def test_an_experiment_of_ones_own(in_process: InProcess, source: Path) -> None:
    Path("mine/experiment").mkdir(parents=True)
    Path("mine/experiment/night.yaml").write_text("# @package _global_\noutput:\n  words: 77\nlimit: 2\n")
    assert batch("--config-dir", "mine", "experiment=night") == 0
    assert in_process.briefed == ["c0", "c1"]
    assert yaml.safe_load(Path("out/config.yaml").read_text())["settings"]["output"]["words"] == 77
    assert batch("experiment=baseline", "folder=base") == 0
    assert yaml.safe_load(Path("base/config.yaml").read_text())["settings"]["judge"]["kind"] == "none"


def test_the_configuration_can_be_looked_at(in_process: InProcess, source: Path, capsys: Out) -> None:
    assert batch("--cfg", "job", "--resolve", "preset=fast", "device=cpu") == 0
    shown = yaml.safe_load(capsys.readouterr().out)
    assert shown["writer"]["name"] == "extractive", "a group that is named wins over the preset's"
    assert shown["run"]["device"] == "cpu"
    assert shown["folder"] == "out"
    assert batch("--info", "searchpath") == 0
    assert str(conf_dir()) in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"briefing-batch {__version__}\n"
    assert not Path("out").exists()


@pytest.mark.slow
def test_the_help_names_what_must_be_said(in_process: InProcess, source: Path, capsys: Out) -> None:
    assert main(["--help"]) == 0
    assert "briefing-batch [OPTIONS] input=CLUSTERS.jsonl folder=FOLDER" in capsys.readouterr().out
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("writer.nonsense=3", "writer.nonsense: no such setting of the kind extractive; did you mean"),
        ("writer.num_beams=4", "writer.num_beams: no such setting of the kind extractive"),
        ("judge=nobody", "judge=nobody: no such judge; there are hhem, minicheck"),
        ("runner=rai", "runner=rai: no such runner; did you mean ray?"),
        ("output=5", "output=5: no such output; say folder=5 for the folder of the results"),
        ("output=/some/path", "output=/some/path: no such output; say folder=/some/path for the folder of the results"),
        ("output=my (own) folder", "output=my (own) folder: no such output; say folder="),
        ("lmit=3", "lmit: no such setting; did you mean limit?"),
        ("output.words=many", "output.words=many: Value 'many' of type 'str' could not be converted to Integer"),
        ("a=b=c", "error: a=b=c: not of the form name=value; quote a value with signs"),
        ("runner.kind=cloud", "runner.kind='cloud' is not known"),
        ("formats=[md]", "formats leaves out json"),
        ("+more=1", "more: no such setting"),
        ("output.words=1", "output.words=1 is out of range"),
    ],
)
def test_a_wrong_override_is_named_without_a_traceback(
    in_process: InProcess, source: Path, capsys: Out, argument: str, message: str
) -> None:
    assert batch(argument) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert "Traceback" not in captured.err
    assert len(captured.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["folder=out"], 2, "input is missing; say input=clusters.jsonl"),
        (["input=c.jsonl"], 2, "folder is missing; say folder=FOLDER"),
        (["input=gone.jsonl", "folder=out"], 1, "input=gone.jsonl: no such file or folder"),
        (["input=void.jsonl", "folder=out"], 1, "void.jsonl: is empty"),
        (["input=c.jsonl", "folder=c.jsonl"], 1, "cannot write c.jsonl: File exists"),
    ],
)
def test_what_cannot_be_run_says_why(
    in_process: InProcess, source: Path, capsys: Out, arguments: list[str], code: int, message: str
) -> None:
    Path("void.jsonl").touch()
    assert main(["writer=extractive", *arguments]) == code
    (text,) = capsys.readouterr().err.splitlines()
    assert message in text


def test_a_missing_model_with_offline(source: Path, capsys: Out) -> None:
    assert main(["input=c.jsonl", "folder=out", "--offline"]) == 1
    (text,) = capsys.readouterr().err.splitlines()
    assert "all-MiniLM-L6-v2" in text
    assert entries(Path("out")) == []


@pytest.mark.slow
def test_a_full_disk_stops_the_run_and_keeps_what_is_done(
    in_process: InProcess, source: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    import summarizer.batch.outputs as outputs
    from summarizer.batch.disk import write_bytes, writing

    def filling(target: Path, data: bytes) -> None:
        if target.name == "c3.json":
            with writing(target):
                raise OSError(28, "No space left on device")
        write_bytes(target, data)

    monkeypatch.setattr(outputs, "write_bytes", filling)
    assert batch() == 1
    assert "No space left on device; free some space and run again" in capsys.readouterr().err
    assert [entry["id"] for entry in entries(Path("out"))] == ["c0", "c1"]
    monkeypatch.setattr(outputs, "write_bytes", write_bytes)
    in_process.chunks.clear()
    assert batch() == 0
    assert in_process.briefed == ["c2", "c3", "c4"]


def test_both_applications_compose_the_same_groups() -> None:
    def groups(name: str) -> list[str]:
        defaults = yaml.safe_load((conf_dir() / f"{name}.yaml").read_text())["defaults"]
        return [f"{key}={value}" for part in defaults if isinstance(part, dict) for key, value in part.items()]

    own = ("runner=", "experiment=", "override ")
    assert [group for group in groups("batch") if not group.startswith(own)] == groups("config")


def test_output_is_a_group_and_a_folder_may_be_called_like_one_of_its_options(
    in_process: InProcess, source: Path
) -> None:
    assert main(["writer=extractive", "input=c.jsonl", "folder=short", "output=long", "limit=1"]) == 0
    assert yaml.safe_load(Path("short/config.yaml").read_text())["settings"]["output"]["words"] == 450


@pytest.mark.slow
def test_offline_may_be_said_as_in_briefing(in_process: InProcess, source: Path) -> None:
    for number, said in enumerate((["--offline"], ["store=offline"], ["store.offline=true"])):
        assert batch(*said, "limit=1", f"folder=o{number}") == 0
        assert yaml.safe_load(Path(f"o{number}/config.yaml").read_text())["settings"]["store"]["offline"]
    assert main(["writer=extractive", "input=c.jsonl", "folder=last", "limit=1", "--offline"]) == 0
    assert yaml.safe_load(Path("last/config.yaml").read_text())["settings"]["store"]["offline"]


@pytest.mark.slow
def test_another_version_does_every_cluster_again(
    in_process: InProcess, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert batch("limit=2") == 0
    assert batch("limit=2") == 0
    assert in_process.briefed == ["c0", "c1"]
    monkeypatch.setattr("summarizer.__version__", "99.0")
    assert batch("limit=2") == 0
    assert in_process.briefed == ["c0", "c1"] * 2
    monkeypatch.setattr("summarizer.settings.rules_digest", lambda: "others")
    assert batch("limit=2") == 0
    assert in_process.briefed == ["c0", "c1"] * 3


def test_a_jobs_folder_cannot_leave_the_output() -> None:
    name = folder_of(["input=../x", "hydra.verbose=true", "run.focus=../../a b", "device=cpu"])
    assert "/" not in name
    assert name.startswith("input=x-")
    assert ",run.focus=a-b-" in name
    assert folder_of(["folder=y"]) == "job"
    long = [f"selection.a{number}=1.{number}" for number in range(30)]
    assert len(folder_of(long)) < 200
    assert folder_of(long) != folder_of([*long, "selection.b=1"])


def test_a_row_with_a_draft_is_checked_and_not_briefed(in_process: InProcess, tmp_path: Path, source: Path) -> None:
    told = "The ferry 1 struck the reef near Skarne on Tuesday evening, the coastguard said."
    rows = [row(0), row(1, draft=f"{told} A whale sang."), row(2, draft=["A ferry sank in 1987."]), row(3, draft=" ")]
    write_rows(tmp_path / "c.jsonl", [*rows, row(4, draft=7)])
    assert batch("formats=[json,md,html]") == 1
    states = {entry["id"]: (entry["status"], entry["error"]) for entry in entries(Path("out"))}
    assert [states[f"c{number}"][0] for number in range(5)] == ["done", "done", "done", "failed", "failed"]
    assert "the draft is empty" in states["c3"][1]
    assert "no list of claims" in states["c4"][1]
    assert "title" in briefing("c0")
    check = briefing("c1")
    jsonschema.validate(check, check_schema())
    assert [sentence["verdict"] for sentence in check["sentences"]] == ["carried", "not_found"]
    assert Path("out/briefings/c1.md").read_text(encoding="utf-8").startswith("# Check of the draft")
    assert [sentence["text"] for sentence in briefing("c2")["sentences"]] == ["A ferry sank in 1987."]
    in_process.chunks.clear()
    assert batch("formats=[json,md,html]") == 1
    assert in_process.briefed == []


def test_checks_go_into_shards(in_process: InProcess, tmp_path: Path, source: Path) -> None:
    write_rows(tmp_path / "c.jsonl", [row(0), row(1, draft="A whale sang beneath the reef.")])
    assert batch("shards=jsonl") == 0
    (shard,) = Path("out/shards").glob("*.jsonl")
    found = [json.loads(line) for line in shard.read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in found] == ["c0", "c1"]
    assert found[1]["briefing"]["$schema"].endswith("check-1")
