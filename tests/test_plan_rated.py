"""What ratings decide: what is chosen, what opens, what is news, and what is not told at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from test_plan_news import SETTINGS, cluster

from summarizer.plan.leads import with_merits
from summarizer.plan.news import News, news_of
from summarizer.plan.rated import as_clear, presentable, rated, without_idle
from summarizer.records import Fact, Follows, Option, Plan, PlanItem, Rating, Sentence, Statement
from summarizer.selection import ages_of, salience
from summarizer.settings import PlanSettings, SelectionSettings
from summarizer.text.analysis import analyse as unparsed

GOOD = Rating(0.9, 0.9, 0.0)
TEXTS = ("The bridge at Orvane fell on Monday.", "He waved.", "The view is nice.")


def sentences(texts: Sequence[str] = TEXTS) -> list[Sentence]:
    return [Sentence(0, 0, len(text), text, place, 0) for place, text in enumerate(texts)]


def items(*ratings: Rating | None) -> tuple[PlanItem, ...]:
    return tuple(PlanItem("point", row, (), 1.0, rating=one) for row, one in enumerate(ratings))


def test_what_leans_or_is_a_view_is_left_out_with_the_reason() -> None:
    bad = (GOOD._replace(alone=0.1), GOOD._replace(view=0.9))
    plan, left = presentable(Plan(items(GOOD, *bad)), sentences(), 0, PlanSettings())
    assert plan.items == items(GOOD)
    assert [reason for _, reason in left] == [
        "is not understood without what stands around it",
        "gives a view and does not say whose",
    ]
    assert [item.seed for item, _ in left] == [1, 2]


def test_where_what_is_clear_leaves_the_briefing_half_empty_the_clearest_of_the_rest_is_told() -> None:
    plan = Plan(items(GOOD, GOOD._replace(alone=0.5), GOOD._replace(alone=0.6)))
    told = [presentable(plan, sentences(), words, PlanSettings())[0].items for words in (0, 6, 9)]
    assert [[item.seed for item in one] for one in told] == [[0], [0, 2], [0, 1, 2]]
    bare = Plan(items(GOOD, GOOD._replace(alone=0.1), GOOD._replace(view=0.9)))
    assert presentable(bare, sentences(), 99, PlanSettings())[0].items == bare.items[:1]


def test_what_tells_nothing_is_withheld_unless_others_are_told_with_it() -> None:
    told = [Statement(), Statement(), Statement(partners=(1, 2)), Statement(withheld="asks")]
    ratings = [GOOD, *[GOOD._replace(worth=0.1)] * 3]
    found = without_idle([told[0], told[1], told[0], told[3]], ratings, PlanSettings())
    assert [one.withheld for one in found] == ["", "tells nothing of the event", "tells nothing of the event", "asks"]
    kept = without_idle([told[2], told[0], told[0]], ratings[1:], PlanSettings())
    assert [bool(one.withheld) for one in kept] == [True, False, False]
    assert not any(one.withheld for one in without_idle(told[:2], ratings[1:3], PlanSettings()))
    assert without_idle(told, None, PlanSettings()) == tuple(told)


def test_what_is_explained_or_told_with_others_or_in_a_voice_stays() -> None:
    (leaning,) = items(GOOD._replace(alone=0.1))
    behind = PlanItem("point", 0, (), 1.0, rating=leaning.rating, follows=Follows(1, 2))
    together = PlanItem("point", 0, (), 1.0, rating=leaning.rating, statement=Statement(partners=(0, 1)))
    voiced = PlanItem("point", 0, (), 1.0, rating=GOOD._replace(view=0.9), statement=Statement(voice="the union"))
    unrated = PlanItem("point", 0, (), 1.0)
    for kept in (behind, together, voiced, unrated):
        assert presentable(Plan((*items(GOOD), kept)), sentences(), 0, PlanSettings())[0].items[-1] is kept


def test_a_voice_that_says_nothing_of_the_event_is_left_out() -> None:
    said = Statement(wording="Ida Lott said: “We all feel it.”", voice="Ida Lott")
    item = PlanItem("point", 0, (), 1.0, statement=said)
    asked: list[str] = []

    def rate(texts: Sequence[str]) -> list[Rating]:
        asked.extend(texts)
        return [GOOD._replace(worth=0.1, alone=0.1)] * len(texts)

    (idle,) = rated([item], sentences(), rate)
    assert asked == [said.wording]
    _, left = presentable(Plan((*items(GOOD), idle)), sentences(), 0, PlanSettings())
    assert left == [(idle, "tells nothing of the event")]
    useful = replace(idle, rating=GOOD._replace(alone=0.1))
    assert presentable(Plan((useful,)), sentences(), 0, PlanSettings()) == (Plan((useful,)), [])


def test_what_lost_what_it_leans_on_is_refused() -> None:
    texts = [Option("It fell on Monday.", 1.0, None), Option("The bridge fell.", 1.0, None, ("too long",))]
    ratings = [GOOD._replace(alone=0.7), GOOD._replace(alone=0.85)]
    first, second = as_clear(texts, GOOD, ratings, PlanSettings())
    assert first.reasons == ("is understood alone less than the sentence it was made of",)
    assert second == texts[1]
    assert as_clear(texts, GOOD._replace(alone=0.7), ratings, PlanSettings()) == tuple(texts)
    assert as_clear(texts, None, ratings, PlanSettings()) == tuple(texts)
    assert as_clear(texts, GOOD, [None, None], PlanSettings()) == tuple(texts)


def test_what_only_earlier_reports_tell_is_worth_less() -> None:
    days = [datetime(2031, 5, day) for day in (1, 2, 3)]
    own = [Sentence(source, 0, 9, "It fell.", 0, 0) for source in (0, 1, 2, 0)]
    facts = [Fact((0, 1), 2), Fact((2,), 1), Fact((3,), 1)]
    assert ages_of(own, facts, days).tolist() == [0.5, 0.5, 0.0, 1.0]
    assert ages_of(own, [], [None, *days[1:]]).tolist() == [0.0, 1.0, 0.0, 0.0]
    assert not ages_of(own, facts, [None] * 3).any()
    rows = np.eye(4, dtype=np.float32)
    settings = SelectionSettings(age=0.4)
    found, plain = (salience(own, rows, settings, ages=ages) for ages in (ages_of(own, facts, days), None))
    assert np.allclose(plain - found, [0.2, 0.2, 0.0, 0.4])
    focus = np.zeros(4, dtype=np.float32)
    old = salience(own, rows, settings, focus, ages=np.ones(4, dtype=np.float32))
    assert np.allclose(old, salience(own, rows, settings, focus))


def test_a_plan_of_which_nothing_would_be_left_stays_whole() -> None:
    plan = Plan(items(GOOD._replace(alone=0.1)))
    assert presentable(plan, sentences(), 0, PlanSettings()) == (plan, [])


def test_what_is_told_is_rated_not_what_it_was_made_of() -> None:
    asked: list[str] = []

    def rate(texts: Sequence[str]) -> list[Rating]:
        asked.extend(texts)
        return [GOOD] * len(texts)

    told = [PlanItem("point", 1, (), 1.0, resolved="Mayor Hahn waved."), PlanItem("point", 0, (), 1.0)]
    assert [one.rating for one in rated(told, sentences(), rate)] == [GOOD, GOOD]
    assert asked == ["Mayor Hahn waved.", TEXTS[0]]
    assert rated(told, sentences(), None) == told
    assert rated(told, sentences(), lambda texts: None) == told


def test_what_tells_more_is_chosen_before_and_opens() -> None:
    rows = np.eye(3, dtype=np.float32)
    plain = salience(sentences(), rows, SelectionSettings())
    found = salience(
        sentences(), rows, SelectionSettings(), ratings=[GOOD, Rating(0.0, 0.0, 0.0), Rating(0.9, 0.9, 1.0)]
    )
    assert found[0] - plain[0] > found[2] - plain[2] > found[1] - plain[1]
    merits = [
        item.merit - with_merits(items(None, None, None), sentences(), PlanSettings())[item.seed].merit
        for item in with_merits(
            items(GOOD, GOOD._replace(worth=0.1), GOOD._replace(view=0.9)), sentences(), PlanSettings()
        )
    ]
    assert merits[0] > max(merits[1:])


def test_a_scene_is_no_news_where_something_else_is() -> None:
    own, reports = cluster()
    scene = [GOOD] * len(own)
    scene[4] = GOOD._replace(worth=0.0)
    assert news_of(own, reports, (), unparsed, SETTINGS)[-1] == News(4, True)
    assert news_of(own, reports, (), unparsed, SETTINGS, scene)[-1] == News(5, True)
    scene[5] = scene[4]
    assert news_of(own, reports, (), unparsed, SETTINGS, scene)[-1] == News(4, True)
