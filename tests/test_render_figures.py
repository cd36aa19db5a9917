"""Figures over time, as every format shows them: the course beneath a sentence, the chart, the table, the JSON form."""

from __future__ import annotations

import importlib.util
import json
import math
import re
import time
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import docx
import jsonschema
import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console
from sample_briefing import figures_briefing, invented_briefing
from strategies import HOSTILE, briefings
from test_render_html import check_page, flat
from test_render_office import pdf_text, words_of

from summarizer.errors import InputError
from summarizer.read import read
from summarizer.recheck import recheck
from summarizer.records import (
    Briefing,
    BriefingSentence,
    Citation,
    Document,
    Figure,
    FigureRelation,
    FigureValue,
    Span,
)
from summarizer.render import common, from_json, print_terminal, to_docx, to_html, to_json, to_markdown, to_pdf, to_text
from summarizer.render.charts import MOST_DOTS, WIDTH, chart
from summarizer.render.figures import MOST_VALUES
from summarizer.render.jsonfile import schema, stored_hashes
from summarizer.render.page import build_page

KILLED = "Killed: fourteen (12 Feb, 07:15) [2] → 17 (12 Feb, 19:40 – 13 Feb) [1][3]"
INJURED = "Injured: 120 [1], 90 [2] (at the same time)"
BOARD = "On the coach: 41 passengers [2], 44 people on board [1]"
COST = "Cost of the wreck: differs, order unknown: 2 million [3], 3 million [4]"

Told = tuple[str, float | str, str]
"""A value: its letters, its number, when it held."""


@pytest.fixture
def briefing() -> Briefing:
    return figures_briefing()


def one_figure(
    relation: FigureRelation, *told: Told, newest: int | None = None, what: str = "killed", **more: str
) -> Briefing:
    """A briefing whose one sentence tells the one figure; every value stands in a source of its own."""
    documents = tuple(Document(f"{place}", f"It is {letters}.") for place, (letters, _, _) in enumerate(told))
    values = tuple(
        FigureValue(
            place, 0, len(letters) + 7, documents[place].text, Span(6, 6 + len(letters)), letters, number,
            bound=">=" if letters.startswith("at least") else "", as_of=as_of, **more,
        )
        for place, (letters, number, as_of) in enumerate(told)
    )  # fmt: skip
    first = Citation(0, 0, values[0].end, values[0].quote)
    sentence = BriefingSentence("It is so.", "point", "written", (first,), 1.0, figures=(0,))
    return Briefing("It", (), (sentence,), documents, figures=(Figure(what, relation, values, newest),))


def line(briefing: Briefing) -> str:
    """The course beneath the one sentence, as Markdown has it without its signs."""
    (row,) = (row for row in to_markdown(briefing).split("\n") if row.startswith("  > "))
    return row.removeprefix("  > ").replace("**", "").replace("\\", "")


def every_format(briefing: Briefing) -> dict[str, str]:
    """The text of all formats."""
    made = {
        "text": to_text(briefing, explain=True),
        "markdown": to_markdown(briefing, explain=True),
        "footnotes": to_markdown(briefing, "footnotes"),
        "html": to_html(briefing),
        "json": to_json(briefing),
        "docx": words_of(to_docx(briefing)),
    }
    if importlib.util.find_spec("typst"):
        made["pdf"] = pdf_text(to_pdf(briefing))
    return made


