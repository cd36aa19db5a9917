"""What a check of a text against its sources works on and finds: frozen records, as in `records`.

Offsets of sentences and marks are character offsets into the checked text, those of parts into their sentence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from summarizer.records import Citation, Contradiction, Document, ModelInfo, Reported, Shared, Skipped, Span

Finding = Literal["carried", "reported", "contradicted", "not_found", "not_judged"]
"""What the sources make of a sentence: all of it is in them, its main event is, they tell it otherwise, or nothing."""

FINDINGS: tuple[Finding, ...] = ("carried", "reported", "contradicted", "not_found", "not_judged")

Bears = Literal["carries", "reports", "contradicts", "silent", "unknown"]
"""What a source that a text names says of the sentence; ``unknown``: it is not among the reports."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation that a text has itself: "[1]", a footnote's number, "(Reuters)".

    ``number`` is the number that it gives, ``name`` what it calls its source, both where known; ``name`` may be the
    line of a list of sources, an address or a file.
    """

    text: str
    start: int
    end: int
    number: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A text to be checked, called ``name``; ``path`` is its file.

    ``sentences`` are its sentences where these are known (claims, the sentences of a briefing), else it is split.
    ``marks`` are its citations where these are known, beside those that its words hold; ``aside`` is what is no part of
    what it says. ``claims`` says that each sentence is a claim that was given by itself.
    """

    name: str
    text: str
    path: str | None = None
    sentences: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    aside: tuple[Span, ...] = ()
    claims: bool = False


@dataclass(frozen=True, slots=True)
class Superseded:
    """A passage with the newest value of a figure of which a claim tells an older one; ``quote`` as in `Citation`.

    ``value`` is the newest one in words of the source, ``as_of`` when it held as in `FigureValue`. ``was`` is the older
    one in words of its source, ``until`` when the one that followed it is told, empty where that is not known.
    ``holds`` says that the claim is true all the same, for it only bounds the value: "at least 14" where it is 17.
    """

    source: int
    start: int
    end: int
    quote: str
    value: str
    as_of: str
    was: str
    until: str
    holds: bool


@dataclass(frozen=True, slots=True)
class CheckedMark:
    """A citation of the text, the reports that it points to, and what these say of its sentence."""

    text: str
    sources: tuple[int, ...]
    says: Bears


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """A part of a sentence, ``text[start:end]``, that was looked for by itself.

    ``told`` is the statement that it makes, with the subject that it shares. The rest is as in `CheckedSentence`.
    """

    start: int
    end: int
    told: str
    verdict: Finding
    support: float
    independent_origins: int
    citations: tuple[Citation, ...] = ()
    reported_by: tuple[Reported, ...] = ()
    contradicted_by: tuple[Contradiction, ...] = ()
    superseded_by: tuple[Superseded, ...] = ()
    shared: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of the checked text and what the sources say of it.

    ``support`` is the highest probability that passages support all of it, 0 where none was found.
    ``independent_origins`` is how many origins carry or report it; those of its sources that are ``shared`` do not
    count each by itself, for all have it from one outlet or speaker. ``citations`` have a part where no source carries
    all of it and its parts come from several. ``parts`` are looked for where no passage carries the whole; beside these
    they are what it states in a clause besides, or a part of what is carried, with the sources of which nothing else is
    told: the rules alone find these, and the verdict on the sentence does not rest on them. Where nothing is found,
    ``reported_by`` are the passages that come nearest, and of what is not judged those that have it in the same words.
    ``superseded_by`` are passages with the newest value of what it, or a part of it, tells an older value of: it was
    true once. ``reason`` says why it was not judged.
    """

    text: str
    start: int
    end: int
    verdict: Finding
    support: float = 0.0
    independent_origins: int = 0
    citations: tuple[Citation, ...] = ()
    reported_by: tuple[Reported, ...] = ()
    contradicted_by: tuple[Contradiction, ...] = ()
    superseded_by: tuple[Superseded, ...] = ()
    parts: tuple[CheckedPart, ...] = ()
    marks: tuple[CheckedMark, ...] = ()
    reason: str = ""
    shared: tuple[Shared, ...] = ()

    @property
    def carriers(self) -> tuple[int, ...]:
        """Indices of the sources that carry it, or a part of it, in order."""
        return tuple(
            sorted({one.source for one in (*self.citations, *(one for part in self.parts for one in part.citations))})
        )

    @property
    def reporters(self) -> tuple[int, ...]:
        """Indices of the sources that report it, or a part of it, and carry none, in order."""
        of_parts = (one for part in self.parts for one in part.reported_by)
        found = {one.source for one in (*(self.reported_by if self.verdict != "not_found" else ()), *of_parts)}
        return tuple(sorted(found - set(self.carriers)))

    @property
    def opponents(self) -> tuple[int, ...]:
        """Indices of the sources that contradict it, or a part of it, in order."""
        of_parts = (one for part in self.parts for one in part.contradicted_by)
        return tuple(sorted({one.source for one in (*self.contradicted_by, *of_parts)}))


@dataclass(frozen=True, slots=True)
class Check:
    """A text that was checked against its sources.

    ``sources`` are the reports in input order. ``notes`` are remarks for the reader, ``skipped`` what could not be
    read; ``timings`` maps stages to seconds.
    """

    name: str
    text: str
    sentences: tuple[CheckedSentence, ...]
    sources: tuple[Document, ...]
    notes: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    settings_hash: str = ""
    models: tuple[ModelInfo, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def carried(self) -> bool:
        """Whether something was judged and all of that is carried."""
        judged = [sentence for sentence in self.sentences if sentence.verdict != "not_judged"]
        return bool(judged) and all(sentence.verdict == "carried" for sentence in judged)

    @property
    def outdated(self) -> int:
        """How many sentences tell a value that a later one took the place of, and are true no longer."""
        return sum(any(not one.holds for one in sentence.superseded_by) for sentence in self.sentences)

    @property
    def counts(self) -> dict[Finding, int]:
        """How many sentences have each verdict."""
        found = Counter(sentence.verdict for sentence in self.sentences)
        return {verdict: found[verdict] for verdict in FINDINGS}
