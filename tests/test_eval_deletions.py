"""What a writer that leaves words out could gain: the best choice, and what is no choice."""

from __future__ import annotations

from pathlib import Path

import evaluate
import pytest
from evaluation.deletions import Room, best_forms, forms, report_of

from summarizer.records import BriefingSentence, Citation
from summarizer.text.analysis import Analyser

DATA = Path(__file__).parent / "data"
WHOLE, SHORT = (
    "The ferry Halden, built in Orsa, sank off Skarne on Friday.",
    "The ferry Halden sank off Skarne on Friday.",
)


def test_of_each_sentence_the_form_nearest_to_the_reference_is_taken() -> None:
    references = [["The ferry Halden sank off Skarne on Friday."]]
    assert best_forms([[WHOLE, SHORT]], references) == [SHORT]
    assert best_forms([[SHORT, WHOLE]], [[WHOLE]]) == [WHOLE]
    assert best_forms([[WHOLE]], references) == [WHOLE]


def test_the_report_counts_what_is_no_choice_and_means_the_scores() -> None:
    report = report_of([Room(4, 2, 1, (0.4, 0.1), (0.5, 0.2)), Room(2, 2, 0, (0.2, 0.1), (0.3, 0.1))], "run")
    counts, scores = report.tables
    assert [row[1] for row in counts.rows] == ["6", "4", "1"]
    assert scores.rows == (("now", "30.00", "10.00"), ("best choice", "40.00", "15.00"))


@pytest.mark.real_model
def test_a_sentence_has_the_forms_that_its_passage_can_be_cut_to(analyse: Analyser) -> None:
    told = BriefingSentence(SHORT, "lead", "written", (Citation(0, 0, len(WHOLE), WHOLE),), 1.0)
    other = BriefingSentence("A boat sank.", "lead", "written", (Citation(0, 0, len(WHOLE), WHOLE),), 1.0)
    assert set(forms(told, analyse)) == {SHORT, WHOLE}
    assert forms(other, analyse) == ("A boat sank.",)


@pytest.mark.real_model
def test_the_command_measures_real_briefings(capsys: pytest.CaptureFixture[str]) -> None:
    clusters = str(DATA / "invented_clusters.jsonl")
    options = ["--set", "writer=extractive", "--set", "judge=none", "--limit", "1", "--offline", "--quiet"]
    assert evaluate.main(["deletions", clusters, *options]) == 0
    assert "best choice" in capsys.readouterr().out
    assert evaluate.main(["deletions", "no-such-file.jsonl", "--offline"]) == 1