# --- the course --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "newest", "wanted"),
    [
        ([("14", 14, "2031-02-12"), ("17", 17, "2031-02-13")], 1, "14 (12 Feb) [1] → 17 (13 Feb) [2]"),
        # A time of day only for the values that share their day.
        (
            [("14", 14, "2031-02-12T07:15"), ("15", 15, "2031-02-12T19:40"), ("17", 17, "2031-02-13T08:00")],
            2,
            "14 (12 Feb, 07:15) [1] → 15 (12 Feb, 19:40) [2] → 17 (13 Feb) [3]",
        ),
        ([("14", 14, "2030-12-31"), ("17", 17, "2031-01-01")], 1, "14 (31 Dec 2030) [1] → 17 (1 Jan 2031) [2]"),
        (
            [
                ("14", 14, "2031-02-12T07:15+02:00"),
                ("17", 17, "2031-02-12T07:15Z"),
                ("18", 18, "2031-02-12T09:00-05:30"),
            ],
            2,
            "14 (12 Feb, 07:15 UTC+2) [1] → 17 (12 Feb, 07:15 UTC) [2] → 18 (12 Feb, 09:00 UTC-5:30) [3]",
        ),
        (
            [("14", 14, "2031-02-12T07:15+02:00"), ("17", 17, "2031-02-12T08:15+02:00")],
            1,
            "14 (12 Feb, 07:15) [1] → 17 (12 Feb, 08:15) [2]",
        ),
        (
            [("14", 14, "2031-02-12T07:15Z"), ("17", 17, "2031-02-12T08:15")],
            1,
            "14 (12 Feb, 07:15) [1] → 17 (12 Feb, 08:15) [2]",
        ),
        # What several give for one time is one value, in digits where one of them has such.
        (
            [("Fourteen", 14, "2031-02-12"), ("14", 14, "2031-02-12"), ("17", 17, "2031-02-13")],
            2,
            "14 (12 Feb) [1][2] → 17 (13 Feb) [3]",
        ),
        # Told again later, it still holds.
        (
            [("14", 14, "2031-02-12"), ("17", 17, "2031-02-13"), ("17", 17, "2031-02-15")],
            2,
            "14 (12 Feb) [1] → 17 (13 Feb – 15 Feb) [2][3]",
        ),
        # What was repeated when another held already does not say that it held then.
        (
            [("14", 14, "2031-02-12"), ("14", 14, "2031-02-14"), ("17", 17, "2031-02-13")],
            2,
            "14 (12 Feb) [1][2] → 17 (13 Feb) [3]",
        ),
        # What has no time stands apart, unless it is the newest or older than one that has.
        (
            [("14", 14, "2031-02-12"), ("17", 17, "2031-02-13"), ("20", 20, ""), ("21", 21, "")],
            1,
            "14 (12 Feb) [1] → 17 (13 Feb) [2]; time unknown: 20 [3], 21 [4]",
        ),
        ([("9", 9, ""), ("14", 14, "2031-02-12"), ("5", 5, "")], None, "9 [1] → 14 (12 Feb) [2]; time unknown: 5 [3]"),
        ([("9", 9, ""), ("14", 14, "")], 1, "9 [1] → 14 [2]"),
        # One number with another bound has not moved.
        (
            [("14", 14, "2031-02-12"), ("17", 17, "2031-02-13"), ("at least 17", 17, "2031-02-14")],
            1,
            "14 (12 Feb) [1] → 17 (13 Feb) [2], at least 17 (14 Feb) [3]",
        ),
        ([("14", 14, "soon"), ("17", 17, "2031-02-30")], 1, "14 (soon) [1] → 17 (2031-02-30) [2]"),
    ],
)
def test_an_update_is_told_in_order(told: list[Told], newest: int | None, wanted: str) -> None:
    assert line(one_figure("update", *told, newest=newest)) == f"Killed: {wanted}"


@pytest.mark.parametrize(
    ("relation", "told", "wanted"),
    [
        ("conflict", [("120", 120, ""), ("90", 90, "")], "120 [1], 90 [2] (at the same time)"),
        ("conflict", [("120", 120, "2031-02-12"), ("90", 90, "2031-02-12")], "120 [1], 90 [2] (at the same time)"),
        (
            "conflict",
            [("80", 80, "2031-02-11"), ("120", 120, "2031-02-12"), ("90", 90, "2031-02-12")],
            "80 (11 Feb) [1], 120 (12 Feb) [2], 90 (12 Feb) [3] (in conflict)",
        ),
        (
            "conflict",
            [("120", 120, ""), ("90", 90, "2031-02-12"), ("120", 120, "2031-02-12")],
            "120 [1][3], 90 [2] (at the same time)",
        ),
        (
            "unknown",
            [("120", 120, "2031-02-12"), ("90", 90, ""), ("120", 120, "2031-02-14")],
            "differs, order unknown: 120 (12 Feb – 14 Feb) [1][3], 90 [2]",
        ),
        ("unknown", [("120", 120, ""), ("90", 90, "2031-02-12")], "differs, order unknown: 120 [1], 90 (12 Feb) [2]"),
    ],
)
def test_no_order_is_claimed_where_none_is_known(relation: FigureRelation, told: list[Told], wanted: str) -> None:
    shown = line(one_figure(relation, *told))
    assert shown == f"Killed: {wanted}"
    assert "→" not in shown


