"""Sources: what was read, as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from typing import Literal

FlagKind = Literal[
    "ai_generated",
    "copy_of",
    "rewrite_of",
    "relay_of",
    "same_origin",
    "agency_material",
    "republished",
    "truncated",
    "instructions",
    "party",
    "opinion",
    "advertisement",
    "satire",
    "correction",
    "date",
    "partly_read",
    "language",
    "changed",
]
SourceKind = Literal["report", "party", "opinion", "advertisement", "satire", "correction", "machine"]
"""What a source is, as far as it says so itself; the flag of the same name holds the words that show it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range ``[start, end)`` in a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader should know about a source.

    ``other`` is the index of the document that a flag points to: ``copy_of`` and ``rewrite_of`` where the wording is
    that one's, ``relay_of`` where the facts are, ``same_origin`` where one agency or publisher is behind both.
    ``agency_material``: it credits an agency for a part of it; ``instructions``: it holds words meant for a program;
    ``party``: it speaks for somebody who takes part in the event; ``date``: it gives a date that cannot be, by the
    calendar, its own date, or the day that ``other`` has; ``partly_read``: something of the file could not be
    read, or not in a sure order; ``language``: it is in another language than the briefing, and not told in it.
    """

    kind: FlagKind
    note: str
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How the bytes of a source were had, and where a copy of them is kept.

    ``address`` is what was asked for and ``final`` where that led, both as they may be shown, and empty for a file;
    ``at`` is when, in UTC (``2026-03-01T07:15:00Z``). ``sha256`` is that of the bytes, from which nothing was taken but
    what the page repeated of a password or token in its address. ``media_type`` is what the server
    called them. ``copy`` is the path of the copy, empty where none was kept.
    """

    address: str
    final: str
    at: str
    sha256: str
    media_type: str = ""
    copy: str = ""

    @property
    def is_fetched(self) -> bool:
        """Whether the bytes came from an address, and not from a file of which only a copy was kept."""
        return bool(self.address)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found at an address: its bytes, not yet read. ``name`` is what messages call it."""

    name: str
    data: bytes
    retrieved: Retrieval


_KINDS: tuple[SourceKind, ...] = ("satire", "advertisement", "party", "opinion", "correction")


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it was read.

    ``id`` is unique in its cluster. ``text`` is the report's own text, untouched (for HTML, PDF and DOCX: as
    extracted). ``date`` is ISO 8601 (``2024-12-05``) when it could be read, else None. ``metadata`` holds the
    spans of ``text`` where title, date, publisher or original source were found, so that `clean` can take
    them out of the running text. ``time`` is the time of day on that date, ``07:15``, with the offset from UTC where it
    is stated (``07:15+02:00``, ``07:15Z``); None where it is not known. ``origin`` is the same for documents whose
    facts come from one origin: copies and rewrites, what one agency is credited for, what one publisher prints twice;
    empty as long as that is not known. ``language`` is the ISO 639-1 code of the language that it is in, "und" where
    that cannot be told; empty as long as nobody has looked. ``retrieved`` says how it was had where it comes from an
    address, or a copy of it was kept.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    path: str | None = None
    flags: tuple[Flag, ...] = ()
    metadata: tuple[Span, ...] = ()
    origin: str = ""
    time: str | None = None
    language: str = ""
    retrieved: Retrieval | None = None

    @property
    def published(self) -> str:
        """Its date with the time of day where that is known; empty where it has no date."""
        return f"{self.date}T{self.time}" if self.date and self.time else self.date or ""

    @property
    def kind(self) -> SourceKind:
        """What it is: satire before an advertisement, and both before whose word it is."""
        flags = {flag.kind for flag in self.flags}
        for kind in _KINDS:
            if kind in flags:
                return kind
        return "machine" if "ai_generated" in flags else "report"

    @property
    def is_news(self) -> bool:
        """Whether it tells what happened: a party's statement and an opinion speak of the news, or are its subject."""
        return self.kind in ("report", "correction", "machine")

    @property
    def day(self) -> Day | None:
        """The day of its date; None where it has none, or one that cannot be read."""
        try:
            return Day.fromisoformat(self.date[:10]) if self.date else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """The stories of a pile of documents, each as the documents' indices in ascending order.

    The largest story comes first, of two equal ones that with the earlier document; a document that no other one goes
    with is a story of its own. ``left_out`` holds the documents of no story, each with the reason: what tells of
    several events, as a round-up does, belongs to none of them. Every document is in one of the two, once.
    """

    stories: tuple[tuple[int, ...], ...]
    left_out: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of a source that is not summarised: its source's index, its span and the reason."""

    source: int
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """A document with the spans worth summarising, in reading order, one paragraph each.

    ``kept`` and ``dropped`` together cover every non-blank character of ``document.text``, once.
    """

    document: Document
    kept: tuple[Span, ...]
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A document as a source of a cluster: its index, and the index of the source whose report it is.

    ``original`` is another source where the document is a copy or a rewrite, for such a one confirms nothing; else its
    own index.
    """

    source: int
    document: Document
    original: int

    @property
    def origin(self) -> str:
        """What sources whose facts come from one origin have in common; a report and its copies have one always."""
        return self.document.origin or f"report {self.original}"

    @property
    def is_copy(self) -> bool:
        """Whether another source of the cluster has the report at first hand."""
        return self.original != self.source


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a source: its index, and a half-open range of its text."""

    source: int
    start: int
    end: int
