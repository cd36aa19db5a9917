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
