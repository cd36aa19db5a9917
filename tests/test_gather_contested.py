"""Contested points: what two sides tell is one point, and only where it is sure."""

from __future__ import annotations

import pytest

from summarizer.gather.contested import unverified, with_contested
from summarizer.records import Sentence, Standing, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser

ANALYSE = Analyser(None)
TOOK = "The Ministry of Defence of Arvia said its troops took the town of Selk on Monday."
HELD = "The General Staff of Tosk said Selk was still in the hands of its soldiers."
UNSURE = "Neither side's claims could be verified."


def sentences_of(*rows: tuple[int, str]) -> list[Sentence]:
    positions: dict[int, int] = {}
    found = []
    for source, text in rows:
        found.append(Sentence(source, 0, len(text), text, positions.get(source, 0), 0))
        positions[source] = positions.get(source, 0) + 1
    return found


def said(by: str, kind: str = "attributed", voice: str = "") -> Statement:
    return Statement(Standing(kind, by), voice=voice)  # type: ignore[arg-type]


ARVIA, TOSK = "The Ministry of Defence of Arvia", "The General Staff of Tosk"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UNSURE, True),
        ("The claims of both sides could not be independently confirmed.", True),
        ("Reporters were unable to verify either claim.", True),
        ("The claim could not be verified.", False),
        ("Both sides confirmed the truce.", False),
        ("Neither driver was hurt.", False),
    ],
)
def test_what_says_that_two_sides_could_not_be_verified(text: str, expected: bool) -> None:
    assert unverified(text) is expected


def test_two_sides_and_a_third_are_one_point() -> None:
    sentences = sentences_of((0, TOOK), (0, HELD), (0, UNSURE))
    found = with_contested([said(ARVIA), said(TOSK), Statement()], sentences, ANALYSE, GatherSettings())
    assert found[0].wording == f"{TOOK} {HELD} {UNSURE}"
    assert found[0].partners == (0, 1, 2)
    assert found[0].standing == Standing("contested", "", (0,))
    assert found[1:] == (said(TOSK), Statement())


def test_the_third_may_be_another_source_that_names_the_same() -> None:
    we = "Our soldiers hold Selk."
    sentences = sentences_of((0, TOOK), (1, we), (2, "Fighting went on around Selk."), (2, UNSURE))
    told = [said(ARVIA), said(TOSK, voice=TOSK), Statement(), Statement()]
    found = with_contested(told, sentences, ANALYSE, GatherSettings())
    assert found[0].wording == f"{TOOK} {TOSK} said: “{we}” {UNSURE}"
    assert found[0].standing.sources == (0, 1)
    elsewhere = sentences_of((0, TOOK), (1, we), (2, "Fighting went on around Korm."), (2, UNSURE))
    assert with_contested(told, elsewhere, ANALYSE, GatherSettings()) == tuple(told)


def test_a_denial_of_the_same_is_a_second_side() -> None:
    denied = "The General Staff of Tosk denied that troops took the town of Selk."
    told = [said(ARVIA), said(TOSK, "denied")]
    found = with_contested(told, sentences_of((0, TOOK), (1, denied)), ANALYSE, GatherSettings())
    assert found[0].wording == f"{TOOK} {denied}"
    other = "The General Staff of Tosk denied a plan to leave Selk."
    assert with_contested(told, sentences_of((0, TOOK), (1, other)), ANALYSE, GatherSettings()) == tuple(told)


def test_who_calls_the_other_s_words_a_lie_is_a_second_side() -> None:
    lie = "The General Staff of Tosk said the claims of the Ministry of Defence of Arvia about Selk were lies."
    told = [said(ARVIA), said(TOSK)]
    assert (
        with_contested(told, sentences_of((0, TOOK), (1, lie)), ANALYSE, GatherSettings())[0].standing.kind
        == "contested"
    )


def test_two_parties_that_count_otherwise_contest_the_count() -> None:
    one = "The Ministry of Defence of Arvia said 12 people were killed in Selk."
    two = "The General Staff of Tosk said 40 people were killed in Selk."
    voiced = [said(ARVIA, voice=ARVIA), said(TOSK, voice=TOSK)]
    sentences = sentences_of((0, one), (1, two))
    assert with_contested(voiced, sentences, ANALYSE, GatherSettings())[0].wording == f"{one} {two}"
    # Two reports of what others count may be of two hours.
    plain = [said(ARVIA), said(TOSK)]
    assert with_contested(plain, sentences, ANALYSE, GatherSettings()) == tuple(plain)


@pytest.mark.parametrize(
    ("second", "by", "kind"),
    [
        (HELD, "Arvia", "attributed"),  # the same side
        ("The General Staff of Tosk said Korm was still in its hands.", TOSK, "attributed"),  # another thing
        (HELD, "", "attributed"),  # nobody is named
        (HELD, TOSK, "asserted"),
        ("The General Staff of Tosk said troops of Arvia took the town of Selk on Monday.", TOSK, "attributed"),
    ],
)
def test_in_doubt_each_stays_by_itself(second: str, by: str, kind: str) -> None:
    told = [said(ARVIA), said(by, kind), Statement()]
    assert with_contested(told, sentences_of((0, TOOK), (0, second), (0, UNSURE)), ANALYSE, GatherSettings()) == tuple(
        told
    )


def test_what_is_told_with_others_already_is_left() -> None:
    told = [Statement(Standing("attributed", ARVIA), partners=(0, 2), wording="x"), said(TOSK), Statement()]
    assert with_contested(told, sentences_of((0, TOOK), (0, HELD), (0, UNSURE)), ANALYSE, GatherSettings()) == tuple(
        told
    )


def test_sides_without_names_are_two_only_where_the_third_follows_both() -> None:
    many = "The union said 4,000 workers had walked out at the plant in Brenz."
    few = "The operator said only 600 workers in Brenz had joined the strike."
    told = [said("The union"), said("The operator"), Statement()]
    found = with_contested(told, sentences_of((0, many), (0, few), (0, UNSURE)), ANALYSE, GatherSettings())
    assert found[0].wording == f"{many} {few} {UNSURE}"
    apart = sentences_of((0, many), (1, few), (2, f"Trains to Brenz stood still. {UNSURE}"))
    assert with_contested(told, apart, ANALYSE, GatherSettings()) == tuple(told)
