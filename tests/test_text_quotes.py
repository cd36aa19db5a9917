"""Quotation marks in every common style, and what only looks like one."""

from __future__ import annotations

import time

import pytest
from examples import first
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from summarizer.records import CleanDocument, Document, Span
from summarizer.split import split
from summarizer.text import outside_quotations, paired_quotes, quotations
from summarizer.text.speech import find_quotes

SAID = "we lost the boat at noon"


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        "“”",
        "„“",
        "„”",
        "«»",
        "»«",
        "‹›",
        "›‹",
        '""',
        "””",
        "‚‘",
        "‚’",
        "‘’",
        "''",
        "「」",
        "『』",
        ("``", "''"),
        ("« ", " »"),
    ],
)
def test_every_style_is_one_quotation(opens: str, closes: str) -> None:
    text = f"The mate said {opens}{SAID}{closes} to the inquiry."
    assert [quote.strip() for quote in quotations(text)] == [SAID]
    assert paired_quotes(text)
    assert SAID not in outside_quotations(text)
    assert not paired_quotes(text[: text.index(SAID) + 5]) or opens in "‚‘'"


@pytest.mark.parametrize(
    "text",
    [
        "He is 6'2\" tall.",
        'a 5\' 11" man and a 12" pipe',
        "51° 30′ 12″ N",
        "rock 'n' roll in the '90s, and the players' day",
        "l'homme qu'il a vu",
        "the boys’ and girls’ teams’ coach",
    ],
)
def test_measures_and_apostrophes_are_none(text: str) -> None:
    assert quotations(text) == []
    assert paired_quotes(text)


def test_a_measure_inside_a_quotation_does_not_end_it() -> None:
    assert quotations('"He is 6\'2" tall," she said.') == ["He is 6'2\" tall,"]
    assert quotations('She said "he is 12" and left.') == ["he is 12"]


def test_what_is_quoted_in_a_quotation_belongs_to_it() -> None:
    assert quotations("“He shouted ‘leave the boat now’ and jumped,” she said.") == [
        "He shouted ‘leave the boat now’ and jumped,"
    ]
    assert quotations("„Er rief ‚alle von Bord jetzt‘ und sprang“, sagte sie.") == [
        "Er rief ‚alle von Bord jetzt‘ und sprang"
    ]


@pytest.mark.parametrize("text", ["He said “we go", "we go” he said", '"half of it', "«jamais", "He said „nie."])
def test_half_a_quotation_is_found(text: str) -> None:
    assert not paired_quotes(text)


@pytest.mark.parametrize(("opens", "closes"), ["“”", "„“", "«»", "»«", '""', "「」"])
def test_a_quotation_stays_in_one_sentence(opens: str, closes: str) -> None:
    text = f"The mate said {opens}We lost the boat. Nobody swam. It was dark.{closes} The inquiry goes on."
    document = CleanDocument(Document("a", text), (Span(0, len(text)),))
    first, *_ = split([document])
    assert first.text.endswith(f"It was dark.{closes}") or first.text == text


@profile(deadline=None)
@given(st.text(alphabet="“”„«»‹›‚‘’「」\"'` ab.6", max_size=60))
def test_spans_nest_and_stand_where_they_say(text: str) -> None:
    found = find_quotes(text)
    for quote in found.pairs:
        assert text[quote.start - quote.width : quote.start] == quote.mark
        assert quote.start <= quote.end < len(text)
        assert all(
            one.end <= quote.start
            or one.start >= quote.end
            or (one.start <= quote.start and one.end >= quote.end)
            or (quote.start <= one.start and quote.end >= one.end)
            for one in found.pairs
        )
    assert all(text[at] in '“”„«»‹›「」"`' for at in found.loose)


@pytest.mark.parametrize("piece", first(1, ['"', "“", "”", "'", "‘", "» ", 'a" ', "„", "``"]))
def test_no_run_of_marks_takes_long(piece: str) -> None:
    before = time.process_time()
    find_quotes(piece * 100_000)
    assert time.process_time() - before < 10
