"""Planned sentences to those that stand: written, checked by rule, judged.

More sentences are planned than fit, since some drafts are refused. The best of them are written first, for all clusters
at once, and the others only for clusters where those do not fill the budget. What ranks lower could not have taken the
place of what stands, so the briefing is the same, in less time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from summarizer.interfaces import Judge, Progress, Writer
from summarizer.pipeline.state import Clock, Pair, Work, ask, document_of, each, live
from summarizer.records import Plan, WriteRequest
from summarizer.settings import Settings
from summarizer.verify import Candidate, choose, filled, options, questions, ranked, title_of
from summarizer.write import drafts_by_item, requests_for, write

_SPARE = 1.2
"""How many times the first wave has to fill the budget: some of what stands repeats something."""


def draft_all(
    works: Sequence[Work],
    settings: Settings,
    writer: Writer,
    judge: Judge | None,
    clock: Clock,
    progress: Progress | None,
) -> None:
    """Leaves the candidates of every cluster in its plan's order; without a judge the rules alone decide."""
    each(works, lambda work: _plan_waves(work, settings))
    for wave in range(2):
        waiting = [work for work in live(works) if work.waves[wave].items and not _is_full(work, settings)]
        if not waiting:
            break
        with clock.stage("write"):
            _write(waiting, wave, settings, writer, progress)
        with clock.stage("verify"):
            each(waiting, lambda work: _check(work, settings))
            ask(judge, progress, waiting, _questions)
            each(waiting, lambda work: _choose(work, settings))
    each(works, _sort)


def _sort(work: Work) -> None:
    place = {item: at for at, item in enumerate(work.plan.items)}
    work.candidates.sort(key=lambda candidate: place[candidate.item])


def _plan_waves(work: Work, settings: Settings) -> None:
    """Splits the plan in two: the sentences that rank highest by their source's words, and the others."""
    items = work.plan.items
    order = ranked([Candidate(item, work.sentences[item.seed].flat, "written", 1.0) for item in items])
    first = set(order[: math.ceil(settings.plan.first_share * len(items))])
    work.waves = [
        Plan(tuple(item for at, item in enumerate(items) if (at in first) is early)) for early in (True, False)
    ]


def _is_full(work: Work, settings: Settings) -> bool:
    return bool(work.candidates) and filled(work.candidates, settings.output, settings.verify) >= _SPARE


def _write(works: Sequence[Work], wave: int, settings: Settings, writer: Writer, progress: Progress | None) -> None:
    requests = [_requests(work, wave, settings) for work in works]
    drafts = write([one for own in requests for one in own], writer, progress)
    start = 0
    for work, own in zip(works, requests, strict=True):
        plan = work.waves[wave]
        found, title = drafts_by_item(drafts[start : start + len(own)], plan, settings.writer)
        work.drafts = dict(zip(plan.items, found, strict=True))
        work.title_draft = work.title_draft or title
        start += len(own)


def _requests(work: Work, wave: int, settings: Settings) -> list[WriteRequest]:
    leads = [work.sentences[item.seed].source for item in work.plan.items if item.role == "lead"]
    titled = any(title_of(source, document_of(work, source), work.sentences) for source in leads)
    return requests_for(work.waves[wave], work.sentences, settings.writer, titled or wave > 0)


def _check(work: Work, settings: Settings) -> None:
    for item, drafts in work.drafts.items():
        date = document_of(work, work.sentences[item.seed].source).date
        work.options[item] = options(item, drafts, work.sentences, settings.verify, settings.writer.max_words, date)


def _questions(work: Work) -> list[Pair]:
    return [pair for item in work.drafts for pair in questions(item, work.options[item], work.sentences)]


def _choose(work: Work, settings: Settings) -> None:
    for item in work.drafts:
        outcome = choose(
            item, work.options[item], work.judged, settings.judge.threshold, work.sentences, settings.verify
        )
        if isinstance(outcome, Candidate):
            work.candidates.append(outcome)
        else:
            work.omitted.append(outcome)
