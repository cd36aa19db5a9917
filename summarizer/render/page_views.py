"""What there is to see on the HTML page: one record a thing that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.records import Role
from summarizer.render import changes, common, differing, moments
from summarizer.render.figure_page import CourseView
from summarizer.render.passages import Quote, Segment

REPORTS_LEGEND = "the source reports the same without every detail"
"""What the plot means by a source that does not carry a sentence but reports it."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A citation mark: everything that one sentence takes from one source, or that one source says otherwise.

    ``language`` is the code of the language of that source.
    """

    id: str
    label: str
    number: int | None
    source_key: str
    name: str
    title: str
    date: str
    flags: tuple[str, ...]
    href: str
    passages: tuple[int, ...]
    quotes: tuple[Quote, ...]
    language: str = ""

    @property
    def said(self) -> str:
        """Its passages in quotation marks, one after another, each behind the number or day that it differs in."""
        quotes = [differing.told(quote.value, common.in_quotation_marks(quote.text)) for quote in self.quotes]
        return differing.in_a_run(quotes, [quote.value for quote in self.quotes])


@dataclass(frozen=True, slots=True)
class PieceView:
    """A run of a sentence's text and the citation marks behind it."""

    text: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with its number in reading order, its marks, those of who else reports it, and of what differs.

    ``independent`` is what the plot says of its sources; ``told_on`` is the day of its last report, where there is news
    of a later one; ``courses`` are the figures that stand beneath it.
    """

    number: int
    pieces: tuple[PieceView, ...]
    origin: str
    speaker: str
    support: float
    weak: bool
    backing: str
    independent: str
    standing: str
    told_on: str
    change: str
    reporting: tuple[Ref, ...]
    differing: tuple[Ref, ...]
    courses: tuple[CourseView, ...] = ()

    @property
    def text(self) -> str:
        """All of it, as it is shown."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Its citation marks, in reading order."""
        return tuple(ref for piece in self.pieces for ref in piece.refs)

    @property
    def sources(self) -> tuple[int, ...]:
        """Numbers of the sources that it cites."""
        return _numbers(self.refs)

    @property
    def reporting_sources(self) -> tuple[int, ...]:
        """Numbers of the sources that only report it."""
        return tuple(number for number in _numbers(self.reporting) if number not in self.sources)

    @property
    def differing_sources(self) -> tuple[int, ...]:
        """Numbers of the sources that differ from it."""
        return _numbers(self.differing)


def _numbers(refs: Sequence[Ref]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(ref.number for ref in refs if ref.number))


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with its text in segments; ``use`` says what the briefing takes from it."""

    key: str
    number: int | None
    name: str
    title: str
    date: str
    url: str | None
    path: str
    had: str
    flags: tuple[tuple[str, str], ...]
    use: str
    complete: bool
    segments: tuple[Segment, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the timeline: how it reads, ISO form, days since the one before, names of the sources."""

    date: str
    iso: str
    gap: int
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DroppedView:
    """A stretch that was not summarised: why, how long it is and how it begins."""

    reason: str
    characters: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class DroppedFrom:
    """What was not summarised of one source, in the order of its text."""

    key: str
    name: str
    stretches: tuple[DroppedView, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft that was not used and why; ``number`` is that of the sentence that took its place, if any."""

    text: str
    reason: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A run of sentences under one heading ("" for none)."""

    role: Role
    heading: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What became of an earlier briefing: its name, the changes by their label, and how many there are."""

    name: str
    groups: tuple[tuple[str, tuple[changes.ChangeView, ...]], ...]
    tally: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page but the briefing's own plain fields."""

    title: str
    title_refs: tuple[Ref, ...]
    sections: tuple[Section, ...]
    sources: tuple[SourceView, ...]
    period: str
    state: moments.State | None
    timeline: tuple[Day, ...]
    dropped: tuple[DroppedFrom, ...]
    omitted: tuple[DraftView, ...]
    refused: tuple[DraftView, ...]
    since: Since | None
    summary: str
    generator: str
    figures: tuple[CourseView, ...] = ()
    other_figures: tuple[CourseView, ...] = ()

    @property
    def sentences(self) -> tuple[SentenceView, ...]:
        """All sentences in reading order."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    @property
    def numbered(self) -> tuple[SourceView, ...]:
        """The sources with a number, by number: those that are cited, report, differ or give a value of a figure."""
        return tuple(source for source in self.sources if source.number is not None)

    @property
    def plotted(self) -> tuple[SourceView, ...]:
        """The sources that are cited for a sentence, report it or differ from it, by number."""
        told_by = {
            number
            for one in self.sentences
            for number in (*one.sources, *one.reporting_sources, *one.differing_sources)
        }
        return tuple(source for source in self.numbered if source.number in told_by)

    @property
    def reports_legend(self) -> str:
        """What is shown of a source that only reports a sentence, "" when none does."""
        return REPORTS_LEGEND if any(sentence.reporting_sources for sentence in self.sentences) else ""

    @property
    def differs_legend(self) -> str:
        """What the sign of a differing source means, "" when none differs."""
        shown = any(sentence.differing for sentence in self.sentences)
        return f"{common.DIFFERS_SIGN}: {common.DIFFERS_LEGEND}." if shown else ""
