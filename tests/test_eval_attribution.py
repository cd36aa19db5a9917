"""`evaluate.py attribution`: what it reads and how it scores."""

from __future__ import annotations

import pytest
from evaluation.attribution import Claim, labelled, scored

from summarizer.errors import InputError

DOCUMENTS = [{"id": "a", "text": "The mill burned."}, {"id": "b", "text": "Rain fell."}]


def test_sentences_and_insights_are_claims_with_the_indices_of_their_documents() -> None:
    row = {"id": "x", "documents": DOCUMENTS, "sentences": [{"text": "It rained.", "documents": ["b"]}]}
    assert labelled(row).claims == (Claim("It rained.", frozenset({1})),)
    topics = [{"insights": [{"insight": "A mill burned.", "documents": ["a", "b"]}]}]
    assert labelled({"id": "x", "documents": DOCUMENTS, "subtopics": topics}).claims[0].documents == {0, 1}


def test_a_document_that_is_not_there_is_refused() -> None:
    row = {"id": "x", "documents": DOCUMENTS, "sentences": [{"text": "It rained.", "documents": ["c"]}]}
    with pytest.raises(InputError, match="not there"):
        labelled(row)


def test_figures_are_means_over_claims_and_nothing_found_is_nothing() -> None:
    claims = [Claim("one", frozenset({0, 1})), Claim("two", frozenset({1}))]
    assert scored([frozenset({0}), frozenset()], claims) == pytest.approx((0.5, 0.25, 1 / 3))
    assert scored([frozenset({0, 1}), frozenset({1})], claims) == (1.0, 1.0, 1.0)
