"""Words and shingles: the measure of how much two texts have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
# Scripts written without spaces between words: there a character counts as a word.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+?(?=[\u0e00-\u0eff\u3040-\u9fff])|\w+"
)


def tokens(text: str) -> list[str]:
    """Words of a text in lower case, without punctuation and with compatibility forms made equal."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’s", "").replace("'s", "")
    words = _WORD.findall(folded)
    if words and len(folded) > 12 * len(words):
        return _UNSPACED.findall(folded)
    return words


def shingles(words: Sequence[str], size: int) -> set[int]:
    """Hashes of all runs of ``size`` words (Broder 1997); a shorter text is one run of its own."""
    if len(words) <= size:
        return {hash(tuple(words))} if words else set()
    return set(map(hash, zip(*(words[start:] for start in range(size)), strict=False)))
