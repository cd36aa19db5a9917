"""`scripts/evaluate.py` from command line to files, with fakes for the models."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import evaluate
import pytest
from eval_fakes import TOWNS, BagEncoder, EchoWriter, cluster_row, floods, models, write_rows
from evaluation.tables import figure, models_text, seconds_text

from summarizer.records import ModelInfo

__all__ = ["models"]

Fakes = tuple[BagEncoder, EchoWriter]
ROOT = Path(__file__).resolve().parents[1]


def run(tmp_path: Path, *arguments: object) -> int:
    """Runs the command with its files under ``tmp_path`` and few resamples."""
    standard = ["-o", tmp_path / "out", "--cache", tmp_path / "cache.sqlite", "--quiet", "--resamples", "100"]
    return evaluate.main([str(part) for part in (*arguments, *standard)])


def result(tmp_path: Path) -> Any:
    return json.loads((tmp_path / "out" / "evaluation.json").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_everything_in_one_run(tmp_path: Path, models: Fakes, capsys: pytest.CaptureFixture[str]) -> None:
    mine = write_rows(tmp_path / "mine.jsonl", *({"id": town.lower(), "summary": "A flood [1]."} for town in TOWNS))
    path = floods(tmp_path / "floods.jsonl")
    assert run(tmp_path, path, "--words", 40, "--system", f"mine={mine}") == 0
    (held,) = result(tmp_path)["sets"]
    rows = {row["system"]: row for row in held["rows"]}
    assert list(rows) == ["briefing", "lead", "lexrank", "textrank", "mmr", "mine"]
    assert {row["n"] for row in rows.values()} == {3}
    assert rows["lead"]["values"]["citation_recall:verifier"]["mean"] == 1.0
    assert rows["lead"]["values"]["citation_precision:verifier"]["mean"] == 1.0
    assert rows["lead"]["values"]["quoted"]["mean"] == 1.0
    assert rows["mine"]["values"]["written"] is None
    assert rows["mine"]["seconds"] is None
    assert [model["name"] for model in rows["briefing"]["models"]] == ["bag", "echo"]
    assert set(rows["briefing"]["per_cluster"]) == {town.lower() for town in TOWNS}
    assert {entry["against"] for entry in held["comparisons"]} == set(rows) - {"briefing"}
    printed = capsys.readouterr().out
    markdown = (tmp_path / "out" / "evaluation.md").read_text(encoding="utf-8")
    for text in (printed, markdown):
        assert "sentences joined by newline" in text
        assert "whole sentences until the budget is reached" in text
        assert "Judge verifier: deterministic verifier" in text
        assert "not independent support" in text
        assert rows["briefing"]["settings_hash"] in text
    assert (tmp_path / "out" / "evaluation.png").read_bytes().startswith(b"\x89PNG")
    assert "![Evaluation](evaluation.png)" in markdown


@pytest.mark.slow
def test_every_file_may_have_its_own_budget(tmp_path: Path, models: Fakes) -> None:
    paths = [floods(tmp_path / "one.jsonl"), floods(tmp_path / "two.jsonl")]
    assert run(tmp_path, *paths, "--words", "30,50", "--peers", "lead", "--metrics", "words") == 0
    one, two = result(tmp_path)["sets"]
    assert (one["budget_words"], two["budget_words"]) == (30, 50)
    for held, budget in ((one, 30), (two, 50)):
        assert budget <= held["rows"][1]["values"]["words"]["mean"] <= budget + 25
    assert one["rows"][0]["settings_hash"] != two["rows"][0]["settings_hash"]


@pytest.mark.slow
def test_a_second_run_gives_the_same_figures_without_any_model(tmp_path: Path, models: Fakes) -> None:
    path = floods(tmp_path / "floods.jsonl")
    figures = []
    for _ in range(2):
        run(tmp_path, path, "--words", 40)
        (held,) = result(tmp_path)["sets"]
        figures.append([(row["values"], row["seconds"]["n"]) for row in held["rows"]])
        asked = len(models[0].encoded), len(models[1].calls)
        assert asked == (len(set(models[0].encoded)), 1)
    assert figures[0] == figures[1]


@pytest.mark.slow
def test_what_was_left_out_stands_under_the_table(
    tmp_path: Path, models: Fakes, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [cluster_row("Orlen"), "broken", cluster_row("Kerim", reference=" ")]
    path = write_rows(tmp_path / "set.jsonl", *rows)
    assert run(tmp_path, path, "--peers", "lead") == 0
    printed = capsys.readouterr().out
    assert "Left out or remarked: 2." in printed
    assert "set.jsonl line 2: " in printed
    assert "cluster kerim: reference without text" in printed


def test_a_system_that_misses_ids_is_compared_on_common_clusters(tmp_path: Path, models: Fakes) -> None:
    mine = write_rows(tmp_path / "mine.jsonl", {"id": "orlen", "summary": "A flood."})
    assert run(tmp_path, floods(tmp_path / "f.jsonl"), "--peers", "none", "--system", f"mine={mine}") == 0
    (held,) = result(tmp_path)["sets"]
    assert held["rows"][1]["n"] == 1
    assert {entry["difference"]["n"] for entry in held["comparisons"]} == {1}
    assert any("no output for 2 of 3" in problem["what"] for problem in held["problems"])
    assert "1 of 3" in (tmp_path / "out" / "evaluation.md").read_text(encoding="utf-8")


def test_a_plugged_in_judge_gets_its_own_columns(tmp_path: Path, models: Fakes) -> None:
    judges = ["--judge", "verifier", "--judge", "eval_fakes:strict_judge"]
    assert run(tmp_path, floods(tmp_path / "f.jsonl"), "--peers", "lead", *judges) == 0
    values = result(tmp_path)["sets"][0]["rows"][1]["values"]
    assert values["citation_recall:eval_fakes:strict_judge"]["mean"] == 1.0
    assert values["citation_recall:verifier"]["mean"] == 1.0


def test_judges_are_scored_on_labelled_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evidence = "The river Lomma flooded Orlen on Tuesday."
    rows = [
        {"premise": evidence, "claim": "The river Lomma flooded Orlen.", "label": "SUPPORTS"},
        {"premise": evidence, "claim": "The river Lomma flooded Kerim.", "label": "REFUTES"},
        {"premise": evidence, "claim": "Forty people died in Orlen.", "label": "NOT_ENOUGH_INFO"},
        {"premise": evidence, "claim": "x", "label": "?"},
    ]
    assert run(tmp_path, "--pairs", write_rows(tmp_path / "pairs.jsonl", *rows)) == 0
    (found,) = result(tmp_path)["judge_results"]
    assert (found["n"], found["auc"]["mean"], found["balanced_accuracy"]["mean"]) == (3, 1.0, 1.0)
    assert found["labels"] == {"SUPPORTS": 1, "REFUTES": 1, "NOT_ENOUGH_INFO": 1}
    assert found["brier"]["low"] <= found["brier"]["mean"] <= found["brier"]["high"]
    assert found["ece"]["n"] == 3
    assert found["seconds_per_pair"] == pytest.approx(found["seconds"] / 3)
    assert found["bins"]
    printed = capsys.readouterr().out
    markdown = (tmp_path / "out" / "evaluation.md").read_text(encoding="utf-8")
    assert "pairs.jsonl line 4" in printed
    for column in ("balanced accuracy", "AUC", "ECE %", "Brier", "s/pair", "Reliability of verifier on pairs"):
        assert column in markdown


def test_what_each_pair_file_lost_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = {"premise": "Orlen flooded.", "claim": "Orlen flooded.", "label": 1}
    names = ("one.jsonl", "two.jsonl")
    paths = [write_rows(tmp_path / name, good, good | {"label": 0}, good | {"label": "?"}) for name in names]
    judges = ["--judge", "verifier", "--judge", "eval_fakes:strict_judge"]
    assert run(tmp_path, *(part for path in paths for part in ("--pairs", path)), *judges) == 0
    printed = capsys.readouterr().out
    assert "Left out or remarked: 2." in printed
    assert [printed.count(f"{name} line 3") for name in names] == [1, 1]


@pytest.mark.slow
def test_a_judge_of_the_configuration_is_taken_from_the_store(tmp_path: Path) -> None:
    """The real judge on a tiny checkpoint, found by its catalogue name in a folder of the user's own."""
    import tiny_judges

    pair = {"premise": "The river flooded Orlen.", "claim": "Orlen flooded.", "label": 1}
    path = write_rows(tmp_path / "pairs.jsonl", pair, pair | {"claim": "Kerim flooded.", "label": 0})
    tiny_judges.classifier(tmp_path / "own", "Bert")
    own = ["--set", f"judge.model={tmp_path / 'own'}", "--set", "judge.dtype=float32", "--device", "cpu", "--offline"]
    assert run(tmp_path, "--pairs", path, "--judge", "nli-deberta-v3", *own) == 0
    (found,) = result(tmp_path)["judge_results"]
    assert found["judge"] == "nli-deberta-v3"
    assert (found["model"]["role"], found["model"]["dtype"]) == ("judge", "float32")
    assert found["n"] == 2


