"""What is known of one cluster after each stage: one record a stage, and none changes when it has been made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summarizer.attribute import Traced
from summarizer.compose import Taken, Titled
from summarizer.plan.sides import Sides
from summarizer.records import (
    Answers,
    Candidate,
    CleanDocument,
    Document,
    Draft,
    Dropped,
    Figure,
    Option,
    Pair,
    Plan,
    PlanItem,
    Rejected,
    Report,
    Sentence,
    Skipped,
    Span,
    Statement,
)
from summarizer.text.people import Member
from summarizer.text.provenance import Provenance

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one event as they are given; ``cleaned`` is empty where they have not been cleaned ahead of time."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()
    cleaned: tuple[CleanDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The sources without what is not summarised, and the sentences that are left of them.

    ``language`` is the code of the language that the briefing is in, and that all these sentences are in. ``foreign``
    are those of sources in another language.
    """

    reports: tuple[Report, ...]
    sentences: tuple[Sentence, ...]
    dropped: tuple[Dropped, ...]
    skipped: tuple[Skipped, ...]
    language: str
    foreign: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sources(Cleaned):
    """The sources ready for all that follows.

    ``embeddings`` is (n, d) float32, unit rows, one a sentence in their order; ``remarks`` say what the reader should
    know of what was not compared.
    """

    embeddings: Floats
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """What the briefing is to say, how each sentence may be told, what is withheld, all that the sources count, from
    whom they have what they tell, the people whom they name, and the sentences that contradict one another.

    ``teasers`` are headlines of which nobody understands what happened.
    """

    sources: Sources
    plan: Plan
    omitted: tuple[Rejected, ...]
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...] = ()
    provenance: Provenance | None = None
    cast: tuple[Member, ...] = ()
    sides: Sides = field(default_factory=dict)
    teasers: frozenset[str] = frozenset()

    @property
    def leads(self) -> list[Sentence]:
        """The source sentences that the lead is planned from, and that may head the briefing."""
        return [
            self.sources.sentences[item.seed]
            for item in self.plan.items
            if item.role == "lead" and item.statement.heads
        ]


@dataclass(frozen=True, slots=True)
class Drafts:
    """What was written for one item."""

    item: PlanItem
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was written, in plan order; an empty title where none was asked for."""

    planned: Planned
    items: tuple[Drafts, ...]
    title: Draft

    @property
    def texts(self) -> list[str]:
        """All texts that are compared: the drafts, the title, and the sentences that they were written from."""
        sentences = self.planned.sources.sentences
        told = [
            text for one in self.items for text in (one.item.told(sentences), *(draft.text for draft in one.drafts))
        ]
        return [*told, *(lead.flat for lead in self.planned.leads), *filter(None, [self.title.text])]


@dataclass(frozen=True, slots=True)
class Options:
    """The texts that were written for one item, accepted or refused, the best first."""

    item: PlanItem
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules make of the drafts; ``title_leads`` are the sentences that carry the title by them.

    ``asked`` is what the judge is to say of them, as far as it matters, and ``judged`` what it has answered so far to
    whatever it was asked; None where there is no judge.
    """

    planned: Planned
    items: tuple[Options, ...]
    title: str
    title_leads: tuple[Sentence, ...]
    asked: tuple[Pair, ...] = ()
    judged: Answers | None = None

    @property
    def open(self) -> frozenset[Pair]:
        """What the judge has not been asked about the drafts yet."""
        return frozenset() if self.judged is None else frozenset(self.asked) - self.judged.keys()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The accepted sentences in plan order, and the written title where it was accepted.

    ``leads`` are the options of the lead items. ``omitted`` holds what is not used, with reasons. ``teasers`` are
    headlines of which nobody understands what happened.
    """

    sources: Sources
    leads: tuple[Options, ...]
    candidates: tuple[Candidate, ...]
    title: Titled | None
    omitted: tuple[Rejected, ...]
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...] = ()
    provenance: Provenance | None = None
    cast: tuple[Member, ...] = ()
    teasers: frozenset[str] = frozenset()


class PartTraced(NamedTuple):
    """A part of a told sentence: its stretch of it, the statement that it makes, and the passages that may carry it."""

    span: Span
    told: str
    traced: tuple[Traced, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """The briefing but for its citations: title and sentences in reading order, and what the judge answered so far.

    ``traced`` are the passages of other origins that bear on each sentence, in their order, and ``parts`` its parts
    with the passages that bear on these.
    """

    sources: Sources
    title: Titled
    taken: tuple[Taken, ...]
    traced: tuple[tuple[Traced, ...], ...]
    omitted: tuple[Rejected, ...]
    judged: Answers | None
    figures: tuple[Figure, ...] = ()
    provenance: Provenance | None = None
    parts: tuple[tuple[PartTraced, ...], ...] = ()