def test_values_of_different_scope_keep_it() -> None:
    briefing = one_figure("scope", ("41", 41, "2031-02-12"), ("44 people", 44, "2031-02-13"), what="on board")
    values = briefing.figures[0].values
    scoped = (replace(values[0], scope="passengers"), replace(values[1], scope="people"))
    assert line(with_values(briefing, scoped)) == "On board: 41 passengers [1], 44 people [2]"
    # Where one scope has two values, it must be said when each held.
    alike = (replace(values[0], scope="passengers"), replace(values[1], scope="Passengers"))
    assert (
        line(with_values(briefing, alike)) == "On board: 41 passengers (12 Feb) [1], 44 people Passengers (13 Feb) [2]"
    )


def with_values(briefing: Briefing, values: tuple[FigureValue, ...]) -> Briefing:
    return replace(briefing, figures=(replace(briefing.figures[0], values=values),))


def test_a_day_without_a_digit_says_which() -> None:
    told = [("Thursday", "2031-03-06", ""), ("7 March", "2031-03-07", "")]
    shown = line(one_figure("update", *told, newest=1, what="opening", unit="day"))
    assert shown == "Opening: Thursday, 6 Mar [1] → 7 March [2]"


def test_a_long_course_is_told_by_its_ends() -> None:
    told = [(f"{count}", float(count), f"2031-03-{count:02}") for count in range(1, 29)]
    shown = line(one_figure("update", *told, newest=9))
    marks = "".join(f"[{number}]" for number in range(4, 10))
    assert shown.startswith(
        f"Killed: 1 (1 Mar) [1] → 2 (2 Mar) [2] → 3 (3 Mar) [3] → 6 more {marks} → 10 (10 Mar) [10]; also: "
    )
    assert shown.endswith("25 (25 Mar) [25], 26 (26 Mar) [26], 27 (27 Mar) [27], 28 (28 Mar) [28]")
    whole = line(one_figure("update", *told[:MOST_VALUES], newest=MOST_VALUES - 1))
    assert "more" not in whole


# --- which are shown ---------------------------------------------------------------------------------------


def test_who_gives_a_shown_figure_has_a_number_after_those_that_are_cited(briefing: Briefing) -> None:
    assert briefing.shown_figures == (0, 1, 2, 4, 5)  # what only bounds one number is nothing that a reader misses
    assert briefing.numbers == {1: 1, 0: 2, 2: 3, 3: 4}
    assert common.use_of(briefing, 3) == "used for 2 figures"
    assert "4 sources, 2 cited, 2 only for figures" in common.summary_line(briefing)
    bare = replace(briefing, figures=(), sentences=tuple(replace(s, figures=()) for s in briefing.sentences))
    assert bare.numbers == {1: 1, 0: 2}


def test_terminal_shows_the_course_beneath_the_first_sentence_that_tells_it(briefing: Briefing) -> None:
    text = to_text(briefing, width=100).replace("\N{NO-BREAK SPACE}", " ")
    rows = text.split("\n")
    assert rows[rows.index("Seventeen people were killed in the Orva gorge. [1]") + 1] == f"  {KILLED}"
    assert rows[rows.index("• 12 February: The ministry counts 120 injured. [1]") + 1] == f"    {INJURED}"
    assert rows[rows.index("• The coach carried 41 passengers. [2]") + 1 :][:2] == [f"    {BOARD}", ""]
    other = rows[rows.index("Other figures") + 1 :][:2]
    assert other == [
        f"• {COST}",
        "• Blood donors: 300 (12 Feb) [4] → 800 [4]",
    ]
    assert text.count("Killed:") == 1
    assert "Degrees" not in text
    assert "Other figures" not in to_text(invented_briefing())


