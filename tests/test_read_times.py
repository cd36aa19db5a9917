"""The time of day of publication: how it is written, its zone, and that every reader keeps it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_samples import lines, placed_pdf
from read_samples import BODY, HEADLINE, docx, pdf

from summarizer.read import read
from summarizer.read.dates import When, as_changed, find_date, joined, stated_when
from summarizer.records import Document
from summarizer.resources import samples_dir

DAY = "2025-02-12"


def read_one(folder: Path, name: str, content: str | bytes) -> Document:
    """What the real reader makes of a file."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read([path], strict=True).documents[0]


# How a time is written.


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2025-02-12T07:15:00+02:00", "07:15+02:00"),
        ("2025-02-12T07:15:00.250Z", "07:15Z"),
        ("2025-02-12t07:15z", "07:15Z"),
        ("2025-02-12T23:30-05:00", "23:30-05:00"),
        ("2025-02-12 07:15:00+01", "07:15+01:00"),
        ("2025-02-12T07:15:00+0530", "07:15+05:30"),
        ("20250212T071500Z", "07:15Z"),
        ("20250212071500+0100", "07:15+01:00"),
        ("202502120715", "07:15"),
        ("Wed, 12 Feb 2025 10:00:00 GMT", "10:00Z"),
        ("Wed, 12 Feb 2025 10:00:00 +0100", "10:00+01:00"),
        ("Wed, 12 Feb 2025 10:00:00 -0000", "10:00"),
        ("Feb 12, 2025 19:40", "19:40"),
        ("Wednesday 12 February 2025, 07:15", "07:15"),
        ("Wed 12 Feb 2025 11.02 GMT", "11:02Z"),
        ("Wed 12 Feb 2025 11.02", "11:02"),
        ("25.02.2025, 7.05 Uhr", "07:05"),
        ("12 February 2025 | 7.45pm", "19:45"),
        ("12 February 2025 at 9 p.m. EST", "21:00-05:00"),
        ("Feb. 12, 2025, 9:30 p.m. ET", "21:30-05:00"),
        ("Aug. 12, 2025, 9:30 p.m. ET", "21:30-04:00"),
        ("12:05 AM, February 12, 2025", "00:05"),
        ("12 February 2025 12:30 pm", "12:30"),
        ("12 February 2025 13:30 PM", "13:30"),
        ("12 février 2025 à 11h02", "11:02"),
        ("12 de febrero de 2025 a las 11:02", "11:02"),
        ("12 febbraio 2025 alle ore 11:02", "11:02"),
        ("12 février 2025 à 18 h 30", "18:30"),
        ("12. Februar 2025, 11 Uhr", "11:00"),
        ("12 February 2025 1940 GMT", "19:40Z"),
        ("12 February 2025 (07:15 UTC+3)", "07:15+03:00"),
        ("Feb 12, 2025, 9:30 PM GMT-5", "21:30-05:00"),
        ("07:15 GMT, Wednesday 12 February 2025", "07:15Z"),
        ("Updated 9:30 p.m. EST Feb. 12, 2025", "21:30-05:00"),
        ("19:40 Uhr am Mittwoch, 12. Februar 2025", "19:40"),
        ("12 February 2025 \N{BULLET} 07:15", "07:15"),
    ],
)
def test_a_time_beside_a_date_is_read(text: str, time: str) -> None:
    when = stated_when(text)
    assert when is not None
    assert when.time == time


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("GMT", "Z", "Z"),
        ("UTC", "Z", "Z"),
        ("BST", "", "+01:00"),
        ("CET", "+01:00", ""),
        ("CEST", "", "+02:00"),
        ("EST", "-05:00", ""),
        ("EDT", "", "-04:00"),
        ("ET", "-05:00", "-04:00"),
        ("PT", "-08:00", "-07:00"),
        ("PDT", "", "-07:00"),
        ("JST", "+09:00", "+09:00"),
        ("AKST", "-09:00", ""),
        *((name, "", "") for name in ("CST", "IST", "AST", "MST", "GST", "XYZ", "local time", "et")),
    ],
)
def test_a_zone_counts_where_its_name_means_one(zone: str, winter: str, summer: str) -> None:
    assert stated_when(f"12 January 2025, 07:15 {zone}") == ("2025-01-12", f"07:15{winter}")
    assert stated_when(f"12 July 2025, 07:15 {zone}") == ("2025-07-12", f"07:15{summer}")


