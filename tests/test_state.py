"""The age of a briefing: the latest publication among the sources that it tells from."""

from __future__ import annotations

import io
import json
import re
from datetime import datetime, timedelta, timezone

import docx
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from summarizer.records import Briefing, BriefingSentence, Citation, Document
from summarizer.render import common, moments
from summarizer.render.docx import to_docx
from summarizer.render.html import to_html
from summarizer.render.jsonfile import from_json, to_json
from summarizer.render.markdown import to_markdown
from summarizer.render.pdf import to_pdf
from summarizer.render.terminal import to_text

TEXT = "Twelve people were rescued."


def briefing(*published: str, unused: str = "") -> Briefing:
    """A briefing of one sentence that cites a source a date; one more source is not cited."""
    documents = [
        Document(f"d{at}", TEXT, date=day or None, time=time or None)
        for at, (day, _, time) in enumerate(one.partition("T") for one in (unused, *published))
    ]
    told = tuple(Citation(at, 0, len(TEXT), TEXT) for at in range(1, len(documents)))
    return Briefing("Rescue", (), (BriefingSentence(TEXT, "lead", "written", told, 1.0),), tuple(documents))


@pytest.mark.parametrize(
    ("published", "source"),
    [
        (("2025-02-12", "2025-02-14", "2025-02-13"), 2),
        (("2025-02-12T07:15", "2025-02-12T19:40"), 2),
        (("2025-02-12T19:40Z", "2025-02-12T20:10+01:00"), 1),  # 19:40 and 19:10 in UTC
        (("2025-02-13T01:00+09:00", "2025-02-12T19:40Z"), 2),  # 16:00 and 19:40 in UTC, of the day before
        (("2025-02-12T19:40", "2025-02-12"), 2),  # the second may be the later
        (("2025-02-12", "2025-02-12T19:40"), 1),
        (("2025-02-12", "2025-02-13T00:30+02:00"), 2),  # the day ends where the others are
        (("2025-02-12T19:40", "2025-02-12T19:00+02:00"), 1),
        (("2025-02-12", "2025-02-12", "2025-02-12"), 1),
        (("2025-02-12T07:15Z", "2025-02-12T08:15+01:00"), 1),
        (("", "2025-02-12", ""), 2),
        (("2025-02-12", "nonsense", "2025-02-31", "2025-02-14T25:61"), 1),
        (("0001-01-01T00:30+05:00", ""), 1),
        (("2025-02-12", "9999-12-31T23:30-05:00"), 2),
    ],
)
def test_the_latest_of_the_sources_is_named(published: tuple[str, ...], source: int) -> None:
    assert briefing(*published).state == (published[source - 1], source)


def test_what_the_briefing_does_not_tell_from_does_not_make_it_younger() -> None:
    assert briefing("2025-02-12", unused="2025-03-01").state == ("2025-02-12", 1)


def test_without_a_date_it_has_no_age() -> None:
    assert briefing("", "").state is None
    assert briefing(unused="2025-02-12").state is None
    assert moments.state(briefing("")) is None


ZONES = st.integers(-56, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
MOMENTS = st.datetimes(timezones=ZONES).map(lambda moment: moment.isoformat(timespec="minutes"))
DATES = st.dates().map(str) | st.datetimes().map(lambda moment: moment.isoformat(timespec="minutes"))


@given(st.lists(MOMENTS, min_size=1, max_size=5))
def test_no_source_with_an_offset_is_later(published: list[str]) -> None:
    state = briefing(*published).state
    assert state is not None
    latest = datetime.fromisoformat(state[0])
    assert all(datetime.fromisoformat(one) - latest <= timedelta() for one in published)


@given(st.lists(MOMENTS | DATES, min_size=1, max_size=5))
def test_whatever_is_stated_one_of_the_sources_is_named(published: list[str]) -> None:
    state = briefing(*published).state
    assert state is not None
    assert state[0] == published[state[1] - 1]
    days = [one for one in published if "T" not in one]
    if len(days) == len(published):
        assert state[0] == max(days)


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2025-02-14T18:10", "State of 14 February 2025, 18:10"),
        ("2025-02-14T18:10Z", "State of 14 February 2025, 18:10 UTC"),
        ("2025-02-14T18:10+02:00", "State of 14 February 2025, 18:10 UTC+2"),
        ("2025-02-14T18:10-11:00", "State of 14 February 2025, 18:10 UTC-11"),
        ("2025-02-14T18:10+05:30", "State of 14 February 2025, 18:10 UTC+5:30"),
        ("2025-02-14T18:10-00:30", "State of 14 February 2025, 18:10 UTC-0:30"),
        ("2025-02-14", "State of 14 February 2025"),
    ],
)
def test_every_format_says_it_once(published: str, shown: str) -> None:
    made = briefing("2025-02-12", published)
    page = re.sub(r"<[^>]+>", "", to_html(made))
    word = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(to_docx(made))).paragraphs)
    texts = [to_text(made), to_text(made, width=160), to_markdown(made).replace("*", ""), page, word]
    for text in texts:
        assert [" ".join(line.split()) for line in text.split("\n") if "State of" in line] == [f"{shown} [2]"]
    assert to_markdown(made, "footnotes").count(f"*{shown}* [2]") == 1


def test_no_format_says_it_where_no_source_has_a_date() -> None:
    made = briefing("", "")
    word = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(to_docx(made))).paragraphs)
    for text in (to_text(made), to_markdown(made), to_html(made), word):
        assert "State of" not in text
    assert json.loads(to_json(made))["state"] is None


def test_the_page_leads_to_the_source() -> None:
    page = to_html(briefing("2025-02-12"))
    assert 'State of 12 February 2025 <a href="#source-1"' in page
    assert 'id="source-1"' in page


def test_the_json_holds_times_and_age_and_is_read_back() -> None:
    made = briefing("2025-02-12T07:15Z", "2025-02-12T19:40", unused="2025-02-11")
    value = json.loads(to_json(made))
    assert [(source["date"], source["time"]) for source in value["sources"]] == [
        ("2025-02-11", None),
        ("2025-02-12", "07:15Z"),
        ("2025-02-12", "19:40"),
    ]
    assert value["state"] == {"published": "2025-02-12T19:40", "source": 2}
    assert from_json(to_json(made)) == made
    value["state"] = {"published": "2031-01-01", "source": 0}
    assert from_json(json.dumps(value)).state == ("2025-02-12T19:40", 2)
    for source in value["sources"]:
        del source["time"]  # as versions before 1.6 wrote them
    assert [source.time for source in from_json(json.dumps(value)).sources] == [None, None, None]


@given(st.lists(documents(0, 1), min_size=1, max_size=3))
def test_whatever_is_stated_as_date_and_time_it_is_one_harmless_line(sources: list[Document]) -> None:
    told = tuple(Citation(at, 0, 1, source.text[:1]) for at, source in enumerate(sources))
    made = Briefing("", (), (BriefingSentence(TEXT, "lead", "written", told, 1.0),), tuple(sources))
    state = moments.state(made)
    assert (state is None) == (made.state is None)
    if state:
        assert made.numbers[state.source] == state.number
        assert state.text == common.one_line(state.text)


def test_the_pdf_says_it() -> None:
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(briefing("2025-02-14T18:10Z")))).pages
    assert "State of 14 February 2025, 18:10 UTC" in " ".join(pages[0].extract_text().split())
    assert "State of" not in pypdf.PdfReader(io.BytesIO(to_pdf(briefing("")))).pages[0].extract_text()
