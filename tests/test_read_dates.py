"""Dates as news pages write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.read.dates import find_date, iso_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-12-05", "2024-12-05"),
        ("2024/12/5", "2024-12-05"),
        ("2024-12-05T10:15:00+01:00", "2024-12-05"),
        ("24 December 2024", "2024-12-24"),
        ("Dec 25, 2024", "2024-12-25"),
        ("Dec. 25, 2024", "2024-12-25"),
        ("December 5th 2024.", "2024-12-05"),
        ("5th of December, 2024", "2024-12-05"),
        ("Thu, 05 Dec 2024 10:00:00 GMT", "2024-12-05"),
        ("THURSDAY 5 SEPT 2024", "2024-09-05"),
        ("05-Dec-2024", "2024-12-05"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("25.12.2024", "2024-12-25"),
        ("05/05/2024", "2024-05-05"),
        ("Feb 29, 2024", "2024-02-29"),
    ],
)
def test_reads_one_way(text: str, iso: str) -> None:
    assert iso_date(text) == iso
    match = find_date(f"before {text} after")
    assert match is not None
    assert match.iso == iso


@pytest.mark.parametrize("text", ["03/04/2024", "5.12.2024", "12-11-2024"])
def test_ambiguous_is_found_but_not_guessed(text: str) -> None:
    match = find_date(text)
    assert match is not None
    assert match.iso is None
    assert iso_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 February 2024",
        "Feb 29, 2023",
        "13/13/2024",
        "2024",
        "December 2024",
        "5 December",
        "192.168.2024.1",
        "version 1.2.2024.7",
        "12/25/24",
        "phone 555-12-2024-9",
    ],
)
def test_not_a_date(text: str) -> None:
    assert find_date(text) is None


def test_values_that_are_no_text() -> None:
    assert iso_date(datetime.date(2024, 12, 5)) == "2024-12-05"
    assert iso_date(datetime.datetime(2024, 12, 5, 23, 59)) == "2024-12-05"
    assert iso_date("20241205") == "2024-12-05"
    assert iso_date("20241305") is None
    assert iso_date(20241205) is None
    assert iso_date(None) is None


@given(st.dates(min_value=datetime.date(1800, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_day_is_read_in_every_unambiguous_style(day: datetime.date) -> None:
    names = ["January", "February", "March", "April", "May", "June", "July"]
    names += ["August", "September", "October", "November", "December"]
    month = names[day.month - 1]
    for text in (
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3].upper()}. {day.day} {day.year}",
    ):
        assert iso_date(text) == day.isoformat()


@given(st.text(alphabet="0123456789-/. decmarjun,th", max_size=60))
def test_a_match_lies_in_the_text_and_is_a_calendar_date(text: str) -> None:
    match = find_date(text)
    if match is not None:
        assert 0 <= match.start < match.end <= len(text)
        if match.iso:
            datetime.date.fromisoformat(match.iso)
