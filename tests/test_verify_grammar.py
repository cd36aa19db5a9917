"""What grammar decides, kind by kind, with the published parser: of each pair of texts one stands and one does not."""

from __future__ import annotations

import time

import pytest
from pipeline_fakes import reports

from summarizer.settings import VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.verify import carries, check
from summarizer.verify.comparers import compare
from summarizer.verify.pairing import pair

SETTINGS = VerifySettings()

CASES = {
    "denial": (
        "The harbour office said on Monday that the tug Merete had not left the port of Orlen.",
        "The harbour office said the tug Merete had not left the port of Orlen.",
        "The harbour office said the tug Merete had left the port of Orlen.",
    ),
    "denial added": (
        "Inspectors closed the bridge over the Tarn on Friday after they found cracks in two piers.",
        "Inspectors closed the bridge over the Tarn on Friday.",
        "Inspectors never closed the bridge over the Tarn.",
    ),
    "no longer": (
        "The council of Velsen no longer owns the old mill, which burned down in March.",
        "The council of Velsen no longer owns the old mill.",
        "The council of Velsen owns the old mill.",
    ),
    "failed to": (
        "Firefighters failed to save the library of Orlen, although rain had set in before dawn.",
        "Firefighters failed to save the library of Orlen.",
        "Firefighters saved the library of Orlen.",
    ),
    "without": (
        "The crew of the Merete left the ship without sending a distress call, an inquiry found.",
        "The crew of the Merete left the ship without sending a distress call, an inquiry found.",
        "The crew of the Merete left the ship and sent a distress call, an inquiry found.",
    ),
    "kept from": (
        "Guards kept protesters from entering the town hall of Velsen on Sunday evening.",
        "Guards kept protesters from entering the town hall of Velsen.",
        "Protesters were entering the town hall of Velsen on Sunday evening.",
    ),
    "may": (
        "The dam above Kerim may burst within days because of the heavy rain.",
        "The dam above Kerim may burst within days.",
        "The dam above Kerim burst because of the heavy rain.",
    ),
    "would": (
        "Brandt Steel would sell its shipyard in Orlen under a plan of the owners.",
        "Brandt Steel would sell its shipyard in Orlen.",
        "Brandt Steel sold its shipyard in Orlen.",
    ),
    "reportedly": (
        "The pilot of the plane reportedly ignored two warnings before the landing in Kerim.",
        "The pilot of the plane reportedly ignored two warnings.",
        "The pilot of the plane ignored two warnings before the landing in Kerim.",
    ),
    "planned": (
        "The government of Halvar plans to close three hospitals in the north next year.",
        "The government of Halvar plans to close three hospitals.",
        "The government of Halvar closed three hospitals in the north.",
    ),
    "under way": (
        "Engineers are draining the flooded tunnel between Orlen and Velsen with six pumps.",
        "Engineers are draining the flooded tunnel with six pumps.",
        "Engineers drained the flooded tunnel with six pumps.",
    ),
    "swapped": (
        "Orlen United beat Velsen Rovers in the final on Saturday, and Jonas Brandt scored twice.",
        "Orlen United beat Velsen Rovers in the final.",
        "Velsen Rovers beat Orlen United in the final.",
    ),
    "passive": (
        "A court in Kerim convicted the banker Edda Voss on Tuesday of fraud.",
        "The banker Edda Voss was convicted by a court in Kerim.",
        "A court in Kerim was convicted by the banker Edda Voss.",
    ),
    "another subject": (
        "Minister Edda Voss resigned on Monday, and her aide Jonas Brandt took over the talks with the miners.",
        "Jonas Brandt took over the talks with the miners.",
        "Edda Voss took over the talks with the miners.",
    ),
    "preposition": (
        "Nearly 300 families have moved from Velsen to Orlen after the storm in October.",
        "Nearly 300 families have moved from Velsen to Orlen.",
        "Nearly 300 families have moved from Orlen to Velsen.",
    ),
    "after a noun": (
        "The mayor of Velsen met the director of the Orlen shipyard on Thursday.",
        "The mayor of Velsen met the director of the shipyard.",
        "The mayor of Orlen met the director of the shipyard.",
    ),
    "apposition": (
        "Edda Voss, the head of the bank, met Jonas Brandt, a former goalkeeper, in Kerim.",
        "Edda Voss, the head of the bank, met Jonas Brandt.",
        "Jonas Brandt, the head of the bank, met Edda Voss.",
    ),
    "number of what": (
        "The fire in Velsen destroyed 14 houses and killed 30 horses on a farm nearby.",
        "The fire in Velsen destroyed 14 houses.",
        "The fire in Velsen destroyed 30 houses.",
    ),
    "part of a count": (
        "Two of the 17 miners who were trapped near Kerim died before help came.",
        "Two of the 17 miners died before help came.",
        "The 17 miners died before help came.",
    ),
    "all": (
        "Schools in Orlen stayed closed on Wednesday because of the snow.",
        "Schools in Orlen stayed closed on Wednesday.",
        "All schools in Orlen stayed closed on Wednesday.",
    ),
    "date of another": (
        "The ferry sank on Tuesday off Orlen, and divers reached the wreck on Friday.",
        "The ferry sank on Tuesday off Orlen.",
        "The ferry sank on Friday off Orlen.",
    ),
    "speaker": (
        "Police said the driver was drunk, but the lawyer Ines Roth said the driver had fallen asleep.",
        "The lawyer Ines Roth said the driver had fallen asleep.",
        "Police said the driver had fallen asleep.",
    ),
    "attribution lost": (
        "The union claimed on Monday that the shipyard had dismissed 90 workers.",
        "The union claimed the shipyard had dismissed 90 workers.",
        "The shipyard had dismissed 90 workers.",
    ),
    "according to, at the start": (
        "According to the coastguard, the tug Merete hit a reef near Orlen in fog.",
        "The tug Merete hit a reef near Orlen, according to the coastguard.",
        "The tug Merete hit a reef near Orlen in fog.",
    ),
    "according to, at the end": (
        "The tug Merete hit a reef near Orlen in fog, according to the coastguard.",
        "According to the coastguard, the tug Merete hit a reef near Orlen.",
        "The tug Merete hit a reef near Orlen in fog.",
    ),
    "quotation without a speaker": (
        "“The wall was rotten and everybody in the street knew it,” said Ines Roth, a neighbour.",
        "Ines Roth said “the wall was rotten and everybody in the street knew it.”",
        "The wall was rotten and everybody in the street knew it.",
    ),
    "question": (
        "The inquiry asks whether the captain of the Merete slept during the storm.",
        "The inquiry asks whether the captain of the Merete slept.",
        "The captain of the Merete slept during the storm.",
    ),
}


