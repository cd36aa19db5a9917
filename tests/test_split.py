"""Sentences and their offsets."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from examples import examples, first
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.clean import clean
from summarizer.records import CleanDocument, Document, Sentence, Span
from summarizer.settings import CleanSettings
from summarizer.split import split

HAMA = Path(__file__).resolve().parents[2] / "shared" / "clusters" / "hama"


def test_half_a_surrogate_pair_is_like_a_blank() -> None:
    text = "The boat sank\ud800 on Monday. Nobody was hurt."
    sentences = split([CleanDocument(Document("a", text), (Span(0, len(text)),))])
    assert [one.text for one in sentences] == ["The boat sank\ud800 on Monday.", "Nobody was hurt."]


def sentences(text: str) -> list[str]:
    return [s.text for s in split([CleanDocument(Document("a", text), (Span(0, len(text)),))])]


@pytest.mark.parametrize(
    "expected",
    [
        ["The army left.", "Then the rebels came in."],
        ["“We won. They lost. It is over,” said Smith.", "He left."],
        ['"We won. They lost. It is over," said Smith.', "He left."],
        ["‘We won. They lost,’ said Smith.", "He left."],
        ["He asked: “Why? And when?”", "Nobody knew."],
        ["“He said, ‘Go. Now.’ Then he left,” said Lt. Col. John B. Smith.", "That was all."],
        ["“I pray. You pray.”", "His words were heard."],
        ["“One.”", "“Two.”", "Three."],
        ["Maj. Hassan Ghani spoke at 3 p.m. on Dec. 5.", "No. 10 did not answer."],
        ["A service will be held at 4:30 p.m. Friday at the hall in Marlow.", "It is open to all."],
        ["The ferry left at 9 a.m. Dec. 5 and came back at 8.15 p.m. GMT.", "Nobody was hurt."],
        ["The ferry left at 9 a.m.", "Marlow was still asleep."],
        ["Ms. Smith and Mr. Jones met Sen. Collins of the U.S. Senate.", "It cost $3.5 million."],
        ["J. K. Rowling lives in Ft. Worth.", "She has approx. 40 cats."],
        ["The rebels' advance began.", "The rebels' gain grew."],
        ["He left... and then came back.", "Wait… nothing happened."],
        ["She said (it was late. Really.) and left.", "Then it rained."],
        ["Is it over?", "Yes!", "No."],
        ["Talks go on until 13 May.", "Shops in May St. are closed."],
        ["“We met in May. Now it is over,” said Theresa May.", "He left in May."],
    ],
)
def test_english(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["« Nous partons. Maintenant », a-t-il dit.", "Fin."],
        ["„Wir gehen. Jetzt“, sagte er.", "„Gut.“", "Ende."],
        ["यह है।", "वह है।"],
    ],
)
def test_other_languages(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_japanese() -> None:
    assert sentences("水が町に入った。人々は逃げた。") == ["水が町に入った。", "人々は逃げた。"]


def test_line_breaks_inside_a_paragraph_end_nothing() -> None:
    text = "The army said\nit had left\r\n  the town. Then\n- so they say -\nthe rebels came."
    found = split([CleanDocument(Document("a", text), (Span(0, len(text)),))])
    assert [s.flat for s in found] == [
        "The army said it had left the town.",
        "Then - so they say - the rebels came.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "**The army left. Nobody stayed.** Then it rained.",
            ["The army left.", "Nobody stayed.", "Then it rained."],
        ),
        ("**The whole line is bold.**", ["The whole line is bold."]),
        ("_Really._ It is *very* bad.", ["Really.", "It is *very* bad."]),
        ("**Hama** has fallen.", ["**Hama** has fallen."]),
        ("- 4 people died", ["4 people died"]),
        ("3. The bridge is closed. Use another.", ["The bridge is closed.", "Use another."]),
        ("## What comes next", ["What comes next"]),
        ("*** … ***", []),
        ("✉ The bridge is closed.", ["The bridge is closed."]),
        ("\U0001f4f7\ufe0f - The bridge at night", ["The bridge at night"]),
    ],
)
def test_markdown_marks_stay_outside(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_quotation_that_is_not_closed_does_not_swallow_the_rest() -> None:
    text = "“We are here. We stay. He said “we came. We saw,” said Smith. Then it ended."
    assert sentences(text) == [
        "“We are here.",
        "We stay.",
        "He said “we came. We saw,” said Smith.",
        "Then it ended.",
    ]
    assert sentences('"We are here. We stay. And more.') == ['"We are here.', "We stay.", "And more."]


def test_a_stray_opening_mark_goes_to_what_it_opens() -> None:
    assert sentences('"We go," said Jo. "They stay.”') == ['"We go," said Jo.', '"They stay.”']
    assert sentences("It is ongoing. “ Then it ended. “") == ["It is ongoing.", "“ Then it ended."]


def test_sentences_are_counted_by_source_and_paragraph() -> None:
    text = "One is here. Two is here.\n\nDropped.\n\nThree is here."
    document = CleanDocument(Document("a", text), (Span(0, 25), Span(37, len(text))))
    found = split([document, document])
    assert [(s.source, s.position, s.paragraph, s.text) for s in found[:3]] == [
        (0, 0, 0, "One is here."),
        (0, 1, 0, "Two is here."),
        (0, 2, 1, "Three is here."),
    ]
    assert [s.source for s in found] == [0, 0, 0, 1, 1, 1]
    assert [s.position for s in found[3:]] == [0, 1, 2]


def test_nothing_in_nothing_out() -> None:
    assert split([]) == ()
    assert split([CleanDocument(Document("a", ""), ())]) == ()


def check(found: tuple[Sentence, ...], cleaned: CleanDocument) -> None:
    text = cleaned.document.text
    previous = 0
    for number, sentence in enumerate(found):
        kept = cleaned.kept[sentence.paragraph]
        assert sentence.text == text[sentence.start : sentence.end]
        assert kept.start <= sentence.start < sentence.end <= kept.end
        assert sentence.start >= previous
        assert sentence.text == sentence.text.strip()
        assert any(character.isalnum() for character in sentence.text)
        assert sentence.position == number
        previous = sentence.end


PIECES = st.sampled_from(
    [
        *("The army left. ", "“We won. ", "They lost,” ", 'He said "go. ', "**bold** ", "é😀 ", "\n", "\r\n"),
        *("- ", "U.S. ", "Ms. ", "…", "«", "»", "’", "1. "),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=20).map("".join)


@settings(max_examples=examples(300), deadline=None)
@given(TEXTS)
def test_offsets_slice_back_to_the_text(text: str) -> None:
    whole = CleanDocument(Document("a", text), (Span(0, len(text)),) if text else ())
    check(split([whole]), whole)


@settings(max_examples=examples(100), deadline=None)
@given(TEXTS)
def test_nothing_said_is_lost(text: str) -> None:
    whole = CleanDocument(Document("a", text), (Span(0, len(text)),) if text else ())
    inside = {i for s in split([whole]) for i in range(s.start, s.end)}
    outside = "".join(c for i, c in enumerate(text) if i not in inside)
    # A list number is the only word that is left out: one at the paragraph's start.
    assert sum(c.isalnum() for c in outside) <= 3


@settings(max_examples=examples(100), deadline=None)
@given(TEXTS)
def test_offsets_hold_after_cleaning(text: str) -> None:
    (cleaned,) = clean([Document("a", text)], CleanSettings())
    check(split([cleaned]), cleaned)


@pytest.mark.parametrize(
    "unit", first(1, ["“a. ", "The cat sat in Rome. ", '"a. ', "(", "a", "a. “b", "* ", "Ms. ", "e. g. x? "])
)
def test_long_paragraphs_are_linear(unit: str) -> None:
    started = time.process_time()
    text = unit * (500_000 // len(unit))
    whole = CleanDocument(Document("a", text), (Span(0, len(text)),))
    check(split([whole]), whole)
    assert time.process_time() - started < 8


@pytest.mark.skipif(not HAMA.is_dir(), reason="the sample cluster ../shared/clusters/hama is not there")
def test_real_cluster() -> None:
    documents = [Document(f"s{n}", (HAMA / f"source-{n}.txt").read_text(encoding="utf-8")) for n in range(1, 6)]
    found = [s.flat for s in split(clean(documents, CleanSettings()))]
    assert any(
        "“Over the past few hours" in s and s.endswith("conveyed the Syrian army's spokesperson.") for s in found
    )
    assert any(
        s.startswith("Hours after") and "Maj. Hassan Abdul Ghani" in s and s.endswith("of the city.") for s in found
    )
    assert all(s.count("“") == s.count("”") for s in found)
    assert all(s.endswith((".", "”")) for s in found)
