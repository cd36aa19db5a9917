"""Every sentence of every source is told, omitted with a reason, dropped with a reason, or named as not chosen."""

from __future__ import annotations

import json

import pytest
from examples import examples
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from pipeline_fakes import HashEncoder, ScriptedWriter

from summarizer.backends.extractive import ExtractiveWriter
from summarizer.clean import clean
from summarizer.errors import NoInputError
from summarizer.lengths import word_count
from summarizer.pipeline import Models, run
from summarizer.plan import superseded
from summarizer.records import Briefing, Document, Draft
from summarizer.render.jsonfile import from_json, to_json
from summarizer.settings import OutputSettings, Settings
from summarizer.split import split
from summarizer.text import is_statement
from summarizer.text.hours import stamps

WORDS = "ferry harbour council pilot storm Skarne rescued closed fourteen gravel inquiry said police night".split()
SENTENCES = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=90).map(lambda words: " ".join(words).capitalize() + "."),
    st.sampled_from(
        [
            "東京都は月曜日に橋を閉鎖した。",
            "สะพานถูกปิดเมื่อวันจันทร์",
            "„Wir haben alles verloren“, sagte sie.",
            "Nobody was hurt.",
            "Who knows?",
            "He left.",
            "«Jamais», dit-il.",
            "11 a.m.",
        ]
    ),
)
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=3)


def brief(texts: list[str], words: int = 100) -> Briefing:
    documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    models = Models(HashEncoder(), ExtractiveWriter())
    return run(documents, Settings(output=OutputSettings(words=words)), models)


def places(briefing: Briefing) -> list[tuple[int, int, int]]:
    found = [*briefing.title_citations, *briefing.not_chosen, *briefing.dropped]
    found += [one for told in briefing.sentences for one in (*told.citations, *told.differing)]
    found += [one.place for one in briefing.omitted if one.place is not None]
    return [(one.source, one.start, one.end) for one in found]


@profile(deadline=None, max_examples=examples(60))
@given(TEXTS)
def test_nothing_is_lost_on_the_way(texts: list[str]) -> None:
    cleaned = clean([Document(f"d{number}", text) for number, text in enumerate(texts)], Settings().clean)
    if not any(one.kept for one in cleaned):  # all of it was dropped, with reasons: hours, say
        with pytest.raises(NoInputError):
            brief(texts)
        return
    try:
        briefing = brief(texts)
    except NoInputError:  # a question or two; the error says that nothing can be told of it
        return
    for source, document in enumerate(briefing.sources):
        left = set(range(len(document.text)))
        for where, start, end in places(briefing):
            if where == source:
                left -= set(range(start, end))
        for stamp in stamps(document.text):  # the hour of an entry is told with what the entry says
            left -= set(range(stamp.start, stamp.end))
        assert not any(document.text[at].isalnum() for at in left)
    assert all(one.reasons for one in briefing.omitted)
    assert all(one.place is not None for one in briefing.omitted)


def test_what_was_not_chosen_is_in_the_json() -> None:
    text = " ".join(f"Pilot number {number} reached the harbour of Skarne in the storm." for number in range(1, 60))
    briefing = brief([text], words=30)
    assert briefing.not_chosen
    value = json.loads(to_json(briefing, explain=True))
    first = value["not_chosen"][0]
    assert text[first["start"] : first["end"]].startswith("Pilot number")
    omitted = value["omitted"][0]
    assert text[omitted["start"] : omitted["end"]] == omitted["text"]
    assert from_json(json.dumps(value)) == briefing
    del value["not_chosen"]
    for draft in value["omitted"]:
        for name in ("source", "start", "end"):
            del draft[name]
    assert from_json(json.dumps(value)).not_chosen == ()


LONG = (
    "The court in Sandvik convicted the owner of the ferry on Monday after "
    + "weeks of hearings, " * 16
    + "and a night."
)


