"""What an encoder tells of each item of the plan: is it understood alone, does it tell anything, is it a view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from summarizer.records import Plan, PlanItem, Rating, Sentence, Statement
from summarizer.settings import PlanSettings

Rate = Callable[[Sequence[str]], list[Rating] | None]


def rated(items: Sequence[PlanItem], sentences: Sequence[Sentence], rate: Rate | None) -> list[PlanItem]:
    """The items with the rating of what is told of each, all asked for at once; as they are where nobody can rate."""
    ratings = rate([item.told(sentences) for item in items]) if rate and items else None
    return [replace(item, rating=one) for item, one in zip(items, ratings, strict=True)] if ratings else list(items)


def without_idle(
    statements: Sequence[Statement], ratings: Sequence[Rating] | None, settings: PlanSettings
) -> tuple[Statement, ...]:
    """The statements, those withheld that tell nothing of the event; what others are told with stays.

    Where nothing would be left, all stay as they are.
    """
    if ratings is None:
        return tuple(statements)
    needed = {row for one in statements for row in (*one.partners, *one.named)}
    idle = {
        row
        for row, (one, rating) in enumerate(zip(statements, ratings, strict=True))
        if rating.worth < settings.least_worth and not one.withheld and not one.wording and row not in needed
    }
    if all(row in idle or one.withheld for row, one in enumerate(statements)):
        return tuple(statements)
    reason = "tells nothing of the event"
    return tuple(replace(one, withheld=reason) if row in idle else one for row, one in enumerate(statements))


def presentable(plan: Plan, settings: PlanSettings) -> tuple[Plan, list[tuple[PlanItem, str]]]:
    """The plan without what a reader would not understand or would take for a fact, and that with the reasons.

    What is told behind the sentence that explains it, and what is told together with others, stays. So does everything
    where nothing else is left.
    """
    reasons = [_why_not(item, settings) for item in plan.items]
    kept = tuple(item for item, reason in zip(plan.items, reasons, strict=True) if not reason)
    if not kept:
        return plan, []
    return Plan(kept), [(item, reason) for item, reason in zip(plan.items, reasons, strict=True) if reason]


def _why_not(item: PlanItem, settings: PlanSettings) -> str:
    """Why an item is not told; nothing where it may be."""
    if item.rating is None or item.together or item.statement.wording:
        return ""
    if item.rating.alone < settings.least_alone and not item.follows:
        return "is not understood without what stands around it"
    if item.rating.view > settings.most_view and not item.statement.voice:
        return "gives a view and does not say whose"
    return ""
