"""Composition by how sentences may be told: wordings by rule, voices, units before their parts, titles of facts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from grammar import analysed
from pipeline_fakes import HashEncoder
from test_compose import PLAIN, SETTINGS, differs, numbered

from summarizer.compose import (
    best_wording,
    briefing_sentence,
    leads_apart,
    multiplies,
    other_titles,
    refuted,
    title_standing,
    with_leads,
    with_voice,
)
from summarizer.compose.choosing import choose_rows
from summarizer.compose.sentence import Taken
from summarizer.compose.titles import Titled
from summarizer.records import (
    Attribution,
    Candidate,
    Citation,
    Document,
    Flag,
    Introduction,
    Option,
    PlanItem,
    Rejected,
    Report,
    Reported,
    Sentence,
    Span,
    Standing,
    StandingKind,
    Statement,
)
from summarizer.text.analysis import Analyser
from summarizer.text.voices import attributed_to, quoted_as, says_who

ANALYSE = Analyser(None)
CLAIM = "A post said the bridge of Lund had fallen."
DENIAL = "The council of Lund said on Monday that the bridge stands."
WORDING = "The bridge of Lund stands, the council said on Monday; a post had said it had fallen."
UNIT = Statement(Standing("rebutted", "", (1,)), partners=(0, 1), wording=WORDING)


def planned(
    statement: Statement, seed: int = 0, role: Any = "point", salience: float = 1.0, merit: float = 0.0
) -> PlanItem:
    return PlanItem(role, seed, (), salience, statement=statement, merit=merit)


# --- wordings and voices ------------------------------------------------------------------------------------


def test_a_wording_by_rule_is_told_whatever_was_written() -> None:
    item = planned(UNIT)
    found = best_wording(item, [Option("Something else.", 1.0, None)], "no", numbered(CLAIM, DENIAL), SETTINGS)
    assert isinstance(found, Candidate)
    assert (found.text, found.origin, found.support, found.rejected) == (WORDING, "written", 1.0, ())


def test_it_cites_all_of_its_sentences_once_and_nobody_else() -> None:
    sentences = numbered(CLAIM, DENIAL, DENIAL)
    reports = [Report(at, Document(f"d{at}", one.text), at) for at, one in enumerate(sentences)]
    candidate = Candidate(planned(UNIT), WORDING, "written", 1.0)
    told = briefing_sentence(Taken(candidate), sentences, reports, SETTINGS)
    assert told.sources == (0, 1)
    for cited in told.citations:
        assert cited.part
        assert told.text[cited.part.start : cited.part.end].lower() in cited.quote.lower()
    assert told.together
    assert told.standing == UNIT.standing


@pytest.mark.parametrize(
    ("text", "voice", "expected"),
    [
        ("The plant will open in May.", "Velta Foods", "The plant will open in May, Velta Foods said."),
        ("The plant will open in May, Velta Foods said.", "Velta Foods", ""),
        ("Velta Foods said the plant will open.", "Velta Foods", ""),
        ("Velta Foods will open a plant.", "The Velta Foods", "Velta Foods will open a plant, the Velta Foods said."),
        ("It is “a good day.”", "Ann Lee", "It is “a good day,” Ann Lee said."),
    ],
)
def test_a_voice_is_named_once(text: str, voice: str, expected: str) -> None:
    item = planned(Statement(Standing("attributed"), voice=voice))
    found = Candidate(item, text, "quoted", 1.0)
    told = with_voice(found, item, numbered(text), ANALYSE, 45)
    assert told == (replace(found, text=expected, origin="written") if expected else found)


def test_what_speaks_as_we_is_told_as_a_quotation() -> None:
    own = 'We open the "green" plant in May.'
    item = planned(Statement(Standing("attributed"), voice="the Velta Foods"))
    refused = Rejected(own, ("the source's sentence does not say who speaks",))
    told = with_voice(refused, item, numbered(own), ANALYSE, 45)
    assert isinstance(told, Candidate)
    assert told.text == "The Velta Foods said: “We open the ‘green’ plant in May.”"
    assert with_voice(refused, item, numbered(own), ANALYSE, 3) == refused
    assert with_voice(refused, planned(Statement()), numbered(own), ANALYSE, 45) == refused


def test_voices_by_rule() -> None:
    assert attributed_to("It rained", "Ann Lee") == "It rained, Ann Lee said."
    assert attributed_to("It rained", "Lee, Orm desk") == "It rained, Lee, Orm desk, said."
    assert quoted_as("We left!", "Lee, Orm desk") == "Lee, Orm desk, said: “We left!”"
    assert quoted_as("We left!", "Ann Lee") == "Ann Lee said: “We left!”"
    assert not says_who(ANALYSE("The plant of Velta opens."), "Velta")
    assert says_who(ANALYSE("According to Velta, it opens."), "Velta")


# --- repetition ---------------------------------------------------------------------------------------------


def composed(*candidates: Candidate, sentences: int = 0) -> tuple[list[int], list[Rejected]]:
    vectors = HashEncoder().encode([one.text for one in candidates])
    return choose_rows(candidates, vectors, 0, replace(PLAIN, sentences=sentences), SETTINGS, differs)


def test_a_part_of_a_unit_is_not_told_beside_it_as_a_plain_fact() -> None:
    whole = Candidate(planned(UNIT, salience=0.1), WORDING, "written", 1.0)
    claim = Candidate(planned(Statement(), 2, "lead", 5.0), "The bridge of Lund had fallen.", "written", 1.0)
    same_row = Candidate(planned(Statement(), 1, salience=4.0), "The council met.", "written", 1.0)
    other = Candidate(planned(Statement(), 3, salience=3.0), "A circus came to the port of Malm.", "written", 1.0)
    rows, left = composed(claim, same_row, other, whole)
    assert rows == [2, 3]
    assert [one.reasons for one in left] == [(f"it repeats “{WORDING}”",)] * 2


def test_a_unit_is_offered_the_place_of_its_parts_and_they_none() -> None:
    whole = Candidate(planned(UNIT, salience=0.1), WORDING, "written", 1.0)
    claim = Candidate(planned(Statement(), 2, "lead", 5.0), "The bridge of Lund had fallen.", "written", 1.0)
    other = Candidate(planned(Statement(), 3, salience=3.0), "A circus came to the port of Malm.", "written", 1.0)
    rows, left = composed(claim, other, whole, sentences=1)
    assert rows == [2]
    assert [one.text for one in left] == [claim.text, other.text]


def test_what_names_or_counts_more_than_a_unit_is_no_part_of_it() -> None:
    whole = Candidate(planned(UNIT, salience=0.1), WORDING, "written", 1.0)
    more = Candidate(planned(Statement(), 2), "The bridge of Lund had fallen on 3 cars.", "written", 1.0)
    assert composed(more, whole)[0] == [0, 1]


# --- titles -------------------------------------------------------------------------------------------------

TITLE = "Bridge of Lund falls into the river"
BODY = "The bridge of Lund fell into the river on Monday."


def report(source: int, title: str | None, body: str, kind: str = "") -> Report:
    flags = (Flag(kind, "so"),) if kind else ()  # type: ignore[arg-type]
    return Report(source, Document(f"d{source}", body, title=title, flags=flags), source)


def stands(kind: StandingKind, voice: str = "") -> Statement:
    return Statement(Standing(kind), voice=voice)


@pytest.mark.parametrize(
    ("title", "statement", "expected"),
    [
        (TITLE, Statement(), "fact"),
        ("Bridge of Lund falls into the river, police say", stands("attributed"), "fact"),
        ("Police: bridge of Lund falls into the river", stands("attributed"), "fact"),
        (TITLE, stands("attributed"), "refused"),
        (TITLE, stands("asserted", "Velta"), "refused"),
        (TITLE, stands("supposed"), "refused"),
        (TITLE, stands("possible"), "refused"),
        ("Bridge of Lund may fall into the river", stands("possible"), "open"),
        ("Bridge of Lund to fall into the river", stands("planned"), "open"),
        (TITLE, stands("planned"), "refused"),
        *((TITLE, stands(kind), "refused") for kind in ("denied", "rebutted", "contested", "superseded")),
        ("Mayor denies bridge of Lund fell into river", stands("denied"), "fact"),
        (TITLE, Statement(withheld="a later entry has another count"), "refused"),
        ("We saw the bridge of Lund fall", Statement(), "refused"),
        ("A circus comes to the harbour", stands("rebutted"), "unknown"),
    ],
)
def test_a_headline_is_held_against_its_own_source(title: str, statement: Statement, expected: str) -> None:
    sentences = numbered(BODY)
    assert title_standing(title, report(0, title, BODY), sentences, [statement], SETTINGS) == expected


@pytest.mark.parametrize(
    ("by", "newest", "expected"),
    [
        ("Velta Foods", True, "fact"),
        ("Velta Foods", False, "refused"),
        ("The union", True, "refused"),
        ("", True, "refused"),
    ],
)
def test_what_somebody_announces_to_do_himself_is_a_fact_in_the_newest_report(
    by: str, newest: bool, expected: str
) -> None:
    title, body = (
        "Velta walks away from Lund bakery",
        "Velta Foods said it would not buy the Lund bakery and walks away.",
    )
    given_to = (title, report(0, title, body), numbered(body), [Statement(Standing("planned", by), own_act=by)])
    assert title_standing(*given_to, SETTINGS, newest) == expected


@pytest.mark.parametrize("kind", ["satire", "advertisement", "opinion", "party"])
def test_a_headline_of_no_report_is_no_title(kind: str) -> None:
    assert title_standing(TITLE, report(0, TITLE, BODY, kind), numbered(BODY), [Statement()], SETTINGS) == "refused"


def test_a_party_s_headline_with_its_name_may_be_one() -> None:
    title = "Velta Foods says bridge of Lund fell into the river"
    own = report(0, title, BODY, "party")
    assert title_standing(title, own, numbered(BODY), [stands("attributed", "Velta Foods")], SETTINGS) == "fact"


def test_what_another_source_refutes_is_no_title() -> None:
    sentences = numbered("The bridge fell.", BODY)
    assert refuted(TITLE, sentences, [Statement(), stands("rebutted")], SETTINGS)
    assert not refuted(TITLE, sentences, [Statement(), Statement()], SETTINGS)
    assert not refuted(f"No, {TITLE}: a hoax", sentences, [Statement(), stands("rebutted")], SETTINGS)
    nearer = numbered(BODY, "The bridge of Lund fell.")
    assert not refuted(TITLE, nearer, [Statement(), stands("rebutted")], SETTINGS)


def titles(
    sentences: list[Sentence],
    reports: list[Report],
    statements: list[Statement],
    options: tuple[Option, ...] = (),
    candidates: tuple[Candidate, ...] = (),
) -> list[Titled]:
    lead = planned(statements[0], role="lead")
    return other_titles([(lead, options)], candidates, reports, sentences, SETTINGS, statements)


def test_a_headline_that_another_source_confirms_comes_first() -> None:
    other = "Trains stop at the station of Lund"
    sentences = numbered(f"{other} tonight.", BODY, BODY)
    reports = [report(0, other, sentences[0].text), report(1, TITLE, BODY), report(2, None, BODY)]
    assert [title for title, _ in titles(sentences, reports, [Statement()] * 3)][:2] == [TITLE, other]
    copied = [*reports[:2], replace(reports[2], original=1)]
    assert [title for title, _ in titles(sentences, copied, [Statement()] * 3)][:2] == [other, TITLE]


def test_a_short_lead_comes_before_a_headline_that_cannot_be_checked_or_is_too_long() -> None:
    short = "The bridge of Lund fell on Monday."
    long = "Bridge of Lund falls into the river on Monday and nobody knows why it came to that so soon"
    reports = [report(0, "A dark day for all of us", BODY)]
    found = titles(numbered(BODY), reports, [Statement()], (Option(short, 1.0, None),))
    assert found[0] == (short[:-1], (Citation(0, 0, len(BODY), BODY),))
    found = titles(numbered(BODY), [report(0, long, BODY)], [Statement()], (Option(short, 1.0, None),))
    assert [title for title, _ in found][:2] == [short[:-1], long]


def test_a_claim_heads_nothing_without_its_voice() -> None:
    claim = stands("attributed", "Velta")
    told = Candidate(planned(claim, role="lead"), "The bridge of Lund fell, Velta said.", "written", 1.0)
    found = titles(numbered(BODY), [report(0, TITLE, BODY)], [claim], (Option(BODY, 1.0, None),), (told,))
    assert [title for title, _ in found] == ["The bridge of Lund fell, Velta said"]


def test_as_a_last_resort_a_fact_comes_before_a_claim() -> None:
    claim = stands("attributed", "Velta")
    first = Candidate(planned(claim, role="lead"), "The bridge of Lund fell, Velta said.", "written", 1.0)
    fact = Candidate(planned(Statement(), 1), "Trains stopped.", "written", 1.0)
    sentences = numbered(BODY, "Trains stopped.")
    found = titles(sentences, [report(0, None, BODY)], [claim, Statement()], (), (first, fact))
    assert [title for title, _ in found] == ["Trains stopped"]


def test_of_confirmed_headlines_the_newest_is_the_title() -> None:
    old, new, side = "Fire burns mill of Kelm", "Fire in mill of Kelm is out", "Bakers of Kelm collect bread"
    bodies = (
        "A fire burns the mill of Kelm. The fire in the mill of Kelm is out.",
        "The fire in the mill of Kelm is out, crews said. A fire burns the mill of Kelm.",
        "Bakers of Kelm collect bread. The mill of Kelm burns in a fire. The fire in the mill of Kelm is out.",
    )
    sentences = [
        Sentence(source, at, at + len(text), text, at, at)
        for source, body in enumerate(bodies)
        for at, text in enumerate(body.replace(". ", ".|").split("|"))
    ]
    reports = [
        Report(at, Document(f"d{at}", body, title=title, date=f"2026-05-0{day}"), at)
        for at, (body, title, day) in enumerate(zip(bodies, (old, new, side), (1, 2, 3), strict=True))
    ]
    found = titles(sentences, reports, [Statement()] * len(sentences))
    assert [title for title, _ in found][:3] == [new, old, side]


def test_the_newest_headline_is_the_title_whatever_the_briefing_opens_with() -> None:
    close, sworn = "Vote of Lund too close to call", "Ada Brink sworn in as mayor of Lund"
    sentences = numbered(f"{sworn}.", f"{close}.", f"{close}.")
    reports = [
        Report(at, Document(f"d{at}", f"{text}.", title=text, date=f"2026-05-0{day}"), at)
        for at, (text, day) in enumerate(((sworn, 9), (close, 1), (close, 2)))
    ]
    statements = [Statement()] * 3
    assert [title for title, _ in titles(sentences, reports, statements)][:2] == [sworn, close]
    elsewhere = [(planned(Statement(), 1, role="lead"), ())]
    found = other_titles(elsewhere, (), reports, sentences, SETTINGS, statements)
    assert found[0][0] == sworn


def test_what_was_before_all_that_the_briefing_opens_with_is_no_title_while_a_sentence_can_be() -> None:
    out, guilty = "Jury of Lund sent out", "Ada Brink was found guilty in Lund on Tuesday."
    sentences = numbered(guilty, f"{out}.", f"{out}.")
    reports = [
        Report(at, Document(f"d{at}", text, title=title, date=f"2026-05-0{day}"), at)
        for at, (text, title, day) in enumerate(((guilty, None, 3), (f"{out}.", out, 1), (f"{out}.", out, 2)))
    ]
    told = (Candidate(planned(Statement(), role="lead"), guilty, "quoted", 1.0),)
    assert titles(sentences, reports, [Statement()] * 3, (), told)[0][0] == guilty[:-1]
    same_day = [replace(one, document=replace(one.document, date="2026-05-03")) for one in reports]
    assert titles(sentences, same_day, [Statement()] * 3, (), told)[0][0] == out


def test_a_short_form_of_a_side_fact_is_no_title_where_the_lead_has_none() -> None:
    lead, side = planned(Statement(), merit=2.0), planned(Statement(), 1, merit=1.0)
    body, aside = "The old bridge of Lund fell into the river on Monday night.", "Trains to Arvik stopped for an hour."
    reports = [report(0, None, body), report(1, None, aside)]
    short = Option("Trains to Arvik stopped.", 1.0, None)
    told = Candidate(lead, body, "written", 1.0)

    def first(item: PlanItem) -> str:
        leads = [(lead, ()), (item, (short,))]
        found = other_titles(leads, [told], reports, numbered(body, aside), SETTINGS, [Statement()] * 2)
        return found[0][0]

    assert first(side) == body[:-1]
    assert first(replace(side, merit=lead.merit)) == short.text[:-1]


def test_a_headline_that_nothing_tells_comes_behind_a_sentence_that_stands_alone() -> None:
    teaser = "Night of thunder and old stones"
    lead = planned(Statement(), role="lead", merit=1.0)
    told = Candidate(lead, f"{BODY[:-1]} and took two lorries of the Arvik road with it.", "written", 1.0)
    found = titles(numbered(BODY), [report(0, teaser, BODY)], [Statement()], (), (told,))
    assert [title for title, _ in found] == [told.text[:-1], teaser]


def test_of_headlines_that_nothing_tells_one_with_a_number_tells_something() -> None:
    teaser, counts = "Night of thunder and old stones", "Deck carried 247 tons and not 212"
    reports = [report(0, teaser, BODY), report(1, counts, BODY)]
    assert titles(numbered(BODY, BODY), reports, [Statement()] * 2)[0][0] == counts


# --- the lead -----------------------------------------------------------------------------------------------


def test_where_no_planned_lead_could_be_told_the_best_fact_is_it() -> None:
    claim = Candidate(planned(UNIT, salience=9.0, merit=9.0), WORDING, "written", 1.0)
    low, high = (
        Candidate(planned(Statement(), at, merit=float(at)), f"Train {at} stopped.", "written", 1.0) for at in (1, 2)
    )
    found = with_leads([claim, low, high], 1)
    assert [one.item.role for one in found] == ["lead", "point", "point"]
    assert [one.text for one in found] == [high.text, claim.text, low.text]
    assert with_leads(found, 1) == found
    assert with_leads([], 2) == ()


def test_a_lead_that_cannot_be_told_leaves_its_place_to_the_next_best_opening() -> None:
    second = Candidate(planned(Statement(), 0, "lead", merit=1.0), "Train 0 stopped.", "written", 1.0)
    side, best = (
        Candidate(planned(Statement(), at, merit=merit), f"Train {at} stopped.", "written", 1.0)
        for at, merit in ((1, 0.5), (2, 1.5))
    )
    found = with_leads([second, side, best], 2)
    assert [(one.item.seed, one.item.role) for one in found] == [(2, "lead"), (0, "lead"), (1, "point")]


def test_a_lead_that_tells_the_first_one_again_leaves_its_place() -> None:
    first, again, other, leaning = (
        replace(candidate, item=replace(candidate.item, merit=merit))
        for candidate, merit in zip(
            with_leads(
                [Candidate(planned(Statement(), at), f"Train {at} stopped.", "written", 1.0) for at in range(4)], 2
            ),
            (3.0, 2.5, 2.0, 2.4),
            strict=True,
        )
    )
    vectors = np.array([[1.0, 0.0], [0.9, 0.436], [0.0, 1.0], [0.0, 1.0]], dtype=np.float32)
    found = leads_apart([first, again, other, replace(leaning, leans=True)], vectors, SETTINGS)
    assert [one.item.role for one in found] == ["lead", "point", "lead", "point"]
    kept = leads_apart([first, again, other, leaning], vectors, replace(SETTINGS, lead_repeats=0.0))
    assert [one.item.role for one in kept] == ["lead", "lead", "point", "point"]
    assert leads_apart([], vectors[:0], SETTINGS) == ()


def test_where_only_claims_are_left_one_of_them_leads() -> None:
    claims = [
        Candidate(planned(stands("supposed"), at, merit=float(at)), f"Train {at} may stop.", "written", 1.0)
        for at in (1, 2)
    ]
    assert [one.item.role for one in with_leads(claims, 1)] == ["lead", "point"]
    assert with_leads(claims, 1)[0].text == claims[1].text


def test_two_claims_of_one_speaker_are_no_repetition() -> None:
    voice = Statement(Standing("attributed"), voice="The General Staff of Tosk")
    first, second = (
        Candidate(planned(voice, at, salience=3.0 - at), f"{text}, the General Staff of Tosk said.", "written", 1.0)
        for at, text in enumerate(("Two attacks were repelled", "The losses are lies"))
    )
    vectors = np.eye(2, dtype=np.float32)
    assert choose_rows([first, second], vectors, 0, PLAIN, SETTINGS, differs)[0] == [0, 1]


@pytest.mark.parametrize("text", ["It fell on Monday.", "Shares of Velta had risen on Monday."])
def test_what_names_nothing_or_looks_back_heads_nothing_while_another_lead_is_at_hand(text: str) -> None:
    first = Candidate(
        planned(Statement(), 0, "lead"), f"{BODY[:-1]} while {'it rained and ' * 5}it blew.", "quoted", 1.0
    )
    second = Candidate(planned(Statement(), 1, "lead"), text, "quoted", 1.0)
    sentences = numbered(first.text, text)
    leads = [(one.item, ()) for one in (first, second)]
    reports = [report(0, None, first.text), report(1, None, text)]
    found = other_titles(leads, [first, second], reports, sentences, SETTINGS, [Statement()] * 2)
    assert found[0][0] == first.text[:-1]


def test_a_passage_that_only_introduces_somebody_is_cited_last_and_tells_nothing_else() -> None:
    sentences = numbered("Hahn closed the bridge of Lund.", "Petra Hahn, a warden, lives in Lund.", CLAIM)
    reports = [Report(at, Document(f"d{at}", one.text), at) for at, one in enumerate(sentences)]
    introductions = (Introduction("Hahn", "Petra Hahn, a warden,", 1),)
    candidate = Candidate(planned(Statement()), "Hahn closed the bridge of Lund.", "quoted", 1.0)
    text = "Petra Hahn, a warden, closed the bridge of Lund."
    introduced = replace(candidate, text=text, item=replace(candidate.item, introductions=introductions))
    also = Citation(2, 0, len(CLAIM), CLAIM)
    lacks = (Span(candidate.text.index("bridge"), candidate.text.index(".")),)
    found = Attribution(citations=(also,), reported_by=(Reported(1, 0, 5, "Petra", lacks),))
    told = briefing_sentence(Taken(candidate, told=introduced), sentences, reports, SETTINGS, found)
    assert [one.source for one in told.citations] == [0, 2, 1]
    assert (told.text, told.together) == (text, True)
    (reported,) = told.reported_by
    assert [text[one.start : one.end] for one in reported.lacks] == ["bridge of Lund"]
    short = replace(candidate, text="Closed the bridge.")
    lost = Attribution(reported_by=(Reported(2, 0, 3, "A p", (Span(0, 4), Span(5, 11))),))
    told = briefing_sentence(Taken(candidate, told=short), sentences, reports, SETTINGS, lost)
    assert all(one.start < one.end <= len(short.text) for one in told.reported_by[0].lacks)
    gone = Attribution(citations=(replace(also, part=Span(0, 4)),))
    told = briefing_sentence(Taken(candidate, told=short), sentences, reports, SETTINGS, gone)
    assert [one.source for one in told.citations] == [0], "no source of a part carries all"
    alone = briefing_sentence(Taken(candidate, told=introduced), sentences, reports, SETTINGS)
    assert alone.independent_origins == 1


def test_a_title_speaks_of_several_only_where_the_sources_do() -> None:
    title = analysed("Club/NN/nsubj>2 sues=sue/VBZ over/IN/prep>2 fires=fire/NNS/pobj>3 .")
    one = analysed("A/DT/det>2 fire/NN/nsubj>3 burnt=burn/VBD the/DT/det>5 mill/NN/dobj>3 .")
    several = analysed("Two/CD/nummod>2 fires=fire/NNS/nsubj>3 burnt=burn/VBD the/DT/det>5 mill/NN/dobj>3 .")
    assert multiplies(title, [one, one], SETTINGS) == "fires"
    assert multiplies(title, [one, one, several], SETTINGS) == ""
    assert multiplies(title, [one], SETTINGS) == ""  # once says little
    assert multiplies(title, [], SETTINGS) == ""
