"""One verdict on one text and its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.language import dangles, is_headline, is_statement, plain_quote, word_count
from summarizer.records import Verdict
from summarizer.settings import VerifySettings
from summarizer.verify import checks

_MIN_WORDS = 4
_HEADLINE_REACH = 7
_MAX_LETTERS = 2000
"""What is longer is no sentence; reading it would take longer than writing it."""


def check(text: str, evidence: Sequence[str], settings: VerifySettings, dates: Sequence[str | None] = ()) -> Verdict:
    """Checks a written sentence against the union of its evidence.

    Args:
        text: the sentence.
        evidence: the cited sentences, one line each, the one it was written from first.
        settings: how much of it must be covered.
        dates: the ISO dates of the articles that the evidence comes from, in its order, where known; they say
            which day "Thursday" is.

    Returns:
        Supported only when no check fails; ``support`` is the share of content words that the evidence holds.
    """
    if word_count(text) < _MIN_WORDS or len(text) > _MAX_LETTERS:
        return Verdict(False, 0.0, ("it is no sentence",))
    pair = checks.match(text, evidence, dates)
    share, unknown = checks.covered(pair)
    # A source's own sentence is what the source says, however its grammar was read.
    whole = plain_quote(text) in {plain_quote(sentence) for sentence in evidence}
    reasons = checks.first_person(text) if whole else checks.sentence(pair, evidence)
    if share < settings.min_coverage:
        reasons.append(f"not in the evidence: {', '.join(unknown)}")
    if dangles(text):
        reasons.append("it leans on an earlier sentence")
    if not is_statement(text):
        reasons.append("it is no statement")
    return Verdict(not reasons, share, tuple(dict.fromkeys(reasons)))


def check_title(
    text: str, evidence: Sequence[str], settings: VerifySettings, dates: Sequence[str | None] = ()
) -> Verdict:
    """Checks a headline, whose grammar drops what a sentence keeps, against the union of its evidence.

    Arguments and result as in `check`.
    """
    if len(text) > _MAX_LETTERS:
        return Verdict(False, 0.0, ("it is no headline",))
    pair = checks.match(text, evidence, dates)
    share, unknown = checks.covered(pair)
    reasons = [
        *checks.facts(pair, evidence),
        *checks.torn_pairs(pair, near=_HEADLINE_REACH),
        *checks.wrong_speakers(pair),
        *checks.first_person(text),
    ]
    if share < settings.min_coverage:
        reasons.append(f"not in the evidence: {', '.join(unknown)}")
    if word_count(text) < _MIN_WORDS - 1 or not is_headline(text):
        reasons.append("it is no headline")
    return Verdict(not reasons, share, tuple(dict.fromkeys(reasons)))
