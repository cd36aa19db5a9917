"""Citations scored by what did not choose them: labels by hand, and names, numbers and days."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from eval_fakes import BagEncoder
from evaluation.data import CitedPassage, EvalCluster, OutputSentence, SystemOutput, load_clusters
from evaluation.details import detail_scores, details
from evaluation.facts import Fact, fact_scores, load_facts, matches

from summarizer.errors import InputError
from summarizer.records import Document
from summarizer.settings import Settings

DATA = Path(__file__).parent / "data"
DEAD = Fact("At least 14 people died in the flood.", frozenset({0, 1}), frozenset({2}), r"\b14\b|[Ff]ourteen")
TOLL = Fact("The number of people who died in the flood rose to 17.", frozenset({3}), needs="17")
SCHOOL = Fact("A school gave shelter to families.", frozenset({1}))
FACTS = (DEAD, TOLL, SCHOOL)


def output(*cited: tuple[str, tuple[int, ...]], **more: Any) -> SystemOutput:
    sentences = (OutputSentence(text, tuple(CitedPassage(n, text) for n in sources)) for text, sources in cited)
    return SystemOutput("c", tuple(sentences), **more)


def test_a_sentence_tells_the_nearest_fact_whose_number_it_holds() -> None:
    texts = ["At least 17 people died in the flood.", "Fourteen people died in the flood.", "Shares of a bank fell."]
    assert matches(texts, FACTS, BagEncoder()) == [TOLL, DEAD, None]
    assert matches([], FACTS, BagEncoder()) == []
    assert matches(texts, (), BagEncoder()) == [None] * 3


def test_citations_are_held_to_the_documents_that_state_the_fact() -> None:
    def scores(*sources: int) -> dict[str, float | None]:
        return fact_scores(output(("At least 14 people died in the flood.", sources)), FACTS, BagEncoder())

    assert scores(0, 1) == {"facts_matched": 1.0, "source_recall": 1.0, "source_precision": 1.0}
    assert scores(0) == {"facts_matched": 1.0, "source_recall": 0.5, "source_precision": 1.0}
    assert scores(0, 2)["source_precision"] == 1.0, "a copy states it too"
    assert scores(0, 3) == {"facts_matched": 1.0, "source_recall": 0.5, "source_precision": 0.5}
    assert scores() == {"facts_matched": 1.0, "source_recall": 0.0, "source_precision": None}


def test_facts_do_not_apply_without_labels_or_citations() -> None:
    made = output(("At least 14 people died in the flood.", (0,)))
    assert set(fact_scores(made, (), BagEncoder()).values()) == {None}
    assert set(fact_scores(replace(made, cites=False), FACTS, BagEncoder()).values()) == {None}
    apart = fact_scores(output(("Shares of a bank fell.", (0,))), FACTS, BagEncoder())
    assert apart == {"facts_matched": 0.0, "source_recall": None, "source_precision": None}


def test_every_document_of_the_labels_by_hand_is_in_its_cluster() -> None:
    clusters = load_clusters(DATA / "invented_clusters.jsonl", Settings()).clusters
    facts = load_facts(DATA / "invented_facts.json", clusters)
    assert [len(facts[cluster.id]) for cluster in clusters] == [70, 34]
    for cluster in clusters:
        assert set.union(*(set(fact.sources) for fact in facts[cluster.id])) == set(range(len(cluster.documents)))
        assert all(fact.sources and not fact.sources & fact.copies for fact in facts[cluster.id])
        texts = [fact.text for fact in facts[cluster.id]]
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    "row", [{"fact": "x"}, {"fact": "x", "sources": ["z"]}, {"fact": "x", "sources": ["a"], "needs": "("}]
)
def test_labels_that_fit_no_document_are_refused(row: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"c": [row], "other": []}), encoding="utf-8")
    with pytest.raises(InputError, match="is no fact file"):
        load_facts(path, [EvalCluster("c", (Document("a", "Text."),), (), ())])


def test_details_are_names_numbers_and_days() -> None:
    assert details("Fourteen people died in Orlen on Monday, said Ada Brink.") == {
        "14",
        "orlen",
        "monday",
        "ada",
        "brink",
    }
    assert details("“The dam held,” he said. It cost 1,250 crowns; one man left at 18:05.") == {"1250", "18:05"}


def test_what_is_cited_must_hold_the_details() -> None:
    def made(*passages: str) -> SystemOutput:
        citations = tuple(CitedPassage(source, text) for source, text in enumerate(passages))
        return SystemOutput("c", (OutputSentence("The flood killed 14 in Orlen.", citations),))

    whole, number, place = "In Orlen fourteen died.", "14 died.", "Orlen mourns."
    for passages, together, each in (((whole,), 1.0, 1.0), ((number, place), 1.0, 0.5), ((place,), 0.5, 0.5)):
        assert detail_scores(made(*passages)) == {"details_together": together, "details_each": each}
    assert detail_scores(made()) == {"details_together": 0.0, "details_each": None}
    assert set(detail_scores(replace(made(whole), cites=False)).values()) == {None}
