"""Accepted sentences to the briefing: compared with one another, put together, and cited; for all clusters at once.

The judge is asked for all clusters in one call: whether the drafts stand and which sentences repeat one another, and
then who else says what was taken. Whether a draft stands matters only where it gets a place, and whether one sentence
repeats another only where both would. So they are chosen as if all stood and none did, what that choice turned on is
asked, and they are chosen again, until nothing is left to ask.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from summarizer.attribute import Passages, Traced, least_share, questions
from summarizer.clean import second_hand
from summarizer.compose import (
    Differs,
    Sayings,
    Taken,
    Titled,
    choose_under,
    compose_title,
    introducing,
    leads_apart,
    multiplies,
    other_titles,
    placed,
    refuted,
    shortened_names,
    shorter_title,
)
from summarizer.interfaces import Encoder, Judge, Progress
from summarizer.lengths import serves_as
from summarizer.pipeline.drafting import accept
from summarizer.pipeline.partly import trace_parts
from summarizer.pipeline.stages import Accepted, Checked, Composed, Floats, Sources
from summarizer.pipeline.together import Given, Outcome, ask_in_turn, each, in_one_call, with_answers
from summarizer.pipeline.tracing import bears, trace_all
from summarizer.plan.leads import common_openings
from summarizer.records import Answers, Candidate, Draft, Pair, Rejected
from summarizer.settings import Settings
from summarizer.text.analysis import Analyser
from summarizer.text.headings import is_heading, is_inverted
from summarizer.text.headlining import title_texts
from summarizer.text.leaning import leanings
from summarizer.text.tellings import headline_superseded
from summarizer.text.tone import is_spoken
from summarizer.text.words import word_count
from summarizer.verify import check, differences, options, same_event

_NEWS = ("quantities", "dates", "polarity")
"""Comparers whose differences make of a sentence that is much like another more than a repetition."""

_ASKING = ("WP", "WRB", "WDT")
"""Tags of the words with which a headline announces what its article tells: "What went wrong on Mount Ansgar"."""


def compose_all(
    outcomes: Sequence[Outcome[Checked]],
    settings: Settings,
    encoder: Encoder,
    analyse: Analyser,
    judge: Judge | None,
    progress: Progress | None,
) -> list[Outcome[Composed]]:
    """Chooses among what is accepted; without a judge the rules alone decide."""
    usable = each(outcomes, lambda checked: _Usable(checked, accept(checked, settings, analyse)))
    vectors = in_one_call(usable, lambda one: [each.text for each in one.accepted.candidates], encoder.encode)

    def answered(given: Given[_Choice, Answers | None]) -> _Choice:
        return _choose(_with_new(given.record.compared, given.own, settings, encoder, analyse), settings, analyse)

    chosen = each(vectors, lambda given: _choose(_compared(*given.record, given.own, settings), settings, analyse))
    settled = ask_in_turn(judge, progress, chosen, lambda one: one.wanted, answered)
    return each(settled, lambda one: _composed(one, settings, encoder, analyse, judge is not None))


def cite_all(
    outcomes: Sequence[Outcome[Composed]], settings: Settings, judge: Judge | None, progress: Progress | None
) -> list[Outcome[Composed]]:
    """Has the judge asked who else says what was chosen: first of its main event, then of all of it."""
    return ask_in_turn(judge, progress, outcomes, lambda one: _citation_questions(one, settings), _with_answers)


class _Usable(NamedTuple):
    """What was checked, and what of it is accepted so far."""

    checked: Checked
    accepted: Accepted


@dataclass(frozen=True, slots=True, eq=False)
class _Compared:
    """The accepted sentences with ``vectors``, (n, d) float32, unit rows, one a candidate in their order."""

    checked: Checked
    accepted: Accepted
    vectors: Floats


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was chosen; ``wanted`` are the questions that it turned on and that nobody has answered yet."""

    compared: _Compared
    title: Titled
    rows: tuple[int, ...]
    left: tuple[Rejected, ...]
    wanted: tuple[Pair, ...]


def _compared(checked: Checked, accepted: Accepted, vectors: Floats, settings: Settings) -> _Compared:
    apart = replace(accepted, candidates=leads_apart(accepted.candidates, vectors, settings.compose))
    return _Compared(checked, apart, vectors)


