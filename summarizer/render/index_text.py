"""Index of a pile's stories → plain text: the stories by weight, each with its report, then what has none."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.pile import StoryIndex
from summarizer.render.index_page import IndexPage, StoryView, build_index


def index_to_text(index: StoryIndex, folder: str) -> str:
    """The index in a few lines a story; ``folder`` is put before the paths of the reports."""
    return "".join(f"{line}\n" for line in _lines(build_index(index), folder))


def _lines(page: IndexPage, folder: str) -> Iterator[str]:
    yield f"{page.title} · {page.tally}"
    if page.nothing:
        yield page.nothing
    for story in page.stories:
        yield ""
        yield f"{story.headline}{f' [{story.mark.lower()}]' if story.mark else ''}"
        yield from (f"  {line}" for line in _told(story, folder))
    if page.small or page.alone:
        yield ""
        yield "Without a report:"
        for story in page.small:
            yield f"  {story.headline} ({story.reason})"
        yield from (f"  {one.title or one.name} ({one.name})" for one in page.alone)
    for story in page.merged:
        yield f"  {story.headline} → went into “{story.into_headline or story.into}”"
    for one in page.left_out:
        yield f"  {one.title or one.name} ({one.name}): left out: {one.reason}"
    for name, reason in page.skipped:
        yield f"  {name}: not read: {reason}"


def _told(story: StoryView, folder: str) -> Iterator[str]:
    yield f"{story.origins}, {story.count}: {', '.join(story.outlets)}"
    if story.when:
        yield f"newest {story.when}{f'; {story.changes}' if story.changes and story.mark == 'Updated' else ''}"
    if story.reason:
        yield story.reason
    if story.href:
        yield f"{folder.rstrip('/')}/{story.href}"
