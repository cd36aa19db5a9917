"""A briefing in the sources' own words, for languages whose grammar is not read.

Nothing is written, shortened, joined or resolved here, and no rule of English is asked: sentences are chosen by what
other sources say too, each is told as its source has it, and another source is named beside it only where it has the
same words and numbers. `terms` says what is compared, `quotable` which sentence can stand alone, `undated` whose day
is not understood, `outdated` whose count of people no longer holds, `retelling` who else tells it, `choosing` what
there is room for, and `heading` what stands above.
"""

from summarizer.verbatim.choosing import choose
from summarizer.verbatim.heading import heading
from summarizer.verbatim.outdated import in_their_place, outdated
from summarizer.verbatim.places import rejected
from summarizer.verbatim.quotable import LEANS, unquotable
from summarizer.verbatim.retelling import Retelling
from summarizer.verbatim.terms import Terms, numbers_in
from summarizer.verbatim.undated import undated
from summarizer.verbatim.vectors import lexical_vectors

__all__ = [
    "LEANS",
    "Retelling",
    "Terms",
    "choose",
    "heading",
    "in_their_place",
    "lexical_vectors",
    "numbers_in",
    "outdated",
    "rejected",
    "undated",
    "unquotable",
]
