"""In which words a planned item is told: the best of what was accepted, else the source's own."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import Candidate, Option, Place, PlanItem, Rejected, Sentence
from summarizer.settings import VerifySettings
from summarizer.text import commentary_score, stated_facts, word_count
from summarizer.text.words import CALENDAR, words

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

_WORDY, _FREE_WORDS = 0.02, 22
"""What each word beyond that many costs."""


def best_first(options: Sequence[Option], seed: str, settings: VerifySettings) -> tuple[Option, ...]:
    """The options of an item, the accepted ones first, by merit, as long as no judge has read them.

    Args:
        options: what was written for the item.
        seed: the sentence that it was written from.
        settings: how many words in a row may be copied.
    """
    return tuple(sorted(options, key=lambda option: (bool(option.reasons), -_merit(option, _ENOUGH, seed, settings))))


def best_wording(
    item: PlanItem, options: Sequence[Option], problem: str, sentences: Sequence[Sentence], settings: VerifySettings
) -> Candidate | Rejected:
    """The best of the accepted options, else the source's own words, else why none will do.

    Args:
        item: what was planned.
        options: its options, accepted or refused.
        problem: why the source's own sentence cannot be quoted alone; empty where it can.
        sentences: all sentences of the cluster.
        settings: how many words in a row may be copied.
    """
    passage = sentences[item.seed]
    own, seed = passage.flat, item.told(sentences)
    place = Place(passage.source, passage.start, passage.end)
    accepted = [option for option in options if not option.reasons]
    refused = tuple(Rejected(option.text, option.reasons) for option in options if option.reasons)
    if accepted:
        best = max(accepted, key=lambda option: _merit(option, option.support, seed, settings))
        return Candidate(item, best.text, "written", best.support, refused, place)
    if problem:
        return Rejected(own, (problem, *(reason for draft in refused for reason in draft.reasons)), place)
    return Candidate(item, own, "quoted", 1.0, refused, place)


def _merit(option: Option, support: float, seed: str, settings: VerifySettings) -> float:
    """Support first; then the facts and days kept, own wording, fluency and concision."""
    facts, kept = _told(seed), _told(option.text)
    merit = min(support, _ENOUGH) + _FACTS * len(facts & kept) / max(len(facts), 1)
    merit -= _COPIED * (_copied_run(option.text, seed) > settings.max_copied_run)
    merit -= _COMMENT * commentary_score(option.text)
    merit -= _WORDY * max(word_count(option.text) - _FREE_WORDS, 0)
    return merit + _FLUENCY * (option.logprob if option.logprob is not None else _RULED)


def _told(text: str) -> set[str]:
    """Names, numbers, days and months of a text."""
    return stated_facts(text) | {word.lower() for word in words(text) if word.lower() in CALENDAR}


def _copied_run(text: str, source: str) -> int:
    """Length in words of the longest run that both texts share; case and punctuation do not count."""
    mine, theirs = [word.lower() for word in words(text)], [word.lower() for word in words(source)]
    best, runs = 0, [0] * (len(theirs) + 1)
    for word in mine:
        runs = [0, *(runs[at] + 1 if word == other else 0 for at, other in enumerate(theirs))]
        best = max(best, *runs)
    return best