def test_in_the_weeks_in_which_clocks_change_only_the_zone_itself_tells() -> None:
    assert stated_when("20 March 2025, 07:15 ET") == ("2025-03-20", "07:15")
    assert stated_when("20 March 2025, 07:15 EDT") == ("2025-03-20", "07:15-04:00")
    assert stated_when("20 March 2025, 07:15 CET") == ("2025-03-20", "07:15+01:00")


@pytest.mark.parametrize(
    "text",
    [
        "12 February 2025",
        "12 February 2025, 25:61",
        "12 February 2025, 24:00",
        "12 February 2025, 07:60",
        "12 February 2025, 14:30 am",
        "12 February 2025, 0:30 pm",
        "12 February 2025, 99 p.m.",
        "12 February 2025, 07:155",
        "2025-02-12T00:00:00",
        "2025-02-12T00:00:00Z",
        "2025-02-12T00:00:00+02:00",
        "20250212000000",
        "12 February 2025, 12:00 a.m.",
        "12 February 2025, 14 people died",
        "12 February 2025: 3.50 euros",
        "12 February 2025, 3.50 euros",
        "12 February 2025, 41-38 to the Gulls",
        "12 February 2025, 1940",
        "12 February 2025 - 13 February 2025",
        "Version 2.10 12 February 2025",
    ],
)
def test_what_is_no_time_and_what_cannot_be_one_leaves_the_day(text: str) -> None:
    assert stated_when(text) == (DAY, None)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2025-02-12T07:15+25:00", "07:15"),
        ("2025-02-12T07:15+14:30", "07:15"),
        ("2025-02-12T07:15+01:75", "07:15"),
        ("12 February 2025, 09:15-10:30", "09:15"),
        ("12 February 2025, 09:15 - 10:30", "09:15"),
        ("2025-02-12T07:15-00:00", "07:15"),
        ("2025-02-12T00:00:30Z", "00:00Z"),
    ],
)
def test_an_offset_that_cannot_be_is_left_out(text: str, time: str) -> None:
    assert stated_when(text) == (DAY, time)


def test_a_date_that_can_be_read_in_two_ways_has_no_time() -> None:
    match = find_date("03/04/2024 07:15")
    assert match is not None
    assert match.when is None
    assert stated_when("03/04/2024 07:15", "day") == ("2024-04-03", "07:15")


def test_of_two_dates_the_first_has_the_time_beside_it() -> None:
    assert stated_when("2025-02-12 07:15, 2025-02-13 19:40") == (DAY, "07:15")
    assert stated_when("7:03 a.m. Feb. 12, 2015 | Updated 3:16 p.m. Nov. 3, 2015") == ("2015-02-12", "07:03")


def test_values_that_are_no_text() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=-3, minutes=-30))
    assert stated_when(datetime.datetime(2025, 2, 12, 7, 15, tzinfo=zone)) == (DAY, "07:15-03:30")
    assert stated_when(datetime.datetime(2025, 2, 12, 7, 15)) == (DAY, "07:15")
    assert stated_when(datetime.datetime(2025, 2, 12)) == (DAY, None)
    assert stated_when(datetime.date(2025, 2, 12)) == (DAY, None)
    assert stated_when(1739344500) == stated_when("1739344500") == stated_when(1739344500000) == (DAY, "07:15Z")
    assert stated_when(1739318400) == (DAY, None)


