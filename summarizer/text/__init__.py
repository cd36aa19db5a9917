"""What can be read off a text: words, names, numbers, dates, quotations, tone, and the grammar of a sentence.

Selection, plan, writing and verification all ask the same questions of a sentence ("which numbers are in it?", "who
says so?"); they must get the same answers, so the answers live here. `analysis` reads a sentence once and keeps all of
them.
"""

from summarizer.text.likeness import canonical_stems, share_held, stated_facts
from summarizer.text.names import name_key, names
from summarizer.text.numbers import numbers
from summarizer.text.speech import outside_quotations, paired_quotes, plain_quote, quotations
from summarizer.text.tone import (
    commentary_score,
    counts_victims,
    dangles,
    fact_score,
    is_background,
    is_headline,
    is_statement,
    looks_back,
    speaks_of_victims,
)
from summarizer.text.words import (
    CALENDAR,
    FUNCTION_WORDS,
    REPORTING_VERBS,
    content_stems,
    inflections,
    stem,
    word_count,
    words,
)

__all__ = [
    "CALENDAR",
    "FUNCTION_WORDS",
    "REPORTING_VERBS",
    "canonical_stems",
    "commentary_score",
    "content_stems",
    "counts_victims",
    "dangles",
    "fact_score",
    "inflections",
    "is_background",
    "is_headline",
    "is_statement",
    "looks_back",
    "name_key",
    "names",
    "numbers",
    "outside_quotations",
    "paired_quotes",
    "plain_quote",
    "quotations",
    "share_held",
    "speaks_of_victims",
    "stated_facts",
    "stem",
    "word_count",
    "words",
]
