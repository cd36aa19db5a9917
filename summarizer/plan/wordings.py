"""In which source's wording a fact opens the briefing: in the best one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from summarizer.records import PlanItem, Statement

Tell = Callable[[PlanItem], PlanItem]
"""An item with what its seed leans on put in, and with what it leans on still."""

Worth = Callable[[Sequence[PlanItem]], Sequence[PlanItem]]
"""The items, each with what it is worth as the opening."""


def best_opening(item: PlanItem, tell: Tell, worth: Worth, statements: Sequence[Statement], margin: float) -> PlanItem:
    """An item that opens the briefing, in the words of the source whose sentence alone is worth most as an opening.

    Most sources may carry the wording of a side fact: "The union has no tie to the group" of what another one opens
    with as "The union sues the group, which has no tie to it". And the wording that they carry may take something as
    known where another does not.

    Args:
        item: the item as it is told.
        tell: see `Tell`.
        worth: see `Worth`.
        statements: how each sentence may be told; empty where nobody knows, and then no other is told.
        margin: by how much more another wording must be worth.
    """
    others = [one for one in map(tell, _other_wordings(item, statements)) if not one.unexplained]
    if not others:
        return item
    own, *rest = worth([replace(one, support=()) for one in (item, *others)])
    best = max(range(len(rest)), key=lambda at: rest[at].merit)
    return others[best] if rest[best].merit > own.merit + margin else item


def _other_wordings(item: PlanItem, statements: Sequence[Statement]) -> list[PlanItem]:
    """The same fact in the words of each other source that states it; none where more than the seed is told."""
    if not statements or not _is_plain(item.statement):
        return []
    bare = replace(item, resolved="", antecedent=None, introductions=(), unexplained=(), follows=None, dated=False)
    return [
        replace(
            bare, seed=row, support=tuple(one for one in item.evidence if one != row), statement=statements[row]
        )
        for row in item.support
        if _is_plain(statements[row])
    ]  # fmt: skip


def _is_plain(statement: Statement) -> bool:
    """Whether a sentence may be told as it stands and alone."""
    return statement.settled and not statement.partners and not statement.wording
