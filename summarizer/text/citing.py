"""The citations that a text has itself: numbers in brackets or set high, names in parentheses, a list of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.checked import Mark
from summarizer.records import Span

_NUMBERS = r"\d{1,3}(?:\s?[-–]\s?\d{1,3})?"
_BRACKETS = re.compile(
    rf"[\[［【〔]\^?({_NUMBERS}(?:\s?[,;]\s?{_NUMBERS})*)(?:†[^\]】]{{0,40}})?[\]］】〕](?:\([^()\s]*\))?"
)
"""[1], [^1], [1, 3], [1-3], 【1†source】; with the address that a Markdown link has behind it."""

_RAISED = re.compile(r"(?<=[^\W\d_])(?<![kcmKCM]m)(?<!\bm)[⁰¹²³⁴-⁹]+|(?<=[.,;:!?”\"’)])[⁰¹²³⁴-⁹]+")
_GLUED = re.compile(r"(?<=[^\W\d_][.!?])\d{1,2}(?=\s+[A-ZÀ-Þ“\"]|\s*$|\s*\n)", re.MULTILINE)
"""A footnote's number that lost its place above the line: "… the town.3 The …"."""

_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NAMED = re.compile(r"[(\[](?=[^\W\d_])([^()\[\]\n]{2,90})[)\]](?!\()")
_DASHED = re.compile(r"[”\"’.!?]\s+[—–]\s+([A-Z][^\n—–\[\]]{1,80}?)(?=\s*(?:[\[(]|$|\n))", re.MULTILINE)
"""Who is quoted: “…” — The Harbour Post."""

_OUTLET = r"(?:[Tt]he\s+)?((?:[A-Z][\w.&'’-]*\w)(?:\s+(?:of\s+)?[A-Z][\w.&'’-]*\w){0,4})"
_REPORTS = r"(?:reports|notes|writes|adds|says)"
_CREDITED = re.compile(
    rf",\s+(?:(?:{_REPORTS}|per|via|according\s+to)\s+{_OUTLET}|{_OUTLET}\s+{_REPORTS})(?=[.!]?[”\"’]?\s*$)",
    re.MULTILINE,
)
"""Whom a sentence has it from, at its end: "…, reports the Harbour Post.", "…, the Harbour Post reports."."""

_LINK = re.compile(r"\[(?!\^?\d{1,3}\])([^\[\]\n]{1,200})\](\(<?[^()\s]*>?\))")
_HEADING = re.compile(
    r"(?im)^[ \t]*#{0,6}[ \t]*\**"
    r"(?:sources?|references?|bibliography|works cited|(?:foot|end)?notes|read, but not cited)"
    r"\**[ \t]*:?[ \t]*$"
)
_OTHER_HEADING = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+\S")
_ENTRY = re.compile(r"(?m)^[ \t]*(?:[-*•][ \t]+)?(?:\[\^?(\d{1,3})\]:?|(\d{1,3})[.)])[ \t]+(\S[^\n]*)$")
_DEFINED = re.compile(r"(?m)^[ \t]*\[\^?(\d{1,3})\][: \t][ \t]*(\S[^\n]*)$")


class Cited(NamedTuple):
    """What a text cites: its marks in order, the lines of its list of sources by number, and the stretches that are no
    words of its own: the marks, that list, the addresses of links.
    """

    marks: tuple[Mark, ...]
    listed: dict[int, str]
    aside: tuple[Span, ...]


def cited(text: str) -> Cited:
    """The citations of a text. Names in parentheses are only candidates: who reads them knows the sources."""
    regions = list(_regions(text))
    listed = {number: line for region in regions for number, line in _entries(text, region)}
    found = [mark for mark in (*_numbered(text), *_by_name(text)) if not _inside(mark.start, regions)]
    marks = tuple(sorted(found, key=lambda mark: (mark.start, mark.number or 0)))
    spans = {(mark.start, mark.end) for mark in marks if mark.number is not None}
    aside = [*(Span(*one) for one in spans), *regions, *_links(text)]
    return Cited(marks, listed, tuple(sorted(aside, key=lambda one: (one.start, one.end))))


def _inside(at: int, regions: list[Span]) -> bool:
    return any(region.start <= at < region.end for region in regions)


def _regions(text: str) -> Iterator[Span]:
    """The list of sources beneath its heading, and lines that say what a footnote's number stands for."""
    for heading in _HEADING.finditer(text):
        other = _OTHER_HEADING.search(text, heading.end())
        yield Span(heading.start(), other.start() if other else len(text))
    for line in _DEFINED.finditer(text):
        before = text[: line.start()].rstrip()
        # "[1] Rebels took the town." opens a sentence with its mark; a definition comes last, or names no sentence.
        if before and not _goes_on(text, line.end()):
            yield Span(line.start(), line.end())


def _goes_on(text: str, at: int) -> bool:
    """Whether behind a line something else follows than more lines of the kind."""
    rest = [line for line in text[at:].splitlines() if line.strip()]
    return any(not _DEFINED.match(line) for line in rest)


def _entries(text: str, region: Span) -> Iterator[tuple[int, str]]:
    for entry in _ENTRY.finditer(text, region.start, region.end):
        yield int(entry[1] or entry[2]), entry[3].strip()


def _numbered(text: str) -> Iterator[Mark]:
    for match in _BRACKETS.finditer(text):
        for number in _expanded(match[1]):
            yield Mark(match[0], match.start(), match.end(), number)
    for match in _RAISED.finditer(text):
        yield Mark(match[0], match.start(), match.end(), int(match[0].translate(_RAISED_DIGITS)))
    for match in _GLUED.finditer(text):
        yield Mark(match[0], match.start(), match.end(), int(match[0]))


def _expanded(numbers: str) -> Iterator[int]:
    for part in re.split(r"[,;]", numbers):
        first, _, last = re.sub(r"[\s^]", "", part).replace("–", "-").partition("-")
        yield from range(int(first), (int(last) if last else int(first)) + 1)


def _by_name(text: str) -> Iterator[Mark]:
    for match in _NAMED.finditer(text):
        yield Mark(match[0], match.start(), match.end(), None, match[1].strip())
    for match in _DASHED.finditer(text):
        yield Mark(text[match.start() + 1 : match.end()], match.start() + 1, match.end(), None, match[1].strip())
    for match in _CREDITED.finditer(text):
        yield Mark(match[0], match.start(), match.end(), None, match[1] or match[2])


def _links(text: str) -> Iterator[Span]:
    """The marks of a Markdown link, without the words that it shows."""
    for match in _LINK.finditer(text):
        yield Span(match.start(), match.start() + 1)
        yield Span(match.end(1), match.end())
