"""The main event of a claim told in other words, in part, in another order, or of a namesake."""

from __future__ import annotations

import pytest

from summarizer.records import Bearing
from summarizer.settings import VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.verify import bearing

SETTINGS = VerifySettings()

pytestmark = pytest.mark.real_model


def found(claim: str, passage: str, analyse: Analyser) -> Bearing:
    return bearing([passage], claim, SETTINGS, analyse, "2031-05-09", judged=True)


def lacking(claim: str, one: Bearing) -> str:
    return " | ".join(claim[gone.start : gone.end] for gone in one.lacks)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The tanker Brisa struck a sandbank off Olmo on Monday.", "The Brisa hit a sandbank near the port."),
        ("Mayor Ines Karst declared a day of mourning.", "Ines Karst, the mayor, announced a day of mourning."),
        ("Police arrested Tomas Weil on Sunday near Olmo.", "Tomas Weil was taken into custody by police."),
        ("Nine miners died at Karst on Monday.", "Nine miners lost their lives underground."),
        ("The death toll of the fire in Olmo rose to 12 on Monday.", "Twelve people died in the fire in Olmo."),
        ("The bank Halm bought the insurer Veda in spring.", "Veda was acquired by Halm, the bank."),
        ("Ines Karst tried to stop the sale on Monday.", "Ines Karst stopped the sale."),
        ("Supervisors in Olmo County sold the bridge.", "The Olmo County Board of Supervisors sold the bridge."),
    ],
)
def test_another_verb_for_one_deed_tells_the_event(claim: str, passage: str, analyse: Analyser) -> None:
    one = found(claim, passage, analyse)
    assert one.kind in ("carries", "reports")
    assert one.same_event


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("A tanker struck a sandbank off Olmo.", "A tanker left the port of Olmo."),
        ("Police arrested Tomas Weil near Olmo.", "Police took part in a race near Olmo with Tomas Weil."),
        (
            "One of the five missing climbers was found alive on Monday.",
            "Five climbers are missing, police said.",
        ),
        ("One of the five missing was found alive on Monday.", "Five people are still missing, police said."),
        ("The ferry sank with the loss of 17 lives.", "17 people died on the roads of Olmo."),
        ("Ines Karst tried to stop the sale.", "Ines Karst tried to swim the strait."),
    ],
)
def test_another_deed_does_not(claim: str, passage: str, analyse: Analyser) -> None:
    one = found(claim, passage, analyse)
    assert one.kind == "silent" or not one.same_event


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The army took Arvik on Monday.", "Rebels captured Arvik."),
        ("Halm bought Veda in spring.", "Veda acquired Halm."),
        ("Dahl beat Brink in the vote in Arvik.", "Brink beat Dahl in Arvik."),
    ],
)
def test_the_same_deed_of_others_reports_nothing(claim: str, passage: str, analyse: Analyser) -> None:
    one = found(claim, passage, analyse)
    assert one.kind in ("silent", "contradicts") or not one.same_event


@pytest.mark.parametrize(
    ("claim", "passage", "unnamed"),
    [
        ("Police arrested Tomas Weil.", "Police arrested a man.", True),
        ("Ines Karst resigned in Olmo.", "Karst resigned.", False),
        ("The mayor of Olmo resigned on Monday.", "The mayor resigned.", False),
    ],
)
def test_whether_a_name_of_who_takes_part_is_lacking(
    claim: str, passage: str, unnamed: bool, analyse: Analyser
) -> None:
    one = found(claim, passage, analyse)
    assert one.kind == "silent" or one.unnamed == unnamed


def test_of_statements_side_by_side_one_is_enough_and_the_others_are_lacking(analyse: Analyser) -> None:
    claim = "Rebels took the bridge at Olmo and engineers sealed the tunnel on Tuesday."
    one = found(claim, "Engineers sealed the tunnel under the river.", analyse)
    assert (one.kind, one.same_event) == ("reports", True)
    assert "Rebels took the bridge at Olmo" in lacking(claim, one)
    assert "sealed" not in lacking(claim, one)


def test_the_day_of_something_else_that_the_claim_tells_is_no_other_day(analyse: Analyser) -> None:
    claim = "The toll of the capsizing of the Brisa rose to 17 on Wednesday."
    assert found(claim, "The Brisa capsized on Tuesday with the loss of 17 lives.", analyse).kind == "reports"
    late = found("The Brisa capsized on Wednesday off Olmo.", "The Brisa capsized on Tuesday.", analyse)
    assert late.kind == "contradicts"


def test_today_in_a_claim_is_another_day_in_another_article(analyse: Analyser) -> None:
    claim = "Nine miners died at Karst, the fire service said early today."
    assert found(claim, "Nine miners died at Karst on May 2.", analyse).kind in ("carries", "reports")


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The pumps were shut down a minute before the blast.", "He said the pumps were shut down a minute after it."),
        ("The rebels seized Arvik before they took Lund.", "The rebels took Arvik after they captured Lund."),
        ("The strike began before the talks ended.", "The strike started after the talks ended."),
        ("The talks ended after the strike began.", "The strike began after the talks ended."),
    ],
)
def test_the_other_order_of_two_events_contradicts(claim: str, passage: str, analyse: Analyser) -> None:
    assert found(claim, passage, analyse).kind == "contradicts"
    assert found(claim, claim, analyse).kind == "carries"


def test_another_event_before_or_after_says_nothing_of_the_order(analyse: Analyser) -> None:
    assert found("She left the firm after lunch.", "She left the firm before Easter.", analyse).kind != "contradicts"


@pytest.mark.parametrize(
    ("passage", "kind"),
    [
        ("The raid of 1982 was ordered by President Jonas Brink.", "silent"),
        ("The raid of 1982 was ordered by President Brink.", "reports"),
        ("The raid of 1982 was ordered by Anton Brink, a brother of Jonas Brink.", "carries"),
    ],
)
def test_a_namesake_with_another_first_name_is_somebody_else(passage: str, kind: str, analyse: Analyser) -> None:
    assert found("Anton Brink ordered the raid of 1982.", passage, analyse).kind == kind


@pytest.mark.parametrize(
    ("claim", "passage", "event"),
    [
        (
            "Ines Karst, who flew to the coast in the morning, announced two days of mourning.",
            "Ines Karst declared two days of mourning.",
            "Ines Karst announced two days of mourning.",
        ),
        ("He said that she left.", "She left.", ""),
        ("The rush has begun.", "Many leave.", ""),
        (
            "Engineers in Olmo have found a way to pump sand with the tide.",
            "Engineers look for ways.",
            "Engineers have found a way to pump sand with the tide.",
        ),
        ("Weil was taken into custody after a chase on Monday.", "Weil is held.", "Weil was taken into custody."),
    ],
)
def test_the_main_event_is_a_sentence_without_the_details(
    claim: str, passage: str, event: str, analyse: Analyser
) -> None:
    assert found(claim, passage, analyse).event == event


def test_that_something_did_not_happen_is_no_event_of_a_passage_that_denies_nothing(analyse: Analyser) -> None:
    claim = "Police have not arrested the driver of the van."
    assert found(claim, "The driver of the van was questioned by police.", analyse).event == ""
    assert found(claim, "The driver of the van has not been charged by police.", analyse).event


@pytest.mark.parametrize("passage", ["He has not been charged, police said.", "He was never charged."])
def test_what_has_not_happened_is_not_told_by_its_verb(passage: str, analyse: Analyser) -> None:
    assert found("Tomas Weil has been charged with fraud.", passage, analyse).kind in ("silent", "contradicts")