@pytest.mark.real_model
@pytest.mark.parametrize("kind", CASES)
def test_the_true_one_stands_and_the_other_does_not(kind: str, analyse: Analyser) -> None:
    evidence, true, wrong = CASES[kind]
    stands, refused = (check(text, [evidence], SETTINGS, analyse, ["2025-03-14"]) for text in (true, wrong))
    assert stands.supported, stands.reasons
    assert not refused.supported
    found = compare(pair(wrong, [evidence], ["2025-03-14"], analyse, SETTINGS))
    assert any(one.differences for one in found.values()), refused.reasons


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("denied", "told"),
    [
        ("Rebels didn't take Arvik on Monday.", "Rebels took Arvik on Monday."),
        ("The rebels haven’t taken the town of Arvik.", "The rebels have taken the town of Arvik."),
        ("Officials won't close the bridge of Velsen.", "Officials will close the bridge of Velsen."),
        ("The mayor can't be reached in Velsen.", "The mayor can be reached in Velsen."),
        ("The bridge of Velsen wasn't closed on Monday.", "The bridge of Velsen was closed on Monday."),
        ("Edda Voss is not the mayor of Velsen.", "Edda Voss is the mayor of Velsen."),
        ("The mayor of Velsen is not in Orlen.", "The mayor of Velsen is in Orlen."),
        ("The winner of the race was not Edda Voss.", "The winner of the race was Edda Voss."),
    ],
)
def test_no_denial_is_dropped(denied: str, told: str, analyse: Analyser) -> None:
    assert not check(told, [denied], SETTINGS, analyse).supported


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("passage", "carried"),
    [
        ("Rebels took the city of Hama on Thursday.", True),
        ("Hama was taken by rebels on Thursday after long fights.", True),
        ("Rebels did not take Hama on Thursday.", False),
        ("Rebels may take Hama on Thursday.", False),
        ("Rebels plan to take Hama on Thursday.", False),
    ],
)
def test_another_source_s_passage(passage: str, carried: bool, analyse: Analyser) -> None:
    assert carries([passage], "Rebels took Hama on Thursday.", SETTINGS, analyse, judged=True) is carried


