"""For each planned item: the best supported draft, else a shorter one, else the source's own words, else nothing.

First the deterministic checks (`options`), then the judge on what passed them, then the choice (`choose`): the
order in which they cost time. Without a judge the checks alone decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language import (
    commentary_score,
    copied_run,
    counts_victims,
    dangles,
    is_statement,
    numbers,
    outside_quotations,
    paired_quotes,
    speaks_of_victims,
    stated_facts,
    word_count,
)
from summarizer.language.words import CALENDAR, words
from summarizer.records import Answers, Candidate, Draft, Judgement, Option, Pair, Place, PlanItem, Rejected, Sentence
from summarizer.settings import VerifySettings
from summarizer.verify.checks import first_person
from summarizer.verify.verdict import check, check_title

_ENOUGH = 0.9
"""Support above which more of it is no reason to prefer one draft to another."""

_FACTS = 0.4
"""What keeping all names and numbers is worth, against support."""

_COPIED = 0.3
"""What a long copied run costs."""

_FLUENCY = 0.25
"""What one unit of mean log-probability is worth."""

_RULED = -0.5
"""Mean log-probability that a text made by rule is taken to have."""

_COMMENT = 0.4
"""What stock phrases of commentary cost."""

_LABEL, _LABEL_WORDS = re.compile(r"[A-Za-zÀ-ÿ][^\d.!?…:;”\"’»)]*"), 5
"""What stands above something rather than telling it: a few words without an end, a number or a colon."""

_ASKED = 3
"""How many options of an item are put to the judge."""

_WORDY, _FREE_WORDS = 0.02, 22
"""What each word beyond that many costs."""


def options(
    item: PlanItem,
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    settings: VerifySettings,
    max_words: int = 35,
    date: str | None = None,
) -> tuple[Option, ...]:
    """Every text that was written or shortened for an item, checked by rule.

    Args:
        item: what was planned.
        drafts: the texts that may stand for it.
        sentences: all sentences of the cluster.
        settings: limits of the checks.
        max_words: a longer text does not stand.
        date: ISO date of the seed's source, where it is known: it says which day "Thursday" is.

    Returns:
        The best first of those that passed the checks, then the others; the source's own sentence is not among them.
    """
    seed, own = item.told(sentences), sentences[item.seed].flat
    found = []
    for draft in drafts:
        if draft.text == own:
            continue
        verdict = check(draft.text, [seed], settings, [date])
        reasons = (*verdict.reasons, *_broken(draft, settings), *_misses(draft.text, seed, max_words))
        found.append(Option(draft.text, verdict.support, draft.logprob, reasons))
    return tuple(sorted(found, key=lambda option: (bool(option.reasons), -_merit(option, _ENOUGH, seed, settings))))


def _misses(text: str, seed: str, max_words: int) -> tuple[str, ...]:
    """What a shortened text must not lose, and how long it may be."""
    reasons: tuple[str, ...] = (f"it has over {max_words} words",) if word_count(text) > max_words else ()
    if counts_victims(seed) and speaks_of_victims(text) and not set(numbers(seed)) & set(numbers(text)):
        reasons = (*reasons, "it speaks of victims without the number that its source gives")
    return reasons


def questions(item: PlanItem, choices: Sequence[Option], sentences: Sequence[Sentence]) -> list[Pair]:
    """What the judge must be asked: (evidence, claim) of the best options that passed the checks.

    Of a lead's options also the best that is short enough for a title.
    """
    standing = [option for option in choices if not option.reasons]
    asked = standing[:_ASKED]
    if item.role == "lead":
        asked += [option for option in standing[_ASKED:] if option.fits_title][:1]
    return [(item.evidence_text(sentences), option.text) for option in asked]


def choose(
    item: PlanItem,
    choices: Sequence[Option],
    judged: Answers | None,
    threshold: float,
    sentences: Sequence[Sentence],
    settings: VerifySettings,
) -> Candidate | Rejected:
    """The best of the options that stand, else the source's own words, else why none will do.

    Args:
        item: what was planned.
        choices: its options.
        judged: the judge's answers to `questions`; None where there is no judge.
        threshold: probability from which a text counts as supported.
        sentences: all sentences of the cluster.
        settings: limits of the checks.
    """
    seed, evidence = item.told(sentences), item.evidence_text(sentences)
    passage = sentences[item.seed]
    place = Place(passage.source, passage.start, passage.end)
    standing: list[tuple[float, int]] = []
    supports: list[float] = []
    rejected: list[Rejected] = []
    for at, option in enumerate(choices):
        judgement = None if judged is None else judged.get((evidence, option.text))
        support = option.coverage if judgement is None else judgement.supported
        supports.append(support)
        if judged is not None and judgement is None and not option.reasons:
            continue  # it passed the checks, but others were better
        reasons = option.reasons or _objection(judgement, threshold)
        if reasons:
            rejected.append(Rejected(option.text, reasons))
        else:
            standing.append((_merit(option, support, seed, settings), -at))
    if standing:
        at = -max(standing)[1]
        return Candidate(item, choices[at].text, "written", supports[at], tuple(rejected), place)
    own = sentences[item.seed].flat
    problem = _unquotable(own, settings)
    if problem:
        return Rejected(own, (problem, *(reason for draft in rejected for reason in draft.reasons)), place)
    return Candidate(item, own, "quoted", 1.0, tuple(rejected), place)


def _objection(judgement: Judgement | None, threshold: float) -> tuple[str, ...]:
    """Why the judge refuses a text, or nothing."""
    if judgement is None or judgement.supported >= threshold:
        return ()
    what = "contradicts it" if judgement.contradicted >= 0.5 else "is not supported by it"
    return (f"the judge read it against its evidence: it {what} (support {judgement.supported:.2f})",)


def _merit(option: Option, support: float, seed: str, settings: VerifySettings) -> float:
    """Support first; then the facts and days kept, own wording, fluency and concision."""
    facts, kept = _told(seed), _told(option.text)
    merit = min(support, _ENOUGH) + _FACTS * len(facts & kept) / max(len(facts), 1)
    merit -= _COPIED * (copied_run(option.text, seed) > settings.max_copied_run)
    merit -= _COMMENT * commentary_score(option.text)
    merit -= _WORDY * max(word_count(option.text) - _FREE_WORDS, 0)
    return merit + _FLUENCY * (option.logprob if option.logprob is not None else _RULED)


def _told(text: str) -> set[str]:
    """Names, numbers, days and months of a text."""
    return stated_facts(text) | {word.lower() for word in words(text) if word.lower() in CALENDAR}


def _broken(draft: Draft, settings: VerifySettings) -> tuple[str, ...]:
    """Whether the writer was forced off its own wording, which leaves broken sentences behind."""
    worst, mean = draft.worst_logprob, draft.logprob
    if worst is not None and worst < settings.min_worst_logprob:
        return ("its wording broke off",)
    return ("its wording is unlikely",) if mean is not None and mean < settings.min_logprob else ()


def _unquotable(text: str, settings: VerifySettings) -> str:
    """Why a source's sentence cannot be quoted on its own, or nothing."""
    if dangles(text):
        return "the source's sentence leans on an earlier one"
    if not is_statement(text):
        return "the source's sentence is no statement"
    if first_person(text) or word_count(outside_quotations(text)) < 2:
        return "the source's sentence does not say who speaks"
    if _LABEL.fullmatch(text) and word_count(text) <= _LABEL_WORDS:
        return "the source's line is a label, not a sentence"
    if not paired_quotes(text):
        return "the source's sentence holds half of a quotation"
    if word_count(text) > settings.max_quoted_words:
        return f"the source's sentence has over {settings.max_quoted_words} words"
    return ""


def title_leads(draft: Draft, leads: Sequence[Sentence], settings: VerifySettings) -> tuple[Sentence, ...]:
    """The source sentences behind the lead that carry a written title by rule, each by itself.

    All of them together are no evidence: a title mixed of two sentences let a director "allege" the abuse that he was
    accused of, and rules and judge passed it.
    """
    if draft.worst_logprob is not None and draft.worst_logprob < settings.min_worst_logprob:
        return ()
    return tuple(lead for lead in leads if check_title(draft.text, [lead.flat], settings).supported)


def title_questions(title: str, leads: Sequence[Sentence]) -> list[Pair]:
    """What the judge must be asked about a written title: (evidence, title); ``leads`` are those of `title_leads`."""
    return [(lead.flat, title) for lead in leads]


def title_carrier(title: str, leads: Sequence[Sentence], judged: Answers | None, threshold: float) -> Sentence | None:
    """The first of the sentences of `title_leads` that the judge lets carry the title; None where none does."""
    for lead in leads:
        if judged is None or judged[lead.flat, title].supported >= threshold:
            return lead
    return None
