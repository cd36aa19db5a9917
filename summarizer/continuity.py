"""Which story of today is which of yesterday's: ids that last while a pile grows.

A story keeps its id as long as it shares an article with what it was: the same text, or the same file with another
text. Where stories merge, one of them goes on and the others say into which they went; where one falls apart, its
largest part goes on.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.pile import Article, Story, StoryIndex, StoryStatus

_ID_DIGITS = 10

Key = tuple[str, str]
"""What an article is known by: its text's hash, or its file."""


@dataclass(frozen=True, slots=True)
class Found:
    """A story of the pile as it is now: its articles in order, how many are independent, a headline of theirs."""

    articles: tuple[Article, ...]
    origins: int
    headline: str


def continued(
    found: Sequence[Found], earlier: StoryIndex | None, run: int, min_origins: int
) -> tuple[list[Story], tuple[Story, ...]]:
    """Gives each story of the pile its id, new or known.

    Args:
        found: the stories of the pile.
        earlier: the index of the run before, or of this one when it was interrupted; None at first.
        run: number of this run.
        min_origins: independent origins from which on a story has a report.

    Returns:
        One story for each that was found, in their order, ``waiting`` for a report or ``listed``; and the earlier
        ones with a report that are none of these: ``merged`` into one of them, or ``earlier``.
    """
    before = earlier.stories if earlier else ()
    shared = _shared(found, before)
    kept = _kept(shared, before)
    taken = {story.id for story in before}
    now = [_now(one, before[kept[at]] if at in kept else None, run, min_origins, taken) for at, one in enumerate(found)]
    used = set(kept.values())
    parts: dict[int, list[int]] = defaultdict(list)
    for at, old in shared:
        parts[old].append(at)
    gone = [old for old, story in enumerate(before) if old not in used and story.reported_since]
    ended = [_ended(before[old], parts[old], {at: shared[at, old] for at in parts[old]}, now) for old in gone]
    return now, _followed(ended)


def _shared(found: Sequence[Found], before: Sequence[Story]) -> Counter[tuple[int, int]]:
    """How many articles each story of now has in common with each earlier one that has not merged into another."""
    files = Counter(article.path for one in found for article in one.articles)
    owners: dict[Key, set[int]] = defaultdict(set)
    for old, story in enumerate(before):
        if story.status != "merged":
            for key in _keys_of_all(story.articles):
                owners[key].add(old)
    shared: Counter[tuple[int, int]] = Counter()
    for at, one in enumerate(found):
        for article in one.articles:
            shared.update((at, old) for old in {old for key in _keys(article, files) for old in owners.get(key, ())})
    return shared


def _keys_of_all(articles: Sequence[Article]) -> Iterable[Key]:
    files = Counter(article.path for article in articles)
    return (key for article in articles for key in _keys(article, files))


def _keys(article: Article, files: Mapping[str | None, int]) -> Iterable[Key]:
    """A file says which article it is where it holds one only, and not where it is a file of many."""
    yield "text", article.sha256
    if article.path and files[article.path] == 1:
        yield "file", article.path


def _kept(shared: Counter[tuple[int, int]], before: Sequence[Story]) -> dict[int, int]:
    """Which earlier story each of now is: those that readers have a report of first, then by what they share."""

    def rank(pair: tuple[int, int]) -> tuple[bool, int, int, int, str]:
        story = before[pair[1]]
        return (not story.reported_since, -shared[pair], -len(story.articles), story.since, story.id)

    kept: dict[int, int] = {}
    used: set[int] = set()
    for at, old in sorted(shared, key=rank):
        if at not in kept and old not in used:
            kept[at] = old
            used.add(old)
    return kept


def _now(one: Found, old: Story | None, run: int, min_origins: int, taken: set[str]) -> Story:
    enough = one.origins >= min_origins
    if old is None:
        identifier = _new_id(one.articles, taken)
        taken.add(identifier)
        since, reported_since, changed = run, run if enough else 0, run
    else:
        identifier, since = old.id, old.since
        reported_since = old.reported_since or (run if enough else 0)
        changed = old.changed if _texts(old.articles) == _texts(one.articles) else run
    status: StoryStatus = "waiting" if enough else "listed"
    reason = "" if enough else _too_few(one, min_origins)
    return Story(
        id=identifier,
        status=status,
        headline=one.headline,
        articles=one.articles,
        origins=one.origins,
        since=since,
        reported_since=reported_since,
        changed=changed,
        reason=reason,
    )


def _texts(articles: Sequence[Article]) -> list[str]:
    return sorted(article.sha256 for article in articles)


def _new_id(articles: Sequence[Article], taken: Collection[str]) -> str:
    """Made of the first article alone, so that the same pile gives the same ids."""
    first = min(articles, key=lambda article: (article.published or "~", article.sha256))
    salt = 0
    while True:
        digest = hashlib.sha256(f"{first.sha256}{salt or ''}".encode()).hexdigest()[:_ID_DIGITS]
        if f"story-{digest}" not in taken:
            return f"story-{digest}"
        salt += 1


def _too_few(one: Found, min_origins: int) -> str:
    count = len(one.articles)
    if count == 1:
        return f"one article; a report takes {min_origins} independent origins"
    origins = "one origin" if one.origins == 1 else f"{one.origins} independent origins"
    return f"{count} articles of {origins}; a report takes {min_origins}"


def _ended(story: Story, into: Sequence[int], shared: Mapping[int, int], now: Sequence[Story]) -> Story:
    """An earlier story that none of now is: where most of its articles went, if they are anywhere."""
    if story.status == "merged":
        return story
    if not into:
        return replace(story, status="earlier", reason="none of its articles is in a story of this pile")
    heir = now[max(into, key=lambda at: (shared[at], -at))]
    return replace(story, status="merged", into=heir.id, reason="")


def _followed(ended: Sequence[Story]) -> tuple[Story, ...]:
    """Says of a story that went into one which has itself gone into another since, where that is now."""
    into = {story.id: story.into for story in ended if story.into}

    def last(identifier: str) -> str:
        seen = {identifier}
        while identifier in into and into[identifier] not in seen:
            identifier = into[identifier]
            seen.add(identifier)
        return identifier

    return tuple(replace(story, into=last(story.into)) if story.into else story for story in ended)
