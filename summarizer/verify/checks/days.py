"""Dates: from the evidence, and of the same event."""

from __future__ import annotations

from summarizer.language.verbs import PREPOSITIONS
from summarizer.verify.checks.clauses import Verb, verbs
from summarizer.verify.checks.match import Match
from summarizer.verify.checks.reading import Reading, Token

_SPANS = frozenset("hours days weeks months years minutes moments".split())


def unknown_dates(pair: Match) -> list[str]:
    """Dates of the draft that no date of the evidence says, reckoned from the article's own date."""
    return [
        f"the date {token.text} is not in the evidence"
        for token, known_as in zip(pair.draft.tokens, pair.ids, strict=True)
        if token.kind == "date" and known_as not in pair.known
    ]


def moved_dates(pair: Match) -> list[str]:
    """Dates put to another event: the evidence has the date with one verb, the draft with another."""
    found = []
    drafts = verbs(pair.draft)
    for at, token in enumerate(pair.draft.tokens):
        if token.kind != "date" or pair.ids[at] not in pair.known:
            continue
        mine = _governor(pair.draft.tokens, at, drafts)
        if mine is None:
            continue
        its = [_governors(reading, pair.ids[at], mine.id) for reading in pair.evidence]
        if any(known for known, _ in its) and not any(with_it for _, with_it in its):
            found.append(f"the date {token.text} belongs to something else in the evidence")
    return found


def _governors(reading: Reading, date: str, verb: str) -> tuple[bool, bool]:
    """Whether the evidence tells both the date and the verb with certainty; whether it tells them together."""
    known = verbs(reading)
    if not any(other.id == verb for other in known):
        return False, True
    governors = [_governor(reading.tokens, at, known) for at, token in enumerate(reading.tokens) if token.id == date]
    if not governors:
        return False, False
    return None not in governors, any(other is None or other.id == verb for other in governors)


def _governor(tokens: tuple[Token, ...], at: int, known: tuple[Verb, ...]) -> Verb | None:
    """The verb that a date stands with: the last one before it in its clause, insertions left out."""
    before = [verb for verb in known if verb.at < at]
    if not before:
        return known[0] if known else None
    start = at - 1
    while start > 0 and (tokens[start].low in PREPOSITIONS or tokens[start].low in ("the", "late", "early", "end")):
        start -= 1
    if tokens[start].text == ",":
        opening = next((place for place in range(start - 1, 0, -1) if tokens[place].text == ","), None)
        inserted = opening is not None and tokens[opening + 1].low in ("who", "which", "whose")
        before = [verb for verb in before if inserted and opening is not None and verb.at < opening]
    return before[-1] if before else None


def moved_spans(pair: Match) -> list[str]:
    """Another span of time: "hours after" told as "days after"."""
    mine = {token.low for token in pair.draft.tokens if token.low in _SPANS}
    its = {token.low for reading in pair.evidence for token in reading.tokens}
    return [f"“{word}” is not in the evidence" for word in sorted(mine - its)]
