"""What a sentence takes as known, and whether the reader has been told of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from summarizer.compose import shortened_names
from summarizer.compose.choosing import choose_rows, choose_under
from summarizer.compose.explained import unexplained
from summarizer.records import Candidate, Introduction, PlanItem, Rejected, Unexplained
from summarizer.settings import ComposeSettings, OutputSettings

STORE = Unexplained("the store", ("store", "shop"))
HAHN = Introduction("Hahn", "coach Petra Hahn", 3)


def candidate(text: str, salience: float = 1.0, role: Any = "point", **known: Any) -> Candidate:
    return Candidate(PlanItem(role, 0, (), salience, **known), text, "quoted", 1.0)


@pytest.mark.parametrize("before", ["A man robbed a store.", "Stores in Arvik closed.", "A shop burned."])
def test_a_noun_is_explained_by_an_earlier_sentence_that_tells_of_it(before: str) -> None:
    one = candidate("Police searched the store.", unexplained=(STORE,))
    assert unexplained(one, [before]) == ""
    assert unexplained(one, ["Snow fell."]) == "it speaks of “the store”, which the reader has not been told of"


def test_several_people_are_not_the_one_who_is_spoken_of() -> None:
    one = candidate("The suspect left.", unexplained=(Unexplained("the suspect", ("suspect", "man")),))
    assert unexplained(one, ["Police seek three suspects."]) != ""
    assert unexplained(one, ["Police seek a suspect."]) == ""


def test_what_is_no_longer_said_needs_no_explanation() -> None:
    assert unexplained(candidate("Police made a search.", unexplained=(STORE,)), []) == ""
    assert unexplained(candidate("Police searched the stores.", unexplained=(STORE,)), []) == ""


def test_the_reason_may_be_given() -> None:
    one = candidate("It rained yesterday.", unexplained=(Unexplained("yesterday", (), "it has no date"),))
    assert unexplained(one, ["Yesterday, it rained."]) == "it has no date"


def test_a_name_that_was_not_put_in_must_have_been_told() -> None:
    kept, full = (candidate(f"{name} left.", introductions=(HAHN,)) for name in ("Hahn", "coach Petra Hahn"))
    assert unexplained(full, []) == ""
    assert "“Hahn”" in unexplained(kept, [])
    assert unexplained(kept, ["Petra Hahn lost."]) == ""


def chosen(*candidates: Candidate, title: str = "", **output: Any) -> tuple[list[int], list[Rejected]]:
    vectors = np.eye(len(candidates), dtype=np.float32)
    settings = OutputSettings(**output)
    return choose_rows(candidates, vectors, 0, settings, ComposeSettings(), lambda *_: True, title)


def test_what_leans_on_a_sentence_comes_after_it_or_not_at_all() -> None:
    told = candidate("A man robbed a store in Kelm.", 1.0)
    leaning = candidate("Police searched the store.", 2.0, unexplained=(STORE,))
    assert chosen(told, leaning)[0] == [0, 1]
    assert chosen(leaning, told)[0] == [0, 1]  # put in order when all are known
    rows, left = chosen(leaning, candidate("Snow fell in Arvik on Friday.", 1.0))
    assert rows == [1]
    assert left[0].reasons == ("it speaks of “the store”, which the reader has not been told of",)
    assert chosen(leaning, told, title="Store robbed in Kelm")[0] == [0, 1]


def test_what_leans_is_better_than_nothing() -> None:
    assert chosen(candidate("Police searched the store.", unexplained=(STORE,)))[0] == [0]


def test_it_is_put_off_until_the_others_had_their_turn() -> None:
    lead = candidate("Snow fell in Arvik on Friday.", 1.0, "lead")
    leaning = candidate("Police searched the store.", 3.0, unexplained=(STORE,))
    other = candidate("A man robbed a store in Kelm.", 1.0)
    assert chosen(lead, other, leaning, sentences=3)[0] == [0, 1, 2]
    assert chosen(lead, other, leaning, sentences=2)[0] == [0, 1]


def test_what_is_bearable_comes_behind_what_tells_of_it_and_is_not_left_out() -> None:
    naming = candidate("Mangy arrived by road.", 3.0, unexplained=(Unexplained("Mangy", ("mangi",), bearable=True),))
    telling = candidate("A tree was nicknamed Mangy.", 1.0)
    args = (np.eye(2, dtype=np.float32), OutputSettings(), ComposeSettings(), lambda *_: True)
    assert choose_under("Snow falls", [naming, telling], *args)[0] == [1, 0]
    assert chosen(naming, candidate("Snow fell in Arvik on Friday.", 1.0))[0] == [0, 1]


def test_its_turn_comes_again_as_soon_as_something_tells_it() -> None:
    lead = candidate("Snow fell in Arvik on Friday.", 1.0, "lead")
    leaning = candidate("Police searched the store.", 3.0, unexplained=(STORE,))
    telling, last = candidate("A man robbed a store in Kelm.", 2.0), candidate("Rain is due in Orm today.", 1.0)
    assert chosen(lead, telling, leaning, last, sentences=3)[0] == [0, 1, 2]
    assert chosen(lead, last, leaning, telling, sentences=3)[0] == [0, 2, 3]


def test_an_abbreviation_is_explained_once() -> None:
    known = Introduction("KWS", "Kelm Wildlife Service (KWS)", 3)
    texts = ["Kelm Wildlife Service (KWS) figures show four.", "Kelm Wildlife Service (KWS) vets saw five."]
    assert shortened_names(texts, [[known], [known]]) == [texts[0], "KWS vets saw five."]


def test_a_name_is_put_in_once() -> None:
    texts = ["Coach Petra Hahn left.", "Fans met coach Petra Hahn.", "Rain fell on coach Petra Hahn."]
    assert shortened_names(texts, [[], [HAHN], []]) == [texts[0], "Fans met Hahn.", texts[2]]
    assert shortened_names(texts[1:2], [[HAHN]]) == texts[1:2]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (["A bakery burned in Kelm."], "See the bakery."),
        (["See the bakery in Kelm.", "See the bakery in Kelm."], "See the bakery."),
        (["Kelm is small."], "See the bakery in Kelm."),
        (["A bakery burned in Kelm.", "A bakery in Arvik burned."], "See the bakery in Kelm."),
    ],
)
def test_a_thing_is_told_in_full_until_that_has_been_told_of_it_and_of_no_other(before: list[str], text: str) -> None:
    bakery = replace(HAHN, short="the bakery", full="the bakery in Kelm")
    texts = [*before, "See the bakery in Kelm."]
    assert shortened_names(texts, [*([bakery] for _ in texts)])[-1] == text


def test_a_sentence_that_is_the_title_does_not_explain_itself() -> None:
    leaning = candidate("Police in Arvik searched the store.", 2.0, unexplained=(STORE,))
    told = candidate("A man robbed a store in Kelm.", 1.0)
    rows, left = chosen(
        candidate("Snow fell in Arvik on Friday.", 3.0), leaning, title="Police in Arvik searched the store"
    )
    assert rows == [0]
    assert "“the store”" in left[0].reasons[0]
    assert chosen(leaning, told, title="Police in Arvik searched the store")[0] == [0, 1]
    order = choose_under(
        "Police in Arvik searched the store",
        [leaning, told],
        np.eye(2, dtype=np.float32),
        OutputSettings(),
        ComposeSettings(),
        lambda *_: True,
    )[0]
    assert order == [1, 0]
