"""Which passages of all sources carry a claim, which report its main event, and which tell it otherwise.

For the sentences of a briefing and for those of a text that already exists. How a passage bears on a claim by rule is
passed in (`Bear`); the functions here say what the judge must be asked and what follows from its answers. Of a claim
that was true once, `superseded` finds the passages that have a newer value.
"""

from summarizer.attribute.doubt import Bear, Traced
from summarizer.attribute.nearness import Passages
from summarizer.attribute.outdated import superseded, without_other_times
from summarizer.attribute.tracing import attribution, least_share, near_texts, nearest, questions, trace, unasked
from summarizer.records import Bearing

__all__ = [
    "Bear",
    "Bearing",
    "Passages",
    "Traced",
    "attribution",
    "least_share",
    "near_texts",
    "nearest",
    "questions",
    "superseded",
    "trace",
    "unasked",
    "without_other_times",
]
