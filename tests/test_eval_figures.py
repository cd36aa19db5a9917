"""`evaluate.py figures`: what it reads, how figures are matched and scored, and what it lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import evaluate
import pytest
from evaluation.figures import Labelled, Ledger, Match, f1, ledger_of, matches, number, read, report_of

from summarizer.records import Document, Figure, FigureValue, Span

FIRST, SECOND = "The blast in Orva killed 14 people.", "The blast in Orva killed 17 people."
ROW: dict[str, Any] = {
    "id": "c1",
    "documents": [
        {"id": "a", "text": FIRST, "date": "2031-06-12"},
        {"id": "b", "text": SECOND, "date": "2031-06-13"},
    ],
    "figures": [
        {
            "what": "people killed",
            "relation": "update",
            "values": [{"document": "a", "number": 14}, {"document": "b", "number": 17}],
            "newest": {"document": "b", "number": 17},
        },
        {
            "what": "homes lost",
            "relation": "scope",
            "values": [{"document": "a", "number": 3}, {"document": "b", "number": 4}],
            "newest": None,
        },
    ],
}
KILLED = Ledger("people killed", "update", frozenset({("a", 14.0), ("b", 17.0)}), ("b", 17.0))
LOST = Ledger("homes lost", "scope", frozenset({("a", 3.0), ("b", 4.0)}), None)


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "ledger.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


def test_what_is_read(tmp_path: Path) -> None:
    (found,) = read(written(tmp_path, ROW, ROW | {"id": "c2", "figures": []}))
    assert (found.id, [document.id for document in found.documents]) == ("c1", ["a", "b"])
    assert found.figures == (KILLED, LOST)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW | {"figures": []}, "no row of"),
        (ROW | {"figures": [{"what": "x"}]}, "is not labelled"),
        (ROW | {"figures": [ROW["figures"][0] | {"values": [3]}]}, "is not labelled"),
    ],
)
def test_what_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: dict[str, Any], message: str
) -> None:
    assert evaluate.main(["figures", str(written(tmp_path, row))]) == 1
    assert message in capsys.readouterr().err
    assert evaluate.main(["figures", str(tmp_path / "none.jsonl")]) == 1


def test_numbers_and_days_are_compared_as_such() -> None:
    assert number(3) == number("3.0") == 3.0
    assert number("2031-05-13T00:00") == "2031-05-13"


def test_a_found_figure_is_told_as_a_labelled_one() -> None:
    values = [
        FigureValue(at, 0, len(text), text, Span(25, 27), text[25:27], float(text[25:27]))
        for at, text in enumerate((FIRST, SECOND))
    ]
    documents = (Document("a", FIRST), Document("b", SECOND))
    told = ledger_of(Figure("killed", "update", tuple(values), 1), documents)
    assert told == Ledger("killed", "update", KILLED.values, ("b", 17.0))
    assert ledger_of(Figure("killed", "conflict", tuple(values)), documents).newest is None


def test_a_figure_is_matched_with_the_one_that_shares_most() -> None:
    part = Ledger("some", "same", frozenset({("a", 14.0)}), ("a", 14.0))
    cluster = Labelled("c1", (), (KILLED, LOST))
    assert [match.found for match in matches(cluster, [part, KILLED])] == [KILLED, None]
    assert [match.found for match in matches(cluster, [])] == [None, None]


def test_shares() -> None:
    late = Ledger("killed", "conflict", frozenset({("a", 14.0), ("b", 17.0), ("b", 3.0)}), None)
    found = [Match("c1", KILLED, late), Match("c1", LOST, None), Match("c2", KILLED, KILLED)]
    assert f1(found, "update") == 2 / 3
    assert f1(found, "conflict") == f1(found, "same") == 0.0
    report = report_of(found, 0.5, 2, True, "x")
    assert report.tables[0].rows == (
        ("values: recall", "0.667", "4 of 6"),
        ("values: precision", "0.800", "4 of 5"),
        ("relation: macro-F1", "0.133", ""),
        ("newest", "0.333", "1 of 3"),
    )
    assert report.tables[-1].rows == (
        ("c1", "people killed", "", "3 in b", "conflict for update", "none for 17 in b"),
        ("c1", "homes lost", "all", "", "scope: not found", ""),
    )
    assert [table.title for table in report_of(found, 0.5, 2, False, "x").tables][-1] == "By relation"


def test_the_right_number_from_another_document_is_right() -> None:
    other = Ledger("killed", "update", KILLED.values, ("c", 17.0))
    assert Match("c", KILLED, other).newest_is_right
    assert not Match("c", LOST, other).newest_is_right
    assert Match("c", LOST, LOST).newest_is_right
    assert not Match("c", LOST, None).newest_is_right


@pytest.mark.real_model
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, ROW, ROW | {"id": "c2"})
    assert evaluate.main(["figures", str(path), "--part", "even", "--markdown", "--verbose"]) == 0
    told = capsys.readouterr().out
    assert "| values: recall | 0.500 | 2 of 4 |" in told
    assert "| c1 | homes lost | all |" in told
    assert "1 clusters with 2 labelled figures" in told
