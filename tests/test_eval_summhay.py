"""`evaluate.py summhay`: what it reads, and coverage, citations and joint score worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import evaluate
import pytest
from evaluation.summhay import Curve, Found, Insight, given, read_curve, read_topic, scored, totals
from pipeline_fakes import HashEncoder

from summarizer.errors import InputError, UsageError
from summarizer.records import Briefing, BriefingSentence, Citation, Document, Reported

TOPIC: dict[str, Any] = {
    "id": "ferries",
    "documents": [
        {"id": "a", "text": "The ferry to Lund was stopped on Tuesday. Nobody was hurt when it ran aground."},
        {"id": "b", "text": "The ferry to Lund was stopped on Tuesday. Repairs will take three weeks."},
        {"id": "c", "text": "Fares on the ferry to Lund rose by a tenth in the spring of last year."},
    ],
    "subtopics": [
        {
            "subtopic": "What became of the ferry?",
            "insights": [
                {"insight": "The ferry to Lund was stopped on Tuesday.", "documents": ["a", "b"]},
                {"insight": "Repairs take three weeks.", "documents": ["b"]},
            ],
        }
    ],
}
CURVE = {"cosine": [0.0, 1.0], "coverage": [0.0, 1.0]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "topics.jsonl").write_text(json.dumps(TOPIC) + "\n")
    (tmp_path / "curve.json").write_text(json.dumps(CURVE))
    return tmp_path


def test_a_topic_is_read_and_only_what_holds_an_insight_is_given(folder: Path) -> None:
    topic = read_topic(folder / "topics.jsonl", 0)
    subtopic = topic.subtopics[0]
    assert [one.id for one in given(topic, subtopic, "oracle")] == ["a", "b"]
    assert [one.id for one in given(topic, subtopic, "full")] == ["a", "b", "c"]


def test_what_cannot_be_read_is_said(folder: Path) -> None:
    with pytest.raises(UsageError, match="no topic 1"):
        read_topic(folder / "topics.jsonl", 1)
    (folder / "curve.json").write_text('{"cosine": [0.5, 0.1], "coverage": [0, 1]}')
    with pytest.raises(InputError, match="coverage curve"):
        read_curve(folder / "curve.json")
    with pytest.raises(InputError, match="missing"):
        read_curve(folder / "none.json")


def test_an_insight_is_scored_by_the_nearest_sentence_and_all_that_it_names() -> None:
    documents = tuple(Document(name, "text") for name in "abc")
    cites, reports = Citation(0, 0, 1, "t"), Reported(2, 0, 1, "t")
    sentences = (
        BriefingSentence(
            "The ferry to Lund was stopped on Tuesday.", "lead", "quoted", (cites,), 1.0, (), reported_by=(reports,)
        ),
        BriefingSentence("Fares rose by a tenth.", "point", "quoted", (Citation(1, 0, 1, "t"),), 1.0),
    )
    briefing = Briefing("Ferry", (), sentences, documents)
    insights = [Insight("The ferry to Lund was stopped on Tuesday.", frozenset("ab"))]
    found = scored(briefing, insights, HashEncoder(), Curve((0.0, 1.0), (0.0, 1.0)))
    assert found[0].coverage == pytest.approx(1.0, abs=1e-3)
    # It names a and c, and a and b hold the insight.
    assert (found[0].precision, found[0].recall, found[0].f1) == (0.5, 0.5, 0.5)
    assert scored(Briefing("Ferry", (), (), documents), insights, HashEncoder(), Curve((0.0,), (0.0,)))[0].coverage == 0


def test_citations_are_weighed_by_coverage() -> None:
    found = totals([Found(1.0, 0.5, 1.0, 0.6), Found(0.5, 1.0, 0.4, 0.5), Found(0.0, 0.0, 0.0, 0.0)])
    assert found["coverage"] == pytest.approx(50.0)
    assert found["citation P"] == pytest.approx(100 * (0.5 + 0.5) / 1.5)
    assert found["citation F1"] == pytest.approx(100 * (0.6 + 0.25) / 1.5)
    assert found["joint"] == pytest.approx(100 * (0.6 + 0.25) / 3)


def test_a_wrong_call_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(folder / "topics.jsonl"), "--curve", str(folder / "curve.json")]
    assert evaluate.main(["summhay", *files, "--topic", "7"]) == 2
    assert "no topic 7" in capsys.readouterr().err
    assert evaluate.main(["summhay", *files, "--first", "5"]) == 2
    assert "no subtopic 5" in capsys.readouterr().err
