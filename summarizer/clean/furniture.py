"""Recognises what surrounds an article on its page by its own words."""

from __future__ import annotations

import re

from summarizer.clean.blocks import ends_sentence
from summarizer.clean.calls import call_of
from summarizer.clean.commands import INSTRUCTIONS, SUPPOSED
from summarizer.clean.labels import is_byline, is_date_line, is_dateline
from summarizer.clean.layout import is_title_case
from summarizer.clean.notices import is_ai_notice
from summarizer.clean.phrases import PHRASES
from summarizer.stage_settings import FurnitureSettings, LayoutSettings

NEVER_CONTENT = frozenset(
    (
        *(phrases.reason for phrases in PHRASES if phrases.reason != "caption"),
        "AI notice",
        "social media post",
        "call to the reader",
        "teaser list",
        "separator",
        INSTRUCTIONS,
        SUPPOSED,
    )
)
"""Reasons that no report's own text can have."""

_MARKS = re.compile(r"^[\s\[({*_#>•▪|\-–—:/]+|[\s\])}*_|]+$")
# The patterns match at a block's beginning or end; they need not see more.
_LOOK_CHARS = 400

_CREDIT = re.compile(
    r"\(AP Photo\b|\(Photo\b|\(Associated Press\)$|/\s?(?:Getty Images|AFP|EPA)\b|/\s?(?:AP|Reuters|PA)\)?$|"
    r"^[A-Z][\w.-]{1,20}(?: [A-Z][\w.-]{1,20}){1,3} / (?:AP|Reuters|PA)\b|\bREUTERS/\w|"
    r"Getty Images$|\bvia (?:AP|Getty|Reuters|Getty Images)\)?$|Photo(?:graph)?: [^.]{3,60}$|"
    r"\((?:File|Supplied|Handout)(?: photo)?\)$|(?:Photo|Image|Credit|Photograph)(?: by|:) [^.]{3,60}\)$|"
    r"\bCourtesy (?:of )?[A-Z][^.!?()]{2,40}$|\bCredits?: [^.!?]{2,60}$|\bShare Photo\W*$|"
    r"\((?:[^()]{2,40} )?(?i:photos?|pictures?|images?)(?:: [^()]{2,80})?\)$|"
    r"\([A-Z][^()/]{2,60}/ ?[A-Z][^()/]{2,40}\)$"
)
"""Who made a picture, behind what it shows."""

_AGENCY_PICTURE = re.compile(
    r"(?:The )?(?:Associated Press|Getty Images|European Pressphoto Agency|Agence France-Presse|Reuters|AFP|EPA)"
    r"(?: Photos?)? (?=[A-Z“\"])(?:An?|The|People|Two|Three|Men|Women)\b"
)
"""Who made a picture, before what it shows: no agency is followed by an article where it says something."""

_TAGGED = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?: [\w’'-]+){0,3}: [A-ZÀ-Þ“‘][^:]*$")
"""The catchword and the line beneath a picture: "Rising water: A man carries his dog through the market"."""

_SIGNATURE = re.compile(r"[—–-]{1,2} ?(?:[A-ZÀ-Þ][\w.'’-]+ ?){2,4}$")
_BRACKETED = re.compile(r"\[[^\[\]]{3,200}\]$")

_STUCK_NOTICE = re.compile(
    r"(?<=[.!?”\"')])\s+(?:"
    r"(?P<credits>\((?:(?:Additional r|R)eporting|Writing|Editing) by [^()]{3,240}\)\.?)|"
    r"(?:©|\(c\) ?\d{4}|Copyright (?:©|\(c\)|\d{4}))[^\n]{0,200})$"
)
_LINK_END = re.compile(r"(?<=[.!?”\"’)])\s\[(?P<link>[^\[\]]{10,160})\]$")
_BRACKETED_END = re.compile(r"[\[(][^\[\]()]{10,300}[\])]$")
_TRUNCATION = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d{1,7} chars\]$")


def reason_of(flat: str, words: int, settings: FurnitureSettings) -> str | None:
    """Why a block is page furniture, or None.

    Args:
        flat: the block on one line.
        words: its number of words; long blocks are never taken for a notice.
        settings: how long.
    """
    if not any(character.isalnum() for character in flat):
        return "separator"
    text = _MARKS.sub("", flat[:_LOOK_CHARS])
    if is_ai_notice(text, words, settings):
        return "AI notice"
    if is_date_line(text, words, settings):
        return "date line"
    for phrases in PHRASES:
        if words <= phrases.max_words and phrases.pattern.match(text):
            return phrases.reason
    if call := call_of(flat, words, settings):
        return call
    if words <= settings.photo_credit and _is_caption(flat, words, settings):
        return "caption"
    if words <= settings.brackets and _BRACKETED.match(flat):
        return "bracketed note"
    if is_dateline(flat):
        return "dateline"
    return "byline" if is_byline(text, words, settings) or _SIGNATURE.match(flat) else None


def _is_caption(flat: str, words: int, settings: FurnitureSettings) -> bool:
    """Whether a block stands beneath a picture: it names who made it, or has a catchword before a line without end."""
    if _CREDIT.search(flat) or _AGENCY_PICTURE.match(flat):
        return True
    return words >= settings.tagged and not ends_sentence(flat) and _TAGGED.match(flat) is not None


def suffix_length(flat: str, settings: FurnitureSettings, layout: LayoutSettings) -> tuple[int, str]:
    """Length of a notice that is stuck to a paragraph's end, and the reason to drop it.

    (0, "") when there is none.
    """
    tail = flat[-_LOOK_CHARS:]
    if match := _STUCK_NOTICE.search(tail):
        return len(tail) - match.start(), "byline" if match["credits"] else "copyright notice"
    if (match := _LINK_END.search(tail)) and is_title_case(match["link"], layout):
        return len(tail) - match.start(), "related link"
    match = _BRACKETED_END.search(tail)
    if match and match.start() > 0 and is_ai_notice(match.group()[1:-1], len(match.group().split()), settings):
        return len(tail) - match.start(), "AI notice"
    if (match := _TRUNCATION.search(tail)) and match.start() > 0:
        return len(tail) - match.start(), "truncation mark"
    return 0, ""
