"""How things stood when an earlier report told it: so still where the newest reports say it too, else of its time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from summarizer.records import Fact, Sentence, Statement


def with_newest(
    statements: Sequence[Statement],
    facts: Sequence[Fact],
    sentences: Sequence[Sentence],
    times: Sequence[str | None],
    current: Collection[int] = (),
) -> tuple[Statement, ...]:
    """The statements, those of states that a later report tells too as of its time, or as so still.

    Args:
        statements: how each sentence may be told.
        facts: which of them state the same.
        sentences: all sentences of the cluster.
        times: when each source told what it tells, as `gather.times_told` gives it.
        current: the rows that tell the newest value of a figure: nobody knows otherwise since then.
    """
    found = list(statements)
    for row, last in _later(statements, facts, sentences, times).items():
        found[row] = replace(found[row], as_of=last, past=bool(last))
    return tuple(replace(one, past=False) if one.as_of and row in current else one for row, one in enumerate(found))


def outrun(
    statements: Sequence[Statement], facts: Sequence[Fact], sentences: Sequence[Sentence], times: Sequence[str | None]
) -> set[int]:
    """The rows of states of which a later report has a sentence, too: that one is told. Arguments as above."""
    return set(_later(statements, facts, sentences, times))


def _later(
    statements: Sequence[Statement], facts: Sequence[Fact], sentences: Sequence[Sentence], times: Sequence[str | None]
) -> dict[int, str]:
    """When the last report of their fact told it, for the rows of states that another one told before that."""
    found = {}
    for fact in facts:
        told = [when for row in fact.rows if (when := times[sentences[row].source]) is not None]
        last = "" if "" in told else max(told, default="")
        stood = (row for row in fact.rows if statements[row].as_of and statements[row].past)
        found.update({row: last for row in stood if times[sentences[row].source] != last})
    return found
