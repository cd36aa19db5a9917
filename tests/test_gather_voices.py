"""Whose voice a sentence is in: parties in quotation, satire withheld, answers by who gives them."""

from __future__ import annotations

import pytest
from grammar import analysed

from summarizer.clean import clean, reports_of
from summarizer.gather import statements
from summarizer.gather.voices import attributes_itself, with_voices
from summarizer.read.clusters import Cluster, as_cluster
from summarizer.records import Standing, Statement
from summarizer.split import split
from summarizer.stage_settings import CleanSettings, GatherSettings
from summarizer.text.analysis import Analyser
from summarizer.text.genres import without_remark
from summarizer.text.names import with_article
from summarizer.text.speech import quoted
from summarizer.text.turns import named_turn, turn
from summarizer.text.voices import first_person

UNPARSED = Analyser(None)


def told(text: str, analyse: Analyser = UNPARSED, **row: str) -> dict[str, Statement]:
    """Each sentence of a report, and how it may be told."""
    cluster = as_cluster(1, {"text": text, **row}, "x.jsonl")
    assert isinstance(cluster, Cluster)
    cleaned = clean(cluster.documents, CleanSettings())
    sentences = split(cleaned)
    found = with_voices([Statement()] * len(sentences), sentences, reports_of(cleaned), analyse)
    return {sentence.flat: statement for sentence, statement in zip(sentences, found, strict=True)}


STAFF = "Our guns silenced the battery at Selm on Friday. Three vehicles were destroyed. The enemy ran."
TALK = (
    "Q: Mayor, will the tram run by 2031?\nA: That is the plan. We have the money, and the rails arrive in May.\n"
    "Q: And the depot?\nA: The depot costs 40 million. It was 30.\nQ: Will you resign if it costs more?\n"
    "A: I don't answer such questions.\n\n"
)


def test_a_party_is_quoted_in_its_we_and_named_for_the_rest() -> None:
    found = told(STAFF, source="General Staff of Lorn")
    first, second, third = found.values()
    assert first.wording == "The General Staff of Lorn said: “Our guns silenced the battery at Selm on Friday.”"
    assert (second.wording, second.voice) == ("", "the General Staff of Lorn")
    assert second.standing == Standing("attributed", "the General Staff of Lorn")
    assert third.wording == "The General Staff of Lorn said: “The enemy ran.”"


def test_a_company_has_no_article_and_its_remark_is_left_out() -> None:
    (one,) = told("We opened our second plant in Kest on Monday.", source="Nordwerk (company release)").values()
    assert one.wording == "Nordwerk said: “We opened our second plant in Kest on Monday.”"


def test_a_sentence_that_names_its_speaker_keeps_that_alone() -> None:
    found = told('Sales rose by 4 percent. Chief Ida Holm: "We are proud."', source="Nordwerk (press release)")
    assert [one.voice for one in found.values()] == ["Nordwerk", ""]
    assert all(one.standing.kind == "attributed" and not one.wording for one in found.values())


def test_the_country_is_not_the_speaker() -> None:
    (one,) = told("The US army took part in World War I near Selm.", source="General Staff of Lorn").values()
    assert not one.wording


def test_a_party_that_announces_in_its_own_name_is_named_there() -> None:
    (one,) = told("Nordwerk reports a record year in Kest.", source="Nordwerk (press release)").values()
    assert (one.voice, one.standing) == ("", Standing("attributed", "Nordwerk"))


def test_a_wire_is_not_the_one_who_speaks() -> None:
    (one,) = told("We opened our second plant in Kest on Monday.", source="PR Newswire").values()
    assert one.wording.startswith("A press release on PR Newswire said: “We opened")


def test_a_party_without_a_name_speaks_by_its_statement() -> None:
    text = (
        "FOR IMMEDIATE RELEASE\n\nOur union calls a strike from Monday. All eleven ports of the country are to close."
    )
    first, second = told(text).values()
    assert first.withheld == "does not say who speaks"
    assert (second.voice, second.standing) == ("a statement", Standing("attributed", "a statement"))


