"""The peers, the cache, and the pipeline under evaluation, on small fakes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from eval_fakes import TOWNS, BagEncoder, EchoWriter, cluster_row, floods, models, write_rows
from evaluation import peers
from evaluation.cache import Cache, CachedEncoder, CachedJudge, CachedWriter, content_key
from evaluation.data import EvalCluster, load_clusters
from evaluation.outputs import from_briefing
from evaluation.peers import until_budget
from evaluation.scorer import sentence_wise
from evaluation.systems import Bench, run_extractive, run_pipeline
from evaluation.verifier import VerifierJudge
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import StorageError
from summarizer.model_settings import NoParserSettings
from summarizer.pipeline import Models, run
from summarizer.records import ModelInfo, WriteRequest
from summarizer.settings import OutputSettings, Settings

__all__ = ["models"]

UNPARSED = Settings(parser=NoParserSettings())

SHORT = Settings(output=OutputSettings(words=40))


@pytest.fixture
def clusters(tmp_path: Path) -> tuple[EvalCluster, ...]:
    return load_clusters(floods(tmp_path / "floods.jsonl"), SHORT).clusters


@given(st.lists(st.integers(1, 40), max_size=30), st.integers(1, 200))
def test_a_budget_is_filled_up_to_the_item_that_reaches_it(sizes: list[int], budget: int) -> None:
    taken = until_budget(sizes, lambda size: size, budget)
    assert taken == sizes[: len(taken)]
    assert sum(taken[:-1]) < budget
    assert sum(taken) >= budget or taken == sizes


def test_lead_takes_the_sources_in_turn(clusters: tuple[EvalCluster, ...]) -> None:
    taken = peers.lead(clusters[0], 10_000)
    assert [(sentence.source, sentence.position) for sentence in taken] == [(s, p) for p in range(3) for s in range(3)]
    assert sum(len(sentence.flat.split()) for sentence in peers.lead(clusters[0], 5)) >= 5


@pytest.mark.parametrize("name", ["lead", "lexrank", "textrank", "mmr"])
def test_peers_keep_the_budget_take_no_sentence_twice_and_are_deterministic(
    name: str, clusters: tuple[EvalCluster, ...], models: tuple[BagEncoder, EchoWriter]
) -> None:
    bench = Bench(SHORT, Cache(None))
    first, second = (run_extractive(name, clusters, 40, bench) for _ in range(2))
    for cluster in clusters:
        made = first.outputs[cluster.id]
        assert made.texts == second.outputs[cluster.id].texts
        assert len(set(made.texts)) == len(made.texts)
        assert 40 <= made.words < 40 + 25
        held = {(sentence.source, sentence.text) for sentence in cluster.sentences}
        assert all((cited.source, cited.text) in held for each in made.sentences for cited in each.citations)
        assert made.seconds is not None
    assert first.settings_hash == second.settings_hash != run_extractive(name, clusters, 50, bench).settings_hash


def test_mmr_takes_the_central_sentence_first_and_then_something_else(tmp_path: Path) -> None:
    same = "The flood in Orlen drove 140 people out."
    documents = [{"text": f"{same} Snow fell."}, {"text": f"{same} Insurers met."}]
    path = write_rows(tmp_path / "c.jsonl", {"id": "c", "documents": documents, "reference": "x"})
    (cluster,) = load_clusters(path, Settings()).clusters
    taken = peers.centroid_mmr(BagEncoder())(cluster, 9)
    assert taken[0].flat == same
    assert taken[1].flat != same


def test_the_pipeline_writes_all_clusters_in_one_call(
    clusters: tuple[EvalCluster, ...], models: tuple[BagEncoder, EchoWriter]
) -> None:
    made = run_pipeline(clusters, 40, Bench(SHORT, Cache(None)))
    assert len(models[1].calls) == 1
    assert set(made.outputs) == {town.lower() for town in TOWNS}
    assert made.settings_hash == SHORT.hash()
    assert [model.name for model in made.models] == ["bag", "echo"]
    for output in made.outputs.values():
        assert {sentence.origin for sentence in output.sentences} <= {"written", "quoted"}
        assert all(sentence.citations for sentence in output.sentences)


def test_a_cluster_that_fails_is_named_and_the_others_go_on(
    clusters: tuple[EvalCluster, ...], models: tuple[BagEncoder, EchoWriter]
) -> None:
    blank = replace(clusters[0].documents[0], text="…")
    broken = replace(clusters[0], id="broken", documents=(blank,))
    made = run_pipeline([broken, clusters[1]], 40, Bench(SHORT, Cache(None)))
    assert set(made.outputs) == {clusters[1].id}
    (problem,) = made.problems
    assert "cluster broken" in str(problem)


def test_a_second_run_asks_no_model_and_reports_the_first_runs_time(
    tmp_path: Path, clusters: tuple[EvalCluster, ...], models: tuple[BagEncoder, EchoWriter]
) -> None:
    path = tmp_path / "cache.sqlite"
    first = run_pipeline(clusters, 40, Bench(SHORT, Cache(path)))
    encoded, calls = len(models[0].encoded), len(models[1].calls)
    second = run_pipeline(clusters, 40, Bench(SHORT, Cache(path)))
    assert (len(models[0].encoded), len(models[1].calls)) == (encoded, calls)
    for cluster in clusters:
        assert replace(second.outputs[cluster.id], seconds=0) == replace(first.outputs[cluster.id], seconds=0)


def test_a_stopped_run_goes_on_after_its_last_chunk(tmp_path: Path) -> None:
    class Stops:
        info = EchoWriter.info
        asked = 0

        def write(self, requests: list[WriteRequest], progress: object = None) -> list[object]:
            self.asked += len(requests)
            if self.asked > 256:
                raise KeyboardInterrupt
            return EchoWriter().write(requests)  # type: ignore[return-value]

    requests = [WriteRequest("sentence", (f"Fact {n}.",), 20) for n in range(300)]
    path = tmp_path / "cache.sqlite"
    with pytest.raises(KeyboardInterrupt):
        CachedWriter(Stops(), Cache(path), "k").write(requests)  # type: ignore[arg-type]
    writer = EchoWriter()
    drafts = CachedWriter(writer, Cache(path), "k").write(requests)
    assert writer.calls == [300 - 256]
    assert [draft.text for draft in drafts] == [f"Fact {n}." for n in range(300)]


def test_other_settings_or_weights_find_nothing_in_the_cache(tmp_path: Path) -> None:
    request = [WriteRequest("sentence", ("Fact.",), 20)]
    cache, writer = Cache(tmp_path / "cache.sqlite"), EchoWriter()
    CachedWriter(writer, cache, "one").write(request)
    CachedWriter(writer, cache, "two").write(request)
    writer.info = replace(writer.info, revision="other")
    CachedWriter(writer, cache, "one").write(request)
    writer.info = replace(writer.info, device="cuda")
    CachedWriter(writer, cache, "one").write(request)
    assert writer.calls == [1, 1, 1]


def test_cached_vectors_are_the_same_and_equal_texts_are_encoded_once() -> None:
    encoder = BagEncoder()
    cached = CachedEncoder(encoder, Cache(None))
    texts = ["one flood", "two floods", "one flood"]
    first, again = cached.encode(texts), cached.encode(texts)
    assert encoder.encoded == ["two floods", "one flood"] or sorted(encoder.encoded) == [
        "one flood",
        "two floods",
    ]
    assert (first == BagEncoder().encode(texts)).all()
    assert (first == again).all()
    assert first.dtype == again.dtype == "float32"
    assert cached.encode([]).shape[0] == 0


def test_found_answers_carry_the_seconds_they_once_took() -> None:
    cache = Cache(None)
    key = content_key("a")
    assert cache.fill("draft", [key, key], lambda rows: [b"x"] * len(rows))[0][2] is False
    cache.put_many([(key, b"x", 2.5)])
    assert cache.fill("draft", [key], lambda rows: pytest.fail("computed again")) == [(b"x", 2.5, True)]


def test_verdicts_are_remembered() -> None:
    judge = VerifierJudge(UNPARSED)
    cached = CachedJudge(judge, Cache(None))
    pairs = [("The river flooded Orlen.", "The river flooded Orlen.")]
    assert cached.judge(pairs) == cached.judge(pairs) == judge.judge(pairs)
    assert cached.saved_s > 0


def test_verdicts_of_other_code_are_not_taken() -> None:
    cache, asked = Cache(None), []

    class Counting(VerifierJudge):
        def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
            asked.append(pairs)
            return super().judge(pairs)

    for code in ("one", "two", "one"):
        CachedJudge(Counting(UNPARSED), cache, code).judge([("The river flooded Orlen.", "Orlen flooded.")])
    assert len(asked) == 2


def test_a_cache_that_is_none_says_so(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_text("this is no database, but long enough to look like one " * 10, encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be used"):
        Cache(path)


def test_two_threads_may_fill_one_cache_file(tmp_path: Path) -> None:
    def fill(name: str) -> None:
        cache = Cache(tmp_path / "cache.sqlite")
        for n in range(50):
            cache.put_many([(f"{name}{n}", b"v", 0.0)])
        cache.close()

    threads = [threading.Thread(target=fill, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cache = Cache(tmp_path / "cache.sqlite")
    assert all(cache.get(f"{name}{n}") for name in "ab" for n in range(50))


def test_sentences_without_room_do_not_count_as_dropped(clusters: tuple[EvalCluster, ...]) -> None:
    one = Settings(output=OutputSettings(words=40, sentences=1))
    briefing = run(clusters[0].documents, one, Models(BagEncoder(), EchoWriter()))
    reasons = [reason for rejected in briefing.omitted for reason in rejected.reasons]
    assert "there was no room for it" in reasons
    spare = sum("there was no room for it" in rejected.reasons for rejected in briefing.omitted)
    assert from_briefing("c", briefing, None).dropped == len(briefing.omitted) - spare


def test_the_verifier_supports_what_stands_there_and_nothing_else() -> None:
    evidence = "Rebels led by HTS captured Hama on Thursday, and the army withdrew. At least 700 people died."
    claims = [
        "Rebels led by HTS captured Hama on Thursday, and the army withdrew.",
        "Rebels captured Hama on Thursday.",
        "At least 900 people died in Hama.",
        "At least 700 people died in Aleppo.",
        "",
    ]
    scores = VerifierJudge(UNPARSED).judge([(evidence, claim) for claim in claims])
    assert [score >= 0.5 for score in scores] == [True, True, False, False, False]
    assert all(0 <= score <= 1 for score in scores)
    assert VerifierJudge(UNPARSED).judge([("", "Rebels captured Hama.")]) == [0.0]


def test_rows_of_the_fakes_are_clusters(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "c.jsonl", cluster_row("Orlen"))
    assert len(load_clusters(path, Settings()).clusters[0].sentences) == 9


def test_a_claim_of_several_sentences_is_as_good_as_all_of_them() -> None:
    class Words:
        info = ModelInfo("judge", "words", "1", "", "cpu", "float32")

        def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
            return [0.5 if "fish" in claim else 0.8 for _, claim in pairs]

    pairs = [("e", "A ship sank. Its fish swam. Nobody died."), ("e", "A ship sank."), ("e", "")]
    assert sentence_wise(Words(), pairs) == pytest.approx([0.8 * 0.5 * 0.8, 0.8, 0.8])
