"""Clusters of invented reports for tests of how figures are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizer.gather import figures_of
from summarizer.records import Document, Figure, Report, Sentence
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser


class Told(NamedTuple):
    """One report: its text, sentences parted by bars, and its day and time."""

    text: str
    day: str | None = None
    time: str | None = None


def cluster(*told: Told) -> tuple[list[Sentence], list[Report]]:
    """The sentences and reports of a cluster; a bar in a text becomes a blank."""
    sentences: list[Sentence] = []
    reports = []
    for source, one in enumerate(told):
        at = 0
        for position, part in enumerate(one.text.split("|")):
            if part.strip():
                start = at + len(part) - len(part.lstrip())
                end = at + len(part.rstrip())
                sentences.append(Sentence(source, start, end, part.strip(), position, position))
            at += len(part) + 1
        document = Document(f"d{source}", one.text.replace("|", " "), date=one.day, time=one.time)
        reports.append(Report(source, document, source))
    return sentences, reports


def near(count: int, cosine: float = 0.9) -> NDArray[np.float32]:
    """(count, count + 1) float32 unit rows, any two of them at the same cosine."""
    rows = np.eye(count, count + 1, 1, dtype=np.float32) * np.sqrt(1 - cosine)
    rows[:, 0] = np.sqrt(cosine)
    return rows.astype(np.float32)


def figures(
    analyse: Analyser, *told: Told, cosine: float = 0.9, settings: GatherSettings | None = None
) -> tuple[Figure, ...]:
    """The figures of a cluster whose sentences are all equally near in meaning."""
    sentences, reports = cluster(*told)
    return figures_of(sentences, reports, near(len(sentences), cosine), analyse, settings or GatherSettings()).figures


def shown(found: Sequence[Figure]) -> list[tuple[str, list[str], str | None]]:
    """Of each figure how its values relate, the values, and the newest."""
    return [
        (
            one.relation,
            [value.value for value in one.values],
            None if one.newest is None else one.values[one.newest].value,
        )
        for one in found
    ]
