"""From plan to requests, from a writer's answers to tidy drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from grammar import WrittenParser
from hypothesis import given
from hypothesis import strategies as st
from pipeline_fakes import ScriptedWriter

from summarizer.model_settings import CausalWriterSettings
from summarizer.records import Draft, Plan, PlanItem, Sentence, Statement, WriteRequest
from summarizer.settings import WriterSettings
from summarizer.text.analysis import Analyser
from summarizer.write import drafts_by_item, requests_for, tidy, versions, write

SENTENCE = WriteRequest("sentence", ("The ferry sank off Skarne.",), 35)
TITLE = WriteRequest("title", ("The ferry sank off Skarne.",), WriterSettings().title_words)
TEXTS = ("The ferry\nsank.", "Divers searched.", "A buoy was lost.")
UNREAD = Analyser(None)
SENTENCES = [Sentence(source, 0, len(text), text, 0, 0) for source, text in enumerate(TEXTS)]


def item(role: str, seed: int, *support: int) -> PlanItem:
    return PlanItem(role, seed, support, 1.0)  # type: ignore[arg-type]


def test_two_drafts_an_item_then_the_title_and_back() -> None:
    plan = Plan((item("lead", 1), item("point", 2)))
    settings = WriterSettings(max_words=20, free_run=6)
    requests = requests_for(plan, SENTENCES, settings, UNREAD)
    assert [(request.kind, request.free_run) for request in requests] == [
        ("sentence", 0),
        ("sentence", 6),
        ("sentence", 0),
        ("sentence", 6),
        ("title", 0),
    ]
    drafts = [Draft(str(number)) for number in range(5)]
    assert drafts_by_item(drafts, plan, settings) == ([drafts[:2], drafts[2:4]], drafts[4])
    assert drafts_by_item(drafts[:4], plan, settings) == ([drafts[:2], drafts[2:4]], None)


def test_one_request_an_item_then_the_title_from_the_leads() -> None:
    plan = Plan((item("lead", 1, 2), item("lead", 0), item("point", 2)))
    requests = requests_for(plan, SENTENCES, WriterSettings(max_words=20, drafts=1), UNREAD)
    assert requests == [
        WriteRequest("sentence", ("Divers searched.",), 20),
        WriteRequest("sentence", ("The ferry sank.",), 20),
        WriteRequest("sentence", ("A buoy was lost.",), 20),
        WriteRequest("title", ("Divers searched.", "The ferry sank."), WriterSettings().title_words),
    ]


def test_a_title_is_written_from_a_lead_as_it_is_told() -> None:
    told = replace(item("lead", 1), statement=Statement(wording="They searched."))
    assert requests_for(Plan((told,)), SENTENCES, WriterSettings(), UNREAD)[-1].evidence == ("They searched.",)
    paired = replace(told, statement=Statement(wording="They searched. A buoy was lost.", partners=(1, 2)))
    assert requests_for(Plan((paired,)), SENTENCES, WriterSettings(), UNREAD)[-1].evidence == ("Divers searched.",)


def test_without_a_lead_the_first_item_gives_the_title() -> None:
    plan = Plan((item("point", 2), item("point", 1)))
    assert requests_for(plan, SENTENCES, WriterSettings(), UNREAD)[-1].evidence == ("A buoy was lost.",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry sank.", "The ferry sank."),
        ("the ferry sank", "The ferry sank."),
        ("  The ferry\tsank ,", "The ferry sank."),
        ("Here is the shortened sentence: The ferry sank.", "The ferry sank."),
        ("Here's a shorter one: the ferry sank", "The ferry sank."),
        ("Shortened sentence: The ferry sank.", "The ferry sank."),
        ("**The ferry** sank.", "The ferry sank."),
        ("## The ferry sank", "The ferry sank."),
        ("\n\nThe ferry sank.\nI hope this helps!", "The ferry sank."),
        ("“The ferry sank.”", "The ferry sank."),
        ('"The ferry sank."', "The ferry sank."),
        ("“We sank,” said Brink, “at noon.”", "“We sank,” said Brink, “at noon.”"),
        ("Brink said, “We sank.”", "Brink said, “We sank.”"),
        ("Did the ferry sink?", "Did the ferry sink?"),
        ("…", ""),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_a_sentence_is_tidied(text: str, expected: str) -> None:
    assert tidy(text, SENTENCE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Headline: Ferry sinks off Skarne.", "Ferry sinks off Skarne"),
        ('"Ferry sinks off Skarne"', "Ferry sinks off Skarne"),
        ("title: ferry sinks;", "Ferry sinks"),
    ],
)
def test_a_title_ends_without_a_stop(text: str, expected: str) -> None:
    assert tidy(text, TITLE) == expected


@given(st.text(max_size=120), st.sampled_from([SENTENCE, TITLE]))
def test_a_tidy_text_is_one_line_and_tidying_it_again_changes_no_word(text: str, request_: WriteRequest) -> None:
    line = tidy(text, request_)
    assert line == " ".join(line.split())
    assert not line or any(character.isalnum() for character in line)


def test_drafts_keep_their_order_and_likelihood() -> None:
    writer = ScriptedWriter({"The ferry sank off Skarne.": Draft("the ferry sank", -0.5, -2.0)})
    assert write([SENTENCE, TITLE], writer) == [
        Draft("The ferry sank.", -0.5, -2.0),
        Draft("The ferry sank", -0.5, -2.0),
    ]


def test_a_writer_that_loses_an_answer_is_found_out() -> None:
    class Forgetful(ScriptedWriter):
        def write(self, requests: object, progress: object = None) -> list[Draft]:
            return []

    with pytest.raises(ValueError, match="argument"):
        write([SENTENCE], Forgetful({}))


AGED = (
    "Ada/NNP/compound>2 Brink/NNP/nsubj>6 ,/,/punct>2 41/CD/nummod>2 ,/,/punct>2 left=leave/VBD the/DT/det>8 "
    "harbour/NN/dobj>6 of/IN/prep>8 Skarne/NNP/pobj>9 on/IN/prep>6 Tuesday/NNP/pobj>11 "
    "with/IN/prep>6 boats/NNS/pobj>13 ."
)
WHOLE = "Ada Brink, 41, left the harbour of Skarne on Tuesday with boats."
SHORT = "Ada Brink left the harbour of Skarne on Tuesday with boats."


def test_a_writer_held_to_deletion_is_given_what_it_may_choose_from() -> None:
    read, sentences = Analyser(WrittenParser(AGED)), [Sentence(0, 0, len(WHOLE), WHOLE, 0, 0)]
    plan, settings = Plan((item("lead", 0),)), CausalWriterSettings()
    request, title = requests_for(plan, sentences, settings, read)
    assert request == WriteRequest("sentence", (WHOLE,), settings.max_words, 0, (WHOLE, SHORT))
    assert title.kind == "title"
    assert drafts_by_item([Draft("a"), Draft("b")], plan, settings) == ([[Draft("a")]], Draft("b"))
    closed = requests_for(plan, sentences, CausalWriterSettings(vocabulary="closed"), read)
    assert [(one.kind, one.choices) for one in closed] == [("sentence", ()), ("sentence", ()), ("title", ())]


def test_where_no_shorter_text_may_be_told_none_is_chosen_from() -> None:
    read, sentences = Analyser(WrittenParser(AGED)), [Sentence(0, 0, len(WHOLE), WHOLE, 0, 0)]
    offered: list[Sequence[str]] = []

    def worthwhile(_: PlanItem, texts: Sequence[str]) -> bool:
        offered.append(texts)
        return False

    plan, settings = Plan((item("point", 0),)), CausalWriterSettings()
    request, _ = requests_for(plan, sentences, settings, read, worthwhile=worthwhile)
    assert (request.choices, offered) == ((), [(SHORT,)])


def test_a_choice_is_taken_as_it_is() -> None:
    quoted = "“We sank the boat off Skarne.”"
    request = WriteRequest("sentence", (quoted,), 35, 0, (quoted,))
    assert write([request], ScriptedWriter({quoted: Draft(quoted)})) == [Draft(quoted)]


def test_by_deletion_the_choice_comes_first_and_then_what_the_rule_leaves_out() -> None:
    read = Analyser(WrittenParser(AGED))(WHOLE)
    assert versions([Draft(WHOLE)], read, deletes=True) == (Draft(WHOLE), Draft(SHORT))
    assert versions([Draft("")], read, deletes=True) == (Draft(SHORT),)
    assert versions([Draft("Brink left.", -1.0)], read, deletes=False) == (Draft("Brink left.", -1.0), Draft(SHORT))
    assert versions([Draft("")], read, deletes=False) == ()
