"""A sentence read once: words with numbers, dates and names whole, each with its place in the grammar."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar

from summarizer.interfaces import Parser
from summarizer.records import Token
from summarizer.text.claims import Claim, ClaimReader
from summarizer.text.clauses import Clause, clauses
from summarizer.text.dates import DateMention, dates
from summarizer.text.deeds import deeds
from summarizer.text.grammar import Grammar
from summarizer.text.languages import locale_for
from summarizer.text.likeness import canonical_stems
from summarizer.text.names import names
from summarizer.text.numbers import Quantity, quantities
from summarizer.text.sayings import Saying, sayings
from summarizer.text.speech import find_quotes
from summarizer.text.standing import Standing, standings
from summarizer.text.tree import Tree, tree
from summarizer.text.words import FUNCTION_WORDS, identity, words

T = TypeVar("T")

_TOKEN = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*['’]?|[^\w\s]")
_PARTICLES = frozenset("al el ash an as ad".split())
_FATHERS = frozenset("abdul abdel abdal".split())
_RANKS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_MARKS = frozenset('“”"«»„')
_MOST_USES = 25
_LONGEST_PARSED = 2_000
"""Letters of a text that may be one sentence; the grammar of a longer one says nothing, and takes its time."""

_LONGEST = 10_000
"""Letters of a sentence that are read; what no one could call a sentence says nothing beyond."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number, date or mark; ``id`` is what it is compared by.

    ``kind`` is "word", "number", "date" or "mark". ``name`` says whether it is a capitalised name, ``possessive``
    whether it ends in 's, ``quoted`` whether it stands between quotation marks.
    """

    text: str
    low: str
    id: str
    kind: str
    name: bool
    possessive: bool
    start: int
    end: int
    quoted: bool = False

    @property
    def content(self) -> bool:
        """Whether it carries a fact."""
        return self.kind in ("number", "date") or (self.kind == "word" and self.low not in FUNCTION_WORDS)


@dataclass(frozen=True)
class Analysis:
    """What can be read off one sentence.

    ``tree`` is its grammar, a node a word; it is flat where the sentence was not parsed, and then it has no clause.
    """

    text: str
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    tree: Tree

    def __hash__(self) -> int:
        """By the text alone: most of what else it holds follows from that."""
        return hash(self.text)

    @cached_property
    def ids(self) -> frozenset[str]:
        """What its words are compared by."""
        return frozenset(word.id for word in self.words)

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """Each word as sources share it, with everyday synonyms merged; nothing of a function word."""
        return tuple(canonical_stems(word.text) for word in self.words)

    @cached_property
    def deeds(self) -> tuple[frozenset[int], ...]:
        """The deeds that each word may tell, by number; mostly none."""
        return tuple(deeds(self.tree, at) for at in range(len(self.words)))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its predicates with their arguments, in order."""
        return clauses(self.tree)

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """Its acts of saying: who says which of its words."""
        return sayings(self.tree, [word.quoted for word in self.words])

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """What is claimed of each word: that it is so, that it is not, that it may be."""
        return standings(self.tree)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Its clauses, each with how it is put forward: as so, as somebody's word, as denied, supposed, planned."""
        return self._reader.claims()

    @cached_property
    def main_claim(self) -> Claim | None:
        """How it puts forward its main statement: of "police said that …", what they said; None without any."""
        return self._reader.main()

    def claim_at(self, at: int) -> Claim:
        """How one of its words is put forward."""
        return self._reader.claim(at)

    @cached_property
    def _reader(self) -> ClaimReader:
        spans = [(word.start, word.end) for word in self.words]
        quoted = [word.quoted for word in self.words]
        return ClaimReader(Grammar(self.tree, self.standings, self.sayings, spans, quoted))

    def word_at(self, offset: int) -> int:
        """The place of the word that an offset of the text lies in; -1 where none does."""
        at = bisect_right(self._ends, offset)
        return at if at < len(self.words) and self.words[at].start <= offset else -1

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self.words]

    @cached_property
    def _once(self) -> dict[Callable[[Analysis], Any], Any]:
        """What `once` has read off it."""
        return {}

    def places(self, known: str) -> list[int]:
        """Where a word stands, by its id: the first uses of it, for nobody says a word so often in one sentence."""
        return self._index.get(known, [])[:_MOST_USES]

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            found.setdefault(word.id, []).append(at)
        return found


def once(read: Callable[[Analysis], T]) -> Callable[[Analysis], T]:
    """Has what a function reads off a sentence kept as long as the sentence: it is compared with many others."""

    @wraps(read)
    def known(one: Analysis) -> T:
        kept = one._once
        if read not in kept:
            kept[read] = read(one)
        found: T = kept[read]
        return found

    return known


