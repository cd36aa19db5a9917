"""What the numbers of a sentence are of, and how they are put; invented sentences."""

from __future__ import annotations

from datetime import date

import pytest
from grammar import analysed

from summarizer.text.ages import AGE
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.likeness import canonical_stems
from summarizer.text.measured import DATE, Measured, dated, measured
from summarizer.text.names import name_key

RISEN = (
    "The/DT/det>toll toll/NN/nsubj>rose rose=rise/VBD to/IN/prep>rose 17/CD/pobj>to ,/,/punct>rose up/RB/advmod>rose "
    "from/IN/prep>up nine/CD/pobj>from ."
)
CUT = "They/PRP/nsubj>cut cut/VBD it/PRP/dobj>cut from/IN/prep>cut nine/CD/pobj>from to/IN/prep>cut six/CD/pobj>to ."
FOUR_OF = (
    "Four/CD/nsubj>were of/IN/prep>Four the/DT/det>dead dead/NNS/pobj>of were=be/VBD children=child/NNS/attr>were ."
)
FURTHER = "Three/CD/nummod>people more/JJR/amod>people people/NNS/nsubj>died died=die/VBD ."
TOTAL = "The/DT/det>miners 19/CD/nummod>miners miners=miner/NNS/nsubj>waited waited=wait/VBD ."
MEASURED = "A/DT/det>ferry 74/CD/nummod>metre metre/NN/compound>ferry ferry/NN/nsubj>sank sank=sink/VBD ."
COST = (
    "The/DT/det>dam dam/NN/nsubj>cost cost/VBD 40/CD/nummod>million million/CD/nummod>euros euros=euro/NNS/dobj>cost ."
)
PLACE = (
    "Villagers=villager/NNS/nsubj>lost lost=lose/VBD 12/CD/nummod>homes homes=home/NNS/dobj>lost in/IN/prep>lost "
    "Hestra/NNP/pobj>in since/IN/prep>lost May/NNP/pobj>since ."
)
FLIGHT = "Flight/NN/nsubj>landed 447/CD/nummod>Flight landed=land/VBD ."


def values(one: Analysis) -> dict[str, Measured]:
    return {one.text[value.quantity.start : value.quantity.end]: value for value in measured(one)}


GROWN = (
    "The/DT/det>coast coast/NN/nsubj>grew grew=grow/VBD to/IN/prep>grew 31/CD/nummod>kilometres "
    "kilometres=kilometre/NNS/pobj>to ,/,/punct>grew up/RB/advmod>grew from/IN/prep>up 12/CD/pobj>from ."
)
INSTEAD = (
    "They/PRP/nsubj>cut cut/VBD 390/CD/nummod>jobs jobs=job/NNS/dobj>cut instead/RB/advmod>cut of/IN/prep>instead "
    "480/CD/pobj>of ."
)
SAID = (
    "Police/NNS/nsubj>speak speak/VBP of/IN/prep>speak 120/CD/nummod>arrivals arrivals=arrival/NNS/pobj>of "
    ",/,/punct>speak the/DT/det>union union/NN/appos>arrivals of/IN/prep>union 90/CD/pobj>of ."
)


def test_an_older_value_has_the_unit_of_the_newer() -> None:
    found = values(analysed(GROWN))
    assert found["12"].older
    assert found["12"].unit == "metre"
    assert found["12"].low == 12_000
    assert found["31 kilometres"].moved


def test_a_value_that_another_takes_the_place_of_is_older() -> None:
    found = values(analysed(INSTEAD))
    assert found["480"].older
    assert not found["390"].older


def test_what_another_says_of_the_same_counts_the_same() -> None:
    found = values(analysed(SAID))
    assert found["90"].opposed
    assert found["90"].things == found["120"].things
    assert not found["120"].opposed


def test_a_value_is_told_as_what_was_or_what_has_become() -> None:
    for notation, new, old in ((RISEN, "17", "nine"), (CUT, "six", "nine")):
        found = values(analysed(notation))
        assert {text: (value.older, value.moved) for text, value in found.items()} == {
            new: (False, True),
            old: (True, False),
        }


def test_some_of_others_and_those_that_are_known() -> None:
    assert [value.part for value in measured(analysed(FOUR_OF))] == [True]
    assert [value.part for value in measured(analysed(FURTHER))] == [True]
    assert [(value.part, value.known) for value in measured(analysed(TOTAL))] == [(False, True)]


