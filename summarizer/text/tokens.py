"""Where the words of a text are, in any language that sets blanks between them, and which are small ones of English."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’.&][^\W_]+)*(?:['’])?", re.UNICODE)

FUNCTION_WORDS = frozenset(
    """a an the this that these those some any all both each every other another such own same more most many
    much few several and or but nor so yet if while as than because since until although though whether when
    where who whom whose which what how why of in on at by for to from with without into onto over under above
    below between among against during before after about around through across along near off out up down
    within toward towards upon per via amid despite including i you he she it we they me him her us them my
    your his its our their himself herself itself themselves is are was were be been being am do does did done
    have has had having will would shall should can could may might must not no never also only just even
    still already now then there here again once very too one""".split()
)
"""Words that carry grammar rather than facts; they never count as content."""


def without_possessive(text: str) -> str:
    """A word or phrase without the "'s" at its end."""
    return text.removesuffix("'s").removesuffix("’s")


@lru_cache(maxsize=32_768)
def uncontracted(word: str) -> str:
    """A word without what is drawn together with it: the "he" of "he's"."""
    return re.split("['’]", word, maxsplit=1)[0] or word


def words(text: str) -> list[str]:
    """Words in order; hyphenated compounds are split, so that "HTS-led" gives HTS and led."""
    return [match.group().rstrip("'’") for match in WORD.finditer(text)]
