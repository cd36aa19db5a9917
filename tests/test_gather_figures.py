"""Figures over time: which numbers are of one thing, how they relate, and which holds now; invented reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter

import numpy as np
import pytest
from examples import examples
from figure_clusters import Told, cluster, figures, near, shown
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from parser_fakes import FlatParser

from summarizer.gather import figures_of
from summarizer.gather.figures import _is_mixed
from summarizer.gather.linking import links
from summarizer.gather.moments import Calendar, zone_of
from summarizer.gather.relating import Related, alike, digits, last_place, related
from summarizer.gather.values import Value
from summarizer.interfaces import Parser
from summarizer.records import Document, Figure, Report, Sentence
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser
from summarizer.text.measured import DATE, Measured
from summarizer.text.numbers import quantities

SETTINGS = GatherSettings()
MOST_TIMES_THE_PARSE = 6
FLAT = Analyser(FlatParser())
DEAD = frozenset({"villag"})


def value(
    text: str, day: str | None = None, time: str | None = None, *, source: int = 0, row: int = 0, **more: object
) -> Value:
    """A value of people killed, given on a day."""
    quantity = quantities(text)[0]
    document = Document("d", "", date=day, time=time)
    when = Calendar(document, zone_of([document])).published
    context = frozenset(str(more.pop("context", "")).split())
    told = Measured(quantity, 0, 0, quantity.unit, quantity.low, quantity.high, DEAD, fate="dead")
    return Value(row, source, told._replace(**more), when, when, frozenset(), context)


def relation(*values: Value) -> tuple[str, float | None]:
    """How values relate, and the newest number."""
    numbered = [one if one.row else Value(at, at, *_rest(one)) for at, one in enumerate(values)]
    found = related(numbered, SETTINGS)
    return found.relation, None if found.newest is None else found.values[found.newest].measured.quantity.low


def _rest(one: Value) -> tuple[object, ...]:
    return one.measured, one.when, one.told, one.speakers, one.context


def test_one_number_told_in_several_ways() -> None:
    assert relation(value("14"), value("fourteen")) == ("same", 14.0)
    assert relation(value("1,250"), value("1250"), value("1 250")) == ("same", 1250.0)
    assert relation(value("at least 14"), value("14")) == ("bound", 14.0)
    assert relation(value("about 1,200"), value("1,180")) == ("bound", 1180.0)
    assert relation(value("1.2 million"), value("1,218,000")) == ("bound", 1218000.0), "the more exact one is named"


def test_time_moves_a_number_up_and_never_the_dead_down() -> None:
    assert relation(value("14", "2031-06-12"), value("17", "2031-06-13")) == ("update", 17.0)
    assert relation(value("14", "2031-06-12", "09:00Z"), value("17", "2031-06-12", "09:01Z")) == ("update", 17.0)
    assert relation(value("17", "2031-06-12"), value("14", "2031-06-13"))[0] != "update"
    assert relation(value("17", "2031-06-12", fate="missing"), value("14", "2031-06-13", fate="missing")) == (
        "update",
        14.0,
    )
    assert relation(value("17", "2031-06-12"), value("14", "2031-06-13", moved=True)) == ("update", 14.0)


def test_a_sentence_that_tells_a_value_as_older_shows_the_order() -> None:
    new, old = value("6", row=1, source=1, moved=True), value("9", row=1, source=1, older=True)
    assert relation(new, old) == ("update", 6.0)
    assert relation(value("9", row=2, source=2), new, old) == ("update", 6.0)


def test_a_newer_article_may_hold_a_staler_number() -> None:
    stale = value("14", "2031-06-14")
    stale = Value(0, 2, stale.measured, value("14", "2031-06-12").when, stale.told, frozenset(), frozenset())
    assert relation(value("17", "2031-06-13"), stale) == ("update", 17.0)


def test_a_value_that_is_repeated_later_is_no_newer_for_it() -> None:
    assert relation(value("14", "2031-06-12"), value("17", "2031-06-13"), value("14", "2031-06-14")) == ("update", 17.0)


@pytest.mark.parametrize(("day", "time"), [(None, None), ("2031-06-12", None), ("2031-06-12", "10:00Z")])
def test_without_an_order_none_is_claimed(day: str | None, time: str | None) -> None:
    found, newest = relation(value("14", day, time), value("17", day, time))
    assert (found, newest) == ("conflict" if day else "unknown", None)


def test_what_is_told_to_be_of_others_is_no_conflict() -> None:
    one = value("14", "2031-06-12", places=frozenset({"orva"}))
    assert relation(one, value("90", "2031-06-12", places=frozenset({"brell"}))) == ("scope", None)
    assert relation(one, value("90", "2031-06-12", limits=frozenset({"year"})))[0] == "scope"


def test_a_partys_own_count_beside_anothers_is_a_conflict() -> None:
    theirs, ours = value("60", "2031-06-12", "09:40Z"), replace(value("23", "2031-06-12", "09:00Z", row=7), own=True)
    assert related([ours, replace(theirs, source=1, row=1)], SETTINGS).relation == "conflict"
    assert related([replace(ours, own=False), replace(theirs, source=1, row=1)], SETTINGS).relation == "update"


def test_a_day_with_a_mistyped_year_is_a_conflict_and_another_day_another_deed() -> None:
    def day(year: int, at: int, source: int) -> Value:
        told = date(year, 6, at).toordinal()
        one = value("14", "2031-06-20", source=source, row=source, fate="", unit=DATE, known=True)
        return replace(one, measured=one.measured._replace(low=told, high=told))

    right, wrong, other = day(2031, 14, 0), day(2030, 14, 1), day(2031, 17, 1)
    assert links([right, wrong], near(2), SETTINGS).likeness[0, 1] > 0
    assert links([right, other], near(2), SETTINGS).likeness[0, 1] < 0
    assert related([right, wrong], SETTINGS).relation == "conflict"


def test_what_repeats_a_number_is_of_its_figure_though_it_is_far_from_the_others() -> None:
    old, new = value("46", "2031-06-12", row=1, older=True), value("28", "2031-06-12", row=1, moved=True)
    again = value("28", "2031-06-20", source=1, row=2, known=True)
    assert links([old, new, again], near(3), SETTINGS).likeness[0, 2] == 0
    assert links([old, new, again], near(3), SETTINGS).likeness[1, 2] > 0


def test_a_share_and_a_count_are_no_figure_nor_are_two_numbers_of_one_sentence() -> None:
    def mixed(*values: Value) -> bool:
        return _is_mixed(Related("update", tuple((one,) for one in values), None))

    nine, share, ten = value("nine", row=1), value("8.6%", row=2), value("10", row=2)
    assert mixed(nine, share)
    assert not mixed(nine, ten)
    assert mixed(value("nine", row=2), ten)
    assert not mixed(value("nine", row=2, older=True), ten)
    assert not mixed(value("nine", row=2, opposed=True), ten)


def test_a_conflict_is_of_one_time_for_certain() -> None:
    assert relation(value("14", context="disput"), value("90"))[0] == "unknown"
    paper, evening = value("14", "2031-06-12"), value("90", "2031-06-12", "19:30Z")
    assert relation(paper, evening)[0] == "unknown"
    assert relation(paper, value("90", "2031-06-12"))[0] == "conflict"


REPORTS: list[tuple[Sequence[Told], tuple[str, set[str], str | None]]] = [
    (
        [
            Told("The blast in Orva killed fourteen people.", "2031-06-12"),
            Told("The blast in Orva killed 14 people.", "2031-06-13"),
        ],
        ("same", {"fourteen", "14"}, "14"),
    ),
    (
        [
            Told("The new bridge over the Orva cost $3.5 million.", "2031-06-12"),
            Told("The new bridge over the Orva cost 3,500,000 dollars.", "2031-06-12"),
        ],
        ("same", {"$3.5 million", "3,500,000 dollars"}, "3,500,000 dollars"),
    ),
    (
        [
            Told("The tunnel is 5 kilometres long.", "2031-06-12"),
            Told("The tunnel is 3.1 miles long.", "2031-06-12"),
        ],
        ("same", {"5 kilometres", "3.1 miles"}, "3.1 miles"),
    ),
    (
        [
            Told("The tunnel is 5 kilometres long.", "2031-06-12"),
            Told("The tunnel is 5,000 metres long.", "2031-06-12"),
        ],
        ("same", {"5 kilometres", "5,000 metres"}, "5,000 metres"),
    ),
    (
        [
            Told("The blast killed at least 14 people.", "2031-06-12"),
            Told("The blast killed 14 people.", "2031-06-12"),
        ],
        ("bound", {"at least 14", "14"}, "14"),
    ),
    (
        [
            Told("The blast in Orva killed 14 people.", "2031-06-12", "07:15Z"),
            Told("The blast in Orva killed 17 people.", "2031-06-12", "19:40Z"),
        ],
        ("update", {"14", "17"}, "17"),
    ),
    (
        [
            Told("The blast in Orva killed nine people.", "2031-06-12"),
            Told("The death toll was lowered from nine to six.", "2031-06-13"),
        ],
        ("update", {"nine", "six"}, "six"),
    ),
    (
        [
            Told("The death toll of the blast in Orva has climbed to 17, up from 14 on Thursday.", "2031-06-13"),
            Told("The blast in Orva killed 14 people.", "2031-06-14"),
        ],
        ("update", {"14", "17"}, "17"),
    ),
    (
        [Told("00:40\n| The blast has killed 12 people. | \n23:10\n| The blast has killed nine people.", "2031-06-13")],
        ("update", {"nine", "12"}, "12"),
    ),
    (
        [
            Told("The ministry said 120 people marched in Orva.", "2031-06-12"),
            Told("The union said 900 people marched in Orva.", "2031-06-12"),
        ],
        ("conflict", {"120", "900"}, None),
    ),
    (
        [
            Told("The blast in Orva killed 14 people.", "2031-06-12"),
            Told("The blast in Orva killed 90 people.", "2031-06-12"),
        ],
        ("conflict", {"14", "90"}, None),
    ),
    (
        [Told("The blast in Orva killed 14 people."), Told("The blast in Orva killed 17 people.")],
        ("unknown", {"14", "17"}, None),
    ),
    (
        [
            Told("The flood killed 14 people in Orva.", "2031-06-12"),
            Told("The flood killed 90 people in Brell.", "2031-06-12"),
        ],
        ("scope", {"14", "90"}, None),
    ),
    (
        [
            Told("The blast in Orva killed 14 people.", "2031-06-12"),
            Told("The earlier toll of 14 was wrong and has been corrected to nine, police said.", "2031-06-12"),
        ],
        ("update", {"14", "nine"}, "nine"),
    ),
    (
        [
            Told("The blast in Orva killed 17 people.", "2031-06-13"),
            Told("As of Thursday the blast in Orva had killed 14 people.", "2031-06-14"),
        ],
        ("update", {"14", "17"}, "17"),
    ),
    (
        [
            Told("The flood in Orva killed 14 people.", "2031-06-12"),
            Told("By Saturday the flood in Orva had killed 64 people.", "2031-06-14"),
            Told("The number of dead was lowered from 64 to 61 after two lists had been compared.", "2031-06-16"),
        ],
        ("update", {"14", "64", "61"}, "61"),
    ),
    (
        [
            Told("The blast in Orva killed 14 people.", "2031-06-12"),
            Told("By Saturday the blast in Orva had killed 17 people.", "2031-06-14"),
        ],
        ("update", {"14", "17"}, "17"),
    ),
    (
        [
            Told("The trial of Roke will open on 13 May 2031.", "2031-04-02"),
            Told("The trial of Roke will open on 16 May 2031.", "2031-05-02"),
        ],
        ("update", {"13 May 2031", "16 May 2031"}, "16 May 2031"),
    ),
]


@pytest.mark.real_model
@pytest.mark.parametrize(("told", "wanted"), REPORTS)
def test_figures_of_reports(analyse: Analyser, told: Sequence[Told], wanted: tuple[str, set[str], str | None]) -> None:
    found = [(kind, set(values), newest) for kind, values, newest in shown(figures(analyse, *told))]
    assert wanted in found


@pytest.mark.real_model
def test_figures_say_where_and_what(analyse: Analyser) -> None:
    told = (
        Told("Sirens rang. | The blast in\nOrva killed\n14 people.", "2031-06-12"),
        Told("The blast killed 14 people."),
    )
    (found,) = figures(analyse, *told)
    assert found.what == "killed"
    assert [(one.source, one.as_of, one.number) for one in found.values] == [(1, "", 14.0), (0, "2031-06-12", 14.0)]
    check_spans(told, [found])


UNLIKE: list[list[Told]] = [
    [
        Told("About 620 drivers are to stop work on Thursday.", "2031-06-09"),
        Told("Orva Transit says 540 drivers are on strike.", "2031-06-12"),
        Told("Drivers in Orva voted by 488 to 97 to end the strike.", "2031-06-15"),
    ],
    [
        Told("The Orva festival, which drew 90,000 people last year, opens on Friday.", "2031-06-09"),
        Told("By last night 30,000 people had seen the Orva parade.", "2031-06-13"),
    ],
    [
        Told("A 34-year-old man was arrested over the murder in Orva.", "2031-06-09"),
        Told("A man of 51 was charged with the murder in Orva.", "2031-06-12"),
    ],
    [
        Told("Dorn shares jumped 31% in early trading.", "2031-06-09"),
        Told("Dorn shares fell 14% in early trading.", "2031-06-12"),
    ],
    [
        Told("The quake near Orva had a magnitude of 5.7.", "2031-06-09"),
        Told("The quake near Orva had a magnitude of 4.3.", "2031-07-12"),
    ],
    [Told("The inquiry will ask why fourteen names were given out when twelve men were below.", "2031-06-09")] * 2,
]


@pytest.mark.real_model
@pytest.mark.parametrize("told", UNLIKE)
def test_numbers_of_two_things_are_no_figure(analyse: Analyser, told: list[Told]) -> None:
    assert not [found for found in figures(analyse, *told) if found.moved]


@pytest.mark.real_model
def test_the_ill_are_counted_from_day_to_day(analyse: Analyser) -> None:
    told = (
        Told("Six people in two states have become ill since June 1.", "2031-06-09"),
        Told("The number of people sickened has risen to 14 in five states.", "2031-06-12"),
        Told("Final figures put the cases at 13: nine men and four women.", "2031-06-15"),
    )
    moved = [one for one in figures(analyse, *told) if one.moved]
    assert [[value.value for value in one.values] for one in moved] == [["Six", "14", "13"]]
    assert moved[0].newest_value
    assert moved[0].newest_value.value == "13"


@pytest.mark.real_model
def test_what_holds_anew_is_no_older_value(analyse: Analyser) -> None:
    told = (
        Told("Dorn's share of the cod quota was raised last year from 900 to 2,100 tonnes.", "2031-06-09"),
        Told("The quota is suspended, so Dorn is back to 900 tonnes.", "2031-06-14"),
    )
    assert all(one.newest_value is None or one.newest_value.value.startswith("900") for one in figures(analyse, *told))


@pytest.mark.real_model
def test_one_number_in_two_units_is_current_in_both(analyse: Analyser) -> None:
    told = (
        Told("The fire at Orva has burned 9,000 acres.", "2031-06-12"),
        Told("The fire at Orva has burned 23,000 acres.", "2031-06-13"),
        Told("The fire at Orva has burned 9,300 hectares.", "2031-06-13"),
    )
    (found,) = figures(analyse, *told)
    assert [(one.value, one.level) for one in found.values if one.level == 0] == [("9,000 acres", 0)]
    assert {one.value for one in found.current} == {"23,000 acres", "9,300 hectares"}


@pytest.mark.real_model
@pytest.mark.parametrize(
    "told",
    [
        (Told("Flight 447 landed.", "2031-06-12"), Told("Flight 447 crashed.", "2031-06-12")),
        (Told("Mila Roke, 58, sang.", "2031-06-12"), Told("Ed Roke, 59, sang.", "2031-06-12")),
        (Told("Four of the dead were children."), Told("Four of the dead were nurses.")),
        (Told("The blast killed 14 people."), Told("The fund paid 14 euros.")),
    ],
)
def test_what_is_no_figure(analyse: Analyser, told: Sequence[Told]) -> None:
    assert figures(analyse, *told) == ()


@pytest.mark.real_model
def test_one_age_of_two_reports_is_a_conflict(analyse: Analyser) -> None:
    told = Told("Mila Roke, 58, sang.", "2031-06-12"), Told("Mila Roke, 59, sang.", "2031-06-12")
    (one,) = figures(analyse, *told)
    assert (one.what, one.relation, one.newest) == ("age of Mila Roke", "conflict", None)


def check_spans(told: Sequence[Told], found: Sequence[Figure]) -> None:
    """Every value stands in its source, and the newest is one of them."""
    for one in found:
        assert one.newest is None or 0 <= one.newest < len(one.values)
        assert one.newest is None or one.relation in ("same", "bound", "update")
        assert len(one.values) > 1
        steps = [held.level for held in one.values]
        assert steps == sorted(steps)
        assert set(steps) == set(range(len(set(steps))))
        assert (len(set(steps)) > 1) == one.moved
        assert one.relation != "update" or (one.newest_value and one.newest_value.level == steps[-1])
        for held in one.values:
            text = told[held.source].text.replace("|", " ")
            assert 0 <= held.start <= held.at.start < held.at.end <= held.end <= len(text)
            assert " ".join(text[held.at.start : held.at.end].split()) == held.value
            assert text[held.start : held.end] == held.quote


PIECES = (
    "12", "14 people", "at least 90 dead", "1,250", "9" * 400, "9" * 400 + " per cent", "-5", "0", "0.0", "½", "1e400",
    "12 | ", " | ", "killed", "people", "up from nine", "from nine to six", "climbed to 17", "not 231", "as of 99 p.m.",
    "as of 25:61", "by 2561 GMT", "25:61\n", "09:00\n", "23:59\n", "as of Thursday", "on 31 February 2031", "in 2019",
    "3 March 9999", "$3.5 million", "3-1", "5 km", "3.1 miles", "31 degrees", "Orva\t12\t13\t14\n", "a;b;12;;\n",
    "十二人が死亡した", "١٢ قتيلا", "१२", "\x00", "\x1b[31m", "\u202e12", "\x1c12", "million",
    "thousand million billion",
    "of the dead", "the 19 miners", ".", ",", "“14”", "including", "per cent", "(", "one", "two", "dozens",
)  # fmt: skip
DAYS = (None, "2031-06-12", "2031-06-13", "9999-12-31", "0001-01-01", "2031-02-30", "", "tomorrow")
TIMES = (None, "10:00", "10:00Z", "25:61", "23:59-12:00", "00:00+14:00", "soon")
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=12).map(" ".join)
reports = st.lists(
    st.builds(Told, texts.filter(lambda text: bool(text.strip(" |"))), st.sampled_from(DAYS), st.sampled_from(TIMES)),
    min_size=1, max_size=4,
)  # fmt: skip


def test_what_was_before_the_event_replaces_nothing() -> None:
    told = Told("12 not 231 in 2019")
    (found,) = figures(FLAT, told)
    assert (found.relation, found.newest) == ("unknown", None)
    check_spans([told], [found])


@settings(max_examples=examples(150), deadline=None)
@given(reports)
def test_bad_input_gives_values_that_stand_in_it(told: list[Told]) -> None:
    check_spans(told, figures(FLAT, *told))


@pytest.mark.real_model
@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=reports)
def test_bad_input_is_read_by_the_parser(analyse: Analyser, told: list[Told]) -> None:
    check_spans(told, figures(analyse, *told))


@pytest.mark.real_model
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numbers=st.lists(st.integers(2, 5000), min_size=2, max_size=5, unique=True),
    day=st.sampled_from([None, "2031-06-12"]),
    time=st.sampled_from([None, "10:00Z", "25:61"]),
)
def test_no_order_is_claimed_without_times_or_cues(
    analyse: Analyser, numbers: list[int], day: str | None, time: str | None
) -> None:
    told = [Told(f"The blast in Orva killed {number} people.", day, time) for number in numbers]
    assert all(one.relation != "update" for one in figures(analyse, *told))


moments = st.none() | st.builds(lambda days: (date(2031, 6, 1) + timedelta(days)).isoformat(), st.integers(0, 4))


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(st.tuples(st.integers(2, 60), moments, st.sampled_from((None, "10:00Z"))), min_size=2, max_size=6))
def test_an_order_has_times_that_show_it(told: list[tuple[int, str | None, str | None]]) -> None:
    values = [value(str(number), day, time, source=at + 1, row=at + 1) for at, (number, day, time) in enumerate(told)]
    found = related(values, SETTINGS)
    assert sorted(one.row for one in found.values) == [one.row for one in values]
    if found.relation == "update":
        assert found.newest is not None
        newest = found.values[found.newest].measured.low
        first = [one.when for one in values if one.measured.low == newest and one.when]
        for one in values:
            if one.measured.low != newest:
                others = [its.when for its in values if its.measured.low == one.measured.low and its.when]
                assert any(its.before(when) for its in others for when in first)


NUMBERS = "12|14|1,250|1,300|about 1,200|over 10|1.25 million|0|3-5|1,249.6".split("|")


@given(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=8))
def test_pairs_are_compared_as_single_ones_would_be(told: list[str]) -> None:
    values = [value(text, source=at, row=at, fate="", unit="") for at, text in enumerate(told)]
    found = links(values, near(len(values)), SETTINGS).likeness
    assert np.array_equal(found, found.T)
    for one in values:
        for two in values:
            same = alike(one.measured, two.measured, SETTINGS)
            if one.row < two.row:
                assert found[one.row, two.row] == pytest.approx(0.9 + same)


def test_a_report_does_not_contradict_itself_but_its_speakers_may() -> None:
    def between(one: Value, two: Value) -> float:
        return float(links([one, two], near(2), SETTINGS).likeness[0, 1])

    day = "2031-06-12"
    one, two = value("14", day), value("90", day, row=1)
    mayor, police = frozenset({"mayor"}), frozenset({"polic"})
    assert between(one, two) == -1
    assert between(replace(one, speakers=mayor), replace(two, speakers=mayor)) == -1
    assert between(replace(one, speakers=mayor), replace(two, speakers=police)) == pytest.approx(1.9)
    assert between(replace(one, speakers=mayor), two) == -1
    assert between(one, replace(two, source=1)) == pytest.approx(1.9)
    assert between(one, replace(two, told=value("90", "2031-06-13").told)) == pytest.approx(1.9)
    assert between(value("14", moved=True), two) == pytest.approx(1.9)
    assert between(value("14", part=True), two) == 0
    assert between(one, value("14", day)) == 0, "of one sentence"
    assert between(one, value("90", day)) == -1
    assert between(one, value("90", day, row=1, source=1, known=True)) == 0
    assert between(one, value("14", day, row=1, source=1, who="soldier")) == pytest.approx(1.9)
    assert between(value("14", who="child"), value("14", row=1, source=1, who="soldier")) == 0


def test_what_numbers_share_decides_how_near_they_must_be() -> None:
    def joined(cosine: float, *pair: Value) -> bool:
        values = [replace(one, row=at, source=at) for at, one in enumerate(pair)]
        return bool(links(values, near(2, cosine), SETTINGS).likeness[0, 1] > 0)

    def homes(text: str, things: str = "home", deeds: str = "lost", **more: object) -> Value:
        sets = {"things": frozenset(things.split()), "deeds": frozenset(deeds.split())}
        return value(text, fate="", **sets, **more)

    for one, two, least in (
        (homes("1,250"), homes("1,250"), SETTINGS.figure_near),
        (homes("1,250", "town"), homes("1,250", "bank"), SETTINGS.figure_same_digits),
        (homes("40", "town"), homes("40", "bank"), SETTINGS.figure_sure),
        (homes("40", ""), homes("40", "bank"), SETTINGS.figure_same_value),
        (homes("4", "town"), homes("9", "bank"), SETTINGS.figure_unlike),
    ):
        assert joined(least + 0.01, one, two), (one, two)
        assert not joined(least - 0.01, one, two), (one, two)
    assert not joined(0.95, homes("4", "town", "lost"), homes("9", "bank", "sold"))
    assert not joined(0.95, homes("4", names=frozenset({"roke"})), homes("9", names=frozenset({"brill"})))
    assert not joined(0.95, homes("4", of=frozenset({"orva"})), homes("9", of=frozenset({"brell"})))


def test_nothing_to_compare() -> None:
    assert links([], near(0), SETTINGS).likeness.shape == (0, 0)
    assert figures(FLAT, Told("No numbers.")) == ()


@given(st.floats(0, 1e27, allow_nan=False))
def test_the_last_digit_of_a_number(number: float) -> None:
    assert 0 <= digits(number) <= 10
    assert last_place(number) > 0


@pytest.mark.slow
def test_five_hundred_figures_in_one_report() -> None:
    text = " | ".join(f"Row {at} has {at * 7 + 20} pumps and {at * 3 + 1000} valves." for at in range(250))
    told = [Told(text, "2031-06-12"), Told(text, "2031-06-13")]
    check_spans(told, figures(FLAT, *told))
    few = GatherSettings(most_values=10)
    sentences, reports = cluster(*told)
    counted = figures_of(sentences, reports, near(len(sentences)), FLAT, few)
    every = figures_of(sentences, reports, near(len(sentences)), FLAT, SETTINGS)
    assert sum(len(one.values) for one in counted.figures) <= 10
    assert counted.left > 900
    assert every.left == 0


@pytest.mark.real_model
def test_a_spreadsheet_is_no_figure_of_anything(analyse: Analyser) -> None:
    text = "\n".join("\t".join(str(row * column) for column in range(1, 9)) for row in range(1, 40))
    told = [Told(text, "2031-06-12"), Told(text, "2031-06-13")]
    found = figures(analyse, *told)
    check_spans(told, found)
    assert all(one.relation == "same" for one in found)


def large(reports: int, numbers: int) -> tuple[list[Sentence], list[Report], NDArray[np.float32]]:
    """Reports that each tell numbers of ten things, and sentences that are near where they tell of the same."""
    frames = (
        "The flood in Orva killed {} people.", "Some {} homes were damaged in Brell, officials said.",
        "The dam cost {} million euros.", "The union put the number of strikers at {}.", "The firm sold {} pumps.",
        "About {} soldiers were sent to Orva.", "Water rose by {} metres.", "{} villagers are missing.",
        "Rescuers saved {} children.", "The death toll climbed to {}.",
    )  # fmt: skip
    told = [
        Told(
            " | ".join(frames[at % 10].format(2 + (at * 37 + source * 11) % 900) for at in range(numbers)),
            f"2031-06-{source % 28 + 1:02}",
            f"{source % 24:02}:00Z",
        )
        for source in range(reports)
    ]
    sentences, found = cluster(*told)
    rows = np.zeros((len(sentences), 11), dtype=np.float32)
    rows[:, 10] = 0.5
    rows[range(len(sentences)), [sentence.position % 10 for sentence in sentences]] = 1.0
    return sentences, found, rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.real_model
def test_a_hundred_reports_take_little_more_than_their_parse(parser: Parser) -> None:
    sentences, found, rows = large(100, 30)
    analyse = Analyser(parser)
    start = perf_counter()
    analyse.prepare([sentence.flat for sentence in sentences])
    parsed = perf_counter()
    shown = figures_of(sentences, found, rows, analyse, GatherSettings(most_values=3000)).figures
    done = perf_counter()
    print(f"parsed in {parsed - start:.2f} s, figures in {done - parsed:.2f} s")
    assert sum(len(one.values) for one in shown) > 500
    assert done - parsed < MOST_TIMES_THE_PARSE * (parsed - start)
