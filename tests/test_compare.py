"""New, changed and withdrawn sentences between two briefings, and how each format shows them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from earlier_briefings import earlier, later, said
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pipeline_fakes import HashEncoder
from strategies import briefings

from summarizer.compare import compare, sources_that_changed
from summarizer.models import ModelStore
from summarizer.records import Briefing, Comparison, Document, Reported
from summarizer.render import changes as shown
from summarizer.render import (
    changes_to_json,
    changes_to_markdown,
    changes_to_text,
    from_json,
    to_html,
    to_json,
    to_markdown,
    to_text,
)
from summarizer.render.jsonfile import schema
from summarizer.settings import PlanSettings


def compared(before: Briefing | None = None, after: Briefing | None = None) -> Comparison:
    return compare(before or earlier(), after or later(), HashEncoder(), PlanSettings(), "monday.json")


def test_every_kind_of_change_is_told_apart() -> None:
    kinds = [(change.kind, change.earlier, change.later) for change in compared().changes]
    assert kinds == [
        ("changed", 0, 0),
        ("changed", 1, 1),
        ("new", None, 2),
        ("withdrawn", 2, None),
        ("withdrawn", 3, None),
    ]


def test_details_say_what_differs_and_who_still_says_it() -> None:
    toll, divers, inquiry, captain, built = (change.details for change in compared().changes)
    assert toll == ("numbers: 14 → 17",)
    assert divers == ("now also cites Alder Courier",)
    assert inquiry == ()
    assert captain == ("Radio West no longer says so",)
    assert built == ("still said by Radio West",)


def test_a_briefing_and_itself_have_no_difference() -> None:
    assert {change.kind for change in compared(earlier(), earlier()).changes} == {"unchanged"}


def test_what_only_moved_into_another_sentence_is_not_withdrawn() -> None:
    whole = "Divers searched the lower deck of the wreck all night and the ferry was built in Norway in 1998."
    both = replace(later(), sentences=(said(later().sources, whole, (0, "Divers searched")),))
    by_old = {change.earlier: change for change in compared(after=both).changes if change.earlier is not None}
    assert {by_old[1].kind, by_old[3].kind} <= {"changed", "unchanged"}
    alone = next(by_old[index] for index in (1, 3) if by_old[index].later is None)
    assert alone.details == ("told within sentence 1",)


def test_a_source_that_is_gone_is_named() -> None:
    other = replace(later(), sources=(Document("x", "Nothing of that."),), sentences=())
    assert compared(after=other).changes[0].details == ("Radio West is not among the reports any more",)


def test_something_new_may_be_old_news() -> None:
    before = replace(earlier(), sentences=earlier().sentences[:2])
    built = said(later().sources, "The ferry was built in Norway in 1998.", (0, "The ferry was built in Norway"))
    change = compared(before, replace(later(), sentences=(built,))).changes[0]
    assert (change.kind, change.details) == ("new", ("the earlier reports said so already",))


def test_changed_sources_are_those_of_one_place_with_another_text() -> None:
    assert sources_that_changed(earlier(), later()) == [0]
    assert sources_that_changed(later(), later()) == []
    rows = tuple(Document(str(n), f"Text {n}.", path="all.jsonl") for n in range(3))
    assert sources_that_changed(Briefing("", (), (), rows), Briefing("", (), (), rows[::-1])) == []


def test_empty_briefings_can_be_compared() -> None:
    empty = Briefing("", (), (), ())
    assert compare(empty, empty, HashEncoder(), PlanSettings()).changes == ()
    assert {change.kind for change in compare(empty, later(), HashEncoder(), PlanSettings()).changes} == {"new"}
    assert {change.kind for change in compare(later(), empty, HashEncoder(), PlanSettings()).changes} == {"withdrawn"}


@pytest.mark.slow
@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(briefings(), briefings())
def test_every_sentence_of_both_is_told_once(before: Briefing, after: Briefing) -> None:
    since = compare(before, after, HashEncoder(), PlanSettings(), "x")
    old = [change.earlier for change in since.changes if change.earlier is not None]
    new = [change.later for change in since.changes if change.later is not None]
    assert sorted(old) == list(range(len(before.sentences)))
    assert new == list(range(len(after.sentences)))
    value = json.loads(to_json(after, since=since))
    jsonschema.Draft202012Validator(schema()).validate(value)
    assert from_json(json.dumps(value)) == from_json(to_json(after))
    for text in (changes_to_text(after, since), changes_to_markdown(after, since), to_html(after, since=since)):
        assert shown.tally(since) in " ".join(text.split())


@settings(deadline=None)
@given(st.text("ab ,", max_size=40), st.text("ab ,", max_size=40))
def test_edits_hold_both_wordings(before: str, after: str) -> None:
    runs = list(shown.edits(before, after))
    assert " ".join(words for kind, words in runs if kind != "added").split() == before.split()
    assert " ".join(words for kind, words in runs if kind != "gone").split() == after.split()


def told(briefing: Briefing, index: int, origins: int, *, reported_by: bool = False) -> Briefing:
    """The briefing, its indexed sentence told by so many origins; the last cited one may only report it."""
    sentence = briefing.sentences[index]
    cited = sentence.citations
    if reported_by:
        last = cited[-1]
        other = Reported(last.source, last.start, last.end, last.quote)
        sentence = replace(sentence, citations=cited[:-1], reported_by=(other,))
    new = replace(sentence, independent_origins=origins)
    return replace(briefing, sentences=(*briefing.sentences[:index], new, *briefing.sentences[index + 1 :]))


def details_of(before: Briefing, after: Briefing, index: int) -> tuple[str, ...]:
    return next(change.details for change in compared(before, after).changes if change.later == index)


def test_more_independent_origins_are_a_change() -> None:
    assert details_of(earlier(), told(later(), 1, 2), 1) == ("now also cites Alder Courier", "confirmed by 1 more")
    assert details_of(earlier(), told(later(), 1, 2, reported_by=True), 1) == ("confirmed by 1 more",)
    assert details_of(told(earlier(), 1, 2), told(later(), 1, 2), 1) == ("now also cites Alder Courier",)


def test_more_that_is_found_in_the_same_reports_is_no_news() -> None:
    assert details_of(told(later(), 1, 1), told(later(), 1, 2), 1) == ()


def test_a_source_that_still_reports_is_not_said_to_be_gone() -> None:
    assert details_of(later(), told(later(), 1, 2, reported_by=True), 1) == ()


def test_terminal_and_markdown_show_the_changes() -> None:
    text = changes_to_text(later(), compared())
    for wanted in (
        "Since monday.json",
        "~ At least [-14-] {+17+} people died",
        "+ Minister Ines Varga ordered an inquiry.",
        "- The captain was drunk, a passenger said.",
        "1 new, 2 changed, 2 withdrawn, 0 unchanged",
    ):
        assert wanted in text
    assert "Radio West, Alder Courier; now also cites Alder Courier" in text
    whole = to_text(later(), since=compared())
    assert "Since monday.json" in whole
    assert whole.index("[1] Radio West") < whole.index("Since monday.json")
    marked = to_markdown(later(), since=compared())
    assert "- At least ~~14~~ **17** people died" in marked
    assert "### Withdrawn\n\n- The captain was drunk" in marked


def test_html_marks_the_sentences_and_lists_the_changes() -> None:
    page = to_html(later(), since=compared())
    assert page.count('<a class="tag change" href="#since">Changed</a>') == 2
    assert page.count('<a class="tag change" href="#since">New</a>') == 1
    assert "<del>14</del> <ins>17</ins>" in page
    assert "1 new, 2 changed, 2 withdrawn, 0 unchanged" in page
    assert "What changed" not in to_html(later())


def test_json_names_both_sides() -> None:
    value = json.loads(changes_to_json(later(), compared()))
    toll = value["changes"][0]
    assert toll["earlier"]["text"].startswith("At least 14")
    assert toll["later"] == {"sentence": 0, "text": later().sentences[0].text, "sources": ["Radio West"]}
    assert value["earlier_title"] == "Ferry capsizes off Port Alder"
    assert value["changes"][2]["earlier"] is None


@pytest.mark.real_model
def test_the_real_encoder_pairs_what_is_told_in_other_words() -> None:
    from summarizer.backends.loading import load_encoder
    from summarizer.config import compose

    chosen = compose(["encoder.cache=false"])
    ready = ModelStore(chosen.store).ensure(chosen.encoder.model)
    encoder = load_encoder(ready, chosen, Path("unused"))
    s = later().sources
    after = replace(
        later(),
        sentences=(
            said(s, "The ferry Lindis capsized off Port Alder, killing at least 17 people.", (0, "At least 17")),
            said(s, "Schools in Port Alder stay closed on Wednesday.", (1, "Schools in Port Alder")),
        ),
    )
    kinds = {(c.kind, c.earlier, c.later) for c in compare(earlier(), after, encoder, PlanSettings()).changes}
    assert ("changed", 0, 0) in kinds
    assert ("new", None, 1) in kinds
    assert {("withdrawn", 1, None), ("withdrawn", 2, None), ("withdrawn", 3, None)} <= kinds