@pytest.mark.parametrize(
    ("publisher", "reason"),
    [
        ("The Orsa Radish (satire)", "satire: it calls itself “satire”"),
        ("Vessen Courier (advertorial)", "an advertisement: it calls itself “advertorial”"),
    ],
)
def test_satire_and_advertisements_are_withheld(publisher: str, reason: str) -> None:
    found = told("The mayor drove the tram himself. Clouds are exempt.", source=publisher)
    assert [one.withheld for one in found.values()] == [reason] * 2


def test_an_opinion_is_its_authors() -> None:
    text = "Opinion\n\nWhy Orsa needs a tram\n\nBy Ida Holm\n\nI have waited for the bus for years. It is late again."
    found = told(text, source="Vessen Courier")
    first, second = found.values()
    assert first.wording == "Ida Holm wrote: “I have waited for the bus for years.”"
    assert (second.voice, second.standing) == ("Ida Holm", Standing("attributed", "Ida Holm"))


def test_an_opinion_without_an_author_is_its_papers() -> None:
    (one,) = told("The tram is a mistake for Orsa.", source="Vessen Courier (opinion)").values()
    assert (one.voice, one.wording) == ("Vessen Courier", "")


SYNOPSIS = "Jess (Ida Holm) meets a swindler, Nicky (Olu Lund), in a film about trust. The film is a bore."


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        (f"“Tram” review: slow\n\n{SYNOPSIS}", "a review of “Tram”"),
        (f"A slow tram\n\n{SYNOPSIS} It is a thriller.", "a review"),
        (f"A slow tram\n\n{SYNOPSIS}\n\nMara Voss is the Vessen Courier’s film critic.", "Mara Voss"),
        ("Opinion\n\nWhy Orsa needs a tram\n\nOrsa needs a tram. It is late again.", "an opinion piece"),
    ],
)
def test_an_opinion_of_nobody_who_is_named_is_that_of_its_text(text: str, voice: str) -> None:
    found = told(text)
    assert {one.voice for flat, one in found.items() if flat.startswith(("The film", "It is"))} == {voice}


def test_what_a_reporter_says_is_left_alone() -> None:
    found = told("A lorry hit a tram in Vessen on Tuesday, police said. Our reporter saw it.", source="Vessen Courier")
    assert set(found.values()) == {Statement()}


def test_what_another_step_has_said_stays() -> None:
    cluster = as_cluster(1, {"text": STAFF, "source": "General Staff of Lorn"}, "x.jsonl")
    assert isinstance(cluster, Cluster)
    cleaned = clean(cluster.documents, CleanSettings())
    sentences = split(cleaned)
    given = [Statement(wording="As told."), Statement(Standing("denied")), Statement(withheld="a question")]
    first, second, third = with_voices(given, sentences, reports_of(cleaned), UNPARSED)
    assert first.wording == "As told."
    assert second.standing == Standing("denied", "the General Staff of Lorn")
    assert third == given[2]
    assert (
        statements(sentences, reports_of(cleaned), UNPARSED, GatherSettings())[0].voice == "the General Staff of Lorn"
    )


@pytest.mark.parametrize(
    ("naming", "who"),
    [
        ("Orsa Mayor Ida Holm spoke to the Vessen Courier on Friday.", "Orsa Mayor Ida Holm"),
        ("Mayor Ida Holm told this newspaper in an interview.", "Mayor Ida Holm"),
        ("We spoke to Ida Holm, the mayor of Orsa.", "Ida Holm"),
        ("The Vessen Courier spoke to Ida Holm on Friday.", "Ida Holm"),
        ("Ida Holm, the mayor of Orsa, answered our questions.", "Ida Holm"),
        ("This interview with Mayor Ida Holm was edited for length.", "Mayor Ida Holm"),
    ],
)
def test_answers_belong_to_whom_the_text_names(naming: str, who: str) -> None:
    found = told(f"{TALK}{naming}", source="Vessen Courier")
    by_text = list(found.values())
    assert by_text[0].withheld == "a question"
    assert by_text[1].wording == f"Asked “Mayor, will the tram run by 2031?”, {who} said: “That is the plan.”"
    assert by_text[2].wording == f"{who} said: “We have the money, and the rails arrive in May.”"
    assert by_text[2].voice == who
    assert by_text[4].wording == f"Asked “And the depot?”, {who} said: “The depot costs 40 million.”"
    assert by_text[5].wording == f"Asked “And the depot?”, {who} said: “The depot costs 40 million. It was 30.”"
    assert by_text[7].withheld == "not an answer"
    assert by_text[8] == Statement()
    assert (by_text[1].partners, by_text[1].named) == ((0,), (8,))
    assert (by_text[2].partners, by_text[2].named) == ((), (8,))


