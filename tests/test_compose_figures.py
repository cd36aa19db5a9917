"""Another source's number or day for the same fact is found, shown, and nothing else taken for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest
from pipeline_fakes import HashEncoder
from summarizer.compose.figures import differing, exchanged, questions_of, restatements

from summarizer.compose.citations import near_rows
from summarizer.records import Citation, Document, Judgement, Report, Sentence
from summarizer.settings import ComposeSettings, VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.verify import carries

SETTINGS = replace(ComposeSettings(), min_citation_cosine=0.2, min_toll_cosine=0.0)
ANALYSE = Analyser(None)
TEXT = "At least 12 people died when the ferry Halden sank off Skarne on Tuesday."


def may_carry(passage: Sequence[str], text: str, date: str | None, judged: bool = True) -> bool:
    return carries(passage, text, VerifySettings(), ANALYSE, judged, date)


def others(text: str, *passages: str, date: str | None = "2024-12-05", judged: bool = True) -> list[str]:
    """What the sentence is restated as, with each passage a report of its own beside the one it was written from."""
    texts = [text, *passages]
    sentences = [Sentence(source, 0, len(one), one, 0, 0) for source, one in enumerate(texts)]
    vectors = HashEncoder().encode(texts)
    reports = [Report(source, Document(str(source), one, date=date), source) for source, one in enumerate(texts)]
    near = near_rows(vectors[0], 0, sentences, vectors, reports, SETTINGS)
    found = restatements(
        text, near, reports[0].document, sentences, reports, SETTINGS, partial(may_carry, judged=judged)
    )
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("passage", "restated"),
    [
        (
            "Officials in Skarne said 15 people had died when the ferry Halden sank on Tuesday.",
            "15 people have died.",
        ),
        (
            "Some twenty people died as the ferry Halden sank off Skarne on Tuesday.",
            "Some twenty people have died.",
        ),
        (
            "At least 12 people died when the ferry Halden sank off Skarne on Monday.",
            "At least 12 people died when the ferry Halden sank off Skarne on Monday.",
        ),
        (
            "At least 12 people died on 1 December, when the ferry Halden sank off Skarne.",
            "At least 12 people died when the ferry Halden sank off Skarne on 1 December.",
        ),
    ],
)
def test_the_same_fact_with_another_figure_is_restated(passage: str, restated: str) -> None:
    assert others(TEXT, passage) == [restated]


@pytest.mark.parametrize(
    "passage",
    [
        "At least 12 people died when the ferry Halden sank off Skarne on Tuesday evening.",  # the same
        "The ferry Halden had 15 lifeboats when it sank off Skarne on Tuesday.",  # counts something else
        "At least 15 people died when the ferry Halden sank off Bergen on Tuesday.",  # another place
        "At least 15 people died when the ferry Halden sank off Skarne on Monday.",  # two things differ at once
        "Many people died when the ferry Halden sank off Skarne on Tuesday.",  # no number
        "At least 12 people died on 3 December, when the ferry Halden sank off Skarne.",  # that was the Tuesday
        "The third ferry since May, the Halden, sank off Skarne on Tuesday and people died.",  # a rank is no count
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_not(passage: str) -> None:
    assert others(TEXT, passage) == []


TOLL = "The death toll from the capsizing off Skarne climbed to 17 on Wednesday when divers reached the car deck."


@pytest.mark.parametrize(
    ("text", "passage", "restated"),
    [
        (
            TOLL,
            "At least 14 people have died and nine are missing, the coastguard said on Tuesday.",
            "At least 14 people",
        ),
        (TOLL, "The Halden, the ferry that capsized with the loss of 20 lives, is to be raised.", "20 people"),
        ("Nine people are missing.", "Five people remain missing, according to the coastguard.", "Five people are"),
        ("Shells killed 12 soldiers in Arvik.", "In Arvik 15 soldiers were killed.", "15 soldiers"),
        (TOLL, "The death toll off Skarne is 17.", None),  # the same
        (TOLL, "More than 16 people have died.", None),  # the same, rounded
        (TOLL, "In 1987, 43 people drowned when the Corrin sank.", None),  # another year
        (TOLL, "On 3 November 1987 the Corrin sank and 23 people drowned.", None),
        (TOLL, "The war has killed 30,000 people.", None),  # not the same people
        (TOLL, "Shells killed 12 soldiers.", None),  # soldiers only
        (TOLL, "Five people are missing.", None),  # not the dead
        (TOLL, "Two people died at the scene.", None),  # some of them
        ("Shells killed 12 people in Arvik.", "Shells killed 20 people in Lund.", None),  # another place
        ("Shells killed 12 people on Monday.", "Shells killed 20 people on Tuesday.", None),  # another day
    ],
)
def test_another_count_of_the_same_people_is_told_as_such(text: str, passage: str, restated: str | None) -> None:
    found = others(text, passage)
    assert len(found) == (restated is not None)
    assert not restated or found[0].startswith(restated)


def test_a_number_that_is_a_name_is_no_figure() -> None:
    report = Document("d", "")
    assert list(exchanged("Ann Lee won stage 13 of the tour.", "Ann Lee won stage 15.", report, report)) == []


def test_of_a_count_the_judge_is_asked_in_short() -> None:
    passage = "At least 14 people have died and nine are missing, the coastguard said."
    sentences = [Sentence(source, 0, len(one), one, 0, 0) for source, one in enumerate((TOLL, passage))]
    reports = [Report(source, Document(str(source), ""), source) for source in range(2)]
    found = restatements(TOLL, {1: 0.4}, reports[0].document, sentences, reports, SETTINGS, may_carry)
    assert questions_of(found, sentences) == [
        (passage, "At least 14 people have died."),
        (passage, "17 people have died."),
    ]


def test_of_two_counts_the_passage_s_own_must_be_the_likelier() -> None:
    passage = "At least 14 people have died and nine are missing, the coastguard said."
    sentences = [Sentence(source, 0, len(one), one, 0, 0) for source, one in enumerate((TOLL, passage))]
    reports = [Report(source, Document(str(source), ""), source) for source in range(2)]
    found = restatements(TOLL, {1: 0.4}, reports[0].document, sentences, reports, SETTINGS, may_carry)
    asked = questions_of(found, sentences)
    for own, told, shown in ((0.9, 0.6, 1), (0.9, 0.95, 0), (0.6, 0.1, 0)):
        answers = {asked[0]: Judgement(own, 0.0), asked[1]: Judgement(told, 0.0)}
        assert len(differing(found, sentences, answers, SETTINGS)) == shown


def test_the_report_itself_is_named_and_not_its_copy() -> None:
    passage = "At least 14 people have died, the coastguard said."
    sentences = [Sentence(source, 0, len(one), one, 0, 0) for source, one in enumerate((TOLL, passage, passage))]
    vectors = HashEncoder().encode([TOLL, passage, passage])
    reports = [Report(source, Document(str(source), ""), original) for source, original in enumerate((0, 2, 2))]
    near = near_rows(vectors[0], 0, sentences, vectors, reports, SETTINGS)
    found = restatements(TOLL, near, reports[0].document, sentences, reports, SETTINGS, may_carry)
    assert [one.row for one in found] == [2]


def test_without_dates_of_the_articles_a_weekday_is_no_other_day_than_a_date() -> None:
    assert (
        others(TEXT, "At least 12 people died on 1 December, when the ferry Halden sank off Skarne.", date=None) == []
    )


def test_a_figure_that_is_told_as_well_is_no_other_one() -> None:
    text = "Divers found 12 of the 15 people of the ferry Halden."
    report = Document("d", "")
    assert list(exchanged(text, "Divers found 15 people of the ferry Halden.", report, report)) == []


def test_the_judge_must_see_the_restatement_and_not_the_sentence_in_the_passage() -> None:
    text = "The ferry Halden carried 120 crates when it sank off Skarne on Tuesday."
    passage = "Officials in Skarne said the ferry Halden carried 150 crates when it sank on Tuesday."
    sentences = [Sentence(source, 0, len(one), one, 0, 0) for source, one in enumerate((text, passage))]
    vectors = HashEncoder().encode([text, passage])
    reports = [Report(source, Document(str(source), ""), source) for source in range(2)]
    near = near_rows(vectors[0], 0, sentences, vectors, reports, SETTINGS)
    found = restatements(text, near, reports[0].document, sentences, reports, SETTINGS, may_carry)
    asked = questions_of(found, sentences)
    assert asked == [(passage, text.replace("120", "150")), (passage, text)]
    cited = (Citation(1, 0, len(passage), passage),)
    for restated, told, expected in ((0.9, 0.1, cited), (0.6, 0.1, ()), (0.9, 0.6, ())):
        answers = {asked[0]: Judgement(restated, 0.0), asked[1]: Judgement(told, 0.0)}
        assert differing(found, sentences, answers, SETTINGS) == expected
    assert differing(found, sentences, None, SETTINGS) == cited
