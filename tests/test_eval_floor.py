"""The quality floor: falls are found, raising is silent, lowering needs a flag and a reason on record."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import evaluate
import pytest
from eval_fakes import BagEncoder, EchoWriter, floods, models
from evaluation.floor import Entry, Floor, FloorSet, check, dump, falls_upwards, load_floor, lowered, raised
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError, UsageError

__all__ = ["models"]

Fakes = tuple[BagEncoder, EchoWriter]
QUALITY_FLOOR = Path(__file__).parent / "quality_floor.json"
TOLERANCE = {"rouge2": 0.5, "redundancy": 0.02}
figures = st.floats(0, 100).map(lambda value: round(value, 2))


def held(**floors: tuple[Entry, ...]) -> FloorSet:
    return FloorSet(name="small", path="set.jsonl", words=40, floors=floors)


def floor(only: FloorSet) -> Floor:
    return Floor(TOLERANCE, (only,))


@given(figures, figures)
def test_a_figure_passes_down_to_the_floor_minus_its_tolerance(value: float, edge: float) -> None:
    only = held(rouge2=(Entry(edge),))
    (found,) = check(floor(only), only, {"rouge2": value})
    assert found.passed == (value >= edge - 0.5)


def test_for_what_should_be_low_the_floor_is_a_ceiling() -> None:
    assert falls_upwards("redundancy")
    only = held(redundancy=(Entry(0.5),))
    passed = [check(floor(only), only, {"redundancy": value})[0].passed for value in (0.3, 0.51, 0.53)]
    assert passed == [True, True, False]
    assert raised(only, {"redundancy": 0.4}).floors["redundancy"][-1].value == 0.4
    assert raised(only, {"redundancy": 0.6}) == only


@given(st.lists(figures, min_size=1, max_size=8))
def test_updating_only_ever_raises(values: list[float]) -> None:
    only = held(rouge2=())
    for value in values:
        only = raised(only, {"rouge2": value})
    kept = [entry.value for entry in only.floors["rouge2"]]
    assert kept == sorted(set(kept))
    assert kept[-1] == max(values)


def test_lowering_keeps_the_reason_and_the_history() -> None:
    only = lowered(held(rouge2=(Entry(15.0),)), "rouge2", {"rouge2": 12.345}, " fewer inventions ")
    assert only.floors["rouge2"] == (
        Entry(15.0),
        Entry(12.35 if round(12.345, 2) == 12.35 else 12.34, "fewer inventions"),
    )
    assert lowered(only, "rouge2", {"rouge2": 20.0}, "no need") == only
    with pytest.raises(UsageError, match="needs a reason"):
        lowered(only, "rouge2", {"rouge2": 1.0}, "  ")
    with pytest.raises(UsageError, match="has no floor for 'rouge1'"):
        lowered(only, "rouge1", {"rouge1": 1.0}, "x")


def test_a_file_that_was_lowered_by_hand_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "floor.json"
    path.write_text(dump(floor(held(rouge2=(Entry(15.0), Entry(14.0))))), encoding="utf-8")
    with pytest.raises(InputError, match="from 15 to 14 without a reason"):
        load_floor(path)
    fine = floor(held(rouge2=(Entry(15.0), Entry(14.0, "a reason"))))
    path.write_text(dump(fine), encoding="utf-8")
    assert load_floor(path) == fine


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda value: value.pop("sets"), "is no floor file"),
        (lambda value: value["sets"][0].pop("words"), "is no floor file"),
        (lambda value: value["tolerance"].clear(), "no tolerance"),
        (lambda value: value["sets"][0]["floors"].update(beauty=[]), "unknown metric"),
    ],
)
def test_a_broken_file_is_named(change: Any, message: str, tmp_path: Path) -> None:
    value = json.loads(dump(floor(held(rouge2=(Entry(15.0),)))))
    change(value)
    path = tmp_path / "floor.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_floor(path)


def test_a_set_may_have_a_tolerance_of_its_own(tmp_path: Path) -> None:
    only = replace(held(rouge2=(Entry(10.0),)), tolerance={"rouge2": 3.0}, facts="facts.json")
    assert [check(floor(only), only, {"rouge2": value})[0].passed for value in (7.0, 6.9)] == [True, False]
    path = tmp_path / "floor.json"
    path.write_text(dump(floor(only)), encoding="utf-8")
    assert load_floor(path) == floor(only)


def test_a_metric_that_was_not_measured_is_an_error() -> None:
    only = held(rouge2=(Entry(15.0),))
    with pytest.raises(UsageError, match="was not measured"):
        check(floor(only), only, {})


def file_with(tmp_path: Path, *entries: dict[str, Any]) -> Path:
    path = tmp_path / "floor.json"
    sets = [
        {
            "name": "floods",
            "path": str(floods(tmp_path / "floods.jsonl")),
            "words": 40,
            "overrides": ["writer=extractive"],
            "limit": 2,
            "floors": {"rouge1": list(entries), "citation_recall:verifier": [{"value": 100}]},
        },
        {"name": "elsewhere", "path": "nowhere/at/all.jsonl", "words": 40, "optional": True, "floors": {}},
    ]
    value = {"tolerance": {"rouge1": 0.5, "citation_recall": 1}, "sets": sets}
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def run(tmp_path: Path, path: Path, *more: str) -> int:
    return evaluate.main(["floor", str(path), "--cache", str(tmp_path / "c.sqlite"), "--quiet", *more])


@pytest.mark.slow
def test_the_command_checks_raises_and_lowers(
    tmp_path: Path, models: Fakes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_with(tmp_path)
    assert run(tmp_path, path, "--update") == 0
    (first,) = load_floor(path).sets[0].floors["rouge1"]
    assert first.value > 0
    assert run(tmp_path, path) == 0
    printed = capsys.readouterr().out
    assert "elsewhere: skipped, nowhere/at/all.jsonl is not here" in printed
    assert f"floods rouge1: {first.value:.2f}, floor {first.value:.2f} − 0.5: ok" in printed

    path = file_with(tmp_path, {"value": first.value + 0.4})
    assert run(tmp_path, path) == 0
    path = file_with(tmp_path, {"value": first.value + 5})
    assert run(tmp_path, path) == 1
    printed = capsys.readouterr().out
    assert "FELL" in printed
    assert "1 of 2 figures fell" in printed
    assert run(tmp_path, path, "--update") == 1
    assert load_floor(path).sets[0].floors["rouge1"][-1].value == pytest.approx(first.value + 5)

    assert run(tmp_path, path, "--lower", "floods:rouge1", "--reason", "cites more") == 0
    assert load_floor(path).sets[0].floors["rouge1"][-1] == Entry(first.value, "cites more")
    assert run(tmp_path, path) == 0
    assert run(tmp_path, path, "--lower", "rouge1", "--reason", "x") == 2
    assert run(tmp_path, path, "--lower", "elsewhere:rouge1") == 2
    assert run(tmp_path, path, "--only", "nowhere") == 2
    assert run(tmp_path, path, "--only", "floods") == 0


def test_a_fixed_set_must_be_whole(tmp_path: Path, models: Fakes, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_with(tmp_path)
    with (tmp_path / "floods.jsonl").open("a", encoding="utf-8") as lines:
        lines.write("broken\n")
    assert run(tmp_path, path) == 1
    assert "a fixed set must be whole" in capsys.readouterr().err


def test_a_floor_without_any_set_at_hand_is_no_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_with(tmp_path)
    value = json.loads(path.read_text(encoding="utf-8"))
    value["sets"] = value["sets"][1:]
    path.write_text(json.dumps(value), encoding="utf-8")
    assert run(tmp_path, path) == 1
    assert "led to no check at all" in capsys.readouterr().err


def test_the_projects_own_floor_is_valid_and_names_its_sets() -> None:
    found = load_floor(QUALITY_FLOOR)
    assert not found.sets[0].optional
    for only in found.sets:
        assert only.floors
        assert only.optional or (Path(__file__).resolve().parents[1] / only.path).is_file()
        assert all(entries for entries in only.floors.values())
        assert "details_together" in only.floors
        assert not [metric for metric in only.floors if metric.startswith("citation_")], "judged by what chose them"
    with_facts = [only for only in found.sets if only.facts]
    assert [only.overrides for only in with_facts] == [("writer=extractive",), ()], "the default writer runs as well"
    assert all({"source_recall", "source_precision"} <= only.floors.keys() for only in with_facts)


@pytest.mark.real_model
def test_the_pipeline_is_not_under_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    code = evaluate.main(["floor", str(QUALITY_FLOOR), "--quiet", "--no-cache"])
    assert code == 0, capsys.readouterr().out
