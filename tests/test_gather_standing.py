"""How clauses stand, and how the sentences around them change it; invented sentences, read by the published parser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from grammar import WrittenParser, analysed

from summarizer.gather import answered, standing_of, statements
from summarizer.gather.discourse import rebuttals
from summarizer.records import Document, Report, Sentence, Standing, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser

CLAUSES = Path(__file__).with_name("data") / "clauses.txt"
ANSWERED = Path(__file__).with_name("data") / "answered.txt"
"""Claims with a sentence behind them that answers them, in words by which no rule knows what it holds of them."""


def passages(path: Path = CLAUSES) -> dict[str, list[str]]:
    """Passages by how their clause in double brackets stands; their sentences are parted by a bar."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            rows = found.setdefault(line[2:], [])
        elif line:
            rows.append(line)
    return found


def standing(passage: str, analyse: Analyser) -> str:
    sentences = [sentence.strip() for sentence in passage.split("|")]
    row = next(at for at, sentence in enumerate(sentences) if "[[" in sentence)
    start, end = sentences[row].index("[["), sentences[row].index("]]") - 2
    sentences[row] = sentences[row].replace("[[", "").replace("]]", "")
    return standing_of(sentences, row, start, end, analyse)


@pytest.mark.real_model
@pytest.mark.parametrize("kind", passages())
def test_how_a_clause_stands(kind: str, analyse: Analyser) -> None:
    wrong = {passage: found for passage in passages()[kind] if (found := standing(passage, analyse)) != kind}
    assert wrong == {}


def told(analyse: Analyser, *sources: str) -> list[Statement]:
    """The statements of sources whose sentences are parted by a bar, in one list."""
    sentences: list[Sentence] = []
    reports = []
    for source, text in enumerate(sources):
        at = 0
        for position, part in enumerate(text.split(" | ")):
            sentences.append(Sentence(source, at, at + len(part), part, position, 0))
            at += len(part) + 3
        reports.append(Report(source, Document(str(source), text), source))
    return list(statements(sentences, reports, analyse, GatherSettings()))


@pytest.mark.real_model
def test_a_claim_is_told_with_its_answer(analyse: Analyser) -> None:
    passages = ANSWERED.read_text(encoding="utf-8").splitlines()
    assert [one for one in passages if 1 not in told(analyse, one)[0].partners] == []


def facts(found: Sequence[Statement]) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(one.standing.kind, one.standing.by, one.partners) for one in found]


def test_without_a_parser_all_is_told_plainly() -> None:
    assert told(Analyser(None), "The mayor denied it. | That is false.") == [Statement(), Statement()]


SAID = (
    "The/DT/det>mayor mayor/NN/nsubj>said said=say/VBD rebels=rebel/NNS/nsubj>took may/MD/aux>took "
    "took=take/VB/ccomp>said Arvik/NNP/dobj>took ."
)
IF = (
    "If/IN/mark>fell it/PRP/nsubj>fell had=have/VBD/aux>fell fell=fall/VBN/advcl>gone ,/,/punct>gone "
    "Arvik/NNP/nsubj>gone would/MD/aux>gone have/VB/aux>gone gone=go/VBN ."
)


def test_a_clause_stands_as_all_that_is_above_it_makes_it() -> None:
    one = analysed(SAID)
    assert [(claim.kind, one.words[claim.at].low) for claim in one.claims] == [
        ("possible", "said"),
        ("possible", "took"),
    ]
    main = one.main_claim
    assert main is not None
    assert [one.words[at].low for at in main.by] == ["mayor"]
    assert one.text[slice(*main.mark)] == "may"


def test_a_condition_makes_its_consequence_supposed() -> None:
    one = analysed(IF)
    assert [(claim.kind, one.text[slice(*claim.mark)]) for claim in one.claims] == [("supposed", "If")] * 2
    assert not any(claim.negated for claim in one.claims)


