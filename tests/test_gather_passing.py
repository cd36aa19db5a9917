"""What was to come and has passed, and the hours of entries of live reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from summarizer.gather import times_told, with_times
from summarizer.records import CleanDocument, Document, Report, Sentence, Span, Statement
from summarizer.split import split
from summarizer.text.analysis import Analyser
from summarizer.text.hours import hours, stamps

PLAIN = Analyser(None)
EARLY, LATE = ("2025-03-13", "17:30+02:00"), ("2025-03-14", "12:00+02:00")
SHUT = "The pass is shut, the town says. The county denies it."
NEWS = "The bridge fell at night."


def timed(
    text: str, analyse: Analyser, first: tuple[str | None, str | None] = EARLY, last: tuple[str, str] = LATE
) -> tuple[Sequence[Statement], Sequence[Sentence]]:
    """The statements and sentences of a text, beside a later report of one sentence."""
    documents = [
        Document("early", text, publisher="Arvik Post", date=first[0], time=first[1]),
        Document("late", NEWS, publisher="Orm News", date=last[0], time=last[1]),
    ]
    sentences = split([CleanDocument(one, (Span(0, len(one.text)),)) for one in documents])
    reports = [Report(at, one, at) for at, one in enumerate(documents)]
    return with_times([Statement()] * len(sentences), sentences, reports, analyse), sentences


def test_the_hour_of_an_entry_stands_outside_its_sentence() -> None:
    text = "09:10 The dam leaks. People look on. 10:45 The dam has broken."
    _, sentences = timed(text, PLAIN)
    told = [one.text for one in sentences if not one.source]
    assert told == ["The dam leaks.", "People look on.", "The dam has broken."]
    assert all(text[one.start : one.end] == one.text for one in sentences if not one.source)


def test_one_hour_alone_opens_no_entry() -> None:
    _, sentences = timed("09:10 The dam leaks. It held all night.", PLAIN)
    assert sentences[0].text == "09:10 The dam leaks."


def test_without_grammar_nothing_is_claimed() -> None:
    statements, _ = timed("09:10 The dam leaks. 10:45 Polls close at 9 p.m.", PLAIN)
    assert set(statements) == {Statement()}


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("Polls close at 9 p.m.", ("21:00",)),
        ("It starts at three o'clock.", ("03:00", "15:00")),
        ("It starts at three o'clock in the morning.", ("03:00",)),
        ("They meet at nine.", ("09:00", "21:00")),
        ("He speaks at three in the afternoon.", ("15:00",)),
        ("The search goes on at six tomorrow.", ("06:00", "18:00")),
        ("Divers go on at dawn.", ("03:00", "09:00")),
        ("It is 12 o'clock.", ("00:00", "12:00")),
    ],
)
def test_hours_that_a_text_names(text: str, clocks: tuple[str, ...]) -> None:
    (hour,) = hours(text)
    assert hour.clocks == clocks
    assert hour.lasts == ("dawn" in text)


@pytest.mark.parametrize("text", ["At nine sites work goes on.", "It lies at 30 o'clock.", "He is one of two."])
def test_numbers_that_are_no_hours(text: str) -> None:
    assert hours(text) == []


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Polls close at 9 p.m.; first results are not expected before midnight.", "before midnight"),
        ("Rescuers will resume the search at dawn.", "at dawn"),
        ("The minister is to address parliament at eight in the evening.", "at eight"),
        ("Traffic will return to normal towards seven o'clock.", "seven o'clock"),
        ("Candles are being lit at the gates tonight.", "tonight"),
        ("The fair, which drew 900 people last year, opens tonight.", "tonight"),
        ("The ship will dock tonight, its owner said on Thursday.", "tonight"),
    ],
)
def test_what_has_passed_is_left_out_with_the_words_that_show_it(text: str, phrase: str, analyse: Analyser) -> None:
    statements, _ = timed(text, analyse)
    assert statements[0].withheld == f"superseded: “{phrase}” had passed when Orm News reported"


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "The court will sit at 9 a.m. on Monday.",  # to come still
        "The road will be closed from 9 p.m.",  # it goes on
        "The museum opens daily at 7 p.m.",  # again and again
        "The mayor said she would speak at 9 p.m.",  # told as said
        "The ferry left at 9 p.m.",  # it happened
        "The firm today presents its plan.",  # what it does, not when it will
        "The council will meet next Friday.",  # which Friday?
    ],
)
def test_what_may_be_to_come_still_or_keeps_is_told(text: str, analyse: Analyser) -> None:
    statements, _ = timed(text, analyse)
    assert statements[0].withheld == ""


@pytest.mark.real_model
def test_a_part_of_a_day_comes_within_a_day(analyse: Analyser) -> None:
    statements, _ = timed("Divers will stop at nightfall.", analyse, EARLY, ("2025-03-14", "17:45+02:00"))
    assert statements[0].withheld == "superseded: “at nightfall” had passed when Orm News reported"


@pytest.mark.real_model
def test_a_plan_is_told_where_no_later_report_shows_that_it_has_passed(analyse: Analyser) -> None:
    for first, last in ((EARLY, EARLY), ((None, None), LATE), (("2025-03-14", None), LATE)):
        statements, _ = timed("Polls close at 9 p.m.", analyse, first, last)
        assert statements[0].withheld == ""


@pytest.mark.real_model
def test_what_an_entry_tells_has_its_hour_but_for_what_it_tells_as_over(analyse: Analyser) -> None:
    text = "09:10 The dam leaks. 10:45 The dam has broken. Ada Brink saw it fall. That is bad news."
    statements, _ = timed(text, analyse)
    assert [one.as_of for one in statements] == ["2025-03-13T09:10+02:00", "2025-03-13T10:45+02:00", "", "", ""]
    undated, _ = timed(text, analyse, (None, None))
    assert {one.as_of for one in undated} == {""}


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("A man of 44 is being questioned.", "2025-03-13"),
        ("Ada Brink is in hospital.", "2025-03-13"),
        ("Police said a man of 44 was arrested.", ""),
    ],
)
def test_how_things_stood_on_an_earlier_day_is_told_as_of_it(text: str, as_of: str, analyse: Analyser) -> None:
    statements, _ = timed(text, analyse)
    assert (statements[0].as_of, statements[0].past) == (as_of, bool(as_of))
    same_day, _ = timed(text, analyse, EARLY, ("2025-03-13", "20:00+02:00"))
    assert same_day[0] == Statement()


@pytest.mark.real_model
def test_what_is_told_together_has_its_day_where_one_report_tells_it(analyse: Analyser) -> None:
    documents = [Document("early", SHUT, date=EARLY[0]), Document("late", NEWS, date=LATE[0])]
    sentences = split([CleanDocument(one, (Span(0, len(one.text)),)) for one in documents])
    reports = [Report(at, one, at) for at, one in enumerate(documents)]
    unit = Statement(partners=(0, 1), wording=SHUT)
    for one, told in (
        (unit, "2025-03-13"),
        (Statement(partners=(0, 2), wording=SHUT), ""),
        (replace(unit, withheld="x"), ""),
    ):
        found = with_times([one, *[Statement()] * 2], sentences, reports, analyse)
        assert (found[0].as_of, found[0].past) == (told, bool(told) or one.past)


@pytest.mark.real_model
def test_an_older_number_with_its_time_is_withheld_where_its_plan_has_passed(analyse: Analyser) -> None:
    texts = "About 620 drivers are to stop work at 9 p.m.", "About 620 drivers have stopped work."
    documents = [Document(text, text, date=EARLY[0], time=EARLY[1]) for text in texts]
    documents.append(Document("late", NEWS, date=LATE[0], time=LATE[1]))
    sentences = split([CleanDocument(one, (Span(0, len(one.text)),)) for one in documents])
    reports = [Report(at, one, at) for at, one in enumerate(documents)]
    given = [Statement(wording=f"As of Thursday, {text}", past=True) for text in texts]
    found = with_times([*given, Statement()], sentences, reports, analyse)
    assert (bool(found[0].withheld), found[1]) == (True, given[1])


@pytest.mark.real_model
def test_an_entry_of_an_earlier_day_keeps_its_hour_and_is_past(analyse: Analyser) -> None:
    statements, _ = timed("09:10 – The dam is leaking. 10:45 – Ada Brink was hurt.", analyse)
    assert [(one.as_of, one.past) for one in statements[:2]] == [("2025-03-13T09:10+02:00", True), ("", False)]


def test_the_day_of_a_source_counts_where_others_are_newer() -> None:
    documents = [Document(str(at), NEWS, date=day) for at, day in enumerate(("2025-03-13", None, "2025-03-14"))]
    assert times_told([Report(at, one, at) for at, one in enumerate(documents)]) == ("2025-03-13", None, "")


@pytest.mark.parametrize("entry", ["09:10 The dam", "09:10 – The dam", "9.10am: The dam", "09:10\nThe dam"])
def test_what_opens_an_entry(entry: str) -> None:
    assert [(one.clock, entry[one.end :].strip()) for one in stamps(entry)] == [("09:10", "The dam")]


@pytest.mark.parametrize("text", ["By 09:10 – the dam held.", "09:10 – it held."])
def test_what_opens_none(text: str) -> None:
    assert not list(stamps(text))