def test_a_title_names_the_one_who_answers() -> None:
    found = told(TALK, title="Interview with Mayor Ida Holm", source="Vessen Courier")
    assert list(found.values())[2].wording.startswith("Mayor Ida Holm said: “We have")


def test_an_answer_of_nobody_is_withheld() -> None:
    reasons = [one.withheld for one in told(TALK, source="Vessen Courier").values()]
    assert reasons.count("does not say who answers") == 5
    assert "a question" in reasons


def test_two_people_named_are_nobody() -> None:
    found = told(
        f"{TALK}Ida Holm spoke to the Vessen Courier. Olu Lund spoke to the Vessen Courier.", source="Vessen Courier"
    )
    assert list(found.values())[2].withheld == "does not say who answers"


def test_labels_are_names_in_full_where_the_text_has_them() -> None:
    text = (
        "Mayor Ida Holm opened the depot on Friday.\n\nCOURIER: Will the tram run by 2031?\nHOLM: We have the money.\n"
        "COURIER: And the rails?\nHOLM: The rails arrive in May."
    )
    found = told(text, source="Courier")
    assert found["HOLM: We have the money."].wording == "Mayor Ida Holm said: “We have the money.”"
    assert found["COURIER: And the rails?"].withheld == "a question"
    assert found["HOLM: We have the money."].named == (0,)


def test_initials_are_those_of_a_label_before() -> None:
    text = (
        "Vessen Courier: Will the tram run by 2031?\nIda Holm: We have the money.\nVC: When do the rails arrive?\n"
        "IH: We expect them in May.\nVC: How many?"
    )
    found = told(text, source="The Vessen Courier")
    assert found["IH: We expect them in May."].wording == "Ida Holm said: “We expect them in May.”"


def test_a_paragraph_without_a_label_is_nobodys_unless_it_says_i() -> None:
    text = (
        "Q: Will the tram run by 2031?\n\nA: We have the money for it.\n\nI ordered the rails in May.\n\n"
        "A tram stands in its depot at night.\n\nQ: How many trams?\n\nA: We buy nine of them.\n\n"
        "Mayor Ida Holm spoke to the Vessen Courier."
    )
    found = told(text, source="Vessen Courier")
    assert found["I ordered the rails in May."].wording == "Mayor Ida Holm said: “I ordered the rails in May.”"
    assert found["A tram stands in its depot at night."].withheld == "does not say who speaks"


def test_what_leans_on_an_answer_that_leans_is_told_with_both() -> None:
    text = (
        "Interview with fire chief Olu Lund\n\nQuestion: How many were hurt?\nAnswer: Nine, as far as we know. "
        "Two of them are in hospital.\nQuestion: And the road?\nAnswer: It opens on Monday."
    )
    found = told(text, source="Radio Orsa")
    assert found["Two of them are in hospital."].wording == (
        "Asked “How many were hurt?”, fire chief Olu Lund said: “Nine, as far as we know. Two of them are in hospital.”"
    )


def test_the_first_question_is_no_title() -> None:
    text = (
        "THE COURT: Where were you on Friday, Mr. Rook?\nROOK: I was at the depot.\nTHE COURT: Until when?\nROOK: Nine."
    )
    assert list(told(text)) == text.splitlines()


