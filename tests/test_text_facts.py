"""Quantities with units and bounds, dates against the article's own, and demonyms."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.text import name_key
from summarizer.text.dates import dates, resolved, states
from summarizer.text.names import demonym_root
from summarizer.text.numbers import implies, quantities
from summarizer.text.tolls import tolls


@pytest.mark.parametrize(
    ("text", "low", "high", "bound", "unit"),
    [
        ("more than 12 million people", 12e6, 12e6, ">", ""),
        ("at least 23 people", 23, 23, ">=", ""),
        ("23 or more people", 23, 23, ">=", ""),
        ("up to 40 percent", 40, 40, "<=", "%"),
        ("40 per cent", 40, 40, "", "%"),
        ("nearly 40% of them", 40, 40, "~<", "%"),
        ("$2.5bn", 2.5e9, 2.5e9, "", "$"),
        ("15 dollars", 15, 15, "", "$"),
        ("about 165 kilometres away", 165, 165, "~", "km"),
        ("165km", 165, 165, "", "km"),
        ("half a million people", 5e5, 5e5, "", ""),
        ("two and a half million people", 25e5, 25e5, "", ""),
        ("a man and two women", 2, 2, "", ""),
        ("two hundred and nine people", 209, 209, "", ""),
        ("between 20 and 30 jobs", 20, 30, "", ""),
        ("20-30 jobs", 20, 30, "", ""),
        ("a 3-1 win", 3, 1, "", "score"),
        ("at 6:40 p.m.", 1120, 1120, "", "time"),
        ("the 1990s", 1990, 1990, "", "decade"),
        ("a 40-year-old wound", 40, 40, "", "age"),
        ("the 21st victim", 21, 21, "", "rank"),
        ("EUR 300m", 3e8, 3e8, "", "€"),
        ("USD 3.2 billion", 3.2e9, 3.2e9, "", "$"),
        ("a five-year-old", 5, 5, "", "age"),
    ],
)
def test_quantities_keep_bound_and_unit(text: str, low: float, high: float, bound: str, unit: str) -> None:
    (read,) = quantities(text)
    assert (read.low, read.high, read.bound, read.unit) == (low, high, bound, unit)


def test_an_and_before_a_number_is_no_part_of_it() -> None:
    found = quantities("At least 14 people died and nine are missing, and twenty-five were hurt.")
    assert [quantity.low for quantity in found] == [14, 9, 25]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("At least 14 people have died and nine are missing.", [("dead", "", 14), ("missing", "", 9)]),
        ("The death toll from the wreck off Skarne climbed to 17 on Wednesday.", [("dead", "", 17)]),
        ("The ferry sank with the loss of 17 lives.", [("dead", "", 17)]),
        ("The blast claimed 52 lives and left 30 others injured.", [("dead", "", 52), ("injured", "", 30)]),
        ("Shells killed 12 soldiers, wounding 30 others.", [("dead", "soldier", 12), ("injured", "", 30)]),
        ("Five people are still missing, the coastguard said.", [("missing", "", 5)]),
        ("There were 300 deaths and 12 arrests.", [("dead", "", 300), ("arrested", "", 12)]),
        ("Rescuers freed 36 people who had been trapped.", [("rescued", "", 36)]),
        ("Two people were taken into custody.", [("arrested", "", 2)]),
        ("Flight 447 went missing in 2009.", []),
        ("They were killed over two days.", []),
        ("Two more soldiers were killed.", []),
        ("The plane was found in 2011, which was missing for years.", []),
        ("Dozens were hurt and 40% of the town was homeless.", []),
    ],
)
def test_counts_of_people_harmed(text: str, counts: list[tuple[str, str, float]]) -> None:
    assert sorted((toll.fate, toll.who, toll.quantity.low) for toll in tolls(text)) == sorted(counts)


def test_a_count_is_told_in_a_short_sentence() -> None:
    (toll,) = tolls("At least 12 more or less famous people were killed.") or tolls("Some 12 students were killed.")
    assert toll.claim == "Some 12 students have died."


@pytest.mark.parametrize(
    ("text", "summed", "partial"),
    [
        ("The death toll rose to 17 on Wednesday.", True, False),
        ("Two people died on the scene.", False, True),
        ("Two died, including the gunman, at Lund.", False, True),
        ("Three people were killed at a store.", False, False),
    ],
)
def test_a_count_may_be_a_sum_or_a_part(text: str, summed: bool, partial: bool) -> None:
    (toll,) = tolls(text)
    assert (toll.summed, toll.partial) == (summed, partial)


def test_a_half_of_play_is_no_quantity() -> None:
    assert all(read.word != "half" for read in quantities("twice in the second half"))
    assert [read.word for read in quantities("half of them and dozens more")] == ["half", "dozens"]


@pytest.mark.parametrize(
    ("evidence", "claim", "true"),
    [
        ("over 700", "more than 700", True),
        ("over 700", "at least 700", True),
        ("at least 700", "over 700", False),
        ("over 700", "700", False),
        ("700", "over 700", False),
        ("nearly 40", "about 40", True),
        ("about 40", "nearly 40", False),
        ("40%", "40 per cent", True),
        ("40%", "40", False),
        ("tens of thousands", "thousands", False),
    ],
)
def test_a_claim_may_be_weaker_never_stronger(evidence: str, claim: str, true: bool) -> None:
    assert implies(quantities(evidence)[0], quantities(claim)[0]) is true


TODAY = date(2024, 12, 6)  # a Friday


@pytest.mark.parametrize(
    ("evidence", "claim", "true"),
    [
        ("on Thursday", "on December 5", True),
        ("on Thursday", "on 5 Dec 2024", True),
        ("yesterday", "on Thursday", True),
        ("December 5, 2024", "December 5", True),
        ("December 5", "in December", True),
        ("on Thursday", "in December 2024", True),
        ("in December", "on December 5", False),
        ("on Thursday", "on Friday", False),
        ("on Thursday", "on December 4", False),
        ("last week", "last week", True),
        ("last week", "last month", False),
        ("in 1982", "in 1992", False),
    ],
)
def test_dates_are_compared_as_days(evidence: str, claim: str, true: bool) -> None:
    assert states(dates(evidence)[0], dates(claim)[0], TODAY) is true


def test_a_weekday_is_the_last_one_and_a_day_the_nearest() -> None:
    assert resolved(dates("on Friday")[0], TODAY) == TODAY
    assert resolved(dates("on Saturday")[0], TODAY) == date(2024, 11, 30)
    assert resolved(dates("January 3")[0], TODAY) == date(2025, 1, 3)
    assert resolved(dates("February 30")[0], TODAY) is None
    assert not states(dates("on Thursday")[0], dates("December 5")[0], None)


@pytest.mark.parametrize("text", ["it may rain", "they march on", "may 40 people come?", "1,982 people"])
def test_a_verb_or_number_is_no_date(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("first", "second"), [("Kenya", "Kenyans"), ("France", "French"), ("Iraq", "Iraqi"), ("Turkey", "Turkish")]
)
def test_a_country_and_its_people_share_a_root(first: str, second: str) -> None:
    assert demonym_root(first) == demonym_root(second)
    assert demonym_root("Iran") != demonym_root("Iraq")


def test_spellings_of_muhammad_share_a_key() -> None:
    assert len({name_key(name) for name in ("Mohammed", "Mohammad", "Muhammad")}) == 1
    assert name_key("Austin") != name_key("Stone")
