"""Accepted sentences to the briefing: compared with one another, put together, and cited; for all clusters at once.

The judge is asked twice, each time for all clusters in one call: which sentences repeat one another, and who else says
what was taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.attribute import Passages, Traced, near_texts, questions, trace
from summarizer.compose import (
    Differs,
    Taken,
    Titled,
    choose_under,
    compose_title,
    near_pairs,
    other_titles,
    placed,
    refuted,
    shortened_names,
)
from summarizer.interfaces import Encoder, Judge, Progress
from summarizer.pipeline.stages import Accepted, Compared, Composed, Floats, Sources
from summarizer.pipeline.together import Given, Outcome, ask, each, in_one_call, with_answers
from summarizer.plan.sides import sides_of
from summarizer.records import Answers, Bearing, Pair
from summarizer.settings import Settings
from summarizer.text.analysis import Analyser
from summarizer.text.headings import is_heading
from summarizer.text.leaning import leanings
from summarizer.text.tellings import headline_superseded
from summarizer.verify import bearing, differences, same_event

_NEWS = ("quantities", "dates", "polarity")
"""Comparers whose differences make of a sentence that is much like another more than a repetition."""


def compose_all(
    outcomes: Sequence[Outcome[Accepted]],
    settings: Settings,
    encoder: Encoder,
    analyse: Analyser,
    judge: Judge | None,
    progress: Progress | None,
) -> list[Outcome[Composed]]:
    """Chooses among what was accepted, and finds who is cited for it; without a judge the rules alone decide."""
    vectors = in_one_call(outcomes, lambda accepted: [one.text for one in accepted.candidates], encoder.encode)
    compared = each(vectors, lambda given: Compared(given.record, given.own))
    answered = ask(judge, progress, compared, lambda one: _repetition_questions(one, settings, analyse))
    composed = each(answered, lambda given: _compose(given, settings, analyse))
    cited = ask(judge, progress, composed, lambda one: _citation_questions(one, settings))
    return each(cited, _with_answers)


def _differs(settings: Settings, analyse: Analyser) -> Differs:
    """Whether a sentence gives a number or a day that another does not, or says that it is not so."""
    return lambda text, told: bool(differences(text, told, settings.verify, analyse, _NEWS))


def _repetition_questions(compared: Compared, settings: Settings, analyse: Analyser) -> list[Pair]:
    differs = _differs(settings, analyse)
    return near_pairs(compared.accepted.candidates, compared.vectors, settings.output, settings.compose, differs)


def _compose(given: Given[Compared, Answers | None], settings: Settings, analyse: Analyser) -> Composed:
    accepted, vectors = given.record.accepted, given.record.vectors
    judged = with_answers(accepted.judged, given.own)
    sources, candidates = accepted.sources, accepted.candidates
    leads = [(one.item, one.options) for one in accepted.leads]
    told = accepted.statements
    others = other_titles(
        leads, candidates, sources.reports, sources.sentences, settings.compose, told,
        lambda text: not leanings(analyse(text)),
    )  # fmt: skip
    written = accepted.title
    if written and refuted(written[0], sources.sentences, told, settings.compose):
        written = None
    if written and not _may_head(written[0], -1, accepted, settings, analyse):
        written = None
    others = [one for one in others if _may_head(one[0], _source_of(one), accepted, settings, analyse)]
    title = compose_title(written, others)
    sides = sides_of(accepted.figures, sources.sentences, sources.reports)
    rows, left = choose_under(
        title[0], candidates, vectors, settings.output, settings.compose, _differs(settings, analyse), judged,
        lambda text, told: same_event(text, told, settings.verify, analyse), sides,
    )  # fmt: skip
    told_so = placed(rows, candidates, sides)
    texts = shortened_names([one.text for one, _ in told_so], [one.item.introductions for one, _ in told_so])
    taken = tuple(Taken(replace(one, text=text), heading) for text, (one, heading) in zip(texts, told_so, strict=True))
    traced = _traced(taken, vectors[list(rows)], sources, settings, analyse, judged is not None)
    omitted = (*accepted.omitted, *left)
    return Composed(sources, title, taken, traced, omitted, judged, accepted.figures, accepted.provenance)


def _may_head(title: str, source: int, accepted: Accepted, settings: Settings, analyse: Analyser) -> bool:
    """Whether a title tells something, and no number that a newer one has superseded."""
    old = headline_superseded(title, source, accepted.figures, analyse)
    return old is None and not is_heading(analyse(title))


def _source_of(title: Titled) -> int:
    """The source that a title is cited from first."""
    return title[1][0].source if title[1] else -1


def _traced(
    taken: Sequence[Taken], vectors: Floats, sources: Sources, settings: Settings, analyse: Analyser, judged: bool
) -> tuple[tuple[Traced, ...], ...]:
    """What sources of other origins say of each sentence; nothing of one that tells several passages together."""
    sentences, reports = sources.sentences, sources.reports
    passages = Passages(sentences, sources.embeddings, reports)

    def bear(passage: Sequence[str], claim: str, date: str | None) -> Bearing:
        return bearing(passage, claim, settings.verify, analyse, date, judged)

    told = [
        (
            one.candidate.text,
            vector,
            {reports[sentence.source].origin for sentence in one.candidate.item.passages(sentences)},
        )
        for one, vector in zip(taken, vectors, strict=True)
        if not one.candidate.item.together
    ]
    analyse.prepare(
        [text for given in told for text in near_texts(*given[:2], sentences, passages, settings.attribute, given[2])]
    )
    found = iter(
        trace(text, vector, sentences, sources.embeddings, reports, settings.attribute, bear, own, passages)
        for text, vector, own in told
    )
    return tuple(() if one.candidate.item.together else next(found) for one in taken)


def _citation_questions(composed: Composed, settings: Settings) -> list[Pair]:
    sentences = composed.sources.sentences
    told = zip(composed.taken, composed.traced, strict=True)
    return [
        pair
        for taken, traced in told
        for pair in questions(taken.candidate.text, traced, sentences, settings.attribute)
    ]


def _with_answers(given: Given[Composed, Answers | None]) -> Composed:
    return replace(given.record, judged=with_answers(given.record.judged, given.own))
