"""Which passages are cited for a claim, which report it, and what the judge is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline_fakes import HashEncoder

from summarizer.attribute import Passages, Traced, attribution, near_texts, nearest, questions, trace
from summarizer.attribute.nearness import probabilities
from summarizer.compose.citations import cited_for, independent, part_of, reported_for
from summarizer.pipeline.tracing import carries, unasked_notes
from summarizer.records import (
    Attribution,
    Bearing,
    Citation,
    Document,
    Judgement,
    PlanItem,
    Report,
    Reported,
    Sentence,
    Span,
    Statement,
)
from summarizer.settings import AttributeSettings, ComposeSettings, Settings, VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.verify import bearing

SETTINGS, COMPOSE = AttributeSettings(), ComposeSettings()
ANALYSE = Analyser(None)
FERRY = "The ferry Halden sank off Skarne on Tuesday, and divers rescued 140 passengers from the cold water."
SHORT = "The ferry Halden sank off Skarne on Tuesday."
UNDATED = "Near the harbour of Skarne the ferry Halden sank."


def numbered(*texts: str) -> list[Sentence]:
    return [Sentence(source, 0, len(text), text, 0, 0) for source, text in enumerate(texts)]


def reports_of(sentences: list[Sentence], **documents: Any) -> list[Report]:
    return [Report(one.source, Document(f"d{one.source}", one.text, **documents), one.source) for one in sentences]


def bear(passage: Any, claim: str, date: str | None) -> Bearing:
    return bearing(passage, claim, VerifySettings(), ANALYSE, date)


def traced_for(claim: str, *texts: str, skip: Any = (), **changes: Any) -> tuple[tuple[Traced, ...], Any, Any]:
    sentences, encoder = numbered(*texts), HashEncoder()
    reports = reports_of(sentences)
    vector, rows = encoder.encode([claim])[0], encoder.encode(list(texts))
    settings = replace(SETTINGS, min_cosine=0.0, **changes)
    return trace(claim, vector, sentences, rows, reports, settings, bear, skip), sentences, reports


def found_for(claim: str, *texts: str, judged: Any = None, **changes: Any) -> Attribution:
    traced, sentences, reports = traced_for(claim, *texts, **changes)
    return attribution(claim, traced, sentences, reports, judged, SETTINGS)


def test_the_same_words_are_a_citation_whose_quote_is_the_source_s() -> None:
    found = found_for(SHORT, FERRY, "A cold wind blew over the hills.")
    assert found.citations == (Citation(0, 0, len(FERRY), FERRY),)


def test_what_lacks_a_detail_reports_and_says_which() -> None:
    found = found_for(SHORT, SHORT, UNDATED, behind_cost=0.0)
    assert [one.source for one in found.citations] == [0]
    (other,) = found.reported_by
    assert other.source == 1
    assert [SHORT[gone.start : gone.end] for gone in other.lacks] == ["Tuesday"]


@pytest.mark.parametrize(
    "passage",
    [
        "The ferry Halden sank off Skarne on Wednesday.",
        "The ferry Halden sank off Skarne, and divers rescued 90 passengers.",
    ],
)
def test_another_day_or_number_neither_carries_nor_reports(passage: str) -> None:
    claim = "The ferry Halden sank off Skarne on Tuesday, and divers rescued 140 passengers."
    found = found_for(claim, claim, passage)
    assert [one.source for one in (*found.citations, *found.reported_by)] == [0]


def test_a_source_that_tells_it_otherwise_somewhere_does_not_report_it() -> None:
    told = Traced((0,), Bearing("reports", SHORT), 0.9)
    otherwise = Traced((0,), Bearing("contradicts", differs="“Tuesday” is “Friday” here"), 0.9)
    sentences = numbered(UNDATED)
    found = attribution(SHORT, [told, otherwise], sentences, reports_of(sentences), None, SETTINGS)
    assert not found.reported_by
    assert [one.differs for one in found.contradicted_by] == ["“Tuesday” is “Friday” here"]


@pytest.mark.parametrize(("supported", "sources"), [(0.95, [0]), (0.0, [])])
def test_the_judge_decides_what_is_neither_near_nor_far(supported: float, sources: list[int]) -> None:
    one = Traced((0,), Bearing("reports", "The ferry sank.", (Span(4, 9),), held=0.5), 0.5)
    sentences = numbered(UNDATED)
    asked = questions(SHORT, [one], sentences, SETTINGS)
    assert asked == [(UNDATED, "The ferry sank.")]
    answers = {asked[0]: Judgement(supported, 0.0)}
    found = attribution(SHORT, [one], sentences, reports_of(sentences), answers, SETTINGS)
    assert [each.source for each in found.reported_by] == sources


def reporting(same_event: bool, supported: float, **changes: Any) -> list[int]:
    bearing = Bearing("reports", "The ferry sank off Skarne.", same_event=same_event, event="The ferry sank.", held=0.5)
    one = Traced((0,), replace(bearing, **changes), 0.6)
    sentences = numbered(UNDATED)
    answers = dict.fromkeys(questions(SHORT, [one], sentences, SETTINGS), Judgement(supported, 0.0))
    found = attribution(SHORT, [one], sentences, reports_of(sentences), answers, SETTINGS)
    return [each.source for each in found.reported_by]


def test_the_judge_is_asked_about_the_main_event_in_few_words() -> None:
    one = Traced((0,), Bearing("reports", "The ferry sank off Skarne.", event="The ferry sank.", held=0.5), 0.6)
    assert questions(SHORT, [one], numbered(UNDATED), SETTINGS) == [(UNDATED, "The ferry sank.")]


def test_a_passage_with_another_verb_must_be_told_the_event_more_surely() -> None:
    between = (SETTINGS.event_support + SETTINGS.reworded_support) / 2
    assert reporting(True, between) == [0]
    assert reporting(False, between) == []
    assert reporting(False, 0.95) == [0]
    assert reporting(True, SETTINGS.event_support - 0.05) == []


def doubted(supported: float | None, *told: Bearing) -> list[int]:
    """Who reports a claim that may be false, by what the judge gives it beside all passages; None without a judge."""
    sentences = numbered(*[UNDATED] * len(told))
    traced = [Traced((at,), one, 0.95) for at, one in enumerate(told)]
    asked = questions(SHORT, traced, sentences, SETTINGS, doubted=True)
    answers = None if supported is None else dict.fromkeys(asked, Judgement(supported, 0.0))
    found = attribution(SHORT, traced, sentences, reports_of(sentences), answers, SETTINGS, doubted=True)
    return [each.source for each in found.reported_by]


def test_the_judge_decides_whether_a_claim_stands_and_without_one_the_rules() -> None:
    told = Bearing("reports", "The ferry sank off Skarne.", event="The ferry sank.", share=0.6)
    for one in (told, replace(told, share=0.2)):
        assert doubted(SETTINGS.joined_support, one) == [0]
        assert doubted(SETTINGS.joined_support - 0.05, one) == []
    assert doubted(None, told) == [0]
    assert doubted(None, replace(told, share=0.2)) == []


def test_a_name_that_nobody_tells_makes_the_rules_unsure_and_a_number_everybody() -> None:
    told = Bearing("reports", "The ferry sank off Skarne.", event="The ferry sank.", share=0.6)
    named = replace(told, unheard=frozenset((4,)))
    counted = replace(named, uncounted=frozenset((4,)))
    assert doubted(None, named) == []
    assert doubted(None, named, told) == [0, 1]
    assert doubted(0.9, named) == [0]
    assert doubted(0.9, counted) == []
    assert doubted(0.9, counted, named) == [0, 1]


def test_what_is_told_of_others_stands_where_the_judge_is_sure() -> None:
    told = Bearing("reports", "The ferry sank off Skarne.", event="The ferry sank.", share=0.6)
    others = Bearing("silent", by_others=True)
    assert doubted((SETTINGS.joined_support + SETTINGS.others_support) / 2, told, others) == []
    assert doubted(SETTINGS.others_support, told, others) == [0]


def test_a_passage_with_another_verb_reports_nothing_where_the_event_cannot_be_told_or_nobody_of_it_is_there() -> None:
    assert reporting(False, 0.99, event="") == []
    assert reporting(False, 0.99, held=0.0) == []
    assert reporting(False, 0.99, unnamed=True) == []


def test_a_source_that_tells_it_otherwise_is_not_asked_whether_it_reports_it() -> None:
    told = Traced((0,), Bearing("reports", SHORT, event="The ferry sank.", same_event=False), 0.6)
    otherwise = Traced((0,), Bearing("contradicts", differs="x"), 0.5)
    assert questions(SHORT, [told], numbered(UNDATED), SETTINGS)
    assert questions(SHORT, [told, otherwise], numbered(UNDATED), SETTINGS) == []


TOLD_AT_NIGHT = "The ferry was lost at night."


def test_the_event_is_asked_first_and_the_whole_claim_of_another_passage_only_where_it_is_told() -> None:
    sentences = [Sentence(0, 0, len(UNDATED), UNDATED, 0, 0), Sentence(0, 100, 128, TOLD_AT_NIGHT, 5, 1)]
    event = Bearing("reports", SHORT, same_event=True, event="The ferry sank.", held=0.5)
    nearest, whole = Traced((0,), event, 0.6), Traced((1,), Bearing("carries", SHORT, same_event=False), 0.6)
    first = (UNDATED, "The ferry sank.")
    assert questions(SHORT, [nearest, whole], sentences, SETTINGS) == [first]
    no, yes = ({first: Judgement(supported, 0.0)} for supported in (0.0, 0.9))
    assert questions(SHORT, [nearest, whole], sentences, SETTINGS, judged=no) == []
    then = questions(SHORT, [nearest, whole], sentences, SETTINGS, judged=yes)
    assert then == [(TOLD_AT_NIGHT, SHORT)]
    assert questions(SHORT, [nearest, whole], sentences, SETTINGS, judged={**yes, then[0]: yes[first]}) == []


def test_of_one_passage_all_is_asked_at_once() -> None:
    one = Traced((0,), Bearing("carries", SHORT, same_event=False, event="The ferry sank.", held=0.5), 0.6)
    assert questions(SHORT, [one], numbered(UNDATED), SETTINGS) == [(UNDATED, "The ferry sank."), (UNDATED, SHORT)]


def test_nothing_is_asked_of_an_event_that_no_answer_would_settle() -> None:
    one = Traced((0,), Bearing("reports", SHORT, same_event=False, event="The ferry sank.", held=0.1), 0.6)
    assert questions(SHORT, [one], numbered(UNDATED), SETTINGS) == []
    assert reporting(False, 1.0, held=0.1) == []


def test_of_many_sources_the_nearest_are_asked_and_what_is_open_and_not_asked_is_not_told() -> None:
    sentences = numbered(*(f"{UNDATED[:-1]} {at}." for at in range(5)))
    event = Bearing("reports", SHORT, same_event=True, event="The ferry sank.", held=0.5)
    traced = [Traced((at,), event, 0.6) for at in range(4)] + [Traced((4,), replace(event, held=1.0), 0.95)]
    few = replace(SETTINGS, asked_sources=2)
    asked = questions(SHORT, traced, sentences, few)
    assert [passage for passage, _ in asked] == [one.text for one in sentences[:2]]
    answers = dict.fromkeys(asked, Judgement(0.9, 0.0))
    assert questions(SHORT, traced, sentences, few, judged=answers) == []
    found = attribution(SHORT, traced, sentences, reports_of(sentences), answers, few)
    assert [one.source for one in found.reported_by] == [0, 1, 4]
    (note,) = unasked_notes([(SHORT, traced), (SHORT, traced[:2])], sentences, few)
    assert note.startswith("1 sentence may be told by up to 2 more sources than are named")
    assert unasked_notes([(SHORT, traced)], sentences, SETTINGS) == ()


def test_of_two_passages_that_lack_as_much_the_shorter_is_shown() -> None:
    texts = [UNDATED, "Rain fell over the hills."]
    text = " ".join(texts)
    sentences = [Sentence(0, 0, len(UNDATED), UNDATED, 0, 0), Sentence(0, len(UNDATED) + 1, len(text), texts[1], 1, 0)]
    both, single = (Traced(rows, Bearing("reports", SHORT), 0.95) for rows in ((0, 1), (0,)))
    found = attribution(SHORT, [both, single], sentences, [Report(0, Document("d", text), 0)], None, SETTINGS)
    assert [one.quote for one in found.reported_by] == [UNDATED]


@pytest.mark.parametrize(("headline", "joined"), [("Advance on the capital", False), ("They left.", True)])
def test_a_headline_between_paragraphs_is_joined_with_nothing(headline: str, joined: bool) -> None:
    texts = ["Rebels took Arvik.", headline, "Soldiers fled."]
    text, at, sentences = "\n\n".join(texts), 0, []
    for number, one in enumerate(texts):
        at = text.index(one, at)
        sentences.append(Sentence(0, at, at + len(one), one, number, number))
    passages = Passages(sentences, HashEncoder().encode(texts), [Report(0, Document("d", text), 0)])
    pairs = [passages.rows(one) for one in range(len(passages.first)) if len(passages.rows(one)) > 1]
    assert pairs == ([(0, 1), (1, 2)] if joined else [])


def test_what_is_sure_is_not_asked() -> None:
    sentences = numbered(SHORT, UNDATED)
    sure = Traced((0,), Bearing("carries", SHORT, sure=True), 0.99)
    near = Traced((1,), Bearing("reports", SHORT), 0.95)
    otherwise = Traced((1,), Bearing("contradicts", differs="x"), 0.5)
    assert questions(SHORT, [sure, near], sentences, SETTINGS) == []
    assert questions(SHORT, [otherwise], sentences, SETTINGS) == []


def test_a_passage_that_the_judge_refuses_as_a_citation_may_still_report() -> None:
    sentences = numbered(UNDATED)
    one = Traced((0,), Bearing("carries", SHORT), 0.9)
    answers = {(UNDATED, SHORT): Judgement(0.3, 0.0)}
    found = attribution(SHORT, [one], sentences, reports_of(sentences), answers, SETTINGS)
    assert not found.citations
    assert [each.source for each in found.reported_by] == [0]


def test_two_sentences_with_nothing_between_are_one_passage_and_others_are_not() -> None:
    text = "Fighting raged on Tuesday.  The ferry sank.\nADVERTISEMENT\nRain fell."
    spans = [(0, 26), (28, 43), (58, 68)]
    sentences = [Sentence(0, start, end, text[start:end], at, 0) for at, (start, end) in enumerate(spans)]
    vectors = HashEncoder().encode([one.text for one in sentences])
    passages = Passages(sentences, vectors, [Report(0, Document("d", text), 0)])
    assert [passages.rows(at) for at in range(len(passages.first))] == [(0,), (1,), (2,), (0, 1)]
    claim = HashEncoder().encode(["The ferry sank."])[0]
    both = vectors[0] + vectors[1]
    assert passages.cosines(claim)[3] == pytest.approx(float(both @ claim / np.linalg.norm(both)), abs=1e-5)
    shares = passages.shares("Fighting raged; the ferry sank.")
    assert shares[3] == pytest.approx(1.0)
    assert 0 < shares[0] < 1


@given(st.lists(st.floats(0.0, 1.0, width=32), min_size=1, max_size=30))
def test_who_comes_nearer_is_never_less_likely(near: list[float]) -> None:
    found = probabilities(np.array(near, dtype=np.float32), SETTINGS)
    order = np.argsort(near, kind="stable")
    assert np.all(np.diff(found[order]) >= -1e-6)
    assert np.all((found >= 0) & (found <= 1))


def test_a_half_near_source_tells_less_where_another_comes_nearer() -> None:
    alone, beside = (probabilities(np.array(near, dtype=np.float32), SETTINGS)[0] for near in ([0.5], [0.5, 0.9]))
    assert beside < alone


def test_origins_that_are_cited_already_are_not_looked_at_and_nothing_falls_behind_them() -> None:
    traced, sentences, _ = traced_for(SHORT, SHORT, UNDATED, "Rain fell.", skip=["report 0"])
    assert {sentences[one.rows[0]].source for one in traced} == {1}
    beside, _, _ = traced_for(SHORT, SHORT, UNDATED, "Rain fell.")
    told = {sentences[one.rows[0]].source: one.told for one in beside}
    assert traced[0].told > told[1]


@pytest.mark.parametrize(
    ("told", "near", "kept"),
    [
        (Bearing("reports", SHORT, share=0.4, event=SHORT), False, True),
        (
            Bearing("reports", SHORT, share=0.4, event=SHORT, of_one=False),
            False,
            False,
        ),  # the deed, but of nobody known
        (Bearing("reports", SHORT, share=0.4, event=SHORT, of_one=False), True, True),
        (Bearing("reports", SHORT, share=0.7, event=SHORT, of_one=False), False, True),
        (Bearing("reports", SHORT, share=0.7, of_one=False, uncounted=frozenset({1})), False, False),
        (Bearing("reports", SHORT, share=0.4, event=SHORT, same_event=False), False, False),
        (Bearing("reports", SHORT, share=0.4, event=SHORT, same_event=False), True, True),
        (Bearing("reports", SHORT, share=0.5, event=SHORT, same_event=False), False, True),
    ],
)
def test_another_report_tells_a_sentence_where_the_deed_is_of_one_who_takes_part(
    told: Bearing, near: bool, kept: bool
) -> None:
    sentences, encoder = numbered(SHORT, UNDATED), HashEncoder()
    rows = encoder.encode([SHORT, UNDATED])
    settings = replace(SETTINGS, min_cosine=0.0, sure_told=0.5 if near else 1.0)
    given_to = (SHORT, rows[0], sentences, rows, reports_of(sentences), settings)
    found = trace(*given_to, lambda *_: told, ["report 0"])
    assert bool(found) is kept
    assert trace(*given_to, lambda *_: told)  # nobody is cited for it yet
    # A verb that says nothing of those who take part leaves it to the judge.
    assert all(one.bearing.same_event is (told.same_event and (told.of_one or told.share >= 0.6)) for one in found)
    # What may carry the sentence is looked at, but where it does not, it is no report of it either.
    carries_it = replace(told, kind="carries")
    assert [one.reports for one in trace(*given_to, lambda *_: carries_it, ["report 0"])] == [kept]


def test_the_sentences_to_be_parsed_are_those_that_are_compared() -> None:
    seen: list[str] = []

    def watching(passage: Any, claim: str, date: str | None) -> Bearing:
        seen.extend([claim, *passage])
        return Bearing("silent")

    texts = [SHORT, UNDATED, "Rain fell."]
    sentences, encoder = numbered(*texts), HashEncoder()
    vector, rows, reports = encoder.encode([SHORT])[0], encoder.encode(texts), reports_of(numbered(*texts))
    trace(SHORT, vector, sentences, rows, reports, SETTINGS, watching)
    assert set(near_texts(SHORT, vector, sentences, Passages(sentences, rows, reports), SETTINGS)) == set(seen)


# --- what of it a briefing shows ------------------------------------------------------------------------------------


def test_of_one_origin_one_passage_is_cited_and_copies_count_once() -> None:
    sentences = numbered(SHORT, SHORT, SHORT, UNDATED, UNDATED)
    originals = [0, 0, 2, 3, 3]
    reports = [Report(at, Document(f"d{at}", one.text), originals[at]) for at, one in enumerate(sentences)]
    citations = tuple(Citation(at, 0, len(SHORT), SHORT) for at in (1, 2))
    told = tuple(Reported(at, 0, len(UNDATED), UNDATED) for at in (1, 3, 4))
    found = Attribution(citations, told)
    cited = cited_for(SHORT, PlanItem("point", 0, (), 1.0), sentences, reports, found, COMPOSE)
    assert [one.source for one in cited] == [0, 2]
    reported = reported_for(cited, reports, found)
    assert [one.source for one in reported] == [3, 4]
    assert independent(SHORT, (*cited, *reported), reports, None) == (3, ())


def test_reports_of_one_named_origin_are_one() -> None:
    documents = [Document("a", SHORT, origin="agency"), Document("b", SHORT, origin="agency")]
    reports = [Report(at, document, at) for at, document in enumerate(documents)]
    found = Attribution((Citation(1, 0, len(SHORT), SHORT),))
    item = PlanItem("point", 0, (), 1.0)
    cited = cited_for(SHORT, item, numbered(SHORT, SHORT), reports, found, COMPOSE)
    assert [one.source for one in cited] == [0]
    assert reported_for(cited, reports, found) == ()
    assert independent(SHORT, cited, reports, None) == (1, ())


def test_what_is_told_of_several_says_which_part_each_carries() -> None:
    text = "The bridge of Lund stands, the council said; a post had said it had fallen."
    quotes = ("A post had said it had fallen into the river.", "Nobody was hurt.")
    parts = [part_of(text, quote, COMPOSE) for quote in quotes]
    assert parts[0] is not None
    assert text[parts[0].start : parts[0].end] == "a post had said it had fallen"
    assert parts[1] is None
    item = PlanItem("point", 0, (), 1.0, statement=Statement(partners=(0, 1)))
    sentences = numbered(*quotes)
    cited = cited_for(text, item, sentences, reports_of(sentences), Attribution(), COMPOSE)
    assert [one.part for one in cited] == parts


def near_to(*found: Traced) -> list[int]:
    """The sources that are shown as nearest to a claim."""
    sentences = numbered(UNDATED, FERRY)
    return [one.source for one in nearest(found, sentences, reports_of(sentences), SETTINGS)]


def told_in(source: int, kind: Any = "reports", told: float = 0.9, **changes: Any) -> Traced:
    return Traced((source,), Bearing(kind, SHORT, **changes), told)


def test_what_comes_nearest_is_one_passage_of_each_source_with_what_it_lacks() -> None:
    lacking = told_in(0, lacks=(Span(30, 43),))
    assert near_to(lacking, told_in(1)) == [0, 1]
    sentences = numbered(UNDATED)
    (shown,) = nearest([lacking], sentences, reports_of(sentences), SETTINGS)
    assert (shown.quote, shown.lacks) == (UNDATED, (Span(30, 43),))
    assert near_to(told_in(0, told=SETTINGS.min_reported - 0.01), told_in(1)) == [1]


def test_what_differs_is_not_shown_as_nearest_and_what_is_only_lacking_is() -> None:
    number = frozenset((4,))
    assert near_to(told_in(0), told_in(0, "contradicts", differs="140 is 90"), told_in(1)) == [1]
    assert near_to(told_in(0, by_others=True), told_in(1)) == [1]
    assert near_to(told_in(0, share=0.0), told_in(1)) == [1]
    assert near_to(told_in(0, unheard=number, uncounted=number)) == [0]


def test_what_has_too_few_words_of_a_part_is_not_read() -> None:
    read: list[str] = []

    def watching(text: str) -> Any:
        read.append(text)
        return ANALYSE(text)

    strict = carries(Settings(), cast(Analyser, watching))
    assert strict(["Officials met in the capital."], SHORT, None) == Bearing("silent")
    assert strict([SHORT, "Officials met in the capital."], SHORT, None) == Bearing("silent")
    assert not read
    assert strict([SHORT], SHORT, None).kind == "carries"