def _with_new(
    before: _Compared, new: Answers | None, settings: Settings, encoder: Encoder, analyse: Analyser
) -> _Compared:
    """The same with what the judge has answered since; where it refused a text, what is told in its place."""
    checked = replace(before.checked, judged=with_answers(before.checked.judged, new))
    if not before.checked.open & (new or {}).keys():
        return replace(before, checked=checked)
    now = accept(checked, settings, analyse)
    known = {one.text: row for one, row in zip(before.accepted.candidates, before.vectors, strict=True)}
    lacking = [one.text for one in now.candidates if one.text not in known]
    known |= dict(zip(lacking, encoder.encode(lacking), strict=True)) if lacking else {}
    vectors = np.array([known[one.text] for one in now.candidates], dtype=np.float32).reshape(
        -1, before.vectors.shape[1]
    )
    return _compared(checked, now, vectors, settings)


def _differs(settings: Settings, analyse: Analyser) -> Differs:
    """Whether a sentence gives a number or a day that another does not, or says that it is not so."""
    return lambda text, told: bool(differences(text, told, settings.verify, analyse, _NEWS))


def _choose(compared: _Compared, settings: Settings, analyse: Analyser) -> _Choice:
    accepted, judged = compared.accepted, compared.checked.judged
    sources, candidates = accepted.sources, accepted.candidates
    title, questioned = _title(accepted, settings, analyse, judged)
    sides = compared.checked.planned.sides
    known = Sayings(judged, settings.compose)
    rows, left = choose_under(
        title[0], candidates, compared.vectors, settings.output, settings.compose, _differs(settings, analyse), known,
        lambda text, told: same_event(text, told, settings.verify, analyse), sides,
    )  # fmt: skip
    used = [candidates[row] for row in rows] + [one for one in candidates if serves_as(one.text, title[0])]
    evidence = {one.item.evidence_text(sources.sentences) for one in used}
    # In the order of the questions: a set's own differs from run to run.
    drafts = [pair for pair in compared.checked.asked if pair in compared.checked.open and pair[0] in evidence]
    return _Choice(
        compared, title, tuple(rows), tuple(left), tuple(dict.fromkeys([*drafts, *questioned, *known.wanted]))
    )


def _title(
    accepted: Accepted, settings: Settings, analyse: Analyser, judged: Answers | None
) -> tuple[Titled, list[Pair]]:
    """The title, and what of it the judge is to be asked; till it has answered, the title counts as supported."""
    sources, candidates, told = accepted.sources, accepted.candidates, accepted.statements
    leads = [(one.item, one.options) for one in accepted.leads]
    asked: list[Pair] = []

    def alone(text: str) -> bool:
        return not leanings(analyse(text)) and not is_inverted(analyse(text)) and not is_spoken(text)

    def holds(one: Candidate, text: str) -> bool:
        (option,) = options(one.item, [Draft(text)], sources.sentences, settings.verify, analyse) or (None,)
        taken = {lean.kind for lean in leanings(analyse(one.text))}
        more = {lean.kind for lean in leanings(analyse(text))} - taken
        if option is None or option.reasons or more or is_spoken(text):
            return False
        return option.sure or judged is None or supported((one.item.evidence_text(sources.sentences), text), judged)

    def supported(pair: Pair, answers: Answers) -> bool:
        if len(asked) >= settings.compose.title_asked:
            return False
        asked.append(pair)
        return pair not in answers or answers[pair].supported >= settings.judge.threshold

    def tells(text: str) -> bool:
        one = analyse(text)
        return one.tree.parsed and one.tree.has_verb and one.tree.nodes[0].tag not in _ASKING

    others = other_titles(leads, candidates, sources.reports, sources.sentences, settings.compose, told, alone, tells)
    written = accepted.title
    if written and refuted(written[0], sources.sentences, told, settings.compose):
        written = None
    if written and not _may_head(written[0], -1, accepted, settings, analyse):
        written = None
    standing = (one for one in others if _may_head(one[0], _source_of(one), accepted, settings, analyse))
    title = compose_title(written, standing)
    news = common_openings(sources.sentences, second_hand(sources.reports), settings.plan)
    title = shorter_title(title, candidates, settings.compose, lambda text: title_texts(analyse(text)), holds, news)
    return title, [pair for pair in asked if judged is not None and pair not in judged]


