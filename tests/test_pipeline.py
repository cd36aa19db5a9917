"""All stages together on models without weights: offsets, budget, fallbacks, many clusters at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from examples import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pipeline_fakes import (
    HashEncoder,
    InventingWriter,
    ScriptedWriter,
    ShorteningWriter,
    WordJudge,
    clusters,
    reports,
)
from told_samples import figure

from summarizer.backends.extractive import ExtractiveWriter
from summarizer.clean import clean
from summarizer.errors import ModelError, NoInputError
from summarizer.gather import Counted
from summarizer.interfaces import Judge, Parser, Writer
from summarizer.model_settings import CausalWriterSettings
from summarizer.pipeline import Models, drafting, planning, run, run_many
from summarizer.records import Briefing, Document, Draft, Rating, Skipped
from summarizer.render.jsonfile import from_json, schema, to_json
from summarizer.settings import OutputSettings, RunSettings, Settings, WriterSettings
from summarizer.text.analysis import Analysis

WRITERS: tuple[type[Any], ...] = (ShorteningWriter, InventingWriter, ExtractiveWriter)


def models(writer: Writer | None = None, judge: Judge | None = None) -> Models:
    return Models(HashEncoder(), writer or ShorteningWriter(), judge)


def sized(words: int = 250, sentences: int = 0, focus: str = "") -> Settings:
    """Settings for a writer that words its sentences, as the fakes do."""
    return Settings(
        writer=CausalWriterSettings(vocabulary="closed"),
        output=OutputSettings(words=words, sentences=sentences),
        run=RunSettings(focus=focus),
    )


def same(first: Briefing, second: Briefing) -> bool:
    """Equal but for the time it took."""
    return replace(first, timings={}) == replace(second, timings={})


def check_invariants(briefing: Briefing, documents: list[Document]) -> None:
    assert [source.text for source in briefing.sources] == [document.text for document in documents]
    for sentence in briefing.sentences:
        assert sentence.citations
        assert sentence.together or len(set(sentence.sources)) == len(sentence.citations)
        if sentence.origin == "quoted":
            assert sentence.text == " ".join(sentence.citations[0].quote.split())
    for citation in (*briefing.title_citations, *(c for s in briefing.sentences for c in s.citations)):
        assert documents[citation.source].text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
    assert len({sentence.text for sentence in briefing.sentences}) == len(briefing.sentences)
    assert list(briefing.numbers.values()) == list(range(1, len(briefing.numbers) + 1))


@settings(max_examples=examples(25), deadline=None)
@example([Document("d0", "\N{SHIP} The mayor of Skarne searched the harbour on Tuesday.")], WRITERS[0], 30)
@given(clusters(), st.sampled_from(WRITERS), st.integers(30, 300))
def test_whatever_is_written_every_citation_is_what_its_source_says(
    documents: list[Document], writer: type[Any], words: int
) -> None:
    briefing = run(documents, sized(words), models(writer()))
    check_invariants(briefing, documents)
    assert briefing.sentences
    assert briefing.words <= 1.1 * words or len(briefing.sentences) == 1
    value = json.loads(to_json(briefing, explain=True))
    jsonschema.validate(value, schema())
    assert value["words"] == briefing.words
    assert from_json(to_json(briefing, explain=True)) == briefing


@settings(max_examples=examples(8), deadline=None)
@given(clusters())
def test_the_same_reports_give_the_same_briefing(documents: list[Document]) -> None:
    assert same(run(documents, sized(120), models()), run(documents, sized(120), models()))


@pytest.mark.parametrize("words", [100, 250, 400])
@pytest.mark.parametrize("writer", [ShorteningWriter, ExtractiveWriter])
def test_the_budget_is_met_where_there_is_enough_to_tell(words: int, writer: type[Any]) -> None:
    briefing = run(reports(5, 12), sized(words), models(writer()))
    assert 0.9 * words <= briefing.words <= 1.1 * words
    assert not any("enough for" in note for note in briefing.notes)


def test_a_count_of_sentences_replaces_the_budget() -> None:
    assert len(run(reports(5, 12), sized(sentences=7), models()).sentences) == 7


def test_another_source_s_number_for_the_same_fact_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = reports(2, 4)
    told = "Divers of the navy rescued {} sailors near the lighthouse of Lund on Tuesday."
    documents = [replace(first, text=told.format(12)), replace(second, text=f"{second.text} {told.format(15)}")]
    read = figure("conflict", (0, told.format(12), "12"), (1, told.format(15), "15"), texts=[d.text for d in documents])
    monkeypatch.setattr(planning, "figures_of", lambda *_: Counted((read,)))  # there is no parser here to read them
    briefing = run(documents, sized(), models())
    assert briefing.figures == (read,)
    sentence = next(each for each in briefing.sentences if each.text == told.format(12))
    assert [(each.source, each.quote) for each in sentence.differing] == [(1, told.format(15))]
    assert sentence.figures == (0,)
    assert briefing.numbers.keys() == {0, 1}


def test_numbers_that_were_not_compared_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "figures_of", lambda *_: Counted((), 300))
    assert any("2,300 numbers" in note for note in run(reports(2, 6), sized(), models()).notes)


def test_too_little_to_tell_is_noted() -> None:
    briefing = run(reports(2, 2), sized(250), models())
    assert f"The sources gave enough for {briefing.words} words of the 250 asked for." in briefing.notes
    focused = run(reports(2, 2), sized(250, focus="the  harbour"), models())
    short = f"The sources gave enough for {focused.words} words of the 250 asked for"
    assert f"{short}; what is far from “the harbour” is left out." in focused.notes


def test_nothing_invented_gets_in() -> None:
    briefing = run(reports(3, 6), sized(), models(InventingWriter()))
    assert "Quark" not in " ".join((briefing.title, *(sentence.text for sentence in briefing.sentences)))
    for sentence in briefing.sentences:
        assert (sentence.origin == "quoted") or sentence.text != sentence.citations[0].quote
        assert [draft.text for draft in sentence.rejected] == [
            "Captain Zebulon Quark sold 90210 submarines to Atlantis."
        ]


def headed(documents: list[Document]) -> list[Document]:
    """The reports, each under a headline that its own text tells."""
    return [replace(one, title=" ".join(one.text.split()[:8])) for one in documents]


def test_the_extractive_writer_quotes_and_takes_a_source_s_title() -> None:
    documents = headed(reports(3, 6))
    briefing = run(documents, sized(), models(ExtractiveWriter()))
    assert {sentence.origin for sentence in briefing.sentences} == {"quoted"}
    assert briefing.title in {document.title for document in documents}
    assert briefing.models[1].name == "extractive"


def test_written_sentences_are_shorter_than_their_source() -> None:
    documents = [
        Document("a", "Ada Brink closed the old bridge of Skarne on Tuesday, with the mayor beside the harbour wall."),
        Document(
            "b", "Divers of the navy counted 30 empty boats near the lighthouse of Lund, with a drone above the coast."
        ),
    ]
    briefing = run(documents, sized(), models())
    assert sorted(sentence.text for sentence in briefing.sentences if sentence.origin == "written") == [
        "Ada Brink closed the old bridge of Skarne on Tuesday.",
        "Divers of the navy counted 30 empty boats near the lighthouse of Lund.",
    ]


def test_a_fact_of_two_sources_is_told_once_and_cites_both() -> None:
    fact = "Ada Brink closed the old bridge of Skarne on Tuesday."
    first, second = (replace(each, text=f"{fact} {each.text}") for each in reports(2, 4))
    briefing = run([first, second], sized(), models())
    told = [sentence for sentence in briefing.sentences if sentence.text == fact]
    assert [sorted(sentence.sources) for sentence in told] == [[0, 1]]


def test_a_copy_is_not_cited_beside_its_original() -> None:
    first, second = reports(2, 6)
    briefing = run([first, replace(first, id="copy"), second], sized(), models())
    assert [flag.kind for flag in briefing.sources[1].flags] == ["copy_of"]
    assert all(not {0, 1} <= set(sentence.sources) for sentence in briefing.sentences)


def test_the_focus_brings_in_what_it_asks_for() -> None:
    documents = reports(5, 12)
    needle = "Nurses in Zagreb vaccinated 77 shepherds against measles last winter."
    documents[4] = replace(documents[4], text=f"{documents[4].text} {needle}")
    assert needle not in {s.text for s in run(documents, sized(60), models()).sentences}
    briefing = run(documents, sized(60, focus="nurses vaccinated shepherds against measles"), models())
    assert needle in {sentence.text for sentence in briefing.sentences}
    assert briefing.focus == "nurses vaccinated shepherds against measles"


def test_a_single_source_is_noted() -> None:
    notes = run(reports(1, 6), sized(), models()).notes
    assert notes[0] == "There is only one source: nothing here is confirmed by another."
    assert not any("only one source" in note for note in run(reports(2, 6), sized(), models()).notes)


def test_copies_of_one_report_are_noted() -> None:
    text = reports(1, 12)[0].text
    documents = [Document(name, text) for name in ("a", "b", "c")]
    flags = [flag.kind for each in clean(documents, Settings().clean) for flag in each.document.flags]
    assert flags == ["copy_of", "copy_of"]
    notes = run(documents, sized(), models()).notes
    assert "All sources are copies of one report: nothing here is independently confirmed." in notes


def test_the_briefing_says_how_it_was_made() -> None:
    settings_ = sized()
    skipped = [Skipped("c.pdf", "it is encrypted")]
    stages: list[str] = []
    briefing = run(reports(2, 6), settings_, models(), skipped=skipped, progress=lambda stage, *_: stages.append(stage))
    assert briefing.settings_hash == settings_.hash()
    assert [model.name for model in briefing.models] == ["hash", "scripted"]
    assert briefing.skipped == tuple(skipped)
    assert stages == ["clean", "embed", "select", "write", "verify"]
    assert set(briefing.timings) >= {"clean", "embed", "select", "write"}


def test_what_is_left_out_has_a_reason() -> None:
    briefing = run(reports(5, 12), sized(60), models(InventingWriter()))
    assert briefing.omitted
    assert all(draft.reasons for draft in briefing.omitted)


def test_a_writer_that_answers_nothing_still_gives_a_briefing() -> None:
    class Silent(ScriptedWriter):
        def write(self, requests: Any, progress: Any = None) -> list[Any]:
            return ExtractiveWriter().write(requests)

    check_invariants(run(reports(2, 6), sized(), models(Silent({}))), reports(2, 6))


@pytest.mark.parametrize("documents", [[], [Document("a", "")], [Document("a", " \n\n "), Document("b", "")]])
def test_reports_without_a_sentence_are_refused(documents: list[Document]) -> None:
    with pytest.raises(NoInputError):
        run(documents, sized(), models())


def test_a_broken_encoder_is_found_out() -> None:
    class Long(HashEncoder):
        def encode(self, texts: Any) -> Any:
            return 2 * super().encode(texts)

    with pytest.raises(ModelError, match="of length 2"):
        run(reports(2, 4), sized(), Models(Long(), ShorteningWriter()))


def test_a_cluster_that_fails_leaves_the_others_alone() -> None:
    good, other = reports(3, 6), reports(2, 5)[::-1]
    results = run_many([good, [Document("x", "")], [], other], sized(100), models())
    assert [type(result).__name__ for result in results] == ["Briefing", "NoInputError", "NoInputError", "Briefing"]
    for result, documents in ((results[0], good), (results[3], other)):
        assert isinstance(result, Briefing)
        check_invariants(result, documents)
        assert same(result, run(documents, sized(100), models()))


def test_clusters_that_all_fail_give_their_errors() -> None:
    results = run_many([[], [Document("x", "")]], sized(), models())
    assert [type(result) for result in results] == [NoInputError, NoInputError]


def test_no_cluster_gives_no_briefing() -> None:
    assert run_many([], sized(), models()) == []


@settings(max_examples=examples(8), deadline=None)
@given(st.lists(clusters(), min_size=1, max_size=3))
def test_together_or_alone_is_the_same(many: list[list[Document]]) -> None:
    together = run_many(many, sized(100), models())
    for result, documents in zip(together, many, strict=True):
        assert isinstance(result, Briefing)
        assert same(result, run(documents, sized(100), models()))


def test_the_models_see_all_clusters_in_one_call() -> None:
    encoder, writer = HashEncoder(), ShorteningWriter()
    clusters = [[replace(document, title=None) for document in reports(count, 4)] for count in (2, 3, 1)]
    run_many(clusters, sized(100), Models(encoder, writer))
    assert len(writer.calls) == 1
    assert len(encoder.calls) == 3  # the sentences, how the reports open, then the candidates
    assert [request.kind for request in writer.calls[0]].count("title") == 3


def test_no_title_is_written_where_the_lead_s_source_has_one() -> None:
    writer = ShorteningWriter()
    briefing = run(headed(reports(2, 4)), sized(100), models(writer))
    assert {request.kind for request in writer.calls[0]} == {"sentence"}
    assert briefing.title in {document.title for document in briefing.sources}


def test_requests_keep_to_the_writer_s_limit() -> None:
    writer = ShorteningWriter()
    run(reports(2, 6), replace(sized(), writer=WriterSettings(max_words=12)), models(writer))
    assert {request.max_words for request in writer.calls[0] if request.kind == "sentence"} == {12}


FLOOD = [
    "The river Lomma flooded the town of Marlow on Tuesday night, covering the old market with mud. Mayor Ada Brink "
    "said that 140 people had left their homes, most of them on foot. Soldiers of the Third Brigade built a wall.",
    "Water from the river Lomma flooded the town of Marlow on Tuesday night. Hama, a city of one million residents, "
    "was hit by the storm as well. The city lost 12 bridges in the storm, all of them made of wood.",
]


def test_what_the_judge_refuses_is_not_in_the_briefing_and_its_reason_is_kept() -> None:
    documents = [Document(str(n), text) for n, text in enumerate(FLOOD)]
    judge = WordJudge(refused="flooded the town")
    briefing = run(documents, sized(120), models(judge=judge))
    written = [sentence.text for sentence in briefing.sentences if sentence.origin == "written"]
    assert written
    assert not [text for text in written if "flooded the town" in text]
    reasons = [reason for s in briefing.sentences for draft in s.rejected for reason in draft.reasons]
    assert any("contradicts it (support 0.10)" in reason for reason in reasons)
    assert [model.role for model in briefing.models] == ["encoder", "writer", "judge"]
    assert all(0 <= sentence.support <= 1 for sentence in briefing.sentences)


class ListingJudge(WordJudge):
    """Remembers what it is asked."""

    def __init__(self, refused: str = "") -> None:
        super().__init__(refused)
        self.claims: list[str] = []

    def assess(self, pairs: Any, progress: Any = None) -> Any:
        self.claims += [claim for _, claim in pairs]
        return super().assess(pairs, progress)


def _shortened(drafts: Sequence[Draft], seed: Analysis, deletes: bool) -> tuple[Draft, ...]:
    """Every sentence without its last clause, in the place of what grammar lets go."""
    return (Draft(f"{seed.text.rpartition(', ')[0]}."),)


def test_a_draft_is_judged_where_it_gets_a_place_and_one_that_is_refused_is_told_in_the_sources_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drafting, "versions", _shortened)
    documents = reports(2, 12)
    settings = replace(sized(sentences=5), writer=CausalWriterSettings())
    judge = ListingJudge()
    briefing = run(documents, settings, models(ScriptedWriter({}), judge))
    told = {sentence.text for sentence in briefing.sentences if sentence.origin == "written"}
    assert len(told) == 5
    assert told <= set(judge.claims)
    drafts = {f"{sentence.rpartition(', ')[0]}." for one in documents for sentence in one.text.split(". ")}
    assert len(set(judge.claims) & drafts) < len(drafts) / 2
    lead, other = (next(one.text for one in briefing.sentences if one.role == role) for role in ("lead", "point"))
    for refused in (lead, other):
        found = run(documents, settings, models(ScriptedWriter({}), ListingJudge(refused)))
        assert len(found.sentences) == 5
        assert refused not in {sentence.text for sentence in found.sentences}
        assert {one.text for one in found.sentences if one.origin == "written"} <= told | drafts
    together = run_many([documents, documents], settings, models(ScriptedWriter({}), ListingJudge(other)))
    assert all(isinstance(one, Briefing) and same(one, found) for one in together)


def test_many_clusters_are_put_to_the_judge_together() -> None:
    clusters = [[Document(str(n), text.replace("Marlow", town)) for n, text in enumerate(FLOOD)] for town in TOWNS]
    judge = WordJudge()
    results = run_many(clusters, sized(120), models(judge=judge))
    judges = [WordJudge() for _ in clusters]
    alone = [run(documents, sized(120), models(judge=own)) for documents, own in zip(clusters, judges, strict=True)]
    assert len(judge.calls) == max(len(own.calls) for own in judges)
    assert sum(judge.calls) == sum(sum(own.calls) for own in judges)
    for result, briefing in zip(results, alone, strict=True):
        assert isinstance(result, Briefing)
        assert same(result, briefing)


@pytest.mark.real_model
def test_an_opening_that_is_resolved_cites_both_passages(parser: Parser) -> None:
    came = "Police chief Ada Brink, 52, came by boat at dawn. She opened 12 schools for all who had left their homes."
    documents = [Document("0", FLOOD[0]), Document("1", came)]
    briefing = run(documents, sized(sentences=8), models(judge=WordJudge())._replace(parser=parser))
    (sentence,) = [s for s in briefing.sentences if "12 schools" in s.text]
    assert "Ada Brink opened 12 schools" in sentence.text
    assert sentence.together
    assert [citation.source for citation in sentence.citations] == [1, 1]
    assert "came by boat" in sentence.citations[0].quote


TOWNS = ("Marlow", "Skarne", "Lund")


class RatingEncoder(HashEncoder):
    """Finds that what has lost its comma is not understood alone."""

    def rate(self, texts: Sequence[str]) -> list[Rating]:
        return [Rating(0.95 if "," in text else 0.8, 0.9, 0.0) for text in texts]


def test_what_is_understood_less_than_the_whole_sentence_is_not_told() -> None:
    text = "The mayor of Skarne closed the old bridge over the Lund, which divers had searched for two days."
    for encoder, origin in ((HashEncoder(), "written"), (RatingEncoder(), "quoted")):
        briefing = run([Document("d0", text)], sized(30), Models(encoder, ShorteningWriter(), None))
        assert [one.origin for one in briefing.sentences] == [origin]
    (quoted,) = briefing.sentences
    assert [one.reasons for one in quoted.rejected] == [("is understood alone less than the sentence it was made of",)]


class HeadlineEncoder(HashEncoder):
    """Understands nothing of what opens with "What"."""

    def rate(self, texts: Sequence[str]) -> list[Rating]:
        return [Rating(0.05 if text.startswith("The day") else 0.9, 0.9, 0.0) for text in texts]


def test_a_headline_that_nobody_understands_is_no_title() -> None:
    text = "The mayor of Skarne closed the old bridge over the Lund on Tuesday. Divers had searched it for two days."
    document = Document("d0", text, title="The day of the bridge over the Lund")
    titles = [
        run([document], sized(60), Models(encoder, ShorteningWriter(), None)).title
        for encoder in (HashEncoder(), HeadlineEncoder())
    ]
    assert titles[0] == document.title
    assert titles[1] != document.title
    assert titles[1]


def test_reports_of_other_events_are_named() -> None:
    bridge = "The mayor of Skarne closed the old bridge over the Lund on Tuesday after divers had found {} deep cracks."
    other = "Scientists in Orm have counted 140,000 penguins on an island that no ship had reached since the year 1931."
    texts = [bridge.format("two"), other, bridge.format("three")]
    documents = [Document(f"d{at}", text, title=f"Report {at}") for at, text in enumerate(texts)]
    briefing, alone = (run(docs, sized(80), models()) for docs in (documents, [documents[0], documents[2]]))
    (note,) = [one for one in briefing.notes if "another event" in one]
    assert note.startswith("1 of 3 reports has nothing in common with the others")
    assert "“Report 1”" in note
    assert not any("another event" in one for one in alone.notes)
