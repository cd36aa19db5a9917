"""Real encoder and smallest writer on real and on sample reports."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from real_models import models_of

from summarizer.config import compose
from summarizer.pipeline import Models, run
from summarizer.read import read
from summarizer.records import Briefing
from summarizer.render.jsonfile import from_json, schema, to_json
from summarizer.resources import samples_dir
from summarizer.settings import Settings

pytestmark = pytest.mark.real_model

ROOT = Path(__file__).parent.parent
HAMA = ROOT.parent / "shared" / "clusters" / "hama"
WRONG_SIDE = re.compile(r"(army|military|troops) (has |have )?(captured|seized|took)", re.IGNORECASE)


FAST = ("preset=fast", "output.words=250")


@pytest.fixture(scope="module")
def settings() -> Settings:
    return compose(FAST)


@pytest.fixture(scope="module")
def models() -> Models:
    return models_of(*FAST)


@pytest.fixture(scope="module")
def ferry(settings: Settings, models: Models) -> Briefing:
    found = read([samples_dir() / "ferry"], strict=True)
    return run(found.documents, settings, models)


@pytest.fixture(scope="module")
def hama(settings: Settings, models: Models) -> Briefing:
    if not HAMA.is_dir():
        pytest.skip(f"the reports on Hama are not at {HAMA}")
    return run(read([HAMA], strict=True).documents, settings, models)


@pytest.fixture(params=["ferry", "hama"])
def briefing(request: pytest.FixtureRequest) -> Briefing:
    return request.getfixturevalue(request.param)


def text_of(briefing: Briefing) -> str:
    return "\n".join((briefing.title, *(sentence.text for sentence in briefing.sentences)))


def test_it_is_as_long_as_asked_for_or_says_why_not(briefing: Briefing) -> None:
    assert len(briefing.sentences) >= 8
    assert briefing.words <= 275
    if briefing.words < 225:
        assert any(f"enough for {briefing.words} words" in note for note in briefing.notes)


def test_every_citation_is_what_its_source_says(briefing: Briefing) -> None:
    citations = [*briefing.title_citations, *(c for s in briefing.sentences for c in s.citations)]
    assert len(citations) >= len(briefing.sentences)
    for citation in citations:
        text = briefing.sources[citation.source].text
        assert text[citation.start : citation.end] == citation.quote


def test_sentences_are_written_and_several_sources_are_cited(briefing: Briefing) -> None:
    assert sum(sentence.origin == "written" for sentence in briefing.sentences) >= len(briefing.sentences) / 4
    assert len(briefing.numbers) >= 3


def test_what_other_reports_say_as_well_is_shown_with_them(hama: Briefing) -> None:
    assert any(len(sentence.told_by) >= 3 and sentence.independent_origins >= 3 for sentence in hama.sentences)
    for sentence in hama.sentences:
        for passage in sentence.reported_by:
            assert hama.sources[passage.source].text[passage.start : passage.end] == passage.quote


def test_the_newest_toll_is_told_and_no_older_one_as_if_it_held(ferry: Briefing) -> None:
    killed = next(at for at, figure in enumerate(ferry.figures) if figure.what == "killed")
    figure = ferry.figures[killed]
    assert figure.relation == "update"
    assert figure.newest is not None
    assert figure.values[figure.newest].number == 17
    assert any(killed in sentence.figures and "17" in sentence.text for sentence in ferry.sentences[:2])
    for text in (ferry.title, *(sentence.text for sentence in ferry.sentences)):
        assert not re.search(r"\b(14|[Ff]ourteen) (people|dead)", text) or re.search("[Aa]s of ", text)
    assert not any(killed in sentence.figures for sentence in ferry.sentences if sentence.differing)


def test_a_date_that_cannot_be_is_not_told_and_its_source_is_flagged(hama: Briefing) -> None:
    assert "2023" not in text_of(hama)
    ((source, flag),) = [(at, one) for at, its in enumerate(hama.sources) for one in its.flags if one.kind == "date"]
    wrong = hama.sources[source].text.index("December 7, 2023")
    assert flag.note.startswith("gives 7 December 2023, where other sources have 5 December 2024")
    assert flag.other is not None
    assert hama.sources[flag.other].date == "2024-12-05"
    told = [s for s in hama.sentences if any(c.source == source and c.start <= wrong < c.end for c in s.citations)]
    assert all("2024" not in sentence.text for sentence in told)


def test_sources_are_numbered_by_first_use(briefing: Briefing) -> None:
    named = (source for s in briefing.sentences for source in (*s.told_by, *(other.source for other in s.differing)))
    used = list(dict.fromkeys(named))
    # Those that only give a value of a figure come last.
    assert list(briefing.numbers.items())[: len(used)] == [(source, at) for at, source in enumerate(used, start=1)]
    value = json.loads(to_json(briefing))
    numbers = {index: each["number"] for index, each in enumerate(value["sources"])}
    assert [numbers[source] for source in used] == list(range(1, len(used) + 1))
    assert all(number is None for source, number in numbers.items() if source not in briefing.numbers)


def test_its_json_follows_the_schema_and_comes_back_whole(briefing: Briefing) -> None:
    text = to_json(briefing, explain=True)
    jsonschema.validate(json.loads(text), schema())
    assert from_json(text) == briefing


def test_models_are_named_with_their_weights(briefing: Briefing) -> None:
    assert [model.role for model in briefing.models] == ["encoder", "parser", "writer", "judge"]
    assert all(re.fullmatch("[0-9a-f]{64}", model.sha256) for model in briefing.models)


def test_hama_falls_to_the_right_side(hama: Briefing) -> None:
    assert not WRONG_SIDE.search(text_of(hama))
    assert "Hama" in text_of(hama)


def test_what_the_pages_held_beside_the_reports_is_left_out(hama: Briefing) -> None:
    assert "Latest Contents" not in text_of(hama)
    for source in hama.sources:
        at = source.text.find("Latest Contents")
        cited = [c for s in hama.sentences for c in s.citations if hama.sources[c.source] is source]
        assert at < 0 or all(citation.end <= at for citation in cited)


def test_the_generated_report_is_flagged(hama: Briefing) -> None:
    kinds = {Path(source.path or source.id).stem: {f.kind for f in source.flags} for source in hama.sources}
    assert [name for name, flags in kinds.items() if "ai_generated" in flags] == ["source-4"]


def test_the_command_line_writes_the_files(tmp_path: Path) -> None:
    """With the smallest of all writers: what the others write is looked at above."""
    ferry, smallest = samples_dir() / "ferry", ("--set", "writer=smollm2-135m", "--set", "judge=none")
    command = [sys.executable, "-m", "summarizer", str(ferry), *smallest, "--words", "120"]
    done = subprocess.run(
        [*command, "-o", "x.json", "-o", "x.md"], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    value = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    jsonschema.validate(value, schema())
    markdown = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert value["title"]["text"] in markdown
    assert value["words"] <= 132
    assert len(value["sentences"]) >= 3
