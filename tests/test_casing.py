"""Claims in capitals, written as the reports write their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.checked import ToCheck
from summarizer.config import settings_for
from summarizer.pipeline.claims import asked_of
from summarizer.records import Document
from summarizer.text.analysis import Analyser
from summarizer.text.casing import is_in_capitals, usual_case

REPORTS = ["Rebels took Arvik on Monday, the UN said. The rebels of Arvik left.", "In Arvik the UN opened a camp."]


def test_names_keep_their_capitals_and_other_words_lose_them() -> None:
    assert usual_case("THE REBELS TOOK ARVIK, THE UN SAID.", REPORTS) == "The rebels took Arvik, the UN said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [("THE REBELS TOOK ARVIK.", True), ("The UN said so.", False), ("NATO", False), ("14 11", False)],
)
def test_only_several_words_in_capitals_are_meant(text: str, expected: bool) -> None:
    assert is_in_capitals(text) is expected


@given(st.text(max_size=60))
def test_it_stays_as_long_as_it_was_and_says_the_same(text: str) -> None:
    found = usual_case(text.upper(), REPORTS)
    assert len(found) == len(text.upper())
    assert found.upper() == text.upper().upper()


def test_a_claim_in_capitals_is_looked_for_in_usual_letters_and_shown_as_it_stands() -> None:
    text = "REBELS TOOK ARVIK ON MONDAY."
    documents = [Document(str(at), one) for at, one in enumerate(REPORTS)]
    (one,) = asked_of(ToCheck("claim", text), documents, "en", settings_for(), Analyser(None))
    assert (one.text, one.told) == (text, "Rebels took Arvik on Monday.")
