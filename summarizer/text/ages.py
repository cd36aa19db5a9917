"""Whose age a number is: "Roke, 58, showed", "the gunman, aged 34", "a man of 43", "58-year-old Anselm Roke"."""

from __future__ import annotations

import re

from summarizer.text.clauses import SUBJECTS
from summarizer.text.lexicon import PEOPLE
from summarizer.text.names import name_key
from summarizer.text.numbered import NOWHERE, Numbered, is_age

AGE = "age"
"""The unit of ages."""

_AGED = re.compile(r"\b(?:aged|age)\s$", re.IGNORECASE)
_YEARS_OLD = re.compile(r"years?[- ]old$", re.IGNORECASE)
_PARENTS = frozenset("father mother parent grandfather grandmother".split())
"""Of these a number says how many children they have."""


def aged(number: Numbered) -> tuple[int, frozenset[str]]:
    """The noun or the last name of whose age a number is, and their names; `NOWHERE` where it is nobody's.

    Args:
        number: the number, read in the grammar of its sentence.
    """
    holder = _holder(number)
    if holder < 0:
        return NOWHERE, frozenset()
    one, tree = number.one, number.tree
    run = {holder, *tree.under(holder, "compound"), *tree.under(holder, "appos")}
    head = tree.nodes[holder].head  # "Anselm Roke, a 58-year-old banker"
    run |= {head, *tree.under(head, "compound")} if tree.nodes[holder].relation == "appos" else set()
    names = frozenset(name_key(one.words[at].text) for at in run if _is_name(number, at))
    return (holder, names) if names or tree.nodes[holder].lemma in PEOPLE else (NOWHERE, frozenset())


def _is_name(number: Numbered, at: int) -> bool:
    word = number.one.words[at]
    return word.kind == "word" and (word.name or number.nodes[at].pos == "PROPN")


def _holder(number: Numbered) -> int:
    """The word of whose age it is, as the number is put."""
    one, at, nodes = number.one, number.at, number.nodes
    before = one.text[: number.quantity.start]
    if number.quantity.unit == AGE:
        told = _YEARS_OLD.search(one.text[number.quantity.start : number.quantity.end])
        subject = number.tree.under(number.predicate, *SUBJECTS) if number.predicate >= 0 else []
        return next((place for place in (*number.above, *subject) if told and number.tree.is_noun(place)), NOWHERE)
    if is_age(number):
        return at - 2
    of = nodes[at].head
    if nodes[at].relation == "pobj" and nodes[of].low == "of" and nodes[nodes[of].head].tag == "NN":
        man = nodes[of].head
        aged_so = nodes[man].lemma in PEOPLE - _PARENTS  # "a father of two" has two children
        return man if aged_so and not number.quantity.unit else NOWHERE
    if _AGED.search(before):
        return next((place for place in number.above if number.tree.is_noun(place)), NOWHERE)
    return NOWHERE
