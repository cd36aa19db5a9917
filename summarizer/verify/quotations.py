"""Quotations: word for word, and only what the source itself quotes."""

from __future__ import annotations

import re

from summarizer.text.speech import outermost, plain_quote
from summarizer.verify.comparison import Comparison, Difference, comparison
from summarizer.verify.pairing import Pairing

_MARKS = re.compile(r"[“”\"«»‘„「]")
_BEFORE_STOP = re.compile(r" (?=[.,;:!?])")
_INNER = re.compile(r"(?<!\w)'|'(?!\w)|\"")


def quotations(pair: Pairing) -> Comparison:
    """Compares what stands between quotation marks."""
    found = []
    quotes = outermost(pair.claim.text)
    known = [(_bare(one.text), bool(_MARKS.search(one.text))) for one in pair.evidence]
    for quote in quotes:
        text, where = pair.claim.text[quote.start : quote.end], (quote.start, quote.end)
        holding = [marked for sentence, marked in known if _within(_bare(text), sentence)]
        if not holding:
            found.append(Difference(f"“{text}” is not quoted word for word", where, kind="absent"))
        elif not any(holding):
            found.append(Difference(f"“{text}” is no quotation in the evidence", where, kind="absent"))
    return comparison(bool(quotes), found)


def _bare(text: str) -> str:
    """Text without any quotation mark, so that nested marks may change from double to single."""
    spaced = " ".join(_INNER.sub(" ", plain_quote(text)).split())  # a mark may be all that stands between two words
    return _BEFORE_STOP.sub("", spaced).strip(" .,;:!?")


def _within(quote: str, sentence: str) -> bool:
    """Whether the quotation stands there as whole words."""
    return not quote or re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", sentence) is not None
