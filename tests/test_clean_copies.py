"""Copies and rewrites among the documents of a cluster."""

from __future__ import annotations

import random
import time
from itertools import permutations
from pathlib import Path

import pytest

from summarizer.clean import clean
from summarizer.records import Document, Flag
from summarizer.settings import CleanSettings

HAMA = Path(__file__).resolve().parents[2] / "shared" / "clusters" / "hama"

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "lmnrst"]


def article(seed: int, sentences: int = 25) -> list[str]:
    source = random.Random(seed)
    return [" ".join(source.choices(WORDS, k=14)).capitalize() + "." for _ in range(sentences)]


def flags(*texts: list[str]) -> list[tuple[Flag, ...]]:
    documents = [Document(str(i), "\n\n".join(text), title=f"Title {i}") for i, text in enumerate(texts)]
    return [item.document.flags for item in clean(documents, CleanSettings())]


def kinds(*texts: list[str]) -> list[list[tuple[str, int | None]]]:
    return [[(flag.kind, flag.other) for flag in own] for own in flags(*texts)]


def test_documents_of_their_own_are_not_flagged() -> None:
    assert kinds(article(1), article(2), article(3)) == [[], [], []]


def test_an_identical_document_is_a_copy_of_the_earlier() -> None:
    assert kinds(article(1), article(2), article(1)) == [[], [], [("copy_of", 0)]]


def test_the_note_says_what_is_shared_and_with_which() -> None:
    (flag,) = flags(article(1), article(1))[1]
    assert "100%" in flag.note
    assert "Title 0" in flag.note


def test_the_fuller_document_is_the_original() -> None:
    assert kinds(article(1)[:8], article(1)) == [[("copy_of", 1)], []]


def test_the_dated_earlier_document_is_the_original() -> None:
    text = "\n\n".join(article(1))
    cleaned = clean([Document("b", text, date="2024-12-06"), Document("a", text, date="2024-12-05")], CleanSettings())
    assert [[flag.other for flag in item.document.flags] for item in cleaned] == [[1], []]


def test_a_light_rewrite_is_flagged_as_such() -> None:
    original = article(1)
    rewrite = [s if i % 5 < 2 else article(100 + i, 1)[0] for i, s in enumerate(original)]
    assert kinds(original, rewrite) == [[], [("rewrite_of", 0)]]


def test_common_quotations_are_no_rewrite() -> None:
    quote = "“" + " ".join(article(9, 12)) + "”"
    assert kinds([*article(1, 20), quote], [*article(2, 20), quote]) == [[], []]


@pytest.mark.slow
def test_all_copies_point_to_one_original() -> None:
    texts = [article(1), article(1)[:20], article(1)[:15], [*article(1)[:14], *article(4, 1)]]
    for order in permutations(range(4)):
        found = kinds(*(texts[i] for i in order))
        root = order.index(0)
        assert found[root] == []
        assert {other for own in found for _, other in own} == {root}
        assert all(len(own) == 1 for i, own in enumerate(found) if i != root)


def test_a_copy_of_a_rewrite_points_to_the_original() -> None:
    original = article(1)
    rewrite = [s if i % 5 < 2 else article(100 + i, 1)[0] for i, s in enumerate(original)][:20]
    assert {flag[1] for own in kinds(original, rewrite, rewrite) for flag in own} == {0}


def test_short_notes_are_never_flagged() -> None:
    assert kinds(["The river rose at night."], ["The river rose at night."]) == [[], []]


@pytest.mark.slow
def test_two_hundred_documents_are_quick() -> None:
    shared = article(1, 30)
    source = random.Random(5)
    documents = [
        Document(str(i), "\n\n".join([*source.sample(shared, 18), *article(1000 + i, 12)])) for i in range(200)
    ]
    started = time.process_time()
    clean(documents, CleanSettings())
    assert time.process_time() - started < 5


@pytest.mark.skipif(not HAMA.is_dir(), reason="the sample cluster ../shared/clusters/hama is not there")
def test_no_copy_in_the_real_cluster() -> None:
    documents = [Document(f"s{n}", (HAMA / f"source-{n}.txt").read_text(encoding="utf-8")) for n in range(1, 6)]
    found = [flag.kind for item in clean(documents, CleanSettings()) for flag in item.document.flags]
    assert not {"copy_of", "rewrite_of"} & set(found)
