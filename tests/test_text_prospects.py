"""What the words around a deed make of it, orders to say something, and papers that are no true ones."""

from __future__ import annotations

import pytest
from grammar import analysed

from summarizer.errors import UsageError
from summarizer.gather.rebutting import rebuttal
from summarizer.stage_settings import GatherSettings

EXPLORING = (
    "Lorn/NNP/nsubj>exploring is=be/VBZ/aux>exploring exploring=explore/VBG a/DT/det>ban ban/NN/dobj>exploring ."
)
EXPLORED = "The/DT/det>team team/NN/nsubj>explored explored=explore/VBD the/DT/det>cave cave/NN/dobj>explored ."
DROPPED = (
    "The/DT/det>club club/NN/nsubj>dropped dropped=drop/VBD plans=plan/NNS/dobj>dropped to/TO/aux>sell "
    "sell/VB/acl>plans it/PRP/dobj>sell ."
)
TRIED = (
    "The/DT/det>clerk clerk/NN/nsubjpass>indicted was=be/VBD/auxpass>indicted indicted=indict/VBN for/IN/prep>indicted "
    "selling=sell/VBG/pcomp>for arms=arm/NNS/dobj>selling ."
)
VOTED = "Members=member/NNS/nsubj>voted voted=vote/VBD to/TO/aux>leave leave/VB/xcomp>voted ."
FORGOT = "He/PRP/nsubj>forgot forgot=forget/VBD to/TO/aux>lock lock/VB/xcomp>forgot it/PRP/dobj>lock ."
SHORT = (
    "It/PRP/nsubj>fell fell=fall/VBD short/RB/advmod>fell of/IN/prep>short winning=win/VBG/pcomp>of "
    "seats=seat/NNS/dobj>winning ."
)
RUMOURED = (
    "Haas/NNP/nsubjpass>rumoured is=be/VBZ/auxpass>rumoured rumoured=rumour/VBN to/TO/aux>left have/VB/aux>left "
    "left=leave/VBN/xcomp>rumoured ."
)
REPEAT = (
    "Repeat/VB/advcl>resigned after/IN/prep>Repeat me=i/PRP/pobj>after :/:/punct>resigned Haas/NNP/nsubj>resigned "
    "resigned=resign/VBD ."
)
SHOULD = (
    "Should/MD/aux>run the/DT/det>lake lake/NN/nsubj>fall fall/VB/dep>run ,/,/punct>run taps=tap/NNS/nsubj>run "
    "will/MD/aux>run run/VB dry/JJ/acomp>run ."
)


@pytest.mark.parametrize(
    ("notation", "word", "kind"),
    [
        (EXPLORING, "ban", "possible"),
        (EXPLORED, "explored", "asserted"),
        (DROPPED, "sell", "denied"),
        (TRIED, "selling", "attributed"),
        (VOTED, "leave", "planned"),
        (VOTED, "voted", "asserted"),
        (FORGOT, "lock", "denied"),
        (SHORT, "winning", "denied"),
        (RUMOURED, "left", "attributed"),
        (REPEAT, "resigned", "commanded"),
        (SHOULD, "fall", "supposed"),
        (SHOULD, "run", "supposed"),
    ],
)
def test_what_is_made_of_a_deed(notation: str, word: str, kind: str) -> None:
    one = analysed(notation)
    at = next(at for at, known in enumerate(one.words) if known.low == word)
    claims = {claim.at: claim.kind for claim in one.claims}
    assert (claims[at] if at in claims else one.claim_at(at).kind) == kind


@pytest.mark.parametrize(
    "notation",
    [
        "He/PRP/nsubjpass>denied was=be/VBD/auxpass>denied denied=deny/VBN freedom/NN/dobj>denied .",
        "The/DT/det>letter letter/NN/nsubj>bears bears=bear/VBZ a/DT/det>signature signature/NN/dobj>bears .",
        "The/DT/det>footage footage/NN/nsubj>comes comes=come/VBZ from/IN/prep>comes Dorn/NNP/pobj>from .",
    ],
)
def test_what_rebuts_nothing(notation: str) -> None:
    assert rebuttal(analysed(notation)) is None


@pytest.mark.parametrize("wrong", [{"reach": -1}, {"the_same": 1.5}, {"fewest_alike": 0}])
def test_distances_are_within_reason(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        GatherSettings(**wrong)  # type: ignore[arg-type]
