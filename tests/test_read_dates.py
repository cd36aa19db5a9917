"""Dates as news pages write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_samples import day_of

from summarizer.read.dates import find_date, only_time, settle_figures, stated_when


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
    assert day_of(stated_when(text)) == iso
    match = find_date(f"before {text} after")
    assert match is not None
    assert match.iso == iso


@pytest.mark.parametrize("text", ["03/04/2024", "5.12.2024", "12-11-2024"])
def test_ambiguous_is_found_but_not_guessed(text: str) -> None:
    match = find_date(text)
    assert match is not None
    assert match.iso is None
    assert day_of(stated_when(text)) is None


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
    assert day_of(stated_when(datetime.date(2024, 12, 5))) == "2024-12-05"
    assert day_of(stated_when(datetime.datetime(2024, 12, 5, 23, 59))) == "2024-12-05"
    assert day_of(stated_when("20241205")) == "2024-12-05"
    assert day_of(stated_when("20241305")) is None
    assert day_of(stated_when(20241205)) is None
    assert day_of(stated_when(None)) is None


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
        assert day_of(stated_when(text)) == day.isoformat()


@given(st.text(alphabet="0123456789-/. decmarjun,th", max_size=60))
def test_a_match_lies_in_the_text_and_is_a_calendar_date(text: str) -> None:
    match = find_date(text)
    if match is not None:
        assert 0 <= match.start < match.end <= len(text)
        if match.iso:
            datetime.date.fromisoformat(match.iso)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Mon 13 Apr 2026 11.02 BST", "2026-04-13"),
        ("Montag, 13. April 2026, 11:02 Uhr", "2026-04-13"),
        ("lundi 1er mars 2026 à 11h02", "2026-03-01"),
        ("lunes, 13 de abril de 2026", "2026-04-13"),
        ("Lunedì 13 aprile 2026 alle 11:02", "2026-04-13"),
        ("13 de março de 2026", "2026-03-13"),
        ("maandag 13 mei 2026", "2026-05-13"),
        ("2026-04-13T23:30:00-05:00", "2026-04-13"),
    ],
)
def test_dates_with_weekdays_hours_and_in_other_languages(text: str, iso: str) -> None:
    assert day_of(stated_when(text)) == iso
    assert only_time(text)


@pytest.mark.parametrize("text", ["Sunday Times", "USA Today", "The Mercury of 3 May 2026", "", "Reuters"])
def test_names_are_no_times(text: str) -> None:
    assert not only_time(text)


def test_the_order_of_figures_can_be_told() -> None:
    assert day_of(stated_when("03/04/2024", "day")) == "2024-04-03"
    assert day_of(stated_when("03/04/2024", "month")) == "2024-03-04"
    assert day_of(stated_when("25/12/2024", "month")) == "2024-12-25"
    assert settle_figures("on 03/04/24 and 25/12/2024", "month") == "on 2024-03-04 and 25/12/2024"
    assert settle_figures("on 03/04/24", None) == "on "


def test_seconds_and_milliseconds() -> None:
    assert (
        stated_when(1777888800) == stated_when(1777888800000) == stated_when("1777888800") == ("2026-05-04", "10:00Z")
    )
    assert day_of(stated_when(float("nan"))) is None
    assert day_of(stated_when(float("inf"))) is None
    assert day_of(stated_when(True)) is None