def test_terminal_explains_who_gives_which_value(briefing: Briefing) -> None:
    text = flat(to_text(briefing, width=200, explain=True).replace("\N{NO-BREAK SPACE}", " "))
    wanted = "[3] Coast Wire, “17” as of 13 February 2031: “At least 17 people are known to have been killed"
    assert wanted in text
    assert "“Fourteen” as of 12 February 2031, 07:15 UTC+1" in text


def test_the_newest_value_is_bold(briefing: Briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    file = StringIO()
    print_terminal(briefing, Console(file=file, width=100, force_terminal=True, color_system="standard"))
    assert "\x1b[1m17\x1b[0m" in file.getvalue()
    assert "\x1b[1m120" not in file.getvalue()
    root = check_page(briefing, to_html(briefing))
    assert [flat(strong.text) for strong in root.all("strong")] == ["17", "800"]
    assert "→ **17** (12 Feb" in to_markdown(briefing)
    word = docx.Document(BytesIO(to_docx(briefing)))
    bold = [run.text for row in word.tables[0].rows[1:] for run in row.cells[1].paragraphs[0].runs if run.bold]
    assert bold == ["17", "800"]


def test_markdown_has_the_course_and_a_table(briefing: Briefing) -> None:
    text = to_markdown(briefing)
    bold = KILLED.replace("→ 17", "→ **17**")
    assert f"Seventeen people were killed in the Orva gorge. [1]\n\n> {bold}\n\n- *12 February:* The ministry" in text
    assert f"[1]\n  > {INJURED}\n  >\n  > Differs: [2] has “90”: “The union counts 90 injured.”\n- The coach" in text
    table = text.partition("## Figures\n\n")[2].partition("\n\n")[0].split("\n")
    assert table[:3] == [
        "| What | Course | How they relate |",
        "| --- | --- | --- |",
        f"| Killed | {bold.removeprefix('Killed: ')} | changed over time |",
    ]
    assert [row.rpartition(" | ")[2] for row in table[3:]] == [
        "in conflict |",
        "of different scope |",
        "differs, order unknown |",
        "changed over time |",
    ]
    rendered = MarkdownIt("commonmark").enable("table").render(text)
    assert rendered.count("<tr>") == 6
    assert "## Figures" not in to_markdown(invented_briefing())


def test_footnotes_of_figures_are_all_defined_and_used(briefing: Briefing) -> None:
    text = to_markdown(briefing, "footnotes")
    body = text.partition("\n\n[^1]:")[0]
    assert set(re.findall(r"\[\^(\d+)\]", body)) == set(re.findall(r"(?m)^\[\^(\d+)\]:", text))
    assert "[^9]: Roads we know: “The wreck cost 3 million crowns.”" in text


def test_word_has_the_course_the_table_and_the_passages(briefing: Briefing) -> None:
    data = to_docx(briefing)
    text = words_of(data).replace("\N{NO-BREAK SPACE}", " ").replace("] [", "][")
    for wanted in (KILLED, INJURED, BOARD):
        assert wanted in text
    word = docx.Document(BytesIO(data))
    cells = [[cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells] for row in word.tables[0].rows]
    assert cells[0] == ["What", "Course", "How they relate"]
    assert cells[4] == ["Cost of the wreck", "2 million [3], 3 million [4]", "differs, order unknown"]
    assert any("Blood donors: 800" in comment.text for comment in word.comments)


@pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="typst is not installed")
def test_pdf_has_the_course_the_table_and_the_passages(briefing: Briefing) -> None:
    text = pdf_text(to_pdf(briefing))
    for wanted in (
        r"Killed: fourteen \(12 Feb, 07:15\)\s+2 → 17 \(12 Feb, 19:40 – 13 Feb\)\s+1\s+3",
        "FIGURES What Course",
    ):
        assert re.search(wanted, text), wanted
    assert "“17” as of 13 February 2031: " in text
    assert "FIGURES" not in pdf_text(to_pdf(invented_briefing()))