def test_a_long_sentence_is_told_where_it_is_all_there_is() -> None:
    assert word_count(LONG) > 60
    (told,) = brief([LONG]).sentences
    assert told.text == LONG


def test_beside_others_a_long_sentence_is_omitted_with_its_reason() -> None:
    briefing = brief([LONG + " Relatives of the dead wept in the courtroom on Monday."])
    assert [one.reasons[0] for one in briefing.omitted] == ["the source's sentence has over 45 words"]


def test_a_short_fact_is_told_where_there_is_room() -> None:
    text = "A barge struck the bridge at Kallund on Thursday. Nobody was hurt. Thirty-one are being treated."
    assert {told.text for told in brief([text]).sentences} >= {"Nobody was hurt.", "Thirty-one are being treated."}


@pytest.mark.parametrize(
    "text", ["東京都は月曜日に江東区の橋を閉鎖したと発表した。けが人はいない。", "สะพานถูกปิดเมื่อวันจันทร์หลังพบรอยร้าว"]
)
def test_scripts_without_blanks_are_briefed(text: str) -> None:
    briefing = brief([text])
    assert briefing.sentences
    assert briefing.words > 5


@pytest.mark.parametrize("text", ["11 a.m.", "2:30 p.m.", "Entry 5", "Hm.", "Is it?", "何時ですか？"])
def test_what_says_nothing_is_no_statement(text: str) -> None:
    assert not is_statement(text)


@pytest.mark.parametrize("text", ["No one died.", "Hama has fallen.", "けが人はいない。"])
def test_short_facts_are_statements(text: str) -> None:
    assert is_statement(text)


ENTRIES = (
    ("18:40", "Police now say 17 people have died in the fire."),
    ("12:05", "The death toll stands at nine, police say. Fourteen people were injured."),
    ("9:10", "Four people have died, police say."),
)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{hour}\n{said}" for hour, said in ENTRIES),
        "\n".join(f"{hour}\n{said}" for hour, said in reversed(ENTRIES)),
        "All times local:6:40 p.m." + ENTRIES[0][1] + "___12:05 p.m." + ENTRIES[1][1] + "___9:10 a.m." + ENTRIES[2][1],
        "2026-05-04 00:10\n"
        + ENTRIES[0][1]
        + "\n2026-05-03 23:50\n"
        + ENTRIES[1][1]
        + "\n2026-05-03 09:10\n"
        + ENTRIES[2][1],
    ],
)
def test_a_count_that_a_later_entry_overtook_is_not_told(text: str) -> None:
    cleaned = clean([Document("a", text)], Settings().clean)
    sentences = split(cleaned)
    old = {sentences[row].text for row in superseded(sentences, [cleaned[0].document])}
    assert {text.rstrip(".").split()[-4:][0] for text in old} == {"nine,", "died,"} or len(old) == 2
    assert not any("17" in text or "injured" in text for text in old)


def test_reports_without_hours_overtake_nothing() -> None:
    text = "Police say 17 people have died. In 2003 a fire killed nine people. Four people have died, others say."
    cleaned = clean([Document("a", text)], Settings().clean)
    assert superseded(split(cleaned), [cleaned[0].document]) == {}


def test_a_writer_shortens_what_is_too_long() -> None:
    short = "The court in Sandvik convicted the owner of the ferry on Monday."
    briefing = run([Document("a", LONG)], Settings(), Models(HashEncoder(), ScriptedWriter({LONG: Draft(short)})))
    assert [(told.text, told.origin) for told in briefing.sentences] == [(short, "written")]


def test_a_reason_given_before_writing_stays_when_nothing_can_be_quoted() -> None:
    text = f"18:40\nPolice now say 17 people have died{' in the fire' * 20}.\n9:10\nFour people have died, police say."
    briefing = brief([text])
    assert any("a later entry of the same report" in reason for one in briefing.omitted for reason in one.reasons)
