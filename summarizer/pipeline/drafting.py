"""Plans to accepted sentences: written, shortened, checked by rule, judged; for all clusters at once.

More sentences are planned than fit, since some drafts are refused. Written is what may be told in a shorter text,
judged what gets a place: `composing` has that asked which it would take. For a writer that words sentences anew, all is
written and judged: to write the best of them first, and the others only where those do not fill the budget, saved
nothing. On 79 Multi-News clusters the best two thirds filled half of it, and every cluster needed the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from summarizer.compose import (
    best_first,
    best_wording,
    citation,
    own_title,
    own_words_win,
    title_standing,
    with_leads,
    with_voice,
)
from summarizer.interfaces import Encoder, Judge, Progress, Writer
from summarizer.pipeline.planning import ratings_of
from summarizer.pipeline.stages import Accepted, Checked, Drafted, Drafts, Options, Planned, Sources
from summarizer.pipeline.together import Given, Outcome, ask, each, in_one_call
from summarizer.plan.rated import as_clear
from summarizer.records import (
    Candidate,
    Draft,
    Figure,
    Option,
    Pair,
    PlanItem,
    Rating,
    Rejected,
    Sentence,
    WriteRequest,
)
from summarizer.settings import ComposeSettings, PlanSettings, Settings, VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.text.leaning import leans
from summarizer.text.tellings import headline_superseded, only_superseded
from summarizer.verify import (
    judged_options,
    options,
    questions,
    title_carrier,
    title_leads,
    title_questions,
    unquotable,
)
from summarizer.write import drafts_by_item, requests_for, versions, write


def write_all(
    outcomes: Sequence[Outcome[Planned]],
    settings: Settings,
    writer: Writer,
    analyse: Analyser,
    progress: Progress | None,
) -> list[Outcome[Drafted]]:
    """Has the drafts of all clusters written in one call."""
    written = in_one_call(
        outcomes,
        lambda planned: _requests(planned, settings, analyse),
        lambda requests: write(requests, writer, progress),
    )
    return each(written, lambda given: _drafted(given, settings, analyse))


def judge_all(
    outcomes: Sequence[Outcome[Drafted]],
    settings: Settings,
    analyse: Analyser,
    encoder: Encoder,
    judge: Judge | None,
    progress: Progress | None,
) -> list[Outcome[Checked]]:
    """Checks what was written for every cluster by rule, and has the judge asked about what decides what is chosen.

    That is the title and the leads; and all of it where the writer words sentences itself, for the judge then tells
    which of several drafts is the best. Of the others it is asked once they have a place.
    """
    analyse.prepare([text for one in outcomes if isinstance(one, Drafted) for text in one.texts])
    checked = each(outcomes, lambda drafted: _check(drafted, settings, analyse))
    checked = _without_unclear(checked, settings.plan, encoder)
    checked = each(checked, lambda one: replace(one, asked=tuple(_questions(one, settings, analyse))))
    answered = ask(judge, progress, checked, lambda one: _first_asked(one, settings))
    return each(answered, lambda given: replace(given.record, judged=given.own))


def _first_asked(checked: Checked, settings: Settings) -> list[Pair]:
    if not settings.writer.deletes:
        return list(checked.asked)
    sentences = checked.planned.sources.sentences
    leads = {one.item.evidence_text(sentences) for one in checked.items if one.item.role == "lead"}
    title = title_questions(checked.title, checked.title_leads)
    return [pair for pair in checked.asked if pair[0] in leads or pair in title]


def _requests(planned: Planned, settings: Settings, analyse: Analyser) -> list[WriteRequest]:
    sources = planned.sources
    analyse.prepare([item.told(sources.sentences) for item in planned.plan.items])
    titled = any(_is_titled(source, planned, settings, analyse) for source in {lead.source for lead in planned.leads})

    def worthwhile(item: PlanItem, texts: Sequence[str]) -> bool:
        found = [Option(text, 1.0, None) for text in texts]
        return item.role == "lead" or not _are_outdone(found, item, sources.sentences, settings, analyse)

    return requests_for(planned.plan, sources.sentences, settings.writer, analyse, titled, worthwhile)


def _are_outdone(
    options: Sequence[Option], item: PlanItem, sentences: Sequence[Sentence], settings: Settings, analyse: Analyser
) -> bool:
    """Whether the wording or the sentence itself is told for an item, however well these options are supported."""
    if item.statement.wording:
        return True
    problem = unquotable(sentences[item.seed].flat, settings.verify, analyse, item.follows is not None)
    supported = [replace(option, support=1.0) for option in options]
    return own_words_win(supported, item, problem, sentences, _merits(settings))


def _is_titled(source: int, planned: Planned, settings: Settings, analyse: Analyser) -> bool:
    """Whether a source has a headline that may be the title."""
    report, sentences = planned.sources.reports[source], planned.sources.sentences
    own = own_title(report, sentences)
    if own is None or own[0] in planned.teasers or headline_superseded(own[0], source, planned.figures, analyse):
        return False
    return title_standing(own[0], report, sentences, planned.statements, settings.compose) in ("fact", "unknown")


def _drafted(given: Given[Planned, list[Draft]], settings: Settings, analyse: Analyser) -> Drafted:
    plan = given.record.plan
    found, title = drafts_by_item(given.own, plan, settings.writer)
    sentences = given.record.sources.sentences
    items = tuple(
        Drafts(
            item,
            (
                *versions(drafts, analyse(item.told(sentences)), settings.writer.deletes),
                *([Draft(item.resolved)] if item.resolved else []),
            ),
        )
        for item, drafts in zip(plan.items, found, strict=True)
    )
    return Drafted(given.record, items, title or Draft(""))


def _check(drafted: Drafted, settings: Settings, analyse: Analyser) -> Checked:
    planned = drafted.planned
    items = tuple(Options(one.item, _options(one, planned, settings, analyse)) for one in drafted.items)
    carrying = title_leads(drafted.title, planned.leads, settings.verify, analyse)
    return Checked(planned, items, drafted.title.text, carrying)


def _without_unclear(
    outcomes: Sequence[Outcome[Checked]], settings: PlanSettings, encoder: Encoder
) -> list[Outcome[Checked]]:
    """The clusters, of their options those refused that are understood less than the whole; all rated in one call."""

    def rated(texts: list[str]) -> Sequence[Rating | None]:
        return ratings_of(encoder, texts) or [None] * len(texts)

    def refused(given: Given[Checked, Sequence[Rating | None]]) -> Checked:
        ratings = iter(given.own)
        items = tuple(
            replace(one, options=as_clear(one.options, one.item.rating, [*islice(ratings, len(one.options))], settings))
            for one in given.record.items
        )
        return replace(given.record, items=items)

    texts = in_one_call(outcomes, lambda checked: [each.text for one in checked.items for each in one.options], rated)
    return each(texts, refused)


def _options(drafts: Drafts, planned: Planned, settings: Settings, analyse: Analyser) -> tuple[Option, ...]:
    item, sentences = drafts.item, planned.sources.sentences
    date = planned.sources.reports[sentences[item.seed].source].document.date
    seed = item.told(sentences)
    # A source's own sentence in short is told wherever the sentence itself would be.
    longest = settings.verify.max_quoted_words if settings.writer.deletes else settings.writer.max_words
    found = options(item, drafts.drafts, sentences, settings.verify, analyse, longest, date)
    passages = item.passages(sentences)
    found = tuple(_current(one, passages, planned.figures) for one in found)
    return best_first(found, seed, _merits(settings))


def _current(option: Option, passages: Sequence[Sentence], figures: Sequence[Figure]) -> Option:
    """The option, refused where of a figure's course it keeps an older value alone."""
    newest = only_superseded(option.text, passages, figures)
    reason = f"it keeps an older value and not “{newest.value}”" if newest else ""
    return replace(option, reasons=(*option.reasons, reason)) if reason else option