def test_html_marks_lead_to_the_passages(briefing: Briefing) -> None:
    root = check_page(briefing, to_html(briefing))
    lead = root.all("", class_="sentence")[0]
    assert flat(lead.all("p", class_="course")[0].text).startswith("Killed: fourteen (12 Feb, 07:15)")
    mark = root.all("a", id="ref-f0-1-2")[0]
    target = root.all("mark", id=mark.attributes["href"][1:])[0]
    assert target.text == "At least 17 people are known to have been killed in the coach crash."
    pop = root.all("span", id="pop-f0-1-2")[0]
    assert pop.all("", class_="pop-note")[0].text == "“17” as of 13 February 2031"
    others = root.all("section", class_="figures")[0]
    assert [flat(b.text) for b in others.all("b", dir_="auto")] == ["Cost of the wreck:", "Blood donors:"]
    plot = [th.text for th in root.all("table", class_="matrix")[0].all("th")[1:3]]
    assert plot == ["1", "2"]  # who only gives figures has no column
    assert 'class="figure' not in to_html(invented_briefing())


# --- chart -------------------------------------------------------------------------------------------------


def update(*told: Told, **more: str) -> Figure:
    return one_figure("update", *told, newest=len(told) - 1, **more).figures[0]


def test_the_chart_is_a_step_with_a_dot_a_value() -> None:
    drawn = chart(update(("14", 14.0, "2031-02-12"), ("17", 17.0, "2031-02-14"), ("17", 17.0, "2031-02-16")))
    assert drawn
    (x, low), (middle, high), (end, last) = ((dot.x, dot.y) for dot in drawn.dots)
    assert x < middle < end
    assert abs((x + end) / 2 - middle) <= 1
    assert high == last < low < drawn.base
    assert drawn.path == f"M{x} {low}H{middle}V{high}H{end}V{last}"
    assert (drawn.low, drawn.high, drawn.first, drawn.last, drawn.remark) == ("0", "17", "12 Feb", "16 Feb", "")


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    drawn = chart(update(("1,250", 1250.0, "2031-02-12"), ("1,262", 1262.0, "2031-02-13")))
    assert drawn
    assert (drawn.low, drawn.remark) == ("1,240", "The axis begins at 1,240.")
    below = chart(update(("-5", -5.0, "2031-02-12"), ("3", 3.0, "2031-02-13")))
    assert below
    assert (below.low, below.high) == ("\N{MINUS SIGN}6", "3")
    assert "begins at \N{MINUS SIGN}6" in below.remark


def test_what_is_repeated_when_another_held_is_not_drawn() -> None:
    told = [
        ("14", 14.0, "2031-02-12"),
        ("14", 14.0, "2031-02-16"),
        ("17", 17.0, "2031-02-14"),
        ("17", 17.0, "2031-02-15"),
    ]
    drawn = chart(update(*told))
    assert drawn
    assert [dot.values for dot in drawn.dots] == [(0,), (2,), (3,)]
    assert drawn.remark == "Without 1 value of unknown time or repeated later."


@pytest.mark.parametrize(
    "told",
    [
        [("14", 14.0, "2031-02-12"), ("17", 17.0, "")],  # one has no time
        [("14", 14.0, "2031-02-12"), ("14", 14.0, "2031-02-13")],  # nothing moved
        [("14", 14.0, "2031-02-12"), ("9" * 20, "9" * 20, "2031-02-13")],  # not a number that can be drawn
        [("14", 14.0, "2031-02-12"), ("dozens", 0.0, "2031-02-13")],  # a number that nobody told
        [("17", 17.0, "2031-02-13"), ("14", 14.0, "2031-02-12")],  # clocks against the order
        [("14", 14.0, "2031-02-12T07:00"), ("17", 17.0, "2031-02-12T07:00")],  # one minute
        [("14", 14.0, "2031-02-12"), ("17", 17.0, "soon")],
        [("14", 14.0, "2031-02-12"), ("17", 17.0, "9999-12-31T23:59-05:00")],
        [("1", -1.7e308, "2031-02-12"), ("2", 1.7e308, "2031-02-13")],
        [(f"{n}", float(n), f"20{n:02}-01-01") for n in range(10, 12 + MOST_DOTS)],
    ],
)
def test_no_chart_where_it_would_be_a_guess(told: list[Told]) -> None:
    assert chart(update(*told)) is None


