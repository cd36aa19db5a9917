"""Which figures a sentence tells, which passages are shown as differing, and what is noted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_compose import PLAIN, SETTINGS, differs
from told_samples import figure, one_sentence_each, sources

from summarizer.compose import briefing_sentence, citation, placed, stale_notes
from summarizer.compose.choosing import choose_under
from summarizer.compose.sentence import Taken
from summarizer.records import (
    Attribution,
    BriefingSentence,
    Candidate,
    Document,
    Figure,
    PlanItem,
    Reported,
    Statement,
)
from summarizer.render.common import source_name

MINISTRY = "The ministry said on Monday that 120 people had joined the march in Lund."
UNION = "The union put the number of marchers in Lund at 190 on Monday."
PAPER = "About 120 people marched through Lund with 4 bands."
MARCH = figure("conflict", (0, MINISTRY, "120"), (1, UNION, "190"), (2, PAPER, "About 120"), what="marchers")


def told(
    text: str, seed: int, figures: list[Figure], origins: tuple[str, ...] = (), reported_by: tuple[Reported, ...] = ()
) -> BriefingSentence:
    texts = (MINISTRY, UNION, PAPER)
    documents = [Document(str(at), one) for at, one in enumerate(texts)]
    documents = [replace(one, origin=origin) for one, origin in zip(documents, origins or ("", "", ""), strict=True)]
    item = PlanItem("point", seed, (), 1.0)
    taken = Taken(Candidate(item, text, "written", 1.0))
    reports, sentences = sources(documents), one_sentence_each(*texts)
    return briefing_sentence(taken, sentences, reports, SETTINGS, Attribution(reported_by=reported_by), figures)


def test_the_other_side_of_a_conflict_is_shown_with_its_number() -> None:
    sentence = told(MINISTRY, 0, [MARCH])
    assert sentence.figures == (0,)
    (other,) = sentence.differing
    assert (other.source, other.value, UNION[other.at.start : other.at.end]) == (1, "190", "190")
    assert [one.source for one in told(UNION, 1, [MARCH]).differing] == [0, 2]


@pytest.mark.parametrize("relation", ["update", "scope", "same", "bound"])
def test_what_is_no_conflict_differs_in_nothing(relation: str) -> None:
    assert told(MINISTRY, 0, [replace(MARCH, relation=relation)]).differing == ()


def test_a_value_that_leaves_out_its_unit_is_another_number_for_that() -> None:
    first = "Brill stands at 50.6 per cent, against 48.2 in the evening."
    second = "Brill has 50.9 per cent."
    share = figure("unknown", (0, first, "50.6 per cent"), (0, first, "48.2"), (1, second, "50.9 per cent"))
    texts = one_sentence_each(first, second)
    taken = Taken(Candidate(PlanItem("point", 0, (), 1.0), first, "written", 1.0))
    reports = sources([Document(str(at), one.text) for at, one in enumerate(texts)])
    sentence = briefing_sentence(taken, texts, reports, SETTINGS, figures=[share])
    assert [one.value for one in sentence.differing] == ["50.9 per cent"]


def test_an_open_case_is_shown() -> None:
    assert [one.source for one in told(MINISTRY, 0, [replace(MARCH, relation="unknown")]).differing] == [1]


def test_a_sentence_that_does_not_tell_the_number_tells_no_figure() -> None:
    sentence = told("The ministry spoke of a march in Lund.", 0, [MARCH])
    assert (sentence.figures, sentence.differing) == ((), ())


def test_another_number_of_its_passage_is_no_figure_of_it() -> None:
    bands = figure("same", (2, PAPER, "4"), what="bands")
    assert told("A march with 4 bands went through Lund.", 2, [MARCH, bands]).figures == (1,)


def test_sources_of_one_origin_do_not_contradict_one_another() -> None:
    assert told(MINISTRY, 0, [MARCH], origins=("agency", "agency", "")).differing == ()


def test_who_gives_another_number_reports_something_else() -> None:
    passage = Reported(1, 0, len(UNION), UNION)
    rose = figure("update", (1, UNION, "190"), (0, MINISTRY, "120"), newest=1)
    assert told(MINISTRY, 0, [rose], reported_by=(passage,)).reported_by == ()
    assert told(MINISTRY, 0, [], reported_by=(passage,)).reported_by == (passage,)


def test_a_briefing_that_only_has_an_older_number_says_so() -> None:
    early, late = "As of noon 14 people were dead.", "By night 17 people were dead."
    rose = figure("update", (0, early, "14"), (1, late, "17"), newest=1)
    reports = sources([Document("a", early), Document("b", late, publisher="Harbour Gazette")])
    old, new = (
        BriefingSentence(one.text, "point", "quoted", (citation(one),), 1.0, figures=(0,))
        for one in one_sentence_each(early, late)
    )
    (note,) = stale_notes([old], [rose], reports)
    assert "“17”" in note
    assert source_name(reports[1].document) in note
    assert stale_notes([old, new], [rose], reports) == []
    assert stale_notes([new], [rose], reports) == []


def candidate(seed: int, text: str, salience: float, **given: object) -> Candidate:
    return Candidate(PlanItem("point", seed, (), salience, **given), text, "written", 1.0)  # type: ignore[arg-type]


OTHER = "A choir sang in the harbour of Skarne until the rain began."


@pytest.mark.parametrize("words", [250, 32])
def test_who_contradicts_a_sentence_is_told_behind_it(words: int) -> None:
    candidates = [candidate(0, MINISTRY, 3.0), candidate(3, OTHER, 2.0), candidate(1, UNION, 1.0)]
    sides = {0: frozenset({1}), 1: frozenset({0})}
    output = replace(PLAIN, words=words)
    vectors = np.eye(3, dtype=np.float32)
    rows, _ = choose_under("", candidates, vectors, output, SETTINGS, differs, sides=sides)
    assert abs(rows.index(0) - rows.index(2)) == 1
    headings = dict(zip(rows, (heading for _, heading in placed(rows, candidates, sides)), strict=True))
    assert headings[0] == headings[2]


def test_to_contradict_is_not_to_repeat() -> None:
    near = np.ones((2, 2), dtype=np.float32)
    vectors = near / np.linalg.norm(near, axis=1, keepdims=True)
    candidates = [candidate(0, MINISTRY, 3.0), candidate(1, UNION, 2.0)]
    sides = {0: frozenset({1}), 1: frozenset({0})}
    alike = lambda *_: False  # noqa: E731
    assert choose_under("", candidates, vectors, PLAIN, SETTINGS, alike)[0] == [0]
    assert set(choose_under("", candidates, vectors, PLAIN, SETTINGS, alike, sides=sides)[0]) == {0, 1}


@pytest.mark.parametrize(("salience", "first"), [(1.2, 1), (9.0, 0)])
def test_what_is_past_costs_something(salience: float, first: int) -> None:
    past = candidate(0, MINISTRY, salience, statement=Statement(wording=MINISTRY, past=True))
    candidates = [past, candidate(3, OTHER, 1.0)]
    vectors = np.eye(2, dtype=np.float32)
    assert choose_under("", candidates, vectors, replace(PLAIN, sentences=1), SETTINGS, differs)[0] == [first]
    assert set(choose_under("", candidates, vectors, PLAIN, SETTINGS, differs)[0]) == {0, 1}
