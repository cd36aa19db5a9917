"""What an evaluation reads: clusters, outputs of systems, labelled pairs; and what it says of bad rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluation.data import EvalCluster, load_clusters, plain_sentences
from evaluation.outputs import from_briefing, from_text, load_outputs
from evaluation.pairs import BEST, WHOLE, best_sentences, load_pairs
from sample_briefing import sample_briefing

from summarizer.errors import InputError, NoInputError
from summarizer.records import Document
from summarizer.render import to_json
from summarizer.settings import Settings

TEXT = "The bridge in Orlen collapsed on Monday. Nobody was hurt, the mayor said. Repairs will take a year."


def row(cluster_id: str = "a", **more: Any) -> dict[str, Any]:
    documents = [{"id": "1", "text": TEXT}, {"id": "2", "text": "A bridge fell down in the town of Orlen."}]
    return {"id": cluster_id, "documents": documents, "reference": "A bridge fell. It was old."} | more


def write_rows(path: Path, *rows: object) -> Path:
    lines = (line if isinstance(line, str) else json.dumps(line) for line in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def cluster(cluster_id: str = "a") -> EvalCluster:
    return EvalCluster(cluster_id, (Document("1", TEXT), Document("2", "Two.")), (), ())


def said(problems: object) -> str:
    return "\n".join(map(str, problems))  # type: ignore[call-overload]


def test_clusters_are_cleaned_and_split_as_the_pipeline_does(tmp_path: Path) -> None:
    found = load_clusters(write_rows(tmp_path / "set.jsonl", row()), Settings())
    (only,) = found.clusters
    assert (found.name, found.problems, only.id) == ("set", (), "a")
    assert [sentence.flat for sentence in only.by_source[0]] == list(plain_sentences(TEXT))
    assert only.references == (("A bridge fell.", "It was old."),)
    for sentence in only.sentences:
        assert only.documents[sentence.source].text[sentence.start : sentence.end] == sentence.text


def test_bad_cluster_rows_are_named_by_line_and_the_others_go_on(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "set.jsonl",
        row("good"),
        "{not json",
        [1, 2],
        {"id": "empty", "documents": [], "reference": "x"},
        {},
        row("blank", reference="  "),
        row("good"),
        row("other", reference=["", "A second one."]),
    )
    found = load_clusters(path, Settings())
    assert [held.id for held in found.clusters] == ["good", "other"]
    assert found.clusters[1].references == (("A second one.",),)
    text = said(found.problems)
    for expected in (
        "line 2: ",
        "line 3: ",
        "line 4: ",
        "line 5: ",
        "blank: reference without text",
        "good: the id",
    ):
        assert expected in text
    assert len(found.problems) == 6


def test_documents_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    bad = row(documents=[{"id": "1", "text": TEXT}, {"id": "2"}])
    found = load_clusters(write_rows(tmp_path / "set.jsonl", bad), Settings())
    assert len(found.clusters) == 1
    assert "line 1 document 2" in said(found.problems)


def test_a_set_without_any_reference_is_kept_and_said_to_have_no_rouge(tmp_path: Path) -> None:
    found = load_clusters(write_rows(tmp_path / "set.jsonl", row(reference="")), Settings())
    assert found.clusters[0].references == ()
    assert "no row has a reference" in said(found.problems)


def test_limit_counts_usable_rows(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "set.jsonl", "oops", row("a"), row("b"), row("c"))
    assert [held.id for held in load_clusters(path, Settings(), limit=2).clusters] == ["a", "b"]


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        load_clusters(tmp_path / "nowhere" / "set.jsonl", Settings())
    with pytest.raises(InputError, match=r"cluster file .*set\.jsonl is missing; check"):
        load_clusters(tmp_path / "set.jsonl", Settings())
    with pytest.raises(InputError, match="pair file"):
        load_pairs(tmp_path / "pairs.jsonl")


def test_a_file_without_a_usable_row_says_what_was_wrong_with_the_first(tmp_path: Path) -> None:
    with pytest.raises(NoInputError, match=r"set\.jsonl line 1"):
        load_clusters(write_rows(tmp_path / "set.jsonl", "{oops"), Settings())
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    with pytest.raises(InputError, match=r"empty\.jsonl is empty"):
        load_clusters(empty, Settings())


def test_marks_become_citations_of_whole_reports_and_leave_the_text() -> None:
    text = "A bridge fell [1]. Nobody was hurt. [1][2] It was old [2, 1]! Nothing here."
    made, problems = from_text(text, cluster())
    assert made.texts == ("A bridge fell.", "Nobody was hurt.", "It was old!", "Nothing here.")
    assert [[held.source for held in sentence.citations] for sentence in made.sentences] == [
        [0],
        [0, 1],
        [1, 0],
        [],
    ]
    assert made.sentences[0].citations[0].text == TEXT
    assert made.cites
    assert not problems


def test_marks_of_reports_that_do_not_exist_are_ignored_and_said() -> None:
    made, problems = from_text("A bridge fell [7].", cluster())
    assert made.texts == ("A bridge fell.",)
    assert "cites report 7 of 2" in said(problems)
    assert not made.cites


def test_headings_and_bullets_are_not_scored() -> None:
    made, _ = from_text("# Briefing\n**Summary:**\n- A bridge fell.\n2. It was old.\n", cluster())
    assert made.texts == ("A bridge fell.", "It was old.")


def test_a_summary_may_be_a_list_of_sentences(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "o.jsonl", {"id": "a", "summary": ["One fell.", "Two fell."], "seconds": 2})
    outputs, problems = load_outputs("mine", path, [cluster()])
    assert outputs["a"].texts == ("One fell.", "Two fell.")
    assert (outputs["a"].seconds, outputs["a"].cites, problems) == (2.0, False, [])


def test_bad_output_rows_are_named_and_missing_ids_counted(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "o.jsonl",
        {"id": "a", "summary": "Fine."},
        "nonsense",
        "",
        {"summary": "no id"},
        {"id": "a", "summary": "again"},
        {"id": "b", "summary": "  "},
        {"id": "c"},
        {"id": "not among the clusters", "summary": "ignored"},
    )
    outputs, problems = load_outputs("mine", path, [cluster(name) for name in "abcd"])
    assert set(outputs) == {"a"}
    text = said(problems)
    for expected in ("line 2: not JSON", "line 3: empty", "line 4: no id", "line 5: the id a stands twice"):
        assert expected in text
    assert "line 6: summary without text" in text
    assert "line 7: neither a summary nor a briefing" in text
    assert "system mine: no output for 3 of 4 clusters: b, c, d" in text


def test_outputs_for_none_of_the_clusters_are_an_error_with_a_hint(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "o.jsonl", {"id": "z", "summary": "Fine."})
    with pytest.raises(NoInputError, match="such as a"):
        load_outputs("mine", path, [cluster()])
    with pytest.raises(InputError, match="output of system 'mine'"):
        load_outputs("mine", tmp_path / "missing.jsonl", [cluster()])


def test_one_citing_output_holds_the_whole_system_to_citing(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "o.jsonl", {"id": "a", "summary": "It fell [1]."}, {"id": "b", "summary": "It fell."})
    outputs, _ = load_outputs("mine", path, [cluster("a"), cluster("b")])
    assert outputs["b"].cites


def test_the_projects_own_json_is_read_in_every_form(tmp_path: Path) -> None:
    briefing = sample_briefing()
    expected = from_briefing("a", briefing, sum(briefing.timings.values()) or None)
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "a.json").write_text(to_json(briefing), encoding="utf-8")
    held = json.loads(to_json(briefing))
    forms = [
        folder,
        folder / "a.json",
        write_rows(tmp_path / "wrapped.jsonl", {"id": "a", "briefing": held}),
        write_rows(tmp_path / "bare.jsonl", {"id": "a"} | held),
    ]
    for form in forms:
        outputs, problems = load_outputs("mine", form, [cluster()])
        assert (outputs["a"], problems) == (expected, []), form
    broken = write_rows(tmp_path / "broken.jsonl", {"id": "a", "sentences": 3}, {"id": "b", "summary": "Fine."})
    _, problems = load_outputs("mine", broken, [cluster("a"), cluster("b")])
    assert "line 1: not a briefing of this project" in said(problems)


def test_labels_of_every_data_set_are_understood(tmp_path: Path) -> None:
    supported = [1, "1", "SUPPORTS", "supported", "entailment", "Fully attributable", True]
    others = [0, "REFUTES", "NOT_ENOUGH_INFO", "neutral", "contradiction", "partially_supported", False]
    rows = [{"premise": "e", "claim": "c", "label": label} for label in (*supported, *others)]
    found = load_pairs(write_rows(tmp_path / "p.jsonl", *rows))
    assert [pair.supported for pair in found.pairs] == [True] * len(supported) + [False] * len(others)
    assert found.problems == ()


def test_bad_pairs_are_named_by_line(tmp_path: Path) -> None:
    good = {"document": "d", "claim": "c", "label": 1}
    path = write_rows(
        tmp_path / "p.jsonl",
        good,
        {"claim": "c", "label": 1},
        good | {"claim": " "},
        good | {"label": "Generic"},
        "[",
    )
    found = load_pairs(path)
    assert len(found.pairs) == 1
    text = said(found.problems)
    for expected in (
        "line 2: neither document",
        "line 3: claim without text",
        "line 4: label 'Generic'",
        "line 5: not",
    ):
        assert expected in text
    with pytest.raises(NoInputError, match="no usable pair"):
        load_pairs(write_rows(tmp_path / "bad.jsonl", {}))


SENTENCES = [
    "Skip to content",
    "The town of Orlen lies on the river Lomma.",
    "The bridge in Orlen collapsed on Monday.",
    "Sign up for our newsletter.",
    "The mayor, Ada Brink, said nobody was hurt.",
    "Repairs of the bridge will take a year.",
]


def test_the_best_sentences_complete_each_other_and_stand_in_the_documents_order() -> None:
    claim = "Ada Brink said the collapsed bridge in Orlen would take a year to repair."
    assert best_sentences(SENTENCES, claim, 3) == [SENTENCES[2], SENTENCES[4], SENTENCES[5]]
    assert best_sentences(SENTENCES, claim, 9) == SENTENCES
    assert best_sentences(SENTENCES, "Überhaupt nichts davon", 2) == SENTENCES[:2]
    assert best_sentences([], claim, 2) == []
    # The same word again is worth less than a new one.
    doubled = ["Orlen Orlen.", "Orlen again.", "Monday."]
    assert best_sentences(doubled, "Orlen on Monday", 2) == [doubled[0], doubled[2]]


def test_judges_read_the_best_sentences_of_a_document_or_all_of_it(tmp_path: Path) -> None:
    long = [f"Line {n} speaks of nothing at all." for n in range(30)] + SENTENCES
    row = {
        "document": "\n".join(long),
        "sentences": long,
        "claim": "The bridge in Orlen collapsed.",
        "label": "supported",
    }
    rows = [row, row | {"label": "partially_supported"}, row | {"label": "not_supported"}]
    rows.append({"document": "Short.", "claim": "Short.", "label": "supported"})
    path = write_rows(tmp_path / "wice.jsonl", *rows)
    best, whole = load_pairs(path), load_pairs(path, evidence="whole")
    assert [pair.supported for pair in best.pairs] == [True, False, False, True]
    assert (best.evidence, best.title, whole.evidence, whole.title) == (BEST, "wice (best)", WHOLE, "wice")
    assert SENTENCES[2] in best.pairs[0].evidence.splitlines()
    assert len(best.pairs[0].evidence.splitlines()) == 8
    assert {pair.evidence for pair in best.pairs[:3]} == {best.pairs[0].evidence}, "the label has no say"
    assert whole.pairs[0].evidence == row["document"]
    assert best.pairs[3].evidence == "Short."


DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.mark.parametrize(
    ("name", "usable", "supported", "left_out"),
    [
        ("wice_claim_dev", 349, 115, 0),
        ("fm2_dev", 1169, 596, 0),
        ("summedits_news", 819, 321, 0),
        ("snli_dev_partial", 1273, 433, 0),
        ("begin", 4749, 1705, 87),
        ("goyal21", 150, 38, 0),
    ],
)
def test_the_labelled_sets_at_hand_load(name: str, usable: int, supported: int, left_out: int) -> None:
    path = DATA / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    found = load_pairs(path, evidence="whole")
    assert (len(found.pairs), sum(pair.supported for pair in found.pairs)) == (usable, supported)
    assert len(found.problems) == left_out
    assert all("Generic" in problem.what for problem in found.problems)
