"""Sentences that may be told directly behind the one before them in their source."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from grammar import analysed

from summarizer.compose import placed
from summarizer.compose.choosing import choose_under
from summarizer.compose.explained import preceding, unexplained
from summarizer.compose.wording import with_leads
from summarizer.plan.following import follows
from summarizer.plan.joiners import without_joiner
from summarizer.records import Candidate, Follows, PlanItem, Unexplained
from summarizer.settings import ComposeSettings, OutputSettings
from summarizer.text.analysis import Analyser
from summarizer.text.analysis import analyse as unparsed
from summarizer.text.words import identity

DAHL = "Nils/NNP/compound>Dahl Dahl/NNP/nsubj>left left=leave/VBD early/RB/advmod>left ."
HE = "He=he/PRP/nsubj>sold sold=sell/VBD a/DT/det>boat boat/NN/dobj>sold ."
SHE = HE.replace("He=he", "She=she")
BOTH = "Nils/NNP/nsubj>met met=meet/VBD Karl/NNP/dobj>met and/CC/cc>met Karl/NNP/nsubj>left left=leave/VBD/conj>met ."


def test_a_pronoun_follows_the_sentence_with_the_one_person_that_it_means() -> None:
    assert follows(4, analysed(HE), analysed(DAHL), ()) == Follows(4, ((identity("Dahl"),),))
    assert follows(4, analysed(HE), analysed(BOTH), ()) is None
    assert follows(4, analysed(HE), analysed(HE), ()) is None  # whom that means, the reader is not told either
    assert follows(4, analysed(DAHL), analysed(DAHL), ()) is None  # it leans on nothing
    assert follows(4, unparsed("He left."), analysed(DAHL), ()) is None


def test_a_noun_follows_the_sentence_that_tells_of_it() -> None:
    boat = Unexplained("the boat", ("boat", "ship"))
    assert follows(0, analysed(DAHL), analysed(HE), (boat,)) == Follows(0, (("boat",),))
    assert follows(0, analysed(DAHL), analysed(HE), (replace(boat, ids=("house",)),)) is None
    assert follows(0, analysed(DAHL), analysed(HE), (boat, Unexplained("yesterday", (), "it has no date"))) is None


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("before", "text", "thing", "needs"),
    [
        ("Velta Foods lifted its revenue.", "Net profit fell to 2 million.", "Net profit", ("food", "velta")),
        ("Sales at Orm Bank rose on Monday.", "Shares fell 3 percent.", "Shares", ("bank", "orm")),
        ("The maker of pumps lifted its revenue.", "Net profit fell to 2 million.", "Net profit", None),
        ("Karl Hahn left early.", "Lott sold a boat.", "Lott", None),
    ],
)
def test_what_lacks_its_owner_follows_the_sentence_that_names_one(
    before: str, text: str, thing: str, needs: tuple[str, ...] | None, analyse: Analyser
) -> None:
    found = follows(0, analyse(text), analyse(before), (Unexplained(thing, ("x",)),))
    assert found == (Follows(0, (needs,)) if needs else None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("But the mayor of Arvik closed the bridge on Friday.", "The mayor of Arvik closed the bridge on Friday."),
        ("Also, the mayor of Arvik closed the bridge on Friday.", "The mayor of Arvik closed the bridge on Friday."),
        (
            "At the same time, however, the mayor of Arvik closed the bridge on Friday.",
            "The mayor of Arvik closed the bridge on Friday.",
        ),
        (
            "At the same time as the mayor of Arvik closed the bridge, trains stopped.",
            "At the same time as the mayor of Arvik closed the bridge, trains stopped.",
        ),
        ("But not all of them agree with that.", "But not all of them agree with that."),
        (
            "But for Nils Dahl the bridge of Arvik would be open.",
            "But for Nils Dahl the bridge of Arvik would be open.",
        ),
        (
            "And when Nils Dahl left Arvik, the bridge was closed.",
            "And when Nils Dahl left Arvik, the bridge was closed.",
        ),
        (
            "“But Nils Dahl closed the bridge of Arvik,” she said.",
            "“But Nils Dahl closed the bridge of Arvik,” she said.",
        ),
    ],
)
def test_what_only_joins_goes(text: str, told: str) -> None:
    assert without_joiner(unparsed(text), 8) == told


@pytest.mark.parametrize(
    "text",
    [
        "But for Nils Dahl the bridge of Arvik would be open.",
        "And when Nils Dahl left Arvik, the bridge was closed.",
        "“But Nils Dahl closed the bridge of Arvik,” she said.",
        "Butter from Arvik was sold out in all of Kelm on Friday.",
    ],
)
def test_what_does_more_than_join_stays(text: str) -> None:
    assert without_joiner(unparsed(text), 8) == text


def candidate(text: str, seed: int, salience: float = 1.0, role: Any = "point", **known: Any) -> Candidate:
    leans = known.pop("leans", False)
    return Candidate(PlanItem(role, seed, (), salience, **known), text, "quoted", 1.0, leans=leans)


FIRST = candidate("Police arrested Nils Dahl.", 4, 1.0)
BEHIND = candidate("He was charged with theft.", 5, 2.0, follows=Follows(4, (("dahl",),)), leans=True)
OTHER = candidate("Snow fell in Kelm on Friday.", 9, 3.0, "lead")


def told(*candidates: Candidate, title: str = "", **output: Any) -> list[int]:
    vectors = np.eye(len(candidates), dtype=np.float32)
    return choose_under(title, candidates, vectors, OutputSettings(**output), ComposeSettings(), lambda *_: True)[0]


def test_what_leans_is_told_directly_behind_or_not_at_all() -> None:
    assert told(OTHER, FIRST, BEHIND) == [0, 1, 2]
    assert told(BEHIND, OTHER, FIRST) == [1, 2, 0]
    assert told(OTHER, BEHIND) == [0]
    assert "not told" in unexplained(BEHIND, ["Nils Dahl was arrested."])


def test_it_is_not_told_behind_a_text_that_lost_what_it_leans_on() -> None:
    short = replace(FIRST, text="Police made an arrest.")
    assert preceding(BEHIND, [short, BEHIND], [0]) is None
    assert told(OTHER, short, BEHIND) == [0, 1]


def test_it_is_told_behind_one_that_follows_itself() -> None:
    third = candidate("He denies it.", 6, 1.5, follows=Follows(5, (("he",),)), leans=True)
    assert told(third, BEHIND, OTHER, FIRST) == [2, 3, 1, 0]


def test_it_shares_the_section_of_what_it_follows() -> None:
    lead = replace(FIRST, item=replace(FIRST.item, role="lead"))
    found = placed([0, 1, 2], [lead, BEHIND, candidate("“It is over,” Ada Brink said.", 7)])
    assert [(one.item.role, heading) for one, heading in found] == [
        ("lead", ""), ("lead", ""), ("point", "Statements"),
    ]  # fmt: skip


def test_what_leans_is_no_lead() -> None:
    assert with_leads([BEHIND, FIRST], 1)[0].text == FIRST.text


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("before", "sentence", "clear"),
    [
        ("Police arrested a man in Kelm on Friday.", "He was charged with theft on Saturday.", False),  # an object
        ("Nils Dahl was arrested in Kelm on Friday.", "He was charged with theft on Saturday.", True),
        ("Nils Dahl met Karl Lund in Kelm on Friday.", "He was charged with theft on Saturday.", False),
        ("Velta Foods closed two plants in Kelm.", "It has four others in the country.", True),
        ("The bridge of Arvik was closed on Friday.", "That is exactly why the town needs another.", False),
    ],
)
def test_the_published_parser_shows_whom_it_means(before: str, sentence: str, clear: bool, analyse: Analyser) -> None:
    assert (follows(0, analyse(sentence), analyse(before), ()) is not None) is clear
