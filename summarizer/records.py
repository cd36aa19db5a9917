"""The values that flow from stage to stage; all frozen, none with behaviour beyond reading itself.

Offsets are character offsets into ``Document.text``, which no stage ever changes: ``text[start:end]`` of any
span, sentence or citation is exactly what the source says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from datetime import date as Day
from typing import Literal, NamedTuple

Role = Literal["lead", "point", "background"]
Origin = Literal["written", "quoted"]
FlagKind = Literal[
    "ai_generated",
    "copy_of",
    "rewrite_of",
    "relay_of",
    "same_origin",
    "agency_material",
    "republished",
    "truncated",
    "instructions",
    "party",
    "opinion",
    "advertisement",
    "satire",
    "correction",
    "date",
    "partly_read",
    "language",
    "changed",
]
SourceKind = Literal["report", "party", "opinion", "advertisement", "satire", "correction", "machine"]
"""What a source is, as far as it says so itself; the flag of the same name holds the words that show it."""

StandingKind = Literal[
    "asserted",
    "attributed",
    "denied",
    "rebutted",
    "contested",
    "supposed",
    "possible",
    "planned",
    "asked",
    "commanded",
    "superseded",
]
"""How a claim stands: the reporter's own word, somebody's, not so (by its own sentence, or by another), and so on."""
ChangeKind = Literal["new", "changed", "unchanged", "withdrawn"]
FigureChangeKind = Literal["moved", "conflict", "settled", "unclear"]
"""What became of a figure: it has another value, a conflict began or ended, or it now has values in no known order."""
FigureRelation = Literal["same", "bound", "update", "scope", "conflict", "unknown"]
"""How the values of a figure relate.

``same`` is one value, told or rounded in several ways; ``bound`` one that others only bound ("more than a dozen", 14);
``update`` one that time moved; ``scope`` are values of different people, places, periods, parts or measures; of a
``conflict`` several are told of the same thing at the same time; of ``unknown`` it cannot be told which.
"""
_MOST_FIGURES = 30
"""Figures that a reader is shown; more are a spreadsheet. The JSON has all of them, and sources are numbered by those
that are shown: so this is part of what the record means, and the same for every run and every format.
"""
NAMELESS = "figure"
"""What a figure is called for which no source has a noun: beneath a sentence that tells it a reader sees what it is."""

_TOLD_FOR_ITSELF = ("update", "conflict", "unknown")
"""Relations that a reader wants to know of, even where no sentence tells the figure."""


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range ``[start, end)`` in a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader should know about a source.

    ``other`` is the index of the document that a flag points to: ``copy_of`` and ``rewrite_of`` where the wording is
    that one's, ``relay_of`` where the facts are, ``same_origin`` where one agency or publisher is behind both.
    ``agency_material``: it credits an agency for a part of it; ``instructions``: it holds words meant for a program;
    ``party``: it speaks for somebody who takes part in the event; ``date``: it gives a date that cannot be, by the
    calendar, its own date, or the day that ``other`` has; ``partly_read``: something of the file could not be
    read, or not in a sure order; ``language``: it is in another language than the briefing, and not told in it.
    """

    kind: FlagKind
    note: str
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How the bytes of a source were had, and where a copy of them is kept.

    ``address`` is what was asked for and ``final`` where that led, both as they may be shown, and empty for a file;
    ``at`` is when, in UTC (``2026-03-01T07:15:00Z``). ``sha256`` is that of the bytes, from which nothing was taken but
    what the page repeated of a password or token in its address. ``media_type`` is what the server
    called them. ``copy`` is the path of the copy, empty where none was kept.
    """

    address: str
    final: str
    at: str
    sha256: str
    media_type: str = ""
    copy: str = ""

    @property
    def is_fetched(self) -> bool:
        """Whether the bytes came from an address, and not from a file of which only a copy was kept."""
        return bool(self.address)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found at an address: its bytes, not yet read. ``name`` is what messages call it."""

    name: str
    data: bytes
    retrieved: Retrieval


