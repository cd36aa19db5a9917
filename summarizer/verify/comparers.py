"""The seven comparers of a claim with its evidence, and what each of them looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from summarizer.verify.comparison import Comparison
from summarizer.verify.dates import dates
from summarizer.verify.entities import entities
from summarizer.verify.pairing import Pairing
from summarizer.verify.polarity import polarity
from summarizer.verify.quantities import quantities
from summarizer.verify.quotations import quotations
from summarizer.verify.roles import roles
from summarizer.verify.speakers import speakers

Comparer = Callable[[Pairing], Comparison]

COMPARERS: dict[str, Comparer] = {
    "entities": entities,
    "quantities": quantities,
    "dates": dates,
    "quotations": quotations,
    "polarity": polarity,
    "roles": roles,
    "speakers": speakers,
}
FACTS = ("entities", "quantities", "dates", "quotations", "polarity")
"""What a passage of another source must get right, however it words and arranges it."""


def compare(pair: Pairing, names: Iterable[str] = tuple(COMPARERS)) -> dict[str, Comparison]:
    """What each of these comparers finds, by its name."""
    return {name: COMPARERS[name](pair) for name in names}


def reasons(found: dict[str, Comparison]) -> Iterator[str]:
    """What a reader is told of all differences."""
    for one in found.values():
        yield from (difference.reason for difference in one.differences)
