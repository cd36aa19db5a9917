"""What a sentence states beside what it mainly says: invented sentences, read by the published parser."""

from __future__ import annotations

import json

import jsonschema
import pytest
from pipeline_fakes import HashEncoder

from summarizer.draft import from_claims
from summarizer.interfaces import Parser
from summarizer.pipeline import Checkers, check
from summarizer.records import Document
from summarizer.render.check_json import check_to_json, schema
from summarizer.settings import Settings
from summarizer.text.analysis import Analyser
from summarizer.text.details import details

LEAST = 3


def test_of_what_was_not_parsed_nothing_is_known() -> None:
    assert details(Analyser(None)("The mayor, who ran the old depot, resigned on Friday."), LEAST) == ()


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Nils Ocker, who ran the old depot for a decade, resigned on Friday.",
            ["Nils Ocker ran the old depot for a decade."],
        ),
        (
            "The vote could change little, since the council sold the old mill in May.",
            ["The council sold the old mill in May."],
        ),
        ("The fleet will sail if the northern storm passes the strait.", []),
        ("The mayor denied that the council sold the old mill.", []),
        ("The bridge was closed on Monday.", []),
        ("The mayor, who smiled, resigned.", []),
    ],
)
def test_what_is_told_as_so_is_stated_with_whom_it_is_of(text: str, wanted: list[str], analyse: Analyser) -> None:
    found = details(analyse(text), LEAST)
    assert [one.told for one in found] == wanted
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.real_model
def test_a_source_that_tells_only_what_a_sentence_states_besides_is_named_for_that(parser: Parser) -> None:
    claim = "Nils Ocker, who ran the old depot of Varn for a decade, resigned on Friday after a long inquiry."
    reports = (
        Document("post", claim),
        Document("courier", "Nils Ocker ran the old depot of Varn for a decade. Trees were planted in the park."),
        Document("gazette", "Rain is expected in the north at the weekend. The harbour stays open."),
    )
    found = check(from_claims([claim]), reports, Settings(), Checkers(HashEncoder(), None, parser))
    (sentence,) = found.sentences
    assert [one.source for one in sentence.citations] == [0]
    assert not sentence.reported_by
    (part,) = sentence.parts
    assert "ran the old depot of Varn for a decade" in claim[part.start : part.end]
    assert [one.source for one in part.citations] == [1]
    assert sentence.verdict == part.verdict == "carried"
    assert sentence.independent_origins == 1
    jsonschema.validate(json.loads(check_to_json(found)), schema())
