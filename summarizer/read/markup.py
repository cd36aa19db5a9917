"""Takes tags and entities out of text that should have been plain."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BLOCKS = (
    "address|article|aside|blockquote|body|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|hr|html"
    "|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINE = (
    "a|abbr|acronym|b|big|cite|code|del|em|font|i|iframe|img|ins|kbd|mark|q|s|small|source|span|strike|strong|sub|sup"
    "|time|tt|u|video|wbr"
)
_TAG = re.compile(rf"(?i)<(?:/(?:{_BLOCKS}|{_INLINE})\s*|(?:p|br|hr|img|wbr)(?:\s[^<>]{{0,2000}}|/)?)>")
_BREAKS = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")
_INVISIBLE = str.maketrans({"\u00ad": None, "\u2060": None, "\ufeff": None})
_ROUNDS = 2


def has_markup(text: str) -> bool:
    """Whether HTML tags stand in a text: a closing one, a paragraph, a line break or a picture."""
    return "<" in text and _TAG.search(text) is not None


def without_entities(text: str) -> str:
    """Writes ``&amp;`` and the like as the characters they stand for, also where they were encoded twice.

    Only what ends in a semicolon is one: ``AT&T`` and ``?a=1&copy=2`` stay.
    """
    for _ in range(_ROUNDS):
        plain = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
        if plain == text:
            break
        text = plain
    return text


def without_invisible(text: str) -> str:
    """Takes out soft hyphens and joiners, which nobody sees."""
    return text.translate(_INVISIBLE)


def tidy(text: str) -> str:
    """One blank line between paragraphs, no white space at the edges."""
    return _BREAKS.sub("\n\n", text.replace("\u00a0", " ")).strip()
