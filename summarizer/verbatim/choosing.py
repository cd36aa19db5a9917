"""Which sentences a briefing in the sources' own words has room for, and in which order they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarizer.lengths import word_count
from summarizer.records import Rejected, Sentence
from summarizer.settings import OutputSettings
from summarizer.verbatim.places import rejected

_UNDATED = "9999"
"""Sorts behind every date."""


def choose(
    order: Sequence[int],
    sentences: Sequence[Sentence],
    title_words: int,
    output: OutputSettings,
    tolerance: float,
    leads: int,
    repeats: Callable[[int, Sequence[int]], bool],
    published: Sequence[str] = (),
) -> tuple[list[int], list[Rejected]]:
    """Takes sentences as long as they say something new and fit.

    Args:
        order: rows of sentences that can be told, the best first.
        sentences: all sentences of the cluster.
        title_words: words of the title, which stay within the budget.
        output: the budget.
        tolerance: by what share of it the briefing may be longer.
        leads: how many open it; the others stand as their sources have them, source by source, the oldest first: so a
            newer number follows an older one.
        repeats: whether a row tells hardly more than one of those that are taken.
        published: the ISO date and time of each source, empty where it is not known; those come last.

    Returns:
        Rows in reading order, the leads first, and what is left out with reasons.
    """
    taken, left, spent = list[int](), list[Rejected](), 0
    most = output.words * (1.0 + tolerance) - title_words
    for row in order:
        size = word_count(sentences[row].flat)
        full = len(taken) >= output.sentences if output.sentences else spent + size > most or spent >= output.words
        if repeats(row, taken):
            left.append(rejected(sentences[row], "another sentence tells it already"))
        elif taken and full:
            left.append(rejected(sentences[row], "there was no room for it"))
        else:
            taken.append(row)
            spent += size
    first = dict.fromkeys(sentences[row].source for row in taken[leads:])
    dated = sorted(first, key=lambda source: published[source] or _UNDATED if published else "")
    places = {source: place for place, source in enumerate(dated)}
    return [*taken[:leads], *sorted(taken[leads:], key=lambda row: (places[sentences[row].source], row))], left
