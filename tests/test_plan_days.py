"""Days that only the date of an article tells."""

from __future__ import annotations

from datetime import date

import pytest
from grammar import WrittenParser, analysed, tokens

from summarizer.plan.days import with_days, with_time
from summarizer.settings import VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.verify import check

NEWEST = date(2024, 12, 12)
OLD, RECENT = date(2024, 12, 5), date(2024, 12, 10)


def taken(day: str) -> str:
    """Rebels took the town at a time of one or two words."""
    *before, last = day.split()
    inner = "".join(f"{word}/JJ/amod>{4 + len(before)} " for word in before)
    return f"Rebels=rebel/NNS/nsubj>took took=take/VBD Arvik/NNP/dobj>took {inner}{last}/NN/npadvmod>took ."


@pytest.mark.parametrize(
    ("said", "day", "told"),
    [
        ("yesterday", RECENT, "on Monday"),
        ("today", RECENT, "on Tuesday"),
        ("tonight", RECENT, "on Tuesday night"),
        ("this morning", RECENT, "on Tuesday morning"),
        ("last night", RECENT, "on Monday night"),
        ("yesterday", OLD, "on 4 December"),
        ("tonight", OLD, "on the night of 5 December"),
        ("today", date(2023, 12, 5), "on 5 December 2023"),
        ("last month", date(2024, 10, 5), "in September"),
        ("last year", date(2023, 10, 5), "in 2022"),
        ("last month", RECENT, "last month"),
        ("this week", RECENT, "this week"),
    ],
)
def test_a_day_reckoned_from_its_article_is_told_by_name(said: str, day: date, told: str) -> None:
    found = with_days(analysed(taken(said)), day, [day, NEWEST, date(2024, 12, 9)])
    assert found == (f"Rebels took Arvik {told}.", ())


def test_an_old_weekday_gets_its_date() -> None:
    one = analysed("Rebels=rebel/NNS/nsubj>took took=take/VBD Arvik/NNP/dobj>took on/IN/prep>took Monday/NNP/pobj>on .")
    assert with_days(one, OLD, [OLD, NEWEST]).text == "Rebels took Arvik on 2 December."
    assert with_days(one, RECENT, [RECENT, NEWEST]).text == one.text
    coming = analysed("Rebels=rebel/NNS/nsubj>meet meet/VBP on/IN/prep>meet Monday/NNP/pobj>on .")
    assert with_days(coming, OLD, [OLD, NEWEST]).text == coming.text
    closed = analysed(
        "It/PRP/nsubj>stays stays=stay/VBZ closed=close/VBN/acomp>stays on/IN/prep>closed Monday/NNP/pobj>on ."
    )
    assert with_days(closed, OLD, [OLD, NEWEST]).text == closed.text


def test_what_cannot_be_told_is_said_to_be_so() -> None:
    one = analysed(taken("yesterday"))
    (left,) = with_days(one, None, [None, OLD, NEWEST]).unexplained
    assert (left.phrase, left.reason) == ("yesterday", "it says “yesterday”, and its source has no date")
    (week,) = with_days(analysed(taken("last week")), OLD, [OLD, NEWEST]).unexplained
    assert week.reason == "it says “last week”, and its source is of another day"


@pytest.mark.parametrize("days", [[OLD, OLD], [None, None], []])
def test_sources_of_one_day_keep_their_words(days: list[date | None]) -> None:
    one = analysed(taken("yesterday"))
    assert with_days(one, OLD, days) == (one.text, ())


def test_of_two_days_that_follow_each_other_what_cannot_be_told_stays() -> None:
    following = [OLD, date(2024, 12, 6)]
    assert with_days(analysed(taken("yesterday")), OLD, following).text == "Rebels took Arvik on Wednesday."
    assert with_days(analysed(taken("yesterday")), None, [None, *following]) == (analysed(taken("yesterday")).text, ())
    assert with_days(analysed(taken("last week")), OLD, following).unexplained == ()


def test_a_day_that_is_named_twice_is_told_once() -> None:
    one = analysed(
        "Rebels=rebel/NNS/nsubj>leave leave/VBP Arvik/NNP/dobj>leave tomorrow/NN/npadvmod>leave ,"
        " Friday/NNP/npadvmod>leave ."
    )
    assert with_days(one, OLD, [OLD, date(2024, 12, 6)]).text == "Rebels leave Arvik on Friday."


