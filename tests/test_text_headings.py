"""Headings and lines of forms, which name something and tell nothing."""

from __future__ import annotations

import pytest
from grammar import analysed

from summarizer.settings import VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.text.headings import is_heading, is_inverted, is_labelled
from summarizer.verify.accept import unquotable

REPORT = "Flood/NN/compound>report report/NN no/DT/det>. ./NN/dep>report 3/CD/nummod>."
TELLS = "Mayor/NN/nsubj>rejects rejects=reject/VBZ report/NN/dobj>rejects"
FIELD = "Injuries=injury/NNS :/:/punct>Injuries three/CD/nummod>firemen firemen=fireman/NNS/appos>Injuries ."
SPEAKER = "Brink/NNP/dep>is :/:/punct>is the/DT/det>dam dam/NN/nsubj>is is=be/VBZ safe/JJ/acomp>is ."


def test_a_line_that_names_a_kind_of_text_is_a_heading_unless_it_tells_something() -> None:
    assert is_heading(analysed(REPORT))
    assert not is_heading(analysed(TELLS))


def test_what_stands_behind_the_name_of_a_field_is_a_line_of_a_form_and_what_somebody_says_is_not() -> None:
    assert is_labelled(analysed(FIELD))
    assert not is_labelled(analysed(SPEAKER))


def test_without_grammar_only_words_for_what_runs_on_show_a_heading() -> None:
    plain = Analyser(None)
    assert is_heading(plain("Election in Arvik: as it happened"))
    assert not is_heading(plain("Arvik flood report"))
    assert not is_labelled(plain("Injuries: three firemen."))


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "Arvik bridge",
        "Bridge in Arvik: evening report",
        "Notice on the loss of the ferry Halden",
        "Bulletin no. 12",
        "Road update, Monday 6 p.m.",
        "Storm over Arvik: key facts and pictures of the day, gallery",
    ],
)
def test_headings(text: str, analyse: Analyser) -> None:
    assert is_heading(analyse(text))


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "Bridge in Arvik falls",
        "Record for Brink",
        "Two hurt after storm",
        "Police report: two hurt in crash",
        "Thieves empty museum in Arvik",
        "Prime minister dead",
        "Mine closed",
    ],
)
def test_headlines_are_none(text: str, analyse: Analyser) -> None:
    assert not is_heading(analyse(text))


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Remarks: play was stopped for four minutes because of a flare from the stand.", True),
        ("Wind outlook: gusts will ease after midnight.", True),
        ("The result is clear: forty houses in Arvik are gone.", False),
        ("The team has finished its count: 31 houses burned down in Arvik.", False),
        ("Two days of mourning begin on Friday in Arvik.", False),
        ("Engineers of the Orm works, who were given the plans by the town, come to another result.", False),
    ],
)
def test_lines_of_forms_are_not_quoted_and_sentences_with_a_misread_verb_are(
    text: str, problem: bool, analyse: Analyser
) -> None:
    assert bool(unquotable(text, VerifySettings(), analyse)) == problem


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "inverted"),
    [
        ("Moving in are Ada Brink and Karl Stone, bakers from Kelm.", True),
        ("Killed in the crash were two brothers from Arvik.", True),
        ("Hiking in the woods is good for Karl Stone.", False),
        ("Renamed the Kelm Probe, the spacecraft will fly to the sun.", False),
        ("Later, Karl Stone was arrested.", False),
    ],
)
def test_a_sentence_that_names_last_who_it_is_about(text: str, inverted: bool, analyse: Analyser) -> None:
    assert is_inverted(analyse(text)) is inverted
