"""Dates that cannot be: what is found, what is left alone, and how the sentence is told; invented reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from parser_fakes import FlatParser

from summarizer.gather import Impossible, impossible_dates, undated, with_date_flags
from summarizer.gather.days import event_days, told_days
from summarizer.pipeline.dated import without_dates
from summarizer.records import (
    Attribution,
    Citation,
    Contradiction,
    Document,
    Report,
    Reported,
    Sentence,
    Span,
    Statement,
)
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser
from summarizer.text.dates import dates, stated, whole

SETTINGS = GatherSettings()
UNREAD = Analyser(None)
Source = tuple[str | None, str]
"""The date of a report, and its sentences, parted by bars."""

FIRST: Source = ("2031-06-12", "The Orsa dam burst on Thursday near Velden. | Troops were sent to Velden.")
SECOND: Source = ("2031-06-13", "Water broke through the Orsa dam on Thursday, officials in Velden said.")
THIRD: Source = ("2031-06-13", "The Orsa dam burst on 12 June 2031 and flooded three villages.")


def cluster(*sources: Source, origins: Sequence[str] = ()) -> tuple[list[Sentence], list[Report]]:
    sentences: list[Sentence] = []
    reports = []
    for source, (day, text) in enumerate(sources):
        at = 0
        for position, part in enumerate(text.split("|")):
            shown = part.strip()
            sentences.append(Sentence(source, at, at + len(shown), shown, position, position))
            at += len(shown) + 1
        document = Document(f"d{source}", text.replace(" | ", " "), date=day, origin=origins[source] if origins else "")
        reports.append(Report(source, document, source))
    return sentences, reports


def found(analyse: Analyser, *sources: Source, origins: Sequence[str] = ()) -> tuple[Impossible, ...]:
    return impossible_dates(*cluster(*sources, origins=origins), analyse, SETTINGS)


def reasons(analyse: Analyser, *sources: Source, origins: Sequence[str] = ()) -> list[str]:
    return [one.reason for one in found(analyse, *sources, origins=origins)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It opens on Monday, 12 June 2031.", "it gives Monday, 12 June 2031, and that day is a Thursday"),
        ("It opened Monday June 12, 2031.", "it gives Monday June 12, 2031, and that day is a Thursday"),
        ("It opened on 31 June 2031.", "it gives 31 June 2031, a day that no calendar has"),
        ("It opened on February 29, 2031.", "it gives February 29, 2031, a day that no calendar has"),
    ],
)
def test_the_calendar_speaks_against_a_date(text: str, reason: str) -> None:
    assert reasons(UNREAD, (None, text)) == [reason]


@pytest.mark.parametrize(
    "text",
    [
        "It opened on Thursday, 12 June 2031.",
        "It opened on Monday, 12 June.",
        "It opened on the night between Wednesday and Friday, 12 June 2031.",
        "He left on Monday. 12 June 2031 was fixed for the trial.",
        "The club was founded on Monday, 5 January 1801.",
        "In June 31 people were held.",
        "It was in The Sun, 12 June 2031.",
        "Order 2031-13-45 was shipped.",
        "On Monday the court fixed 12 June 2031 for the trial.",
    ],
)
def test_what_only_looks_like_a_wrong_day_is_left_alone(text: str) -> None:
    assert reasons(UNREAD, (None, text)) == []


def test_a_full_date_is_read_with_its_weekday() -> None:
    text = "It opened on Thursday, 12 June 2031."
    mentions = dates(text)
    assert stated(mentions[1]) == date(2031, 6, 12)
    assert whole(text, mentions, mentions[1]) == (text.index("Thursday"), mentions[0])


@pytest.mark.real_model
def test_the_day_of_the_event_is_what_two_origins_give(analyse: Analyser) -> None:
    undated_source = (None, "The dam burst on Thursday.")
    sentences, reports = cluster(FIRST, SECOND, undated_source, ("2031-06-13", "Officials met on Wednesday."))
    read = {row: analyse(one.flat) for row, one in enumerate(sentences)}
    told = told_days(read, [reports[one.source].document.day for one in sentences])
    days = event_days(told, sentences, reports, SETTINGS)
    assert {day: [one.row for one in own] for day, own in days.items()} == {date(2031, 6, 12): [0, 2]}


WRONG = [
    ("The Orsa dam burst on 12 June 2030 after heavy rain.", "12 June 2030"),
    ("The Orsa dam burst on 12 June 2021 after heavy rain.", "12 June 2021"),
    ("On May 12, 2031, the Orsa dam burst above the town.", "12 May 2031"),
    ("On June 14, 2030, officials confirmed that they had lost the Orsa dam near Velden.", "14 June 2030"),
]


@pytest.mark.real_model
@pytest.mark.parametrize(("text", "day"), WRONG)
def test_a_date_that_the_others_rule_out_is_found(text: str, day: str, analyse: Analyser) -> None:
    (one,) = found(analyse, FIRST, SECOND, THIRD, ("2031-06-20", f"{text} | Help is on its way."))
    assert one.reason == f"it gives {day}, where other sources have 12 June 2031"
    assert one.against in (0, 2, 3)


@pytest.mark.real_model
@pytest.mark.parametrize(
    "source",
    [
        (
            "2031-06-20",
            "The Orsa dam burst on 12 June 2030 too. | It was rebuilt in 2030.",
        ),  # stands below, as what was
        ("2031-06-20", "The Orsa dam burst on 12 June 2030, a year before the new disaster."),
        ("2031-06-20", "The Orsa dam had burst on 12 June 2030."),
        ("2031-06-20", "The Orsa dam burst on 12 June 2031. | The Orsa dam burst on 12 June 2030."),
        ("2030-06-14", "The Orsa dam burst on 12 June 2030 after heavy rain."),  # a report from then
        (None, "The Orsa dam burst on 12 June 2030 after heavy rain."),
        ("2031-06-20", "The mayor opened a school on 12 June 2030 in Velden. | A bridge fell on Friday."),
        ("2031-06-20", "The Orsa dam, which burst on 12 June 2030, is old."),
        ("2031-06-20", "If the Orsa dam burst on 12 June 2030, nobody noticed."),
    ],
)
def test_history_and_what_is_not_sure_are_left_alone(source: Source, analyse: Analyser) -> None:
    assert reasons(analyse, FIRST, SECOND, THIRD, source) == []


@pytest.mark.real_model
def test_a_year_that_another_source_speaks_of_is_left_alone(analyse: Analyser) -> None:
    wrong = ("2031-06-20", WRONG[-1][0])
    assert reasons(analyse, FIRST, SECOND, wrong)
    assert reasons(analyse, (FIRST[0], f"{FIRST[1]} | Velden was flooded in 2030, too."), SECOND, wrong) == []
    month = ("2031-06-20", WRONG[0][0])
    assert reasons(analyse, (FIRST[0], f"{FIRST[1]} | Velden was flooded in 2030, too."), SECOND, THIRD, month)
    assert (
        reasons(analyse, (FIRST[0], f"{FIRST[1]} | Velden was flooded in June 2030, too."), SECOND, THIRD, month) == []
    )


@pytest.mark.real_model
def test_one_other_origin_is_not_enough(analyse: Analyser) -> None:
    wrong = ("2031-06-20", WRONG[0][0])
    assert reasons(analyse, FIRST, wrong) == []
    assert reasons(analyse, FIRST, SECOND, wrong, origins=("agency", "agency", "paper")) == []
    assert reasons(analyse, FIRST, SECOND, wrong, ("2031-06-21", WRONG[0][0])) == []  # two say so
    copies = reasons(analyse, FIRST, SECOND, wrong, ("2031-06-21", WRONG[0][0]), origins=("a", "b", "c", "c"))
    assert len(copies) == 2


@pytest.mark.real_model
def test_what_is_told_as_past_lies_before_its_report(analyse: Analyser) -> None:
    ahead = "The Orsa dam burst on 12 June 2032 near Velden."
    assert "it gives 12 June 2032, and was published on 13 June 2031" in reasons(analyse, ("2031-06-13", ahead), SECOND)
    for source in (
        ("2031-06-13", "The council announced elections on 12 June 2032."),
        ("2031-06-13", "The court was to meet on 12 June 2032."),
        ("2031-06-13", "The trial was set for 12 June 2032."),
        ("2031-06-13", "The permit ends on 12 June 2032."),
    ):
        assert reasons(analyse, source, SECOND) == []


@pytest.mark.real_model
@pytest.mark.parametrize(
    "days", [(None, None), ("1970-01-01", "1970-01-01"), ("9999-12-31", "9999-12-31"), ("0001-01-01", "x")]
)
def test_clocks_that_are_wrong_claim_nothing(days: tuple[str | None, str | None], analyse: Analyser) -> None:
    texts = (
        "The Orsa dam burst on 12 June 2031 near Velden.",
        "It was yesterday. | It fell on Thursday, tomorrow at noon.",
    )
    assert reasons(analyse, *zip(days, texts, strict=True)) == []


@pytest.mark.real_model
def test_reports_whose_own_dates_are_wrong_are_believed(analyse: Analyser) -> None:
    early = ("2031-01-01", "The Orsa dam burst on 12 June 2031 near Velden.")
    same = ("2031-01-01", "Water broke the Orsa dam on 12 June 2031.")
    assert reasons(analyse, early, same) == []


def told(analyse: Analyser, text: str, *, statement: Statement | None = None) -> Statement:
    sentences, reports = cluster(("2031-06-13", text))
    wrong = impossible_dates(sentences, reports, analyse, SETTINGS)
    assert wrong
    return undated([statement or Statement()] * len(sentences), wrong, sentences, analyse)[0]


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("On Monday, 12 June 2031, the Orsa dam burst above the old town of Velden.",
         "The Orsa dam burst above the old town of Velden."),
        ("The old Orsa dam burst on Monday, 12 June 2031, and flooded three villages.",
         "The old Orsa dam burst, and flooded three villages."),
        ("The army left the town of Velden Monday, June 12, 2031.", "The army left the town of Velden."),
    ],
)  # fmt: skip
def test_a_sentence_is_told_without_its_wrong_date(text: str, without: str, analyse: Analyser) -> None:
    one = told(analyse, text)
    assert (one.wording, one.withheld) == (without, "")


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "The new Orsa dam above the town did not open on Monday, 12 June 2031.",
        "The burst of the dam on Monday, 12 June 2031, cost many families their homes.",
        "It burst on Monday, 12 June 2031.",
        "He left the flooded town of Velden with his children on Monday, 12 June 2031.",
        "“The old dam above the town burst on Monday, 12 June 2031,” the mayor said.",
        "The old dam above the town burst on Monday, 12 June 2031, and 13 June 2031.",
    ],
)
def test_what_cannot_be_told_without_its_date_is_withheld(text: str, analyse: Analyser) -> None:
    one = told(analyse, text)
    assert (one.wording, one.withheld) == ("", "it gives Monday, 12 June 2031, and that day is a Thursday")


@pytest.mark.real_model
def test_what_is_told_together_with_a_wrong_date_is_withheld_too(analyse: Analyser) -> None:
    text = "The old Orsa dam burst on Monday, 12 June 2031, after rain. | That is false, the mayor said."
    sentences, reports = cluster(("2031-06-13", text))
    wrong = impossible_dates(sentences, reports, analyse, SETTINGS)
    pair = Statement(partners=(0, 1), wording=" ".join(one.flat for one in sentences))
    first, second = undated([Statement(), pair], wrong, sentences, analyse)
    assert "2031" not in first.wording
    assert second.withheld == wrong[0].reason
    assert undated([Statement(voice="The union")] * 2, wrong, sentences, analyse)[0].withheld


def test_a_source_is_flagged_with_what_speaks_against_its_date() -> None:
    sentences, reports = cluster(FIRST, ("2031-06-20", "It fell on 12 June 2030."))
    wrong = [Impossible(2, dates(sentences[2].flat)[0], "12 June 2030", "where others have another", 0)] * 2
    first, second = with_date_flags(reports, wrong, sentences)
    (flag,) = second.document.flags
    assert first == reports[0]
    assert (flag.kind, flag.other) == ("date", 0)
    assert flag.note == "gives 12 June 2030, where others have another: “It fell on 12 June 2030.”"


_PIECES = st.sampled_from(
    "on Monday, 12 June 2031 |29 February 2031 |June 31, 1999 |2031-02-30 |yesterday |last year |Thursday |in 2030 "
    "|the dam burst |. |“ |9999 |31 December 9999 |1 January 1000 |and |, ".split("|")
)


@settings(max_examples=examples(150), deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([None, "0001-01-01", "9999-12-31", "2031-06-13", "x"]), st.lists(_PIECES)), min_size=1
    )
)
def test_no_text_and_no_clock_breaks_it(sources: list[tuple[str | None, list[str]]]) -> None:
    analyse = Analyser(FlatParser())
    sentences, reports = cluster(*((day, f"It was {''.join(parts)}.") for day, parts in sources))
    wrong = impossible_dates(sentences, reports, analyse, SETTINGS)
    statements = undated([Statement()] * len(sentences), wrong, sentences, analyse)
    assert {row for row, one in enumerate(statements) if one.withheld or one.wording} == {one.row for one in wrong}
    for one in wrong:
        assert one.given in sentences[one.row].flat
    flagged = with_date_flags(reports, wrong, sentences)
    assert {at for at, one in enumerate(flagged) if one.document.flags} == {sentences[one.row].source for one in wrong}


def test_without_a_full_date_nothing_is_read() -> None:
    class Refusing:
        info = UNREAD  # never asked

        def parse(self, texts: Sequence[str]) -> None:
            raise AssertionError(texts)

    assert reasons(Analyser(Refusing()), FIRST, SECOND, (None, "Nothing has a day here.")) == []  # type: ignore[arg-type]


CLAIM = "The dam near Velden fell on June 12, 2030."


def attribution_of(*rows: int, wrong: Sequence[Impossible], claim: str = CLAIM) -> Attribution:
    """What is left of a claim that the sentences of some rows carry."""
    sentences, _ = cluster(FIRST, ("2031-06-20", "It fell on 12 June 2030."))
    cited = tuple(Citation(one.source, one.start, one.end, one.text) for one in (sentences[row] for row in rows))
    return without_dates(Attribution(cited), claim, wrong, sentences)


def test_a_claim_is_not_carried_by_a_date_that_cannot_be() -> None:
    wrong = Impossible(
        2, dates("It fell on 12 June 2030.")[0], "12 June 2030", "where other sources have 12 June 2031", 0
    )
    known = attribution_of(2, wrong=[wrong])
    start = CLAIM.index("June")
    assert known.citations == ()
    assert known.reported_by == (Reported(1, 0, 24, "It fell on 12 June 2030.", (Span(start, len(CLAIM) - 1),)),)
    differs = "“June 12, 2030” cannot be, where other sources have 12 June 2031"
    first = FIRST[1].partition(" |")[0]
    assert known.contradicted_by == (Contradiction(0, 0, len(first), first, differs),)


def test_a_claim_without_that_date_or_with_other_passages_stays_carried() -> None:
    wrong = Impossible(
        2, dates("It fell on 12 June 2030.")[0], "12 June 2030", "where other sources have 12 June 2031", 0
    )
    assert len(attribution_of(2, wrong=[wrong], claim="The dam near Velden fell.").citations) == 1
    assert [one.source for one in attribution_of(0, 2, wrong=[wrong]).citations] == [0]
    assert attribution_of(0, wrong=[wrong]).contradicted_by == ()
    assert attribution_of(2, wrong=[wrong._replace(against=None)]).contradicted_by == ()