def _composed(choice: _Choice, settings: Settings, encoder: Encoder, analyse: Analyser, judged: bool) -> Composed:
    accepted, rows = choice.compared.accepted, list(choice.rows)
    sources, candidates = accepted.sources, accepted.candidates
    sides = choice.compared.checked.planned.sides
    told_so = placed(rows, candidates, sides)
    texts = shortened_names([one.text for one, _ in told_so], [one.item.introductions for one, _ in told_so])
    taken = [Taken(replace(one, text=text), heading) for text, (one, heading) in zip(texts, told_so, strict=True)]
    taken = _with_people(taken, choice.title[0], accepted, settings, analyse)
    passages = Passages(sources.sentences, sources.embeddings, sources.reports)
    own = [_cited_origins(one, sources) for one in taken]
    traced = _traced(taken, own, choice.compared.vectors[rows], sources, passages, settings, analyse, judged)
    told = [(one.candidate.text, origins) for one, origins in zip(taken, own, strict=True)]
    parts = trace_parts(told, sources, passages, settings, encoder, analyse)
    omitted = (*accepted.omitted, *choice.left)
    judged_so = choice.compared.checked.judged
    return Composed(
        sources, choice.title, tuple(taken), traced, omitted, judged_so, accepted.figures, accepted.provenance, parts
    )


def _with_people(
    taken: Sequence[Taken], title: str, accepted: Accepted, settings: Settings, analyse: Analyser
) -> list[Taken]:
    """The sentences with everybody introduced where the briefing names them first, as far as it has room."""
    sentences, own = accepted.sources.sentences, [one.candidate for one in taken]
    heading = 0 if any(serves_as(one.text, title) for one in own) else word_count(title)
    size = sum(word_count(one.text) for one in own) + heading
    longest = 1 + settings.compose.tolerance + settings.compose.introducing
    most = math.inf if settings.output.sentences else settings.output.words * longest

    def licensed(one: Candidate, text: str, row: int) -> bool:
        before = check(one.text, [one.text], settings.verify, analyse).reasons
        return set(check(text, [one.text, sentences[row].flat], settings.verify, analyse).reasons) <= set(before)

    told = introducing(own, accepted.cast, sentences, analyse, licensed, most - size)
    return [
        one if new.text == one.candidate.text else replace(one, told=new) for one, new in zip(taken, told, strict=True)
    ]


def _may_head(title: str, source: int, accepted: Accepted, settings: Settings, analyse: Analyser) -> bool:
    """Whether a title is understood and tells something, no number that is superseded, and not several of one."""
    if title in accepted.teasers or is_heading(analyse(title)):
        return False
    if headline_superseded(title, source, accepted.figures, analyse):
        return False
    told = [analyse(one.flat) for one in accepted.sources.sentences]
    return not multiplies(analyse(title), told, settings.compose)


def _source_of(title: Titled) -> int:
    """The source that a title is cited from first."""
    return title[1][0].source if title[1] else -1


def _cited_origins(taken: Taken, sources: Sources) -> set[str]:
    """The origins of the passages that a sentence was written from."""
    passages = taken.candidate.item.passages(sources.sentences)
    return {sources.reports[sentence.source].origin for sentence in passages}


def _traced(
    taken: Sequence[Taken],
    origins: Sequence[set[str]],
    vectors: Floats,
    sources: Sources,
    passages: Passages,
    settings: Settings,
    analyse: Analyser,
    judged: bool,
) -> tuple[tuple[Traced, ...], ...]:
    """What sources of other origins than the cited ones say of each sentence."""
    told = [(one.candidate.text, vector, own) for one, vector, own in zip(taken, vectors, origins, strict=True)]
    least = least_share(settings.attribute) if all(origins) else 0.0
    bear = bears(settings, analyse, judged, least)
    return tuple(trace_all(told, sources, passages, settings.attribute, bear, analyse))


def _citation_questions(composed: Composed, settings: Settings) -> list[Pair]:
    sentences = composed.sources.sentences
    told = zip(composed.taken, composed.traced, strict=True)
    return [
        pair
        for taken, traced in told
        for pair in questions(taken.candidate.text, traced, sentences, settings.attribute, judged=composed.judged)
    ]


def _with_answers(given: Given[Composed, Answers | None]) -> Composed:
    return replace(given.record, judged=with_answers(given.record.judged, given.own))
