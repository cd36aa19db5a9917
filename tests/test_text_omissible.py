"""What may be left out of a sentence, what may not, and what the rest looks like."""

from __future__ import annotations

import pytest
from examples import examples
from grammar import analysed
from hypothesis import given, settings
from hypothesis import strategies as st
from parser_fakes import FlatParser

from summarizer.records import Omissible
from summarizer.text.analysis import Analyser, analyse
from summarizer.text.condensing import LEAST_WORDS, condensations, condensed, gentle_and_strong
from summarizer.text.omissible import omissible
from summarizer.text.words import word_count, words

AGED = (
    "Ada/NNP/compound>2 Brink/NNP/nsubj>10 ,/,/punct>2 41/CD/nummod>2 ,/,/punct>2 who/WP/nsubj>7 owns=own/VBZ/relcl>2 "
    "mills=mill/NNS/dobj>7 ,/,/punct>2 left=leave/VBD the/DT/det>12 harbour/NN/dobj>10 of/IN/prep>12 "
    "Skarne/NNP/pobj>13 on/IN/prep>10 Tuesday/NNP/pobj>15 ."
)


def texts_of(analyser: Analyser, text: str) -> list[str]:
    sentence = analyser(text)
    return [condensed(sentence, [part]) for part in omissible(sentence)]


def test_a_written_down_sentence_loses_age_and_aside_and_their_commas() -> None:
    sentence = analysed(AGED)
    assert [(part.kind, sentence.text[part.start : part.end]) for part in omissible(sentence)] == [
        ("age", "41"),
        ("relative", "who owns mills"),
    ]
    assert condensations(sentence) == (
        "Ada Brink, 41, who owns mills, left the harbour of Skarne on Tuesday.",
        "Ada Brink, who owns mills, left the harbour of Skarne on Tuesday.",
        "Ada Brink, 41, left the harbour of Skarne on Tuesday.",
        "Ada Brink left the harbour of Skarne on Tuesday.",
    )
    assert gentle_and_strong(sentence)[-1] == "Ada Brink left the harbour of Skarne on Tuesday."


def test_of_a_sentence_that_was_not_parsed_nothing_may_go() -> None:
    sentence = analyse("Ada Brink, 41, who owns mills, left the harbour of Skarne on Tuesday.")
    assert omissible(sentence) == ()
    assert condensations(sentence) == (sentence.text,)
    assert gentle_and_strong(sentence) == []


@settings(max_examples=examples(60))
@given(st.text(alphabet="ab ,.()“”—TheIn", max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    sentence = Analyser(FlatParser())(text)
    for short in condensations(sentence):
        assert len(short) <= len(text) + 1


@settings(max_examples=examples(80))
@given(st.sets(st.integers(0, 16), max_size=9))
def test_whatever_goes_the_rest_keeps_its_words_in_their_order(gone: set[int]) -> None:
    sentence = analysed(AGED)
    spans = [(word.start, word.end) for at, word in enumerate(sentence.words) if at in gone]
    parts = [Omissible(start, end, "any") for start, end in spans]
    left = [word.lower() for word in words(condensed(sentence, parts))]
    every = [word.lower() for word in words(sentence.text)]
    assert left == [word for at, word in enumerate(every) if word in left]


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The reliquary, which was once part of an early church, is named for a saint of the town.",
            "The reliquary is named for a saint of the town.",
        ),
        (
            "The cabinet approved the new budget for the schools in Lund, raising questions about its plan for rails.",
            "The cabinet approved the new budget for the schools in Lund.",
        ),
        (
            "The bridge at Marlow will be closed for a month, with lorries facing long detours over the hills.",
            "The bridge at Marlow will be closed for a month.",
        ),
        (
            "Brink Shipping, a small firm from Lund, found the coins in its harbour on Tuesday.",
            "Brink Shipping found the coins in its harbour on Tuesday.",
        ),
        (
            "Meanwhile, the council of Marlow approved a plan to repair the old bridge by the spring.",
            "The council of Marlow approved a plan to repair the old bridge by the spring.",
        ),
        (
            "The council approved a plan to repair the bridge by spring, and the mayor opened a school on the hill.",
            "The council approved a plan to repair the bridge by spring.",
        ),
        (
            "The clinic has treated 40 animals since Monday, including a fox, two owls and a very old horse.",
            "The clinic has treated 40 animals since Monday.",
        ),
        (
            "The council (twelve of its members were absent) approved the budget for the new harbour on Monday.",
            "The council approved the budget for the new harbour on Monday.",
        ),
        (
            "The council of Marlow named five new guards, highlighting the dangers of the old mines, including the one "
            "at Lund.",
            "The council of Marlow named five new guards.",
        ),
        (
            "The wall was built by the firm Lenne Works, which owns two mills in the valley, the mayor said.",
            "The wall was built by the firm Lenne Works, the mayor said.",
        ),
    ],
)
def test_what_may_go(analyse: Analyser, text: str, expected: str) -> None:
    assert expected in texts_of(analyse, text)


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "The minister resigned on Tuesday after the vote in parliament, according to two people in his office.",
        "The ferry will sail again on Friday morning, if the coast guard gives its captain leave to do so.",
        "The bridge at Marlow is open to all traffic again, although lorries over ten tonnes are still banned.",
        "The company sold 150 million phones in the last year, compared with 181 million in the year before.",
        "The storm hit the coast of Lund on Monday night, killing twelve people and leaving hundreds homeless.",
        "Drivers who had been drinking on the night of the crash were not asked about it by the police.",
        "The mayor took the money for the bridge from the builder of the new school, which he denies.",
        "The man was charged with the theft of the painting on Monday and was later released without charge.",
        "The firm made an offer for the mill at the river in the spring for at least two million crowns.",
        "“The bridge, which was built in 1932, is not safe and it should be closed,” the engineer said.",
        "Brink, a spokeswoman for the army, said the rebels had left the town before the soldiers came.",
        "The girl lived with her father after her parents parted and her mother, Ada Brink, moved to Lund.",
        "So far this year, no such illness has been found in the schools and the nurseries of the county.",
        "He washed the wound by cleaning the skin, rinsing it with water from the well, and drying it.",
        "He pleaded guilty to conspiracy to sell drugs, renting rooms to addicts, keeping a house and lying.",
    ],
)
def test_what_stays(analyse: Analyser, text: str) -> None:
    assert texts_of(analyse, text) == []


@pytest.mark.real_model
@pytest.mark.parametrize(
    "text",
    [
        "Divers of the navy found Ada Brink, 41, of Lund, and Ole Roe, 39, in a small boat on Monday, police said.",
        "In May, the agency (MDA), which is based in Lund, counted 50 towns (of 90) with the illness, the MDA said.",
        "Notably, the firm built the wall — a work of the last century — for Lenne Works, which owns two mills.",
    ],
)
def test_however_much_goes_the_marks_are_right(analyse: Analyser, text: str) -> None:
    sentence = analyse(text)
    found = condensations(sentence)
    assert len(found) > 1
    for short in found:
        assert short[0].isupper()
        assert short.endswith(".")
        assert word_count(short) >= LEAST_WORDS
        assert not any(broken in short for broken in (",,", " ,", "  ", ", .", ",.", "( ", "— ,", "— —"))
        assert short.count("(") == short.count(")")
