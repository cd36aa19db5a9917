"""Plan by how each sentence may be told: units, wordings, what leads, whose word counts for less."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_plan import FLOOD, chosen, sentences_of, vectors_of

from summarizer.plan import make_plan, with_openings, with_wordings
from summarizer.plan.units import units
from summarizer.records import Chosen, Plan, Sentence, Standing, StandingKind, Statement
from summarizer.settings import PlanSettings
from summarizer.text.analysis import Analyser

SETTINGS = PlanSettings()
TEXTS = (
    FLOOD,
    "The mayor of Bergen opened a new school on Friday.",
    "Insurers put the damage at 12 million crowns.",
    "A circus from Lund came to the old harbour.",
)
PLAIN = Statement()


def plan_of(*statements: Statement, texts: tuple[str, ...] = TEXTS, rows: tuple[int, ...] = (0, 1, 2, 3)) -> Plan:
    sentences = sentences_of(*texts)
    return make_plan(chosen(*rows), sentences, vectors_of(sentences), SETTINGS, (), statements)


def stands(kind: StandingKind, voice: str = "") -> Statement:
    return Statement(Standing(kind), voice=voice)


def unit(*partners: int) -> Statement:
    return Statement(Standing("rebutted"), partners=partners, wording="It is false that a circus came.")


def test_rows_that_share_a_partner_are_one_unit_and_told_once() -> None:
    statements = (PLAIN, unit(1, 2), PLAIN, unit(2, 3))
    assert units(statements) == dict.fromkeys((1, 2, 3), (1, 2, 3))
    plan = plan_of(*statements)
    assert sorted(item.seed for item in plan.items) == [0, 1]
    told = next(item for item in plan.items if item.seed == 1)
    assert told.statement == statements[1]
    assert told.support == ()
    assert [passage.source for passage in told.passages(sentences_of(*TEXTS))] == [1, 2]
    assert told.together


def test_a_partner_that_is_chosen_brings_the_unit() -> None:
    plan = plan_of(PLAIN, unit(1, 2), replace(PLAIN, withheld="with its claim"), PLAIN, rows=(0, 3))
    assert sorted(item.seed for item in plan.items) == [0, 3]
    plan = plan_of(PLAIN, unit(1, 2), PLAIN, PLAIN, rows=(2, 0))
    assert sorted(item.seed for item in plan.items) == [0, 1]


def test_a_wording_without_others_is_no_unit() -> None:
    statement = Statement(
        Standing("attributed", "Ann Lee"), voice="Ann Lee", partners=(1,), wording="Ann Lee said: “Yes.”"
    )
    item = next(item for item in plan_of(PLAIN, statement, PLAIN, PLAIN).items if item.seed == 1)
    assert not item.together
    assert item.statement is statement


def test_what_is_withheld_is_in_no_plan_not_even_as_support() -> None:
    plan = plan_of(PLAIN, replace(PLAIN, withheld="satire"), texts=(FLOOD, FLOOD), rows=(0, 1))
    assert [item.evidence for item in plan.items] == [(0,)]


@pytest.mark.parametrize("kind", ["supposed", "possible", "planned", "denied", "rebutted", "contested"])
def test_nobody_confirms_what_another_only_supposes(kind: StandingKind) -> None:
    plan = plan_of(PLAIN, stands(kind), texts=(FLOOD, FLOOD), rows=(0, 1))
    assert sorted(item.evidence for item in plan.items) == [(0,), (1,)]


def test_a_reporter_s_word_is_told_before_a_party_s_of_the_same() -> None:
    plan = plan_of(stands("attributed", "Velta"), PLAIN, texts=(FLOOD, FLOOD), rows=(0,))
    assert [item.evidence for item in plan.items] == [(1, 0)]


@pytest.mark.parametrize(
    "statement",
    [
        *(stands(kind) for kind in ("supposed", "possible", "denied", "rebutted", "contested")),
        stands("attributed", "Velta Foods"),
        stands("asserted", "Velta Foods"),
    ],
)
def test_what_is_not_settled_never_leads_while_a_fact_is_at_hand(statement: Statement) -> None:
    plan = plan_of(statement, statement, statement, PLAIN)
    assert [(item.seed, item.role) for item in plan.items if item.role == "lead"] == [(3, "lead")]
    alone = plan_of(statement, statement, statement, statement)
    assert sum(item.role == "lead" for item in alone.items) == SETTINGS.lead_sentences


def test_a_plan_leads_only_where_no_fact_is_nearly_as_central() -> None:
    texts = ("The school opens its doors.", "A mill burned all night.", "Two horses ran away.")
    plan, sentences = stands("planned"), sentences_of(*texts)

    def leads(salience: float) -> list[int]:
        rows = [Chosen(0, salience), Chosen(1, 1.0), Chosen(2, 0.9)]
        told = (plan, PLAIN, PLAIN)
        items = make_plan(rows, sentences, vectors_of(sentences), SETTINGS, (), told).items
        return [item.seed for item in items if item.role == "lead"]

    cost = SETTINGS.lead_planned / SETTINGS.lead_salience
    assert leads(1.0 + cost + 0.4) == [0, 1]
    assert leads(0.9 + cost - 0.4) == [1, 2]


def test_what_police_say_may_lead() -> None:
    plan = plan_of(stands("attributed"), stands("supposed"), stands("supposed"), stands("supposed"))
    assert [item.seed for item in plan.items if item.role == "lead"] == [0]


def test_facts_are_told_before_claims() -> None:
    texts = tuple(f"The {name} of Lund opened its doors." for name in ("school", "mill", "church", "bank", "pool"))
    statements = (stands("possible"), PLAIN, stands("contested"), PLAIN, PLAIN)
    plan = plan_of(*statements, texts=texts, rows=(0, 1, 2, 3, 4))
    points = [item.seed for item in plan.items if item.role == "point"]
    assert [seed in (0, 2) for seed in points] == sorted(seed in (0, 2) for seed in points)


def test_what_a_party_or_an_opinion_claims_alone_counts_for_less() -> None:
    sentences = sentences_of(*TEXTS)
    plan = make_plan(chosen(0, 1, 2, 3), sentences, vectors_of(sentences), SETTINGS, one_sided={0})
    first = next(item for item in plan.items if item.seed == 0)
    paired = make_plan(
        chosen(0, 1), sentences, vectors_of(sentences), SETTINGS, (), (unit(1, 2), *[PLAIN] * 3), one_sided={0}
    )
    assert next(item for item in paired.items if item.seed == 0).salience == pytest.approx(2.0)
    assert first.salience == pytest.approx(2.0 - SETTINGS.one_sided)


def test_partners_without_a_wording_are_told_as_they_stand_or_not_at_all() -> None:
    claim, denial = "A post said the bridge of Lund fell.", "The town denied it."
    near = [Sentence(0, 0, 40, claim, 0, 0), Sentence(0, 41, 60, denial, 1, 0)]
    told = with_wordings([replace(PLAIN, partners=(0, 1)), PLAIN], near)
    assert told[0].wording == f"{claim} {denial}"
    apart = [near[0], replace(near[1], source=1)]
    told = with_wordings([replace(PLAIN, partners=(1,)), PLAIN], apart)
    assert told[0].withheld
    assert with_wordings([unit(0, 1), PLAIN], apart)[0] == unit(0, 1)


def test_what_has_its_wording_keeps_its_opening() -> None:
    sentences = [
        Sentence(0, 0, 30, "Ann Lee, 41, left for Lund.", 0, 0),
        Sentence(0, 31, 60, "She said the bridge fell.", 1, 0),
    ]
    plan = make_plan(chosen(1), sentences, vectors_of(sentences), SETTINGS, (), (PLAIN, unit(0, 1)))
    assert with_openings(plan, sentences, Analyser(None)) == plan
