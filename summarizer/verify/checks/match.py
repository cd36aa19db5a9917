"""A draft in the words of its evidence: each token by the id of the evidence's token that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from summarizer.language import name_key
from summarizer.language.dates import states
from summarizer.language.names import demonym_root
from summarizer.language.numbers import same_value
from summarizer.verify.checks.reading import Reading, Token, read

_LONGEST = 10_000
"""Letters of an evidence sentence that are read; what no one could call a sentence supports nothing beyond."""


@dataclass(frozen=True)
class Match:
    """A draft and its evidence.

    ``ids`` has one id a token of the draft: the evidence's own where the draft says the same in another form
    (another spelling of a name, "40%" for "40 per cent", a date for a weekday). ``days`` are the dates of the
    articles behind the evidence.
    """

    draft: Reading
    evidence: tuple[Reading, ...]
    days: tuple[date | None, ...]
    ids: tuple[str, ...]

    @property
    def known(self) -> frozenset[str]:
        """Ids of all that stands in the evidence."""
        return frozenset().union(*(reading.ids for reading in self.evidence))


def match(text: str, evidence: Sequence[str], days: Sequence[str | None] = ()) -> Match:
    """Reads a draft against its evidence; ``days`` are ISO dates, one an evidence sentence, or none."""
    draft = read(text)
    readings = tuple(read(sentence[:_LONGEST]) for sentence in evidence)
    today = tuple(article_day(days[at]) if at < len(days) else None for at in range(len(readings)))
    lookup = _Lookup(readings, today)
    spelled = _spelled_out(draft.tokens, lookup.known)
    ids = [lookup.identity(draft, token) if at not in spelled else spelled[at] for at, token in enumerate(draft.tokens)]
    return Match(draft, readings, today, tuple(ids))


def article_day(iso: str | None) -> date | None:
    """The day of an article's ISO date; None where there is none or it cannot be read."""
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


class _Lookup:
    """What the evidence calls things."""

    def __init__(self, readings: Sequence[Reading], days: Sequence[date | None]) -> None:
        self._readings, self._days = readings, days
        self.known = frozenset().union(*(reading.ids for reading in readings))
        self._keys = {key: known for reading in readings for key, known in reading.keys.items()}
        self._roots = {
            demonym_root(token.text): token.id for reading in readings for token in reading.tokens if token.name
        }
        self._acronyms = {
            short: run[0].id for reading in readings for run in name_runs(reading.tokens) for short in initials(run)
        }

    def identity(self, draft: Reading, token: Token) -> str:
        if token.kind == "number":
            return self._number(draft, token)
        if token.kind == "date":
            return self._date(draft, token)
        if token.kind != "word" or token.id in self.known or not token.text[:1].isupper():
            return token.id
        short = token.text.replace(".", "")
        if short.isupper() and len(short) > 1 and short in self._acronyms:
            return self._acronyms[short]
        return self._keys.get(name_key(token.text)) or self._roots.get(demonym_root(token.text)) or token.id

    def _number(self, draft: Reading, token: Token) -> str:
        mine = next((quantity for quantity in draft.numbers if quantity.start == token.start), None)
        if mine is None or token.id in self.known:
            return token.id
        for reading in self._readings:
            for its in reading.numbers:
                if same_value(its, mine):
                    return next((t.id for t in reading.tokens if t.start == its.start), token.id)
        return token.id

    def _date(self, draft: Reading, token: Token) -> str:
        mine = next((day for day in draft.dates if day.start == token.start), None)
        for reading, today in zip(self._readings, self._days, strict=True):
            for its in reading.dates:
                if mine is not None and states(its, mine, today):
                    return next((t.id for t in reading.tokens if t.start == its.start), token.id)
        return token.id


def name_runs(tokens: Sequence[Token]) -> list[list[Token]]:
    """Names of two or more capitalised words with nothing between."""
    runs: list[list[Token]] = []
    current: list[Token] = []
    for token in tokens:
        if token.name:
            current.append(token)
            continue
        if len(current) > 1:
            runs.append(current)
        current = []
    return [*runs, current] if len(current) > 1 else runs


def initials(run: Sequence[Token]) -> list[str]:
    """The acronyms that a name of several words, or a stretch of it, may have."""
    letters = "".join(token.text[0].upper() for token in run)
    return [letters[a:b] for a in range(len(letters)) for b in range(a + 2, len(letters) + 1)] if len(run) < 8 else []


def _spelled_out(tokens: Sequence[Token], known: frozenset[str]) -> dict[int, str]:
    """Tokens of names that the evidence has as an acronym only, by the id of that acronym."""
    found: dict[int, str] = {}
    for run in name_runs(tokens):
        if all(token.id in known for token in run):
            continue
        for short in initials(run):
            if short.lower() in known and len(short) == len(run):
                found.update({tokens.index(token): short.lower() for token in run})
    return found
