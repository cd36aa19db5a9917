"""What can be read off English text by rule: words, names, numbers, dates, quotations, speech, tone.

Selection, plan, writing and verification all ask the same questions of a sentence ("which numbers are in
it?"); they must get the same answers, so the answers live here. Everything is deterministic and has no state
beyond caches.
"""

from summarizer.language.instructions import instruction_in, is_supposed
from summarizer.language.likeness import canonical_stems, copied_run, share_held, stated_facts
from summarizer.language.names import name_key, names
from summarizer.language.numbers import numbers
from summarizer.language.referents import Resolution, resolve_opening
from summarizer.language.speech import outside_quotations, paired_quotes, plain_quote, quotations
from summarizer.language.tone import (
    commentary_score,
    counts_victims,
    dangles,
    fact_score,
    is_background,
    is_headline,
    is_statement,
    reports_speech,
    speaks_of_victims,
)
from summarizer.language.words import (
    CALENDAR,
    FUNCTION_WORDS,
    NEGATIONS,
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
    "NEGATIONS",
    "REPORTING_VERBS",
    "Resolution",
    "canonical_stems",
    "commentary_score",
    "content_stems",
    "copied_run",
    "counts_victims",
    "dangles",
    "fact_score",
    "inflections",
    "instruction_in",
    "is_background",
    "is_headline",
    "is_statement",
    "is_supposed",
    "name_key",
    "names",
    "numbers",
    "outside_quotations",
    "paired_quotes",
    "plain_quote",
    "quotations",
    "reports_speech",
    "resolve_opening",
    "share_held",
    "speaks_of_victims",
    "stated_facts",
    "stem",
    "word_count",
    "words",
]
