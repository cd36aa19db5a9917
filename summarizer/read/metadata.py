"""Finds title, publisher, date and address where a person would: above a text, and in its last lines."""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.read.clues import (
    Clues,
    is_page_date,
    is_publication_note,
    note_byline,
    note_date_line,
    note_origin,
)
from summarizer.read.dates import When, find_date, joined
from summarizer.read.found import Found, merged
from summarizer.read.front_matter import field_line, front_matter
from summarizer.read.lines import Line, head_lines, tail_lines
from summarizer.read.publishers import dateline, host_of, is_url, looks_like_publisher, publisher_name
from summarizer.read.titles import Candidate, candidate, choose, is_label, opens_highlights, same_words
from summarizer.records import Span
from summarizer.text.languages import locale_for
from summarizer.text.turns import opens_turn

_SENTENCE_END = re.compile(r"[.!…]['\"”’»)\]]*$")
_COPYRIGHT = re.compile(
    r"(?i)(?:©|\(c\)|copyright)[\s©,]*(?:\(c\)\s*)?\d{4}(?:-\d{4})?,?\s+(?:by\s+)?"
    r"(?P<who>[^.|(]+?)(?:\W+all rights.*|[.|(].*)?"
)
_LINK = re.compile(r"(?i)\W*\[(?:(?:the|original|full|source|article|story|report|link)\W*)+\]\((?P<url>\S+)\)\W*")
_BODY_WORDS = 26
_TURNS_CHARS = 20_000
_TAIL_ORIGIN_LINES, _TAIL_LINES, _TAIL_WORDS = 12, 3, 14


def describe(text: str, known: Found | None = None) -> Found:
    """Finds out about a report what its own lines say of it.

    Args:
        text: the report.
        known: what is known from elsewhere (HTML metadata, a row's fields); it is kept, only gaps are filled.

    Returns:
        The joined findings. Spans are sorted, do not overlap, and never hold all words of the text.
    """
    front, offset = front_matter(text)
    known = (known or Found()).or_else(front)
    head = _without_furniture(_read_head(text, offset, known.title), text)
    tail = _read_tail(text, offset)
    known = known.or_else(head.named)
    found = known.or_else(_guessed(head, tail, known.title)).or_else(tail.named)
    spans = merged(found.spans)
    if _any_words_left(text, spans):
        return replace(found, spans=spans)
    # Nothing but metadata: then those lines are the report itself.
    spans = merged(front.spans)
    return replace(found, title=known.title, spans=spans if _any_words_left(text, spans) else ())


def _without_furniture(head: Clues, text: str) -> Clues:
    """What was seen at the head, without candidates that are phrases of pages in the text's language.

    Those of English are told from headlines where a line becomes a candidate.
    """
    locale = locale_for(text)
    if head.candidates and locale:
        head.candidates = [one for one in head.candidates if not locale.is_phrase(one.text)]
    return head


def _guessed(head: Clues, tail: Clues, known_title: str | None) -> Found:
    """Weighs what the lines have shown."""
    title, title_lines = choose(head.candidates, known_title)
    title, site = _without_site(title) if title and not known_title else (title, None)
    url = head.url or tail.url
    site_of_url = host_of(url) if url else None
    # A name reads better than an address; an agency's report may stand on anybody's site.
    publishers = (
        head.original,
        tail.original,
        head.publisher,
        site_of_url,
        site,
        head.agency,
        tail.publisher,
    )
    nearest = _nearest_date(head, title_lines)
    return Found(
        title=title,
        publisher=next((name for name in publishers if name), None),
        when=joined(head.published, nearest, head.updated, tail.published),
        url=url,
        flags=(*head.flags, *tail.flags),
        spans=(*head.spans, *(line.span for line in title_lines), *tail.spans),
        # A date beside "First published on …" is that of the version at hand.
        changed=head.updated or (nearest if head.first else None),
    )


def _any_words_left(text: str, spans: tuple[Span, ...]) -> bool:
    starts = (0, *(span.end for span in spans))
    ends = (*(span.start for span in spans), len(text))
    return any(re.search(r"\w", text[start:end]) for start, end in zip(starts, ends, strict=True))


