"""What needs no explanation: what the reader asked for, and a phrase of several words that many sources use."""

from __future__ import annotations

import pytest

from summarizer.plan.familiar import Familiar
from summarizer.records import PlanItem, Sentence, Unexplained
from summarizer.settings import PlanSettings

SECTOR = Unexplained("the fishing sector", ("sector",))


def sources(*texts: str) -> list[Sentence]:
    return [Sentence(source, 0, len(text), text, 0, 0) for source, text in enumerate(texts)]


def left(one: Unexplained, sentences: list[Sentence], focus: str = "") -> tuple[Unexplained, ...]:
    return Familiar(sentences, focus, PlanSettings())(PlanItem("point", 0, (), 1.0, unexplained=(one,))).unexplained


MANY = sources(*["Rules for the fishing sector changed; the sector is small."] * 4, "It rained.", "It snowed.")


def test_a_phrase_that_many_sources_use_is_known() -> None:
    assert left(SECTOR, MANY) == ()
    assert left(Unexplained("The fishing sector", ("sector",)), MANY) == ()


@pytest.mark.parametrize(
    ("one", "sentences"),
    [
        (SECTOR, MANY[1:]),  # too few sources
        (SECTOR, [*MANY, *sources(*["It rained."] * 40)]),  # too small a share of them
        (Unexplained("the sector", ("sector",)), MANY),  # which one, nobody knows
        (Unexplained("the fishing sector", ()), MANY),  # no other sentence can tell it
    ],
)
def test_other_phrases_are_not(one: Unexplained, sentences: list[Sentence]) -> None:
    sentences = [Sentence(at, 0, len(s.text), s.text, 0, 0) for at, s in enumerate(sentences)]
    assert left(one, sentences) == (one,)


def test_what_was_asked_for_is_known() -> None:
    assert left(SECTOR, MANY[4:], focus="What became of the fishing sector?") == ()
    assert left(SECTOR, MANY[4:], focus="What became of the weather?") == (SECTOR,)
