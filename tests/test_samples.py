"""The sample reports: read as people would read them, noisy as promised, and true to their references."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from summarizer.clean import clean
from summarizer.read import read
from summarizer.read.decode import decode
from summarizer.records import CleanDocument, Document
from summarizer.resources import samples_dir
from summarizer.settings import CleanSettings

FERRY = samples_dir() / "ferry"
PILE = samples_dir() / "pile"
ROWS = Path(__file__).parent / "data" / "invented_clusters.jsonl"
CLUSTERS: list[dict[str, Any]] = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
NOISE = (
    "We use cookies",
    "Latest stories",
    "Council votes to double parking fees",
    "Latest Contents",
    "Five smart gadgets",
    "Lambing starts early",
    "generated with the help of artificial intelligence",
    "Subscribe to The Northern Chronicle",
)


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    result = read([FERRY], strict=True)
    return {Path(document.path or "").stem: document for document in result.documents}


@pytest.fixture(scope="module")
def cleaned(documents: dict[str, Document]) -> dict[str, CleanDocument]:
    return dict(zip(documents, clean(list(documents.values()), CleanSettings()), strict=True))


def test_titles_publishers_and_dates_are_found(documents: dict[str, Document]) -> None:
    found = {name: (document.publisher, document.date) for name, document in documents.items()}
    assert found == {
        "ellery-herald": ("The Ellery Herald", "2025-02-12"),
        "meridian-agency": ("Meridian Press Agency", "2025-02-12"),
        "skarne-today": ("Skarne Today", "2025-02-13"),
        "worldpulse": ("WorldPulse Digest", "2025-02-13"),
        "northern-chronicle": ("The Northern Chronicle", "2025-02-14"),
    }
    assert all(document.title for document in documents.values())


def test_reports_have_the_length_of_real_ones(documents: dict[str, Document]) -> None:
    assert all(300 <= len(document.text.split()) <= 600 for document in documents.values())


def test_the_noise_is_there_and_is_not_summarised(cleaned: dict[str, CleanDocument]) -> None:
    raw = " ".join(path.read_text(encoding="utf-8", errors="ignore") for path in FERRY.iterdir())
    raw += cleaned["northern-chronicle"].document.text
    kept = " ".join(each.document.text[s.start : s.end] for each in cleaned.values() for s in each.kept)
    for noise in NOISE:
        assert noise in raw
        assert noise not in kept
    assert kept.count("Fourteen dead as Skarne ferry capsizes in gale") <= 1


def test_the_facts_are_summarised(cleaned: dict[str, CleanDocument]) -> None:
    kept = " ".join(each.document.text[s.start : s.end] for each in cleaned.values() for s in each.kept)
    for fact in ("At least 14 people", "rose to 17", "took 41 people", "38 tonnes", "in 1987"):
        assert fact in kept


def test_the_generated_report_and_the_rewrite_are_flagged(cleaned: dict[str, CleanDocument]) -> None:
    kinds = {name: {flag.kind for flag in each.document.flags} for name, each in cleaned.items()}
    assert "ai_generated" in kinds["worldpulse"]
    assert kinds["skarne-today"] & {"copy_of", "rewrite_of"}
    for name in ("ellery-herald", "meridian-agency", "northern-chronicle"):
        assert "ai_generated" not in kinds[name]
    assert not kinds["northern-chronicle"] & {"copy_of", "rewrite_of"}


def test_the_readme_says_that_everything_is_invented_and_names_each_file() -> None:
    text = (samples_dir() / "README.md").read_text(encoding="utf-8")
    assert "invented" in text
    assert all(f"`{path.name}`" in text for path in FERRY.iterdir())


def test_the_ferry_row_holds_the_reports_that_ship(documents: dict[str, Document]) -> None:
    names = {
        "herald": "ellery-herald",
        "agency": "meridian-agency",
        "skarne": "skarne-today",
        "worldpulse": "worldpulse",
        "chronicle": "northern-chronicle",
    }
    for row in CLUSTERS[0]["documents"]:
        document = documents[names[row["id"]]]
        path = Path(document.path or "")
        everything = document.text if path.suffix == ".docx" else decode(path.read_bytes())
        assert [line for line in row["text"].splitlines() if line not in everything] == []
        assert (row["date"], row["source"]) == (document.date, document.publisher)


@pytest.mark.parametrize("row", CLUSTERS, ids=lambda row: str(row["id"]))
def test_references_state_only_what_the_reports_state(row: dict[str, Any]) -> None:
    words = set(re.findall(r"[\w:]+", " ".join(document["text"] for document in row["documents"])))
    reference = row["reference"]
    names_and_numbers = set(re.findall(r"(?<![.!?\n] )(?<!\n)\b(?:[A-Z][a-z]+|\d[\d:,.]*\d|\d+)\b", reference))
    spelled = {"Seventeen", "Thirty"}
    assert {each for each in names_and_numbers if each not in words} <= spelled
    assert 140 <= len(reference.split()) <= 260


def test_each_cluster_disagrees_about_a_number() -> None:
    for (one, other), row in zip((("14", "17"), ("eight", "36")), CLUSTERS, strict=True):
        texts = [document["text"] for document in row["documents"]]
        assert any(one in text for text in texts)
        assert any(other in text for text in texts)


# --- the pile ---------------------------------------------------------------------------------------------


def test_the_pile_is_read_as_people_would_read_it() -> None:
    result = read([PILE], strict=True)
    assert len(result.documents) == 41
    for document in result.documents:
        path = Path(document.path or "")
        outlet = (document.publisher or "").removeprefix("The ").replace(" Press Agency", "").lower().split()
        assert path.name.startswith("-".join(outlet[:2])) or path.name.startswith(outlet[0]), path
        assert document.date == path.parent.name
        assert document.title
        assert 80 <= len(document.text.split()) <= 200


def test_copies_in_the_pile_are_copies_and_nothing_else_is() -> None:
    cleaned = clean(list(read([PILE]).documents), CleanSettings())
    copies = {
        Path(one.document.path or "").stem
        for one in cleaned
        if {flag.kind for flag in one.document.flags} & {"copy_of", "rewrite_of"}
    }
    assert copies == {"coast-gazette-terminal-fire", "harbour-business-corrin-yard"}


def test_the_readme_names_what_happens_in_the_pile() -> None:
    text = (samples_dir() / "README.md").read_text(encoding="utf-8")
    assert f"{len(list(PILE.rglob('*.*')))} short articles" in text
