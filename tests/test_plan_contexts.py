"""What an item leans on that the reader asked for."""

from __future__ import annotations

from summarizer.plan.contexts import without_asked
from summarizer.records import PlanItem, Unexplained


def test_what_was_asked_for_is_known() -> None:
    item = PlanItem("point", 0, (), 1.0, unexplained=(Unexplained("the fishing sector", ("sector",)),))
    assert without_asked(item, "What became of the fishing sector?").unexplained == ()
    assert without_asked(item, "What became of the weather?") == item
