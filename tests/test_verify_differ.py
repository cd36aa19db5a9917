"""Another source's number or day for the same fact is found, shown, and nothing else taken for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pipeline_fakes import HashEncoder

from summarizer.records import Citation, Document, Judgement, Sentence
from summarizer.settings import VerifySettings
from summarizer.verify import Report, differing, near_rows, questions_of, restatements
from summarizer.verify.differ import exchanged

SETTINGS = replace(VerifySettings(), min_citation_cosine=0.2)
TEXT = "At least 12 people died when the ferry Halden sank off Skarne on Tuesday."


def others(text: str, *passages: str, date: str | None = "2024-12-05", judged: bool = True) -> list[str]:
    """What the sentence is restated as, with each passage a report of its own beside the one it was written from."""
    texts = [text, *passages]
    sentences = [Sentence(source, 0, len(one), one, 0, 0) for source, one in enumerate(texts)]
    vectors = HashEncoder().encode(texts)
    reports = [Report(Document(str(source), one, date=date), source) for source, one in enumerate(texts)]
    near = near_rows(vectors[0], 0, sentences, vectors, reports, SETTINGS)
    found = restatements(text, near, reports[0].document, sentences, reports, SETTINGS, judged)
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("passage", "restated"),
    [
        (
            "Officials in Skarne said 15 people had died when the ferry Halden sank on Tuesday.",
            "15 people died when the ferry Halden sank off Skarne on Tuesday.",
        ),
        (
            "Some twenty people died as the ferry Halden sank off Skarne on Tuesday.",
            "Some twenty people died when the ferry Halden sank off Skarne on Tuesday.",
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


def test_without_dates_of_the_articles_a_weekday_is_no_other_day_than_a_date() -> None:
    assert (
        others(TEXT, "At least 12 people died on 1 December, when the ferry Halden sank off Skarne.", date=None) == []
    )


def test_a_figure_that_is_told_as_well_is_no_other_one() -> None:
    text = "Divers found 12 of the 15 people of the ferry Halden."
    report = Document("d", "")
    assert list(exchanged(text, "Divers found 15 people of the ferry Halden.", report, report)) == []


def test_the_judge_must_see_the_restatement_and_not_the_sentence_in_the_passage() -> None:
    passage = "Officials in Skarne said 15 people had died when the ferry Halden sank on Tuesday."
    sentences = [Sentence(source, 0, len(one), one, 0, 0) for source, one in enumerate((TEXT, passage))]
    vectors = HashEncoder().encode([TEXT, passage])
    reports = [Report(Document(str(source), ""), source) for source in range(2)]
    near = near_rows(vectors[0], 0, sentences, vectors, reports, SETTINGS)
    found = restatements(TEXT, near, reports[0].document, sentences, reports, SETTINGS, judged=True)
    asked = questions_of(found, sentences)
    assert asked == [(passage, "15 people died when the ferry Halden sank off Skarne on Tuesday."), (passage, TEXT)]
    cited = (Citation(1, 0, len(passage), passage),)
    for restated, told, expected in ((0.9, 0.1, cited), (0.6, 0.1, ()), (0.9, 0.6, ())):
        answers = {asked[0]: Judgement(restated, 0.0), asked[1]: Judgement(told, 0.0)}
        assert differing(found, sentences, answers, SETTINGS) == expected
    assert differing(found, sentences, None, SETTINGS) == cited
