"""Quotations: word for word, and only what the source itself quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language import plain_quote, quotations

_MARKS = re.compile(r"[“”\"«»‘]")
_INNER = re.compile(r"(?<!\w)'|'(?!\w)|\"")


def altered_quotations(text: str, evidence: Sequence[str]) -> list[str]:
    """Quotations of the text that stand in no evidence sentence word for word, or are not quoted there."""
    quotes = quotations(text)
    if not quotes:
        return []
    known = [_bare(sentence) for sentence in evidence]
    marked = [bool(_MARKS.search(sentence)) for sentence in evidence]
    found = []
    for quote in quotes:
        plain = _bare(quote)
        holding = [quoted for sentence, quoted in zip(known, marked, strict=True) if _within(plain, sentence)]
        if not holding:
            found.append(f"“{quote}” is not quoted word for word")
        elif not any(holding):
            found.append(f"“{quote}” is no quotation in the evidence")
    return found


def _bare(text: str) -> str:
    """Text without any quotation mark, so that nested marks may change from double to single."""
    return " ".join(_INNER.sub("", plain_quote(text)).split()).strip(" .,;:!?")


def _within(quote: str, sentence: str) -> bool:
    """Whether the quotation stands there as whole words."""
    if not quote:
        return True
    at = sentence.find(quote)
    while at >= 0:
        before, after = sentence[at - 1 : at], sentence[at + len(quote) : at + len(quote) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = sentence.find(quote, at + 1)
    return False
