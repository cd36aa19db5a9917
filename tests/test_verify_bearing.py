"""How a passage bears on a claim: what it lacks, what it tells otherwise, and what is no report of it."""

from __future__ import annotations

import pytest

from summarizer.records import Bearing
from summarizer.settings import VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.verify import bearing, same_event
from summarizer.verify.lacking import core_of
from summarizer.verify.pairing import pair
from summarizer.verify.telling import tells_of_one

SETTINGS = VerifySettings()
CLAIM = "Rebels captured the town of Arvik on Thursday after a week of fighting."


def lacking(claim: str, found: Bearing) -> list[str]:
    return [claim[gone.start : gone.end] for gone in found.lacks]


def test_without_grammar_words_decide_what_is_lacking() -> None:
    found = bearing(["Rebels captured the town of Arvik."], CLAIM, SETTINGS, Analyser(None))
    assert found.kind == "reports"
    assert " ".join(lacking(CLAIM, found)) == "Thursday after a week of fighting"
    assert found.core == CLAIM


def test_the_same_sentence_carries_itself_and_is_sure() -> None:
    assert bearing([CLAIM], CLAIM, SETTINGS, Analyser(None)) == Bearing("carries", CLAIM, sure=True)


def test_what_has_too_few_words_to_matter_is_silent() -> None:
    passage = ["Rebels captured the town of Arvik."]
    share = bearing(passage, CLAIM, SETTINGS, Analyser(None)).share
    assert bearing(passage, CLAIM, SETTINGS, Analyser(None), least=share).kind == "reports"
    assert bearing(passage, CLAIM, SETTINGS, Analyser(None), least=share + 0.01) == Bearing("silent")
    assert bearing([CLAIM], CLAIM, SETTINGS, Analyser(None), least=1.0).kind == "carries"


def test_words_of_two_sentences_carry_nothing_without_a_judge() -> None:
    parts = ["On Thursday a week of fighting ended.", "Rebels captured the town of Arvik after that."]
    assert bearing(parts, CLAIM, SETTINGS, Analyser(None)).kind != "carries"
    judged = bearing(parts, CLAIM, SETTINGS, Analyser(None), judged=True)
    assert (judged.kind, judged.sure) == ("carries", False)


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("passage", "lacks"),
    [
        ("Rebels captured Arvik, a town in the north, after a week of fighting.", ["on Thursday"]),
        ("The insurgents seized the town of Arvik.", ["on Thursday after a week of fighting"]),
    ],
)
def test_a_report_with_less_detail_says_what_it_lacks(passage: str, lacks: list[str], analyse: Analyser) -> None:
    found = bearing([passage], CLAIM, SETTINGS, analyse)
    assert found.kind == "reports"
    assert found.same_event
    assert lacking(CLAIM, found) == lacks


