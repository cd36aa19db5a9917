"""What is put in for a surname, "the bakery" and "Shares", with the published parser."""

from __future__ import annotations

import pytest

from summarizer.plan.introductions import introduced, unexplained_in
from summarizer.plan.openings import resolve_pronoun
from summarizer.records import Introduction
from summarizer.text.analysis import Analyser

pytestmark = pytest.mark.real_model

COACH = "Ulmen coach Petra Hahn said the game was lost."
BAKERY = "A bakery in Kelm burned on Friday."


@pytest.mark.parametrize(
    ("before", "sentence", "text"),
    [
        (COACH, "Hahn left the pitch early.", "Ulmen coach Petra Hahn left the pitch early."),
        (COACH, "The club dismissed Hahn on Friday.", "The club dismissed Ulmen coach Petra Hahn on Friday."),
        (COACH, "Hahn’s side lost three games.", "Ulmen coach Petra Hahn’s side lost three games."),
        ("Sgt. Ann Lee said the road was closed.", "Lee blamed the ice.", "Sgt. Ann Lee blamed the ice."),
        ("Former coach Petra Hahn said no.", "Hahn left the pitch early.", "Petra Hahn left the pitch early."),
        (COACH, "Mrs Hahn left the pitch early.", "Ulmen coach Petra Hahn left the pitch early."),
        (COACH, "Critics of Ms. Hahn’s plan met on Monday.", "Critics of Ulmen coach Petra Hahn’s plan met on Monday."),
        ("Ada Brink, 41, lives in Arvik.", "Brink owns a shop.", "Ada Brink owns a shop."),
        (
            BAKERY,
            "Firefighters reached the bakery within minutes.",
            "Firefighters reached the bakery in Kelm within minutes.",
        ),
        ("Marn Bank raised its rates.", "The bank will close six branches.", "Marn Bank will close six branches."),
        (
            "The Orlo Bridge was closed.",
            "Divers inspected the bridge's piers.",
            "Divers inspected the Orlo Bridge's piers.",
        ),
        (
            "Thieves broke into the Kelm Road store.",
            "Police closed the store.",
            "Police closed the Kelm Road store.",
        ),
        (
            "“It is gold,” said Bob Van Orm of Kelm.",
            "Van Orm left the pitch early.",
            "Bob Van Orm left the pitch early.",
        ),
        (
            "The Kelm Wildlife Service counts them.",
            "KWS figures show four rhinos.",
            "Kelm Wildlife Service (KWS) figures show four rhinos.",
        ),
    ],
)
def test_what_a_source_tells_for_certain_is_put_in(before: str, sentence: str, text: str, analyse: Analyser) -> None:
    found = introduced(sentence, ["Snow fell in Arvik.", before], analyse)
    assert found.text == text
    assert [one.row for one in found.introductions] == [1]


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Petra Hahn and Karl Hahn said the game was lost.", "Hahn left the pitch early."),
        (COACH, "The mayor of Arvik praised Petra Hahn on Friday."),
        (COACH, "Fans met on Hahn Street on Friday."),
        (COACH, "“I admire Hahn,” the mayor of Arvik said."),
        ("A bakery in Kelm and a bakery in Arvik burned.", "Firefighters reached the bakery within minutes."),
        (BAKERY, "In Kelm, firefighters reached the bakery within minutes."),
        ("Mrs Karl Hahn said the game was lost.", "Hahn left the pitch early."),
        (COACH, "“The mayor said. “Hahn left the pitch early."),
        ("Rescuers searched New Skarne.", "Skarne was flooded."),
        ("Marn Bank and Arvik Bank raised their rates.", "The bank will close six branches."),
        ("Marn Bank bought a bank in Kelm.", "The bank will close six branches."),
        ("Marn Bank raised its rates.", "The Marn dam broke, and the bank was flooded."),
        ("Its Chief Talent Office praised them.", "Parents can come back to the office."),
        ("The John the Apostle relic was found in Arvik.", "The relic is small."),
        ("Snow fell in Upper New Skarne.", "Rescuers searched in New Skarne."),
        ("Bob Van Orm and Ida Van Orm left.", "Van Orm left the pitch early."),
    ],
)
def test_what_may_be_another_is_not(before: str, sentence: str, analyse: Analyser) -> None:
    assert introduced(sentence, ["Snow fell in Arvik.", before], analyse).text == sentence


@pytest.mark.parametrize("first", ["Velta sells buses in forty towns.", "Velta’s buses run in forty towns."])
def test_a_firm_is_not_taken_for_its_founder(first: str, analyse: Analyser) -> None:
    before = [first, "Two brothers lent Karl Velta the money for a yard in 1921."]
    later = ["Velta, the mayor says, pays well."]
    assert introduced("Velta closed two plants.", before, analyse, later).text == "Velta closed two plants."
    told = introduced("Velta closed two plants.", before[1:], analyse, later).text
    assert told == "Karl Velta closed two plants."


@pytest.mark.parametrize(
    ("before", "sentence", "bearable"),
    [
        ("“Miner Gary” Tolm said he found gold.", "Tolm said the storms were over.", [False]),
        ("The suit names Aaron Fitz Construction.", "Only a third was paid to Fitz.", [True]),
        ("The tree was nicknamed Mangy.", "Mangy arrived by road.", [True]),
        ("It snowed in Upper Skarne.", "Skarne was flooded.", []),
        ("President Tolm said he found gold.", "Tolm said the storms were over.", []),
        ("There is Velta.", "Velta sells buses.", []),
        ("Abdul Tolm found gold.", "In Arvik, Abdul Tolm said the storms were over.", []),  # his names are one word
    ],
)
def test_a_name_of_which_its_source_said_more_must_be_told_of(
    before: str, sentence: str, bearable: list[bool], analyse: Analyser
) -> None:
    found = introduced(sentence, ["Snow fell in Arvik.", before], analyse).unexplained
    assert [one.bearable for one in found] == bearable
    assert all(one.phrase in sentence and one.ids for one in found)


