"""What the index of a pile's stories shows, worked out beforehand so that the formats only have to set it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from summarizer.pile import Article, LeftOut, Story, StoryIndex
from summarizer.render import common, moments

_TICKS = 12
"""Origins that are drawn; the number beside them says how many there are."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article: who, when, its headline, where it is, and with which other one it has one origin.

    ``path`` is without the way up from the index, which says nothing to a reader.
    """

    name: str
    title: str
    when: str
    iso: str
    url: str | None
    path: str
    shares: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as it is listed.

    ``mark`` is "New", "Updated" or empty, ``href`` the report to open, "" where there is none. ``others`` are the
    reports in other formats, each with its name. ``outlets`` says who tells it, ``origins`` from how many origins and
    ``count`` in how many articles, ``when`` the time of the newest. ``ticks`` is how many origins are drawn.
    """

    id: str
    headline: str
    mark: str
    href: str
    others: tuple[tuple[str, str], ...]
    lead: str
    origins: str
    count: str
    ticks: int
    outlets: tuple[str, ...]
    when: str
    iso: str
    changes: str
    reason: str
    articles: tuple[ArticleView, ...]
    into: str = ""
    into_headline: str = ""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """Everything on the page.

    ``stories`` have a report, or will have one; ``small`` are several articles without one, ``alone`` the single
    articles, ``merged`` and ``earlier`` what became of stories of earlier runs.
    """

    title: str
    tally: str
    period: str
    made: str
    notes: tuple[str, ...]
    nothing: str
    stories: tuple[StoryView, ...]
    small: tuple[StoryView, ...]
    alone: tuple[ArticleView, ...]
    merged: tuple[StoryView, ...]
    earlier: tuple[StoryView, ...]
    left_out: tuple[ArticleView, ...]
    skipped: tuple[tuple[str, str], ...]
    generator: str
    settings_hash: str


def build_index(index: StoryIndex) -> IndexPage:
    """Works out the page of an index; all foreign text in it is harmless but not yet escaped."""
    told = index.of("reported", "waiting", "failed")
    listed = index.of("listed")
    alone = [story for story in listed if len(story.articles) == 1 and not story.reports]
    return IndexPage(
        title=_stories(len(told)) if told else "No story",
        tally=tally(index),
        period=moments.period(one[:10] for story in (*told, *listed) for one in story.published),
        made=f"Run {index.run}, {moments.in_full(index.started)}",
        notes=tuple(map(common.one_line, _notes(index))),
        nothing="" if told else _nothing(index),
        stories=_views(told, index),
        small=_views([story for story in listed if story not in alone], index),
        alone=tuple(_article(story.articles[0]) for story in alone),
        merged=_views(index.of("merged"), index),
        earlier=_views(index.of("earlier"), index),
        left_out=tuple(map(_left_out, index.left_out)),
        skipped=tuple((common.one_line(one.name), common.one_line(one.reason)) for one in index.skipped),
        generator=f"{common.GENERATOR} {common.generator_version()}",
        settings_hash=common.one_line(index.settings_hash),
    )


def tally(index: StoryIndex) -> str:
    """``41 articles: 26 in stories with a report, 12 without one, 2 left out; 1 input not read``."""
    told = sum(len(story.articles) for story in index.of("reported", "waiting", "failed"))
    listed = sum(len(story.articles) for story in index.of("listed"))
    total = told + listed + len(index.left_out)
    parts = [f"{told} in stories with a report"] if told else []
    parts += [f"{listed} without one" if told else f"{listed} without a report"] if listed else []
    parts += [f"{len(index.left_out)} left out"] if index.left_out else []
    counted = f"{common.counted(total, 'article')}: {', '.join(parts)}" if parts else "no article"
    return f"{counted}; {common.counted(len(index.skipped), 'input')} not read" if index.skipped else counted


def _notes(index: StoryIndex) -> Iterable[str]:
    if failed := index.of("failed"):
        yield f"{_stories(len(failed))} could not be written; run again to try once more."
    if waiting := index.of("waiting"):
        yield f"{_stories(len(waiting))} not written yet: the run was interrupted, or is not over. Run again to go on."
    yield from index.notes


def _stories(count: int) -> str:
    return "1 story" if count == 1 else f"{count} stories"


def _nothing(index: StoryIndex) -> str:
    if index.min_origins == 1:
        return "No article of the pile is in a story."
    return f"No event is told by {index.min_origins} independent origins in this pile, so there is no report."


def _views(stories: Sequence[Story], index: StoryIndex) -> tuple[StoryView, ...]:
    headlines = {story.id: common.one_line(story.headline) for story in index.stories}
    return tuple(_story(story, index, headlines.get(story.into, "")) for story in stories)


def _story(story: Story, index: StoryIndex, into_headline: str) -> StoryView:
    newest = max(story.published, key=_instant, default="")
    first, *others = story.reports or ("",)
    return StoryView(
        id=story.id,
        headline=common.one_line(story.headline) or story.id,
        mark=_mark(story, index),
        href=quote(first),
        others=tuple((one.rpartition(".")[2].upper(), quote(one)) for one in others),
        lead=common.one_line(story.lead),
        origins=common.counted(story.origins, "independent origin"),
        count=common.counted(len(story.articles), "article"),
        ticks=min(story.origins, _TICKS),
        outlets=tuple(dict.fromkeys(common.one_line(article.name) for article in story.articles)),
        when=moments.in_full(newest),
        iso=newest,
        changes=common.one_line(story.changes),
        reason=common.one_line(story.reason) or ("not written yet" if story.status == "waiting" else ""),
        articles=tuple(map(_article, story.articles)),
        into=story.into,
        into_headline=into_headline,
    )


def _mark(story: Story, index: StoryIndex) -> str:
    """What is new against the run before; in the first run that would be everything, and is said of nothing."""
    if index.run == 1:
        return ""
    if story.status in ("reported", "waiting", "failed") and index.is_new(story):
        return "New"
    return "Updated" if story.status == "reported" and index.is_changed(story) else ""


def _instant(published: str) -> tuple[bool, str]:
    """Sorts ISO dates and times with different offsets; what cannot be read comes first."""
    moment = moments.read(published)
    if moment is None:
        return (False, published)
    try:
        return (True, moment.range[0].isoformat())
    except OverflowError:
        return (True, published)


def by_weight(stories: Iterable[Story]) -> tuple[Story, ...]:
    """Those with a report first, by independent origins, then the newest; the others behind them in the same order."""

    def newest_last(story: Story) -> tuple[bool, str]:
        return max(map(_instant, story.published), default=(False, ""))

    first = {"reported": 0, "waiting": 0, "failed": 0, "listed": 1, "merged": 2, "earlier": 3}
    found = sorted(stories, key=lambda story: story.id)
    found.sort(key=newest_last, reverse=True)
    found.sort(key=lambda story: (first[story.status], -story.origins))
    return tuple(found)


def _article(article: Article, reason: str = "") -> ArticleView:
    return ArticleView(
        name=common.one_line(article.name),
        title=common.one_line(article.title),
        when=moments.in_full(article.published),
        iso=article.published,
        url=common.safe_url(article.url),
        path=re.sub(r"^(?:\.\./)+", "", common.one_line(article.path or "")),
        shares=common.one_line(article.shares),
        reason=common.one_line(reason),
    )


def _left_out(one: LeftOut) -> ArticleView:
    return _article(one.article, one.reason)
