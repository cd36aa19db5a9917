"""Reports whose parts tell of different events: round-ups, news in brief, newsletters.

Such a report belongs to none of the stories that it tells of, and would join them where it is taken for one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from summarizer.group.likeness import Compared, log_odds
from summarizer.group.linkage import Story
from summarizer.group.neighbours import Pairs
from summarizer.group.terms import part_terms
from summarizer.group.vectors import Space, compacted, hashed, rows_of
from summarizer.records import Document
from summarizer.stage_settings import GroupSettings


@dataclass(frozen=True, slots=True)
class Pile:
    """The documents of a pile as they are compared, what their terms weigh, and the pairs that were compared.

    ``odds`` is (p,), the log odds that each of the pairs is one story.
    """

    documents: Sequence[Document]
    compared: Compared
    space: Space
    pairs: Pairs
    odds: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Known:
    """Which documents were compared with each, which pairs may be of one event, and of which story each is."""

    near: Mapping[int, Sequence[int]]
    alike: Collection[tuple[int, int]]
    story_of: Mapping[int, int]


def roundups(pile: Pile, stories: Iterable[Story], settings: GroupSettings) -> list[tuple[int, str]]:
    """The documents that tell of several stories, each with the reason, in ascending order.

    Each paragraph is given to the neighbour that shares most with it. A document is a round-up where its paragraphs go
    to neighbours that can hardly be of one event, and none of these events has most of them.
    """
    story_of = {place: number for number, story in enumerate(stories) for place in story}
    near: dict[int, list[int]] = defaultdict(list)
    for one, other in pile.pairs.tolist():
        near[one].append(other)
        near[other].append(one)
    alike = set(map(tuple, pile.pairs[pile.odds >= log_odds(settings.part_alike)].tolist()))
    known = _Known(near, alike, story_of)
    told = ((place, _told(pile, place, known, settings)) for place in sorted(near))
    return [(place, f"its parts tell of {events} different events") for place, events in told if events]


def _told(pile: Pile, place: int, known: _Known, settings: GroupSettings) -> int:
    """Of how many events a document tells; 0 where it is mostly one."""
    others, own = known.near[place], known.story_of[place]
    if len(set(_events(others, known, own).values())) < 2:
        return 0
    parts = _parts(pile.documents[place], settings)
    nearest = _nearest(pile, parts, others, settings) if len(parts) > 1 else {}
    events = _events(sorted(set(nearest.values())), known, own)
    words = Counter[int]()
    for part, other in nearest.items():
        words[events[other]] += len(parts[part].split())
    return len(words) if len(words) > 1 and max(words.values()) <= settings.main_part * words.total() else 0


def _parts(document: Document, settings: GroupSettings) -> list[str]:
    """The paragraphs of what is read of a document that are long enough to tell of something."""
    lines = document.text[: settings.read_chars].splitlines()
    return [line for line in lines if len(line.split()) >= settings.part_words]


def _nearest(pile: Pile, parts: Sequence[str], others: Sequence[int], settings: GroupSettings) -> dict[int, int]:
    """The neighbour that shares most with each part, for parts that share enough with any."""
    counts = hashed((part_terms(part, settings) for part in parts), settings)
    told, near = compacted(rows_of(counts, pile.space, settings), pile.compared.rows[others])
    shared: NDArray[np.float32] = (told @ near.T).toarray()
    best = shared.argmax(axis=1)
    return {part: others[at] for part, at in enumerate(best.tolist()) if shared[part, at] >= settings.part_shared}


def _events(nearest: Sequence[int], known: _Known, own: int) -> dict[int, int]:
    """A number of its event for each of some neighbours.

    Of two that stand in other stories than the document the linking has told whether they are of one event. That one
    is in the document's own story says little, for it may have joined them: it is of one event with what it is alike.
    """
    events = {other: number for number, other in enumerate(nearest)}
    for one, other in combinations(nearest, 2):
        stories = known.story_of[one], known.story_of[other]
        alike = (one, other) in known.alike or (other, one) in known.alike
        same = alike if own in stories else stories[0] == stories[1]
        if same and events[one] != events[other]:
            kept, gone = events[one], events[other]
            events = {each: kept if number == gone else number for each, number in events.items()}
    return events
