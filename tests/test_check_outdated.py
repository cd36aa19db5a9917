"""Claims that were true once: what is said of them, and what no longer counts as speaking against them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import jsonschema
import pytest
from check_samples import checked
from figure_samples import figure, figure_value
from hypothesis import given
from hypothesis import strategies as st

from summarizer.attribute import superseded, without_other_times
from summarizer.checked import Check, CheckedSentence, Superseded, ToCheck
from summarizer.draft import from_claims
from summarizer.gather import Counted
from summarizer.pipeline import checking
from summarizer.records import Citation, Contradiction, Document, Figure, FigureRelation, FigureValue, Reported, Span
from summarizer.render import check_to_html, check_to_json, check_to_markdown, check_to_text
from summarizer.render.check_common import outdated
from summarizer.render.check_json import schema

MORNING = Document("a", "The depot fire killed 14 people. The road is shut.", publisher="Vale Post", date="2025-02-12")
EVENING = Document("b", "Officials say 17 people were killed by the fire.", publisher="Ridge Wire", date="2025-02-12")
NIGHT = Document("c", "By now 17 people have died, a surgeon said.", publisher="Dale Radio", date="2025-02-13")
NOON = Document("d", "At noon 15 people were killed by the fire.", publisher="Hill Star", date="2025-02-12")
SOURCES = (MORNING, EVENING, NIGHT, NOON)


def toll(relation: FigureRelation = "update", newest: int | None = 2) -> Figure:
    """14 in the morning, 15 at noon, 17 in the evening and at night."""
    return figure(
        "people killed",
        relation,
        figure_value(SOURCES, 0, "The depot", "14", 14.0, "2025-02-12T07:15"),
        figure_value(SOURCES, 3, "At noon", "15", 15.0, "2025-02-12T12:00"),
        figure_value(SOURCES, 1, "Officials", "17", 17.0, "2025-02-12T19:40"),
        figure_value(SOURCES, 2, "By now", "17", 17.0, "2025-02-13"),
        newest=newest,
    )


def cited(source: int) -> Citation:
    text = SOURCES[source].text
    end = text.index(".") + 1
    return Citation(source, 0, end, text[:end])


def against(source: int, claim: str, its: str) -> Contradiction:
    one = cited(source)
    return Contradiction(source, one.start, one.end, one.quote, f"“{claim}” is “{its}” here")


OLD = "The depot fire killed 14 people."


def test_an_older_value_is_answered_with_the_newest() -> None:
    found = superseded(OLD, [cited(0)], [toll()])
    assert [(one.source, one.value, one.as_of) for one in found] == [
        (1, "17", "2025-02-12T19:40"),
        (2, "17", "2025-02-13"),
    ]
    for one in found:
        assert SOURCES[one.source].text[one.start : one.end] == one.quote
        assert (one.was, one.until, one.holds) == ("14", "2025-02-12T12:00", False)


@pytest.mark.parametrize(
    "claim",
    [
        "The depot fire killed 17 people.",
        "The toll of the depot fire rose from 14 to 17 people.",
        "The depot fire had killed 14 people by Wednesday.",
        "The depot fire had killed 14 people as of early Wednesday.",
        "By 09:30 the depot fire had killed 14 people.",
        "The depot fire was initially said to have killed 14 people.",
        "The depot fire killed people.",
        "The depot fire killed 140 people.",
    ],
)
def test_what_is_up_to_date_or_told_with_its_time_is_left_alone(claim: str) -> None:
    assert superseded(claim, [cited(0)], [toll()]) == ()


@pytest.mark.parametrize(
    "claim",
    ["The depot fire on Wednesday killed 14 people.", "The depot fire had killed 14 people by Friday.", OLD],
)
def test_the_day_of_the_event_or_another_is_not_the_time_of_the_value(claim: str) -> None:
    assert [one.source for one in superseded(claim, [cited(0)], [toll()])] == [1, 2]


def test_where_no_order_is_known_nothing_is_said() -> None:
    for relation in ("same", "bound", "scope", "conflict", "unknown"):
        assert superseded(OLD, [cited(0)], [toll(relation)]) == ()
    assert superseded(OLD, [cited(0)], [toll(newest=None)]) == ()
    untimed = replace(toll(), values=tuple(replace(value, as_of="") for value in toll().values))
    assert superseded(OLD, [cited(0)], [untimed]) == ()


def test_the_number_must_be_that_of_a_passage_behind_the_claim() -> None:
    elsewhere = Reported(0, 33, 50, SOURCES[0].text[33:50])
    for told in ((), (cited(1),), (elsewhere,)):
        assert superseded(OLD, told, [toll()]) == ()
    assert superseded(OLD, [Reported(0, 0, 32, SOURCES[0].text[:32])], [toll()])


@pytest.mark.parametrize(
    ("claim", "newest", "holds"),
    [
        ("It killed at least 14 people.", 17.0, True),
        ("It killed more than 14 people.", 17.0, True),
        ("It killed up to 14 people.", 17.0, False),
        ("It killed at most 14 people.", 9.0, True),
        ("It killed at least 14 people.", 9.0, False),
        ("It killed 14 people.", 17.0, False),
    ],
)
def test_a_bound_may_hold_still(claim: str, newest: float, holds: bool) -> None:
    values = tuple(replace(value, number=newest) if value.number == 17.0 else value for value in toll().values)
    found = superseded(claim, [cited(0)], [replace(toll(), values=values)])
    assert {one.holds for one in found} == {holds}


def test_a_rounded_value_holds_as_long_as_the_newest_rounds_to_it() -> None:
    source = (Document("r", "About 1,200 homes lost power. Now 1,197 are counted. Now 1,350 are counted."),)
    rough = figure_value(source, 0, "About", "About 1,200", 1200.0, "2025-01-01", bound="~")
    for value, holds in (("1,197", True), ("1,350", False)):
        newer = figure_value(source, 0, f"Now {value}", value, float(value.replace(",", "")), "2025-01-02")
        homes = figure("homes", "update", rough, newer, newest=1)
        found = superseded("About 1,200 homes lost power.", [Citation(0, 0, 29, source[0].text[:29])], [homes])
        assert [one.holds for one in found] == [holds]


def test_a_day_that_was_put_off() -> None:
    source = (Document("v", "The vote is on 3 March.", date="2025-02-01"), Document("w", "The vote is on 10 March."))
    vote = figure(
        "vote",
        "update",
        figure_value(source, 0, "The", "3 March", "2025-03-03", "2025-02-01", unit="day"),
        figure_value(source, 1, "The", "10 March", "2025-03-10", "2025-02-08", unit="day"),
        newest=1,
    )
    told = [Citation(0, 0, 23, source[0].text)]
    for claim in ("The vote is on 3 March.", "The vote is on March 3, 2025.", "The vote is on Monday 3 March."):
        assert [one.value for one in superseded(claim, told, [vote])] == ["10 March"]
    for claim in ("The vote is on 3 April.", "The vote is in March.", "The vote is on 3 March 2024."):
        assert superseded(claim, told, [vote]) == ()


def test_a_value_that_is_merely_older_contradicts_nothing() -> None:
    new = "The depot fire killed 17 people."
    old = [against(0, "17 people", "14 people"), against(3, "17 people", "15 people")]
    assert without_other_times(new, [], old, [toll()]) == ()
    for relation in ("conflict", "unknown", "scope"):
        assert without_other_times(new, [], old, [toll(relation, None)]) == tuple(old)


def test_a_newer_value_contradicts_what_nobody_carries() -> None:
    newer = (against(1, "14 people", "17 people"),)
    assert without_other_times(OLD, [], newer, [toll()]) == newer
    assert without_other_times(OLD, [cited(0)], newer, [toll()]) == ()
    told_with_its_time = "The depot fire had killed 14 people by Wednesday."
    assert without_other_times(told_with_its_time, [], newer, [toll()]) == ()


def test_what_differs_in_something_else_still_contradicts() -> None:
    new = "The depot fire killed 17 people."
    named = against(0, "Vale", "Ridge")
    other = against(0, "17 people", "21 people")
    denied = replace(named, differs="it says that this is not so")
    for one in (named, other, denied):
        assert without_other_times(new, [cited(1)], [one], [toll()]) == (one,)


# --- in a check -------------------------------------------------------------------------------------------


def with_figures(monkeypatch: pytest.MonkeyPatch, *figures: Figure) -> None:
    """Makes every check find these figures in its reports."""
    monkeypatch.setattr(checking, "figures_of", lambda *given: Counted(figures))


def of_claims(claims: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> Check:
    with_figures(monkeypatch, toll())
    return checked(from_claims(claims), SOURCES)


def test_a_check_says_until_when_a_claim_was_true(monkeypatch: pytest.MonkeyPatch) -> None:
    check = of_claims([OLD, "Officials say 17 people were killed by the fire."], monkeypatch)
    old, new = check.sentences
    assert (old.verdict, [one.source for one in old.citations]) == ("carried", [0])
    assert [one.source for one in old.superseded_by] == [1, 2]
    assert old.contradicted_by == ()
    assert (new.verdict, new.superseded_by, new.contradicted_by) == ("carried", (), ())
    assert (check.carried, check.outdated) == (True, 1)
    for sentence in check.sentences:
        for one in sentence.superseded_by:
            assert check.sources[one.source].text[one.start : one.end] == one.quote


def test_every_format_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    check = of_claims([OLD], monkeypatch)
    said = "was true until 12 Feb, 12:00: [2][3] have 17"
    quote = "Officials say 17 people were killed by the fire."
    plain, explained = check_to_text(check), check_to_text(check, explain=True)
    assert said in plain
    assert quote not in plain
    assert quote in explained
    assert "1 of 1 sentence carried · 1 out of date · 4 sources" in plain
    marked = check_to_markdown(check)
    assert "was true until 12 Feb, 12:00: \\[2\\]\\[3\\] have 17" in marked
    assert quote in marked
    page = check_to_html(check)
    assert '<p class="outdated" dir="auto">Was true until 12 Feb, 12:00: [2][3] have 17</p>' in page
    assert '<li class="supersedes">' in page
    assert "has 17 (12 Feb, 19:40)" in page
    assert "has a newer figure for 1 sentence" in page


def test_the_json_form_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    value = json.loads(check_to_json(of_claims([OLD], monkeypatch)))
    jsonschema.Draft202012Validator(schema()).validate(value)
    assert value["schema_version"] == "1.2"
    newer = value["sentences"][0]["superseded_by"][0]
    assert (newer["source"], newer["value"], newer["as_of"]) == (1, "17", "2025-02-12T19:40")
    assert (newer["was"], newer["until"], newer["holds"]) == ("14", "2025-02-12T12:00", False)
    del newer["holds"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(value)


def test_without_figures_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with_figures(monkeypatch)
    check = checked(from_claims([OLD]), SOURCES)
    assert check.sentences[0].superseded_by == ()
    assert "out of date" not in check_to_text(check)
    assert 'class="outdated"' not in check_to_html(check)


def newer(source: int, **changed: object) -> Superseded:
    one = cited(source)
    base = Superseded(source, one.start, one.end, one.quote, "17", "2025-02-12", "14", "2025-02-12T12:00", False)
    return replace(base, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verdict", "passages", "wanted"),
    [
        ("carried", (newer(1),), ["was true until 12 Feb, 12:00: [2] has 17"]),
        ("reported", (newer(1),), ["is out of date since 12 Feb, 12:00: [2] has 17"]),
        ("carried", (newer(1, until=""),), ["is out of date: [2] has 17"]),
        ("carried", (newer(1, holds=True),), ["holds, but [2] has 17"]),
        ("carried", (newer(1, value="Seventeen"),), ["was true until 12 Feb, 12:00: [2] has seventeen"]),
        ("carried", (newer(1, until="2024-12-30"),), ["was true until 30 Dec 2024: [2] has 17"]),
        (
            "carried",
            (newer(1), newer(1, value="41", was="30")),
            ["“14” was true until 12 Feb, 12:00: [2] has 17", "“30” was true until 12 Feb, 12:00: [2] has 41"],
        ),
    ],
)
def test_how_it_is_said(verdict: str, passages: tuple[Superseded, ...], wanted: list[str]) -> None:
    sentence = CheckedSentence(OLD, 0, len(OLD), verdict, superseded_by=passages)  # type: ignore[arg-type]
    assert outdated(Check("x", OLD, (sentence,), SOURCES), sentence) == wanted


def test_a_part_that_was_true_once_is_said_of_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with_figures(monkeypatch, toll())
    text = "The depot fire killed 14 people. A whale surfaced beside the lighthouse of the navy band."
    claim = ToCheck("claim", text, sentences=(Span(0, len(text)),), claims=True)
    sentence = checked(claim, SOURCES).sentences[0]
    assert [part.verdict for part in sentence.parts] == ["carried", "not_found"]
    assert [one.source for one in sentence.parts[0].superseded_by] == [1, 2]
    assert sentence.superseded_by == sentence.parts[0].superseded_by
    assert sentence.verdict != "carried"


# --- whatever the figures are -----------------------------------------------------------------------------

MANY = "9" * 400
NUMBERS = st.sampled_from([14.0, 17.0, 15.0, 0.0, -1.0, 1e300, MANY, "2025-03-03", "no day", ""])
AS_OF = st.sampled_from(["", "2025-02-12", "2025-02-12T07:15+02:00", "not a time", "9999-12-31"])


@st.composite
def any_figure(draw: st.DrawFn) -> Figure:
    """A figure with values of any number, unit and time, wherever they stand."""
    values = tuple(
        FigureValue(
            source := draw(st.integers(0, 3)),
            0,
            len(SOURCES[source].text),
            SOURCES[source].text,
            Span(at := draw(st.integers(0, 40)), at + 2),
            draw(st.sampled_from(["14", "17", "", "At least 14", "3 March"])),
            draw(NUMBERS),
            draw(st.sampled_from(["", ">=", "~"])),
            draw(st.sampled_from(["", "day", "km"])),
            draw(AS_OF),
        )
        for _ in range(draw(st.integers(1, 5)))
    )
    relation: FigureRelation = draw(st.sampled_from(["update", "same", "bound", "scope", "conflict", "unknown"]))
    return Figure("people", relation, values, draw(st.none() | st.integers(0, len(values) - 1)))


CLAIMS = st.sampled_from([OLD, "It killed at least 14.", "The vote is on 3 March.", "", "about 14 km", f"{MANY} died"])


@given(st.lists(any_figure(), max_size=3), CLAIMS)
def test_only_a_known_order_makes_a_claim_out_of_date(figures: list[Figure], claim: str) -> None:
    told = [cited(source) for source in range(4)]
    found = superseded(claim, told, figures)
    updates = [one for one in figures if one.relation == "update" and one.newest is not None]
    newest = [(figure, figure.values[figure.newest or 0]) for figure in updates]
    now = {(v.source, v.value) for figure, new in newest for v in figure.values if v.number == new.number}
    assert {(one.source, one.value) for one in found} <= now
    assert not found or updates
    rivals = [against(source, "14", "17") for source in range(4)]
    kept = without_other_times(claim, told, rivals, figures)
    assert set(kept) <= set(rivals)
    assert updates or kept == tuple(rivals)
    sentence = CheckedSentence(claim, 0, len(claim), "carried", superseded_by=found)
    check = Check("x", claim, (sentence,), SOURCES)
    assert len(outdated(check, sentence)) <= len(found)
    jsonschema.Draft202012Validator(schema()).validate(json.loads(check_to_json(check)))
