"""Accepted sentences read with what stands beside them, by a judge that can; for all clusters at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.interfaces import Judge, Progress, ReadsStanding
from summarizer.pipeline.stages import Accepted
from summarizer.pipeline.together import Given, Outcome, each, in_one_call
from summarizer.records import Candidate, Pair, Rejected
from summarizer.settings import Settings, VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.verify import standing_objection, standing_question


def with_standing(
    outcomes: Sequence[Outcome[Accepted]],
    settings: Settings,
    analyse: Analyser,
    judge: Judge | None,
    progress: Progress | None,
) -> list[Outcome[Accepted]]:
    """Leaves out what its own report takes back beside it; all stays where the judge cannot tell, or nothing would."""
    if not isinstance(judge, ReadsStanding):
        return list(outcomes)

    def questions(accepted: Accepted) -> list[Pair]:
        return [pair for _, pair in _asked(accepted, settings.verify, analyse)]

    read = in_one_call(outcomes, questions, lambda pairs: judge.stands(pairs, progress) or [1.0] * len(pairs))
    return each(read, lambda given: _standing(given, settings.verify, analyse))


def _asked(accepted: Accepted, settings: VerifySettings, analyse: Analyser) -> list[tuple[Candidate, Pair]]:
    found = [
        (one, standing_question(one.item, accepted.sources.sentences, settings, analyse)) for one in accepted.candidates
    ]
    return [(one, pair) for one, pair in found if pair is not None]


def _standing(given: Given[Accepted, list[float]], settings: VerifySettings, analyse: Analyser) -> Accepted:
    accepted = given.record
    asked = [one for one, _ in _asked(accepted, settings, analyse)]
    objections = {
        id(one): reason
        for one, told in zip(asked, given.own, strict=True)
        if (reason := standing_objection(told, settings))
    }
    kept = tuple(one for one in accepted.candidates if id(one) not in objections)
    if not kept or len(kept) == len(accepted.candidates):
        return accepted
    left = [Rejected(one.text, (objections[id(one)],), one.place) for one in asked if id(one) in objections]
    return replace(accepted, candidates=kept, omitted=(*accepted.omitted, *left))
