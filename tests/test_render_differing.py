"""Passages of other sources that differ from a sentence: every format names them, none calls them its evidence."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import combinations

import docx
import jsonschema
import pytest
from rich.console import Console
from sample_briefing import differing_briefing, figures_briefing, invented_briefing
from test_render_html import check_page, flat
from test_render_office import pdf_text, words_of

from summarizer.errors import InputError
from summarizer.records import Briefing, BriefingSentence, Citation, Differing, Document, Span
from summarizer.render import common, from_json, print_terminal, to_docx, to_html, to_json, to_markdown, to_pdf, to_text
from summarizer.render.jsonfile import schema
from summarizer.render.page import build_page

REMARKS = (
    "Differs: [2] has “14”: “The number of dead stands at 14.”, “Fourteen”: “Fourteen,” the mayor repeated.",
    "Differs: [3] has “At least 15”: “At least 15 people died, officials said.”",
    "Differs: [2] has “Monday”: “The Lindis sank late on Monday.”",
)


def bound(remark: str) -> str:
    """The remark with its mark kept on the line of its first word, as the terminal has it."""
    return remark.replace(": ", ":\N{NO-BREAK SPACE}", 1)


@pytest.fixture
def briefing() -> Briefing:
    return differing_briefing()


# --- what a source is to a briefing ------------------------------------------------------------------------


def test_a_source_that_only_differs_is_numbered_and_not_called_cited(briefing: Briefing) -> None:
    assert common.numbered(briefing) == [(1, 0), (2, 2), (3, 1)]
    assert common.unnumbered(briefing) == [3]
    assert common.cited(briefing) == {0, 1}
    assert [common.use_of(briefing, source) for source in range(4)] == [
        "cited in 3 sentences",
        "cited in 1 sentence, differs from 1 sentence",
        "differs from 2 sentences",
        "not cited",
    ]
    assert "4 sources, 2 cited, 1 only differing" in common.summary_line(briefing)
    assert "differing" not in common.summary_line(invented_briefing())


def test_a_source_of_the_title_may_differ(briefing: Briefing) -> None:
    titled = replace(briefing, title_citations=briefing.sentences[1].differing)
    assert common.use_of(titled, 2) == "cited for the title only, differs from 2 sentences"


# --- terminal ----------------------------------------------------------------------------------------------


def test_terminal_puts_the_remarks_beneath_the_lead(briefing: Briefing) -> None:
    lines = to_text(briefing, width=90).split("\n")
    told = "She sank on Tuesday.\u00a0[1][3] (2"
    lead = lines.index(f"7 May: At least 12 people died when the Lindis sank.\u00a0[1] {told}")
    assert lines[lead + 1] == "sources, 2 independent)"
    remarks = lines[lead + 2 : lead + 6]
    assert all(line.startswith("  ") for line in remarks)
    assert " ".join(" ".join(remarks).split()) == " ".join(REMARKS)
    assert "[2] Coast Wire (differs from 2 sentences)" in lines
    assert "[3] Radio West, 8 May 2031" in lines
    narrow = to_text(briefing, width=40)
    assert max(map(len, narrow.split("\n"))) <= 40
    assert all(remark in " ".join(narrow.split()) for remark in REMARKS)


def test_terminal_puts_the_remarks_between_a_sentence_and_its_evidence(briefing: Briefing) -> None:
    text = " ".join(to_text(briefing, explain=True).split())
    order = ["Lindis sank. [1]", *REMARKS[:2], "characters 0-66", "She sank", REMARKS[2], "characters 67-92"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_terminal_hangs_the_remark_of_a_point_under_it(briefing: Briefing) -> None:
    points = tuple(replace(sentence, role="point") for sentence in briefing.sentences)
    lines = to_text(replace(briefing, sentences=points), width=90).split("\n")
    after = lines.index("• She sank on Tuesday.\u00a0[1][3] (2 sources, 2 independent)") + 1
    assert lines[after] == f"    {bound(REMARKS[2])}"


def test_terminal_remarks_are_yellow(briefing: Briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    file = StringIO()
    print_terminal(briefing, Console(file=file, width=80, force_terminal=True, color_system="standard"))
    assert file.getvalue().count(f"\x1b[33m{common.DIFFERS}") == 3


# --- Markdown ----------------------------------------------------------------------------------------------


def test_markdown_sets_the_remarks_off(briefing: Briefing) -> None:
    text = to_markdown(briefing)
    remarks = "\n>\n".join(f"> {remark}" for remark in REMARKS)
    assert f"She sank on Tuesday. [1][3] *(2 sources, 2 independent)*\n\n{remarks}\n\n- *7 May:* The search" in text
    assert "2. Coast Wire (differs from 2 sentences)\n3. Radio West, 8 May 2031\n" in text
    assert "## Read, but not cited\n\n- Ships we know (not cited)\n" in text
    points = tuple(replace(sentence, role="point") for sentence in briefing.sentences)
    text = to_markdown(replace(briefing, sentences=points))
    sank = "- She sank on Tuesday. [1][3] *(2 sources, 2 independent)*"
    assert f"{sank}\n  > {REMARKS[2]}\n- *7 May:* The search" in text
    text = to_markdown(replace(briefing, sentences=points), explain=True)
    assert (
        f"- She sank on Tuesday. [1][3] *(2 sources, 2 independent)*\n  > {REMARKS[2]}\n  >\n  > \\[1\\] Alder Courier"
        in text
    )


def test_markdown_footnotes_hold_the_differing_passages(briefing: Briefing) -> None:
    text = to_markdown(briefing, "footnotes")
    assert (
        "> Differs: “14”: “The number of dead stands at 14.” [^2] “Fourteen”: “Fourteen,” the mayor repeated. [^4]\n"
        in text
    )
    assert "[^3]: Radio West, 8 May 2031: “At least 15 people died, officials said.”\n" in text
    body, _, _ = text.partition("\n\n[^1]:")
    assert set(re.findall(r"\[\^(\d+)\]", body)) == set(re.findall(r"(?m)^\[\^(\d+)\]:", text))


# --- HTML --------------------------------------------------------------------------------------------------


def test_html_shows_the_remark_with_a_mark_that_leads_to_the_passage(briefing: Briefing) -> None:
    root = check_page(briefing, to_html(briefing))
    first, second, third = root.all("", class_="sentence")
    remarks = first.all("p", class_="differs")
    assert [[a.text for a in remark.all("a", class_="cite")] for remark in remarks] == [["2"], ["3"]]
    assert all(flat(remark.text).startswith("Differs: ") for remark in remarks)
    assert len(second.all("p", class_="differs")) == 1
    assert not third.all("p", class_="differs")
    mark = root.all("a", id="ref-d1-1")[0]
    assert mark.attributes["aria-label"] == "Source 3, Radio West"
    pop = root.all("span", id="pop-d1-1")[0]
    assert pop.all("mark")[0].text == "At least 15 people died, officials said."
    target = root.all("mark", id=mark.attributes["href"][1:])[0]
    assert target.text == "At least 15 people died, officials said."
    assert target.attributes["data-passages"] == mark.attributes["data-passages"]


def test_html_matrix_and_lists_tell_differing_from_citing(briefing: Briefing) -> None:
    root = check_page(briefing, to_html(briefing))
    rows = [[flat(cell.text) for cell in row.all("td")[:-2]] for row in root.all("tr")[1:]]
    assert rows == [["yes", "≠differs", "≠differs"], ["yes", "≠differs", "yes"], ["yes", "", ""]]
    assert root.all("caption")[0].text.endswith(f" ≠: {common.DIFFERS_LEGEND}.")
    assert [used.text for used in root.all("span", class_="used")] == [
        "cited in 3 sentences",
        "differs from 2 sentences",
        "cited in 1 sentence, differs from 1 sentence",
        "not cited",
    ]
    assert [h.text for h in root.all("aside")[0].all("h3")] == ["Read, but not cited"]
    evidence = [flat(line.text) for line in root.all("section", class_="paper")[0].all("p")]
    assert evidence[1:3] == [
        "2 Differs: has “14”: “The number of dead stands at 14.”, “Fourteen”: “Fourteen,” the mayor repeated.",
        "3 Differs: has “At least 15”: “At least 15 people died, officials said.”",
    ]


def test_html_without_differences_has_no_word_of_them() -> None:
    root = check_page(invented_briefing(), to_html(invented_briefing()))
    assert "≠" not in root.all("body")[0].text
    assert "iffer" not in root.all("main")[0].text


def test_html_of_a_file_without_texts_has_the_differing_passages(briefing: Briefing) -> None:
    stored = from_json(to_json(briefing, include_text=False))
    root = check_page(stored, to_html(stored))
    told = root.all("details", id="source-2")[0].all("div", class_="text")[0].text
    assert "The Lindis sank late on Monday." in told


def test_one_source_may_both_carry_a_sentence_and_differ_from_it() -> None:
    document = Document("a", "Ten died. Eleven died.")
    cited, other = Citation(0, 0, 9, "Ten died."), Differing(0, 10, 22, "Eleven died.", Span(10, 16), "Eleven")
    sentence = BriefingSentence("Ten died.", "point", "written", (cited,), 1.0, differing=(other,))
    root = check_page(odd := Briefing("", (), (sentence,), (document,)), to_html(odd))
    assert [flat(cell.text) for cell in root.all("td")[:-2]] == ["yes≠differs"]
    assert "●≠" in words_of(to_docx(odd))


# --- Word and PDF ------------------------------------------------------------------------------------------


def test_word_has_remark_comment_and_matrix(briefing: Briefing) -> None:
    data = to_docx(briefing)
    text = words_of(data)
    for wanted in (*REMARKS, f"≠: {common.DIFFERS_LEGEND}.", "[2] Coast Wire, differs from 2 sentences"):
        assert wanted in text
    word = docx.Document(BytesIO(data))
    cells = [[cell.text for cell in row.cells[1:-2]] for row in word.tables[0].rows]
    assert cells == [["1", "2", "3"], ["●", "≠", "≠"], ["●", "≠", "●"], ["●", "", ""]]
    assert any("At least 15 people died, officials said." in comment.text for comment in word.comments)
    assert "≠" not in words_of(to_docx(invented_briefing()))


@pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="typst is not installed")
def test_pdf_has_remark_matrix_and_evidence(briefing: Briefing) -> None:
    text = pdf_text(to_pdf(briefing))
    for number, words in ((2, "“14”: “The number of dead"), (3, "“At least 15”: “At least 15 people died,")):
        assert re.search(rf"Differs:\s+{number}\s+has {words}", text)
    assert "Lindis sank. ≠ ≠ 1 0.95" in text
    assert f"≠: {common.DIFFERS_LEGEND}." in text
    assert "differs from 2 sentences" in text
    assert "3 Differs: A ferry sank near Port Alder on Tuesday. At least 15 people died, officials said. Ten" in text
    assert "≠" not in pdf_text(to_pdf(invented_briefing()))


# --- JSON --------------------------------------------------------------------------------------------------


def test_json_holds_the_passages_and_older_files_are_read(briefing: Briefing) -> None:
    value = json.loads(to_json(briefing, explain=True))
    jsonschema.validate(value, schema())
    quote = "The Lindis sank late on Monday."
    assert value["sentences"][1]["differing"] == [
        {"source": 2, "start": 0, "end": 31, "quote": quote, "value": "Monday", "value_start": 24, "value_end": 30}
    ]
    assert [source["number"] for source in value["sources"]] == [1, 3, 2, None]
    assert from_json(json.dumps(value)) == briefing
    for sentence in value["sentences"]:
        del sentence["differing"]
    jsonschema.validate(value, schema())
    bare = tuple(replace(sentence, differing=()) for sentence in briefing.sentences)
    assert from_json(json.dumps(value)) == replace(briefing, sentences=bare)


def test_a_file_before_1_6_names_no_number(briefing: Briefing) -> None:
    value = json.loads(to_json(briefing))
    value["schema_version"] = "1.5"
    del value["figures"]
    for sentence in value["sentences"]:
        del sentence["figures"]
        for one in sentence["differing"]:
            del one["value"], one["value_start"], one["value_end"]
    jsonschema.validate(value, schema())
    old = from_json(json.dumps(value))
    one = old.sentences[1].differing[0]
    assert (one.value, one.at, one.quote) == ("", Span(0, 0), "The Lindis sank late on Monday.")
    assert f"Differs:{chr(0xA0)}[2] “The Lindis sank late on Monday.”" in to_text(old)
    assert "> Differs: [2] “The number of dead stands at 14.” “Fourteen,” the mayor repeated." in to_markdown(old)
    assert from_json(to_json(old)) == old


def test_before_1_7_values_with_one_number_are_of_one_level() -> None:
    value = json.loads(to_json(figures_briefing()))
    for figure in value["figures"]:
        for one in figure["values"]:
            del one["level"]
    jsonschema.validate(value, schema())
    read = from_json(json.dumps(value)).figures
    for figure in read:
        assert figure.values[0].level == 0
        for one, other in combinations(figure.values, 2):
            assert (one.level == other.level) == ((one.number, one.unit) == (other.number, other.unit))


def test_json_with_a_differing_quote_that_its_source_lacks_is_refused(briefing: Briefing) -> None:
    value = json.loads(to_json(briefing))
    place = value["sentences"][1]["differing"][0]
    place["quote"] = "The Lindis sank late on Sunday."
    with pytest.raises(InputError, match=r"sentences\[1\]: a quote is not what sources\[2\] says"):
        from_json(json.dumps(value))
    value = json.loads(to_json(briefing))
    place = value["sentences"][1]["differing"][0]
    place["value"] = "Sunday"
    with pytest.raises(InputError, match=r"sentences\[1\]: a quote is not what sources\[2\] says"):
        from_json(json.dumps(value))
    place["end"] = 9999
    with pytest.raises(InputError, match=r"sentences\[1\]\.differing\[0\]\.end"):
        from_json(json.dumps(value))


def test_numbers_of_marks_and_of_the_source_list_agree(briefing: Briefing) -> None:
    page = build_page(briefing)
    names = {str(source.number): source.name for source in page.numbered}
    for view in page.sentences:
        assert all(names[ref.label] == ref.name for ref in (*view.refs, *view.differing))
        assert view.differing_sources == tuple(int(ref.label) for ref in view.differing)
