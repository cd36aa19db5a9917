"""Numbers that time has overtaken: who takes their place, and how the sentences with them are told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from told_samples import Told, figure, one_sentence_each, sources

from summarizer.plan.outdated import heirs, moved_figures, with_figures, with_heirs
from summarizer.plan.sides import joined, sides_of, with_other_sides
from summarizer.records import Chosen, Document, Fact, Statement
from summarizer.selection import inherited
from summarizer.settings import PlanSettings
from summarizer.text.analysis import Analyser

SETTINGS, PLAIN = PlanSettings(), Analyser(None)
EARLY = (
    "At least 14 people died and dozens were hurt when the ferry Halden struck a reef off Skarne and sank in a gale on"
    " Tuesday, the coastguard said."
)
LATE = "The death toll from the Halden rose to 17 on Wednesday."
WHEN = ("2025-02-11T21:15", "2025-02-12T19:40")


def retold(
    *told: Told, analyse: Analyser, when: Sequence[str] = WHEN, before: Sequence[Statement] = ()
) -> tuple[Statement, ...]:
    """The statements of the sentences of an update, a source each, whose last value is the newest."""
    rose = figure("update", *told, newest=len(told) - 1)
    texts = list(dict.fromkeys(one[1] for one in told))
    sentences = one_sentence_each(*texts)
    documents = [
        Document(f"d{at}", text, publisher=f"Paper {at}", date=moment[:10] or None, time=moment[11:] or None)
        for at, (text, moment) in enumerate(zip(texts, when, strict=False))
    ]
    moved = moved_figures([rose], sentences)
    return with_figures(before or [Statement()] * len(texts), moved, sentences, sources(documents), analyse, SETTINGS)


def test_without_grammar_an_outdated_number_is_withheld_with_what_superseded_it() -> None:
    old, new = retold((0, EARLY, "At least 14", WHEN[0]), (1, LATE, "17", WHEN[1]), analyse=PLAIN)
    assert old.withheld == "superseded by Paper 1: 17"
    assert new == Statement()


def test_what_tells_the_course_stays() -> None:
    course = "The death toll from the Halden rose to 17 on Wednesday, from 14."
    assert retold((0, course, "14"), (0, course, "17"), analyse=PLAIN) == (Statement(),)


def test_what_is_told_with_others_stays() -> None:
    unit = Statement(partners=(0, 1), wording="Both.")
    told = (0, EARLY, "At least 14", WHEN[0]), (1, LATE, "17", WHEN[1])
    assert retold(*told, analyse=PLAIN, before=[unit, unit]) == (unit, unit)


@pytest.mark.real_model
def test_an_outdated_number_is_told_with_its_time(analyse: Analyser) -> None:
    old, _ = retold((0, EARLY, "At least 14", WHEN[0]), (1, LATE, "17", WHEN[1]), analyse=analyse)
    assert old.wording == f"As of Tuesday, at{EARLY[2:]}"
    assert old.past
    assert not old.heads
    assert not old.withheld


@pytest.mark.real_model
def test_a_sentence_that_gives_its_day_needs_no_second_one(analyse: Analyser) -> None:
    text = "The ferry line cancelled 14 of its trips to the island of Skarne on Tuesday, the harbour police said."
    late = "On the second day of the gale 17 trips were cancelled."
    old, _ = retold((0, text, "14", WHEN[0]), (1, late, "17", WHEN[1]), analyse=analyse)
    assert old.wording == text
    assert old.past


@pytest.mark.real_model
def test_a_day_long_past_is_told_by_its_date(analyse: Analyser) -> None:
    when = "2025-01-30T21:15", "2025-02-12T19:40"
    told = (0, EARLY, "At least 14", when[0]), (1, LATE, "17", when[1])
    assert retold(*told, analyse=analyse, when=when)[0].wording.startswith("As of 30 January, at least 14")


@pytest.mark.real_model
def test_in_a_clause_of_its_own_a_number_has_its_time_beside_it(analyse: Analyser) -> None:
    text = "A tram left the rails near the brewery of Tessin after its brakes had failed, killing four people."
    late = "The tram crash in Tessin has killed seven people."
    told = (0, text, "four", WHEN[0]), (1, late, "seven", WHEN[1])
    assert retold(*told, analyse=analyse)[0].wording == f"{text[:-1]} (as of Tuesday)."


@pytest.mark.real_model
def test_of_one_day_the_hour_is_told(analyse: Analyser) -> None:
    when = "2025-02-12T07:15", "2025-02-12T19:40"
    told = (0, EARLY, "At least 14", when[0]), (1, LATE, "17", when[1])
    assert retold(*told, analyse=analyse, when=when)[0].wording.startswith("As of 07:15 on Wednesday, at least 14")


@pytest.mark.real_model
@pytest.mark.parametrize("when", [("", ""), ("", WHEN[1]), ("2025-02-12", "2025-02-12"), (WHEN[1], WHEN[0])])
def test_no_time_is_made_up(when: tuple[str, str], analyse: Analyser) -> None:
    told = (0, EARLY, "At least 14", when[0]), (1, LATE, "17", when[1])
    old, _ = retold(*told, analyse=analyse, when=when)
    assert (old.wording, old.withheld) == ("", "superseded by Paper 1: 17")


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "At least 14 people died, police said.",  # nothing but the number
        "He said at least 14 people had died in the cold water off the lighthouse of Bergen that night.",  # who?
        "“At least 14 souls are lost to the sea, and we shall never forget their names,” the bishop said.",
    ],
)
def test_what_says_little_or_leans_on_others_is_withheld(text: str, analyse: Analyser) -> None:
    letters = "at least 14" if "at least 14" in text else "At least 14"
    old, _ = retold((0, text, letters, WHEN[0]), (1, LATE, "17", WHEN[1]), analyse=analyse)
    assert old.withheld
    assert not old.wording


@pytest.mark.real_model
def test_the_words_with_an_outdated_number_go_where_grammar_lets_them(analyse: Analyser) -> None:
    text = "The council of Lund closed the old harbour bridge (built for 300 lorries a day) to all traffic on Monday."
    late = "The harbour bridge of Lund was built for 500 lorries a day."
    old, _ = retold((0, text, "300", WHEN[0]), (1, late, "500", WHEN[1]), analyse=analyse)
    assert old.wording == "The council of Lund closed the old harbour bridge to all traffic on Monday."
    assert not old.past


@pytest.mark.real_model
def test_a_number_told_as_older_needs_nothing(analyse: Analyser) -> None:
    text = "Officials in Skarne had earlier put the number of those who died on the ferry at 14."
    assert retold((0, text, "14", ""), (1, LATE, "17", WHEN[1]), analyse=analyse)[0] == Statement()


@pytest.mark.real_model
def test_a_number_that_is_known_to_have_changed_needs_nothing(analyse: Analyser) -> None:
    text = "One of the five missing sailors was found alive on the islet of Orra on Thursday."
    late = "Four sailors are still missing."
    rose = figure("update", (0, text, "five", WHEN[0]), (0, late, "Four", WHEN[0]), newest=1, texts=[f"{text} {late}"])
    whole = f"{text} {late}"
    sentences = one_sentence_each(text, late)
    sentences[1] = type(sentences[1])(0, len(text) + 1, len(whole), late, 1, 0)
    moved = moved_figures([rose], sentences)
    reports = sources([Document("a", whole, date="2025-02-11", time="21:15")])
    assert with_figures([Statement()] * 2, moved, sentences, reports, analyse, SETTINGS) == (Statement(), Statement())


# --- the newest takes their place ---------------------------------------------------------------------------


def test_the_newest_value_inherits_what_speaks_for_the_older_ones() -> None:
    texts = [EARLY, EARLY.replace("Halden", "ferry"), EARLY.replace("reef", "rock"), LATE, "The Halden lost 17 lives."]
    sentences = one_sentence_each(*texts)
    told = [(at, text, "At least 14") for at, text in enumerate(texts[:3])]
    rose = figure("update", *told, (3, LATE, "17"), (4, texts[4], "17"), newest=4)
    moved = moved_figures([rose], sentences)
    (heir,) = heirs(moved, sentences, [Statement()] * 5, PLAIN)
    assert (heir.row, heir.replaced) == (3, (0, 1, 2))
    facts = with_heirs([Fact((0, 1, 2), 3), Fact((3,), 1), Fact((4,), 1)], [heir], [0, 1, 2, 3, 4])
    assert [fact.origins for fact in facts] == [3, 4, 1]
    scores = np.array([2.0, 1.0, 3.0, 0.5, 0.1], dtype=np.float32)
    assert inherited(scores, [heir]).tolist() == [2.0, 1.0, 3.0, 3.0, pytest.approx(0.1)]
    # At second hand, or not to be told, it is no heir.
    assert heirs(moved, sentences, [Statement()] * 5, PLAIN, second_hand={3})[0].row == 4
    withheld = [*[Statement()] * 3, Statement(withheld="why"), Statement()]
    assert heirs(moved, sentences, withheld, PLAIN)[0].row == 4


def test_what_leans_on_another_sentence_is_no_heir() -> None:
    late = "He said that 17 had died."
    sentences = one_sentence_each(EARLY, late)
    rose = figure("update", (0, EARLY, "At least 14"), (1, late, "17"), newest=1)
    assert heirs(moved_figures([rose], sentences), sentences, [Statement()] * 2, PLAIN) == []


def test_a_value_that_leaves_out_its_unit_is_older_too() -> None:
    night = "Brill stands at 50.6 per cent, against 48.2 in the evening."
    noon = "Brill has won with 50.9 per cent."
    share = figure("update", (0, night, "48.2"), (0, night, "50.6 per cent"), (1, noon, "50.9 per cent"), newest=2)
    sentences = one_sentence_each(night, noon)
    (moved,) = moved_figures([share], sentences)
    assert [row for row, _ in moved.current] == [1]
    assert [value.value for _, value in moved.older] == ["48.2", "50.6 per cent"]


def test_copies_of_one_origin_speak_once() -> None:
    sentences = one_sentence_each(EARLY, f"{EARLY} ", LATE)
    rose = figure("update", (0, EARLY, "At least 14"), (2, LATE, "17"), newest=1)
    given = heirs(moved_figures([rose], sentences), sentences, [Statement()] * 3, PLAIN)
    assert [fact.origins for fact in with_heirs([Fact((0,), 1), Fact((2,), 1)], given, [0, 0, 0])] == [1, 1]


# --- both sides of a conflict -------------------------------------------------------------------------------

SAID = "The ministry said 120 people had joined the march in Lund."
PLAINLY = "Some 190 people marched in Lund."
UNION = "The union said 190 people had marched in Lund."


def test_the_other_side_of_a_conflict_is_chosen_too() -> None:
    sentences = one_sentence_each(SAID, PLAINLY, UNION, "Rain fell on the town of Lund.")
    reports = sources([Document(str(at), one.text) for at, one in enumerate(sentences)])
    march = figure("conflict", (0, SAID, "120"), (1, PLAINLY, "190"), (2, UNION, "190"))
    sides = sides_of([march], sentences, reports)
    assert sides == {0: {1, 2}, 1: {0}, 2: {0}}
    scores = np.array([3.0, 1.0, 2.0, 0.0], dtype=np.float32)
    chosen = [Chosen(0, 3.0), Chosen(3, 0.0)]
    found = with_other_sides(chosen, sides, sentences, scores, PLAIN, SETTINGS)
    assert [one.index for one in found] == [0, 3, 2]
    scores[1:3] = -np.inf  # may not be told
    assert with_other_sides(chosen, sides, sentences, scores, PLAIN, SETTINGS) == tuple(chosen)


def test_all_that_is_said_against_a_sentence_is_one_side() -> None:
    found = joined({0: frozenset({1}), 1: frozenset({0})}, {0: frozenset({2}), 3: frozenset({4})})
    assert found == {0: {1, 2}, 1: {0}, 3: {4}}


def test_one_origin_has_one_side() -> None:
    sentences = one_sentence_each(SAID, UNION)
    reports = sources([Document(str(at), one.text, origin="agency") for at, one in enumerate(sentences)])
    assert sides_of([figure("conflict", (0, SAID, "120"), (1, UNION, "190"))], sentences, reports) == {}
