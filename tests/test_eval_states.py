"""`evaluate.py states`: what it reads, and what it counts as told with its time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import evaluate
import pytest
from evaluation.states import FILE, Labelled, outcomes, read, report_of

import summarizer.pipeline
from summarizer.errors import NoInputError
from summarizer.records import Briefing, BriefingSentence, Citation, Document, Place, Rejected
from summarizer.text.analysis import Analyser

OLD, HOLDS = "The pass is shut.", "The pass has a chapel."
ROW: dict[str, Any] = {
    "id": "pass",
    "documents": [{"id": "a", "text": f"{OLD} {HOLDS}"}, {"id": "b", "text": "The pass is open again."}],
    "states": [
        {"what": "the pass", "older": [{"document": "a", "quote": OLD}], "newer": {"document": "b", "quote": ""}}
    ],
    "still_true": [{"document": "a", "quote": HOLDS}],
}
LABELLED = Labelled(
    "pass",
    (Document("a", f"{OLD} {HOLDS}"), Document("b", "The pass is open again.")),
    frozenset({("a", OLD)}),
    frozenset({("a", HOLDS)}),
)


def told(text: str, quote: str = OLD) -> Briefing:
    citation = Citation(0, LABELLED.documents[0].text.index(quote), 0, quote)
    sentence = BriefingSentence(text, "point", "written", (citation,), 1.0)
    return Briefing("", (), (sentence,), LABELLED.documents)


def kinds(briefing: Briefing, analyse: Analyser | None = None) -> list[tuple[str, str]]:
    return [(one.label, one.kind) for one in outcomes(LABELLED, briefing, analyse or Analyser(None))]


def test_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "states.jsonl"
    path.write_text(json.dumps(ROW) + "\n")
    (found,) = read(path)
    assert (found.older, found.still_true) == (LABELLED.older, LABELLED.still_true)
    path.write_text(json.dumps(ROW | {"states": [{}]}) + "\n")
    assert evaluate.main(["states", str(path)]) == 1


def test_each_label_that_ships_stands_in_its_document() -> None:
    for cluster in read(FILE):
        texts = {one.id: " ".join(one.text.split()) for one in cluster.documents}
        assert all(quote in texts[document] for document, quote in cluster.older | cluster.still_true)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (OLD, "outdated"),
        ("As of Monday, the pass is shut.", "dated"),
        ("At 09:10 on Monday, the pass is shut.", "dated"),
    ],
)
def test_what_is_told_with_its_time(text: str, kind: str) -> None:
    assert kinds(told(text)) == [("overtaken", kind)]


@pytest.mark.real_model
def test_a_day_on_which_it_was_said_tells_when(analyse: Analyser) -> None:
    assert kinds(told("The pass is shut, police said on Monday."), analyse) == [("overtaken", "plain")]
    assert kinds(told("The pass will open on Monday."), analyse) == [("overtaken", "outdated")]


def test_what_holds_and_is_told_or_withheld() -> None:
    assert kinds(told(HOLDS, HOLDS)) == [("still true", "plain")]
    left = Rejected(HOLDS, ("superseded by b",), Place(0, 0, 1)), Rejected(OLD, ("no room",), Place(0, 0, 1))
    briefing = Briefing("", (), (), LABELLED.documents, omitted=left)
    assert kinds(briefing) == [("still true", "withheld")]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "states.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + json.dumps(ROW | {"id": "two"}) + "\n")
    monkeypatch.setattr(summarizer.pipeline, "load_models", lambda _: None)
    monkeypatch.setattr(summarizer.pipeline, "run_many", lambda *_: [told(OLD), NoInputError("nothing", "give more")])
    assert evaluate.main(["states", str(path), "--verbose", "--markdown", "--set", "parser=none"]) == 0
    shown = capsys.readouterr().out
    assert OLD in shown
    assert "two: nothing" in shown
    assert not [one for one in report_of([], [], 0, False, "x").tables if one.rows]
