"""Counts of people that a newer report has replaced, in briefings that are in their sources' own words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pipeline_fakes import HashEncoder, ShorteningWriter

from summarizer.pipeline import Models, run
from summarizer.records import Briefing, Document, Sentence
from summarizer.settings import OutputSettings, RunSettings, Settings
from summarizer.verbatim import in_their_place, outdated

FIRST = Document(
    "bote",
    "Bei dem Brand in der Lagerhalle der Firma Lodex in Marnfeld sind 14 Menschen ums Leben gekommen. "
    "Mehr als 60 Feuerwehrleute waren in der Nacht im Einsatz.",
    publisher="Marnfelder Bote",
    date="2025-03-04",
)
SECOND = Document(
    "kurier",
    "In Marnfeld sind bei dem Brand in der Lagerhalle der Firma Lodex 14 Menschen ums Leben gekommen. "
    "Die Polizei hat den Ort weiträumig abgesperrt.",
    publisher="Kurier",
    date="2025-03-04",
)
LATER = Document(
    "funk",
    "Die Zahl der Toten nach dem Brand der Lagerhalle in Marnfeld ist auf 19 gestiegen, wie die Firma Lodex mitteilte. "
    "Das Gebäude muss abgerissen werden.",
    publisher="Landfunk",
    date="2025-03-06",
)


def _briefed(*documents: Document) -> Briefing:
    settings = Settings(OutputSettings(words=120), RunSettings())
    return run(documents, settings, Models(HashEncoder(), ShorteningWriter(), None))


def test_the_newest_count_leads_and_the_older_one_is_left_out_with_its_reason() -> None:
    briefing = _briefed(FIRST, SECOND, LATER)
    told = [one.text for one in briefing.sentences]
    assert "auf 19 gestiegen" in told[0]
    assert not any("14 Menschen" in text for text in told)
    reasons = {one.text: one.reasons for one in briefing.omitted}
    for document in (FIRST, SECOND):
        assert reasons[document.text.split(". ")[0] + "."] == ("a newer report counts 19",)


@pytest.mark.parametrize(
    "text",
    [
        LATER.text.replace("Marnfeld", "Grimmtal"),  # of another place
        LATER.text.replace("auf 19", "auf 12"),
        LATER.text.replace("ist auf 19", "könnte auf 19"),
        LATER.text + " Die Feuerwehr meldet 14 Tote.",
    ],
)
def test_a_count_stays_where_it_is_not_certain_that_it_is_replaced(text: str) -> None:
    briefing = _briefed(FIRST, SECOND, replace(LATER, text=text))
    assert any("14 Menschen" in one.text for one in briefing.sentences)


def test_a_count_stays_where_no_day_or_the_same_tells_an_order() -> None:
    for day in (None, "2025-03-04"):
        briefing = _briefed(FIRST, SECOND, replace(LATER, date=day))
        assert any("14 Menschen" in one.text for one in briefing.sentences)


def _rows(*told: tuple[int, str]) -> list[Sentence]:
    return [Sentence(source, 0, len(text), text, 0, 0) for source, text in told]


def test_the_missing_may_become_fewer_and_the_dead_may_not() -> None:
    days = ["2025-03-04", "2025-03-05"]
    missing = _rows((0, "Fünf Menschen werden vermisst."), (1, "Drei Menschen werden vermisst."))
    assert outdated(missing, "de", days, (), 60) == {0: (1, "a newer report counts 3")}
    dead = _rows((0, "Es gab fünf Tote."), (1, "Es gab drei Tote."))
    assert outdated(dead, "de", days, (), 60) == {}


def test_what_cannot_be_told_replaces_nothing_and_what_tells_both_is_not_replaced() -> None:
    days = ["2025-03-04", "2025-03-05"]
    dead = _rows((0, "Es gab fünf Tote."), (1, "Es gab sieben Tote."))
    assert outdated(dead, "de", days, {1}, 60) == {}
    both = _rows((0, "Erst hieß es fünf Tote, dann sieben Tote."), (1, "Es gab sieben Tote."))
    assert outdated(both, "de", days, (), 60) == {}
    bounded = _rows((0, "Es gab mindestens fünf Tote."), (1, "Es gab sieben Tote."))
    assert outdated(bounded, "de", days, (), 60) == {}


def test_the_newest_takes_the_place_of_what_it_replaces() -> None:
    assert in_their_place([4, 1, 2, 0], {1: (2, ""), 2: (0, "")}) == [4, 0]
    assert in_their_place([4, 1], {}) == [4, 1]
