"""Tells when only the beginning of an article was delivered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.read.page import Page
from summarizer.records import Flag

_END = re.compile(r"[.!?:;\u2026\u3002\uff01\uff1f][\"'”’»\u203a)\]*_\s]*$|[)\]”»\"]$")
_DOTS = re.compile(r"(?:\u2026|\.\.\.|\[(?:\u2026|\.\.\.)\])[\"'”’»)\]]*$")
_GOES_ON = re.compile(
    r"(?i)\b(?:and|or|but|the|a|an|of|in|on|at|to|for|with|from|by|as|that|which|who|whose|is|are|was|were|has|have|had"
    r"|und|oder|der|die|das|den|dem|ein|eine|von|mit|zu|im|et|ou|le|la|les|des|du|un|une|de|el|los|las|y|con|il|che|di"
    r"|e|o|os|het|een|van|en)$|,$"
)
_WORDS = 8
NOTE = "only the beginning of the text was delivered"


def closed_parts(page: Page, articles: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the page's linked data calls the article one that must be paid for, and its closed part is not there."""
    closed = [item for item in articles if _is_false(item.get("isAccessibleForFree"))]
    if not closed:
        return False
    parts = [part for item in closed for part in _as_list(item.get("hasPart")) if isinstance(part, Mapping)]
    names = {str(name).lstrip(".#") for part in parts for name in _as_list(part.get("cssSelector"))}
    for element in page.tree.iter("*"):
        own = {element.get("id"), *(element.get("class") or "").split()}
        if own & names and len(element.text_content().split()) >= 5 * _WORDS:
            return False
    return True


def cut_short(text: str, closed: bool, articles: Sequence[Mapping[str, Any]]) -> tuple[Flag, ...]:
    """Flags a text that its page calls closed, or that stops in the middle of a sentence."""
    stated = max((_count(item.get("wordCount")) for item in articles), default=0)
    if closed and stated and len(text.split()) * 10 >= stated * 9:
        closed = False
    return (Flag("truncated", NOTE),) if closed or stops_within(text) else ()


def stops_within(text: str) -> bool:
    """Whether a paragraph breaks off: the last one without a full stop, or any other on a word that goes on."""
    lines = [line.strip() for line in text.splitlines() if len(line.split()) >= _WORDS]
    if not lines:
        return False
    last = lines[-1]
    if _DOTS.search(last) or (len(lines) > 1 and not _END.search(last) and last[-1].islower()):
        return True
    return any(not _END.search(line) and _GOES_ON.search(line) for line in lines)


def _is_false(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() in ("false", "no"))


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _count(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdecimal() and len(str(value)) < 9 else 0