def _merits(settings: Settings) -> ComposeSettings:
    """What counts for and against a text; what is written by deletion is all copied, and no worse for it."""
    return replace(settings.compose, copied_cost=0.0) if settings.writer.deletes else settings.compose


def _questions(checked: Checked, settings: Settings, analyse: Analyser) -> list[Pair]:
    sentences = checked.planned.sources.sentences
    words = settings.compose.title_words
    # Of a sentence with parts left out one is enough: where the judge refuses it, the sentence itself is told.
    verify = settings.verify
    verify = replace(verify, asked=verify.asked_shortened) if settings.writer.deletes else verify
    found = []
    for one in checked.items:
        asked = questions(one.item, one.options, sentences, verify, words)
        if settings.writer.deletes:
            asked = [pair for pair in asked if _may_be_told(pair[1], one, sentences, settings, analyse)]
        found += asked
    return found + title_questions(checked.title, checked.title_leads)


def _may_be_told(text: str, one: Options, sentences: Sequence[Sentence], settings: Settings, analyse: Analyser) -> bool:
    """Whether a text of an item is told if the judge accepts it: as its sentence or, of a lead, as the title."""
    options = [option for option in one.options if option.text == text]
    heads = one.item.role == "lead" and any(option.fits_title(settings.compose.title_words) for option in options)
    return heads or not _are_outdone(options, one.item, sentences, settings, analyse)


