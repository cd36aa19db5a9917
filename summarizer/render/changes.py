"""What became of an earlier briefing, as every format shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from summarizer.records import Briefing, BriefingSentence, Change, ChangeKind, Comparison, FigureChange
from summarizer.render import common

LABELS: dict[ChangeKind, str] = {
    "new": "New",
    "changed": "Changed",
    "withdrawn": "Withdrawn",
    "unchanged": "Unchanged",
}
FIGURES = "Figures"
"""Heads the figures that moved, and those of which a conflict began or ended."""

_SHOWN: tuple[ChangeKind, ...] = ("new", "changed", "withdrawn")

_PATCHWORK = 0.6
"""Share of words in common below which two wordings are not set into each other."""

Edit = tuple[Literal["same", "gone", "added"], str]
"""A run of words that two versions of a sentence share, or that only the earlier or the later one has."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change in words: ``number`` counts the later briefing's sentences from 1, None for what it lacks.

    ``text`` is how the statement reads now, or last read; ``edits`` lead from the earlier wording to it and
    are empty unless it changed. ``sources`` names who carries it. Of a figure the text is its course.
    """

    kind: ChangeKind | Literal["figure"]
    number: int | None
    text: str
    edits: tuple[Edit, ...]
    sources: tuple[str, ...]
    details: tuple[str, ...]


def grouped(briefing: Briefing, since: Comparison) -> Iterator[tuple[str, list[ChangeView]]]:
    """The figures that changed, then what is new, changed and withdrawn, each with its label; a kind without any is
    left out.
    """
    if since.figures:
        yield FIGURES, [_figure(briefing, change) for change in since.figures]
    for kind in _SHOWN:
        views = [_view(briefing, since, change) for change in since.changes if change.kind == kind]
        if views:
            yield LABELS[kind], views


def tally(since: Comparison) -> str:
    """``2 new, 1 changed, 0 withdrawn, 9 unchanged``; before it ``1 figure changed;`` where one did."""
    counts = Counter(change.kind for change in since.changes)
    sentences = ", ".join(f"{counts[kind]} {LABELS[kind].lower()}" for kind in LABELS)
    return f"{common.counted(len(since.figures), 'figure')} changed; {sentences}" if since.figures else sentences


def kinds(since: Comparison | None) -> dict[int, ChangeKind]:
    """For the index of each sentence of the later briefing, what it is to the earlier one: changed, too, where only a
    figure in it did.
    """
    told = [(change.later, change) for change in since.changes if change.later is not None] if since else []
    return {index: "changed" if change.figures else change.kind for index, change in told}


def name_of(since: Comparison) -> str:
    """What the earlier briefing is called, on one line."""
    return common.one_line(since.name) or "the earlier briefing"


def _view(briefing: Briefing, since: Comparison, change: Change) -> ChangeView:
    before = None if change.earlier is None else since.earlier.sentences[change.earlier]
    after = None if change.later is None else briefing.sentences[change.later]
    shown, where = (after, briefing) if after is not None else (before, since.earlier)
    edited = before is not None and after is not None and change.kind == "changed"
    return ChangeView(
        kind=change.kind,
        number=None if change.later is None else change.later + 1,
        text=_text(shown),
        edits=tuple(edits(_text(before), _text(after))) if edited else (),
        sources=tuple(_names(where, shown)),
        details=tuple(map(common.one_line, change.details)),
    )


def _figure(briefing: Briefing, change: FigureChange) -> ChangeView:
    """``Killed: 14 → 17``, with who tells what it is now, and the first sentence that does."""
    what, course = common.one_line(change.what), common.one_line(change.course)
    rows = (row for row, sentence in enumerate(briefing.sentences) if change.later in sentence.figures)
    return ChangeView(
        kind="figure",
        number=next((row + 1 for row in rows), None),
        text=f"{what[:1].upper()}{what[1:]}: {course}",
        edits=(),
        sources=tuple(dict.fromkeys(common.source_name(briefing.sources[source]) for source in change.sources)),
        details=tuple(map(common.one_line, change.details)),
    )


def _text(sentence: BriefingSentence | None) -> str:
    return common.one_line(sentence.text) if sentence else ""


def _names(briefing: Briefing, sentence: BriefingSentence | None) -> Iterable[str]:
    return (common.source_name(briefing.sources[source]) for source in (sentence.sources if sentence else ()))


def edits(before: str, after: str) -> Iterator[Edit]:
    """The runs of words that lead from one text to the other; both can be read off them in full.

    Two texts with little in common are given whole, one after the other: a patchwork of both reads badly.
    """
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _PATCHWORK:
        yield from (("gone", before), ("added", after))
        return
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield "same", _joined(old[i:j])
            continue
        if i < j:
            yield "gone", _joined(old[i:j])
        if k < m:
            yield "added", _joined(new[k:m])


def _joined(words: Sequence[str]) -> str:
    return " ".join(words)
