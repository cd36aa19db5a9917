"""The records of a pile of reports that was sorted into stories: what the index of its output folder holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.records import Skipped

StoryStatus = Literal["reported", "waiting", "failed", "listed", "merged", "earlier"]
"""What became of a story.

``reported``: it has a report of its present articles. ``waiting``: its report is still to be written. ``failed``: that
failed. ``listed``: it has fewer independent origins than are asked for. ``merged``: its articles went into another
story. ``earlier``: none of its articles is in the pile any more.
"""


@dataclass(frozen=True, slots=True)
class Article:
    """One report of a pile, without its text.

    ``name`` says who published it, else what its file is called. ``published`` is its ISO date, with the time of day
    where that is known; empty where it has none. ``path`` is relative to the output folder where both are on one disk.
    ``sha256`` is that of its text. ``shares`` says in words with which other article of its story it has one origin;
    empty where it is the first of its origin.
    """

    name: str
    title: str
    published: str
    url: str | None
    path: str | None
    sha256: str
    shares: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell of one event.

    Attributes:
        id: its own for good.
        status: see `StoryStatus`.
        headline: that of its report, else that of one of its articles.
        articles: in the order in which they were published.
        origins: how many of them are independent of the others.
        since: number of the run that had it first.
        reported_since: number of the run from which on it had origins enough for a report; 0 as long as it has not.
        changed: number of the run in which its articles changed last.
        lead: the first sentence of its report.
        made: when its report was made, in ISO form; empty without one.
        reports: its report in each format, as paths relative to the index, the one to open first.
        changes: how many sentences are new, changed and withdrawn against the report before.
        reason: why it has no report of its present articles.
        into: id of the story that it went into.
    """

    id: str
    status: StoryStatus
    headline: str
    articles: tuple[Article, ...]
    origins: int
    since: int
    reported_since: int
    changed: int
    lead: str = ""
    made: str = ""
    reports: tuple[str, ...] = ()
    changes: str = ""
    reason: str = ""
    into: str = ""

    @property
    def published(self) -> tuple[str, ...]:
        """When its articles were published, the first first; those without a date left out."""
        return tuple(article.published for article in self.articles if article.published)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that is in no story, and why."""

    article: Article
    reason: str


@dataclass(frozen=True, slots=True)
class StoryIndex:
    """All stories of an output folder, the weightiest first, and what of the pile is in none.

    ``run`` counts the runs into the folder; one that goes on where another was interrupted counts as the same.
    ``started`` is when it began, in ISO form, and ``complete`` whether it came to its end. A story has a report from
    ``min_origins`` independent origins on.
    """

    run: int
    started: str
    complete: bool
    min_origins: int
    stories: tuple[Story, ...]
    left_out: tuple[LeftOut, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    settings_hash: str = ""

    def of(self, *statuses: StoryStatus) -> tuple[Story, ...]:
        """The stories of these kinds, in their order."""
        return tuple(story for story in self.stories if story.status in statuses)

    def is_new(self, story: Story) -> bool:
        """Whether this run is the first with a report of it."""
        return story.reported_since == self.run

    def is_changed(self, story: Story) -> bool:
        """Whether its articles are others than in the run before, in which it had a report."""
        return story.changed == self.run and not self.is_new(story)
