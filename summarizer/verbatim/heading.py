"""What stands above a briefing in the sources' own words: a headline that others confirm, whose numbers still hold."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from summarizer.lengths import UNSPACED, word_count
from summarizer.records import Citation, Report, Sentence
from summarizer.verbatim.terms import Terms, read

_ASKING = ("?", "？", "؟", "!", "！")
_PAUSES = "、，,;；:："
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_PIECE = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\S)+")
_QUOTED = ("„", "«", "“", "»", '"', "「")


def heading(
    reports: Sequence[Report], sentences: Sequence[Sentence], terms: Terms, lead: int, longest: int
) -> tuple[str, tuple[Citation, ...]]:
    """The title and the passage that it is cited from.

    Args:
        reports: the sources that the briefing tells from.
        sentences: all their sentences.
        terms: the same as they are compared.
        lead: the row of the first sentence, which serves where no source has a headline that will do.
        longest: words of a title at most; the first sentence is cut after so many.
    """
    found = [
        (
            not _is_overtaken(title, report, reports, sentences, terms),
            _confirmed(title, report.source, sentences, terms),
            -report.source,
            title,
            report,
        )
        for report in reports
        if (title := " ".join((report.document.title or "").split())) and _may_head(title, longest)
    ]
    if found:
        *_, title, report = max(found, key=lambda one: one[:3])
        cited = _cited(report, sentences)
        if cited:
            return title, cited
    own = sentences[lead]
    return _cut(own.flat, longest), (Citation(own.source, own.start, own.end, own.text),)


def _may_head(title: str, longest: int) -> bool:
    return word_count(title) <= longest and not title.endswith(_ASKING) and not title.startswith(_QUOTED)


def _is_overtaken(
    title: str, report: Report, reports: Sequence[Report], sentences: Sequence[Sentence], terms: Terms
) -> bool:
    """Whether a headline gives a number that no report of a later day has: it may be out of date."""
    day = report.document.day
    later = {one.source for one in reports if day and one.document.day and one.document.day > day}
    if not later:
        return False
    held = [terms.told[row].numbers for row, sentence in enumerate(sentences) if sentence.source in later]
    return bool(read(title, terms.language).numbers.difference(*held))


def _confirmed(title: str, source: int, sentences: Sequence[Sentence], terms: Terms) -> float:
    """The share of a headline's words that the nearest sentence of each other source has, on average; without others of
    its own.
    """
    told = read(title, terms.language)
    best: dict[int, float] = {}
    for row, sentence in enumerate(sentences):
        held = terms.held(told, terms.told[row])
        best[sentence.source] = max(held, best.get(sentence.source, 0.0))
    others = [held for other, held in best.items() if other != source]
    return sum(others) / len(others) if others else best.get(source, 0.0)


def _cited(report: Report, sentences: Sequence[Sentence]) -> tuple[Citation, ...]:
    """Where the title stands in its source; where it came with the file only, the first sentence."""
    title, text, source = report.document.title or "", report.document.text, report.source
    start = text.find(title)
    if start >= 0:
        return (Citation(source, start, start + len(title), title),)
    first = next((one for one in sentences if one.source == source), None)
    return (Citation(source, first.start, first.end, first.text),) if first else ()


def _cut(text: str, longest: int) -> str:
    """A sentence or its beginning, ``longest`` words at most: whole ones, in scripts without blanks whole letters."""
    whole = " ".join(text.rstrip(".。").split())
    if word_count(whole) <= longest:
        return whole
    ends = [piece.end() for piece in _PIECE.finditer(whole)]
    fitting = bisect_right(ends, longest, key=lambda end: word_count(whole[:end]))
    kept = whole[: ends[fitting - 1]].rstrip(_PAUSES)
    return f"{kept}…" if _UNSPACED.match(kept[-1:]) else f"{kept} …"
