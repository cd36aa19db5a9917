"""Facts: the sentences of a cluster that state the same, each told once and known by how many independent origins.

A fact is a star: all its sentences are near the one whose wording most origins carry, and no two of them give names or
numbers that differ. There are no chains: what is near a member only is no member. Cosines are taken a block of rows at
a time, and texts are compared only where two sentences are near, each combination of names and numbers once: the work
in Python grows with the sentences, not with their pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.records import Fact, Sentence
from summarizer.stage_settings import GatherSettings
from summarizer.text import name_key, names, numbers
from summarizer.text.provenance import Provenance

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Sign = tuple[frozenset[str], frozenset[str]]
"""The names and the numbers of a sentence."""


def facts_of(
    sentences: Sequence[Sentence],
    embeddings: Floats,
    origins: Sequence[int],
    settings: GatherSettings,
    known: Provenance | None = None,
) -> tuple[Fact, ...]:
    """Every sentence in one fact, alone where no other states the same.

    Args:
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        origins: the origin of each source: copies and rewrites have that of the report that they are taken from.
        settings: how near two sentences are that state the same.
        known: from whom they have it: those that all have it from one speaker count once.

    Returns:
        Facts in the order of their first rows; the first row of each is the wording that most origins carry.
    """
    own = np.array([origins[one.source] for one in sentences], dtype=np.int64)
    near = _agreeing(_near(embeddings, settings), sentences)
    carried = _carried(near, own)
    # Of wordings that as many origins carry, that of the earliest source comes first.
    taken = np.zeros(len(sentences), dtype=bool)
    found: list[Fact] = []
    for seed in np.argsort(-carried, kind="stable"):
        if taken[seed]:
            continue
        mates = near.of(int(seed))
        rows = (int(seed), *near.compatible(int(seed), mates[~taken[mates]]))
        taken[list(rows)] = True
        origin = set(own[list(rows)].tolist())
        told = known is not None and len(origin) > 1
        found.append(Fact(rows, known.count(rows, sentences[seed].flat) if known and told else len(origin)))
    return tuple(sorted(found, key=lambda fact: fact.rows[0]))


@dataclass(frozen=True, slots=True, eq=False)
class _Near:
    """Which sentences are near which: ``second[starts[row]:starts[row + 1]]`` of each row, the nearest first.

    ``kinds[signs[row]]`` is which names and numbers a sentence holds.
    """

    starts: Ints
    second: Ints
    signs: Ints
    kinds: Sequence[Sign]

    def of(self, row: int) -> Ints:
        """The rows that are near one."""
        return self.second[self.starts[row] : self.starts[row + 1]]

    def compatible(self, seed: int, mates: Ints) -> list[int]:
        """Those of the rows near a seed that differ neither from it nor from one another, the nearest first."""
        held, kept = {int(self.signs[seed])}, []
        for mate, sign in zip(mates.tolist(), self.signs[mates].tolist(), strict=True):
            if sign in held or not any(differs(self.kinds[sign], self.kinds[other]) for other in held):
                held.add(sign)
                kept.append(mate)
        return kept


def _near(embeddings: Floats, settings: GatherSettings) -> tuple[Ints, Ints]:
    """All pairs of different rows from the cosine ``same_statement`` on: by their first row, the nearest ones first."""
    blocks = list(_blocks(embeddings, settings))
    return np.concatenate([one for one, _ in blocks]), np.concatenate([two for _, two in blocks])


def _blocks(embeddings: Floats, settings: GatherSettings) -> Iterator[tuple[Ints, Ints]]:
    for start in range(0, len(embeddings), settings.rows_at_once):
        cosines = embeddings[start : start + settings.rows_at_once] @ embeddings.T
        at = np.arange(len(cosines))
        cosines[at, start + at] = -1.0
        first, second = np.nonzero(cosines >= settings.same_statement)
        order = np.lexsort((second, -cosines[first, second], first))
        yield first[order].astype(np.int64) + start, second[order].astype(np.int64)
    yield np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)


def _agreeing(pairs: tuple[Ints, Ints], sentences: Sequence[Sentence]) -> _Near:
    """The pairs whose names and numbers do not differ."""
    first, second = pairs
    signs = np.full(len(sentences), -1, dtype=np.int64)
    known: dict[Sign, int] = {}
    for row in np.unique(first).tolist():
        signs[row] = known.setdefault(_sign(sentences[row].flat), len(known))
    kinds = list(known)
    # A pair of kinds is compared once, however many sentences are of them; as one number each, pairs are soon sorted.
    codes = signs[first] * len(kinds) + signs[second]
    each = np.unique(codes)
    same = np.array(
        [not differs(kinds[one // len(kinds)], kinds[one % len(kinds)]) for one in each.tolist()], dtype=bool
    )
    keep = same[np.searchsorted(each, codes)] if len(codes) else np.zeros(0, dtype=bool)
    starts = np.searchsorted(first[keep], np.arange(len(sentences) + 1)).astype(np.int64)
    return _Near(starts, second[keep], signs, kinds)


def _sign(text: str) -> Sign:
    """The names and the numbers of a sentence."""
    return frozenset(name_key(name) for name in names(text)), frozenset(numbers(text))


def differs(one: Sign, two: Sign) -> bool:
    """Whether two sentences each have a name, or each a number, that the other lacks."""
    return any(mine - theirs and theirs - mine for mine, theirs in zip(one, two, strict=True))


def _carried(near: _Near, own: Ints) -> Ints:
    """(n,): how many origins carry the wording of each sentence, its own among them."""
    rows = np.repeat(np.arange(len(own)), np.diff(near.starts))
    most = int(own.max(initial=0)) + 1
    codes = np.concatenate([rows, np.arange(len(own))]) * most + np.concatenate([own[near.second], own])
    return np.bincount(np.unique(codes) // most, minlength=len(own)).astype(np.int64)
