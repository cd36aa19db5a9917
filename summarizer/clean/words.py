"""Words and shingles: the measure of how much two texts have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from summarizer.lengths import UNSPACED

_WORD = re.compile(r"\w+")
# Scripts written without spaces between words: there a character counts as a word.
_LETTER = re.compile(f"[{UNSPACED}]")
_UNSPACED = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\w)+")


def tokens(text: str) -> list[str]:
    """Words of a text in lower case, without punctuation and with compatibility forms made equal."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’s", "").replace("'s", "")
    return (_UNSPACED if _LETTER.search(folded) else _WORD).findall(folded)


def shingles(words: Sequence[str], size: int) -> set[int]:
    """Hashes of all runs of ``size`` words (Broder 1997); a shorter text is one run of its own."""
    if len(words) <= size:
        return {hash(tuple(words))} if words else set()
    return set(map(hash, zip(*(words[start:] for start in range(size)), strict=False)))
