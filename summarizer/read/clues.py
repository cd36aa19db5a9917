"""Reads single lines that say something about a report: its date, its byline, where it came from first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from summarizer.read.dates import DateMatch, When, find_date, only_time, without_dates, without_time
from summarizer.read.found import Found
from summarizer.read.publishers import (
    byline,
    is_masthead,
    is_url,
    known_publisher,
    looks_like_publisher,
    publisher_name,
)
from summarizer.read.titles import Candidate, headline_like
from summarizer.records import Flag, Span

_PUBLISHED = re.compile(r"(?i)\b(?:first published|published|posted|released|issued|created|dated?)\b")
_UPDATED = re.compile(r"(?i)\b(?:(?:last )?updated|modified|last changed|edited)\b")
_DATE_WORDS = re.compile(
    r"(?i)\b(?:first|last|originally|published|posted|released|issued|created|updated|modified|edited|changed|dated?"
    r"|on|at|am|pm|a\.m|p\.m|gmt|utc|bst|est|edt|cet|cest|pst|pdt|ist|et|pt|z|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri"
    r"|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|by|admin|editor|staff|mins?|minutes?|read|hours?|ago"
    r"|t?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?(?:z|\+\d\d:?\d\d)?|\d{1,3})\b"
)
_PICTURE = re.compile(r"(?i)\W{0,3}(?:file )?(?:photo(?:graph)?|image|picture|foto|bild|credit|caption)s?\b")
_AGO = re.compile(
    r"(?i)(?:(?:published|posted|updated)\s+)?\d+\s+(?:second|minute|min|hour|day|week|month|year)s?\s+ago"
)
_TODAY = re.compile(r"(?i)(?:today(?:['’]s date)?|current date|now)\b\s*(?:is\b)?\s*[:\-\u2013|]?")
_ORIGINAL = re.compile(
    r"(?i)\W{0,3}(?:original(?:ly)?\s+(?:source|article|story|report|post(?:ed)?|publi(?:shed|cation))"
    r"|(?:this|the)\s+(?:article|story|report|post|piece)\s+(?:was\s+)?"
    r"(?:(?:originally|first)\s+(?:published|appeared|posted)|republished)"
    r"|first\s+(?:published|appeared)|republished\s+from|read\s+the\s+original(?:\s+(?:article|story|report))?)"
    r"\s*(?:(?:on|by|in|at|from|here)\b|:|-|\u2013|\u2014)+\s*(?:the\s+website\s+of\s+)?(?P<who>\S.*)"
)
_MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_EDGE = " \t:|\u2013\u2014-·•*,.()[]"


@dataclass(slots=True)
class Clues:
    """What the lines of a head or tail have shown so far; earlier findings are kept over later ones.

    ``bare_dates`` are dates that no word calls published or updated: (line number, date). ``first`` says that
    ``published`` is called the first publication.
    ``publisher`` is named by a byline or masthead, ``agency`` by a dateline, ``original`` by a line on where
    the report appeared first.
    """

    published: When | None = None
    first: bool = False
    updated: When | None = None
    bare_dates: list[tuple[int, When]] = field(default_factory=list)
    named: Found = field(default_factory=Found)
    candidates: list[Candidate] = field(default_factory=list)
    publisher: str | None = None
    agency: str | None = None
    original: str | None = None
    url: str | None = None
    flags: list[Flag] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def is_page_date(text: str) -> bool:
    """Whether a line is the page's today (``Today : Dec 25, 2024``), which says nothing about the report."""
    return bool(_TODAY.match(text) and len(text.split()) <= 8 and find_date(text))


def says_changed(text: str) -> bool:
    """Whether a line speaks of when the report was changed."""
    return bool(_UPDATED.search(text))


def note_origin(clues: Clues, text: str) -> bool:
    """Notes ``Original Source: www.cnn.com`` and the like; returns whether the line is one."""
    match = _ORIGINAL.fullmatch(_MARKDOWN_LINK.sub(r"\1", text)) if len(text) <= 300 else None
    if not match:
        return False
    said = match["who"]
    when = find_date(said)
    if only_time(said):
        clues.first = clues.first or clues.published is None
        clues.published = clues.published or (when.when if when else None)
        return True
    shown = _named(said)
    name = publisher_name(shown)
    if not name or not looks_like_publisher(name):
        return False
    clues.published = clues.published or (when.when if when else None)
    clues.flags.append(Flag("republished", f"names {shown} as its original source"))
    clues.original = clues.original or name
    if is_url(shown):
        clues.url = clues.url or shown
    return True


