"""What was named → documents: lists are opened, feeds followed, addresses fetched, and all of it is read.

Here `fetch` and `read` meet: the one knows where bytes come from, the other what they are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from summarizer.addresses import is_address, same_page, shown
from summarizer.errors import InputError, NoInputError, UsageError
from summarizer.interfaces import Progress
from summarizer.read import Entry, Listing, Named, ReadResult, Unusable, is_listing, read, read_listing
from summarizer.read.feeds import HEAD_BYTES, SUFFIXES
from summarizer.read.sources import STDIN, expanded
from summarizer.records import Document, Fetched, Skipped
from summarizer.settings import FetchSettings, Settings

if TYPE_CHECKING:
    from summarizer.fetch import Fetcher, Refused

Input = str | Path

_LIST = "@"
_MAX_LIST_BYTES = 4 << 20
_CALLED_FEED = re.compile(r"(?i)/(?:feed|rss|atom)/?(?:\?|$)|\.(?:rss|atom|rdf|xml|opml)(?:\?|$)")
_FEED_MEDIA = re.compile(r"(?i)^\s*(?:application/(?:rss\+xml|atom\+xml|feed\+json|rdf\+xml)|text/x-opml)\b")


def take_in(
    inputs: Sequence[Input],
    settings: Settings,
    *,
    stdin: BinaryIO | None = None,
    showing: Callable[[], AbstractContextManager[Progress | None]] = nullcontext,
) -> ReadResult:
    """Reads what was named: files, folders, patterns, standard input, addresses, feeds, and lists of them (``@FILE``).

    Args:
        inputs: what was named.
        settings: what may be fetched and read, and what it may cost.
        stdin: where ``-`` reads from.
        showing: gives whoever is told how many pages have been fetched; called where some are.

    Returns:
        The documents and, beside what could not be read, what was left out: the older articles of a feed, an article
        that is there under another address.

    Raises:
        UsageError: something would have to be fetched, which ``--offline`` forbids; or the folder for copies is among
            what is read.
        NoInputError: no readable report is left.
        InputError: ``strict``, and an input cannot be read.
    """
    named, left_out = sought(inputs, settings, showing=showing)
    result = read(named, strict=settings.run.strict, stdin=stdin, limits=settings.read)
    documents, same = once(result.documents)
    return ReadResult(documents, (*result.skipped, *left_out, *same))


def sought(
    inputs: Sequence[Input],
    settings: Settings,
    *,
    showing: Callable[[], AbstractContextManager[Progress | None]] = nullcontext,
) -> tuple[Sequence[Named], tuple[Skipped, ...]]:
    """What there is to be read: lists opened, feeds followed, pages fetched; and what was left out on the way.

    Args, Raises: as `take_in`, but that nothing is read yet.
    """
    named = list(_opened(inputs))
    _check_folder(named, settings.read.save_sources)
    if not any(map(_leads_elsewhere, named)):
        return named, ()
    _refuse_offline(named, settings)
    from summarizer.fetch import Fetcher
    from summarizer.models import cache_dir

    with Fetcher(settings.fetch, cache_dir(settings.store) / "pages") as fetcher, showing() as progress:
        found = _Search(settings, fetcher, progress).of(named)
    if not found.usable:
        first = found.left_out[0]
        raise NoInputError(f"{first.name} {first.reason}", "name the articles themselves")
    return found.usable, tuple(found.left_out)


def _opened(inputs: Sequence[Input]) -> Iterator[Input | Unusable]:
    """What was named, with the lines of lists in the place of the lists."""
    for given in inputs:
        if isinstance(given, str) and given.startswith(_LIST) and not os.path.lexists(given):
            try:
                yield from _lines(given[1:])
            except InputError as error:
                yield Unusable(given, error)
        else:
            yield given


def _lines(name: str) -> list[str]:
    """The addresses and paths that a list names, one a line; ``#`` begins a remark.

    Raises:
        InputError: there is no such list, it is no text, or there is nothing in it.
    """
    try:
        with expanded(name).open("rb") as file:
            data = file.read(_MAX_LIST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"is no list that can be opened ({reason})", "name a text file with an address a line"
        ) from error
    if len(data) > _MAX_LIST_BYTES or b"\0" in data:
        raise InputError("is no list of addresses", "name a text file with an address a line")
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    found = [line for line in lines if line and not line.startswith("#")]
    if not found:
        raise InputError("names nothing", "put an address on each line")
    return found


def _check_folder(named: Sequence[Input | Unusable], folder: str) -> None:
    """Refuses to keep copies where reports are read: the next run would read each of them twice."""
    if not folder:
        return
    place = os.path.realpath(expanded(folder))
    for given in named:
        if isinstance(given, Unusable) or is_address(str(given)) or str(given) == STDIN:
            continue
        read_from = os.path.realpath(expanded(str(given)))
        if os.path.isdir(read_from) and os.path.commonpath([place, read_from]) == read_from:
            raise UsageError(f"copies would be kept in {folder}, among the reports", "name a folder outside of them")


def _leads_elsewhere(given: Input | Unusable) -> bool:
    return not isinstance(given, Unusable) and (is_address(str(given)) or _is_feed_file(str(given)))


def _is_feed_file(given: str) -> bool:
    path = expanded(given)
    try:
        if path.suffix.lower() not in SUFFIXES or given == STDIN or not path.is_file():
            return False
        with path.open("rb") as file:
            return is_listing(file.read(HEAD_BYTES))
    except (OSError, ValueError):
        return False


def _refuse_offline(named: Sequence[Input | Unusable], settings: Settings) -> None:
    if settings.store.offline:
        first = next(given for given in named if _leads_elsewhere(given))
        what = f"{shown(str(first))} is an address" if is_address(str(first)) else f"{first} lists addresses"
        raise UsageError(
            f"{what}, and --offline makes no network call", "leave --offline away, or save the pages and name the files"
        )


@dataclass(slots=True)
class _Found:
    """What there is to be read, in the order in which it was named, and what was left out on the way."""

    slots: list[list[Named]]
    left_out: list[Skipped] = field(default_factory=list)

    @property
    def usable(self) -> list[Named]:
        return [item for slot in self.slots for item in slot]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An address that is to be fetched, for what was named at a place; ``depth`` lists lie between the two."""

    address: str
    slot: int
    depth: int = 1
    is_feed: bool = False


