"""The moments for which values are given: from sentences, from entries of live blogs, from the dates of articles."""

from __future__ import annotations

from datetime import UTC, date

import pytest
from figure_clusters import Told, cluster
from hypothesis import given
from hypothesis import strategies as st
from parser_fakes import FlatParser

from summarizer.gather.moments import Calendar, Moment, entries_of, zone_of
from summarizer.gather.values import Value, span_of, values_of
from summarizer.records import Document, Sentence
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser


def moment(day: str | None, time: str | None = None, *others: Document) -> Moment | None:
    document = Document("d", "Text.", date=day, time=time)
    return Calendar(document, zone_of([document, *others])).published


def of(analyse: Analyser, *told: Told) -> tuple[Value, ...]:
    return values_of(*cluster(*told), analyse, GatherSettings())


def as_of(analyse: Analyser, text: str, day: str | None = "2031-06-13", time: str | None = None) -> dict[str, str]:
    sentences, reports = cluster(Told(text, day, time))
    return {
        sentences[value.row].flat[value.measured.quantity.start : value.measured.quantity.end]: value.when.shown
        if value.when
        else ""
        for value in values_of(sentences, reports, analyse, GatherSettings())
    }


def test_moments_are_stretches_of_time() -> None:
    one, two, day = moment("2031-06-12", "10:00Z"), moment("2031-06-12", "10:01Z"), moment("2031-06-12")
    assert one
    assert two
    assert day
    assert one.before(two)
    assert not two.before(one)
    assert not one.before(one)
    assert not day.before(one)
    assert not one.before(day)
    late = moment("2031-06-13", "00:30+02:00")
    assert late
    assert late.day == "2031-06-13"
    assert not day.before(late), "in UTC that is still the day before"


def test_a_time_without_an_offset_is_one_of_the_zone_that_others_state() -> None:
    other = Document("e", "Text.", date="2031-06-12", time="13:00+02:00")
    plain, stated = moment("2031-06-12", "12:00", other), moment("2031-06-12", "13:00+02:00")
    assert plain
    assert stated
    assert plain.before(stated)
    assert plain.shown == "2031-06-12T12:00"
    assert zone_of([Document("d", "", date="2031-06-12", time="12:00")]) is UTC


@pytest.mark.parametrize(
    ("day", "time", "shown"),
    [
        ("2031-06-12", "25:61", "2031-06-12"),
        ("2031-06-12", "noon", "2031-06-12"),
        ("2031-02-30", "10:00", None),
        (None, "10:00", None),
        ("9999-12-31", None, "9999-12-31"),
        ("0001-01-01", "00:30+02:00", None),
        ("9999-12-31", "23:30-02:00", None),
    ],
)
def test_clocks_and_days_that_cannot_be(day: str | None, time: str | None, shown: str | None) -> None:
    found = moment(day, time)
    assert (found.shown if found else None) == shown


def entries(text: str, day: str | None = "2031-06-13", time: str | None = None) -> list[str]:
    return [entry.moment.shown for entry in entries_of(Calendar(Document("d", text, date=day, time=time), UTC))]


def test_entries_of_a_live_blog_run_over_midnight() -> None:
    assert entries("00:40\nTwelve dead.\n23:10\nNine dead.\n21:05\nA blast.") == [
        "2031-06-13T00:40",
        "2031-06-12T23:10",
        "2031-06-12T21:05",
    ]
    assert entries("22:00\nA blast.\n23:10\nNine dead.\n00:40\nTwelve dead.") == [
        "2031-06-12T22:00",
        "2031-06-12T23:10",
        "2031-06-13T00:40",
    ]


def test_the_usual_way_decides_where_hours_are_far_apart() -> None:
    assert entries("18:40\nTwelve.\n12:05\nNine.\n23:10\nFour.") == [
        "2031-06-13T18:40",
        "2031-06-13T12:05",
        "2031-06-12T23:10",
    ]


