"""Which values a text gives, which of a figure are superseded, and headlines that give one of these."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told_samples import figure, one_sentence_each, value

from summarizer.text.analysis import Analyser
from summarizer.text.tellings import gives, headline_superseded, only_superseded, superseded_values

ANALYSE = Analyser(None)
EARLY = "At least 14 people died when the ferry Halden sank off Skarne, the coastguard said."
LATE = "The death toll from the Halden rose to 17 on Wednesday, up from 14."
ROSE = figure("update", (0, EARLY, "At least 14"), (1, LATE, "14"), (1, LATE, "17"), newest=2)


@pytest.mark.parametrize(
    ("text", "letters", "given"),
    [
        ("Fourteen dead as ferry sinks", "At least 14", True),
        ("At least 14 people have died.", "At least 14", True),
        ("It has cost $14 million.", "14", False),
        ("Some 114 people have died.", "14", False),
        ("The gauge stood at 14.5 metres.", "14", False),
        ("Nobody died.", "14", False),
    ],
)
def test_a_number_is_given_in_whatever_letters(text: str, letters: str, given: bool) -> None:
    assert gives(text, value(0, letters, letters)) is given


def test_a_day_is_given_with_its_month() -> None:
    day = replace(value(0, "13", "13"), number="2024-05-13", unit="day", value="Monday, 13 May")
    assert gives("Talks are to go on on 13 May.", day)
    assert not gives("Talks are to go on on 16 May.", day)
    assert not gives("Thirteen delegates came.", day)


def test_only_an_update_supersedes() -> None:
    assert [one.value for one in superseded_values(ROSE)] == ["At least 14", "14"]
    for relation in ("conflict", "unknown", "scope", "same", "bound"):
        assert not superseded_values(replace(ROSE, relation=relation))
    assert not superseded_values(replace(ROSE, newest=None))


def test_what_is_told_of_a_course_keeps_its_end() -> None:
    passages = one_sentence_each(EARLY, LATE)[1:]
    assert only_superseded("The toll rose from 14.", passages, [ROSE]) == ROSE.values[2]
    assert only_superseded(LATE, passages, [ROSE]) is None
    assert only_superseded("The toll rose.", passages, [ROSE]) is None
    # A passage that knows of no newer value is not told of a course.
    assert only_superseded(EARLY, one_sentence_each(EARLY), [ROSE]) is None


@pytest.mark.parametrize(
    ("title", "source", "outdated"),
    [
        ("Fourteen dead as Skarne ferry sinks", 0, True),
        ("14 dead after ferry sinks off Skarne", -1, True),
        ("Ferry toll rises from 14 to 17", 1, False),
        ("Ferry toll rises to 17", 1, False),
        ("Ferry sinks off Skarne", 0, False),
        ("Talks on 14 sites fail", 2, False),  # another 14
    ],
)
def test_a_headline_with_a_superseded_number(title: str, source: int, outdated: bool) -> None:
    found = headline_superseded(title, source, [ROSE], ANALYSE)
    assert found == (ROSE.values[2] if outdated else None)
