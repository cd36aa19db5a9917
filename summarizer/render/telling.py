"""Who tells a sentence: which passage carries which part of it, who else reports it, and how many independently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.languages import language_name
from summarizer.lengths import UNSPACED
from summarizer.records import BriefingSentence, Citation, Reported, Shared, Span
from summarizer.render import common

ALSO = "Also reported by "
"""Opens the evidence of who only reports a sentence."""

_NOTE_LIMIT = 120

_SPACED_LETTER = re.compile(rf"[^\W{UNSPACED}]")
_JOINED = ("Mn", "Mc", "Me", "Cf")
_SUFFIX = re.compile(r"['’]\w+")
_CLOSING = re.compile(r"[,;:.!?…%’”\"'»)\]}⟧]+(?=\s|$)|[、。，！？；：」』》）]+")


class Piece(NamedTuple):
    """A run of a sentence's text, and the citations whose marks stand behind it."""

    text: str
    citations: tuple[Citation, ...]


def pieces(sentence: BriefingSentence) -> tuple[Piece, ...]:
    """A sentence as a reader sees it, cut where marks stand: behind every part that has passages of its own.

    Joined, the pieces are the whole text. What carries all of it is marked behind the last one, with what else of that
    source is cited.
    """
    shown = common.one_line(sentence.text)
    whole = common.in_quotation_marks(shown) if sentence.origin == "quoted" else shown
    opening = whole.find(shown)
    behind: dict[int, list[Citation]] = {len(whole): []}
    carrying = {citation.source for citation in sentence.citations if citation.part is None}
    for citation in sentence.citations:
        at = len(shown) if citation.source in carrying else _mark_place(sentence.text, shown, citation.part)
        behind.setdefault(opening + at if at < len(shown) else len(whole), []).append(citation)
    return tuple(Piece(whole[start:end], tuple(behind[end])) for start, end in pairwise([0, *sorted(behind)]))


def _mark_place(text: str, shown: str, part: Span | None) -> int:
    """Where in the one-line form of a text the mark of a part stands.

    No mark stands within a word or letter, or before the comma that follows it; where no word follows, it stands at the
    end of the sentence.
    """
    if part is None or not text[part.start : part.end].strip():
        return len(shown)
    at = len(" ".join(text[: part.end].split()))
    while 0 < at < len(shown) and _one_word(shown[at - 1], shown[at]):
        at += 1
    for more in (_SUFFIX, _CLOSING):
        if found := more.match(shown, at):
            at = found.end()
    return at if any(map(str.isalnum, shown[at:])) else len(shown)


def _one_word(before: str, after: str) -> bool:
    """Whether a mark between two characters would stand within a word, or within a letter and its accent."""
    if unicodedata.category(after) in _JOINED:
        return True
    joined = _SPACED_LETTER.match(before) or unicodedata.category(before) in _JOINED
    return bool(joined and _SPACED_LETTER.match(after))


def parts(sentence: BriefingSentence) -> list[tuple[Span, list[Citation]]]:
    """The citations by the part of the sentence that they carry, in reading order; none where each carries all."""
    whole = Span(0, len(sentence.text))
    found: dict[Span, list[Citation]] = {}
    for citation in sentence.citations:
        found.setdefault(citation.part or whole, []).append(citation)
    if found.keys() <= {whole}:
        return []
    return sorted(found.items(), key=lambda item: (item[0].start, item[0].end))


def backing(sentence: BriefingSentence, escape: Callable[[str], str] = str) -> str:
    """How many sources tell a sentence: ``1 source``; ``4 sources, 3 independent: 2 from the health ministry``.

    What stands behind the colon is whom several of them have it from. ``together`` says that it takes all of those that
    are cited to carry it, where marks do not show who carries what. ``escape`` makes words of a source harmless where
    the text is one with markup.
    """
    count = common.counted(len(sentence.told_by), "source")
    if len(sentence.told_by) < 2:
        return count
    if sentence.together and len(sentence.sources) > 1 and not parts(sentence):
        all_of_them = len(sentence.sources) == len(sentence.told_by)
        count += " together" if all_of_them else f", {len(sentence.sources)} together"
    shared = behind_several(len(sentence.told_by), sentence.shared, escape)
    return f"{count}, {sentence.independent_origins} independent{f': {shared}' if shared else ''}"


def behind_several(told: int, shared: Sequence[Shared], escape: Callable[[str], str] = str) -> str:
    """Whom some of the sources that tell something have it from: ``both from Reuters``, ``2 from the mayor``.

    Args:
        told: how many sources tell it.
        shared: who is behind several of them.
        escape: as in `backing`.
    """

    def many(count: int) -> str:
        return str(count) if count < told else "both" if told == 2 else "all"

    return ", ".join(f"{many(len(one.sources))} from {common.one_line(escape(one.by))}" for one in shared)


def independent(sentence: BriefingSentence) -> str:
    """How many of the sources that tell a sentence are independent, for a narrow column: ``3 of 4``, or ``1``."""
    told = len(sentence.told_by)
    return f"{sentence.independent_origins} of {told}" if told > 1 else str(told)


def behind(sentence: BriefingSentence, marks: str, escape: Callable[[str], str] = str) -> str:
    """What stands behind a sentence in running text: ``also reported by [1][3]; 4 sources, 3 independent``.

    ``marks`` are those of the reporting sources, ``escape`` as in `backing`. "" where one source alone tells it: its
    one mark says so already.
    """
    also = f"also reported by {marks}" if sentence.reported_by and marks else ""
    return "; ".join(filter(None, (also, backing(sentence, escape) if len(sentence.told_by) > 1 else "")))


def note(sentence: BriefingSentence, passage: common.Passage) -> str:
    """What a passage tells of a sentence: ``for “on Thursday”``, ``without: on Thursday``,
    ``in German: the same count and name``; "" where that is all.
    """
    if isinstance(passage, Reported):
        lacks = "; ".join(filter(None, (_words(sentence, span) for span in passage.lacks)))
        without = f"without: {lacks}" if lacks else ""
        return f"in {language_name(passage.language)}: the same count and name" if passage.language else without
    part = passage.part if isinstance(passage, Citation) else None
    if part is None or part == Span(0, len(sentence.text)):
        return ""
    words = _words(sentence, part)
    return f"for {common.in_quotation_marks(words)}" if words else ""


def _words(sentence: BriefingSentence, span: Span) -> str:
    words = common.one_line(sentence.text[span.start : span.end])
    return words if len(words) <= _NOTE_LIMIT else f"{words[:_NOTE_LIMIT].rstrip()}…"
