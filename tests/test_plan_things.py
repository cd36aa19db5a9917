"""Things that a sentence speaks of as known since its source has introduced them, with the published parser."""

from __future__ import annotations

import pytest
from grammar import analysed

from summarizer.plan.phrases import defining_phrase
from summarizer.plan.things import is_new, things_told, things_unknown
from summarizer.settings import PlanSettings
from summarizer.text.analysis import Analyser
from summarizer.text.definites import is_doubtful

SETTINGS = PlanSettings()
CRANE = (
    "A/DT/det>crane crane/NN/nsubj>fell that/WDT/nsubj>blocked blocked=block/VBD/relcl>crane a/DT/det>street "
    "street/NN/dobj>blocked in/IN/prep>blocked 2011/CD/pobj>in fell=fall/VBD ."
)
FELL = "A/DT/det>crane crane/NN/nsubj>fell fell=fall/VBD on/IN/prep>fell a/DT/det>house house/NN/pobj>on ."
REVIEW = (
    "Guards=guard/NNS/nsubj>want want/VBP a/DT/det>review review/NN/dobj>want of/IN/prep>review the/DT/det>film "
    "film/NN/pobj>of ."
)
ROBBED = (
    "A/DT/det>guard guard/NN/nsubj>saw saw=see/VBD a/DT/det>film film/NN/dobj>saw and/CC/cc>saw "
    "praised=praise/VBD/conj>saw the/DT/det>9 star/NN/dobj>praised ."
)


def test_a_phrase_ends_where_a_day_begins() -> None:
    assert defining_phrase(analysed(CRANE), 1, 14) == "crane that blocked a street"
    assert defining_phrase(analysed(CRANE), 1, 3) == ""  # "that blocked" is no whole


def test_what_a_noun_belongs_to_does_not_say_which_is_meant() -> None:
    assert not is_doubtful(analysed(REVIEW), 6)  # nothing excuses it
    assert is_doubtful(analysed(ROBBED), 8)  # the film may be meant, for what its sentence tells


@pytest.mark.parametrize(("at", "new"), [(1, True), (5, True), (2, False)])
def test_what_has_an_article_is_new(at: int, new: bool) -> None:
    assert is_new(analysed(FELL), at) == new


VIDEO = "Arvik's mayor asked the police to look at a video that appears to show a guard hitting a boy."
CAR = "The family wanted to see a blue 2009 Velta Comet in Kelm."
CLUB = "The town of Kelm is suing a club of young rowers."


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("before", "sentence", "text"),
    [
        (
            [VIDEO],
            "Teachers called for a review of the video, which runs for a minute.",
            "Teachers called for a review of the video that appears to show a guard hitting a boy, which runs for a"
            " minute.",
        ),
        ([CAR], "Police found the Comet in Arvik.", "Police found the blue 2009 Velta Comet in Arvik."),
        (
            ["Rowers from a small club in Kelm were hurt."],
            "Doctors treated the rowers on Friday.",
            "Doctors treated the rowers from a small club in Kelm on Friday.",
        ),
        (
            [CLUB],
            "In a statement, the club was called a danger.",
            "In a statement, the club of young rowers was called a danger.",
        ),
    ],
)
def test_a_thing_is_told_with_what_introduces_it(
    before: list[str], sentence: str, text: str, analyse: Analyser
) -> None:
    told = things_told(sentence, ["Snow fell.", *before], (), analyse, SETTINGS)
    assert (told.text, [one.row for one in told.introductions], told.unexplained) == (text, [1], ())


@pytest.mark.real_model
def test_a_first_sentence_may_speak_of_what_the_next_introduces(analyse: Analyser) -> None:
    told = things_told("Teachers called for a review of the video.", (), [VIDEO], analyse, SETTINGS)
    assert told.text == "Teachers called for a review of the video that appears to show a guard hitting a boy."


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (["Hahn called it a rare case."], "More people will lose their jobs in the case."),
        (["The mayor held a press conference."], "“Nobody believes you,” Hahn told the press."),
        (["The animal bit a boy.", "A wild animal seldom does."], "A woman caught the animal."),
        (["Ada Brink visited the White House."], "A spokesman for the White House spoke."),
        (["FRESH BREAD FROM KELM is here."], "A woman bought the bread."),
        (["A plane presumed crashed was seen."], "Snow hid the plane."),
        (["Thieves took a van in Kelm.", "Thieves took a van in Arvik."], "A woman saw the van."),
    ],
)
def test_nothing_is_put_in_for_what_may_be_another(before: list[str], sentence: str, analyse: Analyser) -> None:
    assert things_told(sentence, before, (), analyse, SETTINGS).text == sentence


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("before", "sentence", "phrase", "ids"),
    [
        (
            ["A gunman fled.", "A second gunman took a purse."],
            "A guard was shot by the gunman.",
            "the gunman",
            {"second"},
        ),
        (["It began with a dispute at a hotel."], "There was no reason for the quarrel.", "the quarrel", {"disput"}),
        (["A house was dug out in Kelm.", "A house stood in Arvik."], "Bones fill the house.", "the house", {"hous"}),
    ],
)
def test_what_is_left_is_told(before: list[str], sentence: str, phrase: str, ids: set[str], analyse: Analyser) -> None:
    told = things_told(sentence, before, (), analyse, SETTINGS)
    assert [one.phrase for one in told.unexplained if ids <= set(one.ids)] == [phrase]
    assert not things_told(sentence, (), (), analyse, SETTINGS).unexplained or "more" in sentence
    assert [one.phrase for one in things_unknown([sentence], before, analyse, SETTINGS) if ids <= set(one.ids)]


@pytest.mark.real_model
def test_of_sentences_told_as_one_the_first_may_tell_what_the_next_speaks_of(analyse: Analyser) -> None:
    texts = ["A house stood in Arvik.", "Bones fill the house."]
    assert things_unknown(texts, ["A house was dug out in Kelm."], analyse, SETTINGS) == ()


@pytest.mark.real_model
def test_one_told_of_behind_several_is_the_one_that_is_meant(analyse: Analyser) -> None:
    several, one = "Officials met in Arvik.", "A harbour ministry official saw a ship."
    told = things_told("The official said no.", [several, one], (), analyse, SETTINGS)
    assert told.text == "The harbour ministry official said no."
    assert things_told("The official said no.", [one, several], (), analyse, SETTINGS).text == "The official said no."
