"""One verdict on one text and its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.language import dangles, word_count
from summarizer.records import Verdict
from summarizer.settings import VerifySettings
from summarizer.verify import checks

_MIN_WORDS = 4
_HEADLINE_REACH = 7


def check(text: str, evidence: Sequence[str], settings: VerifySettings) -> Verdict:
    """Checks a written sentence against the union of its evidence.

    Args:
        text: the sentence.
        evidence: the cited sentences, one line each, the one it was written from first.
        settings: how much of it must be covered.

    Returns:
        Supported only when no check fails; ``support`` is the share of content words that the evidence holds.
    """
    if word_count(text) < _MIN_WORDS:
        return Verdict(False, 0.0, ("it is no sentence",))
    share, unknown = checks.coverage(text, evidence)
    reasons = [
        *checks.unknown_numbers(text, evidence),
        *checks.unknown_names(text, evidence),
        *checks.altered_quotations(text, evidence),
        *checks.misplaced_numbers(text, evidence),
        *checks.torn_pairs(text, evidence),
        *checks.swapped_roles(text, evidence),
        *checks.changed_negation(text, evidence),
        *checks.lost_speaker(text, evidence[0]),
        *checks.lost_attribution(text, evidence[0]),
        *checks.first_person(text),
    ]
    if share < settings.min_coverage:
        reasons.append(f"not in the evidence: {', '.join(unknown)}")
    if dangles(text):
        reasons.append("it leans on an earlier sentence")
    return Verdict(not reasons, share, tuple(dict.fromkeys(reasons)))


def check_title(text: str, evidence: Sequence[str], settings: VerifySettings) -> Verdict:
    """Checks a headline, whose grammar drops what a sentence keeps, against the union of its evidence."""
    share, unknown = checks.coverage(text, evidence)
    reasons = [
        *checks.unknown_numbers(text, evidence),
        *checks.unknown_names(text, evidence),
        *checks.altered_quotations(text, evidence),
        *checks.torn_pairs(text, evidence, near=_HEADLINE_REACH),
        *checks.changed_negation(text, evidence),
        *checks.first_person(text),
    ]
    if share < settings.min_coverage:
        reasons.append(f"not in the evidence: {', '.join(unknown)}")
    if word_count(text) < _MIN_WORDS - 1:
        reasons.append("it is no headline")
    return Verdict(not reasons, share, tuple(dict.fromkeys(reasons)))