def test_a_paper_answers_its_own_questions() -> None:
    text = (
        "Q. What happens to the tram?\n\nA. Orsa council votes on the tram on Monday.\n\nThe depot is built first.\n\n"
        "Q. What does it cost?\n\nA. It costs 40 million."
    )
    found = told(text, source="Vessen Courier")
    assert found["A. Orsa council votes on the tram on Monday."] == Statement(
        wording="Orsa council votes on the tram on Monday."
    )
    assert found["The depot is built first."] == Statement()
    assert found["It costs 40 million."].withheld


@pytest.mark.parametrize(
    "text",
    [
        "Sales: 40 million\n\nProfit: 9 million in the year\n\nStaff: 300 people work there.",
        "Monday: Rain in the north.\n\nTuesday: Sun.\n\nMonday: Rain again.",
        "Orsa: The council voted for a tram.\n\nVessen: The council voted against one.",
        "The mayor asked: Will the tram run by 2031? A: nobody knows.",
        "Claim: The tram is to stop in May, a post says.\n\nVerdict: It is false.\n\n"
        "Claim: Has the depot been sold?\n\nVerdict: The city still owns it.",
    ],
)
def test_lists_are_no_interviews(text: str) -> None:
    assert set(told(text, source="Vessen Courier").values()) == {Statement()}


def test_labels_of_turns() -> None:
    assert turn("Q: Will it?") == ("q", 3)
    assert turn("**Answer:** Yes.") == ("a", 12)
    assert turn("A. Orsa votes.") == ("a", 3)
    assert turn("a. first of a list") is None
    assert turn("A tram stands there.") is None
    assert named_turn("DE HOLM: Yes.") == ("DE HOLM", 9)
    assert named_turn("At 10:30 it left.") is None


def test_quotations_within_quotations_have_single_marks() -> None:
    assert quoted('It is "done", he says.') == "“It is ‘done’, he says.”"
    assert quoted("It’s “done”.") == "“It’s ‘done’.”"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ministry of Defence of Lorn", "the Ministry of Defence of Lorn"),
        ("The Orsa Radish", "the Orsa Radish"),
        ("University of Lorn", "the University of Lorn"),
        ("Lorn University", "Lorn University"),
        ("Vessen Police Department", "the Vessen Police Department"),
        ("Nordwerk Foods", "Nordwerk Foods"),
        ("Lund Service AG", "Lund Service AG"),
    ],
)
def test_common_nouns_have_an_article(name: str, shown: str) -> None:
    assert with_article(name) == shown


def test_remarks_behind_names() -> None:
    assert without_remark("Nordwerk (company release)") == ("Nordwerk", "company release")
    assert without_remark("Nordwerk") == ("Nordwerk", "")
    assert without_remark("(satire)") == ("(satire)", "")


def test_who_says_most_of_a_sentence_is_named_in_it() -> None:
    said = analysed(
        "Ida/NNP/compound>Holm Holm/NNP/nsubj>said said=say/VBD trams=tram/NNS/nsubj>run run/VBP/ccomp>said "
        "in/IN/prep>run Orsa/NNP/pobj>in ."
    )
    assert attributes_itself(said)
    assert not attributes_itself(analysed("Trams=tram/NNS/nsubj>run run/VBP in/IN/prep>run Orsa/NNP/pobj>in ."))


@pytest.mark.real_model
def test_a_partys_own_report_of_what_others_say_names_them(analyse: Analyser) -> None:
    text = "The rails arrive in May, chief engineer Olu Lund said. The depot in Kest was closed on Monday."
    first, second = told(text, analyse, source="Nordwerk (press release)").values()
    assert (first.voice, second.voice) == ("", "Nordwerk")


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("When Mara came back to Vessen I met her at the harbour.", True),
        ("Elizabeth I ruled for many years.", False),
        ("The crowd carried a picture of Charles I through the streets.", False),
        ("By order of the court of 8 October I have taken over the works.", True),
        ("The probe has left our solar system.", False),
        ("Our own planet is warmer than Korth.", False),
        ("The probe has left our works.", True),
        ("We saw the edge of our solar system.", True),
    ],
)
def test_a_name_before_an_i_is_a_king_s_unless_a_sentence_goes_on_behind_a_place(text: str, speaks: bool) -> None:
    assert bool(first_person(text)) is speaks
