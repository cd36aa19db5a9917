"""How a sentence stands, in words beside it: in every format, and only where its own words do not make it plain."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace

import jsonschema
import pytest
from sample_briefing import invented_briefing
from test_render_html import check_page
from test_render_office import pdf_text, words_of

from summarizer.errors import InputError
from summarizer.records import Briefing, Flag, Standing
from summarizer.render import common, from_json, to_docx, to_html, to_json, to_markdown, to_pdf, to_text
from summarizer.render.jsonfile import schema


def stand(standing: Standing, text: str = "") -> Briefing:
    """The invented briefing, its first sentence standing so."""
    briefing = invented_briefing()
    first = replace(briefing.sentences[0], standing=standing)
    return replace(briefing, sentences=(replace(first, text=text or first.text), *briefing.sentences[1:]))


def shown(standing: Standing, text: str = "") -> str:
    briefing = stand(standing, text)
    return common.standing(briefing, briefing.sentences[0])


@pytest.mark.parametrize(
    ("standing", "text", "words"),
    [
        (Standing(), "", ""),
        (Standing("attributed", "police"), "", ""),
        (Standing("contested"), "", "contested"),
        (Standing("denied", "the port", (1,)), "", "denied by [2]"),
        (Standing("rebutted", "", (1, 0)), "", "denied by [1][2]"),
        (Standing("denied", "the port"), "", "denied by the port"),
        (Standing("denied", "", (2,)), "", "denied by Ships we know"),  # a source without a number
        (Standing("denied", "The port"), "That the port is shut the port denies.", ""),
        (Standing("denied"), "", ""),  # its own sentence says so
        (Standing("superseded"), "", "corrected since"),
        (Standing("supposed"), "The Lindis sank.", "supposed"),
        (Standing("possible"), "The Lindis sank.", "possible"),
        (Standing("possible"), "The Lindis may have sunk.", ""),
        (Standing("planned"), "The Lindis is to sail in May.", ""),
        (Standing("planned"), "The port plans a new pier.", ""),
        (Standing("planned"), "A new pier for the port in May.", "planned"),
    ],
)
def test_a_few_words_say_how_a_sentence_stands(standing: Standing, text: str, words: str) -> None:
    assert shown(standing, text) == words


@pytest.mark.parametrize(("kind", "words"), [("party", "party to the event"), ("opinion", "opinion")])
def test_whose_word_it_is_where_only_they_are_cited(kind: str, words: str) -> None:
    briefing = invented_briefing()
    flagged = [replace(one, flags=(Flag(kind, "says so"),)) for one in briefing.sources]  # type: ignore[arg-type]
    assert common.standing(replace(briefing, sources=tuple(flagged)), briefing.sentences[0]) == words
    one = replace(briefing, sources=(flagged[0], *briefing.sources[1:]))
    assert common.standing(one, briefing.sentences[0]) == ""  # an independent source says it too
    assert common.standing(one, briefing.sentences[1]) == words


def test_a_denial_that_the_sentence_tells_is_not_said_again() -> None:
    briefing = stand(Standing("rebutted", "", (0,)))
    joined = replace(briefing.sentences[0], together=True)
    assert common.standing(briefing, joined) == ""
    assert common.standing(briefing, replace(joined, together=False)) == "denied by [1]"  # elsewhere in that report
    elsewhere = replace(joined, standing=Standing("rebutted", "", (2,)))
    assert common.standing(briefing, elsewhere) == "denied by Ships we know"


def test_every_format_says_it() -> None:
    briefing = stand(Standing("denied", "", (1,)))
    assert "(denied by [2])" in to_text(briefing)
    assert r"*(denied by \[2\])*" in to_markdown(briefing)
    assert "denied by [2]" in words_of(to_docx(briefing))
    page = to_html(briefing)
    check_page(briefing, page)
    assert '<span class="tag standing"><bdi>Denied by [2]</bdi></span>' in page
    assert "standing" not in to_html(invented_briefing()).partition("<body>")[2]


@pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="typst is not installed")
def test_the_pdf_says_it() -> None:
    assert "Denied by [2]" in " ".join(pdf_text(to_pdf(stand(Standing("denied", "", (1,))))).split())


def test_json_holds_it_and_a_file_without_it_is_read() -> None:
    briefing = stand(Standing("contested", "", (0, 1)))
    value = json.loads(to_json(briefing, explain=True))
    jsonschema.validate(value, schema())
    assert value["sentences"][0]["standing"] == {"kind": "contested", "by": "", "sources": [0, 1]}
    assert value["sentences"][1]["standing"]["kind"] == "asserted"
    assert from_json(to_json(briefing, explain=True)) == briefing
    for sentence in value["sentences"]:
        del sentence["standing"]
    value["schema_version"] = "1.3"
    assert from_json(json.dumps(value)).sentences[0].standing == Standing()


@pytest.mark.parametrize("damage", [{"kind": "sure"}, {"sources": [9]}, {"sources": 1}, {"by": 3}])
def test_damage_is_named(damage: dict[str, object]) -> None:
    value = json.loads(to_json(stand(Standing("contested"))))
    value["sentences"][0]["standing"].update(damage)
    with pytest.raises(InputError, match=r"sentences\[0\]\.standing"):
        from_json(json.dumps(value))
