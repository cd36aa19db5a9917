"""From a claim to the passages that bear on it, and from the judge's answers to what is cited."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from summarizer.attribute.doubt import (
    Bear,
    Traced,
    carrying_one,
    done_by_others,
    is_told_at_all,
    joined_pair,
    joined_support,
    reporting_one,
    words_of,
)
from summarizer.attribute.nearness import Floats, Passages, probabilities
from summarizer.records import (
    Answers,
    Attribution,
    Bearing,
    Citation,
    Contradiction,
    Pair,
    Report,
    Reported,
    Sentence,
)
from summarizer.settings import AttributeSettings


def trace(
    claim: str,
    vector: Floats,
    sentences: Sequence[Sentence],
    embeddings: Floats,
    reports: Sequence[Report],
    settings: AttributeSettings,
    bear: Bear,
    skip: Collection[str] = (),
    passages: Passages | None = None,
) -> tuple[Traced, ...]:
    """The passages that may bear on a claim, the nearest first, a few of each source.

    Args:
        claim: one sentence.
        vector: (d,) float32, unit length, its embedding.
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        reports: the sources.
        settings: thresholds.
        bear: how a passage bears on the claim, by rule.
        skip: origins that are not looked at, since they are cited already.
        passages: those of the cluster, where many claims are traced in it.
    """
    known = passages or Passages(sentences, embeddings, reports)
    found = []
    for at, told in candidates(claim, vector, known, settings, known.of(skip)):
        rows = known.rows(at)
        report = reports[sentences[rows[0]].source]
        bearing = bear([sentences[row].flat for row in rows], claim, report.document.date)
        mute = bearing.kind == "silent" and not bearing.by_others
        if skip and not bearing.of_one and bearing.share < settings.shared_other:
            bearing = replace(bearing, same_event=False)  # the verb of nobody whom the claim knows is no sign
        telling = not skip or _may_report(bearing, told, settings)
        if mute or (bearing.kind == "reports" and not telling):
            continue
        found.append(Traced(rows, bearing, told, telling))
    return tuple(found)


def least_share(settings: AttributeSettings) -> float:
    """The share of a claim's words without which no passage reports it where others are cited."""
    return min(settings.shared, settings.shared_event, settings.shared_whole)


def _may_report(bearing: Bearing, told: float, settings: AttributeSettings) -> bool:
    """Whether a passage has enough of another report's sentence that the judge is asked whether it reports it."""
    if bearing.same_event:
        least = settings.shared_event if bearing.event else settings.shared_whole
        return bearing.share >= least and (bearing.of_one or not bearing.uncounted)
    least = settings.shared if told >= settings.sure_told else settings.shared_far
    return _is_known(bearing, settings) and bearing.share >= least


def _is_known(bearing: Bearing, settings: AttributeSettings) -> bool:
    """Whether a passage without a claim's main verb may still tell its main event, of the same people."""
    return bool(bearing.event) and not bearing.unnamed and bearing.held >= settings.held_reworded


def near_texts(
    claim: str,
    vector: Floats,
    sentences: Sequence[Sentence],
    passages: Passages,
    settings: AttributeSettings,
    skip: Collection[str] = (),
) -> list[str]:
    """The sentences that `trace` will have compared with a claim, so that they can be parsed together."""
    found = [passages.rows(at) for at, _ in candidates(claim, vector, passages, settings, passages.of(skip))]
    return [claim, *dict.fromkeys(sentences[row].flat for rows in found for row in rows)]


def candidates(
    claim: str, vector: Floats, passages: Passages, settings: AttributeSettings, skip: Collection[int] = ()
) -> Iterator[tuple[int, float]]:
    """The passages that are compared with a claim, the nearest first: each with how likely its source tells the claim.
    ``skip`` are sources that are not looked at, and that no other falls behind.
    """
    near = passages.near(claim, vector, settings)
    if skip:
        near = np.where(np.isin(passages.source, list(skip)), 0.0, near).astype(np.float32)
    nearest = np.zeros(int(passages.source.max(initial=-1)) + 1, dtype=np.float32)
    np.maximum.at(nearest, passages.source, near)
    # A sentence of a source is not told by another one only because nobody comes nearer.
    told = probabilities(nearest, settings, settings.retold if skip else settings.least_near)
    seen: dict[int, int] = {}
    for at in np.argsort(-near, kind="stable"):
        source = int(passages.source[at])
        if near[at] <= 0:
            return
        if told[source] < settings.min_told or seen.get(source, 0) >= settings.passages_a_source:
            continue
        seen[source] = seen.get(source, 0) + 1
        yield int(at), float(told[source])


