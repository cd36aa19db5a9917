"""What a sentence may head a text as: without what a title can do without, for the sentence stands beneath it.

Beside what may be left out of any sentence (`omissible`), a title needs no day, no clause that tells when or after what
something happened, no description of what was not heard of before, and no second of two things done. What denies,
supposes, sets a condition or says who says so stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from summarizer.records import Omissible
from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.condensing import without
from summarizer.text.lexicon import DENYING, SAYING
from summarizer.text.omissible import is_sure, must_stay, omissible
from summarizer.text.parts import Part, Parts, closes_well, set_off
from summarizer.text.words import DAYS

_AFTER = frozenset("after before following amid while".split())
_WHEN = frozenset("after before while as since because".split())
_MEANWHILE = frozenset("while as because".split())
_TIME = frozenset([*DAYS, *"on early late morning afternoon evening night noon midnight last this".split()])
_DESCRIBING = ("relcl", "acl")
_SHORTEST = 3
_VERBS = frozenset("VB VBG VBN".split())


@lru_cache(maxsize=512)
def title_texts(analysis: Analysis) -> tuple[str, ...]:
    """All texts that a sentence may head a text as, the sentence itself first, then by length."""
    if not is_sure(analysis):
        return (analysis.text,)
    grammar, words = Parts(analysis), analysis.words
    found = {(one.start, one.end): one for one in omissible(analysis)}
    for rule in _RULES:
        for first, open_end, kind in rule(grammar):
            last = _with_closing_quote(grammar, first, open_end)
            if not must_stay(grammar, first, last, kind):
                part = Omissible(words[first].start, words[last].end, kind)
                found.setdefault((part.start, part.end), part)
    return without(analysis, tuple(found.values()))


def _with_closing_quote(grammar: Parts, first: int, last: int) -> int:
    """The last word of a part that ends the sentence, or the mark that closes a quotation which begins in the part."""
    start, end = grammar.words[first].start, grammar.words[last].end
    closes = max((close for opens, close in grammar.quotes if start <= opens < end < close), default=end)
    if grammar.mark(last + 1) != "end":
        return last
    return max((at for at, word in enumerate(grammar.words) if word.end <= closes), default=last)


def _days(grammar: Parts) -> Iterator[Part]:
    """As in "on Tuesday", "early Tuesday": a day of the week that hangs on a verb, and not on "until" or "since"."""
    tree = grammar.tree
    for at, node in enumerate(tree.nodes):
        if node.low not in DAYS:
            continue
        top = at
        while tree.nodes[top].relation in ("pobj", "compound", "nmod") and tree.nodes[top].head != top:
            top = tree.nodes[top].head
        bounds = grammar.bounds(top)
        hangs = tree.nodes[top].relation in ("prep", "npadvmod") and tree.is_predicate(tree.nodes[top].head)
        if bounds and hangs and {word.low for word in grammar.words[bounds[0] : bounds[1] + 1]} <= _TIME:
            yield *bounds, "day"


def _whens(grammar: Parts) -> Iterator[Part]:
    """As in "after the bank had failed", "while running home", "following talks"."""
    for at in range(len(grammar.words)):
        top = _clause_of(grammar, at)
        bounds = grammar.bounds(top) if top >= 0 else None
        if not bounds or bounds[0] != at or _is_news(grammar, at, top, bounds[1]):
            continue
        if _goes_on(grammar, *bounds, top):
            yield *bounds, "when"


def _clause_of(grammar: Parts, at: int) -> int:
    """The head of the clause or phrase that a word such as "after" opens beside a verb; -1 where it opens none."""
    tree, node = grammar.tree, grammar.tree.nodes[at]
    if node.relation == "prep" and node.low in _AFTER:
        top = at
    elif node.relation == "mark" and node.low in _WHEN and tree.nodes[node.head].relation == "advcl":
        top = node.head
    else:
        return -1
    return top if tree.is_predicate(tree.nodes[top].head) else -1


def _is_news(grammar: Parts, first: int, top: int, last: int) -> bool:
    """Whether a clause says who says so ("as police said"), or at the end what went on meanwhile.

    "Hahn fell ill while leading a tour": that may be the news.
    """
    low = grammar.words[first].low
    if low == "as" and grammar.tree.nodes[top].lemma in SAYING:
        return True
    return low in _MEANWHILE and grammar.mark(last + 1) == "end" and not set_off(grammar, first, last)


def _goes_on(grammar: Parts, first: int, last: int, top: int) -> bool:
    """Whether the sentence ends behind a part, or goes on plainly: with its main clause, or with who says so."""
    tree, after = grammar.tree, grammar.mark(last + 1)
    if after == "end":
        return True
    if first == 0:
        return after == ","
    following = last + 2 if after == "," else last + 1
    if following >= len(grammar.words):
        return True
    verb = tree.nodes[following].head if tree.nodes[following].relation in ("aux", "auxpass", "neg") else following
    if not after and tree.is_predicate(verb):
        return any(tree.nodes[top].head in tree.subtree(one) for one in tree.under(verb, *SUBJECTS))
    if after == "," and tree.nodes[following].relation == "prep" and tree.is_predicate(tree.nodes[following].head):
        return True
    span = set(range(first, last + 1))
    return after == "," and any(one.at > last and span <= one.said for one in grammar.analysis.sayings)


def _trailing(grammar: Parts) -> Iterator[Part]:
    """As in ", in a breakthrough of the talks", ", replacing two hosts", ", a week after it": set off at the end."""
    tree = grammar.tree
    for at, node in enumerate(tree.nodes):
        measured = any(tree.nodes[child].low in _AFTER for child in (at, *tree.under(at, "mark", "prep")))
        adds = node.relation == "prep" or (node.relation == "advcl" and (node.tag == "VBG" or measured))
        bounds = grammar.bounds(at) if adds and tree.is_predicate(node.head) else None
        if not bounds or not (measured or bounds[0] == at) or grammar.mark(bounds[0] - 1) != ",":
            continue
        if set_off(grammar, *bounds) and grammar.mark(bounds[1] + 1) == "end":
            yield *bounds, "adding" if node.tag == "VBG" and node.relation == "advcl" else "trailing"


def _descriptions(grammar: Parts) -> Iterator[Part]:
    """As in "a memo that accuses the bureau", at the end: what is told of something that is new to the reader.

    Where something is denied, more would be denied without it: "found no memo that accuses the bureau".
    """
    tree = grammar.tree
    if grammar.lows(0, len(grammar.words) - 1) & DENYING:
        return
    for at, node in enumerate(tree.nodes):
        bounds = grammar.bounds(at) if node.relation in _DESCRIBING and tree.is_noun(node.head) else None
        infinitive = any(tree.nodes[child].low == "to" for child in tree.under(at, "aux"))  # "an attempt to flee"
        if not bounds or bounds[0] <= node.head or infinitive or not _is_new(grammar, node.head):
            continue
        short = bounds[1] - bounds[0] < _SHORTEST  # "a judge ordered Friday" may be read so
        if not short and _goes_on(grammar, *bounds, node.head) and not set_off(grammar, *bounds):
            yield *bounds, "description"


def _is_new(grammar: Parts, at: int) -> bool:
    """Whether a noun is told of for the first time: "a memo", "memos"."""
    tree = grammar.tree
    own = {tree.nodes[child].low for child in tree.under(at, "det", "poss", "predet", "nummod", "amod")}
    bare = tree.nodes[at].tag == "NNS" and not tree.under(at, "det", "poss")
    return bool(own & {"a", "an"}) or bare


def _appositions(grammar: Parts) -> Iterator[Part]:
    """As in "Ann Lee, a driver for the ministry, …": who somebody is, which the sentence beneath tells."""
    tree = grammar.tree
    for at, node in enumerate(tree.nodes):
        bounds = grammar.bounds(at) if node.relation == "appos" and tree.nodes[node.head].pos == "PROPN" else None
        listed = bool(tree.under(node.head, "conj", "cc"))
        apart = bounds and bounds[0] > node.head and set_off(grammar, *bounds) and node.pos != "PROPN"
        if bounds and apart and not listed and closes_well(grammar, *bounds, node.head):
            yield *bounds, "who"


def _second_deeds(grammar: Parts) -> Iterator[Part]:
    """As in "accused of taking the ring and leaving the band": the second of two verbs in one form, at the end."""
    tree = grammar.tree
    for at, node in enumerate(tree.nodes):
        head = tree.nodes[node.head]
        if node.relation != "conj" or node.tag not in _VERBS or head.tag != node.tag or node.head in grammar.roots:
            continue
        bounds, joints = grammar.bounds(at), [one for one in tree.under(node.head, "cc") if one < at]
        alone = len(tree.under(node.head, "conj")) == 1 and not tree.under(node.head, "preconj")
        if not bounds or not joints or not alone or tree.nodes[joints[-1]].low != "and" or bounds[0] != joints[-1] + 1:
            continue
        if grammar.mark(bounds[1] + 1) == "end" and not tree.under(at, *SUBJECTS):
            yield joints[-1], bounds[1], "second"


_RULES: Sequence[Callable[[Parts], Iterator[Part]]] = (
    _days, _whens, _trailing, _descriptions, _appositions, _second_deeds,
)  # fmt: skip
