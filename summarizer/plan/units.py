"""Sentences that are told together or not at all: a claim and its denial, a value and its correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.records import Sentence, Statement

Units = Mapping[int, tuple[int, ...]]
"""For each row that is told with others: all rows of its unit, its own among them, in reading order."""

_ALONE = "it may not be told without another sentence, and nothing joins the two"


def units(statements: Sequence[Statement]) -> Units:
    """The rows that are told together; what shares a partner is one unit.

    A statement that is withheld ties nothing together, but may be the partner of one that is told.
    """
    found: dict[int, set[int]] = {}
    for row, one in enumerate(statements):
        if not set(one.partners) - {row} or one.withheld:
            continue
        whole = {row, *one.partners}.union(*(found.get(each, ()) for each in (row, *one.partners)))
        found.update(dict.fromkeys(whole, whole))
    return {row: tuple(sorted(whole)) for row, whole in found.items()}


def teller(unit: Sequence[int], statements: Sequence[Statement]) -> int | None:
    """The row of a unit whose wording is told for all of it: the one that brings in most; None where none has one."""
    worded = [row for row in unit if statements[row].wording and not statements[row].withheld]
    return max(worded, key=lambda row: (len(statements[row].partners), -row), default=None)


def stand_alike(one: Statement, other: Statement) -> bool:
    """Whether two sentences that say the same may count as one fact: nobody confirms what another only supposes."""
    plain = ("asserted", "attributed")
    kinds = one.standing.kind, other.standing.kind
    return kinds[0] == kinds[1] or (kinds[0] in plain and kinds[1] in plain)


def with_wordings(statements: Sequence[Statement], sentences: Sequence[Sentence]) -> tuple[Statement, ...]:
    """The statements, each that has partners with a wording too.

    Where none was made, sentences that follow one another in their source are told as they stand there; others are
    withheld, since what is written from one alone would tell it away from its partner.
    """
    found = list(statements)
    for row, one in enumerate(statements):
        if not one.partners or one.withheld or teller(sorted({row, *one.partners}), statements) is not None:
            continue
        rows = sorted({row, *one.partners})
        if _adjoin(rows, sentences):
            found[row] = replace(one, wording=" ".join(sentences[each].flat for each in rows))
        else:
            found[row] = replace(one, withheld=_ALONE)
    return tuple(found)


def _adjoin(rows: Sequence[int], sentences: Sequence[Sentence]) -> bool:
    """Whether sentences follow one another in one paragraph of one source."""
    first = sentences[rows[0]]
    return all(
        (sentences[row].source, sentences[row].paragraph, sentences[row].position)
        == (first.source, first.paragraph, first.position + step)
        for step, row in enumerate(rows)
    )
