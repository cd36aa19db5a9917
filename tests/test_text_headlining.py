"""What a sentence may head a text as: without its day, when it was, what is new in it and the second of two deeds."""

from __future__ import annotations

import pytest
from grammar import analysed

from summarizer.text.analysis import Analyser
from summarizer.text.headlining import title_texts
from summarizer.text.tone import is_spoken

SANK = (
    "The/DT/det>3 old/JJ/amod>3 ferry/NN/nsubj>4 sank=sink/VBD off/IN/prep>4 the/DT/det>7 harbour/NN/pobj>5 "
    "of/IN/prep>7 Skarne/NNP/pobj>8 on/IN/prep>4 Tuesday/NNP/pobj>10 {mark}/IN/mark>16 its/PRP$/poss>14 "
    "hull/NN/nsubj>16 had=have/VBD/aux>16 burst/VBN/advcl>4 ."
)
VOTED = (
    "The/DT/det>2 council/NN/nsubj>3 voted=vote/VBD on/IN/prep>3 its/PRP$/poss>7 third/JJ/amod>7 day/NN/pobj>4 "
    "for/IN/prep>3 {first}/DT/det>10 motion/NN/pobj>8 that/WDT/nsubj>12 blames=blame/VBZ/relcl>10 the/DT/det>15 "
    "harbour/NN/compound>15 office/NN/dobj>12 ."
)
HELD = (
    "Two/CD/nummod>2 men/NNS/nsubjpass>4 are=be/VBP/auxpass>4 held=hold/VBN in/IN/prep>4 Skarne/NNP/pobj>5 "
    "for/IN/prep>4 taking=take/VBG/pcomp>7 a/DT/det>10 ring/NN/dobj>8 {joint}/CC/cc>8 leaving=leave/VBG/conj>8 "
    "the/DT/det>14 band/NN/dobj>12 ."
)


def texts_of(notation: str, **filled: str) -> list[str]:
    one = analysed(notation.format(**filled))
    texts = title_texts(one)
    assert texts[0] == one.text
    return list(texts[1:])


def test_a_title_needs_no_day_and_not_after_what_it_was() -> None:
    found = texts_of(SANK, mark="after")
    assert "The old ferry sank off the harbour of Skarne." in found
    assert "The old ferry sank off the harbour of Skarne on Tuesday." in found
    assert "The old ferry sank off the harbour of Skarne after its hull had burst." in found


@pytest.mark.parametrize("mark", ["while", "as", "because", "if", "unless", "until"])
def test_what_went_on_meanwhile_may_be_the_news_and_a_condition_stays(mark: str) -> None:
    assert texts_of(SANK, mark=mark) == [f"The old ferry sank off the harbour of Skarne {mark} its hull had burst."]


def test_what_is_told_of_something_new_may_go_and_what_says_which_one_is_meant_stays() -> None:
    assert texts_of(VOTED, first="a") == ["The council voted on its third day for a motion."]
    assert texts_of(VOTED, first="the") == []
    assert texts_of(VOTED, first="no") == []  # it denied that there is such a motion, not any


def test_the_second_of_two_deeds_may_go_and_a_choice_of_two_stays() -> None:
    assert "Two men are held in Skarne for taking a ring." in texts_of(HELD, joint="and")
    assert texts_of(HELD, joint="or") == []


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Lenne Works sued a group of students over the fire at its mill, saying they had never been guests there.",
            "Lenne Works sued a group of students over the fire at its mill.",
        ),
        (
            "The Halden, a ship of the Skarne line, sank off Orm on Tuesday with no passengers on board.",
            "The Halden sank off Orm with no passengers on board.",
        ),
        (
            "Orm dismissed its chief engineer on Tuesday after he misled the town by saying he had tested the dam.",
            "Orm dismissed its chief engineer on Tuesday.",
        ),
        (
            "Orm has delayed the trial of two engineers over the fire, a spokesman said, less than a week before they "
            "were due in court.",
            "Orm has delayed the trial of two engineers over the fire, a spokesman said.",
        ),
        (
            "A student of Orm attacked the rules of her college in a new lawsuit, charging that “they are a sham.”",
            "A student of Orm attacked the rules of her college in a new lawsuit",
        ),
    ],
)
def test_real_sentences_are_cut_to_their_news(analyse: Analyser, text: str, title: str) -> None:
    assert title in title_texts(analyse(text))


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "The mill will close its doors in May if the council of Orm does not lower the price of water.",
        "Ada Brink made three attempts in one week to sell the old mill to the council of Orm.",
        "The council of Orm found no papers that show who had sold the mill in the spring.",
    ],
)
def test_no_condition_and_nothing_that_a_noun_needs_is_cut(analyse: Analyser, text: str) -> None:
    assert title_texts(analyse(text)) == (text,)


def test_what_is_spoken_is_told_from_what_is_written_and_from_what_is_quoted() -> None:
    assert is_spoken("Analysis shows there’s no way it is old")
    assert is_spoken("Selling the mill is hard, but somebody's gotta do it")
    assert not is_spoken("Brink's mill burns as Orm's council doesn't meet")
    assert not is_spoken("“It’s over,” says Brink")
