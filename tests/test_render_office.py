"""Word and PDF: everything is there, nothing foreign becomes markup, the same briefing gives the same bytes."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from io import BytesIO

import docx
import pypdf
import pytest
from earlier_briefings import earlier, later
from examples import examples
from hypothesis import HealthCheck, given, settings
from pipeline_fakes import HashEncoder
from sample_briefing import invented_briefing, sample_briefing
from strategies import HOSTILE, briefings, hostile_figure

from summarizer.compare import compare
from summarizer.errors import OutputError
from summarizer.records import Briefing, BriefingSentence, Citation, Differing, Document, Flag, Span
from summarizer.render import common, pdf, telling, to_docx, to_pdf
from summarizer.settings import PlanSettings

with_typst = pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="typst is not installed")


def words_of(data: bytes) -> str:
    """Text of all paragraphs, table cells and comments of a Word file."""
    word = docx.Document(BytesIO(data))
    parts = [paragraph.text for paragraph in word.paragraphs]
    parts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    parts += [comment.text for comment in word.comments]
    return " ".join(" ".join(parts).split())


def pdf_text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages).split())


def hostile_briefing() -> Briefing:
    text = f"Before. {' '.join(HOSTILE)} \ufffe\uffff After."
    document = Document(HOSTILE[3], text, HOSTILE[4], HOSTILE[0], HOSTILE[5], "javascript:alert(1)", HOSTILE[9])
    cited = Citation(0, 8, len(text), text[8:])
    other = Differing(0, 8, len(text), text[8:], Span(8, len(text)), text[8:])
    sentences = tuple(
        BriefingSentence(hostile, "point", "quoted", (cited,), 0.1, differing=(other,), figures=(index,))
        for index, hostile in enumerate((*HOSTILE, "\uffff"))
    )
    figures = tuple(hostile_figure(hostile, document) for hostile in (*HOSTILE, "\uffff"))
    return Briefing(HOSTILE[3], (cited,), sentences, (document,), notes=HOSTILE, focus=HOSTILE[4], figures=figures)


def test_word_has_every_part_and_the_passages_as_comments() -> None:
    briefing = invented_briefing()
    data = to_docx(briefing)
    text = words_of(data)
    for wanted in (
        "Ferry runs aground off Port Alder",
        "Only 60 of 250 words could be supported.",
        "1 source, written, weakly supported (0.66)",
        "said the harbour master, Ines Varga. — Radio West",
        "Who reported what",
        "AI-generated: says so in its last line",
        "The captain was drunk.",
        "Not read: photo.jpg",
        "https://courier.example/lindis",
        "all-MiniLM-L6-v2",
    ):
        assert wanted in text, wanted
    word = docx.Document(BytesIO(data))
    assert word.core_properties.title == briefing.title
    notes = [comment.text for comment in word.comments]
    assert len(notes) == 1 + sum(len(sentence.sources) for sentence in briefing.sentences)
    assert any("All 212 people on board were brought ashore by dawn. Divers will look" in note for note in notes)
    assert {comment.author for comment in word.comments} == {"Alder Courier", "Radio West"}


def test_word_quotes_and_weak_sentences_look_different() -> None:
    word = docx.Document(BytesIO(to_docx(invented_briefing())))
    first = {run.text: run for p in word.paragraphs for run in p.runs[:2]}
    assert first["“Nobody panicked,” said the harbour master, Ines Varga."].italic
    assert first["All were brought ashore by dawn."].font.underline
    assert not first["Divers will examine the hull."].font.underline


def test_word_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert to_docx(invented_briefing()) == to_docx(invented_briefing())


@pytest.mark.slow
@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(briefings())
def test_word_holds_every_sentence(briefing: Briefing) -> None:
    text = words_of(to_docx(briefing)).replace(" ", "")
    shown = [piece.text for s in briefing.sentences for piece in telling.pieces(s)]  # marks stand between them
    shown += [c.quote for s in briefing.sentences for c in s.differing]
    for words in shown:
        wanted = common.one_line(words).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})
        assert "".join(wanted.split()) in text


@pytest.mark.slow
def test_hostile_text_is_text_in_word() -> None:
    data = to_docx(hostile_briefing())
    relations = docx.Document(BytesIO(data)).part.rels.values()
    assert not [relation for relation in relations if relation.is_external]
    assert "<script>alert(1)</script>" in words_of(data)
    assert "\u202e" not in words_of(data)


def test_word_says_what_changed() -> None:
    since = compare(earlier(), later(), HashEncoder(), PlanSettings(), "monday.json")
    text = words_of(to_docx(later(), since=since))
    assert "Since monday.json: 1 new, 2 changed, 2 withdrawn, 0 unchanged." in text
    assert "At least 14 17 people died" in text


@with_typst
def test_pdf_has_every_part_and_is_the_same_each_time() -> None:
    briefing = invented_briefing()
    data = to_pdf(briefing)
    assert data == to_pdf(briefing)
    text = pdf_text(data)
    for wanted in (
        "Ferry runs aground off Port Alder",
        "Only 60 of 250 words could be supported.",
        "Weakly supported, 0.66",
        "Words of Radio West",
        "WHO REPORTED WHAT",
        "6 May 2031",
        "AI-generated: says so in its last line",
        "A ferry with 212 people struck a sandbank near Port Alder late on Tuesday.",
        "The captain was drunk.",
        "Not read: photo.jpg",
    ):
        assert wanted in text, wanted
    reader = pypdf.PdfReader(BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == briefing.title
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    links = [a.get_object()["/A"] for page in reader.pages for a in page.get("/Annots", []) if "/A" in a.get_object()]
    assert {link["/URI"] for link in links if "/URI" in link} == {"https://courier.example/lindis"}


@pytest.mark.slow
@with_typst
def test_hostile_text_is_text_in_pdf() -> None:
    data = to_pdf(hostile_briefing())
    assert "<script>alert(1)</script>" in pdf_text(data)
    assert b"/JavaScript" not in data
    empty = to_pdf(Briefing("", (), (), ()))
    assert "No sentence could be written" in pdf_text(empty)


@with_typst
@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(briefings())
def test_any_briefing_makes_a_pdf(briefing: Briefing) -> None:
    assert to_pdf(briefing).startswith(b"%PDF-")


@with_typst
def test_a_title_from_an_uncited_source_whose_name_is_a_number_makes_a_pdf() -> None:
    documents = (Document("24", "Rain fell on Lund."), Document("b", "A ferry sank."))
    sentence = BriefingSentence("A ferry sank.", "lead", "written", (Citation(1, 0, 13, "A ferry sank."),), 1.0)
    briefing = Briefing("Rain in Lund", (Citation(0, 0, 18, "Rain fell on Lund."),), (sentence,), documents)
    assert "Rain in Lund" in pdf_text(to_pdf(briefing))


@with_typst
def test_pdf_of_many_sources_and_of_changes() -> None:
    briefing = sample_briefing()
    many = replace(
        briefing, sources=briefing.sources + (Document("x", "X.", "T" * 2000, flags=(Flag("truncated", ""),)),) * 45
    )
    assert len(pypdf.PdfReader(BytesIO(to_pdf(many))).pages) > 3
    since = compare(earlier(), later(), HashEncoder(), PlanSettings(), "monday.json")
    assert "1 new, 2 changed, 2 withdrawn, 0 unchanged." in pdf_text(to_pdf(later(), since=since))


def test_without_the_typesetter_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(OutputError, match=r"PDF needs the package typst.*attributed-briefing\[pdf\]"):
        to_pdf(invented_briefing())


@with_typst
def test_a_megabyte_without_a_space_stays_small() -> None:
    document = Document("a", "x" * 1_000_000, "T" * 5_000, "P" * 5_000, None, f"https://a.example/{'u' * 3_000}")
    cited = Citation(0, 0, 1_000_000, document.text)
    briefing = Briefing(
        "W" * 9_000, (cited,), (BriefingSentence("W" * 9_000, "lead", "written", (cited,), 1.0),), (document,)
    )
    assert len(to_docx(briefing)) < 200_000
    assert len(to_pdf(briefing)) < 400_000


@pytest.mark.parametrize("length", [3_000, 100_000])
def test_an_address_too_long_for_a_link_is_told_by_its_beginning(length: int) -> None:
    briefing = invented_briefing()
    url = "https://e.example/" + "a" * length
    long = replace(briefing, sources=(replace(briefing.sources[0], url=url), *briefing.sources[1:]))
    text = words_of(to_docx(long))
    assert "https://e.example/aaa" in text
    assert url not in text


@with_typst
def test_an_address_too_long_for_a_link_does_not_cost_the_pdf() -> None:
    briefing = invented_briefing()
    url = "https://e.example/" + "a" * 100_000
    long = replace(briefing, sources=(replace(briefing.sources[0], url=url), *briefing.sources[1:]))
    data = to_pdf(long)
    links = [
        note.get_object().get("/A", {}).get("/URI", "")
        for page in pypdf.PdfReader(BytesIO(data)).pages
        for note in page.get("/Annots", [])
    ]
    assert all(len(link) < 2_100 for link in links)
    assert "https://e.example/aaa" in pdf_text(data).replace(" ", "")
