"""The passages that a reader is shown: where they stand in their source's text, and what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from summarizer.records import Briefing, Dropped
from summarizer.render import common

SOURCE_LIMIT = 40_000
"""Characters of a source beyond which only the surroundings of cited passages are shown."""

_WINDOW = 1_500
_NEIGHBOUR = 240

_BOUNDARY = re.compile(r"(?<=[.!?…])(?=\s)|(?<=[.!?…][”\"’»)\]])(?=\s)|(?<=[。！？])|\n\s*\n")

Passages = dict[tuple[int, int, int], int]
"""Number of each distinct (source, start, end) that is cited, reports, differs or gives a value of a figure."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a source's text of one kind.

    ``passages`` are the numbers of the passages it belongs to, ``anchor`` is the id of the first of
    them that begins here, ``reason`` says why it was not summarised, ``hidden`` counts characters that are
    left out of the page (then ``text`` is empty).
    """

    text: str
    anchor: str = ""
    passages: tuple[int, ...] = ()
    reason: str = ""
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with the sentences before and after it, each on one line, and what it has to do with its sentence.

    ``value`` is the number or day that is meant in it, in quotation marks, where it differs from the sentence in that.
    """

    before: str
    text: str
    after: str
    note: str = ""
    value: str = ""


def number_passages(briefing: Briefing) -> Passages:
    """Numbers every distinct passage that is shown, the title's first, then by first use."""
    places = dict.fromkeys((c.source, c.start, c.end) for c in common.shown_passages(briefing))
    return {place: number for number, place in enumerate(places, start=1)}


def anchor_of(source: int, start: int) -> str:
    """Id of the passage that begins at ``start`` in a source's text."""
    return f"text-{source}-{start}"


def quote_of(briefing: Briefing, passage: common.Passage, note: str = "", value: str = "") -> Quote:
    """A passage and its neighbours in the running text, each of bounded length.

    What was not summarised (headlines, dates, page furniture) is no neighbour.
    """
    start, end = passage.start, passage.end
    document = briefing.sources[passage.source]
    other = [(d.start, d.end) for d in briefing.dropped if d.source == passage.source]
    other += [(span.start, span.end) for span in document.metadata]
    low = max((stop for _, stop in other if stop <= start), default=0)
    high = min((begin for begin, _ in other if begin >= end), default=len(document.text))
    before, after = neighbours(document.text, start, end, low, high)
    return Quote(before, common.shown_quote(passage), after, note, value)


def neighbours(text: str, start: int, end: int, low: int = 0, high: int | None = None) -> tuple[str, str]:
    """The sentence before ``start`` and the one after ``end``, each on one line of bounded length.

    Neither reaches over ``low`` or ``high``.

    Sentence ends are found by punctuation alone: the neighbours only help a reader to place a passage.
    """
    first = max(low, start - 2 * _NEIGHBOUR)
    window = text[first:start]
    before = common.one_line(_parts(window)[-1])
    if len(before) > _NEIGHBOUR or (before and len(_parts(window)) == 1 and first > low):
        before = f"…{before[-_NEIGHBOUR:].lstrip()}"
    after = common.one_line(_parts(text[end : min(end + 2 * _NEIGHBOUR, len(text) if high is None else high)])[0])
    if len(after) > _NEIGHBOUR:
        after = f"{after[:_NEIGHBOUR].rstrip()}…"
    return before, after


def _parts(window: str) -> list[str]:
    return [part for part in _BOUNDARY.split(window) if part.strip()] or [""]


def segments_of(briefing: Briefing, passages: Passages, source: int) -> tuple[Segment, ...]:
    """The text cut wherever a passage, a dropped stretch or a hidden stretch begins or ends."""
    text = common.harmless(briefing.sources[source].text)
    spans = {number: (start, end) for (where, start, end), number in passages.items() if where == source}
    if not text:
        return _quotes_only(briefing, source, spans)
    dropped = [d for d in briefing.dropped if d.source == source]
    shown = _shown(len(text), spans.values())
    cuts = {0, len(text), *chain(*spans.values(), *((d.start, d.end) for d in dropped), *shown)}
    starts = {start for start, _ in spans.values()}
    found = []
    for start, end in pairwise(sorted(cuts)):
        if not any(_holds(own, start, end) for own in shown):
            found.append(Segment("", hidden=end - start))
            continue
        over = tuple(number for number, own in spans.items() if _holds(own, start, end))
        anchor = anchor_of(source, start) if start in starts else ""
        found.append(Segment(text[start:end], anchor, over, "" if over else _reason(dropped, start, end)))
    return tuple(_joined(found))


def _reason(dropped: Sequence[Dropped], start: int, end: int) -> str:
    """Why a stretch was dropped; empty where it was not."""
    return next((common.one_line(one.reason) for one in dropped if _holds((one.start, one.end), start, end)), "")


def _holds(own: tuple[int, int], start: int, end: int) -> bool:
    return own[0] <= start and end <= own[1]


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbouring hidden stretches become one."""
    joined: list[Segment] = []
    for segment in segments:
        if segment.hidden and joined and joined[-1].hidden:
            joined[-1] = Segment("", hidden=joined[-1].hidden + segment.hidden)
        else:
            joined.append(segment)
    return joined


def _shown(length: int, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of a text that the page shows: all of it, or its opening and the surroundings of passages."""
    if length <= SOURCE_LIMIT:
        return [(0, length)]
    windows = [(0, _WINDOW), *((max(0, start - _WINDOW), min(length, end + _WINDOW)) for start, end in spans)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _quotes_only(briefing: Briefing, source: int, spans: dict[int, tuple[int, int]]) -> tuple[Segment, ...]:
    """What is known of a source whose text was not stored: its quotes, in the order of the text."""
    shown = common.shown_passages(briefing)
    quotes = {(c.start, c.end): common.harmless(c.quote) for c in shown if c.source == source}
    segments: list[Segment] = []
    anchored: set[int] = set()
    for number, (start, end) in sorted(spans.items(), key=lambda item: item[1]):
        anchor = "" if start in anchored else anchor_of(source, start)
        anchored.add(start)
        segments += [Segment(quotes[start, end], anchor, (number,)), Segment("\n\n")]
    return tuple(segments)