def test_a_rebuttal_stands_before_its_claim() -> None:
    claim = (
        "A/DT/det>post post/NN/nsubj>says says=say/VBZ the/DT/det>lake lake/NN/nsubj>dried dried=dry/VBD/ccomp>says ."
    )
    false = (
        "That/DT/nsubj>is is=be/VBZ/ccomp>said false/JJ/acomp>is ,/,/punct>said the/DT/det>board board/NN/nsubj>said "
        "said=say/VBD ."
    )
    parser = WrittenParser(claim, false)
    first, second = told(Analyser(parser), " | ".join(parser.known))
    assert (first.standing.kind, first.standing.by, first.standing.sources) == ("rebutted", "the board", (0,))
    assert first.wording == "False, the board said: A post says the lake dried."
    assert first.partners == (0, 1)
    assert second.withheld == "told with the claim that it rebuts"


@pytest.mark.real_model
def test_what_is_rebutted_may_be_something_that_is_not_told(analyse: Analyser) -> None:
    texts = (
        "“We will stand by the families for as long as they need us,” Marten Solheim said.",
        "There are reports that emergency exits in the east hall were locked.",
        "These reports are false.",
    )
    sentences = [Sentence(0, 100 * at, 100 * at + len(text), text, at, 0) for at, text in enumerate(texts)]
    known = [Statement(Standing("attributed", "Marten Solheim")), Statement(withheld="an advertisement"), Statement()]
    found = rebuttals(tuple(known), sentences, analyse, GatherSettings())
    assert list(found[:2]) == known[:2]
    assert found[2].withheld == "rebuts what is not told"


@pytest.mark.real_model
def test_what_is_rebutted_is_told_with_its_rebuttal(analyse: Analyser) -> None:
    found = told(
        analyse,
        "A letter shared online says that the school in Dorn will close. | The letter is a fake, the ministry said. | "
        "The school has 300 pupils.",
    )
    assert facts(found)[0] == ("rebutted", "the ministry", (0, 1))
    assert found[0].wording.startswith("A fake, the ministry said: A letter shared online says")
    assert found[1].withheld
    assert found[2] == Statement()


@pytest.mark.real_model
def test_what_stands_between_a_claim_and_its_rebuttal_is_told_with_both(analyse: Analyser) -> None:
    texts = (
        "On Monday our page said that police had arrested a baker in Kelm.",
        'A later message was headed "Arsonist caught".',
        "This was wrong.",
    )
    first, between, last = told(analyse, " | ".join(texts))
    assert first.standing.kind == "rebutted"
    assert first.wording == " ".join(texts)
    assert first.partners == (0, 1, 2)
    assert not between.wording
    assert last.withheld


@pytest.mark.real_model
def test_a_second_rebuttal_joins_the_first(analyse: Analyser) -> None:
    found = told(analyse, "A blog claims that the lake is poisoned. | That is false. | The water board denies it.")
    assert found[0].partners == (0, 1, 2)
    assert found[0].wording == "False: A blog claims that the lake is poisoned. The water board denies it."


@pytest.mark.real_model
@pytest.mark.parametrize(
    "beside",
    [
        "It lies on its side in 22 metres of water.",
        "We reported the leak twice.",
        "A judge hearing the case without a jury found him guilty.",
        "It has not happened yet.",
        "“It does not always happen this way.”",
        "In fact, the new lake is larger still.",
        "The board could be fined, but no decision has been made.",
    ],
)
def test_what_only_looks_like_a_rebuttal(beside: str, analyse: Analyser) -> None:
    first, second = told(analyse, f"The board said the lake had been dredged in May. | {beside}")
    assert (first.standing.kind, first.wording, second.withheld) == ("attributed", "", "")


@pytest.mark.real_model
def test_a_rumour_is_told_with_its_denial_from_another_source(analyse: Analyser) -> None:
    found = told(
        analyse,
        "A blog claimed on Monday that Orm Dairy would buy Dorn Mills.",
        "Dorn Mills denied that Orm Dairy would buy it. | Dorn Mills has 40 workers.",
    )
    assert facts(found)[0] == ("denied", "Dorn Mills", (0, 1))
    assert found[0].wording.startswith("Dorn Mills denied")
    assert found[0].standing.sources == (1,)
    assert not found[1].wording