def test_sets_without_references_still_get_the_other_figures(tmp_path: Path, models: Fakes) -> None:
    path = write_rows(tmp_path / "set.jsonl", *(cluster_row(town, reference=[]) for town in TOWNS))
    assert run(tmp_path, path, "--peers", "lead") == 0
    values = result(tmp_path)["sets"][0]["rows"][0]["values"]
    assert values["rouge2"] is None
    assert values["longest_copy"]["n"] == 3
    assert not (tmp_path / "out" / "evaluation.png").exists()


def test_ready_made_outputs_need_no_model_at_all(
    tmp_path: Path, models: Fakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = write_rows(tmp_path / "mine.jsonl", {"id": "orlen", "summary": "A flood."})
    monkeypatch.setattr("summarizer.pipeline.load_models", lambda *_: pytest.fail("a model was loaded"))
    more = [
        "--no-pipeline",
        "--peers",
        "lead",
        "--system",
        f"mine={mine}",
        "--metrics",
        "rouge1,words,rouge2",
    ]
    assert run(tmp_path, floods(tmp_path / "f.jsonl"), *more) == 0
    (held,) = result(tmp_path)["sets"]
    assert [metric["name"] for metric in held["metrics"]] == ["rouge1", "rouge2", "words"]
    assert held["comparisons"][0]["system"] == "mine"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere/set.jsonl"], 1, "there is no folder nowhere"),
        (["--metrics", "rouge7", "{floods}"], 2, "unknown metric 'rouge7'"),
        (["--plot-metric", "beauty", "{floods}"], 2, "unknown metric 'beauty'"),
        (["--peers", "lead,me", "{floods}"], 2, "unknown peer 'me'"),
        (["--judge", "oracle", "{floods}"], 2, "unknown judge 'oracle'; use one of verifier, hhem, minicheck"),
        (["--judge", "hhem", "--offline", "{floods}"], 1, "hhem-2.1-open is not in"),
        (["--judge", "writer", "--set", "writer=extractive", "{floods}"], 2, "asks the writer's model"),
        (["--judge", "no.such.module:judge", "{floods}"], 2, "cannot be loaded"),
        (["--judge", "json:dumps", "{floods}"], 2, "cannot be made"),
        (["--judge", "json:decoder", "{floods}"], 2, "is no judge"),
        (["--system", "mine", "{floods}"], 2, "is not NAME=PATH"),
        (["--system", "lead=x.jsonl", "{floods}"], 2, "is taken"),
        (["--system", "mine=missing.jsonl", "{floods}"], 1, "missing.jsonl is missing"),
        (["--no-pipeline", "--peers", "none", "{floods}"], 2, "no system to evaluate"),
        (["--set", "writer=nobody", "{floods}"], 2, "nobody"),
        (["--limit", "0", "{floods}"], 2, "--limit 0 is too small"),
        (["--words", "many", "{floods}"], 2, "--words many is no budget"),
        (["--words", "40,50", "{floods}"], 2, "names 2 budgets for 1 files"),
        ([], 2, "nothing to evaluate"),
        (["--facts", "facts.json", "{floods}"], 1, "fact file facts.json is missing"),
    ],
)
def test_bad_calls_end_in_one_clear_line(
    arguments: list[str],
    code: int,
    message: str,
    tmp_path: Path,
    models: Fakes,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = floods(tmp_path / "floods.jsonl")
    assert run(tmp_path, *(part.format(floods=path) for part in arguments)) == code
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert message in error
    assert error.count("\n") == 1


def test_help_is_quick_and_loads_no_model_library() -> None:
    probe = "import sys, evaluate\ntry: evaluate.main(['--help'])\nexcept SystemExit: pass\n"
    probe += "assert not {'torch', 'transformers', 'matplotlib', 'hydra', 'numpy'} & set(sys.modules)"
    path = f"{ROOT / 'scripts'}:{ROOT}"
    done = subprocess.run(
        [sys.executable, "-c", probe], env={"PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "--judge" in done.stdout


def test_cells_read_well() -> None:
    from evaluation.bootstrap import Interval
    from evaluation.metrics import METRICS

    assert figure(Interval(0.4544, 0.4411, 0.4672, 79), METRICS["rouge1"]) == "45.4 [44.1, 46.7]"
    assert figure(None, METRICS["rouge1"]) == "–"
    assert seconds_text(Interval(12.3456, 1, 2, 3)) == "12.3"
    assert seconds_text(Interval(0.0123456, 1, 2, 3)) == "0.0123"
    assert seconds_text(None) == "–"
    info = ModelInfo("writer", "qwen", "", "ab" * 32, "cpu", "bfloat16")
    assert models_text([info]) == "qwen@abababab bfloat16"
    assert models_text([]) == "–"


def test_markdown_cells_cannot_break_the_table() -> None:
    from common.report import Table, markdown_table

    table = markdown_table(Table("t", ("a", "b"), (("x|y", "two\nlines"),)))
    assert table.splitlines()[2] == "| x\\|y | two lines |"
