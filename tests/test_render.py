"""Terminal, Markdown and JSON: every citation resolves, nothing foreign becomes markup, nothing is lost."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import replace
from datetime import date
from io import StringIO

import jsonschema
import pytest
import yaml
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console
from strategies import HOSTILE, briefings

from summarizer.errors import InputError, UsageError
from summarizer.records import (
    Briefing,
    BriefingSentence,
    Citation,
    Differing,
    Document,
    Dropped,
    Figure,
    FigureValue,
    Flag,
    Rejected,
    Skipped,
    Span,
)
from summarizer.render import common, from_json, moments, print_terminal, to_json, to_markdown, to_text
from summarizer.render.jsonfile import schema
from summarizer.render.markdown import escape

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def cite(sources: tuple[Document, ...], source: int, quote: str) -> Citation:
    start = sources[source].text.index(quote)
    return Citation(source, start, start + len(quote), quote)


@pytest.fixture
def briefing() -> Briefing:
    """Three invented reports: the third is cited first, the first second, the second never."""
    sources = (
        Document(
            "a.txt",
            "The bridge closed on Monday. Repairs take a year.",
            "Bridge shut",
            "Port Herald",
            "2031-03-04",
            "https://herald.example/a",
        ),
        Document(
            "b.txt",
            "Weather stays fine.",
            path="b.txt",
            flags=(Flag("copy_of", "81 % of its words", 0), Flag("ai_generated", "says so itself")),
        ),
        Document(
            "c.txt",
            "The old bridge closed on 3 March. “It was rusty,” said Ann Oru.",
            publisher="Radio Nine",
            date="2031-03-03",
            url="javascript:alert(1)",
        ),
    )
    sentences = (
        BriefingSentence(
            "The bridge closed on Monday, 3 March.",
            "lead",
            "written",
            (
                cite(sources, 2, "The old bridge closed on 3 March."),
                cite(sources, 0, "The bridge closed on Monday."),
            ),
            0.93,
            (Rejected("The bridge fell.", ("“fell” is not in the evidence",)),),
            independent_origins=2,
        ),
        BriefingSentence(
            "“It was rusty,” said Ann Oru.",
            "point",
            "quoted",
            (cite(sources, 2, "“It was rusty,” said Ann Oru."),),
            1.0,
        ),
        BriefingSentence(
            "Repairs take a year.", "background", "written", (cite(sources, 0, "Repairs take a year."),), 0.62
        ),
    )
    return Briefing(
        title="Bridge closed",
        title_citations=(cite(sources, 0, "The bridge closed on Monday."),),
        sentences=sentences,
        sources=sources,
        dropped=(Dropped(1, 0, 7, "teaser"),),
        skipped=(Skipped("photo.jpg", "an image"),),
        notes=("Only 20 of 250 words were supported.",),
        omitted=(Rejected("Trains stop.", ("no evidence",)),),
        settings_hash="0123456789abcdef",
        timings={"read": 0.1},
    )


def squeezed(text: str) -> str:
    """Without white space: what wrapping and indenting cannot change."""
    return "".join(text.split())


def unmarked(text: str) -> str:
    """The same without the briefing's own marks."""
    return re.sub(r"\[\^?\d+\]", "", squeezed(text))


# --- terminal ---------------------------------------------------------------------------------------------


