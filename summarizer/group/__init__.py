"""A mixed pile of reports → the stories in it: which of them tell of the same event."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.interfaces import Encoder
from summarizer.records import Document, Grouping
from summarizer.stage_settings import GroupSettings

__all__ = ["group"]


def group(documents: Sequence[Document], encoder: Encoder, settings: GroupSettings) -> Grouping:
    """Tells which documents of a pile are of one story.

    Args:
        documents: the pile, in any order.
        encoder: embeds how each document opens.
        settings: what makes two documents one story.

    Returns:
        The stories, the largest first, and what belongs to none; each document stands in one of the two, once.
    """
    if not documents:
        return Grouping(())
    import numpy as np
    from sklearn.cluster import DBSCAN

    rows = encoder.encode([f"{one.title or ''} {one.text}"[:600] for one in documents])
    labels = DBSCAN(eps=1 - settings.min_likeness, min_samples=1, metric="cosine").fit_predict(rows)
    stories = [tuple(int(at) for at in np.flatnonzero(labels == label)) for label in range(labels.max() + 1)]
    return Grouping(tuple(sorted(stories, key=lambda story: (-len(story), story))))
