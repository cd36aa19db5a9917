"""Names: from the evidence, put together as there, and with what qualifies them."""

from __future__ import annotations

from summarizer.language import CALENDAR, FUNCTION_WORDS, names
from summarizer.language.dates import dates
from summarizer.verify.checks.match import Match
from summarizer.verify.checks.reading import Reading, Token

_QUALIFIERS = frozenset(
    """former ex acting alleged suspected deputy vice assistant failed attempted fake false proposed planned
    potential possible so-called self-proclaimed would-be unofficial aspiring accused prospective interim
    incoming outgoing retired late anti non unconfirmed unverified""".split()
)
_RANKS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())


def unknown_names(pair: Match) -> list[str]:
    """Names of the draft that the evidence does not have in any spelling."""
    known = pair.known
    missing = {
        part
        for token, known_as in zip(pair.draft.tokens, pair.ids, strict=True)
        if token.kind == "word" and known_as not in known
        for part in (token.text, *_parts(pair.draft, token))
    }
    in_dates = {word for day in dates(pair.draft.text) for word in pair.draft.text[day.start : day.end].split()}
    return [
        f"the name {name} is not in the evidence"
        for name in names(pair.draft.text)
        if name in missing and name not in in_dates and name.lower() not in CALENDAR
    ]


def _parts(draft: Reading, token: Token) -> list[str]:
    return draft.text[token.start : token.end].replace("-", " ").split()


def recombined_names(pair: Match) -> list[str]:
    """Two names side by side that are never side by side in the evidence: "Bashar" with the wrong Assad.

    Middle names may be left out. Names that the evidence has in small letters ("rebel commander") are words.
    """
    tokens = pair.draft.tokens
    found = []
    for at in range(len(tokens) - 1):
        first, second = tokens[at], tokens[at + 1]
        if not (first.name and second.name) or pair.ids[at] == pair.ids[at + 1]:
            continue
        if first.possessive:
            continue
        sides = [_sides(reading, pair.ids[at], pair.ids[at + 1]) for reading in pair.evidence]
        if any(both for both, _ in sides) and not any(together for _, together in sides):
            found.append(f"“{first.text} {second.text}” is no name in the evidence")
    return found


def _sides(reading: Reading, first: str, second: str) -> tuple[bool, bool]:
    """Whether a sentence has both names; whether in one stretch of names, in this order, or as "B of A"."""
    tokens = reading.tokens
    starts = [at for at, token in enumerate(tokens) if token.id == first and token.name]
    ends = [at for at, token in enumerate(tokens) if token.id == second and token.name]
    together = any(
        start < end and all(t.name or t.text in ".-" for t in tokens[start:end]) for start in starts for end in ends
    )
    turned = any(
        0 < start - end <= 4 and all(t.name or t.low in FUNCTION_WORDS or t.text in ",(" for t in tokens[end:start])
        for start in starts
        for end in ends
    )
    return bool(starts and ends), together or turned


def dropped_qualifiers(pair: Match) -> list[str]:
    """A qualifier lost: "former mayor" told as "mayor", "second-largest" as "largest"."""
    mine = set(zip(pair.ids, pair.ids[1:], strict=False))
    found = []
    for reading in pair.evidence:
        tokens = reading.tokens
        free = _unqualified(tokens)
        for at, token in enumerate(tokens[:-1]):
            after = at + 2 if tokens[at + 1].text in "-–" and at + 2 < len(tokens) else at + 1
            if not _qualifies(tokens, at, after):
                continue
            noun = tokens[after].id
            if noun not in pair.ids or noun in free or (token.id, noun) in mine:
                continue
            if not any(token.id == other for other in _before(pair, noun)):
                found.append(f"it drops “{token.text}” before “{tokens[after].text}”")
    return found if len(found) and len(pair.evidence) == 1 else []


def _qualifies(tokens: tuple[Token, ...], at: int, after: int) -> bool:
    low = tokens[at].low
    if not tokens[after].content:
        return False
    return low in _QUALIFIERS or (low in _RANKS and tokens[after].low.endswith("est"))


def _unqualified(tokens: tuple[Token, ...]) -> set[str]:
    free = set()
    for at, token in enumerate(tokens):
        before = tokens[max(at - 2, 0) : at]
        if not any(other.low in _QUALIFIERS | _RANKS for other in before):
            free.add(token.id)
    return free


def _before(pair: Match, noun: str) -> list[str]:
    """Ids of the three tokens before each place of ``noun`` in the draft."""
    return [known for at, other in enumerate(pair.ids) if other == noun for known in pair.ids[max(at - 3, 0) : at]]
