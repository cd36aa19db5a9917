"""Deterministic checks of a written sentence against its evidence; each returns what failed, or nothing.

They look for the errors that small writers were seen to make, one module a kind: words, numbers, dates, names
and quotations from nowhere; numbers and dates put to something else; a statement in another mouth or told as
fact; a lost "not" or "could"; plans told as done; and right words wrongly put together.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.verify.checks.arrangement import doubled_words, torn_pairs
from summarizer.verify.checks.attachment import (
    added_possessives,
    added_prepositions,
    dropped_heads,
    mixed_quotations,
    moved_appositions,
    moved_complements,
    moved_homes,
    moved_predicates,
    moved_prepositions,
)
from summarizer.verify.checks.coverage import coverage, covered, first_person, reversed_words
from summarizer.verify.checks.days import moved_dates, moved_spans, unknown_dates
from summarizer.verify.checks.match import Match, match
from summarizer.verify.checks.numbers import altered_numbers, misplaced_numbers
from summarizer.verify.checks.people import dropped_qualifiers, recombined_names, unknown_names
from summarizer.verify.checks.pronouns import changed_pronouns
from summarizer.verify.checks.quotes import altered_quotations
from summarizer.verify.checks.roles import swapped_order, wrong_objects, wrong_subjects
from summarizer.verify.checks.scopes import changed_negation, changed_tense, dropped_hedges, dropped_limits
from summarizer.verify.checks.speakers import lost_attribution, lost_question, lost_speaker, wrong_speakers

_FACTS = (
    altered_numbers,
    unknown_names,
    unknown_dates,
    misplaced_numbers,
    recombined_names,
    changed_negation,
    reversed_words,
)
_SENTENCE = (
    *_FACTS,
    moved_dates,
    moved_spans,
    dropped_qualifiers,
    wrong_speakers,
    lost_speaker,
    lost_attribution,
    lost_question,
    dropped_hedges,
    dropped_limits,
    changed_pronouns,
    changed_tense,
    torn_pairs,
    swapped_order,
    wrong_subjects,
    wrong_objects,
    moved_prepositions,
    moved_complements,
    moved_homes,
    moved_predicates,
    mixed_quotations,
    moved_appositions,
    dropped_heads,
    added_prepositions,
    added_possessives,
    doubled_words,
)


def facts(pair: Match, evidence: Sequence[str]) -> list[str]:
    """What a headline or a passage of another source must get right, however it is worded."""
    return [*(reason for one in _FACTS for reason in one(pair)), *altered_quotations(pair.draft.text, evidence)]


def sentence(pair: Match, evidence: Sequence[str]) -> list[str]:
    """What a sentence written by shortening its evidence must get right."""
    reasons = [reason for one in _SENTENCE for reason in one(pair)]
    return [*reasons, *altered_quotations(pair.draft.text, evidence), *first_person(pair.draft.text)]


__all__ = [
    "Match",
    "altered_quotations",
    "coverage",
    "covered",
    "facts",
    "first_person",
    "match",
    "sentence",
    "torn_pairs",
    "wrong_speakers",
]