@given(
    st.datetimes(datetime.datetime(1980, 1, 1), datetime.datetime(2099, 12, 31)),
    st.integers(-14 * 4, 14 * 4).map(lambda quarters: datetime.timezone(datetime.timedelta(minutes=15 * quarters))),
)
def test_every_moment_is_read_back(moment: datetime.datetime, zone: datetime.timezone) -> None:
    stated = moment.replace(tzinfo=zone, microsecond=0)
    when = stated_when(stated.isoformat())
    assert when is not None
    assert when.day == stated.date().isoformat()
    assert when == stated_when(stated)
    if when.time:
        assert datetime.datetime.fromisoformat(f"{when.day}T{when.time}") == stated.replace(second=0)


@given(st.text(alphabet="0123456789:.,+-TZ hapm.uGMTES()\N{EN DASH}", max_size=30), st.booleans())
def test_whatever_stands_beside_a_date_is_a_time_or_none(beside: str, before: bool) -> None:
    when = stated_when(f"{beside}12 February 2025" if before else f"12 February 2025{beside}")
    if when and when.time:
        datetime.time.fromisoformat(when.time)


def test_hostile_lines_are_read_quickly() -> None:
    for text in ("12 February 2025" + " " * 50_000 + "x", "1:" * 50_000 + " 12 February 2025", "12 Feb 2025 (" * 2_000):
        start = datetime.datetime.now()
        find_date(text)
        assert datetime.datetime.now() - start < datetime.timedelta(seconds=2)


# Several statements.


def test_a_day_takes_the_time_that_another_statement_of_it_has() -> None:
    timed, other = When(DAY, "19:40"), When("2025-02-13", "08:00")
    assert joined(None, When(DAY), other, timed) == timed
    assert joined(When(DAY), other) == When(DAY)
    assert joined(timed, When(DAY, "07:15")) == timed
    assert joined(None) is None


@pytest.mark.parametrize(
    ("published", "changed", "result"),
    [
        ((DAY, "07:15Z"), (DAY, "19:40Z"), (DAY, "19:40Z")),
        ((DAY, "07:15"), (DAY, "19:40"), (DAY, "19:40")),
        ((DAY, None), (DAY, "19:40"), (DAY, "19:40")),
        ((DAY, "07:15Z"), (DAY, "07:15Z"), (DAY, "07:15Z")),
        ((DAY, "07:15Z"), (DAY, "06:00Z"), (DAY, "07:15Z")),
        ((DAY, "07:15Z"), (DAY, None), (DAY, "07:15Z")),
        ((DAY, "07:15Z"), ("2025-02-11", "19:40Z"), (DAY, "07:15Z")),
        ((DAY, "07:15Z"), ("2025-02-13", "01:00Z"), (DAY, None)),
        ((DAY, "23:30-05:00"), ("2025-02-13", "04:45Z"), (DAY, "23:45-05:00")),
        ((DAY, "09:00+02:00"), (DAY, "07:30Z"), (DAY, "09:30+02:00")),
        ((DAY, "09:00+02:00"), (DAY, "06:30Z"), (DAY, "09:00+02:00")),
    ],
)
def test_a_text_is_of_its_last_change_on_the_day(published: Any, changed: Any, result: Any) -> None:
    assert as_changed(When(*published), When(*changed)) == result
    assert as_changed(None, When(*changed)) is None
    assert as_changed(When(*published), None) == published


# The readers, on real files.


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"date": "2025-11-04T21:40:00+02:00"}, "2025-11-04T21:40+02:00"),
        ({"published_at": "Thu, 05 Dec 2024 10:00:00 GMT"}, "2024-12-05T10:00Z"),
        ({"timestamp": 1739344500}, "2025-02-12T07:15Z"),
        ({"pubDate": {"$date": "2025-02-12T07:15:00Z"}}, "2025-02-12T07:15Z"),
        ({"date": "2025-02-12"}, "2025-02-12"),
        ({"date": "2025-02-12T00:00:00Z"}, "2025-02-12"),
        ({"date": "2025-02-12 25:61"}, "2025-02-12"),
        ({"date": "2094-07-01T08:00:00Z"}, "2094-07-01T08:00Z"),
        ({"datePublished": "2025-02-12T07:15:00Z", "dateModified": "2025-02-12T09:30:00Z"}, "2025-02-12T09:30Z"),
        ({"published": "2025-02-12T07:15:00Z", "updated_at": "2025-02-12T09:30:00Z"}, "2025-02-12T07:15Z"),
        ({"date": "07:15"}, ""),
        ({}, ""),
    ],
)
def test_rows(tmp_path: Path, fields: dict[str, Any], published: str) -> None:
    document = read_one(tmp_path, "a.jsonl", json.dumps({"text": BODY, **fields}))
    assert document.published == published


