"""Verbs and nouns for one deed."""

from __future__ import annotations

import pytest

from summarizer.text.analysis import Analyser
from summarizer.text.deeds import deeds

pytestmark = pytest.mark.real_model


def told(text: str, word: str, analyse: Analyser) -> frozenset[int]:
    one = analyse(text)
    return deeds(one.tree, next(at for at, found in enumerate(one.words) if found.low == word))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("The ferry capsized.", "capsized"), ("The boat overturned.", "overturned")),
        (("Police arrested him.", "arrested"), ("Police took him into custody.", "took")),
        (("Nine people died.", "died"), ("Nine people lost their lives.", "lost")),
        (("Rebels took the town.", "took"), ("The capture of the town came late.", "capture")),
        (("They quarrelled over money.", "quarrelled"), ("There was an altercation.", "altercation")),
    ],
)
def test_they_tell_one_deed(first: tuple[str, str], second: tuple[str, str], analyse: Analyser) -> None:
    assert told(*first, analyse) & told(*second, analyse)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Rebels captured the town.", "captured"), ("The plane took off.", "took")),
        (("Nine people died.", "died"), ("They lost the match.", "lost")),
        (("Nine people died.", "died"), ("It was a good life.", "life")),
        (("The ferry capsized.", "capsized"), ("The ferry sailed.", "sailed")),
    ],
)
def test_they_do_not(first: tuple[str, str], second: tuple[str, str], analyse: Analyser) -> None:
    assert not told(*first, analyse) & told(*second, analyse)
