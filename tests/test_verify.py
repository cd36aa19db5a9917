"""Verification of single sentences: what small writers were seen to get wrong, and what they get right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline_fakes import report_sentences

from summarizer.settings import VerifySettings
from summarizer.text import dangles
from summarizer.verify import check, coverage
from summarizer.verify.verdict import check_title

SETTINGS = VerifySettings()
TOLL = (
    "The Syrian Observatory confirmed the rising casualties during the recent conflict surge, implying over "
    "700 deaths since the HTS-led offensive began."
)
LOSS = (
    "On December 7, 2023, the Syrian army confirmed it was no longer in control of Hama, acknowledging "
    "confrontations between its troops and rebel forces."
)
TAKEN = (
    "Syrian rebels made a significant move on Thursday by capturing Hama, a crucial city in the heart of the "
    "country, and pushing government troops to retreat."
)
HOMS = (
    "“Hama is not strategic, but Homs is because it connects Damascus with the coastal area, and for the "
    "Iranians losing Homs means potentially losing access to Lebanon,” noted Jihad Yazigi."
)
MERCY = (
    "HTS leader Abu Mohammed al-Jolani expressed his hopes, proclaiming, “I pray to God Almighty this will be a "
    "victory full of mercy and kindness, free from revenge.”"
)
REVENGE = (
    "In a video message, Abu Mohammed al-Golani, the leader of the Syrian insurgency, stated that their conquest "
    "of Hama was not driven by revenge, but rather by mercy and compassion."
)
DISPLACED = (
    "The United Nations reports that the ongoing violence has displaced over 280,000 individuals, with "
    "civilians facing dire circumstances as regions become unsafe and critical services falter."
)
LIBERATED = (
    "Rebel commander Lieutenant Colonel Hassan Abdul Ghani declared triumphantly, “Our forces entered and "
    "liberated vast neighbourhoods in the city, and the enemy forces are collapsing.”"
)
WITHDRAWN = (
    "Syria’s military has withdrawn from Hama, a strategically important city, following its recent loss of "
    "Aleppo to rebel forces."
)
DEAD = "The Syrian war has left half a million people dead, shaping political and humanitarian landscapes."
EMBASSY = "China’s embassy, traditionally supportive of Assad, advised its citizens to leave Syria."
TACTICAL = (
    "The Syrian army claimed its retreat from Hama was merely “a temporary tactical measure,” as Defense "
    "Minister Ali Abbas insisted their forces remain nearby."
)
REDEPLOYED = (
    "In response to the insurgents' advance, the Syrian army has redeployed from Hama and taken positions "
    "outside the city to protect civilians."
)
SEIZED = (
    "The rebels seized control of key installations such as police headquarters, military airports, and "
    "surrounding villages."
)
UNABLE = (
    "In recent days, Syrian army troops rushed to Hama to counter the rebels’ advance, but they were unable to "
    "stop the opposition’s momentum."
)
VOWED = (
    "President Assad, emboldened by the backing of Russia and Iran, has vowed to quell the opposition while his "
    "allies remain engaged with challenges elsewhere."
)
CONTROL = "The Syrian army has officially announced its loss of control over the city of Hama."
ALL = [
    TOLL, LOSS, TAKEN, HOMS, MERCY, REVENGE, DISPLACED, LIBERATED, WITHDRAWN, DEAD, EMBASSY, TACTICAL, REDEPLOYED,
    SEIZED, UNABLE, VOWED, CONTROL,
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "evidence", "reason"),
    [
        ("Syrian Observatory confirms 700 casualties in recent conflict surge.", TOLL, "700 counts something"),
        ("Syrian army acknowledges Hama's control.", LOSS, "drops a “not”"),
        ("The Syrian army was in control of Hama.", LOSS, "drops a “not”"),
        ("The Syrian army captured Hama.", TAKEN, "do not stand together"),
        ("Syrian government troops captured Hama on Thursday.", TAKEN, "do not stand together"),
        ("Government troops pushed Syrian rebels to retreat.", TAKEN, "another order"),
        ("Homs is strategic because it connects Damascus with the coastal area.", HOMS, "without who makes it"),
        ("Jihad Yazigi noted that Hama is strategic.", HOMS, "drops a “not”"),
        (
            "Abu Mohammed al-Golani stated that their conquest of Hama was driven by revenge.",
            REVENGE,
            "drops a “not”",
        ),
        (
            "Al-Jolani proclaimed, “I pray this will be a victory full of mercy and grace.”",
            MERCY,
            "not quoted word for word",
        ),
        ("Our forces entered and liberated vast neighbourhoods in the city.", LIBERATED, "first person"),
        ("Hassan Abdul Ghani declared our forces entered the city.", LIBERATED, "first person"),
        ("Syria’s military has withdrawn from Hama after its loss of Idlib.", WITHDRAWN, "the name Idlib"),
        ("Rebel forces have withdrawn from Hama.", WITHDRAWN, "another order"),
        ("The Syrian war has left a million people dead.", DEAD, "the number 1000000"),
        ("The violence has displaced over 320,000 individuals.", DISPLACED, "the number 320000"),
        ("China’s embassy advised its citizens not to leave Syria.", EMBASSY, "does not deny"),
        ("The retreat from Hama was merely a temporary tactical measure.", TACTICAL, "without who makes it"),
        ("The Syrian army has captured positions outside the city.", REDEPLOYED, "captured"),
        ("The rebels seized police headquarters and military airports in Homs.", SEIZED, "the name Homs"),
        ("Syrian army troops were able to stop the opposition’s momentum.", UNABLE, "able"),
        ("They were unable to stop the opposition’s momentum.", UNABLE, "leans on an earlier"),
        ("Iran has vowed to quell the opposition.", VOWED, "another subject"),
        ("The Syrian army has announced its control over the city of Hama.", CONTROL, "drops a “not”"),
        ("Rebels captured Hama.", TAKEN, "no sentence"),
    ],
)
def test_a_false_or_broken_sentence_is_refused(text: str, evidence: str, reason: str) -> None:
    verdict = check(text, [evidence], SETTINGS)
    assert not verdict.supported
    assert any(reason in given for given in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("The United Nations reports that the ongoing violence has displaced over 280,000 individuals.", DISPLACED),
        ("The violence has displaced over 280,000 individuals, the United Nations reports.", DISPLACED),
        ("Syria’s military has withdrawn from Hama.", WITHDRAWN),
        ("Syria’s military has withdrawn from Hama following its loss of Aleppo to rebel forces.", WITHDRAWN),
        ("Syrian rebels captured Hama on Thursday, pushing government troops to retreat.", TAKEN),
        ("Syrian rebels made a significant move on Thursday by capturing Hama.", TAKEN),
        ("China’s embassy advised its citizens to leave Syria.", EMBASSY),
        ("The Syrian war has left half a million people dead.", DEAD),
        ("The rebels seized police headquarters, military airports and surrounding villages.", SEIZED),
        ("The Syrian army claimed its retreat from Hama was merely “a temporary tactical measure.”", TACTICAL),
        ("The Syrian army confirmed it was no longer in control of Hama.", LOSS),
        ("The Syrian army has redeployed from Hama to protect civilians.", REDEPLOYED),
        ("The Syrian Observatory confirmed over 700 deaths since the HTS-led offensive began.", TOLL),
        ("Hassan Abdul Ghani declared, “Our forces entered and liberated vast neighbourhoods.”", LIBERATED),
        ("Abu Mohammed al-Golani stated that their conquest of Hama was not driven by revenge.", REVENGE),
        ("Syrian army troops rushed to Hama but were unable to stop the opposition’s momentum.", UNABLE),
        ("President Assad has vowed to quell the opposition.", VOWED),
    ],
)
def test_a_true_shortening_stands(text: str, evidence: str) -> None:
    verdict = check(text, [evidence], SETTINGS)
    assert verdict.supported, verdict.reasons
    assert verdict.support >= SETTINGS.min_coverage


@pytest.mark.parametrize("sentence", [text for text in ALL if not dangles(text)])
def test_a_source_sentence_stands_in_itself(sentence: str) -> None:
    assert check(sentence, [sentence], SETTINGS) == check(sentence, [sentence, TOLL], SETTINGS)
    assert check(sentence, [sentence], SETTINGS).reasons == ()
    assert coverage(sentence, [sentence]) == (1.0, [])


@given(report_sentences(), report_sentences())
def test_a_number_from_elsewhere_never_passes(text: str, other: str) -> None:
    assert not check(f"{text[:-1]} and 987654 ducks.", [text, other], SETTINGS).supported


@given(report_sentences())
def test_a_denial_from_nowhere_never_passes(text: str) -> None:
    denied = text.replace(" searched", " never searched").replace(" closed", " never closed")
    denied = denied.replace(" counted", " never counted").replace(" rescued", " never rescued")
    verdict = check(denied, [text], SETTINGS)
    assert "it denies what the evidence does not deny" in verdict.reasons
    assert not check(text, [denied], SETTINGS).supported


@given(st.text(max_size=120), st.lists(st.text(max_size=120), min_size=1, max_size=3))
def test_any_text_gets_a_verdict(text: str, evidence: list[str]) -> None:
    verdict = check(text, evidence, SETTINGS)
    assert 0.0 <= verdict.support <= 1.0
    assert verdict.supported == (not verdict.reasons)


def test_another_spelling_of_a_name_is_known() -> None:
    assert coverage("Abdulghani met Jawlani.", ["Hassan Abdul Ghani met Jolani."]) == (1.0, [])
    assert coverage("Jawlani left.", ["Jolani left."]) == (1.0, [])


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Syrian rebels capture Hama", True),
        ("Rebels push government troops to retreat", False),
        ("Syrian rebels capture Homs", False),
        ("Syrian army captures Hama", False),
        ("Rebels capture 3 cities", False),
        ("Syrian rebels", False),
    ],
)
def test_a_headline_is_checked_with_a_wider_reach(text: str, supported: bool) -> None:
    evidence = "Syrian rebels made a significant move on Thursday by capturing Hama, a crucial city."
    verdict = check_title(text, [evidence], SETTINGS)
    assert verdict.supported is supported, verdict.reasons
