"""Whether the files behind an earlier briefing are still what they were."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.read import Cluster, read, read_clusters
from summarizer.recheck import recheck
from summarizer.records import Briefing
from summarizer.render import from_json, to_html, to_json, to_text
from summarizer.render.jsonfile import stored_hashes, text_sha256

REPORT = "The ferry struck the reef in a gale on Tuesday evening and capsized, the coastguard said.\n"


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Briefing:
    """A briefing on two files that are there."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    Path("b.html").write_text(f"<html><body><p>{REPORT}</p><p>{REPORT}</p></body></html>", encoding="utf-8")
    return Briefing("Ferry", (), (), read(["a.txt", "b.html"]).documents)


def hashes(briefing: Briefing) -> list[str]:
    return [text_sha256(source.text) for source in briefing.sources]


def test_untouched_files_leave_no_trace(stored: Briefing) -> None:
    result = recheck(stored, hashes(stored), Path())
    assert (result.briefing, result.changed, result.missing) == (stored, (), ())


def test_a_changed_file_is_flagged_and_the_report_says_so(stored: Briefing) -> None:
    Path("a.txt").write_text(REPORT.replace("Tuesday", "Monday"), encoding="utf-8")
    result = recheck(stored, hashes(stored), Path())
    assert result.changed == ("a.txt",)
    assert [flag.kind for flag in result.briefing.sources[0].flags] == ["changed"]
    assert result.briefing.sources[0].text == stored.sources[0].text
    for text in (to_text(result.briefing), to_html(result.briefing)):
        assert "Changed since" in text
        assert "the file is not what it was" in " ".join(text.split())
    again = from_json(to_json(result.briefing))
    assert again.sources[0].flags[0].kind == "changed"


def test_a_missing_file_is_named_and_no_change(stored: Briefing) -> None:
    Path("a.txt").unlink()
    result = recheck(stored, hashes(stored), Path("elsewhere"))
    assert (result.changed, result.missing) == ((), ("a.txt",))
    assert result.briefing == stored


def test_a_file_beside_the_briefing_is_found(stored: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    away = tmp_path / "away"
    away.mkdir()
    monkeypatch.chdir(away)
    assert recheck(stored, hashes(stored), tmp_path).missing == ()


def test_a_file_that_is_unreadable_now_has_changed(stored: Briefing) -> None:
    Path("a.txt").write_bytes(b"")
    assert recheck(stored, hashes(stored), Path()).changed == ("a.txt",)


def test_a_text_that_was_not_stored_comes_back_from_an_unchanged_file(stored: Briefing) -> None:
    text = to_json(stored, include_text=False)
    Path("b.html").write_text("<p>Something else altogether.</p>", encoding="utf-8")
    result = recheck(from_json(text), stored_hashes(text), Path())
    assert result.briefing.sources[0].text == stored.sources[0].text
    assert result.briefing.sources[1].text == ""
    assert result.changed == ("b.html",)


@pytest.mark.parametrize("path", [None, "", "\0", "x" * 9000])
def test_a_strange_path_is_no_fault(path: str | None, stored: Briefing) -> None:
    strange = replace(stored, sources=(replace(stored.sources[0], path=path),))
    assert recheck(strange, hashes(strange), Path()).briefing == strange


@pytest.mark.usefixtures("stored")
def test_a_cluster_among_others_of_its_file_has_not_changed() -> None:
    rows = [{"id": name, "documents": [{"id": "d", "text": f"{name} {REPORT}"}]} for name in ("one", "two")]
    Path("nightly.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    documents = [row.documents[0] for row in read_clusters("nightly.jsonl") if isinstance(row, Cluster)]
    for document in documents:
        briefing = Briefing("Ferry", (), (), (document,))
        assert recheck(briefing, hashes(briefing), Path()).changed == ()
    other = Briefing("Ferry", (), (), (replace(documents[0], text="Another text."),))
    assert recheck(other, hashes(other), Path()).changed == ("nightly.jsonl",)