def questions(
    claim: str,
    traced: Sequence[Traced],
    sentences: Sequence[Sentence],
    settings: AttributeSettings,
    doubted: bool = False,
    judged: Answers | None = None,
) -> list[Pair]:
    """What the judge must be asked next: (passage, claim) or (passage, the part of the claim that it may tell).

    Of a source that neither surely tells the claim's main event nor surely does not, whether its nearest passage does,
    and whether that carries the whole claim, for a passage is read once for all that is asked of it; then, unless the
    event is not told, whether another passage carries the claim, where the rules are not sure. Of a claim
    that is ``doubted`` instead, for nobody knows that any source tells it: whether the nearest passages of all do,
    together, and whether a passage carries it. Of a hundred sources that come near, only the nearest are asked about.
    What is ``judged`` already is not asked again.
    """
    known: Answers = judged or {}
    joined = joined_pair(claim, traced, sentences, settings) if doubted else None
    found = [joined] if joined else []
    for pairs in islice(_open_sources(claim, traced, sentences, settings, doubted, known), settings.asked_sources):
        found += pairs
    return [pair for pair in dict.fromkeys(found) if pair not in known]


def unasked(
    claim: str, traced: Sequence[Traced], sentences: Sequence[Sentence], settings: AttributeSettings, doubted: bool
) -> int:
    """How many sources the rules leave open that the judge is not asked about, since so many others come nearer."""
    left = sum(1 for _ in _open_sources(claim, traced, sentences, settings, doubted, {}))
    return max(left - settings.asked_sources, 0)


def _open_sources(
    claim: str,
    traced: Sequence[Traced],
    sentences: Sequence[Sentence],
    settings: AttributeSettings,
    doubted: bool,
    known: Answers,
) -> Iterator[list[Pair]]:
    """What there is to ask about each source that the rules leave open, the nearest first."""
    for own in _by_source(traced, sentences).values():
        if pairs := _about_source(claim, own, sentences, settings, doubted, known):
            yield pairs


def _about_source(
    claim: str,
    own: Sequence[Traced],
    sentences: Sequence[Sentence],
    settings: AttributeSettings,
    doubted: bool,
    known: Answers,
) -> list[Pair]:
    """What the judge must be asked of one source's passages, with what is ``known`` of them."""
    carrying = [one for one in own if one.bearing.kind == "carries"][: settings.asked_a_source]
    if any(one.bearing.sure for one in carrying):
        return []
    whole = [(words_of(one, sentences), claim) for one in _apart(carrying)]
    nearest = None if doubted or _contrary(own) else reporting_one(own)
    if nearest is None or not _is_open(nearest, own[0].told, settings):
        return whole
    event = (words_of(nearest, sentences), _event(nearest, claim))
    if event in known and known[event].supported >= settings.event_support:
        return [event, *whole]
    # What does not tell the event does not carry the claim.
    return [event, *(pair for pair in whole if pair[0] == event[0])]


def attribution(
    claim: str,
    traced: Sequence[Traced],
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    judged: Answers | None,
    settings: AttributeSettings,
    doubted: bool = False,
) -> Attribution:
    """What is cited for a claim, one passage of each source at most; without a judge the rules alone decide.

    That a source comes near to what another one tells is a sign that it tells the same. Near to a claim that nobody
    tells, it is only of the same topic: a claim that is ``doubted`` must be found true by the nearest passages together
    before any of them counts as reporting it.
    """
    support = joined_support(claim, traced, sentences, judged, settings) if doubted else 0.0
    stands = not doubted or is_told_at_all(claim, traced, sentences, judged, settings, support)
    vouched = doubted and support >= settings.vouched_support
    disputed = doubted and done_by_others(traced) and support < settings.others_support
    cited: list[Citation] = []
    reported: list[Reported] = []
    against: list[Contradiction] = []
    for own in _by_source(traced, sentences).values():
        carrying = carrying_one(claim, own, sentences, judged, settings)
        if carrying and (carrying.bearing.sure or not disputed):
            cited.append(Citation(*_quoted(carrying, sentences, reports)))
        elif contrary := _contrary(own):
            against.append(Contradiction(*_quoted(contrary, sentences, reports), contrary.bearing.differs))
        elif (
            stands
            and (nearest := reporting_one(own))
            and _is_told(claim, nearest, sentences, judged, settings, doubted, vouched)
        ):
            reported.append(Reported(*_quoted(nearest, sentences, reports), nearest.bearing.lacks))
    return Attribution(tuple(cited), tuple(reported), tuple(against))