_KINDS: tuple[SourceKind, ...] = ("satire", "advertisement", "party", "opinion", "correction")


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it was read.

    ``id`` is unique in its cluster. ``text`` is the report's own text, untouched (for HTML, PDF and DOCX: as
    extracted). ``date`` is ISO 8601 (``2024-12-05``) when it could be read, else None. ``metadata`` holds the
    spans of ``text`` where title, date, publisher or original source were found, so that `clean` can take
    them out of the running text. ``time`` is the time of day on that date, ``07:15``, with the offset from UTC where it
    is stated (``07:15+02:00``, ``07:15Z``); None where it is not known. ``origin`` is the same for documents whose
    facts come from one origin: copies and rewrites, what one agency is credited for, what one publisher prints twice;
    empty as long as that is not known. ``language`` is the ISO 639-1 code of the language that it is in, "und" where
    that cannot be told; empty as long as nobody has looked. ``retrieved`` says how it was had where it comes from an
    address, or a copy of it was kept.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    path: str | None = None
    flags: tuple[Flag, ...] = ()
    metadata: tuple[Span, ...] = ()
    origin: str = ""
    time: str | None = None
    language: str = ""
    retrieved: Retrieval | None = None

    @property
    def published(self) -> str:
        """Its date with the time of day where that is known; empty where it has no date."""
        return f"{self.date}T{self.time}" if self.date and self.time else self.date or ""

    @property
    def kind(self) -> SourceKind:
        """What it is: satire before an advertisement, and both before whose word it is."""
        flags = {flag.kind for flag in self.flags}
        for kind in _KINDS:
            if kind in flags:
                return kind
        return "machine" if "ai_generated" in flags else "report"

    @property
    def is_news(self) -> bool:
        """Whether it tells what happened: a party's statement and an opinion speak of the news, or are its subject."""
        return self.kind in ("report", "correction", "machine")

    @property
    def day(self) -> Day | None:
        """The day of its date; None where it has none, or one that cannot be read."""
        try:
            return Day.fromisoformat(self.date[:10]) if self.date else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """The stories of a pile of documents, each as the documents' indices in ascending order.

    The largest story comes first, of two equal ones that with the earlier document; a document that no other one goes
    with is a story of its own. ``left_out`` holds the documents of no story, each with the reason: what tells of
    several events, as a round-up does, belongs to none of them. Every document is in one of the two, once.
    """

    stories: tuple[tuple[int, ...], ...]
    left_out: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of a source that is not summarised: its source's index, its span and the reason."""

    source: int
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """A document with the spans worth summarising, in reading order, one paragraph each.

    ``kept`` and ``dropped`` together cover every non-blank character of ``document.text``, once.
    """

    document: Document
    kept: tuple[Span, ...]
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A document as a source of a cluster: its index, and the index of the source whose report it is.

    ``original`` is another source where the document is a copy or a rewrite, for such a one confirms nothing; else its
    own index.
    """

    source: int
    document: Document
    original: int

    @property
    def origin(self) -> str:
        """What sources whose facts come from one origin have in common; a report and its copies have one always."""
        return self.document.origin or f"report {self.original}"

    @property
    def is_copy(self) -> bool:
        """Whether another source of the cluster has the report at first hand."""
        return self.original != self.source


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one source; ``text`` is ``documents[source].text[start:end]``.

    ``position`` counts sentences within the source from 0, ``paragraph`` the kept paragraphs. ``language`` is the
    code of its own language: its document's, but for a quotation or a paragraph in another one; empty where nobody has
    looked.
    """

    source: int
    start: int
    end: int
    text: str
    position: int
    paragraph: int
    language: str = ""

    @property
    def flat(self) -> str:
        """The text on one line: runs of white space, line breaks included, become one space."""
        return " ".join(self.text.split())


class Rating(NamedTuple):
    """What a sentence is worth to somebody who has not seen its report, as an encoder tells; each in [0, 1].

    ``alone`` is how likely it is understood without what stands around it, ``worth`` how much it tells of the event,
    and ``view`` how likely it gives a view, promise or claim without saying whose.
    """

    alone: float
    worth: float
    view: float


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a parsed sentence; ``text`` is the sentence's ``[start, end)``.

    ``lemma`` is the base form, ``pos`` the universal part of speech, ``tag`` that of the Penn Treebank. ``relation`` is
    the dependency label under which it hangs on the token at ``head``; the root hangs on itself.
    """

    text: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    relation: str
    head: int


@dataclass(frozen=True, slots=True)
class Omissible:
    """Words of a sentence, ``[start, end)`` in its letters, that may be left out; ``kind`` says what they are."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Sentences that state the same, by their rows: that whose wording most origins carry, then the nearest to it.

    ``origins`` is how many independent origins they come from.
    """

    rows: tuple[int, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selected sentence: its row in the sentence list and its salience (higher is better)."""

    index: int
    salience: float


