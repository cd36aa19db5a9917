"""Takes out what only joins a sentence to the one before it: "However, …", "… also …"."""

from __future__ import annotations

import re

from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.likeness import stated_facts
from summarizer.text.tone import JOINER
from summarizer.text.words import word_count

_AS_WELL = re.compile(r",? (?P<as>as well|too)(?=[.;]|, (?:to|and|but)\b)")
"""At the end of a clause; not "as well as", and no "too" of degree."""


def without_joiner(one: Analysis, least_words: int) -> str:
    """A sentence without the "But" or "However," that only joins it to the one before, where so many words are left."""
    match = JOINER.match(one.text)
    rest = one.text[match.end() :] if match else ""
    return rest[:1].upper() + rest[1:] if stated_facts(rest) and word_count(rest) >= least_words else one.text


def without_also(one: Analysis) -> str:
    """A sentence without the "also" or "as well" of its main verb, which joins it to one before."""
    for at, word in enumerate(one.words):
        node = one.tree.nodes[at]
        verb = one.tree.nodes[node.head]
        finite = one.tree.is_finite(node.head) or bool(one.tree.under(node.head, "aux"))
        whole = finite and bool(one.tree.under(node.head, *SUBJECTS))
        main = whole and verb.head == node.head and node.relation == "advmod" and 0 < at < len(one.words) - 1
        if word.low == "also" and not word.quoted and main and one.words[at - 1].low not in ("but", "and", ","):
            return one.text[: one.words[at - 1].end] + one.text[word.end :]
    match = _AS_WELL.search(one.text)
    at = one.word_at(match.start("as")) if match else -1
    return one.text[: match.start()] + one.text[match.end() :] if match and not one.words[at].quoted else one.text