def _named(said: str) -> str:
    """Returns the name in "first published in the Courier on Monday 13 April", "on 13 April 2026 by the Courier"."""
    after = re.search(r"\s(?:by|in)\s(?P<name>.+)", said)
    name = after["name"] if after and only_time(said[: after.start()]) else said
    shown = re.split(r"\s+(?:on|under|and|by)\s|\s*[,;]\s", name)[0].strip(' \t*_.;[]()"“”')
    if find_date(said) and find_date(shown):
        return " ".join(without_time(shown).split()).strip(_EDGE)
    return shown


def note_date_line(clues: Clues, number: int, text: str, span: Span) -> bool:
    """Notes a line that is a date and little else; ``date 2024-12-05 Headline`` gives a title as well."""
    if _AGO.fullmatch(text):
        return True
    if _PICTURE.match(text):
        return False  # the day on which a picture was taken
    match = find_date(text) if len(text.split()) <= 30 else None
    if match is None:
        return False
    before, after = text[: match.start], text[match.end :]
    other_words = re.findall(r"[^\W\d_]+", _DATE_WORDS.sub(" ", f"{without_dates(before)} {without_dates(after)}"))
    is_byline, agency = byline(text)
    if len(other_words) > 3 and not is_byline:
        headline = _beside_date(before, after)
        if headline is None:
            return False
        clues.candidates.append(Candidate(1, number, headline, span))
    elif not (is_byline or len(other_words) <= 2 or not _DATE_WORDS.sub(" ", before).strip(_EDGE)):
        return False
    clues.publisher = clues.publisher or agency or _publisher_in(f"{before}|{after}")
    _note_date(clues, number, text, match)
    return True


def note_byline(clues: Clues, text: str) -> bool:
    """Notes ``By Ann Lee, Reuters``, ``Ann Lee, BBC News`` or the name of an agency alone."""
    is_byline, agency = byline(text)
    if not is_byline and len(text.split()) <= 6 and text[-1] not in ".!?":
        agency = text if is_masthead(text) else _publisher_in(text) if "," in text or "|" in text else None
        is_byline = agency is not None
    clues.publisher = clues.publisher or agency
    return is_byline


def is_publication_note(text: str) -> DateMatch | None:
    """Returns the date of a line that says when the report was published and nothing else."""
    date = find_date(text)
    alone = not _DATE_WORDS.sub(" ", without_dates(text)).strip(_EDGE)
    return date if date and alone and _PUBLISHED.match(text) else None


def _beside_date(before: str, after: str) -> str | None:
    """Returns the headline that stands on the date's line: after the date, or before ``Posted: …``."""
    if not _DATE_WORDS.sub(" ", before).strip(_EDGE):
        headline = after.strip(_EDGE)
        return headline if after[:1] in " \t:|" and headline_like(headline) else None
    posted = _PUBLISHED.search(before)
    if posted and not _DATE_WORDS.sub(" ", before[posted.end() :]).strip(_EDGE):
        headline = before[: posted.start()].strip(_EDGE)
        rest = _DATE_WORDS.sub(" ", without_dates(after)).strip(_EDGE)
        return headline if not rest and headline_like(headline) else None
    return None


def _note_date(clues: Clues, number: int, text: str, match: DateMatch) -> None:
    published, updated = _PUBLISHED.search(text), _UPDATED.search(text)
    if published:
        match = find_date(text[published.end() :]) or match
        clues.first = clues.first or (clues.published is None and published[0].lower().startswith("first"))
        clues.published = clues.published or match.when
        changed = find_date(text[updated.end() :]) if updated and clues.published else None
        clues.updated = clues.updated or (changed.when if changed else None)
    elif updated and updated.start() < match.start:
        clues.updated = clues.updated or match.when
    elif match.when:
        clues.bare_dates.append((number, match.when))


def _publisher_in(text: str) -> str | None:
    parts = (part.strip() for part in re.split(r"\s*[|·•\u2013\u2014,]\s*", text))
    return next((part for part in parts if known_publisher(part)), None)
