"""Tells headlines from section labels, captions, page furniture and running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.lengths import word_count
from summarizer.read.lines import Line
from summarizer.records import Span
from summarizer.text.genres import label_kind

_LABEL = re.compile(
    r"(?:news|world|politics|business|sports?|opinion|tech|technology|science|health|culture|home|menu|europe"
    r"|asia|africa|americas?|us|uk|usa|international|latest|breaking|live|update[sd]?|middle|east|national"
    r"|local|regional|economy|finance|markets|environment|climate|analysis|reports?|features?|story|stories"
    r"|top|headlines|article|press|release|exclusive|and|of|the|contents|section|posted|published|weather|video|podcasts?"
    r"|travel|lifestyle|entertainment|arts)"
)
_FURNITURE_START = re.compile(
    r"(?i)(?:listen to|subscribe|sign (?:in|up)|log ?in|skip to|advertisement|sponsored|getty|follow us"
    r"|cookies?|read (?:more|also|next)|copyright|©|all rights|caption"
    r"|\d+\s*min(?:ute)?s?\b|page \d+ of \d|in this article|please"
    r"|text size|(?:media|image) (?:caption|playback|copyright)|(?:tweet|share|e-?mail) (?:this|on|via)"
    r"|copy link|toggle|(?:additional )?reporting by|editing by)\b"
)
# Headlines begin with these words, too ("Search for survivors goes on"): only short lines are buttons.
_BUTTON = re.compile(
    r"(?i)(?:share|save|listen|photo|image|picture|video|watch|comments?|related|search|print|e-?mail|download"
    r"|play|close|embed|tweet|facebook|twitter|whatsapp|register)\b(?:\W*\w+){0,2}\W*"
    r"|(?:photo|image|video)\s*:.*"
)
_FURNITURE_INSIDE = re.compile(
    r"(?i)\b(?:newsletters?|javascript|autoplay|copy this code|image:\d|browser|your device|photographer"
    r"|photo(?:s|graph)?(?: by|:)|getty images|file photo|shares?\s+(?:share|tweet)|enter the characters"
    r"|all rights reserved|continue reading|https?:)"
)
_HIGHLIGHTS = re.compile(r"(?i)(?:story )?highlights\b|key (?:points|takeaways)\b")
_TWO_SENTENCES = re.compile(r"[a-z\d]{2,}[.!?]['\"”’)]?\s+[A-Z\u00c0-\u00de\"“‘]")
_MENU = re.compile(r"[|•›»].*[|•›»]|\s[/·]\s.*\s[/·]\s|^(?:\S+\s){1,2}\|")
_OPEN_END = re.compile(r"[.;:,…|。；：，]['\"”’»)\]]*$|\)$|\s!$")
_COUNTER = re.compile(r"^0\s+(?=[A-Z])")
"""How many comments there are, before a headline: none."""

_PLAIN_WORDS, _TITLE_CASE_WORDS, _MARKED_WORDS = 16, 22, 25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be the title.

    ``rank``: 0 marked as heading, 1 bold or on the date's line, 2 a plain line, 3 a plain line of two or
    three words. ``number`` counts the lines of the text.
    """

    rank: int
    number: int
    text: str
    span: Span


def candidate(line: Line, number: int, after_standfirst: bool) -> Candidate | None:
    """Returns a line as a candidate for the title, or None when it cannot be one."""
    text = _COUNTER.sub("", line.plain)
    if line.heading and line.words <= _MARKED_WORDS * 2:
        return Candidate(0, number, text, line.span)
    if not headline_like(text, marked=line.bold):
        return None
    if line.bold:
        return Candidate(1, number, text, line.span)
    if (after_standfirst and line.words < 5) or (line.words < 4 and number > 0):
        # More likely a subheading or a person's name.
        return None
    return Candidate(2 if line.words >= 4 else 3, number, text, line.span)


def headline_like(text: str, marked: bool = False) -> bool:
    """Whether a line reads as a headline: short, opened by a capital or a figure, without a full stop."""
    words = text.split()
    size = word_count(text)
    capitals = sum(word.lstrip("'\"“‘(")[:1].isupper() for word in words)
    limit = _MARKED_WORDS if marked else _TITLE_CASE_WORDS if capitals * 10 >= len(words) * 7 else _PLAIN_WORDS
    if not 2 <= size <= limit or len(text) > 200:
        return False
    first = text.lstrip("'\"“‘«(¿¡")[:1]
    # In scripts without blanks a few letters are words.
    if not _opens(first) or (len(re.findall(r"[^\W\d_]{2,}", text)) < 2 and size <= len(words) + 1):
        return False
    return not (
        _OPEN_END.search(text)
        or _TWO_SENTENCES.search(text)
        or _FURNITURE_START.match(text)
        or _BUTTON.fullmatch(text)
        or _MENU.search(text)
        or _FURNITURE_INSIDE.search(text)
    )


def _opens(first: str) -> bool:
    """Whether a letter opens a headline: a capital, a figure, or any of a script without capitals."""
    return first.isupper() or first.isdigit() or (first.isalpha() and first.lower() == first.upper())


def is_label(text: str) -> bool:
    """Whether a line names a section (``World News``) or the kind of its text (``Letter to the editor``)."""
    if label_kind(text):
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    return bool(words) and len(words) <= 4 and all(map(_LABEL.fullmatch, words))


def opens_highlights(text: str) -> bool:
    """Whether a line opens a list of highlights, whose lines look like headlines but are none."""
    return bool(_HIGHLIGHTS.match(text))


def choose(candidates: Sequence[Candidate], known: str | None) -> tuple[str | None, list[Candidate]]:
    """Returns the known or the best title, and all lines that repeat it."""
    title = known
    if title is None and candidates:
        title = min(candidates, key=lambda item: (item.rank, item.number)).text
    return title, [item for item in candidates if title and same_words(item.text, title)]


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ at most in case, spaces and punctuation."""
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())
