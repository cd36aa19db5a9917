"""The default writer's model as a judge: the errors that small writers made on real reports, and true paraphrases."""

from __future__ import annotations

import pytest

from summarizer.backends.loading import judge_model, load_judge
from summarizer.config import compose
from summarizer.interfaces import Judge
from summarizer.models import ModelStore
from summarizer.settings import Settings, VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.verify import check

pytestmark = pytest.mark.real_model

CAPTURE = (
    "Syrian rebels made a significant move on Thursday by capturing Hama, a crucial city in the heart of the "
    "country, and pushing government troops to retreat."
)
WITHDRAWAL = (
    "Syria’s military has withdrawn from Hama, a strategically important city, following its recent loss of "
    "Aleppo to rebel forces."
)
HOMS = (
    "The rebels’ success in Hama has now shifted their focus to Homs, another key province that witnessed intense"
    " fighting during the civil war."
)
DEAD = (
    "The Syrian Observatory confirmed the rising casualties during the recent conflict surge, implying over 700 "
    "deaths since the HTS-led offensive began."
)
ERDOGAN = (
    "Meanwhile, Turkish President Recep Tayyip Erdogan, a supporter of the opposition fighters, has stressed the "
    "importance of the Syrian government engaging with its people for a comprehensive political solution."
)
ALLIES = (
    "However, with Assad's main allies, Russia and Iran, preoccupied with their own wars in other parts of the "
    "world, there seems to be little hope for help from them this time."
)
DISPLACED = (
    "The United Nations reports that the ongoing violence has displaced over 280,000 individuals, with civilians "
    "facing dire circumstances as regions become unsafe and critical services falter."
)
CONTROL = (
    "On December 7, 2023, the Syrian army confirmed it was no longer in control of Hama, acknowledging "
    "confrontations between its troops and rebel forces."
)
REFUGEES = (
    "With more than 12 million displaced from their homes and the looming threat of renewed upheaval, the fight "
    "for Hama epitomizes the broader conflict still raging since 2011."
)
DEFENSIVE = (
    "The opposition forces’ rapid advances have put Assad on the defensive, especially as his main allies, Russia"
    " and Iran, are facing challenges in other regions."
)
ROUTES = (
    "Winning Hama gives rebels access to critical transportation routes connecting the central region to the north."
)

WRONG = [
    ((CAPTURE,), "The Syrian army captured Hama."),
    ((WITHDRAWAL,), "The Syrian army captured Hama."),
    ((WITHDRAWAL,), "Rebels withdrew from Hama."),
    ((HOMS,), "Homs fell to the rebels."),
    ((DEAD,), "More than 7,000 people have died since the offensive began."),
    ((ERDOGAN, ALLIES), "Turkish President Erdogan said Russia and Iran would help."),
    ((CONTROL,), "Syrian army acknowledges Hama's control."),
    ((CONTROL,), "The Syrian army has announced its control over the city."),
    ((DEAD,), "Syrian Observatory confirms 700 casualties in recent conflict surge."),
    ((REFUGEES,), "More than 12 million people have been displaced from their homes in Hama."),
    ((CAPTURE,), ROUTES),
    ((ROUTES,), CAPTURE),
]
TRUE = [
    (CAPTURE, "Rebels in Syria took Hama on Thursday and forced government troops to retreat."),
    (WITHDRAWAL, "The Syrian military has pulled out of Hama after losing Aleppo to the rebels."),
    (DEAD, "More than 700 people have been killed since the HTS-led offensive began, the Syrian Observatory says."),
    (DISPLACED, "The UN says the violence has driven over 280,000 people from their homes."),
    (HOMS, "After Hama the rebels have turned their attention to Homs."),
    (CONTROL, "The Syrian army said it no longer controlled Hama."),
]


@pytest.fixture(scope="module")
def settings() -> Settings:
    return compose()


@pytest.fixture(scope="module")
def judge(settings: Settings) -> Judge:
    found = load_judge(ModelStore(settings.store).ensure(judge_model(settings)), settings)
    assert found is not None
    assert "+" in found.info.revision, "the trained judge that ships with the package must be in use"
    return found


def test_what_small_writers_got_wrong_is_refused_by_checks_or_judge(
    judge: Judge, settings: Settings, analyse: Analyser
) -> None:
    scores = judge.judge([("\n".join(evidence), claim) for evidence, claim in WRONG])
    passed = [
        (claim, score)
        for (evidence, claim), score in zip(WRONG, scores, strict=True)
        if score >= settings.judge.threshold and check(claim, evidence, VerifySettings(), analyse).supported
    ]
    assert passed == []
    # The judge alone is asked a harder question; it must still see most of them.
    assert sum(score < settings.judge.threshold for score in scores) >= 8


def test_an_object_exchanged_within_the_sentence_is_refused(
    judge: Judge, settings: Settings, analyse: Analyser
) -> None:
    claim = "The opposition forces' rapid advances have put Assad's main allies, Russia and Iran, on the defensive."
    supported = check(claim, [DEFENSIVE], VerifySettings(), analyse).supported
    assert not supported or judge.judge([(DEFENSIVE, claim)])[0] < settings.judge.threshold


def test_true_paraphrases_are_supported(judge: Judge, settings: Settings) -> None:
    scores = judge.judge(TRUE)
    assert [claim for (_, claim), score in zip(TRUE, scores, strict=True) if score < settings.judge.threshold] == []


def test_being_of_the_same_topic_is_no_support(judge: Judge) -> None:
    topics = [CAPTURE, WITHDRAWAL, HOMS, DEAD, DISPLACED, ERDOGAN]
    pairs = [(one, other) for one in topics for other in topics if one != other]
    assert sum(score < 0.5 for score in judge.judge(pairs)) >= 0.9 * len(pairs)
