"""What went before the event, by the main clause of a sentence."""

from __future__ import annotations

import pytest
from grammar import analysed

from summarizer.text.analysis import Analyser
from summarizer.text.analysis import analyse as unparsed
from summarizer.text.earlier import is_earlier, is_of_the_past

RECALLS = (
    "A/DT/det>man man/NN/nsubjpass>freed convicted=convict/VBN/acl>man in/IN/prep>convicted 1957/CD/pobj>in "
    "was=be/VBD/auxpass>freed freed=free/VBN ."
)
STATES = (
    "The/DT/det>man man/NN/nsubjpass>freed was=be/VBD/auxpass>freed freed=free/VBN in/IN/prep>freed 1957/CD/pobj>in ."
)


def test_only_the_main_clause_tells_of_the_past() -> None:
    assert not is_of_the_past(analysed(RECALLS))
    assert is_of_the_past(analysed(STATES))
    assert is_of_the_past(unparsed("A man convicted in 1957 was freed."))


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("A man who was convicted of a theft in 1957 will be freed, a judge ordered on Friday.", False),
        ("Ada Brink is accused of burning the mill while working there in 2003.", False),
        ("The flood in Arvik, where the river had risen for days, killed two people.", False),
        ("In 2012 another judge convicted Ada Brink.", True),
        ("The river had risen for days.", True),
        ("Formerly known as Old Quay, the harbour is now called Brink Quay.", False),
    ],
)
def test_what_went_before_the_event(text: str, earlier: bool, analyse: Analyser) -> None:
    assert is_earlier(analyse(text)) is earlier
