"""Planned sentences to those that stand: written, checked by rule, judged; for all clusters at once.

More sentences are planned than fit, since some drafts are refused. To write the best of them first, and the others only
where those do not fill the budget, saved nothing: on 79 Multi-News clusters the best two thirds filled half of it, and
every cluster needed the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.interfaces import Judge, Progress, Writer
from summarizer.pipeline.state import Pair, Work, ask, document_of, each, leads_of, live
from summarizer.records import Draft, WriteRequest
from summarizer.settings import Settings, VerifySettings
from summarizer.verify import Candidate, choose, options, questions, title_of, title_questions
from summarizer.write import drafts_by_item, requests_for, versions, write


def write_all(works: Sequence[Work], settings: Settings, writer: Writer, progress: Progress | None) -> None:
    """Has the drafts of all clusters written in one call."""
    active = live(works)
    requests = [_requests(work, settings) for work in active]
    drafts = write([one for own in requests for one in own], writer, progress)
    start = 0
    for work, own in zip(active, requests, strict=True):
        found, work.title_draft = drafts_by_item(drafts[start : start + len(own)], work.plan, settings.writer)
        work.drafts = dict(zip(work.plan.items, found, strict=True))
        start += len(own)


def judge_all(works: Sequence[Work], settings: Settings, judge: Judge | None, progress: Progress | None) -> None:
    """Leaves what stands of every cluster as its candidates; without a judge the rules alone decide."""
    each(works, lambda work: _check(work, settings))
    ask(judge, progress, works, lambda work: _questions(work, settings))
    each(works, lambda work: _choose(work, settings))


def _requests(work: Work, settings: Settings) -> list[WriteRequest]:
    sources = {lead.source for lead in leads_of(work)}
    titled = any(title_of(source, document_of(work, source), work.sentences) for source in sources)
    return requests_for(work.plan, work.sentences, settings.writer, titled)


def _check(work: Work, settings: Settings) -> None:
    for item, drafts in work.drafts.items():
        date = document_of(work, work.sentences[item.seed].source).date
        texts = versions(drafts, item.told(work.sentences))
        work.options[item] = options(item, texts, work.sentences, settings.verify, settings.writer.max_words, date)


def _questions(work: Work, settings: Settings) -> list[Pair]:
    found = [pair for item, found in work.options.items() for pair in questions(item, found, work.sentences)]
    return found + title_questions(work.title_draft or Draft(""), leads_of(work), settings.verify)


def _choose(work: Work, settings: Settings) -> None:
    before = list(work.omitted)
    _choose_by(work, settings, settings.verify)
    if not work.candidates:  # what is too long to be quoted is better than nothing
        work.omitted = before
        _choose_by(work, settings, replace(settings.verify, max_quoted_words=settings.output.words))


def _choose_by(work: Work, settings: Settings, verify: VerifySettings) -> None:
    for item, found in work.options.items():
        outcome = choose(item, found, work.judged, settings.judge.threshold, work.sentences, verify)
        if isinstance(outcome, Candidate):
            work.candidates.append(outcome)
        else:
            work.omitted.append(outcome)
