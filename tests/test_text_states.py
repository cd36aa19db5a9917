"""What a sentence tells of its own time, by its grammar."""

from __future__ import annotations

import pytest

from summarizer.text.analysis import Analyser
from summarizer.text.states import opens_with_state, states


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "A man of 44 is being questioned at Arvik police station.",
        "The driver has not been named.",
        "Bridges in Hestra are closed to all traffic.",
        "The road remains closed.",
        "Three of them are in hospital.",
        "The council will vote on Friday.",
        "The mayor is now asking for help.",
        "No deaths have been reported.",
        "He was taken ashore and is on a ventilator.",
        "The firm now offers 41 marks a share.",
        "The firm said it holds 6 per cent of the stock.",
        "Ada Brink said she would call a vote.",
        "The minister said he would stay in his job.",
    ],
)
def test_how_things_stand_when_they_are_told(text: str, analyse: Analyser) -> None:
    assert states(analyse(text))


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank on Tuesday.",
        "The tunnel links the two towns.",
        "The factory employs 130 people.",
        "Arvik is a port of 30,000 people.",
        "The old church is owned by the town.",
        "The student has never worked for the firm.",
        "The virus usually takes two weeks to show.",
        "“We are waving at the balconies,” said Ada Brink.",
        "The illness is hepatitis A and not typhoid, the laboratory said.",
        "Five people are dead after a train left the rails.",
        "Police said the man had been arrested.",
        "The jury has retired to consider its verdict.",
    ],
)
def test_what_lasts_or_is_over(text: str, analyse: Analyser) -> None:
    assert not states(analyse(text))


def test_nothing_is_said_of_what_was_not_parsed() -> None:
    one = Analyser(None)("A man is being questioned.")
    assert not states(one)
    assert not opens_with_state(one)
