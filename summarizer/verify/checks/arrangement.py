"""Words that stand together as they do not in the evidence: torn from what they belong to, or said twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from summarizer.language import REPORTING_VERBS
from summarizer.language.verbs import DETERMINERS, SPEECH, looks_past
from summarizer.verify.checks.clauses import verbs
from summarizer.verify.checks.match import Match
from summarizer.verify.checks.numbers import counted_before
from summarizer.verify.checks.reading import Reading, Token

_NEAR = 5
_BREATH = 4
"""Words within which one that comes again is heard twice."""

_EARLY = 8
"""Within how many words a sentence names its subject, where that is looked for further on."""


def torn_pairs(pair: Match, near: int = _NEAR) -> list[str]:
    """Words that stand side by side in the draft but not near each other, in that order, in any evidence.

    ``near`` is how many content words later the second may follow. A subject may stand further from its verb,
    and "HTS leader" may come from "the leader of HTS".
    """
    orders = [[token.id for token in reading.tokens if counts(token)] for reading in pair.evidence]
    found = []
    for first, second in _neighbours(pair.draft.tokens):
        a, b = pair.ids[first], pair.ids[second]
        if a == b or any(_in_order(a, b, order, near) for order in orders):
            continue
        if any(counted_before(reading.tokens, a, b) for reading in pair.evidence):
            continue
        told = _modifiers(pair, first)
        if any(_genitive(reading, a, b, told) or _is_subject(reading, a, b) for reading in pair.evidence):
            continue
        one, other = pair.draft.tokens[first].text, pair.draft.tokens[second].text
        found.append(f"“{one} {other}” do not stand together in the evidence")
    return found


def counts(token: Token) -> bool:
    """Whether a word carries a fact and is no verb that only reports one."""
    return token.content and token.low not in REPORTING_VERBS


def _neighbours(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Places of content words with nothing but a space or hyphen between; dates and speech verbs aside."""
    kept = [at for at, token in enumerate(tokens) if token.text not in "-–" or not token.text]
    return [(left, right) for left, right in pairwise(kept) if _joins(tokens[left]) and _joins(tokens[right])]


def _joins(token: Token) -> bool:
    return (
        counts(token) and token.kind != "date" and token.low not in SPEECH and token.text[0].isalnum()
    ) or token.kind == "number"


def _in_order(first: str, second: str, order: Sequence[str], near: int) -> bool:
    starts = [at for at, token in enumerate(order) if token == first]
    return any(second in order[at + 1 : at + 1 + near] for at in starts)


def _modifiers(pair: Match, at: int) -> set[str]:
    """Ids of the two words before one of the draft, where none of them counts anything: "solar" of "solar storm"."""
    before = pair.draft.tokens[max(at - 2, 0) : at]
    if any(token.kind == "number" for token in before):
        return set()
    return {pair.ids[place] for place in range(max(at - 2, 0), at)}


def _genitive(reading: Reading, first: str, second: str, told: set[str]) -> bool:
    """Whether the evidence has "second of first": between them names, articles, what the draft has told before the
    first, and of, for or in only.

    The second may be the first word of a compound.
    """
    tokens = reading.tokens
    ends = [at for at, token in enumerate(tokens) if token.id == second]
    for at in ends:
        while at + 1 < len(tokens) and _compounds(tokens[at], tokens[at + 1]):
            at += 1  # "voyage" of "the voyage data recorder of the ferry"
        if at + 1 >= len(tokens) or tokens[at + 1].low not in ("of", "for", "in", "from", ","):
            continue
        for place in range(at + 1, min(at + 8, len(tokens))):
            token = tokens[place]
            if token.id == first and place > at + 1:
                return True
            plain = (
                token.name
                or token.id in told
                or token.low in DETERMINERS
                or token.low in ("of", "for", "in", "from")
                or token.text in "(,"
            )
            if not plain:
                break
    return False


def _compounds(first: Token, second: Token) -> bool:
    return all(token.content and token.kind == "word" and not token.possessive for token in (first, second))


def _is_subject(reading: Reading, first: str, second: str) -> bool:
    """Whether the second is a verb whose subject is the first, however long the insertion between them ("Ann Lee, one
    of three passengers of a plane that had been missing, survived"), or one that goes on after an "and".
    """
    if any(verb.id == second and first in verb.heads for verb in verbs(reading)):
        return True
    tokens = reading.tokens
    subject = next((at for at, token in enumerate(tokens[:_EARLY]) if token.id == first), None)
    if subject is None or subject + 1 >= len(tokens):
        return False
    inserted = tokens[subject + 1].text == ","
    leading = next((verb.first for verb in verbs(reading) if verb.first > subject), 0)
    leads = leading and all(token.kind == "word" for token in tokens[subject:leading])
    for at in range(subject + 2, len(tokens)):
        if tokens[at].id != second or not looks_past(tokens[at].low):
            continue
        before = [token.low for token in tokens[at - 3 : at]]
        if inserted and before[-1] == ",":
            return True
        joined = before[-1] == "and" or before[-2:] in (["and", "then"], ["and", "also"], ["and", "later"])
        if leads and joined and "," in before:
            return True
    return False


def doubled_words(pair: Match) -> list[str]:
    """A word said twice in a breath, as the evidence does not: "the union disputed the dispute"."""
    theirs = {reading.tokens[at].id for reading in pair.evidence for at, _ in _doubled(reading)}
    return [
        f"“{pair.draft.tokens[second].text}” is said twice"
        for first, second in _doubled(pair.draft)
        if pair.ids[first] not in theirs
    ]


def _doubled(reading: Reading) -> list[tuple[int, int]]:
    """Places of a word and of its next use, where that is near."""
    plain = [at for at, token in enumerate(reading.tokens) if token.kind == "word" and token.content and not token.name]
    return [
        (first, second)
        for place, first in enumerate(plain)
        for second in plain[place + 1 : place + 1 + _BREATH]
        if second - first <= _BREATH and reading.tokens[first].id == reading.tokens[second].id
    ]