@pytest.mark.real_model
def test_what_it_lacks_is_taken_out_of_what_the_judge_is_asked(analyse: Analyser) -> None:
    found = bearing(["Rebels captured the town of Arvik."], CLAIM, SETTINGS, analyse)
    assert found.core == found.event == "Rebels captured the town of Arvik."


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (CLAIM, "Rebels captured the town of Arvik on Friday after a week of fighting."),
        (CLAIM, "Rebels have not captured the town of Arvik."),
        ("Shells killed 14 people in Arvik.", "Shells killed 17 people in Arvik on Monday."),
        ("The bank bought 40 branches.", "The bank bought 60 branches from a rival."),
        ("Nils Dahl won the vote in Arvik.", "Ada Brink won the vote in Arvik."),
        ("Detectives in Arvik are looking for a man.", "Detectives in Morvan are looking for a man in a red coat."),
        ("The council voted 11-1 Tuesday to sell the mill.", "The council voted, 4-1, on Tuesday to sell the mill."),
        (
            "Schools would close, and clerks would not be sent home.",
            "Schools would close, and clerks would be sent home.",
        ),
    ],
)
def test_another_day_number_name_or_a_denial_contradicts(claim: str, passage: str, analyse: Analyser) -> None:
    found = bearing([passage], claim, SETTINGS, analyse)
    assert found.kind == "contradicts"
    assert found.differs


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The union sued the bank on Friday.", "The bank sued the union on Friday."),
        ("The bank was sued by the union on Friday.", "On Friday the bank sued the union."),
        ("Ada Brink, whom Dahl hired, sued Mikkel Strand.", "Mikkel Strand, whom Dahl hired, sued Ada Brink."),
        ("A truck from Varn stopped at a bridge in Ilmen.", "A truck from Ilmen stopped at a bridge in Varn."),
        ("Dahl's lawyer wrote to Brink on Monday.", "Brink's lawyer wrote to Dahl on Monday."),
    ],
)
def test_two_with_their_places_exchanged_contradict(claim: str, passage: str, analyse: Analyser) -> None:
    found = bearing([passage], claim, SETTINGS, analyse, judged=True)
    assert found.kind == "contradicts"
    assert "changed places" in found.differs


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The bank was sued by the union on Friday.", "The union sued the bank on Friday."),
        ("Ada Brink met Nils Dahl in Arvik.", "Nils Dahl met Ada Brink in Arvik."),
        ("The union agreed with the bank in May.", "The bank agreed with the union in May."),
        ("Ada Brink hit Nils Dahl.", "Ada Brink hit Nils Dahl, and Nils Dahl hit Ada Brink."),
        ("Nils Dahl is the mayor of Arvik.", "The mayor of Arvik is Nils Dahl."),
    ],
)
def test_another_voice_or_what_is_mutual_is_no_exchange(claim: str, passage: str, analyse: Analyser) -> None:
    assert bearing([passage], claim, SETTINGS, analyse, judged=True).kind != "contradicts"


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (CLAIM, "Rebels may capture the town of Arvik."),
        (CLAIM, "Rebels plan to capture the town of Arvik."),
        ("Sales of the firm rose by 5 percent in spring.", "Sales of the firm grew 7 percent."),
        ("Its mayor resigned in Arvik.", "The former mayor resigned in Arvik."),
    ],
)
def test_what_is_open_or_unclear_reports_nothing(claim: str, passage: str, analyse: Analyser) -> None:
    assert bearing([passage], claim, SETTINGS, analyse).kind in ("silent", "contradicts")


@pytest.mark.real_model
def test_the_day_on_which_somebody_said_so_is_no_other_day(analyse: Analyser) -> None:
    passage = "Police said on Friday that rebels captured the town of Arvik."
    assert bearing([passage], CLAIM, SETTINGS, analyse).kind == "reports"


@pytest.mark.real_model
def test_a_day_is_reckoned_from_the_article_s_own_date(analyse: Analyser) -> None:
    passage = ["Rebels captured the town of Arvik on 5 December after a week of fighting."]
    assert bearing(passage, CLAIM, SETTINGS, analyse, "2024-12-06", judged=True).kind == "carries"
    assert bearing(passage, CLAIM, SETTINGS, analyse, "2024-12-13", judged=True).kind in ("contradicts", "silent")


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        (
            "Nils Dahl was arrested on Sunday in Kelm.",
            "Dahl, a baker, was arrested after a fire, police said.",
            True,
        ),
        ("Rebels captured Arvik on Monday.", "The town of Arvik was captured by rebels.", True),
        ("Rebels captured Arvik on Monday.", "Rebels captured Kelm.", False),
        ("Rebels captured Arvik on Monday.", "The army captured Arvik.", False),
        ("Arvik will send 20 nurses to Kelm.", "Arvik sent 20 nurses to Kelm.", False),
        ("Arvik sent 20 nurses to Kelm.", "Arvik sent 70 nurses to Lund.", False),
    ],
)
def test_one_event_is_told_twice(text: str, other: str, same: bool, analyse: Analyser) -> None:
    assert same_event(text, other, SETTINGS, analyse) is same


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("claim", "passage", "kind"),
    [
        ("The army took Arvik.", "The army lost Arvik after the rebels took the town.", "silent"),
        (
            "The rebels withdrew from Arvik.",
            "The withdrawal of the army from Arvik followed a clash with rebels.",
            "silent",
        ),
    ],
)
def test_who_does_it_must_be_the_same(claim: str, passage: str, kind: str, analyse: Analyser) -> None:
    assert bearing([passage], claim, SETTINGS, analyse, judged=True).kind == kind


@pytest.mark.real_model
def test_what_is_said_of_somebody_may_be_lacking_and_then_it_is_not_the_event(analyse: Analyser) -> None:
    claim = "Ada Brink was the last to leave."
    found = bearing(["Ada Brink was on the bridge."], claim, SETTINGS, analyse, judged=True)
    assert (found.kind, found.same_event, found.event) == ("reports", False, "")
    assert "last" in " ".join(lacking(claim, found))