def test_no_chart_of_different_units_of_days_or_of_a_conflict() -> None:
    figure = update(("14", 14.0, "2031-02-12"), ("17", 17.0, "2031-02-13"))
    assert chart(figure)
    assert chart(replace(figure, values=(figure.values[0], replace(figure.values[1], unit="km")))) is None
    assert chart(update(("9", 9.0, "2031-02-12"), ("10", 10.0, "2031-02-13"), unit="rank")) is None
    relations: tuple[FigureRelation, ...] = ("same", "bound", "scope", "conflict", "unknown")
    assert not any(chart(replace(figure, relation=relation)) for relation in relations)


def test_a_day_without_a_time_stands_where_its_order_allows() -> None:
    """Told before a morning of the same day, or after its evening, it is not drawn on the other side of it."""
    told = [
        ("3", 3.0, "2031-02-12T21:00"),
        ("4", 4.0, "2031-02-12"),
        ("5", 5.0, "2031-02-13"),
        ("6", 6.0, "2031-02-13T03:00"),
    ]
    drawn = chart(update(*told))
    assert drawn
    places = [dot.x for dot in drawn.dots]
    assert places == sorted(places)


days = st.integers(1, 28).map(lambda day: f"2031-02-{day:02}")


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.tuples(st.floats(-1e12, 1e12), days), min_size=2, max_size=12))
def test_any_chart_stays_in_its_box_and_draws_no_slope(told: list[tuple[float, str]]) -> None:
    rows = [(f"{number:g}", number, day) for number, day in sorted(told, key=lambda row: row[1])]
    drawn = chart(update(*rows))
    if drawn is None:
        return
    assert {(rows[index][1], rows[index][2]) for dot in drawn.dots for index in dot.values} == {row[1:] for row in rows}
    assert len(drawn.dots) == len({row[1:] for row in rows})
    for dot in drawn.dots:
        assert drawn.left < dot.x <= WIDTH
        assert drawn.top <= dot.y <= drawn.base
    assert re.fullmatch(r"M\d+ \d+(H\d+V\d+)+", drawn.path)
    corners = [tuple(map(int, pair)) for pair in re.findall(r"H(\d+)V(\d+)", drawn.path)]
    assert corners == [(dot.x, dot.y) for dot in drawn.dots[1:]]


def test_the_chart_has_names_and_a_table_for_paper(briefing: Briefing) -> None:
    root = check_page(briefing, to_html(briefing))
    (drawn,) = root.all("div", class_="chart")
    wanted = "Killed over time: fourteen (12 Feb, 07:15); 17 (12 Feb, 19:40); 17 (13 Feb)"
    assert drawn.attributes["aria-label"] == wanted
    dots = drawn.all("a", class_="spot")
    assert ["newest" in dot.attributes["class"] for dot in dots] == [False, False, True]
    assert [dot.attributes["aria-label"] for dot in dots] == [
        "fourteen (12 Feb, 07:15), source 2",
        "17 (12 Feb, 19:40), source 1",
        "17 (13 Feb), source 3",
    ]
    cells = [
        [flat(cell.text) for cell in row.all("td")] for row in root.all("table", class_="paper-table")[0].all("tr")
    ]
    assert cells[1:] == [["fourteen", "12 Feb, 07:15", "2"], ["17", "12 Feb, 19:40", "1"], ["17", "13 Feb", "3"]]


# --- JSON --------------------------------------------------------------------------------------------------


