"""Statements printed in paragraphs of their own, and open quotations: whose words their sentences are."""

from __future__ import annotations

import pytest
from grammar import WrittenParser, analysed

from summarizer.clean import clean, reports_of
from summarizer.gather.blocks import announced, with_blocks
from summarizer.read.clusters import Cluster, as_cluster
from summarizer.records import Standing, Statement
from summarizer.split import split
from summarizer.stage_settings import CleanSettings, GatherSettings
from summarizer.text.analysis import Analyser

READS = "The/DT/det>statement full/JJ/amod>statement statement/NN/nsubj>reads reads=read/VBZ :"
WROTE = "In/IN/prep>wrote a/DT/det>letter letter/NN/pobj>In ,/,/punct>wrote Holm/NNP/nsubj>wrote wrote=write/VBD :"
MADE = "Olu/NNP/compound>Lund Lund/NNP/nsubj>issued issued=issue/VBD a/DT/det>statement statement/NN/dobj>issued ."
SAYS = (
    "Ida/NNP/compound>Holm Holm/NNP/nsubj>says says=say/VBZ the/DT/det>tram tram/NN/nsubj>burned "
    "burned=burn/VBD/ccomp>says ."
)
SAID = "Ida/NNP/compound>Holm Holm/NNP/nsubj>said said=say/VBD :"


def told(text: str, analyse: Analyser) -> dict[str, Statement]:
    """Each sentence of a report, and what it is told as."""
    cluster = as_cluster(1, {"text": text}, "x.jsonl")
    assert isinstance(cluster, Cluster)
    cleaned = clean(cluster.documents, CleanSettings())
    sentences = split(cleaned)
    statements = (Statement(),) * len(sentences)
    found = with_blocks(statements, sentences, reports_of(cleaned), analyse, GatherSettings())
    return {sentence.flat: statement for sentence, statement in zip(sentences, found, strict=True)}


def page(line: str, *paragraphs: str) -> str:
    return "\n\n".join(("A tram left the rails in Orsa on Monday and hit a house.", line, *paragraphs))


def test_a_statement_in_full_is_that_of_whoever_made_it() -> None:
    parser = WrittenParser(READS, MADE)
    made, reads = reversed(parser.known)
    text = page(made, reads, "The tram was old. It had no brakes.", "The city is to blame for all of it.")
    found = told(text, Analyser(parser))
    for own in ("The tram was old.", "It had no brakes.", "The city is to blame for all of it."):
        assert found[own] == Statement(Standing("attributed", "Olu Lund"), voice="Olu Lund")
    assert found["A tram left the rails in Orsa on Monday and hit a house."] == Statement()


def test_a_block_that_is_not_given_whole_ends_with_its_last_we() -> None:
    parser = WrittenParser(WROTE)
    (wrote,) = parser.known
    text = page(wrote, "The tram was old.", "We had warned the city of it.", "The line was built in 1931 by the city.")
    found = told(text, Analyser(parser))
    assert found["The tram was old."].voice == "Holm"
    assert found["We had warned the city of it."].wording == "Holm said: “We had warned the city of it.”"
    assert found["The line was built in 1931 by the city."] == Statement()


def test_a_block_of_nobody_is_told_as_what_it_is() -> None:
    parser = WrittenParser(READS)
    (reads,) = parser.known
    found = told(page(reads, "The tram was old and had no brakes."), Analyser(parser))
    assert found["The tram was old and had no brakes."].voice == "a statement"


@pytest.mark.parametrize(
    "after", ["“The tram was old and had no brakes.”", "- the old tram\n\n- its brakes", "an old tram, no brakes"]
)
def test_a_quotation_and_a_list_are_no_block(after: str) -> None:
    parser = WrittenParser(READS)
    (reads,) = parser.known
    assert set(told(page(reads, after), Analyser(parser)).values()) == {Statement()}


def test_what_an_open_quotation_holds_is_its_speakers() -> None:
    parser = WrittenParser(SAYS)
    (said,) = parser.known
    text = page(said, "“The tram was old. It had no brakes.", "“The city knew it.”")
    found = told(text, Analyser(parser))
    assert found["It had no brakes."].voice == "Ida Holm"
    alone = told(page("“The tram was old. It had no brakes.", "“The city knew it.”"), Analyser(None))
    assert alone["It had no brakes."].withheld == "stands in a quotation of somebody who is not named"


def test_a_forgotten_closing_mark_opens_nothing() -> None:
    text = page("He said he would “not drive that tram again. It had no brakes.", "“The city knew it,” he said.")
    assert told(text, Analyser(None))["It had no brakes."] == Statement()


@pytest.mark.parametrize(
    ("notation", "noun", "whole"),
    [
        (READS, "statement", True),
        (WROTE, "statement", False),
        (SAID, "statement", False),
        ("Statement/NN from/IN/prep>Statement Ida/NNP/compound>Holm Holm/NNP/pobj>from :", "statement", False),
        ("They/PRP/nsubj>sent sent=send/VBD this/DT/det>letter letter/NN/dobj>sent :", "letter", False),
    ],
)
def test_what_announces_a_block(notation: str, noun: str, whole: bool) -> None:
    found = announced(analysed(notation))
    assert found is not None
    assert (found.noun, found.whole) == (noun, whole)


@pytest.mark.parametrize(
    "notation",
    [
        "Symptoms=symptom/NNS/nsubj>include include/VBP :",
        "Read/VB more=much/RBR/advmod>Read :",
        "The/DT/det>statement statement/NN/nsubj>reads reads=read/VBZ well/RB/advmod>reads .",
    ],
)
def test_what_announces_none(notation: str) -> None:
    assert announced(analysed(notation)) is None


@pytest.mark.real_model
def test_a_clubs_statement_is_told_as_the_clubs(analyse: Analyser) -> None:
    text = page(
        "The rowing club that trained there, Vessen Oars, has released a statement on the two coaches.",
        "The full statement reads as follows:",
        "Vessen Oars has no part in what these coaches did. They used its name without leave.",
        "Nobody but the club may use its boats.",
    )
    found = told(text, analyse)
    voices = {one.voice for flat, one in found.items() if "coaches did" in flat or "leave" in flat or "boats" in flat}
    assert len(voices) == 1
    assert voices <= {"Vessen Oars", "The rowing club"}