def test_a_row_of_a_day_takes_the_time_that_its_text_states_for_it(tmp_path: Path) -> None:
    for line, published in (("Feb 12, 2025 19:40", f"{DAY}T19:40"), ("Feb 13, 2025 19:40", DAY)):
        row = {"date": DAY, "text": f"{HEADLINE}\n{line}\n\n{BODY}"}
        assert read_one(tmp_path, "a.jsonl", json.dumps(row)).published == published


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Feb 12, 2025 19:40", "2025-02-12T19:40"),
        ("Wednesday 12 February 2025, 07:15", "2025-02-12T07:15"),
        ("Mon 13 Apr 2026 11.02 BST", "2026-04-13T11:02+01:00"),
        ("Published 9:30 p.m. ET Feb. 12, 2025", "2025-02-12T21:30-05:00"),
        ("Published 9:30 a.m. ET Feb. 12, 2025 | Updated 3:36 p.m. ET Feb. 12, 2025", "2025-02-12T15:36-05:00"),
        ("Published 9:30 a.m. ET Feb. 12, 2025 | Updated 3:36 p.m. ET Feb. 13, 2025", "2025-02-12"),
        ("Updated Feb. 12, 2025, 19:40 · Published Feb. 12, 2025", "2025-02-12T19:40"),
        ("Wed 12 Feb 2025 10.54 GMT\nFirst published on Wed 12 Feb 2025 02.35 GMT", "2025-02-12T10:54Z"),
        ("Published: 12 February 2025, 25:61", "2025-02-12"),
        ("February 13th 2025.", "2025-02-13"),
        ("Today: Feb 12, 2025 19:40", ""),
        ("07:15", ""),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.pdf", "a.docx"])
def test_lines_of_text_files(tmp_path: Path, name: str, line: str, published: str) -> None:
    lines = [HEADLINE, *line.split("\n"), *BODY.split("\n\n")]
    content: str | bytes = f"{HEADLINE}\n{line}\n\n{BODY}"
    if name == "a.docx":
        content = docx([("Normal", one) for one in lines])
    elif name == "a.pdf":
        content = pdf([[one for each in lines for one in (each.strip(), "")]])
    assert read_one(tmp_path, name, content).published == published


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2025-02-12T07:15:00+02:00", "2025-02-12T07:15+02:00"),
        ("2025-02-12 07:15:00", "2025-02-12T07:15"),
        ("2025-02-12", "2025-02-12"),
        ('"12 February 2025, 07:15 GMT"', "2025-02-12T07:15Z"),
    ],
)
def test_front_matter(tmp_path: Path, date: str, published: str) -> None:
    text = f"---\ntitle: {HEADLINE}\ndate: {date}\n---\n\n{BODY}"
    assert read_one(tmp_path, "a.md", text).published == published


META = '<meta property="article:published_time" content="2025-02-12T07:15:00+00:00">'
LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", %s}</script>'
STAMP = '<time datetime="2025-02-12T07:15:00Z">'


