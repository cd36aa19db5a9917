"""What a sentence leans on, in sentences that are written down and, with the published parser, in others."""

from __future__ import annotations

import pytest
from grammar import analysed

from summarizer.text.analysis import Analyser
from summarizer.text.analysis import analyse as unparsed
from summarizer.text.leaning import leanings, leans
from summarizer.text.tone import dangles

STORE = "Police=police/NNS/nsubj>searched searched=search/VBD the/DT/det>store store/NN/dobj>searched ."
STORE_IN = (
    "Police=police/NNS/nsubj>searched searched=search/VBD the/DT/det>store store/NN/dobj>searched in/IN/prep>store "
    "Kelm/NNP/pobj>in ."
)
STORE_OF = (
    "A/DT/det>man man/NN/nsubj>robbed robbed=rob/VBD a/DT/det>5 store/NN/dobj>robbed and/CC/cc>robbed "
    "left=leave/VBD/conj>robbed the/DT/det>9 store/NN/dobj>left ."
)
PROBE = (
    "The/DT/det>probe probe/NN/nsubj>flies ,/,/punct>probe which/WDT/nsubj>was was=be/VBD/relcl>probe "
    "cheap/JJ/acomp>was ,/,/punct>probe flies=fly/VBZ ."
)
SHARES = "Shares=share/NNS/nsubj>fell fell=fall/VBD 6/CD/nummod>percent percent/NN/npadvmod>fell ."
HIM = "Stone/NNP/nsubj>told told=tell/VBD him=he/PRP/dobj>told ."
HIS = "Stone/NNP/nsubj>sold sold=sell/VBD his=he/PRP$/poss>boat boat/NN/dobj>sold ."
IT = "It=it/PRP/nsubj>sank sank=sink/VBD ."
CLEAR = (
    "It=it/PRP/nsubj>is is=be/VBZ clear/JJ/acomp>is that/IN/mark>sank ships=ship/NNS/nsubj>sank "
    "sank=sink/VBD/ccomp>is ."
)


def found(notation: str) -> list[tuple[str, str]]:
    one = analysed(notation)
    return [(lean.kind, one.text[lean.start : lean.end]) for lean in leanings(one)]


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        (STORE, [("definite", "the store")]),
        (STORE_IN, []),
        (STORE_OF, []),
        (PROBE, [("definite", "The probe")]),
        (SHARES, [("whose", "Shares")]),
        (HIM, [("pronoun", "him")]),
        (HIS, []),
        (IT, [("pronoun", "It")]),
        (CLEAR, []),
    ],
)
def test_what_a_written_sentence_leans_on(notation: str, expected: list[tuple[str, str]]) -> None:
    assert found(notation) == expected


def test_only_pronouns_and_connectives_make_a_sentence_untellable_by_itself() -> None:
    assert not leans(analysed(STORE))
    assert leans(analysed(IT))


@pytest.mark.parametrize("text", ["He left.", "The city fell.", "The mayor left."])
def test_an_unparsed_sentence_is_read_by_its_opening(text: str) -> None:
    assert leanings(unparsed(text)) == ()
    assert leans(unparsed(text)) == dangles(text)


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("However, the town council of Arvik met on Friday.", "However"),
        ("Ada Brink told the 24-year-old to leave.", "the 24-year-old"),
        ("Both men were taken to Arvik.", "Both men"),
        ("Such storms are rare.", "Such storms"),
        ("The next morning, Ada Brink left Arvik.", "The next morning"),
        ("Two weeks later, Ada Brink left Arvik.", "Two weeks later"),
        ("“The bridge in Arvik is closed,” she said.", "she"),
        ("Others killed in Arvik were tourists.", "Others"),
        ("About half had lost their homes, officials said.", "About half"),
        ("Neither expected an answer.", "Neither"),
        ("He’s the mayor of Arvik.", "He’s"),
        ("Sales rose by a third.", "Sales"),
        ("Turnout was 61 percent.", "Turnout"),
        ("Police in Arvik arrested the suspect.", "the suspect"),
        ("More are to be expected in Arvik.", "More"),
        ("In some, windows broke.", "some"),
        ("The walk in Arvik is moved to the Friday before.", "the Friday before"),
        ("After its end small groups threw bottles on Orm Street.", "its"),
        ("The two reported it on Monday.", "The two"),
        ("Ada Brink said nobody there called a doctor.", "there"),
        ("The hearing, led by Judge Ida Lott, was held in Arvik.", "The hearing"),
        ("“Corvex lost money in a year of floods,” the company said.", "the company"),
        ("Ada Brink and Karl Stone sent her flowers.", "her"),
        ("“Mum met a boy,” she wrote from Arvik.", "she"),
        ("The Kelm Road Task Force does not know if he left Arvik.", "he"),
        ("The youngest, Ada Brink, was four.", "The youngest"),
        ("The most recent was in 1689.", "The most recent"),
        ("A diver in Arvik found all three lying in mud.", "all three"),
        ("The lake behind it froze on Friday.", "it"),
    ],
)
def test_what_a_sentence_leans_on(text: str, phrase: str, analyse: Analyser) -> None:
    assert phrase in [text[lean.start : lean.end] for lean in leanings(analyse(text))]


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "A woman's watch stopped with her heart, and the police of Orm read it.",
        "Ada Brink said she would leave the country.",
        "Half of Arvik had no power.",
        "Half a million people left Arvik.",
        "Ada Brink finished third in the race at Arvik.",
        "One of the guards dismissed after the feast in Arvik joked that he had slept.",
        "During her first visit, Ada Brink opened a new bridge in Arvik.",
        "Stone, 55, has never been asked for his papers.",
        "About two million have been driven from their farms in Arvik.",
        "It was raining when the ferry Halden sank off Skarne.",
        "It took rescuers two hours to reach the island of Orm.",
        "A man walked into a store in Arvik and shot the owner.",
        "Corvex lost money, and the company cut ten jobs.",
        "The government closed the border.",
        "The most dangerous bridge in the country is closed.",
        "The Israeli army left on Friday.",
        "The first snow fell in Arvik on Friday.",
        "This week, rebels took Arvik.",
        "Drugs sold over the counter are cheap.",
        "Shares of Corvex fell 6 percent.",
        "Ada Brink is sure: “Bridges like these will hold,” she said.",
        "Mayor Ada Brink gave another figure: seven people were dead, she said.",
        "The youngest of the dead in Arvik was four.",
        "The youngest victim in Arvik was four.",
        "Corvex dug a canal with a lake behind it.",
        "People in Arvik are used to it this way, Ada Brink said.",
        "More than 20 people in Arvik were hurt.",
        "Some of the houses in Arvik burned down.",
        "Ada Brink left on the day before the vote in Arvik.",
        "In its first year Corvex opened three mines in Arvik.",
        "Ada Brink met Karl Stone, and the two left Arvik.",
        "Ada Brink moved to Arvik and opened a shop there.",
        "Petra Hahn sent her mother flowers.",
        "The Rev. Karl Stone said he would leave Arvik.",
    ],
)
def test_a_sentence_that_tells_all_it_speaks_of(text: str, analyse: Analyser) -> None:
    assert [text[lean.start : lean.end] for lean in leanings(analyse(text))] == []
