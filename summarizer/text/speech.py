"""Quotations, in all the marks that newsrooms use: the only place that knows which mark opens and which one closes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from summarizer.lengths import UNSPACED

_CLOSERS = {
    "“": "”", "„": "“”\"", "”": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "‚": "‘’", "‘": "’", "「": "」",
    "『": "』", '"': '"', "'": "'", "``": "''",
}  # fmt: skip
"""What may close each mark that opens. Of marks that do both, the place of the one at hand decides."""

_MARK = re.compile(r"``|''|[“”„«»‹›‚‘’「」『』\"']")
_SINGLE = frozenset("‚‘’'")
"""Apostrophes look like these: what has no partner is one."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
"""Letters beside which a quotation opens without a blank."""

_ONE_WAY = frozenset("“„«‹‚‘「『")
_FEET_AND_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:\.\d+)?$")
_SHORTEST_SINGLE = 12
"""Letters between single marks from which they are taken for a quotation, not for a word set apart."""

_STRAIGHT = str.maketrans("“”„«»「」『』‘’‚‹›–—", '"' * 9 + "'" * 5 + "--")


class Quote(NamedTuple):
    """One quotation: ``text[start:end]`` is what stands between its marks, which take ``width`` letters each."""

    start: int
    end: int
    width: int
    mark: str


class Quotes(NamedTuple):
    """The quotations of a text, those within others included, by where they begin; and the marks without a partner."""

    pairs: tuple[Quote, ...]
    loose: tuple[int, ...]


@lru_cache(maxsize=8192)
def find_quotes(text: str) -> Quotes:
    """Pairs the quotation marks of a text, in one pass.

    Apostrophes, and the marks of feet, inches, minutes and seconds (6'2", 5′ 11″), are none.
    """
    opened: list[tuple[str, int]] = []
    pairs: list[Quote] = []
    loose: list[int] = []
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        closes = _partner(text, mark, at, opened)
        if closes is not None:
            loose += [place for other, place in opened[closes + 1 :] if other not in _SINGLE]
            opener, start = opened[closes]
            del opened[closes:]
            pairs.append(Quote(start + len(opener), at, len(opener), opener))
        elif _opens(text, mark, at):
            opened.append((mark, at))
        elif mark not in _SINGLE and mark != "''" and not _measures(text, at):
            loose.append(at)
    loose += [place for mark, place in opened if mark not in _SINGLE]
    return Quotes(tuple(sorted(pairs)), tuple(sorted(loose)))


def _partner(text: str, mark: str, at: int, opened: list[tuple[str, int]]) -> int | None:
    """Which open mark this one closes, if it closes any; only the innermost two are looked at."""
    if mark in "'’" and _inside_word(text, at):
        return None
    if mark == '"' and _FEET_AND_INCHES.search(text[max(at - 12, 0) : at]):
        return None
    for place in range(len(opened) - 1, max(len(opened) - 4, -1), -1):
        opener = opened[place][0]
        if mark in _CLOSERS[opener] and not (mark in _SINGLE and text[at - 1 : at].isspace()):
            return place
        if opener not in _SINGLE:
            return None  # a quotation ends before the one around it
    return None


def _opens(text: str, mark: str, at: int) -> bool:
    if mark in _ONE_WAY or mark == "``":
        return mark != "‘" or not _inside_word(text, at)
    if mark in "’」』" or mark == "''":
        return False
    before, after = text[at - 1 : at] if at else "", text[at + len(mark) : at + len(mark) + 1]
    free = not before or _UNSPACED.match(before) is not None or not (before.isalnum() or before in ".,!?…")
    if mark == "'":
        return free and after.isalpha()
    return free and bool(after) and (not after.isspace() or mark in "»›")


def _inside_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _measures(text: str, at: int) -> bool:
    """Whether a mark stands behind a number: inches, or seconds."""
    return text[at] in '"”' and text[max(at - 1, 0) : at].isdigit()


def outermost(text: str) -> list[Quote]:
    """The quotations that stand in no other one, without words that are merely set apart by single marks."""
    found: list[Quote] = []
    for quote in find_quotes(text).pairs:
        if found and quote.start <= found[-1].end:
            continue
        if quote.end > quote.start and (quote.mark not in _SINGLE or quote.end - quote.start >= _SHORTEST_SINGLE):
            found.append(quote)
    return found


def quotations(text: str) -> list[str]:
    """What stands between quotation marks, marks not included."""
    return [text[quote.start : quote.end] for quote in outermost(text)]


def opens_quotation(text: str) -> bool:
    """Whether a text begins with a mark that opens a quotation."""
    bare = text.lstrip(" *_>")
    match = _MARK.match(bare)
    return match is not None and _opens(bare, match.group(), 0)


def outside_quotations(text: str) -> str:
    """The text without what stands between quotation marks."""
    parts, at = [], 0
    for quote in outermost(text):
        parts.append(text[at : quote.start])
        at = quote.end
    return " ".join([*parts, text[at:]])


def paired_quotes(text: str) -> bool:
    """Whether every quotation that opens closes."""
    return not find_quotes(text).loose


def plain_quote(text: str) -> str:
    """Text for comparing quotations: one case, straight marks, single spaces, no closing punctuation."""
    return " ".join(text.translate(_STRAIGHT).replace("…", "...").lower().split()).strip(" .,;:!?'\"")


_DOUBLE = frozenset(('"', "“", "„", "«", "”", "»", "``"))


def quoted(text: str) -> str:
    """The text between “ and ”, with ‘ and ’ for the double marks within it."""
    marks = []
    for quote in find_quotes(text).pairs:
        if quote.mark in _DOUBLE:
            marks += [(quote.start - quote.width, quote.start, "‘"), (quote.end, quote.end + quote.width, "’")]
    parts, at = [], 0
    for start, end, mark in sorted(marks):
        parts += [text[at:start], mark]
        at = end
    return f"“{''.join(parts)}{text[at:]}”"
