"""Reads text with HTML tags in it: a whole page, or a piece of one such as a feed delivers."""

from __future__ import annotations

import re

from summarizer.read.found import Found
from summarizer.read.hidden import strip_hidden
from summarizer.read.markup import tidy, without_entities, without_invisible
from summarizer.read.page import Page
from summarizer.read.raw import Raw

_PARAGRAPH = frozenset(
    "address article aside blockquote center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li"
    " main nav ol p pre section table tr ul".split()
)
_SPACE = re.compile(r"\s+")


def read_markup(text: str) -> Raw:
    """Returns the words of a piece of HTML, a paragraph each block; nothing that is shown is left out."""
    page = Page.parse(f"<html><body>{text}</body></html>")
    if page is None:
        return Raw(without_entities(text))
    flags = strip_hidden(page)
    return Raw(shown_text(page), Found(flags=flags))


def shown_text(page: Page) -> str:
    """Returns all words of a page in their order, a paragraph each block."""
    from lxml import etree  # type: ignore[import-untyped]

    parts: list[str] = []
    for event, element in etree.iterwalk(page.tree, events=("start", "end")):
        block = element.tag in _PARAGRAPH
        if event == "start":
            parts.append("\n\n" if block else "\n" if element.tag == "br" else "")
            parts.append(_SPACE.sub(" ", element.text or ""))
        else:
            parts.append("\n\n" if block else " " if element.tag in ("td", "th") else "")
            if element is not page.tree:
                parts.append(_SPACE.sub(" ", element.tail or ""))
    lines = "".join(parts).split("\n")
    return tidy(without_invisible(without_entities("\n".join(line.strip() for line in lines))))
