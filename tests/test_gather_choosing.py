"""Which number of another report is of the same thing: the nearest one, by a margin; invented values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from figure_clusters import Told, cluster

from summarizer.backends.encoder import SentenceEncoder
from summarizer.gather import Counted, figures_of
from summarizer.gather.choosing import chosen
from summarizer.gather.figures import figure_notes
from summarizer.gather.pairing import differing, equal, same_numbers, shared
from summarizer.gather.relating import alike
from summarizer.gather.values import Value
from summarizer.model_settings import SentenceEncoderSettings
from summarizer.models import ModelStore
from summarizer.settings import StoreSettings
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser
from summarizer.text.measured import Measured
from summarizer.text.numbers import quantities

SETTINGS = GatherSettings()
SURE = 1.2
"""The cosines of sentence and of what is counted, together, of two numbers that are of one thing."""


def value(text: str, source: int, row: int, **more: Any) -> Value:
    """One number of a report."""
    quantity = quantities(text)[0]
    told = Measured(quantity, 0, 0, quantity.unit, quantity.low, quantity.high, frozenset())
    return Value(row, source, told._replace(**more), None, None, frozenset(), frozenset())


def pairs(values: list[Value], near: Mapping[tuple[int, int], float]) -> set[tuple[int, int]]:
    """The places of the chosen pairs, where all pairs but those of ``near`` have nothing in common."""
    rows = np.zeros((len(values), len(values)), dtype=np.float32)
    for (one, two), cosines in near.items():
        rows[one, two] = rows[two, one] = cosines
    found = chosen(values, same_numbers([one.measured for one in values], SETTINGS), rows, SETTINGS)
    assert (found == found.T).all()
    return {(one, two) for one, two in np.argwhere(np.triu(found)).tolist()}


def test_the_nearest_number_of_another_report_is_of_the_same_thing() -> None:
    values = [value("44", 0, 0), value("41", 1, 1), value("30", 1, 2)]
    assert pairs(values, {(0, 1): SURE, (0, 2): 0.3}) == {(0, 1)}


def test_of_two_that_are_as_near_neither_is_chosen() -> None:
    values = [value("44", 0, 0), value("41", 1, 1), value("43", 1, 2)]
    alone = SETTINGS.choice_other - 0.1
    assert pairs(values, {(0, 1): alone, (0, 2): alone}) == set()
    assert pairs(values, {(0, 1): alone, (0, 2): 0.0}) == {(0, 1)}


def test_the_margin_is_seen_from_either_side() -> None:
    values = [value("44", 0, 0), value("41", 1, 1), value("43", 0, 2)]
    alone = SETTINGS.choice_other - 0.1
    assert pairs(values, {(0, 1): alone, (1, 2): alone + 0.2}) == {(1, 2)}


def test_numbers_far_apart_must_be_nearer() -> None:
    near = {(0, 1): 0.9}
    assert pairs([value("44", 0, 0), value("41", 1, 1)], near) == {(0, 1)}
    assert pairs([value("44", 0, 0), value("440000", 1, 1)], near) == set()


def test_the_best_of_what_is_far_is_not_chosen() -> None:
    far = SETTINGS.choice_near - 0.1
    assert pairs([value("44", 0, 0), value("41", 1, 1)], {(0, 1): far}) == set()


def test_numbers_of_other_people_units_and_names_are_never_chosen() -> None:
    near = {(0, 1): 1.9}
    things = frozenset({"mine"})
    apart: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
        ({"fate": "dead"}, {"fate": "injured"}),
        ({"who": "miner"}, {"who": "soldier"}),
        ({"unit": "kg"}, {"unit": ""}),
        ({"names": frozenset({"roke"})}, {"names": frozenset({"brill"})}),
        ({"part": True}, {}),
        ({"unit": "minute"}, {"unit": "minute"}),
    )
    for mine, its in apart:
        assert pairs([value("44", 0, 0, **mine), value("41", 1, 1, **its)], near) == set(), (mine, its)
        assert pairs([value("44", 0, 0, **its), value("41", 1, 1, **mine)], near) == set(), (mine, its)
    assert pairs([value("44", 0, 0), value("41", 0, 1)], near) == set()
    lasting: dict[str, Any] = {"unit": "minute", "things": things}
    assert pairs([value("44", 0, 0, **lasting), value("41", 1, 1, **lasting)], near) == {(0, 1)}


def test_sets_and_keys_of_pairs() -> None:
    sets = [frozenset({"a", "b"}), frozenset({"b"}), frozenset({"c"}), frozenset[str]()]
    assert shared(sets).tolist()[0] == [True, True, False, False]
    assert differing(sets).tolist()[0] == [False, False, True, False]
    assert equal(["a", "b", "a"]).tolist()[0] == [True, False, True]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("31 km", "33 km", False), ("30 km", "31 km", False), ("20 miles", "32 km", True),
        ("31 km", "about 31 km", True),
        # As far as half the last place of the rounder one, and no farther than a tenth.
        ("1000 miles", "1,700 km", True), ("34,000 miles", "51,000 km", False), ("20,000 miles", "31,900 km", True),
        ("about 2,000 km", "1,640 km", False), ("about 2,000 km", "1,920 km", True),
        ("about 2,000 km", "about 1,700 km", False), ("about 2,000 km", "about 1,910 km", True),
    ],
)  # fmt: skip
def test_only_what_is_converted_may_lie_apart(one: str, two: str, same: bool) -> None:
    factors = {"km": 1000.0, "mile": 1609.344}
    told = [
        value(text, 0, 0, unit="metre", low=q.low * factors[q.unit], high=q.high * factors[q.unit]).measured
        for text in (one, two)
        for q in quantities(text)[:1]
    ]
    assert alike(told[0], told[1], SETTINGS) is same


def test_a_cluster_with_too_many_numbers_says_so() -> None:
    assert figure_notes(Counted(()), SETTINGS) == ()
    (note,) = figure_notes(Counted((), 500), SETTINGS)
    assert "2,500" in note
    assert "2,000" in note


REPORTS = (
    Told(
        "The coach was carrying 41 passengers when its brakes failed. | Police closed 12 roads in the valley.",
        "2031-06-12", "09:00Z",
    ),
    Told(
        "The operator said there had been 44 people on board the coach. | Nine schools in Orva stay shut.",
        "2031-06-12", "12:00Z",
    ),
)  # fmt: skip


@pytest.mark.real_model
def test_one_thing_in_other_words_is_found_by_its_margin(analyse: Analyser) -> None:
    ready = ModelStore(StoreSettings()).ensure("all-MiniLM-L6-v2")
    encoder = SentenceEncoder(ready.path, SentenceEncoderSettings(), device="cpu")
    sentences, found = cluster(*REPORTS)
    rows = encoder.encode([sentence.flat for sentence in sentences])
    without = figures_of(sentences, found, rows, analyse, SETTINGS).figures
    with_it = figures_of(sentences, found, rows, analyse, SETTINGS, encoder.encode).figures
    assert without == ()
    assert [{value.number for value in figure.values} for figure in with_it] == [{41.0, 44.0}]