@dataclass(frozen=True, slots=True)
class Standing:
    """How what a sentence tells stands, for the reader.

    ``by`` names who says, denies or plans it, as the source does; empty where nobody is named. ``sources`` are those
    that deny or contest it.
    """

    kind: StandingKind = "asserted"
    by: str = ""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What may be told of one source sentence, and how.

    ``shown`` is the stretch of its own text that shows how it stands: the "if", the "denied", the "according to".
    ``voice`` is who speaks where it is not the reporter: a party's own statement, somebody who is interviewed.
    ``partners`` are rows of sentences that it may not be told without, in reading order: the denial of a claim, the
    correction of a value. ``named`` are rows that say who speaks; they are cited, and may be told for themselves too.
    ``wording`` is what is told of it and its partners, made by rule of their words. ``withheld`` says why it is not
    told at all. ``past`` says that it is told with the time of a number that a newer one has superseded, or of how
    things stood on an earlier day. ``as_of`` is that day, or when an entry of a live report told it, in ISO 8601; with
    that it is told. ``own_act`` names who says it and does it by that: who announces a decision has taken it.
    """

    standing: Standing = Standing()
    shown: Span | None = None
    voice: str = ""
    partners: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    wording: str = ""
    withheld: str = ""
    past: bool = False
    as_of: str = ""
    own_act: str = ""

    @property
    def settled(self) -> bool:
        """Whether it may open or head a briefing: told as a fact, by the reporter or by somebody who is no party."""
        plain = self.standing.kind in ("asserted", "attributed")
        return plain and not self.voice and not self.withheld and not self.past

    @property
    def heads(self) -> bool:
        """Whether it may open or head a briefing where it is what the event is about: a plan, too, worded as one."""
        planned = self.standing.kind == "planned" and not self.voice and not self.withheld
        return self.settled or (planned and not self.past)


@dataclass(frozen=True, slots=True)
class Introduction:
    """What was put in for a short form, so that a sentence can be understood alone: "coach Petra Hahn" for "Hahn".

    ``row`` is the sentence of the same source that shows it.
    """

    short: str
    full: str
    row: int


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A phrase that speaks of something as known, "the store", and the ids of words by which another sentence tells it.

    Without ``ids`` no other sentence of the briefing can tell it. ``reason`` says what is amiss in other words. What is
    ``bearable`` is better told late than not at all.
    """

    phrase: str
    ids: tuple[str, ...] = ()
    reason: str = ""
    bearable: bool = False


@dataclass(frozen=True, slots=True)
class Follows:
    """The sentence before, at ``row``, that a sentence may be told directly behind, and be understood.

    ``needs`` are ids of words, of each group of which it must still tell one: the "Dahl" whom a "he" stands for.
    """

    row: int
    needs: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One sentence to be written: the chosen sentence and those of other sources that state the same fact.

    ``seed`` and ``support`` are rows in the sentence list; the seed comes first in what the writer sees.
    ``salience`` ranks the items when the budget does not hold all of them.
    Where the seed opens by leaning on an earlier sentence ("The city …"), ``resolved`` is the seed with that opening
    replaced and ``antecedent`` the row of the sentence that shows what it stands for. ``introductions`` are what else
    was put in, and ``unexplained`` what the seed speaks of as known all the same; ``follows`` is the sentence of its
    source behind which it is clear even so. ``dated`` says that a day or an hour was put in that only its article or
    its entry of a live report shows.

    ``statement`` says how the seed may be told. Where it has a ``wording``, that is told and nothing is written.
    ``agreement`` is how near the openings of the other sources come to the seed, or with a focus how near the seed
    comes to that, ``shared`` how much the seed tells of what several sources open with, and ``merit`` what it is worth
    as the opening of the briefing.
    ``origins`` is how many independent origins state the fact, ``age`` the share of the other sources that reported on
    a later day than all who state it. ``rating`` is of what is told; None where nobody can rate it.
    """

    role: Role
    seed: int
    support: tuple[int, ...]
    salience: float
    resolved: str = ""
    antecedent: int | None = None
    statement: Statement = Statement()
    introductions: tuple[Introduction, ...] = ()
    unexplained: tuple[Unexplained, ...] = ()
    follows: Follows | None = None
    agreement: float = 0.0
    merit: float = 0.0
    origins: int = 1
    dated: bool = False
    shared: float = 0.0
    age: float = 0.0
    rating: Rating | None = None

    def told(self, sentences: Sequence[Sentence]) -> str:
        """What the writer is given, on one line: the seed, its opening resolved where it leans on another."""
        return self.resolved or sentences[self.seed].flat

    def passages(self, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """The source's own sentences behind it, in reading order: the seed, after what its opening stands for."""
        rows = {
            *self.statement.partners,
            *self.statement.named,
            self.seed,
            *(() if self.antecedent is None else (self.antecedent,)),
        }
        rows |= {one.row for one in self.introductions}
        return tuple(sentences[row] for row in sorted(rows))

    def evidence_text(self, sentences: Sequence[Sentence]) -> str:
        """The source's own words that a sentence written from it must follow from, one passage a line.

        Where its day or hour was put in, that is told too: no passage says on which day "today" was.
        """
        own = self.told(sentences) if self.dated else sentences[self.seed].flat
        seed = sentences[self.seed]
        return "\n".join(own if sentence is seed else sentence.flat for sentence in self.passages(sentences))

    @property
    def together(self) -> bool:
        """Whether its statement is told of several sentences, none of which carries it alone."""
        return any(row != self.seed for row in self.statement.partners)

    @property
    def evidence(self) -> tuple[int, ...]:
        """Rows of all sentences behind this item, the seed first."""
        return (self.seed, *self.support)