@pytest.mark.real_model
def test_what_was_corrected_is_told_nowhere(analyse: Analyser) -> None:
    found = told(
        analyse,
        "Ten people died in the Dorn crash. | Correction: an earlier version said that twelve people died in Dorn.",
        "Twelve people were killed in Dorn. | Twelve fire engines came.",
    )
    assert [one.standing.kind for one in found] == ["asserted", "superseded", "superseded", "asserted"]
    assert found[1].withheld == "a correction, told by its right value"
    assert found[2].withheld.startswith("corrected by its source: ")


@pytest.mark.real_model
def test_a_notice_beside_the_text_corrects_too(analyse: Analyser) -> None:
    notice = "Correction: an earlier version of this article said that twelve people died in the Dorn crash."
    text = f"{notice}\nTen people died in Dorn."
    sentence = Sentence(0, len(notice) + 1, len(text), "Ten people died in Dorn.", 0, 0)
    other = Sentence(1, 0, 31, "Twelve people have died in Dorn.", 0, 0)
    reports = [Report(0, Document("a", text), 0), Report(1, Document("b", other.text), 1)]
    right, old = statements([sentence, other], reports, analyse, GatherSettings())
    assert (right, old.standing.kind) == (Statement(), "superseded")


@pytest.mark.real_model
def test_a_number_in_a_name_is_not_corrected(analyse: Analyser) -> None:
    notice = "Correction: an earlier version said that Orm joined the search for Flight 447 two years after the crash."
    text = f"{notice} Orm joined earlier; the search began two years later.\nFlight 447 fell into the lake."
    last = text.rindex("Flight")
    sentence = Sentence(0, last, len(text), text[last:], 0, 0)
    assert statements([sentence], [Report(0, Document("a", text), 0)], analyse, GatherSettings()) == (Statement(),)


@pytest.mark.real_model
def test_what_is_supposed_stands_behind_what_is_so(analyse: Analyser) -> None:
    found = told(analyse, "If the dam had failed, the town would have been flooded. | The dam did not fail.")
    assert found[0].wording == "The dam did not fail. If the dam had failed, the town would have been flooded."
    assert (found[0].standing.kind, found[0].partners, found[1].wording) == ("supposed", (0, 1), "")


@pytest.mark.real_model
def test_what_leans_is_told_with_the_sentence_before_it(analyse: Analyser) -> None:
    found = told(
        analyse, "The mill burned down on Monday. | That is why the bakers met. | Did it rain? | Neither did Orm."
    )
    assert found[1].wording == "The mill burned down on Monday. That is why the bakers met."
    assert found[2].withheld == "it asks, and tells nothing"
    assert found[3].withheld == "leans on a sentence before it that is not told"


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("claim", "comment", "kind"),
    [
        (
            "The works will close in May, according to a memo that workers passed round.",
            "The memo bears a signature from an old letter, the firm said.",
            "contested",
        ),
        (
            "The mayor has quit, an online newspaper reported on Sunday.",
            "Her office called the report invented.",
            "contested",
        ),
        ("The bridge is safe, the council said in a statement.", "The statement runs to nine pages.", "attributed"),
        ("The singer will quit, a friend said on Monday.", "But no concert has been called off.", "planned"),
        ("The firm paid a judge, a clerk said on Monday.", "The firm has since denied that it paid.", "contested"),
        ("HOLM: “It was the best year.”", "THE FACTS: Two years were better.", "attributed"),
    ],
)
def test_a_claim_is_told_with_the_sentence_that_speaks_of_it(
    claim: str, comment: str, kind: str, analyse: Analyser
) -> None:
    first, _ = told(analyse, f"{claim} | {comment}")
    assert first.wording == f"{claim} {comment}"
    assert first.partners == (0, 1)
    assert first.standing.kind == kind


