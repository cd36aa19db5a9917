"""Accepts or refuses: each draft is checked against the sentence it was written from, and so is a written title.

Nothing unsupported passes. Each draft is checked by rule, then by the judge; of those that are accepted the best is
taken, else the source's own sentence, marked as quoted; where that sentence cannot stand alone, the item is left out
and the reason kept. The functions here say what the judge must be asked and what follows from its answers; `pipeline`
asks it, once for all clusters.
"""

from summarizer.verify.accept import choose, options, questions, title_carrier, title_leads, title_questions
from summarizer.verify.checks import coverage
from summarizer.verify.passage import carries
from summarizer.verify.verdict import check

__all__ = [
    "carries",
    "check",
    "choose",
    "coverage",
    "options",
    "questions",
    "title_carrier",
    "title_leads",
    "title_questions",
]
