"""A mixed pile of reports → the stories in it: which of them tell of the same event, and which of several."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.group.days import days_of
from summarizer.group.likeness import Compared, log_odds, of_all, of_pairs
from summarizer.group.linkage import Story, stories_of
from summarizer.group.neighbours import Pairs, neighbours, products_of
from summarizer.group.particulars import found_in
from summarizer.group.roundups import Pile, roundups
from summarizer.group.terms import opening, weighted_terms
from summarizer.group.vectors import hashed, rows_of, space_of
from summarizer.interfaces import Encoder
from summarizer.records import Document, Grouping
from summarizer.stage_settings import GroupSettings

__all__ = ["events_of", "group", "openings_of"]


def group(documents: Sequence[Document], encoder: Encoder, settings: GroupSettings) -> Grouping:
    """Tells which documents of a pile are of one story: of the same event, not of the same topic.

    Documents are compared by the words, names, numbers and pairs of words that they share, the rare ones and those of
    the opening counting most, by how near their openings are to one another, by whether the one has the names and
    figures that the other opens with, and by the days that they are of. Only those that share some of their rarest
    terms are compared at all.

    Args:
        documents: the pile, in any order.
        encoder: embeds how each document opens; only where another one shares anything with it.
        settings: what makes two documents one story.

    Returns:
        The stories, the largest first, and what belongs to none; each document stands in one of the two, once.
    """
    if not documents:
        return Grouping(())
    counts = hashed((weighted_terms(one, settings) for one in documents), settings)
    space = space_of(counts)
    rows = rows_of(counts, space, settings)
    pairs = neighbours(rows, space, settings)
    shared = products_of(rows, rows, pairs)
    pairs, shared = pairs[shared >= settings.min_shared], shared[shared >= settings.min_shared]
    compared = Compared(
        rows,
        _openings(documents, pairs, encoder, settings),
        days_of(documents, settings),
        found_in(documents, settings),
    )
    odds = of_pairs(compared, pairs, shared, settings)
    places = range(len(documents))
    stories = stories_of(compared, pairs, odds, places, settings)
    left_out = roundups(Pile(documents, compared, space, pairs, odds), stories, settings)
    if left_out:
        several = {place for place, _ in left_out}
        kept = [place for place in places if place not in several]
        stories = stories_of(compared, pairs, odds, kept, settings)
    return Grouping(_in_order(stories), tuple(left_out))


def openings_of(documents: Sequence[Document], settings: GroupSettings) -> list[str]:
    """How each document opens, as it is embedded."""
    return [opening(one, settings.embedded_chars) for one in documents]


def events_of(
    documents: Sequence[Document], openings: NDArray[np.float32], settings: GroupSettings
) -> list[tuple[int, ...]]:
    """The documents of what is to be one story, by event: no two of different lots are alike by ``strangers``.

    Of 113 clusters of the evaluation five are of several so, each with a page that is no report of its event; of 200
    pairs of clusters 193 are found to be two.

    Args:
        documents: at most ``max_compared`` of them; more are taken for one story.
        openings: (n, d) float32, unit rows: what `openings_of` gives, embedded.
        settings: what makes two documents one story.

    Returns:
        The places of the documents, the largest lot first.
    """
    from scipy.sparse.csgraph import connected_components

    places = range(len(documents))
    if not 1 < len(documents) <= settings.max_compared:
        return [tuple(places)] if documents else []
    counts = hashed((weighted_terms(one, settings) for one in documents), settings)
    rows = rows_of(counts, space_of(counts), settings)
    compared = Compared(rows, openings, days_of(documents, settings), found_in(documents, settings))
    alike = of_all(compared, places, settings) >= log_odds(settings.strangers)
    _, lots = connected_components(alike, directed=False)
    return list(_in_order([tuple(np.flatnonzero(lots == lot).tolist()) for lot in np.unique(lots)]))


def _openings(
    documents: Sequence[Document], pairs: Pairs, encoder: Encoder, settings: GroupSettings
) -> NDArray[np.float32]:
    """How the documents of the pairs open; (documents, d) float32, unit rows, zero for the others."""
    asked = np.unique(pairs)
    if not len(asked):
        return np.zeros((len(documents), 1), dtype=np.float32)
    found = encoder.encode(openings_of([documents[place] for place in asked], settings))
    rows = np.zeros((len(documents), found.shape[1]), dtype=np.float32)
    rows[asked] = found
    return rows


def _in_order(stories: Sequence[Story]) -> tuple[Story, ...]:
    return tuple(sorted(stories, key=lambda story: (-len(story), story)))