MARCH = "The teams will march under one flag at the opening."
SAILED = "About 200 people were on board the ferry."
ARRESTS = "The police have not made any arrests in the theft."
FELT = "Hilda Brandt said the guests were sick after the meal."


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (CLAIM, "Rebels claimed that they had captured the town of Arvik."),
        (CLAIM, "Rebels claimed victory in Arvik."),
        (CLAIM, "Rebels hope for the capture of the town of Arvik."),
        (CLAIM, "The capture of the town of Arvik by rebels would cut off the army."),
        (MARCH, "The two teams have marched under one flag before, in 1991."),
        (MARCH, "They talked on Monday about a march of the teams under one flag."),
        (ARRESTS, "Police found the driver at a house, and a car was impounded after the theft."),
        (SAILED, "The coastguard also corrected the number of people on board the ferry."),
        (SAILED, "The ferry had 232 people on board."),
        (FELT, "Otto Reimer said the guests were sick after the meal."),
    ],
)
def test_what_puts_it_forward_otherwise_does_not_report_it(claim: str, passage: str, analyse: Analyser) -> None:
    assert bearing([passage], claim, SETTINGS, analyse, judged=True).kind == "silent"


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (CLAIM, "Rebels said that they had captured the town of Arvik."),
        (MARCH, "The teams agreed to march under one flag at the opening."),
        (ARRESTS, "No arrests have been made in the theft, police said."),
        (FELT, "Brandt told reporters that the guests were sick after the meal."),
    ],
)
def test_what_puts_it_forward_as_the_claim_does_may_report_it(claim: str, passage: str, analyse: Analyser) -> None:
    assert bearing([passage], claim, SETTINGS, analyse, judged=True).kind in ("carries", "reports")


@pytest.mark.real_model
def test_a_bound_that_holds_contradicts_nothing(analyse: Analyser) -> None:
    claim = "At least 40 homes burned down in Aspen Flats."
    assert bearing(["In Aspen Flats 47 homes burned down."], claim, SETTINGS, analyse).kind != "contradicts"
    assert bearing(["In Aspen Flats 31 homes burned down."], claim, SETTINGS, analyse).kind == "contradicts"


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Detectives in Arvik are looking for a man.", "Detectives are looking for a man in Arvik."),
        ("Police in Arvik are looking for a man.", "Police in the Morvan district of Arvik are looking for a man."),
    ],
)
def test_a_name_that_both_have_is_no_other_in_its_place(claim: str, passage: str, analyse: Analyser) -> None:
    assert bearing([passage], claim, SETTINGS, analyse).kind != "contradicts"


@pytest.mark.real_model
def test_names_and_numbers_that_a_passage_has_not_are_told_but_for_who_says_it(analyse: Analyser) -> None:
    claim = "Rebels captured Arvik with 300 men, Nils Dahl said."
    found = bearing(["Rebels captured the town."], claim, SETTINGS, analyse)
    words = analyse(claim).words
    assert {words[at].text for at in found.unheard} == {"Arvik", "300"}
    assert {words[at].text for at in found.uncounted} == {"300"}


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("claim", "passage", "known"),
    [
        ("Four hikers were arrested at the quarry.", "Rangers had warned the hikers that arrests would follow.", False),
        ("Four hikers were arrested at the quarry.", "The arrest of the hikers took an hour.", True),
        ("Ada Brandt died in hospital on Friday.", "An inquest into the death of Brandt was opened.", True),
        ("Ada Brandt died in hospital on Friday.", "Brandt had cared for the dying for years.", False),
        ("Ada Brandt lived in the flat for a year.", "Brandt stayed silent about where she had lived.", True),
        ("Lund shares closed at 31.", "Lund is close to a deal, a trader said. Its shares fell.", False),
        ("Orvane offers 38 marks for Lund.", "The company let its 3 billion mark offer lapse.", False),
        ("The tram strike is over.", "The strike is still on.", False),
        ("The pilot was the last to leave.", "The pilot was in good spirits.", False),
        ("The pilot was the last to leave.", "The last person aboard was the pilot.", True),
    ],
)
def test_a_deed_is_told_of_one_who_takes_part_in_it(claim: str, passage: str, known: bool, analyse: Analyser) -> None:
    read = pair(claim, [passage], [None], analyse, SETTINGS)
    assert tells_of_one(read, core_of(read.claim)) is known
