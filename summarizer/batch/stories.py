"""group=stories: the input is one pile, and each story in it is a cluster of the job; over them stands an index.

What an earlier run left in the folder says which story is which: its index is the record of that.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from summarizer.batch import job
from summarizer.batch.disk import claimed, sync_folder
from summarizer.batch.entries import article_of, as_item, found_of
from summarizer.batch.inputs import Item
from summarizer.batch.outcomes import with_note_of_merger, with_outcome
from summarizer.batch.outputs import Files
from summarizer.batch.pages import FILE as PAGES
from summarizer.batch.pages import Pages
from summarizer.batch.pile import PileInput, read_pile
from summarizer.batch.progress import Counts, Display
from summarizer.continuity import continued
from summarizer.errors import InputError, OutputError
from summarizer.pile import LeftOut, Story, StoryIndex
from summarizer.pipeline import Pile, find_stories, load_encoder
from summarizer.read.sources import expanded
from summarizer.render import index_from_json, index_to_html, index_to_json
from summarizer.render.index_page import by_weight
from summarizer.save import check_format
from summarizer.settings import BatchSettings, Settings

INDEX, PAGE = "index.json", "index.html"
_OTHER = "name a new folder, an empty one, or one that an earlier run wrote"
_SAID = 20


@dataclass(frozen=True, slots=True)
class StoriesRun:
    """What a run did, and the index that it wrote."""

    summary: job.Summary
    index: StoryIndex


def run_stories(given: BatchSettings, display: Display) -> StoriesRun:
    """Sorts the pile into stories, briefs those that are new or have changed, and writes the index over all.

    Raises:
        UsageError: the input is no path.
        InputError: there is nothing to read.
        ModelError: a model cannot be had.
        OutputError: the folder is no folder, holds other things, or cannot be written to; what is done is kept.
    """
    began = time.monotonic()
    # Without another format there would be no page for the index to open.
    batch = given if set(given.formats) > {"json"} else replace(given, formats=["json", "html"])
    for form in batch.formats:
        check_format(form)
    settings = job.briefing_settings(batch)
    folder = expanded(batch.folder)
    _check_folder(folder)
    _read_index(folder)
    pile = read_pile(batch.input, folder, settings, batch.limit, display.stage)
    _tell(pile, folder, display)
    with claimed(folder):
        earlier = _read_index(folder)
        models = job.known_models(settings, display)
        display.stage("group", 0, 0)
        found = find_stories(pile.documents, settings, load_encoder(settings, display.stage))
        run = _Run(batch, settings, folder, display, job.job_hash(batch, settings, models), earlier)
        summary = run.over(found, pile, models, began)
    return StoriesRun(summary, run.index)


def _check_folder(folder: Path) -> None:
    """Refuses to mix stories with what was not written by an earlier run.

    Raises:
        OutputError: it is a file, or holds other things.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"cannot write {folder}: it is a file", "name a folder")
    if not folder.is_dir() or (folder / INDEX).is_file():
        return
    try:
        others = sorted(path.name for path in folder.iterdir() if not path.name.startswith(".") and path.name != PAGES)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    if others:
        shown = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
        raise OutputError(f"{folder} holds other things ({shown}) and no {INDEX}", _OTHER)


def _read_index(folder: Path) -> StoryIndex | None:
    """The index that an earlier run left; None where there is none."""
    try:
        return index_from_json((folder / INDEX).read_bytes())
    except FileNotFoundError:
        return None
    except (InputError, OSError) as error:
        raise OutputError(f"{folder / INDEX}: {getattr(error, 'strerror', None) or error}", _OTHER) from error


def _tell(pile: PileInput, folder: Path, display: Display) -> None:
    if pile.own:
        display.note(f"{pile.own} files in {folder} are not read as reports: it is the output folder")
    for item in pile.skipped[:_SAID]:
        display.note(f"skipped: {item.name}: {item.reason}")
    if len(pile.skipped) > _SAID:
        display.note(f"skipped: {len(pile.skipped) - _SAID} more, listed in {folder / INDEX}")


class _Run:
    """One run into a folder: the index as far as it is known, and how it comes to be."""

    def __init__(
        self,
        batch: BatchSettings,
        settings: Settings,
        folder: Path,
        display: Display,
        base: str,
        earlier: StoryIndex | None,
    ) -> None:
        self._batch, self._settings, self._folder, self._display = batch, settings, folder, display
        self._base, self._earlier = base, earlier
        self._pages = Pages(folder)
        self._items: dict[str, Item] = {}
        self.index = StoryIndex(self._number(), "", False, batch.group.min_origins, ())

    def _number(self) -> int:
        """A run that goes on where another was interrupted has its number, so that what was new stays new."""
        if self._earlier is None:
            return 1
        return self._earlier.run + 1 if self._earlier.complete else self._earlier.run

    def over(self, found: Pile, pile: PileInput, models: list[dict[str, str]], began: float) -> job.Summary:
        """Briefs what is to be briefed, and keeps the index true whatever ends it."""
        self._open(found, pile)
        job.write_config(self._folder, self._batch, models)
        files = Files(self._folder, self._batch.formats, self._settings.output.citations, self._pages.write, keep=True)
        work = job.Job(self._batch, self._settings, self._folder, self._base, self._display, files)
        work.summary.counts = Counts(noun="stories")
        with work.manifest:
            complete = False
            try:
                work.run((), [self._items[story.id] for story in self.index.of("waiting")])
                complete = True
            finally:
                self._close(work, complete)
                work.summary.seconds = time.monotonic() - began
                job.write_summary(self._folder, work.summary, self._settings, models)
        return work.summary

    def _open(self, found: Pile, pile: PileInput) -> None:
        """Says which story is which; that is on the disk before anything is written for it."""
        told = [found_of(story, self._folder) for story in found.stories]
        now, gone = continued(told, self._earlier, self.index.run, self._batch.group.min_origins)
        for story, source in zip(now, found.stories, strict=True):
            self._items[story.id] = as_item(story.id, source, self._folder)
        self.index = replace(
            self.index,
            started=datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
            stories=by_weight((*now, *gone)),
            left_out=tuple(LeftOut(article_of(one, self._folder), reason) for one, reason in found.left_out),
            skipped=pile.skipped,
            settings_hash=self._settings.hash(),
        )
        self._write()

    def _close(self, work: job.Job, complete: bool) -> None:
        """What became of each story, as the manifest has it."""
        entries = work.manifest.entries
        stories = [
            with_outcome(story, entries.get(story.id), self._hash(story), self._folder) for story in self.index.stories
        ]
        self.index = replace(self.index, complete=complete, stories=by_weight(stories))
        self._mark_merged()
        notes = tuple(f"a page that was changed by hand is kept as {name}" for name in self._pages.kept)
        for line in notes:
            self._display.note(line)
        self.index = replace(self.index, notes=tuple(f"{line[0].upper()}{line[1:]}." for line in notes))
        self._write()

    def _hash(self, story: Story) -> str:
        item = self._items.get(story.id)
        return "" if item is None else job.cluster_hash(self._base, item)

    def _mark_merged(self) -> None:
        """Has the reports of stories that went into another one say so themselves."""
        headlines = {story.id: story.headline for story in self.index.stories}
        for story in self.index.of("merged"):
            into = headlines.get(story.into, "")
            for path, data in with_note_of_merger(story, into, self._folder, self._settings.output.citations):
                self._pages.write(path, data)

    def _write(self) -> None:
        self._pages.write(self._folder / PAGE, index_to_html(self.index).encode())
        self._pages.write(self._folder / INDEX, index_to_json(self.index).encode())
        sync_folder(self._folder)