@dataclass(frozen=True, slots=True)
class Plan:
    """The items of a briefing in reading order."""

    items: tuple[PlanItem, ...]


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """What a writer is asked for: one sentence, or one title, from the evidence alone.

    ``evidence`` holds the sentences as one-line strings, the most important first. Writers with a closed vocabulary
    may use only the words of the evidence beside function words and reporting verbs; ``free_run`` is then the number
    of words they may copy in a row before going on copying is made less and less likely (0: as many as they like).
    ``choices`` are the only texts that a writer held to deletion may answer with, the fullest first.
    """

    kind: Literal["sentence", "title"]
    evidence: tuple[str, ...]
    max_words: int
    free_run: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A writer's answer to one request.

    ``logprob`` is the mean and ``worst_logprob`` the lowest log-probability of its tokens, when known; a very
    low one marks a place where the writer was forced off what it wanted to say.
    """

    text: str
    logprob: float | None = None
    worst_logprob: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a text stands in its evidence; ``support`` is in [0, 1], ``reasons`` says what failed."""

    supported: bool
    support: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge says of a claim and its evidence: two probabilities in [0, 1] that sum to at most 1.

    The rest is the probability that the evidence says neither that the claim is so nor that it is not.
    """

    supported: float
    contradicted: float


Pair = tuple[str, str]
"""(evidence, claim), as a judge is asked."""

Answers = Mapping[Pair, Judgement]
"""A judge's answers by what it was asked."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that carries a sentence: ``quote`` is ``sources[source].text[start:end]``.

    ``part`` is the stretch of the sentence's text that it carries; None where it carries all of it.
    """

    source: int
    start: int
    end: int
    quote: str
    part: Span | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """A passage that tells the same with another number or day: ``quote`` as in `Citation`.

    ``at`` is where that number or day stands in the source's text, ``value`` its letters there.
    """

    source: int
    start: int
    end: int
    quote: str
    at: Span
    value: str


@dataclass(frozen=True, slots=True)
class FigureValue:
    """What one passage says of a figure: ``quote`` as in `Citation`, the sentence that tells the value.

    ``at`` is where the value stands in the source's text, ``value`` its letters there, bound and unit included.
    ``number`` is its value in its own unit (the lower end of a range), the ISO date of a day, or the digits of a number
    that has too many. ``bound`` and ``unit`` are those of `text.numbers.Quantity`; the unit of a day is "day".
    ``as_of`` is when it held: an ISO date, or date and time with the offset from UTC where that is known; empty where
    nothing shows it. ``scope`` is what it counts, where that sets it apart from other values of the figure. Values of
    one ``level`` are one number, told exactly, rounded, bounded or in another unit; levels count from 0, the oldest
    first where time has moved the figure.
    """

    source: int
    start: int
    end: int
    quote: str
    at: Span
    value: str
    number: float | str
    bound: str = ""
    unit: str = ""
    as_of: str = ""
    scope: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that sources count, measure, price, score or date, with all values that they give.

    ``what`` names it in words of the sources. ``values`` stand in order of time as far as it is known. ``newest`` is
    the index of that which holds now; None where none does, or it cannot be told.
    """

    what: str
    relation: FigureRelation
    values: tuple[FigureValue, ...]
    newest: int | None = None

    @property
    def moved(self) -> bool:
        """Whether its values differ, be it in time, in scope or for good."""
        return self.relation not in ("same", "bound")

    @property
    def newest_value(self) -> FigureValue | None:
        """The value that holds now; None where none does, or it cannot be told."""
        return None if self.newest is None else self.values[self.newest]

    @property
    def current(self) -> tuple[FigureValue, ...]:
        """The values that are the newest one, told or rounded; none where it is not known."""
        newest = self.newest_value
        return tuple(value for value in self.values if newest and value.level == newest.level)