def nearest(
    traced: Sequence[Traced], sentences: Sequence[Sentence], reports: Sequence[Report], settings: AttributeSettings
) -> tuple[Reported, ...]:
    """What comes nearest to a claim that no source is found to tell, one passage of each source, with what it lacks.

    What a passage does not say, be it a number, keeps it from nothing here, for it is shown as lacking; what it tells
    otherwise, or of somebody else, does.
    """
    near = [
        one
        for own in _by_source(traced, sentences).values()
        if not _contrary(own)
        and (one := reporting_one([other for other in own if not other.bearing.by_others]))
        and one.told >= settings.min_reported
        and one.bearing.share > 0.0  # what has no word of it is not near
    ]
    return tuple(Reported(*_quoted(one, sentences, reports), one.bearing.lacks) for one in near)


def _by_source(traced: Sequence[Traced], sentences: Sequence[Sentence]) -> dict[int, list[Traced]]:
    found: dict[int, list[Traced]] = {}
    for one in traced:
        found.setdefault(sentences[one.rows[0]].source, []).append(one)
    return found


def _contrary(own: Sequence[Traced]) -> Traced | None:
    """The nearest passage of a source that tells a claim otherwise."""
    return next((one for one in own if one.bearing.kind == "contradicts"), None)


def _is_open(one: Traced, told: float, settings: AttributeSettings) -> bool:
    """Whether the rules alone leave open whether a source tells a claim's main event. They do not where it comes near
    and has nearly all words of the event, or the verb and enough words that it may carry the whole claim; nor where it
    has neither the verb nor enough words of the event that any answer would do.
    """
    if not one.bearing.same_event:
        return _is_event(one, 1.0, settings)
    near = told >= settings.sure_told and one.bearing.held >= settings.held_alone
    return not near and (one.bearing.kind != "carries" or not one.bearing.event)


def _apart(carrying: Sequence[Traced]) -> list[Traced]:
    """The passages of a source that may carry a claim, of those that overlap the one with most words of it, or the
    shorter: of a sentence and the same with the next one the judge need not be asked twice.
    """
    kept: list[Traced] = []
    for one in sorted(carrying, key=lambda one: (-one.bearing.share, len(one.rows))):
        if not any(set(one.rows) & set(other.rows) for other in kept):
            kept.append(one)
    return kept


def _event(one: Traced, claim: str) -> str:
    """What the judge is asked about a passage that may report a claim."""
    return one.bearing.event or one.bearing.core or claim


def _is_told(
    claim: str,
    one: Traced,
    sentences: Sequence[Sentence],
    judged: Answers | None,
    settings: AttributeSettings,
    doubted: bool,
    vouched: bool,
) -> bool:
    """Whether the source tells the claim's main event, by how near it comes and by the judge where it was asked;
    ``vouched`` where the judge found the claim told by the nearest passages together, in whatever words.
    """
    answer = judged.get((words_of(one, sentences), _event(one, claim))) if judged is not None else None
    if answer is None:
        if judged is not None and not doubted and _is_open(one, one.told, settings):
            return False  # one of so many sources that the judge was not asked
        if not one.bearing.same_event and not vouched:
            return False
    elif not _is_event(one, answer.supported, settings):
        return False
    odds = _log_odds(one.told) + settings.core_weight * (2 * one.bearing.held - 1)
    if answer is not None:
        odds += settings.judge_weight * (answer.supported - settings.judge_middle)
    return odds >= _log_odds(settings.min_reported)


def _is_event(one: Traced, supported: float, settings: AttributeSettings) -> bool:
    """Whether the judge finds a claim's main event in a passage: surely, where the passage words it otherwise."""
    if one.bearing.same_event:
        asked_whole = one.bearing.kind == "carries" and not one.bearing.event
        return asked_whole or supported >= settings.event_support
    return _is_known(one.bearing, settings) and supported >= settings.reworded_support


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))


def _quoted(one: Traced, sentences: Sequence[Sentence], reports: Sequence[Report]) -> tuple[int, int, int, str]:
    """The source of a passage, where it stands there, and its words."""
    first, last = sentences[one.rows[0]], sentences[one.rows[-1]]
    return first.source, first.start, last.end, reports[first.source].document.text[first.start : last.end]
