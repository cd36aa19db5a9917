"""`scripts/evaluate.py stories`: what it counts, and that it reads piles as they are labelled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarking.stories import repeated
from eval_fakes import BagEncoder
from evaluation import stories
from group_samples import BAKERY, BRIDGE, OTHER_BRIDGE, STRANGERS, pile

from summarizer.errors import InputError
from summarizer.records import Grouping
from summarizer.settings import Settings


def write(path: Path, *clusters: tuple[str, ...]) -> Path:
    rows = [{"id": f"c{at}", "documents": [{"text": text} for text in texts]} for at, texts in enumerate(clusters)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("found", "wanted", "precision", "recall"),
    [
        ("aab", "xxy", 1.0, 1.0),
        ("abc", "xxx", 1.0, 1 / 3),
        ("aaa", "xyz", 1 / 3, 1.0),
        ("aabb", "xxxy", 0.75, 2 / 3),
    ],
)
def test_b_cubed(found: str, wanted: str, precision: float, recall: float) -> None:
    assert stories.b_cubed(found, wanted) == pytest.approx((precision, recall))


def test_what_is_left_out_is_numbered_too() -> None:
    assert stories.numbered(Grouping(((1, 3), (0,)), ((2, "a round-up"),)), 4) == [1, 0, 2, 0]


def test_merged_stories_and_those_joined_by_what_stands_beside_are_counted() -> None:
    held = stories.Pile(tuple(pile(*BRIDGE[:2], *BAKERY)), ("a", "a", "b", "b"), tuple(pile(*STRANGERS)))
    one = stories.score(held, lambda _: [0, 0, 0, 1, 1, 2, 3])
    assert (one.merged, one.with_beside) == (1, 1)
    assert (one.precision, one.recall) == pytest.approx(((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, 0.75))


def test_a_pile_is_read_halved_and_measured_with_its_peers(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", BRIDGE, BAKERY, OTHER_BRIDGE)
    path.write_text(path.read_text(encoding="utf-8") + '\n{"id": 5}', encoding="utf-8")
    whole, problems = stories.read([path])
    assert len(problems) == 1
    assert "line 4" in problems[0]
    assert stories.part_of(whole, "even").wanted == ("rows:c0",) * 3 + ("rows:c2",) * 2
    assert stories.part_of(whole, "odd").wanted == ("rows:c1",) * 2
    piles = stories.with_beside(stories.part_of(whole, "all"), [write(tmp_path / "beside.jsonl", STRANGERS)])
    systems = stories.systems(Settings(), BagEncoder(), stories.part_of(whole, "even"))
    (table,) = stories.report_of(piles, systems, "evaluate.py stories").tables
    assert [row[2] for row in table.rows] == ["this project", "cosine, single link", "TF-IDF, DBSCAN"]
    assert {row[:2] for row in table.rows} == {("all beside 3 of c0", "3, 10")}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl"):
        stories.read([tmp_path / "none.jsonl"])


def test_a_pile_grows_by_repetition_with_other_names() -> None:
    documents, wanted = repeated(pile(*BRIDGE), ["a"] * 3, 8)
    assert wanted == ["a 0"] * 3 + ["a 1"] * 3 + ["a 2"] * 2
    assert [document.text for document in documents[:3]] == list(BRIDGE)
    assert not any("Arnsted" in document.text or "52" in document.text for document in documents[3:])
    assert repeated(pile(*BRIDGE), ["a"] * 3, 8)[0] == documents
