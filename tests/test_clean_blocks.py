"""How texts with different line breaks become paragraphs."""

from __future__ import annotations

import textwrap

import pytest

from summarizer.clean.blocks import to_blocks
from summarizer.stage_settings import ParagraphSettings

PARAGRAPHS = [
    "The river Lenne burst its banks at Altdorf on Monday night, and about 400 people left. "
    "Teams from three districts worked until dawn with boats and a helicopter, the fire brigade said.",
    "“We had ten minutes,” said Mayor Ute Kranz, who spoke in front of the town hall on Tuesday. "
    "“Then the water was in the hall.”",
    "Insurers put the damage at 40 million euros. Most of the houses near the river are not insured "
    "against floods, according to the district's own figures from last year.",
]


def flat(text: str) -> list[str]:
    return [block.flat for block in to_blocks(text, (), ParagraphSettings())]


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\n \n", "\u2029"])
def test_one_paragraph_a_line(separator: str) -> None:
    assert flat(separator.join(PARAGRAPHS)) == PARAGRAPHS


@pytest.mark.parametrize("width", [40, 60, 72, 100])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_wrapped_lines_with_blank_lines_between_paragraphs(width: int, newline: str) -> None:
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert flat(text.replace("\n", newline)) == PARAGRAPHS


@pytest.mark.parametrize("width", [60, 72])
def test_wrapped_lines_with_indented_paragraphs(width: int) -> None:
    text = "\n".join(textwrap.fill(paragraph, width, initial_indent="    ") for paragraph in PARAGRAPHS)
    assert flat(text) == PARAGRAPHS


def test_wrapped_lines_without_blank_lines() -> None:
    text = "\n".join(textwrap.fill(paragraph, 60) for paragraph in PARAGRAPHS)
    assert flat(text) == PARAGRAPHS


def test_a_sentence_that_goes_on_over_a_blank_line_is_joined() -> None:
    text = "\n\n".join(textwrap.wrap("the " + PARAGRAPHS[0].lower(), 60))
    assert " ".join(flat(text)).split() == ("the " + PARAGRAPHS[0].lower()).split()
    assert len(flat(text)) < 3


def test_list_items_are_paragraphs_of_their_own() -> None:
    items = ["- 4 people died in Altdorf", "- 11 were injured in Neustadt", "2. The bridge is closed"]
    assert flat("\n".join([PARAGRAPHS[0], *items, PARAGRAPHS[1]])) == [PARAGRAPHS[0], *items, PARAGRAPHS[1]]


def test_headings_do_not_run_into_wrapped_paragraphs() -> None:
    text = (
        "Water Recedes\n" + textwrap.fill(PARAGRAPHS[0], 72) + "\nWhat Comes Next\n" + textwrap.fill(PARAGRAPHS[2], 72)
    )
    assert flat(text) == ["Water Recedes", PARAGRAPHS[0], "What Comes Next", PARAGRAPHS[2]]
