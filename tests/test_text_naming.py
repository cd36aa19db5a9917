"""What a figure is called, and what sets its values apart; invented sentences."""

from __future__ import annotations

import pytest

from summarizer.text.analysis import Analyser
from summarizer.text.measured import measured
from summarizer.text.naming import named_by, scope_of


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The storm left 9,000 homes without water.", "homes without water"),
        ("By noon 340 houses had been destroyed.", "houses destroyed"),
        ("The owner said that 86 people were on the tram.", "people"),
        ("The number of people on board was 102.", "people on board"),
        ("The mine now expects an operating profit of 40 million crowns.", "operating profit"),
        ("The company put the number of jobs at 600.", "jobs"),
        ("At least 14 people were killed.", "killed"),
        ("It is 232.", ""),
    ],
)
def test_a_figure_is_called_by_its_noun_and_what_is_said_of_it(analyse: Analyser, text: str, name: str) -> None:
    one = analyse(text)
    assert named_by(one, measured(one)[0]).whole == name


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("In Tembe district alone 318 cases have been recorded since August.", "in Tembe district alone"),
        ("Across the country 1,140 cases were recorded.", "across the country"),
        ("The blast killed five people including the driver.", "including the driver"),
        ("The office recorded 1,140 cases on 3 March.", "cases"),
    ],
)
def test_what_sets_a_value_apart_is_said_in_words_of_its_sentence(analyse: Analyser, text: str, scope: str) -> None:
    one = analyse(text)
    assert scope_of(one, measured(one)[0]) == scope


@pytest.mark.real_model
def test_a_long_name_ends_before_a_phrase_that_does_not_fit(analyse: Analyser) -> None:
    text = "The next round of talks between the railway of Orva and the union of its drivers cost 40 million crowns."
    one = analyse(text)
    name = named_by(one, measured(one)[0]).whole
    assert name
    assert name in text
    assert len(name.split()) <= 7
    assert not name.endswith((" the", " of", " between", " and"))
