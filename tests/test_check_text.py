"""What a text cites, what it states and what of it can be true or false."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from sample_briefing import invented_briefing

from summarizer.attribute.cited import sources_of
from summarizer.checked import Mark
from summarizer.draft import from_claims, of_briefing, read_draft
from summarizer.errors import InputError
from summarizer.records import Document
from summarizer.render import to_json
from summarizer.text.analysis import Analyser
from summarizer.text.checkable import not_checkable
from summarizer.text.citing import cited
from summarizer.text.conjuncts import all_statements, statements

# --- citations --------------------------------------------------------------------------------------------


def numbers(text: str) -> list[int]:
    return [mark.number for mark in cited(text).marks if mark.number is not None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It sank [1].", [1]),
        ("It sank [1][3].", [1, 3]),
        ("It sank [1, 3; 5].", [1, 3, 5]),
        ("It sank [2-4].", [2, 3, 4]),
        ("It sank.[^7]", [7]),
        ("It sank【2†source】.", [2]),
        ("It sank [1](https://a.example/x).", [1]),
        ("It sank.¹² It burnt.", [12]),
        ("It sank.3 Then it burnt.", [3]),
        ("An area of 5 km² burnt.", []),
        ("It grew by 3.5 percent.", []),
        ("In [2024] it sank.", []),
        ("The rate was 1.5 on Monday.", []),
    ],
)
def test_numbers_that_cite(text: str, wanted: list[int]) -> None:
    assert numbers(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The dam broke, reports the Harbour Post.", ["Harbour Post"]),
        ("The dam broke, the Voice of Lorn reports.", ["Voice of Lorn"]),
        ("The dam broke, per Courier.com.\nNobody was hurt, notes BBC.", ["Courier.com", "BBC"]),
        ("The dam broke, the mayor reports.", []),
        ("The dam, reports the Harbour Post, broke on Monday.", []),
    ],
)
def test_whom_a_sentence_credits_at_its_end(text: str, wanted: list[str]) -> None:
    assert [mark.name for mark in cited(text).marks] == wanted


def test_a_list_of_sources_is_no_text_and_says_what_numbers_mean() -> None:
    text = "It sank.[1]\n\n## References\n\n1. Harbour Post, https://post.example/a\n[2] Courier\n\n"
    text += "## More\n\nIt burnt.[2]"
    found = cited(text)
    assert found.listed == {1: "Harbour Post, https://post.example/a", 2: "Courier"}
    kept = "".join(letter for at, letter in enumerate(text) if not any(s.start <= at < s.end for s in found.aside))
    assert "It sank." in kept
    assert "It burnt." in kept
    assert "Courier" not in kept


def test_a_line_that_opens_with_its_number_is_text_unless_it_comes_last() -> None:
    text = "[1] The ferry sank.\n\n[2] The pier burnt.\n\nThe town was calm."
    assert cited(text).listed == {}


@for_all(st.text(alphabet="ab .[]()^0123456789¹²-–,;:\n#Sources", max_size=80))
def test_marks_stand_where_they_say(text: str) -> None:
    found = cited(text)
    for mark in found.marks:
        assert text[mark.start : mark.end] == mark.text
    assert all(0 <= span.start <= span.end <= len(text) for span in found.aside)


DOCUMENTS = (
    Document("a", "PORT ELLERY (MPA) - It sank.", "Ferry sinks", "Harbour Post", url="https://www.post.example/news/1"),
    Document("b", "It burnt.", "Pier burns", "Lindis Evening Courier", path="in/courier-2.html"),
)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Harbour Post", (0,)),
        ("the Harbour Post, 5 May", (0,)),
        ("via Harbour Post", (0,)),
        ("post.example", (0,)),
        ("LEC", (1,)),
        ("courier-2.html", (1,)),
        ("Harbour Post; LEC", (0, 1)),
        ("MPA", (0,)),
        ("Harbour", ()),
        ("a ferry that sank", ()),
    ],
)
def test_names_of_sources(name: str, wanted: tuple[int, ...]) -> None:
    assert sources_of(Mark(f"({name})", 0, 0, None, name), {}, DOCUMENTS) == wanted


def test_numbers_count_the_reports_unless_the_text_has_a_list() -> None:
    assert sources_of(Mark("[2]", 0, 0, 2), {}, DOCUMENTS) == (1,)
    assert sources_of(Mark("[2]", 0, 0, 2), {2: "Harbour Post: “Ferry sinks”"}, DOCUMENTS) == (0,)
    assert sources_of(Mark("[2]", 0, 0, 2), {1: "Harbour Post"}, DOCUMENTS) == ()
    assert sources_of(Mark("[3]", 0, 0, 3), {}, DOCUMENTS) == ()


# --- what can be true ----------------------------------------------------------------------------------------


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Is the bridge safe?", "a question"),
        ("The mayor asked: “Is the bridge safe?”", ""),
        ("The plan is a disgrace.", "an opinion"),
        ("In my view the council failed.", "an opinion"),
        ("The council should resign.", "an opinion"),
        ("The minister said the plan is a disgrace.", ""),
        ("“The plan is a disgrace,” the minister said.", ""),
        ("It was the worst flood since 1987.", ""),
        ("The bridge was closed on Monday.", ""),
        ("Shares fell 23 percent.", ""),
        ("Close the bridge now.", "an order"),
        ("Background", "a heading"),
        ("17 dead in ferry accident", ""),
    ],
)
def test_what_can_be_true_or_false(text: str, wanted: str, analyse: Analyser) -> None:
    assert not_checkable(analyse(text), claimed=False) == wanted


# --- the statements of a sentence -------------------------------------------------------------------------


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The ferry ran onto the reef at noon and capsized in the evening.",
            ["The ferry ran onto the reef at noon.", "The ferry capsized in the evening."],
        ),
        (
            "Police said that the driver was arrested and that two people were hurt.",
            ["Police said that the driver was arrested.", "Police said that two people were hurt."],
        ),
        (
            "The captain was the last to leave the bridge and was charged with theft.",
            ["The captain was the last to leave the bridge.", "The captain was charged with theft."],
        ),
        ("He was caught in Lindis and killed by soldiers.", ["He was caught in Lindis.", "He was killed by soldiers."]),
        (
            "The mayor, who flew to the island, announced a day of mourning.",
            ["The mayor announced a day of mourning.", "The mayor flew to the island."],
        ),
        (
            "The mayor resigned on Monday; the council will meet on Friday.",
            ["The mayor resigned on Monday.", "The council will meet on Friday."],
        ),
        (
            "The captain was questioned, while divers searched the lower deck.",
            ["The captain was questioned.", "Divers searched the lower deck."],
        ),
        ("Officials in Port Ellery and Lindis denied the claims.", []),
        ("The company did not pay or apologise.", []),
        ("The bridge was closed on Monday.", []),
    ],
)
def test_statements_of_a_sentence(text: str, wanted: list[str], analyse: Analyser) -> None:
    found = statements(analyse(text))
    assert [one.told for one in found] == wanted
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "After the town hall burned down, the council met in the old school.",
            ["The town hall burned down.", "The council met in the old school."],
        ),
        (
            "Mayor Ilse Varn resigned after police raided her office, and her deputy took over.",
            ["Mayor Ilse Varn resigned.", "Police raided her office.", "Her deputy took over."],
        ),
        (
            "The dam broke when the river rose and the gates jammed.",
            ["The dam broke.", "The river rose.", "The gates jammed."],
        ),
        ("The fleet will sail when the storm passes.", []),
        ("The fleet will sail if the storm has passed.", []),
        ("The dam did not break because the river rose.", []),
        ("The bridge was closed on Monday.", []),
    ],
)
def test_statements_are_taken_apart_again(text: str, wanted: list[str], analyse: Analyser) -> None:
    found = all_statements(analyse(text), analyse)
    assert [one.told for one in found] == wanted
    assert all(text[one.start : one.end].lower() in f"{one.told.lower()} " for one in found)


# --- drafts -----------------------------------------------------------------------------------------------


def test_a_draft_of_every_format_is_read(tmp_path: Path) -> None:
    said = "The ferry struck a reef near Skarne on Tuesday. The harbour was closed to all ships after the accident."
    plain, page, word = tmp_path / "d.txt", tmp_path / "d.html", tmp_path / "d.docx"
    plain.write_text(said, encoding="utf-8")
    marked = said.replace("Tuesday.", 'Tuesday.<sup><a href="#n2">2</a></sup>')
    page.write_text(f"<html><body><article><p>{marked}</p></article></body></html>", encoding="utf-8")
    document = docx.Document()
    document.add_paragraph(said)
    document.save(str(word))
    for path in (plain, page, word):
        given = read_draft(str(path))
        assert "The harbour was closed to all ships" in given.text
        assert given.path == str(path)
    assert numbers(read_draft(str(page)).text) == [2]


def test_the_front_matter_of_markdown_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    path.write_text("---\ntitle: x\nwords: 9\n---\n# Ferry strikes reef\n\nIt sank on Monday.\n", encoding="utf-8")
    given = read_draft(str(path))
    kept = "".join(
        letter for at, letter in enumerate(given.text) if not any(s.start <= at < s.end for s in given.aside)
    )
    assert "words: 9" not in kept
    assert "It sank on Monday." in kept


def test_a_briefing_is_checked_with_what_it_cites(tmp_path: Path) -> None:
    briefing = invented_briefing()
    path = tmp_path / "brief.json"
    path.write_text(to_json(briefing), encoding="utf-8")
    given = read_draft(str(path))
    assert given == of_briefing(briefing, str(path))
    told = [given.text[span.start : span.end] for span in given.sentences]
    assert told == [briefing.title, *(sentence.text for sentence in briefing.sentences)]
    pointed = [sources_of(mark, {}, briefing.sources) for mark in given.marks]
    cited_ones = [(source,) for sentence in briefing.sentences for source in sentence.sources]
    assert pointed[-len(cited_ones) :] == cited_ones


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.md", b"  \n\n", "blank.md"),
        ("list.json", b'[{"text": "a"}]', "not a briefing"),
        ("broken.json", b"{", "not a JSON briefing"),
        ("binary.txt", bytes(range(256)) * 40, "binary.txt"),
    ],
)
def test_bad_drafts_are_named(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_draft(str(path))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_claims_are_sentences_as_they_were_given() -> None:
    given = from_claims(["One  claim. With two sentences.", "Another"])
    assert [given.text[span.start : span.end] for span in given.sentences] == [
        "One claim. With two sentences.",
        "Another",
    ]
