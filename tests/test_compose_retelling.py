"""What tells again what is told, in other words and with other details."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from grammar import WrittenParser

from summarizer.compose import Retellings
from summarizer.compose.choosing import choose_under
from summarizer.compose.repetition import Floats
from summarizer.records import Candidate, PlanItem, Sentence, Unexplained
from summarizer.settings import ComposeSettings, OutputSettings
from summarizer.text.analysis import Analyser
from summarizer.text.novelty import Told, Weights, main_event, novelty

SETTINGS = ComposeSettings()
WEIGHTS = Weights(1.0, 0.8, 1.2, 0.5, 0.2)
CHARGED = (
    "was=be/VBD/auxpass>charged charged=charge/VBN with/IN/prep>charged theft/NN/pobj>with on/IN/prep>charged "
    "Monday/NNP/pobj>on ."
)
PARSER = WrittenParser(
    "Rebels/NNS/nsubj captured=capture/VBD the/DT/det>town town/NN/dobj on/IN/prep Monday/NNP/pobj>on .",
    "Fighters/NNS/nsubj>seized have/VBP/aux>seized seized=seize/VBN the/DT/det>town town/NN/dobj .",
    "Fighters/NNS/nsubj>seized have/VBP/aux>seized n't/RB/neg>seized seized=seize/VBN the/DT/det>town town/NN/dobj .",
    "Fighters/NNS/nsubj seized=seize/VBD the/DT/det>town town/NN/dobj with/IN/prep 300/CD/nummod>tanks "
    "tanks/NNS/pobj>with .",
    f"Ida/NNP/compound>Lund Lund/NNP/nsubjpass>charged {CHARGED}",
    f"Nils/NNP/compound>Berg Berg/NNP/nsubjpass>charged {CHARGED}",
    "Aid/NN/nsubj reached=reach/VBD the/DT/det>town town/NN/dobj .",
)  # fmt: skip
TOLD, AGAIN, DENIED, COUNTED, FIRST, SECOND, OTHER = PARSER.known


def cluster(*texts: str, positions: tuple[int, ...] = ()) -> list[Sentence]:
    places = positions or (5,) * len(texts)
    return [
        Sentence(source, 0, len(text), text, position=place, paragraph=0)
        for source, (text, place) in enumerate(zip(texts, places, strict=True))
    ]


def candidates(texts: list[str]) -> list[Candidate]:
    return [Candidate(PlanItem("point", row, (), 9.0 - row), text, "written", 1.0) for row, text in enumerate(texts)]


def at_cosine(cosine: float, count: int) -> Floats:
    """(count, count) unit rows of which each two have one cosine."""
    wanted = np.full((count, count), cosine) + (1 - cosine) * np.eye(count)
    return np.linalg.cholesky(wanted).astype(np.float32)


def again(texts: list[str], cosine: float, positions: tuple[int, ...] = ()) -> list[int]:
    """Which of the sentences before it the last one tells again."""
    vectors = at_cosine(cosine, len(texts))
    found = Retellings(candidates(texts), vectors, cluster(*texts, positions=positions), Analyser(PARSER), SETTINGS)
    return list(found(len(texts) - 1, range(len(texts) - 1)))


def test_the_same_in_other_words_is_told_again() -> None:
    assert again([TOLD, AGAIN], 0.8) == [0]
    assert again([OTHER, TOLD, AGAIN], 0.8) == [0] or again([OTHER, TOLD, AGAIN], 0.8) == [1]


def test_another_event_is_not_however_near() -> None:
    assert again([TOLD, OTHER], 0.8) == []


def test_a_denial_is_not_told_again() -> None:
    assert again([TOLD, DENIED], 0.95) == []
    assert again([DENIED, AGAIN], 0.95) == []


def test_a_number_is_news() -> None:
    analyse = Analyser(PARSER)
    one = analyse(COUNTED)
    found = novelty(one, Told([analyse(TOLD)]), main_event(one), WEIGHTS)
    assert found.numbers == 1
    assert found.share > novelty(analyse(AGAIN), Told([analyse(TOLD)]), frozenset(), WEIGHTS).share
    assert again([TOLD, COUNTED], 0.6) == []


def test_what_befell_somebody_else_is_news() -> None:
    assert again([FIRST, SECOND], 0.95) == []


def test_two_reports_open_with_one_piece_of_news() -> None:
    assert again([TOLD, COUNTED], 0.8, (0, 0)) == [0]
    assert again([TOLD, COUNTED], 0.8, (0, 5)) == again([TOLD, COUNTED], 0.8, (5, 0)) == []


def test_what_only_tells_again_is_told_where_nothing_takes_its_place() -> None:
    texts = [TOLD, AGAIN, OTHER]
    given = candidates(texts)
    given[2] = replace(given[2], item=replace(given[2].item, unexplained=(Unexplained("town", ("fighter",)),)))
    vectors = at_cosine(0.7, 3)
    retells = Retellings(given, vectors, cluster(*texts), Analyser(PARSER), SETTINGS)
    rows, _ = choose_under("", given, vectors, OutputSettings(), SETTINGS, lambda *_: True, retells=retells)
    assert rows == [0, 1, 2]


def test_nothing_is_told_again_that_was_not_read() -> None:
    texts = ["Rebels took the town.", "Rebels took the town again."]
    found = Retellings(candidates(texts), at_cosine(0.99, 2), cluster(*texts), Analyser(None), SETTINGS)
    assert found(1, [0]) == ()


def test_what_is_told_again_is_left_out_and_said_so() -> None:
    texts = [TOLD, AGAIN, OTHER]
    vectors = at_cosine(0.7, 3)
    retells = Retellings(candidates(texts), vectors, cluster(*texts), Analyser(PARSER), SETTINGS)
    rows, left = choose_under(
        "", candidates(texts), vectors, OutputSettings(sentences=2), SETTINGS, lambda *_: True, retells=retells
    )
    assert rows == [0, 2]
    assert [one.text for one in left] == [AGAIN]
    assert "repeats" in left[0].reasons[0]


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("told", "text", "new"),
    [
        ("The firm Velta is asking for $97,000 in costs from Ada Lind, a former partner.",
         "Velta wants to recover its costs from the former partner Ada Lind.", False),
        ("A guard bought a new ring for a widow whose ring had been stolen.",
         "The widow's ring was stolen in a clinic on Harbour Road, where nurses found the box.", True),
        ("Police said the driver died when the lorry overturned.",
         "Doctors said that the driver was killed.", False),
        ("Prosecutors say the mayor took bribes.", "The mayor denies that he took bribes.", True),
    ],
)  # fmt: skip
def test_real_sentences(told: str, text: str, new: bool, analyse: Analyser) -> None:
    one = analyse(text)
    found = novelty(one, Told([analyse(told)]), main_event(one), WEIGHTS)
    assert (found.share > 0.4 or found.contrary) is new
