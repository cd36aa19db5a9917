"""Verdicts on single sentences: what small writers were seen to get wrong, and what they get right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline_fakes import report_sentences

from summarizer.settings import VerifySettings
from summarizer.text import dangles
from summarizer.text.analysis import Analyser
from summarizer.verify import check
from summarizer.verify.pairing import pair
from summarizer.verify.verdict import check_title
from summarizer.verify.wording import coverage

SETTINGS = VerifySettings()
UNPARSED = Analyser(None)
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
        (
            "Al-Jolani proclaimed, “I pray this will be a victory full of mercy and grace.”",
            MERCY,
            "not quoted word for word",
        ),
        ("Our forces entered and liberated vast neighbourhoods in the city.", LIBERATED, "first person"),
        ("Hassan Abdul Ghani declared our forces entered the city.", LIBERATED, "first person"),
        ("Syria’s military has withdrawn from Hama after its loss of Idlib.", WITHDRAWN, "the name Idlib"),
        ("The Syrian war has left a million people dead.", DEAD, "the number 1000000"),
        ("The violence has displaced over 320,000 individuals.", DISPLACED, "the number 320000"),
        ("The Syrian army has captured positions outside the city.", REDEPLOYED, "captured"),
        ("The rebels seized police headquarters and military airports in Homs.", SEIZED, "the name Homs"),
        ("They were unable to stop the opposition’s momentum.", UNABLE, "leans on an earlier"),
        ("Rebels captured Hama.", TAKEN, "no sentence"),
    ],
)
def test_a_false_or_broken_sentence_is_refused(text: str, evidence: str, reason: str) -> None:
    verdict = check(text, [evidence], SETTINGS, UNPARSED)
    assert not verdict.supported
    assert any(reason in given for given in verdict.reasons), verdict.reasons


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "evidence", "reason"),
    [
        ("Syrian Observatory confirms 700 casualties in recent conflict surge.", TOLL, "700 counts something"),
        ("Syrian army acknowledges Hama's control.", LOSS, "drops the “longer”"),
        ("The Syrian army was in control of Hama.", LOSS, "drops the “longer”"),
        ("The Syrian army captured Hama.", TAKEN, "do not stand together"),
        ("Syrian government troops captured Hama on Thursday.", TAKEN, "do not stand together"),
        ("Government troops pushed Syrian rebels to retreat.", TAKEN, "another subject"),
        ("Homs is strategic because it connects Damascus with the coastal area.", HOMS, "without who says so"),
        ("Jihad Yazigi noted that Hama is strategic.", HOMS, "drops the “not”"),
        (
            "Abu Mohammed al-Golani stated that their conquest of Hama was driven by revenge.",
            REVENGE,
            "drops the “not”",
        ),
        ("Rebel forces have withdrawn from Hama.", WITHDRAWN, "another subject"),
        ("China’s embassy advised its citizens not to leave Syria.", EMBASSY, "does not deny"),
        ("The retreat from Hama was merely a temporary tactical measure.", TACTICAL, "without who says so"),
        ("Syrian army troops were able to stop the opposition’s momentum.", UNABLE, "able"),
        ("Iran has vowed to quell the opposition.", VOWED, "another subject"),
        ("The Syrian army has announced its control over the city of Hama.", CONTROL, "drops the “loss”"),
    ],
)
def test_a_sentence_that_its_grammar_makes_false_is_refused(
    text: str, evidence: str, reason: str, analyse: Analyser
) -> None:
    verdict = check(text, [evidence], SETTINGS, analyse)
    assert not verdict.supported
    assert any(reason in given for given in verdict.reasons), verdict.reasons


SHORTENINGS = [
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
]


@pytest.mark.parametrize(("text", "evidence"), SHORTENINGS)
def test_a_true_shortening_stands(text: str, evidence: str) -> None:
    verdict = check(text, [evidence], SETTINGS, UNPARSED)
    assert verdict.supported, verdict.reasons
    assert verdict.support >= SETTINGS.min_coverage


SHORTENED_REFUSED = "The rebels seized police headquarters, military airports and surrounding villages."


@pytest.mark.real_model
@pytest.mark.parametrize(("text", "evidence"), SHORTENINGS)
def test_a_true_shortening_stands_by_its_grammar_too(text: str, evidence: str, analyse: Analyser) -> None:
    verdict = check(text, [evidence], SETTINGS, analyse)
    if text == SHORTENED_REFUSED:
        pytest.xfail("“seized control of” and “seized” take different objects")
    assert verdict.supported, verdict.reasons


@pytest.mark.parametrize("sentence", [text for text in ALL if not dangles(text)])
def test_a_source_sentence_stands_in_itself(sentence: str) -> None:
    one = check(sentence, [sentence], SETTINGS, UNPARSED)
    assert one == check(sentence, [sentence, TOLL], SETTINGS, UNPARSED)
    assert one.reasons == ()
    assert coverage(pair(sentence, [sentence], (), UNPARSED, SETTINGS)) == (1.0, [])


@given(report_sentences(), report_sentences())
def test_a_number_from_elsewhere_never_passes(text: str, other: str) -> None:
    assert not check(f"{text[:-1]} and 987654 ducks.", [text, other], SETTINGS, UNPARSED).supported


@pytest.mark.real_model
@pytest.mark.parametrize("verb", ["searched the harbour", "closed the old bridge", "counted 12 empty boats"])
@pytest.mark.parametrize(
    "tail", ["", ", while rain fell on the town", ", the agency said", ", according to the office"]
)
def test_a_denial_from_nowhere_never_passes(verb: str, tail: str, analyse: Analyser) -> None:
    text = f"The mayor of Skarne {verb} on Tuesday{tail}."
    denied = text.replace("Skarne ", "Skarne never ")
    verdict = check(denied, [text], SETTINGS, analyse)
    assert f"it denies “{verb.split()[0]}”, which the evidence does not deny" in verdict.reasons
    assert not check(text, [denied], SETTINGS, analyse).supported


@given(st.text(max_size=120), st.lists(st.text(max_size=120), min_size=1, max_size=3))
def test_any_text_gets_a_verdict(text: str, evidence: list[str]) -> None:
    verdict = check(text, evidence, SETTINGS, UNPARSED)
    assert 0.0 <= verdict.support <= 1.0
    assert verdict.supported == (not verdict.reasons)


def test_another_spelling_of_a_name_is_known() -> None:
    for text, evidence in (
        ("Abdulghani met Jawlani.", "Hassan Abdul Ghani met Jolani."),
        ("Jawlani left.", "Jolani left."),
    ):
        assert coverage(pair(text, [evidence], (), UNPARSED, SETTINGS)) == (1.0, [])


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Syrian rebels capture Hama", True),
        ("Rebels push government troops to retreat", False),
        ("Syrian rebels capture Homs", False),
        ("Syrian army captures Hama", False),
        ("Rebels capture 3 cities", False),
        ("Syrian rebels", False),
        ("Syrian rebels to capture Hama", False),
        ("Hama: Syrian rebels move", False),
    ],
)
def test_a_headline_is_checked_with_a_wider_reach(text: str, supported: bool, analyse: Analyser) -> None:
    evidence = "Syrian rebels made a significant move on Thursday by capturing Hama, a crucial city."
    verdict = check_title(text, [evidence], SETTINGS, analyse)
    assert verdict.supported is supported, verdict.reasons