def test_json_holds_all_figures_and_comes_back_equal(briefing: Briefing) -> None:
    value = json.loads(to_json(briefing, explain=True))
    jsonschema.Draft202012Validator(schema()).validate(value)
    assert value["schema_version"] == "1.7"
    assert [figure["relation"] for figure in value["figures"]][-1] == "same"
    assert value["figures"][0]["newest"] == 2
    assert value["figures"][1]["newest"] is None
    quote = "Fourteen people were killed when a coach fell into the Orva gorge, police said."
    assert value["figures"][0]["values"][0] == {
        "source": 0, "value": "Fourteen", "number": 14, "bound": "", "unit": "", "as_of": "2031-02-12T07:15+01:00",
        "scope": "", "level": 0, "start": 0, "end": len(quote), "quote": quote, "value_start": 0, "value_end": 8,
    }  # fmt: skip
    assert value["figures"][4]["values"][0]["as_of"] is None
    assert value["sentences"][2]["figures"] == [2, 3, 6, 0]
    assert from_json(json.dumps(value)) == briefing


@pytest.mark.parametrize("number", [14.0, 0.1, -3.5, 2.0**60, 1e300, "2031-02-12", "9" * 400])
def test_json_keeps_every_kind_of_number(number: float | str) -> None:
    briefing = one_figure("update", ("1", number, ""), ("2", 2.0, ""))
    text = to_json(briefing)
    jsonschema.validate(json.loads(text), schema())
    assert from_json(text).figures == briefing.figures
    assert "14.0" not in text


def test_json_has_no_number_that_json_has_not() -> None:
    stored = json.loads(to_json(one_figure("update", ("1", math.inf, ""), ("2", math.nan, ""))))
    assert [value["number"] for value in stored["figures"][0]["values"]] == ["inf", "nan"]


@pytest.mark.parametrize(
    ("key", "wrong", "message"),
    [
        ("quote", "Fifteen people", r"figures\[0\]: a quote is not what sources\[0\] says there"),
        ("value", "Fifteen", r"figures\[0\]: a quote is not what sources\[0\] says there"),
        ("value_start", 1, r"figures\[0\]: a quote is not"),
        ("value_end", 9999, r"figures\[0\]\.values\[0\]\.value_end"),
        ("source", 9, r"figures\[0\]\.values\[0\]\.source"),
        ("number", None, r"values\[0\]\.number is not a number or a string"),
        ("number", True, r"values\[0\]\.number is not a number or a string"),
        ("as_of", 5, r"values\[0\]\.as_of"),
    ],
)
def test_a_figure_that_its_source_does_not_give_is_refused(
    briefing: Briefing, key: str, wrong: object, message: str
) -> None:
    value = json.loads(to_json(briefing))
    value["figures"][0]["values"][0][key] = wrong
    with pytest.raises(InputError, match=message):
        from_json(json.dumps(value))


def test_indices_of_figures_are_checked(briefing: Briefing) -> None:
    value = json.loads(to_json(briefing))
    value["sentences"][0]["figures"] = [7]
    with pytest.raises(InputError, match=r"sentences\[0\]\.figures\[0\] is not below 7"):
        from_json(json.dumps(value))
    value = json.loads(to_json(briefing))
    value["figures"][0]["newest"] = 3
    with pytest.raises(InputError, match=r"figures\[0\]\.newest is not below 3"):
        from_json(json.dumps(value))


def test_a_changed_source_is_flagged_where_it_gives_a_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, count in (("a.txt", 14), ("b.txt", 17)):
        Path(name).write_text(f"The council said on Friday that {count} people had been killed.\n", encoding="utf-8")
    documents = read(["a.txt", "b.txt"]).documents
    values = []
    for source, (document, letters) in enumerate(zip(documents, ("14", "17"), strict=True)):
        start = document.text.index("The")
        end, at = document.text.index(".") + 1, document.text.index(letters)
        quote = document.text[start:end]
        values.append(FigureValue(source, start, end, quote, Span(at, at + 2), letters, float(letters)))
    made = Briefing("T", (), (), documents, figures=(Figure("killed", "update", tuple(values), 1),))
    text = to_json(made)
    Path("b.txt").write_text("The council said on Friday that 18 people had been killed.\n", encoding="utf-8")
    result = recheck(from_json(text), stored_hashes(text), Path())
    assert result.changed == ("b.txt",)
    for shown in (to_text(result.briefing), to_markdown(result.briefing), to_html(result.briefing)):
        assert "Changed since" in shown
        assert "17" in shown
    mark = build_page(result.briefing).other_figures[0].told[1].refs[0]
    assert mark.flags == ("Changed since",)


