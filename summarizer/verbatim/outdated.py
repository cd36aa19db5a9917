"""A sentence whose count of people a newer report has replaced: "14 Tote", where 19 are counted since."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from summarizer.records import Sentence
from summarizer.text import names
from summarizer.text.local_tolls import MAY_FALL, local_tolls


class _Told(NamedTuple):
    """A count that a sentence gives, by its row, and what became of those counted."""

    row: int
    source: int
    fate: str
    number: float


def outdated(
    sentences: Sequence[Sentence], language: str, published: Sequence[str], refused: Collection[int], reach: int
) -> dict[int, tuple[int, str]]:
    """The rows of sentences that give a count that is out of date, each with the row that tells the newest and why.

    That is so where a report of a later day counts more (of the missing, another number), has the names of the
    sentence, and does not give the older count itself. A sentence that tells both counts tells how they moved.

    Args:
        sentences: all sentences of the cluster.
        language: the code of their language.
        published: the ISO date and time of each source, empty where it is not known.
        refused: rows that cannot be told; they replace nothing.
        reach: as in `local_tolls`.
    """
    told = [
        _Told(row, one.source, toll.fate, toll.quantity.low)
        for row, one in enumerate(sentences)
        for toll in local_tolls(one.flat, language, reach)
        if not toll.quantity.bound
    ]
    found: dict[int, tuple[int, str]] = {}
    texts = _texts(sentences)
    for one in told:
        newer = [each for each in told if each.row not in refused and _replaces(each, one, told, published)]
        named = names(sentences[one.row].flat, language)
        same = [each for each in newer if all(name in texts[each.source] for name in named)]
        if same:
            heir = max(same, key=lambda each: (published[each.source], each.number, -each.row))
            found[one.row] = heir.row, f"a newer report counts {heir.number:g}"
    return found


def in_their_place(order: Sequence[int], replaced: Mapping[int, tuple[int, str]]) -> list[int]:
    """The rows in their order, each that is out of date replaced by the one that tells the newest."""

    def newest(row: int) -> int:
        while row in replaced:
            row = replaced[row][0]
        return row

    return list(dict.fromkeys(map(newest, order)))


def _texts(sentences: Sequence[Sentence]) -> dict[int, str]:
    """All that each source says."""
    found: dict[int, list[str]] = {}
    for one in sentences:
        found.setdefault(one.source, []).append(one.flat)
    return {source: " ".join(texts) for source, texts in found.items()}


def _replaces(newer: _Told, older: _Told, told: Sequence[_Told], published: Sequence[str]) -> bool:
    """Whether a count of a later day takes the place of one."""
    days = published[newer.source][:10], published[older.source][:10]
    if newer.fate != older.fate or not all(days) or days[0] <= days[1]:
        return False
    grown = newer.number > older.number or (newer.fate == MAY_FALL and newer.number != older.number)
    again = any(
        one.fate == older.fate and one.number == older.number and one.source == newer.source for one in told
    ) or any(one.row == older.row and one.fate == older.fate and one.number == newer.number for one in told)
    return grown and not again
