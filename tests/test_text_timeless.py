"""Whether a sentence tells an event or how things are, in sentences that are written down and with the real parser."""

from __future__ import annotations

import pytest
from grammar import analysed

from summarizer.text.analysis import Analyser
from summarizer.text.analysis import analyse as unparsed
from summarizer.text.timeless import is_timeless

LASTING = [
    "Herons=heron/NNS/nsubj>eat eat/VBP fish/NN/dobj>eat .",
    "Marl/NNP/nsubj>is is=be/VBZ a/DT/det>town town/NN/attr>is .",
    "Mara/NNP/nsubj>been has=have/VBZ/aux>been been=be/VBN a/DT/det>delight delight/NN/attr>been .",
    "Ague/NN/nsubjpass>caused is=be/VBZ/auxpass>caused caused=cause/VBN by/IN/agent>caused fleas=flea/NNS/pobj>by .",
    "Mara/NNP/nsubj>lost has=have/VBZ/aux>lost never/RB/neg>lost lost=lose/VBN .",
]
EVENTS = [
    "Herons=heron/NNS/nsubj>ate ate=eat/VBD fish/NN/dobj>ate .",
    "Marl/NNP/nsubj>sinking is=be/VBZ/aux>sinking sinking=sink/VBG .",
    "Mara/NNP/nsubj>lost has=have/VBZ/aux>lost lost=lose/VBN .",
    "Mara/NNP/nsubjpass>caught is=be/VBZ/auxpass>caught caught=catch/VBN .",
    "Marl/NNP/nsubj>votes votes=vote/VBZ on/IN/prep>votes Friday/NNP/pobj>on .",
    "Mara/NNP/nsubj>says says=say/VBZ herons=heron/NNS/nsubj>eat eat/VBP/ccomp>says .",
    "Herons=heron/NNS/nsubj>eat will/MD/aux>eat eat/VB .",
]


@pytest.mark.parametrize("notation", LASTING)
def test_what_always_is_was_or_never_was_is_no_event(notation: str) -> None:
    assert is_timeless(analysed(notation))


@pytest.mark.parametrize("notation", EVENTS)
def test_what_happened_is_under_way_is_to_come_or_is_said_is_an_event(notation: str) -> None:
    assert not is_timeless(analysed(notation))


def test_nothing_is_said_of_a_sentence_that_was_not_parsed() -> None:
    assert not is_timeless(unparsed("Marl is a town."))


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Petra Hahn is a geologist at the institute in Kelm who maps old mines.", True),
        ("Herons often sleep on one leg to save their strength.", True),
        ("Pond fever is caused by a common kind of bacteria called Palustris.", True),
        ("The harbour of Vessen has been a blessing for its fishermen.", True),
        ("Two men are accused of stealing copper from the harbour of Vessen.", False),
        ("Three ships are waiting off Vessen because of the storm.", False),
        ("The council of Kelm closed the bridge after divers found cracks.", False),
        ("Kelm votes on the new bridge on Sunday.", False),
    ],
)
def test_the_published_parser_tells_them_apart(analyse: Analyser, text: str, expected: bool) -> None:
    assert is_timeless(analyse(text)) is expected
