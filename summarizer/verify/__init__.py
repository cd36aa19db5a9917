"""Drafts to sentences that stand: check each draft, fall back to the source's own words, cite, avoid repeats.

Nothing unsupported passes: a draft that fails a check is replaced by its source's own sentence, marked as
quoted; where that sentence cannot stand alone, the item is left out and the reason kept.
"""

from summarizer.verify.accept import Candidate, accept
from summarizer.verify.checks import coverage
from summarizer.verify.cite import citations_for, original, title_of
from summarizer.verify.compose import compose, compose_title
from summarizer.verify.verdict import check

__all__ = [
    "Candidate",
    "accept",
    "check",
    "citations_for",
    "compose",
    "compose_title",
    "coverage",
    "original",
    "title_of",
]