def _read_head(text: str, offset: int, known_title: str | None) -> Clues:
    """Reads lines until the running text begins; one standfirst may stand above the title."""
    head = Clues()
    standfirst: int | None = None
    for number, line in enumerate(head_lines(text, offset)):
        if (known_title and same_words(line.plain, known_title)) or _is_metadata(head, number, line):
            head.spans.append(line.span)
        elif opens_highlights(line.plain):
            break
        elif _is_body(line):
            opened = _note_opening(head, text, line)
            if opened or standfirst is not None or line.words > _BODY_WORDS or line.wrapped:
                return head
            standfirst = number
        elif opens_turn(line.plain, text[:_TURNS_CHARS]):
            return head
        elif item := candidate(line, number, standfirst is not None):
            head.candidates.append(item)
    if standfirst is not None:
        # No running text below: what looked like a standfirst was the report.
        head.candidates = [item for item in head.candidates if item.number < standfirst]
    return head


def _is_metadata(clues: Clues, number: int, line: Line) -> bool:
    """Reads a line that says something about the report; False when it belongs to the report itself."""
    plain = line.plain
    if line.wrapped:
        return False
    if is_page_date(plain) or is_label(plain):
        return True
    if is_url(plain):
        clues.url = clues.url or plain
        return True
    if note_origin(clues, plain):
        return True
    named = field_line(plain)
    if named:
        clues.named = clues.named.or_else(named)
        return True
    return note_date_line(clues, number, plain, line.span) or note_byline(clues, plain)


def _is_body(line: Line) -> bool:
    """Running text: a sentence, or part of a paragraph. Headings and bold lines are not."""
    if line.heading or line.bold:
        return False
    if line.wrapped or line.words > _BODY_WORDS or dateline(line.plain):
        return True
    return line.words > 4 and _SENTENCE_END.search(line.plain) is not None


def _note_opening(clues: Clues, text: str, line: Line) -> bool:
    """Reads ``LONDON (Reuters) -`` where the running text begins, and a date with a year in it."""
    opening = dateline(text[line.start : line.end])
    if opening is None:
        return False
    length, agency, place = opening
    clues.agency = publisher_name(agency)
    date = find_date(place)
    clues.published = clues.published or (date.when if date else None)
    clues.spans.append(Span(line.start, line.start + length))
    return True


def _without_site(title: str) -> tuple[str, str | None]:
    """Splits ``Headline | Paper``."""
    name, _, site = title.rpartition(" | ")
    if len(name.split()) > 2 and len(site.split()) <= 5:
        return name.strip(), publisher_name(site)
    return title, None


def _nearest_date(head: Clues, title_lines: list[Candidate]) -> When | None:
    """Of several bare dates (a masthead has one, too) the one nearest to the title; below it, if tied."""
    if not head.bare_dates:
        return None
    if not title_lines:
        return head.bare_dates[-1][1]

    def distance(dated: tuple[int, When]) -> tuple[int, int]:
        return min(abs(dated[0] - line.number) for line in title_lines), -dated[0]

    return min(head.bare_dates, key=distance)[1]


def _read_tail(text: str, offset: int) -> Clues:
    """Reads the last lines for the original source, an address, a copyright or a publication note."""
    tail = Clues()
    lines = tail_lines(text, offset)
    if len(lines) < 2:
        return tail
    for number, line in enumerate(lines[:_TAIL_ORIGIN_LINES]):
        if line.words > _BODY_WORDS:
            continue
        closing = number < _TAIL_LINES and line.words <= _TAIL_WORDS
        if note_origin(tail, line.plain) or (closing and _note_closing(tail, line.plain)):
            tail.spans.append(line.span)
    return tail


def _note_closing(tail: Clues, plain: str) -> bool:
    """Reads an address, a copyright, a field or a publication date; returns whether the line is one."""
    link = _LINK.fullmatch(plain)
    address = link["url"] if link else plain
    if is_url(address):
        tail.url = tail.url or address
        return True
    owner = _COPYRIGHT.fullmatch(plain)
    if owner:
        name = publisher_name(re.split(r"\s-\s", owner["who"])[0])
        tail.publisher = tail.publisher or (name if name and looks_like_publisher(name) else None)
        return True
    named = field_line(plain)
    if named and (named.publisher or named.url or named.when):
        tail.named = tail.named.or_else(replace(named, title=None))
        return True
    published = is_publication_note(plain)
    if published:
        tail.published = published.when
    return published is not None
