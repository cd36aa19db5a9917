"""Drafts to sentences that stand: check each draft, ask the judge, fall back to the source's own words, cite,
repeat nothing.

Nothing unsupported passes. Each draft is checked by rule, then by the judge against the sentence it was written
from; of those that stand the best is taken, else the source's own sentence, marked as quoted; where that sentence
cannot stand alone, the item is left out and the reason kept. The functions here say what the judge must be asked
and what follows from its answers; `pipeline` asks it, once for all clusters.
"""

from summarizer.verify.accept import Candidate, Option, choose, headlines, options, questions
from summarizer.verify.checks import coverage
from summarizer.verify.cite import (
    Passage,
    Report,
    citation,
    citations_for,
    corroborating,
    near_rows,
    passage_text,
    report,
    title_of,
)
from summarizer.verify.compose import Titled, compose, compose_title, near_pairs, title_questions
from summarizer.verify.differ import Restated, differing, questions_of, restatements
from summarizer.verify.verdict import check

__all__ = [
    "Candidate",
    "Option",
    "Passage",
    "Report",
    "Restated",
    "Titled",
    "check",
    "choose",
    "citation",
    "citations_for",
    "compose",
    "compose_title",
    "corroborating",
    "coverage",
    "differing",
    "headlines",
    "near_pairs",
    "near_rows",
    "options",
    "passage_text",
    "questions",
    "questions_of",
    "report",
    "restatements",
    "title_of",
    "title_questions",
]