def test_what_a_number_is_of() -> None:
    ferry = measured(analysed(MEASURED))[0]
    assert (ferry.unit, ferry.low, ferry.things) == ("metre", 74.0, canonical_stems("ferry"))
    cost = values(analysed(COST))["40 million euros"]
    assert (cost.unit, cost.low, cost.things, cost.deeds) == (
        "€",
        40e6,
        canonical_stems("dam"),
        canonical_stems("cost"),
    )
    homes = values(analysed(PLACE))["12"]
    assert (homes.places, homes.limits) == (frozenset({name_key("Hestra")}), frozenset({"since"}))
    assert (homes.things, homes.deeds) == (canonical_stems("homes"), canonical_stems("villagers lost"))
    assert measured(analysed(FLIGHT)) == ()


def test_nothing_is_measured_without_grammar() -> None:
    assert measured(Analyser(None)("Twelve people died.")) == ()


OLDER = [
    ("The death toll has climbed to 17, up from fourteen on Tuesday.", "17", "fourteen"),
    ("The number of injured rose from 9 to 12.", "12", "9"),
    ("The toll was lowered from nine to six on Friday.", "six", "nine"),
    ("Brill is on 31 per cent, after 34 in March.", "31 per cent", "34"),
    ("Inflation fell to 2.1 per cent from 3.4 per cent in May.", "2.1 per cent", "3.4 per cent"),
    ("The hall has 232 seats, not 231.", "232", "231"),
    (
        "Profit came to 40 million euros, against 31 million euros a year before.",
        "40 million euros",
        "31 million euros",
    ),
    ("The council raised the fee from 12 dollars to 15 dollars.", "15 dollars", "12 dollars"),
]


@pytest.mark.real_model
@pytest.mark.parametrize(("sentence", "new", "old"), OLDER)
def test_cues_of_time_in_sentences(analyse: Analyser, sentence: str, new: str, old: str) -> None:
    found = values(analyse(sentence))
    assert {text: value.older for text, value in found.items() if text in (new, old)} == {new: False, old: True}


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("sentence", "older"),
    [
        ("Exactly 437 flights of Orva Air were cancelled.", False),  # the flights are taken back, not their number
        ("Some 2,000 prams were withdrawn.", False),
        ("The figure of 437 was withdrawn.", True),
        ("The estimate of 40 million crowns was corrected.", True),
    ],
)
def test_what_is_taken_back_is_a_number_or_what_it_counts(analyse: Analyser, sentence: str, older: bool) -> None:
    assert measured(analyse(sentence))[0].older is older


@pytest.mark.real_model
def test_money_that_is_missing_is_nobody(analyse: Analyser) -> None:
    (money,) = measured(analyse("According to the books 214 million francs are missing."))
    assert (money.fate, money.who, money.unit) == ("", "", "franc")
    (people,) = measured(analyse("According to the police 214 people are missing."))
    assert people.fate == "missing"


@pytest.mark.real_model
def test_a_noun_that_says_little_elsewhere_is_counted_too(analyse: Analyser) -> None:
    found = values(analyse("The office had reports of 88 cases in 32 states."))
    assert found["32"].things
    assert not found["32"].things & found["88"].things


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("Four of the dead were children.", "Four"),
        ("Three more people died in hospital.", "Three"),
        ("Another 12 villagers were hurt.", "12"),
        ("Two of them are in intensive care.", "Two"),
        ("The toll rose by five.", "five"),
        ("The death toll climbed to 17 after three people died.", "three"),
    ],
)
def test_parts_and_differences(analyse: Analyser, sentence: str, part: str) -> None:
    assert {text for text, value in values(analyse(sentence)).items() if value.part} == {part}


@pytest.mark.real_model
@pytest.mark.parametrize(
    "sentence",
    [
        "Flight 447 landed in Orva.",
        "Route 9 was closed.",
        "The rescuers left at 14:30 for Brell.",
        "The gates open at 2000 GMT.",
        "The talks ended at 1.15 in Orva.",
        "The second round begins in the 1990s hall.",
        "A three-year-old calf was found.",
        "Output grew three times.",
        "Dozens were hurt.",
    ],
)
def test_what_counts_nothing(analyse: Analyser, sentence: str) -> None:
    assert [text for text, value in values(analyse(sentence)).items() if value.quantity.unit != "time"] == []


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("sentence", "text", "unit", "low"),
    [
        ("The tunnel is 3 kilometres long.", "3 kilometres", "metre", 3000.0),
        ("The tunnel is two miles long.", "two miles", "metre", 3218.688),
        ("Winds reached 60 mph on the coast.", "60 mph", "km/h", 96.56064),
        ("The fire burned 200 acres of forest.", "200", "hectare", 80.937128),
        ("The bridge cost $3.5 million.", "$3.5 million", "$", 3.5e6),
        ("The bridge cost 3,500,000 dollars.", "3,500,000 dollars", "$", 3.5e6),
        ("The trial lasted 12 days.", "12", "day", 12.0),
        ("It was 31 degrees Celsius in Orva.", "31", "degree c", 31.0),
        ("Turnout was 61 per cent.", "61 per cent", "%", 61.0),
        ("Orva beat Brell 3-1.", "3-1", "score", 3.0),
        ("The village has 1,250 houses.", "1,250", "", 1250.0),
    ],
)
def test_units_are_brought_to_common_ones(analyse: Analyser, sentence: str, text: str, unit: str, low: float) -> None:
    found = values(analyse(sentence))[text]
    assert (found.unit, found.low) == (unit, pytest.approx(low))


