"""Pairs that are alike → stories, by average linkage: a report joins a story if it is like the reports in it.

One that is like a single report of another story does not join the two, as it would by single linkage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.group.likeness import SURE, Compared, log_odds, of_all
from summarizer.group.neighbours import Pairs
from summarizer.stage_settings import GroupSettings

Story = tuple[int, ...]


def stories_of(
    compared: Compared, pairs: Pairs, odds: NDArray[np.float64], places: Sequence[int], settings: GroupSettings
) -> list[Story]:
    """Links the documents at ``places`` into stories.

    Two stories whose reports are alike on average hold a pair that is alike, so only what hangs together by such pairs
    is compared as a whole.
    """
    allowed = np.zeros(len(compared.days), dtype=bool)
    allowed[list(places)] = True
    held = allowed[pairs[:, 0]] & allowed[pairs[:, 1]]
    stories: list[Story] = []
    for piece, likely in _pieces(pairs[held], odds[held], np.asarray(places, dtype=np.int64), settings):
        if len(piece) < 2 or likely:
            stories.append(tuple(int(place) for place in piece))
        else:
            stories += _linked(compared, piece, settings)
    return stories


def _pieces(
    pairs: Pairs, odds: NDArray[np.float64], places: NDArray[np.int64], settings: GroupSettings
) -> Iterator[tuple[NDArray[np.int64], bool]]:
    """What hangs together by pairs that are alike, in pieces of ``max_compared`` at most, and whether one is decided.

    A larger piece is cut where its pairs are least alike; what hangs together by copies is one story, however large.
    """
    waiting = [(places, log_odds(settings.min_likeness))]
    while waiting:
        held, least = waiting.pop()
        for piece in _components(pairs[odds >= least], held):
            if len(piece) <= settings.max_compared:
                yield piece, False
            elif least >= settings.copy_odds:
                yield piece, True
            else:
                waiting.append((piece, min(least + settings.cut_step, settings.copy_odds)))


def _components(pairs: Pairs, places: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The connected components of some documents, each in ascending order."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    if not len(places):
        return []
    inside = np.isin(pairs[:, 0], places) & np.isin(pairs[:, 1], places)
    order = np.sort(places)
    ends = np.searchsorted(order, pairs[inside])
    graph = coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(order), len(order)))
    _, labels = connected_components(graph, directed=False)
    return _by_label(order, labels)


def _by_label(places: NDArray[np.int64], labels: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    order = np.argsort(labels, kind="stable")
    return np.split(places[order], np.flatnonzero(np.diff(labels[order])) + 1)


def _linked(compared: Compared, piece: NDArray[np.int64], settings: GroupSettings) -> list[Story]:
    """Average linkage (Sokal and Michener 1958) of documents that are compared with one another."""
    from scipy.cluster.hierarchy import linkage

    odds = of_all(compared, piece.tolist(), settings)
    above = np.triu_indices(len(piece), 1)
    links = linkage(SURE - odds[above], "average")
    return [tuple(sorted(int(piece[leaf]) for leaf in leaves)) for leaves in branches(links, len(piece), settings)]


@dataclass(frozen=True, slots=True)
class _Branch:
    """Documents that were linked, and whether they are one story.

    ``alike`` is the sum of the log odds of its ``pairs``; copies, which are alike whatever they tell, are not counted.
    """

    leaves: tuple[int, ...]
    whole: bool = True
    alike: float = 0.0
    pairs: int = 0


def branches(links: NDArray[np.float64], count: int, settings: GroupSettings) -> list[tuple[int, ...]]:
    """The largest branches that are whole: stories, each as the numbers of its documents in the piece.

    Args:
        links: (count - 1, 4) as scipy has them, the distance ``SURE`` less the log odds.
        count: the documents that were linked.
        settings: when what was linked is one story.
    """
    found = [_Branch((leaf,)) for leaf in range(count)]
    inside = set[int]()
    for one, other, distance, _ in links.tolist():
        joined = _joined(found[int(one)], found[int(other)], SURE - distance, settings)
        if joined.whole:
            inside |= {int(one), int(other)}
        found.append(joined)
    return [one.leaves for number, one in enumerate(found) if one.whole and number not in inside]


def _joined(one: _Branch, other: _Branch, odds: float, settings: GroupSettings) -> _Branch:
    """Links two branches that are alike by ``odds`` on average.

    They are one story only if they are not much less alike than the reports of the looser one are among themselves
    (compare the inconsistency of links, Zahn 1971): two close accounts of a match, and one of another match.
    """
    own = [branch.alike / branch.pairs - settings.apart_from_own for branch in (one, other) if branch.pairs]
    wanted = max(log_odds(settings.min_likeness), min(own, default=-SURE))
    alike, pairs = one.alike + other.alike, one.pairs + other.pairs
    if odds < settings.copy_odds:
        between = len(one.leaves) * len(other.leaves)
        alike, pairs = alike + odds * between, pairs + between
    return _Branch(one.leaves + other.leaves, one.whole and other.whole and odds >= wanted, alike, pairs)
