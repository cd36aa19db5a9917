"""Where a sentence tells the value of a figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.records import FigureValue, Span
from summarizer.text.values import in_running_text, value_at


def of(value: str, number: float | str, unit: str = "") -> FigureValue:
    return FigureValue(0, 0, len(value), value, Span(0, len(value)), value, number, "", unit)


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("Fire killed 14 people.", of("fourteen", 14.0), "14"),
        ("Fire killed fourteen people.", of("14", 14.0), "fourteen"),
        ("Fire killed at least 14 people.", of("14", 14.0), "at least 14"),
        ("It cost $1.5 billion.", of("$1,500 million", 1.5e9, "$"), "$1.5 billion"),
        ("It is 14 km away.", of("14 km", 14.0, "km"), "14 km"),
        ("It is 14 km away.", of("14", 14.0), ""),
        ("It is 14 away.", of("14 km", 14.0, "km"), ""),
        ("Fire killed 140 people in 2014.", of("14", 14.0), ""),
        ("On 14 March it burnt.", of("14", 14.0), ""),
        ("More than a dozen boats sank.", of("more than a dozen", 12.0), "More than a dozen"),
        ("They counted 12345678901234567890 grains.", of("x", "12345678901234567890"), "12345678901234567890"),
        ("The vote is on 3 March.", of("March 3", "2025-03-03", "day"), "3 March"),
        ("The vote is on 3 March 2024.", of("3 March", "2025-03-03", "day"), ""),
        ("The vote is on Monday.", of("3 March", "2025-03-03", "day"), "Monday"),
        ("The vote is on Monday 10 March.", of("3 March", "2025-03-03", "day"), ""),
        ("The vote is on Monday, 3 March.", of("3 March", "2025-03-03", "day"), "3 March"),
        ("The vote is in March.", of("3 March", "2025-03-03", "day"), ""),
        ("The vote is on the Ides.", of("the Ides", "no day", "day"), "the Ides"),
        ("Nothing is counted.", of("", 14.0), ""),
    ],
)
def test_where_a_value_is_told(text: str, value: FigureValue, told: str) -> None:
    place = value_at(text, value)
    assert (text[place.start : place.end] if place else "") == told


@given(st.text(max_size=80), st.text(max_size=12), st.floats(allow_nan=False) | st.text(max_size=12))
def test_whatever_stands_there_is_within_the_text(text: str, letters: str, number: float | str) -> None:
    for unit in ("", "day", "km"):
        place = value_at(text, of(letters, number, unit))
        assert place is None or 0 <= place.start < place.end <= len(text)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("At least 14", "at least 14"), ("Fourteen", "fourteen"), ("Monday", "Monday"), ("US$5", "US$5"), ("17", "17")],
)
def test_within_a_sentence_a_value_opens_small(value: str, wanted: str) -> None:
    assert in_running_text(value) == wanted
