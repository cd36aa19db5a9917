"""The rater that ships, on sentences that it was not trained on."""

from __future__ import annotations

import pytest

from summarizer.config import compose
from summarizer.interfaces import Rater
from summarizer.pipeline import load_encoder

pytestmark = pytest.mark.real_model

PLAIN = (
    "A freight train left the rails near Osterby on Monday, spilling diesel into the river Lune.",
    "The city council of Marhaven voted 31 to 12 to close its last coal plant by 2029.",
    "Three miners were rescued from a flooded shaft in northern Talvia after 40 hours.",
    "Velmar Airlines cancelled 212 flights on Thursday after its booking system failed.",
    "A court in Dunholm fined the chemical maker Sorex 4.2 million crowns for polluting a lake.",
    "Researchers at the University of Karsk said a new vaccine halved cases of dengue in a trial with 9,000 children.",
)
LEANING = (
    "He said the others had left before it began.",
    "That, she added, was never part of the plan.",
    "The two of them had been there once before.",
    "But it was not until the next morning that they noticed.",
    "This would make it the second such case, after the one in March.",
    "The company did not respond to the request.",
)
IDLE = (
    "Sign up for our free morning newsletter and never miss a story.",
    "What would you have done in their place?",
    "Read more about this on our live page.",
    "The sun was low over the harbour and the gulls were loud.",
    "Photo: a crane at the port, seen from the north.",
    "It is what it is.",
)
VIEWS = (
    "This shameful decision betrays every family in the valley.",
    "We are proud of what we have achieved and will not be intimidated.",
    "The plan is doomed to fail, and everybody knows it.",
    "Nothing could be more foolish than to close the school now.",
    "I have never seen such contempt for the people who pay these salaries.",
    "Our customers deserve better, and they will get it.",
)


def test_the_rater_tells_sentences_apart_that_it_has_never_seen() -> None:
    encoder = load_encoder(compose())
    assert isinstance(encoder, Rater)

    def rated(texts: tuple[str, ...], name: str) -> list[float]:
        found = encoder.rate(texts)
        assert found is not None
        return [float(getattr(one, name)) for one in found]

    assert min(rated(PLAIN, "alone")) > 0.5 > max(rated(LEANING, "alone"))
    assert min(rated(PLAIN, "worth")) > 0.5 > max(rated(IDLE, "worth"))
    assert sum(rated(PLAIN, "view")) < 1.0
    assert sum(rated(VIEWS, "view")) > 4.0
