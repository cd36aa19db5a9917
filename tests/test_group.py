"""A mixed pile: one event is one story, one topic is not, and nothing is lost."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from group_samples import BAKERY, BRIDGE, OTHER_BRIDGE, ROUND_UP, STRANGERS, pile
from numpy.typing import NDArray

from summarizer.errors import UsageError
from summarizer.group import group
from summarizer.group.days import apart, days_of
from summarizer.group.likeness import SURE
from summarizer.group.linkage import Story, branches
from summarizer.group.particulars import found_in, shares_of_all, shares_of_pairs
from summarizer.group.terms import terms
from summarizer.interfaces import Encoder
from summarizer.pipeline import find_stories
from summarizer.read import read
from summarizer.records import Document, Grouping, ModelInfo
from summarizer.resources import samples_dir
from summarizer.settings import GroupSettings

SETTINGS = GroupSettings()
LOOKALIKES = Path(__file__).parent / "data" / "lookalikes.jsonl"
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


class OneTopic:
    """Gives all texts openings that are near to one another, so that only what is told says what belongs together."""

    info = ModelInfo("encoder", "one topic", "r1", "0" * 64, "cpu", "float32")
    cosine = 0.6

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        alone = np.sqrt(1 - self.cosine) * np.eye(len(texts), dtype=np.float32)
        return np.hstack([np.full((len(texts), 1), np.sqrt(self.cosine), dtype=np.float32), alone])


def lookalikes() -> tuple[list[Document], list[str]]:
    """Invented reports, two an event; each event has another beside it with the same place, people or company in it."""
    rows = [json.loads(line) for line in LOOKALIKES.read_text(encoding="utf-8").splitlines()]
    told = [
        (Document("", one["text"], title=one["title"], date=one["date"]), row["id"])
        for row in rows
        for one in row["documents"]
    ]
    return [replace(one, id=str(place)) for place, (one, _) in enumerate(told)], [event for _, event in told]


def merged(encoder: Encoder) -> list[set[str]]:
    """The events that were taken for one, of all look-alikes in one pile; each event is whole."""
    documents, events = lookalikes()
    found = group(documents, encoder, SETTINGS)
    held = [{events[place] for place in story} for story in found.stories]
    assert len(documents) == 40
    assert not found.left_out
    assert sum(map(len, held)) == len(set(events)), "no event is torn"
    return [story for story in held if len(story) > 1]


def test_two_fires_in_one_town_are_two_stories() -> None:
    assert len(merged(OneTopic())) <= 1, "one pair of the ten may need an encoder"


def test_names_and_figures_are_looked_for_in_the_other_report() -> None:
    title = "Three Hurt As Fire DESTROYS Mill"
    one = Document("a", "In Brackwell the mill of Hanna Sool burned on 3 May. Its 1,200 sacks are lost.", title=title)
    other = Document("b", "Hanna Sool's mill is gone: 1200 sacks burned on Monday.")
    neither = Document("c", "Nothing is known.")
    found = found_in([one, other, neither], SETTINGS)
    names, figures = (shares_of_all(kind, [0, 1, 2], SETTINGS) for kind in (found.names, found.figures))
    assert names[1, 0] > names[0, 1] > 0.5, "the one has all that the other opens with, the other all but Brackwell"
    assert figures[1, 0] > 0.5 > figures[0, 1], "of 3 and 1,200 only the latter is there"
    assert names[2].tolist() == figures[2].tolist() == [0.5] * 3, "of none nothing is known"
    there, back = shares_of_pairs(found.names, np.array([[0, 1]]), SETTINGS)
    assert (there[0], back[0]) == pytest.approx((names[0, 1], names[1, 0]))


@pytest.mark.parametrize(("apart_from_own", "wanted"), [(2.0, {(0, 1), (2,)}), (9.0, {(2, 0, 1)})])
def test_a_close_story_takes_in_only_what_is_nearly_as_close(apart_from_own: float, wanted: set[Story]) -> None:
    """The log odds of the first two are 8, of the third with either 2; the first two again as copies say nothing."""
    links = np.array([[0, 1, SURE - 8, 2], [2, 3, SURE - 2, 3]])
    settings = replace(SETTINGS, apart_from_own=apart_from_own)
    assert set(branches(links, 3, settings)) == wanted
    assert set(branches(links, 3, replace(settings, copy_odds=7.0))) == {(2, 0, 1)}


@pytest.mark.real_model
def test_a_real_encoder_finds_the_stories() -> None:
    from evaluation.product import encoder_of

    from summarizer.config import settings_for

    settings = settings_for()
    assert not merged(encoder_of(settings))
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