def test_terminal_shows_all_parts_in_order(briefing: Briefing) -> None:
    text = to_text(briefing)
    parts = [
        "Bridge closed\N{NO-BREAK SPACE}[2]",
        "The bridge closed on Monday, 3 March.\N{NO-BREAK SPACE}[1][2]",
        "said Ann Oru. — Radio Nine\N{NO-BREAK SPACE}[1]",
        "Background",
        "Repairs take a year.\N{NO-BREAK SPACE}[2] (weakly supported, 0.62)",
        "[1] Radio Nine, 3 March 2031",
        "[2] Port Herald, 4 March 2031",
        "https://herald.example/a",
        "Read, but not cited:",
        "b.txt (not cited)",
        "Copy of [2] Port Herald: 81 % of its words",
        "AI-generated: says so itself",
        "Note: Only 20 of 250 words were supported.",
        "Not read: photo.jpg (an image)",
        "Written 2, quoted 1, left out 1 · 3 sources, 2 cited · 17 words",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, [part for part, place in zip(parts, places, strict=True) if place < 0]
    assert places == sorted(places)
    assert "javascript" not in text
    assert "The bridge fell" not in text


def test_explain_puts_the_evidence_under_its_sentence(briefing: Briefing) -> None:
    text = to_text(briefing, explain=True)
    lead = text.index("The bridge closed on Monday, 3")
    evidence = text.index("“The old bridge closed on 3 March.”")
    assert lead < evidence < text.index("“It was rusty,")
    assert "Draft refused (“fell” is not in the evidence): The bridge fell." in text
    assert "Left out (no evidence): Trains stop." in text


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_console(briefing: Briefing, width: int) -> None:
    long = replace(briefing.sentences[0], text="word " * 60 + "x" * 300)
    text = to_text(replace(briefing, sentences=(long, *briefing.sentences[1:])), width=width, explain=True)
    widest = max(len(line) for line in text.split("\n"))
    assert widest <= min(width, 100)
    assert widest > min(width, 100) - 15


def test_a_wide_window_has_the_sources_beside_the_briefing(briefing: Briefing) -> None:
    text = to_text(briefing, width=120)
    line = next(line for line in text.split("\n") if "Sources ─" in line)
    assert line.startswith("The bridge closed on Monday, 3 March.")
    body = "\n".join(line[:76].rstrip() for line in text.split("\n"))
    assert all(squeezed(sentence.text) in squeezed(body) for sentence in briefing.sentences)
    assert max(map(len, text.split("\n"))) <= 120
    many = replace(briefing, sources=briefing.sources + (briefing.sources[1],) * 40)
    assert not any("Sources ─" in line and line[0] != "S" for line in to_text(many, width=120).split("\n"))


def test_colour_only_where_it_is_wanted(briefing: Briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    def printed() -> str:
        file = StringIO()
        print_terminal(briefing, Console(file=file, width=80, force_terminal=True, color_system="standard"))
        return file.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[36m" in printed() or ";36m" in printed()
    assert "\x1b[2m3 March: \x1b[0m\x1b[3m“It was rusty,”" in printed(), "the day is dim, and nothing else is"
    assert "\nThe bridge closed on Monday" in printed(), "a sentence is plain"
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", printed())
    piped = StringIO()
    print_terminal(briefing, Console(file=piped))
    assert "\x1b" not in piped.getvalue()


@settings(max_examples=examples(25), deadline=None)
@given(briefings(), st.sampled_from([40, 80, 100]), st.booleans())
def test_terminal_holds_every_sentence_and_no_control(briefing: Briefing, width: int, explain: bool) -> None:
    text = to_text(briefing, width=width, explain=explain)
    assert not UNSAFE.search(text)
    assert all(squeezed(common.one_line(s.text)) in unmarked(text) for s in briefing.sentences)
    if explain:
        quotes = [common.one_line(c.quote) for s in briefing.sentences for c in s.passages]
        assert all(squeezed(quote) in squeezed(text) for quote in quotes)
    differing = [common.one_line(c.quote) for s in briefing.sentences for c in s.differing]
    assert all(squeezed(quote) in squeezed(text) for quote in differing)


# --- Markdown ---------------------------------------------------------------------------------------------


def test_markdown_inline(briefing: Briefing) -> None:
    text = to_markdown(briefing)
    assert text.startswith(
        "# Bridge closed [2]\n\n*State of 4 March 2031* [2]\n\n"
        "The bridge closed on Monday, 3 March. [1][2] *(2 sources, 2 independent)*\n"
    )
    assert "- *3 March:* “It was rusty,” said Ann Oru. — Radio Nine [1]\n" in text
    assert "1. Radio Nine, 3 March 2031\n" in text
    assert "2. Port Herald, 4 March 2031, [Bridge shut](<https://herald.example/a>)\n" in text
    assert "- Not read: photo.jpg (an image)" in text
    assert text.endswith("*Written 2, quoted 1, left out 1 · 3 sources, 2 cited · 17 words*\n")


def test_markdown_footnotes(briefing: Briefing) -> None:
    text = to_markdown(briefing, "footnotes")
    assert text.startswith("# Bridge closed [^1]\n")
    assert "The bridge closed on Monday, 3 March. [^1][^2] *(2 sources, 2 independent)*\n" in text
    assert "[^1]: Port Herald, 4 March 2031: “The bridge closed on Monday.”\n" in text
    assert "[^2]: Radio Nine, 3 March 2031: “The old bridge closed on 3 March.”\n" in text
    assert "2. Port Herald, 4 March 2031, [Bridge shut](<https://herald.example/a>)\n" in text
    assert len(re.findall(r"(?m)^\[\^(\d+)\]:", text)) == 4
    with pytest.raises(UsageError, match="endnotes"):
        to_markdown(briefing, "endnotes")


def test_markdown_explain_and_front_matter(briefing: Briefing) -> None:
    text = to_markdown(briefing, explain=True, front_matter=True)
    _, block, body = text.split("---\n", 2)
    assert body.startswith("\n# Bridge closed [2]\n")
    assert yaml.safe_load(block) == {
        "title": "Bridge closed",
        "date": date(2031, 3, 4),
        "sources": ["Radio Nine", "Port Herald"],
        "words": briefing.words,
        "settings_hash": "0123456789abcdef",
    }
    assert "> \\[1\\] Radio Nine: “The old bridge closed on 3 March.”" in text
    assert "Draft refused" in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_escaped_text_is_only_text(hostile: str) -> None:
    for source in (escape(hostile), f"- {escape(hostile)}", f"# {escape(hostile)}"):
        inline = [child for token in MarkdownIt().parse(source) for child in token.children or []]
        assert {child.type for child in inline} <= {"text", "text_special"}
        shown = "".join(child.content for child in inline)
        assert squeezed(shown) == squeezed(common.one_line(hostile))


@settings(max_examples=examples(25), deadline=None)
@given(briefings(), st.sampled_from(["inline", "footnotes"]), st.booleans())
def test_markdown_has_every_sentence_and_only_our_markup(briefing: Briefing, style: str, explain: bool) -> None:
    text = to_markdown(briefing, style, explain=explain)
    assert not UNSAFE.search(text)
    assert all(escape(c.quote) in text for s in briefing.sentences for c in s.differing)
    tokens = MarkdownIt().parse(text)
    inline = [child for token in tokens for child in token.children or []]
    kinds = {token.type for token in tokens} | {child.type for child in inline}
    assert not kinds & {"html_block", "html_inline", "image", "fence", "code_block", "code_inline"}
    shown = unmarked("".join(child.content for child in inline))
    assert all(squeezed(common.one_line(s.text)) in shown for s in briefing.sentences)
    links = [str(child.attrs["href"]) for child in inline if child.type == "link_open"]
    assert len(links) <= len(briefing.sources)
    assert all(link.startswith(("http://", "https://")) for link in links)


@settings(max_examples=examples(25), deadline=None)
@given(briefings())
def test_numbers_follow_first_use_and_resolve(briefing: Briefing) -> None:
    assert list(briefing.numbers.values()) == list(range(1, len(briefing.numbers) + 1))
    text = to_markdown(briefing, "footnotes")
    body, _, _ = text.partition("\n\n[^1]:")
    used = [int(number) for number in re.findall(r"(?<!\\)\[\^(\d+)\]", body)]
    defined = [int(number) for number in re.findall(r"(?m)^\[\^(\d+)\]:", text)]
    assert set(used) == set(defined)
    assert defined == list(range(1, len(defined) + 1))
    inline = to_markdown(briefing).partition("\n\n")[2].partition("\n## ")[0]
    assert {int(n) for n in re.findall(r"(?<!\\)\[(\d+)\]", inline)} <= set(briefing.numbers.values())
    assert {*briefing.numbers, *common.unnumbered(briefing)} == set(range(len(briefing.sources)))


# --- JSON -------------------------------------------------------------------------------------------------


def test_a_source_that_is_cited_for_a_part_beside_one_for_all_has_its_number(briefing: Briefing) -> None:
    own = (Citation(1, 0, 4, "Fire", Span(0, 4)), Citation(0, 0, 9, "Fire kil."))
    told = replace(briefing, sentences=(BriefingSentence("Fire kil.", "lead", "written", own, 1.0),))
    assert {0, 1} <= told.numbers.keys()


@settings(max_examples=examples(25), deadline=None)
@given(briefings())
def test_json_is_valid_and_comes_back_equal(briefing: Briefing) -> None:
    text = to_json(briefing, explain=True)
    value = json.loads(text)
    jsonschema.Draft202012Validator(schema()).validate(value)
    assert from_json(text) == briefing
    text.encode("utf-8")
    assert not UNSAFE.search(text)
    for sentence in value["sentences"]:
        for citation in (*sentence["citations"], *sentence["reported_by"], *sentence["differing"]):
            source = value["sources"][citation["source"]]
            assert source["number"] is not None
            assert source["text"][citation["start"] : citation["end"]] == citation["quote"]
        for one in sentence["differing"]:
            assert value["sources"][one["source"]]["text"][one["value_start"] : one["value_end"]] == one["value"]
    for one in (one for figure in value["figures"] for one in figure["values"]):
        told = value["sources"][one["source"]]["text"]
        assert told[one["start"] : one["end"]] == one["quote"]
        assert told[one["value_start"] : one["value_end"]] == one["value"]


@settings(max_examples=examples(15), deadline=None)
@given(briefings())
def test_json_without_drafts_and_texts(briefing: Briefing) -> None:
    text = to_json(briefing, include_text=False)
    value = json.loads(text)
    jsonschema.Draft202012Validator(schema()).validate(value)
    assert all("text" not in source for source in value["sources"])
    back = from_json(text)
    assert [s.citations for s in back.sentences] == [s.citations for s in briefing.sentences]
    assert [s.differing for s in back.sentences] == [s.differing for s in briefing.sentences]
    assert back.figures == briefing.figures
    assert [s.reported_by for s in back.sentences] == [s.reported_by for s in briefing.sentences]
    assert all(not sentence.rejected for sentence in back.sentences)


def test_schema_is_sound_and_names_every_member(briefing: Briefing) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    value = json.loads(to_json(briefing, explain=True))
    closed = schema()
    closed["additionalProperties"] = False
    for name in ("source", "sentence", "draft", "carrying", "reported", "part"):
        closed["$defs"][name]["unevaluatedProperties"] = False
    jsonschema.Draft202012Validator(closed).validate(value)
    value["sources"][0]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        jsonschema.Draft202012Validator(closed).validate(value)


def test_surrogate_halves_survive(briefing: Briefing) -> None:
    odd = replace(briefing, notes=("half \ud800 of a pair",))
    text = to_json(odd, explain=True)
    text.encode("utf-8")
    assert from_json(text) == odd
    to_markdown(odd).encode("utf-8")
    to_text(odd).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a JSON briefing"),
        ("[1", "not a JSON briefing"),
        ("[" * 100_000, "not a JSON briefing"),
        ("{}", "no schema_version"),
        ("[]", "no schema_version"),
        ('{"schema_version": "2.0"}', r"schema version '2.0'.*reads version 1\.x"),
        ('{"schema_version": 1}', "schema version 1"),
        ('{"schema_version": "1.0"}', "sources is not a list"),
        ('{"schema_version": "1.0", "x": NaN}', "NaN"),
    ],
)
def test_json_of_another_kind_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_json(text)


def test_later_minor_version_is_read(briefing: Briefing) -> None:
    value = json.loads(to_json(briefing, explain=True))
    value |= {"schema_version": "1.7", "mood": "calm"}
    assert from_json(json.dumps(value)) == briefing


def test_changed_text_or_quote_is_noticed(briefing: Briefing) -> None:
    text = to_json(briefing)
    with pytest.raises(InputError, match=r"sources\[1\]\.text does not match"):
        from_json(text.replace("Weather stays fine.", "Weather stays dull."))
    value = json.loads(text)
    value["sentences"][2]["citations"][0]["quote"] = "Repairs take a day."
    with pytest.raises(InputError, match=r"sentences\[2\]: a quote is not what sources\[0\] says"):
        from_json(json.dumps(value))
    value["sentences"][2]["citations"][0]["end"] = 9999
    with pytest.raises(InputError, match=r"sentences\[2\]\.citations\[0\]\.end"):
        from_json(json.dumps(value))


@settings(max_examples=examples(80), deadline=None)
@given(st.data())
def test_damaged_json_never_escapes_as_another_error(data: st.DataObject) -> None:
    value = json.loads(to_json(_SMALL, explain=True))
    node, key = value, data.draw(st.sampled_from(sorted(value)))
    while isinstance(node[key], dict | list) and node[key] and data.draw(st.booleans()):
        node = node[key]
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
    node[key] = data.draw(st.sampled_from([None, 0, -1, 10**400, 0.5, True, "x", [], {}, [[]], [None]]))
    with contextlib.suppress(InputError):
        assert isinstance(from_json(json.dumps(value)), Briefing)


_DOCUMENT = Document("a", "One. Two.", flags=(Flag("copy_of", "", 0),))
_CITATIONS = (Citation(0, 0, 4, "One."),)
_SMALL = Briefing(
    "One",
    _CITATIONS,
    (
        BriefingSentence(
            "One.",
            "lead",
            "written",
            _CITATIONS,
            1.0,
            (Rejected("x", ("y",)),),
            differing=(Differing(0, 0, 4, "One.", Span(0, 3), "One"),),
            figures=(0,),
        ),
    ),
    (_DOCUMENT,),
    dropped=(Dropped(0, 5, 9, "teaser"),),
    timings={"read": 1.0},
    figures=(
        Figure(
            "things",
            "update",
            (
                FigureValue(0, 0, 4, "One.", Span(0, 3), "One", 1.0, as_of="2031-05-07"),
                FigureValue(0, 5, 9, "Two.", Span(5, 8), "Two", 2.0, as_of="2031-05-08"),
            ),
            1,
        ),
    ),
)


# --- shared -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        (' HTTPS://a.example/é "<>', "HTTPS://a.example/%C3%A9%20%22%3C%3E"),
        ("https://a.example/a(b)", "https://a.example/a%28b%29"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("https://", None),
        ("http://[::1", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, link: str | None) -> None:
    assert common.safe_url(url) == link


def test_source_names_fall_back() -> None:
    document = Document("id-1", "x", "A title", "Paper", None, "https://www.site.example/1")
    assert common.source_name(document) == "Paper"
    assert common.source_name(replace(document, publisher=" ")) == "site.example"
    assert common.source_name(replace(document, publisher="P" * 9000)) == "P" * 120 + "…"
    assert common.source_name(replace(document, publisher=None, url="javascript:x")) == "A title"
    assert common.source_name(replace(document, publisher=None, url=None, title=None)) == "id-1"


def test_empty_briefing_is_still_a_page() -> None:
    empty = Briefing("", (), (), ())
    assert "No sentence could be written" in to_text(empty)
    assert "No sentence could be written" in to_markdown(empty)
    assert from_json(to_json(empty)) == empty


def test_json_says_what_kind_a_source_is_and_reads_files_that_do_not() -> None:
    source = Document("a", "Nine died.", flags=(Flag("opinion", "its section says “Opinion”"),))
    briefing = Briefing("T", (), (), (source, Document("b", "Ten died.")))
    value = json.loads(to_json(briefing))
    jsonschema.Draft202012Validator(schema()).validate(value)
    assert [one["kind"] for one in value["sources"]] == ["opinion", "report"]
    for one in value["sources"]:
        del one["kind"]
    assert from_json(json.dumps(value)).sources[0].kind == "opinion"


def test_what_only_earlier_reports_tell_has_their_day(briefing: Briefing) -> None:
    told = [moments.told_on(briefing, one) for one in briefing.sentences]
    assert told == ["", "3 March", ""], "of the newest day; of an earlier one; of what was before"
    old = replace(briefing.sources[2], date="2030-03-03")
    earlier = replace(briefing, sources=(*briefing.sources[:2], old))
    assert moments.told_on(earlier, briefing.sentences[1]) == "3 March 2030"
    undated = replace(briefing.sources[2], date=None)
    assert not moments.told_on(replace(briefing, sources=(*briefing.sources[:2], undated)), briefing.sentences[1])
    for text in ("It was rusty on 3 March, said Ann Oru.", "As of Monday, it was rusty."):
        assert not moments.told_on(briefing, replace(briefing.sentences[1], text=text))
    assert "• 3 March: “It was rusty,” said Ann Oru." in to_text(briefing)


def test_within_a_day_what_is_hours_older_has_its_hour(briefing: Briefing) -> None:
    first = replace(briefing.sources[0], date="2031-03-03", time="19:10")
    for hour, shown in (("08:05", "08:05"), ("08:05+00:00", "08:05"), ("17:30", ""), (None, "")):
        third = replace(briefing.sources[2], time=hour)
        sources = (first, briefing.sources[1], third)
        assert moments.told_on(replace(briefing, sources=sources), briefing.sentences[1]) == shown
