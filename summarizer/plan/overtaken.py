"""How things stood when an earlier report told it: so still where the newest reports say it too, else of its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.records import Fact, Sentence, Statement


def with_newest(
    statements: Sequence[Statement], facts: Sequence[Fact], sentences: Sequence[Sentence], times: Sequence[str | None]
) -> tuple[Statement, ...]:
    """The statements, those of states that a later report tells too as of its time, or as so still.

    Args:
        statements: how each sentence may be told.
        facts: which of them state the same.
        sentences: all sentences of the cluster.
        times: when each source told what it tells, as `gather.times_told` gives it.
    """
    found = list(statements)
    for fact in facts:
        told = [when for row in fact.rows if (when := times[sentences[row].source]) is not None]
        last = "" if "" in told else max(told, default="")
        for row in fact.rows:
            one = statements[row]
            if one.as_of and one.past and times[sentences[row].source] != last:
                found[row] = replace(one, as_of=last, past=bool(last))
    return tuple(found)


def outrun(facts: Sequence[Fact], sentences: Sequence[Sentence], times: Sequence[str | None]) -> set[int]:
    """The rows that another sentence of their fact is newer than: that one is told."""
    found = set()
    for fact in facts:
        told = {row: when for row in fact.rows if (when := times[sentences[row].source]) is not None}
        last = "" if "" in told.values() else max(told.values(), default="")
        found |= {row for row, when in told.items() if when != last}
    return found
