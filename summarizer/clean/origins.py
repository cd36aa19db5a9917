"""Which sources are independent: whose report each one is, and which take their facts from another one."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import CleanDocument, Report


def reports_of(cleaned: Sequence[CleanDocument]) -> tuple[Report, ...]:
    """The documents of a cluster as its sources, in their order; copies and rewrites point to their original."""
    found = []
    for source, one in enumerate(cleaned):
        flags = one.document.flags
        other = next((flag.other for flag in flags if flag.kind in ("copy_of", "rewrite_of")), None)
        found.append(Report(source, one.document, source if other is None else other))
    return tuple(found)


def second_hand(reports: Sequence[Report]) -> frozenset[int]:
    """Indices of the sources that have their facts from another one, or were written by a program."""
    return frozenset(
        report.source
        for report in reports
        if report.is_copy or any(flag.kind == "ai_generated" for flag in report.document.flags)
    )
