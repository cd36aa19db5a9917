"""The seven comparers, each by itself: what is the same, what differs and where, and when nothing can be said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from grammar import paired
from hypothesis import example, given, settings
from hypothesis import strategies as st
from parser_fakes import FlatParser
from pipeline_fakes import report_sentences

from summarizer.settings import VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.verify.comparers import COMPARERS, FACTS, compare
from summarizer.verify.comparison import Comparison, comparison
from summarizer.verify.pairing import Pairing, pair

ANALYSE = Analyser(None)
SHELLED = "Shells hit the town of Arvik on Thursday, and its former mayor, Nils Dahl, said over 40 houses “had burned.”"
REBELS = "Rebels=rebel/NNS/nsubj>took"
TOOK = f"{REBELS} took=take/VBD Arvik/NNP/dobj>took ."
SOLDIERS = (
    "Rebels=rebel/NNS/nsubj>took took=take/VBD Arvik/NNP/dobj>took and/CC/cc>took killed=kill/VBD/conj>took "
    "40/CD/nummod>soldiers soldiers=soldier/NNS/dobj>killed ."
)
SAID = (
    "The/DT/det>mayor mayor/NN/nsubj>said said=say/VBD rebels=rebel/NNS/nsubj>taken had=have/VBD/aux>taken "
    "taken=take/VBN/ccomp>said Arvik/NNP/dobj>taken ."
)


def plain(claim: str, *evidence: str, days: Sequence[str | None] = ()) -> Pairing:
    """A pair whose grammar nobody has read."""
    return pair(claim, evidence, days, ANALYSE, VerifySettings())


def shown(found: Comparison, known: Pairing) -> list[tuple[str, str, str]]:
    """The differences: their reason, and what is named of claim and of the first sentence of evidence."""
    return [
        (
            one.reason,
            known.claim.text[slice(*one.claim)] if one.claim else "",
            known.evidence[0].text[slice(*one.evidence)] if one.evidence else "",
        )
        for one in found.differences
    ]


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("entities", "Shells hit Arvik, Dahl said."),
        ("entities", "Shells hit the town, its former mayor said."),
        ("quantities", "Over 40 houses had burned."),
        ("quantities", "At least 40 houses had burned."),
        ("dates", "Shells hit the town on Thursday."),
        ("dates", "Shells hit the town on December 5."),
        ("quotations", "Dahl said houses “had burned.”"),
        ("quotations", "Dahl said houses «had burned»."),
    ],
)
def test_without_grammar_it_is_the_same(name: str, claim: str) -> None:
    known = plain(claim, SHELLED, days=["2024-12-06"])
    silent = not any(word.name for word in known.claim.words) and name == "entities"
    assert COMPARERS[name](known) == Comparison("silent" if silent else "same")


@pytest.mark.parametrize(
    ("name", "claim", "reason", "mine", "theirs"),
    [
        ("entities", "Shells hit Lund.", "the name Lund is not in the evidence", "Lund", ""),
        ("entities", "Its mayor spoke of Arvik.", "it drops “former” before “mayor”", "mayor", "former"),
        ("entities", "He spoke.", "“He” may be somebody else: the evidence has no such word", "He", ""),
        ("quantities", "Over 50 houses had burned.", "the number 50 is not in the evidence", "Over 50", ""),
        (
            "quantities",
            "Some 40 houses had burned.",
            "“more than”, “about” or the like was added to 40, dropped or changed",
            *("Some 40", "over 40"),
        ),
        ("quantities", "Over 40% had burned.", "the number 40 has another unit in the evidence", "Over 40%", "over 40"),
        ("dates", "Shells hit it on Friday.", "the date Friday is not in the evidence", "Friday", ""),
        ("dates", "Shells hit it on December 4.", "the date December 4 is not in the evidence", "December 4", ""),
        ("quotations", "He said they “had all burned.”", "“had all burned.” is not quoted word for word",
         "had all burned.", ""),
    ],
)  # fmt: skip
def test_without_grammar_it_differs(name: str, claim: str, reason: str, mine: str, theirs: str) -> None:
    known = plain(claim, SHELLED, days=["2024-12-06"])
    found = COMPARERS[name](known)
    assert found.outcome == "different"
    assert (reason, mine, theirs) in shown(found, known)


def test_what_the_source_does_not_quote_is_no_quotation() -> None:
    known = plain("He said “40 houses had burned.”", "He said 40 houses had burned.")
    assert shown(COMPARERS["quotations"](known), known) == [
        ("“40 houses had burned.” is no quotation in the evidence", "40 houses had burned.", "")
    ]


@pytest.mark.parametrize("name", COMPARERS)
def test_where_nothing_of_its_kind_stands_it_is_silent(name: str) -> None:
    assert COMPARERS[name](plain("Rain fell on the hills.", "Rain fell.")) == Comparison("silent")
    assert COMPARERS[name](plain("Nobody reads.", "Rain fell.")) == Comparison("silent")


@pytest.mark.parametrize("name", ["polarity", "roles", "speakers"])
def test_what_needs_grammar_is_silent_without_it(name: str) -> None:
    assert COMPARERS[name](plain("Arvik took no rebels.", SHELLED)) == Comparison("silent")
    assert COMPARERS[name](plain("Dahl said shells hit Arvik.", SHELLED)) == Comparison("silent")


@pytest.mark.parametrize(
    ("name", "claim", "evidence"),
    [
        ("quantities", "Rebels=rebel/NNS/nsubj>killed killed=kill/VBD 40/CD/nummod>soldiers "
         "soldiers=soldier/NNS/dobj>killed .", SOLDIERS),
        ("dates", f"{REBELS} took=take/VBD Arvik/NNP/dobj>took on/IN/prep>took Thursday/NNP/pobj>on .",
         f"{REBELS} took=take/VBD Arvik/NNP/dobj>took in/IN/prep>took a/DT/det>raid raid/NN/pobj>in "
         "on/IN/prep>took Thursday/NNP/pobj>on ."),
        ("polarity", TOOK, TOOK),
        ("polarity", f"{REBELS.replace('took', 'take')} may/MD/aux>take take/VB Arvik/NNP/dobj>take .", TOOK),
        ("roles", "Arvik/NNP/nsubjpass>taken was=be/VBD/auxpass>taken taken=take/VBN by/IN/agent>taken "
         "rebels=rebel/NNS/pobj>by .", TOOK),
        ("speakers", SAID, SAID),
        ("speakers", f"{TOOK[:-2]} ,/,/punct>said the/DT/det>mayor mayor/NN/nsubj>said "
         "said=say/VBD/parataxis>took .", SAID),
    ],
)  # fmt: skip
def test_with_grammar_it_is_the_same(name: str, claim: str, evidence: str) -> None:
    assert COMPARERS[name](paired(claim, evidence)) == Comparison("same")


@pytest.mark.parametrize(
    ("name", "claim", "evidence", "reason", "mine", "theirs"),
    [
        ("quantities", "Rebels=rebel/NNS/nsubj>took took=take/VBD 40/CD/nummod>towns towns=town/NNS/dobj>took .",
         SOLDIERS, "the number 40 counts something else in the evidence", "40", "40"),
        ("quantities", "40/CD/nummod>men men=man/NNS/nsubj>left left=leave/VBD .",
         "Two/CD/nsubj>left of/IN/prep>Two the/DT/det>men 40/CD/nummod>men men=man/NNS/pobj>of left=leave/VBD .",
         "the number 40 is only part of a count in the evidence", "40", "40"),
        ("quantities", "All/DT/det>rebels rebels=rebel/NNS/nsubj>left left=leave/VBD .",
         "Rebels=rebel/NNS/nsubj>left left=leave/VBD .",
         "“All” is not said of “rebels” in the evidence", "All", "Rebels"),
        ("dates", "Rebels=rebel/NNS/nsubj>left left=leave/VBD on/IN/prep>left Thursday/NNP/pobj>on .",
         f"{REBELS} took=take/VBD Arvik/NNP/dobj>took on/IN/prep>took Thursday/NNP/pobj>on before/IN/mark>left "
         "they/PRP/nsubj>left left=leave/VBD/advcl>took .",
         "the date Thursday belongs to something else in the evidence", "Thursday", ""),
        ("polarity", TOOK, "Rebels=rebel/NNS/nsubj>take did=do/VBD/aux>take not/RB/neg>take take/VB "
         "Arvik/NNP/dobj>take .", "it drops the “not” of the evidence before “took”", "took", "not"),
        ("polarity", f"{REBELS} never/RB/neg>took took=take/VBD Arvik/NNP/dobj>took .", TOOK,
         "it denies “took”, which the evidence does not deny", "took", "took"),
        ("polarity", TOOK, "Rebels=rebel/NNS/nsubj>take may/MD/aux>take take/VB Arvik/NNP/dobj>take .",
         "the evidence does not say that “took” is so: there it is under “may”", "took", "may"),
        ("polarity", TOOK, "Rebels=rebel/NNS/nsubj>taking are=be/VBP/aux>taking taking=take/VBG "
         "Arvik/NNP/dobj>taking .", "“took” is still under way in the evidence", "took", "taking"),
        ("roles", "Arvik/NNP/nsubj>took took=take/VBD rebels=rebel/NNS/dobj>took .", TOOK,
         "“took” has another subject in the evidence: “Rebels”", "took", "took"),
        ("roles", "Arvik/NNP/nsubj>took took=take/VBD rebels=rebel/NNS/dobj>took .", TOOK,
         "“took” has another object in the evidence: “Arvik”", "took", "took"),
        ("roles", "Rebels=rebel/NNS/nsubj>went went=go/VBD from/IN/prep>went Lund/NNP/pobj>from .",
         "Rebels=rebel/NNS/nsubj>went went=go/VBD to/IN/prep>went Lund/NNP/pobj>to .",
         "“from Lund” is “to Lund” in the evidence", "Lund", "Lund"),
        ("roles", "Rebels=rebel/NNS/nsubj>left left=leave/VBD the/DT/det>city city/NN/dobj>left of/IN/prep>city "
         "Lund/NNP/pobj>of .",
         "Rebels=rebel/NNS/nsubj>left left=leave/VBD the/DT/det>city city/NN/dobj>left of/IN/prep>city "
         "Arvik/NNP/pobj>of for/IN/prep>left Lund/NNP/pobj>for .",
         "“city of Lund” is not so in the evidence: there it is “Arvik”", "Lund", "Arvik"),
        ("speakers", SAID.replace("The/DT/det>mayor mayor/NN", "Police/NNS"), SAID,
         "the evidence has somebody else say so: “mayor”", "said", "said"),
        ("speakers", TOOK, SAID, "it tells “took” without who says so", "took", ""),
        ("speakers", SAID, TOOK, "nobody says so in the evidence", "said", ""),
    ],
)  # fmt: skip
def test_with_grammar_it_differs(name: str, claim: str, evidence: str, reason: str, mine: str, theirs: str) -> None:
    known = paired(claim, evidence)
    found = COMPARERS[name](known)
    assert found.outcome == "different"
    assert (reason, mine, theirs) in shown(found, known)


def test_one_sentence_of_several_that_says_so_is_enough() -> None:
    denied = "Rebels=rebel/NNS/nsubj>take did=do/VBD/aux>take not/RB/neg>take take/VB Arvik/NNP/dobj>take ."
    assert compare(paired(TOOK, denied, TOOK), ["polarity", "roles"]) == {
        "polarity": Comparison("same"),
        "roles": Comparison("same"),
    }


def test_a_result_keeps_each_difference_once() -> None:
    known = plain("Lund lies near Lund.", "Rain fell.")
    (difference,) = dict.fromkeys(COMPARERS["entities"](known).differences)
    assert comparison(True, [difference, difference]) == Comparison("different", (difference,))
    assert comparison(True, []) == Comparison("same")
    assert comparison(False, []) == Comparison("silent")


def test_a_passage_and_a_headline_are_compared_by_some_of_them() -> None:
    assert set(FACTS) < set(COMPARERS) == set(compare(plain("Rain fell.", "Rain fell.")))
    assert list(compare(plain("Rain fell.", "Rain fell."), FACTS)) == list(FACTS)


ODD = st.text(st.one_of(st.sampled_from("ab A.,’'\"“”%$1-🚢\udce9é"), st.characters()), max_size=80)


@pytest.mark.parametrize("analyse", [ANALYSE, Analyser(FlatParser())], ids=["unparsed", "flat"])
@settings(deadline=None)
@example(text="0«0»")
@given(text=st.one_of(ODD, report_sentences()))
def test_a_text_never_differs_from_itself(analyse: Analyser, text: str) -> None:
    found = compare(pair(text, [text], [None], analyse, VerifySettings()))
    assert [one for one in found.values() if one.differences] == []


@pytest.mark.parametrize("analyse", [ANALYSE, Analyser(FlatParser())], ids=["unparsed", "flat"])
@settings(deadline=None)
@given(
    claim=st.one_of(ODD, report_sentences()),
    evidence=st.lists(st.one_of(ODD, report_sentences()), min_size=1, max_size=3),
)
def test_spans_lie_in_their_texts(analyse: Analyser, claim: str, evidence: list[str]) -> None:
    known = pair(claim, evidence, ["2024-12-06", "no date"], analyse, VerifySettings())
    for name, found in compare(known).items():
        assert (found.outcome == "different") == bool(found.differences), name
        for one in found.differences:
            assert one.reason
            assert one.claim is None or claim[slice(*one.claim)].strip()
            assert one.evidence is None or any(text[slice(*one.evidence)].strip() for text in evidence)
