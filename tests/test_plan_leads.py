"""What is worth most as the opening: what other sources open with, an event, of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest
from grammar import analysed

from summarizer.plan.leads import agreement, common_openings, focused, lead_rows, share_of_openings, with_merits
from summarizer.plan.wordings import best_opening
from summarizer.records import PlanItem, Sentence, Standing, Statement, Unexplained
from summarizer.settings import PlanSettings
from summarizer.text.analysis import Analysis

SETTINGS = PlanSettings()
PLAIN = Statement()
LASTING = "Herons=heron/NNS/nsubj>eat eat/VBP fish/NN/dobj>eat ."
EVENT = "Herons=heron/NNS/nsubj>ate ate=eat/VBD fish/NN/dobj>ate ."


def sentence(source: int, position: int, text: str = "Herons ate fish.") -> Sentence:
    return Sentence(source, 0, len(text), text, position, 0)


def merit(notation: str, statement: Statement = PLAIN, day: date | None = None) -> float:
    one = analysed(notation)

    class Read:
        def __call__(self, text: str) -> Analysis:
            assert text == one.text
            return one

    items = [PlanItem("point", 0, (), 1.0, statement=statement)]
    return with_merits(items, [sentence(0, 0, one.text)], SETTINGS, Read(), [day])[0].merit  # type: ignore[arg-type]


def test_agreement_is_the_mean_of_the_best_cosine_to_each_other_source_s_opening() -> None:
    late = SETTINGS.opening_sentences
    sentences = [sentence(0, 0), sentence(1, 0), sentence(1, 1), sentence(1, late), sentence(2, 0)]
    vectors = np.array([[1, 0], [0.6, 0.8], [0.8, 0.6], [1, 0], [0, 1]], dtype=np.float32)
    assert agreement(0, sentences, vectors, (), SETTINGS) == pytest.approx((0.8 + 0.0) / 2)
    assert agreement(0, sentences, vectors, {2}, SETTINGS) == pytest.approx(0.8)
    assert agreement(0, sentences, vectors, {1, 2}, SETTINGS) == pytest.approx(0.4)
    assert agreement(0, sentences[:1], vectors[:1], (), SETTINGS) == 0.0


def test_what_the_others_open_with_leads() -> None:
    sentences = [sentence(0, 0), sentence(1, 0)]
    items = [PlanItem("point", row, (), 1.0, agreement=near) for row, near in enumerate((0.2, 0.9))]
    assert lead_rows(with_merits(items, sentences, SETTINGS), SETTINGS)[0] == 1


def test_what_only_reports_of_an_earlier_day_state_is_worth_less() -> None:
    sentences = [sentence(0, 0), sentence(1, 0), sentence(2, 0)]
    old, new = datetime(2031, 6, 12), datetime(2031, 6, 14)
    items = [PlanItem("point", 0, (), 1.0), PlanItem("point", 1, (), 1.0), PlanItem("point", 2, (), 1.0)]

    def merits(*moments: datetime | None) -> list[float]:
        return [one.merit for one in with_merits(items, sentences, SETTINGS, moments=moments)]

    early, undated, late = merits(old, None, new)
    assert early == pytest.approx(late - SETTINGS.lead_overtaken)
    assert undated == late
    assert len(set(merits(old, None, old))) == 1
    both = replace(items[0], support=(2,))
    assert with_merits([both], sentences, SETTINGS, moments=(old, None, new))[0].merit > early


def test_with_a_focus_what_is_near_to_it_leads_wherever_it_stands() -> None:
    sentences = [sentence(0, 0), sentence(1, 9)]
    items = [PlanItem("point", row, (), 1.0, agreement=near) for row, near in enumerate((0.3, 0.5))]
    assert lead_rows(with_merits(items, sentences, SETTINGS), SETTINGS)[0] == 0
    assert lead_rows(with_merits(items, sentences, focused(SETTINGS)), SETTINGS)[0] == 1


def test_the_highest_place_of_all_that_tell_a_fact_counts() -> None:
    sentences = [sentence(0, 9), sentence(0, 8), sentence(1, 0)]
    alone, told = PlanItem("point", 1, (), 1.0, agreement=0.5), PlanItem("point", 0, (2,), 1.0, agreement=0.5)
    assert lead_rows(with_merits([alone, told], sentences, SETTINGS), SETTINGS)[0] == 0


def test_a_scene_at_the_top_is_worth_less_than_what_the_others_open_with() -> None:
    sentences = [sentence(0, 0), sentence(1, 0)]

    def gain(near: float) -> float:
        settings = replace(SETTINGS, lead_agreement=0.0)
        items = [PlanItem("point", row, (), 1.0, agreement=one) for row, one in enumerate((near, 0.8))]
        first, second = with_merits(items, sentences, settings)
        return second.merit - first.merit

    assert gain(0.8) == pytest.approx(0.0)
    assert gain(0.4) == pytest.approx(SETTINGS.lead_position / 2)


def test_what_a_source_opens_with_is_worth_more_than_what_follows_whatever_the_others_say() -> None:
    sentences = [sentence(0, 0), sentence(0, 1)]
    first, second = with_merits([PlanItem("point", row, (), 1.0) for row in range(2)], sentences, SETTINGS)
    assert first.merit - second.merit == pytest.approx(SETTINGS.lead_first)


def test_what_always_is_loses_to_an_event() -> None:
    assert merit(LASTING) == pytest.approx(merit(EVENT) - SETTINGS.lead_timeless)


@pytest.mark.parametrize(
    ("when", "day", "before"),
    [
        ("2=2,/CD/nummod>May 2024/CD/nummod>May", None, True),
        ("2=2,/CD/nummod>May 2024/CD/nummod>May", date(2024, 5, 4), False),
        ("2=2,/CD/nummod>May 2024/CD/nummod>May", date(2025, 5, 4), True),
    ],
)
def test_a_day_with_its_year_is_of_another_time(when: str, day: date | None, before: bool) -> None:
    dated = f"Herons=heron/NNS/nsubj>ate ate=eat/VBD fish/NN/dobj>ate on/IN/prep>ate May/NNP/pobj>on {when} ."
    plain = "Herons=heron/NNS/nsubj>ate ate=eat/VBD fish/NN/dobj>ate on/IN/prep>ate May/NNP/pobj>on 2/CD/nummod>May ."
    lost = merit(plain, day=day) - merit(dated, day=day)
    assert (lost > SETTINGS.lead_past / 2) is before
    planned = Statement(Standing("planned"))
    assert merit(plain, planned, day) - merit(dated, planned, day) < SETTINGS.lead_past / 2


def test_last_year_is_of_another_time_only_where_the_main_clause_says_so() -> None:
    main = "Herons=heron/NNS/nsubj>ate ate=eat/VBD fish/NN/dobj>ate last/JJ/amod>year year/NN/npadvmod>ate ."
    side = (
        "Herons=heron/NNS/nsubj>ate ate=eat/VBD fish/NN/dobj>ate that/WDT/nsubj>came came=come/VBD/relcl>fish "
        "last/JJ/amod>year year/NN/npadvmod>came ."
    )
    assert merit(main) < merit(side) - SETTINGS.lead_past / 2


def test_we_open_nothing() -> None:
    we = "We=we/PRP/nsubj>ate ate=eat/VBD fish/NN/dobj>ate ."
    assert merit(we) <= merit(EVENT) - SETTINGS.lead_unsettled


def test_what_several_sources_open_with_is_weighed_by_how_many_of_the_others_do() -> None:
    texts = ["Divers found the sunken ferry.", "The ferry was found.", "Ada Brink recalls a scene.", "Divers rest."]
    sentences = [sentence(source, 0, text) for source, text in enumerate(texts[:3])]
    late = sentence(2, SETTINGS.opening_sentences, texts[3])
    common = common_openings([*sentences, late], (), SETTINGS)
    assert set(common.values()) == {1 / 2}
    assert share_of_openings(sentences[0], common, SETTINGS) == pytest.approx(0.5)
    assert share_of_openings(sentences[2], common, SETTINGS) == 0.0
    assert common_openings([*sentences, late], {1, 2}, SETTINGS) == common  # one first-hand source alone says nothing
    assert common_openings(sentences[:1], (), SETTINGS) == {}
    assert share_of_openings(sentences[0], {}, SETTINGS) == 0.0


def test_neither_length_nor_an_empty_opening_makes_up_for_what_the_sources_share() -> None:
    texts = ["Divers found the ferry.", "Divers found the ferry off Orm.", "The ferry had many people talking."]
    sentences = [sentence(source, 0, text) for source, text in enumerate(texts)]
    common = common_openings(sentences, (), SETTINGS)
    short, longer, empty = (share_of_openings(one, common, SETTINGS) for one in sentences)
    assert short > longer > empty > 0
    below = replace(sentences[0], position=SETTINGS.opening_sentences)
    assert share_of_openings(below, common, SETTINGS) == 0.0


def test_a_lead_is_told_in_the_words_that_open_best() -> None:
    item = PlanItem("lead", 0, (1, 2, 3), 1.0, statement=PLAIN)
    denied = Statement(Standing("denied"))
    statements = [PLAIN, PLAIN, denied, PLAIN]
    merits = {0: 1.0, 1: 2.0, 2: 9.0, 3: 8.0}
    leaning = (Unexplained("the store", ("store",)),)

    def tell(one: PlanItem) -> PlanItem:
        return replace(one, unexplained=leaning if one.seed == 3 else ())

    def worth(items: Sequence[PlanItem]) -> list[PlanItem]:
        assert not any(one.support for one in items)  # each stands for itself
        return [replace(one, merit=merits[one.seed]) for one in items]

    told = best_opening(item, tell, worth, statements, 0.5)
    assert (told.seed, told.support) == (1, (0, 2, 3))
    assert best_opening(item, tell, worth, statements, 1.0) == item  # it is not worth so much more
    assert best_opening(item, tell, worth, (), 0.5) == item
    assert best_opening(replace(item, statement=denied), tell, worth, statements, 0.5).seed == 0