def test_entries_say_their_own_days_and_zones() -> None:
    assert entries("2031-06-12 09:00\nNine dead.\n2031-06-13 08:00\nTwelve.")[0] == "2031-06-12T09:00"
    assert entries("10:00 GMT\nTwelve.\n09:00\nNine.", time="14:00+02:00") == [
        "2031-06-13T10:00Z",
        "2031-06-13T09:00+02:00",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "09:00\nNine dead.",
        "25:61\nNine dead.\n26:99\nTwelve dead.",
        "12:75\nNine.\n11:80\nTen.",
        "No hours.",
        "09:00\nNine.\n22:00\nTen.",
    ],
)
def test_no_entries(text: str) -> None:
    assert entries(text) == []
    assert entries("09:00\nNine.\n10:00\nTen.", None) == []


def test_the_calendar_ends() -> None:
    assert entries("00:40\nTwelve.\n23:10\nNine.", "0001-01-01") == ["0001-01-01T00:40"]
    assert entries("00:40\nTwelve.\n23:10\nNine.", "9999-12-31") == ["9999-12-31T00:40", "9999-12-30T23:10"]


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "value", "when"),
    [
        ("As of Thursday evening 12 people were dead.", "12", "2031-06-12"),
        ("By 2000 GMT on Thursday the blast had killed 12 people.", "12", "2031-06-12T20:00Z"),
        ("As of 5 p.m. 12 people were dead.", "12", "2031-06-13T17:00"),
        ("As of 99 p.m. 12 people were dead.", "12", "2031-06-13"),
        ("By 2561 GMT the blast had killed 12 people.", "12", "2031-06-13"),
        ("Twelve people died on Tuesday.", "Twelve", "2031-06-13"),
        ("The toll is 17, up from nine on Tuesday.", "nine", "2031-06-10"),
        ("The toll is 17, up from nine on Tuesday.", "17", "2031-06-13"),
        ("The toll is 17, up from nine.", "nine", ""),
    ],
)
def test_the_moment_that_a_sentence_names(analyse: Analyser, text: str, value: str, when: str) -> None:
    assert as_of(analyse, text)[value] == when


@pytest.mark.real_model
def test_without_a_date_nothing_shows_when(analyse: Analyser) -> None:
    assert as_of(analyse, "As of Thursday 12 people were dead.", None) == {"12": ""}
    assert as_of(analyse, "The gates open at 14:30.") == {}


@pytest.mark.real_model
def test_the_dead_of_another_year_are_others(analyse: Analyser) -> None:
    found = of(analyse, Told("The quake killed 90 people in 2019.", "2031-06-13"), Told("The quake killed 12 people."))
    assert [value.year for value in found] == [2019, 0]
    assert set(as_of(analyse, "Since 2019 the fund has paid 40 families.")) == {"40"}


@pytest.mark.real_model
def test_days_are_values_of_what_happens_on_them(analyse: Analyser) -> None:
    found = of(
        analyse, Told("The bridge will open on 3 March 2032."), Told("The bridge opens on 3 March.", "2032-01-09")
    )
    assert [date.fromordinal(int(value.measured.low)) for value in found] == [date(2032, 3, 3)] * 2
    assert of(analyse, Told("The bridge will open on 3 March.")) == ()


@given(st.text(st.sampled_from("ab \n\t\x1c\u00a0\u2028é7"), max_size=30).filter(lambda text: bool(text.strip())))
def test_a_stretch_of_one_line_stands_in_its_source(text: str) -> None:
    start = len(text) - len(text.lstrip())
    sentence = Sentence(0, start, len(text.rstrip()), text.strip(), 0, 0)
    flat = sentence.flat
    for at in range(len(flat)):
        span = span_of(sentence, at, len(flat))
        assert " ".join(text[span.start : span.end].split()) == flat[at:].strip()


def test_without_grammar_there_are_no_values() -> None:
    assert of(Analyser(None), Told("12 people died.", "2031-06-13")) == ()
    assert [value.measured.low for value in of(Analyser(FlatParser()), Told("12 people died.", "2031-06-13"))] == [12.0]


@pytest.mark.real_model
def test_what_a_sentence_leaves_out_is_what_the_last_number_counts(analyse: Analyser) -> None:
    told = Told("Nine villagers were injured. | It later rose to 14.", "2031-06-12")
    last = of(analyse, told)[-1]
    assert (last.measured.low, last.measured.fate) == (14.0, "injured")
    other = Told("Nine villagers were injured. | The list of guests was wrong. | It is 232, not 231.", "2031-06-12")
    assert [value.measured.fate for value in of(analyse, other)[1:]] == ["", ""]
