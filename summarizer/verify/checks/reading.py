"""A sentence as the checks read it: tokens with numbers, dates and names whole, verbs with subjects, who says what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from summarizer.language import FUNCTION_WORDS, name_key, stem
from summarizer.language.dates import DateMention, dates
from summarizer.language.names import names
from summarizer.language.numbers import Quantity, quantities
from summarizer.language.verbs import LEMMAS

_TOKEN = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*['’]?|[^\w\s]")
_PARTICLES = frozenset(["al", "el", "ash", "an", "as", "ad"])
_LIGHT = {
    stem(word): stem(group.split()[0])
    for group in (
        "people individuals persons",
        "spokesman spokesperson spokeswoman",
        "neighbour neighbor",
        "labour labor",
        "defence defense",
        "centre center",
        "percent pct",
        "government governmental",
    )
    for word in group.split()
}
_RANK_WORDS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, date or mark; ``id`` is what it is compared by.

    ``kind`` is "word", "number", "date" or "mark". ``name`` says whether it is a capitalised name,
    ``possessive`` whether it ends in 's.
    """

    text: str
    low: str
    id: str
    kind: str
    name: bool
    possessive: bool
    start: int
    end: int

    @property
    def content(self) -> bool:
        """Whether it carries a fact."""
        return self.kind in ("number", "date") or (self.kind == "word" and self.low not in FUNCTION_WORDS)


@dataclass(frozen=True)
class Reading:
    """A sentence read once; what the checks ask of it is cached with it."""

    text: str
    tokens: tuple[Token, ...]
    numbers: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    ids: frozenset[str]
    keys: dict[str, str] = field(hash=False, compare=False)
    cache: dict[str, object] = field(default_factory=dict, hash=False, compare=False)


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Reads one sentence; linear in its length."""
    mentions = dates(text)
    counted = [
        quantity
        for quantity in quantities(text)
        if not any(quantity.start < day.end and day.start < quantity.end for day in mentions)
    ]
    wholes: list[tuple[int, int, str, str]] = [(d.start, d.end, "date", text[d.start : d.end]) for d in mentions]
    for quantity in counted:
        word = text[quantity.start : quantity.end].lower()
        if quantity.unit != "rank" or word not in _RANK_WORDS:
            number = f"#{quantity.low:g}-{quantity.high:g}{quantity.unit}{quantity.word}"
            wholes.append((quantity.start, quantity.end, "number", number))
    tokens = _merged(_tokens(text, sorted(wholes)), text)
    capitals = [token for token in tokens if token.kind == "word" and token.text[0].isupper()]
    keys = {name_key(token.text): token.id for token in capitals}
    return Reading(text, tokens, tuple(counted), tuple(mentions), frozenset(t.id for t in tokens), keys)


def uses(reading: Reading, known: str) -> int:
    """How often a word stands in a sentence."""
    return sum(token.id == known for token in reading.tokens)


def quoted(reading: Reading) -> tuple[bool, ...]:
    """For each token whether it stands within quotation marks; worked out once a reading."""
    known = reading.cache.get("quoted")
    if known is None:
        inside = False
        found = []
        for token in reading.tokens:
            if token.text in '“”"':
                inside = token.text == "“" or (token.text == '"' and not inside)
            found.append(inside)
        known = reading.cache["quoted"] = tuple(found)
    return known  # type: ignore[return-value]


def _tokens(text: str, wholes: Sequence[tuple[int, int, str, str]]) -> list[Token]:
    named = _name_offsets(text)
    found: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        while at < len(wholes) and wholes[at][1] <= match.start():
            at += 1
        if at < len(wholes) and wholes[at][0] < match.end() and match.start() < wholes[at][1]:
            start, end, kind, shown = wholes[at]
            if not found or found[-1].start != start:
                identity = shown if kind == "number" else "@" + " ".join(shown.lower().split())
                found.append(Token(text[start:end], text[start:end].lower(), identity, kind, False, False, start, end))
            continue
        found.append(_token(match, match.start() in named))
    return found


def _name_offsets(text: str) -> set[int]:
    """Offsets of the capitalised words that `names` counts as names."""
    left = list(names(text))
    offsets: set[int] = set()
    at = 0
    for word in left:
        at = text.find(word, at)
        if at < 0:
            break
        offsets.add(at)
        at += len(word)
    return offsets


def _token(match: re.Match[str], name: bool) -> Token:
    word = match.group()
    if not (word[0].isalnum()):
        return Token(word, word, word, "mark", False, False, match.start(), match.end())
    bare = word.rstrip("'’")
    possessive = bool(re.search(r"['’]s$", bare)) or bare != word
    return Token(bare, bare.lower(), identity(bare), "word", name, possessive, match.start(), match.end())


@lru_cache(maxsize=50_000)
def identity(word: str) -> str:
    """What a word is compared by: the stem of its base form, everyday spellings merged."""
    low = re.sub(r"['’]s?$", "", word.lower())
    plain = stem(LEMMAS.get(low, low))
    return _LIGHT.get(plain, plain)


def _merged(tokens: list[Token], text: str) -> tuple[Token, ...]:
    """Tokens with "al-" and "Abdul" joined to the name that follows them."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        after = at + 1
        if after < len(tokens) and tokens[after].text in "-–":
            after += 1
        following = tokens[after] if after < len(tokens) else None
        joins = following is not None and following.kind == "word" and following.text[0].isupper()
        if (
            joins
            and following is not None
            and token.low in _PARTICLES
            and (token.low in ("al", "el") or after > at + 1)
        ):
            found.append(_joined(token, following, following.text))
            at = after + 1
        elif joins and following is not None and token.low in ("abdul", "abdel", "abdal") and after == at + 1:
            found.append(_joined(token, following, token.text + following.text.lower()))
            at = after + 1
        else:
            found.append(token)
            at += 1
    return tuple(found)


def _joined(first: Token, second: Token, word: str) -> Token:
    return Token(word, word.lower(), identity(word), "word", True, second.possessive, first.start, second.end)