@pytest.mark.real_model
@pytest.mark.parametrize(
    "after",
    [
        "Snow fell on the town hall.",
        "Officers searched his house on Monday, but he was not there.",
        "The council said that it would be painted.",
        "The mayor admitted nothing.",
    ],
)
def test_what_speaks_of_something_else_stays_alone(after: str, analyse: Analyser) -> None:
    first, second = told(analyse, f"The bridge is safe, the council said on Monday. | {after}")
    assert (first.wording, second.wording) == ("", "")


FAULT = "An electrical fault is suspected to have started the blaze in Dunmere, fire chief Oren Vale said."
RULED_OUT = "Investigators have ruled out an electrical fault as the cause of the blaze in Dunmere."
KNEW_NOT = "Minister Pavel Orsk denied on Monday that he had known of the report on the Tarn bridge."
KNEW = "Minister Pavel Orsk admitted that he had read the report on the Tarn bridge."
ALIKE = "An electrical fault may have started the blaze in Dunmere."


def gainsaid(analyse: Analyser, claim: str, other: str, days: tuple[str, str], cosine: float = 0.6) -> bool:
    """Whether a sentence of another report answers a claim."""
    sentences = [Sentence(source, 0, len(text), text, 0, 0) for source, text in enumerate((claim, other))]
    reports = [
        Report(source, Document(str(source), text, date=day), source)
        for source, (text, day) in enumerate(zip((claim, other), days, strict=True))
    ]
    vectors = np.array([[1.0, 0.0], [cosine, (1 - cosine**2) ** 0.5]], dtype=np.float32)
    alone = tuple(told(analyse, claim, other))
    found = answered(alone, sentences, vectors, reports, analyse, GatherSettings())
    assert found in ({}, {0: {1}})
    return bool(found)


@pytest.mark.real_model
def test_another_report_answers_a_claim(analyse: Analyser) -> None:
    days = ("2026-03-02", "2026-03-04")
    assert gainsaid(analyse, FAULT, RULED_OUT, days)
    assert gainsaid(analyse, KNEW_NOT, KNEW, days)
    assert not gainsaid(analyse, FAULT, ALIKE, days)
    assert not gainsaid(analyse, FAULT, RULED_OUT, days, cosine=0.3)
    assert not gainsaid(analyse, FAULT, RULED_OUT, days[::-1])


RANTS = "Guests=guest/NNS/nsubj>say say/VBP Holm/NNP/nsubj>limps limps=limp/VBZ/ccomp>say ."
NO = "Holm/NNP/nsubj>limping was=be/VBD/aux>limping not/RB/neg>limping limping=limp/VBG ."
OTHER = "Lund/NNP/nsubj>limping was=be/VBD/aux>limping not/RB/neg>limping limping=limp/VBG ."
DENIED = "Holm/NNP/nsubj>denied denied=deny/VBD that/IN/mark>limps she/PRP/nsubj>limps limps=limp/VBZ/ccomp>denied ."


@pytest.mark.parametrize(("after", "together"), [(NO, True), (DENIED, True), (OTHER, False)])
def test_a_claim_is_told_with_the_next_sentence_that_denies_the_same(after: str, together: bool) -> None:
    parser = WrittenParser(RANTS, after)
    first, _ = told(Analyser(parser), " | ".join(parser.known))
    assert first.partners == ((0, 1) if together else ())
    assert first.wording == (" ".join(parser.known) if together else "")


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Corvane Foods said on Tuesday it would not bid for Pell.", "Corvane Foods"),
        ("The safety regulator said it had begun an inquiry into the laundry.", "The safety regulator"),
        ("Orvane Group offers 38 marks a share for Lund, it said on Monday.", "Orvane Group"),
        ("Corvane Foods said on Tuesday it would bid for Pell.", ""),  # it has yet to do that
        ("Rowan Tasker said he had not dined with the owner.", ""),
        ("The prime minister said she had full confidence in him.", ""),
        ("The council said the bridge had collapsed.", ""),
        ("Corvane Foods bid for Pell on Tuesday.", ""),
    ],
)
def test_who_announces_what_he_decides_has_done_it(sentence: str, who: str, analyse: Analyser) -> None:
    (one,) = told(analyse, sentence)
    assert one.own_act == who
