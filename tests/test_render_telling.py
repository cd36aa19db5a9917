"""Who says it: marks stand behind the part that they carry, who else reports it is lighter, and both are counted."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import asdict, replace
from io import BytesIO
from typing import Any

import docx
import jsonschema
import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sample_briefing import invented_briefing, told_briefing
from strategies import briefings
from test_render_html import check_page, flat
from test_render_office import pdf_text, words_of

from summarizer.errors import InputError
from summarizer.records import Briefing, BriefingSentence, Citation, Document, Flag, Reported, Shared, Span
from summarizer.render import common, from_json, telling, to_docx, to_html, to_json, to_markdown, to_pdf, to_text
from summarizer.render.jsonfile import schema
from summarizer.render.page import build_page

MARKED = "Firefighters put out the blaze at the Osterfeld depot [1][2] on Thursday. [3]"
BEHIND = "also reported by [4]; 4 sources, 3 independent"
LACKS = "without: at the Osterfeld depot; on Thursday"


@pytest.fixture
def briefing() -> Briefing:
    return told_briefing()


def of(text: str, *parts: tuple[int, int] | None, origin: str = "written") -> BriefingSentence:
    """A sentence with a citation a part, each of a source of its own."""
    cited = [Citation(n, 0, 1, "x", Span(*part) if part else None) for n, part in enumerate(parts)]
    return BriefingSentence(text, "point", origin, tuple(cited), 1.0)  # type: ignore[arg-type]


def marked(sentence: BriefingSentence) -> str:
    """Its text with the indices of the sources in brackets where their marks stand."""
    return "".join(
        piece.text + "".join(f"[{citation.source}]" for citation in piece.citations)
        for piece in telling.pieces(sentence)
    )


# --- where marks stand -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts", "wanted"),
    [
        ("Ana won on Monday.", [None], "Ana won on Monday.[0]"),
        ("Ana won on Monday.", [(0, 7), (8, 17)], "Ana won[0] on Monday.[1]"),
        ("Ana won on Monday.", [(8, 17), (0, 7), None], "Ana won[1] on Monday.[0][2]"),
        ("Ana won, Ben lost.", [(0, 7), (9, 18)], "Ana won,[0] Ben lost.[1]"),
        ("Ana won.", [(0, 7)], "Ana won.[0]"),  # no word follows
        ("Ana won", [(0, 5)], "Ana won[0]"),  # no mark stands within a word
        ("Ana’s car won", [(0, 3)], "Ana’s[0] car won"),
        ("हिन्दी में", [(0, 1)], "हिन्दी[0] में"),
        ("  Ana \n won  twice ", [(0, 10)], "Ana won[0] twice"),  # white space is not shown
        ("The e\u0301tude ended well", [(0, 5)], "The e\u0301tude[0] ended well"),
        ("Up 3.5 points", [(0, 4)], "Up 3[0].5 points"),
        ("洪水が村を襲った。死者はいない。", [(0, 8)], "洪水が村を襲った。[0]死者はいない。"),
        ("Ana (27), won", [(0, 7)], "Ana (27),[0] won"),
        ("   ", [(0, 2)], "[0]"),
    ],
)
def test_a_mark_stands_behind_its_part(text: str, parts: list[Any], wanted: str) -> None:
    assert marked(of(text, *parts)) == wanted


def test_a_quotation_keeps_its_marks_around_all_of_it() -> None:
    assert marked(of("Ana won on Monday.", (0, 7), None, origin="quoted")) == "“Ana won[0] on Monday.”[1]"


@pytest.mark.slow
@settings(max_examples=examples(60), deadline=None)
@given(briefings())
def test_marks_taken_away_leave_the_text(briefing: Briefing) -> None:
    for sentence in briefing.sentences:
        shown = common.one_line(sentence.text)
        whole = common.in_quotation_marks(shown) if sentence.origin == "quoted" else shown
        found = telling.pieces(sentence)
        assert "".join(piece.text for piece in found) == whole
        assert all(piece.text for piece in found[:1])
        placed = [citation for piece in found for citation in piece.citations]
        assert sorted(placed, key=repr) == sorted(sentence.citations, key=repr)
        # What carries all of it stands at the end, and no part's mark before the part ends.
        assert all(citation in found[-1].citations for citation in sentence.citations if citation.part is None)
        for index, piece in enumerate(found):
            before = "".join(one.text for one in found[: index + 1]).lstrip("“\N{HAIR SPACE}")
            for citation in piece.citations:
                if citation.part is not None:
                    told = common.one_line(sentence.text[: citation.part.end])
                    assert len(before) >= len(told.lstrip("“\N{HAIR SPACE}"))


@settings(max_examples=examples(25), deadline=None)
@given(briefings())
def test_every_part_slices_inside_the_sentence(briefing: Briefing) -> None:
    for sentence, value in zip(briefing.sentences, json.loads(to_json(briefing))["sentences"], strict=True):
        carried = 0
        for part in value["parts"]:
            assert part["text"] == sentence.text[part["start"] : part["end"]] != ""
            carried += len(part["citations"])
        assert carried in (0, len(sentence.citations))
        assert [(part["start"], part["end"]) for part in value["parts"]] == sorted(
            {(part["start"], part["end"]) for part in value["parts"]}
        )
        for one in value["reported_by"]:
            assert all(0 <= lack["start"] < lack["end"] <= len(sentence.text) for lack in one["lacks"])


# --- counting ----------------------------------------------------------------------------------------------


def test_sources_are_counted_with_those_that_only_report(briefing: Briefing) -> None:
    first, second, _ = briefing.sentences
    assert telling.backing(first) == "4 sources, 3 independent"
    whole = replace(first, citations=tuple(replace(citation, part=None) for citation in first.citations))
    assert telling.backing(whole) == "4 sources, 3 together, 3 independent"
    assert telling.backing(replace(whole, reported_by=())) == "3 sources together, 3 independent"
    assert telling.backing(replace(whole, together=False)) == "4 sources, 3 independent"
    assert telling.backing(second) == "1 source"
    told = replace(first, independent_origins=2, shared=(Shared("the tram operator", (0, 2, 3)),))
    assert telling.backing(told) == "4 sources, 2 independent: 3 from the tram operator"
    both = replace(first, citations=first.citations[:1], independent_origins=1, shared=(Shared("Radio Sund", (0, 3)),))
    assert telling.backing(both) == "2 sources, 1 independent: both from Radio Sund"
    assert telling.behind(second, "") == ""
    assert [telling.independent(s) for s in briefing.sentences] == ["3 of 4", "1", "1"]


def test_a_source_that_only_reports_is_numbered_and_not_called_cited(briefing: Briefing) -> None:
    assert common.numbered(briefing) == [(1, 0), (2, 1), (3, 2), (4, 3)]
    alone = replace(briefing, sentences=briefing.sentences[:1])
    assert common.use_of(alone, 3) == "also reports 1 sentence"
    assert common.use_of(briefing, 3) == "cited in 1 sentence, also reports 1 sentence"
    assert "5 sources, 3 cited, 1 only reporting · " in common.summary_line(alone)
    assert "reporting" not in common.summary_line(invented_briefing())
    assert common.unnumbered(briefing) == [4]


def test_numbers_follow_the_marks_and_not_the_order_of_the_citations(briefing: Briefing) -> None:
    assert [citation.source for citation in briefing.sentences[0].citations] == [2, 0, 1]
    assert [number for number, _ in common.numbered(briefing)] == [1, 2, 3, 4]
    assert re.findall(r"\[(\d)\]", to_text(briefing).split("\n\n")[1])[:4] == ["1", "2", "3", "4"]


# --- formats -----------------------------------------------------------------------------------------------


def test_text_formats(briefing: Briefing) -> None:
    text = flat(to_text(briefing))
    assert f"{MARKED} ({BEHIND})" in text
    assert "• Two trams burned. [4] •" in text  # what one source says alone has its one mark
    markdown = to_markdown(briefing)
    assert f"\n\n{MARKED} *({BEHIND})*\n\n" in markdown
    assert "\n- Two trams burned. [4]\n" in markdown
    notes = to_markdown(briefing, "footnotes")
    assert "depot [^1][^2] on Thursday. [^3] *(also reported by [^4]; 4 sources" in notes
    assert f"[^4]: Radio Ost, 5 June 2031: “Crews have extinguished a fire at a tram depot.” ({LACKS})\n" in notes
    assert f"[^1]: Osterfeld Gazette, 4 June 2031: “{briefing.title_citations[0].quote}”\n" in notes


def test_explain_says_what_each_passage_carries_or_leaves_out(briefing: Briefing) -> None:
    text = flat(to_text(briefing, explain=True, width=200))
    assert "[3] Tram Bulletin, characters 0-33, for “on Thursday”: “The fire was out by Thursday noon”" in text
    assert f"Also reported by [4] Radio Ost, characters 0-47, {LACKS}: “Crews" in text
    assert "written, 4 sources, 3 independent, support 0.96" in text
    assert "written, 1 source, support 0.92" in text
    markdown = to_markdown(briefing, explain=True)
    assert "> \\[3\\] Tram Bulletin, for “on Thursday”: “The fire" in markdown
    assert f"> Also reported by \\[4\\] Radio Ost, {LACKS}: “Crews" in markdown


@pytest.mark.parametrize("rest", ["(javascript:alert(1))", ":x", "[x](javascript:alert(1))"])
@pytest.mark.parametrize("style", ["inline", "footnotes"])
def test_what_follows_a_mark_in_markdown_makes_no_link_of_it(rest: str, style: str) -> None:
    text = f"See {rest} there"
    document = Document("a", "x")
    sentence = of(text.replace("See ", "See"), (0, 3))
    source = to_markdown(Briefing("", (), (sentence,), (document,)), style)
    inline = [child for token in MarkdownIt().parse(source) for child in token.children or []]
    assert not [child for child in inline if child.type == "link_open"]
    assert rest in re.sub(r"\[\^?1\]", "", "".join(child.content for child in inline))


def test_html_sets_marks_in_the_sentence_and_tells_what_a_report_leaves_out(briefing: Briefing) -> None:
    root = check_page(briefing, to_html(briefing))
    first, second, _ = root.all("", class_="sentence")
    assert flat(first.all("span", class_="words")[0].all("span", class_="piece")[0].text).endswith("Osterfeld depot")
    assert [a.text for a in first.all("a", class_="cite")] == ["1", "2", "3", "4"]
    (also,) = first.all("span", class_="also")
    assert flat(also.text).startswith("also reported by 4Radio Ost")
    (mark,) = also.all("a", id="ref-r1-3")
    assert mark.attributes["aria-label"] == "Also reported by source 4, Radio Ost"
    pop = root.all("span", id=mark.attributes["aria-describedby"])[0]
    assert pop.all("mark")[0].text == "Crews have extinguished a fire at a tram depot."
    assert pop.all("span", class_="pop-note")[0].text == LACKS.capitalize().replace("osterfeld", "Osterfeld").replace(
        "thursday", "Thursday"
    )
    carried = root.all("span", id="pop-s1-2")[0]
    assert carried.all("span", class_="pop-note")[0].text == "For “on Thursday”"
    assert "4 sources, 3 independent, written" in flat(first.text)
    assert "1 source, written" in flat(second.text)
    target = root.all("mark", id=mark.attributes["href"][1:])[0]
    assert target.text == "Crews have extinguished a fire at a tram depot."


def test_html_plot_tells_carried_reported_and_not(briefing: Briefing) -> None:
    root = check_page(briefing, to_html(briefing))
    rows = [[flat(cell.text) for cell in row.all("td")[:-1]] for row in root.all("tr")[1:]]
    assert rows == [
        ["yes", "yes", "yes", "reports", "3 of 4"],
        ["", "", "", "yes", "1"],
        ["quoted", "", "", "", "1"],
    ]
    assert "A half dot: the source reports the same without every detail." in root.all("caption")[0].text
    ticks = root.all("span", class_="ticks")[0].all("i")
    assert [tick.attributes.get("class", "") for tick in ticks] == ["on", "on", "on", "half"]
    plain = check_page(invented_briefing(), to_html(invented_briefing()))
    assert "half dot" not in plain.all("caption")[0].text
    assert "also reported" not in plain.all("main")[0].text


def test_html_paper_has_the_reporting_passages(briefing: Briefing) -> None:
    paper = check_page(briefing, to_html(briefing)).all("section", class_="paper")[0]
    lines = [flat(line.text) for line in paper.all("p")]
    assert lines[2:4] == [
        "3 for “on Thursday”: The fire was out by Thursday noon",
        f"4 also reports, {LACKS}: Crews have extinguished a fire at a tram depot.",
    ]


def test_html_of_a_file_without_texts_has_the_reporting_passages(briefing: Briefing) -> None:
    stored = from_json(to_json(briefing, include_text=False))
    root = check_page(stored, to_html(stored))
    assert "Crews have" in root.all("details", id="source-3")[0].all("div", class_="text")[0].text


def test_a_right_to_left_sentence_keeps_its_pieces_together() -> None:
    text = "رجال الإطفاء أخمدوا الحريق يوم الخميس."
    sentence = of(text, (0, text.index(" يوم")), (text.index("يوم"), len(text) - 1))
    briefing = Briefing("", (), (sentence,), (Document("a", "x"), Document("b", "x")))
    root = check_page(briefing, to_html(briefing))
    (words,) = root.all("span", class_="words")
    assert words.attributes["dir"] == "auto"
    assert len(words.all("span", class_="piece")) == 2
    assert all("dir" not in piece.attributes for piece in words.all("span", class_="piece"))
    assert {ref.attributes["dir"] for ref in words.all("span", class_="ref")} == {"ltr"}


def test_word_has_the_marks_and_the_comments(briefing: Briefing) -> None:
    data = to_docx(briefing)
    text = words_of(data).replace("\N{NO-BREAK SPACE}", " ")
    assert "Osterfeld depot [1] [2] on Thursday. [3] also reported by [4] 4 sources, 3 independent, written" in text
    word = docx.Document(BytesIO(data))
    assert any(comment.text.endswith(LACKS) for comment in word.comments)
    assert any(comment.text.endswith("for “on Thursday”") for comment in word.comments)
    cells = [[cell.text for cell in row.cells[1:-1]] for row in word.tables[0].rows]
    assert cells[:2] == [["1", "2", "3", "4", "Indep."], ["●", "●", "●", "◐", "3 of 4"]]
    assert "◐: the source reports the same without every detail." in text
    assert "◐" not in words_of(to_docx(invented_briefing()))


@pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="typst is not installed")
def test_pdf_has_the_marks_and_the_evidence(briefing: Briefing) -> None:
    text = pdf_text(to_pdf(briefing))
    assert re.search(r"Osterfeld depot 1 2 on\s+Thursday\. 3\s+also reported by 4", text)
    assert "4 sources, 3" in text
    assert f"Also reports {LACKS}: Crews have extinguished" in text
    assert "A pale dot: the source reports the same without every detail." in text
    assert "3 of 4" in text


# --- JSON --------------------------------------------------------------------------------------------------


def test_json_holds_who_says_it(briefing: Briefing) -> None:
    value = json.loads(to_json(briefing, explain=True))
    jsonschema.validate(value, schema())
    assert value["schema_version"] == "1.7"
    first, second, _ = value["sentences"]
    assert [citation["part"] for citation in first["citations"]] == [
        {"start": 54, "end": 65},
        {"start": 0, "end": 53},
        {"start": 0, "end": 53},
    ]
    assert second["citations"][0]["part"] is None
    assert [(part["text"], [c["source"] for c in part["citations"]]) for part in first["parts"]] == [
        ("Firefighters put out the blaze at the Osterfeld depot", [0, 1]),
        ("on Thursday", [2]),
    ]
    assert second["parts"] == []
    assert first["reported_by"] == [asdict(one) | {"lacks": list(map(asdict, one.lacks))} for one in REPORTED]
    assert [sentence["independent_origins"] for sentence in value["sentences"]] == [3, 1, 1]
    assert [source["origin"] for source in value["sources"]] == ["gazette", "gazette", "tram", "radio", "blog"]
    assert from_json(json.dumps(value)) == briefing
    del first["parts"]  # they say nothing that the citations do not
    assert from_json(json.dumps(value)) == briefing


REPORTED = told_briefing().sentences[0].reported_by


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3", "1.4"])
def test_a_file_from_before_is_read(briefing: Briefing, version: str) -> None:
    value = json.loads(to_json(briefing, explain=True)) | {"schema_version": version}
    for sentence in value["sentences"]:
        for name in ("reported_by", "parts", "independent_origins"):
            del sentence[name]
        for citation in sentence["citations"]:
            del citation["part"]
    for source in value["sources"]:
        del source["origin"]
    jsonschema.validate(value, schema())
    read = from_json(json.dumps(value))
    assert [citation.part for sentence in read.sentences for citation in sentence.citations] == [None] * 5
    assert all(not sentence.reported_by for sentence in read.sentences)
    # A source and its copy are all that such a file says of origins.
    assert [sentence.independent_origins for sentence in read.sentences] == [2, 1, 1]
    assert {source.origin for source in read.sources} == {""}
    assert "depot on Thursday. [1][2][3] (3 sources together, 2 independent)" in flat(to_text(read))


@pytest.mark.parametrize(
    ("path", "damage", "message"),
    [
        (("citations", 0, "part"), {"start": 0, "end": 999}, r"citations\[0\]\.part\.end"),
        (("citations", 0, "part"), {"start": 4, "end": 4}, r"citations\[0\]\.part\.end is not above 4"),
        (("citations", 0, "part"), {"start": 5, "end": 4}, r"citations\[0\]\.part\.end"),
        (("citations", 0, "part"), 3, r"citations\[0\]\.part"),
        (("reported_by", 0, "lacks"), None, r"reported_by\[0\]\.lacks"),
        (("reported_by", 0, "lacks", 1), {"start": 0}, r"reported_by\[0\]\.lacks\[1\]\.end"),
        (("reported_by", 0, "quote"), "Crews slept.", r"a quote is not what sources\[3\] says"),
        (("reported_by", 0, "end"), 999, r"reported_by\[0\]\.end"),
        (("independent_origins",), -1, "independent_origins"),
    ],
)
def test_damage_is_named(briefing: Briefing, path: tuple[Any, ...], damage: Any, message: str) -> None:
    value = json.loads(to_json(briefing))
    node = value["sentences"][0]
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = damage
    with pytest.raises(InputError, match=message):
        from_json(json.dumps(value))


# --- oddities ----------------------------------------------------------------------------------------------


def test_a_long_name_and_a_long_part_stay_small() -> None:
    text = f"Ana won {'x' * 50_000} there"
    lacks = (Span(8, 50_008),)
    cited, other = Citation(0, 0, 1, "x"), Reported(1, 0, 1, "x", lacks)
    sentence = BriefingSentence(text, "point", "written", (cited,), 1.0, reported_by=(other,), independent_origins=2)
    documents = (Document("a", "x", publisher="P" * 9_000), Document("b", "x", publisher="Q" * 9_000))
    assert len(telling.note(sentence, other)) < 200
    page = to_html(Briefing("", (), (sentence,), documents))
    assert "Q" * 121 not in page
    assert page.count("x" * 1_000) <= 50


def test_one_source_may_carry_two_parts_and_report_the_rest() -> None:
    text = "Ana won and Ben lost on Monday."
    document = Document("a", "Ana won. Ben lost.", flags=(Flag("opinion", "says so"),))
    cited = (Citation(0, 0, 8, "Ana won.", Span(0, 7)), Citation(0, 9, 18, "Ben lost.", Span(8, 20)))
    reported = (Reported(0, 0, 8, "Ana won.", (Span(21, 30),)),)
    sentence = BriefingSentence(text, "point", "written", cited, 1.0, reported_by=reported)
    briefing = Briefing("", (), (sentence,), (document,))
    check_page(briefing, to_html(briefing))
    (view,) = build_page(briefing).sentences
    assert view.sources == (1,)
    assert view.reporting_sources == ()
    assert "Ana won [1] and Ben lost [1] on Monday. (also reported by [1])" in flat(to_text(briefing))


@given(st.text(max_size=30), st.integers(0, 29), st.integers(1, 30))
def test_any_stretch_of_any_text_finds_a_place(text: str, start: int, length: int) -> None:
    sentence = of(text, (start, start + length))
    assert "".join(piece.text for piece in telling.pieces(sentence)) == common.one_line(text)