# --- bad input ---------------------------------------------------------------------------------------------


def test_a_number_of_400_digits_is_told_by_its_beginning() -> None:
    digits = "7" * 400
    briefing = one_figure("update", ("14", 14.0, "2031-02-12"), (digits, digits, "2031-02-13"), newest=1)
    for form, text in every_format(briefing).items():
        assert "77777" in text, form
    assert line(briefing) == f"Killed: 14 (12 Feb) [1] → {'7' * 60}… (13 Feb) [2]"


def test_500_figures_are_shown_in_part_and_stored_whole() -> None:
    rows = [f"Row {n} is {n}, then {n + 1}." for n in range(500)]
    text = " ".join(rows)

    def row(n: int) -> Figure:
        start = text.index(rows[n])
        places = ((text.index("is ", start) + 3, n), (text.index("then ", start) + 5, n + 1))
        given = tuple(
            FigureValue(0, start, start + len(rows[n]), rows[n], Span(at, at + len(f"{value}")), f"{value}", value)
            for at, value in places
        )
        return Figure(f"row {n}", "update", given, 1)

    briefing = Briefing("Rows", (), (), (Document("sheet.txt", text),), figures=tuple(map(row, range(500))))
    began = time.monotonic()
    made = every_format(briefing)
    assert time.monotonic() - began < 30
    assert "Row 29: " in made["text"]
    assert "Row 30: " not in made["text"]
    assert len(from_json(made["json"]).figures) == 500


def test_no_value_has_a_time() -> None:
    briefing = one_figure("unknown", *((f"{n}", float(n), "") for n in range(3)))
    for form, text in every_format(briefing).items():
        assert "→" not in text.partition("</style>")[2] if form == "html" else "→" not in text
    assert line(briefing) == "Killed: differs, order unknown: 0 [1], 1 [2], 2 [3]"


@pytest.mark.parametrize("hostile", [*HOSTILE, "\x1b[2J\x07", "\x00", "\uffff", "|", "**", "x" * 5000])
def test_words_of_sources_stay_words(hostile: str) -> None:
    safe = one_figure(
        "update", ("14", 14.0, "2031-02-12"), (f"17{hostile}", 17.0, "2031-02-13"), newest=1, what=hostile
    )
    values = tuple(
        replace(value, scope=f"{hostile}{n}", unit=hostile) for n, value in enumerate(safe.figures[0].values)
    )
    briefing = with_values(safe, values)
    made = every_format(briefing)
    check_page(briefing, made["html"])
    tokens = MarkdownIt("commonmark").enable("table").parse(made["markdown"])
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or []}
    assert not kinds & {"html_block", "html_inline", "image", "fence", "code_block", "code_inline", "link_open"}
    rows = [token for token in tokens if token.type == "tr_open"]
    cells = [token for token in tokens if token.type in ("td_open", "th_open")]
    assert (len(rows), len(cells)) == (2, 6)
    assert from_json(made["json"]).figures == briefing.figures
    for form in ("text", "markdown", "html"):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]", made[form]), (
            form
        )


@settings(max_examples=examples(25), deadline=None)
@given(briefings())
def test_every_source_of_a_shown_figure_has_a_number(briefing: Briefing) -> None:
    page = build_page(briefing)
    names = {str(source.number): source.name for source in page.numbered}
    shown = [ref for course in page.figures for told in course.told for ref in told.refs]
    assert all(names[ref.label] == ref.name for ref in shown)
    given_by = {value.source for index in briefing.shown_figures for value in briefing.figures[index].values}
    assert given_by <= briefing.numbers.keys()
    beneath = sum(len(sentence.courses) for sentence in page.sentences)
    assert beneath + len(page.other_figures) == len(page.figures) == len(briefing.shown_figures)