class _Search:
    """Follows addresses, feeds and lists of feeds to pages."""

    def __init__(self, settings: Settings, fetcher: Fetcher, progress: Progress | None) -> None:
        self._settings, self._fetcher, self._progress = settings, fetcher, progress
        self._asked: dict[str, str] = {}
        self._came: dict[str, str] = {}

    def of(self, named: Sequence[Input | Unusable]) -> _Found:
        """All pages behind what was named."""
        found = _Found([[] for _ in named])
        wanted: list[_Wanted] = []
        for slot, given in enumerate(named):
            if isinstance(given, Unusable) or not _leads_elsewhere(given):
                found.slots[slot].append(given)
            elif is_address(str(given)):
                wanted.append(_Wanted(str(given).strip(), slot))
            else:
                wanted += self._listed(given, str(given), _Wanted("", slot, depth=0), found)
        while wanted:
            wanted = self._round(wanted, found)
        return found

    def _round(self, wanted: Sequence[_Wanted], found: _Found) -> list[_Wanted]:
        """Fetches what is wanted; returns what is wanted next."""
        new = self._at_most(list(self._unasked(wanted, found)), found)
        answers = self._fetcher.fetch([one.address for one in new], self._progress)
        following: list[_Wanted] = []
        for one, answer in zip(new, answers, strict=True):
            following += self._sorted_in(one, answer, found)
        return following

    def _sorted_in(self, one: _Wanted, answer: Fetched | Refused, found: _Found) -> list[_Wanted]:
        """Puts a page in its place, or returns what a feed lists."""
        if not isinstance(answer, Fetched):
            found.slots[one.slot].append(Unusable(answer.name, answer.error))
        elif _should_list(answer, one):
            if one.depth < self._settings.fetch.max_depth:
                return self._listed(answer, answer.name, one, found)
            hint = "name it itself, or raise fetch.max_depth"
            error = InputError(f"is a list that {one.depth - 1} others lead to, which is not followed", hint)
            found.slots[one.slot].append(Unusable(answer.name, error))
        elif (first := self._came.setdefault(same_page(answer.retrieved.final), answer.name)) != answer.name:
            found.left_out.append(Skipped(answer.name, f"leads to the same page as {first}"))
        else:
            found.slots[one.slot].append(answer)
        return []

    def _unasked(self, wanted: Sequence[_Wanted], found: _Found) -> Iterator[_Wanted]:
        """Each page once, under whatever trackers."""
        for one in wanted:
            key = same_page(one.address)
            if key not in self._asked:
                self._asked[key] = one.address
                yield one
            else:
                first = self._asked[key]
                which = "was named before" if first == one.address else f"is the same page as {shown(first)}"
                found.left_out.append(Skipped(shown(one.address), which))

    def _at_most(self, wanted: list[_Wanted], found: _Found) -> list[_Wanted]:
        """As many as may be fetched in all; the others are named."""
        room = max(0, self._settings.fetch.max_pages - (len(self._asked) - len(wanted)))
        for one in wanted[room:]:
            reason = f"was left out: at most {self._settings.fetch.max_pages} pages are fetched (fetch.max_pages)"
            found.left_out.append(Skipped(shown(one.address), reason))
        return wanted[:room]

    def _listed(self, given: Input | Fetched, name: str, one: _Wanted, found: _Found) -> list[_Wanted]:
        """What a feed, or a list of feeds, makes wanted."""
        try:
            source = given if isinstance(given, Fetched) else expanded(str(given))
            chosen, notes = choose(read_listing(source, self._settings.read), self._settings.fetch, datetime.now(UTC))
        except InputError as error:
            found.slots[one.slot].append(Unusable(name, error))
            return []
        found.left_out += [Skipped(name, note) for note in notes]
        return [_Wanted(entry.address, one.slot, one.depth + 1, entry.is_feed) for entry in chosen]


