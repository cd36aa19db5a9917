"""Accepts or refuses what was written, and nothing else: each text is checked against what it was written from.

Nothing unsupported passes. Each draft is checked by rule, then by the judge; a written title and a passage of another
source, whether it carries a sentence, likewise. The functions here say what the judge must be asked and what follows
from its answers; `pipeline` asks it, once for all clusters.
"""

from summarizer.verify.accept import (
    judged_options,
    options,
    questions,
    title_carrier,
    title_leads,
    title_questions,
    unquotable,
)
from summarizer.verify.bearing import bearing, same_event
from summarizer.verify.comparers import COMPARERS, compare
from summarizer.verify.verdict import carries, check, differences

__all__ = [
    "COMPARERS",
    "bearing",
    "carries",
    "check",
    "compare",
    "differences",
    "judged_options",
    "options",
    "questions",
    "same_event",
    "title_carrier",
    "title_leads",
    "title_questions",
    "unquotable",
]
