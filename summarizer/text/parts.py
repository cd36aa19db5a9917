"""Parts of a parsed sentence: where each begins and ends, and which marks set it off from the rest."""

from __future__ import annotations

from functools import cached_property

from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.speech import find_quotes

Part = tuple[int, int, str]
"""First and last word, and the kind."""

DASHES = frozenset("— – -".split())
_STOPS = frozenset('. ! ? ” " ’'.split())
_EDGES = frozenset(", — – - ; : .".split())
_BESIDE = ("aux", "auxpass", "neg", "advmod")


class Parts:
    """The parts of one parsed sentence, by the places of its words, and what can be said of each part."""

    def __init__(self, analysis: Analysis) -> None:
        self.words, self.tree, self.analysis = analysis.words, analysis.tree, analysis
        self.end = max((at + 1 for at, word in enumerate(analysis.words) if word.low not in _STOPS), default=0)

    @cached_property
    def roots(self) -> list[int]:
        """The words that hang on no other, marks aside."""
        return [at for at in self.tree.roots if self.words[at].kind != "mark"]

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """Offsets of each quotation with its marks."""
        return [
            (one.start - one.width, one.end + one.width)
            for one in find_quotes(self.analysis.text).pairs
            if one.mark not in "'’‘" or one.end - one.start > 1
        ]

    @cached_property
    def speakers(self) -> set[int]:
        """The words of those who say something."""
        heads = {place for one in self.analysis.sayings for place in one.speakers}
        return {word for head in heads for word in (head, *self.tree.above(head)[:1]) if self.tree.is_noun(word)}

    def bounds(self, at: int) -> tuple[int, int] | None:
        """First and last word of what hangs on a word, marks at its edges left off; None where it has gaps."""
        places = self.tree.subtree(at)
        first, last = min(places), max(places)
        while first < last and self.words[first].text in _EDGES:
            first += 1
        while first < last and self.words[last].text in _EDGES:
            last -= 1
        whole = all(place in places or self.words[place].kind == "mark" for place in range(first, last + 1))
        return (first, last) if whole else None

    def mark(self, at: int) -> str:
        """The mark at a place; empty where a word stands there, "start" and "end" outside the sentence."""
        if at < 0:
            return "start"
        if at >= self.end:
            return "end"
        return self.words[at].text if self.words[at].kind == "mark" else ""

    def text(self, first: int, last: int) -> str:
        """The letters from one word to another."""
        return self.analysis.text[self.words[first].start : self.words[last].end]

    def lows(self, first: int, last: int) -> set[str]:
        """The words of a part in small letters, and their base forms."""
        span = range(first, last + 1)
        return {self.words[at].low for at in span} | {self.tree.nodes[at].lemma for at in span}


def set_off(grammar: Parts, first: int, last: int) -> bool:
    """Whether a part stands between commas or dashes, or between one of them and an end of the sentence."""
    before, after = grammar.mark(first - 1), grammar.mark(last + 1)
    if before == ",":
        return after in (",", "end")
    if before == "start":
        return after == ","
    return before in DASHES and after in (before, "end") and is_dash(grammar, first - 1)


def is_dash(grammar: Parts, at: int) -> bool:
    """Whether a mark sets apart, and does not join two words or the ends of a range."""
    word, text = grammar.words[at], grammar.analysis.text
    return word.text == "—" or (text[word.start - 1 : word.start] == " " and text[word.end : word.end + 1] == " ")


def closes_well(grammar: Parts, first: int, last: int, head: int) -> bool:
    """Whether the sentence plainly goes on, or ends, behind a part that hangs on ``head``.

    It goes on with the verb whose subject the part belongs to, with a closing "…, police said", or with a clause of its
    own; anything else may belong to the part itself.
    """
    following = last + 2
    if grammar.mark(last + 1) == "end" or following >= len(grammar.words):
        return True
    tree, span = grammar.tree, range(first, last + 1)
    node = tree.nodes[following]
    verb = node.head if node.relation in _BESIDE else following
    if tree.is_predicate(verb) and any(head in tree.subtree(one) for one in tree.under(verb, *SUBJECTS)):
        return True
    for one in grammar.analysis.sayings:
        if one.at > last and set(span) <= one.said and min(tree.subtree(one.at) - one.said, default=0) >= last:
            return True
    return node.relation == "cc" and _joins_clause(grammar, following)


def _joins_clause(grammar: Parts, at: int) -> bool:
    """Whether an "and" is followed by a clause with a subject of its own."""
    tree = grammar.tree
    joined = [one for one in tree.under(tree.nodes[at].head, "conj") if one > at]
    return any(at < subject < one for one in joined[:1] for subject in tree.under(one, *SUBJECTS, "expl"))


def behind_apposition(grammar: Parts, first: int) -> bool:
    """Whether an apposition ends before a part: "his mother, Ann Lee, moved away" may read like a participle."""
    before = first - 2
    if before < 0 or grammar.mark(first - 1) != ",":
        return False
    above = [at for at in (before, *grammar.tree.above(before)) if grammar.tree.nodes[at].relation == "appos"]
    return any(grammar.mark(min(grammar.tree.subtree(at)) - 1) == "," for at in above)
