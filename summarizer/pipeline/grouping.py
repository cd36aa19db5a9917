"""A pile of reports → its stories, each with its reports in order and how many of them are independent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from summarizer.clean import clean, origins_of, reports_of
from summarizer.group import events_of, group, openings_of
from summarizer.interfaces import Encoder
from summarizer.languages import ENGLISH
from summarizer.pipeline.languages import of_language
from summarizer.pipeline.stages import Sources
from summarizer.pipeline.together import Given, Outcome, each, in_one_call
from summarizer.records import CleanDocument, Document
from summarizer.settings import Settings

_NAMED = 5
"""Reports of other events that a note names."""


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
        Every document once. What a story holds, and in which order, does not depend on the order of the pile. Reports
        that have the same notice and nothing else are no story.
    """
    found = group([_told_by(document) for document in documents], encoder, settings.group)
    stories: list[PileStory] = []
    left_out = [(documents[at], reason) for at, reason in found.left_out]
    for rows in found.stories:
        story = _story([documents[at] for at in rows], settings)
        bare = {place: _nothing_of(one) for place, one in enumerate(story.cleaned) if not one.kept}
        left_out += [(story.documents[place], reason) for place, reason in bare.items()]
        if bare:
            story = _story([one for place, one in enumerate(story.documents) if place not in bare], settings)
        if story.documents:
            stories.append(story)
    return Pile(tuple(stories), tuple(left_out))


def with_events(outcomes: Sequence[Outcome[Sources]], settings: Settings, encoder: Encoder) -> list[Outcome[Sources]]:
    """The clusters, with a remark where reports that were given as one story tell of several events.

    Only English ones are looked at: in others nobody has measured how alike the reports of an event are.
    """

    def told(sources: Sources) -> list[Document]:
        own = of_language(sources) if sources.language == ENGLISH else ()
        return [report.document for report in own] if len(own) > 1 else []

    def remarked(given: Given[Sources, NDArray[np.float32]]) -> Sources:
        notes = _events_notes(told(given.record), given.own, settings)
        return replace(given.record, remarks=(*given.record.remarks, *notes)) if notes else given.record

    opened = in_one_call(outcomes, lambda one: openings_of(told(one), settings.group), encoder.encode)
    return each(opened, remarked)


def _events_notes(documents: Sequence[Document], openings: NDArray[np.float32], settings: Settings) -> list[str]:
    others = events_of(documents, openings, settings.group)[1:]
    strangers = [documents[at] for lot in others for at in lot]
    if not strangers:
        return []
    names = [f"“{one.title or one.publisher or one.id}”" for one in strangers[:_NAMED]]
    more = f" and {len(strangers) - _NAMED} more" if len(strangers) > _NAMED else ""
    one = len(strangers) == 1
    return [
        f"{len(strangers)} of {len(documents)} reports {'has' if one else 'have'} nothing in common with the others "
        f"and may tell of another event: {', '.join(names)}{more}. `briefing stories` sorts reports by event."
    ]


def _nothing_of(cleaned: CleanDocument) -> str:
    """Why nothing of a report is kept: by the longest of its parts."""
    longest = max(cleaned.dropped, key=lambda part: part.end - part.start, default=None)
    return f"there is no report in it, only: {longest.reason}" if longest else "there is no report in it"


def _told_by(document: Document) -> Document:
    """The document without the lines that say who published it and when: these are no mark of an event. The place
    before the first sentence of an agency's report, on one line with it, is one.
    """
    text, kept, at = document.text, [], 0
    whole = (span for span in document.metadata if not text[span.end :].partition("\n")[0].strip())
    for span in sorted(whole, key=lambda span: span.start):
        kept.append(text[at : max(at, span.start)])
        at = max(at, span.end)
    return replace(document, text="".join([*kept, text[at:]]), metadata=())


def _story(documents: Sequence[Document], settings: Settings) -> PileStory:
    ordered = tuple(sorted(documents, key=_order))
    if len(ordered) < 2:  # most of a pile; whose report it is needs no look at it
        return PileStory(ordered, (), tuple(range(len(ordered))))
    cleaned = clean(ordered, settings.clean)
    return PileStory(ordered, cleaned, origins_of(reports_of(cleaned)))


def _order(document: Document) -> tuple[str, str]:
    """By publication, what has no date last; texts of one moment by their hash."""
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return (document.published or "~", digest)