def choose(listing: Listing, settings: FetchSettings, now: datetime) -> tuple[list[Entry], list[str]]:
    """Which entries of a feed are taken, the newest first, and what is said of the others.

    Raises:
        InputError: none of them is new enough.
    """
    notes = [f"lists {_counted(listing.without_address)} without an address"] if listing.without_address else []
    feeds = [one for one in listing.entries if one.is_feed]
    if len(feeds) > settings.max_feeds:
        notes.append(f"names {len(feeds):,} feeds: only the first {settings.max_feeds} are taken (fetch.max_feeds)")
    articles = [one for one in listing.entries if not one.is_feed]
    recent, of_age = _recent(articles, settings.since_hours, now)
    if not recent and not feeds:
        what = f"lists nothing of the last {settings.since_hours:g} hours ({_counted(len(articles))} in all)"
        raise InputError(what, "raise --since-hours")
    newest, of_number = _newest(recent, settings.max_items)
    return [*feeds[: settings.max_feeds], *newest], [*notes, *of_age, *of_number]


def _recent(articles: Sequence[Entry], hours: float, now: datetime) -> tuple[Sequence[Entry], list[str]]:
    """Those of the last hours (0: all), and those that do not say when they are of."""
    if not hours:
        return articles, []
    start = (now - timedelta(hours=hours)).isoformat()
    recent = [one for one in articles if not one.when or one.when >= start]
    undated, older = sum(not one.when for one in recent), len(articles) - len(recent)
    notes = [f"lists {_counted(older)} from before the last {hours:g} hours (--since-hours)"] if older else []
    return recent, [
        *notes,
        *([f"lists {_counted(undated)} without a date, taken whatever their age"] if undated else []),
    ]


def _newest(articles: Sequence[Entry], most: int) -> tuple[Sequence[Entry], list[str]]:
    """So many of them, the newest first; where one has no date, as they are listed."""
    dated = all(one.when for one in articles)
    ordered = sorted(articles, key=lambda one: one.when, reverse=True) if dated else articles
    if len(ordered) <= most:
        return ordered, []
    which = "newest" if dated else "first"
    return ordered[:most], [f"lists {_counted(len(ordered))}: only the {which} {most} are taken (--max-items)"]


def _counted(articles: int) -> str:
    return f"{articles:,} article{'' if articles == 1 else 's'}"


def _should_list(answer: Fetched, one: _Wanted) -> bool:
    """Whether what came is a feed, or should be one."""
    media = answer.retrieved.media_type
    if is_listing(answer.data) or one.is_feed or _FEED_MEDIA.match(media):
        return True
    page = "html" in media.lower()
    return page and one.depth == 1 and _CALLED_FEED.search(one.address) is not None


def once(documents: Sequence[Document]) -> tuple[tuple[Document, ...], list[Skipped]]:
    """The documents without those that are there under another address, word by word, and what is said of them."""
    if not any(map(_address, documents)):  # nothing was fetched
        return tuple(documents), []
    first: dict[tuple[str, str], Document] = {}
    kept: list[Document] = []
    same: list[Skipped] = []
    for one in documents:
        other = first.setdefault((same_page(one.url or ""), one.text), one)
        if other is one or not one.url or not _address(one) or not _address(other):
            kept.append(one)
        else:
            same.append(
                Skipped(_address(one), f"is the same article as {_address(other)}, by its text and its own address")
            )
    return tuple(kept), same


def _address(document: Document) -> str:
    return document.retrieved.address if document.retrieved else ""