@pytest.mark.real_model
def test_the_city_of_a_name_is_the_name(analyse: Analyser) -> None:
    evidence = "Rebels captured the city of Hama on Thursday after three days of fighting."
    assert check("Rebels captured Hama on Thursday.", [evidence], SETTINGS, analyse).supported
    short = "Rebels captured Hama on Thursday after three days of fighting."
    found = compare(pair("Rebels captured the city of Hama.", [short], (), analyse, SETTINGS))
    assert [one.differences for one in found.values() if one.differences] == []
    assert not check("Rebels captured the city of Homs on Thursday.", [evidence], SETTINGS, analyse).supported


@pytest.mark.real_model
@pytest.mark.parametrize("kind", CASES)
def test_no_comparer_finds_a_sentence_unlike_itself(kind: str, analyse: Analyser) -> None:
    for text in CASES[kind]:
        found = compare(pair(text, [text], [None], analyse, SETTINGS))
        assert [one.differences for one in found.values() if one.differences] == []


@pytest.mark.real_model
def test_spans_are_what_the_reason_names(analyse: Analyser) -> None:
    for evidence, _, wrong in CASES.values():
        for found in compare(pair(wrong, [evidence], ["2025-03-14"], analyse, SETTINGS)).values():
            for one in found.differences:
                assert one.claim is not None
                assert wrong[slice(*one.claim)] in one.reason or found.outcome == "different"
                assert one.evidence is None or evidence[slice(*one.evidence)].strip()


@pytest.mark.real_model
def test_sentences_are_parsed_alike_together_and_alone(analyse: Analyser) -> None:
    texts = [text for case in CASES.values() for text in case]
    together = Analyser(analyse._parser)
    together.prepare(texts)
    assert [together(text) for text in texts] == [Analyser(analyse._parser)(text) for text in texts]


@pytest.mark.real_model
def test_long_reports_are_read_fast(analyse: Analyser) -> None:
    texts = [line for report in reports(4, 25) for line in report.text.split(". ")]
    start = time.process_time()
    Analyser(analyse._parser).prepare(texts)
    assert time.process_time() - start < 10


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text", ["", "a", "🚢", "🚢🚢 sank 🚢", "\udce9", "x" * 10_000, "and " * 2_500, "not " * 2_500]
)
def test_odd_texts_get_a_verdict(text: str, analyse: Analyser) -> None:
    assert not check(text, ["Rebels took the town of Hama."], SETTINGS, analyse).supported
    assert not check("Rebels took the town of Hama.", [text], SETTINGS, analyse).supported


@pytest.mark.real_model
def test_a_long_list_gets_a_verdict(analyse: Analyser) -> None:
    check("Rebels took the town of Hama on Thursday.", ["Hama, " * 1_600], SETTINGS, analyse)


@pytest.mark.real_model
def test_a_word_that_stands_there_a_thousand_times_takes_no_time(analyse: Analyser) -> None:
    start = time.process_time()
    check("to say " * 20, ["to say " * 1_400], SETTINGS, analyse)
    assert time.process_time() - start < 1