def accept(checked: Checked, settings: Settings, analyse: Analyser) -> Accepted:
    """Accepts or refuses what was written; without a judge the rules alone decide, and so far where it is not asked."""
    sources, judge, judged, unasked = checked.planned.sources, settings.judge, checked.judged, checked.open
    items = [
        Options(one.item, judged_options(one.item, one.options, judged, judge, sources.sentences, unasked))
        for one in checked.items
    ]
    deletes = settings.writer.deletes
    candidates, refused = _told(items, sources, settings.verify, _merits(settings), analyse, deletes)
    if not candidates:  # what is too long to be quoted is better than nothing
        longer = replace(settings.verify, max_quoted_words=settings.output.words)
        candidates, refused = _told(items, sources, longer, _merits(settings), analyse, deletes)
    planned = [one for one in items if one.item.role == "lead"]
    candidates = with_leads(candidates, len(planned))
    carrier = title_carrier(checked.title, checked.title_leads, judged, judge.threshold)
    return Accepted(
        sources,
        tuple(_leading(candidates, items) or planned),
        candidates,
        (checked.title, (citation(carrier),)) if carrier else None,
        (*checked.planned.omitted, *refused),
        checked.planned.statements,
        checked.planned.figures,
        checked.planned.provenance,
        checked.planned.cast,
        checked.planned.teasers,
    )


def _leading(candidates: Sequence[Candidate], items: Sequence[Options]) -> list[Options]:
    """The leads as they are told, each with the texts that were written for it."""
    texts = {one.item.seed: one.options for one in items}
    return [Options(one.item, texts[one.item.seed]) for one in candidates if one.item.role == "lead"]


def _told(
    items: Sequence[Options],
    sources: Sources,
    verify: VerifySettings,
    compose: ComposeSettings,
    analyse: Analyser,
    deletes: bool,
) -> tuple[tuple[Candidate, ...], tuple[Rejected, ...]]:
    """The sentence for each item, and what has none."""
    sentences = sources.sentences
    best = [
        best_wording(
            one.item,
            one.options,
            unquotable(sentences[one.item.seed].flat, verify, analyse, one.item.follows is not None),
            sentences,
            compose,
            own_first=deletes,
        )
        for one in items
    ]
    found = [
        with_voice(text, one.item, sentences, analyse, verify.max_quoted_words)
        for text, one in zip(best, items, strict=True)
    ]
    candidates = tuple(
        replace(one, leans=one.item.follows is not None and leans(analyse(one.text)))
        for one in found
        if isinstance(one, Candidate)
    )
    return candidates, tuple(one for one in found if isinstance(one, Rejected))