def test_a_part_of_a_day_may_own_what_happened_in_it_and_end_a_stretch() -> None:
    raid = analysed(
        "The/DT/det>raid last/JJ/amod>night night/NN/poss>raid 's/POS/case>night raid/NN/nsubj>failed failed=fail/VBD ."
    )
    assert with_days(raid, RECENT, [RECENT, NEWEST]).text == "The Monday night's raid failed."
    span = analysed(
        "It/PRP/nsubj>fell fell=fall/VBD between/IN/prep>fell Monday/NNP/pobj>between and/CC/cc>Monday"
        " this/DT/det>morning morning/NN/conj>Monday ."
    )
    assert with_days(span, RECENT, [RECENT, NEWEST]).text == "It fell between Monday and Tuesday morning."


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("2024-12-10T09:05+01:00", "At 09:05 on Tuesday, the dam leaks."),
        ("2024-12-01T09:05", "At 09:05 on 1 December, the dam leaks."),
        ("", "The dam leaks."),
    ],
)
def test_what_an_entry_tells_is_told_with_its_hour(as_of: str, told: str) -> None:
    leaks = analysed("The/DT/det>dam dam/NN/nsubj>leaks leaks=leak/VBZ .")
    assert with_time(leaks, as_of, [RECENT, NEWEST]) == told


def test_what_has_just_happened_is_told_as_of_its_hour() -> None:
    broken = analysed("The/DT/det>dam dam/NN/nsubj>broken has=have/VBZ/aux>broken broken=break/VBN .")
    assert with_time(broken, "2024-12-12T09:05", [NEWEST]) == "As of 09:05 on Thursday, the dam has broken."


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("last/JJ/amod>Tuesday", "It fell on 3 December."),
        ("on/IN/prep>fell the/DT/det>Tuesday", "It fell on 3 December."),
    ],
)
def test_a_weekday_told_by_its_date_has_no_word_of_its_own_before_it(before: str, told: str) -> None:
    fell = analysed(f"It/PRP/nsubj>fell fell=fall/VBD {before} Tuesday/NNP/npadvmod>fell .")
    assert with_days(fell, OLD, [OLD, NEWEST]).text == told


IS_SHUT = "is=be/VBZ/auxpass>shut shut/VBN"


@pytest.mark.parametrize(
    ("notation", "told"),
    [
        (f"The/DT/det>pass pass/NN/nsubjpass>shut {IS_SHUT} .", "As of Tuesday, the pass is shut."),
        (f"Orvane=orvane/NN/nsubjpass>shut {IS_SHUT} .", "Orvane is shut (as of Tuesday)."),
        (
            "It/PRP/nsubj>fell fell=fall/VBD and/CC/cc>fell is=be/VBZ/auxpass>shut shut/VBN/conj>fell .",
            "It fell and is shut (as of Tuesday).",
        ),
        (
            f"The/DT/det>pass pass/NN/nsubjpass>shut {IS_SHUT}/ccomp>said police/NNS/nsubj>said said=say/VBD .",
            "The pass is shut police said (as of Tuesday).",
        ),
        (
            f"It/PRP/nsubjpass>shut {IS_SHUT}/ccomp>said she/PRP/nsubj>said said=say/VBD on/IN/prep>said"
            " Monday/NNP/pobj>on .",
            "It is shut she said on Monday.",
        ),
        (
            "As/IN/prep>leaks of/IN/prep>As Monday/NNP/pobj>of it/PRP/nsubj>leaks leaks=leak/VBZ .",
            "As of Monday it leaks.",
        ),
    ],
)
def test_a_state_is_told_with_the_day_of_its_report(notation: str, told: str) -> None:
    assert with_time(analysed(notation), "2024-12-10", [RECENT, NEWEST]) == told


@pytest.mark.parametrize("said", ["yesterday", "today", "tonight", "this morning"])
@pytest.mark.parametrize("day", [OLD, RECENT])
def test_the_named_day_is_the_day_that_its_source_says(said: str, day: date) -> None:
    notation = taken(said)
    source = tokens(notation)[0]
    told = with_days(analysed(notation), day, [day, NEWEST]).text
    analyse = Analyser(WrittenParser(notation))
    assert check(told, [source], VerifySettings(min_coverage=0.5), analyse, [day.isoformat()]).supported
    wrong = check(told, [source], VerifySettings(min_coverage=0.5), analyse, ["2024-11-01"])
    assert any("date" in reason for reason in wrong.reasons)
