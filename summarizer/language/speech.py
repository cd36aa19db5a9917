"""Quotations, and who says what."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|‘([^‘’]{12,})’")


def quotations(text: str) -> list[str]:
    """What stands between quotation marks, marks not included."""
    return [next(part for part in match.groups() if part is not None) for match in _QUOTED.finditer(text)]


def outside_quotations(text: str) -> str:
    """The text without what stands between quotation marks."""
    for quote in quotations(text):
        text = text.replace(quote, " ")
    return text


def paired_quotes(text: str) -> bool:
    """Whether every quotation that opens closes."""
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


def plain_quote(text: str) -> str:
    """Text for comparing quotations: one case, straight marks, single spaces, no closing punctuation."""
    table = str.maketrans("’‘“”«»–—", '\'\'""""--')
    return " ".join(text.translate(table).replace("…", "...").lower().split()).strip(" .,;:!?'\"")