@pytest.mark.parametrize(
    ("head", "shown", "published"),
    [
        (META, "", "2025-02-12T07:15Z"),
        ('<meta name="date" content="2025-02-12T07:15:00+03:00">', "", "2025-02-12T07:15+03:00"),
        ('<meta itemprop="datePublished" content="2025-02-12">', f"{STAMP}12 Feb</time>", "2025-02-12T07:15Z"),
        (LINKED % '"datePublished": "2025-02-12T07:15:00+02:00"', "", "2025-02-12T07:15+02:00"),
        (LINKED % '"datePublished": "2025-02-12"' + META, "", "2025-02-12T07:15Z"),
        (LINKED % '"datePublished": "2025-02-12T00:00:00Z"', "", "2025-02-12"),
        (
            LINKED % '"datePublished": "2025-02-12T07:15:00Z", "dateModified": "2025-02-12T19:40:00Z"',
            "",
            "2025-02-12T19:40Z",
        ),
        (
            LINKED % '"datePublished": "2025-02-12T07:15:00Z", "dateModified": "2025-02-14T19:40:00Z"',
            "",
            "2025-02-12",
        ),
        (
            META + '<meta property="article:modified_time" content="2025-02-12T07:15:00+00:00">',
            "",
            "2025-02-12T07:15Z",
        ),
        (META + '<meta property="og:updated_time" content="2025-02-12T10:00:00+01:00">', "", "2025-02-12T09:00Z"),
        ("", f"{STAMP}12 February 2025</time>", "2025-02-12T07:15Z"),
        ("", "Published: 12 February 2025, 07:15", "2025-02-12T07:15"),
        ("", f"{STAMP}12 February 2025</time> <time datetime='2025-02-12T19:40:00Z'>19:40</time>", "2025-02-12"),
        ("", "Published: 12 February 2025", "2025-02-12"),
    ],
)
def test_pages(tmp_path: Path, head: str, shown: str, published: str) -> None:
    paragraphs = "".join(f"<p>{one}</p>" for one in BODY.split("\n\n"))
    comment = "<div class='comments'><time datetime='2025-02-12T22:10:00Z'>22:10</time> What a day!</div>"
    body = f"<article><h1>{HEADLINE}</h1><div class='date'>{shown}</div>{paragraphs}</article>{comment}"
    html = f"<!doctype html><html><head><title>{HEADLINE}</title>{head}</head><body>{body}</body></html>"
    assert read_one(tmp_path, "a.html", html).published == published


def test_the_time_in_a_running_head_or_a_property_is_not_that_of_publication(tmp_path: Path) -> None:
    document = read_one(tmp_path, "a.pdf", pdf([[*BODY.split("\n\n")]], created="D:20250212194000+01'00'"))
    assert document.published == DAY
    head = (72, 815, 8, "Skarne Post, 25.02.2025, 19:40")
    texts = ("The port has closed its northern quay for a week.", "Ferries will call at the southern one instead.")
    data = placed_pdf([[head, *lines(72, 760, [text])] for text in texts])
    assert read_one(tmp_path, "b.pdf", data).published == "2025-02-25"


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Wed, 12 Feb 2025 23:30:00 -0500", "2025-02-12T23:30-05:00"),
        ("Wed, 12 Feb 2025 07:15:00 GMT", "2025-02-12T07:15Z"),
        ("Wed, 12 Feb 2025 07:15:00 -0000", "2025-02-12T07:15"),
        ("12 Feb 2025 25:61:00 +0000", ""),
    ],
)
def test_mail(tmp_path: Path, date: str, published: str) -> None:
    mail = f"From: News Desk <desk@courier.example>\nSubject: {HEADLINE}\nDate: {date}\nMIME-Version: 1.0\n\n{BODY}"
    assert read_one(tmp_path, "a.eml", mail).published == published


def test_the_sample_reports() -> None:
    documents = read([samples_dir() / "ferry"], strict=True).documents
    assert {Path(document.path or "").stem: document.published for document in documents} == {
        "ellery-herald": "2025-02-12T07:15Z",
        "meridian-agency": "2025-02-12T19:40",
        "skarne-today": "2025-02-13",
        "worldpulse": "2025-02-13",
        "northern-chronicle": "2025-02-14",
    }
