"""What became of figures between two briefings, and how each format says it."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import docx
import jsonschema
import pytest
from earlier_briefings import earlier, later, said
from examples import examples
from figure_samples import figure, figure_value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pipeline_fakes import HashEncoder

from summarizer.cli.earlier import read_earlier
from summarizer.compare import compare
from summarizer.records import (
    Briefing,
    Comparison,
    Document,
    Figure,
    FigureRelation,
    FigureValue,
    Span,
)
from summarizer.render import changes as shown
from summarizer.render import changes_to_json, changes_to_markdown, changes_to_text, to_docx, to_html, to_json, to_pdf
from summarizer.render.jsonfile import schema
from summarizer.settings import PlanSettings


def compared(before: Briefing, after: Briefing, *, figures: bool = True) -> Comparison:
    return compare(before, after, HashEncoder(), PlanSettings(), "monday.json", figures=figures)


def courses(since: Comparison) -> list[tuple[str, str, str]]:
    return [(change.kind, change.what, change.course) for change in since.figures]


def telling(briefing: Briefing, *figures: Figure) -> Briefing:
    """The briefing with these figures, of which its first sentence tells the first."""
    first, *others = briefing.sentences
    return replace(briefing, figures=figures, sentences=(replace(first, figures=(0,)), *others))


def monday() -> Briefing:
    """14, of one passage."""
    value = figure_value(earlier().sources, 0, "At least 14", "At least 14", 14, "2025-02-10", bound=">=")
    return telling(earlier(), figure("people died", "same", value, newest=0))


def tuesday() -> Briefing:
    """17, of one passage."""
    value = figure_value(later().sources, 0, "At least 17", "At least 17", 17, "2025-02-11", bound=">=")
    return telling(later(), figure("people killed", "same", value, newest=0))


def test_a_figure_that_moved_is_one_change() -> None:
    since = compared(monday(), tuesday())
    assert courses(since) == [("moved", "people killed", "at least 14 → at least 17")]
    toll = since.changes[0]
    assert (toll.kind, toll.earlier, toll.later, toll.figures) == ("unchanged", 0, 0, (0,))
    assert toll.details == ("people killed: at least 14 → at least 17",)
    assert [change.kind for change in since.changes[1:]] == ["changed", "new", "withdrawn", "withdrawn"]


def test_a_sentence_in_which_something_else_changed_is_still_changed() -> None:
    after = tuesday()
    text = "At least 17 people died on Friday when the ferry Lindis capsized near the port of Brundal in a storm."
    first = replace(after.sentences[0], text=text)
    since = compared(monday(), replace(after, sentences=(first, *after.sentences[1:])))
    assert len(since.figures) == 1
    assert ("changed", 0) in {(change.kind, change.later) for change in since.changes}
    assert not any(change.figures for change in since.changes)


def test_a_sentence_that_does_not_tell_the_figure_is_compared_as_ever() -> None:
    bare = replace(tuesday(), sentences=later().sentences)
    since = compared(monday(), bare)
    assert len(since.figures) == 1
    assert (since.changes[0].kind, since.changes[0].details) == ("changed", ("numbers: 14 → 17",))


def test_of_an_older_form_nothing_is_said_of_figures() -> None:
    since = compared(monday(), tuesday(), figures=False)
    assert since.figures == ()
    assert since.changes[0].details == ("numbers: 14 → 17",)


def test_the_form_of_the_file_says_whether_it_holds_figures(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("forms") / "old.json"
    value = json.loads(to_json(earlier()))
    value.pop("figures", None)
    path.write_text(json.dumps(value), encoding="utf-8")
    assert not read_earlier(path).figures
    path.write_text(json.dumps({**value, "figures": []}), encoding="utf-8")
    assert read_earlier(path).figures


def test_an_earlier_briefing_that_has_only_the_passage_shows_the_move() -> None:
    """Told once, 14 was no figure yet; the later briefing knows its passage and what followed."""
    both = (replace(earlier().sources[0], id="old", path="old.txt"), *later().sources)
    old = figure_value(both, 0, "At least 14", "At least 14", 14, "2025-02-10", bound=">=")
    new = figure_value(both, 1, "At least 17", "At least 17", 17, "2025-02-11", bound=">=")
    after = Briefing(
        "Toll rises",
        (),
        (said(both, "At least 17 people died when the ferry Lindis capsized off Port Alder.", (1, "At least 17")),),
        both,
    )
    since = compared(earlier(), telling(after, figure("dead", "update", old, new, newest=1)))
    assert courses(since) == [("moved", "dead", "at least 14 → at least 17")]
    assert (since.figures[0].earlier, since.figures[0].later, since.figures[0].sources) == (None, 0, (1,))
    assert since.changes[0].kind == "unchanged"


MINISTRY = Document("m", "The ministry counts 120 people in the halls.", publisher="Lund Herald", path="m.txt")
UNION = Document("u", "The union counts 90 people in the halls.", publisher="Dock Radio", path="u.txt")
PRESS = Document("p", "All agree now on 104 people in the halls.", publisher="Evening Bell", path="p.txt")
COUNTED = {"120": (MINISTRY, "The ministry"), "90": (UNION, "The union"), "104": (PRESS, "All agree")}


def halls(relation: FigureRelation, *numbers: str, newest: int | None = None, extra: str = "") -> Briefing:
    """A briefing of the sources that count so many people in the halls."""
    sources = [COUNTED[number][0] for number in numbers]
    sources += [COUNTED[extra][0]] if extra else []
    values = [figure_value(sources, at, COUNTED[number][1], number, float(number)) for at, number in enumerate(numbers)]
    sentences = tuple(said(tuple(sources), sources[0].text, (0, sources[0].text)) for _ in sources[:1])
    briefing = Briefing("People in the halls", (), sentences, tuple(sources))
    return replace(briefing, figures=(figure("people in the halls", relation, *values, newest=newest),))


def test_a_conflict_that_appears_and_one_that_ends_are_changes() -> None:
    agreed, contested = halls("same", "120", newest=0), halls("conflict", "120", "90")
    began = compared(agreed, contested)
    assert courses(began) == [("conflict", "people in the halls", "120 → 120 (Lund Herald) or 90 (Dock Radio)")]
    assert began.figures[0].details == ("the sources are in conflict",)
    ended = compared(contested, halls("update", "120", "90", "104", newest=2))
    assert courses(ended) == [("settled", "people in the halls", "120 or 90 → 104")]
    assert ended.figures[0].details == ("no longer in conflict",)


def test_a_conflict_that_nobody_had_heard_of_is_one_too() -> None:
    before = replace(halls("same", "104", newest=0), figures=())
    assert courses(compared(before, halls("conflict", "120", "90"))) == [
        ("conflict", "people in the halls", "120 (Lund Herald) or 90 (Dock Radio)")
    ]


def test_a_conflict_ends_where_one_of_the_two_says_so_no_longer() -> None:
    after = replace(halls("same", "120", newest=0), figures=())
    since = compared(halls("conflict", "120", "90"), after)
    assert courses(since) == [("settled", "people in the halls", "120 or 90 → 120")]
    assert since.figures[0].details == ("no longer in conflict", "no report says 90 any more")
    assert since.figures[0].later is None


def test_values_in_no_known_order_are_not_said_to_have_moved() -> None:
    since = compared(halls("same", "120", newest=0), halls("unknown", "120", "90"))
    assert courses(since) == [("unclear", "people in the halls", "120 → 120 (Lund Herald) or 90 (Dock Radio)")]
    assert since.figures[0].details == ("which of them is the later is not known",)
    assert compared(halls("unknown", "120", "90"), halls("unknown", "90", "120")).figures == ()


def test_what_counts_different_things_does_not_move() -> None:
    assert compared(halls("same", "120", newest=0), halls("scope", "120", "90")).figures == ()
    assert compared(halls("scope", "120", "90"), halls("same", "90", newest=0)).figures == ()


def test_a_figure_that_moved_back_only_because_a_report_is_gone_says_so() -> None:
    since = compared(halls("update", "120", "90", newest=1), halls("same", "120", newest=0))
    assert courses(since) == [("moved", "people in the halls", "90 → 120")]
    assert since.figures[0].details == ("no report says 90 any more",)


def test_a_figure_that_is_only_read_otherwise_is_said_to_be_old_news() -> None:
    since = compared(halls("update", "90", "120", newest=1), halls("update", "120", "90", newest=1))
    assert since.figures[0].details == ("the earlier reports said so already",)


def test_another_unit_or_another_thing_is_another_figure() -> None:
    before, after = monday(), tuesday()
    other_unit = replace(after.figures[0], values=(replace(after.figures[0].values[0], unit="km"),))
    other_thing = replace(after.figures[0], what="lifeboats")
    for other in (other_unit, other_thing):
        assert compared(before, replace(after, figures=(other,))).figures == ()


def test_of_two_figures_of_one_name_neither_is_taken_for_the_other() -> None:
    """ "Killed" is told of two places: which of them the earlier one was cannot be known by its name."""
    twice = (
        tuesday().figures[0],
        replace(
            tuesday().figures[0],
            values=(
                replace(
                    tuesday().figures[0].values[0],
                ),
            ),
        ),
    )
    assert compared(monday(), replace(tuesday(), figures=twice, sentences=later().sentences)).figures == ()


def test_a_like_name_needs_a_value_in_common_or_the_same_sentence() -> None:
    after = tuesday()
    wider = replace(after.figures[0], what="passengers killed")
    assert len(compared(monday(), replace(after, figures=(wider,))).figures) == 1
    untold = replace(after, figures=(wider,), sentences=later().sentences)
    assert compared(monday(), untold).figures == ()


def test_a_bounded_value_that_another_fills_has_not_moved() -> None:
    sources = (Document("a", "More than a dozen boats sank."), Document("b", "In all 14 boats sank."))
    vague = figure_value(sources, 0, "More", "More than a dozen", 12, bound=">")
    exact = figure_value(sources, 1, "In all", "14", 14)
    bare = Briefing("Boats sink", (), (), sources)
    before = replace(bare, figures=(figure("boats", "same", vague, newest=0),))
    after = replace(bare, figures=(figure("boats", "bound", vague, exact, newest=1),))
    assert compared(before, after).figures == ()


def test_a_day_that_was_put_off_is_one_change() -> None:
    sources = (Document("a", "The vote is on 3 March.", path="a"), Document("b", "The vote is on 10 March.", path="b"))
    old = figure_value(sources, 0, "The vote", "3 March", "2025-03-03", "2025-02-01", unit="day")
    new = figure_value(sources, 1, "The vote", "10 March", "2025-03-10", "2025-02-08", unit="day")

    def of(at: int, *values: FigureValue) -> Briefing:
        text = sources[at].text
        mine = Briefing("Vote", (), (said(sources[: at + 1], text, (at, text)),), sources[: at + 1])
        return telling(mine, figure("vote", "update" if at else "same", *values, newest=at))

    since = compared(of(0, old), of(1, old, new))
    assert courses(since) == [("moved", "vote", "3 March → 10 March")]
    assert since.changes[0].kind == "unchanged"


NUMBERS = st.integers(1, 4).map(float)
RELATIONS: list[FigureRelation] = ["same", "bound", "update", "scope", "conflict", "unknown"]


@st.composite
def figured(draw: st.DrawFn) -> Briefing:
    """A briefing with figures of every kind, whose names and values meet in many ways."""
    base = later()
    figures = []
    for _ in range(draw(st.integers(0, 4))):
        values = []
        for number in draw(st.lists(NUMBERS, min_size=1, max_size=3)):
            source = draw(st.integers(0, 1))
            start = draw(st.integers(0, 30))
            quote = base.sources[source].text[start : start + 20]
            value = FigureValue(source, start, start + 20, quote, Span(start, start + 2), f"{number:g}", number)
            values.append(replace(value, unit=draw(st.sampled_from(["", "km"]))))
        newest = draw(st.none() | st.integers(0, len(values) - 1))
        what = draw(st.sampled_from(["people killed", "dead", "ships", "ships sunk", ""]))
        figures.append(Figure(what, draw(st.sampled_from(RELATIONS)), tuple(values), newest))
    told = st.sets(st.integers(0, len(figures) - 1)).map(lambda rows: tuple(sorted(rows))) if figures else st.just(())
    sentences = tuple(replace(sentence, figures=draw(told)) for sentence in base.sentences)
    return replace(base, figures=tuple(figures), sentences=sentences)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(figured(), figured())
def test_every_figure_is_told_once_and_every_format_holds_it(before: Briefing, after: Briefing) -> None:
    since = compared(before, after)
    for side in ([change.earlier for change in since.figures], [change.later for change in since.figures]):
        known = [index for index in side if index is not None]
        assert len(known) == len(set(known))
    assert all(0 <= index < len(since.figures) for change in since.changes for index in change.figures)
    assert [c.later for c in since.changes if c.later is not None] == list(range(len(after.sentences)))
    jsonschema.Draft202012Validator(schema()["properties"]["since"] | {"$defs": schema()["$defs"]}).validate(
        json.loads(changes_to_json(after, since))
    )
    for text in (changes_to_text(after, since), changes_to_markdown(after, since)):
        assert shown.tally(since) in " ".join(text.split())


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(figured(), st.randoms(use_true_random=False))
def test_neither_itself_nor_another_order_is_a_change(briefing: Briefing, random: st.DataObject) -> None:
    turned = []
    for one in briefing.figures:
        order = list(range(len(one.values)))
        random.shuffle(order)  # type: ignore[attr-defined]
        newest = None if one.newest is None else order.index(one.newest)
        turned.append(replace(one, values=tuple(one.values[at] for at in order), newest=newest))
    assert compared(briefing, replace(briefing, figures=tuple(turned))).figures == ()


def test_every_format_shows_the_figure_and_not_the_sentence() -> None:
    since = compared(monday(), tuesday())
    tally = "1 figure changed; 1 new, 1 changed, 2 withdrawn, 1 unchanged"
    text = changes_to_text(tuesday(), since)
    assert "# People killed: at least 14 → at least 17" in text
    assert "[-14-]" not in text
    marked = changes_to_markdown(tuesday(), since)
    assert "### Figures\n\n- People killed: at least 14 → at least 17\n  *Radio West*" in marked
    page = to_html(tuesday(), since=since)
    assert '<ul class="figures">' in page
    assert "People killed: at least 14 → at least 17" in page
    assert 'href="#s1" aria-label="Sentence 1 of the briefing"' in page
    assert "<del>14</del>" not in page
    assert page.count('<a class="tag change" href="#since">Changed</a>') == 2
    assert all(tally in " ".join(one.split()) for one in (text, marked, page))


def test_word_and_pdf_show_it_too() -> None:
    since = compared(monday(), tuesday())
    lines = [one.text for one in docx.Document(BytesIO(to_docx(tuesday(), since=since))).paragraphs]
    assert any(line.startswith("People killed: at least 14 → at least 17") for line in lines)
    assert to_pdf(tuesday(), since=since).startswith(b"%PDF")


def test_json_holds_the_change_once() -> None:
    value = json.loads(changes_to_json(tuesday(), compared(monday(), tuesday())))
    assert value["figures"] == [
        {
            "kind": "moved",
            "earlier": 0,
            "later": 0,
            "what": "people killed",
            "before": "at least 14",
            "after": "at least 17",
            "sources": [0],
            "details": [],
        }
    ]
    assert (value["changes"][0]["kind"], value["changes"][0]["figures"]) == ("unchanged", [0])