@dataclass(frozen=True, slots=True)
class Reported:
    """A passage that tells a sentence's main event without all of its details: ``quote`` as in `Citation`.

    ``lacks`` are the stretches of the sentence's text that the passage does not tell. Nothing in it differs.
    ``language`` is the code of its language where that is not the sentence's: then a count of people and a name are all
    that is known to be the same.
    """

    source: int
    start: int
    end: int
    quote: str
    lacks: tuple[Span, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A passage that tells the same otherwise: ``quote`` as in `Citation`, ``differs`` says in what."""

    source: int
    start: int
    end: int
    quote: str
    differs: str


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a passage bears on a claim, by rule.

    ``lacks`` are the stretches of the claim that it does not tell; ``differs`` says in what it tells the same
    otherwise. ``core`` is the claim without what it lacks, as a judge can be asked about it, ``event`` its main event
    alone in few words, "" where these would say too little. ``sure`` says that no comparer finds anything and that
    nearly all words are the same: no judge need be asked. ``held`` is the share of the words of the claim's main event
    that the passage has, ``share`` that of all its words, and ``same_event`` says that it has the claim's main verb, or
    another for the same deed. ``by_others`` says that somebody else does there what that verb tells, ``by_same`` that
    the same do, ``unnamed`` that a name of those who take part is not there: it may be told of somebody else,
    ``of_one`` that the main event is told there of one who takes part. ``unheard`` are the places of the claim's names,
    numbers and days that it has not, ``uncounted`` those of numbers.
    """

    kind: Literal["carries", "reports", "contradicts", "silent"]
    core: str = ""
    lacks: tuple[Span, ...] = ()
    differs: str = ""
    sure: bool = False
    held: float = 1.0
    same_event: bool = True
    share: float = 1.0
    by_others: bool = False
    by_same: bool = False
    event: str = ""
    unnamed: bool = False
    of_one: bool = True
    unheard: frozenset[int] = frozenset()
    uncounted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the sources say of one claim: one passage each, of every independent origin."""

    citations: tuple[Citation, ...] = ()
    reported_by: tuple[Reported, ...] = ()
    contradicted_by: tuple[Contradiction, ...] = ()

    @property
    def sources(self) -> frozenset[int]:
        """Indices of the sources that say something of it."""
        told = ({one.source for one in self.citations}, {one.source for one in self.reported_by})
        return frozenset().union(*told, {one.source for one in self.contradicted_by})


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a source: its index, and a half-open range of its text."""

    source: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A draft that was not used, and why; ``place`` is the sentence that it was written from, where that is known."""

    text: str
    reasons: tuple[str, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A text that was written for an item, and whether it is accepted: it is where there are no ``reasons`` against it.

    ``support``, in [0, 1], is the share of its content words that its evidence holds, and once a judge has read it the
    probability that its evidence supports it. ``logprob`` is the mean log-probability of its draft, when known.
    ``sure`` says that the rules are as sure of it as any judge: nothing but what the grammar lets go was left out.
    """

    text: str
    support: float
    logprob: float | None
    reasons: tuple[str, ...] = ()
    sure: bool = False

    def fits_title(self, most_words: int) -> bool:
        """Whether it is accepted and short enough for a title of so many words."""
        return not self.reasons and word_count(self.text) <= most_words


@dataclass(frozen=True, slots=True)
class Candidate:
    """An accepted sentence that may enter the briefing; ``item`` is where it was planned.

    ``leans`` says that it can only be told behind the sentence that its item follows.
    """

    item: PlanItem
    text: str
    origin: Origin
    support: float
    rejected: tuple[Rejected, ...] = ()
    place: Place | None = field(default=None, compare=False)
    leans: bool = False


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
        moments = {at: moment for at in self.numbers if (moment := _moment(self.sources[at].published))}
        zone = _zone_of(moments.values())
        latest = max(moments, key=lambda at: _in_utc(moments[at], zone), default=None)
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


def _moment(published: str) -> datetime | None:
    """A date and time, or the end of a day; None where it cannot be read."""
    try:
        return datetime.fromisoformat(published if "T" in published else f"{published}T23:59:59")
    except ValueError:
        return None


def _zone_of(moments: Iterable[datetime | None]) -> tzinfo:
    """The zone of what has no offset: that of the first of some moments which has one."""
    return next((moment.tzinfo for moment in moments if moment and moment.tzinfo), UTC)


def _in_utc(moment: datetime, zone: tzinfo) -> float:
    """Seconds since the start of the calendar, in UTC; a moment without an offset is one of the zone given."""
    offset = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).utcoffset() or timedelta()
    return (moment.replace(tzinfo=None) - datetime.min - offset).total_seconds()


