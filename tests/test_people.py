"""Who the people of a cluster are, and that a briefing says so where it names them first and never again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizer.compose import introducing
from summarizer.plan.cast import cast_of, named_elsewhere
from summarizer.records import Candidate, PlanItem, Sentence
from summarizer.text.analysis import Analyser
from summarizer.text.introducing import with_role
from summarizer.text.people import are_one, full_name, name_of, surname
from summarizer.text.roles import Named, Role, is_introduced, roles

pytestmark = pytest.mark.real_model


def named(text: str, name: str, analyse: Analyser) -> Named:
    one = analyse(text)
    found = [place for at in range(len(one.words)) if (place := full_name(one, at)) and name_of(one, place) == name]
    assert len(found) == 1, text
    return found[0]


def several(*sources: str) -> list[Sentence]:
    """The sentences of several sources, those of a source divided by a bar."""
    found: list[Sentence] = []
    for source, text in enumerate(sources):
        for position, one in enumerate(text.split(" | ")):
            found.append(Sentence(source, 0, len(one), one, position, position))
    return found


def told(sentences: Sequence[Sentence], rows: Sequence[int], analyse: Analyser, room: float = 99.0) -> list[str]:
    """The sentences at some rows as a briefing of them in this order tells them."""
    candidates = [Candidate(PlanItem("point", row, (), 1.0), sentences[row].text, "quoted", 1.0) for row in rows]
    cast = cast_of(sentences, analyse)
    found = introducing(candidates, cast, sentences, analyse, lambda *_: True, room)
    for one, before in zip(found, candidates, strict=True):
        assert (one.origin == "quoted") == (one.text == before.text)
        for put_in in one.item.introductions:
            assert put_in.full in one.text
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The costs rose, according to firm spokeswoman Petra Hahn.", Role("firm spokeswoman", True)),
        ("Kelm Police Officer Petra Hahn was sent to the bridge.", Role("Kelm Police Officer", True)),
        ("Former police officer Petra Hahn said no.", Role("former police officer", True)),
        ("“Nobody was hurt,” said Petra Hahn, a Velta spokeswoman.", Role("a Velta spokeswoman", False)),
        ("Petra Hahn, 41, a baker from Kelm, said no.", Role("a baker from Kelm", False)),
        ("Petra Hahn, manager of the hotel said it was open.", Role("manager of the hotel", False)),
        ("The prosecutor, Petra Hahn, told the court that he lied.", Role("the prosecutor", False)),
        ("Petra Hahn, who is the chief surgeon at Orm, said no.", Role("the chief surgeon at Orm", False)),
        ("Petra Hahn is a professor of law.", Role("a professor of law", False)),
    ],
)  # fmt: skip
def test_a_sentence_says_who_somebody_is(text: str, role: Role, analyse: Analyser) -> None:
    name = named(text, "Petra Hahn", analyse)
    assert role in roles(analyse(text), name)
    assert is_introduced(analyse(text), name)


@pytest.mark.parametrize(
    "text",
    [
        "His colleague Petra Hahn said no.",  # whose?
        "Her mother, Petra Hahn, said no.",
        "Petra Hahn was not the mayor of Kelm.",
        "Petra Hahn, snow and ice were all that he spoke of.",
        "“I saw the mayor,” Petra Hahn said.",
        "The vice chairwoman Petra Hahn met two former coaches.",
        "Petra Hahn, the same lawyer, said no.",
        "A spokeswoman for Petra Hahn, Ada Reeder, said no.",
    ],
)
def test_what_would_say_something_else_elsewhere_is_no_role(text: str, analyse: Analyser) -> None:
    found = [role.text for role in roles(analyse(text), named(text, "Petra Hahn", analyse))]
    assert found in ([], ["vice chairwoman"])


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("It was open, Petra Hahn said.", Role("owner of the bar", False), "Petra Hahn, owner of the bar, said."),
        ("“No,” said Petra Hahn.", Role("a baker", False), "said Petra Hahn, a baker."),
        ("Petra Hahn’s speech came late.", Role("the judge", False), "Judge Petra Hahn’s speech came late."),
        ("Petra Hahn left.", Role("firm spokeswoman", True), "Firm spokeswoman Petra Hahn left."),
        ("Petra Hahn's comments came on Monday.", Role("head of a bank", False), ""),
        ("Petra Hahn and Karl Brink left.", Role("a baker", False), "Baker Petra Hahn and Karl Brink left."),
        ("The mayor, Petra Hahn, left.", Role("manager of the hotel", False), ""),
        ("Petra Hahn, lead author, said no.", Role("a baker", False), "Baker Petra Hahn, lead author, said no."),
    ],
)  # fmt: skip
def test_a_role_is_put_in_where_the_grammar_has_room(text: str, role: Role, expected: str, analyse: Analyser) -> None:
    found = with_role(analyse(text), named(text, "Petra Hahn", analyse), "Petra Hahn", role)
    assert found.endswith(expected) if expected else not found


HOTEL = "Petra Hahn, manager of the Kelm hotel, opened the door."


def test_a_shortened_sentence_has_back_who_its_passage_says_somebody_is(analyse: Analyser) -> None:
    sentences = several(f"{HOTEL} | The thief left by the door, Hahn said.")
    candidate = Candidate(PlanItem("point", 0, (), 1.0), "Petra Hahn opened the door.", "written", 1.0)
    (found,) = introducing([candidate], cast_of(sentences, analyse), sentences, analyse, lambda *_: True, 9.0)
    assert found.text == HOTEL
    (same,) = introducing([candidate], cast_of(sentences, analyse), sentences, analyse, lambda *_: False, 9.0)
    assert same == candidate  # not licensed
    (same,) = introducing([candidate], cast_of(sentences, analyse), sentences, analyse, lambda *_: True, 4.0)
    assert same == candidate  # no room


def test_who_is_introduced_is_short_from_then_on(analyse: Analyser) -> None:
    sentences = several(
        f"{HOTEL} | Hahn called the police of Kelm.",
        "Petra Hahn, manager of the Kelm hotel, called her lawyer. | “It is a shame,” Petra Hahn said.",
        "Petra Hahn, who found the thief, is to have a medal.",
    )
    assert told(sentences, [0, 2, 3, 4], analyse) == [
        HOTEL,
        "Hahn called her lawyer.",
        "“It is a shame,” Hahn said.",
        "Hahn, who found the thief, is to have a medal.",
    ]


@pytest.mark.parametrize(
    ("text", "introduced"),
    [
        ("Hahn left by the door.", "Petra Hahn, manager of the Kelm hotel, left by the door."),
        ("Hahn, who found the thief, is to have a medal.", "Petra Hahn, who found the thief, is to have a medal."),
        ("Police praised Hahn for her courage.", "Police praised Petra Hahn for her courage."),
        ("Hahn's lawyer said no.", "Petra Hahn's lawyer said no."),
        ("Director Hahn said no.", "Director Hahn said no."),
        ("The Hahn family said no.", "The Hahn family said no."),
        ("“Hahn was right,” said the mayor of Kelm.", "“Hahn was right,” said the mayor of Kelm."),
    ],
)
def test_whom_a_report_calls_by_the_surname_alone_another_introduces(
    text: str, introduced: str, analyse: Analyser
) -> None:
    sentences = several(
        "Petra Hahn, manager of the Kelm hotel, called the police. | Hahn opened.", f"{text} | Hahn left."
    )
    assert told(sentences, [2], analyse) == [introduced]


def test_two_of_a_name_are_told_apart(analyse: Analyser) -> None:
    sentences = several(
        f"{HOTEL} | Hahn said no.",
        "Karl Hahn, a painter from Arvik, said no. | Petra Hahn praised Karl Hahn.",
    )
    assert told(sentences, [0, 2, 3], analyse)[-1] == "Petra Hahn praised Karl Hahn."


def test_nobody_has_the_role_of_a_relative(analyse: Analyser) -> None:
    sentences = several(
        "Petra Jane Hahn, 41, lives in Kelm. | She wrote to killer Hahn in prison. | Hahn said that she loved him.",
        "Dr. Karl Hahn, who is a surgeon, said no. | Hahn left.",
    )
    assert told(sentences, [0], analyse) == ["Petra Jane Hahn, 41, lives in Kelm."]


def test_a_role_of_years_ago_is_not_told_as_one_of_today(analyse: Analyser) -> None:
    sentences = several("In 1995, Speaker Petra Hahn closed the hall. | Petra Hahn, 71, opened the bridge.")
    assert told(sentences, [1], analyse) == ["Petra Hahn, 71, opened the bridge."]


def test_a_role_that_leans_on_what_nobody_told_is_not_put_in(analyse: Analyser) -> None:
    sentences = several("Petra Hahn, a spokeswoman for the family, said no. | Petra Hahn left Kelm. | The family left.")
    assert told(sentences, [1], analyse) == ["Petra Hahn left Kelm."]
    assert told(sentences, [2, 1], analyse)[1] == "Petra Hahn, a spokeswoman for the family, left Kelm."


def test_a_name_that_only_another_source_has_in_full(analyse: Analyser) -> None:
    sentences = several(
        "Betty Hahn, a retired teacher, wore two rings. | Velta Foods said it paid for them.",
        "Betty was asleep when the ring was taken. | Velta said no.",
        "The ring was found.",
    )
    cast = cast_of(sentences, analyse)
    assert [sorted(one.names) for one in cast] == [["Betty Hahn"]]  # a firm is nobody
    elsewhere = named_elsewhere(cast, sentences, analyse)
    assert elsewhere[1]["Betty"] is not None
    assert "Betty" not in elsewhere[0]
    assert elsewhere[2] == {"Hahn": None}  # nothing there calls anybody so


def test_a_surname_that_another_has_whom_nobody_shows_to_be_a_person(analyse: Analyser) -> None:
    sentences = several(
        "Petra Ann Hahn met the board. | Hahn went home and said no.",
        "“There is no case,” said Karl Hahn, a painter.",
        "Hahn said no.",
    )
    cast = cast_of(sentences, analyse)
    assert [one.shared for one in cast] == [frozenset({"Hahn"})]
    assert named_elsewhere(cast, sentences, analyse)[2] == {"Hahn": None}
    assert told(sentences, [1], analyse) == ["Hahn went home and said no."]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Ida Lott", "Ida Jane Lott", True),
        ("Karl Brink", "Karl Brink Jr.", True),
        ("Karl Brink Sr.", "Karl Brink Jr.", False),
        ("Ida Lott", "Eva Lott", False),
    ],
)
def test_names_of_one_person(first: str, second: str, same: bool) -> None:
    assert are_one(first, second) is same is are_one(second, first)
    assert surname(first) == surname(second)
