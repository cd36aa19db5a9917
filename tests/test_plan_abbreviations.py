"""Abbreviations that a source explains."""

from __future__ import annotations

import pytest

from summarizer.plan.abbreviations import abbreviations


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Money came from the National Bridge Trust (NBT).", {"NBT": "the National Bridge Trust (NBT)"}),
        ("Kelm Union of Divers (KUD) asked for more.", {"KUD": "Kelm Union of Divers (KUD)"}),
        ("Nils Dahl of Kelm (KUD) asked for more.", {}),
        ("The bridge (NBT) is old.", {}),
        ("It is 40 m (131 ft) long.", {}),
    ],
)
def test_the_capitals_are_those_of_the_words(text: str, known: dict[str, str]) -> None:
    assert {short: one.full for short, one in abbreviations([text]).items()} == known


def test_the_first_sentence_that_explains_it_is_named() -> None:
    found = abbreviations(["Snow fell.", "The National Bridge Trust (NBT) paid.", "National Bridge Trust (NBT)."])
    assert found["NBT"].row == 1


@pytest.mark.parametrize(
    ("before", "known"),
    [
        ("The Kelm Wildlife Service in Arvik counts them.", "the Kelm Wildlife Service (KWS)"),
        ("The Kelm Wildlife Service and Patrol counts them.", ""),
        ("The Kelm Water Board counts them.", ""),
    ],
)
def test_the_words_for_one_may_stand_without_it(before: str, known: str) -> None:
    found = abbreviations(["Snow fell.", before], "KWS figures show it.")
    assert [(one.full, one.row) for one in found.values()] == ([(known, 1)] if known else [])