def test_what_is_left_is_told_with_the_words_that_would_explain_it(analyse: Analyser) -> None:
    before = ["A bus and a car collided near Arvik.", "Three people were hurt in a crash in Kelm, too."]
    (left,) = introduced("Police said the collision closed a road.", before, analyse).unexplained
    assert left.phrase == "the collision"
    assert {"collis", "crash"} <= set(left.ids)


def test_what_a_source_has_not_told_itself_its_readers_know(analyse: Analyser) -> None:
    assert introduced("Snow closed the parks.", ["Snow fell in Arvik."], analyse).unexplained == ()
    # What a sentence is about was spoken of before it, by whatever name.
    (about,) = introduced("The shutdown closed parks.", ["Snow fell in Arvik."], analyse).unexplained
    assert about.phrase == "The shutdown"
    (whose,) = introduced("Turnout was 61 percent.", ["Snow fell in Arvik."], analyse).unexplained
    assert (whose.phrase, whose.ids) == ("Turnout", ())


def test_who_says_a_sentence_at_its_end_is_named(analyse: Analyser) -> None:
    before = ["The bridge is closed, Ada Brink said.", "“Nobody was hurt,” she added."]
    found = resolve_pronoun("“It will open in May,” she said.", before, analyse)
    assert found is not None
    assert found == ("“It will open in May,” Ada Brink said.", 0)
    assert resolve_pronoun("“It will open in May,” he said.", before, analyse) is None
    # Whoever is named before a quotation says it.
    own = "Ada Brink is sure: “It will open in May,” she said."
    assert resolve_pronoun(own, ["Eva Sand said no."], analyse) is None


def test_a_name_is_shown_to_be_a_person_s_later_in_its_source(analyse: Analyser) -> None:
    before, sentence = ["Petra Hahn met the board."], "The board asked Hahn to leave Arvik."
    assert introduced(sentence, before, analyse).text == sentence
    found = introduced(sentence, before, analyse, ["Hahn said the game was lost."])
    assert found.introductions == (Introduction("Hahn", "Petra Hahn", 0),)


@pytest.mark.parametrize(
    ("before", "sentence", "text"),
    [
        (
            "Ida Holm, the mayor of Kelm, opened the bridge.",
            "Holm praised the engineers.",
            "Ida Holm, the mayor of Kelm, praised the engineers.",
        ),
        (
            "Kelm County Sheriff Ida Holm opened the inquiry.",
            "Holm praised the divers.",
            "Kelm County Sheriff Ida Holm praised the divers.",
        ),
        (
            "The National Bridge Trust (NBT) paid for it.",
            "NBT owns 40 bridges.",
            "The National Bridge Trust (NBT) owns 40 bridges.",
        ),
        (COACH, "The club also sold two players.", "The club sold two players."),
        (COACH, "Ada Brink left Arvik as well.", "Ada Brink left Arvik."),
        (COACH, "Ada Brink left Arvik, too.", "Ada Brink left Arvik."),
        (COACH, "Ada Brink left Arvik as well as Orm.", "Ada Brink left Arvik as well as Orm."),
    ],
)
def test_roles_and_abbreviations_are_put_in(before: str, sentence: str, text: str, analyse: Analyser) -> None:
    assert introduced(sentence, ["Snow fell in Arvik.", before], analyse).text == text


def test_a_surname_that_only_others_explain_is_left_open(analyse: Analyser) -> None:
    found = introduced("Hahn left the pitch early.", ["Snow fell in Arvik."], analyse, elsewhere={"Hahn"})
    assert [one.phrase for one in found.unexplained] == ["Hahn"]


def test_a_surname_that_two_people_have_is_left_open(analyse: Analyser) -> None:
    before = ["Ada Brink said the bridge was closed.", "Karl Brink said it was open."]
    (left,) = introduced("Brink left Arvik on Friday.", before, analyse).unexplained
    assert (left.phrase, left.ids) == ("Brink", ())
    # With a title or a second name it is one person.
    before = ["Prosecutor Ida Lott said no.", "Ida Lott left Arvik."]
    assert introduced("Lott praised the judge of Kelm.", before, analyse).unexplained == ()


def test_what_is_told_as_one_text_takes_as_known_what_none_of_it_tells(analyse: Analyser) -> None:
    before = ["A bus and a car collided near Arvik.", "The store was closed."]
    told = ["A trail leads to Arvik.", "The trail was closed, and so was the store."]
    assert [one.phrase for one in unexplained_in(told, before, analyse)] == ["the store"]
    assert [one.phrase for one in unexplained_in(told[1:], [*before, told[0]], analyse)] == ["The trail", "the store"]
    # A number is known by its words: the 442nd, of the 442nd Regiment.
    (number,) = unexplained_in(["The 442nd suffered losses."], ["Men served in the 442nd."], analyse)
    assert "442nd" in number.ids


def test_who_speaks_may_be_whom_the_quotation_names(analyse: Analyser) -> None:
    text = "“After Corvex called, the Lund Review study was closed,” the agency writes."
    (left,) = introduced(text, ["Snow fell in Arvik."], analyse).unexplained
    assert left.phrase == "the agency"
    assert "corvex" in left.ids
    assert "lund" not in left.ids


def test_the_shares_of_who_speaks_are_theirs(analyse: Analyser) -> None:
    before = ["Velta Foods closed two plants."]
    found = introduced("Shares fell 6 percent.", before, analyse, owned=True)
    assert (found.text, found.unexplained) == ("Shares fell 6 percent.", ())
