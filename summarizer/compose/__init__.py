"""Accepted sentences to the briefing: no fact twice, within the budget, titled, in sections, each with its sources.

The functions here say what the judge must be asked and what follows from its answers; whether a passage supports a
sentence by rule is passed in. `wording` takes the best text for each item and `choosing` the items that are used
(`budget`, `repetition`); `titles` and `sections` set them out; `sentence` joins who is cited (`citations`) and who
gives another figure (`differing`).
"""

from summarizer.compose.choosing import choose_under, placed
from summarizer.compose.citations import citation
from summarizer.compose.explained import shortened_names
from summarizer.compose.headlines import multiplies, refuted, title_standing
from summarizer.compose.persons import introducing
from summarizer.compose.remarks import not_chosen, notes, stale_notes
from summarizer.compose.repetition import Differs, Sayings
from summarizer.compose.sections import with_headings
from summarizer.compose.sentence import Taken, briefing_sentence
from summarizer.compose.titles import Titled, compose_title, other_titles, own_title, shorter_title
from summarizer.compose.wording import best_first, best_wording, leads_apart, own_words_win, with_leads, with_voice

__all__ = [
    "Differs",
    "Sayings",
    "Taken",
    "Titled",
    "best_first",
    "best_wording",
    "briefing_sentence",
    "choose_under",
    "citation",
    "compose_title",
    "introducing",
    "leads_apart",
    "multiplies",
    "not_chosen",
    "notes",
    "other_titles",
    "own_title",
    "own_words_win",
    "placed",
    "refuted",
    "shortened_names",
    "shorter_title",
    "stale_notes",
    "title_standing",
    "with_headings",
    "with_leads",
    "with_voice",
]
