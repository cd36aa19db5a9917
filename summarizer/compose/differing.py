"""Which figures a sentence tells a value of, and which passages give another one that is as good.

What time has moved, and what is counted of others, is no difference: only where sources contradict one another, or it
cannot be told whether they do, is the other value shown beneath the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import Citation, Differing, Figure, FigureValue, Report, Reported
from summarizer.text.tellings import gives, is_another, is_at

_OPEN = ("conflict", "unknown")


def told_values(text: str, cited: Sequence[Citation], figures: Sequence[Figure]) -> dict[int, list[FigureValue]]:
    """The values that a text tells of each figure, by its index: those of its own passages whose number it gives."""
    found: dict[int, list[FigureValue]] = {}
    for at, figure in enumerate(figures):
        own = [value for value in figure.values if any(is_at(value, one) for one in cited) and gives(text, value)]
        if own:
            found[at] = own
    return found


def differing(
    cited: Sequence[Citation],
    told: dict[int, list[FigureValue]],
    figures: Sequence[Figure],
    reports: Sequence[Report],
) -> tuple[Differing, ...]:
    """The passages of other origins that give another value of what a sentence tells, one a source.

    Args:
        cited: the passages that carry the sentence.
        told: the values that it tells, from `told_values`.
        figures: all of the cluster.
        reports: its sources, by index.
    """
    used = {reports[one.source].origin for one in cited}
    found: dict[int, Differing] = {}
    for at, own in told.items():
        for value in figures[at].values if figures[at].relation in _OPEN else ():
            free = reports[value.source].origin not in used and value.source not in found
            if free and is_another(value, own):
                found[value.source] = Differing(
                    value.source, value.start, value.end, value.quote, value.at, value.value
                )
    of_copies = {source for source in found if reports[source].is_copy and reports[source].original in found}
    return tuple(found[source] for source in sorted(found) if source not in of_copies)


def contradicts(passage: Reported, told: dict[int, list[FigureValue]], figures: Sequence[Figure]) -> bool:
    """Whether a passage gives another value of a figure than a sentence does, be it an older one."""
    return any(
        is_at(value, passage) and is_another(value, own)
        for at, own in told.items()
        if figures[at].moved
        for value in figures[at].values
    )
