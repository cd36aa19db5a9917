"""The finished briefing, and what became of an earlier one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from summarizer.lengths import words_of
from summarizer.records.drafting import Origin, Rejected, Role
from summarizer.records.evidence import NAMELESS, Citation, Differing, Figure, Reported
from summarizer.records.sources import Document, Dropped, Place, Skipped
from summarizer.records.statements import Standing
from summarizer.records.times import first_zone, in_utc, moment_of

_MOST_FIGURES = 30
"""Figures that a reader is shown; more are a spreadsheet. The JSON has all of them, and sources are numbered by those
that are shown: so this is part of what the record means, and the same for every run and every format.
"""

_TOLD_FOR_ITSELF = ("update", "conflict", "unknown")
"""Relations that a reader wants to know of, even where no sentence tells the figure."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Sources that have what they tell from one and the same: ``by`` is who that is, as one of them says."""

    by: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BriefingSentence:
    """One sentence of the briefing with all that a reader needs to check it.

    ``support`` is the probability that the cited passages support it, by the judge's calibration; 1 for a quoted
    sentence, and for what is left of one without parts that its grammar lets go. ``together`` says that no single cited
    passage carries it, only all of them. ``heading`` is what it stands under, empty where the briefing has none.
    ``differing`` are passages of other sources that tell the same with another number or day. ``standing`` says whose
    word it is, and who denies it. ``reported_by`` are passages of other origins that tell its main event, and
    ``independent_origins`` is how many origins carry or report it. Those of its sources that are ``shared`` do not
    count each by itself, for all have it from one outlet or speaker. ``figures`` are the indices of the briefing's
    figures that it tells a value of.
    """

    text: str
    role: Role
    origin: Origin
    citations: tuple[Citation, ...]
    support: float
    rejected: tuple[Rejected, ...] = ()
    together: bool = False
    heading: str = ""
    differing: tuple[Differing, ...] = ()
    standing: Standing = Standing()
    reported_by: tuple[Reported, ...] = ()
    independent_origins: int = 1
    figures: tuple[int, ...] = ()
    shared: tuple[Shared, ...] = ()

    @property
    def sources(self) -> tuple[int, ...]:
        """Indices of the cited sources, each once, in citation order."""
        return tuple(dict.fromkeys(citation.source for citation in self.citations))

    @property
    def passages(self) -> tuple[Citation | Reported, ...]:
        """What tells it, in reading order: the citations by where their parts end, then the passages that report it."""
        own = sorted(self.citations, key=lambda one: one.part.end if one.part else len(self.text))
        return (*own, *self.reported_by)

    @property
    def told_by(self) -> tuple[int, ...]:
        """Indices of the sources that carry or report it, each once, in reading order; where some carry all of it, not
        those that carry only a part.
        """
        whole = any(one.part is None for one in self.citations)
        kept = [one for one in self.passages if isinstance(one, Reported) or one.part is None or not whole]
        return tuple(dict.fromkeys(one.source for one in kept))


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which weights took part: catalogue name, role, revision, SHA-256 of the published file."""

    role: Literal["encoder", "writer", "judge", "parser"]
    name: str
    revision: str
    sha256: str
    device: str
    dtype: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """The finished briefing.

    ``sources`` are all documents that were read, in input order; sentences cite them by index. ``timings``
    maps stage names to seconds. ``notes`` are remarks for the reader (one document only, budget not reached).
    ``title_citations`` are the passages that carry the title. ``not_chosen`` are the sentences that nothing was made
    of: with what is cited, omitted and dropped they are all that the sources hold. ``figures`` are all that the sources
    count, measure, price, score or date more than once. ``language`` is the code of the language that it is in.
    """

    title: str
    title_citations: tuple[Citation, ...]
    sentences: tuple[BriefingSentence, ...]
    sources: tuple[Document, ...]
    dropped: tuple[Dropped, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    omitted: tuple[Rejected, ...] = ()
    not_chosen: tuple[Place, ...] = ()
    focus: str | None = None
    settings_hash: str = ""
    models: tuple[ModelInfo, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    language: str = "en"

    @property
    def state(self) -> tuple[str, int] | None:
        """When the latest of the sources that it tells from was published, and which it is; None where none has a date.

        Times are compared in UTC. A source that states no offset counts as of the zone of the first that does, one
        without a time as of the end of its day: of two of one day the one that may be the later is named, and so only
        the day. Of two of one moment the first is named.
        """
        moments = {at: moment for at in self.numbers if (moment := moment_of(self.sources[at].published))}
        zone = first_zone(moments.values())
        latest = max(moments, key=lambda at: in_utc(moments[at], zone), default=None)
        return None if latest is None else (self.sources[latest].published, latest)

    @property
    def numbers(self) -> dict[int, int]:
        """Number of each source that a sentence cites, or that reports or differs from one, from 1 by first use.

        Those that only give a value of a shown figure come last.
        """
        order = dict.fromkeys(
            source
            for sentence in self.sentences
            for source in (
                *sentence.told_by,
                *(passage.source for passage in (*sentence.passages, *sentence.differing)),
            )
        )
        order |= dict.fromkeys(value.source for index in self.shown_figures for value in self.figures[index].values)
        return {source: number for number, source in enumerate(order, start=1)}

    @property
    def shown_figures(self) -> tuple[int, ...]:
        """Indices of the figures that a reader is shown, each once: those that sentences tell, then the others.

        A figure whose values are one number, told, rounded or bounded in several ways, is not shown; one that no
        sentence tells is where time moved it or the sources disagree. There is a limit.
        """
        told = dict.fromkeys(index for sentence in self.sentences for index in sentence.figures)
        shown = [index for index in told if self.figures[index].moved]
        others = (
            index
            for index, figure in enumerate(self.figures)
            if figure.relation in _TOLD_FOR_ITSELF and figure.what != NAMELESS
        )
        return tuple(dict.fromkeys((*shown, *others)))[:_MOST_FIGURES]

    @property
    def words(self) -> int:
        """Words of the title and all sentences; citations, and a title that is a sentence again, are not counted."""
        return words_of(self.title, [sentence.text for sentence in self.sentences])


ChangeKind = Literal["new", "changed", "unchanged", "withdrawn"]
FigureChangeKind = Literal["moved", "conflict", "settled", "unclear"]
"""What became of a figure: it has another value, a conflict began or ended, or it now has values in no known order."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one statement from an earlier briefing to a later one.

    ``earlier`` and ``later`` are the indices of its sentence in either, None where it has none. ``details`` say
    what differs, or where a statement that is gone still stands. ``figures`` are the indices of those of the
    comparison's figures that are all that changed in it: they tell it, and it is "unchanged".
    """

    kind: ChangeKind
    earlier: int | None
    later: int | None
    details: tuple[str, ...] = ()
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureChange:
    """What became of a figure from an earlier briefing to a later one.

    ``earlier`` and ``later`` are its indices in either, None where only passages of it are there. ``before`` and
    ``after`` are what it was and is, in words of the sources, ``before`` empty where it is new; ``sources`` are those
    of the later briefing that tell what it is. ``details`` say more.
    """

    kind: FigureChangeKind
    earlier: int | None
    later: int | None
    what: str
    before: str
    after: str
    sources: tuple[int, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def course(self) -> str:
        """``14 → 17``."""
        return f"{self.before} → {self.after}" if self.before else self.after


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes from an earlier briefing, called ``name``, to a later one.

    ``changes`` hold every sentence of both once: those of the later one in its order, then what was withdrawn.
    ``figures`` hold every figure that moved once, and those of which a conflict began or ended.
    """

    earlier: Briefing
    name: str
    changes: tuple[Change, ...]
    figures: tuple[FigureChange, ...] = ()
