"""A claim in the words of its evidence: each of its words by the id of the evidence's word that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from summarizer.settings import VerifySettings
from summarizer.text.analysis import Analyser, Analysis, Word, once
from summarizer.text.clauses import called
from summarizer.text.dates import states
from summarizer.text.likeness import canonical_stems
from summarizer.text.names import demonym_root, name_key

Use = tuple[Analysis, int]
"""A sentence of the evidence and the place of a word in it."""


@dataclass(frozen=True, eq=False)
class Pairing:
    """A claim and its evidence, one analysis a sentence.

    ``settings`` say how near is near. ``ids`` has one id a word of the claim: the evidence's own where the claim says
    the same in another form (another spelling of a name, "40%" for "40 per cent", a date for a weekday). ``acronyms``
    are the ids of names by those of acronyms that stand for them.
    """

    claim: Analysis
    evidence: tuple[Analysis, ...]
    settings: VerifySettings
    ids: tuple[str, ...]
    acronyms: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def parsed(self) -> bool:
        """Whether the grammar of claim and evidence is known."""
        return self.claim.tree.parsed and all(one.tree.parsed for one in self.evidence)

    @cached_property
    def known(self) -> frozenset[str]:
        """Ids of all that stands in the evidence."""
        return frozenset().union(*(one.ids for one in self.evidence))

    @cached_property
    def missing(self) -> frozenset[int]:
        """The places of the claim's content words that the evidence has in no form, nor by an everyday synonym."""
        stems = canonical_stems("\n".join(one.text for one in self.evidence))
        return frozenset(
            at
            for at, word in enumerate(self.claim.words)
            if word.content and self.ids[at] not in self.known and not _held(word.text, stems)
        )

    def places(self, known: str) -> list[Use]:
        """Where a word stands in the evidence, by its id."""
        return [(one, at) for one in self.evidence for at in one.places(known)]

    def both(self, first: int, second: int) -> list[tuple[Analysis, int, int]]:
        """Where two words of the claim stand in one sentence of the evidence."""
        return [
            (one, a, b)
            for one in self.evidence
            for a in one.places(self.ids[first])
            for b in one.places(self.ids[second])
        ]

    def named(self, one: Analysis, places: Sequence[int]) -> set[str]:
        """By what those at some places of the evidence may be called, acronyms by the names they stand for."""
        found = {one.words[at].id for place in places for at in called(one.tree, place)}
        return found | {self.acronyms[known] for known in found if known in self.acronyms}

    def verbatim(self, first: int, last: int) -> bool:
        """Whether the claim's words from one place to another stand in the evidence just so."""
        run = self.ids[min(first, last) : max(first, last) + 1]
        return any(tuple(word.id for word in one.words[at : at + len(run)]) == run for one, at in self.places(run[0]))


def _held(text: str, stems: AbstractSet[str]) -> bool:
    mine = canonical_stems(text)
    return bool(mine) and mine <= stems


def pair(
    text: str, evidence: Sequence[str], days: Sequence[str | None], analyse: Analyser, settings: VerifySettings
) -> Pairing:
    """Reads a claim against its evidence; ``days`` are ISO dates, one a sentence of the evidence, or none."""
    claim, known = analyse(text), tuple(analyse(sentence) for sentence in evidence)
    today = tuple(article_day(days[at]) if at < len(days) else None for at in range(len(known)))
    lookup = _Lookup(known, today)
    ids = [lookup.identity(claim, word) for word in claim.words]
    short = {key.lower(): known for key, known in lookup.acronyms.items()}
    return Pairing(claim, known, settings, tuple(ids), short)


def article_day(iso: str | None) -> date | None:
    """The day of an article's ISO date; None where there is none or it cannot be read."""
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


class _Names(NamedTuple):
    """What a sentence calls things: the ids of its words by keys and roots of names, and by what is short for them."""

    keys: dict[str, str]
    roots: dict[str, str]
    acronyms: dict[str, str]


@once
def _names_of(one: Analysis) -> _Names:
    words = [word for word in one.words if word.kind == "word" and word.text[0].isupper()]
    return _Names(
        {name_key(word.text): word.id for word in words},
        {demonym_root(word.text): word.id for word in words if word.name},
        {short: run[0].id for run in name_runs(one.words) for short in _initials(run)},
    )


class _Lookup:
    """What the evidence calls things."""

    def __init__(self, evidence: Sequence[Analysis], days: Sequence[date | None]) -> None:
        self._evidence, self._days = evidence, days
        self.known = frozenset().union(*(one.ids for one in evidence))
        called_by = [_names_of(one) for one in evidence]
        self._keys = {key: known for one in called_by for key, known in one.keys.items()}
        self._roots = {root: known for one in called_by for root, known in one.roots.items()}
        self.acronyms = {short: known for one in called_by for short, known in one.acronyms.items()}

    def identity(self, claim: Analysis, word: Word) -> str:
        if word.kind == "date":
            return self._date(claim, word)
        if word.kind != "word" or not word.text[:1].isupper():
            return word.id
        short = word.text.replace(".", "")
        if short.isupper() and len(short) > 1 and short in self.acronyms:
            return self.acronyms[short]
        if word.id in self.known:
            return word.id
        return self._keys.get(name_key(word.text)) or self._roots.get(demonym_root(word.text)) or word.id

    def _date(self, claim: Analysis, word: Word) -> str:
        mine = next((day for day in claim.dates if day.start == word.start), None)
        for one, today in zip(self._evidence, self._days, strict=True):
            for its in one.dates:
                if mine is not None and states(its, mine, today):
                    return next((other.id for other in one.words if other.start == its.start), word.id)
        return word.id


def name_runs(words: Sequence[Word]) -> list[list[Word]]:
    """Names of two or more capitalised words with nothing between."""
    runs: list[list[Word]] = [[]]
    for word in words:
        if word.name:
            runs[-1].append(word)
        else:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _initials(run: Sequence[Word]) -> list[str]:
    """The acronyms that a name of several words, or a stretch of it, may have."""
    letters = "".join(word.text[0].upper() for word in run)
    return [letters[a:b] for a in range(len(letters)) for b in range(a + 2, len(letters) + 1)] if len(run) < 8 else []
