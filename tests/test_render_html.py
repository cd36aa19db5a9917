"""The HTML page, without a browser: its links resolve, its passages are exact, foreign text stays text."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from sample_briefing import HAMA, hama_briefing, invented_briefing
from strategies import HOSTILE, briefings, hostile_figure

from summarizer.records import Briefing, BriefingSentence, Citation, Differing, Document, Span
from summarizer.render import common, from_json, telling, to_html, to_json, to_markdown, to_text
from summarizer.render.html import to_notebook
from summarizer.render.page import build_page
from summarizer.render.passages import SOURCE_LIMIT, neighbours

VOID = {"meta", "br", "hr", "img", "input", "link"}


@dataclass
class Element:
    """One element of a parsed page."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        inner = [child for child in self.children if isinstance(child, Element)]
        found = [element for child in inner for element in child.all(tag, **attributes)]
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        fits = all(value in self.attributes.get(name, "").split() for name, value in wanted.items())
        return [self, *found] if fits and tag in ("", self.tag) else found


class Parser(HTMLParser):
    """Builds the tree and refuses end tags that do not match, so that broken markup cannot pass."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(page: str) -> Element:
    parser = Parser()
    parser.feed(page)
    parser.close()
    assert len(parser.open) == 1, "an element is not closed"
    return parser.root


def flat(text: str) -> str:
    return " ".join(text.split())


def check_page(briefing: Briefing, page: str) -> Element:
    """What must hold for every briefing; returns the parsed page."""
    root = parse(page)
    elements = root.all()
    ids = Counter(element.attributes["id"] for element in elements if "id" in element.attributes)
    assert max(ids.values()) == 1, ids.most_common(3)
    for element in elements:
        assert not any(name.startswith("on") or name == "style" for name in element.attributes)
        assert "src" not in element.attributes
        for name in ("aria-labelledby", "aria-describedby"):
            assert all(ref in ids for ref in element.attributes.get(name, "").split())
        href = element.attributes.get("href", "#sources")
        assert href[1:] in ids if href.startswith("#") else href.startswith(("http://", "https://"))
    assert not [element for element in elements if element.tag in ("img", "iframe", "link", "form", "object", "base")]
    assert len(root.all("script")) == len(root.all("style")) == 1
    shown = [
        flat("".join(piece.text for piece in words.all("span", class_="piece")))
        for words in root.all("span", class_="words")
    ]
    wanted = [
        common.in_quotation_marks(common.one_line(s.text)) if s.origin == "quoted" else common.one_line(s.text)
        for s in briefing.sentences
    ]
    assert shown == [flat(text) for text in wanted]
    remarks = [flat(remark.all("span", dir_="auto")[-1].text) for remark in root.all("p", class_="differs")]
    assert remarks == [flat(ref.said) for view in build_page(briefing).sentences for ref in view.differing]
    return root


# --- structure --------------------------------------------------------------------------------------------


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(briefings())
def test_any_briefing_makes_a_sound_page(briefing: Briefing) -> None:
    root = check_page(briefing, to_html(briefing))
    for index, document in enumerate(briefing.sources):
        box = root.all("details", id=f"source-{index}")[0]
        text = box.all("div", class_="text")[0].text
        # Parsers turn CR LF into LF, as the HTML standard says.
        assert re.sub(r"\r\n?", "\n", text) == re.sub(r"\r\n?", "\n", common.harmless(document.text))


@settings(max_examples=examples(25), deadline=None)
@given(briefings())
def test_marked_passages_are_the_cited_ones(briefing: Briefing) -> None:
    page = build_page(briefing)
    segments = {source.key: source.segments for source in page.sources}
    for sentence, view in zip(briefing.sentences, page.sentences, strict=True):
        assert {passage for ref in view.refs for passage in ref.passages}
        assert len(view.differing) == len({c.source for c in sentence.differing})
        assert len(view.reporting) == len({c.source for c in sentence.reported_by})
        pieces = list(zip(telling.pieces(sentence), view.pieces, strict=True))
        marks = [(ref, own.citations) for own, piece in pieces for ref in piece.refs]
        marks += [(ref, sentence.reported_by) for ref in view.reporting]
        marks += [(ref, sentence.differing) for ref in view.differing]
        for ref, citations in marks:
            source = int(ref.href.split("-")[1])
            cited = {common.harmless(c.quote) for c in citations if c.source == source}
            marked = {
                "".join(part.text for part in segments[f"source-{source}"] if number in part.passages)
                for number in ref.passages
            }
            assert marked == cited
            anchored = [part for part in segments[f"source-{source}"] if f"#{part.anchor}" == ref.href]
            assert len(anchored) == 1
            assert ref.passages[0] in anchored[0].passages


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_as_text(hostile: str) -> None:
    document = Document(hostile, f"Start. {hostile} End.", hostile, hostile, hostile, hostile, hostile)
    citation = Citation(0, 7, len(document.text), document.text[7:])
    other = Differing(0, 7, len(document.text), document.text[7:], Span(7, len(document.text) - 5), hostile)
    sentence = BriefingSentence(
        f"It says {hostile}", "lead", "quoted", (citation,), 0.1, differing=(other,), figures=(0,)
    )
    figures = (hostile_figure(hostile, document), hostile_figure(hostile, document))
    briefing = Briefing(
        hostile, (citation,), (sentence,), (document,), notes=(hostile,), focus=hostile, figures=figures
    )
    check_page(briefing, to_html(briefing))


def test_policy_names_exactly_this_style_and_script() -> None:
    root = parse(to_html(invented_briefing()))
    policy = root.all("meta")[1].attributes["content"]
    assert policy.startswith("default-src 'none'; ")
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        digest = base64.b64encode(hashlib.sha256(root.all(tag)[0].text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in policy
    assert "unsafe" not in policy


# --- what a reader sees -----------------------------------------------------------------------------------


def test_page_of_the_invented_briefing() -> None:
    briefing = invented_briefing()
    root = check_page(briefing, to_html(briefing))
    assert root.all("title")[0].text == "Ferry runs aground off Port Alder"
    first, second, third, _ = root.all("", class_="sentence")
    assert "2 sources, 2 independent, written" in flat(first.text)
    assert [a.text for a in first.all("a", class_="cite")] == ["1", "2"]
    assert "weak" in second.attributes["class"].split()
    assert "Weakly supported, 0.66" in second.text
    assert "quoted" in third.attributes["class"].split()
    assert "Words of Radio West" in flat(third.text)
    pop = root.all("span", id="pop-s2-0")[0]
    assert flat(pop.text).startswith(
        "Alder Courier Ferry aground off Port Alder 7 May 2031 The ferry Lindis ran aground"
    )
    assert pop.all("mark")[0].text == "All 212 people on board were brought ashore by dawn."
    assert [near.text.strip() for near in pop.all("span", class_="near")] == [
        "The ferry Lindis ran aground off Port Alder on Tuesday night.",
        "Divers will look at the hull today.",
    ]
    rows = [[len(cell.all("span", class_="dot")) for cell in row.all("td")[:-2]] for row in root.all("tr")[1:]]
    assert rows == [[1, 1], [1, 0], [0, 1], [1, 0]]
    assert [t.attributes["datetime"] for t in root.all("time")] == ["2031-05-06", "2031-05-07"]
    whole = flat(root.text)
    for text in (
        "The captain was drunk. no evidence",
        "teaser list, 29 characters",
        "Not read: photo.jpg",
        "not cited",
    ):
        assert text in whole
    assert root.all("span", class_="dropped")[0].text == "Read next: ten walks in Alder"


def test_uncited_source_is_said_to_be_so() -> None:
    root = parse(to_html(invented_briefing()))
    boxes = root.all("details", class_="source")
    assert [flat(box.all("summary")[0].text).split(" ")[0] for box in boxes] == ["1", "2", "–"]
    assert "not cited" in boxes[2].all("summary")[0].text
    assert "AI-generated" in boxes[2].all("summary")[0].text


def test_headings_sections_and_what_was_left_out() -> None:
    briefing = invented_briefing()
    root = parse(to_html(briefing))
    assert [h.text for h in root.all("h2")][:2] == ["Background", "Who reported what"]
    boxes = [flat(box.text) for box in root.all("main")[0].all("summary")]
    assert boxes == [
        "1 sentence left out of the briefing",
        "1 draft refused and replaced",
        "1 passage of [1] Alder Courier not summarised",
    ]
    told = [flat(item.text) for item in root.all("ul", class_="out")]
    assert told[0] == "The captain was drunk. no evidence"
    assert told[1] == "All were hurt. “hurt” is negated in the evidence · what stands instead, sentence 2"
    assert root.all("ul", class_="notes")[0].text.strip() == "Only 60 of 250 words could be supported."


def test_a_sentence_may_bring_a_heading_of_its_own() -> None:
    class Headed(BriefingSentence):
        __slots__ = ("heading",)

    def headed(sentence: BriefingSentence, heading: str) -> BriefingSentence:
        new = Headed(*(getattr(sentence, name) for name in BriefingSentence.__slots__))
        object.__setattr__(new, "heading", heading)
        return new

    briefing = invented_briefing()
    first, *rest = briefing.sentences
    titles = ["Rescue <b>", "Rescue <b>", "The ship"]
    new = replace(briefing, sentences=(first, *map(headed, rest, titles)))
    root = parse(to_html(new))
    assert [h.text for h in root.all("h2")][:3] == ["Rescue <b>", "The ship", "Who reported what"]
    assert "## Rescue \\<b\\>\n" in to_markdown(new)
    assert "\nThe ship\n" in to_text(new)


def test_no_timeline_without_two_days() -> None:
    briefing = invented_briefing()
    same_day = replace(briefing, sources=tuple(replace(s, date="2031-05-06") for s in briefing.sources))
    page = to_html(same_day)
    assert "When it was reported" not in page
    assert "Reports of 6 May 2031" in page


def test_overlapping_passages_are_both_marked() -> None:
    document = Document("a", "One two three four.")
    cites = (Citation(0, 0, 13, "One two three"), Citation(0, 4, 19, "two three four."))
    sentences = tuple(BriefingSentence("x", "point", "written", (c,), 1.0) for c in cites)
    page = build_page(Briefing("t", (), sentences, (document,)))
    parts = [(part.text, part.passages, part.anchor) for part in page.sources[0].segments]
    assert parts == [
        ("One ", (1,), "text-0-0"),
        ("two three", (1, 2), "text-0-4"),
        (" four.", (2,), ""),
    ]


def test_briefing_without_stored_texts_still_shows_its_passages() -> None:
    briefing = from_json(to_json(invented_briefing(), include_text=False))
    page = to_html(briefing)
    root = check_page(briefing, page)
    assert "The full text was not stored" in page
    assert "All 212 people on board" in root.all("div", class_="text")[0].text


def test_empty_briefing() -> None:
    page = to_html(Briefing("", (), (), ()))
    assert "No sentence could be written" in page
    parse(page)


def test_neighbours_are_the_sentences_around() -> None:
    text = "First one. “Second?” Third is here! Fourth.\n\nFifth after a break."
    start = text.index("Third")
    assert neighbours(text, start, start + len("Third is here!")) == ("“Second?”", "Fourth.")
    start = text.index("Fourth")
    assert neighbours(text, start, start + 7) == ("Third is here!", "Fifth after a break.")
    assert neighbours(text, 0, len(text)) == ("", "")
    start = text.index("Third")
    assert neighbours(text, start, start + 14, start - 1, start + 15) == ("", "")
    before, after = neighbours("x" * 5000, 2000, 3000)
    assert before.startswith("…")
    assert after.endswith("…")
    assert len(before) == len(after) == 241


# --- size -------------------------------------------------------------------------------------------------


def test_megabytes_without_a_space_stay_small() -> None:
    text = "x" * 1_000_000
    citation = Citation(0, 500_000, 500_040, text[500_000:500_040])
    sentence = BriefingSentence("It is x.", "lead", "written", (citation,), 1.0)
    started = time.perf_counter()
    page = to_html(Briefing("X", (), (sentence,), (Document("a", text),)))
    assert time.perf_counter() - started < 5
    assert len(page) < 100_000
    root = parse(page)
    shown = root.all("div", class_="text")[0]
    assert [mark.text for mark in shown.all("mark")] == [text[500_000:500_040]]
    holes = re.findall(r"\[([\d,]+) characters are not shown here\]", shown.text)
    kept = len(re.sub(r"\[[\d,]+ characters are not shown here\]", "", shown.text))
    assert sum(int(hole.replace(",", "")) for hole in holes) + kept == len(text)
    assert kept < SOURCE_LIMIT


@pytest.mark.skipif(not HAMA.is_dir(), reason="the test cluster is not beside the checkout")
def test_five_articles_fit_in_400_kilobytes() -> None:
    briefing = hama_briefing()
    page = to_html(briefing)
    check_page(briefing, page)
    assert len(page.encode()) <= 400_000


def test_notebook_frame_holds_the_same_page() -> None:
    briefing = invented_briefing()
    frame = to_notebook(briefing)
    root = parse(frame)
    assert root.all("iframe")[0].attributes["srcdoc"] == to_html(briefing)
    assert "allow-same-origin" not in frame.partition(html.escape("<script>"))[0]
