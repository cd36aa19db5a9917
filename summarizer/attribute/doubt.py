"""Whether a claim that may be false stands: told by a source, by the rules, or by the nearest passages together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from summarizer.records import Answers, Bearing, Pair, Sentence
from summarizer.settings import AttributeSettings
from summarizer.text import share_held

Bear = Callable[[Sequence[str], str, str | None], Bearing]
"""``bear(passage, claim, date)``: sentences of one source, the claim, and the ISO date of the source's article."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A passage, as rows of sentences of one source, and how it bears on a claim.

    ``told`` is how likely its source tells the claim's main event, from how near its nearest passage comes. ``reports``
    says whether it may report the claim where it does not carry all of it.
    """

    rows: tuple[int, ...]
    bearing: Bearing
    told: float = 1.0
    reports: bool = True


def joined_pair(
    claim: str, traced: Sequence[Traced], sentences: Sequence[Sentence], settings: AttributeSettings
) -> Pair | None:
    """The nearest passages of all sources, and what of a claim the nearest of them may tell; None where none does.

    A person's sentence often says together what several reports tell.
    """
    near: list[Traced] = []
    for one in traced:
        own = [other for other in near if sentences[other.rows[0]].source == sentences[one.rows[0]].source]
        if one.bearing.kind in ("carries", "reports") and len(own) < settings.joined_of_a_source:
            near.append(one)
    near = near[: settings.joined]
    least = reporting_one(near)
    if least is None:
        return None
    rows = sorted({row for one in near for row in one.rows})
    return "\n".join(sentences[row].flat for row in rows), least.bearing.core or claim


def is_told_at_all(
    claim: str,
    traced: Sequence[Traced],
    sentences: Sequence[Sentence],
    judged: Answers | None,
    settings: AttributeSettings,
    support: float,
) -> bool:
    """Whether the sources tell a claim or its main event: one of them by itself, or with this ``support`` together."""
    if carrying_one(claim, traced, sentences, judged, settings):
        return True
    if done_by_others(traced):
        return support >= settings.others_support
    if judged is None:
        return _is_told_by_rule(traced, settings)
    return support >= settings.joined_support and not unheard(traced, numbers=True)


def _is_told_by_rule(traced: Sequence[Traced], settings: AttributeSettings) -> bool:
    """Whether a passage has a claim's main verb and the words of its main event, and no name, number or day of the
    claim is in none of the nearest passages: that one may have been put in the place of another.
    """
    telling = [one.bearing for one in traced if one.bearing.kind in ("carries", "reports")]
    told = any(
        one.same_event and one.held >= settings.held_alone and one.share >= settings.shared_alone for one in telling
    )
    return told and not unheard(traced)


def unheard(traced: Sequence[Traced], numbers: bool = False) -> frozenset[int]:
    """The names, numbers and days of a claim, or its ``numbers`` alone, that no passage near it has."""
    telling = [one.bearing for one in traced if one.bearing.kind in ("carries", "reports")]
    missing = [one.uncounted if numbers else one.unheard for one in telling]
    return frozenset.intersection(*missing) if missing else frozenset()


def joined_support(
    claim: str,
    traced: Sequence[Traced],
    sentences: Sequence[Sentence],
    judged: Answers | None,
    settings: AttributeSettings,
) -> float:
    """The probability that the nearest passages tell a claim together; 0 where the judge was not asked."""
    pair = joined_pair(claim, traced, sentences, settings)
    answer = judged.get(pair) if pair and judged is not None else None
    return answer.supported if answer else 0.0


def done_by_others(traced: Sequence[Traced]) -> bool:
    """Whether somebody else does, wherever it is told who does it, what a claim tells."""
    return any(one.bearing.by_others for one in traced) and not any(one.bearing.by_same for one in traced)


def reporting_one(own: Sequence[Traced]) -> Traced | None:
    """The passage of a source that tells most of a claim: of those that have its main verb, if any has, the one that
    lacks least of it, and of these the shorter.
    """
    telling = [one for one in own if one.reports and one.bearing.kind in ("carries", "reports")]
    return min(telling, key=lambda one: (not one.bearing.same_event, _lacking(one), len(one.rows)), default=None)


def _lacking(one: Traced) -> int:
    return sum(gone.end - gone.start for gone in one.bearing.lacks)


def carrying_one(
    claim: str,
    own: Sequence[Traced],
    sentences: Sequence[Sentence],
    judged: Answers | None,
    settings: AttributeSettings,
) -> Traced | None:
    """The passage of a source that carries the whole claim, if one does."""
    best, most = None, settings.min_support
    for one in own:
        if one.bearing.kind != "carries":
            continue
        if one.bearing.sure or judged is None:
            return one
        answer = judged.get((words_of(one, sentences), claim))
        if answer is None:
            continue
        # Read by hand on 79 clusters, half of the passages that the judge gave 0.70 to 0.85 did not carry the sentence,
        # and those had few words in common with it.
        words = settings.common_words
        support = (1 - words) * answer.supported + words * share_held(claim, words_of(one, sentences))
        if support >= most:
            best, most = one, support
    return best


def words_of(one: Traced, sentences: Sequence[Sentence]) -> str:
    """The sentences of a passage, one a line, as a judge reads them."""
    return "\n".join(sentences[row].flat for row in one.rows)
