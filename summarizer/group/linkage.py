"""Pairs that are alike → stories, by average linkage: a report joins a story if it is like the reports in it.

One that is like a single report of another story does not join the two, as it would by single linkage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.group.likeness import Compared, of_all
from summarizer.group.neighbours import Pairs
from summarizer.stage_settings import GroupSettings

Story = tuple[int, ...]


def stories_of(
    compared: Compared, pairs: Pairs, likeness: NDArray[np.float64], places: Sequence[int], settings: GroupSettings
) -> list[Story]:
    """Links the documents at ``places`` into stories.

    Two stories whose reports are alike on average hold a pair that is alike, so only what hangs together by such pairs
    is compared as a whole.
    """
    allowed = np.zeros(len(compared.days), dtype=bool)
    allowed[list(places)] = True
    held = allowed[pairs[:, 0]] & allowed[pairs[:, 1]]
    stories: list[Story] = []
    for piece, likely in _pieces(pairs[held], likeness[held], np.asarray(places, dtype=np.int64), settings):
        if len(piece) < 2 or likely:
            stories.append(tuple(int(place) for place in piece))
        else:
            stories += _linked(compared, piece, settings)
    return stories


def _pieces(
    pairs: Pairs, likeness: NDArray[np.float64], places: NDArray[np.int64], settings: GroupSettings
) -> Iterator[tuple[NDArray[np.int64], bool]]:
    """What hangs together by pairs that are alike, in pieces of ``max_compared`` at most, and whether one is decided.

    A larger piece is cut where its pairs are least alike; what hangs together by copies is one story, however large.
    """
    waiting = [(places, settings.min_likeness)]
    while waiting:
        held, least = waiting.pop()
        for piece in _components(pairs[likeness >= least], held):
            if len(piece) <= settings.max_compared:
                yield piece, False
            elif least >= settings.copy_likeness:
                yield piece, True
            else:
                waiting.append((piece, 1.0 - (1.0 - least) / 2))


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
    from sklearn.cluster import AgglomerativeClustering

    distances = 1.0 - of_all(compared, piece.tolist(), settings)
    linking = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1.0 - settings.min_likeness
    )
    labels = linking.fit_predict(np.maximum(distances, 0.0))
    return [tuple(int(place) for place in story) for story in _by_label(piece, labels)]