@pytest.mark.real_model
def test_people_and_what_became_of_them(analyse: Analyser) -> None:
    found = values(analyse("The ministry said 12 soldiers were killed and 30 were wounded in Hestra."))
    assert (found["12"].fate, found["12"].who, found["12"].places) == (
        "dead",
        "soldier",
        frozenset({name_key("Hestra")}),
    )
    assert found["30"].fate == "injured"
    assert values(analyse("The number of people wounded is 30."))["30"].fate == "injured"


@pytest.mark.real_model
def test_shares_are_those_of_a_name(analyse: Analyser) -> None:
    found = values(analyse("Mayor Brill won 48.2 per cent of the vote."))["48.2 per cent"]
    assert name_key("Brill") in found.names
    assert "vote" in found.things


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        (
            "The trial was put back from Monday, 13 May to Thursday, 16 May.",
            [(date(2031, 5, 13), True, False), (date(2031, 5, 16), False, True)],
        ),
        ("The trial was moved to 3 March.", [(date(2031, 3, 3), False, True)]),
        ("The bridge will open on 3 March.", [(date(2031, 3, 3), False, False)]),
        ("He said on 3 March that the bridge was safe.", []),
    ],
)
def test_days_of_deeds(analyse: Analyser, sentence: str, days: list[tuple[date, bool, bool]]) -> None:
    one = analyse(sentence)
    meant = [date(2031, day.month or 1, day.day) for day in one.dates if day.day]
    mentions = [day for day in one.dates if day.day]
    read = [dated(one, mention, day.toordinal()) for mention, day in zip(mentions, meant, strict=True)]
    assert [(date.fromordinal(int(value.low)), value.older, value.moved) for value in read if value] == days
    assert all(value is None or value.unit == DATE for value in read)


@pytest.mark.real_model
def test_values_stand_where_they_are_said_to(analyse: Analyser) -> None:
    for sentence, new, old in OLDER:
        one = analyse(sentence)
        for value in measured(one):
            quantity = value.quantity
            assert 0 <= quantity.start < quantity.end <= len(sentence)
            word = one.words[value.word]
            assert word.start <= quantity.start
            assert quantity.end <= word.end
            assert sentence[quantity.start : quantity.end] in word.text
        assert {new, old} <= set(values(one))


@pytest.mark.real_model
def test_what_the_grammar_of_a_number_hides(analyse: Analyser) -> None:
    def read(sentence: str) -> dict[str, Measured]:
        return values(analyse(sentence))

    assert read("As of noon the number of homes without water is down to 64,000.")["64,000"].moved
    cut = read("The sentence is reduced from nine to six years' imprisonment.")
    assert {text.split()[0]: value.older for text, value in cut.items()} == {"nine": True, "six": False}
    assert read("In the fighting on the ridge that day 23 of our soldiers fell.").keys() == {"23"}
    assert read("The nuns of Orva have kept the lead cross since 614 AD.") == {}
    assert read("At the camp at Orva 9,100 people are being housed.")["9,100"].things == canonical_stems("people")
    assert read("More than a dozen people were taken to hospital.").popitem()[1].low == 12.0


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("sentence", "names", "age"),
    [
        ("Captain Ida Brenn, 34, scored twice.", {"Ida", "Brenn"}, 34),
        ("Ida Brenn, a 34-year-old sailor from Holm, won.", {"Ida", "Brenn"}, 34),
        ("The gunman, 41, gave himself up.", set(), 41),
        ("A man of 43 gave himself up on Thursday.", set(), 43),
        ("The bridge, 41, was closed.", None, 0),
        ("A crew of 43 was on board.", None, 0),
    ],
)
def test_ages_are_those_of_somebody(analyse: Analyser, sentence: str, names: set[str] | None, age: int) -> None:
    found = [value for value in measured(analyse(sentence)) if value.unit == AGE]
    assert [value.low for value in found] == ([age] if names is not None else [])
    assert all({name_key(name) for name in names or ()} <= value.names for value in found)


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("sentence", "fate"),
    [
        ("Thirteen bodies had been recovered by Monday morning.", "dead"),
        ("Two bodies were found in a cellar.", ""),  # some of them
        ("The storm has now cost 15 lives.", "dead"),
        ("Four officers were slightly hurt.", "injured"),
        ("On Sunday night the toll stood at eight.", "dead"),
        ("In all 121 people have caught measles in the valley.", "ill"),
        ("Police caught 12 thieves.", ""),
    ],
)
def test_what_became_of_people_is_told_by_the_verb(analyse: Analyser, sentence: str, fate: str) -> None:
    assert [value.fate for value in measured(analyse(sentence))] == [fate]


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("The pipes cost EUR 300m, the pumps £75m and the wells 75 million pounds.", ["€", "£", "£"]),
        ("The plan has 88 billion crowns, with 9.4 billion for roads.", ["crown", "crown"]),
    ],
)
def test_sums_are_told_in_the_currency_of_their_sentence(analyse: Analyser, sentence: str, units: list[str]) -> None:
    assert [value.unit for value in measured(analyse(sentence))] == units


