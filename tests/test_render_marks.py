"""What looks like a citation in a source's words cannot be taken for one of the briefing's, in any format."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import docx
import pypdf
import pytest
from examples import examples
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from strategies import briefings, hostile_figure

from summarizer.records import (
    Briefing,
    BriefingSentence,
    Citation,
    Differing,
    Document,
    Flag,
    Rejected,
    Reported,
    Skipped,
    Span,
)
from summarizer.render import common, flags, from_json, to_docx, to_html, to_json, to_markdown, to_pdf, to_text

FORGED = [
    "[9]", "[9][3]", "[ 9 ]", "[9, 3]", "[9-3]", "[^9]", "【9】", "［９］", "[٩]", "[¹]", "〔9〕", "[9】",
    "[9\u2060]", "[[9]]", "[9†source]", "[\n9\n]",
]  # fmt: skip
MARK = re.compile(r"[\[［【〔](?:[^\w⟦]|_)*[9９٩¹][^\]］】〕⟧⟦]*[\]］】〕]")
KEPT = ["[sic]", "[the vessel]", "[9 killed]", "a [b]", "[]", "⟦9⟧", "(9)"]


def forged(mark: str) -> Briefing:
    """A briefing whose every foreign word claims to be cited: one quoted, one written, one differing sentence."""
    words = f"Nine died {mark}."
    document = Document(f"id {mark}", words, f"Title {mark}", f"Name {mark}", "2031-03-04", f"https://e.example/{mark}")
    other = Document("b", "Ten died.", flags=(Flag("copy_of", f"like {mark}", 0),), publisher=f"Other {mark}")
    one = Citation(0, 0, len(words), words)
    far = Differing(1, 0, 9, f"Ten died {mark}.", Span(0, 9), f"Ten {mark}")
    told = Reported(1, 0, 9, f"Ten fell {mark}.", (Span(5, 5 + len(mark) + 5),))
    draft = Rejected(f"Draft {mark}.", (f"has {mark}",))
    sentences = (
        BriefingSentence(
            words, "lead", "quoted", (one,), 1.0, rejected=(draft,), differing=(far,), figures=(0,), reported_by=(told,)
        ),
        BriefingSentence(
            f"It is told {mark} and so on.",
            "point",
            "written",
            (replace(one, part=Span(0, 11 + len(mark))),),
            0.9,
            heading=f"Heading {mark}",
        ),
    )
    return Briefing(
        f"Briefing {mark}", (one,), sentences, (document, other), focus=f"focus {mark}", omitted=(draft,),
        skipped=(Skipped(f"name {mark}", f"why {mark}"),), notes=(f"Note {mark}",),
        figures=(hostile_figure(mark, document),),
    )  # fmt: skip


def marks(text: str) -> list[str]:
    """Everything that looks like a citation of a source 9, which the briefing does not have."""
    return MARK.findall(text)


def test_the_search_finds_every_forged_mark() -> None:
    assert all(marks(mark) for mark in FORGED)


@pytest.mark.parametrize("mark", FORGED)
def test_a_forged_mark_is_in_no_text_format(mark: str) -> None:
    briefing = forged(mark)
    assert not marks(to_text(briefing, explain=True))
    for style in ("inline", "footnotes"):
        html = MarkdownIt().render(to_markdown(briefing, style, explain=True, front_matter=True))
        assert not marks(re.sub("<[^>]*>", "", html))


@pytest.mark.parametrize("mark", FORGED)
def test_a_forged_mark_is_on_no_page(mark: str) -> None:
    briefing = forged(mark)
    page = re.sub(
        r'<div class="text".*?</div>|<style.*?</style>|<script.*?</script>', "", to_html(briefing), flags=re.S
    )
    assert not marks(re.sub("<[^>]*>", "", page))
    word = docx.Document(io.BytesIO(to_docx(briefing)))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "died" in text
    assert not marks(text)


def test_a_forged_mark_is_not_in_the_pdf() -> None:
    pytest.importorskip("typst")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_pdf(forged("[9][3]")))).pages)
    assert "⟦9⟧⟦3⟧" in text
    assert not marks(text)


def test_the_words_stay_readable_and_exact_in_json() -> None:
    briefing = forged("[9]")
    assert "“Nine died ⟦9⟧.”" in to_text(briefing)
    assert json.loads(to_json(briefing))["sentences"][0]["text"] == "Nine died [9]."


@pytest.mark.parametrize("words", KEPT)
def test_other_brackets_stay(words: str) -> None:
    assert common.one_line(words) == words


def test_an_address_keeps_its_numeric_host_only() -> None:
    assert common.safe_url("http://[::1]/a[9]?b[1]=2") == "http://[::1]/a%5B9%5D?b%5B1%5D=2"


@given(st.text(alphabet="[]【】9^3 ,-a\u200b", max_size=20))
def test_no_words_make_a_mark(words: str) -> None:
    line = common.one_line(words)
    assert not re.search(r"\[\^?\d+\]|【\d+】", line)
    assert len(line) == len(" ".join(words.split()))


@pytest.mark.slow
@profile(max_examples=examples(30), deadline=None)
@given(briefings())
def test_every_mark_in_text_is_a_number_of_a_source(briefing: Briefing) -> None:
    quoted = replace(briefing, title="T [7777]")
    assert "[7777]" not in to_text(quoted)
    assert "7777" in to_text(quoted)


@pytest.mark.parametrize(
    "kind",
    ["instructions", "party", "opinion", "advertisement", "satire", "correction", "date", "partly_read", "truncated"],
)
def test_a_flag_is_seen_in_every_format(kind: str) -> None:
    source = Document("a", "Nine died.", flags=(Flag(kind, "as seen here"),))
    cited = Citation(0, 0, 10, "Nine died.")
    briefing = Briefing("T", (), (BriefingSentence("Nine died.", "lead", "quoted", (cited,), 1.0),), (source,))
    word = docx.Document(io.BytesIO(to_docx(briefing)))
    shown = [to_text(briefing), to_markdown(briefing), to_html(briefing), "".join(p.text for p in word.paragraphs)]
    label = flags.flag_text(briefing, source.flags[0])
    assert label.endswith(": as seen here")
    assert all(label in text for text in shown)
    assert f'"{kind}"' in to_json(briefing)


def test_a_date_that_cannot_be_is_shown_with_the_source_that_speaks_against_it() -> None:
    flag = Flag("date", "gives 7 May 2023, where other sources have 5 May 2024", 1)
    sources = (Document("a", "Nine died.", flags=(flag,)), Document("b", "Nine died.", publisher="The Gull"))
    briefing = Briefing("T", (), (), sources)
    assert flags.flag_text(briefing, flag) == f"Impossible date, against The Gull: {flag.note}"
    assert from_json(to_json(briefing)).sources[0].flags == (flag,)
