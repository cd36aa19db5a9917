"""How things stood earlier: so still where the newest report says it too, else as of the last that does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told_samples import one_sentence_each

from summarizer.plan.overtaken import outrun, with_newest
from summarizer.records import Fact, Statement

SENTENCES = one_sentence_each("The pass is shut.", "The pass is shut.", "The pass is closed.", "Snow fell.")
EARLY = Statement(as_of="2025-03-12", past=True)


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (("2025-03-12", "2025-03-13", ""), Statement()),
        (("2025-03-12", "2025-03-13", "2025-03-13"), Statement(as_of="2025-03-13", past=True)),
        (("2025-03-12", "2025-03-12", None), EARLY),
    ],
)
def test_a_state_is_told_as_of_the_last_report_that_tells_it(times: tuple[str | None, ...], told: Statement) -> None:
    given = [EARLY, Statement(), Statement(), Statement()]
    found = with_newest(given, [Fact((0, 1, 2), 3), Fact((3,), 1)], SENTENCES, (*times, ""))
    assert found == (told, *given[1:])


def test_an_entry_that_nobody_repeats_keeps_its_hour() -> None:
    entry = Statement(as_of="2025-03-12T09:10", past=True)
    assert with_newest([entry], [Fact((0,), 1)], SENTENCES, ("2025-03-12",)) == (entry,)


def test_of_one_state_the_newest_sentence_is_told() -> None:
    facts, times = [Fact((0, 1, 2), 3), Fact((3,), 1)], ("2025-03-12", "", None, "2025-03-12")
    assert outrun([EARLY, Statement(), Statement(), EARLY], facts, SENTENCES, times) == {0}
    assert not outrun([Statement()] * 4, facts, SENTENCES, times)  # what happened is so however early it was told


def test_what_tells_the_newest_number_is_not_behind_though_it_has_its_day() -> None:
    facts, times = [Fact((0,), 1)], ("2025-03-12", "")
    assert with_newest([EARLY], facts, SENTENCES, times, {0}) == (replace(EARLY, past=False),)
