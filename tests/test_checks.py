"""The deterministic checks, kind by kind, and how many true and wrong drafts they tell apart."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from draft_samples import DRAFTS, Sample, read_drafts, wrong_verdicts

from summarizer.settings import VerifySettings
from summarizer.verify import carries, check

SETTINGS = VerifySettings()
HELD_OUT = DRAFTS.with_name("drafts_held_out.txt")


def stands(sample: Sample) -> bool:
    return check(sample.text, [sample.evidence], SETTINGS, [sample.date]).supported


@pytest.mark.parametrize(
    ("path", "true", "wrong"), [(DRAFTS, 0.97, 0.98), (HELD_OUT, 0.85, 0.97)], ids=["drafts", "held out"]
)
def test_true_drafts_pass_and_wrong_ones_are_refused(path: Path, true: float, wrong: float) -> None:
    rates, missed = wrong_verdicts(read_drafts(path), stands)
    shown = [f"{sample.kind or 'true'}: {sample.text}" for sample in missed]
    right, total = rates.pop("")
    assert right >= true * total, shown
    assert sum(a for a, _ in rates.values()) >= wrong * sum(b for _, b in rates.values()), shown


@pytest.mark.parametrize(
    "kind",
    "attribution bound date hedge name negation number quotation referent roles scope speaker tense unit".split(),
)
def test_no_kind_of_error_slips_through(kind: str) -> None:
    samples = [sample for path in (DRAFTS, HELD_OUT) for sample in read_drafts(path) if sample.kind == kind]
    assert samples
    missed = [sample.text for sample in samples if stands(sample)]
    assert len(missed) <= 0.1 * len(samples), missed


SHELLED = "Shells hit the town of Arvik on Thursday, and its mayor, Nils Dahl, said more than 40 houses had burned."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Nils Dahl said 40 houses had burned in Arvik.", "“more than”, “about” or the like"),
        ("Nils Dahl said more than 40 people had burned.", "counts something else"),
        ("Nils Dahl said more than 400 houses had burned.", "the number 400 is not"),
        ("Shells hit the town of Arvik on Friday.", "the date Friday is not"),
        ("Shells hit the town of Arvik on 4 December.", "the date 4 December is not"),
        ("Lars Dahl said more than 40 houses had burned.", "the name Lars is not"),
        ("More than 40 houses had burned in the town.", "without who makes it"),
        ("Nils Dahl confirmed more than 40 houses had burned.", "as confirmed"),
        ("Nils Dahl said “more than 40 houses had burned.”", "is no quotation"),
        ("Nils Dahl said more than 40 houses had never burned.", "denies what"),
    ],
)
def test_each_reason_is_told(text: str, reason: str) -> None:
    verdict = check(text, [SHELLED], SETTINGS, ["2024-12-06"])
    assert any(reason in given for given in verdict.reasons), verdict.reasons


def test_a_weekday_is_reckoned_from_its_own_article() -> None:
    evidence = [SHELLED, "Rebels took Arvik on Friday."]
    text = "Shells hit the town of Arvik on December 5."
    assert check(text, evidence, SETTINGS, ["2024-12-06", "2024-12-07"]).supported
    assert not check(text, evidence, SETTINGS, [None, "2024-12-07"]).supported
    assert not check(text, evidence, SETTINGS, ["2024-12-20", "2024-12-07"]).supported
    assert check("Shells hit the town of Arvik on Thursday.", evidence, SETTINGS).supported


@pytest.mark.parametrize(
    ("passage", "carried"),
    [
        ("Insurgents captured the city of Hama on Thursday, forcing the army out.", True),
        ("Insurgents failed to capture the city of Hama on Thursday.", False),
        ("Insurgents captured the city of Homs on Thursday.", False),
        ("Insurgents captured the city of Hama on Friday.", False),
    ],
)
def test_another_source_carries_what_it_says_in_its_own_words(passage: str, carried: bool) -> None:
    assert carries([passage], "Rebels captured Hama on Thursday.", SETTINGS) is carried


@pytest.mark.parametrize("text", ["a" * 10**6, "“" * 10**6, "-" * 10**6, "1," * 500_000, "A." * 500_000, "’" * 10**6])
def test_a_megabyte_without_a_space_is_no_trouble(text: str) -> None:
    start = time.process_time()
    assert not check(text, ["Rebels took Hama."], SETTINGS).supported
    assert not check("Rebels took the town.", [text], SETTINGS).supported
    assert time.process_time() - start < 5


def test_a_sentence_is_checked_in_a_few_milliseconds() -> None:
    samples = read_drafts()
    start = time.process_time()
    for sample in samples:
        stands(sample)
    assert (time.process_time() - start) / len(samples) < 0.02
