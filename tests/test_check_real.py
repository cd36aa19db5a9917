"""``briefing check`` with the real encoder, parser and judge on the sample reports, end to end."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from summarizer.checked import Check
from summarizer.config import compose
from summarizer.draft import from_claims, from_text
from summarizer.pipeline import Checkers, check, load_checkers
from summarizer.read import read
from summarizer.records import Document
from summarizer.render.check_json import schema
from summarizer.resources import samples_dir
from summarizer.settings import Settings

pytestmark = pytest.mark.real_model

FERRY = samples_dir() / "ferry"
TRUE = (
    "First Minister Joran Velde announced three days of national mourning.",
    "The ferry was carrying 38 tonnes of diesel.",
    "Captain Henrik Salloway was the last to leave the bridge.",
)
FALSE = (
    "The ferry was carrying 45 tonnes of diesel.",
    "Transport Minister Liesel Brandt resigned on Friday.",
    "The ferry sank in the port of Lindhaven.",
)


@pytest.fixture(scope="module")
def settings() -> Settings:
    return compose(["preset=fast"])


@pytest.fixture(scope="module")
def models(settings: Settings) -> Checkers:
    return load_checkers(settings)


@pytest.fixture(scope="module")
def reports() -> tuple[Document, ...]:
    return read([FERRY], strict=True).documents


@pytest.fixture(scope="module")
def claims(settings: Settings, models: Checkers, reports: tuple[Document, ...]) -> Check:
    return check(from_claims([*TRUE, *FALSE]), reports, settings, models)


def test_true_claims_are_carried_and_false_ones_are_not(claims: Check) -> None:
    found = [sentence.verdict for sentence in claims.sentences]
    assert found[: len(TRUE)] == ["carried"] * len(TRUE)
    assert "carried" not in found[len(TRUE) :]


def test_what_several_outlets_say_is_cited_from_all_and_copies_are_one_origin(claims: Check) -> None:
    bridge = claims.sentences[2]
    told = {claims.sources[source].publisher for source in (*bridge.carriers, *bridge.reporters)}
    assert {"Meridian Press Agency", "Skarne Today"} <= told
    assert bridge.independent_origins == len(told) - 1


def test_quotes_are_exact_and_sources_independent(claims: Check) -> None:
    for sentence in claims.sentences:
        for one in (sentence, *sentence.parts):
            for passage in one.citations:
                assert claims.sources[passage.source].text[passage.start : passage.end] == passage.quote
    origins = {source.publisher: source.origin for source in claims.sources}
    assert origins["Skarne Today"] == origins["Meridian Press Agency"] != origins["The Ellery Herald"]


def test_the_parts_of_a_sentence_are_judged_by_themselves(
    settings: Settings, models: Checkers, reports: tuple[Document, ...]
) -> None:
    text = "Captain Henrik Salloway was the last to leave the bridge and he was charged with manslaughter."
    (sentence,) = check(from_text(text), reports, settings, models).sentences
    assert sentence.verdict in ("reported", "contradicted")
    assert [part.verdict == "carried" for part in sentence.parts] == [True, False]
    joined = "Captain Henrik Salloway was the last to leave the bridge and the ferry was carrying 38 tonnes of diesel."
    (sentence,) = check(from_text(joined), reports, settings, models).sentences
    assert sentence.verdict == "carried"
    assert all(citation.part is not None for citation in sentence.citations)


def test_views_and_questions_among_claims(settings: Settings, models: Checkers, reports: tuple[Document, ...]) -> None:
    asked = ["The captain is a disgrace.", "Why did the ferry sink?", "The operator should apologise."]
    found = check(from_claims(asked), reports, settings, models)
    assert [sentence.reason for sentence in found.sentences] == ["an opinion", "a question", "an opinion"]


def test_twenty_claims_on_five_reports_take_half_a_minute_at_most(
    settings: Settings, models: Checkers, reports: tuple[Document, ...]
) -> None:
    text = " ".join(document.text for document in reports)
    sentences = [line for line in text.replace("\n", " ").split(". ") if 8 < len(line.split()) < 30][:20]
    assert len(sentences) == 20
    start = time.monotonic()
    check(from_claims([f"{sentence}." for sentence in sentences]), reports, settings, models)
    assert time.monotonic() - start < 30


def test_the_command_end_to_end(tmp_path: Path) -> None:
    said, code = (TRUE[0], FALSE[1]), 3
    draft = tmp_path / "draft.md"
    draft.write_text("# Ferry accident\n\n" + " ".join(said) + " (Meridian Press Agency)\n", encoding="utf-8")
    page, value = tmp_path / "c.html", tmp_path / "c.json"
    command = [sys.executable, "-m", "summarizer", "check", str(draft), str(FERRY), "--preset", "fast", "--quiet"]
    run = subprocess.run([*command, "-o", str(page), "-o", str(value)], capture_output=True, text=True, timeout=600)
    assert run.returncode == code, run.stderr
    assert run.stdout == ""
    assert run.stderr == ""
    found = json.loads(value.read_text(encoding="utf-8"))
    jsonschema.validate(found, schema())
    assert not found["carried"]
    assert [one["verdict"] == "carried" for one in found["sentences"][-2:]] == [True, False]  # behind the heading
    html = page.read_text(encoding="utf-8")
    assert "<script src" not in html
    assert 'http-equiv="Content-Security-Policy"' in html
    for sentence in found["sentences"]:
        for citation in sentence["citations"]:
            assert (
                found["sources"][citation["source"]]["text"][citation["start"] : citation["end"]] == citation["quote"]
            )


FIRST = (
    "Fire breaks out in Brundal depot\n\nA fire in a paint depot in Brundal has killed 14 people, the fire service "
    "said. It broke out in a drying room on the ground floor. Two streets were closed to traffic."
)
SECOND = (
    "Toll of Brundal fire climbs to 17\n\nThe fire in the paint depot in Brundal has killed 17 people, the fire "
    "service said. Three of the injured died in hospital overnight. The owner of the depot was questioned by police."
)


def test_a_claim_that_was_true_once_is_carried_and_said_to_be_out_of_date(settings: Settings, models: Checkers) -> None:
    sources = (
        Document("first", FIRST, publisher="Brundal Post", date="2025-02-11"),
        Document("second", SECOND, publisher="Ridge Wire", date="2025-02-13"),
    )
    claims = ["The fire in the paint depot in Brundal has killed 14 people.", "The fire killed 17 people in Brundal."]
    old, new = check(from_claims(claims), sources, settings, models).sentences
    assert (old.verdict, {one.source for one in old.citations}) == ("carried", {0})
    assert {(one.source, one.value, one.was) for one in old.superseded_by} == {(1, "17", "14")}
    assert old.superseded_by[0].until.startswith("2025-02-13")
    assert (old.contradicted_by, new.contradicted_by, new.superseded_by) == ((), (), ())
    assert new.verdict in ("carried", "reported")
