"""What tells one event from another of its kind: the names and the figures that a report opens with.

Two fires share fire engines, and two matches their cup; whose house it was, and who won by how much, they do not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.group.neighbours import Pairs, products_of
from summarizer.group.terms import Weighted, beginning
from summarizer.group.vectors import Sparse, compacted, hashed
from summarizer.records import Document
from summarizer.stage_settings import GroupSettings
from summarizer.text import CALENDAR, FUNCTION_WORDS, name_key, names, words

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Particulars:
    """Names, or figures, of some documents, a row each.

    ``opened`` (n, columns) float32 holds the rarity of those that a document opens with, ``held`` (n, columns) float32
    is 1 for all of what is read of it; ``weight`` (n,) float64 is the sum of each row of ``opened``.
    """

    opened: Sparse
    held: Sparse
    weight: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """The names and the figures of documents."""

    names: Particulars
    figures: Particulars


def found_in(documents: Sequence[Document], settings: GroupSettings) -> Found:
    """Reads the names and the figures of documents."""
    read = [_read(document, settings) for document in documents]
    return Found(
        _particulars([one[0] for one in read], [one[1] for one in read], settings),
        _particulars([one[2] for one in read], [one[3] for one in read], settings),
    )


def shares_of_pairs(
    found: Particulars, pairs: Pairs, settings: GroupSettings
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of what each of two opens with, the share that the other has; (pairs,) for the first and for the second."""
    one, other = pairs[:, 0], pairs[:, 1]
    there, back = products_of(found.opened, found.held, pairs), products_of(found.opened, found.held, pairs[:, ::-1])
    return _share(there, found.weight[one], settings), _share(back, found.weight[other], settings)


def shares_of_all(found: Particulars, places: Sequence[int], settings: GroupSettings) -> NDArray[np.float64]:
    """The same for all of some documents: of what that of the row opens with, what that of the column has."""
    opened, held = compacted(found.opened[places], found.held[places])
    return _share((opened @ held.T).toarray(), found.weight[places][:, None], settings)


def _share(shared: NDArray[np.float64], weight: NDArray[np.float64], settings: GroupSettings) -> NDArray[np.float64]:
    """As if half of ``unknown_weight`` more were shared, so that of a few little is said, and of none a half."""
    return np.asarray((shared + settings.unknown_weight / 2) / (weight + settings.unknown_weight), dtype=np.float64)


def _read(document: Document, settings: GroupSettings) -> tuple[Collection[str], ...]:
    """The names and figures of a document: those that it opens with, and all, of the one and of the other.

    What only the title has with a capital is no name: many headlines have capitals throughout.
    """
    text = beginning(document, settings)
    first = text[: settings.opening_chars]
    common = {word for word in words(text) if word.islower()}
    told, figures = _names(document.text[: settings.read_chars], common), _figures(first)
    return _names(first, common) & told, told, figures, figures | _figures(text)


def _names(text: str, common: Collection[str]) -> set[str]:
    """Keys of the names of a text; what it has without a capital as well is none."""
    plain = (_POSSESSIVE.sub("", name) for name in names(text))
    return {name_key(name) for name in plain if len(name) > 1 and _is_own(name.lower(), common)}


def _is_own(word: str, common: Collection[str]) -> bool:
    return word not in CALENDAR and word not in FUNCTION_WORDS and word not in common


def _figures(text: str) -> set[str]:
    return {re.sub(r"\D", "", figure) for figure in _FIGURE.findall(text)}


def _particulars(
    opened: Iterable[Collection[str]], held: Iterable[Collection[str]], settings: GroupSettings
) -> Particulars:
    """Rows of these, weighed by how few of the documents have them (Spärck Jones 1972, smoothed)."""
    first, whole = hashed(map(_once, opened), settings), hashed(map(_once, held), settings)
    first, whole = compacted(first, whole)
    seen = np.bincount(whole.indices, minlength=whole.shape[1])
    rarity = (np.log((1 + whole.shape[0]) / (1 + seen)) + 1).astype(np.float32)
    first.data = rarity[first.indices]
    whole.data = np.ones_like(whole.data)
    return Particulars(first, whole, np.asarray(first.sum(axis=1), dtype=np.float64).ravel())


def _once(found: Collection[str]) -> Weighted:
    return [(one, 1.0) for one in sorted(found)]
