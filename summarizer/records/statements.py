"""What sentences say, and how it may be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from summarizer.records.sources import Span

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
