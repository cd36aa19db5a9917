"""Points that two parties tell in two ways, and nobody can settle: told together, as one."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import Report, Sentence, Statement
from summarizer.text.analysis import Analyser


def with_contested(
    statements: Sequence[Statement], sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser
) -> tuple[Statement, ...]:
    return tuple(statements)
