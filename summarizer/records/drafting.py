"""What is planned, written and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from summarizer.lengths import word_count
from summarizer.records.sources import Place
from summarizer.records.statements import Rating, Sentence, Statement

Role = Literal["lead", "point", "background"]
Origin = Literal["written", "quoted"]


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
