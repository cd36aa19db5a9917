"""Sentences that open with "he" or "she", resolved with the published parser."""

from __future__ import annotations

import pytest

from summarizer.plan.openings import resolve_opening
from summarizer.text.analysis import Analyser

pytestmark = pytest.mark.real_model


@pytest.mark.parametrize(
    ("before", "sentence", "text"),
    [
        ("Ada Brink, the mayor of Arvik, left.", "She went to Skarne.", "Ada Brink went to Skarne."),
        ("Mr. Orr was arrested at home.", "He denied the charge.", "Mr. Orr denied the charge."),
        ("They had lost it all, Ada Brink said.", "She lives in Arvik.", "Ada Brink lives in Arvik."),
    ],
)
def test_an_opening_with_one_referent_is_resolved(before: str, sentence: str, text: str, analyse: Analyser) -> None:
    assert resolve_opening(sentence, ["A first sentence.", before], analyse) == (text, 1)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Ada Brink met Eva Sand in Arvik.", "She went to Skarne."),
        ("Carl Stone said the man had left.", "He went to Skarne."),
        ("Carl Stone tried to get her to stay.", "She ran over him."),
        ("Prosecutors said she had a gun.", "She was arrested."),
        ("The government left.", "He went to Skarne."),
        ("The army fled.", "This victory dealt a blow."),
    ],
)
def test_an_opening_with_several_or_no_referents_is_not(before: str, sentence: str, analyse: Analyser) -> None:
    assert resolve_opening(sentence, ["A first sentence.", before], analyse) is None


def test_a_pronoun_is_followed_over_one_sentence(analyse: Analyser) -> None:
    earlier = ["Ada Brink, the mayor, left.", "She took a train."]
    assert resolve_opening("She reached Skarne late.", earlier, analyse) == ("Ada Brink reached Skarne late.", 0)
    assert resolve_opening("She reached Skarne late.", [], analyse) is None
