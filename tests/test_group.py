"""A mixed pile: one event is one story, one topic is not, and nothing is lost."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from group_samples import BAKERY, BRIDGE, OTHER_BRIDGE, ROUND_UP, STRANGERS, pile
from numpy.typing import NDArray

from summarizer.errors import UsageError
from summarizer.group import group
from summarizer.group.days import apart, days_of
from summarizer.group.terms import terms
from summarizer.pipeline import find_stories
from summarizer.read import read
from summarizer.records import Document, Grouping, ModelInfo
from summarizer.resources import samples_dir
from summarizer.settings import GroupSettings

SETTINGS = GroupSettings()
ALL = pile(*BRIDGE, *OTHER_BRIDGE, *BAKERY, *STRANGERS)
WANTED = {(0, 1, 2), (3, 4), (5, 6), (7,), (8,), (9,)}


class Unrelated:
    """Gives every text a direction of its own, so that nothing but the words says what belongs together."""

    info = ModelInfo("encoder", "unrelated", "r1", "0" * 64, "cpu", "float32")

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        rows = [np.random.default_rng(zlib.crc32(text.encode())).standard_normal(64) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)


def stories(documents: Sequence[Document], settings: GroupSettings = SETTINGS) -> Grouping:
    found = group(documents, Unrelated(), settings)
    held = [place for story in found.stories for place in story] + [place for place, _ in found.left_out]
    assert sorted(held) == list(range(len(documents))), "every document once"
    assert list(found.stories) == sorted(found.stories, key=lambda story: (-len(story), story))
    assert all(list(story) == sorted(story) for story in found.stories)
    return found


def test_an_event_is_a_story_and_a_topic_is_not() -> None:
    found = stories(ALL)
    assert set(found.stories) == WANTED
    assert found.left_out == ()


def test_the_order_of_the_pile_says_nothing() -> None:
    order = list(range(len(ALL)))
    random.Random(4).shuffle(order)
    found = stories([ALL[place] for place in order])
    assert {tuple(sorted(order[place] for place in story)) for story in found.stories} == WANTED


@pytest.mark.parametrize("texts", [(), STRANGERS[:1], STRANGERS[:2], STRANGERS, ("", " \n", "…")])
def test_strangers_stay_alone(texts: tuple[str, ...]) -> None:
    assert stories(pile(*texts)).stories == tuple((place,) for place in range(len(texts)))


@pytest.mark.parametrize("texts", [BRIDGE, BRIDGE[:2], OTHER_BRIDGE, BAKERY])
def test_a_pile_of_one_story_is_one(texts: tuple[str, ...]) -> None:
    assert stories(pile(*texts)).stories == (tuple(range(len(texts))),)


@pytest.mark.parametrize("max_compared", [1, 10, 4000])
def test_copies_are_one_story_however_many(max_compared: int) -> None:
    found = stories(pile(*[BRIDGE[0]] * 60, *BAKERY), replace(SETTINGS, max_compared=max_compared, apart_cost=0.0))
    assert found.stories[0] == tuple(range(60))
    assert not found.left_out


def test_a_round_up_is_left_out_and_joins_nothing() -> None:
    found = stories([*ALL, Document("brief", ROUND_UP, title="News in brief")])
    assert set(found.stories) == WANTED
    assert found.left_out == ((10, "its parts tell of 2 different events"),)


def test_a_wrong_date_or_none_does_not_tear_a_story() -> None:
    dates = ("2024-05-06", "1970-01-01", None)
    dated = [replace(one, date=day) for one, day in zip(ALL[:3], dates, strict=True)]
    assert stories([*dated, *ALL[3:]]).stories[0] == (0, 1, 2)


def test_days_count_from_the_document_or_the_latest_that_it_tells() -> None:
    told = "In May 2019 the hall burned down. On 3 April 2021 it was opened again, and in February nothing happened."
    days = days_of([Document("a", told), Document("b", told, date="2021-04-13"), Document("c", "No day.")], SETTINGS)
    assert days[1] - days[0] == 10
    assert np.isnan(days[2])
    assert apart(days, np.roll(days, -1), SETTINGS).tolist() == [10 / 365, 0, 0]
    assert apart(days[:1] - 9999, days[:1], SETTINGS).tolist() == [1]


def test_the_same_thing_a_year_later_is_less_alike() -> None:
    first, later = (replace(one, date=day) for one, day in zip(ALL[:2], ("2023-05-06", "2024-06-01"), strict=True))
    assert len(stories([first, later, *ALL[3:]], replace(SETTINGS, apart_cost=100.0)).stories[0]) == 2
    assert (0,) in stories([first, later, *ALL[3:]], replace(SETTINGS, apart_cost=100.0)).stories


def test_only_what_shares_something_is_embedded() -> None:
    encoder = Unrelated()
    group(ALL, encoder, SETTINGS)
    assert len(encoder.asked) < len(ALL)
    assert not any("Oltean" in text for text in encoder.asked)


GERMAN = (
    "Die Feuerwehr hat am Dienstag in Rosswede einen Brand in einer Schreinerei gelöscht, und der Schaden ist nach den "
    "ersten Angaben der Polizei sehr hoch, aber es wurde zum Glück niemand verletzt.",
    "Der Verein der Gartenfreunde in Ottersund hat auf der Versammlung einen neuen Vorstand gewählt, und die Kasse "
    "wurde nach dem Bericht der Prüfer einstimmig entlastet, wie es bei den Freunden seit Jahren üblich ist.",
)


def test_small_words_of_another_language_join_nothing() -> None:
    assert {"die", "und", "der", "den", "nach"}.isdisjoint(terms(GERMAN[0], SETTINGS))
    assert {"feuerwehr", "rosswed", "schreinerei"} <= set(terms(GERMAN[0], SETTINGS))
    assert stories([*ALL, *pile(*GERMAN)]).stories[3:] == ((7,), (8,), (9,), (10,), (11,))


def test_scripts_without_spaces_are_read_in_pairs() -> None:
    assert list(terms("川の橋 A", SETTINGS))[:2] == ["川の", "の橋"]


def test_settings_are_checked() -> None:
    with pytest.raises(UsageError, match=r"group\.min_likeness"):
        GroupSettings(min_likeness=1.5)
    with pytest.raises(UsageError, match=r"group\.neighbours"):
        GroupSettings(neighbours=0)


@pytest.mark.real_model
def test_a_real_encoder_finds_the_stories() -> None:
    from evaluation.product import encoder_of

    from summarizer.config import settings_for

    settings = settings_for()
    found = group([*ALL, *pile(ROUND_UP, *GERMAN)], encoder_of(settings), settings.group)
    assert set(found.stories) == {*WANTED, (11,), (12,)}
    assert [place for place, _ in found.left_out] == [10]


@pytest.mark.real_model
def test_the_round_up_of_the_sample_pile_is_in_no_story() -> None:
    """All its outlets are of one small country and share its names, so that nearly all have something in common."""
    from evaluation.product import encoder_of

    from summarizer.config import settings_for

    settings = settings_for()
    found = find_stories(read([samples_dir() / "pile"]).documents, settings, encoder_of(settings))
    assert [document.title for document, _ in found.left_out] == ["The day in brief"]