_AT_ONCE = timedelta(hours=3)
"""Reports of one day that came out within this time tell the same state of things; later ones may know more."""


def told_at(documents: Sequence[Document]) -> tuple[datetime | None, ...]:
    """When each document told what it tells, as far as another may have newer news; None where that is not known.

    In a story over days that is its day. Where all news is of one day and has its hour, it is that, in UTC, and those
    that came out together with the last have its hour. What is later than the last news speaks of it, as a party's
    statement or an opinion does, and has the time of that news.
    """
    news = [at for at, one in enumerate(documents) if one.is_news and one.day]
    told = _days_or_hours(documents, news)
    last = max((moment for at in news if (moment := told[at])), default=None)
    return tuple(min(moment, last) if moment and last else None for moment in told)


def _days_or_hours(documents: Sequence[Document], news: Sequence[int]) -> Sequence[datetime | None]:
    """The days of documents where the news is of several, else their hours, if all news has one."""
    days = [datetime.combine(one.day, time()) if one.day else None for one in documents]
    if len({days[at] for at in news}) > 1:
        return days
    timed = bool(news) and all("T" in documents[at].published for at in news)
    return _hours(documents, news) if timed else [None] * len(documents)


def _hours(documents: Sequence[Document], news: Sequence[int]) -> list[datetime | None]:
    """The moments in UTC at which documents came out, those that are near the last news as that; None where no hour is
    known. What has no offset is of the first's zone.
    """
    known = [_moment(one.published) if "T" in one.published else None for one in documents]
    zone = _zone_of(known)
    hours = [moment and datetime.min + timedelta(seconds=_in_utc(moment, zone)) for moment in known]
    last = max((hour for at in news if (hour := hours[at])), default=datetime.max)
    return [hour and (last if hour + _AT_ONCE > last else hour) for hour in hours]


UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that set no blanks between words, as ranges of a character class."""

_UNSPACED = re.compile(f"[{UNSPACED}]+")
_SYLLABIC = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer, where vowels and tones are letters of their own."""

_LETTERS_A_WORD, _SYLLABIC_LETTERS_A_WORD = 2, 4
"""Letters that make a word in scripts without blanks: of Chinese and Japanese, and of those whose words are longer."""


def word_count(text: str) -> int:
    """Words as an editor counts them: runs between white space; in scripts without blanks every two letters, or four.

    So a budget of 250 words is one of 500 letters in Chinese. The references of six clusters in six languages, all of
    one length to the eye, have 85 to 98 words, and 199 letters in Chinese.
    """
    runs = _UNSPACED.findall(text)
    if not runs:
        return len(text.split())
    syllabic = sum(len(_SYLLABIC.findall(run)) for run in runs)
    letters = sum(map(len, runs)) - syllabic
    share = _SYLLABIC_LETTERS_A_WORD // _LETTERS_A_WORD
    return len(_UNSPACED.sub(" ", text).split()) + -(-(letters * share + syllabic) // _SYLLABIC_LETTERS_A_WORD)


def words_of(title: str, texts: Sequence[str]) -> int:
    """Words of a title and its sentences; a title that is one of them again, in full or not, is not counted."""
    own = "" if any(serves_as(text, title) for text in texts) else title
    return sum(map(word_count, (own, *texts)))


def serves_as(text: str, title: str) -> bool:
    """Whether a sentence is the title: whole, cut, or with parts left out."""
    left = iter(_bare_words(text))
    return bool(title) and (
        text.startswith(title.removesuffix(" …"))
        or all(any(word == own for own in left) for word in _bare_words(title))
    )


def _bare_words(text: str) -> list[str]:
    """The words of a text in small letters, without the marks around them."""
    return [word for one in text.split() if (word := one.strip(".,;:!?…()“”\"'‘’–—-").lower())]


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