class Analyser:
    """Reads sentences, each once; the latest are remembered.

    Args:
        parser: what reads their grammar; None leaves it unread, and what needs it then says nothing.
        remembered: how many analyses are kept.
    """

    def __init__(self, parser: Parser | None, remembered: int = 20_000) -> None:
        self._parser, self._remembered = parser, remembered
        self._known: dict[str, Analysis] = {}

    def __call__(self, text: str) -> Analysis:
        """The analysis of one sentence."""
        if text not in self._known:
            self.prepare([text])
        return self._known[text]

    def prepare(self, texts: Sequence[str]) -> None:
        """Reads many sentences together, which takes far less time than one by one."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        english = [text for text in new if self._parser and is_english(text)]
        parsed = self._parser.parse([text[:_LONGEST] for text in english]) if self._parser and english else []
        tokens = dict(zip(english, parsed, strict=True))
        for text in new:
            self._known[text] = analyse(text[:_LONGEST], tokens.get(text, ()))
        for text in list(self._known)[: max(len(self._known) - self._remembered, 0)]:
            if text not in new:
                del self._known[text]


def is_english(text: str) -> bool:
    """Whether a sentence may be parsed as English: where nothing tells that it is in another language."""
    return len(text) <= _LONGEST_PARSED and bool(words(text)) and locale_for(text) is None


def analyse(text: str, tokens: Sequence[Token] = ()) -> Analysis:
    """Reads one sentence; linear in its length.

    Args:
        text: the sentence.
        tokens: what a parser made of it; none where it was not parsed.
    """
    mentions = dates(text)
    counted = [
        quantity
        for quantity in quantities(text)
        if not any(quantity.start < day.end and day.start < quantity.end for day in mentions)
    ]
    wholes: list[tuple[int, int, str, str]] = [(d.start, d.end, "date", text[d.start : d.end]) for d in mentions]
    for quantity in counted:
        if quantity.unit != "rank" or text[quantity.start : quantity.end].lower() not in _RANKS:
            number = f"#{quantity.low:g}-{quantity.high:g}{quantity.unit}{quantity.word}"
            wholes.append((quantity.start, quantity.end, "number", number))
    found = tuple(_joined(_words(text, sorted(wholes))))
    grammar = tree([(word.start, word.end) for word in found], tokens, [word.low for word in found])
    return Analysis(text, found, tuple(counted), tuple(mentions), grammar)


def _words(text: str, wholes: Sequence[tuple[int, int, str, str]]) -> list[Word]:
    named, quoted = _name_offsets(text), _quoted_offsets(text)
    found: list[Word] = []
    at = 0
    for match in _TOKEN.finditer(text):
        while at < len(wholes) and wholes[at][1] <= match.start():
            at += 1
        inside = any(start <= match.start() < end for start, end in quoted)
        if at < len(wholes) and wholes[at][0] < match.end() and match.start() < wholes[at][1]:
            start, end, kind, shown = wholes[at]
            if not found or found[-1].start != start:
                known = shown if kind == "number" else "@" + " ".join(shown.lower().split())
                found.append(Word(text[start:end], text[start:end].lower(), known, kind, False, False, start, end))
            continue
        found.append(_word(match, match.start() in named, inside))
    return found


def _word(match: re.Match[str], name: bool, quoted: bool) -> Word:
    word = match.group()
    if not word[0].isalnum():
        return Word(word, word, word, "mark", False, False, match.start(), match.end(), quoted)
    bare = word.rstrip("'’")
    possessive = bool(re.search(r"['’]s$", bare)) or bare != word
    return Word(bare, bare.lower(), identity(bare), "word", name, possessive, match.start(), match.end(), quoted)


def _name_offsets(text: str) -> set[int]:
    """Offsets of the capitalised words that `names` counts as names."""
    offsets: set[int] = set()
    at = 0
    for word in names(text):
        at = text.find(word, at)
        if at < 0:
            break
        offsets.add(at)
        at += len(word)
    return offsets


def _quoted_offsets(text: str) -> list[tuple[int, int]]:
    return [(quote.start, quote.end) for quote in find_quotes(text).pairs if quote.mark in _MARKS]


def _joined(words: Sequence[Word]) -> list[Word]:
    """Words with "al-" and "Abdul" joined to the name that follows them."""
    found: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        after = at + 2 if at + 2 < len(words) and words[at + 1].text in "-–" else at + 1
        following = words[after] if after < len(words) else word
        dashed = after == at + 2
        joins = following is not word and following.kind == "word" and following.text[0].isupper()
        if joins and word.low in _PARTICLES and (dashed or word.low in ("al", "el")):
            found.append(_one(word, following, following.text))
        elif joins and not dashed and word.low in _FATHERS:
            found.append(_one(word, following, word.text + following.text.lower()))
        else:
            found.append(word)
            after = at
        at = after + 1
    return found


def _one(first: Word, second: Word, text: str) -> Word:
    known = identity(text)
    return Word(text, text.lower(), known, "word", True, second.possessive, first.start, second.end, second.quoted)