@pytest.mark.real_model
def test_the_ages_of_two_are_no_two_ages_of_one(analyse: Analyser) -> None:
    told = measured(analyse("Police said that Ida Brenn, 62, and Lars Brenn, 63, were hurt."))
    assert [(value.low, value.opposed, name_key("Lars") in value.names) for value in told if value.unit == AGE] == [
        (62, False, False),
        (63, False, True),
    ]


@pytest.mark.real_model
def test_a_list_behind_a_colon_tells_of_others(analyse: Analyser) -> None:
    told = measured(analyse("With 88% of votes counted: Reform Union 37.0%, National Party 33.9%, Greens 10.8%."))
    assert not any(value.opposed for value in told)
    assert len({value.things for value in told}) == 4


@pytest.mark.real_model
def test_a_father_of_two_is_older(analyse: Analyser) -> None:
    told = measured(analyse("The jury heard that he killed Karl Brenn, a father of two, in Kelm."))
    assert not any(value.unit == AGE for value in told)
    assert any(value.unit == AGE for value in measured(analyse("A man of 44 was arrested in Kelm.")))


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("sentence", "older"),
    [
        ("The bank made a profit of 214 million euros, against 181 million a year earlier.", True),
        ("More than 4,500 residents have left their homes, the ministry said, against 2,000 in the morning.", True),
        ("The council voted for the plan by 52 votes against 48.", False),
    ],
)
def test_against_a_number_is_older_only_with_its_time(analyse: Analyser, sentence: str, older: bool) -> None:
    assert measured(analyse(sentence))[-1].older is older


@pytest.mark.real_model
def test_an_older_or_disputed_number_counts_what_the_newer_does(analyse: Analyser) -> None:
    one, two = measured(
        analyse("By noon 55,000 passengers had been affected by the strike, up from an estimate of 48,000 at dawn.")
    )
    assert (one.things, two.things) == (canonical_stems("passenger"),) * 2
    assert two.older
    union, company = measured(
        analyse("The union says that 1,500 jobs are at risk, not 1,200 as the company announced.")
    )
    assert (union.things, company.things) == (canonical_stems("job"),) * 2
    assert (company.opposed, company.older) == (True, False)
    assert measured(analyse("The right number is 232, not 231 as first reported."))[1].older
    operator, police = measured(analyse("50 vehicles were in the tunnel, the operator said; police spoke of 46."))
    assert police.things == operator.things
    assert police.opposed


@pytest.mark.real_model
def test_what_is_told_of_some_is_not_told_of_all(analyse: Analyser) -> None:
    some, whole = measured(analyse("The airline cancelled 412 of 640 scheduled flights."))
    assert some.deeds
    assert not whole.deeds
    assert not measured(analyse("Eleven people have died in the flood, among them two firefighters."))[0].limits
    assert measured(analyse("Eleven people have died, including the attacker."))[0].limits == {"in"}


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The plan was drawn up over a two-year period.", ["two"]),
        ("An Airbus A330-200 landed in Orm with 212 people.", ["212"]),
        ("A category 4 storm killed 12 people.", ["12"]),
        ("Some 300 and 400 people work in Orm and Kelm respectively.", []),
        ("The ticket costs 40,000 florins, the coat 900 ringgit.", ["40,000", "900"]),
    ],
)
def test_what_numbers_are_told(analyse: Analyser, sentence: str, told: list[str]) -> None:
    assert [sentence[one.quantity.start : one.quantity.end] for one in measured(analyse(sentence))] == told


@pytest.mark.real_model
def test_a_number_on_a_scale_counts_nothing(analyse: Analyser) -> None:
    (strength,) = measured(analyse("A magnitude 4.8 aftershock brought down a church tower."))
    assert strength.things == canonical_stems("magnitude")
