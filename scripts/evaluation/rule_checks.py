"""Every rule that the product holds against a draft, each asked by itself and timed."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from summarizer.interfaces import Parser
from summarizer.records import ModelInfo, Token
from summarizer.settings import VerifySettings
from summarizer.text import is_statement, plain_quote, word_count
from summarizer.text.analysis import Analyser
from summarizer.text.leaning import leans
from summarizer.text.voices import first_person
from summarizer.verify import COMPARERS, check
from summarizer.verify.pairing import Pairing, pair
from summarizer.verify.wording import coverage

T = TypeVar("T")

WORDING: dict[str, Callable[[Pairing, VerifySettings], bool]] = {
    "coverage": lambda known, settings: coverage(known)[0] < settings.min_coverage,
    "first person": lambda known, settings: bool(first_person(known.claim.text)),
    "leans": lambda known, settings: leans(known.claim),
    "statement": lambda known, settings: not is_statement(known.claim.text),
}
"""What `check` asks beside the comparers; true where it refuses."""

LENGTH, PAIRING, CHECK = "length", "pairing", "all of them"
TOLD = {"verb": "it has no verb"}
"""Rules that are told by the reason that `check` gives; their time is not known."""

RULES = (*COMPARERS, *WORDING, *TOLD, LENGTH)
"""All rules, in the order of the tables."""

_EVERYTHING = 10**6


@dataclass(frozen=True, slots=True)
class Claim:
    """A text with the sentences that it is held against.

    ``kind`` names its error and is empty when it is true, ``date`` is the ISO date of the article, where it is known.
    """

    evidence: tuple[str, ...]
    text: str
    kind: str = ""
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rules say of one claim: whether all let it stand, and those that refuse it."""

    claim: Claim
    stands: bool
    refused_by: frozenset[str]


class TimedParser:
    """A parser whose ``sentences`` and ``seconds`` are counted; ``own_s`` are those of this thread alone."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self.seconds, self.own_s, self.sentences = 0.0, 0.0, 0

    @property
    def info(self) -> ModelInfo:
        """The wrapped parser's."""
        return self._parser.info

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Returns the tokens of each text."""
        began, own = time.perf_counter(), time.thread_time()
        parsed = self._parser.parse(texts)
        self.seconds += time.perf_counter() - began
        self.own_s += time.thread_time() - own
        self.sentences += len(texts)
        return parsed


class Rules:
    """The rules over texts that were all read at once.

    ``seconds`` holds the time of each rule, of the pairing that the comparers share, and of the whole `check`;
    ``reading_s`` that of reading the texts beside the parse. ``asked`` counts the claims.

    Args:
        parser: reads the grammar; None leaves it unread.
        settings: how much must be covered.
    """

    def __init__(self, parser: Parser | None, settings: VerifySettings) -> None:
        self.parser = TimedParser(parser) if parser else None
        self._analyse, self._settings = Analyser(self.parser, _EVERYTHING), settings
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.reading_s, self.asked = 0.0, 0

    def read(self, claims: Iterable[Claim]) -> None:
        """Reads all texts in one batch, and all that the comparers look up of them."""
        texts = list(dict.fromkeys(text for claim in claims for text in (claim.text, *claim.evidence)))
        began, before = time.thread_time(), self._parsing_s
        self._analyse.prepare(texts)
        for one in map(self._analyse, texts):
            _ = one.clauses, one.sayings, one.standings, one.ids
        self.reading_s += time.thread_time() - began - (self._parsing_s - before)

    @property
    def _parsing_s(self) -> float:
        return self.parser.own_s if self.parser else 0.0

    def ask(self, claim: Claim) -> Finding:
        """What each rule says of a claim, and all of them as the product asks them."""
        self.asked += 1
        days = [claim.date] * len(claim.evidence)
        known = self._timed(PAIRING, lambda: pair(claim.text, claim.evidence, days, self._analyse, self._settings))
        found = {name for name in RULES if name not in TOLD and self._timed(name, partial(self._refuses, name, known))}
        verdict = self._timed(CHECK, lambda: check(claim.text, claim.evidence, self._settings, self._analyse, days))
        found |= {name for name, reason in TOLD.items() if reason in verdict.reasons}
        return Finding(claim, verdict.supported, frozenset(found))

    def _refuses(self, name: str, known: Pairing) -> bool:
        """Whether a rule refuses; as in `check`, a source's own sentence is not compared with itself."""
        text = known.claim.text
        if name == LENGTH:
            return word_count(text) < self._settings.min_words
        if name in WORDING:
            return WORDING[name](known, self._settings)
        return bool(COMPARERS[name](known).differences) and not _whole(known)

    def _timed(self, name: str, call: Callable[[], T]) -> T:
        began = time.thread_time()  # not what other programs take of a busy machine meanwhile
        result = call()
        self.seconds[name] += time.thread_time() - began
        return result


def _whole(known: Pairing) -> bool:
    return plain_quote(known.claim.text) in {plain_quote(one.text) for one in known.evidence}
