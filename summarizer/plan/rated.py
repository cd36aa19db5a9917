"""What an encoder tells of each item of the plan: is it understood alone, does it tell anything, is it a view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from summarizer.records import Option, Plan, PlanItem, Rating, Sentence, Statement
from summarizer.settings import PlanSettings
from summarizer.text import word_count

Rate = Callable[[Sequence[str]], list[Rating] | None]

IDLE = "tells nothing of the event"
_UNCLEAR = "is not understood without what stands around it"


def rated(items: Sequence[PlanItem], sentences: Sequence[Sentence], rate: Rate | None) -> list[PlanItem]:
    """The items with the rating of what is told of each, all asked for at once; as they are where nobody can rate."""
    ratings = rate([item.statement.wording or item.told(sentences) for item in items]) if rate and items else None
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
    return tuple(replace(one, withheld=IDLE) if row in idle else one for row, one in enumerate(statements))


def presentable(
    plan: Plan, sentences: Sequence[Sentence], words: float, settings: PlanSettings
) -> tuple[Plan, list[tuple[PlanItem, str]]]:
    """The plan without what a reader would not understand or would take for a fact, and that with the reasons.

    What is told behind the sentence that explains it, and what is told together with others, stays. So does everything
    where nothing else is left. Where what is clear leaves the briefing half empty, the clearest of the rest is told.

    Args:
        plan: what is to be told.
        sentences: all sentences of the cluster.
        words: how many the briefing is to have.
        settings: what is clear, and how much of it is enough.
    """
    reasons = [_why_not(item, settings) for item in plan.items]
    sizes = [word_count(item.statement.wording or item.told(sentences)) for item in plan.items]
    room = settings.clear_words * words - sum(size for size, why in zip(sizes, reasons, strict=True) if not why)
    clearest = sorted(range(len(sizes)), key=lambda at: (-_alone(plan.items[at]), at))
    for at in clearest:
        if room > 0 and reasons[at] == _UNCLEAR and _alone(plan.items[at]) >= settings.bare_alone:
            reasons[at] = ""
            room -= sizes[at]
    kept = tuple(item for item, reason in zip(plan.items, reasons, strict=True) if not reason)
    if not kept:
        return plan, []
    return Plan(kept), [(item, reason) for item, reason in zip(plan.items, reasons, strict=True) if reason]


def _alone(item: PlanItem) -> float:
    return item.rating.alone if item.rating else 0.0


def _why_not(item: PlanItem, settings: PlanSettings) -> str:
    """Why an item is not told; nothing where it may be."""
    if item.rating is None or item.together:
        return ""
    if item.statement.wording:
        idle = item.statement.voice and item.rating.worth < settings.least_worth
        return IDLE if idle else ""
    if item.rating.alone < settings.least_alone and not item.follows:
        return _UNCLEAR
    if item.rating.view > settings.most_view and not item.statement.voice:
        return "gives a view and does not say whose"
    return ""


def as_clear(
    options: Sequence[Option], whole: Rating | None, ratings: Sequence[Rating | None], settings: PlanSettings
) -> tuple[Option, ...]:
    """The options of an item, refused where they are understood alone less than its whole sentence.

    What the grammar lets go may be what the rest leans on.

    Args:
        options: texts that were written or shortened for the item.
        whole: the rating of what they were made of.
        ratings: theirs, in their order; None where nobody can rate them.
        settings: how much less is too much.
    """
    reason = ("is understood alone less than the sentence it was made of",)
    return tuple(
        replace(option, reasons=(*option.reasons, *reason))
        if whole and rating and rating.alone < whole.alone - settings.most_lost
        else option
        for option, rating in zip(options, ratings, strict=True)
    )
