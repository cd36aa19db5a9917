"""A pile of reports → its stories, each with its reports in order and how many of them are independent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.clean import clean, origins_of, reports_of
from summarizer.group import group
from summarizer.interfaces import Encoder
from summarizer.records import CleanDocument, Document
from summarizer.settings import Settings


@dataclass(frozen=True, slots=True)
class PileStory:
    """The reports of one story in the order in which they were published, cleaned, and the origin of each.

    A single report is not cleaned: ``cleaned`` is empty.
    """

    documents: tuple[Document, ...]
    cleaned: tuple[CleanDocument, ...]
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    """The stories of a pile, and the reports that are in none, each with the reason."""

    stories: tuple[PileStory, ...]
    left_out: tuple[tuple[Document, str], ...] = ()


def find_stories(documents: Sequence[Document], settings: Settings, encoder: Encoder) -> Pile:
    """Sorts a pile into stories.

    Args:
        documents: the pile, in any order.
        settings: what makes reports one story, and what is a copy.
        encoder: embeds them.

    Returns:
        Every document once. What a story holds, and in which order, does not depend on the order of the pile.
    """
    found = group([_told_by(document) for document in documents], encoder, settings.group)
    stories = tuple(_story([documents[at] for at in rows], settings) for rows in found.stories)
    return Pile(stories, tuple((documents[at], reason) for at, reason in found.left_out))


def _told_by(document: Document) -> Document:
    """The document without the lines that say who published it and when: these are no mark of an event."""
    text, kept, at = document.text, [], 0
    for span in sorted(document.metadata, key=lambda span: span.start):
        kept.append(text[at : max(at, span.start)])
        at = max(at, span.end)
    return replace(document, text="".join([*kept, text[at:]]), metadata=())


def _story(documents: Sequence[Document], settings: Settings) -> PileStory:
    ordered = tuple(sorted(documents, key=_order))
    if len(ordered) == 1:  # most of a pile; whose report it is needs no look at it
        return PileStory(ordered, (), (0,))
    cleaned = clean(ordered, settings.clean)
    return PileStory(ordered, cleaned, origins_of(reports_of(cleaned)))


def _order(document: Document) -> tuple[str, str]:
    """By publication, what has no date last; texts of one moment by their hash."""
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return (document.published or "~", digest)
